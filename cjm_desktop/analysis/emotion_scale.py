"""The scale on which a journey shows its scores; they are kept from −2 to 2 on every scale."""

from __future__ import annotations

from typing import Final

from cjm_desktop.i18n import number

#: The scale on which nothing is converted.
USUAL: Final = "-2..2"
#: The worst and the best value of each scale, and the steps of its half that a person chooses from.
_ENDS: Final = {"-2..2": (-2.0, 2.0), "-5..5": (-5.0, 5.0), "1..5": (1.0, 5.0), "1..10": (1.0, 10.0)}
_STEPS: Final = {"-2..2": 20, "-5..5": 10, "1..5": 20, "1..10": 9}


def shown(score: float, scale: str) -> float:
    """A score from −2 to 2 on the scale: its ends are the scale's ends, in a straight line."""
    low, high = _ENDS[scale]
    return low + (score + 2.0) / 4.0 * (high - low)


def distance(difference: float, scale: str) -> float:
    """A difference of two scores, in points of the scale."""
    low, high = _ENDS[scale]
    return difference / 4.0 * (high - low)


def steps(scale: str) -> int:
    """How many steps there are from the middle of the scale to its end."""
    return _STEPS[scale]


def words(score: float, scale: str) -> str:
    """A score as the scale writes it, to one decimal: "−1,8", on 1 to 5 "1,2"."""
    return number(shown(score, scale), 1)


def marks(scale: str) -> tuple[str, str, str]:
    """What stands at the best, the middle and the worst end of an axis: "+5", "0", "−5"; "10", "5,5", "1"."""
    out = []
    for score in (2.0, 0.0, -2.0):
        value = shown(score, scale)
        plus = "+" if value > 0 and _ENDS[scale][0] < 0 else ""
        out.append(plus + number(value, 0 if value == round(value) else 1))
    return out[0], out[1], out[2]
