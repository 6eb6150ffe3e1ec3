"""Each edit by example, on one small shop's journey."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cjm_desktop.model import copying, edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import (
    Card,
    Channel,
    Comment,
    Connection,
    DropOff,
    Evidence,
    Experience,
    Info,
    Lane,
    Owner,
    Persona,
    Phase,
    Scenario,
    Touchpoint,
)
from cjm_desktop.model.rules import check


def stop(id: str, phase: str, order: str, scenario: str = "now", **fields: Any) -> Touchpoint:
    return Touchpoint(id=id, scenario=scenario, phase=phase, order=order, title=id, **fields)


@pytest.fixture
def journey() -> Journey:
    felt = (Experience(persona="sanne", emotional=-1.0), Experience(persona="bram", emotional=1.0))
    return Journey(
        [
            Info(id="info", title="Winkel", language="en"),
            Persona(id="sanne", order="a1", name="Sanne"),
            Persona(id="bram", order="a2", name="Bram"),
            Scenario(id="now", order="a1", name="Nu", personas=("sanne", "bram")),
            Scenario(id="later", order="a2", name="Later", personas=("sanne",), derived_from="now"),
            Phase(id="buy", order="a1", name="Kopen"),
            Phase(id="use", order="a2", name="Gebruiken"),
            Lane(id="road", order="a1", name="Reis", kind="road"),
            Lane(id="pains", order="a2", name="Pijn", kind="pains"),
            Channel(id="web", name="Web"),
            Owner(id="team", name="Team"),
            stop("search", "buy", "a1", experience=felt, channel="web", owner="team"),
            stop("choose", "buy", "a2", evidence=("interview",), drop_off=DropOff(share=0.2)),
            stop("pay", "buy", "a3"),
            stop("wash", "use", "a1"),
            stop("dream", "buy", "a1", scenario="later", lineage="search"),
            Connection(id="back", source="pay", target="search", kind="return", share=0.3),
            Connection(id="skip", source="choose", target="wash", share=0.5),
            Card(id="pain", lane="pains", scenario="now", anchor="search", order="a1", text="Te veel keus"),
            Card(
                id="slow",
                lane="pains",
                scenario="now",
                anchor="search",
                order="a2",
                text="Traag",
                answers=("pain",),
            ),
            Card(id="late", lane="pains", scenario="now", anchor="buy", text="Te laat"),
            Evidence(id="interview", kind="interview", source="Interviews"),
            Comment(id="why", anchor="search", text="Waarom?"),
        ]
    )


def done(journey: Journey, change: Change) -> Journey:
    """The journey after the change, proven sound."""
    after = journey.copy()
    after.apply(change)
    assert [p.sentence for p in check(after)] == []
    return after


def road(journey: Journey, scenario: str = "now") -> list[str]:
    return [t.title for t in journey.road(scenario)]


# -- one record ----------------------------------------------------------------------------------


def test_update_and_rename(journey: Journey) -> None:
    after = done(journey, edits.update(journey, "search", effort=5).then(Change()))
    assert after["search"] == replace(journey["search"], effort=5)  # type: ignore[call-arg]
    assert done(journey, edits.rename(journey, "pain", "Te duur")).of(Card, "pain").text == "Te duur"  # type: ignore[union-attr]
    assert not edits.rename(journey, "buy", "Kopen")


@pytest.mark.parametrize(
    ("id", "fields", "sentence"),
    [
        ("search", {"effort": 8}, "8 lies outside 1 to 7"),
        ("search", {"title": "a\nb"}, "control character U\\+000A"),
        ("search", {"channel": "team"}, "of another kind"),
        ("back", {"share": 1.2}, "outside 0 to 1"),
        ("skip", {"share": 0.9}, "“choose” add up to 1.1"),
        ("back", {"target": "dream"}, "different scenarios"),
        ("search", {"scenario": "later"}, "different scenarios"),
        ("now", {"derived_from": "later"}, "in a circle"),
        ("nobody", {"title": "x"}, "no longer in the journey"),
    ],
)
def test_an_update_that_breaks_a_rule_is_refused(
    journey: Journey, id: str, fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(CjmError, match=sentence):
        edits.update(journey, id, **fields)


def test_update_many_is_one_change(journey: Journey) -> None:
    after = done(journey, edits.update_many(journey, ["search", "pay", "search"], phase="use"))
    assert [t.id for t in after.touchpoints if t.phase == "use" and t.scenario == "now"] == [
        "search",
        "wash",
        "pay",
    ]


def test_experience_is_set_kept_in_place_and_cleared(journey: Journey) -> None:
    after = done(journey, edits.set_experience(journey, "search", "sanne", functional=0.5))
    assert after.of(Touchpoint, "search").experience == (  # type: ignore[union-attr]
        Experience(persona="sanne", emotional=-1.0, functional=0.5),
        Experience(persona="bram", emotional=1.0),
    )
    after = done(journey, edits.set_experience(journey, "search", "sanne", emotional=None))
    assert after.of(Touchpoint, "search").experience == (Experience(persona="bram", emotional=1.0),)  # type: ignore[union-attr]
    with pytest.raises(CjmError, match="outside"):
        edits.set_experience(journey, "search", "sanne", emotional=2.5)
    with pytest.raises(CjmError, match="no longer"):
        edits.set_experience(journey, "search", "nobody", emotional=1.0)


def test_shifted_emotions_stay_in_range(journey: Journey) -> None:
    after = done(journey, edits.shift_emotion(journey, ["search", "pay"], "bram", 1.5))
    assert [t.experience_of("bram").emotional for t in after.road("now") if t.experience_of("bram")] == [
        2.0,
        1.5,
    ]  # type: ignore[union-attr]


# -- adding --------------------------------------------------------------------------------------


def test_touchpoints_phases_and_lanes_are_added_where_asked(journey: Journey) -> None:
    after = done(journey, edits.add_touchpoint(journey, "now", "buy", "compare", after="search"))
    assert road(after) == ["search", "compare", "choose", "pay", "wash"]
    assert road(done(journey, edits.add_touchpoint(journey, "now", "buy", "end")))[3] == "end"
    after = done(journey, edits.add_phase(journey, "Krijgen", after="buy"))
    assert [p.name for p in after.phases] == ["Kopen", "Krijgen", "Gebruiken"]
    after = done(journey, edits.add_lane(journey, "opportunities", "Kansen"))
    assert [lane.name for lane in after.lanes] == ["Reis", "Pijn", "Kansen"]
    assert done(journey, edits.add(journey, Owner(id="ow_2", name="B"))).of(Owner, "ow_2").order == "a1"  # type: ignore[union-attr]


def test_a_record_that_refers_to_one_of_the_wrong_kind_is_refused(journey: Journey) -> None:
    journey.apply(edits.add(journey, Channel(id="ch_new", name="Shop")))
    with pytest.raises(CjmError, match="of another kind"):
        edits.add(journey, Comment(id="cm_1", anchor="ch_new", text="Why here?"))


def test_adding_to_what_is_not_there_is_refused(journey: Journey) -> None:
    with pytest.raises(CjmError, match="Add a phase first"):
        edits.add_touchpoint(journey, "now", "nowhere")
    with pytest.raises(CjmError, match="no longer"):
        edits.add_touchpoint(journey, "nowhere", "buy")
    with pytest.raises(CjmError, match="no longer"):
        edits.add_card(journey, "pains", "nowhere", "now")
    with pytest.raises(CjmError, match="can't be put in the lane “Reis”"):
        edits.add_card(journey, "road", "search", "now")


def test_two_of_one_order_key_get_a_third_behind_them(journey: Journey) -> None:
    journey.apply(edits.update(journey, "choose", order="a1"))
    after = done(journey, edits.add_touchpoint(journey, "now", "buy", "new", after="choose"))
    assert road(after)[:3] == ["choose", "search", "new"]


def test_a_cell_says_what_it_is_told(journey: Journey) -> None:
    after = done(journey, edits.set_cell(journey, "pains", "pay", "now", "Duur"))
    assert [c.text for c in after.cards_at("pay", "pains", "now")] == ["Duur"]
    after = done(journey, edits.set_cell(journey, "pains", "search", "now", "Anders"))
    assert [c.text for c in after.cards_at("search", "pains", "now")] == ["Anders", "Traag"]
    after = done(journey, edits.set_cell(journey, "pains", "search", "now", ""))
    assert [(c.text, c.answers) for c in after.cards_at("search", "pains", "now")] == [("Traag", ())]
    assert not edits.set_cell(journey, "pains", "pay", "now", "")


def test_roads_are_laid_forward_and_back(journey: Journey) -> None:
    (made,) = edits.connect(journey, "search", "pay").after.values()
    assert isinstance(made, Connection)
    assert made.kind == "choice"
    (made,) = edits.connect(journey, "wash", "search", share=0.1).after.values()
    assert isinstance(made, Connection)
    assert made.kind == "return"


@pytest.mark.parametrize(
    ("source", "target", "share", "sentence"),
    [
        ("pay", "pay", None, "not back to the same one"),
        ("pay", "dream", None, "different scenarios"),
        ("pay", "nobody", None, "no longer"),
        ("pay", "wash", 0.8, "add up to 1.1"),
        ("choose", "pay", 0.4, "add up to 1.1"),
    ],
)
def test_roads_that_can_not_be_laid(
    journey: Journey, source: str, target: str, share: float | None, sentence: str
) -> None:
    with pytest.raises(CjmError, match=sentence):
        edits.connect(journey, source, target, share=share)


# -- moving --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ids", "phase", "before", "expected"),
    [
        (["pay"], "buy", "search", "pay search choose wash"),
        (["search"], "buy", None, "choose pay search wash"),
        (["search"], "use", "wash", "choose pay search wash"),
        (["search", "pay"], "use", None, "choose wash search pay"),
        (["pay", "search"], "buy", "choose", "search pay choose wash"),
        (["search", "choose"], "buy", "choose", "search choose pay wash"),
        (["wash"], "buy", "choose", "search wash choose pay"),
    ],
)
def test_touchpoints_move_within_and_between_phases(
    journey: Journey, ids: list[str], phase: str, before: str | None, expected: str
) -> None:
    after = done(journey, edits.move_touchpoints(journey, ids, phase, before))
    assert road(after) == expected.split()
    assert all(after.of(Touchpoint, id).phase == phase for id in ids)  # type: ignore[union-attr]


def test_a_move_to_its_own_place_is_no_change(journey: Journey) -> None:
    assert not edits.move_touchpoints(journey, ["choose"], "buy", "pay")
    assert not edits.move_in_list(journey, "buy", "use")
    assert not edits.move_in_list(journey, "use", None)


def test_moving_one_between_two_of_one_key_renumbers_the_row(journey: Journey) -> None:
    journey.apply(edits.update(journey, "choose", order="a1"))
    after = done(journey, edits.move_touchpoints(journey, ["pay"], "buy", "search"))
    assert road(after) == ["choose", "pay", "search", "wash"]


def test_lists_and_cards_move(journey: Journey) -> None:
    after = done(journey, edits.move_in_list(journey, "use", "buy"))
    assert road(after)[0] == "wash"
    after = done(journey, edits.move_card(journey, "slow", "pains", "search", before="pain"))
    assert [c.id for c in after.cards_at("search", "pains", "now")] == ["slow", "pain"]
    after = done(journey, edits.move_card(journey, "pain", "pains", "use"))
    assert [c.id for c in after.cards_at("use", "pains", "now")] == ["pain"]
    with pytest.raises(CjmError, match="can't be put"):
        edits.move_card(journey, "pain", "road", "use")


def test_nudges_add_up(journey: Journey) -> None:
    after = done(journey, edits.nudge(journey, ["pay"], 1.25, -3.0))
    after = done(after, edits.nudge(after, ["pay"], 1.0, 0.0))
    assert (after.of(Touchpoint, "pay").dx, after.of(Touchpoint, "pay").dy) == (2.25, -3.0)  # type: ignore[union-attr]


# -- deleting ------------------------------------------------------------------------------------


def test_a_touchpoint_takes_along_what_hangs_on_it(journey: Journey) -> None:
    change = edits.delete(journey, ["search"])
    gone = {id for id, now in change.after.items() if now is None}
    assert gone == {"search", "back", "pain", "slow", "why"}
    done(journey, change)


def test_a_phase_a_scenario_and_a_lane_take_theirs(journey: Journey) -> None:
    after = done(journey, edits.delete(journey, ["buy"]))
    assert [t.id for t in after.touchpoints] == ["wash"]
    assert after.cards == after.connections == after.comments == ()
    after = done(journey, edits.delete(journey, ["now"]))
    assert after.of(Scenario, "later").derived_from is None  # type: ignore[union-attr]
    assert [t.id for t in after.touchpoints] == ["dream"]
    assert done(journey, edits.delete(journey, ["pains"])).cards == ()


def test_references_to_the_deleted_are_cleared(journey: Journey) -> None:
    after = done(journey, edits.delete(journey, ["sanne", "web", "team", "interview", "pain"]))
    search = after.of(Touchpoint, "search")
    assert search is not None
    assert (search.channel, search.owner) == (None, None)
    assert search.experience == (Experience(persona="bram", emotional=1.0),)
    assert after.of(Scenario, "now").personas == ("bram",)  # type: ignore[union-attr]
    assert after.of(Card, "slow").answers == ()  # type: ignore[union-attr]


def test_the_last_phase_and_scenario_and_the_info_stay(journey: Journey) -> None:
    with pytest.raises(CjmError, match="at least one phase"):
        edits.delete(journey, ["buy", "use"])
    with pytest.raises(CjmError, match="at least one scenario"):
        edits.delete(journey, ["now", "later"])
    assert not edits.delete(journey, ["info", "stamp"])


# -- copying -------------------------------------------------------------------------------------


def test_touchpoints_are_duplicated_behind_themselves_with_cards_and_roads(journey: Journey) -> None:
    after = done(journey, copying.duplicate(journey, ["search", "pay"]))
    assert road(after) == ["search", "choose", "pay", "search", "pay", "wash"]
    new = [t for t in after.road("now") if t.id not in journey]
    assert [c.text for c in after.cards_at(new[0].id, "pains", "now")] == ["Te veel keus", "Traag"]
    (way,) = [c for c in after.connections if c.id not in journey]
    assert (way.source, way.target, way.share) == (new[1].id, new[0].id, 0.3)
    copied = {c.text: c for c in after.cards_at(new[0].id, "pains", "now")}
    assert copied["Traag"].answers == (copied["Te veel keus"].id,)


def test_a_duplicated_scenario_is_derived_and_its_touchpoints_are_the_same_ones(journey: Journey) -> None:
    after = done(journey, copying.duplicate(journey, ["now"]))
    assert [s.name for s in after.scenarios] == ["Nu", "Nu (copy)", "Later"]
    made = after.scenarios[1]
    assert made.derived_from == "now"
    assert road(after, made.id) == road(after, "now") == road(journey)
    assert [t.lineage for t in after.road(made.id)] == ["search", "choose", "pay", "wash"]
    assert [t.lineage for t in after.road("now")] == ["search", "choose", "pay", "wash"]
    assert [t.phase for t in after.road(made.id)] == ["buy", "buy", "buy", "use"]
    assert [c.text for c in after.cards_at("buy", "pains", made.id)] == ["Te laat"]
    assert len(after.connections) == 4


def test_a_duplicated_phase_stands_behind_its_original(journey: Journey) -> None:
    after = done(journey, copying.duplicate(journey, ["buy"]))
    assert [p.name for p in after.phases] == ["Kopen", "Kopen", "Gebruiken"]
    made = after.phases[1].id
    assert [t.title for t in after.touchpoints if t.phase == made] == ["search", "choose", "pay", "dream"]
    assert len([t for t in after.road("later") if t.phase == made]) == 1


def test_a_connection_alone_is_not_doubled(journey: Journey) -> None:
    with pytest.raises(CjmError, match="nothing on the clipboard"):
        copying.duplicate(journey, ["back"])


def test_pasting_invents_no_lineage_and_keeps_one_that_the_scenario_lacks(journey: Journey) -> None:
    journey = done(journey, edits.update(journey, "choose", lineage="chosen"))
    records = copying.carried(journey, ["search", "choose"])
    after = done(journey, copying.paste(journey, records, scenario="later", phase="buy", after="dream"))
    assert road(after, "later") == ["dream", "search", "choose"]
    assert [t.lineage for t in after.road("later")] == ["search", None, "chosen"]
    again = done(after, copying.paste(after, records, scenario="later", phase="buy"))
    assert [t.lineage for t in again.road("later")] == ["search", None, "chosen", None, None]
    assert len(after.channels) == len(after.owners) == 1


def test_pasting_into_another_journey_brings_along_what_it_lacks(journey: Journey) -> None:
    other = Journey(
        [
            Scenario(id="sc", name="Elders", personas=("p",)),
            Phase(id="ph", name="Alles"),
            Persona(id="p", name="Sanne"),
            Lane(id="la", name="Pijn", kind="pains"),
        ]
    )
    after = done(other, copying.paste(other, copying.carried(journey, ["search", "wash", "pay"])))
    assert road(after, "sc") == ["search", "pay", "wash"]
    search = after.road("sc")[0]
    assert search.phase == "ph"
    assert search.experience[0].persona == "p"
    assert [p.name for p in after.personas] == ["Sanne", "Bram"]
    assert after.of(Channel, search.channel).name == "Web"  # type: ignore[union-attr]
    assert [c.text for c in after.cards_at(search.id, "la", "sc")] == ["Te veel keus", "Traag"]
    assert len(after.lanes) == 1


def test_pasting_without_the_rest_clears_what_leads_nowhere(journey: Journey) -> None:
    other = Journey([Scenario(id="sc", name="Elders"), Phase(id="ph", name="Alles")])
    after = done(other, copying.paste(other, copying.closure(journey, ["search"])))
    (search,) = after.touchpoints
    assert (search.channel, search.owner, search.experience) == (None, None, ())
    assert after.cards == ()


def test_pasted_cards_go_to_the_anchor(journey: Journey) -> None:
    after = done(journey, copying.paste(journey, [journey["pain"]], scenario="now", anchor="dream"))
    assert [c.text for c in after.cards_at("dream", "pains", "later")] == ["Te veel keus"]


def test_pasting_nothing_or_nowhere_is_refused(journey: Journey) -> None:
    with pytest.raises(CjmError, match="nothing on the clipboard"):
        copying.paste(journey, [])
    with pytest.raises(CjmError, match="nothing on the clipboard"):
        copying.paste(journey, [journey["web"], journey.info])
    with pytest.raises(CjmError, match="Add a phase first"):
        copying.paste(Journey([Scenario(id="sc", name="x")]), [journey["pay"]])
    with pytest.raises(CjmError, match="Add a scenario first"):
        copying.paste(Journey([Phase(id="ph", name="x")]), [journey["pay"]])
