"""The road lane: the road, its touchpoints with their titles, and the side roads under it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import _, number
from cjm_desktop.layout.drawing import Placed, bounds_of
from cjm_desktop.layout.geometry import Point
from cjm_desktop.layout.ground import LOOP_EDGES, Ground, sides
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.road import (
    INNER_TURN,
    LOOP_ROOM,
    LOOP_TURN,
    heights,
    placed_loop,
    placed_road,
    road_path,
)
from cjm_desktop.layout.side_roads import (
    Label,
    Leg,
    SideRoad,
    loop_label,
    placed_label,
    placed_side_roads,
    tracks,
)
from cjm_desktop.layout.stops import Look, Stop
from cjm_desktop.layout.theme import Theme
from cjm_desktop.layout.titles import CLEAR, titled_stops
from cjm_desktop.model import progress
from cjm_desktop.model.records import Connection, RecordId, Touchpoint

if TYPE_CHECKING:
    from cjm_desktop.layout.cycles import Loop
    from cjm_desktop.layout.signposts import Signpost

#: Distance of the bends from the middle of the road: usual, and at most on paper with room to spare.
SWING, WIDEST_SWING = 36.0, 92.0
PAD = 14.0
#: How far the turns of a loop stand left of the ends of the road.
OUTSIDE = 2.0


@frozen()
class Back:
    """The road that comes back to a touchpoint: at height `y`; `left` is None where it turns left of the map."""

    start: int
    y: float
    left: float | None
    connection: Connection | None
    label: Label | None
    is_start: bool  # the road begins with the touchpoint that it comes back to


@frozen()
class RoadLane:
    """The lane measured about the middle of the road (y = 0): `top` and `bottom` enclose all that is drawn."""

    top: float
    bottom: float
    stops: tuple[Stop, ...]
    points: tuple[tuple[float, float], ...]
    roads: tuple[SideRoad, ...]
    back: Back | None  # the road that comes back
    signs: tuple[Signpost, ...]
    goes_on: tuple[bool, bool]  # the road comes from, and runs on to, another part of the map


def measure(
    touchpoints: Sequence[Touchpoint],
    looks: Sequence[Look],
    xs: Sequence[float],
    connections: Sequence[Connection],
    numbers: Mapping[RecordId, int],
    scores: Sequence[float | None],
    shape: str,
    swing: float,
    column_width: float,
    edges: tuple[float, float],
    loop: Loop | None,
    signs: Sequence[tuple[RecordId, str, int]],
    theme: Theme,
    reuse: Reuse,
) -> RoadLane:
    """Lay out the road lane; `xs` are the columns' middles, `edges` where they begin and end, `loop` tells of the
    road that comes back, `signs` are cards with their words and the indices of their touchpoints.

    A connection with one end on another band of the map runs to the edge on that side and names the number
    that it leads to (`numbers` has those of the whole scenario).
    """
    first = numbers[touchpoints[0].id] if touchpoints else 1
    # A road comes back to a touchpoint from below, so that this one is down. Else every second one is, counted from
    # the first of the scenario, so that the road winds on from one part of the map to the next.
    winding = heights(len(touchpoints), shape, scores, swing, loop.start if loop else 1 - first)
    points = tuple((x + t.dx, y + t.dy) for x, y, t in zip(xs, winding, touchpoints, strict=True))
    places = {t.id: i for i, t in enumerate(touchpoints)}
    on_road = tuple(
        c
        for c in connections
        if (c.source in places or c.target in places)
        and c.source in numbers
        and not (loop and c is loop.connection)
    )
    # Places count from the first touchpoint here, so that those of other bands lie before or behind.
    lead: dict[int, int] = {}
    for c in on_road:
        for own, other in ((c.source, c.target), (c.target, c.source)):
            if own in places:
                lead[places[own]] = lead.get(places[own], 0) + (1 if numbers[other] > numbers[own] else -1)
    if loop is not None:
        edges = (edges[0] + (0.0 if loop.start else LOOP_EDGES[0]), edges[1] - LOOP_EDGES[1])
    ground = Ground(
        points,
        sides(shape, winding),
        column_width,
        edges,
        theme,
        loop.start if loop else None,
        first == 1,
        first + len(touchpoints) <= len(numbers),
    )
    stops, trunks = titled_stops(
        [t.title for t in touchpoints],
        reuse.each("leaving", touchpoints, None, lambda new: [leaving_words(touchpoints[i]) for i in new]),
        [*map(str, range(first, first + len(touchpoints)))],
        looks,
        lead,
        [bool(t.dx or t.dy) or shape == "hills" for t in touchpoints],
        ground,
        [entering_words(t) for t in touchpoints] if any(t.entry for t in touchpoints) else (),
        reuse,
    )
    tops, bottoms = [-swing - theme.road_width], [swing + theme.road_width]
    tops += [y + own.top for (_x, y), own in zip(points, stops, strict=True)]
    bottoms += [y + own.bottom for (_x, y), own in zip(points, stops, strict=True)]
    posts: tuple[Signpost, ...] = ()
    if signs:
        from cjm_desktop.layout import signposts  # few journeys have any

        posts = signposts.beside_road(signs, stops, trunks, ground)
        tops += [post.box.y for post in posts]
        bottoms += [post.box.bottom for post in posts]
    lowest = max(bottoms)
    roads = []
    if on_road:
        legs = _legs(on_road, places, numbers, first, trunks, ground)
        turn = ground.turn
        half = theme.road_width / 2 + theme.kerb_width - 4.0
        taken = () if turn is None else (turn - half, turn, turn + half)
        roads = tracks(on_road, legs, lowest + CLEAR, edges, theme, taken)
        lowest = max((r.bottom for r in roads), default=lowest)
    back = None
    if loop is not None:
        back = _back(loop, ground, max(lowest + LOOP_ROOM, max(y for _x, y in points) + 2 * LOOP_ROOM))
        half = theme.road_width / 2 + theme.kerb_width
        if back.label is not None and back.label.height / 2 > half:
            half = back.label.height / 2
            back = replace(back, y=max(back.y, lowest + 4.0 + half))
        lowest = back.y + half
    goes_on = (not ground.is_start, ground.goes_on)
    return RoadLane(min(tops), lowest, tuple(stops), points, tuple(roads), back, posts, goes_on)


def _back(loop: Loop, ground: Ground, y: float) -> Back:
    """The road that comes back at height `y`, with what its connection says in the middle of its level run."""
    turn = ground.turn
    left = turn if turn is not None else ground.edges[0]
    round_ = LOOP_TURN if turn is None else INNER_TURN
    label = None
    if loop.connection is not None:
        label = loop_label(loop.connection, left + round_, ground.edges[1] - 4.0, ground.theme)
    is_start = loop.start == 0 and ground.is_start
    return Back(loop.start, y, turn, loop.connection, label, is_start)


def leaving_words(touchpoint: Touchpoint) -> str | None:
    """ "9% leave", or None where nobody is known to."""
    drop = touchpoint.drop_off
    return _("{share}% leave").format(share=number(round(drop.share * 100, 1))) if drop else None


def entering_words(touchpoint: Touchpoint) -> str | None:
    """ "60% begin here", or None where nobody is known to."""
    if not touchpoint.entry:
        return None
    return _("{share}% begin here").format(share=number(round(touchpoint.entry * 100, 1)))


def _legs(
    on_road: Sequence[Connection],
    places: Mapping[RecordId, int],
    numbers: Mapping[RecordId, int],
    first: int,
    trunks: Mapping[int, float],
    ground: Ground,
) -> dict[tuple[RecordId, RecordId], Leg]:
    """Where each side road runs down: all those of a touchpoint share one trunk and fork below."""
    out: dict[tuple[RecordId, RecordId], Leg] = {}
    for connection in on_road:
        for end in (connection.source, connection.target):
            if end in places:
                i = places[end]
                out[connection.id, end] = Leg(ground.points[i], trunks[i], ground.sides[i] == "below")
            else:
                edge = ground.edges[0] if numbers[end] < first else ground.edges[1]
                out[connection.id, end] = Leg((edge, 0.0), edge, is_open=True, number=numbers[end])
    return out


def place(
    lane: RoadLane,
    touchpoints: Sequence[RecordId],
    middle: float,
    left: float,
    right: float,
    theme: Theme,
    reuse: Reuse,
) -> dict[str, Placed]:
    """Everything of the lane in its place; `middle` is the height of the road's middle on the map."""
    out = placed_side_roads(lane.roads, middle, theme, reuse)
    centres = [(x, y + middle) for x, y in lane.points]
    if lane.signs:
        from cjm_desktop.layout import signposts  # few journeys have any

        for sign in lane.signs:
            name = f"signpost:{sign.card}"
            out[name] = reuse.of(name, (sign, middle), partial(signposts.place, sign, middle, theme))
    back = lane.back
    if back is not None:
        out |= _placed_back(back, centres, middle, left, right, theme, reuse)
    ends = (back is None or not back.is_start, back is None)
    for i, path in enumerate(road_path(centres, left, right, middle, ends, lane.goes_on)):
        key = "road" if i == 0 else f"road:{i}"
        out[key] = reuse.of(key, path, partial(placed_road, path, theme, 30.0))
    standing = [*zip(touchpoints, lane.stops, lane.points, strict=True)]

    def stand(new: Sequence[int]) -> Iterator[Placed]:
        for i in new:
            progress.step()
            _id, own, (x, y) = standing[i]
            yield _placed_stop(own, x, y + middle)

    out.update(zip(touchpoints, reuse.each("stops", standing, middle, stand), strict=True))
    return out


def _placed_back(
    back: Back,
    centres: Sequence[Point],
    middle: float,
    left: float,
    right: float,
    theme: Theme,
    reuse: Reuse,
) -> dict[str, Placed]:
    """The road that comes back, under its connection's id where it has one, and what it says."""
    key = back.connection.id if back.connection is not None else "loop"
    out, label = {}, back.label if back.label is not None and back.label.text else None
    y = back.y + middle
    ends = (
        centres[back.start],
        centres[-1],
        left - OUTSIDE if back.left is None else back.left,
        right - OUTSIDE,
        y,
        LOOP_TURN if back.left is None else INNER_TURN,
        (label.x - label.half, label.x + label.half) if label is not None else None,
    )
    out[key] = reuse.of(key, ends, partial(placed_loop, *ends, theme))
    if label is not None:
        name = f"label:{key}"
        out[name] = reuse.of(name, (label, y), partial(placed_label, label, y, theme))
    return out


def _placed_stop(own: Stop, x: float, y: float) -> Placed:
    return Placed(x, y, 40.0, own.drawing, own.outline, bounds_of(own.drawing))
