"""The method's steps: what is missing in an unfinished journey and where; the questions; the closing review."""

from typing import Any

import pytest

from cjm_desktop.analysis.method_steps import steps
from cjm_desktop.analysis.preparation import Item, company_worded
from cjm_desktop.analysis.review import questions, review
from cjm_desktop.i18n import in_language
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Persona
from cjm_desktop.model.starter import starting_records


@pytest.fixture
def journey() -> Journey:
    """Two phases; one touchpoint with an action, one told by the organisation, nothing in the second phase."""
    made = Journey(starting_records("nl", "Jas", persona="Sanne", phases=("Kijk", "Retour")))
    scenario, phase = made.scenarios[0].id, made.phases[0].id
    for title in ("Ziet de jas", "Wij sturen onze mail"):
        made.apply(edits.add_touchpoint(made, scenario, phase, title))
    actions = next(lane.id for lane in made.lanes if lane.kind == "actions")
    made.apply(edits.add_card(made, actions, made.touchpoints[0].id, scenario, "Kijkt"))
    return made


def items(journey: Journey) -> dict[str, Item]:
    with in_language("en"):
        return {i.id: i for s in steps(journey, journey.scenarios[0].id) for i in s.items}


def update(journey: Journey, id: str, **fields: Any) -> None:
    journey.apply(edits.update(journey, id, **fields))


def test_five_steps_with_what_is_missing(journey: Journey) -> None:
    found = items(journey)
    first, second = journey.touchpoints
    assert found["actions"].missing == "1 touchpoint without an action"
    assert found["actions"].places == (second.id,)
    assert found["thoughts"].missing == "2 touchpoints without a thought"
    assert found["phases"].missing == "Phase Retour has no touchpoint"
    assert found["phases"].places == (journey.phases[1].id,)
    assert found["desired"].missing == "No scenario of how it should be"
    assert found["channels"].places == (first.id, second.id)
    assert found["purpose"].missing
    assert found["sources"].missing
    assert found["persona"].is_done
    assert found["described"].missing == "No quote, goals or needs yet: Sanne"


def test_what_is_mended_is_done(journey: Journey) -> None:
    update(journey, "info", purpose="minder retouren", audience="webshopteam")
    update(journey, journey.personas[0].id, quote="Ik wil een jas.")
    update(journey, journey.scenarios[0].id, start="advertentie", end="herhaalaankoop")
    update(journey, journey.touchpoints[1].id, title="Krijgt een mail")
    found = items(journey)
    assert {i.id for i in found.values() if i.is_done} >= {"purpose", "described", "ends", "customer"}
    with in_language("en"):
        first = steps(journey, journey.scenarios[0].id)[0]
    assert (first.done, len(first.items)) == (4, 5)  # sources are missing still


def test_words_of_the_organisation_are_found_whole(journey: Journey) -> None:
    scenario = journey.scenarios[0].id
    assert company_worded(journey, scenario) == (journey.touchpoints[1].id,)
    update(journey, journey.touchpoints[0].id, title="Wijzigt de wens")  # "wij" and "we" within words
    assert company_worded(journey, scenario) == (journey.touchpoints[1].id,)
    update(journey, journey.touchpoints[1].id, kind="internal")
    assert company_worded(journey, scenario) == ()


def test_a_card_over_two_touchpoints_or_a_phase_counts_for_all(journey: Journey) -> None:
    card = journey.cards[0]
    update(journey, card.id, span=2)
    assert items(journey)["actions"].is_done
    update(journey, card.id, span=1, anchor=journey.phases[0].id)
    assert items(journey)["actions"].is_done


def test_hard_moments_ask_for_contact(journey: Journey) -> None:
    first, persona = journey.touchpoints[0].id, journey.personas[0].id
    journey.apply(edits.set_experience(journey, first, persona, emotional=-1.2))
    assert items(journey)["hard"].is_done
    update(journey, first, kind="customer_action")
    assert items(journey)["hard"].places == (first,)


def test_of_several_people_one_emotion_will_do_and_the_lowest_counts(journey: Journey) -> None:
    journey.apply(edits.add(journey, Persona(id="pe_x", name="Bo", criterion="de prijs")))
    first, second = (t.id for t in journey.touchpoints)
    for id, score in ((first, -1.5), (second, 0.5)):
        journey.apply(edits.set_experience(journey, id, "pe_x", emotional=score))
    journey.apply(edits.set_experience(journey, first, journey.personas[0].id, emotional=1.0))
    update(journey, first, kind="internal")
    update(journey, journey.scenarios[0].id, personas=("pe_x",))
    found = items(journey)
    assert found["emotions"].is_done
    assert found["hard"].places == (first,)
    assert found["described"].is_done  # the criterion of a buyer tells as much as a quote


def test_content_is_asked_for_where_there_is_a_lane_for_it(journey: Journey) -> None:
    assert "content" not in items(journey)
    journey.apply(edits.add_lane(journey, "content", "Content"))
    assert items(journey)["content"].missing == "Phases Kijk, Retour have no content"


def test_an_empty_journey_is_told_what_to_do_and_nothing_else(journey: Journey) -> None:
    journey.apply(edits.delete(journey, [t.id for t in journey.touchpoints]))
    found = items(journey)
    assert found["actions"].missing == "There are no touchpoints yet"
    assert found["events"].missing
    assert all(item.places for item in found.values() if item.missing)


def test_questions_of_phases_stand_beside_those_of_the_method(journey: Journey) -> None:
    update(journey, journey.phases[1].id, questions=("Waarom terug?",))
    with in_language("en"):
        asked = questions(journey)
    assert [len(own) for _head, own in asked] == [3, 8, 1]
    assert asked[-1] == ("Retour", ("Waarom terug?",))


def test_the_review_says_what_the_journey_has(journey: Journey) -> None:
    update(journey, "info", participants=("Anna", "Bo"))
    with in_language("en"):
        says = {c.id: c.says for c in review(journey, journey.scenarios[0].id)}
    assert says == {
        "purpose": "Not written down yet",
        "truth": "0 of 2 touchpoints founded on customers or their data",
        "together": "Anna, Bo",
        "customer": "1 title is told by the organisation (“we”, “our”)",
        "insights": "0 insights and chances",
    }
