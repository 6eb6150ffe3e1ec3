"""Cycles, phases that span others and roads that come back: nothing meets anything, and all stand where they should."""

from __future__ import annotations

import random

import pytest

from cjm_desktop import resources
from cjm_desktop.formats import cjm
from cjm_desktop.layout import cycles, legend, road_signs
from cjm_desktop.layout.bands import cuts
from cjm_desktop.layout.columns import phase_numbers, road_of, slots_of
from cjm_desktop.layout.drawing import Shape
from cjm_desktop.layout.journey_layout import lay_out, natural_heights
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.theme import load
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from tests.layout.clearness import all_words, along, faults
from tests.layout.cycle_maps import cycle_journey
from tests.layout.random_maps import random_journey

VIEW = View("sc_0")


@pytest.mark.parametrize("block", range(6))
def test_nothing_meets_anything(block: int) -> None:
    theme = load()
    for seed in range(block * 10, block * 10 + 10):
        rng = random.Random(seed)
        journey = cycle_journey(seed)
        width, height = rng.choice((84.0, 100.0, 130.0, 200.0)), rng.choice((None, None, 1400.0))
        layout = lay_out(journey, VIEW, theme, column_width=width, height=height)
        assert faults(journey, layout, theme) == [], (seed, width, height)
        if height is None:
            assert layout.height == pytest.approx(natural_heights(journey, VIEW, theme, width).total), seed


@pytest.mark.parametrize("seed", range(12))
def test_nothing_meets_anything_on_strips(seed: int) -> None:
    theme, journey = load(), cycle_journey(seed, count=14)
    found: set[str] = set()
    for part in cuts(slots_of(journey, "sc_0"), 2 + seed % 3):
        strip = lay_out(journey, VIEW, theme, column_width=110.0, part=part)
        assert faults(journey, strip, theme) == [], part
        found |= {id for band in strip.bands for _x, id in band.stops}
    assert found == {t.id for t in journey.touchpoints} - {t.id for t in road_of(journey, "sc_0")}


def two_cycles() -> Journey:
    """The example of the design papers: two cycles, customer care as a band, a road that comes back."""
    path = resources.path("examples", "hardloopschoenen.cjm")
    return cjm.read(path.read_bytes())


def test_the_road_comes_back_to_where_the_last_cycle_begins() -> None:
    """It says how many come back, and the connection is no side road."""
    journey = two_cycles()
    layout = lay_out(journey, View("sc_nu"), load())
    back = layout.placed["co_loop"]
    assert isinstance(back.drawing[0], Shape)
    ends = list(along(back.drawing[0].path, 2.0))
    assert ends[-1] == pytest.approx((layout.placed["tp_b1"].x, layout.placed["tp_b1"].y))
    assert ends[0] == pytest.approx((layout.placed["tp_b5"].x, layout.placed["tp_b5"].y))
    assert min(x for x, _y in ends) > layout.placed["tp_a8"].x - 30
    (words,) = [w for w in all_words(layout) if w.key == "label:co_loop"]
    assert words.text.startswith("De volgende aankoop begint hier: 64%")


def test_bands_stand_under_the_road_and_not_on_it() -> None:
    """Each touchpoint of the band stands under the one it is joined to, and has no number."""
    journey = two_cycles()
    layout = lay_out(journey, View("sc_nu"), load())
    (band,) = layout.bands
    road = next(row for row in layout.rows if row.kind == "road")
    assert band.phase == "ph_care"
    assert band.y == pytest.approx(road.bottom)
    assert (band.x, band.x + band.width) == pytest.approx((layout.side, layout.width))
    for id, over in (("tp_c1", "tp_a3"), ("tp_c2", "tp_a6"), ("tp_c3", "tp_a8"), ("tp_c4", "tp_b4")):
        assert layout.placed[id].x == layout.placed[over].x
        assert not [w for w in all_words(layout) if w.key == id and w.role == "number"]
    assert [t.id for t in road_of(journey, "sc_nu")][-1] == "tp_b5"
    assert not {c.touchpoint for c in layout.columns} & {"tp_c1", "tp_c2", "tp_c3", "tp_c4"}
    assert layout.insertion_at(layout.placed["tp_c2"].x - 5, band.y + 20) == (
        "ph_care",
        "tp_c2",
        layout.placed["tp_c2"].x - 5,
    )
    assert layout.insertion_at(layout.placed["tp_c2"].x - 5, road.y + 20) is not None
    assert layout.insertion_at(layout.placed["tp_c2"].x - 5, road.y + 20) == layout.insertion_at(
        layout.placed["tp_c2"].x - 5
    )


def test_phases_count_in_each_cycle() -> None:
    journey = two_cycles()
    assert list(phase_numbers(journey).values()) == [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]
    layout = lay_out(journey, View("sc_nu"), load())
    names = [w.text for w in all_words(layout) if w.role == "cycle"]
    assert [name.split(" · ")[1] for name in names] == ["eerste aankoop", "herhaalaankoop"]


def test_a_journey_of_bands_alone_keeps_its_road() -> None:
    journey = random_journey(3, "winding", 5)
    for phase in journey.phases:
        journey.apply(edits.update(journey, phase.id, spans="band"))
    assert lay_out(journey, VIEW, load()).bands == ()


def test_an_empty_band_says_so() -> None:
    journey = two_cycles()
    journey.apply(edits.delete(journey, ["tp_c1", "tp_c2", "tp_c3", "tp_c4"]))
    layout = lay_out(journey, View("sc_nu"), load())
    assert [w.text for w in all_words(layout) if w.key == "band:ph_care"] == ["(leeg)"]


def test_cards_of_a_band_stand_in_the_column_under_which_it_is() -> None:
    journey = two_cycles()
    (lane,) = [n.id for n in journey.lanes if n.kind == "pains"]
    change = edits.add_card(journey, lane, "tp_c2", "sc_nu", "belt drie keer")
    journey.apply(change)
    layout = lay_out(journey, View("sc_nu"), load())
    (id,) = [id for id in change.after if id in layout.placed]
    column = next(c for c in layout.columns if c.touchpoint == "tp_a6")
    assert column.x <= layout.placed[id].x < column.x + column.width


def test_those_who_begin_have_an_arrow_of_their_own() -> None:
    """Beside it those who leave have theirs; the title stands beyond both."""
    journey = two_cycles()
    journey.apply(edits.update(journey, "tp_a5", entry=0.1))
    layout = lay_out(journey, View("sc_nu"), load())
    own = [w for w in all_words(layout) if w.key == "tp_a5"]
    shares = sorted(w.text[:3] for w in own if w.role == "exit")
    assert shares == ["10%", "17%"]
    (title,) = [w for w in own if w.role == "title"]
    assert title.box.y > max(w.box.bottom for w in own if w.role == "exit") - 4
    assert faults(journey, layout, load()) == []


@pytest.mark.parametrize(
    ("field", "value"), [("outcome", "success"), ("outcome", "exit"), ("kind", "internal")]
)
def test_what_is_said_of_a_touchpoint_changes_its_disc(field: str, value: str) -> None:
    journey = two_cycles()
    before = lay_out(journey, View("sc_nu"), load()).placed["tp_b2"]
    journey.apply(edits.update(journey, "tp_b2", **{field: value}))
    after = lay_out(journey, View("sc_nu"), load()).placed["tp_b2"]
    assert after.drawing != before.drawing
    assert after.bounds == before.bounds  # the sign stands within the disc's own ground


def test_signposts_stand_near_their_touchpoint() -> None:
    journey = two_cycles()
    (lane,) = [n.id for n in journey.lanes if n.kind == "actions"]
    change = edits.add_card(journey, lane, "tp_a3", "sc_nu", "Keuzehulp", signpost=True)
    journey.apply(change)
    (id,) = change.after
    layout = lay_out(journey, View("sc_nu"), load())
    post, disc = layout.placed[f"signpost:{id}"], layout.placed["tp_a3"]
    middle = post.bounds.moved(post.x, post.y).centre
    assert abs(middle[0] - disc.x) < 60
    assert abs(middle[1] - disc.y) < 80
    assert id in layout.placed  # the card itself stands in its lane


def test_the_legend_tells_the_signs_that_are_used_and_no_others() -> None:
    journey = two_cycles()
    shown = View("sc_nu")
    assert not road_signs.has_side_roads(journey, "sc_nu")
    before = len(legend.signs_of(journey, shown, load()))
    journey.apply(edits.update(journey, "tp_b2", outcome="success", kind="internal"))
    assert len(legend.signs_of(journey, shown, load())) == before + 2
    journey.apply(edits.connect(journey, "tp_a4", "tp_a1"))
    assert road_signs.has_side_roads(journey, "sc_nu")


def test_cycles_without_a_name_have_a_usual_one_or_none() -> None:
    journey = two_cycles()
    journey.apply(edits.update(journey, "info", cycles=("de proef",)))
    first, second, third = (cycles.name_of(journey, n) for n in (1, 2, 3))
    assert first.endswith(" · de proef")
    assert " · " in second
    assert third.endswith(" 3")
