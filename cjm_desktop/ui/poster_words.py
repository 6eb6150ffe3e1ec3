"""How a poster comes out, in a few words: for its dialog and for the status bar."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_desktop.i18n import _, ngettext, number
from cjm_desktop.layout import paper
from cjm_desktop.layout.placement import Page, Sheet, smallest_text
from cjm_desktop.model.records import PosterSettings


def summary(settings: PosterSettings, sheets: Sequence[Sheet], pages: Sequence[Page]) -> str:
    """Paper, sheets, tiles and the smallest text: "A1 landscape · 4 sheets · smallest text 9.1 pt"."""
    own = settings.paper if paper.is_known(settings.paper) else PosterSettings().paper
    parts = [_size_words(own, settings.orientation, sheets)]
    parts.append(ngettext("{count} sheet", "{count} sheets", len(sheets)).format(count=len(sheets)))
    tiles = settings.tiles if settings.tiles is not None and paper.is_known(settings.tiles) else None
    count = sum(page.sheet is not None for page in pages)
    if tiles is None and count > len(sheets):
        tiles = own  # text in its own size took more room than there is on the paper
    if tiles is not None:
        words = ngettext("{count} tile {paper}", "{count} tiles {paper}", count)
        parts.append(words.format(count=count, paper=paper.shown(tiles)))
    smallest = smallest_text(sheets)
    parts.append(_("smallest text {size} pt").format(size=number(smallest, 1)))
    return " · ".join(parts)


def _size_words(name: str, orientation: str, sheets: Sequence[Sheet]) -> str:
    """The paper by its name and how it lies; of a roll the length that is used too."""
    chosen = paper.known(name)
    if chosen.is_roll:
        sheet = max(sheets, key=lambda each: each.width * each.height)
        length = (sheet.width if orientation == "landscape" else sheet.height) / paper.MM
        return _("{paper}, {length} m long").format(paper=paper.shown(name), length=number(length / 1000, 2))
    if chosen.name not in paper.NAMES:
        return paper.shown(name)
    words = _("landscape") if orientation == "landscape" else _("portrait")
    return f"{paper.shown(name)} {words}"


def page_words(page: Page) -> str:
    """What a page is called: by its tile ("B3"), else by what its sheet shows, else by its number."""
    name = page.sheet.name if page.sheet is not None else ""
    return page.name if not page.name.isdigit() else name or page.name
