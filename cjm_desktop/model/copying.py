"""Copies: duplicating records where they stand, and pasting them into another place or another journey.

Like all edits these are pure functions that give a `Change`; copies have new ids, and refer to copies where these
exist, else to what the journey has, else to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar, cast

from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import N_, _, in_language
from cjm_desktop.model.change import Change, created, replaced
from cjm_desktop.model.fields import LABEL_LENGTH, Spec, spec
from cjm_desktop.model.ids import keys_between, new_id
from cjm_desktop.model.journey import Journey, references
from cjm_desktop.model.moving import free_phases
from cjm_desktop.model.problems import SENTENCES, refusal
from cjm_desktop.model.records import (
    LISTS,
    Asset,
    Card,
    Connection,
    Experience,
    Lane,
    Persona,
    Phase,
    Record,
    RecordId,
    Scenario,
    Touchpoint,
    name_of,
)

SENTENCES.update({"no-scenario": N_("Add a scenario first: a touchpoint stands in a scenario.")})

R = TypeVar("R", bound=Record)

LIST_CLASSES: Final = tuple(LISTS.values())
#: Records that a journey has once: pasted ones become the journey's own of the same id or the same name.
_SHARED: Final = frozenset(("channel", "owner", "lane", "persona", "evidence", "asset"))


def closure(journey: Journey, ids: Iterable[RecordId]) -> tuple[Record, ...]:
    """The records and what hangs on them, in file order.

    A phase and a scenario bring their touchpoints, a touchpoint and a lane their cards; connections come along
    when both their ends do.
    """
    chosen = set(ids)
    chosen |= {t.id for t in journey.touchpoints if t.phase in chosen or t.scenario in chosen}
    chosen |= {c.id for c in journey.cards if chosen & {c.anchor, c.lane, c.scenario}}
    chosen |= {c.id for c in journey.connections if c.source in chosen and c.target in chosen}
    return tuple(r for r in journey.records() if r.id in chosen)


def carried(journey: Journey, ids: Iterable[RecordId]) -> tuple[Record, ...]:
    """The closure with the channels, owners, lanes, people, evidence and pictures that it refers to.

    This is what goes on the clipboard, so that it can be pasted into another journey.
    """
    chosen = {r.id: r for r in closure(journey, ids)}
    queue = list(chosen.values())
    while queue:
        for _field, id in references(queue.pop()):
            target = journey.get(id)
            if target is not None and target.KIND in _SHARED and id not in chosen:
                chosen[id] = target
                queue.append(target)
    return tuple(r for r in journey.records() if r.id in chosen)


def duplicate(journey: Journey, ids: Iterable[RecordId]) -> Change:
    """Copy records with what hangs on them, each copy behind the last of its originals.

    A copied scenario is derived from its original, and its touchpoints stay known as the same ones (lineage);
    an original without a lineage gets one.
    """
    records = [r for r in closure(journey, ids) if isinstance(r, LIST_CLASSES)]
    copies = Copies(journey, {r.id: new_id(r.KIND) for r in records})
    made = [copy for r in records if (copy := _duplicated(journey, r, copies)) is not None]
    if not made:
        raise refusal("nothing-to-paste")
    if any(isinstance(copy, Phase) for copy in made):
        free_phases(journey)
    change = created(*in_rows(journey, made, {r.id for r in records}))
    return change.then(replaced(*_known_again(records, made)))


def _known_again(originals: Iterable[Record], copies: Iterable[Record]) -> Iterable[tuple[Record, Record]]:
    """The originals that copies in other scenarios are the same as, without and with that lineage."""
    shared = {copy.lineage for copy in copies if isinstance(copy, Touchpoint) and copy.lineage}
    for old in originals:
        if isinstance(old, Touchpoint) and old.lineage is None and old.id in shared:
            yield old, replace(old, lineage=old.id)


def paste(
    journey: Journey,
    records: Sequence[Record],
    scenario: RecordId | None = None,
    phase: RecordId | None = None,
    after: RecordId | None = None,
    anchor: RecordId | None = None,
) -> Change:
    """Add copies of records, which may come from another journey.

    Channels, owners, lanes, people, evidence and pictures become the journey's own of the same id or name, and
    are brought along when it has none. Touchpoints go into `phase` of `scenario` after `after`; into their own
    phases when they come from several that are known here; with their phase or scenario when that is among the
    records. Cards without their anchor go to `anchor`, or stay where they are when that is known here. CjmError
    when nothing remains, or there is no phase or scenario to put touchpoints in.
    """
    new = _new_ids(journey, records)
    copies = Copies(journey, new)
    wanted = [r for r in records if isinstance(r, LIST_CLASSES) and new[r.id] not in journey]
    touchpoints = [r for r in wanted if isinstance(r, Touchpoint)]
    there = _scenario(journey, scenario)
    place = _Place(
        journey.part_for(there, phase, after) if there else None,
        _phase(journey, phase),
        anchor if isinstance(journey.get(anchor), Touchpoint | Phase) else None,
        is_spread=len({t.phase for t in touchpoints}) > 1,
        lineages={(t.scenario, t.lineage or t.id) for t in journey.touchpoints},
    )
    made = [copy for r in wanted if (copy := _pasted(journey, r, copies, place)) is not None]
    if not made:
        raise refusal("nothing-to-paste")
    if any(isinstance(copy, Phase) for copy in made):
        free_phases(journey)
    return created(*in_rows(journey, made, {after} if after else set()))


@frozen()
class _Place:
    """Where pasted things go."""

    scenario: RecordId | None
    phase: RecordId | None
    anchor: RecordId | None
    is_spread: bool
    lineages: set[tuple[RecordId, str | None]]  # that touchpoints have already, by scenario


class Copies:
    """Which id a reference of an original has in its copy."""

    def __init__(self, journey: Journey, new: Mapping[RecordId, RecordId], *, only_new: bool = False) -> None:
        """`only_new` says that ids mean nothing here but for those in `new`: they are another journey's."""
        self._journey = journey
        self._only_new = only_new
        self.new = new

    def has(self, id: RecordId) -> bool:
        """Whether the record itself is copied (not merely found again in the journey)."""
        return id in self.new and self.new[id] not in self._journey

    def resolve(self, field: Spec, id: RecordId) -> RecordId | None:
        """The id to refer to instead: of the copy, or of the journey's own record of a right kind."""
        if id in self.new:
            return self.new[id]
        target = None if self._only_new else self._journey.get(id)
        assert field.ref is not None
        return id if target is not None and target.KIND in field.ref.kinds else None

    def translated(self, part: Any) -> Any:
        """The record (or part) with its references resolved; None when one that it must have leads nowhere."""
        fields: dict[str, Any] = {}
        for name in {field.split(".")[0] for field, _id in references(part)}:
            field, value = spec(type(part), name), getattr(part, name)
            items = value if field.many else (value,)
            if field.shape == "part":
                kept = [p for item in items if (p := self.translated(item)) is not None]
                if name == "experience":
                    kept = list(_first_each(kept))
            else:
                kept = list(dict.fromkeys(to for id in items if (to := self.resolve(field, id))))
            if not kept and not field.many and not field.optional:
                return None
            fields[name] = tuple(kept) if field.many else (kept[0] if kept else None)
        return replace(part, **fields) if fields else part


def _first_each(felt: Iterable[Experience]) -> Iterable[Experience]:
    """One experience a persona: two people of another journey may be one here."""
    first: dict[RecordId, Experience] = {}
    for experience in felt:
        first.setdefault(experience.persona, experience)
    return first.values()


def _new_ids(journey: Journey, records: Sequence[Record]) -> dict[RecordId, RecordId]:
    """For every record its id in the journey: of its own like it, or a new one."""
    own = {likeness(r): r.id for r in reversed(tuple(journey.records())) if r.KIND in _SHARED and likeness(r)}
    new: dict[RecordId, RecordId] = {}
    for record in records:
        if not isinstance(record, LIST_CLASSES):
            continue
        here = journey.get(record.id)
        if record.KIND in _SHARED and here is not None and here.KIND == record.KIND:
            new[record.id] = record.id
        elif record.KIND in _SHARED and (like := likeness(record)) in own and like:
            new[record.id] = own[like]
        else:
            new[record.id] = new_id(record.KIND)
    return new


def likeness(record: Record) -> tuple[str, ...] | None:
    """By what a record of one journey is known in another; None for one without a name."""
    if isinstance(record, Asset):
        return record.KIND, record.sha256
    name = name_of(record)
    if not name:
        return None
    return (record.KIND, name, record.kind) if isinstance(record, Lane) else (record.KIND, name)


def _duplicated(journey: Journey, record: Record, copies: Copies) -> Record | None:
    copy = copies.translated(record)
    if copy is None or (isinstance(record, Connection) and not _has_ends(record, copies)):
        return None
    copy = replace(copy, id=copies.new[record.id])
    if isinstance(copy, Scenario | Persona):
        with in_language(journey.info.language):
            name = _("{name} (copy)").format(name=copy.name)
        copy = replace(copy, name=name if len(name) <= LABEL_LENGTH else copy.name)
    if isinstance(copy, Scenario):
        return replace(copy, derived_from=record.id)
    if isinstance(copy, Touchpoint):
        # In another scenario it is the same touchpoint; beside its original it is a new one.
        old = cast(Touchpoint, record)
        return replace(copy, lineage=None if copy.scenario == old.scenario else old.lineage or old.id)
    return cast(Record, copy)


def _pasted(journey: Journey, record: Record, copies: Copies, place: _Place) -> Record | None:
    if isinstance(record, Touchpoint):
        return _pasted_touchpoint(journey, record, copies, place)
    if isinstance(record, Connection) and not _has_ends(record, copies):
        return None
    if isinstance(record, Card):
        if not copies.has(record.anchor) and place.anchor is not None:
            record = replace(record, anchor=place.anchor)
        if not copies.has(record.scenario):
            target = journey.of(Touchpoint, record.anchor) if not copies.has(record.anchor) else None
            scenario = target.scenario if target else place.scenario
            if scenario is None:
                return None
            record = replace(record, scenario=scenario)
    copy = copies.translated(record)
    if isinstance(copy, Scenario) and copy.joins:
        joined = {s.id for s in journey.scenarios if s.joins}
        copy = replace(copy, joins=tuple(id for id in copy.joins if id not in joined))
    return None if copy is None else cast(Record, replace(copy, id=copies.new[record.id]))


def _pasted_touchpoint(journey: Journey, record: Touchpoint, copies: Copies, place: _Place) -> Record:
    scenario = record.scenario if copies.has(record.scenario) else place.scenario
    phase: RecordId | None = record.phase
    is_known = journey.of(Phase, record.phase) is not None
    keeps = copies.has(record.scenario) or place.is_spread
    if not copies.has(record.phase) and not (is_known and keeps):
        phase = place.phase
    if scenario is None:
        raise refusal("no-scenario")
    if phase is None:
        raise refusal("no-phase")
    copy = copies.translated(replace(record, scenario=scenario, phase=phase))
    # What was known as the same touchpoint stays so, unless the scenario has that one; nothing else becomes so.
    lineage = (copy.scenario, copy.lineage)
    if lineage in place.lineages:
        copy = replace(copy, lineage=None)
    place.lineages.add(lineage)
    return cast(Touchpoint, replace(copy, id=copies.new[record.id]))


def _has_ends(connection: Connection, copies: Copies) -> bool:
    return copies.has(connection.source) and copies.has(connection.target)


def _scenario(journey: Journey, wanted: RecordId | None) -> RecordId | None:
    if journey.of(Scenario, wanted) is not None:
        return wanted
    return journey.scenarios[0].id if journey.scenarios else None


def _phase(journey: Journey, wanted: RecordId | None) -> RecordId | None:
    if journey.of(Phase, wanted) is not None:
        return wanted
    return journey.phases[0].id if journey.phases else None


def in_rows(journey: Journey, copies: Sequence[Record], behind: set[RecordId]) -> list[Record]:
    """The copies with order keys: behind the last of `behind` in their row, else at its end."""
    rows: dict[Any, list[Record]] = {}
    for copy in copies:
        if "order" in type(copy).__slots__:
            rows.setdefault(_row(copy), []).append(copy)
    there: dict[Any, list[Record]] = {row: [] for row in rows}
    for record in journey.records():
        row = _row(record)
        if row in there:
            there[row].append(record)
    keys: dict[RecordId, str] = {}
    for row, group in rows.items():
        keys.update(zip((r.id for r in group), _keys(there[row], behind, len(group)), strict=True))
    return [replace(c, order=keys[c.id]) if c.id in keys else c for c in copies]


def _row(record: Record) -> tuple[str, ...]:
    """Among which records the order of one counts."""
    if isinstance(record, Touchpoint):
        return record.KIND, record.scenario, record.phase
    if isinstance(record, Card):
        return record.KIND, record.anchor, record.lane, record.scenario
    return (record.KIND,)


def _keys(there: Sequence[Any], behind: set[RecordId], count: int) -> list[str]:
    index = max((i + 1 for i, r in enumerate(there) if r.id in behind), default=len(there))
    low = there[index - 1].order if index else None
    # Two records with one key (merged by hand), or keys without room: the copies go behind the next.
    for high in [r.order for r in there[index:]]:
        try:
            return keys_between(low, high, count)
        except ValueError:
            low = max(low or high, high)
    return keys_between(low, None, count)
