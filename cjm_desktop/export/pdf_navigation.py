"""Finding the way in a document: bookmarks for sheets, phases and touchpoints, and what each page is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cjm_desktop.export.pdf_file import Document, string
from cjm_desktop.export.pdf_pages import on_page
from cjm_desktop.export.pdf_tags import Element, Tags
from cjm_desktop.layout.placement import Page
from cjm_desktop.model import progress

#: With more bookmarks than this, touchpoints have none.
MOST: Final = 500
#: Ground around the place that a bookmark shows, in points.
_EDGE: Final = 6.0


class _Bookmark:
    __slots__ = ("below", "element", "number")

    def __init__(self, element: Element) -> None:
        self.element = element
        self.below: list[_Bookmark] = []
        self.number = 0


def add_bookmarks(document: Document, tags: Tags, pages: Sequence[Page], references: Sequence[str]) -> None:
    """Add the bookmarks; those of touchpoints are folded away, and there are none of them on a very long road."""
    top = [bookmark for sheet in tags.sheets for bookmark in _bookmarks(sheet)]
    if sum(_count(bookmark) for bookmark in top) > MOST:
        for bookmark in top:
            _cut(bookmark)
    if not top:
        return
    root = document.reserve()
    first, last = _add(document, top, root, pages, references)
    document.add_small(
        root, f"<< /Type /Outlines /First {first} 0 R /Last {last} 0 R /Count {len(top)} >>".encode("ascii")
    )
    document.catalogue["Outlines"] = f"{root} 0 R"


def _bookmarks(element: Element) -> list[_Bookmark]:
    below = [bookmark for child in element.children for bookmark in _bookmarks(child)]
    if not element.read.is_place or next(element.everywhere(), None) is None:
        return below
    own = _Bookmark(element)
    own.below = below
    return [own]


def _count(bookmark: _Bookmark) -> int:
    return 1 + sum(map(_count, bookmark.below))


def _cut(bookmark: _Bookmark) -> None:
    """Drop the last level."""
    bookmark.below = [one for one in bookmark.below if one.below]
    for one in bookmark.below:
        _cut(one)


def _add(
    document: Document,
    row: Sequence[_Bookmark],
    parent: int,
    pages: Sequence[Page],
    references: Sequence[str],
) -> tuple[int, int]:
    """Add bookmarks of one level with those below them; gives the numbers of the first and the last."""
    start = document.reserve(len(row))
    for i, bookmark in enumerate(row):
        progress.step()
        entries = f"/Title {string(bookmark.element.read.title or '–')} /Parent {parent} 0 R"
        if i > 0:
            entries += f" /Prev {start + i - 1} 0 R"
        if i + 1 < len(row):
            entries += f" /Next {start + i + 1} 0 R"
        if bookmark.below:
            first, last = _add(document, bookmark.below, start + i, pages, references)
            entries += f" /First {first} 0 R /Last {last} 0 R /Count {-len(bookmark.below)}"
        entries += f" /Dest {_place(bookmark.element, pages, references)} /SE {bookmark.element.number} 0 R"
        document.add_small(start + i, f"<< {entries} >>".encode("ascii"))
    return start, start + len(row) - 1


def _place(element: Element, pages: Sequence[Page], references: Sequence[str]) -> str:
    """Where a bookmark leads: to all that is drawn of an element on the first page that has it."""
    spots = list(element.everywhere())
    page = spots[0].page
    boxes = [spot.box for spot in spots if spot.page == page and spot.box is not None]
    if not boxes:
        return f"[{references[page]} /Fit]"
    lefts, tops, rights, bottoms = zip(*boxes)
    around = (min(lefts) - _EDGE, min(tops) - _EDGE, max(rights) + _EDGE, max(bottoms) + _EDGE)
    left, bottom, right, top = on_page(pages[page], around)
    return f"[{references[page]} /FitR {left:.1f} {bottom:.1f} {right:.1f} {top:.1f}]"


def add_labels(document: Document, pages: Sequence[Page]) -> None:
    """Call the pages by their names: "B3" for a tile."""
    labels = " ".join(f"{i} << /P {string(page.name or str(i + 1))} >>" for i, page in enumerate(pages))
    document.catalogue["PageLabels"] = f"<< /Nums [{labels}] >>"
