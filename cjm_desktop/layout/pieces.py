"""What a page shows of its sheet: placed drawings in the order they are drawn, each with its place on the paper."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Final, NamedTuple

from cjm_desktop.layout.drawing import Placed
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.placement import Page, Sheet

#: So far from its box a drawing may still leave ink, in its own units: halos and mitres.
SPILL: Final = 12.0


class Piece(NamedTuple):
    """A placed drawing on a page: where its origin stands, how much it is scaled, and the box of its ink (points).

    A drawing that doesn't tell its box has None, and is drawn on every page.
    """

    placed: Placed
    x: float
    y: float
    scale: float
    box: Rect | None

    def meets(self, part: Rect) -> bool:
        """Whether it may have ink in a part of the page."""
        return self.box is None or self.box.meets(part)


def pieces_of(sheet: Sheet, at: tuple[float, float] = (0.0, 0.0)) -> list[Piece]:
    """What a sheet shows with its left top corner at a point: the parts around the map, then the map over them."""
    x, y = at
    out = [_piece(one, x, y, 1.0) for one in _ordered(sheet.placed.values())]
    x, y = x + sheet.map_origin[0], y + sheet.map_origin[1]
    return out + [_piece(one, x, y, sheet.scale) for one in _ordered(sheet.map.placed.values())]


def pieces_on(page: Page) -> list[Piece]:
    """What a page shows of its sheet through its window."""
    if page.sheet is None:
        return []
    return [piece for piece in pieces_of(page.sheet, page.at) if piece.meets(page.window)]


def is_whole(page: Page) -> bool:
    """Whether the window of a page lets everything through that is on the paper."""
    return page.window.encloses(Rect(0, 0, page.width, page.height), 0.01)


def _ordered(placed: Iterable[Placed]) -> list[Placed]:
    return sorted(placed, key=lambda one: one.z)


def _piece(placed: Placed, x: float, y: float, scale: float) -> Piece:
    x, y = x + placed.x * scale, y + placed.y * scale
    b = placed.bounds
    if not (b.width or b.height) or not isfinite(x + y + b.x + b.y + b.width + b.height):
        return Piece(placed, x, y, scale, None)  # whoever draws it finds out that a number is none
    return Piece(placed, x, y, scale, b.mapped(scale, x, y).grown(SPILL * scale))
