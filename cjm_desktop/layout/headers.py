"""The edges of the map: phase arrows at the top, lane names at the left, tints and hairlines between."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from cjm_desktop.layout import fonts
from cjm_desktop.layout.drawing import Colour, Drawing, Group, Placed, Shape, Stroke, bounds_of
from cjm_desktop.layout.faces import chevron
from cjm_desktop.layout.geometry import Path, Rect, line, rectangle, rounded
from cjm_desktop.layout.icons import icon_shape
from cjm_desktop.layout.text import Block, Style, block
from cjm_desktop.layout.theme import Theme, tint
from cjm_desktop.model.records import LaneKind

NOTCH = 12.0
#: Longer words of a phase's name are broken, in points.
WIDEST_WORD = 140.0
LANE_ICONS: Final[dict[LaneKind, str]] = {
    "road": "route",
    "experience": "smile",
    "actions": "footprints",
    "thoughts": "message-square-quote",
    "channel": "radio",
    "pains": "triangle-alert",
    "opportunities": "lightbulb",
    "insights": "search",
    "owner": "user-check",
    "evidence": "clipboard-check",
    "frontstage": "users",
    "backstage": "building-2",
    "support": "settings",
    "metrics": "table",
    "images": "image",
    "content": "newspaper",
    "coverage": "table",
    "text": "sticky-note",
}


@lru_cache(maxsize=1024)
def phase_room(name: str, theme: Theme) -> float:
    """How wide a phase must be so that no usual word of its name is broken, in points."""
    widest = max((fonts.width(word, "bold", theme.phase) for word in name.split()), default=0.0)
    return min(widest, WIDEST_WORD) + 2 * NOTCH + 13.0


@lru_cache(maxsize=1024)
def phase_words(
    number: int, name: str, subtitle: str, width: float, colour: Colour, theme: Theme
) -> tuple[Block, Block]:
    """Name with its number, and subtitle, at the width of the phase's columns."""
    room = width - 2 * NOTCH - 12
    numbered = name if name[:1].isdigit() else f"{number} {name}".rstrip()
    ink = theme.ink_on(colour)
    title = block(numbered, Style("bold", theme.phase, ink), room)
    return title, block(subtitle, Style("regular", theme.body - 0.5, ink), room)


def phase_header(
    words: tuple[Block, Block],
    x: float,
    width: float,
    height: float,
    colour: Colour,
    first: bool,
    last: bool,
    y: float,
    theme: Theme,
) -> Placed:
    """The arrow of a phase over its columns, at `y` from the map's top; it points into the next one."""
    title, subtitle = words
    shape = chevron(Rect(0, 0, width + (0 if last else NOTCH), height), NOTCH, first)
    top = (height - title.height - subtitle.height) / 2
    left = 14.0 if first else NOTCH + 12
    drawing: Drawing = (
        Shape(shape, fill=colour),
        Group(title.lines, left, top, role="phase"),
        Group(subtitle.lines, left, top + title.height, role="subtitle"),
    )
    return Placed(x, y, 70.0, drawing, shape, bounds_of(drawing))


def phase_tint(x: float, width: float, top: float, bottom: float, colour: Colour, theme: Theme) -> Placed:
    """The faint colour of a phase behind all lanes."""
    ground = tint(colour, theme.phase_tint, theme.paper)
    box = rounded(Rect(0, 0, width, bottom - top), 4)
    drawing: Drawing = (Shape(box, fill=ground),)
    return Placed(x, top, 0.0, drawing, Path(()), bounds_of(drawing))


#: Ground at the left of a lane's name for its icon, and at its right for the emotion scale's faces.
ICON_ROOM, SCALE_ROOM = 32.0, 34.0


def side_width(names: Sequence[str], theme: Theme) -> float:
    """How wide the lane names' column is so that no usual word of a name is broken, in points."""
    words = [w for name in names for w in name.split()]
    widest = max((fonts.width(w, "semibold", theme.body + 1) for w in words), default=0.0)
    return max(theme.lane_names_width, min(widest, 160.0) + ICON_ROOM + SCALE_ROOM)


@lru_cache(maxsize=1024)
def lane_words(name: str, side: float, theme: Theme) -> Block:
    """The name of a lane, broken to the lane names' column."""
    return block(name, Style("semibold", theme.body + 1, theme.ink), side - ICON_ROOM - SCALE_ROOM + 0.01)


def lane_label(
    kind: LaneKind, name: str, top: float, height: float, side: float, width: float, theme: Theme
) -> Placed:
    """Icon and name of a lane at its left, and the hairline under the lane."""
    words = lane_words(name, side, theme)
    middle = height / 2
    drawing: Drawing = (
        Shape(line(0, height, width, height), stroke=Stroke(theme.hairline, theme.hairline_width)),
        icon_shape(LANE_ICONS[kind], 4, middle - 9, 18, theme.second_ink),
        Group(words.lines, ICON_ROOM, middle - words.height / 2, role="lane"),
    )
    outline = rectangle(Rect(0, 0, side - SCALE_ROOM, height))
    return Placed(0.0, top, 4.0, drawing, outline, bounds_of(drawing))


@lru_cache(maxsize=64)
def empty_words(text: str, width: float, theme: Theme) -> Block:
    """What stands in the column of a phase without touchpoints."""
    return block(text, Style("regular", theme.small, theme.second_ink), width, align="centre")
