"""The preflight: what of a poster would print badly, told before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cjm_desktop.i18n import _
from cjm_desktop.layout import preflight_content, preflight_paper, preflight_room, preflight_text
from cjm_desktop.layout.finding import SEVERITIES, Finding, told
from cjm_desktop.layout.pages import colour_under
from cjm_desktop.layout.placement import Page, Sheet
from cjm_desktop.layout.proof import Proof, proof_of
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import PosterSettings


def preflight(
    journey: Journey, sheets: Sequence[Sheet], pages: Sequence[Page], settings: PosterSettings, theme: Theme
) -> tuple[Finding, ...]:
    """What there is to say of a poster before it is printed: errors first, then warnings, then notes.

    `sheets` and `pages` are what the settings and the theme gave. Sentences are in the language of the window.
    Raises progress.Cancelled.
    """
    progress.begin(_("Looking the poster over"))
    paper = colour_under(pages, theme)
    proofs = [proof_of(sheet, paper) for sheet in sheets]
    found = told(_all(journey, sheets, pages, settings, theme, proofs))
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))


def _all(
    journey: Journey,
    sheets: Sequence[Sheet],
    pages: Sequence[Page],
    settings: PosterSettings,
    theme: Theme,
    proofs: Sequence[Proof],
) -> Iterator[Finding]:
    checks: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: preflight_text.sizes(journey, proofs),
        lambda: preflight_text.missing_characters(journey, sheets, proofs),
        lambda: preflight_text.contrasts(journey, proofs),
        lambda: preflight_text.broken_words(journey, proofs),
        lambda: preflight_paper.edges(journey, sheets, proofs, settings),
        lambda: preflight_paper.pictures(journey, proofs),
        lambda: preflight_paper.tiles(journey, sheets, pages, proofs, settings, theme),
        lambda: preflight_content.emptiness(journey, sheets, settings),
        lambda: preflight_room.left_out(journey, sheets, proofs, settings),
        lambda: preflight_content.marks(journey, sheets, settings),
        lambda: preflight_content.gone(journey, settings, theme),
    )
    for check in checks:
        progress.step()
        yield from check()
