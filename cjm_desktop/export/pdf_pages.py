"""The pages of a PDF: of each sheet the drawings that a window shows, between what lies under and over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import TypeAlias

from cjm_desktop.export.pdf import MOST_UNITS
from cjm_desktop.export.pdf_content import Shelf
from cjm_desktop.export.pdf_links import Addresses
from cjm_desktop.export.pdf_page_content import PageContent
from cjm_desktop.export.pdf_tags import Box, Tags
from cjm_desktop.layout.drawing import Drawing, Placed
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.placement import Page, Sheet
from cjm_desktop.layout.reading_order import Mark, within
from cjm_desktop.model import progress

# Halos and mitres reach a little beyond the box of the ink.
_EDGE = 12.0
#: A key with its drawing, and its box in sheet points; None is the box of a drawing that doesn't tell one.
_Part: TypeAlias = tuple[str, Placed, Box | None]


class _Drawings:
    """The drawings of one sheet in the order in which they are drawn."""

    def __init__(self, sheet: Sheet) -> None:
        self.around = _in_order(sheet.placed.items(), (0.0, 0.0), 1.0)
        self.map = _in_order(sheet.map.placed.items(), sheet.map_origin, sheet.scale)


def _in_order(placed: Iterable[tuple[str, Placed]], origin: tuple[float, float], scale: float) -> list[_Part]:
    out: list[_Part] = []
    left, top = origin
    for count, (key, one) in enumerate(sorted(placed, key=lambda pair: pair[1].z)):
        if count % 1024 == 0:
            progress.step()
        box, where = one.bounds, None
        if box.width or box.height:
            x, y = left + (one.x + box.x) * scale, top + (one.y + box.y) * scale
            where = (x, y, x + box.width * scale, y + box.height * scale)
        out.append((key, one, where))
    return out


def unit(page: Page) -> int:
    """How many points a unit of the page is: 1, or more for a page over 200 inches."""
    return ceil(max(page.width, page.height) / MOST_UNITS)


def on_page(page: Page, box: Box) -> Box:
    """What a page shows of a box of its sheet: left, bottom, right, top in units of the page, y up."""
    dx, dy = page.at
    window = page.window
    left, right = max(window.x, box[0] + dx), min(window.right, box[2] + dx)
    top, bottom = max(window.y, box[1] + dy), min(window.bottom, box[3] + dy)
    size = unit(page)
    return left / size, (page.height - bottom) / size, right / size, (page.height - top) / size


def drawn(pages: Sequence[Page], shelf: Shelf, tags: Tags, addresses: Addresses) -> list[PageContent]:
    """The content of every page, tagged, with the addresses on it noted."""
    sheets: dict[int, _Drawings] = {}
    for page in pages:
        if page.sheet is not None and id(page.sheet) not in sheets:
            sheets[id(page.sheet)] = _Drawings(page.sheet)
    shelf.keep(sheets)
    out: list[PageContent] = []
    for number, page in enumerate(pages):
        content = PageContent(shelf)
        content.begin_page(page.height, unit(page))
        _artifact(content, page.under)
        if page.sheet is not None:
            _Printer(content, page, number, tags, addresses).draw(
                page.sheet, sheets[id(page.sheet)], len(pages)
            )
        _artifact(content, page.marks)
        content.end_mark()
        content.pack()
        out.append(content)
    return out


def _artifact(content: PageContent, drawing: Drawing) -> None:
    """Draws what is no part of the poster."""
    if drawing:
        content.mark_artifact()
        content.drawing(drawing, 1.0, 0.0, 0.0)


class _Printer:
    """Draws what one page shows of its sheet."""

    def __init__(
        self, content: PageContent, page: Page, number: int, tags: Tags, addresses: Addresses
    ) -> None:
        self.content, self.page, self.number = content, page, number
        self.tags, self.addresses = tags, addresses
        self.elements = tags.of(page)

    def draw(self, sheet: Sheet, drawings: _Drawings, pages: int) -> None:
        content = self.content
        dx, dy = self.page.at
        around, inside = drawings.around, drawings.map
        shown = self.page.window.moved(-dx, -dy)
        is_cut = not shown.encloses(Rect(0, 0, sheet.width, sheet.height), 0.01)
        if is_cut:
            content.begin_window(self.page.window)
            seen = shown.grown(_EDGE)
            around, inside = _within(around, seen), _within(inside, seen)
        total = pages * (len(around) + len(inside))
        done = self.number * (len(around) + len(inside))
        for part in around:
            progress.step(done, total)
            self._part(part, dx, dy)
            done += 1
        content.begin_map((sheet.map_origin[0] + dx, sheet.map_origin[1] + dy), sheet.scale)
        for key, one, box in inside:
            progress.step(done, total)
            done += 1
            self._mark((key, -1), box)
            content.fade(one.opacity)
            content.drawing(one.drawing, 1.0, one.x, one.y)
            if self.addresses:
                self._links((key, -1), one, sheet.map_origin, sheet.scale)
            if content.is_long:
                content.pack()
        content.fade(1.0)
        content.end()
        if is_cut:
            content.end()

    def _part(self, part: _Part, dx: float, dy: float) -> None:
        """A part around the map, as one or piece by piece."""
        key, one, box = part
        self.content.fade(one.opacity)
        if (key, -1) in self.elements:
            self._mark((key, -1), box)
            self.content.drawing(one.drawing, 1.0, one.x + dx, one.y + dy)
            return
        x, y, scale, children = within(one)
        for index, child in enumerate(children):
            self._mark((key, index), box)
            self.content.drawing((child,), scale, x + dx, y + dy)

    def _mark(self, mark: Mark, box: Box | None) -> None:
        """What is drawn next is a piece of an element, or an artifact."""
        element = self.elements.get(mark)
        if element is None:
            self.content.mark_artifact()
        else:
            self.content.mark(element.read.kind, self.tags.mark(self.number, element, box))

    def _links(self, mark: Mark, one: Placed, origin: tuple[float, float], scale: float) -> None:
        element = self.elements.get(mark)
        if element is None:
            return
        for box, address in self.addresses.within(one.drawing):
            x, y = origin[0] + (one.x + box.x) * scale, origin[1] + (one.y + box.y) * scale
            there = on_page(self.page, (x, y, x + box.width * scale, y + box.height * scale))
            if there[0] < there[2] and there[1] < there[3]:
                self.addresses.add(self.number, there, address, element)


def _within(parts: list[_Part], seen: Rect) -> list[_Part]:
    """The parts that have ink in a window."""
    left, top, right, bottom = seen.x, seen.y, seen.right, seen.bottom
    return [
        part
        for part in parts
        if (box := part[2]) is None or (box[0] < right and left < box[2] and box[1] < bottom and top < box[3])
    ]
