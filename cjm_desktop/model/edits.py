"""Edits: pure functions from a journey and a wish to the change that fulfils it.

None of them touches the journey. Each raises CjmError with one sentence when the wish can't be fulfilled.
`Document.edit` (or `Journey.apply`) carries the change out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from cjm_desktop.model.change import Change, created, deleted, replaced
from cjm_desktop.model.fields import spec
from cjm_desktop.model.ids import key_between, keys_between, new_id
from cjm_desktop.model.journey import Journey, references
from cjm_desktop.model.problems import CjmError, refusal
from cjm_desktop.model.records import (
    CARD_LANES,
    LISTS,
    NAME_FIELDS,
    Card,
    Comment,
    Connection,
    Experience,
    Lane,
    Phase,
    Record,
    RecordId,
    Scenario,
    Touchpoint,
)
from cjm_desktop.model.rules import record_problems, reference_problems

R = TypeVar("R", bound=Record)


# -- one record ----------------------------------------------------------------------------------


def update(journey: Journey, id: RecordId, **fields: Any) -> Change:
    """Give fields of one record new values; CjmError when a value breaks a rule."""
    old = _known(journey, id)
    new = replace(old, **fields)
    problems = list(record_problems(new, ""))
    problems += [p for p in reference_problems(_Glance(journey, new), new, "") if p.code != "dangling"]
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
    return update(journey, id, **{NAME_FIELDS[_known(journey, id).KIND]: name})


def set_experience(
    journey: Journey, touchpoint: RecordId, persona: RecordId, **fields: float | str | None
) -> Change:
    """Set emotional, functional, expected (−2…2 or None) or word of one persona at one touchpoint."""
    old = cast(Touchpoint, _known(journey, touchpoint))
    was = old.experience_of(persona)
    now = replace(was or Experience(persona=persona), **fields)  # type: ignore[arg-type]
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
    if "order" in type(record).__slots__:
        siblings = [r for r in journey.records() if type(r) is type(record)]
        last = max((cast(Any, r).order for r in siblings), default=None)
        record = replace(record, order=key_between(last, None))  # type: ignore[call-arg]
    problems = list(record_problems(record, ""))
    if problems:
        raise CjmError(replace_path(p) for p in problems)
    return created(record)


def add_phase(journey: Journey, name: str, after: RecordId | None = None, **fields: Any) -> Change:
    """Add a phase after another (None = at the end)."""
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
    where = cast(Lane, _known(journey, lane))
    if where.kind not in CARD_LANES:
        raise refusal("not-a-card-lane", name=where.name)
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


def move_touchpoints(
    journey: Journey, ids: Iterable[RecordId], phase: RecordId, before: RecordId | None = None
) -> Change:
    """Move touchpoints, in road order, into a phase before another of it (None = at its end)."""
    moving = set(ids)
    touchpoints = [t for t in journey.touchpoints if t.id in moving]
    if not touchpoints:
        return Change()
    if journey.of(Phase, phase) is None:
        raise refusal("no-phase")
    scenario = touchpoints[0].scenario
    row = [t for t in journey.road(scenario) if t.phase == phase]
    full = [t.id for t in row]
    rest = [t for t in row if t.id not in moving]
    if before in moving and before in full:
        # The drop place is one of the moved: the first that stays behind it is meant.
        behind = [t for t in full[full.index(before) :] if t not in moving]
        before = behind[0] if behind else None
    index = next((i for i, t in enumerate(rest) if t.id == before), len(rest))
    wanted = [t.id for t in rest[:index]] + [t.id for t in touchpoints] + [t.id for t in rest[index:]]
    if wanted == full:
        return Change()
    low = rest[index - 1].order if index else None
    high = rest[index].order if index < len(rest) else None
    keys = _keys(low, high, len(touchpoints))
    if keys is None:
        return _renumbered(journey, wanted, phase)
    pairs = zip(touchpoints, keys, strict=True)
    return replaced(*((t, replace(t, phase=phase, order=key)) for t, key in pairs))


def move_in_list(journey: Journey, id: RecordId, before: RecordId | None) -> Change:
    """Move a phase, lane, scenario, persona, channel or owner before another of its list (None = last)."""
    record = _known(journey, id)
    row = [cast(Any, r) for r in journey.records() if type(r) is type(record)]
    if before == id:
        return Change()
    rest = [r for r in row if r.id != id]
    index = next((i for i, r in enumerate(rest) if r.id == before), len(rest))
    if [r.id for r in row] == [r.id for r in (*rest[:index], record, *rest[index:])]:
        return Change()
    low = rest[index - 1].order if index else None
    high = rest[index].order if index < len(rest) else None
    keys = _keys(low, high, 1)
    if keys is None:
        whole = [*rest[:index], record, *rest[index:]]
        fresh = keys_between(None, None, len(whole))
        return replaced(*((r, replace(r, order=k)) for r, k in zip(whole, fresh, strict=True)))
    return replaced((record, replace(record, order=keys[0])))  # type: ignore[call-arg]


def move_card(
    journey: Journey, id: RecordId, lane: RecordId, anchor: RecordId, before: RecordId | None = None
) -> Change:
    """Move a card to another cell (or place in its cell)."""
    card = cast(Card, _known(journey, id))
    where = cast(Lane, _known(journey, lane))
    if where.kind not in CARD_LANES:
        raise refusal("not-a-card-lane", name=where.name)
    rest = [c for c in journey.cards_at(anchor, lane, card.scenario) if c.id != id]
    index = next((i for i, c in enumerate(rest) if c.id == before), len(rest))
    low = rest[index - 1].order if index else None
    high = rest[index].order if index < len(rest) else None
    keys = _keys(low, high, 1) or ["a0"]
    return replaced((card, replace(card, lane=lane, anchor=anchor, order=keys[0])))


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
    lane its cards. The last phase and the last scenario stay (CjmError).
    """
    gone: dict[RecordId, Record] = {}
    queue = [_known(journey, id) for id in dict.fromkeys(ids)]
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
    return deleted(*gone.values()).then(replaced(*pairs))


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


# -- copying -------------------------------------------------------------------------------------


def closure(journey: Journey, ids: Iterable[RecordId]) -> tuple[Record, ...]:
    """The records and what hangs on them (cards of touchpoints, connections between them), in file order."""
    chosen = set(ids)
    chosen |= {t.id for t in journey.touchpoints if t.phase in chosen or t.scenario in chosen}
    for card in journey.cards:
        if card.anchor in chosen or card.lane in chosen:
            chosen.add(card.id)
    chosen |= {c.id for c in journey.connections if c.source in chosen and c.target in chosen}
    return tuple(r for r in journey.records() if r.id in chosen)


def duplicate(journey: Journey, ids: Iterable[RecordId]) -> Change:
    """Copy records with what hangs on them; touchpoints land right after the last of the originals."""
    records = closure(journey, ids)
    touchpoints = [r for r in records if isinstance(r, Touchpoint)]
    after = touchpoints[-1] if touchpoints else None
    phase = after.phase if after else None
    scenario = after.scenario if after else None
    return paste(journey, records, scenario=scenario, phase=phase, after=after.id if after else None)


def paste(
    journey: Journey,
    records: Sequence[Record],
    scenario: RecordId | None = None,
    phase: RecordId | None = None,
    after: RecordId | None = None,
    anchor: RecordId | None = None,
) -> Change:
    """Add copies of records under new ids.

    `records` may come from another journey: what they refer to and the target lacks is brought along when it is
    among them (channels, owners, lanes matched by name first) and cleared otherwise. Touchpoints go into `phase`
    of `scenario` after `after` (their own phases when several and known here); lone cards go to `anchor`.
    """
    if not records:
        raise refusal("nothing-to-paste")
    scenario = scenario or (journey.scenarios[0].id if journey.scenarios else None)
    phases_in = {r.id for r in records if isinstance(r, Phase)}
    new: dict[RecordId, RecordId] = {}
    names = {(r.KIND, _name(r)): r.id for r in journey.records() if r.KIND in _MATCHED and _name(r)}
    wanted = []
    for record in records:
        here = journey.get(record.id)
        if record.KIND in _MATCHED and (here == record or (record.KIND, _name(record)) in names):
            new[record.id] = record.id if here == record else names[(record.KIND, _name(record))]
        else:
            new[record.id] = new_id(record.KIND) if record.KIND in LIST_KINDS else record.id
            wanted.append(record)
    if not phases_in and any(isinstance(r, Touchpoint) for r in wanted):
        if phase is None and journey.phases:
            phase = journey.phases[0].id
        if phase is None:
            raise refusal("no-phase")
    wanted_ids = {r.id for r in wanted}
    fresh: list[Record] = []
    tail = after
    for record in wanted:
        copy = _renamed_references(record, new, journey)
        copy = replace(copy, id=new[record.id])
        if isinstance(copy, Touchpoint):
            if scenario is None:
                raise refusal("last-scenario")
            keep_phase = copy.phase if cast(Touchpoint, record).phase in phases_in else phase
            copy = replace(copy, scenario=scenario, phase=cast(str, keep_phase))
        elif isinstance(copy, Card):
            old = cast(Card, record)
            if old.anchor not in wanted_ids and anchor is not None:
                copy = replace(copy, anchor=anchor)
            if scenario is not None:
                copy = replace(copy, scenario=scenario)
            if copy.anchor not in journey and copy.anchor not in new.values():
                continue
            if copy.lane not in journey and copy.lane not in new.values():
                continue
        elif isinstance(copy, Connection | Comment) and not _ends_known(copy, journey, set(new.values())):
            continue
        fresh.append(copy)
    if not fresh:
        raise refusal("nothing-to-paste")
    fresh = _placed(journey, fresh, tail)
    return created(*fresh)


LIST_KINDS = {cls.KIND for cls in LISTS.values()}
#: Records that stand for the same thing in two journeys when their names are the same.
_MATCHED = {"channel", "owner", "lane", "persona", "evidence", "asset", "scenario"}


def _name(record: Record) -> str:
    value = getattr(record, NAME_FIELDS.get(record.KIND, "id"), None)
    return str(value or "")


def _ends_known(record: Record, journey: Journey, new: set[RecordId]) -> bool:
    ends = [record.source, record.target] if isinstance(record, Connection) else [cast(Comment, record).anchor]
    return all(end in new or end in journey for end in ends)


def _renamed_references(record: R, new: dict[RecordId, RecordId], journey: Journey) -> R:
    """The record with its references translated; those that lead nowhere are cleared when they may be."""

    def translated(part: Any) -> Any:
        fields: dict[str, Any] = {}
        for name in {field.split(".")[0] for field, _ in references(part)}:
            field, value = spec(type(part), name), getattr(part, name)
            if field.shape == "part":
                parts = [translated(p) for p in (value if field.many else (value,))]
                parts = [p for p in parts if p is not None]
                fields[name] = tuple(parts) if field.many else (parts[0] if parts else None)
                continue
            ids = [new.get(id, id) for id in (value if field.many else (value,))]
            known = [id for id in ids if id in journey or id in new.values()]
            if field.many:
                fields[name] = tuple(known)
            elif known:
                fields[name] = known[0]
            elif field.optional:
                fields[name] = None
            elif not isinstance(part, Record):
                return None
        return replace(part, **fields) if fields else part

    return cast(R, translated(record))


def _placed(journey: Journey, fresh: list[Record], after: RecordId | None) -> list[Record]:
    """Give copies order keys behind `after` (touchpoints) or at the end of their list or cell."""
    out: list[Record] = []
    last: dict[Any, str | None] = {}
    touchpoints = [r for r in fresh if isinstance(r, Touchpoint)]
    keys: dict[RecordId, str] = {}
    for phase in dict.fromkeys(t.phase for t in touchpoints):
        group = [t for t in touchpoints if t.phase == phase]
        row = [t for t in journey.road(group[0].scenario) if t.phase == phase]
        index = next((i + 1 for i, t in enumerate(row) if t.id == after), len(row))
        low = row[index - 1].order if index else None
        high = row[index].order if index < len(row) else None
        if low is not None and high is not None and low >= high:
            high = None
        keys.update(zip((t.id for t in group), keys_between(low, high, len(group)), strict=True))
    for record in fresh:
        if isinstance(record, Touchpoint):
            record = replace(record, order=keys[record.id])
        elif "order" in type(record).__slots__:
            cell: Any = record.KIND
            if isinstance(record, Card):
                cell = (record.anchor, record.lane, record.scenario)
                row_cards = journey.cards_at(*cell)
                end = row_cards[-1].order if row_cards else None
            else:
                orders = [cast(Any, r).order for r in journey.records() if type(r) is type(record)]
                end = max(orders, default=None)
            last.setdefault(cell, end)
            last[cell] = key_between(last[cell], None)
            record = replace(record, order=last[cell])  # type: ignore[call-arg]
        out.append(record)
    return out


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
        return tuple(own if isinstance(own, Connection) and c.id == own.id else c for c in found)


def replace_path(problem: Any) -> Any:
    """The problem without its record-less path (".title" means nothing to a user at a form)."""
    return replace(problem, path="")


def _known(journey: Journey, id: RecordId) -> Record:
    record = journey.get(id)
    if record is None:
        raise refusal("unknown-record")
    return record


def _sound(record: R) -> R:
    problems = list(record_problems(record, ""))
    if problems:
        raise CjmError(replace_path(p) for p in problems)
    return record


def _key_after(row: Sequence[Any], after: RecordId | None) -> str:
    index = next((i + 1 for i, r in enumerate(row) if r.id == after), len(row))
    low = row[index - 1].order if index else None
    high = row[index].order if index < len(row) else None
    if low is not None and high is not None and low >= high:
        # Two records with one key (merged by hand): the new one goes behind both.
        high = next((r.order for r in row[index:] if r.order > low), None)
    return key_between(low, high)


def _keys(low: str | None, high: str | None, count: int) -> list[str] | None:
    if low is not None and high is not None and low >= high:
        return None
    return keys_between(low, high, count)


def _renumbered(journey: Journey, ids: Sequence[RecordId], phase: RecordId) -> Change:
    """Fresh keys for a whole row: only when two neighbours shared one."""
    keys = keys_between(None, None, len(ids))
    rows = [cast(Touchpoint, journey[id]) for id in ids]
    return replaced(*((t, replace(t, phase=phase, order=k)) for t, k in zip(rows, keys, strict=True)))
