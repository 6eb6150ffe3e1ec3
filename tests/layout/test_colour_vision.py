"""What a theme tells by colour is told to every eye, and what the black-and-white one tells by grey stays apart."""

from __future__ import annotations

from itertools import combinations

import pytest

from cjm_desktop.layout.theme import load
from tests.layout.colour_vision import SIGHT, distance, lab


@pytest.mark.parametrize("sight", SIGHT)
def test_every_eye_tells_the_colours_of_the_theme_for_colour_blind_readers(sight: str) -> None:
    theme = load("colourblind")
    for a, b in combinations(theme.phase_colours, 2):
        assert distance(a, b, sight) > 20
    for a, b in combinations((theme.positive, theme.neutral, theme.negative), 2):
        assert distance(a, b, sight) > 20
    assert distance(theme.pain, theme.opportunity, sight) > 12
    assert distance(theme.pain_border, theme.opportunity_border, sight) > 40
    assert distance(theme.star, theme.asphalt, sight) > 40


def test_the_usual_colours_would_not_do() -> None:
    theme = load("standard")
    assert min(distance(a, b, "no green") for a, b in combinations(theme.phase_colours, 2)) < 10
    assert distance(theme.pain_border, theme.opportunity_border, "no green") < 5


def test_greys_differ_in_lightness() -> None:
    theme = load("mono")
    phases = theme.phase_colours
    for a, b in zip(phases, (*phases[1:], phases[0]), strict=True):
        assert abs(lab(a)[0] - lab(b)[0]) > 12
    for a, b in combinations((theme.positive, theme.neutral, theme.negative), 2):
        assert abs(lab(a)[0] - lab(b)[0]) > 15
    assert abs(lab(theme.pain)[0] - lab(theme.opportunity)[0]) > 8


def test_the_eyes_of_the_test_are_right() -> None:
    """Red and green of like lightness are one colour to who sees no green; blue and red are two to everyone."""
    assert distance("#C00000", "#5C5C00", "no green") < distance("#C00000", "#5C5C00") / 4
    assert all(distance("#C00000", "#0040C0", sight) > 40 for sight in SIGHT)
    assert lab("#FFFFFF") == pytest.approx((100, 0, 0), abs=0.01)
    assert lab("#777777", "no red") == pytest.approx(lab("#777777"), abs=0.1)
