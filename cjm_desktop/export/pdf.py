"""The paper's player: sheets of drawings become one PDF, with text that can be found and copied.

reportlab, HarfBuzz and Pillow are loaded when the first PDF is made and not before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import isfinite

from cjm_desktop.i18n import N_
from cjm_desktop.layout.placement import Sheet
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem, refusal
from cjm_desktop.model.records import Asset

#: No reader need show a page beyond 200 inches (PDF 32000-1, annex C.2).
LARGEST_PAGE = 14_400.0
_POINTS_PER_MM = 72 / 25.4

SENTENCES.update(
    {
        "pdf-no-sheet": N_("There is no sheet to print."),
        "pdf-page-size": N_(
            "A sheet of {width} × {height} mm can't be a PDF page; each side is 1 to {limit} mm long."
        ),
        "pdf-number": N_("A part of the drawing has no place: its numbers are not finite."),
        "pdf-font": N_("The font “{name}” can't be read, so the text can't be printed."),
        "pdf-font-kind": N_(
            "The font “{name}” can't be put in a PDF: it has no TrueType outlines or forbids it."
        ),
        "pdf-picture-missing": N_("A picture of the poster is no longer in the journey."),
        "pdf-picture": N_("A picture of the poster is not a sound PNG or JPEG file; choose another one."),
        "pdf-picture-size": N_(
            "A picture of the poster has {pixels} million pixels; at most {limit} million can be printed."
        ),
        "pdf-cancelled": N_("The export was cancelled; nothing was written."),
    }
)


class Cancelled(CjmError):
    """The user broke off the export."""

    def __init__(self) -> None:
        super().__init__(Problem("", "pdf-cancelled"))


def write_pdf(
    sheets: Sequence[Sheet],
    *,
    title: str,
    language: str,
    assets: Mapping[str, Asset],
    on_progress: Callable[[int, int], bool] | None = None,
) -> bytes:
    """A PDF with one page a sheet; equal sheets give equal bytes.

    Of each sheet the parts around the map are drawn first and the map over them, both in the order of `z`.
    `assets` are by record id. `on_progress(done, total)` counts placed drawings; the export ends with
    Cancelled when it returns False. Raises CjmError for a page, number, font or picture that can't be printed.
    """
    if not sheets:
        raise refusal("pdf-no-sheet")
    for sheet in sheets:
        _check_size(sheet)
    from cjm_desktop.export import pdf_document

    return pdf_document.assemble(sheets, title, language, assets, _reporter(sheets, on_progress))


def _check_size(sheet: Sheet) -> None:
    sides = (sheet.width, sheet.height)
    if not all(isfinite(side) for side in (*sides, *sheet.map_origin, sheet.scale)):
        raise refusal("pdf-number")
    if not all(_POINTS_PER_MM <= side <= LARGEST_PAGE for side in sides):
        width, height = (f"{side / _POINTS_PER_MM:.0f}" for side in sides)
        raise refusal(
            "pdf-page-size", width=width, height=height, limit=f"{LARGEST_PAGE / _POINTS_PER_MM:.0f}"
        )


def _reporter(
    sheets: Sequence[Sheet], on_progress: Callable[[int, int], bool] | None
) -> Callable[[int], None]:
    """What the player calls after every drawing, with the number drawn so far; it may raise Cancelled."""
    if on_progress is None:
        return lambda done: None
    total = sum(len(sheet.placed) + len(sheet.map.placed) for sheet in sheets)

    def report(done: int) -> None:
        # Every drawing would cost more than drawing; every 64th is a few milliseconds.
        if (done % 64 == 0 or done == total) and not on_progress(done, total):
            raise Cancelled

    return report
