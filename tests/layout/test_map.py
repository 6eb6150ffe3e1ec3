"""The map as a whole: what an earlier layout lends changes nothing, and what is equal is the same."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.layout import cards
from cjm_desktop.layout.drawing import Placed
from cjm_desktop.layout.headers import LANE_ICONS
from cjm_desktop.layout.journey_layout import lay_out, natural_heights, word_width
from cjm_desktop.layout.placement import JourneyLayout, View
from cjm_desktop.layout.theme import load
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import CARD_LANES, Info, Lane
from tests.layout.clearness import all_words
from tests.layout.random_maps import random_journey
from tests.strategies import edit_sequences, journeys, tidy_journeys

VIEW = View("sc_0")


def parts(layout: JourneyLayout) -> dict[str, Placed]:
    return dict(layout.placed)


def same(a: JourneyLayout, b: JourneyLayout) -> None:
    assert list(a.placed) == list(b.placed)
    for key, placed in a.placed.items():
        assert placed == b.placed[key], key
    assert (a.width, a.height, a.side, a.top) == (b.width, b.height, b.side, b.top)
    assert (a.columns, a.phases, a.rows, a.curve) == (b.columns, b.phases, b.rows, b.curve)


@settings(max_examples=40)
@given(st.data())
def test_an_earlier_layout_never_alters_the_next(data: st.DataObject) -> None:
    theme, journey = load(), data.draw(tidy_journeys())
    changes = data.draw(edit_sequences(journey))
    scenario = journey.scenarios[0].id
    layout = lay_out(journey, View(scenario), theme)
    for change in changes:
        journey.apply(change)
        if scenario not in journey:
            scenario = journey.scenarios[0].id
        layout = lay_out(journey, View(scenario), theme, earlier=layout)
        same(layout, lay_out(journey.copy(), View(scenario), theme))


@settings(max_examples=25)
@given(journeys())
def test_any_sound_journey_has_a_map(journey: Journey) -> None:
    layout = lay_out(journey, View(journey.scenarios[0].id), load())
    assert layout.width > 0
    assert all(placed.bounds.width >= 0 for placed in layout.placed.values())


@pytest.mark.parametrize("seed", range(8))
def test_another_view_theme_or_language_borrows_nothing_wrong(seed: int) -> None:
    rng = random.Random(seed)
    journey = random_journey(seed, count=8)
    layout = lay_out(journey, VIEW, load())
    lanes = [lane.id for lane in journey.lanes]
    for _ in range(6):
        chosen = tuple(rng.sample(lanes, rng.randint(1, len(lanes))))
        view = View(
            "sc_0", tuple(p.id for p in journey.personas[: rng.randint(0, 2)]), rng.choice((None, chosen))
        )
        theme = load(rng.choice(("standard", "mono", "colourblind")))
        if rng.random() < 0.4:
            language = "en" if journey.info.language == "nl" else "nl"
            journey.apply(edits.update(journey, "info", language=language))
        layout = lay_out(journey, view, theme, earlier=layout)
        same(layout, lay_out(journey.copy(), view, theme))


def test_an_edit_leaves_the_other_parts_as_they_are() -> None:
    """The screen compares by identity: equal parts must be the same objects."""
    theme, journey = load(), random_journey(12, "winding", 11)
    road = journey.road("sc_0")
    before = lay_out(journey, VIEW, theme)
    for change in (
        edits.update(journey, road[3].id, title="Kort"),
        edits.set_experience(journey, road[5].id, "pe_0", emotional=0.3),
        edits.update(journey, journey.cards[2].id, text="kort"),
    ):
        journey.apply(change)
        after = lay_out(journey, VIEW, theme, earlier=before)
        for key, placed in after.placed.items():
            if before.placed.get(key) == placed:
                assert before.placed[key] is placed, key
        changed = [key for key, placed in after.placed.items() if before.placed.get(key) is not placed]
        if after.height == before.height:
            assert 0 < len(changed) <= 12, changed
        before = after


def test_every_record_of_the_scenario_is_on_the_map() -> None:
    journey = random_journey(12, count=11)
    placed = lay_out(journey, VIEW, load()).placed
    for record in (
        *journey.touchpoints,
        *journey.connections,
        *journey.cards,
        *journey.phases,
        *journey.lanes,
    ):
        assert record.id in placed


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("width", [84.0, 112.0, 200.0])
def test_a_trial_measures_what_the_layout_needs(seed: int, width: float) -> None:
    journey = random_journey(seed)
    natural = natural_heights(journey, VIEW, load(), width).total
    assert natural == pytest.approx(lay_out(journey, VIEW, load(), column_width=width).height)


@pytest.mark.parametrize("seed", range(10))
def test_the_shortcut_for_card_heights_is_exact(seed: int) -> None:
    theme, rng = load(), random.Random(seed)
    journey = random_journey(seed, count=11)
    width = rng.uniform(84, 200)
    layout = lay_out(journey, VIEW, theme, column_width=width)
    for kind in ("actions", "thoughts", "pains"):
        own = journey.cells_of(f"la_{kind}", "sc_0")
        cells = [own.get(c.touchpoint or "", ())[:1] for c in layout.columns]
        long = cards.measure(cells, layout.columns, kind, "nl", theme).height
        assert cards.natural_height(cells, layout.columns, kind, "nl", theme) == pytest.approx(long)


@pytest.mark.parametrize("seed", range(6))
def test_spare_height_goes_to_the_lanes(seed: int) -> None:
    journey = random_journey(seed)
    least = lay_out(journey, VIEW, load(), column_width=112.0)
    tall = lay_out(journey, VIEW, load(), column_width=112.0, height=least.height + 300.0)
    assert tall.height == pytest.approx(least.height + 300.0)
    assert all(a.height > b.height for a, b in zip(tall.rows, least.rows, strict=True))
    low = lay_out(journey, VIEW, load(), column_width=112.0, height=10.0)
    assert low.height == least.height


def test_columns_are_wide_enough_for_usual_words() -> None:
    """No word of a card, title or phase is broken between letters when the map chooses the width itself."""
    journey = Journey(random_journey(4, count=8).records())
    for card in journey.cards:
        journey.apply(edits.update(journey, card.id, text="Verzekeringsovereenkomst tekenen"))
    layout = lay_out(journey, VIEW, load())
    assert layout.columns[0].width >= word_width(journey, VIEW, load())
    broken = [
        w.text for w in all_words(layout) if w.role == "text" and "Verzekeringsovereenkomst" not in w.text
    ]
    assert broken == []


def test_lane_names_keep_their_words() -> None:
    journey = random_journey(4, count=3)
    name = "Klantenservice tevredenheid"
    journey.apply(edits.update(journey, "la_actions", name=name))
    words = [w for w in all_words(lay_out(journey, VIEW, load())) if w.key == "la_actions"]
    assert words[0].text == name  # each line is a whole word


def test_a_long_owner_stays_in_its_disc() -> None:
    journey = random_journey(6, count=8)
    journey.apply(edits.update(journey, "ow_0", initials="ZEER GROTE AFDELING"))
    layout = lay_out(journey, VIEW, load(), column_width=84.0)
    for word in all_words(layout):
        if word.role == "owner":
            placed = layout.placed[word.key]
            plate = placed.drawing[0].path.bounds.moved(placed.x, placed.y)  # type: ignore[union-attr]
            assert plate.grown(0.5).encloses(word.box)


def test_every_kind_of_lane_has_a_sign() -> None:
    assert CARD_LANES | {"road", "experience", "channel", "owner", "coverage"} == set(LANE_ICONS)
    journey = random_journey(0, count=2)
    for i, kind in enumerate(sorted(LANE_ICONS)):
        journey.apply(edits.add(journey, Lane(id=f"la_x{i}", order="b00", name=kind, kind=kind)))
    assert len(lay_out(journey, VIEW, load()).rows) == len(journey.lanes)


def test_a_map_of_nothing() -> None:
    from cjm_desktop.model.records import Scenario

    journey = Journey([Info(id="info"), Scenario(id="sc_0", name="")])
    layout = lay_out(journey, VIEW, load())
    assert layout.columns == ()
    assert layout.height >= 0
