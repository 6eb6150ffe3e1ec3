"""Phases split and merged; and the guard of a journey whose phases are fixed."""

from __future__ import annotations

from typing import Any, Final

from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_
from cjm_desktop.model.change import Change, created, deleted, replaced
from cjm_desktop.model.ids import key_between, new_id
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.moving import free_phases, known, move_in_list
from cjm_desktop.model.problems import SENTENCES, CjmError, refusal
from cjm_desktop.model.records import Phase, RecordId, Touchpoint
from cjm_desktop.model.replacing import replace_references
from cjm_desktop.model.rules import record_problems

SENTENCES.update(
    {
        "split-at-start": N_("A phase is split at a later touchpoint than its first."),
        "split-nowhere": N_("Select the touchpoint with which the new phase begins."),
        "no-next-phase": N_("There is no phase after this one to merge it with."),
    }
)
#: How the fields of two phases become one: texts below each other, lists one after the other, scores their mean.
_TEXTS: Final = ("customer_goal", "business_goal", "need", "information", "differentiator")
_LISTS: Final = ("questions", "dos", "donts", "kpis")
_SCORES: Final = ("perception", "trust", "advocacy")
_FIRST: Final = ("colour", "status")


def split_phase(journey: Journey, touchpoint: RecordId, name: str) -> Change:
    """Begin a new phase with a touchpoint: it and those behind it leave their phase for one right after it.

    In other scenarios the new phase begins with the same touchpoint (by lineage), if they have it. CjmError when
    the touchpoint is the first of its phase.
    """
    free_phases(journey)
    first = journey.of(Touchpoint, touchpoint)
    if first is None:
        raise refusal("split-nowhere")
    old = journey.of(Phase, first.phase)
    if old is None:
        raise refusal("no-phase")
    row = _row(journey, first.scenario, old.id)
    start = next(i for i, t in enumerate(row) if t.id == touchpoint)
    if not start:
        raise refusal("split-at-start")
    phases = journey.phases
    behind = phases[phases.index(old) + 1 :]
    made = Phase(
        id=new_id("phase"),
        order=_key_between(old.order, behind),
        name=name,
        cycle=old.cycle,
        spans=old.spans,
        spanned=old.spanned,
        status=old.status,
    )
    problems = list(record_problems(made, ""))
    if problems:
        raise CjmError(problems)
    bands = [
        (p, replace(p, spanned=_followed(p.spanned, old.id, made.id))) for p in phases if old.id in p.spanned
    ]
    change = created(made).then(replaced(*bands))
    same = {t.lineage or t.id for t in row[start:]}
    pairs: list[tuple[Touchpoint, Touchpoint]] = []
    for scenario in journey.scenarios:
        there = _row(journey, scenario.id, old.id)
        at = start if scenario.id == first.scenario else _first_like(there, same)
        pairs += [(t, replace(t, phase=made.id)) for t in there[at:]]
    return change.then(replaced(*pairs))


def _row(journey: Journey, scenario: RecordId, phase: RecordId) -> list[Touchpoint]:
    """The scenario's own touchpoints in a phase, in order; those of scenarios that it joins are not among them."""
    return [t for t in journey.touchpoints if t.scenario == scenario and t.phase == phase]


def _first_like(row: list[Touchpoint], same: set[str]) -> int:
    return next((i for i, t in enumerate(row) if (t.lineage or t.id) in same), len(row))


def _followed(ids: tuple[RecordId, ...], id: RecordId, new: RecordId) -> tuple[RecordId, ...]:
    at = ids.index(id) + 1
    return (*ids[:at], new, *ids[at:])


def _key_between(low: str, behind: tuple[Phase, ...]) -> str:
    """A key behind one phase and before the next that leaves room."""
    for phase in behind:
        try:
            return key_between(low, phase.order)
        except ValueError:
            low = max(low, phase.order)
    return key_between(low, None)


def merge_with_next(journey: Journey, phase: RecordId) -> Change:
    """Make one phase of a phase and the next: its touchpoints and cards go behind this one's, nothing is lost.

    Names and texts are joined, lists united; of two scores the mean remains. CjmError when it is the last.
    """
    free_phases(journey)
    first = journey.of(Phase, phase)
    if first is None:
        raise refusal("no-phase")
    phases = journey.phases
    at = phases.index(first)
    if at + 1 == len(phases):
        raise refusal("no-next-phase")
    second = phases[at + 1]
    moved = replace_references(journey, second.id, first.id)
    here = moved.after.get(first.id, first)  # a band over the other spans this one now
    assert isinstance(here, Phase)
    both = _joined(here, second)
    problems = list(record_problems(both, ""))
    if problems:
        raise CjmError(replace(p, path="") for p in problems)
    return moved.then(replaced((here, both))).then(deleted(second))


def _joined(first: Phase, second: Phase) -> Phase:
    fields: dict[str, Any] = {}
    fields["name"] = _text(first.name, second.name, " / ")
    fields["subtitle"] = _text(first.subtitle, second.subtitle, " / ")
    for name in _TEXTS:
        fields[name] = _text(getattr(first, name), getattr(second, name), "\n")
    for name in _LISTS:
        fields[name] = tuple(dict.fromkeys((*getattr(first, name), *getattr(second, name))))
    for name in _SCORES:
        known_ = [s for s in (getattr(first, name), getattr(second, name)) if s is not None]
        fields[name] = round(sum(known_) / len(known_), 1) if known_ else None
    for name in _FIRST:
        fields[name] = getattr(first, name) or getattr(second, name)
    spanned = dict.fromkeys((*first.spanned, *second.spanned))
    fields["spanned"] = tuple(id for id in spanned if id not in (first.id, second.id))
    return replace(first, **fields)


def _text(first: str | None, second: str | None, between: str) -> str | None:
    if not first or not second or first == second:
        return first or second
    return first + between + second


def shift_phase(journey: Journey, phase: RecordId, by: int) -> Change:
    """Move a phase so many places along the road; no further than the ends."""
    free_phases(journey)
    row = [p.id for p in journey.phases]
    known(journey, phase)
    at = row.index(phase)
    to = min(max(at + by, 0), len(row) - 1)
    rest = [id for id in row if id != phase]
    return move_in_list(journey, phase, rest[to] if to < len(rest) else None)
