"""The roads of several people above each other: how high each runs past a touchpoint, and where that stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

#: The asphalt of one person's road, and the coloured kerb at each side of it, in points.
ROAD, KERB = 22.0, 4.0
#: From the middle of a road to its edge, and from road to road inside a touchpoint that they share.
HALF, LANE = ROAD / 2 + KERB, 31.0
#: How far a road sways about its home, and the least ground between a road and what it passes.
SWAY, CLEAR = 9.0, 7.0

#: The height of every road at a column, and of the touchpoint there, about the middle of the lane.
Heights: TypeAlias = tuple[tuple[float, ...], float]


def home(person: int, count: int, pitch: float) -> float:
    """The height that a person's road keeps about: `pitch` points from one to the next."""
    return (person - (count - 1) / 2) * pitch


# The inputs of different columns are mostly equal: hundreds of them are a few dozen stacks.
@lru_cache(maxsize=8192)
def stack(
    count: int,
    present: tuple[int, ...],
    pitch: float,
    sway: float,
    up: float,
    down: float,
    moved: float | None = None,
) -> Heights:
    """The roads at a touchpoint of some of the `count` people, clear of each other and as near home as can be.

    `up` and `down` are what the touchpoint with its title takes above and below its middle; `sway` is how far
    roads of even persons lie below home here. `moved` is the height that the author gave the touchpoint.
    """
    passing = [i for i in range(count) if i not in present]
    at = {i: home(i, count, pitch) + (sway if i % 2 == 0 else -sway) for i in range(count)}
    middle = sum(home(i, count, pitch) for i in present) / len(present)
    if len(present) == 1:
        middle = at[present[0]]
    if moved is not None:
        middle = moved
        place = sum(1 for i in passing if at[i] < middle)
    else:
        place = _place(passing, present, middle, at)
    items = [(at[i], HALF, HALF, 1.0) for i in passing]
    items.insert(place, (middle, up, down, 2.0 if moved is None else 1e9))
    heights = spread(items, CLEAR)
    centre = heights.pop(place)
    ys = dict(zip(passing, heights, strict=True))
    ys |= {i: centre + (k - (len(present) - 1) / 2) * LANE for k, i in enumerate(present)}
    return tuple(ys[i] for i in range(count)), centre


def _place(passing: Sequence[int], present: Sequence[int], middle: float, at: dict[int, float]) -> int:
    """Before which of the passing roads the touchpoint stands: where the fewest roads cross, nearest the middle."""

    def cost(place: int) -> tuple[int, float]:
        crossings = sum(1 for i in present for k, j in enumerate(passing) if (j < i) != (k < place))
        edges = [at[passing[k]] for k in (place - 1, place) if 0 <= k < len(passing)]
        off = abs(sum(edges) / len(edges) - middle) if edges else 0.0
        return crossings, off

    return min(range(len(passing) + 1), key=cost)


def spread(items: Sequence[tuple[float, float, float, float]], gap: float) -> list[float]:
    """Heights in the given order, at least `gap` apart, with the least sum of weighted squares off the wished ones.

    Each item is (wished height, what it takes above, what below, weight). Pool adjacent violators: Barlow et al.,
    "Statistical Inference under Order Restrictions" (1972).
    """
    offsets, offset = [], 0.0
    for i, (_wish, above, _below, _weight) in enumerate(items):
        if i:
            offset += items[i - 1][2] + gap + above
        offsets.append(offset)
    pools: list[tuple[float, float, int]] = []  # mean, weight, how many
    for (wish, _above, _below, weight), off in zip(items, offsets, strict=True):
        mean, total, size = wish - off, weight, 1
        while pools and pools[-1][0] > mean:
            other, heavy, many = pools.pop()
            mean = (mean * total + other * heavy) / (total + heavy)
            total, size = total + heavy, size + many
        pools.append((mean, total, size))
    means = [mean for mean, _total, size in pools for _ in range(size)]
    return [mean + off for mean, off in zip(means, offsets, strict=True)]
