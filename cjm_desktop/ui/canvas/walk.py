"""Where the arrow keys and Tab lead, and where a touchpoint lands along the road: pure questions, no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_desktop.layout.columns import bands_of, road_of
from cjm_desktop.layout.placement import JourneyLayout
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, Connection, Lane, Phase, RecordId, Touchpoint


def in_order(journey: Journey, scenario: RecordId) -> list[RecordId]:
    """The touchpoints in the order of walking: along the road, then through the bands under it."""
    road = [t.id for t in road_of(journey, scenario)]
    whole = journey.road(scenario)
    if len(road) == len(whole):
        return road
    on_road = set(road)
    return road + [t.id for t in whole if t.id not in on_road]


def along_road(journey: Journey, scenario: RecordId, id: RecordId | None, step: int) -> RecordId | None:
    """The touchpoint `step` further along the road; from nothing the first or last; None past the ends."""
    road = in_order(journey, scenario)
    if not road:
        return None
    if id not in road:
        return road[0] if step > 0 else road[-1]
    index = road.index(id) + step
    return road[index] if 0 <= index < len(road) else None


def touchpoint_of(journey: Journey, scenario: RecordId, id: RecordId | None) -> RecordId | None:
    """The touchpoint that a record belongs to: itself, a card's anchor, a phase's first, a road's start."""
    record = journey.get(id)
    if isinstance(record, Touchpoint):
        return record.id
    if isinstance(record, Card):
        return touchpoint_of(journey, scenario, record.anchor)
    if isinstance(record, Connection):
        return record.source
    if isinstance(record, Phase):
        return next((t.id for t in journey.road(scenario) if t.phase == record.id), None)
    return None


def column_stops(
    journey: Journey, scenario: RecordId, layout: JourneyLayout, touchpoint: RecordId
) -> list[RecordId]:
    """What the up and down keys pass in the column of a touchpoint: phase, touchpoint, cards from lane to lane."""
    record = journey.of(Touchpoint, touchpoint)
    if record is None:
        return []
    phase, here = record.phase, [touchpoint]
    if layout.bands:
        phase, here = _with_bands(layout, touchpoint, phase)
    out = [phase, *here]
    first = next((t.id for t in journey.road(scenario) if t.phase == phase), None)
    for row in layout.rows:
        if first in here:
            out += [c.id for c in journey.cards_at(phase, row.lane, scenario)]
        for id in here:
            out += [c.id for c in journey.cards_at(id, row.lane, scenario)]
    return out


def _with_bands(
    layout: JourneyLayout, touchpoint: RecordId, phase: RecordId
) -> tuple[RecordId, list[RecordId]]:
    """The phase of the column in which a touchpoint stands, and all that stand there: on the road and in bands."""
    stops = [stop for band in layout.bands for stop in band.stops]
    x = next((x for x, id in stops if id == touchpoint), None)
    column = next((c for c in layout.columns if c.touchpoint == touchpoint), None)
    if x is not None:
        column = layout.column_at(x)
    if column is None:
        return phase, [touchpoint]
    on_road = [column.touchpoint] if column.touchpoint is not None else []
    return column.phase, on_road + [id for x, id in stops if layout.column_at(x) is column]


def step(
    journey: Journey, scenario: RecordId, layout: JourneyLayout, id: RecordId | None, dx: int, dy: int
) -> RecordId | None:
    """The record that an arrow key leads to, or None when there is none that way."""
    record = journey.get(id)
    if record is None:
        return along_road(journey, scenario, None, 1)
    if isinstance(record, Lane):
        return _neighbour([row.lane for row in layout.rows], record.id, dx + dy)
    if isinstance(record, Phase) and dx:
        return _neighbour([p.id for p in journey.phases], record.id, dx)
    here = touchpoint_of(journey, scenario, id)
    if here is None:
        return along_road(journey, scenario, None, 1)
    if dy:
        stops = column_stops(journey, scenario, layout, here)
        return _neighbour(stops, record.id, dy) if record.id in stops else here
    if isinstance(record, Card):
        there = along_road(journey, scenario, here, dx)
        while there is not None:
            cards = journey.cards_at(there, record.lane, scenario)
            if cards:
                return cards[0].id
            there = along_road(journey, scenario, there, dx)
        return None
    return along_road(journey, scenario, here, dx)


def _neighbour(ids: Sequence[RecordId], id: RecordId, step: int) -> RecordId | None:
    index = ids.index(id) + step if id in ids else 0
    return ids[index] if 0 <= index < len(ids) else None


def moved_along_road(journey: Journey, scenario: RecordId, ids: Sequence[RecordId], step: int) -> Change:
    """Move touchpoints one place along the road, also into the phase before or after."""
    road = journey.road(scenario)
    chosen = [t for t in road if t.id in ids]
    if not chosen:
        return Change()
    edge = chosen[-1] if step > 0 else chosen[0]
    row = [t.id for t in road if t.phase == edge.phase]
    rest = [id for id in row if id not in ids]
    # The neighbour to pass: the first one that stays, seen from the edge that leads.
    ahead = row[row.index(edge.id) + 1 :] if step > 0 else row[: row.index(edge.id)]
    ahead = [id for id in ahead if id in rest]
    if ahead and step > 0:
        after = rest[rest.index(ahead[0]) + 1 :]
        return edits.move_touchpoints(journey, ids, edge.phase, after[0] if after else None)
    if ahead:
        return edits.move_touchpoints(journey, ids, edge.phase, ahead[-1])
    bands = {p.id for p in bands_of(journey)}
    phases = [p.id for p in journey.phases if (p.id in bands) == (edge.phase in bands)]
    index = phases.index(edge.phase) + step
    if not 0 <= index < len(phases):
        return Change()
    there = [t.id for t in road if t.phase == phases[index]]
    before = there[0] if there and step > 0 else None
    return edits.move_touchpoints(journey, ids, phases[index], before)


def added_touchpoint(
    journey: Journey, scenario: RecordId, phase: RecordId, before: RecordId | None
) -> tuple[Change, RecordId]:
    """A new touchpoint without a title before another of its phase (None = at its end), and its id."""
    neighbour = journey.of(Touchpoint, before)
    change = edits.add_touchpoint(journey, neighbour.scenario if neighbour else scenario, phase)
    (id,) = change.after
    if before is not None:
        later = journey.copy()
        later.apply(change)
        change = change.then(edits.move_touchpoints(later, [id], phase, before))
    return change, id


def copied_touchpoints(
    journey: Journey, ids: Sequence[RecordId], phase: RecordId, before: RecordId | None
) -> tuple[Change, list[RecordId]]:
    """Copies of touchpoints with what hangs on them, put before another of a phase, and their ids."""
    change = edits.duplicate(journey, ids)
    new = [id for id, record in change.after.items() if isinstance(record, Touchpoint)]
    later = journey.copy()
    later.apply(change)
    return change.then(edits.move_touchpoints(later, new, phase, before)), new
