"""The road: one smooth curve through the touchpoints of a scenario, drawn as kerb, asphalt and centre line."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from cjm_desktop.layout.drawing import Drawing, Placed, Shape, Stroke, bounds_of
from cjm_desktop.layout.geometry import Path, Point, Rect, Segment, polyline, rounded
from cjm_desktop.layout.theme import Theme

#: A piece of road this many touchpoints long is one drawing: an edit redraws little, and joints hide under discs.
PIECE = 8


def heights(
    count: int, shape: str, scores: Sequence[float | None], swing: float, low: int = 0
) -> list[float]:
    """The height of each touchpoint above (negative) or below the middle of the road lane, in points.

    `swing` is the greatest distance from the middle. "hills" follows the emotion (unknown = in the middle),
    "straight" stays in the middle, the others wind by turns, so that the one of index `low` is down.
    """
    if shape == "straight":
        return [0.0] * count
    if shape == "hills":
        return [-(s or 0.0) / 2.0 * swing for s in scores]
    return [swing if (i - low) % 2 == 0 else -swing for i in range(count)]


def road_path(
    points: Sequence[Point],
    left: float,
    right: float,
    middle: float,
    ends: tuple[bool, bool],
    goes_on: tuple[bool, bool],
) -> list[Path]:
    """The centre line in pieces of at most PIECE touchpoints, from x = `left` to x = `right`.

    It is level at every touchpoint and at both ends, where it is half-way back to `middle`, or all the way where it
    `goes_on` in another part of the map. `ends` tells whether the road runs on to these ends, or begins at its first
    touchpoint and ends at its last.
    """
    if not points:
        return [Path((("M", left, middle), ("L", right, middle)))]
    first, last = points[0], points[-1]
    stations = [
        (left, (first[1] + middle) / 2 if first[1] != middle and not goes_on[0] else middle),
        *points,
        (right, (last[1] + middle) / 2 if last[1] != middle and not goes_on[1] else middle),
    ]
    stations = stations[0 if ends[0] else 1 : len(stations) if ends[1] else -1]
    pieces: list[Path] = []
    segments: list[Segment] = [("M", *stations[0])]
    for i, ((x0, y0), (x1, y1)) in enumerate(itertools.pairwise(stations), 1):
        bend = (x1 - x0) * 0.5
        segments.append(("C", x0 + bend, y0, x1 - bend, y1, x1, y1))
        if i % PIECE == 0 and i < len(stations) - 1:
            pieces.append(Path(tuple(segments)))
            segments = [("M", x1, y1)]
    pieces.append(Path(tuple(segments)))
    return pieces


#: From the middle of a return road to what stands above it or below it, and how far it swings out of the map.
LOOP_ROOM, LOOP_TURN = 34.0, 26.0
#: How round the turns of a road are that comes back to a touchpoint in the middle of the map.
INNER_TURN = 48.0


def loop_path(
    first: Point, last: Point, left: float, right: float, y: float, turn: float = LOOP_TURN
) -> Path:
    """The road that carries on from the last touchpoint, turns under the map at height `y`, and comes to the first.

    It stays between `left` and `right`; its lower turns are of radius `turn`, the upper ones no wider than titles
    leave ground for.
    """
    (x0, y0), (x1, y1) = first, last
    deep = y - max(y0, y1)
    u = min(LOOP_TURN, deep / 2)
    r = min(turn, deep - u)
    k, v = r * 0.45, u * 0.45
    return Path(
        (
            ("M", x1, y1),
            ("C", (x1 + right) / 2, y1, right, y1 + v, right, y1 + u),
            ("L", right, y - r),
            ("C", right, y - k, right - r + k, y, right - r, y),
            ("L", left + r, y),
            ("C", left + r - k, y, left, y - k, left, y - r),
            ("L", left, y0 + u),
            ("C", left, y0 + v, (x0 + left) / 2, y0, x0, y0),
        )
    )


def placed_loop(
    first: Point,
    last: Point,
    left: float,
    right: float,
    y: float,
    turn: float,
    label: tuple[float, float] | None,
    theme: Theme,
) -> Placed:
    """The return road with white arrow marks that say which way it runs, none of them under its label.

    `label` is from where to where the label stands.
    """
    path = loop_path(first, last, left, right, y, turn)
    drawing = road_drawing(path, theme)
    count = max(1, round((right - left) / 220.0))
    marks = [right - (right - left) * (i + 0.5) / count for i in range(count)]
    if label is not None:
        # Before the label, behind it, and as far apart as without one.
        low, high = label
        marks = [x for x in marks if not low - 90.0 < x < high + 90.0]
        marks += [x for x in (low - 24.0, high + 24.0) if left + turn < x < right - turn]
    for x in marks:
        mark = polyline(((x + 5.0, y - 7.5), (x - 5.0, y), (x + 5.0, y + 7.5)))
        drawing += (Shape(mark, stroke=Stroke(theme.card, 3.0, round=True)),)
    half = theme.road_width / 2
    outline = rounded(Rect(left, y - half, right - left, 2 * half), half)
    return Placed(0.0, 0.0, 29.0, drawing, outline, bounds_of(drawing))


def road_drawing(path: Path, theme: Theme) -> Drawing:
    """Kerb, asphalt and dashed centre line along a path."""
    width = theme.road_width
    return (
        Shape(path, stroke=Stroke(theme.kerb, width + 2 * theme.kerb_width)),
        Shape(path, stroke=Stroke(theme.asphalt, width)),
        Shape(path, stroke=Stroke(theme.centre_line, 1.6, dash=(9.0, 8.0))),
    )


def side_road_drawing(path: Path, theme: Theme) -> Drawing:
    """A narrower grey road with a fine dashed line: a choice or a way back."""
    return (
        Shape(path, stroke=Stroke(theme.side_road, theme.side_road_width, round=True)),
        Shape(path, stroke=Stroke(theme.side_line, 1.1, dash=(5.0, 5.0))),
    )


def placed_road(path: Path, theme: Theme, z: float) -> Placed:
    """A piece of road in its place; the mouse does not hit it."""
    drawing = road_drawing(path, theme)
    return Placed(0.0, 0.0, z, drawing, Path(()), bounds_of(drawing))


def gap_of(rect: Rect, others: Sequence[Rect], slack: float) -> bool:
    """Whether a box keeps `slack` points clear of all others."""
    grown = rect.grown(slack)
    return not any(grown.meets(other) for other in others)
