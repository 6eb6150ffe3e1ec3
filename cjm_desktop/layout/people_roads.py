"""The roads of several people drawn: in their colours, joined where they share a touchpoint, fading at both ends."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from cjm_desktop.layout.composite_road import CompositeLane
from cjm_desktop.layout.composite_stack import KERB, ROAD
from cjm_desktop.layout.composite_titles import BEND
from cjm_desktop.layout.drawing import Colour, Drawing, Placed, Shape, Stroke, bounds_of
from cjm_desktop.layout.geometry import Path, Point, Segment, polyline
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.road import PIECE
from cjm_desktop.layout.side_roads import placed_side_roads
from cjm_desktop.layout.spline import Bezier, at, split
from cjm_desktop.layout.stops import Stop
from cjm_desktop.layout.theme import Theme, tint
from cjm_desktop.model.records import RecordId

#: The stretch at both ends where a road fades, and the steepest way between the edge and the first touchpoint.
FADE, STEEP = 24.0, 3.2


def place(
    lane: CompositeLane,
    touchpoints: Sequence[RecordId],
    people: Sequence[RecordId],
    colours: Sequence[Colour],
    middle: float,
    left: float,
    right: float,
    is_end: bool,
    theme: Theme,
    reuse: Reuse,
) -> dict[str, Placed]:
    """Everything of the lane in its place; `is_end` says that the last touchpoint is that of the whole scenario."""
    out = placed_side_roads(lane.roads, middle, theme, reuse)
    for i, (person, colour) in enumerate(zip(people, colours, strict=True)):
        course, owned = lane.courses[i], lane.owned[i]
        stations = _ends(course, lane.homes[i], left, right, bool(owned and owned[-1] and is_end))
        for key, piece, is_first, is_last in _pieces(person, stations, owned, bool(course)):
            inputs = (piece, middle, colour, is_first, is_last, i)
            make = partial(_placed_piece, *inputs, theme)
            out[key] = reuse.of(key, inputs, make)
    for id, own, (x, y) in zip(touchpoints, lane.stops, lane.points, strict=True):
        out[id] = reuse.of(id, (own, x, y, middle), partial(_placed_stop, own, x, y + middle))
    return out


def _ends(course: tuple[Point, ...], own: float, left: float, right: float, stays: bool) -> tuple[Point, ...]:
    """A road with its two ends: at home beside the person's card, but never so that it would fall like a cliff."""
    if not course:
        return ((left, own), (right, own))

    def beside(edge: float, station: Point) -> Point:
        most = STEEP * abs(station[0] - edge)
        return edge, station[1] + max(-most, min(most, own - station[1]))

    start = beside(left, course[0])
    return (start, *course) if stays else (start, *course, beside(right, course[-1]))


def _pieces(
    person: RecordId, stations: tuple[Point, ...], owned: Sequence[bool], has_start: bool
) -> list[tuple[str, tuple[Point, ...], bool, bool]]:
    """A road in pieces that end at the person's own touchpoints, so that an edit redraws little and joints hide."""
    out = []
    start, last = 0, len(stations) - 1
    for k in range(1, last + 1):
        is_own = has_start and k <= len(owned) and owned[k - 1]
        if k == last or (k - start >= PIECE and is_own) or k - start >= 3 * PIECE:
            ends = k == last and (not has_start or last > len(owned))
            out.append((f"road:{person}:{start}", stations[start : k + 1], start == 0, ends))
            start = k
    return out


def _placed_piece(
    points: tuple[Point, ...],
    middle: float,
    colour: Colour,
    is_first: bool,
    is_last: bool,
    rank: int,
    theme: Theme,
) -> Placed:
    """A piece of a person's road; its ends at the edges of the map fade."""
    curves: list[Bezier] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        bend = (x1 - x0) * BEND
        curves.append(((x0, y0), (x0 + bend, y0), (x1 - bend, y1), (x1, y1)))
    drawing: Drawing = ()
    if is_first:
        faint, curves[0] = split(curves[0], _part_of(curves[0], FADE))
        drawing += _faded(faint, colour, theme)
    if is_last:
        curves[-1], faint = split(curves[-1], 1.0 - _part_of(curves[-1], FADE))
        drawing += _faded((faint[3], faint[2], faint[1], faint[0]), colour, theme)
    segments: list[Segment] = [("M", *curves[0][0])]
    segments += [("C", *a, *b, *end) for _start, a, b, end in curves]
    if not is_last:
        x, y = curves[-1][3]
        segments.append(("L", x + 0.7, y))  # no seam where the next piece begins
    # The road itself comes first: it is what the overview and the tests follow.
    drawing = _road(Path(tuple(segments)), colour, theme) + drawing
    return Placed(0.0, middle, 30.0 + rank * 0.01, drawing, Path(()), bounds_of(drawing))


def _road(path: Path, kerb: Colour, theme: Theme, asphalt: Colour = "", line: Colour = "") -> Drawing:
    return (
        Shape(path, stroke=Stroke(kerb, ROAD + 2 * KERB)),
        Shape(path, stroke=Stroke(asphalt or theme.asphalt, ROAD)),
        Shape(path, stroke=Stroke(line or theme.centre_line, 1.4, dash=(8.0, 8.0))),
    )


def _part_of(curve: Bezier, length: float) -> float:
    """The parameter at which a level curve has gone `length` points to the side, at most half-way."""
    way = abs(curve[3][0] - curve[0][0])
    low, high = 0.0, 0.5
    if way <= 2 * length:
        return 0.5
    for _step in range(14):
        t = (low + high) / 2
        low, high = (t, high) if abs(at(curve, t)[0] - curve[0][0]) < length else (low, t)
    return (low + high) / 2


def _faded(curve: Bezier, colour: Colour, theme: Theme) -> Drawing:
    """A stretch of road that comes out of the ground, faint at its start; opaque tints, as a press likes them."""
    steps = 12
    out: Drawing = ()
    for k in range(steps):
        a, b, c = (at(curve, min(1.0, (k + u) / steps)) for u in (0.0, 0.5, 1.06))
        share = (k + 0.6) / steps
        shades = [tint(shade, share, theme.paper) for shade in (colour, theme.asphalt)]
        out += _road(polyline((a, b, c)), shades[0], theme, shades[1], shades[1])[:2]
    return out


def _placed_stop(own: Stop, x: float, y: float) -> Placed:
    return Placed(x, y, 40.0, own.drawing, own.outline, bounds_of(own.drawing))
