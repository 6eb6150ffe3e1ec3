"""Filters: what matches, what its cards bring along, what it is called, and how it is written on a line."""

import pytest

from cjm_desktop.analysis.filter_words import choices, described, parse
from cjm_desktop.analysis.filtering import NONE, Filter, matching
from cjm_desktop.i18n import in_language
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import (
    Card,
    Channel,
    Evidence,
    Lane,
    Owner,
    Persona,
    Phase,
    Scenario,
    Touchpoint,
)
from cjm_desktop.model.tagging import rename_tag, tag_counts
from tests.layout.random_maps import random_journey


@pytest.fixture
def journey() -> Journey:
    """Four touchpoints in two phases; the third has no owner, channel or evidence."""
    return Journey(
        [
            Persona(id="pe_a", name="Sanne, 34"),
            Persona(id="pe_b", order="a1", name="Bo"),
            Scenario(id="sc", name="Now", personas=("pe_a", "pe_b")),
            Phase(id="ph_1", name="See"),
            Phase(id="ph_2", order="a1", name="Buy"),
            Lane(id="la_p", name="Pains", kind="pains"),
            Lane(id="la_o", order="a1", name="Chances", kind="opportunities"),
            Channel(id="ch_w", name="Web shop"),
            Channel(id="ch_s", order="a1", name="Shop"),
            Owner(id="ow_l", name="Logistics"),
            Owner(id="ow_m", order="a1", name="Marketing"),
            Evidence(id="ev_d", kind="data", source="orders"),
            Evidence(id="ev_a", kind="assumption", source="team"),
            Touchpoint(
                id="tp_1",
                scenario="sc",
                phase="ph_1",
                order="a0",
                title="Advert",
                channel="ch_w",
                owner="ow_m",
                evidence=("ev_d",),
                tags=("Price",),
            ),
            Touchpoint(
                id="tp_2",
                scenario="sc",
                phase="ph_1",
                order="a1",
                title="Visits the shop",
                channel="ch_s",
                owner="ow_l",
                helpers=("ow_m",),
                personas=("pe_b",),
            ),
            Touchpoint(id="tp_3", scenario="sc", phase="ph_2", order="a0", title="Pays"),
            Touchpoint(
                id="tp_4",
                scenario="sc",
                phase="ph_2",
                order="a1",
                title="Waits",
                owner="ow_l",
                channel="ch_w",
                evidence=("ev_a",),
            ),
            Card(id="ca_1", lane="la_p", scenario="sc", anchor="tp_3", text="Too dear", tags=("price",)),
            Card(id="ca_2", lane="la_o", scenario="sc", anchor="tp_3", text="Discount", owner="ow_m"),
            Card(id="ca_3", lane="la_p", scenario="sc", anchor="tp_1", text="Too small", span=2),
            Card(id="ca_4", lane="la_o", scenario="sc", anchor="ph_2", text="Faster"),
        ]
    )


def shown(journey: Journey, **asked: object) -> tuple[set[str], set[str]]:
    found = matching(journey, "sc", Filter(**asked))  # type: ignore[arg-type]
    return set(found.touchpoints), set(found.cards)


def test_nothing_asked_shows_everything(journey: Journey) -> None:
    assert not Filter()
    assert not Filter(text="  ")
    touchpoints, cards = shown(journey)
    assert len(touchpoints) == 4
    assert len(cards) == 4


def test_by_owner_helpers_count_and_a_card_brings_its_touchpoint(journey: Journey) -> None:
    touchpoints, cards = shown(journey, owners=("ow_m",))
    assert touchpoints == {"tp_1", "tp_2", "tp_3"}  # accountable, helping, and by the card of an action
    assert "ca_2" in cards
    assert "ca_1" not in cards  # stands at the same touchpoint, which itself has no owner


def test_without_an_owner(journey: Journey) -> None:
    touchpoints, cards = shown(journey, owners=(NONE,))
    assert touchpoints == {"tp_3"}
    assert {"ca_1", "ca_2"} <= cards  # a card is shown with its touchpoint


def test_fields_narrow_and_values_widen(journey: Journey) -> None:
    assert shown(journey, channels=("ch_w",))[0] == {"tp_1", "tp_4"}
    assert shown(journey, channels=("ch_w", "ch_s"))[0] == {"tp_1", "tp_2", "tp_4"}
    assert shown(journey, channels=("ch_w",), owners=("ow_l",))[0] == {"tp_4"}


def test_by_persona_nobody_named_means_everyone(journey: Journey) -> None:
    assert shown(journey, personas=("pe_a",))[0] == {"tp_1", "tp_3", "tp_4"}
    assert shown(journey, personas=("pe_b",))[0] == {"tp_1", "tp_2", "tp_3", "tp_4"}


def test_by_evidence(journey: Journey) -> None:
    assert shown(journey, evidence=("assumption",))[0] == {"tp_4"}
    assert shown(journey, evidence=(NONE,))[0] == {"tp_2", "tp_3"}


def test_tags_are_found_in_whatever_capitals(journey: Journey) -> None:
    touchpoints, cards = shown(journey, tags=("PRICE",))
    assert touchpoints == {"tp_1", "tp_3"}
    assert "ca_2" not in cards


def test_every_word_must_occur(journey: Journey) -> None:
    assert shown(journey, text="shop visits")[0] == {"tp_2"}
    assert shown(journey, text="shop")[0] == {"tp_1", "tp_2", "tp_4"}  # the channel's name counts
    assert shown(journey, text="dear pays") == ({"tp_3"}, {"ca_1"})


def test_a_card_over_two_touchpoints_is_shown_with_either(journey: Journey) -> None:
    assert "ca_3" in shown(journey, channels=("ch_s",))[1]


def test_a_card_of_a_phase_is_shown_with_what_stands_in_it(journey: Journey) -> None:
    assert "ca_4" in shown(journey, evidence=("assumption",))[1]
    assert "ca_4" not in shown(journey, channels=("ch_s",))[1]
    assert shown(journey, text="faster") == (set(), {"ca_4"})


def test_what_is_gone_is_not_asked_for(journey: Journey) -> None:
    journey.apply(edits.delete(journey, ["ow_l"]))
    assert len(shown(journey, owners=("ow_l",))[0]) == 4
    assert described(journey, Filter(owners=("ow_l",))) == ""


def test_choices_are_those_that_occur(journey: Journey) -> None:
    found = choices(journey, "sc")
    assert [(c.words, c.count) for c in found["owners"]] == [
        ("Logistics", 2),
        ("Marketing", 2),
        ("Without an owner", 1),
    ]
    assert [c.value for c in found["evidence"]] == ["assumption", "data", NONE]
    assert [(c.value, c.count) for c in found["tags"]] == [("Price", 2)]


def test_a_filter_in_words(journey: Journey) -> None:
    asked = Filter(owners=("ow_l", NONE), tags=("price",), evidence=("data",), text="too  dear")
    assert described(journey, asked) == "owner Logistics, nobody; evidence data; tag price; “too dear”"


def test_a_line_is_read(journey: Journey) -> None:
    read = parse(journey, "sc", "eigenaar=logistics, tag=PRICE,persona=Sanne, 34,owner=-,text=a, b")
    assert read == Filter(("pe_a",), (), ("ow_l", NONE), (), ("Price",), "a, b")
    assert parse(journey, "sc", "bewijs=Data").evidence == ("data",)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("owner=Nobody", "There is no “Nobody” to filter by; the journey has: “Logistics”, “Marketing”"),
        ("colour=red", "“colour” can't be filtered by"),
        ("Logistics", "“Logistics” is no part of a filter"),
        ("owner=", "is no part of a filter"),
    ],
)
def test_a_wrong_line_is_refused_in_one_sentence(journey: Journey, line: str, sentence: str) -> None:
    with in_language("en"), pytest.raises(CjmError) as error:
        parse(journey, "sc", line)
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


def test_a_tag_is_renamed_everywhere(journey: Journey) -> None:
    assert tag_counts(journey) == {"Price": 2}
    change = rename_tag(journey, "price", "  Cost of  all ")
    journey.apply(change)
    assert tag_counts(journey) == {"Cost of all": 2}
    journey.apply(change.inverted())
    assert tag_counts(journey) == {"Price": 2}


def test_renaming_to_a_tag_in_use_makes_one_of_two(journey: Journey) -> None:
    journey.apply(edits.update(journey, "tp_1", tags=("Price", "Speed")))
    journey.apply(rename_tag(journey, "Speed", "price"))
    assert journey["tp_1"].tags == ("Price",)  # type: ignore[attr-defined]
    journey.apply(rename_tag(journey, "Price", ""))
    assert tag_counts(journey) == {}


def test_a_tag_that_no_file_can_hold_is_refused(journey: Journey) -> None:
    with pytest.raises(CjmError):
        rename_tag(journey, "Price", "a\x00b")


@pytest.mark.parametrize("seed", range(12))
def test_asking_for_more_shows_no_more(seed: int) -> None:
    journey = random_journey(seed, count=9)
    wide = matching(journey, "sc_0", Filter(owners=("ow_0", NONE)))
    narrow = matching(journey, "sc_0", Filter(owners=("ow_0", NONE), channels=("ch_1",)))
    assert narrow.touchpoints <= wide.touchpoints
    assert narrow.cards <= wide.cards
    road = {t.id: t for t in journey.road("sc_0")}
    for id in narrow.touchpoints:
        assert (road[id].owner in ("ow_0", None), road[id].channel) == (True, "ch_1")
    for card in journey.cards:  # a card is never shown where all it stands at is left out
        if card.id in narrow.cards:
            assert narrow.touchpoints
