"""Titles among the roads of several people: each on the side and as far off as leaves it clear ground."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from math import hypot, inf
from typing import Final, TypeAlias

from cjm_desktop.frozen import frozen
from cjm_desktop.layout import fonts
from cjm_desktop.layout.composite_stack import HALF, LANE, Heights, stack
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.stops import TITLE_GAP, Exit, Side, exit_arrow, title_block
from cjm_desktop.layout.theme import Theme

#: Where the control points of a road stand between two touchpoints: it leaves level and is steepest half-way.
BEND = 0.54
#: Ground at both sides of a column that its titles leave free, and between a title and a road.
EDGE, MARGIN = 6.0, 2.0
#: A title further off than this would not be taken for its touchpoint's.
FARTHEST = 72.0
#: A line more is as bad as standing so much further off.
LINE = 12.0
#: What a disc with badge and star takes beyond its edge.
RIM = 9.0
_ASIDES: Final = (0.0, 8.0, -8.0, 16.0, -16.0, 26.0, -26.0, 36.0, -36.0)


def _grid() -> tuple[tuple[float, float, float], ...]:
    """Places on the half of a road next to a touchpoint: share of the way, share of the rise, slope of the two."""
    out = []
    for k in range(13):
        t = k / 24
        s = 1 - t
        x = 3 * BEND * t * s * s + 3 * (1 - BEND) * t * t * s + t**3
        dx = 3 * BEND * s * s + 6 * (1 - 2 * BEND) * t * s + 3 * BEND * t * t
        out.append((x, 3 * t * t - 2 * t**3, 6 * t * s / dx))
    return tuple(out)


_GRID: Final = _grid()
_SHARES: Final = [x for x, _y, _slope in _GRID]
#: A road past a touchpoint: its heights at the column before, here, and at the column behind, about the touchpoint.
Pass: TypeAlias = tuple[float, float, float]


@frozen()
class Spot:
    """Where a title stands: its side, the width it is broken to, how far aside and how much further off than usual.

    `score` says how good that is: below 1,000 it meets no road, and the smaller the nearer it stands.
    """

    side: Side
    width: float
    aside: float
    push: float
    height: float
    score: float


@frozen()
class Asked:
    """A touchpoint as its title sees it: `half` is from its middle to its edge, `ways` how far the columns beside are.

    `bounds` is its column from the touchpoint's middle, `leaving` the words about those who leave; `has_legs` is
    true where side roads run down from it.
    """

    title: str
    half: float
    bounds: tuple[float, float]
    ways: tuple[float, float]
    leaving: str | None
    coming: str | None
    has_legs: bool


def arrows_of(asked: Asked, side: Side) -> tuple[Exit | None, Exit | None]:
    """The arrows of those who leave and of those who come, to the right and to the left.

    They stand away from the title, except where side roads run down there.
    """
    up = 1 if side == "above" and not asked.has_legs else -1
    leaving = None if asked.leaving is None else Exit(asked.leaving, 1, up, stacked=True)
    coming = None if asked.coming is None else Exit(asked.coming, -1, up, stacked=True, enters=True)
    return leaving, coming


def _arrows_room(asked: Asked, side: Side, theme: Theme) -> tuple[float, bool]:
    """What the arrows take beyond the touchpoint's edge, and whether they stand on the side of the title."""
    boxes = [(e, exit_arrow(e, theme)[1]) for e in arrows_of(asked, side) if e is not None]
    if not boxes:
        return 0.0, False
    room = max(max(-box.y, box.bottom) for _e, box in boxes) - theme.disc_radius + 3.0
    return room, (boxes[0][0].up < 0) == (side == "above")


def extents(asked: Asked, side: Side, height: float, push: float, theme: Theme) -> tuple[float, float]:
    """What a touchpoint with its title takes above and below its middle."""
    room, is_beside = _arrows_room(asked, side, theme)
    own = asked.half + TITLE_GAP + push + height + 2.0 if height else asked.half + RIM
    other = asked.half + RIM
    # With both on one side the push of the title leaves room for the arrows.
    if room and not is_beside:
        other = max(other, asked.half + room)
    elif room and not height:
        own = max(own, asked.half + room)
    return (own, other) if side == "above" else (other, own)


def _base(asked: Asked, side: Side, theme: Theme) -> float:
    """How much further off than usual a title must stand for an exit's arrow between it and the touchpoint."""
    room, is_beside = _arrows_room(asked, side, theme)
    return max(0.0, room - TITLE_GAP) if is_beside else 0.0


@lru_cache(maxsize=16384)
def _widths(title: str, room: float, theme: Theme) -> tuple[float, ...]:
    """The widths that a title may be broken to: the whole room first, none that breaks a word more."""
    longest = max((fonts.width(w, "semibold", theme.body) for w in title.split()), default=0.0) + 0.5
    least = min(longest, room)
    return tuple(dict.fromkeys((room, *(w for w in (0.8 * room, 0.64 * room) if w > least), least)))


@lru_cache(maxsize=16384)
def spot(asked: Asked, side: Side, roads: tuple[Pass, ...], boxes: tuple[Rect, ...], theme: Theme) -> Spot:
    """The best place for a title on one side, clear of roads and of `boxes` about the touchpoint, inside its column."""
    sign = -1.0 if side == "above" else 1.0
    usual = asked.half + TITLE_GAP
    base = usual + _base(asked, side, theme)
    left, right = asked.bounds
    ceiling = min((sign * y - HALF - MARGIN for _l, y, _r in roads if sign * y > asked.half), default=inf)
    before = _along(roads, asked.ways[0], 0, sign, base)
    behind = _along(roads, asked.ways[1], 2, sign, base)
    best: Spot | None = None
    fewest = 0
    for width in _widths(asked.title, right - left, theme):
        if best is not None and best.score <= LINE:
            break  # a narrower title has a line more, or is the same
        words = title_block(asked.title, width, theme.ink, theme)
        fewest = fewest or words.line_count
        half = words.width / 2
        for shift in _ASIDES:
            aside = max(min(shift, right - half), left + half)
            if shift and abs(aside - shift) > 4.0:
                continue
            price = 0.35 * abs(aside) + LINE * (words.line_count - fewest)
            if best is not None and best.score <= price:
                continue
            low, high = aside - half - MARGIN, aside + half + MARGIN
            taken = _nearest(before, -low, asked.ways[0]) + _nearest(behind, high, asked.ways[1])
            taken += [
                (min(sign * b.y, sign * b.bottom), max(sign * b.y, sign * b.bottom))
                for b in boxes
                if b.x < high and low < b.right
            ]
            at = _free(taken, base, words.height)
            if at + words.height <= ceiling and at - base <= FARTHEST:
                found = Spot(side, width, aside, at - usual, words.height, at - base + price)
            elif shift and best is not None:
                continue
            else:
                met = sum(max(0.0, min(b, base + words.height) - max(a, base)) for a, b in taken)
                found = Spot(side, width, aside, base - usual, words.height, 1000.0 + met + price)
            if best is None or found.score < best.score - 1e-6:
                best = found
    assert best is not None
    return best


def _along(
    roads: tuple[Pass, ...], way: float, there: int, sign: float, base: float
) -> tuple[list[tuple[float, float]], list[int]]:
    """What all roads take of the height away from a touchpoint on the title's side, from its middle half-way on.

    `there` says which of a road's heights is that of the column `way` points off. What lies nearer than `base` or
    too far off for a title is left out; the second list counts what is taken up to each place of the grid.
    """
    rises = [(sign * road[1], sign * (road[there] - road[1])) for road in roads]
    farthest = base + FARTHEST + 120.0
    rises = [
        (y, rise)
        for y, rise in rises
        if max(y, y + rise / 2) > base - 80.0 and min(y, y + rise / 2) < farthest
    ]
    taken: list[tuple[float, float]] = []
    counts = []
    for _x, y, slope in _GRID:
        for here, rise in rises:
            middle, reach = here + rise * y, HALF * hypot(1.0, slope * rise / way) + MARGIN
            if base < middle + reach and middle - reach < farthest:
                taken.append((middle - reach, middle + reach))
        counts.append(len(taken))
    return taken, counts


def _nearest(
    along: tuple[list[tuple[float, float]], list[int]], reach: float, way: float
) -> list[tuple[float, float]]:
    """What is taken as far as `reach` points to one side; between two places of the grid a road may reach further."""
    places = bisect_right(_SHARES, reach / way + 0.03)
    return along[0][: along[1][places - 1]] if places else []


def _free(taken: list[tuple[float, float]], start: float, height: float) -> float:
    """The nearest place from `start` on where `height` points in a row are free."""
    at = start
    for low, high in sorted(taken):
        if high <= at:
            continue
        if low >= at + height:
            break
        at = high
    return at


@lru_cache(maxsize=16384)
def chosen(
    asked: Asked,
    column: tuple[int, tuple[int, ...], float, float],
    before: tuple[float, ...],
    behind: tuple[float, ...],
    theme: Theme,
) -> tuple[Side, float, float]:
    """On which side a title stands, and what the touchpoint with it takes above and below.

    `column` is (count, present, pitch, sway) of the stack here, `before` and `behind` are the roads' heights at
    the columns beside.
    """
    sides: tuple[Side, ...] = ("above",) if asked.has_legs else ("below", "above")
    if not asked.title.strip():
        return (sides[0], *extents(asked, sides[0], 0.0, 0.0, theme))
    found = []
    bare = stack(*column, *_bare(asked))[0]
    for rank, side in enumerate(sides):
        words = title_block(asked.title, asked.bounds[1] - asked.bounds[0], theme.ink, theme)
        height, push = words.height, _base(asked, side, theme)
        for _round in range(4):
            room = extents(asked, side, height, push, theme)
            here = stack(*column, *room)
            own = spot(asked, side, passes(before, here, behind), (), theme)
            crowd = sum(abs(y - z) for y, z in zip(here[0], bare, strict=True))
            asks = extents(asked, side, own.height, own.push, theme)
            room = (max(room[0], asks[0]), max(room[1], asks[1]))
            found.append((own.score + 4.0 * rank + 0.12 * crowd, rank, side, room))
            if own.score < 20.0:
                break
            # Roads that pass on this side make way for a title that stands further off, between its own roads.
            push += 13.0
    _score, _rank, side, room = min(found, key=lambda f: f[:2])
    return (side, *room)


def _bare(asked: Asked) -> tuple[float, float]:
    return asked.half + RIM, asked.half + RIM


@lru_cache(maxsize=16384)
def passes(before: tuple[float, ...], here: Heights, behind: tuple[float, ...]) -> tuple[Pass, ...]:
    """Every road past a touchpoint, about its middle, to a tenth of a point."""
    middle = here[1]
    return tuple(
        (round(a - middle, 1), round(y - middle, 1), round(b - middle, 1))
        for a, y, b in zip(before, here[0], behind, strict=True)
    )


def half_of(present: int, theme: Theme) -> float:
    """From the middle of a touchpoint of so many people to its upper edge."""
    return theme.disc_radius + (present - 1) * LANE / 2 + (1.0 if present > 1 else 0.0)


@lru_cache(maxsize=4096)
def bounds_in(dx: float, width: float) -> tuple[float, float]:
    """The edges of a column about a touchpoint that stands `dx` off its middle, with ground left free at both."""
    half = width / 2 - EDGE
    left, right = round(-half - dx, 1), round(half - dx, 1)
    return (left, right) if left < -12.0 and right > 12.0 else (-half, half)
