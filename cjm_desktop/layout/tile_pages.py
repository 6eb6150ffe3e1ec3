"""The pages of a poster that goes on tiles: each shows its part of the sheet, with marks to cut and glue by."""

from __future__ import annotations

from typing import Final

from cjm_desktop.layout import page_marks
from cjm_desktop.layout.cuts import Piece
from cjm_desktop.layout.drawing import Drawing
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.page_marks import Side
from cjm_desktop.layout.pages import ground, title_of
from cjm_desktop.layout.paper import MM
from cjm_desktop.layout.placement import Page
from cjm_desktop.layout.theme import Theme
from cjm_desktop.layout.tiles import Grid, is_printed, name_of
from cjm_desktop.model import progress
from cjm_desktop.model.records import PosterSettings

#: So far beyond a cut the edge is hatched that the next tile is glued on, in points.
GLUED: Final = 12.0 * MM
#: Paper that stands out less than this beyond the poster isn't cut off, in points.
KEPT: Final = 0.5
_ROUNDING: Final = 1e-6


def tiled(grid: Grid, theme: Theme, settings: PosterSettings, prefix: str) -> list[Page]:
    """The tiles of a sheet, row by row, without those that are left out; `prefix` tells them from another sheet's.

    Before them, when it is asked for, the page that tells how they go together.
    """
    out: list[Page] = []
    if settings.assembly and len(grid.printed) > 1:
        from cjm_desktop.layout.assembly import assembly_page  # nobody needs it for one tile

        out.append(assembly_page(grid, theme, settings, prefix))
    for row in range(len(grid.rows)):
        for column in range(len(grid.columns)):
            progress.step(row, len(grid.rows))
            if (row, column) in grid.printed:
                out.append(_tile(grid, row, column, theme, settings, prefix + name_of(row, column)))
    return out


def _tile(grid: Grid, row: int, column: int, theme: Theme, settings: PosterSettings, name: str) -> Page:
    across, down = grid.columns[column], grid.rows[row]
    is_last = column == len(grid.columns) - 1
    x = _origin(across, grid.room.x, grid.room.width, grid.width, column == 0, is_last)
    y = _origin(down, grid.room.y, grid.room.height, grid.height, row == 0, False)  # its foot stands below
    window = Rect(x + across.start, y + down.start, across.end - across.start, down.end - down.start)
    trim = Rect(x + across.first, y + down.first, across.last - across.first, down.last - down.first)
    beside: dict[Side, tuple[int, int]] = {
        "left": (row, column - 1),
        "right": (row, column + 1),
        "up": (row - 1, column),
        "down": (row + 1, column),
    }
    neighbours = {side: name_of(*at) for side, at in beside.items() if at in grid.printed}
    glued = [side for side in neighbours if side in ("right", "down")]
    # Where the edge of the paper is that of the poster, nothing is cut off.
    kept: dict[Side, float] = {
        "left": trim.x,
        "right": grid.width - trim.right,
        "up": trim.y,
        "down": grid.height - trim.bottom,
    }
    cut = frozenset(side for side in beside if side not in glued and kept[side] > KEPT)
    reach, strip = grid.reach, grid.strip
    marks: Drawing = ()
    right = trim.right
    if "right" in glued:
        right = min(reach.right, trim.right + GLUED)
        edge = _between(trim.right, max(trim.y, reach.y), right, trim.bottom)
        marks += page_marks.glue_edge(edge, "right", neighbours["right"])
    if "down" in glued:
        below = min(strip.y, trim.bottom + GLUED)
        edge = _between(max(trim.x, reach.x), trim.bottom, min(right, reach.right), below)
        marks += page_marks.glue_edge(edge, "down", neighbours["down"])
    marks += page_marks.cut_lines(trim, cut, reach)
    # Beside the cut lines, or across them where a tile that shows little has no room for the rule.
    left, right = max(trim.x + 2 * MM, strip.x), min(trim.right - 2 * MM, strip.right)
    foot = _between(left, strip.y, right, strip.bottom) if right - left >= page_marks.FOOT else strip
    marks += page_marks.foot(foot, name, neighbours, title_of(grid.sheet))
    under = ground(window, theme) if is_printed(theme, settings) else ()
    return Page(
        grid.width, grid.height, window, trim, window.united(trim), name, grid.sheet, (x, y), under, marks
    )


def _between(left: float, top: float, right: float, bottom: float) -> Rect:
    return Rect(left, top, right - left, bottom - top)


def _origin(piece: Piece, near: float, room: float, side: float, is_first: bool, is_last: bool) -> float:
    """Where on a tile the sheet's beginning stands along an axis; the printer reaches `room` from `near` on, of a
    tile's whole `side`."""
    if is_first and not is_last and piece.start >= near - _ROUNDING:
        return 0.0
    if is_last and not is_first and piece.last - piece.end >= near - _ROUNDING:
        return side - piece.last
    # In the middle: spare paper is as good at one side as at the other, and a line to cut along beside the poster's
    # own edge needs some.
    if is_first and is_last:
        middle = (side - piece.last) / 2
        return min(max(middle, near - piece.start), near + room - piece.end)
    return near + (room - piece.start - piece.end) / 2
