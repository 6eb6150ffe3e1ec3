"""Moving: touchpoints along the road, cards between cells, everything else within its list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_
from cjm_desktop.model.change import Change, replaced
from cjm_desktop.model.ids import key_between, keys_between
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, refusal
from cjm_desktop.model.records import CARD_LANES, Card, Lane, Phase, Record, RecordId, Touchpoint

SENTENCES.update(
    {
        "phases-locked": N_(
            "The phases are fixed; untick “The phases are fixed” in the properties of the journey to change them."
        )
    }
)


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
    keys = keys_in_gap(low, high, len(touchpoints))
    if keys is None:
        return _renumbered(journey, wanted, phase)
    pairs = zip(touchpoints, keys, strict=True)
    return replaced(*((t, replace(t, phase=phase, order=key)) for t, key in pairs))


def move_in_list(journey: Journey, id: RecordId, before: RecordId | None) -> Change:
    """Move a phase, lane, scenario, persona, channel or owner before another of its list (None = last)."""
    record = known(journey, id)
    row = [cast(Any, r) for r in journey.records() if type(r) is type(record)]
    if before == id:
        return Change()
    if isinstance(record, Phase):
        free_phases(journey)
    rest = [r for r in row if r.id != id]
    index = next((i for i, r in enumerate(rest) if r.id == before), len(rest))
    if [r.id for r in row] == [r.id for r in (*rest[:index], record, *rest[index:])]:
        return Change()
    low = rest[index - 1].order if index else None
    high = rest[index].order if index < len(rest) else None
    keys = keys_in_gap(low, high, 1)
    if keys is None:
        whole = [*rest[:index], record, *rest[index:]]
        fresh = keys_between(None, None, len(whole))
        return replaced(*((r, replace(r, order=k)) for r, k in zip(whole, fresh, strict=True)))
    return replaced((record, replace(record, order=keys[0])))


def move_card(
    journey: Journey, id: RecordId, lane: RecordId, anchor: RecordId, before: RecordId | None = None
) -> Change:
    """Move a card to another cell (or place in its cell)."""
    card = cast(Card, known(journey, id))
    where = cast(Lane, known(journey, lane))
    if where.kind not in CARD_LANES:
        raise refusal("not-a-card-lane", name=where.name)
    known(journey, anchor)
    # Where journeys are joined, the cell may be another scenario's.
    target = journey.of(Touchpoint, anchor)
    scenario = target.scenario if target is not None else card.scenario
    rest = [c for c in journey.cards_at(anchor, lane, scenario) if c.id != id]
    index = next((i for i, c in enumerate(rest) if c.id == before), len(rest))
    low = rest[index - 1].order if index else None
    high = rest[index].order if index < len(rest) else None
    keys = keys_in_gap(low, high, 1) or [key_between(max(c.order for c in rest), None)]
    return replaced((card, replace(card, lane=lane, anchor=anchor, scenario=scenario, order=keys[0])))


def free_phases(journey: Journey) -> None:
    """CjmError when the author fixed the phases: none is added, renamed, moved, split, merged or deleted then."""
    if journey.info.phases_locked:
        raise refusal("phases-locked")


def known(journey: Journey, id: RecordId) -> Record:
    """The record of that id; CjmError when the journey has none."""
    record = journey.get(id)
    if record is None:
        raise refusal("unknown-record")
    return record


def keys_in_gap(low: str | None, high: str | None, count: int) -> list[str] | None:
    """Keys between two keys; None when there is no room between them."""
    try:
        return keys_between(low, high, count)
    except ValueError:
        return None


def _renumbered(journey: Journey, ids: Sequence[RecordId], phase: RecordId) -> Change:
    """Fresh keys for a whole row: only when two neighbours shared one."""
    keys = keys_between(None, None, len(ids))
    rows = [cast(Touchpoint, journey[id]) for id in ids]
    return replaced(*((t, replace(t, phase=phase, order=k)) for t, k in zip(rows, keys, strict=True)))
