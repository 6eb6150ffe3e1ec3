"""Edits: pure functions from a journey and a wish to the change that fulfils it.

None of them touches the journey. Each raises CjmError with one sentence when the wish can't be fulfilled.
`Document.edit` (or `Journey.apply`) carries the change out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, cast

from cjm_desktop.frozen import replace
from cjm_desktop.model.change import Change, created, deleted, replaced
from cjm_desktop.model.copying import closure as closure
from cjm_desktop.model.copying import duplicate as duplicate
from cjm_desktop.model.copying import paste as paste
from cjm_desktop.model.fields import spec
from cjm_desktop.model.ids import key_between, new_id
from cjm_desktop.model.journey import Journey, references
from cjm_desktop.model.moving import free_phases, keys_in_gap, known
from cjm_desktop.model.moving import move_card as move_card
from cjm_desktop.model.moving import move_in_list as move_in_list
from cjm_desktop.model.moving import move_touchpoints as move_touchpoints
from cjm_desktop.model.phases import merge_with_next as merge_with_next
from cjm_desktop.model.phases import shift_phase as shift_phase
from cjm_desktop.model.phases import split_phase as split_phase
from cjm_desktop.model.problems import CjmError, refusal
from cjm_desktop.model.records import (
    CARD_LANES,
    INFO_ID,
    NAME_FIELDS,
    STAMP_ID,
    Card,
    Connection,
    Experience,
    Lane,
    Phase,
    Record,
    RecordId,
    Scenario,
    Touchpoint,
)
from cjm_desktop.model.replacing import replace_references as replace_references
from cjm_desktop.model.replacing import uses as uses
from cjm_desktop.model.replacing import without_unused_pictures as without_unused_pictures
from cjm_desktop.model.rules import record_problems, reference_problems
from cjm_desktop.model.scenarios import may_join

R = TypeVar("R", bound=Record)


# -- one record ----------------------------------------------------------------------------------


def update(journey: Journey, id: RecordId, **fields: Any) -> Change:
    """Give fields of one record new values; CjmError when a value breaks a rule."""
    old = known(journey, id)
    new = replace(old, **fields)
    if isinstance(old, Phase) and old.name != cast(Phase, new).name:
        free_phases(journey)
    problems = list(record_problems(new, ""))
    glance = _Glance(journey, new)
    around: list[Record] = [new]
    if isinstance(new, Connection):
        source = glance.of(Touchpoint, new.source)
        around += [source] if source else []
    elif isinstance(new, Touchpoint):
        around += journey.connections_of(id)
    elif isinstance(new, Scenario) and new.joins:
        may_join(journey, new)
    for record in around:
        problems += [p for p in reference_problems(glance, record, "") if p.code != "dangling"]
    if problems:
        raise CjmError(replace_path(p) for p in problems)
    return replaced((old, new))


def update_many(journey: Journey, ids: Iterable[RecordId], **fields: Any) -> Change:
    """Give the same fields of several records the same values, as one change."""
    change = Change()
    for id in dict.fromkeys(ids):
        change = change.then(update(journey, id, **fields))
    return change


def rename(journey: Journey, id: RecordId, name: str) -> Change:
    """Give a record the name that a person calls it by (a card: its text)."""
    return update(journey, id, **{NAME_FIELDS[known(journey, id).KIND]: name})


def set_experience(
    journey: Journey, touchpoint: RecordId, persona: RecordId, **fields: float | str | None
) -> Change:
    """Set emotional, functional, expected (−2…2 or None) or word of one persona at one touchpoint."""
    old = cast(Touchpoint, known(journey, touchpoint))
    known(journey, persona)
    was = old.experience_of(persona)
    now = replace(was or Experience(persona=persona), **fields)
    empty = now == Experience(persona=persona)
    kept = [e for e in old.experience if e.persona != persona]
    if was is not None and not empty:
        kept.insert([e.persona for e in old.experience].index(persona), now)
    elif not empty:
        kept.append(now)
    return update(journey, touchpoint, experience=tuple(kept))


def shift_emotion(journey: Journey, touchpoints: Iterable[RecordId], persona: RecordId, by: float) -> Change:
    """Raise or lower the emotion of one persona at several touchpoints, kept within −2…2, to 0.1."""
    change = Change()
    for id in dict.fromkeys(touchpoints):
        touchpoint = journey.of(Touchpoint, id)
        if touchpoint is not None:
            felt = touchpoint.experience_of(persona)
            score = (felt.emotional if felt and felt.emotional is not None else 0.0) + by
            new = round(min(2.0, max(-2.0, score)), 1)
            change = change.then(set_experience(journey, id, persona, emotional=new))
    return change


# -- adding --------------------------------------------------------------------------------------


def add(journey: Journey, record: Record) -> Change:
    """Add one new record at the end of its list; its order key is set when it has one."""
    if isinstance(record, Phase):
        free_phases(journey)
    if "order" in type(record).__slots__:
        siblings = [r for r in journey.records() if type(r) is type(record)]
        last = max((cast(Any, r).order for r in siblings), default=None)
        record = replace(record, order=key_between(last, None))
    problems = list(record_problems(record, ""))
    problems += [
        p for p in reference_problems(_Glance(journey, record), record, "") if p.code == "wrong-kind"
    ]
    if problems:
        raise CjmError(replace_path(p) for p in problems)
    return created(record)


def add_phase(journey: Journey, name: str, after: RecordId | None = None, **fields: Any) -> Change:
    """Add a phase after another (None = at the end)."""
    free_phases(journey)
    order = _key_after(journey.phases, after)
    return created(_sound(Phase(id=new_id("phase"), order=order, name=name, **fields)))


def add_lane(journey: Journey, kind: str, name: str, after: RecordId | None = None) -> Change:
    """Add a lane after another (None = at the bottom)."""
    order = _key_after(journey.lanes, after)
    return created(_sound(Lane(id=new_id("lane"), order=order, name=name, kind=cast(Any, kind))))


def add_touchpoint(
    journey: Journey,
    scenario: RecordId,
    phase: RecordId,
    title: str = "",
    after: RecordId | None = None,
    **fields: Any,
) -> Change:
    """Add a touchpoint in a phase, after another of that phase (None = at the end of the phase)."""
    if journey.of(Phase, phase) is None:
        raise refusal("no-phase")
    known(journey, scenario)
    scenario = journey.part_for(scenario, phase, after)
    siblings = [t for t in journey.road(scenario) if t.phase == phase]
    order = _key_after(siblings, after)
    touchpoint = Touchpoint(
        id=new_id("touchpoint"), scenario=scenario, phase=phase, order=order, title=title, **fields
    )
    return created(_sound(touchpoint))


def add_card(
    journey: Journey, lane: RecordId, anchor: RecordId, scenario: RecordId, text: str = "", **fields: Any
) -> Change:
    """Put a card in a cell, below the cards that are there."""
    where = cast(Lane, known(journey, lane))
    if where.kind not in CARD_LANES:
        raise refusal("not-a-card-lane", name=where.name)
    known(journey, anchor)
    known(journey, scenario)
    scenario = journey.part_for(scenario, anchor, anchor)
    there = journey.cards_at(anchor, lane, scenario)
    card = Card(
        id=new_id("card"),
        lane=lane,
        anchor=anchor,
        scenario=scenario,
        order=_key_after(there, None),
        text=text,
        **fields,
    )
    return created(_sound(card))


def set_cell(journey: Journey, lane: RecordId, anchor: RecordId, scenario: RecordId, text: str) -> Change:
    """Make the cell's first card say `text`: a new card when there is none, none when the text is empty."""
    there = journey.cards_at(anchor, lane, scenario)
    if not there:
        return add_card(journey, lane, anchor, scenario, text) if text else Change()
    if not text:
        return delete(journey, [there[0].id])
    return update(journey, there[0].id, text=text)


def connect(journey: Journey, source: RecordId, target: RecordId, **fields: Any) -> Change:
    """Lay a side road from one touchpoint to another; a way back is of the kind "return" unless told."""
    if source == target:
        raise refusal("self-connection")
    ends = [journey.of(Touchpoint, source), journey.of(Touchpoint, target)]
    if ends[0] is None or ends[1] is None:
        raise refusal("unknown-record")
    if "kind" not in fields:
        places = {t.id: i for i, t in enumerate(journey.road(ends[0].scenario))}
        backwards = places.get(target, 0) < places.get(source, 0)
        fields["kind"] = "return" if backwards else "choice"
    connection = Connection(id=new_id("connection"), source=source, target=target, **fields)
    after = journey.copy()
    after.apply(created(connection))
    problems = [*record_problems(connection, ""), *reference_problems(after, connection, "")]
    problems += reference_problems(after, after[source], "")
    if problems:
        raise CjmError(replace_path(p) for p in problems)
    return created(connection)


# -- moving --------------------------------------------------------------------------------------


def nudge(journey: Journey, ids: Iterable[RecordId], dx: float, dy: float) -> Change:
    """Move touchpoints by a small offset from their place on the road, in points."""
    change = Change()
    for id in dict.fromkeys(ids):
        touchpoint = journey.of(Touchpoint, id)
        if touchpoint is not None:
            x, y = round(touchpoint.dx + dx, 2), round(touchpoint.dy + dy, 2)
            change = change.then(update(journey, id, dx=x, dy=y))
    return change


# -- deleting ------------------------------------------------------------------------------------


def delete(journey: Journey, ids: Iterable[RecordId]) -> Change:
    """Delete records with all that hangs on them; references elsewhere are cleared.

    A touchpoint takes its connections, cards and comments along, a phase and a scenario their touchpoints, a
    lane its cards, and all of them pictures that nothing else shows. The last phase and the last scenario stay
    (CjmError).
    """
    gone: dict[RecordId, Record] = {}
    queue = [known(journey, id) for id in dict.fromkeys(ids) if id not in (INFO_ID, STAMP_ID)]
    if any(isinstance(record, Phase) for record in queue):
        free_phases(journey)
    cards_on: dict[RecordId, list[Card]] = {}
    for card in journey.cards:
        for place in (card.anchor, card.lane, card.scenario):
            cards_on.setdefault(place, []).append(card)
    while queue:
        record = queue.pop()
        if record.id in gone:
            continue
        gone[record.id] = record
        if isinstance(record, Touchpoint):
            queue += journey.connections_of(record.id)
        if isinstance(record, Phase | Scenario):
            queue += [t for t in journey.touchpoints if record.id in (t.phase, t.scenario)]
        queue += cards_on.get(record.id, ())
    for cls, code in ((Scenario, "last-scenario"), (Phase, "last-phase")):
        everything = [r for r in journey.records() if isinstance(r, cls)]
        if everything and all(r.id in gone for r in everything):
            raise refusal(code)
    comments = [c for c in journey.comments if c.anchor in gone and c.id not in gone]
    gone.update((c.id, c) for c in comments)
    pairs = [(r, _without(r, gone.keys())) for r in journey.records() if r.id not in gone]
    return without_unused_pictures(journey, deleted(*gone.values()).then(replaced(*pairs)))


def _without(record: R, gone: Iterable[RecordId]) -> R:
    """The record with every reference to the gone ids cleared."""
    lost = {field.split(".")[0] for field, id in references(record) if id in gone}
    fields: dict[str, Any] = {}
    for name in lost:
        field, value = spec(type(record), name), getattr(record, name)
        if field.shape == "part" and field.many:
            fields[name] = tuple(p for p in value if not any(id in gone for _, id in references(p)))
        elif field.shape == "part":
            fields[name] = _without(value, gone)
        elif field.many:
            fields[name] = tuple(id for id in value if id not in gone)
        else:
            fields[name] = None
    return replace(record, **fields) if fields else record


def move_and_delete(
    journey: Journey, ids: Sequence[RecordId], to: RecordId, others: Sequence[RecordId] = ()
) -> Change:
    """Delete records of one kind when everything that refers to them refers to another of it, as one change.

    `others` are deleted too, with nothing moved.
    """
    later, change = journey.copy(), Change()
    for id in dict.fromkeys(ids):
        moved = replace_references(later, id, to)
        later.apply(moved)
        change = change.then(moved)
    return change.then(delete(later, [*ids, *others]))


# -- help ----------------------------------------------------------------------------------------


class _Glance(Journey):
    """A journey as it would be with one record replaced; answers only what the rules ask."""

    def __init__(self, journey: Journey, record: Record) -> None:
        self._journey, self._record = journey, record

    def get(self, id: RecordId | None) -> Record | None:
        return self._record if id == self._record.id else self._journey.get(id)

    def __contains__(self, id: object) -> bool:
        return id == self._record.id or id in self._journey

    def connections_of(self, touchpoint: RecordId) -> tuple[Connection, ...]:
        own = self._record
        found = self._journey.connections_of(touchpoint)
        if not isinstance(own, Connection):
            return found
        others = tuple(c for c in found if c.id != own.id)
        return (*others, own) if touchpoint in (own.source, own.target) else others


def replace_path(problem: Any) -> Any:
    """The problem without its record-less path (".title" means nothing to a user at a form)."""
    return replace(problem, path="")


def _sound(record: R) -> R:
    problems = list(record_problems(record, ""))
    if problems:
        raise CjmError(replace_path(p) for p in problems)
    return record


def _key_after(row: Sequence[Any], after: RecordId | None) -> str:
    index = next((i + 1 for i, r in enumerate(row) if r.id == after), len(row))
    low = row[index - 1].order if index else None
    # Two records with one key (merged by hand), or keys without room: the new one goes behind the next.
    for high in [r.order for r in row[index:]]:
        if keys := keys_in_gap(low, high, 1):
            return keys[0]
        low = max(low or high, high)
    return key_between(low, None)
