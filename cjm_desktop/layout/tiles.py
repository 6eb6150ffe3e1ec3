"""Tiles: a poster on smaller paper, cut so that it goes together with scissors and glue.

A sheet's tiles form a grid. Neighbours print what they share twice. Whoever puts the poster together cuts each tile
at its left and upper cut line and lays it over the glue edge that its left and upper neighbours keep: the cut lines
and what is written below a tile are cut away or covered.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import N_, number
from cjm_desktop.layout import ink
from cjm_desktop.layout.cuts import Extent, Piece, count_of, evenly, sparing
from cjm_desktop.layout.drawing import WHITE
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.paper import MM, Paper
from cjm_desktop.layout.placement import Sheet
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model import progress
from cjm_desktop.model.problems import SENTENCES, CjmError, refusal
from cjm_desktop.model.records import PosterSettings

#: Below what a tile prints of the poster: its name, its neighbours and the rule, in points.
STRIP: Final = 7.0 * MM
#: A tile that shows less of the poster than this is no use, in points.
LEAST: Final = 20.0 * MM
#: Nobody glues more than this.
MOST_TILES: Final = 2_000
#: Shapes that are longer than this along an axis can't be spared: the road, a phase's colour, a lane's line.
LONGEST: Final = 90.0 * MM
_STRIDE: Final = 16

SENTENCES.update(
    {
        "tiles-no-room": N_(
            "Tiles of {paper} have no room for the poster; choose larger paper, less overlap or a narrower edge."
        ),
        "tiles-many": N_("The poster takes more than {limit} tiles of {paper}; choose larger paper."),
    }
)


@frozen()
class Grid:
    """How a sheet goes on tiles of `width` × `height` points; `room` is where on a tile the poster may be printed."""

    sheet: Sheet
    paper: Paper
    width: float
    height: float
    room: Rect
    columns: tuple[Piece, ...]
    rows: tuple[Piece, ...]
    printed: frozenset[tuple[int, int]]  # row, column of each tile that is not left out

    @property
    def strip(self) -> Rect:
        """Where on a tile its name and rule stand."""
        return Rect(self.room.x, self.room.bottom, self.room.width, STRIP)

    @property
    def reach(self) -> Rect:
        """All of a tile that the printer reaches."""
        return Rect(self.room.x, self.room.y, self.room.width, self.room.height + STRIP)


def name_of(row: int, column: int) -> str:
    """The name of a tile, its row as a letter and its column as a number: "B3"; AA follows Z."""
    letters = ""
    row += 1
    while row:
        row, rest = divmod(row - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{column + 1}"


def grid_of(sheet: Sheet, chosen: Paper, theme: Theme, settings: PosterSettings) -> Grid:
    """A sheet cut into as few tiles as it takes. CjmError for paper that is too small."""
    overlap, edge = settings.overlap * MM, settings.edge * MM
    boxes = ink.boxes_of(sheet)
    across, down = _borders(sheet, boxes, edge, is_printed(theme, settings))
    wide, high = sheet.width - sum(across), sheet.height - sum(down)
    ways: list[str] = [settings.tiles_orientation]
    if settings.tiles_orientation == "best":
        own = "landscape" if sheet.width > sheet.height else "portrait"
        ways = [own, "portrait" if own == "landscape" else "landscape"]
    best: tuple[int, float, float, Rect] | None = None
    for way in ways:
        width, height = _size(sheet, chosen, way, edge)
        room = Rect(edge, edge, width - 2 * edge, height - 2 * edge - STRIP)
        if min(room.width, room.height) - overlap >= LEAST:
            count = count_of(wide, room.width, overlap) * count_of(high, room.height, overlap)
            if best is None or count < best[0]:
                best = (count, width, height, room)
    if best is None:
        raise refusal("tiles-no-room", paper=chosen.name)
    count, width, height, room = best
    if count > MOST_TILES:
        raise too_many(chosen)
    if settings.exact_cuts:
        columns = evenly(sheet.width, room.width, overlap, across)
        rows = evenly(sheet.height, room.height, overlap, down)
    else:
        progress.step()
        columns = sparing(sheet.width, room.width, overlap, _extents(boxes, 0), across)
        rows = sparing(sheet.height, room.height, overlap, _extents(boxes, 1), down)
    every = frozenset((r, c) for r in range(len(rows)) for c in range(len(columns)))
    printed = every if settings.blank_tiles else _with_ink(boxes, rows, columns)
    return Grid(sheet, chosen, width, height, room, columns, rows, printed or every)


def too_many(chosen: Paper) -> CjmError:
    """That a poster takes more tiles of a paper than anybody glues."""
    return refusal("tiles-many", paper=chosen.name, limit=number(MOST_TILES))


def is_printed(theme: Theme, settings: PosterSettings) -> bool:
    """Whether tiles print the colour of the paper."""
    return settings.ground and theme.paper.upper() != WHITE


def _borders(
    sheet: Sheet, boxes: Sequence[ink.Box], edge: float, has_ground: bool
) -> tuple[tuple[float, float], tuple[float, float]]:
    """How much of the poster's blank border the unprintable edges of the outer tiles can be: left and right, above and
    below. Where they are, nothing has to be cut off. Below a tile stand its name and rule, which have to go."""
    if has_ground or not boxes:
        return (0.0, 0.0), (0.0, 0.0)
    left = edge if min(box[0] for box in boxes) >= edge else 0.0
    right = edge if max(box[2] for box in boxes) <= sheet.width - edge else 0.0
    top = edge if min(box[1] for box in boxes) >= edge else 0.0
    return (left, right), (top, 0.0)


def _size(sheet: Sheet, chosen: Paper, way: str, edge: float) -> tuple[float, float]:
    """The size of a tile; a piece of a roll is as long as the poster needs."""
    if not chosen.is_roll:
        return chosen.size(way)
    wide = chosen.short * MM
    if way == "landscape":
        return sheet.width + 2 * edge, wide
    return wide, sheet.height + 2 * edge + STRIP


def _extents(boxes: Iterable[ink.Box], axis: int) -> Iterable[Extent]:
    return (
        (box[axis], box[axis + 2], box[4])
        for box in boxes
        if box[4] > ink.SHAPE or box[axis + 2] - box[axis] <= LONGEST
    )


def _with_ink(
    boxes: Sequence[ink.Box], rows: Sequence[Piece], columns: Sequence[Piece]
) -> frozenset[tuple[int, int]]:
    """The tiles on which something stands in the part that remains in sight."""
    xs, ys = [piece.last for piece in columns], [piece.last for piece in rows]
    found: set[tuple[int, int]] = set()
    every = len(rows) * len(columns)
    for start in range(_STRIDE):
        progress.step(start, _STRIDE)
        # Far apart first: soon every tile has something, and the rest need no look.
        for left, top, right, bottom, _weight in boxes[start::_STRIDE]:
            first, last = bisect_right(xs, left), min(bisect_left(xs, right), len(xs) - 1)
            above, below = bisect_right(ys, top), min(bisect_left(ys, bottom), len(ys) - 1)
            found.update((r, c) for r in range(above, below + 1) for c in range(first, last + 1))
        if len(found) == every:
            break
    return frozenset(found)
