"""Side roads: choices, ways back and parallels run on tracks of their own below the road and its titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cjm_desktop.i18n import number
from cjm_desktop.layout import fonts
from cjm_desktop.layout.drawing import Drawing, Group, Placed, Shape, Stroke, bounds_of
from cjm_desktop.layout.geometry import Path, Point, Rect, Segment, polyline, rounded
from cjm_desktop.layout.road import side_road_drawing
from cjm_desktop.layout.text import Style, block
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.records import Connection, RecordId

#: From one track to the next, in points: a road and the label on it.
PITCH = 34.0
CORNER = 26.0
#: The share of a label's line that may be filled before it is broken in two.
LABEL_WIDTH = 260.0


@dataclass(frozen=True, slots=True)
class Leg:
    """Where a side road leaves a touchpoint: it runs down at x = `x` from `start` (the disc's middle)."""

    start: Point
    x: float
    bends: bool = (
        False  # beside the title of a touchpoint whose title stands below, so it first curves outwards
    )
    is_open: bool = False  # runs off the edge at x, to a touchpoint on another band of the map
    number: int = 0  # of that touchpoint


@dataclass(frozen=True, slots=True)
class SideRoad:
    connection: Connection
    source: Leg
    target: Leg
    track: int


def label_of(road: SideRoad) -> str:
    """What the label of a side road says: share and words, and where it leads to off the edge."""
    text = words_of(road.connection)
    if road.target.is_open:
        return f"{text} → {road.target.number}".strip()
    if road.source.is_open:
        return f"{road.source.number} → {text}".strip()
    return text


def words_of(connection: Connection) -> str:
    """Share or count, and label or condition ("22% begins again")."""
    parts = []
    if connection.share is not None:
        parts.append(f"{number(round(connection.share * 100, 1))}%")
    elif connection.count is not None:
        parts.append(number(connection.count))
    if connection.label:
        parts.append(connection.label)
    elif connection.condition:
        parts.append(" ".join(connection.condition.split()))
    return " ".join(parts)


def tracks(
    connections: Sequence[Connection], legs: Mapping[tuple[RecordId, RecordId], Leg], theme: Theme
) -> list[SideRoad]:
    """Give each connection the nearest track where neither road nor label meets another, short ones first."""
    spans = []
    for connection in connections:
        ends = (legs[connection.id, connection.source], legs[connection.id, connection.target])
        road = SideRoad(connection, *ends, 0)
        low, high = sorted(leg.x for leg in ends)
        half = _label_width(label_of(road), theme) / 2
        middle = (low + high) / 2
        spans.append((high - low, min(low, middle - half) - 16, max(high, middle + half) + 16, road))
    spans.sort(key=lambda s: (s[0], s[1], s[3].connection.id))
    taken: list[list[tuple[float, float]]] = []
    out = []
    for _length, low, high, road in spans:
        track = next(
            (i for i, row in enumerate(taken) if all(high <= a or b <= low for a, b in row)), len(taken)
        )
        if track == len(taken):
            taken.append([])
        taken[track].append((low, high))
        out.append(SideRoad(road.connection, road.source, road.target, track))
    return out


Curve: TypeAlias = tuple[Literal["C"], float, float, float, float, float, float]


def placed_side_road(
    road: SideRoad, first_track: float, left: float, width: float, theme: Theme
) -> tuple[Placed, Placed | None]:
    """A side road with its track's height counted from `first_track`, and its label (None without words).

    A label stays between `left` and `width`, the edges of the columns.
    """
    y = first_track + road.track * PITCH
    path, run = _path(road, y)
    drawing = side_road_drawing(path, theme) + _direction(road, run, y, theme)
    bounds = bounds_of(drawing)
    outline = rounded(Rect(min(run) - 4, y - 9, max(run) - min(run) + 8, 18), 9)
    placed = Placed(0.0, 0.0, 20.0, drawing, outline, bounds)
    text = label_of(road)
    if not text:
        return placed, None
    return placed, _label(text, sum(run) / 2, y, left, width, theme)


def _path(road: SideRoad, y: float) -> tuple[Path, tuple[float, float]]:
    """The centre line, and the x of the two ends of its level run (from source to target)."""
    a, b = road.source, road.target
    sign = 1.0 if b.x >= a.x else -1.0
    r = min(CORNER, abs(b.x - a.x) / 2)
    k = r * 0.45
    way: list[Segment] = []
    if a.is_open:
        way.append(("M", a.x, y))
    else:
        way.append(("M", *a.start))
        if a.bends:
            way.append(_bend_out(a))
        way += [("L", a.x, y - r), ("C", a.x, y - k, a.x + sign * (r - k), y, a.x + sign * r, y)]
    if b.is_open:
        way.append(("L", b.x, y))
    else:
        way += [("L", b.x - sign * r, y), ("C", b.x - sign * (r - k), y, b.x, y - k, b.x, y - r)]
        if b.bends:
            _c, x1, y1, x2, y2, x3, y3 = _bend_out(b)
            way += [("L", x3, y3), ("C", x2, y2, x1, y1, *b.start)]
        else:
            way.append(("L", *b.start))
    return Path(tuple(way)), (a.x + sign * r, b.x - sign * r)


def _bend_out(leg: Leg) -> Curve:
    x, y = leg.start
    return ("C", x + (leg.x - x) * 0.75, y + 4, leg.x, y + 14, leg.x, y + 50)


def _direction(road: SideRoad, run: tuple[float, float], y: float, theme: Theme) -> Drawing:
    """Arrow marks on the level run, clear of the label in the middle."""
    start, end = run
    length = abs(end - start)
    sign = 1.0 if end >= start else -1.0
    half = _label_width(label_of(road), theme) / 2
    free = length / 2 - half
    if free < 16:
        return ()
    marks = []
    for x in (start + sign * free / 2, end - sign * free / 2):
        tip = polyline(((x - sign * 3.5, y - 4.5), (x + sign * 3.5, y), (x - sign * 3.5, y + 4.5)))
        marks.append(Shape(tip, stroke=Stroke(theme.side_line, 2.2, round=True)))
    return tuple(marks)


def _label_width(text: str, theme: Theme) -> float:
    if not text:
        return 0.0
    return min(LABEL_WIDTH, fonts.width(text, "semibold", theme.small)) + 22


def _label(text: str, centre: float, y: float, left: float, width: float, theme: Theme) -> Placed:
    words = block(text, Style("semibold", theme.small, theme.ink), LABEL_WIDTH, align="centre")
    half_w, half_h = words.width / 2 + 11, words.height / 2 + 4
    centre = min(max(centre, left + half_w), width - half_w)
    plate = rounded(Rect(-half_w, -half_h, 2 * half_w, 2 * half_h), 11)
    drawing: Drawing = (
        Shape(plate, fill=theme.card, stroke=Stroke(theme.hairline, theme.hairline_width)),
        Group(words.lines, -LABEL_WIDTH / 2, -words.height / 2, role="label"),
    )
    return Placed(centre, y, 36.0, drawing, plate, bounds_of(drawing))
