"""Columns are phases: one column of equal width for every touchpoint, one for an empty phase."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias

from cjm_desktop.layout import fonts
from cjm_desktop.layout.placement import Column, PhaseSpan
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Phase, RecordId, Touchpoint

#: What stands in a column: a touchpoint (None in an empty phase), and its phase.
Slot: TypeAlias = tuple[RecordId | None, RecordId]
#: A column never grows beyond this for one long word; longer words are broken between letters.
WIDEST = 200.0


def bands_of(journey: Journey) -> tuple[Phase, ...]:
    """The phases that are bands under the road; none when no phase would be left for the road."""
    found = tuple(phase for phase in journey.phases if phase.spans == "band")
    return found if len(found) < len(journey.phases) else ()


def road_phases(journey: Journey) -> tuple[Phase, ...]:
    """The phases of the road: those that are no bands."""
    return tuple(phase for phase in journey.phases if phase.spans != "band") or journey.phases


def phase_numbers(journey: Journey) -> dict[RecordId, int]:
    """The number of each phase of the road: they count from 1 in every cycle."""
    counts: Counter[int] = Counter()
    out: dict[RecordId, int] = {}
    for phase in road_phases(journey):
        counts[phase.cycle] += 1
        out[phase.id] = counts[phase.cycle]
    return out


def road_of(journey: Journey, scenario: RecordId) -> tuple[Touchpoint, ...]:
    """The touchpoints that stand on the road, in the order of their columns: those of bands do not."""
    road = journey.road(scenario)
    bands = {phase.id for phase in bands_of(journey)}
    if bands:
        road = tuple(t for t in road if t.phase not in bands)
    return road


def slots_of(journey: Journey, scenario: RecordId) -> tuple[Slot, ...]:
    """(touchpoint or None, phase) for every column of the map, from left to right.

    The parts of a joined scenario come one after the other, each with the phases that it goes through, so that a
    phase may come again.
    """
    if len(journey.parts(scenario)) > 1 and (joined := road_of(journey, scenario)):
        return tuple((touchpoint.id, touchpoint.phase) for touchpoint in joined)
    inside: dict[RecordId, list[Slot]] = {phase.id: [] for phase in road_phases(journey)}
    for touchpoint in road_of(journey, scenario):
        inside[touchpoint.phase].append((touchpoint.id, touchpoint.phase))
    return tuple(slot for phase, row in inside.items() for slot in row or [(None, phase)])


def runs_of(journey: Journey, scenario: RecordId) -> list[tuple[RecordId, int]]:
    """The phases of a joined scenario as they come, each with the number of its columns."""
    slots = slots_of(journey, scenario)
    return [(phase, len(list(row))) for phase, row in groupby(slots, key=lambda slot: slot[1])]


def spans_of(slots: Sequence[Slot], width: float, side: float, theme: Theme) -> tuple[PhaseSpan, ...]:
    """The phases with their columns, `width` points each, behind `side` points of lane names."""
    spans: list[PhaseSpan] = []
    seen: Counter[RecordId] = Counter()
    x = side
    for phase, row in groupby(slots, key=lambda slot: slot[1]):
        columns = tuple(Column(id, phase, x + i * width, width) for i, (id, _phase) in enumerate(row))
        spans.append(PhaseSpan(phase, x, width * len(columns), columns, seen[phase]))
        seen[phase] += 1
        x += width * len(columns) + theme.phase_gap
    return tuple(spans)


def longest_word(texts: Iterable[str], face: str, theme: Theme) -> float:
    """The column width that the longest word of any of the texts asks for, at most WIDEST points."""
    rows = tuple(texts)
    words = set[str]().union(*(_long_words(rows[i : i + CHUNK]) for i in range(0, len(rows), CHUNK)))
    widest = max((fonts.width(word, face, theme.body) for word in words), default=0.0)
    return min(WIDEST, widest + 2 * theme.card_padding + theme.card_gap + 1.0)


#: So many texts are looked through at once; an edit looks through those about the edited one again.
CHUNK = 200


@lru_cache(maxsize=512)
def _long_words(texts: tuple[str, ...]) -> frozenset[str]:
    # Many texts have few different words, and only those that could matter are measured: a letter is seldom wider
    # than 0.7 of the size.
    return frozenset(word for word in set(" ".join(texts).split()) if 8 < len(word) < 60)
