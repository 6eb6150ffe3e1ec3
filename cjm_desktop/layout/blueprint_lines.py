"""The lines of a service blueprint: where customer and organisation meet, and what the customer does not see."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from cjm_desktop.i18n import N_, _
from cjm_desktop.layout.drawing import Drawing, Group, Placed, Shape, Stroke, bounds_of
from cjm_desktop.layout.geometry import Path, line
from cjm_desktop.layout.text import Block, Style, block
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.records import Lane

#: Above and below the words of a line, in points.
_AIR: Final = 2.5
_DASH: Final = (6.0, 4.0)
#: Words before and behind which no line begins.
_CLEAR: Final = 7.0
#: What each line is called.
NAMES: Final[dict[str, str]] = {
    "interaction": N_("Line of interaction"),
    "visibility": N_("Line of visibility"),
    "internal": N_("Line of internal interaction"),
}
#: The lanes of a blueprint from the customer inwards; customers act on the road and in the lane of actions.
_DEPTH: Final[dict[str, int]] = {"road": 0, "actions": 0, "frontstage": 1, "backstage": 2, "support": 3}
#: How deep the lanes on both sides of a line are: the shallower one and the deeper one.
_BETWEEN: Final[dict[tuple[int, int], str]] = {
    (0, 1): "interaction",
    (1, 2): "visibility",
    (1, 3): "visibility",
    (2, 3): "internal",
}


def lines_between(lanes: Sequence[Lane]) -> dict[int, str]:
    """Above which lanes (by index, from 1) a line runs, and which: "interaction", "visibility" or "internal".

    A line stands wherever two lanes of the blueprint are neighbours in the order shown, whichever is above.
    """
    out = {}
    for i in range(1, len(lanes)):
        here, there = _DEPTH.get(lanes[i - 1].kind), _DEPTH.get(lanes[i].kind)
        if here is not None and there is not None:
            name = _BETWEEN.get((min(here, there), max(here, there)))
            if name is not None:
                out[i] = name
    return out


@lru_cache(maxsize=64)
def _words(text: str, width: float, theme: Theme) -> Block:
    return block(text, Style("italic", theme.small, theme.second_ink), width)


def height_of(name: str, width: float, theme: Theme) -> float:
    """How much ground a line takes between two lanes of a map that is so wide, in points."""
    return _words(_(NAMES[name]), width - 2 * _CLEAR, theme).height + 2 * _AIR


def place(name: str, top: float, width: float, theme: Theme) -> Placed:
    """A line over the whole width of the map, with its name at the left."""
    words = _words(_(NAMES[name]), width - 2 * _CLEAR, theme)
    middle = words.height / 2 + _AIR
    colour = theme.ink if name == "visibility" else theme.second_ink
    start = 4.0 + words.width + _CLEAR
    drawing: Drawing = (Group(words.lines, 4.0, _AIR, role="blueprint"),)
    if start < width:
        pen = Stroke(colour, 1.6 if name == "visibility" else 1.1, _DASH)
        drawing = (Shape(line(start, middle, width, middle), stroke=pen), *drawing)
    return Placed(0.0, top, 5.0, drawing, Path(()), bounds_of(drawing))
