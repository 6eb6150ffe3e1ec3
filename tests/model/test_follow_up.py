"""New insights and the actions that answer them: where they go and what they carry."""

import pytest

from cjm_desktop.model import edits
from cjm_desktop.model.follow_up import action_lane, insight_lane, new_action, new_insight
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Card, Owner
from cjm_desktop.model.rules import check
from cjm_desktop.model.starter import starting_records


@pytest.fixture
def journey() -> Journey:
    """One touchpoint with an owner; lanes for pains and opportunities, none for insights."""
    made = Journey([*starting_records("nl", "Jas", phases=("Kijk",)), Owner(id="ow", name="Logistiek")])
    scenario = made.scenarios[0].id
    made.apply(edits.add_touchpoint(made, scenario, made.phases[0].id, "Wacht", owner="ow"))
    return made


def only(change: object, cls: type[Card] = Card) -> Card:
    (found,) = [r for r in change.after.values() if isinstance(r, cls)]  # type: ignore[attr-defined]
    return found


def test_an_insight_makes_its_lane_when_there_is_none(journey: Journey) -> None:
    assert insight_lane(journey) is None
    before = journey.copy()
    change = new_insight(journey, journey.scenarios[0].id, None, "Wachten is erger dan betalen")
    journey.apply(change)
    lane = insight_lane(journey)
    assert lane is not None
    assert lane.name == "Inzichten"
    assert only(change).anchor == journey.touchpoints[0].id
    assert check(journey) == []
    journey.apply(change.inverted())
    assert journey == before


def test_an_action_answers_at_the_same_place_for_the_same_owner(journey: Journey) -> None:
    scenario = journey.scenarios[0].id
    insight = new_insight(journey, scenario, journey.touchpoints[0].id, "Wachten is erger")
    journey.apply(insight)
    action = only(new_action(journey, only(insight).id, "Bericht sturen"))
    assert action.answers == (only(insight).id,)
    assert (action.anchor, action.status, action.owner) == (journey.touchpoints[0].id, "open", "ow")
    lane = action_lane(journey)
    assert lane is not None
    assert (action.lane, lane.kind) == (lane.id, "opportunities")


def test_without_opportunities_an_action_goes_among_the_insights(journey: Journey) -> None:
    journey.apply(edits.delete(journey, [n.id for n in journey.lanes if n.kind == "opportunities"]))
    pains = next(n.id for n in journey.lanes if n.kind == "pains")
    pain = edits.add_card(journey, pains, journey.phases[0].id, journey.scenarios[0].id, "Duur")
    journey.apply(pain)
    change = new_action(journey, only(pain).id, "Korting")
    journey.apply(change)
    assert [n.kind for n in journey.lanes][-1] == "opportunities"
    assert only(change).owner is None  # a phase has none


def test_a_hidden_lane_is_the_last_resort(journey: Journey) -> None:
    (first,) = [n for n in journey.lanes if n.kind == "opportunities"]
    journey.apply(edits.update(journey, first.id, visible=False))
    assert action_lane(journey) == journey[first.id]
    change = edits.add_lane(journey, "opportunities", "Meer kansen")
    journey.apply(change)
    assert action_lane(journey) != journey[first.id]


def test_no_place_is_said(journey: Journey) -> None:
    bare = Journey([r for r in journey.records() if r.KIND not in ("phase", "touchpoint")])
    with pytest.raises(CjmError):
        new_insight(bare, bare.scenarios[0].id, None, "Wat?")
