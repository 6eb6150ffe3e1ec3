"""Side roads: choices, ways back and parallels run on tracks of their own below the road and its titles."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import Literal, TypeAlias

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _, number
from cjm_desktop.layout.drawing import Drawing, Group, Placed, Shape, Stroke, bounds_of
from cjm_desktop.layout.geometry import Path, Point, Rect, Segment, polyline, rounded
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.road import side_road_drawing
from cjm_desktop.layout.text import Block, Style, block
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.records import Connection, RecordId

#: From one track to the next, in points: a road and the label on it.
PITCH = 34.0
CORNER = 26.0
#: The share of a label's line that may be filled before it is broken in two.
LABEL_WIDTH = 260.0
#: Labels that find no place on their road are broken to these widths.
NARROW_LABEL, LEAST_LABEL = 110.0, 40.0


@frozen()
class Leg:
    """Where a side road leaves a touchpoint: it runs down at x = `x` from `start` (the disc's middle)."""

    start: Point
    x: float
    bends: bool = (
        False  # beside the title of a touchpoint whose title stands below, so it first curves outwards
    )
    is_open: bool = False  # runs off the edge at x, to a touchpoint on another band of the map
    number: int = 0  # of that touchpoint


@frozen()
class Label:
    text: str
    x: float = 0.0
    half: float = 0.0  # of the pill
    wrap: float = LABEL_WIDTH
    height: float = 0.0


@frozen()
class SideRoad:
    connection: Connection
    source: Leg
    target: Leg
    y: float  # of its level run
    bottom: float  # of its track
    label: Label


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


def label_of(connection: Connection, source: Leg, target: Leg) -> str:
    """What the label of a side road says: share and words, and where it leads to off the edge."""
    text = words_of(connection)
    if target.is_open:
        return f"{text} → {target.number}".strip()
    if source.is_open:
        return f"{source.number} → {text}".strip()
    return text


def tracks(
    connections: Sequence[Connection],
    legs: Mapping[tuple[RecordId, RecordId], Leg],
    first: float,
    edges: tuple[float, float],
    theme: Theme,
    taken: Sequence[float] = (),
) -> list[SideRoad]:
    """Give each connection the nearest track where neither road nor label meets another, short ones first.

    `first` is the upper edge of the ground for tracks, which are as high as their labels ask for. A label stands
    on its road where no leg of another road runs down, between `edges`; `taken` are more such places.
    """
    pairs = [(c, legs[c.id, c.source], legs[c.id, c.target]) for c in connections]
    strips = Counter(leg.x for _c, *both in pairs for leg in both if not leg.is_open)
    order = sorted([*strips, *taken])
    spans = sorted((abs(b.x - a.x), min(a.x, b.x), c.id, c, a, b) for c, a, b in pairs)
    rows: list[list[tuple[float, float]]] = []
    heights: list[float] = []
    chosen: list[tuple[Connection, Leg, Leg, int, Label]] = []
    late: list[tuple[Connection, Leg, Leg]] = []
    for _length, low, _id, connection, a, b in spans:
        high = max(a.x, b.x)
        text = label_of(connection, a, b)
        own = {leg.x for leg in (a, b) if strips[leg.x] == 1}
        label = _label_place(text, low, high, [x for x in order if x not in own], edges, theme)
        if label is None:
            late.append((connection, a, b))
            continue
        left, right = _span(low, high, label)
        free = (i for i, row in enumerate(rows) if _has_room(row, left, right))
        row = next(free, len(rows))
        if row == len(rows):
            rows.append([])
            heights.append(PITCH)
        insort(rows[row], (left, right))
        heights[row] = max(heights[row], label.height + 12.0)
        chosen.append((connection, a, b, row, label))
    for i, (connection, a, b) in enumerate(late):
        # Deeper than all others, so that only the legs of those still deeper run past its label.
        legs_below = {leg.x for _c, *both in late[i + 1 :] for leg in both if not leg.is_open}
        below = sorted({*legs_below, *taken})
        text, low, high = label_of(connection, a, b), min(a.x, b.x), max(a.x, b.x)
        label = _label_place(text, low, high, below, edges, theme) or _fallback(text, (low + high) / 2, theme)
        heights.append(max(PITCH, label.height + 12.0))
        chosen.append((connection, a, b, len(heights) - 1, label))
    tops = list(accumulate(heights, initial=first))
    return [
        SideRoad(c, a, b, tops[row] + heights[row] / 2, tops[row] + heights[row], label)
        for c, a, b, row, label in chosen
    ]


def _has_room(row: Sequence[tuple[float, float]], left: float, right: float) -> bool:
    """Whether nothing of a track's spans, which stand in their order, is between two places."""
    after = bisect_left(row, (right,))
    return not after or row[after - 1][1] <= left


def _span(low: float, high: float, label: Label) -> tuple[float, float]:
    """What a road with its label takes of a track."""
    if label.text:
        low, high = min(low, label.x - label.half), max(high, label.x + label.half)
    return low - 14.0, high + 14.0


def _label_place(
    text: str, low: float, high: float, strips: Sequence[float], edges: tuple[float, float], theme: Theme
) -> Label | None:
    """The label as near the middle of its run as no leg runs through it; broken narrower, then beside the run.

    None when no place is left.
    """
    if not text:
        return Label("")
    middle = (low + high) / 2
    inside = (low + 12.0, high - 12.0)
    for wrap, (least, most) in (
        (LABEL_WIDTH, inside),
        (min(LABEL_WIDTH, inside[1] - inside[0] - 24.0), inside),
        (NARROW_LABEL, inside),
        (NARROW_LABEL, edges),
        (60.0, edges),
        (LEAST_LABEL, edges),
    ):
        if wrap < 56.0 and most < edges[1]:
            continue
        words = _label_words(text, wrap, theme)
        half = words.width / 2 + 11
        for x in _outwards(min(max(middle, least + half), most - half), least + half, most - half):
            i = bisect_left(strips, x - half - 11.0)
            if i == len(strips) or strips[i] > x + half + 11.0:
                return Label(text, x, half, wrap, words.height + 8)
    return None


def _fallback(text: str, middle: float, theme: Theme) -> Label:
    words = _label_words(text, LEAST_LABEL, theme)
    return Label(text, middle, words.width / 2 + 11, LEAST_LABEL, words.height + 8)


def _outwards(start: float, least: float, most: float) -> Iterator[float]:
    """Places from `start` on, ever further, between two bounds."""
    if least > most:
        return
    yield start
    step = 6.0
    while start - step >= least or start + step <= most:
        if start - step >= least:
            yield start - step
        if start + step <= most:
            yield start + step
        step += 6.0


Curve: TypeAlias = tuple[Literal["C"], float, float, float, float, float, float]


def placed_side_roads(
    roads: Sequence[SideRoad], middle: float, theme: Theme, reuse: Reuse
) -> dict[str, Placed]:
    """Side roads with their labels in their places; `middle` is the height of the main road's middle on the map."""
    out: dict[str, Placed] = {}
    for road in roads:
        body, label = reuse.of(
            f"side/{road.connection.id}", (road, middle), partial(placed_side_road, road, middle, theme)
        )
        out[road.connection.id] = body
        if label is not None:
            out[f"label:{road.connection.id}"] = label
    return out


def placed_side_road(road: SideRoad, by: float, theme: Theme) -> tuple[Placed, Placed | None]:
    """A side road moved down by `by`, and its label (None without words)."""
    y = road.y
    path, run = _path(road, y)
    drawing = side_road_drawing(path, theme) + _direction(road, run, y, theme)
    bounds = bounds_of(drawing)
    outline = rounded(Rect(min(run) - 4, y - 9, max(run) - min(run) + 8, 18), 9)
    placed = Placed(0.0, by, 20.0, drawing, outline, bounds)
    if not road.label.text:
        return placed, None
    return placed, placed_label(road.label, y + by, theme)


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
    """Arrow marks on the level run, clear of the label."""
    start, end = run
    sign = 1.0 if end >= start else -1.0
    low, high = sorted(run)
    edges = (low, high)
    if road.label.text:
        edges = (max(low, road.label.x - road.label.half), min(high, road.label.x + road.label.half))
    stretches = ((low, edges[0]), (edges[1], high)) if road.label.text else (edges,)
    marks = []
    for a, b in stretches:
        if b - a >= 30.0:
            x = (a + b) / 2
            tip = polyline(((x - sign * 3.5, y - 4.5), (x + sign * 3.5, y), (x - sign * 3.5, y + 4.5)))
            marks.append(Shape(tip, stroke=Stroke(theme.side_line, 2.2, round=True)))
    return tuple(marks)


def _label_words(text: str, wrap: float, theme: Theme) -> Block:
    return block(text, Style("semibold", theme.small, theme.ink), wrap, align="centre", x=-wrap / 2)


def loop_label(connection: Connection, left: float, right: float, theme: Theme) -> Label:
    """What the road that comes back says, in the middle of its level run: the words, then the share."""
    text = connection.label or " ".join((connection.condition or "").split())
    if connection.share is not None:
        share = number(round(connection.share * 100, 1))
        back = _("{share}% come back").format(share=share)
        text = _("{label}: {share}").format(label=text, share=back) if text else back
    elif connection.count is not None:
        text = f"{text} ({number(connection.count)})" if text else number(connection.count)
    wrap = max(LEAST_LABEL, min(LABEL_WIDTH, right - left - 60.0))
    words = _label_words(text, wrap, theme)
    return Label(text, (left + right) / 2, words.width / 2 + 11, wrap, words.height + 8)


def placed_label(label: Label, y: float, theme: Theme) -> Placed:
    """The plate of a label with its words, at height `y`."""
    words = _label_words(label.text, label.wrap, theme)
    plate = rounded(Rect(-label.half, -label.height / 2, 2 * label.half, label.height), 11)
    drawing: Drawing = (
        Shape(plate, fill=theme.card, stroke=Stroke(theme.hairline, theme.hairline_width)),
        Group(words.lines, 0, -words.height / 2, role="label"),
    )
    return Placed(label.x, y, 36.0, drawing, plate, bounds_of(drawing))
