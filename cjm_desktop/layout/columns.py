"""Columns are phases: one column of equal width for every touchpoint, one for an empty phase."""

from __future__ import annotations

from functools import lru_cache

from cjm_desktop.layout import fonts
from cjm_desktop.layout.placement import Column, PhaseSpan
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import RecordId

#: A column never grows beyond this for one long word; longer words are broken between letters.
WIDEST = 200.0


def spans_of(
    journey: Journey, scenario: RecordId, theme: Theme, width: float, side: float
) -> tuple[PhaseSpan, ...]:
    """The phases of a scenario with their columns, `width` points each, behind `side` points of lane names."""
    spans = []
    by_phase: dict[RecordId, list[RecordId | None]] = {}
    for touchpoint in journey.road(scenario):
        by_phase.setdefault(touchpoint.phase, []).append(touchpoint.id)
    x = side
    for phase in journey.phases:
        inside = by_phase.get(phase.id, [None])
        columns = tuple(Column(id, phase.id, x + i * width, width) for i, id in enumerate(inside))
        spans.append(PhaseSpan(phase.id, x, width * len(inside), columns))
        x += width * len(inside) + theme.phase_gap
    return tuple(spans)


def column_count(journey: Journey, scenario: RecordId) -> int:
    filled = {t.phase for t in journey.road(scenario)}
    return len(journey.road(scenario)) + sum(1 for p in journey.phases if p.id not in filled)


def natural_width(journey: Journey, scenario: RecordId, theme: Theme) -> float:
    """The column width at which no usual word of a card has to be broken, in points."""
    return max(theme.column_width, longest_word(journey, scenario, theme))


def longest_word(journey: Journey, scenario: RecordId, theme: Theme) -> float:
    """The column width that the longest word of a card or title asks for, at most WIDEST points."""
    inner = 2 * theme.card_padding + theme.card_gap + 1.0
    widest = 0.0
    for card in journey.cards:
        if card.scenario == scenario:
            widest = max(widest, _longest_word(card.text, "regular", theme.body))
    for touchpoint in journey.road(scenario):
        widest = max(widest, _longest_word(touchpoint.title, "semibold", theme.body))
    return min(WIDEST, widest + inner)


@lru_cache(maxsize=16384)
def _longest_word(text: str, face: str, size: float) -> float:
    # Only words that could matter are measured: a letter is seldom wider than 0.7 of the size.
    return max((fonts.width(w, face, size) for w in text.split() if 8 < len(w) < 60), default=0.0)
