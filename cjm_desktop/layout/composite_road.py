"""The road lane of a composite journey: one road for each person, joined at the touchpoints that they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import NamedTuple

from cjm_desktop.frozen import frozen
from cjm_desktop.layout.composite_stack import HALF, SWAY, Heights, home, stack
from cjm_desktop.layout.composite_titles import (
    Asked,
    Pass,
    Spot,
    arrows_of,
    bounds_in,
    chosen,
    half_of,
    passes,
    spot,
)
from cjm_desktop.layout.drawing import Colour
from cjm_desktop.layout.geometry import Point, Rect
from cjm_desktop.layout.placement import Column
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.road_lane import entering_words, leaving_words
from cjm_desktop.layout.shared_stops import shared_stop
from cjm_desktop.layout.side_roads import Leg, SideRoad, tracks
from cjm_desktop.layout.stops import Look, Side, Stop, stop
from cjm_desktop.layout.theme import Theme
from cjm_desktop.layout.titles import CLEAR
from cjm_desktop.model.records import Connection, Persona, RecordId, Touchpoint

#: From one person's home to the next: usual, and at most on paper with room to spare.
PITCH, WIDEST_PITCH = 118.0, 230.0
#: A road is laid out in stretches of so many columns, each with so many at both sides in view: an edit of one
#: touchpoint lays out its stretch anew, and no more.
STRETCH, VIEW = 12, 4


@frozen(eq=False)
class CompositeLane:
    """The lane measured about its middle (y = 0): `top` and `bottom` enclose all that is drawn.

    `courses` are each person's road at every touchpoint, `owned` whether that is one of theirs.
    """

    top: float
    bottom: float
    homes: tuple[float, ...]
    stops: tuple[Stop, ...]
    points: tuple[Point, ...]
    courses: tuple[tuple[Point, ...], ...]
    owned: tuple[tuple[bool, ...], ...]
    roads: tuple[SideRoad, ...]


class _Laid(NamedTuple):
    """A stretch of the lane laid out; the fields are as those of the whole lane."""

    top: float
    bottom: float
    stops: list[Stop]
    points: list[Point]
    courses: list[list[Point]]
    owned: list[list[bool]]


class _Place(NamedTuple):
    """All that the layout of a column hangs on; equal places are laid out equally."""

    title: str
    present: tuple[int, ...]
    x: float
    dx: float
    dy: float
    bounds: tuple[float, float]
    ways: tuple[float, float]
    leaving: str | None
    coming: str | None
    has_legs: bool
    number: int
    look: Look


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
    reuse: Reuse,
) -> CompositeLane:
    """Lay out the lane; `columns` are those of the touchpoints, `pitch` is from one person's home to the next.

    A connection with one end on another band of the map runs to the edge on that side, as on the road of one.
    """
    count, total = len(people), len(touchpoints)
    ends = {t.id: i for i, t in enumerate(touchpoints)}
    on_road = [c for c in connections if (c.source in ends or c.target in ends) and c.source in numbers]
    first = numbers[touchpoints[0].id] if touchpoints else 1
    places = _places(touchpoints, looks, columns, on_road, tuple(p.id for p in people), first, edges)
    setting = (count, pitch, 0.0 if is_straight else SWAY, tuple(colours), theme)
    laid: list[_Laid] = []
    for start in range(0, total, STRETCH):
        end = min(start + STRETCH, total)
        low, high = max(0, start - VIEW), min(total, end + VIEW)
        part = (start - low, end - low)
        inputs = (places[low:high], setting, low == 0, high == total)
        make = partial(_stretch, places[low:high], part, *setting)
        laid.append(reuse.of(f"stretch/{start}", inputs, make))
    homes = tuple(home(i, count, pitch) for i in range(count))
    points = tuple(point for part in laid for point in part.points)
    lowest = max([homes[-1] + HALF, *(part.bottom for part in laid)])
    side_roads = []
    if on_road:
        reaches = [half_of(len(p.present), theme) - theme.disc_radius for p in places]
        legs = _legs(on_road, ends, numbers, first, points, reaches, edges)
        side_roads = tracks(on_road, legs, lowest + CLEAR, edges, theme)
        lowest = max((r.bottom for r in side_roads), default=lowest)
    return CompositeLane(
        min([homes[0] - HALF, *(part.top for part in laid)]),
        lowest,
        homes,
        tuple(own for part in laid for own in part.stops),
        points,
        tuple(tuple(point for part in laid for point in part.courses[i]) for i in range(count)),
        tuple(tuple(own for part in laid for own in part.owned[i]) for i in range(count)),
        tuple(side_roads),
    )


def _places(
    touchpoints: Sequence[Touchpoint],
    looks: Sequence[Look],
    columns: Sequence[Column],
    on_road: Sequence[Connection],
    people: tuple[RecordId, ...],
    first: int,
    edges: tuple[float, float],
) -> list[_Place]:
    """What the layout of every column hangs on; distances to a tenth of a point, so that equal columns are equal."""
    ended = {end for c in on_road for end in (c.source, c.target)}
    middles = [edges[0] - 10.0, *(c.centre for c in columns), edges[1]]
    out = []
    for k, (t, column, look) in enumerate(zip(touchpoints, columns, looks, strict=True)):
        x = middles[k + 1] + t.dx
        out.append(
            _Place(
                t.title,
                _present(t.personas, people),
                x,
                t.dx,
                t.dy,
                bounds_in(t.dx, column.width),
                (max(20.0, round(x - middles[k], 1)), max(20.0, round(middles[k + 2] - x, 1))),
                leaving_words(t) if t.drop_off else None,
                entering_words(t) if t.entry else None,
                t.id in ended,
                first + k,
                look,
            )
        )
    return out


@lru_cache(maxsize=4096)
def _present(named: tuple[RecordId, ...], people: tuple[RecordId, ...]) -> tuple[int, ...]:
    """The places of those who take part; a touchpoint of strangers only stands on the first road."""
    return tuple(i for i, id in enumerate(people) if id in named or not named) or (0,)


def _stretch(
    places: Sequence[_Place],
    part: tuple[int, int],
    count: int,
    pitch: float,
    swing: float,
    colours: Sequence[Colour],
    theme: Theme,
) -> _Laid:
    """Lay out some columns as if they were the whole road, and give those from `part[0]` to before `part[1]`."""
    asked = [
        Asked(p.title, half_of(len(p.present), theme), p.bounds, p.ways, p.leaving, p.coming, p.has_legs)
        for p in places
    ]
    # By the number on the whole road, so that bands wind as the map does.
    stacks = [(count, p.present, pitch, swing if p.number % 2 else -swing) for p in places]
    homes = tuple(home(i, count, pitch) for i in range(count))
    heights = [stack(*s, a.half + 9.0, a.half + 9.0) for s, a in zip(stacks, asked, strict=True)]
    near = [_beside(k, heights, homes) for k in range(len(places))]
    sides = [chosen(a, s, *beside, theme) for a, s, beside in zip(asked, stacks, near, strict=True)]
    heights = [stack(*s, up, down) for s, (_side, up, down) in zip(stacks, sides, strict=True)]
    for _round in range(2):
        # What stands beside a title was rough when its side was chosen: where it is met now, it is chosen again.
        for k in [k for k in range(len(asked)) if _is_met(k, asked[k], sides[k][0], heights, homes, theme)]:
            sides[k] = chosen(asked[k], stacks[k], *_beside(k, heights, homes), theme)
            heights[k] = stack(*stacks[k], *sides[k][1:])
    for k, p in enumerate(places):
        if p.dy:
            _side, up, down = sides[k]
            heights[k] = stack(*stacks[k], up, down, round(heights[k][1] + p.dy, 2))
    stops: list[Stop] = []
    for k, (p, a, (side, _up, _down)) in enumerate(zip(places, asked, sides, strict=True)):
        before, behind = _beside(k, heights, homes)
        roads = passes(before, heights[k], behind)
        is_moved = any(q.dx or q.dy for q in places[max(0, k - 2) : k + 3])
        boxes = _boxes(k, places, heights, asked, stops, theme) if is_moved else ()
        own = spot(a, side, roads, boxes, theme) if a.title.strip() else None
        stops.append(_stop(p, a, own, side, colours, roads, theme))
    shown, here = slice(*part), range(*part)
    tops = [min(heights[k][0]) - HALF for k in here]
    bottoms = [max(heights[k][0]) + HALF for k in here]
    for k in here:
        title = stops[k].title
        for box in (*stops[k].marks, *([title] if title else [])):
            tops.append(heights[k][1] + box.y)
            bottoms.append(heights[k][1] + box.bottom)
    return _Laid(
        min(tops),
        max(bottoms),
        stops[shown],
        [(places[k].x, heights[k][1]) for k in here],
        [
            [
                (p.x if i in p.present else p.x - p.dx, ys[i])
                for p, (ys, _y) in zip(places[shown], heights[shown], strict=True)
            ]
            for i in range(count)
        ],
        [[i in p.present for p in places[shown]] for i in range(count)],
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


def _boxes(
    k: int,
    places: Sequence[_Place],
    heights: Sequence[Heights],
    asked: Sequence[Asked],
    before: Sequence[Stop],
    theme: Theme,
) -> tuple[Rect, ...]:
    """Discs and titles near a touchpoint, about its middle: met only where somebody moved one of them."""
    x, y, r = places[k].x, heights[k][1], theme.disc_radius
    out = []
    for j in range(max(0, k - 2), min(len(places), k + 3)):
        if j != k:
            dx, dy, half = places[j].x - x, heights[j][1] - y, asked[j].half
            out.append(Rect(dx - r - 6, dy - half - 9, 2 * r + 12, 2 * half + 12))
            if j < len(before):
                out += [b.moved(dx, dy) for b in (*before[j].marks[1:], before[j].title) if b is not None]
    return tuple(out)


def _stop(
    place: _Place,
    asked: Asked,
    own: Spot | None,
    side: Side,
    colours: Sequence[Colour],
    roads: Sequence[Pass],
    theme: Theme,
) -> Stop:
    leaving, coming = arrows_of(asked, side)
    if coming is None and leaving is not None:
        leaving = replace(leaving, across=_across(roads, leaving.up))
    elif leaving is None and coming is not None:
        coming = replace(coming, across=_across(roads, coming.up))
    width, aside, push = (own.width, own.aside, own.push) if own else (60.0, 0.0, 0.0)
    size = len(place.present)
    seen = _in_colour(place.look, colours[place.present[0]] if size == 1 else theme.ink)
    number = str(place.number)
    if size == 1:
        return stop(asked.title, number, seen, side, width, aside, push, leaving, theme, coming)
    return shared_stop(asked.title, number, seen, size, side, width, aside, push, leaving, theme, coming)


@lru_cache(maxsize=4096)
def _in_colour(look: Look, colour: Colour) -> Look:
    return replace(look, colour=colour)


def _across(roads: Sequence[Pass], up: int) -> int:
    """To which side an exit's arrow points: where the roads run further off; to the right rather than left."""
    left = sum(max(0.0, up * (before - here)) for before, here, _behind in roads)
    right = sum(max(0.0, up * (behind - here)) for _before, here, behind in roads)
    return 1 if right <= left + 1.0 else -1


def _legs(
    on_road: Sequence[Connection],
    ends: Mapping[RecordId, int],
    numbers: Mapping[RecordId, int],
    first: int,
    points: Sequence[Point],
    reaches: Sequence[float],
    edges: tuple[float, float],
) -> dict[tuple[RecordId, RecordId], Leg]:
    """Where each side road runs down: straight below its touchpoint, whose title stands above."""
    out: dict[tuple[RecordId, RecordId], Leg] = {}
    for connection in on_road:
        for end in (connection.source, connection.target):
            if end in ends:
                x, y = points[ends[end]]
                out[connection.id, end] = Leg((x, y + reaches[ends[end]]), x)
            else:
                edge = edges[0] if numbers[end] < first else edges[1]
                out[connection.id, end] = Leg((edge, 0.0), edge, is_open=True, number=numbers[end])
    return out
