"""Phases: split, merged, moved; fixed; and one record in the place of another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import (
    Asset,
    Card,
    Channel,
    Comment,
    Evidence,
    Experience,
    Influence,
    Info,
    Lane,
    Owner,
    Persona,
    Phase,
    Scenario,
    Touchpoint,
)
from cjm_desktop.model.rules import check


def stop(id: str, phase: str, order: str, scenario: str = "now", **fields: object) -> Touchpoint:
    return Touchpoint(id=id, scenario=scenario, phase=phase, order=order, title=id, **fields)  # type: ignore[arg-type]


@pytest.fixture
def journey() -> Journey:
    both = (Experience(persona="sanne", emotional=-1.0), Experience(persona="bram", emotional=1.0))
    return Journey(
        [
            Info(id="info", language="en"),
            Persona(id="sanne", order="a1", name="Sanne"),
            Persona(
                id="bram", order="a2", name="Bram", influences=(Influence(persona="sanne", text="warns"),)
            ),
            Scenario(id="now", order="a1", name="Now", personas=("sanne", "bram")),
            Scenario(id="later", order="a2", name="Later", personas=("sanne",)),
            Phase(
                id="buy", order="a1", name="Buy", need="speed", questions=("Who?", "Why?"), trust=1.0, cycle=2
            ),
            Phase(id="use", order="a2", name="Use", need="ease", questions=("Why?", "How?"), trust=0.0),
            Phase(id="care", order="a3", name="Care", spans="band", spanned=("buy", "use")),
            Lane(id="road", order="a1", name="Road", kind="road"),
            Lane(id="pains", order="a2", name="Pains", kind="pains"),
            Lane(id="ideas", order="a3", name="Ideas", kind="opportunities"),
            Channel(id="web", order="a1", name="Web"),
            Channel(id="shop", order="a2", name="Shop"),
            Owner(id="team", order="a1", name="Team"),
            Owner(id="sales", order="a2", name="Sales"),
            Evidence(id="talk", source="talk"),
            Evidence(id="data", source="data", kind="data"),
            stop("search", "buy", "a1", experience=both, channel="web", owner="team", helpers=("sales",)),
            stop("choose", "buy", "a2", experience=both[:1], personas=("sanne",), evidence=("talk", "data")),
            stop("pay", "buy", "a3", channel="web"),
            stop("wash", "use", "a1"),
            stop("dream", "buy", "a1", "later", lineage="search"),
            stop("select", "buy", "a2", "later", lineage="choose"),
            Card(id="pain", lane="pains", scenario="now", anchor="search", order="a1", text="Too much"),
            Card(id="idea", lane="ideas", scenario="now", anchor="search", order="a1", text="Less"),
            Card(
                id="loose", lane="pains", scenario="now", anchor="use", order="a1", text="Rare", owner="team"
            ),
            Comment(id="note", anchor="use", text="check"),
        ]
    )


def done(journey: Journey, change: Change) -> Journey:
    """The journey after the change, which is sound and can be taken back."""
    after = journey.copy()
    after.apply(change)
    assert check(after) == []
    back = after.copy()
    back.apply(change.inverted())
    assert back == journey
    return after


def names(journey: Journey) -> list[str]:
    return [p.name for p in journey.phases]


def row(journey: Journey, phase: str, scenario: str = "now") -> list[str]:
    name = {p.id: p.name for p in journey.phases}
    return [t.id for t in journey.road(scenario) if name[t.phase] == phase]


def code(make: Callable[[], object]) -> str:
    with pytest.raises(CjmError) as error:
        make()
    return error.value.problems[0].code


# -- split and merge -------------------------------------------------------------------------------


def test_a_phase_is_split_at_a_touchpoint_in_every_scenario(journey: Journey) -> None:
    after = done(journey, edits.split_phase(journey, "choose", "Pay"))
    assert names(after) == ["Buy", "Pay", "Use", "Care"]
    assert row(after, "Buy") == ["search"]
    assert row(after, "Pay") == ["choose", "pay"]
    assert row(after, "Pay", "later") == ["select"]
    made = after.phases[1]
    assert made.cycle == 2
    band = after.phases[3]
    assert band.spanned == ("buy", made.id, "use")


def test_other_scenarios_without_that_touchpoint_keep_their_phase(journey: Journey) -> None:
    after = done(journey, edits.split_phase(journey, "pay", "Pay"))
    assert row(after, "Buy", "later") == ["dream", "select"]


def test_a_phase_is_not_split_before_its_first_touchpoint(journey: Journey) -> None:
    assert code(lambda: edits.split_phase(journey, "search", "x")) == "split-at-start"
    assert code(lambda: edits.split_phase(journey, "web", "x")) == "split-nowhere"
    assert code(lambda: edits.split_phase(journey, "pay", "x" * 9_000)) == "text-too-long"


def test_merged_phases_lose_nothing(journey: Journey) -> None:
    after = done(journey, edits.merge_with_next(journey, "buy"))
    assert names(after) == ["Buy / Use", "Care"]
    phase = after.phases[0]
    assert (phase.need, phase.questions, phase.trust) == ("speed\nease", ("Who?", "Why?", "How?"), 0.5)
    assert row(after, "Buy / Use") == ["search", "choose", "pay", "wash"]
    cards = {c.id: c.anchor for c in after.cards}
    assert cards["loose"] == "buy"
    assert after.comments[0].anchor == "buy"
    assert after.phases[1].spanned == ("buy",)


def test_a_band_that_is_merged_does_not_span_itself(journey: Journey) -> None:
    after = done(journey, edits.merge_with_next(journey, "use"))
    assert after.phases[1].spanned == ("buy",)
    assert code(lambda: edits.merge_with_next(journey, "care")) == "no-next-phase"


def test_what_was_split_merges_again(journey: Journey) -> None:
    after = done(journey, edits.split_phase(journey, "choose", "Buy"))
    after = done(after, edits.merge_with_next(after, "buy"))
    assert names(after) == names(journey)
    assert row(after, "Buy") == row(journey, "Buy")


@pytest.mark.parametrize(
    ("by", "order"), [(1, ["Use", "Buy", "Care"]), (9, ["Use", "Care", "Buy"]), (-1, ["Buy", "Use", "Care"])]
)
def test_a_phase_moves_along_the_road(journey: Journey, by: int, order: list[str]) -> None:
    assert names(done(journey, edits.shift_phase(journey, "buy", by))) == order


def test_fixed_phases_stay_as_they_are(journey: Journey) -> None:
    journey.apply(edits.update(journey, "info", phases_locked=True))
    for make in (
        lambda: edits.add_phase(journey, "New"),
        lambda: edits.add(journey, Phase(id="new", name="New")),
        lambda: edits.rename(journey, "buy", "Purchase"),
        lambda: edits.update_many(journey, ["buy"], name="Purchase"),
        lambda: edits.delete(journey, ["pay", "buy"]),
        lambda: edits.move_and_delete(journey, ["buy"], "use"),
        lambda: edits.split_phase(journey, "pay", "Pay"),
        lambda: edits.merge_with_next(journey, "buy"),
        lambda: edits.shift_phase(journey, "buy", 1),
        lambda: edits.move_in_list(journey, "use", "buy"),
        lambda: edits.duplicate(journey, ["buy"]),
    ):
        assert code(make) == "phases-locked"
    done(journey, edits.update(journey, "buy", name="Buy", need="rest", colour="#123456"))
    done(journey, edits.move_touchpoints(journey, ["pay"], "use"))
    done(journey, edits.duplicate(journey, ["now"]))
    done(journey, edits.update(journey, "info", phases_locked=False))


# -- one in the place of another -------------------------------------------------------------------


def test_what_uses_a_record_is_told(journey: Journey) -> None:
    used = {
        id: [r.id for r in edits.uses(journey, [id])]
        for id in ("sanne", "web", "team", "pains", "talk", "use")
    }
    assert used["sanne"] == ["bram", "search", "choose"]
    assert used["web"] == ["search", "pay"]
    assert used["team"] == ["search", "loose"]
    assert used["pains"] == ["loose", "pain"]
    assert used["talk"] == ["choose"]
    assert used["use"] == ["wash", "loose", "note"]
    assert edits.uses(journey, ["use", "wash", "loose", "note"]) == ()
    assert edits.uses(journey, ["shop"]) == ()


def test_another_persona_feels_what_the_first_felt_where_it_felt_nothing(journey: Journey) -> None:
    after = done(journey, edits.move_and_delete(journey, ["sanne"], "bram"))
    felt = {t.id: [(e.persona, e.emotional) for e in t.experience] for t in after.touchpoints}
    assert felt["search"] == [("bram", 1.0)]
    assert felt["choose"] == [("bram", -1.0)]
    choose = after.of(Touchpoint, "choose")
    assert choose is not None
    assert choose.personas == ("bram",)
    assert [s.personas for s in after.scenarios] == [("bram",), ("bram",)]
    assert after.personas[0].influences == ()


def test_channels_owners_and_evidence_are_exchanged(journey: Journey) -> None:
    after = done(journey, edits.move_and_delete(journey, ["web"], "shop"))
    assert [t.channel for t in after.road("now")] == ["shop", None, "shop", None]
    after = done(journey, edits.move_and_delete(journey, ["team"], "sales"))
    search, loose = after.of(Touchpoint, "search"), after.of(Card, "loose")
    assert search is not None
    assert (search.owner, search.helpers) == ("sales", ("sales",))
    assert loose is not None
    assert loose.owner == "sales"
    after = done(journey, edits.move_and_delete(journey, ["talk"], "data"))
    choose = after.of(Touchpoint, "choose")
    assert choose is not None
    assert choose.evidence == ("data",)


def test_cards_go_behind_those_of_the_other_lane(journey: Journey) -> None:
    after = done(journey, edits.move_and_delete(journey, ["pains"], "ideas"))
    assert [c.id for c in after.cards_at("search", "ideas", "now")] == ["idea", "pain"]
    assert [c.id for c in after.cards_at("use", "ideas", "now")] == ["loose"]
    assert code(lambda: edits.replace_references(journey, "pains", "road")) == "not-a-card-lane"
    assert code(lambda: edits.replace_references(journey, "pains", "pains")) == "not-alike"
    assert code(lambda: edits.replace_references(journey, "pains", "web")) == "not-alike"


def test_the_touchpoints_of_a_phase_go_behind_those_of_the_other(journey: Journey) -> None:
    after = done(journey, edits.move_and_delete(journey, ["buy", "care"], "use"))
    assert row(after, "Use") == ["wash", "search", "choose", "pay"]
    assert row(after, "Use", "later") == ["dream", "select"]
    assert len(after.cards) == 3


# -- pictures --------------------------------------------------------------------------------------


def test_a_picture_that_nothing_shows_any_more_goes_too(journey: Journey) -> None:
    for id in ("face", "shop_front"):
        asset = Asset(id=id, media_type="image/png", data=b"", width=1, height=1, sha256=id)
        journey.apply(edits.add(journey, asset))
    journey.apply(edits.update(journey, "sanne", portrait="face"))
    journey.apply(edits.update(journey, "bram", portrait="shop_front"))
    journey.apply(edits.update(journey, "pay", image="shop_front"))
    assert done(journey, edits.delete(journey, ["sanne"])).assets == journey.assets[1:]
    assert len(done(journey, edits.delete(journey, ["bram"])).assets) == 2
    assert len(done(journey, edits.delete(journey, ["bram", "buy"])).assets) == 1
    other = edits.update(journey, "sanne", portrait="shop_front")
    after = done(journey, edits.without_unused_pictures(journey, other))
    assert [a.id for a in after.assets] == ["shop_front"]
    assert edits.without_unused_pictures(journey, edits.rename(journey, "sanne", "S")).after.keys() == {
        "sanne"
    }
