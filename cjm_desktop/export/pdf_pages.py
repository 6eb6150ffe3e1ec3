"""The pages of a PDF: of each sheet the drawings that a window shows, between what lies under and over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import TypeAlias

from cjm_desktop.export.pdf import MOST_UNITS
from cjm_desktop.export.pdf_content import Content, Shelf
from cjm_desktop.layout.drawing import Placed
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.placement import Page, Sheet
from cjm_desktop.model import progress

# Halos and mitres reach a little beyond the box of the ink.
_EDGE = 12.0
#: A key with its drawing, and its box in sheet points; None is the box of a drawing that doesn't tell one.
_Part: TypeAlias = tuple[str, Placed, Rect | None]


class _Drawings:
    """The drawings of one sheet in the order in which they are drawn."""

    def __init__(self, sheet: Sheet) -> None:
        self.around = _in_order(sheet.placed.items(), (0.0, 0.0), 1.0)
        self.map = _in_order(sheet.map.placed.items(), sheet.map_origin, sheet.scale)


def _in_order(placed: Iterable[tuple[str, Placed]], origin: tuple[float, float], scale: float) -> list[_Part]:
    out: list[_Part] = []
    for key, one in sorted(placed, key=lambda pair: pair[1].z):
        box, where = one.bounds, None
        if box.width or box.height:
            x, y = origin[0] + (one.x + box.x) * scale, origin[1] + (one.y + box.y) * scale
            where = Rect(x, y, box.width * scale, box.height * scale)
        out.append((key, one, where))
    return out


def unit(page: Page) -> int:
    """How many points a unit of the page is: 1, or more for a page over 200 inches."""
    return ceil(max(page.width, page.height) / MOST_UNITS)


def drawn(pages: Sequence[Page], shelf: Shelf) -> list[Content]:
    """The content of every page."""
    sheets: dict[int, _Drawings] = {}
    for page in pages:
        if page.sheet is not None and id(page.sheet) not in sheets:
            sheets[id(page.sheet)] = _Drawings(page.sheet)
    shelf.keep(sheets)
    out: list[Content] = []
    for done, page in enumerate(pages):
        content = Content(shelf)
        content.begin_page(page.height, unit(page))
        content.drawing(page.under, 1.0, 0.0, 0.0)
        if page.sheet is not None:
            _draw_sheet(content, page, page.sheet, sheets[id(page.sheet)], (done, len(pages)))
        content.drawing(page.marks, 1.0, 0.0, 0.0)
        content.close_text()
        out.append(content)
    return out


def _draw_sheet(
    content: Content, page: Page, sheet: Sheet, drawings: _Drawings, pages: tuple[int, int]
) -> None:
    """Draws what a page shows of its sheet; `pages` is how many are done, of how many."""
    dx, dy = page.at
    around, inside = drawings.around, drawings.map
    shown = page.window.moved(-dx, -dy)
    is_cut = not shown.encloses(Rect(0, 0, sheet.width, sheet.height), 0.01)
    if is_cut:
        content.begin_window(page.window)
        seen = shown.grown(_EDGE)
        around, inside = _within(around, seen), _within(inside, seen)
    total = pages[1] * (len(around) + len(inside))
    before = pages[0] * (len(around) + len(inside))
    for done, (_key, one, _box) in enumerate(around, before):
        progress.step(done, total)
        content.fade(one.opacity)
        content.drawing(one.drawing, 1.0, one.x + dx, one.y + dy)
    content.begin_map((sheet.map_origin[0] + dx, sheet.map_origin[1] + dy), sheet.scale)
    for done, (_key, one, _box) in enumerate(inside, before + len(around)):
        progress.step(done, total)
        content.fade(one.opacity)
        content.drawing(one.drawing, 1.0, one.x, one.y)
    content.fade(1.0)
    content.end()
    if is_cut:
        content.end()


def _within(parts: list[_Part], seen: Rect) -> list[_Part]:
    """The parts that have ink in a window."""
    return [part for part in parts if part[2] is None or part[2].meets(seen)]
