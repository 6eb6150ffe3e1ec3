"""Composite journeys: one road for each person, shared touchpoints, cards, coverage; nothing meets anything."""

from __future__ import annotations

import random

import pytest

from cjm_desktop.layout.composite_stack import CLEAR, HALF, LANE, home, spread, stack
from cjm_desktop.layout.drawing import Shape
from cjm_desktop.layout.journey_layout import lay_out, natural_height
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.theme import load
from cjm_desktop.model import edits
from tests.layout.clearness import all_words, faults, on_roads, under_discs
from tests.layout.composites import random_composite, tender
from tests.layout.random_maps import random_journey

VIEW = View("sc")
RANDOM = View("sc_0")


@pytest.mark.parametrize("width", [None, 128.0, 150.0, 200.0])
@pytest.mark.parametrize("shape", ["winding", "straight"])
def test_the_tender_is_clear(width: float | None, shape: str) -> None:
    theme, journey = load(), tender(shape)
    layout = lay_out(journey, VIEW, theme, column_width=width)
    assert faults(journey, layout, theme) == []
    assert on_roads(layout) == []
    assert under_discs(journey, layout, theme) == []


@pytest.mark.parametrize("block", range(8))
def test_nothing_meets_anything(block: int) -> None:
    theme = load()
    for seed in range(block * 8, block * 8 + 8):
        rng = random.Random(seed)
        journey = random_composite(seed)
        width, height = rng.choice((100.0, 130.0, 200.0)), rng.choice((None, None, 1600.0))
        layout = lay_out(journey, RANDOM, theme, column_width=width, height=height)
        assert faults(journey, layout, theme) == [], (seed, width, height)
