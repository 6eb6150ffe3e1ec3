"""The tags of a document: what is read in which order, and which marked content of which page it is.

Each drawing that is read is one marked content wherever it is drawn, on every tile that shows a piece of it; the rest
is an artifact (ISO 32000-1, 14.7 and 14.8).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from cjm_desktop.export.pdf_file import Document, string
from cjm_desktop.layout.placement import Page
from cjm_desktop.layout.reading_order import Mark, Read, reading_order
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey

_NEVER: Final = -1


#: Left, top, right and bottom; in points of a sheet unless it is said otherwise.
Box: TypeAlias = tuple[float, float, float, float]


class Spot(NamedTuple):
    """Where a piece of an element is drawn: a marked content of a page, and its box."""

    page: int
    id: int
    box: Box | None


class Element:
    """One element of the structure."""

    __slots__ = ("children", "link", "number", "parent", "read", "spots")

    def __init__(self, read: Read, parent: Element | None) -> None:
        self.read, self.parent = read, parent
        self.number = _NEVER  # of its object; it has none while nothing of it is drawn
        self.children: list[Element] = []
        self.spots: list[Spot] = []
        self.link: tuple[int, int] | None = None  # its page, and the number of its annotation

    def everywhere(self) -> Iterator[Spot]:
        """All that is drawn of it and of its parts, in the order of reading."""
        yield from self.spots
        for child in self.children:
            yield from child.everywhere()


class Tags:
    """The elements of all sheets, and what of each page belongs to which."""

    def __init__(self, pages: Sequence[Page], journey: Journey) -> None:
        self.sheets: list[Element] = []
        self._of: dict[int, dict[Mark, Element]] = {}  # by id() of the sheet
        self.marked: list[list[Element]] = [[] for _page in pages]  # by page and id of the marked content
        for page in pages:
            if page.sheet is None or id(page.sheet) in self._of:
                continue
            progress.step()
            known = self._of[id(page.sheet)] = {}
            self.sheets.append(_element(reading_order(page.sheet, journey), None, known))

    def of(self, page: Page) -> dict[Mark, Element]:
        """What the drawings of the page's sheet are read as."""
        return {} if page.sheet is None else self._of[id(page.sheet)]

    def mark(self, page: int, element: Element, box: Box | None) -> int:
        """Note that an element is drawn on a page; gives the number of the marked content."""
        marked = self.marked[page]
        element.spots.append(Spot(page, len(marked), box))
        marked.append(element)
        return len(marked) - 1

    def write(self, document: Document, pages: Sequence[str], others: Sequence[Element]) -> None:
        """Add the structure to a document; `pages` are their references, `others` what annotations belong to."""
        drawn = [element for sheet in self.sheets for element in _drawn(sheet)]
        root = document.reserve(2 + len(drawn))
        for number, element in enumerate(drawn, root + 2):
            element.number = number
        kids = " ".join(f"{sheet.number} 0 R" for sheet in self.sheets if sheet.number != _NEVER)
        rows = [
            f"{page} [{' '.join([f'{element.number} 0 R' for element in marked])}]"
            for page, marked in enumerate(self.marked)
            if marked
        ]
        rows += [f"{key} {element.number} 0 R" for key, element in enumerate(others, len(self.marked))]
        document.add_small(
            root,
            f"<< /Type /StructTreeRoot /K {root + 1} 0 R /ParentTree << /Nums [{' '.join(rows)}] >>"
            f" /ParentTreeNextKey {len(self.marked) + len(others)} >>".encode("ascii"),
        )
        document.add_small(
            root + 1, f"<< /Type /StructElem /S /Document /P {root} 0 R /K [{kids}] >>".encode("ascii")
        )
        for done, element in enumerate(drawn):
            if done % 256 == 0:
                progress.step()
            document.add_small(element.number, _object(element, root + 1, pages))
        document.catalogue["StructTreeRoot"] = f"{root} 0 R"
        document.catalogue["MarkInfo"] = "<< /Marked true >>"


def _element(read: Read, parent: Element | None, known: dict[Mark, Element]) -> Element:
    if read.is_place:
        progress.step()
    element = Element(read, parent)
    for mark in read.marks:
        known[mark] = element
    element.children = [_element(part, element, known) for part in read.parts]
    return element


def _drawn(element: Element) -> list[Element]:
    """The element and its parts as far as anything of them is drawn, in the order of reading."""
    below = [one for child in element.children for one in _drawn(child)]
    return [element, *below] if below or element.spots or element.link else []


def _object(element: Element, document: int, pages: Sequence[str]) -> bytes:
    read, spots = element.read, element.spots
    parent = element.parent.number if element.parent is not None else document
    said = f"/T {string(read.title)} " if read.title else ""
    if read.alt:
        said += f"/Alt {string(read.alt)} "
    page = spots[0].page if spots else _NEVER
    kids = [
        str(spot.id) if spot.page == page else f"<< /Type /MCR /Pg {pages[spot.page]} /MCID {spot.id} >>"
        for spot in spots
    ]
    if element.link is not None:
        kids.append(f"<< /Type /OBJR /Pg {pages[element.link[0]]} /Obj {element.link[1]} 0 R >>")
    kids += [f"{child.number} 0 R" for child in element.children if child.number != _NEVER]
    where = f"/Pg {pages[page]} " if spots else ""
    held = kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"
    return f"<< /S /{read.kind} /P {parent} 0 R {said}{where}/K {held} >>".encode("ascii")
