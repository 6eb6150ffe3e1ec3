"""Coverage, gaps and influence of a buying group, against examples worked out by hand."""

from __future__ import annotations

import pytest

from cjm_desktop.analysis import buying_group as group
from cjm_desktop.analysis import group_steps
from cjm_desktop.analysis.method_steps import steps
from cjm_desktop.i18n import in_language
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.parts import Influence
from cjm_desktop.model.records import Connection, Info, Persona, Phase, Scenario, Touchpoint
from tests.layout.composites import tender


def small(*stops: tuple[str, tuple[str, ...]], kind: str = "composite") -> Journey:
    """Two phases and three people; each stop is (phase, people)."""
    return Journey(
        [
            Info(id="info", type=kind),  # type: ignore[arg-type]
            Persona(id="a", order="a0", name="Anna", influence=3, dmu_role="decider"),
            Persona(id="b", order="a1", name="Bram", influence=1, interest="prijs"),
            Persona(id="c", order="a2", name="Cora", criterion="Snel."),
            Scenario(id="sc", name="nu", personas=("a", "b", "c")),
            Phase(id="p", order="a0", name="Vooraf"),
            Phase(id="q", order="a1", name="Daarna"),
            *(
                Touchpoint(id=f"t{i}", scenario="sc", phase=phase, order=f"a{i}", personas=who)
                for i, (phase, who) in enumerate(stops)
            ),
        ]
    )


def test_coverage_counts_cells_and_weighs_them_by_influence() -> None:
    """Anna (weight 3) in p; Bram (1) in p and q; Cora (2, as nothing is recorded) nowhere: 3 of 6 cells, 5 of 12."""
    journey = small(("p", ("a", "b")), ("q", ("b",)), ("q", ("b",)))
    found = group.coverage(journey, "sc")
    assert found.contacts == {("a", "p"): 1, ("b", "p"): 1, ("b", "q"): 2}
    assert found.share == pytest.approx(3 / 6)
    assert found.weighted == pytest.approx(5 / 12)
    assert found.gaps == (("a", "q"), ("c", "p"), ("c", "q"))


def test_only_relevant_cells_count() -> None:
    journey = small(("p", ("a", "b")))
    found = group.coverage(journey, "sc", {("a", "p"), ("c", "q")})
    assert (found.share, found.gaps) == (0.5, (("c", "q"),))
    assert found.weighted == pytest.approx(3 / 5)
    assert group.coverage(journey, "sc", ()).share == 1.0


def test_only_contacts_count_and_nobody_named_means_everybody() -> None:
    journey = small(("p", ()), ("q", ("a",)))
    journey.apply(edits.update(journey, "t1", kind="internal"))
    assert group.contacts(journey.road("sc"), ["a", "b", "c"]) == {
        ("a", "p"): 1,
        ("b", "p"): 1,
        ("c", "p"): 1,
    }


def test_a_decider_is_late_from_the_first_touchpoint_of_the_second_half() -> None:
    early = small(("p", ("b",)), ("p", ("a",)), ("q", ("b",)), ("q", ("b",)))
    late = small(("p", ("b",)), ("p", ("b",)), ("q", ("a",)), ("q", ("b",)))
    assert group.late_gates(early, "sc") == ()
    assert group.late_gates(late, "sc") == (group.FirstContact("a", "t2", 3, 4),)
    assert group.first_contacts(late, "sc")[1] == group.FirstContact("b", "t0", 1, 4)


def test_who_has_one_contact_and_of_whom_nothing_is_known() -> None:
    journey = small(("p", ("a", "b")), ("q", ("b",)))
    assert group.with_one_contact(journey, "sc") == ("a",)
    assert group.without_interest(group.people_of(journey, "sc")) == ("a",)


def test_criteria_conflict_when_they_differ_in_words() -> None:
    journey = small()
    journey.apply(edits.update(journey, "b", criterion="  snel "))
    assert group.conflicts(journey.personas) == ()
    journey.apply(edits.update(journey, "a", criterion="goedkoop"))
    assert group.conflicts(journey.personas) == (("a", "b"), ("a", "c"))


def test_influence_reaches_a_decider_through_others() -> None:
    journey = small()
    journey.apply(edits.update(journey, "c", influences=(Influence(persona="b", text="koffie"),)))
    journey.apply(edits.update(journey, "b", influences=(Influence(persona="a"), Influence(persona="b"))))
    assert group.influences(journey.personas) == (("b", "a", ""), ("c", "b", "koffie"))
    assert group.ways_to_gates(journey.personas) == {"b": ("a",), "c": ("a",)}
    assert group.influence_graph(journey.personas[:2]).number_of_edges() == 1


def test_circles_of_people_who_meet() -> None:
    apart = small(("p", ("a", "b")), ("q", ("c",)))
    assert group.circles(apart, "sc") == (("a", "b"), ("c",))
    apart.apply(edits.add(apart, Connection(id="co", source="t1", target="t0")))
    assert group.circles(apart, "sc") == (("a", "b", "c"),)


def test_a_group_is_two_people_of_a_composite_journey() -> None:
    assert [p.id for p in group.group_of(small(), "sc")] == ["a", "b", "c"]
    assert group.group_of(small(kind="single"), "sc") == ()
    alone = small()
    alone.apply(edits.update(alone, "sc", personas=("b",)))
    assert group.group_of(alone, "sc") == ()


def test_the_gravest_gap_of_each_person_in_words() -> None:
    with in_language("en"):
        journey = small(("p", ("b",)), ("q", ("a",)))
        assert group.gap_words(journey, "sc") == (
            ("Cora is never reached", "c"),
            ("Anna is first reached at touchpoint 2 of 2", "a"),
            ("Bram is not reached in phase Daarna", "b"),
        )
        assert group.gap_words(small(("p", ()), kind="single"), "sc") == ()
        assert group.gap_words(small(), "sc") == ()


def test_the_tender_of_the_design_papers() -> None:
    journey = tender()
    found = group.coverage(journey, "sc")
    assert found.gaps == (("pe_legal", "ph_0"),)
    assert found.share == pytest.approx(15 / 16)
    assert [f.number for f in group.first_contacts(journey, "sc")] == [1, 3, 6, 2]
    with in_language("en"):
        assert group.gap_words(journey, "sc") == (
            ("Juridische zaken is not reached in phase Behoefte", "pe_legal"),
        )


def test_the_steps_of_the_method_ask_after_everybody() -> None:
    """In the tender only Juridische zaken is missed; without the shared road more is."""
    with in_language("en"):
        journey = tender()
        found = {i.id: i for i in group_steps.items(journey, "sc")}
        assert [i.id for i in found.values() if not i.is_done] == ["group-reached"]
        assert found["group-reached"].places == ("pe_legal",)
        apart = small(("p", ("a", "b")), ("q", ("b",)), ("q", ("c",)), ("q", ("c",)))
        apart.apply(edits.update(apart, "c", influences=(Influence(persona="a"),)))
        missing = {i.id: (i.missing, i.places) for i in group_steps.items(apart, "sc") if not i.is_done}
        assert missing["group-once"] == ("One contact only: Anna", ("a",))
        assert missing["group-interest"] == ("Not known of: Anna", ("a",))
        assert missing["group-sway"] == ("Reached late or never: Cora", ("c",))
        assert missing["group-together"] == ("At no touchpoint together with the others: Cora", ("c",))
        assert missing["group-reached"][1] == ("a", "c")
    assert group_steps.items(small(("p", ()), kind="single"), "sc") == []
    assert group_steps.items(small(), "sc") == []


def test_steps_of_a_group_stand_among_the_others() -> None:
    journey = tender()
    asked = [item.id for step in steps(journey, "sc") for item in step.items]
    assert "group-reached" in asked
    emotions = next(i for step in steps(journey, "sc") for i in step.items if i.id == "emotions")
    assert emotions.is_done  # somebody's is known everywhere, though not always the leading person's
    journey.apply(edits.update(journey, "info", type="single"))
    asked = [item.id for step in steps(journey, "sc") for item in step.items]
    assert "group-reached" not in asked


def test_a_joined_scenario_has_the_people_of_its_parts() -> None:
    journey = small(("p", ("a", "b")))
    journey.apply(edits.add(journey, Scenario(id="both", name="alles", joins=("sc",))))
    assert [p.id for p in group.group_of(journey, "both")] == ["a", "b", "c"]
    assert group.coverage(journey, "both").contacts == group.coverage(journey, "sc").contacts
