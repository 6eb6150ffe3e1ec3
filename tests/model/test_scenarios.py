"""Scenarios that come of others: derived, joined, taken in from another journey."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.formats import cjm
from cjm_desktop.model import edits, scenarios
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import (
    Card,
    Channel,
    Connection,
    Experience,
    Info,
    Lane,
    Persona,
    Phase,
    Scenario,
    Touchpoint,
)
from cjm_desktop.model.rules import check
from tests.strategies import journeys, tidy_journeys


def stop(id: str, scenario: str, phase: str, order: str, **fields: Any) -> Touchpoint:
    return Touchpoint(id=id, scenario=scenario, phase=phase, order=order, title=id, **fields)


@pytest.fixture
def journey() -> Journey:
    """A buyer's journey and a customer's journey that both come through the phase "buy"."""
    return Journey(
        [
            Info(id="info", language="en"),
            Persona(id="anna", order="a1", name="Anna"),
            Persona(id="bert", order="a2", name="Bert"),
            Scenario(id="buyer", order="a1", name="Buyer", personas=("anna",), road="hills"),
            Scenario(id="client", order="a2", name="Client", personas=("bert", "anna"), state="desired"),
            Phase(id="look", order="a1", name="Look"),
            Phase(id="buy", order="a2", name="Buy"),
            Phase(id="use", order="a3", name="Use"),
            Lane(id="pains", order="a1", name="Pains", kind="pains"),
            stop("see", "buyer", "look", "a1", experience=(Experience(persona="anna", emotional=1.0),)),
            stop("pay", "buyer", "buy", "a1"),
            stop("get", "client", "buy", "a1"),
            stop("wash", "client", "use", "a1"),
            Connection(id="again", source="pay", target="see", share=0.2),
            Card(id="dear", lane="pains", scenario="buyer", anchor="pay", text="Dear"),
            Card(id="late", lane="pains", scenario="client", anchor="buy", text="Late"),
        ]
    )


def done(journey: Journey, change: Change) -> Journey:
    after = journey.copy()
    after.apply(change)
    assert [p.sentence for p in check(after)] == []
    return after


def joined(journey: Journey) -> tuple[Journey, str]:
    change, id = scenarios.join(journey, ("buyer", "client"), "Whole")
    return done(journey, change), id


# -- deriving --------------------------------------------------------------------------------------------


def test_a_derived_scenario_has_its_own_name_state_and_tone_and_the_same_touchpoints(
    journey: Journey,
) -> None:
    change, id = scenarios.derive(journey, "buyer", "Better", "desired", "positive")
    after = done(journey, change)
    made = after.of(Scenario, id)
    assert made is not None
    assert (made.name, made.state, made.tone, made.derived_from) == ("Better", "desired", "positive", "buyer")
    assert (made.road, made.personas) == ("hills", ("anna",))
    assert [t.lineage for t in after.road(id)] == [t.lineage for t in after.road("buyer")] == ["see", "pay"]
    assert [c.text for c in after.cards_at(after.road(id)[1].id, "pains", id)] == ["Dear"]
    assert len(after.connections) == 2
    assert after.scenarios[1].id == id


def test_a_copy_of_a_copy_is_still_the_same_touchpoint(journey: Journey) -> None:
    change, first = scenarios.derive(journey, "buyer", "One")
    journey = done(journey, change)
    change, second = scenarios.derive(journey, first, "Two")
    after = done(journey, change)
    assert [t.lineage for t in after.road(second)] == ["see", "pay"]
    assert after.of(Scenario, second).state == "current"  # type: ignore[union-attr]


def test_the_parts_of_a_joined_scenario_are_derived_with_it(journey: Journey) -> None:
    journey, whole = joined(journey)
    change, id = scenarios.derive(journey, whole, "Dream", "ideal")
    after = done(journey, change)
    assert [t.title for t in after.road(id)] == ["see", "pay", "get", "wash"]
    assert not {t.id for t in after.road(id)} & {t.id for t in journey.touchpoints}
    names = {s.name: s.state for s in after.scenarios if s.id not in journey}
    assert names == {"Dream": "ideal", "Buyer · Dream": "ideal", "Client · Dream": "ideal"}


def test_deriving_nothing_or_under_too_long_a_name_is_refused(journey: Journey) -> None:
    with pytest.raises(CjmError, match="no longer in the journey"):
        scenarios.derive(journey, "nobody", "x")
    with pytest.raises(CjmError, match="at most 2000 fit"):
        scenarios.derive(journey, "buyer", "x" * 2001)


# -- joining ---------------------------------------------------------------------------------------------


def test_a_joined_scenario_shows_its_parts_end_to_end(journey: Journey) -> None:
    after, id = joined(journey)
    assert [t.id for t in after.road(id)] == ["see", "pay", "get", "wash"]
    assert after.personas_of(id) == ("anna", "bert")
    assert {a: [c.id for c in row] for a, row in after.cells_of("pains", id).items()} == {
        "pay": ["dear"],
        "buy": ["late"],
    }


def test_a_joined_road_follows_every_edit_of_its_parts(journey: Journey) -> None:
    after, id = joined(journey)
    assert [t.title for t in after.road(id)] == ["see", "pay", "get", "wash"]
    after.apply(edits.update(after, "pay", title="Pay up"))
    assert [t.title for t in after.road(id)] == ["see", "Pay up", "get", "wash"]
    after.apply(edits.update(after, "dear", text="Too dear"))
    assert [c.text for c in after.cells_of("pains", id)["pay"]] == ["Too dear"]
    after.apply(edits.update(after, id, joins=("client", "buyer")))
    assert [t.id for t in after.road(id)] == ["get", "wash", "see", "pay"]
    after.apply(edits.delete(after, ["client"]))
    assert [t.id for t in after.road(id)] == ["see", "pay"]


def test_a_new_touchpoint_or_card_goes_to_the_part_where_it_stands(journey: Journey) -> None:
    after, id = joined(journey)
    for phase, beside, part in (("buy", "pay", "buyer"), ("look", None, "buyer"), ("buy", None, "client")):
        change = edits.add_touchpoint(after, id, phase, "new", beside)
        (made,) = change.after.values()
        assert isinstance(made, Touchpoint)
        assert made.scenario == part
        done(after, change)
    (card,) = edits.add_card(after, "pains", "see", id, "Hm").after.values()
    assert isinstance(card, Card)
    assert card.scenario == "buyer"
    (card,) = edits.set_cell(after, "pains", "use", id, "Hm").after.values()
    assert isinstance(card, Card)
    assert card.scenario == "client"


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("buyer",), "at least two"),
        (("buyer", "buyer"), "the same scenario twice"),
        (("buyer", "whole"), "“Whole”, which is joined of others itself"),
        (("buyer", "nobody"), "refers to nobody"),
        (("buyer", "look"), "of another kind"),
        (("buyer", "client", *(f"s{i}" for i in range(7))), "at most 8"),
    ],
)
def test_what_can_not_be_joined_is_refused(journey: Journey, parts: tuple[str, ...], sentence: str) -> None:
    whole = Scenario(id="whole", name="Whole", joins=("buyer", "client"))
    more = [Scenario(id=f"s{i}", name=f"{i}") for i in range(7)]
    journey = Journey([*journey.records(), whole, *more])
    with pytest.raises(CjmError, match=sentence):
        scenarios.join(journey, parts, "x")


def test_joins_can_not_be_edited_into_a_circle_or_over_a_road(journey: Journey) -> None:
    after, id = joined(journey)
    after = done(after, edits.add(after, Scenario(id="free", name="Free")))
    for scenario, joins, sentence in (
        (id, (id,), "joins itself"),
        ("free", (id,), "joined of others itself"),
        ("buyer", ("client",), "“Buyer” has touchpoints of its own"),
    ):
        with pytest.raises(CjmError, match=sentence):
            edits.update(after, scenario, joins=joins)
    with pytest.raises(CjmError, match="“Whole” joins other scenarios and has no touchpoints of its own"):
        edits.update(after, "see", scenario=id)
    after = done(after, edits.update(after, id, joins=("free", "buyer")))
    with pytest.raises(CjmError, match="“Free”, which is joined"):
        edits.update(after, "free", joins=("client",))


def test_a_file_whose_joins_break_a_rule_is_told_where(journey: Journey) -> None:
    broken = Journey(
        [
            *journey.records(),
            Scenario(id="a", order="b1", name="A", joins=("b", "a")),
            Scenario(id="b", order="b2", name="B", joins=("a", "a")),
            stop("lost", "b", "buy", "a1"),
        ]
    )
    found = {p.sentence for p in check(broken)}
    assert found == {
        "scenarios[2].joins: joins “B”, which is joined of others itself; join its parts instead",
        "scenarios[2].joins: joins itself",
        "scenarios[3].joins: joins the same scenario twice",
        "scenarios[3].joins: joins “A”, which is joined of others itself; join its parts instead",
    }  # and nothing for the touchpoint in "B": what is wrong there is the joining
    assert broken.road("a") == ()  # and nothing runs round for ever


def test_a_file_with_a_touchpoint_in_a_joined_scenario_is_told_where(journey: Journey) -> None:
    joined = Scenario(id="a", order="b1", name="A", joins=("buyer", "client"))
    broken = Journey([*journey.records(), joined, stop("lost", "a", "buy", "a1")])
    assert [p.sentence for p in check(broken)] == [
        "touchpoints[4].scenario: “A” joins other scenarios and has no touchpoints of its own; they stand in its"
        " parts"
    ]


@given(tidy_journeys())
def test_a_joined_road_is_its_parts_and_survives_the_file(journey: Journey) -> None:
    own = [s.id for s in journey.scenarios if not s.joins]
    if len(own) < 2:
        return
    change, id = scenarios.join(journey, own, "Whole")
    journey.apply(change)
    assert check(journey) == []
    assert journey.road(id) == sum((journey.road(part) for part in own), ())
    again = cjm.read(cjm.write(journey))
    assert [t.id for t in again.road(id)] == [t.id for t in journey.road(id)]


# -- from another journey ------------------------------------------------------------------------------


def test_taking_in_merges_what_has_one_name_and_keeps_free_ids(journey: Journey) -> None:
    other = Journey(
        [
            Persona(id="p", name="anna "),
            Scenario(id="buyer", name="After sales", personas=("p",)),
            Phase(id="buy", order="a1", name="Use"),
            Phase(id="care", order="a2", name="Care"),
            Lane(id="pains", order="a1", name="Pains", kind="pains"),
            Lane(id="chances", order="a2", name="Pains", kind="opportunities"),
            Channel(id="web", name="Web"),
            stop("call", "buyer", "care", "a1", channel="web"),
            stop("pay", "buyer", "buy", "a1", experience=(Experience(persona="p", emotional=-1.0),)),
            Connection(id="again", source="pay", target="call"),
            Card(id="slow", lane="pains", scenario="buyer", anchor="call", text="Slow"),
            Card(id="idea", lane="chances", scenario="buyer", anchor="care", text="Idea", answers=("slow",)),
        ]
    )
    change, new = scenarios.take_in(journey, other, ["buyer"])
    after = done(journey, change)
    made = new["buyer"]
    assert made != "buyer"
    assert [t.title for t in after.road(made)] == ["pay", "call"]
    assert (new["call"], new["web"], new["slow"], new["care"]) == ("call", "web", "slow", "care")
    assert new["pay"] not in journey
    assert (new["buy"], new["p"], new["pains"]) == ("use", "anna", "pains")
    assert [p.name for p in after.phases] == ["Look", "Buy", "Use", "Care"]
    assert [(n.name, n.kind) for n in after.lanes] == [("Pains", "pains"), ("Pains", "opportunities")]
    assert after.of(Touchpoint, new["pay"]).experience[0].persona == "anna"  # type: ignore[union-attr]
    assert after.of(Card, "idea").answers == ("slow",)  # type: ignore[union-attr]
    assert after.road("buyer") == journey.road("buyer")


def test_taking_in_is_refused_when_the_phases_are_fixed_and_others_would_come(journey: Journey) -> None:
    journey = done(journey, edits.update(journey, "info", phases_locked=True))
    other = Journey([Scenario(id="s", name="S"), Phase(id="n", name="New"), stop("t", "s", "n", "a1")])
    with pytest.raises(CjmError, match="phases are fixed"):
        scenarios.take_in(journey, other, ["s"])


@given(tidy_journeys(), journeys(), st.data())
def test_whatever_is_taken_in_keeps_the_rules_and_its_road(
    journey: Journey, other: Journey, data: st.DataObject
) -> None:
    wanted = data.draw(st.lists(st.sampled_from([s.id for s in other.scenarios]), min_size=1, unique=True))
    try:
        change, new = scenarios.take_in(journey, other, wanted)
    except CjmError:
        assert journey.info.phases_locked
        return
    after = done(journey, change)
    for id in wanted:
        there = other.of(Scenario, id)
        assert there is not None
        if not there.joins:
            # Phases that are known here may stand in another order; nothing is lost.
            assert sorted(t.title for t in after.road(new[id])) == sorted(t.title for t in other.road(id))
    after.apply(change.inverted())
    assert after == journey


def test_a_card_that_is_dragged_into_another_part_belongs_to_it(journey: Journey) -> None:
    after, id = joined(journey)
    after = done(after, edits.move_card(after, "dear", "pains", "wash"))
    assert after.of(Card, "dear").scenario == "client"  # type: ignore[union-attr]
    assert [c.id for c in after.cells_of("pains", id)["wash"]] == ["dear"]
