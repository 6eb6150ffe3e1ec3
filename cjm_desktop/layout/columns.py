"""Columns are phases: one column of equal width for every touchpoint, one for an empty phase."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias

from cjm_desktop.layout import fonts
from cjm_desktop.layout.placement import Column, PhaseSpan
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import RecordId

#: What stands in a column: a touchpoint (None in an empty phase), and its phase.
Slot: TypeAlias = tuple[RecordId | None, RecordId]
#: A column never grows beyond this for one long word; longer words are broken between letters.
WIDEST = 200.0


def slots_of(journey: Journey, scenario: RecordId) -> tuple[Slot, ...]:
    """(touchpoint or None, phase) for every column of the map, from left to right."""
    inside: dict[RecordId, list[Slot]] = {phase.id: [] for phase in journey.phases}
    for touchpoint in journey.road(scenario):
        inside[touchpoint.phase].append((touchpoint.id, touchpoint.phase))
    return tuple(slot for phase, row in inside.items() for slot in row or [(None, phase)])


def spans_of(slots: Sequence[Slot], width: float, side: float, theme: Theme) -> tuple[PhaseSpan, ...]:
    """The phases with their columns, `width` points each, behind `side` points of lane names."""
    spans = []
    x = side
    for phase, row in groupby(slots, key=lambda slot: slot[1]):
        columns = tuple(Column(id, phase, x + i * width, width) for i, (id, _phase) in enumerate(row))
        spans.append(PhaseSpan(phase, x, width * len(columns), columns))
        x += width * len(columns) + theme.phase_gap
    return tuple(spans)


def longest_word(texts: Iterable[str], face: str, theme: Theme) -> float:
    """The column width that the longest word of any of the texts asks for, at most WIDEST points."""
    widest = max((_longest(text, face, theme.body) for text in texts), default=0.0)
    return min(WIDEST, widest + 2 * theme.card_padding + theme.card_gap + 1.0)


@lru_cache(maxsize=16384)
def _longest(text: str, face: str, size: float) -> float:
    # Only words that could matter are measured: a letter is seldom wider than 0.7 of the size.
    return max((fonts.width(w, face, size) for w in text.split() if 8 < len(w) < 60), default=0.0)
