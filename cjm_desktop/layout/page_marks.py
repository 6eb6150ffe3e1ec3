"""What is printed beside a poster: crop marks, cut lines, glue edges, the name of a tile, a rule of 100 mm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from cjm_desktop.i18n import _
from cjm_desktop.layout import fonts
from cjm_desktop.layout.drawing import WHITE, Colour, Drawing, Group, Primitive, Shape, Stroke
from cjm_desktop.layout.geometry import Path, Rect, Segment, line, rectangle
from cjm_desktop.layout.icons import icon_shape
from cjm_desktop.layout.paper import MM
from cjm_desktop.layout.text import Style, block

Side: TypeAlias = Literal["left", "right", "up", "down"]

#: Marks are black and grey, whatever the theme: nothing of them remains on the poster.
INK: Final[Colour] = "#000000"
GREY: Final[Colour] = "#5A5A5A"
_HATCH: Final[Colour] = "#9A9A9A"
#: Width of the lines that one cuts along.
HAIR: Final = 0.25
#: Crop marks: how far they stay off the corner at least, and how long they are.
OFF: Final = 3.0 * MM
LENGTH: Final = 5.0 * MM
#: A cut line stands this far on the side that is cut away, so that nothing of it is left.
OUTSIDE: Final = 0.2 * MM
SMALL: Final = 6.0
#: So much room below a tile has its name and the rule of 100 mm.
FOOT: Final = 120.0 * MM
_DASH: Final = (3.0, 2.0)
#: So many letters of a title tell which poster it is.
_TELLING: Final = 8
#: An edge is hatched with no more lines than this: those of a strip of twenty metres filled the memory.
_MOST_LINES: Final = 600


# -- text -----------------------------------------------------------------------------------------


def words(text: str, face: str, size: float, colour: Colour, x: float, top: float) -> tuple[Group, float]:
    """One line of text with its upper left corner at a place, and its width."""
    own = block(text, Style(face, size, colour), 1e6)
    return Group(own.lines, x, top, role="mark"), own.width


def fitting(text: str, face: str, size: float, room: float) -> str:
    """A text, or as many of its words as fit with "…" behind them; "" when those say too little."""
    if fonts.width(text, face, size) <= room:
        return text
    parts = text.split()
    while len(parts) > 1:
        parts.pop()
        shorter = " ".join(parts).rstrip(" ,;:·–-") + "…"
        if fonts.width(shorter, face, size) <= room:
            return shorter if len(shorter) > _TELLING else ""
    return ""


# -- whole sheets ---------------------------------------------------------------------------------


def crop_marks(trim: Rect, off: float, name: str) -> Drawing:
    """Lines at the corners of what remains, `off` points away from them, and a name under the sheet."""
    far = off + LENGTH
    segments: list[Segment] = []
    for x, away in ((trim.x, -1), (trim.right, 1)):
        for y, below in ((trim.y, -1), (trim.bottom, 1)):
            segments += line(x + away * off, y, x + away * far, y).segments
            segments += line(x, y + below * off, x, y + below * far).segments
    marks: list[Primitive] = [Shape(Path(tuple(segments)), stroke=Stroke(INK, HAIR))]
    told = fitting(name, "regular", SMALL, trim.width - 4 * MM)
    if told:
        high = fonts.line_height("regular", SMALL)
        top = trim.bottom + off + (LENGTH - high) / 2
        marks.append(words(told, "regular", SMALL, GREY, trim.x + 2 * MM, top)[0])
    return tuple(marks)


# -- tiles ----------------------------------------------------------------------------------------


def cut_lines(trim: Rect, sides: frozenset[Side], reach: Rect) -> Drawing:
    """Dashed lines to cut along, over all that the printer reaches; where it doesn't reach the line, a short one
    beside what is printed."""
    segments: list[Segment] = []
    scissors: list[Primitive] = []
    foot = reach.bottom - 6 * MM
    for side, x, outer in (("left", trim.x, -OUTSIDE), ("right", trim.right, OUTSIDE)):
        if side in sides:
            if reach.x < x + outer < reach.right:
                segments += line(x + outer, reach.y, x + outer, reach.bottom).segments
            else:
                inside = min(max(x, reach.x + HAIR / 2), reach.right - HAIR / 2)
                segments += line(inside, foot, inside, reach.bottom).segments
    for side, y, outer in (("up", trim.y, -OUTSIDE), ("down", trim.bottom, OUTSIDE)):
        if side in sides and reach.y < y + outer < reach.bottom:
            segments += line(reach.x, y + outer, reach.right, y + outer).segments
    if "left" in sides and trim.x - reach.x >= 9.0:
        scissors.append(icon_shape("scissors", trim.x - 8.5, foot + 5, 7, GREY))
    if "up" in sides and trim.y - reach.y >= 9.0:
        left = reach.right - 12 * MM
        scissors.append(Shape(rectangle(Rect(left - 1, trim.y - 9, 9, 8)), fill=WHITE))
        scissors.append(icon_shape("scissors", left, trim.y - 8.5, 7, GREY))
    if not segments:
        return ()
    path = Path(tuple(segments))
    # White under the black: the line is seen on dark ground too.
    return (
        Shape(path, stroke=Stroke(WHITE, 3 * HAIR)),
        Shape(path, stroke=Stroke(INK, HAIR, _DASH)),
        *scissors,
    )


def glue_edge(edge: Rect, side: Side, over: str) -> Drawing:
    """The hatched edge that the tile named `over` is glued on, to the right of a tile or below it."""
    if edge.width < 1.0 or edge.height < 1.0:
        return ()
    border = OUTSIDE  # covered with the edge
    if side == "right":
        first = line(edge.x + border, edge.y, edge.x + border, edge.bottom)
    else:
        first = line(edge.x, edge.y + border, edge.right, edge.y + border)
    marks: list[Primitive] = [
        Shape(hatch(edge, 2.5 * MM), stroke=Stroke(_HATCH, HAIR)),
        Shape(first, stroke=Stroke(_HATCH, 2 * HAIR)),
    ]
    text = over if side == "right" else _("glue edge: {tile} goes over it").format(tile=over)
    face = "bold" if side == "right" else "regular"
    wide, high = fonts.width(text, face, SMALL), fonts.line_height(face, SMALL)
    if wide + 3 <= edge.width and high + 1.5 <= edge.height:
        x = edge.x + (edge.width - wide) / 2
        y = edge.y + (edge.height - high) / 2
        marks.append(Shape(rectangle(Rect(x - 1.5, y, wide + 3, high)), fill=WHITE))
        marks.append(words(text, face, SMALL, GREY, x, y)[0])
    return tuple(marks)


def hatch(rect: Rect, gap: float) -> Path:
    """Slanting lines over a rectangle, `gap` points apart along its sides; farther on an edge of many metres."""
    segments: list[Segment] = []
    gap = max(gap, (rect.width + rect.height) / _MOST_LINES)
    # x + y = sum is constant along each line; from the upper left corner to the lower right one.
    total = rect.x + rect.y + gap / 2
    while total < rect.right + rect.bottom:
        low = max(rect.x, total - rect.bottom)
        high = min(rect.right, total - rect.y)
        if high > low:
            segments += line(low, total - low, high, total - high).segments
        total += gap
    return Path(tuple(segments))


def foot(strip: Rect, name: str, neighbours: Mapping[Side, str], title: str) -> Drawing:
    """What stands below a tile: its name, the poster's title, its neighbours, and the rule at the right."""
    size = 14.0
    own, wide = words(
        name, "bold", size, INK, strip.x, strip.y + (strip.height - fonts.line_height("bold", size)) / 2
    )
    marks: list[Primitive] = [own]
    rule = _rule(strip, strip.width - wide - 4 * MM)
    room = strip.width - wide - 3 * MM
    if rule:
        marks += rule[0]
        room -= rule[1] + 4 * MM
    x, top = strip.x + wide + 3 * MM, strip.y + 0.6 * MM
    told = fitting(title, "regular", SMALL, room)
    if told:
        marks.append(words(told, "regular", SMALL, GREY, x, top)[0])
        top += fonts.line_height("regular", SMALL) + 0.8
    if neighbours and room > len(neighbours) * 26.0:
        for side, tile in neighbours.items():
            marks.append(icon_shape(f"arrow-{side}", x, top + 0.7, 6.6, GREY))
            label, wide = words(tile, "semibold", SMALL, GREY, x + 8, top)
            marks.append(label)
            x += 8 + wide + 7
    return tuple(marks)


def _rule(strip: Rect, room: float) -> tuple[Drawing, float] | None:
    """A rule at the right of a strip and how wide it is: 100 mm, where there is no room 50 or 20; or None."""
    for length in (100, 50, 20):
        if length * MM + 2 <= room:
            break
    else:
        return None
    left, base = strip.right - length * MM - 1, strip.bottom - 0.6 * MM
    segments: list[Segment] = [*line(left, base, left + length * MM, base).segments]
    for tick in range(0, length + 1, 10):
        high = 3.0 * MM if tick in (0, length) else 2.2 * MM if tick % 50 == 0 else 1.4 * MM
        segments += line(left + tick * MM, base, left + tick * MM, base - high).segments
    text = _("{length} mm: measure this").format(length=length)
    if fonts.width(text, "regular", SMALL) > length * MM - 8:
        text = f"{length} mm"
    middle = left + (length * MM - fonts.width(text, "regular", SMALL)) / 2
    top = base - 2.5 * MM - fonts.line_height("regular", SMALL)
    drawing: Drawing = (
        Shape(Path(tuple(segments)), stroke=Stroke(INK, 2 * HAIR)),
        words(text, "regular", SMALL, GREY, middle, top)[0],
    )
    return drawing, length * MM + 2
