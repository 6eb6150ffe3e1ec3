"""One record in the place of another: what refers to a persona, channel, owner, lane … and how that is moved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, cast

from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_
from cjm_desktop.model.change import Change, deleted, replaced
from cjm_desktop.model.fields import spec
from cjm_desktop.model.ids import key_between
from cjm_desktop.model.journey import Journey, references
from cjm_desktop.model.moving import known, move_touchpoints
from cjm_desktop.model.problems import SENTENCES, refusal
from cjm_desktop.model.records import (
    CARD_LANES,
    Asset,
    Card,
    Lane,
    Persona,
    Phase,
    Record,
    RecordId,
    Touchpoint,
)

SENTENCES.update(
    {
        "not-alike": N_("Choose another of the same kind to move this to."),
    }
)
#: References that only say what is shown where: these alone make nothing "in use".
_LOOSE: Final = frozenset(
    (
        ("scenario", "personas"),
        ("info", "poster.lanes"),
        ("info", "poster.scenarios"),
        ("info", "poster.compare"),
        ("phase", "spanned"),
    )
)


def uses(journey: Journey, ids: Iterable[RecordId]) -> tuple[Record, ...]:
    """The records that refer to one of the ids and are not among them, in file order.

    Taking part in a scenario, standing on the poster or under a band is no use: nothing is lost with it.
    """
    wanted = frozenset(ids)
    return tuple(
        record
        for record in journey.records()
        if record.id not in wanted
        and any(id in wanted and (record.KIND, field) not in _LOOSE for field, id in references(record))
    )


def replace_references(journey: Journey, old: RecordId, new: RecordId) -> Change:
    """Let everything that refers to one record refer to another of its kind; both stay.

    Touchpoints and cards go behind what is there. What a persona felt goes over only where the other felt
    nothing yet. CjmError when the two are not alike, or cards would go to a lane that holds none.
    """
    source, target = known(journey, old), known(journey, new)
    if old == new or type(source) is not type(target):
        raise refusal("not-alike")
    if isinstance(target, Lane) and target.kind not in CARD_LANES and _has_cards(journey, old):
        raise refusal("not-a-card-lane", name=target.name)
    change = Change()
    if isinstance(source, Phase):
        for scenario in journey.scenarios:
            ids = [t.id for t in journey.touchpoints if t.scenario == scenario.id and t.phase == old]
            change = change.then(move_touchpoints(journey, ids, new))
    keys: dict[tuple[str, ...], str] = {}
    pairs: list[tuple[Record, Record]] = []
    for record in dict.fromkeys(record for record, _field in journey.references_to(old)):
        if isinstance(record, Touchpoint) and isinstance(source, Phase):
            continue  # moved above, in order
        now = _pointed(record, old, new)
        if isinstance(record, Card) and isinstance(source, Lane | Phase):
            now = replace(cast(Card, now), order=_last_key(journey, cast(Card, now), keys))
        pairs.append((record, now))
    return change.then(replaced(*pairs))


def without_unused_pictures(journey: Journey, change: Change) -> Change:
    """The change that also deletes the pictures that nothing shows any more after it.

    A file holds so many pictures only, and one that was taken away is not to travel on in it.
    """
    lost: set[RecordId] = set()
    for id, was in change.before.items():
        if was is not None:
            lost |= _pictures(journey, was) - _pictures(journey, change.after[id])
    lost -= change.after.keys()
    if not lost:
        return change
    stays = [r for r in journey.records() if r.id not in change.before]
    stays += [r for r in change.after.values() if r is not None]
    lost -= {id for record in stays for _field, id in references(record)}
    return change.then(deleted(*(journey[id] for id in sorted(lost))))


def _pictures(journey: Journey, record: Record | None) -> set[RecordId]:
    if record is None:
        return set()
    return {id for _field, id in references(record) if journey.of(Asset, id) is not None}


def _has_cards(journey: Journey, lane: RecordId) -> bool:
    return any(card.lane == lane for card in journey.cards)


def _pointed(record: Any, old: RecordId, new: RecordId) -> Any:
    """The record (or part) with every reference to one id turned to another."""
    fields: dict[str, Any] = {}
    for name in {field.split(".")[0] for field, id in references(record) if id == old}:
        field, value = spec(type(record), name), getattr(record, name)
        if name == "experience":
            fields[name] = _felt(value, old, new)
        elif name == "influences":
            own = isinstance(record, Persona) and record.id == new
            there = own or any(i.persona == new for i in value)
            kept = [i for i in value if i.persona != old or not there]
            fields[name] = tuple(replace(i, persona=new) if i.persona == old else i for i in kept)
        elif field.shape == "part":
            fields[name] = (
                tuple(_pointed(p, old, new) for p in value) if field.many else _pointed(value, old, new)
            )
        elif field.many:
            fields[name] = tuple(dict.fromkeys(new if id == old else id for id in value))
        else:
            fields[name] = new
    return replace(record, **fields)


def _felt(value: tuple[Any, ...], old: RecordId, new: RecordId) -> tuple[Any, ...]:
    if any(e.persona == new for e in value):
        return tuple(e for e in value if e.persona != old)
    return tuple(replace(e, persona=new) if e.persona == old else e for e in value)


def _last_key(journey: Journey, card: Card, keys: dict[tuple[str, ...], str]) -> str:
    """The order key behind all cards of the cell that the card comes to."""
    cell = (card.anchor, card.lane, card.scenario)
    if cell not in keys:
        there = journey.cards_at(*cell)
        keys[cell] = max((c.order for c in there), default="")
    keys[cell] = key_between(keys[cell] or None, None)
    return keys[cell]
