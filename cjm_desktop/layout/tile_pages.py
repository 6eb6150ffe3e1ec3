"""The pages of a poster that goes on tiles: each shows its part of the sheet, with marks to cut and glue by."""

from __future__ import annotations

from cjm_desktop.layout import page_marks
from cjm_desktop.layout.drawing import Drawing
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.page_marks import Side
from cjm_desktop.layout.pages import WHITE, ground
from cjm_desktop.layout.paper import MM
from cjm_desktop.layout.placement import Page
from cjm_desktop.layout.theme import Theme
from cjm_desktop.layout.tiles import Grid, name_of
from cjm_desktop.model import progress
from cjm_desktop.model.records import PosterSettings


def tiled(grid: Grid, theme: Theme, settings: PosterSettings, prefix: str) -> list[Page]:
    """The tiles of a sheet, row by row, without those that are left out; `prefix` tells them from another sheet's."""
    out: list[Page] = []
    for row in range(len(grid.rows)):
        for column in range(len(grid.columns)):
            progress.step(len(out), len(grid.printed))
            if (row, column) in grid.printed:
                out.append(_tile(grid, row, column, theme, settings, prefix + name_of(row, column)))
    return out


def _tile(grid: Grid, row: int, column: int, theme: Theme, settings: PosterSettings, name: str) -> Page:
    across, down = grid.columns[column], grid.rows[row]
    # In the middle of what the printer reaches: spare paper is as good at one side as at the other, and a line to
    # cut along beside the poster's own edge needs some.
    x = grid.room.x + (grid.room.width - (across.end - across.start)) / 2 - across.start
    y = grid.room.y + (grid.room.height - (down.end - down.start)) / 2 - down.start
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
    cut = frozenset(side for side in beside if side not in glued)
    reach, strip = grid.reach, grid.strip
    marks: Drawing = ()
    right = reach.right if "right" in glued else trim.right
    if "right" in glued:
        edge = Rect(trim.right, trim.y, reach.right - trim.right, trim.height)
        marks += page_marks.glue_edge(edge, "right", neighbours["right"])
    if "down" in glued:
        edge = Rect(trim.x, trim.bottom, right - trim.x, strip.y - trim.bottom)
        marks += page_marks.glue_edge(edge, "down", neighbours["down"])
    marks += page_marks.cut_lines(trim, cut, reach)
    foot = Rect(trim.x + 2 * MM, strip.y, trim.width - 4 * MM, strip.height)
    title = " · ".join(part for part in (grid.sheet.title, grid.sheet.name) if part)
    marks += page_marks.foot(foot, name, neighbours, title)
    under = ground(window, theme) if settings.ground and theme.paper.upper() != WHITE else ()
    return Page(grid.width, grid.height, window, trim, window, name, grid.sheet, (x, y), under, marks)
