"""Signposts: what is offered at a place, on a board beside the road, where it is clear of everything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import floor, hypot
from typing import TypeAlias

from cjm_desktop.frozen import frozen
from cjm_desktop.layout.drawing import Drawing, Group, Placed, Shape, Stroke, bounds_of
from cjm_desktop.layout.geometry import Rect, line, polyline, rectangle
from cjm_desktop.layout.ground import Ground, road_height
from cjm_desktop.layout.stops import Stop
from cjm_desktop.layout.text import Block, Style, block
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.records import Card, RecordId

#: A board is broken at this width; around its words; the length of its arrow's point; the post below it.
WIDEST, PAD_X, PAD_Y, POINT, POST = 92.0, 6.0, 3.5, 8.0, 13.0
#: Clear ground around a signpost.
CLEAR = 4.0
#: Places are tried this far apart, and this far from the disc, in points.
STEP, FURTHEST = 8.0, 176.0
#: So many places are tried at either side, one and a half times as far apart.
SIDEWAYS = 10
#: Neighbours whose titles and signs a signpost may meet.
NEAR = 3
#: A touchpoint near a signpost as seen from its own: how far it is, and the boxes about it.
_Neighbour: TypeAlias = tuple[float, float, Rect | None, tuple[Rect, ...]]


@frozen()
class Signpost:
    """A signpost: the card, its words, its box about the road's middle, and whether it points left."""

    card: RecordId
    text: str
    box: Rect
    points_left: bool


def signs_of(
    cards: Sequence[Card], scenarios: Sequence[RecordId], places: Mapping[RecordId, int]
) -> tuple[tuple[RecordId, str, int], ...]:
    """The cards that are signposts at touchpoints of a road, with the touchpoints' indices, along the road."""
    found = [
        (c.id, c.text, places[c.anchor])
        for c in cards
        if c.signpost and c.anchor in places and c.scenario in scenarios and c.text.strip()
    ]
    return tuple(sorted(found, key=lambda sign: sign[2]))


def beside_road(
    signs: Sequence[tuple[RecordId, str, int]],
    stops: Sequence[Stop],
    trunks: Mapping[int, float],
    ground: Ground,
) -> tuple[Signpost, ...]:
    """Each signpost as near its touchpoint as it is clear of the road, discs, titles, side roads and each other."""
    out: list[Signpost] = []
    for card, text, i in signs:
        x, y = ground.points[i]
        words = _words(text, ground.theme)
        width, height = words.width + 2 * PAD_X + POINT, words.height + 2 * PAD_Y + POST
        near = range(max(0, i - NEAR), min(len(stops), i + NEAR + 1))
        neighbours = tuple(
            (ground.points[j][0] - x, ground.points[j][1] - y, stops[j].title, stops[j].marks) for j in near
        )
        ends = (ground.next_to(near[0])[0], ground.next_to(near[-1])[1])
        legs = [
            Rect(min(tx, px) - 12.0, py, abs(tx - px) + 24.0, 54.0).moved(-x, -y)
            for j, tx in trunks.items()
            if abs(tx - x) < 400.0
            for px, py in (ground.points[j],)
        ]
        legs += [
            Rect(tx - 12.0, ground.points[j][1], 24.0, 5_000.0).moved(-x, -y)
            for j, tx in trunks.items()
            if abs(tx - x) < 400.0
        ]
        if ground.turn is not None and ground.loop is not None:
            legs.append(
                Rect(ground.turn - 25.0, ground.points[ground.loop][1] - 26.0, 50.0, 5_000.0).moved(-x, -y)
            )
        taken = tuple(s.box.moved(-x, -y) for s in out[-6:] if abs(s.box.x - x) < 400.0)
        left, top = _free(
            width,
            height,
            neighbours,
            tuple((ex - x, ey - y) for ex, ey in ends),
            (*legs, *taken),
            (ground.edges[0] + 2 - x, ground.edges[1] - 2 - x),
            ground.theme,
        )
        out.append(Signpost(card, text, Rect(x + left, y + top, width, height), left + width / 2 > 0))
    return tuple(out)


@lru_cache(maxsize=4096)
def _words(text: str, theme: Theme) -> Block:
    return block(" ".join(text.split()), Style("semibold", theme.small - 0.4, theme.ink), WIDEST)


@lru_cache(maxsize=512)
def _places(width: float, height: float, radius: float) -> tuple[tuple[float, float], ...]:
    """Left top corners about the middle of a disc, the nearest first; above rather than below."""
    out = []
    count = int(FURTHEST / STEP)
    for k in range(count):
        for up in (True, False):
            top = -radius - CLEAR - height - k * STEP if up else radius + CLEAR + k * STEP
            for n in range(-SIDEWAYS, SIDEWAYS + 1):
                left = n * STEP * 1.5 - width / 2
                far = hypot(left + width / 2, (top + height / 2) * 1.2) + (0.0 if up else 12.0)
                out.append((far, abs(n), left, top))
    return tuple((left, top) for _far, _n, left, top in sorted(out))


@lru_cache(maxsize=4096)
def _free(
    width: float,
    height: float,
    neighbours: tuple[_Neighbour, ...],
    ends: tuple[tuple[float, float], ...],
    solid: tuple[Rect, ...],
    edges: tuple[float, float],
    theme: Theme,
) -> tuple[float, float]:
    """Where a signpost goes, seen from its touchpoint; above all that is near where there is no nearer place."""
    taken = [box.grown(CLEAR) for box in solid]
    for dx, dy, title, marks in neighbours:
        taken += [box.moved(dx, dy).grown(CLEAR) for box in (*marks, *((title,) if title else ()))]
    road = [ends[0], *((dx, dy) for dx, dy, _title, _marks in neighbours), ends[1]]
    half = theme.road_width / 2 + theme.kerb_width + CLEAR
    # Farther off no board is tried, and on paper of twenty metres the road goes on for miles.
    near = SIDEWAYS * STEP * 1.5 + 2 * width + half
    for a, b in pairwise(road):
        count = max(2, int(abs(b[0] - a[0]) / 7.0))
        for k in _within(a[0], b[0], count, near):
            px = a[0] + (b[0] - a[0]) * k / count
            py, slope = road_height(a, b, px)
            reach = half * hypot(1.0, slope)
            taken.append(Rect(px - 4.0, py - reach, 8.0, 2 * reach))
    for left, top in _places(width, height, theme.disc_radius):
        inside = min(max(left, edges[0]), max(edges[0], edges[1] - width))
        box = Rect(inside, top, width, height)
        if not any(box.meets(other) for other in taken):
            return inside, top
    inside = min(max(-width / 2, edges[0]), max(edges[0], edges[1] - width))
    over = [other.y for other in taken if other.x < inside + width and inside < other.right]
    return inside, min(over, default=0.0) - height


def _within(a: float, b: float, count: int, reach: float) -> range:
    """Which of the places 0…count from a to b lie less than `reach` from 0, and one more at either end."""
    if abs(b - a) <= reach:
        return range(count + 1)
    ends = sorted(floor((edge - a) / (b - a) * count) for edge in (-reach, reach))
    return range(max(0, ends[0] - 1), min(count, ends[1] + 2) + 1)


def place(sign: Signpost, by: float, theme: Theme) -> Placed:
    """A signpost moved down by `by`: a post, and a board with a point towards its touchpoint."""
    words = _words(sign.text, theme)
    width, high = sign.box.width, words.height + 2 * PAD_Y
    middle = high / 2
    if sign.points_left:
        corners = [
            (POINT, 0.5),
            (width - 0.5, 0.5),
            (width - 0.5, high - 0.5),
            (POINT, high - 0.5),
            (0.5, middle),
        ]
    else:
        end = width - POINT
        corners = [(0.5, 0.5), (end, 0.5), (width - 0.5, middle), (end, high - 0.5), (0.5, high - 0.5)]
    foot = sign.box.height - 1.0
    x = width / 2
    drawing: Drawing = (
        Shape(line(x, high - 1, x, foot), stroke=Stroke(theme.asphalt, 3.0)),
        Shape(line(x - 5, foot, x + 5, foot), stroke=Stroke(theme.asphalt, 2.0, round=True)),
        Shape(polyline(corners, closed=True), fill=theme.card, stroke=Stroke(theme.asphalt, 1.3, round=True)),
        Group(words.lines, (POINT if sign.points_left else 0.0) + PAD_X, PAD_Y, role="sign"),
    )
    outline = rectangle(Rect(0, 0, width, sign.box.height))
    return Placed(sign.box.x, sign.box.y + by, 38.0, drawing, outline, bounds_of(drawing))
