"""The road lane of a composite journey: one road for each person, joined at the touchpoints that they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import pairwise

from cjm_desktop.analysis.buying_group import taking_part
from cjm_desktop.frozen import frozen
from cjm_desktop.layout.composite_stack import HALF, KERB, ROAD, SWAY, Heights, home, stack
from cjm_desktop.layout.composite_titles import (
    BEND,
    Asked,
    Spot,
    bounds_in,
    chosen,
    exit_of,
    half_of,
    passes,
    spot,
)
from cjm_desktop.layout.drawing import Colour, Drawing, Placed, Shape, Stroke, bounds_of
from cjm_desktop.layout.geometry import Path, Point, Rect, Segment, polyline
from cjm_desktop.layout.placement import Column
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.road import PIECE
from cjm_desktop.layout.road_lane import leaving_words
from cjm_desktop.layout.shared_stops import shared_stop
from cjm_desktop.layout.side_roads import Leg, SideRoad, placed_side_road, tracks
from cjm_desktop.layout.spline import Bezier, at, split
from cjm_desktop.layout.stops import Look, Side, Stop, stop
from cjm_desktop.layout.theme import Theme, tint
from cjm_desktop.layout.titles import CLEAR
from cjm_desktop.model.records import Connection, Persona, RecordId, Touchpoint

#: From one person's home to the next: usual, and at most on paper with room to spare.
PITCH, WIDEST_PITCH = 118.0, 230.0
#: The stretch at both ends where a road fades, and the steepest way between the edge and the first touchpoint.
FADE, STEEP = 24.0, 1.25


@frozen(eq=False)
class CompositeLane:
    """The lane measured about its middle (y = 0): `top` and `bottom` enclose all that is drawn.

    `courses` are the heights of each person's road at every touchpoint, `owned` whether that is one of theirs.
    """

    top: float
    bottom: float
    homes: tuple[float, ...]
    stops: tuple[Stop, ...]
    points: tuple[Point, ...]
    xs: tuple[tuple[float, ...], ...]
    courses: tuple[tuple[float, ...], ...]
    owned: tuple[tuple[bool, ...], ...]
    roads: tuple[SideRoad, ...]


def measure(
    touchpoints: Sequence[Touchpoint],
    looks: Sequence[Look],
    columns: Sequence[Column],
    connections: Sequence[Connection],
    numbers: Mapping[RecordId, int],
    people: Sequence[Persona],
    colours: Sequence[Colour],
    is_straight: bool,
    pitch: float,
    edges: tuple[float, float],
    theme: Theme,
) -> CompositeLane:
    """Lay out the lane; `columns` are those of the touchpoints, `pitch` is from one person's home to the next.

    A connection with one end on another band of the map runs to the edge on that side, as on the road of one.
    """
    count, ids = len(people), [p.id for p in people]
    present = [taking_part(t, ids) or (0,) for t in touchpoints]
    places = {t.id: i for i, t in enumerate(touchpoints)}
    on_road = [c for c in connections if (c.source in places or c.target in places) and c.source in numbers]
    ended = {end for c in on_road for end in (c.source, c.target)}
    first = numbers[touchpoints[0].id] if touchpoints else 1
    xs = [c.centre + t.dx for c, t in zip(columns, touchpoints, strict=True)]
    asked = _asked(touchpoints, columns, xs, present, ended, edges, theme)
    swing = 0.0 if is_straight else SWAY
    # By the number on the whole road, so that bands wind as the map does.
    stacks = [(count, who, pitch, swing if (first + k) % 2 else -swing) for k, who in enumerate(present)]
    homes = tuple(home(i, count, pitch) for i in range(count))
    rough = [stack(*s, a.half + 9.0, a.half + 9.0)[0] for s, a in zip(stacks, asked, strict=True)]
    sides = [
        chosen(a, s, before, behind, theme)
        for a, s, before, behind in zip(asked, stacks, [homes, *rough], [*rough[1:], homes], strict=False)
    ]
    heights = [stack(*s, up, down) for s, (_side, up, down) in zip(stacks, sides, strict=True)]
    for _round in range(2):
        # What stands beside a title was rough when its side was chosen: where it is met now, it is chosen again.
        again = [k for k in range(len(asked)) if _is_met(k, asked[k], sides[k][0], heights, homes, theme)]
        for k in again:
            sides[k] = chosen(asked[k], stacks[k], *_beside(k, heights, homes), theme)
            heights[k] = stack(*stacks[k], *sides[k][1:])
    for k, t in enumerate(touchpoints):
        if t.dy:
            _side, up, down = sides[k]
            heights[k] = stack(*stacks[k], up, down, round(heights[k][1] + t.dy, 2))
    points = tuple((x, y) for x, (_ys, y) in zip(xs, heights, strict=True))
    moved = [bool(t.dx or t.dy) for t in touchpoints]
    bare = [ys for ys, _y in heights]
    stops: list[Stop] = []
    for k, (a, (side, _up, _down), here, before, behind) in enumerate(
        zip(asked, sides, heights, [homes, *bare], [*bare[1:], homes], strict=False)
    ):
        boxes = _boxes(k, points, asked, stops, theme) if any(moved[max(0, k - 2) : k + 3]) else ()
        own = spot(a, side, passes(before, here, behind), boxes, theme) if a.title.strip() else None
        roads = passes(before, here, behind) if a.leaving is not None else ()
        stops.append(_stop(a, own, side, str(first + k), looks[k], present[k], colours, roads, theme))
    tops, bottoms = [homes[0] - HALF], [homes[-1] + HALF]
    for (_x, y), own_stop in zip(points, stops, strict=True):
        for box in (*own_stop.marks, *([own_stop.title] if own_stop.title else [])):
            tops.append(y + box.y)
            bottoms.append(y + box.bottom)
    tops += [min(ys) - HALF for ys in bare]
    bottoms += [max(ys) + HALF for ys in bare]
    lowest = max(bottoms)
    side_roads = []
    if on_road:
        legs = _legs(on_road, places, numbers, first, points, asked, edges, theme)
        side_roads = tracks(on_road, legs, lowest + CLEAR, edges, theme)
        lowest = max((r.bottom for r in side_roads), default=lowest)
    return CompositeLane(
        min(tops),
        lowest,
        homes,
        tuple(stops),
        points,
        tuple(
            tuple(x if i in who else c.centre for x, c, who in zip(xs, columns, present, strict=True))
            for i in range(count)
        ),
        tuple(zip(*bare, strict=True)) if bare else ((),) * count,
        tuple(tuple(i in who for who in present) for i in range(count)),
        tuple(side_roads),
    )


def _beside(
    k: int, heights: Sequence[Heights], homes: tuple[float, ...]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The roads' heights at the columns before and behind one."""
    return (
        heights[k - 1][0] if k else homes,
        heights[k + 1][0] if k + 1 < len(heights) else homes,
    )


def _is_met(
    k: int, asked: Asked, side: Side, heights: Sequence[Heights], homes: tuple[float, ...], theme: Theme
) -> bool:
    """Whether a road runs through a title wherever it may stand on its side."""
    if not asked.title.strip():
        return False
    before, behind = _beside(k, heights, homes)
    return spot(asked, side, passes(before, heights[k], behind), (), theme).score >= 1000.0


def _asked(
    touchpoints: Sequence[Touchpoint],
    columns: Sequence[Column],
    xs: Sequence[float],
    present: Sequence[tuple[int, ...]],
    ended: set[RecordId],
    edges: tuple[float, float],
    theme: Theme,
) -> list[Asked]:
    """What every title has to know of its touchpoint."""
    out = []
    last = len(touchpoints) - 1
    for k, (t, column, x, who) in enumerate(zip(touchpoints, columns, xs, present, strict=True)):
        before = columns[k - 1].centre if k else edges[0] - 10.0
        behind = columns[k + 1].centre if k < last else edges[1]
        out.append(
            Asked(
                t.title,
                half_of(len(who), theme),
                bounds_in(round(x, 1), (column.x, column.x + column.width)),
                (max(20.0, round(x - before, 1)), max(20.0, round(behind - x, 1))),
                leaving_words(t),
                t.id in ended,
            )
        )
    # Places count from the touchpoint, so that equal columns ask equal questions.
    return [replace(a, bounds=(round(a.bounds[0], 1), round(a.bounds[1], 1))) for a in out]


def _boxes(
    k: int, points: Sequence[Point], asked: Sequence[Asked], before: Sequence[Stop], theme: Theme
) -> tuple[Rect, ...]:
    """Discs and titles near a touchpoint, about its middle: met only where somebody moved one of them."""
    x, y = points[k]
    r = theme.disc_radius
    out = []
    for j in range(max(0, k - 2), min(len(points), k + 3)):
        if j != k:
            dx, dy = points[j][0] - x, points[j][1] - y
            half = asked[j].half
            out.append(Rect(dx - r - 6, dy - half - 9, 2 * r + 12, 2 * half + 12))
            if j < len(before):
                out += [b.moved(dx, dy) for b in (*before[j].marks[1:], before[j].title) if b is not None]
    return tuple(out)


def _stop(
    asked: Asked,
    own: Spot | None,
    side: str,
    number: str,
    look: Look,
    present: tuple[int, ...],
    colours: Sequence[Colour],
    roads: Sequence[tuple[float, float, float]],
    theme: Theme,
) -> Stop:
    leaving = exit_of(asked, "above" if side == "above" else "below")
    if leaving is not None:
        leaving = replace(leaving, across=_across(roads, leaving.up))
    width, aside, push = (own.width, own.aside, own.push) if own else (60.0, 0.0, 0.0)
    where = own.side if own else "below"
    if len(present) == 1:
        seen = _in_colour(look, colours[present[0]])
        return stop(asked.title, number, seen, where, width, aside, push, leaving, theme)
    seen = _in_colour(look, theme.ink)
    return shared_stop(asked.title, number, seen, len(present), where, width, aside, push, leaving, theme)


@lru_cache(maxsize=4096)
def _in_colour(look: Look, colour: Colour) -> Look:
    return replace(look, colour=colour)


def _across(roads: Sequence[tuple[float, float, float]], up: int) -> int:
    """To which side an exit's arrow points: where the roads run further off; to the right rather than left."""
    left = sum(max(0.0, up * (before - here)) for before, here, _behind in roads)
    right = sum(max(0.0, up * (behind - here)) for _before, here, behind in roads)
    return 1 if right <= left + 1.0 else -1


def _legs(
    on_road: Sequence[Connection],
    places: Mapping[RecordId, int],
    numbers: Mapping[RecordId, int],
    first: int,
    points: Sequence[Point],
    asked: Sequence[Asked],
    edges: tuple[float, float],
    theme: Theme,
) -> dict[tuple[RecordId, RecordId], Leg]:
    """Where each side road runs down: straight below its touchpoint, whose title stands above."""
    out: dict[tuple[RecordId, RecordId], Leg] = {}
    for connection in on_road:
        for end in (connection.source, connection.target):
            if end in places:
                i = places[end]
                x, y = points[i]
                out[connection.id, end] = Leg((x, y + asked[i].half - theme.disc_radius), x)
            else:
                edge = edges[0] if numbers[end] < first else edges[1]
                out[connection.id, end] = Leg((edge, 0.0), edge, is_open=True, number=numbers[end])
    return out


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
    out: dict[str, Placed] = {}
    for road in lane.roads:
        body, label = reuse.of(
            f"side/{road.connection.id}", (road, middle), partial(placed_side_road, road, middle, theme)
        )
        out[road.connection.id] = body
        if label is not None:
            out[f"label:{road.connection.id}"] = label
    for i, (person, colour) in enumerate(zip(people, colours, strict=True)):
        course = list(zip(lane.xs[i], lane.courses[i], strict=True))
        owned = lane.owned[i]
        stations = _ends(course, lane.homes[i], left, right, bool(owned and owned[-1] and is_end))
        for key, piece, is_first, is_last in _pieces(person, stations, owned, bool(course)):
            inputs = (piece, middle, colour, is_first, is_last, i)
            make = partial(_placed_piece, *inputs, theme)
            out[key] = reuse.of(key, inputs, make)
    for id, own, (x, y) in zip(touchpoints, lane.stops, lane.points, strict=True):
        out[id] = reuse.of(id, (own, x, y, middle), partial(_placed_stop, own, x, y + middle))
    return out


def _ends(course: list[Point], own: float, left: float, right: float, stays: bool) -> tuple[Point, ...]:
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
    steps = 8
    out: Drawing = ()
    for k in range(steps):
        a, b, c = (at(curve, min(1.0, (k + u) / steps)) for u in (0.0, 0.5, 1.08))
        share = (k + 0.6) / steps
        shades = [tint(shade, share, theme.paper) for shade in (colour, theme.asphalt)]
        out += _road(polyline((a, b, c)), shades[0], theme, shades[1], shades[1])[:2]
    return out


def _placed_stop(own: Stop, x: float, y: float) -> Placed:
    return Placed(x, y, 40.0, own.drawing, own.outline, bounds_of(own.drawing))
