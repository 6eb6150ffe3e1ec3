"""The keyboard in a journey with a band under its road: along the road, then through the band."""

from __future__ import annotations

import pytest

from cjm_desktop import resources
from cjm_desktop.formats import cjm
from cjm_desktop.layout.journey_layout import lay_out
from cjm_desktop.layout.placement import JourneyLayout, View
from cjm_desktop.layout.theme import load
from cjm_desktop.model.journey import Journey
from cjm_desktop.ui.canvas import walk

SCENARIO = "sc_nu"


@pytest.fixture
def journey() -> Journey:
    return cjm.read(resources.path("examples", "hardloopschoenen.cjm").read_bytes())


@pytest.fixture
def layout(journey: Journey) -> JourneyLayout:
    return lay_out(journey, View(SCENARIO), load())


def test_the_road_goes_on_in_the_band(journey: Journey, layout: JourneyLayout) -> None:
    assert walk.along_road(journey, SCENARIO, "tp_b5", 1) == "tp_c1"
    assert walk.along_road(journey, SCENARIO, "tp_c4", 1) is None
    assert walk.step(journey, SCENARIO, layout, "tp_c1", 1, 0) == "tp_c2"


def test_down_from_the_road_leads_to_the_band_and_on_to_the_cards(
    journey: Journey, layout: JourneyLayout
) -> None:
    assert walk.step(journey, SCENARIO, layout, "tp_a6", 0, 1) == "tp_c2"
    assert walk.step(journey, SCENARIO, layout, "tp_c2", 0, -1) == "tp_a6"
    cards = walk.column_stops(journey, SCENARIO, layout, "tp_c2")[3:]
    assert cards == walk.column_stops(journey, SCENARIO, layout, "tp_a6")[3:]
    assert cards


def test_touchpoints_leave_neither_road_nor_band_by_keys(journey: Journey) -> None:
    assert not walk.moved_along_road(journey, SCENARIO, ["tp_b5"], 1).after
    assert not walk.moved_along_road(journey, SCENARIO, ["tp_c4"], 1).after
    moved = walk.moved_along_road(journey, SCENARIO, ["tp_c4"], -1)
    journey.apply(moved)
    assert [t.id for t in journey.road(SCENARIO)][-2:] == ["tp_c4", "tp_c3"]
