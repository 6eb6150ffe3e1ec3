"""Scores are kept from −2 to 2 and shown on the scale of the journey."""

from __future__ import annotations

import pytest

from cjm_desktop.analysis import emotion_scale
from cjm_desktop.analysis.experience import shortfall
from cjm_desktop.i18n import in_language
from cjm_desktop.model.records import Experience, Touchpoint


@pytest.mark.parametrize(
    ("scale", "score", "words"),
    [
        ("-2..2", -1.8, "−1,8"),
        ("-5..5", -1.8, "−4,5"),
        ("1..5", -1.8, "1,2"),
        ("1..10", 0.0, "5,5"),
        ("1..10", 2.0, "10,0"),
    ],
)
def test_words(scale: str, score: float, words: str) -> None:
    with in_language("nl"):
        assert emotion_scale.words(score, scale) == words


@pytest.mark.parametrize("scale", ["-2..2", "-5..5", "1..5", "1..10"])
def test_steps_are_round_values_of_the_scale(scale: str) -> None:
    """From end to end, each step is a tenth or half of a point."""
    count = emotion_scale.steps(scale)
    step = emotion_scale.distance(2.0 / count, scale)
    assert step == pytest.approx(0.1) or step == pytest.approx(0.5)


def test_shortfall() -> None:
    """Worst where 0.5 was expected and −1.9 felt; what is not known counts for nothing."""

    def touchpoint(id: str, emotional: float | None, expected: float | None) -> Touchpoint:
        part = Experience(persona="p", emotional=emotional, expected=expected)
        return Touchpoint(id=id, scenario="s", phase="f", experience=(part,))

    road = [touchpoint("a", 0.0, 1.0), touchpoint("b", -1.9, 0.5), touchpoint("c", -2.0, None)]
    assert shortfall(road, "p") == (1, 2.4)
    assert shortfall(road[:1], "p") == (0, 1.0)
    assert shortfall([touchpoint("a", 0.0, 0.4)], "p") is None
    assert shortfall(road, "q") is None
