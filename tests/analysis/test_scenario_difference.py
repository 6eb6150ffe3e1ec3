"""The difference of two scenarios: matched by lineage, told field by field."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.analysis.measures import channel_switches, peak_end, reach_end
from cjm_desktop.analysis.scenario_difference import Changed, difference, is_older, matched
from cjm_desktop.formats import cjm
from cjm_desktop.model import edits, scenarios
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import (
    Card,
    Channel,
    Connection,
    DropOff,
    Experience,
    Lane,
    Persona,
    Phase,
    Scenario,
    Touchpoint,
)
from tests.strategies import tidy_journeys


def stop(id: str, phase: str, order: str, **fields: Any) -> Touchpoint:
    return Touchpoint(id=id, scenario="now", phase=phase, order=order, title=id, **fields)


@pytest.fixture
def pair() -> tuple[Journey, str]:
    """A journey with a scenario "now" and one derived from it, still the same."""
    journey = Journey(
        [
            Persona(id="anna", name="Anna"),
            Scenario(id="now", name="Now", personas=("anna",)),
            Phase(id="buy", order="a1", name="Buy"),
            Phase(id="use", order="a2", name="Use"),
            Lane(id="pains", name="Pains", kind="pains"),
            Channel(id="web", order="a1", name="Web"),
            Channel(id="shop", order="a2", name="Shop"),
            stop("see", "buy", "a1", channel="web", experience=(Experience(persona="anna", emotional=1.0),)),
            stop("try", "buy", "a2", channel="shop"),
            stop("pay", "buy", "a3", channel="web", experience=(Experience(persona="anna", emotional=-2.0),)),
            stop("wash", "use", "a1", experience=(Experience(persona="anna", emotional=0.0),)),
            Connection(id="back", source="pay", target="see", share=0.3, label="no"),
            Card(id="dear", lane="pains", scenario="now", anchor="pay", order="a1", text="Dear"),
            Card(id="slow", lane="pains", scenario="now", anchor="pay", order="a2", text="Slow", severity=2),
        ]
    )
    change, id = scenarios.derive(journey, "now", "Then", "desired")
    journey.apply(change)
    return journey, id


def twin(journey: Journey, scenario: str, title: str) -> str:
    return next(t.id for t in journey.road(scenario) if t.title == title)


def told(pairs: Any) -> list[str]:
    return [pair.record.title for pair in pairs]


def test_a_copy_differs_in_nothing_and_names_do_not_matter(pair: tuple[Journey, str]) -> None:
    journey, then = pair
    assert not difference(journey, "now", then)
    journey.apply(edits.rename(journey, twin(journey, then, "pay"), "see"))
    found = difference(journey, "now", then)
    assert [p.fields for p in found.changed] == [(Changed("title", "pay", "see"),)]
    assert found.same == (3, 4)
    assert not (found.added)
    assert not (found.removed)


def test_added_removed_moved_and_reordered(pair: tuple[Journey, str]) -> None:
    journey, then = pair
    journey.apply(edits.add_touchpoint(journey, then, "use", "thank"))
    journey.apply(edits.delete(journey, [twin(journey, then, "try")]))
    journey.apply(edits.move_touchpoints(journey, [twin(journey, then, "pay")], "use", None))
    found = difference(journey, "now", then)
    assert [t.title for t in found.added] == ["thank"]
    assert [t.title for t in found.removed] == ["try"]
    assert told(found.rephased) == ["pay"]
    assert told(found.reordered) == []
    back = difference(journey, then, "now")
    assert [t.title for t in back.added] == ["try"]
    assert [t.title for t in back.removed] == ["thank"]


def test_the_fewest_possible_are_called_reordered(pair: tuple[Journey, str]) -> None:
    journey, then = pair
    pay = twin(journey, then, "pay")
    journey.apply(edits.move_touchpoints(journey, [pay], "buy", twin(journey, then, "see")))
    assert told(difference(journey, "now", then).reordered) == ["pay"]


def test_fields_are_told_old_and_new_with_names_for_references(pair: tuple[Journey, str]) -> None:
    journey, then = pair
    see = twin(journey, then, "see")
    journey.apply(edits.update(journey, see, channel="shop", effort=3))
    journey.apply(edits.set_experience(journey, see, "anna", emotional=2.0, word="glad"))
    (changed,) = difference(journey, "now", then).changed
    assert set(changed.fields) == {
        Changed("channel", "Web", "Shop"),
        Changed("effort", None, 3),
        Changed("experience.emotional", 1.0, 2.0, "Anna"),
        Changed("experience.word", None, "glad", "Anna"),
    }


def test_where_something_was_nudged_to_is_no_difference(pair: tuple[Journey, str]) -> None:
    journey, then = pair
    journey.apply(edits.nudge(journey, [twin(journey, then, "see")], 10, 10))
    assert not difference(journey, "now", then)


def test_side_roads_are_matched_by_their_ends(pair: tuple[Journey, str]) -> None:
    journey, then = pair
    way = next(c for c in journey.connections if c.id != "back")
    journey.apply(edits.update(journey, way.id, share=0.1))
    assert [p.fields for p in difference(journey, "now", then).roads] == [(Changed("share", 0.3, 0.1),)]
    journey.apply(edits.delete(journey, [way.id]))
    journey.apply(edits.connect(journey, twin(journey, then, "see"), twin(journey, then, "wash")))
    found = difference(journey, "now", then).roads
    assert [(p.old is None, p.new is None) for p in found] == [(True, False), (False, True)]


def test_cards_are_matched_in_their_cell_by_their_words(pair: tuple[Journey, str]) -> None:
    journey, then = pair
    pay = twin(journey, then, "pay")
    dear, slow = journey.cards_at(pay, "pains", then)
    journey.apply(edits.update(journey, slow.id, severity=1))
    journey.apply(edits.move_card(journey, slow.id, "pains", pay, dear.id))
    journey.apply(edits.update(journey, dear.id, text="Cheap"))
    journey.apply(edits.add_card(journey, "pains", pay, then, "New"))
    found = difference(journey, "now", then)
    assert [(p.old and p.old.text, p.new and p.new.text) for p in found.cards] == [
        ("Slow", "Slow"),
        ("Dear", "Cheap"),
        (None, "New"),
    ]
    assert found.same == (3, 4)


def test_cards_of_what_was_added_go_with_it(pair: tuple[Journey, str]) -> None:
    journey, then = pair
    journey.apply(edits.add_touchpoint(journey, then, "use", "thank"))
    journey.apply(edits.add_card(journey, "pains", twin(journey, then, "thank"), then, "Kitsch"))
    assert difference(journey, "now", then).cards == ()


def test_the_measures_and_what_became_of_them(pair: tuple[Journey, str]) -> None:
    journey, then = pair
    journey.apply(edits.set_experience(journey, twin(journey, then, "pay"), "anna", emotional=1.0))
    journey.apply(
        edits.update(journey, twin(journey, then, "pay"), drop_off=DropOff(share=0.25), wait_time=5)
    )
    journey.apply(edits.update(journey, twin(journey, then, "try"), channel="web"))
    found = {m.name: (m.old, m.new, m.delta) for m in difference(journey, "now", then).measures}
    assert found["mean-emotion"] == (pytest.approx(-1 / 3), pytest.approx(2 / 3), pytest.approx(1.0))
    assert found["peak-end"] == (-1.0, 0.5, 1.5)
    assert found["channel-switches"] == (2, 0, -2)
    assert found["wait-time"] == (None, 5, None)
    assert found["reach-end"] == (None, 0.75, None)
    assert "effort" not in found


def test_the_formulas_of_the_measures() -> None:
    # Fredrickson & Kahneman's rule in method.md, C4: of equals the negative one is the peak.
    assert peak_end([1.0, 2.0, -2.0, 1.0]) == -0.5
    assert peak_end([]) is None
    road = [stop(str(i), "buy", "a1", channel=c) for i, c in enumerate(("a", None, "a", "b", None, "a"))]
    assert channel_switches(road) == 2
    assert channel_switches([stop("x", "buy", "a1")]) is None
    left = [stop(str(i), "buy", "a1", drop_off=DropOff(share=s)) for i, s in enumerate((0.5, 0.2))]
    assert reach_end(left) == pytest.approx(0.4)


def test_two_files_are_compared_by_lineage_and_by_the_names_of_what_they_refer_to(
    pair: tuple[Journey, str],
) -> None:
    journey, _then = pair
    other = cjm.read(cjm.write(journey))
    assert not difference(journey, "now", "now", other)
    other.apply(edits.rename(other, "web", "Website"))
    assert not difference(journey, "now", "now", other)  # one record under another name
    fresh = edits.add(other, Channel(id="fresh", name="Shop"))
    other.apply(fresh)
    other.apply(edits.update(other, "try", channel="fresh"))
    assert not difference(journey, "now", "now", other)  # two records of one name
    other.apply(edits.update(other, "try", channel="web"))
    assert [p.record.title for p in difference(journey, "now", "now", other).changed] == ["try"]


def test_doubles_of_one_lineage_meet_in_order() -> None:
    old = [stop("a", "buy", "a1", lineage="x"), stop("b", "buy", "a2", lineage="x")]
    new = [stop("c", "buy", "a1", lineage="x")]
    assert matched(old, new) == [(old[0], new[0])]
    assert matched(new, old) == [(new[0], old[0])]


def test_which_scenario_comes_first(pair: tuple[Journey, str]) -> None:
    journey, then = pair
    assert is_older(journey, "now", then)
    assert not is_older(journey, then, "now")
    journey.apply(edits.update(journey, then, derived_from=None))
    assert is_older(journey, "now", then)  # current before desired


@given(tidy_journeys(), st.data())
def test_what_is_derived_differs_in_nothing_and_both_ways_tell_the_same(
    journey: Journey, data: st.DataObject
) -> None:
    id = data.draw(st.sampled_from([s.id for s in journey.scenarios]))
    change, made = scenarios.derive(journey, id, "Then", "ideal")
    journey.apply(change)
    found = difference(journey, id, made)
    assert not found, (found.added, found.changed, found.roads, found.cards, found.scenario)
    assert found.same[0] == found.same[1] == len(journey.road(id))
    stops = [t.id for t in journey.road(made)]
    if stops:
        whole: Change = edits.delete(journey, [data.draw(st.sampled_from(stops))])
        journey.apply(whole)
        there, back = difference(journey, id, made), difference(journey, made, id)
        assert [t.id for t in there.removed] == [t.id for t in back.added] != []
        assert not there.added
        assert not back.removed


@given(tidy_journeys())
def test_the_join_of_what_is_derived_is_what_is_derived_of_the_join(journey: Journey) -> None:
    own = [s.id for s in journey.scenarios if not s.joins]
    if len(own) < 2:
        return
    change, whole = scenarios.join(journey, own, "Whole")
    journey.apply(change)
    copies = []
    for id in own:
        change, copy = scenarios.derive(journey, id, "copy")
        journey.apply(change)
        copies.append(copy)
    change, other = scenarios.join(journey, copies, "Whole again")
    journey.apply(change)
    assert not list(difference(journey, whole, other).changed)
    change, derived = scenarios.derive(journey, whole, "Derived")
    journey.apply(change)
    assert not difference(journey, whole, derived)
    assert not difference(journey, other, derived).added
