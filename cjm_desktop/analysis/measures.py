"""Figures of two scenarios side by side: what the change is meant to better."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Literal, TypeAlias

from cjm_desktop.analysis.experience import emotions
from cjm_desktop.analysis.findings import lead_persona
from cjm_desktop.frozen import frozen
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import RecordId, Touchpoint

MeasureName: TypeAlias = Literal[
    "mean-emotion", "peak-end", "channel-switches", "effort", "touch-time", "wait-time", "reach-end"
]


@frozen()
class Measure:
    """One figure of both scenarios; None where nothing is known. Only figures that one of them has are made.

    Emotions run from −2 to 2, effort from 1 to 7, times are minutes, "reach-end" is a share from 0 to 1.
    """

    name: MeasureName
    old: float | None
    new: float | None

    @property
    def delta(self) -> float | None:
        """The new figure less the old one."""
        return None if self.old is None or self.new is None else self.new - self.old


def measures(
    journey: Journey, old: RecordId, new: RecordId, other: Journey | None = None
) -> tuple[Measure, ...]:
    """The figures of a scenario and of another one, of the same journey or of `other`."""
    one, two = _figures(journey, old), _figures(other or journey, new)
    return tuple(
        Measure(name, one[name], two[name]) for name in one if one[name] is not None or two[name] is not None
    )


def _figures(journey: Journey, scenario: RecordId) -> dict[MeasureName, float | None]:
    road = journey.road(scenario)
    persona = lead_persona(journey, scenario)
    felt = [s for s in emotions(road, persona) if s is not None] if persona else []
    return {
        "mean-emotion": _mean(felt),
        "peak-end": peak_end(felt),
        "channel-switches": channel_switches(road),
        "effort": _mean([float(t.effort) for t in road if t.effort is not None]),
        "touch-time": _sum([t.touch_time for t in road if t.touch_time is not None]),
        "wait-time": _sum([t.wait_time for t in road if t.wait_time is not None]),
        "reach-end": reach_end(road),
    }


def peak_end(scores: Sequence[float]) -> float | None:
    """The mean of the strongest and the last emotion, −2…2; None without any (Fredrickson & Kahneman 1993).

    Of emotions that are equally strong the negative one counts.
    """
    if not scores:
        return None
    peak = max(scores, key=lambda score: (abs(score), -score))
    return (peak + scores[-1]) / 2


def channel_switches(road: Sequence[Touchpoint]) -> int | None:
    """How often the channel differs from the one before; touchpoints without one are bridged, None without any."""
    used = [t.channel for t in road if t.channel is not None]
    return sum(a != b for a, b in itertools.pairwise(used)) if used else None


def reach_end(road: Sequence[Touchpoint]) -> float | None:
    """The share of customers that is still there at the end, 0–1; None where no drop-off is given."""
    stays = [1.0 - t.drop_off.share for t in road if t.drop_off is not None]
    return math.prod(stays) if stays else None


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _sum(values: Sequence[float]) -> float | None:
    return sum(values) if values else None
