"""From what the map tells to what is done about it: new insights, and actions that answer them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from cjm_desktop.i18n import _, in_language
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.moving import known
from cjm_desktop.model.problems import refusal
from cjm_desktop.model.records import Card, Lane, RecordId, Touchpoint


def action_lane(journey: Journey) -> Lane | None:
    """The lane where new actions go: that of opportunities, else that of insights; a visible one first."""
    return _lane(journey, ("opportunities", "insights"))


def insight_lane(journey: Journey) -> Lane | None:
    """The lane where new insights go; None when the journey has none."""
    return _lane(journey, ("insights",))


def _lane(journey: Journey, kinds: Sequence[str]) -> Lane | None:
    for kind in kinds:
        found = [lane for lane in journey.lanes if lane.kind == kind]
        if found:
            return next((lane for lane in found if lane.visible), found[0])
    return None


def new_insight(journey: Journey, scenario: RecordId, anchor: RecordId | None, text: str) -> Change:
    """An insight at a touchpoint or phase (None: where the road starts), in a lane made for it when there is none.

    CjmError when there is no place for it yet.
    """
    if anchor is None:
        road = journey.road(scenario)
        anchor = road[0].id if road else journey.phases[0].id if journey.phases else None
    if anchor is None:
        raise refusal("no-phase")
    place = anchor
    return _in_lane(
        journey,
        insight_lane(journey),
        "insights",
        lambda later, lane: edits.add_card(later, lane, place, scenario, text),
    )


def new_action(journey: Journey, source: RecordId, text: str) -> Change:
    """An open action that answers an insight or pain, at the same place, for the owner of the touchpoint there."""
    card = cast(Card, known(journey, source))
    place = journey.of(Touchpoint, card.anchor)
    owner = place.owner if place is not None else None
    return _in_lane(
        journey,
        action_lane(journey),
        "opportunities",
        lambda later, lane: edits.add_card(
            later,
            lane,
            card.anchor,
            card.scenario,
            text,
            span=card.span,
            answers=(card.id,),
            status="open",
            owner=owner,
        ),
    )


def _in_lane(
    journey: Journey, lane: Lane | None, kind: str, make: Callable[[Journey, RecordId], Change]
) -> Change:
    """What `make` gives for a lane, after the change that adds the lane when there is none."""
    if lane is not None:
        return make(journey, lane.id)
    with in_language(journey.info.language):
        name = _("Insights") if kind == "insights" else _("Opportunities")
    added = edits.add_lane(journey, kind, name)
    later = journey.copy()
    later.apply(added)
    (id,) = added.after
    return added.then(make(later, id))
