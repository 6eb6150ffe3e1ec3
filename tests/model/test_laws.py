"""Laws that hold for every journey and every sequence of edits."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.formats import cjm
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import ChangeMismatch, Journey
from cjm_desktop.model.rules import check
from tests.strategies import edit_changes, edit_sequences, journeys, tidy_journeys


@st.composite
def edited(draw: st.DrawFn) -> tuple[Journey, list[Change]]:
    journey = draw(tidy_journeys(largest=4))
    return journey, draw(edit_sequences(journey))


@st.composite
def edited_once(draw: st.DrawFn) -> tuple[Journey, Change]:
    # Hand-made order keys, doubles among them: a file may hold them.
    journey = draw(journeys(largest=4))
    return journey, draw(edit_changes(journey))


def joined(changes: Sequence[Change]) -> Change:
    whole = Change()
    for change in changes:
        whole = whole.then(change)
    return whole


@given(journeys())
def test_a_journey_of_the_strategy_keeps_the_rules(journey: Journey) -> None:
    assert check(journey) == []


@given(edited_once())
def test_apply_then_inverted_is_identity(case: tuple[Journey, Change]) -> None:
    journey, change = case
    before, copy = cjm.write(journey), journey.copy()
    journey.apply(change)
    journey.apply(change.inverted())
    assert journey == copy
    assert cjm.write(journey) == before


@given(edited_once())
def test_the_rules_hold_after_any_edit(case: tuple[Journey, Change]) -> None:
    journey, change = case
    journey.apply(change)
    assert [p.sentence for p in check(journey)] == []


@given(edited())
def test_all_undone_gives_the_first_bytes_and_all_redone_the_last(case: tuple[Journey, list[Change]]) -> None:
    journey, changes = case
    first = cjm.write(journey)
    for change in changes:
        journey.apply(change)
    last = cjm.write(journey)
    assert check(journey) == []
    for change in reversed(changes):
        journey.apply(change.inverted())
    assert cjm.write(journey) == first
    for change in changes:
        journey.apply(change)
    assert cjm.write(journey) == last


@given(edited())
def test_changes_joined_are_the_changes_one_by_one(case: tuple[Journey, list[Change]]) -> None:
    journey, changes = case
    other = journey.copy()
    for change in changes:
        journey.apply(change)
    other.apply(joined(changes))
    assert other == journey
    assert cjm.write(other) == cjm.write(journey)


@given(edited())
def test_a_change_and_its_inverse_join_to_nothing(case: tuple[Journey, list[Change]]) -> None:
    whole = joined(case[1])
    assert not whole.then(whole.inverted())


@given(edited_once())
def test_a_change_that_starts_elsewhere_is_refused_and_nothing_is_done(case: tuple[Journey, Change]) -> None:
    journey, change = case
    if not change:
        return
    journey.apply(change)
    after = cjm.write(journey)
    with pytest.raises(ChangeMismatch):
        journey.apply(change)
    assert cjm.write(journey) == after


@given(edited())
def test_what_a_journey_remembers_never_goes_stale(case: tuple[Journey, list[Change]]) -> None:
    journey, changes = case
    for change in changes:
        # Ask first, so that every cached answer is there to go wrong.
        list(journey.records())
        for scenario in journey.scenarios:
            journey.road(scenario.id)
        for card in journey.cards:
            journey.cards_at(card.anchor, card.lane, card.scenario)
        for lane in journey.lanes:
            for scenario in journey.scenarios:
                journey.cells_of(lane.id, scenario.id)
        journey.apply(change)
        fresh = journey.copy()
        assert list(journey.records()) == list(fresh.records())
        for scenario in journey.scenarios:
            assert journey.road(scenario.id) == fresh.road(scenario.id)
            for lane in journey.lanes:
                assert journey.cells_of(lane.id, scenario.id) == fresh.cells_of(lane.id, scenario.id)
        for card in journey.cards:
            cell = (card.anchor, card.lane, card.scenario)
            assert journey.cards_at(*cell) == fresh.cards_at(*cell)
            assert card in journey.cards_at(*cell)
