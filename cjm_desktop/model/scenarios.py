"""Scenarios that come of others: derived from one, joined of several, taken in from another journey.

Pure functions that give a `Change`, like all edits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, cast

from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_, _, in_language
from cjm_desktop.model.change import Change, created, replaced
from cjm_desktop.model.copying import LIST_CLASSES, Copies, duplicate, in_rows, likeness
from cjm_desktop.model.fields import LABEL_LENGTH
from cjm_desktop.model.ids import new_id
from cjm_desktop.model.journey import Journey, references
from cjm_desktop.model.moving import free_phases
from cjm_desktop.model.problems import SENTENCES, CjmError, refusal
from cjm_desktop.model.records import Phase, Record, RecordId, Scenario
from cjm_desktop.model.rules import record_problems, reference_problems

SENTENCES.update(
    {
        "join-two": N_("Choose at least two scenarios to join."),
        "joins-own-road": N_(
            "“{name}” has touchpoints of its own; only a scenario without any can join others."
        ),
    }
)
#: What a journey has once: taken in, it becomes the journey's own of the same kind and name.
_ONCE: Final = frozenset(("persona", "phase", "lane", "channel", "owner", "evidence", "asset"))


def derive(
    journey: Journey, scenario: RecordId, name: str, state: str | None = None, tone: str | None = None
) -> tuple[Change, RecordId]:
    """Copy a scenario with its touchpoints, roads and cards under another name; the change and the copy's id.

    Every touchpoint of the copy has the lineage of its original, which gets one when it has none. Of a joined
    scenario the parts are copied too. `state` and `tone` are those of the original unless they are given.
    CjmError when there is no such scenario or the name is too long.
    """
    source = journey.of(Scenario, scenario)
    if source is None:
        raise refusal("unknown-record")
    change = duplicate(journey, (scenario, *journey.parts(scenario)))
    given = {key: value for key, value in (("state", state), ("tone", tone)) if value is not None}
    pairs: list[tuple[Record, Record]] = []
    made = ""
    for copy in change.after.values():
        if not isinstance(copy, Scenario) or change.before[copy.id] is not None:
            continue
        words = name
        if copy.derived_from == scenario:
            made = copy.id
        else:
            part = cast(Scenario, journey[copy.derived_from or ""])
            with in_language(journey.info.language):
                words = _("{part} · {name}").format(part=part.name, name=name)[:LABEL_LENGTH]
        pairs.append((copy, _sound(replace(copy, name=words, **cast(Any, given)))))
    return change.then(replaced(*pairs)), made


def _sound(record: Scenario) -> Scenario:
    problems = list(record_problems(record, ""))
    if problems:
        raise CjmError(replace(p, path="") for p in problems)
    return record


def join(journey: Journey, parts: Sequence[RecordId], name: str) -> tuple[Change, RecordId]:
    """A scenario whose road is the roads of others end to end, in that order; the change and its id.

    Its personas are those of its parts. CjmError for fewer than two parts, more than eight, one that is named
    twice, or one that is joined of others itself.
    """
    first = journey.of(Scenario, parts[0]) if parts else None
    if len(parts) < 2 or first is None:
        raise refusal("join-two")
    road = first.road if first.road != "loop" else "winding"
    made = Scenario(
        id=new_id("scenario"), name=name, joins=tuple(parts), state=first.state, tone=first.tone, road=road
    )
    problems = [*record_problems(made, ""), *reference_problems(journey, made, "")]
    if problems:
        raise CjmError(replace(p, path="") for p in problems)
    (placed,) = in_rows(journey, [made], set(parts))
    return created(placed), made.id


def may_join(journey: Journey, record: Scenario) -> None:
    """CjmError unless a scenario, as it would be, may join others: no road of its own, no part of another."""
    if any(t.scenario == record.id for t in journey.touchpoints):
        raise refusal("joins-own-road", name=record.name)
    if any(record.id in other.joins for other in journey.scenarios if other.id != record.id):
        raise refusal("joined-joined", name=record.name)


# -- from another journey --------------------------------------------------------------------------------


def take_in(
    journey: Journey, other: Journey, scenarios: Iterable[RecordId]
) -> tuple[Change, dict[RecordId, RecordId]]:
    """Bring scenarios of another journey in, with all that hangs on them; the change and old id → new id.

    People, phases, lanes, channels, owners, evidence and pictures become the journey's own of the same name
    (and kind, for lanes) where it has them, and come along where it has not. Ids stay where they are free.
    """
    records = _belonging(other, scenarios)
    new = _ids_here(journey, records)
    while True:
        copies = Copies(journey, new, only_new=True)
        pairs = [(r, copies.translated(r)) for r in records if r.id in new and new[r.id] not in journey]
        lost = [record.id for record, copy in pairs if copy is None]
        if not lost:
            break
        for id in lost:  # a card in a cell of another scenario; what hangs on it goes too
            del new[id]
    made = [replace(copy, id=new[record.id]) for record, copy in pairs]
    if any(isinstance(record, Phase) for record in made):
        free_phases(journey)
    return created(*in_rows(journey, made, set())), new


def _belonging(other: Journey, scenarios: Iterable[RecordId]) -> list[Record]:
    """The scenarios, what stands in them, and what that refers to, in file order."""
    wanted = {part for id in scenarios for part in (id, *other.parts(id))}
    chosen = set(wanted)
    chosen |= {t.id for t in other.touchpoints if t.scenario in wanted}
    chosen |= {c.id for c in other.cards if c.scenario in wanted}
    chosen |= {c.id for c in other.connections if c.source in chosen and c.target in chosen}
    queue = [other[id] for id in chosen]
    while queue:
        for _field, id in references(queue.pop()):
            target = other.get(id)
            if target is not None and target.KIND in _ONCE and id not in chosen:
                chosen.add(id)
                queue.append(target)
    chosen |= {c.id for c in other.comments if c.anchor in chosen}
    return [r for r in other.records() if r.id in chosen and isinstance(r, LIST_CLASSES)]


def _ids_here(journey: Journey, records: Iterable[Record]) -> dict[RecordId, RecordId]:
    """For every record the id of the journey's own like it, else its own id when that is free, else a new one."""
    own: dict[Any, list[RecordId]] = {}
    for record in journey.records():
        if record.KIND in _ONCE:
            own.setdefault(_known_by(record), []).append(record.id)
    new: dict[RecordId, RecordId] = {}
    used: set[RecordId] = set()
    for record in records:
        same = own.get(_known_by(record), []) if record.KIND in _ONCE and _known_by(record) else []
        # Two phases of one name stay two: each meets the next of that name here.
        here = next((id for id in same if id not in used), None)
        if here is None:
            free = record.id not in journey and record.id not in used
            here = record.id if free else new_id(record.KIND)
        used.add(here)
        new[record.id] = here
    return new


def _known_by(record: Record) -> tuple[str, ...] | None:
    like = likeness(record)
    return tuple(" ".join(part.split()).casefold() for part in like) if like else None
