"""Tags: words that the author gives touchpoints and cards, of which a journey keeps no list of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cjm_desktop.frozen import replace
from cjm_desktop.model.change import Change, replaced
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Card, RecordId, Touchpoint
from cjm_desktop.model.rules import record_problems


def tag_counts(journey: Journey, scenario: RecordId | None = None) -> dict[str, int]:
    """Every tag with the number of touchpoints and cards that have it, by name; of one scenario or of all.

    Tags that differ in capitals alone are one tag, written as it is met first.
    """
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for record in _tagged(journey):
        if scenario is None or record.scenario == scenario:
            for tag in record.tags:
                counts[written.setdefault(tag.casefold(), tag)] += 1
    return {tag: counts[tag] for tag in sorted(counts, key=str.casefold)}


def rename_tag(journey: Journey, tag: str, name: str) -> Change:
    """Write a tag otherwise wherever it stands; an empty name takes it away, a name in use makes the two one."""
    name = " ".join(name.split())
    pairs = []
    for record in _tagged(journey):
        if any(own.casefold() == tag.casefold() for own in record.tags):
            kept: dict[str, str] = {}
            for own in record.tags:
                now = name if own.casefold() == tag.casefold() else own
                if now:
                    kept.setdefault(now.casefold(), now)
            after = replace(record, tags=tuple(kept.values()))
            problems = list(record_problems(after, ""))
            if problems:
                raise CjmError(replace(problem, path="") for problem in problems)
            pairs.append((record, after))
    return replaced(*pairs)


def _tagged(journey: Journey) -> Iterable[Touchpoint | Card]:
    yield from (t for t in journey.touchpoints if t.tags)
    yield from (c for c in journey.cards if c.tags)
