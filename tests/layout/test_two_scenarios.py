"""Two scenarios on one map, and several joined as one road: everything in its place, clear and legible."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from cjm_desktop.i18n import set_language
from cjm_desktop.layout.differences import compared
from cjm_desktop.layout.drawing import text_lines
from cjm_desktop.layout.journey_layout import lay_out
from cjm_desktop.layout.placement import JourneyLayout, View
from cjm_desktop.layout.sheets import compose
from cjm_desktop.layout.theme import load
from cjm_desktop.model import edits, scenarios
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, Lane, Phase, Scenario, Touchpoint
from tests.layout.clearness import all_words, faults
from tests.layout.random_maps import VOCABULARY, random_journey, words

THEME = load("standard")


def varied(seed: int, shape: str | None = None) -> tuple[Journey, str]:
    """A random journey with a second scenario in which touchpoints were added, deleted, moved and changed."""
    rng, journey = random.Random(seed), random_journey(seed, shape)
    change, other = scenarios.derive(journey, "sc_0", words(rng, "de", 60), "desired")
    journey.apply(change)
    language = rng.choice(sorted(VOCABULARY))
    for touchpoint in journey.road(other):
        dice = rng.random()
        if dice < 0.3:
            journey.apply(edits.delete(journey, [touchpoint.id]))
        elif dice < 0.5:
            score = rng.randint(-20, 20) / 10
            journey.apply(edits.set_experience(journey, touchpoint.id, "pe_0", emotional=score))
        elif dice < 0.6:
            phase = rng.choice(journey.phases).id
            journey.apply(edits.move_touchpoints(journey, [touchpoint.id], phase))
    for _ in range(rng.choice((0, 1, 5))):
        road, phase = journey.road(other), rng.choice(journey.phases).id
        after = rng.choice(road).id if road else None
        title = words(rng, language, rng.choice((12, 80, 300)))
        journey.apply(edits.add_touchpoint(journey, other, phase, title, after))
    return journey, other


def keys(layout: JourneyLayout, start: str) -> list[str]:
    return [key for key in layout.placed if key.startswith(start)]


# -- compared ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(40))
def test_a_comparison_is_clear_whichever_of_the_two_is_shown(seed: int) -> None:
    journey, other = varied(seed)
    for view in (View(other, compare="sc_0"), View("sc_0", compare=other)):
        layout = lay_out(journey, view, THEME)
        assert faults(journey, layout, THEME) == []


def test_every_touchpoint_that_differs_has_its_sign_and_the_lost_stand_where_they_stood() -> None:
    journey, other = varied(5)
    found = compared(journey, View(other, compare="sc_0"))
    assert found is not None
    assert found.signs
    assert found.ghosts
    layout = lay_out(journey, View(other, compare="sc_0"), THEME)
    assert set(keys(layout, "mark:")) == {f"mark:{id}" for id in found.signs}
    behind = {column.touchpoint: i for i, column in enumerate(layout.columns)}
    assert set(keys(layout, "ghost:")) == {f"ghost:{behind[id] if id else 0}" for id in found.ghosts}
    assert set(keys(layout, "compare:"))


def test_what_is_new_on_one_side_is_dropped_on_the_other() -> None:
    journey, other = varied(5)
    later, now = (
        compared(journey, View(other, compare="sc_0")),
        compared(journey, View("sc_0", compare=other)),
    )
    assert later is not None
    assert now is not None
    signs = {sign for own in later.signs.values() for sign in own}
    assert {"added", "changed"} <= signs
    assert "removed" not in signs
    assert (later.ghost, now.ghost) == ("removed", "added")
    dropped = {id for id, own in now.signs.items() if "removed" in own}
    assert len(dropped) == sum(len(names) for names in later.ghosts.values())
    assert later.others.keys() == {t.id for t in now.others.values()}


def test_a_map_that_compares_with_nothing_is_the_map_alone() -> None:
    journey, other = varied(5)
    alone = lay_out(journey, View(other), THEME)
    for compare in ("gone", other):
        same = lay_out(journey, View(other, compare=compare), THEME)
        assert same.placed.keys() - {"note:name:pe_0"} == alone.placed.keys() - {"note:name:pe_0"}
        assert same.height == pytest.approx(alone.height, abs=0.01)


def test_an_edit_gives_the_same_comparison_as_a_fresh_layout() -> None:
    journey, other = varied(8)
    view = View(other, compare="sc_0")
    earlier = lay_out(journey, view, THEME)
    for id in ("sc_0", other):
        first = journey.road(id)[0].id
        journey.apply(edits.update(journey, first, title="Anders", effort=3))
        journey.apply(edits.set_experience(journey, first, "pe_0", emotional=1.5))
        earlier = lay_out(journey, view, THEME, earlier=earlier)
        assert dict(earlier.placed) == dict(lay_out(journey, view, THEME).placed)


def test_a_poster_says_what_it_compares_and_what_the_signs_mean() -> None:
    set_language("en")
    journey, other = varied(5)
    name = journey.of(Scenario, "sc_0").name  # type: ignore[union-attr]
    journey.apply(edits.update(journey, "info", language="en"))
    sheet = compose(journey, View(other, compare="sc_0"), THEME, "A1", "landscape")
    said = " ".join(line.text for placed in sheet.placed.values() for line in text_lines(placed.drawing))
    assert f"compared with “{name}”" in said
    for sign in ("new", "dropped", "changed"):
        assert sign in said.split()
    plain = compose(journey, View(other), THEME, "A1", "landscape")
    quiet = " ".join(line.text for placed in plain.placed.values() for line in text_lines(placed.drawing))
    assert "compared" not in quiet
    assert "dropped" not in quiet.split()


def test_the_bands_of_a_long_road_share_the_signs_out() -> None:
    journey, other = varied(11)
    stop: Any = journey.road(other)[-1]
    made = [
        replace(stop, id=f"tp_more{i}", order=f"z{i:03}", lineage=None, title=f"Mehr {i}") for i in range(120)
    ]
    long = Journey([*journey.records(), *made])
    sheet = compose(long, View(other, compare="sc_0"), THEME, "A1", "landscape")
    found = compared(long, View(other, compare="sc_0"))
    assert found is not None
    marks = [key.split("@")[0] for key in sheet.map.placed if key.startswith("mark:")]
    assert sorted(marks) == sorted(f"mark:{id}" for id in found.signs)
    assert any("@" in key for key in sheet.map.placed if key.startswith("mark:"))
    assert len([k for k in sheet.map.placed if k.startswith("ghost:")]) == len(found.ghosts)


# -- joined ------------------------------------------------------------------------------------------------


def joined(seed: int) -> tuple[Journey, str]:
    """Two random journeys end to end, which share phases by their names."""
    one, two = random_journey(seed), random_journey(seed + 1000)
    one.apply(edits.update(one, "sc_0", end="klant geworden" if seed % 2 else None))
    two.apply(edits.rename(two, "sc_0", words(random.Random(seed), "ru", 50)))
    shared = two.phases[0].id
    two.apply(edits.rename(two, shared, one.phases[-1 if seed % 3 else 0].name))
    change, new = scenarios.take_in(one, two, ["sc_0"])
    one.apply(change)
    change, whole = scenarios.join(one, ("sc_0", new["sc_0"]), "Alles")
    one.apply(change)
    return one, whole


@pytest.mark.parametrize("seed", range(40))
def test_a_joined_road_is_clear(seed: int) -> None:
    journey, whole = joined(seed)
    layout = lay_out(journey, View(whole), THEME)
    assert faults(journey, layout, THEME) == []
    assert [c.touchpoint for c in layout.columns if c.touchpoint] == [t.id for t in journey.road(whole)]


def two_parts(*phases: tuple[str, str]) -> Journey:
    """Scenarios "a" and "b" joined as "ab"; each pair is a scenario and the phase of its next touchpoint."""
    names = sorted({phase for _scenario, phase in phases})
    return Journey(
        [
            Scenario(id="a", order="a1", name="Buyer", end="became a customer"),
            Scenario(id="b", order="a2", name="Customer"),
            Scenario(id="ab", order="a3", name="Both", joins=("a", "b")),
            *(Phase(id=name, order=f"a{i}", name=name.title()) for i, name in enumerate(names)),
            Lane(id="road", order="a1", name="Road", kind="road"),
            Lane(id="pains", order="a2", name="Pains", kind="pains"),
            *(
                Touchpoint(id=f"t{i}", scenario=scenario, phase=phase, order=f"a{i}", title=f"Step {i}")
                for i, (scenario, phase) in enumerate(phases)
            ),
        ]
    )


def test_a_phase_that_comes_again_has_a_header_again() -> None:
    journey = two_parts(("a", "one"), ("a", "two"), ("b", "one"))
    layout = lay_out(journey, View("ab"), THEME)
    assert [span.key for span in layout.phases] == ["one", "two", "again:1:one"]
    heads = {w.text: w.box.x for w in all_words(layout) if w.role == "phase"}
    assert {span.key for span in layout.phases} <= set(layout.placed)
    assert len([w for w in all_words(layout) if w.role == "phase"]) == 3
    assert heads


def test_a_phase_in_which_one_part_ends_and_the_next_begins_is_one() -> None:
    layout = lay_out(two_parts(("a", "one"), ("a", "two"), ("b", "two")), View("ab"), THEME)
    assert [(span.phase, len(span.columns)) for span in layout.phases] == [("one", 1), ("two", 2)]


def test_the_parts_are_named_and_a_line_crosses_the_road_between_them() -> None:
    journey = two_parts(("a", "one"), ("a", "two"), ("b", "three"))
    layout = lay_out(journey, View("ab"), THEME)
    said = [(w.key, w.text) for w in all_words(layout) if w.role == "joint"]
    assert {key for key, _text in said} == {"joint:a", "joint:b"}
    assert {text for _key, text in said} == {"Buyer", "became a customer", "Customer"}
    line, cross = layout.placed["joint:b:line"], layout.placed["joint:b:cross"]
    between = (layout.columns[1].x + layout.columns[1].width, layout.columns[2].x)
    assert between[0] <= line.bounds.centre[0] <= between[1]
    low, high = sorted(layout.placed[id].y for id in ("t1", "t2"))
    assert low < cross.bounds.centre[1] < high
    assert not keys(lay_out(journey, View("a"), THEME), "joint")


def test_the_cards_of_a_phase_stand_where_their_part_comes_to_it() -> None:
    journey = two_parts(("a", "one"), ("a", "two"), ("b", "one"))
    for id, scenario in (("mine", "a"), ("yours", "b")):
        journey.apply(edits.add(journey, Card(id=id, lane="pains", scenario=scenario, anchor="one", text=id)))
    layout = lay_out(journey, View("ab"), THEME)
    places = {id: layout.placed[id].x for id in ("mine", "yours")}
    assert places["mine"] < layout.columns[1].x < layout.columns[2].x <= places["yours"]


def test_a_joined_road_without_touchpoints_shows_the_phases() -> None:
    journey = two_parts(("a", "one"))
    journey.apply(edits.delete(journey, ["t0"]))
    layout = lay_out(journey, View("ab"), THEME)
    assert [span.phase for span in layout.phases] == ["one"]


def test_an_edit_of_a_part_gives_the_same_joined_map_as_a_fresh_layout() -> None:
    journey, whole = joined(7)
    earlier = lay_out(journey, View(whole), THEME)
    for touchpoint in journey.road(whole)[:3]:
        journey.apply(edits.update(journey, touchpoint.id, title="Anders"))
        earlier = lay_out(journey, View(whole), THEME, earlier=earlier)
        assert dict(earlier.placed) == dict(lay_out(journey, View(whole), THEME).placed)
    part = journey.parts(whole)[1]
    journey.apply(edits.rename(journey, part, "Nieuwe naam"))
    earlier = lay_out(journey, View(whole), THEME, earlier=earlier)
    assert dict(earlier.placed) == dict(lay_out(journey, View(whole), THEME).placed)


def test_a_joined_poster_names_the_people_of_all_parts() -> None:
    journey, whole = joined(3)
    sheet = compose(journey, View(whole), THEME, "A0", "landscape")
    said = " ".join(line.text for placed in sheet.placed.values() for line in text_lines(placed.drawing))
    for id in journey.personas_of(whole):
        assert journey[id].name.split()[0] in said  # type: ignore[attr-defined]
    assert len([k for k in sheet.map.placed if k.startswith("tp_")]) >= len(journey.road(whole))
