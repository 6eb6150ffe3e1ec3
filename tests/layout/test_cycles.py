"""Cycles, phases that span others and roads that come back: nothing meets anything, and all stand where they should."""

from __future__ import annotations

import random

import pytest

from cjm_desktop.layout.bands import cuts
from cjm_desktop.layout.columns import road_of, slots_of
from cjm_desktop.layout.journey_layout import lay_out, natural_height
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.theme import load
from tests.layout.clearness import faults
from tests.layout.cycle_maps import cycle_journey

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
            assert layout.height == pytest.approx(natural_height(journey, VIEW, theme, width)), seed


@pytest.mark.parametrize("seed", range(12))
def test_nothing_meets_anything_on_strips(seed: int) -> None:
    theme, journey = load(), cycle_journey(seed, count=14)
    found: set[str] = set()
    for part in cuts(slots_of(journey, "sc_0"), 2 + seed % 3):
        strip = lay_out(journey, VIEW, theme, column_width=110.0, part=part)
        assert faults(journey, strip, theme) == [], part
        found |= {id for band in strip.bands for _x, id in band.stops}
    assert found == {t.id for t in journey.touchpoints} - {t.id for t in road_of(journey, "sc_0")}
