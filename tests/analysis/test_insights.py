"""Insights, actions, owners and evidence: what is listed, what is marked, what is missing."""

import datetime
from typing import Any

import pytest

from cjm_desktop.analysis import insights
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import (
    Card,
    Evidence,
    Experience,
    Lane,
    Owner,
    Persona,
    Phase,
    Scenario,
    Touchpoint,
)

TODAY = datetime.date(2026, 11, 22)


def card(id: str, lane: str, anchor: str = "tp_1", **more: Any) -> Card:
    return Card(id=id, lane=lane, scenario="sc", anchor=anchor, text=id, **more)


@pytest.fixture
def journey() -> Journey:
    return Journey(
        [
            Persona(id="pe", name="Sanne"),
            Scenario(id="sc", name="Now", personas=("pe",)),
            Phase(id="ph", name="See"),
            Lane(id="la_p", name="Pains", kind="pains"),
            Lane(id="la_i", order="a1", name="Insights", kind="insights"),
            Lane(id="la_o", order="a2", name="Chances", kind="opportunities"),
            Owner(id="ow_l", name="Logistics"),
            Owner(id="ow_m", order="a1", name="Marketing"),
            Evidence(id="ev_d", kind="data", source="orders", date="2025-05-22"),
            Evidence(id="ev_i", kind="interview", source="talks", date="2025-05-23"),
            Evidence(id="ev_a", kind="assumption", source="team"),
            Touchpoint(
                id="tp_1",
                scenario="sc",
                phase="ph",
                order="a0",
                title="Waits",
                owner="ow_l",
                moment_of_truth="second",
                evidence=("ev_a",),
            ),
            Touchpoint(
                id="tp_2",
                scenario="sc",
                phase="ph",
                order="a1",
                title="Pays",
                helpers=("ow_l",),
                experience=(Experience(persona="pe", emotional=-1.5),),
            ),
            Touchpoint(
                id="tp_3", scenario="sc", phase="ph", order="a2", title="Rides home", kind="customer_action"
            ),
            card("pain_1", "la_p", severity=2),
            card("pain_2", "la_p", "tp_2", severity=4),
            card("insight", "la_i", "tp_2"),
            card(
                "action",
                "la_o",
                "tp_2",
                answers=("insight",),
                status="doing",
                due="2026-11-21",
                owner="ow_m",
                impact=4,
                effort=2,
            ),
            card("chance", "la_o", answers=("pain_1",), quick_win=True),
            card("old", "la_i", "ph", status="done", due="2026-01-01", impact=5, effort=3),
        ]
    )


def by_id(journey: Journey) -> dict[str, insights.Entry]:
    return {e.card.id: e for e in insights.entries(journey, "sc", TODAY)}


def test_insights_and_actions_in_road_order(journey: Journey) -> None:
    found = insights.entries(journey, "sc", TODAY)
    assert [(e.card.id, e.kind, e.group) for e in found] == [
        ("chance", "action", "open"),
        ("old", "action", "done"),
        ("action", "action", "doing"),
        ("insight", "insight", "open"),
    ]


def test_an_action_knows_its_insight_and_the_insight_its_action(journey: Journey) -> None:
    found = by_id(journey)
    assert [c.id for c in found["action"].answers] == ["insight"]
    assert [c.id for c in found["insight"].answered_by] == ["action"]
    assert found["action"].touchpoints == ("tp_2",)
    assert found["old"].touchpoints == ()


def test_overdue_is_told_by_the_day_and_the_status(journey: Journey) -> None:
    found = by_id(journey)
    assert found["action"].is_overdue
    assert not found["old"].is_overdue  # done
    journey.apply(edits.update(journey, "action", due="2026-11-22"))
    assert not by_id(journey)["action"].is_overdue  # today is in time
    journey.apply(edits.update(journey, "action", due="2026-02-31"))
    assert not by_id(journey)["action"].is_overdue  # no such day


def test_quick_wins_are_flagged_or_cheap_and_telling(journey: Journey) -> None:
    found = by_id(journey)
    assert {id for id, e in found.items() if e.is_quick_win} == {"action", "chance"}


def test_pains_without_an_answer(journey: Journey) -> None:
    assert [c.id for c in insights.unanswered_pains(journey, "sc")] == ["pain_2"]


def test_each_owner_with_what_is_theirs(journey: Journey) -> None:
    logistics, marketing = insights.tasks(journey, "sc", TODAY)
    assert [t.id for t in logistics.accountable] == ["tp_1"]
    assert [t.id for t in logistics.helping] == ["tp_2"]
    assert [e.card.id for e in marketing.actions] == ["action"]
    touchpoints, actions = insights.ownerless(journey, "sc", TODAY)
    assert [t.id for t in touchpoints] == ["tp_2"]  # what the customer does alone needs none
    assert [e.card.id for e in actions] == ["chance"]


def test_sources_with_what_rests_on_them(journey: Journey) -> None:
    found = insights.sources(journey, "sc", TODAY)
    assert [(s.evidence.id, [r.id for r in s.rests]) for s in found] == [
        ("ev_a", ["tp_1"]),
        ("ev_d", []),
        ("ev_i", []),
    ]
    assert {s.evidence.id for s in found if s.is_old} == {
        "ev_d"
    }  # 18 months to the day; the other a day less


def test_what_matters_and_rests_on_nothing(journey: Journey) -> None:
    found = [(u.record.id, u.why, u.is_bare) for u in insights.unfounded(journey, "sc")]
    assert found == [
        ("tp_1", "truth", False),
        ("tp_2", "hard", True),
        ("pain_2", "pain", True),
        ("pain_1", "pain", False),
    ]
    journey.apply(edits.update_many(journey, ["tp_1", "tp_2"], evidence=("ev_i",)))
    assert insights.unfounded(journey, "sc") == ()
