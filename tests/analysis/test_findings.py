"""What a poster's strip of insights says, and what it keeps silent about."""

from __future__ import annotations

from dataclasses import replace

from cjm_desktop.analysis.findings import evidence_base, findings, lead_persona
from cjm_desktop.i18n import in_language
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import (
    Card,
    DropOff,
    Evidence,
    Experience,
    Lane,
    Owner,
    Persona,
    Phase,
    Record,
    Scenario,
    Touchpoint,
)


def journey(*more: Record, scores: tuple[float | None, ...] = (1.0, -1.8, 0.2)) -> Journey:
    stops = [
        Touchpoint(
            id=f"tp_{i}",
            scenario="sc",
            phase="ph",
            order=f"a{i}",
            title=f"Stap {i}",
            owner="ow",
            experience=(Experience(persona="pe", emotional=score),),
        )
        for i, score in enumerate(scores)
    ]
    return Journey(
        [
            Persona(id="pe", name="Sanne"),
            Persona(id="pe_2", order="a1", name="Ali"),
            Scenario(id="sc", name="nu", personas=("pe",)),
            Phase(id="ph", name="Koop"),
            Lane(id="la_p", name="Pijn", kind="pains"),
            Lane(id="la_o", order="a1", name="Kansen", kind="opportunities"),
            Owner(id="ow", name="Webshop"),
            *stops,
            *more,
        ]
    )


def said(j: Journey) -> list[tuple[str, str]]:
    with in_language("en"):
        return [(f.kind, f.text) for f in findings(j, "sc")]


def test_the_worst_moment_with_those_who_leave() -> None:
    j = journey()
    assert said(j) == [("pain", "“Stap 1” is the low point: −1.8")]
    j.apply(edits.update(j, "tp_1", drop_off=DropOff(share=0.09)))
    assert said(j) == [("pain", "“Stap 1” is the low point: −1.8 and 9% leave")]
    assert findings(j, "sc")[0].record == "tp_1"


def test_nothing_bad_nothing_said() -> None:
    assert said(journey(scores=(1.0, 0.0, 0.2))) == []
    assert said(journey(scores=(None, None))) == []
    assert findings(Journey([Scenario(id="sc", name="")]), "sc") == ()


def test_the_quick_win_goes_before_the_answer_to_the_worst_pain() -> None:
    pain = Card(id="ca_p", lane="la_p", scenario="sc", anchor="tp_1", text="Rij", severity=4)
    answer = Card(
        id="ca_a", lane="la_o", scenario="sc", anchor="tp_1", text="Ophalen\nthuis", answers=("ca_p",)
    )
    loose = Card(id="ca_l", lane="la_o", scenario="sc", anchor="tp_0", order="a1", text="Los idee")
    j = journey(pain, answer, loose, scores=(1.0,))
    assert said(j) == [("win", "First chance: Ophalen thuis")]
    j.apply(edits.update(j, "ca_l", quick_win=True))
    assert said(j) == [("win", "Quick win: Los idee")]


def test_owners_that_are_missing_are_counted() -> None:
    j = journey(scores=(0.0, 0.0))
    j.apply(edits.update(j, "tp_1", owner=None))
    assert said(j) == [("gap", "1 touchpoint without an owner")]
    j.apply(edits.update(j, "tp_0", owner=None))
    assert said(j) == []  # nobody owns anything yet: then owners are not what the map is about


def test_the_lead_persona() -> None:
    j = journey()
    assert lead_persona(j, "sc") == "pe"
    j.apply(edits.update(j, "sc", personas=("pe_2", "pe")))
    assert lead_persona(j, "sc") == "pe_2"
    j.apply(edits.update(j, "sc", personas=()))
    assert lead_persona(j, "sc") == "pe"
    assert lead_persona(Journey([Scenario(id="sc", name="")]), "sc") is None


def test_what_the_map_rests_on() -> None:
    data = Evidence(id="ev_d", kind="data", source="Webanalyse")
    guess = Evidence(id="ev_a", kind="assumption", source="team")
    j = journey(data, guess)
    assert evidence_base(j, "sc") == ""
    j.apply(edits.update(j, "tp_0", evidence=("ev_d",)))
    j.apply(edits.update(j, "tp_1", evidence=("ev_a",)))
    assert evidence_base(j, "sc") == "Webanalyse · 33% backed by customer research (1 of 3 touchpoints)"
    only = Journey(replace(r, evidence=("ev_a",)) if isinstance(r, Touchpoint) else r for r in j.records())
    assert evidence_base(only, "sc") == "0% backed by customer research (0 of 3 touchpoints)"
