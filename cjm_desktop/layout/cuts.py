"""Where a poster is cut into tiles along one axis: evenly, or moved a little so that few things are cut through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from math import ceil, floor, inf
from typing import Final, TypeAlias

from cjm_desktop.frozen import frozen
from cjm_desktop.layout.paper import MM
from cjm_desktop.model import progress

#: Cuts are tried so far apart, in points.
STEP: Final = 0.5 * MM
#: A cut leaves this much print on both of its sides, so that a slip of the knife shows no white.
SPARE: Final = 1.0 * MM
#: Nearer than this to a thing a cut looks like a mistake.
CLEAR: Final = 1.5 * MM
#: No boundary moves farther from where it stands evenly than this share of a tile.
REACH: Final = 1 / 3
#: Cutting near a thing by cutting through it; and a boundary as far off as may be, in lines of text cut through.
NEAR: Final = 0.15
UNEVEN: Final = 0.3
#: Sums of lengths differ in their last digits, in points.
_ROUNDING: Final = 1e-6

#: From, to and weight of a thing along the axis.
Extent: TypeAlias = tuple[float, float, float]
#: How much at the beginning and at the end of the axis needs no printing.
Blank: TypeAlias = tuple[float, float]


@frozen()
class Piece:
    """The part of an axis that one tile shows, in points of the sheet: `start` to `end` is printed, and of it `first`
    to `last` remains in sight when the tiles lie over each other."""

    start: float
    end: float
    first: float
    last: float


def count_of(length: float, room: float, overlap: float) -> int:
    """How many tiles a length takes; a tile prints `room`, neighbours share `overlap`, which is less than it."""
    if length <= room + _ROUNDING:
        return 1
    return ceil((length - overlap - _ROUNDING) / (room - overlap))


def evenly(length: float, room: float, overlap: float, blank: Blank = (0.0, 0.0)) -> tuple[Piece, ...]:
    """As few tiles as the length takes, all alike, cut in the middle of what they share.

    `blank` is how much at either end needs no printing: there the tile's own paper is the poster's border.
    """
    printed = length - sum(blank)
    count = count_of(printed, room, overlap)
    step = (printed - overlap) / count
    starts = [i * step for i in range(1, count)]
    return _pieces(length, overlap, blank, starts, [start + overlap / 2 for start in starts])


def sparing(
    length: float, room: float, overlap: float, things: Iterable[Extent], blank: Blank = (0.0, 0.0)
) -> tuple[Piece, ...]:
    """As few tiles as the length takes, with boundaries where few things are cut through.

    The boundaries move within the paper that is left, and a cut within what its tiles share. The best of all are
    found, boundary after boundary (dynamic programming), in time linear in the things and in the length. `blank` is
    as for `evenly`.
    """
    printed = length - sum(blank)
    count = count_of(printed, room, overlap)
    if count == 1:
        return evenly(length, room, overlap, blank)
    costs = _costs(printed, blank[0], things)
    step, most = (printed - overlap) / count, room - overlap
    choices: list[list[_Choice]] = []
    for i in range(1, count):
        progress.step(i, count)
        even = i * step
        low = max(printed - overlap - (count - i) * most, even - REACH * most)
        high = min(i * most, even + REACH * most)
        choices.append([_best_cut(at, even, overlap, most, costs) for at in _places(low, even, high)])
    found = _cheapest(choices, most, min(overlap, step))
    return _pieces(
        length, overlap, blank, [at for at, _cut, _cost in found], [cut for _at, cut, _cost in found]
    )


#: Where what two tiles share begins, where it is cut, and what that costs.
_Choice: TypeAlias = tuple[float, float, float]


def _places(low: float, even: float, high: float) -> list[float]:
    """The places that are tried for a boundary, in their order; the even one is among them."""
    reach = range(-floor((even - low) / STEP + _ROUNDING), floor((high - even) / STEP + _ROUNDING) + 1)
    return [even + k * STEP for k in reach]


def _best_cut(at: float, even: float, overlap: float, most: float, costs: Sequence[float]) -> _Choice:
    """The cheapest cut through what two tiles share from `at` on; of equal ones that in the middle."""
    middle = at + overlap / 2
    free = max(0.0, overlap / 2 - SPARE)
    uneven = UNEVEN * abs(at - even) / (REACH * most)
    best, least = middle, inf
    for k in range(-floor(free / STEP), floor(free / STEP) + 1):
        cut = middle + k * STEP
        cost = costs[min(len(costs) - 1, round(cut / STEP))] + uneven + 0.002 * abs(k)
        if cost < least:
            best, least = cut, cost
    return at, best, least


def _cheapest(choices: Sequence[Sequence[_Choice]], most: float, least: float) -> list[_Choice]:
    """One choice of each boundary, the sum of costs as low as can be.

    Neighbouring boundaries stand at most `most` apart, which is what a tile has room for, and at least `least`, so
    that no more than two tiles share a place.
    """
    sums = [[cost for _at, _cut, cost in choices[0]]]
    origins: list[list[int]] = []
    for earlier, own in pairwise(choices):
        totals, before, row, origin = sums[-1], 0, [], []
        # As the place moves on, so do the first and the last of the earlier ones that fit: the least of those
        # between is kept in a queue of ever larger sums.
        queue: list[int] = []
        head = 0
        for at, _cut, cost in own:
            while before < len(earlier) and earlier[before][0] <= at - least + _ROUNDING:
                while len(queue) > head and totals[queue[-1]] >= totals[before]:
                    queue.pop()
                queue.append(before)
                before += 1
            while head < len(queue) and earlier[queue[head]][0] < at - most - _ROUNDING:
                head += 1
            best = queue[head] if head < len(queue) else -1
            row.append(cost + totals[best] if best >= 0 else inf)
            origin.append(best)
        sums.append(row)
        origins.append(origin)
    index = min(range(len(sums[-1])), key=sums[-1].__getitem__)
    found = [choices[-1][index]]
    for own, origin in zip(reversed(choices[:-1]), reversed(origins)):
        index = origin[index]
        found.append(own[index])
    return found[::-1]


def _costs(length: float, origin: float, things: Iterable[Extent]) -> list[float]:
    """What a cut costs at every STEP of the length from an origin on."""
    last, near = ceil(length / STEP) + 1, ceil(CLEAR / STEP)
    # Things of one column or row begin and end alike: thousands are a few hundred.
    alike: dict[tuple[int, int], float] = {}
    for low, high, weight in things:
        span = (floor((low - origin) / STEP) + 1, ceil((high - origin) / STEP))
        alike[span] = alike.get(span, 0.0) + weight
    changes = [0.0] * (last + 1)
    for (low_step, high_step), weight in alike.items():
        for first, end, share in (
            (low_step, high_step, 1 - NEAR),
            (low_step - near, high_step + near, NEAR),
        ):
            first, end = min(max(0, first), last), min(max(0, end), last)
            changes[first] += weight * share
            changes[end] -= weight * share
    return list(accumulate(changes))


def _pieces(
    length: float, overlap: float, blank: Blank, starts: Sequence[float], cuts: Sequence[float]
) -> tuple[Piece, ...]:
    """The pieces of an axis; starts and cuts count from where its printing begins."""
    origin = blank[0]
    begins = [origin, *(origin + at for at in starts)]
    ends = [*(origin + at + overlap for at in starts), length - blank[1]]
    seams = [origin + at for at in cuts]
    return tuple(Piece(*each) for each in zip(begins, ends, [0.0, *seams], [*seams, length], strict=True))
