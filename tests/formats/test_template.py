"""The fourteen templates: sound in both languages, without marks, and without anything made up."""

from __future__ import annotations

import json
import re

import pytest

from cjm_desktop import resources
from cjm_desktop.formats.template import from_template, templates
from cjm_desktop.model import rules
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Phase, Touchpoint, name_of

IDS = [t.id for t in templates("nl")]


def test_there_are_fourteen_in_both_languages() -> None:
    assert len(IDS) == len(set(IDS)) == 14
    dutch, english = templates("nl"), templates("en")
    assert [t.id for t in dutch] == [t.id for t in english]
    assert dutch[0].name == "Klassieke klantreis (5 fasen)"
    assert english[0].name == "Classic customer journey (5 stages)"
    assert dutch[2].description == "Kijk · Kies · Koop · Krijg · Koester"
    assert all(t.name and t.description and t.source for t in (*dutch, *english))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("id", IDS)
def test_every_template_is_a_sound_journey(id: str, language: str) -> None:
    journey = from_template(id, language)  # type: ignore[arg-type]
    assert rules.check(journey) == []
    assert journey.info.language == language
    shown = next(t for t in templates(language) if t.id == id)  # type: ignore[arg-type]
    assert tuple(p.name for p in journey.phases) == shown.phases
    words = [name_of(r) for r in journey.records()]
    words += [q for p in journey.phases for q in (*p.questions, p.customer_goal or "")]
    assert not [w for w in words if re.search(r"\((S|L|I)(/|\))|\||klantactie", w) and "Bonsing" not in w]
    assert all(p.questions for p in journey.phases)


@pytest.mark.parametrize("id", IDS)
def test_nothing_is_scored_for_the_author(id: str) -> None:
    for touchpoint in from_template(id).touchpoints:
        assert (touchpoint.experience, touchpoint.drop_off, touchpoint.evidence) == ((), None, ())
        assert (touchpoint.effort, touchpoint.touch_time, touchpoint.cost) == (None, None, None)
    assert all(c.share is None and c.count is None for c in from_template(id).connections)


def test_two_cycles_with_care_as_a_band() -> None:
    journey = from_template("bonsing_mann")
    assert [p.cycle for p in journey.phases] == [1] * 6 + [2] * 6
    bands = [p for p in journey.phases if p.spans == "band"]
    assert [p.name for p in bands] == ["Customer-care fase", "Customer-care fase (herhaal)"]
    first = [p.id for p in journey.phases if p.cycle == 1 and p.spans == "self"]
    assert list(bands[0].spanned) == first
    assert journey.info.cycles == ("Eerste aankoop", "Volgende aankoop")
    assert from_template("bonsing_mann", "en").info.cycles == ("First purchase", "Next purchase")
    assert from_template("aida").info.cycles == ()
    assert {c.kind for c in journey.connections} == {"main", "choice", "return"}


def test_loops_lead_back() -> None:
    journey = from_template("5k", "en")
    assert {(c.kind, c.label) for c in journey.connections} == {
        ("return", "continuous journey"),
        ("return", "loyalty shortcut"),
    }
    for connection in journey.connections:
        source, target = journey.of(Touchpoint, connection.source), journey.of(Touchpoint, connection.target)
        assert source is not None
        assert target is not None
        ends = [journey.of(Phase, source.phase), journey.of(Phase, target.phase)]
        assert next(p.name for p in ends if p) == "Cherish / loyalty"
    assert journey.scenarios[0].road == "loop"
    assert from_template("bonsing_mann").scenarios[0].road == "loop"


def test_actors_become_personas() -> None:
    journey = from_template("b2b_samengesteld", "en")
    assert journey.info.type == "composite"
    assert [p.dmu_role for p in journey.personas] == [
        "user",
        "buyer",
        "gatekeeper",
        "influencer",
        "decider",
        "initiator",
    ]
    assert journey.personas[1].interest == "The most economical solution"
    assert journey.scenarios[0].personas == tuple(p.id for p in journey.personas)


def test_actions_of_the_customer_and_channels_that_are_named() -> None:
    journey = from_template("weg_5stappen")
    rain = next(t for t in journey.touchpoints if t.title == "Naar het postkantoor door de regen")
    assert (rain.kind, rain.channel) == ("customer_action", None)
    tips = next(t for t in journey.touchpoints if t.title == "Tips per e-mail")
    channel = journey.get(tips.channel)
    assert channel is not None
    assert name_of(channel) == "E-mail"
    assert journey.info.scope == "customer"


def test_blueprint_has_its_lanes_in_order() -> None:
    kinds = [lane.kind for lane in from_template("service_blueprint").lanes]
    start = kinds.index("evidence")
    assert kinds[start : start + 5] == ["evidence", "actions", "frontstage", "backstage", "support"]
    assert len(kinds) == len(set(kinds))


def test_an_organisations_phase_has_no_touchpoints() -> None:
    journey = from_template("race")
    assert journey.phases[0].name == "Plan (voorbereiding)"
    assert all(t.phase != journey.phases[0].id for t in journey.touchpoints)


def test_two_journeys_of_one_template_share_no_ids() -> None:
    one, two = from_template("aida"), from_template("aida")
    assert {p.id for p in one.phases}.isdisjoint(p.id for p in two.phases)


def test_unknown_template() -> None:
    with pytest.raises(CjmError, match="There is no template “nope”"):
        from_template("nope")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("id", IDS)
def test_a_template_holds_all_that_its_file_says(id: str, language: str) -> None:
    """Against the file itself, read with nothing but json: no phase, goal, question, touchpoint or loop is lost."""
    data = json.loads(resources.path("templates", "templates.json").read_text("utf-8"))
    row = next(t for t in (*data["templates"], *data["short_templates"]) if t["id"] == id)
    journey = from_template(id, language)  # type: ignore[arg-type]
    own = journey.touchpoints
    given = [
        p if isinstance(p, dict) else {"nl": p[0], "en": p[1], "questions": [p[2]]} for p in row["phases"]
    ]
    assert len(journey.phases) == len(given)
    for phase, told in zip(journey.phases, given, strict=True):
        assert phase.name.split(" (")[0] == re.sub(r"\s*\(.*", "", told[language])
        assert bool(phase.customer_goal) == ("goal" in told)
        assert len(phase.questions) == len(told["questions"])
        assert (len(phase.dos), len(phase.donts)) == (len(told.get("dos", ())), len(told.get("donts", ())))
        assert (phase.spans == "band") == ("spans" in told)
        wanted = [t[language] for t in told.get("touchpoints", ()) if not t["nl"].startswith("Geen contact")]
        titles = [t.title for t in own if t.phase == phase.id]
        assert len(titles) == len(wanted)
        for title, words in zip(titles, wanted, strict=True):
            assert words.startswith(title)
    channels = {c for told in given for c in told.get("channels", ())}
    assert len(journey.channels) == len(channels)
    assert len(journey.connections) == len(row.get("loops", ()))
    assert len(journey.personas) == max(1, len(row.get("stakeholders", ())))
