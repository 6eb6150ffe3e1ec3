"""The road lane: the road, its touchpoints with their titles, and the side roads under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from cjm_desktop.i18n import _, number
from cjm_desktop.layout.drawing import Placed, bounds_of
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.road import heights, placed_road, road_path
from cjm_desktop.layout.side_roads import PITCH, Leg, SideRoad, placed_side_road, tracks
from cjm_desktop.layout.stops import Look, Side, Stop, stop
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.records import Connection, RecordId, Touchpoint

#: Distance of the bends from the middle of the road: usual, and at most on paper with room to spare.
SWING, WIDEST_SWING = 36.0, 92.0
PAD = 14.0
#: Clear ground between titles, legs and labels.
CLEAR = 12.0


@dataclass(frozen=True, slots=True)
class RoadLane:
    """The lane measured about the middle of the road (y = 0): `top` and `bottom` enclose all that is drawn."""

    top: float
    bottom: float
    stops: tuple[Stop, ...]
    points: tuple[tuple[float, float], ...]
    roads: tuple[SideRoad, ...]
    first_track: float


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
    theme: Theme,
) -> RoadLane:
    """Lay out the road lane; `xs` are the columns' middles, `edges` where they begin and end.

    A connection with one end on another band of the map runs to the edge on that side and names the number
    that it leads to (`numbers` has those of the whole scenario).
    """
    winding = heights(len(touchpoints), shape, scores, swing)
    points = tuple((x + t.dx, y + t.dy) for x, y, t in zip(xs, winding, touchpoints, strict=True))
    sides = _sides(shape, winding)
    places = {t.id: i for i, t in enumerate(touchpoints)}
    on_road = tuple(
        c for c in connections if (c.source in places or c.target in places) and c.source in numbers
    )
    legged: dict[int, list[tuple[Connection, RecordId, int]]] = {}
    first = numbers[touchpoints[0].id] if touchpoints else 1
    for c in on_road:
        # Places count from the first touchpoint here, so that those of other bands lie before or behind.
        a, b = numbers[c.source] - first, numbers[c.target] - first
        if c.source in places:
            legged.setdefault(a, []).append((c, c.source, b))
        if c.target in places:
            legged.setdefault(b, []).append((c, c.target, a))
    rooms = _title_rooms(
        [x for x, _y in points], sides, legged, [t.drop_off is not None for t in touchpoints], column_width
    )
    is_level = shape != "hills"
    stops = []
    for i, touchpoint in enumerate(touchpoints):
        push = 0.0 if is_level and not touchpoint.dy else _push(i, points, sides[i])
        drop = touchpoint.drop_off
        leaving = _("{share}% leave").format(share=number(round(drop.share * 100, 1))) if drop else None
        to_right = points[i][0] + theme.disc_radius + 100 < edges[1]
        if sides[i] == "below" and any(other > i for _c, _end, other in legged.get(i, ())):
            to_right = False  # the leg has that side
        stops.append(
            stop(
                touchpoint.title, str(first + i), looks[i], sides[i], rooms[i], push, leaving, to_right, theme
            )
        )
    legs = _legs(legged, points, stops, sides)
    for c in on_road:
        for end in (c.source, c.target):
            if end not in places:
                edge = edges[0] if numbers[end] < first else edges[1]
                legs[c.id, end] = Leg((edge, 0.0), edge, is_open=True, number=numbers[end])
    tops, bottoms = [-swing - theme.road_width], [swing + theme.road_width]
    for (_x, y), own in zip(points, stops, strict=True):
        for box in (*own.marks, *([own.title] if own.title else [])):
            tops.append(y + box.y)
            bottoms.append(y + box.bottom)
    first_track = max(bottoms) + PITCH * 0.75
    roads = tracks(on_road, legs, theme) if on_road else []
    lowest = first_track + (max(r.track for r in roads) + 0.6) * PITCH if roads else max(bottoms)
    return RoadLane(min(tops), lowest, tuple(stops), points, tuple(roads), first_track)


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
    out: dict[str, Placed] = {}
    for road in lane.roads:
        legs = (road.source, road.target, road.track)

        body, label = reuse.of(
            f"side/{road.connection.id}",
            (road.connection, legs, lane.first_track, left, right, middle),
            partial(_side_road, road, lane.first_track, left, right, middle, theme),
        )
        out[road.connection.id] = body
        if label is not None:
            out[f"label:{road.connection.id}"] = label
    for i, path in enumerate(road_path([(x, y + middle) for x, y in lane.points], left, right, middle)):
        key = "road" if i == 0 else f"road:{i}"
        out[key] = reuse.of(key, path, partial(placed_road, path, theme, 30.0))
    for id, own, (x, y) in zip(touchpoints, lane.stops, lane.points, strict=True):
        out[id] = reuse.of(
            id,
            (own, x, y, middle),
            partial(_placed_stop, own, x, y + middle),
        )
    return out


def _placed_stop(own: Stop, x: float, y: float) -> Placed:
    return Placed(x, y, 40.0, own.drawing, own.outline, bounds_of(own.drawing))


def _side_road(
    road: SideRoad, first_track: float, left: float, width: float, by: float, theme: Theme
) -> tuple[Placed, Placed | None]:
    body, label = placed_side_road(road, first_track, left, width, theme)
    down = Placed(body.x, body.y + by, body.z, body.drawing, body.outline, body.bounds)
    if label is None:
        return down, None
    return down, Placed(label.x, label.y + by, label.z, label.drawing, label.outline, label.bounds)


def _sides(shape: str, winding: Sequence[float]) -> list[Side]:
    """On which side each title stands: outside the bend; on a straight road they take turns."""
    if shape == "straight":
        return ["below" if i % 2 == 0 else "above" for i in range(len(winding))]
    if shape == "hills":
        out: list[Side] = []
        for i, y in enumerate(winding):
            near = [winding[j] for j in (i - 1, i + 1) if 0 <= j < len(winding)]
            out.append("above" if not near or y <= sum(near) / len(near) else "below")
        return out
    return ["above" if y < 0 else "below" for y in winding]


def _title_rooms(
    xs: Sequence[float],
    sides: Sequence[Side],
    legged: Mapping[int, Sequence[object]],
    leaving: Sequence[bool],
    column_width: float,
) -> list[float]:
    """How wide each title may be so that it meets no neighbour's title, leg or exit, in points."""
    out = []
    count = len(xs)
    for i, (x, side) in enumerate(zip(xs, sides, strict=True)):
        room = 1.62 * column_width
        for j in (i - 2, i - 1, i + 1, i + 2):
            if not 0 <= j < count:
                continue
            is_next = -1 <= j - i <= 1
            if sides[j] == side:
                # An exit's label reaches over half of the way to the next touchpoint of that side.
                busy = is_next and (leaving[i] or leaving[j])
                room = min(room, abs(xs[j] - x) - CLEAR - (40.0 if busy else 0.0))
            elif is_next and j in legged and side == "below":
                room = min(room, 2 * (abs(xs[j] - x) - 18.0 * len(legged[j]) - CLEAR))
        if i in legged and side == "below":
            room = min(room, column_width - 2 * CLEAR)
        if leaving[i]:
            room = min(room, column_width)
        out.append(max(room, 48.0))
    return out


def _push(i: int, points: Sequence[tuple[float, float]], side: Side) -> float:
    """How much further off a title stands where the road climbs on its side, in points."""
    y = points[i][1]
    steps = [points[j][1] - y for j in (i - 1, i + 1) if 0 <= j < len(points)]
    toward = [-s for s in steps] if side == "above" else steps
    return max(0.0, 0.42 * max(toward, default=0.0))


def _legs(
    legged: Mapping[int, Sequence[tuple[Connection, RecordId, int]]],
    points: Sequence[tuple[float, float]],
    stops: Sequence[Stop],
    sides: Sequence[Side],
) -> dict[tuple[RecordId, RecordId], Leg]:
    """Where each side road runs down from its touchpoints."""
    out: dict[tuple[RecordId, RecordId], Leg] = {}
    for i, ends in legged.items():
        x, y = points[i]
        title = stops[i].title
        used = {-1: 0, 0: 0, 1: 0}
        for connection, end, other in sorted(ends, key=lambda e: (e[2], e[0].id)):
            direction = 1 if other > i else -1
            if sides[i] == "below" and title is not None:
                half = max(title.right, -title.x) + CLEAR + 6 + 18.0 * used[direction]
                leg = Leg((x, y), x + direction * half, bends=True)
                used[direction] += 1
            else:
                step = used[0]
                offset = 0.0 if step == 0 else 18.0 * ((step + 1) // 2) * (1 if step % 2 else -1)
                leg = Leg((x, y), x + offset)
                used[0] += 1
            out[connection.id, end] = leg
    return out
