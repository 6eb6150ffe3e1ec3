"""Composite journeys: one road for each person, shared touchpoints, cards, coverage; nothing meets anything."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.analysis.findings import findings
from cjm_desktop.formats.template import from_template
from cjm_desktop.i18n import in_language
from cjm_desktop.layout import coverage
from cjm_desktop.layout.bands import Band, cuts, stacked
from cjm_desktop.layout.columns import slots_of
from cjm_desktop.layout.composite_stack import CLEAR, HALF, LANE, home, spread, stack
from cjm_desktop.layout.drawing import Placed, Shape, text_lines
from cjm_desktop.layout.journey_layout import lay_out, natural_heights, word_width
from cjm_desktop.layout.legend import legend_part, signs_of
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.sheets import compose
from cjm_desktop.layout.theme import NAMES, READABLE, contrast, load
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.parts import DropOff, Influence
from tests.layout.clearness import along, are_several_roads, faults, on_roads, under_discs
from tests.layout.composites import random_composite, tender

VIEW = View("sc")
RANDOM = View("sc_0")
PEOPLE = ("pe_business", "pe_inkoop", "pe_legal", "pe_sales")


def said(placed: Placed) -> list[str]:
    return [line.text for line in text_lines(placed.drawing)]


# -- nothing meets anything ----------------------------------------------------------------------


@pytest.mark.parametrize("width", [None, 128.0, 150.0, 200.0])
@pytest.mark.parametrize("shape", ["winding", "straight"])
def test_the_tender_is_clear(width: float | None, shape: str) -> None:
    """No title of a usual journey stands on anybody's road."""
    theme, journey = load(), tender(shape)
    for height in (None, 1500.0):
        layout = lay_out(journey, VIEW, theme, column_width=width, height=height)
        assert faults(journey, layout, theme) == []
        assert on_roads(layout) == []
        assert under_discs(journey, layout, theme) == []


@pytest.mark.parametrize("block", range(6))
def test_nothing_meets_anything(block: int) -> None:
    """Titles as long as they get may stand on a road, with a halo; never on a disc or another text."""
    theme = load()
    for seed in range(block * 10, block * 10 + 10):
        rng = random.Random(seed)
        journey = random_composite(seed)
        width, height = rng.choice((128.0, 150.0, 200.0)), rng.choice((None, None, 1600.0))
        layout = lay_out(journey, RANDOM, theme, column_width=width, height=height)
        assert are_several_roads(journey, layout)
        assert faults(journey, layout, theme) == [], (seed, width, height)
        if not any(t.dx or t.dy for t in journey.touchpoints):
            assert under_discs(journey, layout, theme) == [], (seed, width, height)


def test_titles_of_usual_length_find_clear_ground() -> None:
    """Of 200 short titles among up to six roads hardly any stands on a road."""
    theme, met, total = load(), 0, 0
    for seed in range(40):
        journey = random_composite(seed)
        for t in journey.touchpoints:
            short = " ".join(word[:16] for word in t.title.split()[:3])[:30]
            journey.apply(edits.update(journey, t.id, title=short, dx=0.0, dy=0.0, drop_off=None, entry=None))
        layout = lay_out(journey, RANDOM, theme)
        met += len(on_roads(layout))
        total += len(journey.touchpoints)
    assert total > 200
    assert met <= 0.02 * total


@pytest.mark.parametrize("seed", range(8))
def test_nothing_meets_anything_in_bands(seed: int) -> None:
    theme, journey = load(), random_composite(seed, count=14)
    parts = cuts(slots_of(journey, "sc_0"), 2 + seed % 3)
    own = [natural_heights(journey, RANDOM, theme, 140.0, part) for part in parts]
    bands = [Band(RANDOM, part, 140.0, least) for part, least in zip(parts, own, strict=True)]
    whole = stacked(journey, theme, bands, sum(least.total for least in own) + 200.0)
    assert sum(key.split("@")[0] in {t.id for t in journey.touchpoints} for key in whole.placed) == 14
    for i, part in enumerate(parts):
        band = lay_out(journey, RANDOM, theme, column_width=140.0, part=part)
        assert faults(journey, band, theme) == [], part
        assert band.height == pytest.approx(own[i].total)
        for person in journey.personas:
            assert (f"{person.id}@{i}" if i else person.id) in whole.placed


# -- the roads -----------------------------------------------------------------------------------


def test_everybody_has_a_road_through_their_touchpoints() -> None:
    theme, journey = load(), tender()
    layout = lay_out(journey, VIEW, theme)
    for id in PEOPLE:
        shapes = [
            (placed, shape)
            for key, placed in layout.placed.items()
            if key.startswith(f"road:{id}:")
            for shape in placed.drawing
            if isinstance(shape, Shape)
        ]
        person = next(p for p in journey.personas if p.id == id)
        assert person.colour in {shape.stroke.colour for _p, shape in shapes if shape.stroke}
        points = [(x + p.x, y + p.y) for p, shape in shapes for x, y in along(shape.path)]
        for touchpoint in journey.touchpoints:
            there = layout.placed[touchpoint.id]
            near = min(abs(x - there.x) + max(0.0, abs(y - there.y) - 1.5 * LANE) for x, y in points)
            if id in touchpoint.personas:
                assert near < 0.01, (id, touchpoint.title)


def test_a_touchpoint_of_several_is_one_pill_over_their_roads() -> None:
    layout = lay_out(tender(), VIEW, load())
    high = {}
    for touchpoint in tender().touchpoints:
        mark = layout.placed[touchpoint.id].drawing
        disc = next(c for c in mark if getattr(c, "role", "") == "disc")
        high[len(touchpoint.personas)] = disc.children[0].path.bounds.height  # type: ignore[union-attr]
    assert high[3] - high[2] == pytest.approx(LANE)
    assert high[4] - high[3] == pytest.approx(LANE)
    assert high[2] > high[1] + LANE / 2


def test_a_shared_touchpoint_shows_what_a_disc_shows() -> None:
    """Outcome, those who leave and those who come, internal work: also on a pill."""
    theme, journey = load(), tender()
    plain = lay_out(journey, VIEW, theme)
    journey.apply(
        edits.update(
            journey, "tp_13", outcome="success", entry=0.2, drop_off=DropOff(share=0.1), kind="internal"
        )
    )
    layout = lay_out(journey, VIEW, theme)
    fills = {
        shape.fill
        for group in layout.placed["tp_13"].drawing
        if getattr(group, "role", "") == "disc"
        for shape in group.children  # type: ignore[union-attr]
        if isinstance(shape, Shape)
    }
    assert {theme.positive, theme.panel} <= fills
    words = " ".join(said(layout.placed["tp_13"]))
    assert "10%" in words
    assert "20%" in words
    assert faults(journey, layout, theme) == []
    assert layout.height >= plain.height


def test_nobody_named_means_everybody() -> None:
    journey = tender()
    before = lay_out(journey, VIEW, load()).placed["tp_05"].drawing
    journey.apply(edits.update(journey, "tp_05", personas=()))
    assert lay_out(journey, VIEW, load()).placed["tp_05"].drawing == before


def test_a_journey_of_one_or_not_composite_has_one_road() -> None:
    single = tender()
    single.apply(edits.update(single, "info", type="single"))
    alone = tender()
    alone.apply(edits.update(alone, "sc", personas=("pe_sales",)))
    for journey in (single, alone):
        placed = lay_out(journey, VIEW, load()).placed
        assert "road" in placed
        assert not any(id in placed for id in PEOPLE)


def test_a_road_ends_at_the_last_touchpoint_or_runs_out() -> None:
    """All four sign the contract; without Sales its road runs on to the edge."""
    theme, journey = load(), tender()

    def end_of(id: str) -> float:
        placed = lay_out(journey, VIEW, theme).placed
        return max(p.x + p.bounds.right for key, p in placed.items() if key.startswith(f"road:{id}:"))

    contract = lay_out(journey, VIEW, theme).placed["tp_13"].x
    assert end_of("pe_sales") == pytest.approx(contract, abs=20.0)
    journey.apply(edits.update(journey, "tp_13", personas=PEOPLE[:3]))
    assert end_of("pe_sales") > contract + 40.0
    assert end_of("pe_legal") == pytest.approx(contract, abs=20.0)


def test_straight_roads_do_not_wind() -> None:
    journey = tender("straight")
    layout = lay_out(journey, VIEW, load())
    alone = [t for t in journey.touchpoints if t.personas == ("pe_business",)]
    assert len({round(layout.placed[t.id].y, 3) for t in alone}) == 1
    winding = lay_out(tender(), VIEW, load())
    assert len({round(winding.placed[t.id].y, 3) for t in alone}) > 1


def test_a_touchpoint_moved_by_hand_stands_where_it_was_put() -> None:
    theme, journey = load(), tender()
    before = lay_out(journey, VIEW, theme).placed["tp_08"]
    journey.apply(edits.nudge(journey, ["tp_08"], 10.0, 24.0))
    layout = lay_out(journey, VIEW, theme)
    after = layout.placed["tp_08"]
    other = layout.placed["tp_06"].y - lay_out(tender(), VIEW, theme).placed["tp_06"].y
    assert (after.x - before.x, after.y - before.y - other) == pytest.approx((10.0, 24.0), abs=0.1)


@given(
    st.lists(
        st.tuples(
            st.floats(-300, 300), st.floats(5, 60), st.floats(5, 60), st.sampled_from([1.0, 2.0, 50.0])
        ),
        min_size=1,
        max_size=7,
    )
)
def test_what_is_spread_keeps_its_order_and_its_distance(
    items: list[tuple[float, float, float, float]],
) -> None:
    out = spread(items, CLEAR)
    for i in range(1, len(items)):
        assert out[i] - out[i - 1] >= items[i - 1][2] + items[i][1] + CLEAR - 1e-6
    if len(items) == 1:
        assert out == [items[0][0]]


@given(st.integers(2, 6), st.data())
def test_passing_roads_keep_clear_of_the_touchpoint(count: int, data: st.DataObject) -> None:
    present = tuple(sorted(data.draw(st.sets(st.integers(0, count - 1), min_size=1))))
    up, down = data.draw(st.floats(30, 120)), data.draw(st.floats(30, 120))
    ys, middle = stack(count, present, 118.0, 9.0, up, down)
    for i in range(count):
        if i in present:
            assert abs(ys[i] - middle) <= (len(present) - 1) * LANE / 2 + 1e-6
        else:
            assert ys[i] <= middle - up - HALF or ys[i] >= middle + down + HALF
    homes = [home(i, count, 118.0) for i in range(count)]
    assert sum(homes) == pytest.approx(0.0)


# -- people and coverage -------------------------------------------------------------------------


def test_a_card_for_each_person_stands_at_the_start_of_their_road() -> None:
    theme, journey = load(), tender()
    layout = lay_out(journey, VIEW, theme)
    with in_language("nl"):
        assert said(layout.placed["pe_legal"])[:1] == ["Juridische zaken"]
        assert "Beïnvloeder · tegen" in said(layout.placed["pe_sales"])
    heights = [layout.placed[id].y for id in PEOPLE]
    assert heights == sorted(heights)
    assert layout.people[:4] == PEOPLE
    for id in PEOPLE:
        card = layout.placed[id]
        assert card.x + card.outline.bounds.right < layout.side
        first = layout.placed[f"road:{id}:0"]
        assert abs(first.drawing[0].path.segments[0][2] + first.y - card.y) < 45  # type: ignore[union-attr, misc, operator]


def test_a_road_begins_beside_its_card_where_all_meet_at_the_first_touchpoint() -> None:
    journey = from_template("b2b_samengesteld", "nl")
    layout = lay_out(journey, View(journey.scenarios[0].id), load())
    for person in journey.personas:
        card, first = layout.placed[person.id], layout.placed[f"road:{person.id}:0"]
        _x, y = min(point for s in first.drawing if isinstance(s, Shape) for point in along(s.path))
        assert abs(y + first.y - card.y) < 20.0, person.name


def test_influence_is_an_arrow_between_cards_with_its_words() -> None:
    journey = tender()
    layout = lay_out(journey, VIEW, load())
    assert "influence:pe_sales:pe_business" in layout.placed
    assert "influence:pe_sales:pe_business" in layout.people
    assert any("eigen demo" in text for text in said(layout.placed["pe_sales"]))
    journey.apply(edits.update(journey, "pe_sales", influences=()))
    bare = lay_out(journey, VIEW, load())
    assert not any(key.startswith("influence:") for key in bare.placed)
    assert bare.placed["pe_sales"].x < layout.placed["pe_sales"].x


def test_the_lane_names_are_as_wide_as_the_cards_need() -> None:
    journey = tender()
    narrow = lay_out(journey, VIEW, load()).side
    journey.apply(edits.update(journey, "pe_legal", name="Juridische en fiscale zaken Noord"))
    wide = lay_out(journey, VIEW, load()).side
    assert narrow < wide <= 205.0


def test_coverage_counts_contacts_of_each_person_in_each_phase() -> None:
    journey = tender()
    placed = lay_out(journey, VIEW, load()).placed
    rows = {id: said(placed[f"coverage:la_coverage:{id}"]) for id in PEOPLE}
    assert rows == {
        "pe_business": ["2", "2", "2", "2"],
        "pe_inkoop": ["1", "2", "2", "2"],
        "pe_legal": [*said(placed["coverage:la_coverage:pe_legal"])[:1], "1", "3", "2"],
        "pe_sales": ["1", "1", "1", "1"],
    }
    assert not rows["pe_legal"][0].isdigit()  # "no contact"
    cells = [s for s in placed["coverage:la_coverage:pe_legal"].drawing if isinstance(s, Shape)]
    assert [s.stroke.colour if s.stroke else None for s in cells] == [load().negative, None, None, None]


def test_numbers_of_coverage_can_be_read_on_every_theme_however_many_there_are() -> None:
    for theme in map(load, NAMES):
        for colour in theme.phase_colours:
            shades = [coverage._shade(colour, count, theme) for count in range(1, 9)]
            assert all(contrast(theme.ink, shade) >= READABLE for shade in shades)
            depths = [contrast(theme.paper, shade) for shade in shades]
            assert depths == sorted(depths)  # more is deeper
            assert depths[1] > depths[0]


def test_the_lane_of_coverage_tells_how_much_is_covered() -> None:
    """15 of 16 cells; by influence (3 + 2 + 3 + 1 in each of four phases) 33 of 36."""
    journey = tender()
    journey.apply(edits.update(journey, "info", language="en"))
    journey.apply(edits.update(journey, "pe_legal", influence=3))
    words = said(lay_out(journey, VIEW, load()).placed["la_coverage"])
    assert {"94%", "covered", "92%"} <= set(" ".join(words).split())
    assert "influence" in " ".join(words)


def test_a_band_of_the_map_counts_whole_phases() -> None:
    """Cut within a phase, both parts of it say the same."""
    band = lay_out(tender(), VIEW, load(), part=(7, 10))
    assert said(band.placed["coverage:la_coverage:pe_legal"]) == ["3"]


def test_a_lane_of_coverage_can_be_added_to_any_journey() -> None:
    journey = tender()
    journey.apply(edits.update(journey, "info", type="single"))
    journey.apply(edits.delete(journey, ["la_coverage"]))
    journey.apply(edits.add_lane(journey, "coverage", "Dekking"))
    lane = next(n for n in journey.lanes if n.kind == "coverage")
    layout = lay_out(journey, VIEW, load())
    assert f"coverage:{lane.id}:pe_inkoop" in layout.placed
    assert faults(journey, layout, load()) == []
    journey.apply(edits.update(journey, "sc", personas=()))
    assert lay_out(journey, VIEW, load()).rows[-1].height > 20


def test_curves_run_through_what_each_person_is_part_of() -> None:
    """Inkoop has no part in the demo between its touchpoints: its curve passes it without a gap."""
    placed = lay_out(tender(), VIEW, load()).placed
    lines = [key for key in placed if key.startswith("other:pe_inkoop:")]
    assert len(lines) == 1
    assert "curve:pe_business:0" in placed
    colours = {
        s.stroke.colour for s in placed["curve:pe_business:0"].drawing if isinstance(s, Shape) and s.stroke
    }
    assert colours == {"#2F6FA8"}


def test_the_poster_tells_who_is_missed_and_explains_the_signs() -> None:
    journey, theme = tender(), load()
    with in_language("en"):
        texts = [f.text for f in findings(journey, "sc")]
        assert "Juridische zaken is not reached in phase Behoefte" in texts
        part = legend_part(signs_of(journey, VIEW, theme), 900.0, theme)
        assert part is not None
        words = " ".join(line.text for line in text_lines(part.drawing))
        assert "several people together" in words
        assert "sways" in words
    sheet = compose(journey, VIEW, theme, "A3", "landscape")
    assert {"la_coverage", *PEOPLE} <= sheet.map.placed.keys()


# -- laws ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(10))
def test_a_trial_measures_what_the_layout_needs(seed: int) -> None:
    journey = random_composite(seed)
    natural = natural_heights(journey, RANDOM, load(), 140.0).total
    assert natural == pytest.approx(lay_out(journey, RANDOM, load(), column_width=140.0).height)
    assert word_width(journey, RANDOM, load()) >= 128.0


@pytest.mark.parametrize("seed", range(6))
def test_an_earlier_layout_never_alters_the_next(seed: int) -> None:
    rng, theme, journey = random.Random(seed), load(), random_composite(seed, count=30)
    people = [p.id for p in journey.personas]
    layout = lay_out(journey, RANDOM, theme)
    for step in range(10):
        stop = rng.choice(journey.touchpoints)
        change = rng.choice(
            (
                edits.update(journey, stop.id, title=f"Anders {step}"),
                edits.update(journey, stop.id, personas=tuple(rng.sample(people, rng.randint(0, 2)))),
                edits.update(journey, rng.choice(people), criterion="goedkoop", stance="against"),
                edits.update(
                    journey, people[0], influences=(Influence(persona=rng.choice(people[1:]), text="koffie"),)
                ),
                edits.nudge(journey, [stop.id], 3.0, -8.0),
                edits.move_touchpoints(journey, [stop.id], rng.choice(journey.phases).id, None),
                edits.set_experience(journey, stop.id, people[-1], emotional=rng.randint(-20, 20) / 10),
            )
        )
        journey.apply(change)
        layout = lay_out(journey, RANDOM, theme, earlier=layout)
        fresh = lay_out(Journey(journey.records()), RANDOM, theme)
        assert dict(layout.placed) == dict(fresh.placed)
        assert list(layout.placed) == list(fresh.placed)


def test_an_edit_leaves_the_other_parts_as_they_are() -> None:
    theme, journey = load(), random_composite(3, count=60)
    before = lay_out(journey, RANDOM, theme)
    stop = journey.road("sc_0")[20]
    journey.apply(edits.update(journey, stop.id, title="Kort"))
    after = lay_out(journey, RANDOM, theme, earlier=before)
    if after.height == before.height and after.placed["pe_0"] is before.placed["pe_0"]:
        changed = [key for key, placed in after.placed.items() if before.placed.get(key) is not placed]
        assert 0 < len(changed) <= 30, changed
