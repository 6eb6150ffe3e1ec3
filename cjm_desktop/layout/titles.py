"""Titles beside the road: how wide each may be, on which side it stands, and how far off, so that nothing meets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import hypot, inf
from typing import TypeAlias

from cjm_desktop.layout import fonts
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.ground import Ground, road_height
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.stops import (
    BESIDE_EXIT,
    TITLE_GAP,
    Exit,
    Look,
    Stop,
    beside,
    disc_box,
    exit_arrow,
    stop,
    title_block,
    title_shift,
)
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model import progress

#: Width, whether it is tight, and the x from where to where the ground is a title's own.
_Room: TypeAlias = tuple[float, bool, tuple[float, float]]
#: Clear ground between titles, legs and labels.
CLEAR = 12.0
#: No title is narrower, and beyond this share of a column's width it is broken.
NARROWEST, WIDEST = 48.0, 1.62
#: No title with side roads beside it is wider, however broad its column is, in points.
WIDEST_BESIDE = 300.0
#: From the middle of a leg to the ground beside it that others keep clear of.
LEG = 14.0
#: The neighbours on each side that can be met: usually, and where touchpoints were moved by hand.
NEAR, FAR = 2, 4


def titled_stops(
    titles: Sequence[str],
    leaving: Sequence[str | None],
    numbers: Sequence[str],
    looks: Sequence[Look],
    lead: Mapping[int, int],
    is_moved: Sequence[bool],
    ground: Ground,
    coming: Sequence[str | None],
    reuse: Reuse,
) -> tuple[list[Stop], dict[int, float]]:
    """Every touchpoint with its title in its place, and the x of the trunk that its side roads share.

    `leaving` and `coming` are the words about those who leave the road there, or begin there.
    `lead` tells of those with side roads whether more of them run to the right (> 0) or to the left; `is_moved` is
    true where the road need not bend away from the title. What `reuse` lends never alters the result.
    """
    if any(is_moved):
        free = tuple(any(is_moved[max(0, i - FAR) : i + FAR + 1]) for i in range(len(titles)))
    else:
        free = (False,) * len(titles)
    trunks = _trunks(titles, lead, ground)
    strips = tuple(sorted([*((x, i) for i, x in trunks.items()), *_turn_strips(ground)]))
    exits = _exits(tuple(leaving), strips, free, ground)
    entries: tuple[Exit | None, ...] = (None,) * len(titles)
    if any(coming):
        entries = _exits(tuple(coming), strips, free, ground, exits)
    rooms = _rooms(exits, entries, strips, free, ground)
    out: list[Stop] = []
    own, shared = [*zip(titles, numbers, looks, strict=True)], (exits, entries, strips, free, ground)
    found = reuse.before("titles")
    before, stood = found if found and len(found[0][1]) == len(own) and found[0][0] == shared else (None, [])
    changed = -FAR - 1  # the last title that stands otherwise than before
    for i, title in enumerate(titles):
        progress.step()
        # A title keeps clear of those that stand before it, at most so far away.
        if before and i - changed > FAR and own[i] == before[1][i]:
            out.append(stood[i])
            continue
        width, is_tight, bounds = rooms[i]
        aside = push = 0.0
        widest = _longest_word(title, ground.theme)
        if not free[i] and widest > width and bounds[1] - bounds[0] > width:
            # Before a word is broken, the title takes the ground on both sides and moves over.
            width, is_tight = min(widest, bounds[1] - bounds[0]), True
        else:
            bounds = (ground.edges[0] + 2, ground.edges[1] - 2)
        if title.strip() and (free[i] or is_tight or (exits[i] is not None) or entries[i]):
            aside, push = _moved(i, title, width, bounds, exits, entries, out, free[i], ground)
        out.append(
            stop(
                *(title, numbers[i], looks[i], ground.sides[i], width, aside, push, exits[i], ground.theme),
                entries[i],
            )
        )
        if not before or out[i].title != stood[i].title:
            changed = i
    reuse.keep("titles", (shared, own), out)
    return out, trunks


def _turn_strips(ground: Ground) -> list[tuple[float, int]]:
    """The turn of a road that comes back in the middle of the map, as if side roads ran down along its edges."""
    turn = ground.turn
    if turn is None or ground.loop is None:
        return []
    half = ground.theme.road_width / 2 + ground.theme.kerb_width + 3.0 - LEG
    return [(turn - half, ground.loop), (turn, ground.loop), (turn + half, ground.loop)]


@lru_cache(maxsize=8192)
def _longest_word(title: str, theme: Theme) -> float:
    return max((fonts.width(w, "semibold", theme.body) for w in title.split()), default=0.0) + 0.5


def _beside_trunk(ground: Ground) -> float:
    """How wide a title may be that has a trunk beside it: past a wider one the road would not get down in time."""
    return min(ground.column_width - 2 * CLEAR, WIDEST_BESIDE)


def _trunks(titles: Sequence[str], lead: Mapping[int, int], ground: Ground) -> dict[int, float]:
    """Where side roads run down: under the disc, or beside a title that stands there, on the side they go to."""
    out: dict[int, float] = {}
    theme, (left, right) = ground.theme, ground.edges
    for i, balance in lead.items():
        x, y = ground.points[i]
        if ground.sides[i] == "above":
            out[i] = x
            continue
        # Wide enough for the longest word, but not so that the road beside it meets the next disc.
        most = 2 * (ground.column_width - theme.disc_radius - LEG - 20.0)
        room = max(_beside_trunk(ground), min(_longest_word(titles[i], theme), most))
        words = title_block(titles[i], room, theme.ink, theme).width
        offset = max(words / 2, theme.disc_radius - 2) + 18.0
        choices = []
        for sign in (1, -1) if balance >= 0 else (-1, 1):
            at = x + sign * offset
            clear = min(
                (
                    abs(ground.points[j][0] - at)
                    for j in ground.around(i, FAR)
                    if ground.points[j][1] > y - 30
                ),
                default=inf,
            )
            is_inside = left + 8 <= at <= right - 8
            choices.append((is_inside, min(clear, theme.disc_radius + 14.0), at))
        out[i] = max(choices, key=lambda choice: choice[:2])[2]
    return out


# A few layouts are remembered: while somebody types a title, only that title is new.
@lru_cache(maxsize=12)
def _exits(
    leaving: tuple[str | None, ...],
    strips: tuple[tuple[float, int], ...],
    free: tuple[bool, ...],
    ground: Ground,
    exits: tuple[Exit | None, ...] | None = None,
) -> tuple[Exit | None, ...]:
    """The arrow of those who leave, on the title's side where it meets nothing, to the right rather than left.

    With `exits` given it is that of those who come, to the left rather than right, and clear of those.
    """
    trunks = {i: x for x, i in strips}
    turn = ground.turn
    out: list[Exit | None] = []
    for i, text in enumerate(leaving):
        if text is None:
            out.append(None)
            continue
        x, y = ground.points[i]
        outside = -1 if ground.sides[i] == "above" else 1
        # Where there is no ground for their words, those who come have their arrow alone.
        ways = [
            Exit(words, across, up, stacked, exits is not None)
            for words in ((text,) if exits is None else (text, ""))
            for up in (outside, -outside)
            for stacked in ((False, True) if words else (False,))
            for across in ((1, -1) if exits is None else (-1, 1))
        ]
        taken = _obstacles(i, out, [], FAR if free[i] else NEAR, ground)
        if turn is not None and ground.loop is not None:
            # Where the road that comes back joins the other one.
            joint = ground.points[ground.loop]
            taken.append(Rect(turn - 22.0, joint[1] - 22.0, joint[0] - turn, 52.0))
        if exits is not None:
            taken += _obstacles(i, exits, [], FAR if free[i] else NEAR, ground)
            own = exits[i]
            if own is not None:
                taken.append(exit_arrow(own, ground.theme)[1].moved(x, y))
        best, least = ways[0], inf
        for way in ways:
            box = exit_arrow(way, ground.theme)[1].moved(x, y)
            met = sum(_shared(box.grown(3), other) for other in taken)
            met += _outside(box, ground.edges_at(i, box))
            met += sum(
                200.0
                for at, j in _near(strips, box.x - 11, box.right + 11)
                if ground.points[j][1] < box.bottom
            )
            if (
                i in trunks
                and ground.sides[i] == "below"
                and way.up > 0
                and (trunks[i] > x) == (way.across > 0)
            ):
                met += 300.0
            if free[i] or way.up != outside:
                met += 20.0 * _road_over(i, box, way.across, ground)
            if met < least:
                best, least = way, met
            if not met:
                break
        out.append(best)
    return tuple(out)


def _shared(a: Rect, b: Rect) -> float:
    """The area two boxes share."""
    if not a.meets(b):
        return 0.0
    return (min(a.right, b.right) - max(a.x, b.x)) * (min(a.bottom, b.bottom) - max(a.y, b.y))


def _outside(box: Rect, edges: tuple[float, float]) -> float:
    return 10.0 * (max(0.0, edges[0] - box.x) + max(0.0, box.right - edges[1]))


def _near(strips: Sequence[tuple[float, int]], low: float, high: float) -> Sequence[tuple[float, int]]:
    return strips[bisect_left(strips, (low, -1)) : bisect_right(strips, (high, len(strips) * 1_000_000))]


def _road_over(i: int, box: Rect, across: int, ground: Ground) -> float:
    """How much of a box the road to the neighbour on one side covers, in points of height."""
    ends = ground.next_to(i)
    half = ground.theme.road_width / 2 + ground.theme.kerb_width
    covered = 0.0
    for k in range(5):
        x = box.x + box.width * k / 4
        y, slope = road_height(ground.points[i], ends[across > 0], x)
        reach = half * hypot(1.0, slope)
        covered += max(0.0, min(box.bottom, y + reach) - max(box.y, y - reach))
    return covered


@lru_cache(maxsize=12)
def _rooms(
    exits: tuple[Exit | None, ...],
    entries: tuple[Exit | None, ...],
    strips: tuple[tuple[float, int], ...],
    free: tuple[bool, ...],
    ground: Ground,
) -> list[_Room]:
    trunks = {i: x for x, i in strips}
    return [_room(i, exits, entries, trunks, strips, is_free, ground) for i, is_free in enumerate(free)]


def _room(
    i: int,
    exits: Sequence[Exit | None],
    entries: Sequence[Exit | None],
    trunks: Mapping[int, float],
    strips: Sequence[tuple[float, int]],
    is_free: bool,
    ground: Ground,
) -> _Room:
    """How wide a title may be, in points, whether its neighbours would like it narrower than it can be, and from
    where to where its ground is."""
    x, y = ground.points[i]
    side = ground.sides[i]
    own = beside(side, exits[i], entries[i])
    most = WIDEST * ground.column_width
    left, right = x - ground.edges[0] - 2, ground.edges[1] - x - 2
    up = -1 if side == "above" else 1
    for j in ground.around(i, FAR if is_free else NEAR):
        away = ground.points[j][0] - x
        limit = inf
        if ground.sides[j] == side:
            limit = (abs(away) - CLEAR) / 2
        for other in (exits[j], entries[j]):
            if other is not None and other.up == up and (other.across < 0) == (away > 0):
                box = exit_arrow(other, ground.theme)[1]
                limit = min(limit, abs(away) - max(box.right, -box.x) - CLEAR / 2)
        if away > 0:
            right = min(right, limit)
        else:
            left = min(left, limit)
    for at, j in _near(strips, x - most, x + most):
        if side == "below" or (j != i and ground.points[j][1] < y):
            if at > x:
                right = min(right, at - x - LEG)
            else:
                left = min(left, x - at - LEG)
    if i in trunks and side == "below":
        most = min(most, _beside_trunk(ground))
    if own is not None and own.up == up and not own.stacked:
        most = min(most, ground.column_width)
        toward, back = (right, left) if own.across > 0 else (left, right)
        room = (
            2 * min(toward, back)
            if toward < BESIDE_EXIT
            else max(back + BESIDE_EXIT, 2 * min(back, BESIDE_EXIT))
        )
    else:
        room = 2 * min(left, right)
    room = min(room, most)
    return max(room, NARROWEST), room < NARROWEST, (x - left, x + right)


def _moved(
    i: int,
    title: str,
    width: float,
    bounds: tuple[float, float],
    exits: Sequence[Exit | None],
    entries: Sequence[Exit | None],
    before: Sequence[Stop],
    is_free: bool,
    ground: Ground,
) -> tuple[float, float]:
    """How far a title moves aside and further off, to be within its bounds and clear of the road and its
    neighbours."""
    x, y = ground.points[i]
    side, theme = ground.sides[i], ground.theme
    words = title_block(title, width, theme.ink, theme)
    shift = title_shift(words.width, side, beside(side, exits[i], entries[i]))
    left = x + shift - words.width / 2
    inside = max(min(left, bounds[1] - words.width), bounds[0])
    box = Rect(inside, 0.0, words.width, words.height)
    near = theme.disc_radius + TITLE_GAP
    edge = y - near if side == "above" else y + near  # the title's edge towards the disc
    half = theme.road_width / 2 + theme.kerb_width + 2
    if is_free:
        for there in ground.next_to(i):
            for k in range(9):
                at = box.x + box.width * k / 8
                if (at > x) == (there[0] > x):
                    height, slope = road_height(ground.points[i], there, at)
                    reach = half * hypot(1.0, slope)
                    edge = min(edge, height - reach) if side == "above" else max(edge, height + reach)
    taken = _obstacles(i, exits, before, FAR if is_free else NEAR, ground)
    taken += [
        exit_arrow(entry, theme)[1].moved(ground.points[j][0], ground.points[j][1])
        for j in range(max(0, i - FAR), min(len(entries), i + FAR + 1))
        if (entry := entries[j]) is not None
    ]
    own = exits[i]
    if own is not None:
        taken.append(exit_arrow(own, theme)[1].moved(x, y))
    for _round in range(len(taken) + 1):
        top = edge - box.height if side == "above" else edge
        here = Rect(box.x, top, box.width, box.height)
        met = [other for other in taken if here.meets(other)]
        if not met:
            break
        edge = min(m.y for m in met) - 3 if side == "above" else max(m.bottom for m in met) + 3
    return inside - left, max(0.0, (y - near - edge) if side == "above" else (edge - y - near))


def _obstacles(
    i: int, exits: Sequence[Exit | None], before: Sequence[Stop], reach: int, ground: Ground
) -> list[Rect]:
    """The boxes near a touchpoint that its title may not meet: discs, exits, titles that stand already."""
    out = []
    for j in ground.around(i, reach):
        x, y = ground.points[j]
        out.append(disc_box(ground.theme).moved(x, y))
        leaving = exits[j] if j < len(exits) else None
        if leaving is not None:
            out.append(exit_arrow(leaving, ground.theme)[1].moved(x, y))
        title = before[j].title if j < len(before) else None
        if title is not None:
            out.append(title.moved(x, y))
    return out
