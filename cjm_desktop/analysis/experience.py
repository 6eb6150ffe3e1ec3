"""What the emotion curve of one persona tells: peak, low, steepest fall and end (Kahneman's peak-end rule)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from cjm_desktop.frozen import frozen
from cjm_desktop.model.records import RecordId, Touchpoint


@frozen()
class Landmarks:
    """Indices into the touchpoints that were asked about; None where there is no such place.

    `peak` is the highest emotion, `low` the lowest, `end` the last known one; `fall` is the pair of neighbouring
    known emotions between which it drops the most.
    """

    peak: int | None = None
    low: int | None = None
    end: int | None = None
    fall: tuple[int, int] | None = None


def emotions(touchpoints: Sequence[Touchpoint], persona: RecordId) -> list[float | None]:
    """The emotional score of one persona at each touchpoint, −2…2, None where it is not known."""
    out: list[float | None] = []
    for touchpoint in touchpoints:
        felt = touchpoint.experience_of(persona)
        out.append(felt.emotional if felt else None)
    return out


def landmarks(touchpoints: Sequence[Touchpoint], persona: RecordId) -> Landmarks:
    """The places of the curve that have a name. Fewer than three known scores have none.

    Of equal scores the first counts. A peak above zero and a low below the peak are asked for, and a fall of at
    least half a point: an even curve has no steepest fall.
    """
    known = [(i, s) for i, s in enumerate(emotions(touchpoints, persona)) if s is not None]
    if len(known) < 3:
        return Landmarks()
    peak = max(known, key=lambda pair: (pair[1], -pair[0]))
    low = min(known, key=lambda pair: (pair[1], pair[0]))
    drops = [(a[1] - b[1], a[0], b[0]) for a, b in itertools.pairwise(known)]
    drop, start, end = max(drops, key=lambda d: (d[0], -d[1]))
    return Landmarks(
        peak=peak[0] if peak[1] > low[1] and peak[1] > 0 else None,
        low=low[0] if low[1] < peak[1] else None,
        end=known[-1][0],
        fall=(start, end) if drop >= 0.5 else None,
    )


def shortfall(touchpoints: Sequence[Touchpoint], persona: RecordId) -> tuple[int, float] | None:
    """Where the emotion of one persona is furthest below what was expected: the index, and how far on −2…2.

    Of equal ones the first counts; None where it is nowhere at least half a point below.
    """
    worst: tuple[int, float] | None = None
    for i, touchpoint in enumerate(touchpoints):
        felt = touchpoint.experience_of(persona)
        if felt is None or felt.emotional is None or felt.expected is None:
            continue
        short = round(felt.expected - felt.emotional, 6)
        if short >= (0.5 if worst is None else worst[1] + 1e-9):
            worst = (i, short)
    return worst
