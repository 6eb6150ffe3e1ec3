"""The road's lane: nothing on it meets anything else, whatever stands there."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from cjm_desktop.layout.bands import Band, cuts, stacked
from cjm_desktop.layout.columns import slots_of
from cjm_desktop.layout.drawing import Shape
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.ground import road_height
from cjm_desktop.layout.journey_layout import lay_out, natural_heights
from cjm_desktop.layout.placement import JourneyLayout, View
from cjm_desktop.layout.road import heights
from cjm_desktop.layout.theme import load
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Connection, DropOff
from tests.layout.clearness import along, faults
from tests.layout.random_maps import SHAPES, random_journey

VIEW = View("sc_0")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("block", range(5))
def test_nothing_meets_anything(shape: str, block: int) -> None:
    theme = load()
    for seed in range(block * 10, block * 10 + 10):
        rng = random.Random(seed)
        journey = random_journey(seed, shape)
        width, height = rng.choice((84.0, 100.0, 130.0, 200.0)), rng.choice((None, None, 1400.0))
        layout = lay_out(journey, VIEW, theme, column_width=width, height=height)
        assert faults(journey, layout, theme) == [], (seed, width, height)


@pytest.mark.parametrize("seed", range(12))
def test_nothing_meets_anything_in_bands(seed: int) -> None:
    theme, journey = load(), random_journey(seed, count=14)
    parts = cuts(slots_of(journey, "sc_0"), 2 + seed % 3)
    own = [natural_heights(journey, VIEW, theme, 110.0, part) for part in parts]
    bands = [Band(VIEW, part, 110.0, least) for part, least in zip(parts, own, strict=True)]
    whole = stacked(journey, theme, bands, sum(least.total for least in own) + 200.0)
    assert sum(key.split("@")[0] in {t.id for t in journey.touchpoints} for key in whole.placed) == 14
    for part in parts:
        band = lay_out(journey, VIEW, theme, column_width=110.0, part=part)
        assert faults(journey, band, theme) == [], part


def test_the_checker_sees_what_meets() -> None:
    """Two touchpoints moved onto each other must be found, or the tests above prove nothing."""
    theme, journey = load(), random_journey(3, "winding", 8)
    road = journey.road("sc_0")
    journey.apply(edits.update(journey, road[4].id, dx=-112.0, dy=-70.0, title="Hier"))
    found = faults(journey, lay_out(journey, VIEW, theme, column_width=112.0), theme)
    assert any("disc" in fault for fault in found)


def test_every_touchpoint_on_the_road_is_passed() -> None:
    """The road runs through every disc's middle."""
    theme, journey = load(), random_journey(5, "winding", 11)
    layout = lay_out(journey, VIEW, theme)
    points = [
        p
        for key, placed in layout.placed.items()
        if key.split(":")[0] == "road"
        for shape in placed.drawing
        if isinstance(shape, Shape)
        for p in along(shape.path)
    ]
    for touchpoint in journey.touchpoints:
        there = layout.placed[touchpoint.id]
        assert min(abs(x - there.x) + abs(y - there.y) for x, y in points) < 0.01


def test_heights() -> None:
    assert heights(3, "straight", [None] * 3, 40) == [0, 0, 0]
    assert heights(3, "winding", [None] * 3, 40) == [40, -40, 40]
    assert heights(3, "loop", [None] * 3, 40) == [40, -40, 40]
    assert heights(3, "hills", [2.0, None, -1.0], 40) == [-40, 0, 20]  # up is negative


def test_the_road_between_two_touchpoints() -> None:
    a, b = (0.0, 10.0), (100.0, -30.0)
    assert road_height(a, b, 0.0)[0] == pytest.approx(10.0)
    assert road_height(a, b, 50.0)[0] == pytest.approx(-10.0)
    assert road_height(a, b, 100.0)[0] == pytest.approx(-30.0)
    at = [road_height(a, b, x)[0] for x in range(101)]
    assert all(y0 >= y1 for y0, y1 in pairwise(at))


def test_hills_stand_as_high_as_the_emotion() -> None:
    theme, journey = load(), random_journey(8, "hills", 11)
    for t in journey.touchpoints:
        journey.apply(edits.update(journey, t.id, dx=0.0, dy=0.0))
    layout = lay_out(journey, VIEW, theme)
    placed = [
        (felt.emotional, layout.placed[t.id].y)
        for t in journey.road("sc_0")
        if (felt := t.experience_of("pe_0")) and felt.emotional is not None
    ]
    for (s0, y0), (s1, y1) in pairwise(sorted(placed)):
        assert y0 >= y1 - 1e-6 if s0 != s1 else y0 == pytest.approx(y1)


def _loop(layout: JourneyLayout) -> Rect | None:
    return layout.bounds_of("loop")


def test_a_loop_comes_back_under_everything() -> None:
    theme, journey = load(), random_journey(21, "loop", 8)
    layout = lay_out(journey, VIEW, theme)
    loop = _loop(layout)
    assert loop is not None
    road = next(row for row in layout.rows if row.kind == "road")
    assert road.y <= loop.y
    assert loop.bottom <= road.bottom
    assert loop.x >= 0
    assert loop.right <= layout.width + 40
    first, last = (layout.placed[journey.road("sc_0")[i].id] for i in (0, -1))
    assert loop.x < first.x
    assert loop.right > last.x
    straight = lay_out(_with_road(journey, "winding"), VIEW, theme)
    assert _loop(straight) is None
    assert layout.height > straight.height


def _with_road(journey: Journey, road: str) -> Journey:
    other = journey.copy()
    other.apply(edits.update(other, "sc_0", road=road))
    return other


def test_a_band_of_a_loop_is_no_loop() -> None:
    theme, journey = load(), random_journey(21, "loop", 8)
    count = len(slots_of(journey, "sc_0"))
    assert _loop(lay_out(journey, VIEW, theme, column_width=112.0, part=(0, count))) is not None
    assert _loop(lay_out(journey, VIEW, theme, column_width=112.0, part=(0, count - 1))) is None


def test_an_empty_road_has_no_loop() -> None:
    assert _loop(lay_out(random_journey(1, "loop", 0), VIEW, load())) is None


def test_side_roads_of_one_touchpoint_share_a_trunk() -> None:
    theme, journey = load(), random_journey(2, "winding", 11)
    for c in journey.connections:
        journey.apply(edits.delete(journey, [c.id]))
    road = journey.road("sc_0")
    for i, (a, b) in enumerate(((2, 5), (2, 9), (7, 2))):
        journey.apply(edits.add(journey, Connection(id=f"co_n{i}", source=road[a].id, target=road[b].id)))
    journey.apply(edits.update(journey, road[2].id, drop_off=DropOff(share=0.2)))
    layout = lay_out(journey, VIEW, theme, column_width=112.0)
    assert faults(journey, layout, theme) == []
    starts = set()
    for i in range(3):
        shape = layout.placed[f"co_n{i}"].drawing[0]
        assert isinstance(shape, Shape)
        xs = [round(x, 2) for x, _y in along(shape.path, 1.0)]
        starts |= {x for x in xs if xs.count(x) > 20 and abs(x - layout.placed[road[2].id].x) < 80}
    assert len(starts) == 1


def test_a_label_stays_on_the_map() -> None:
    theme, journey = load(), random_journey(2, "winding", 8)
    road = journey.road("sc_0")
    far = Connection(id="co_x", source=road[1].id, target=road[0].id, label="w" * 200)
    journey.apply(edits.add(journey, replace(far)))
    layout = lay_out(journey, VIEW, theme, column_width=112.0)
    box = layout.bounds_of("label:co_x")
    assert box is not None
    assert layout.side <= box.x
    assert box.right <= layout.width
