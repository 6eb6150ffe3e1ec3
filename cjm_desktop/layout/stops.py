"""Touchpoints on the road: disc, ring, icon, number, star and title; and the arrow of those who leave."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, TypeAlias

from cjm_desktop.frozen import frozen
from cjm_desktop.layout import fonts
from cjm_desktop.layout.drawing import Colour, Drawing, Group, Primitive, Shape, Stroke
from cjm_desktop.layout.faces import star
from cjm_desktop.layout.geometry import Path, Rect, circle, polyline, rectangle
from cjm_desktop.layout.icons import icon_shape
from cjm_desktop.layout.text import Block, Style, balance, block
from cjm_desktop.layout.theme import Theme

Side: TypeAlias = Literal["above", "below"]
#: Between a disc's ring and its title, in points.
TITLE_GAP = 7.0
#: The radius of the sign of a touchpoint's outcome.
OUTCOME = 7.2


@frozen()
class Look:
    """How a touchpoint's disc looks; equal looks are one shared drawing."""

    colour: Colour
    icon: str
    dashed: bool  # indirect contact: a dashed ring
    hollow: bool  # only assumed: a hollow ring
    star: bool  # a moment of truth
    outcome: str | None = None  # "success": the goal is reached here; "exit": the journey ends here
    is_internal: bool = False  # the customer sees nothing of it: a tinted disc


@lru_cache(maxsize=4096)
def disc(look: Look, theme: Theme) -> Group:
    """The disc with its middle at (0, 0)."""
    r, ring = theme.disc_radius, theme.ring_width
    parts: list[Primitive] = [Shape(circle(0, 0, r + 2), fill=theme.paper)]
    if look.hollow:
        parts.append(Shape(circle(0, 0, r - 1), fill=theme.paper, stroke=Stroke(look.colour, 1.4)))
        parts.append(Shape(circle(0, 0, r - ring - 1), stroke=Stroke(look.colour, 1.4)))
    else:
        dash = (6.0, 4.2) if look.dashed else ()
        stroke = Stroke(look.colour, ring, dash=dash)
        parts.append(
            Shape(
                circle(0, 0, r - ring / 2),
                fill=theme.panel if look.is_internal else theme.card,
                stroke=stroke,
            )
        )
    if look.hollow and look.dashed:
        parts[1] = Shape(
            circle(0, 0, r - 1), fill=theme.paper, stroke=Stroke(look.colour, 1.4, dash=(5.0, 3.5))
        )
    size = r * 0.92
    parts.append(icon_shape(look.icon, -size / 2, -size / 2, size, theme.sign_in(look.colour)))
    if look.star:
        x, y = -r * 0.72, -r * 0.8
        parts.append(Shape(star(x, y, 9.5), fill=theme.star, stroke=Stroke(theme.paper, 1.4)))
    if look.outcome:
        parts += outcome_sign(look.outcome, r * 0.74, r * 0.66, theme)
    return Group(tuple(parts), key=f"disc/{theme.name}/{look}", role="disc")


def outcome_sign(outcome: str, x: float, y: float, theme: Theme) -> tuple[Primitive, ...]:
    """A small flag on a green plate for a goal that is reached, a door on a red one where the journey ends."""
    colour = theme.positive if outcome == "success" else theme.negative
    icon = "flag" if outcome == "success" else "door-open"
    plate = Shape(circle(x, y, OUTCOME), fill=colour, stroke=Stroke(theme.paper, 1.2))
    return plate, icon_shape(icon, x - 4.6, y - 4.6, 9.2, theme.ink_on(colour))


@lru_cache(maxsize=8192)
def badge(text: str, colour: Colour, theme: Theme) -> Group:
    """The number of a touchpoint at the right upper edge of its disc."""
    r = theme.badge_radius
    size = 10.0 if len(text) < 3 else 8.0 if len(text) == 3 else 6.4
    x, y = theme.disc_radius * 0.76, -theme.disc_radius * 0.76
    words = block(text, Style("bold", size, theme.ink_on(colour)), 4 * r, align="centre", x=x - 2 * r)
    top = y - words.height / 2
    moved = tuple(Group((line,), 0, top) for line in words.lines)
    plate = Shape(circle(x, y, r), fill=colour, stroke=Stroke(theme.paper, 1.2))
    return Group((plate, *moved), role="number")


@lru_cache(maxsize=8192)
def title_block(text: str, width: float, colour: Colour, theme: Theme) -> Block:
    """A title of balanced lines, centred about x = 0, its top at 0; at most `width` wide unless one letter is."""
    style = Style("semibold", theme.body, colour)
    room = balance(text, style, width)
    return block(text, style, room, align="centre", x=-room / 2, halo=theme.paper)


@frozen()
class Stop:
    """A touchpoint's drawing about the middle of its disc, and the boxes that others keep clear of."""

    drawing: Drawing
    outline: Path
    title: Rect | None
    marks: tuple[Rect, ...]  # the disc with its badge and star; the label of those who leave
    top: float  # of all these boxes
    bottom: float


def stop_of(drawing: Drawing, outline: Path, title: Rect | None, marks: tuple[Rect, ...]) -> Stop:
    """A stop with the edges of its boxes."""
    boxes = marks if title is None else (*marks, title)
    return Stop(drawing, outline, title, marks, min(box.y for box in boxes), max(box.bottom for box in boxes))


@frozen()
class Exit:
    """Those who leave: a dotted red arrow to the right or left (`across` 1 or −1), up or down (`up` −1 or 1).

    `stacked` puts the words behind the arrow's head instead of beside it, where neighbours are near. Those who come
    have the same arrow turned round, in green.
    """

    text: str
    across: int = 1
    up: int = -1
    stacked: bool = False
    enters: bool = False


@lru_cache(maxsize=16384)
def stop(
    title: str,
    number_text: str,
    look: Look,
    side: Side,
    width: float,
    aside: float,
    push: float,
    leaving: Exit | None,
    theme: Theme,
    coming: Exit | None = None,
) -> Stop:
    """One touchpoint: its title on `side`, at most `width` wide, `aside` to the right and `push` further off."""
    r = theme.disc_radius
    parts: list[Primitive] = []
    marks = [disc_box(theme)]
    box: Rect | None = None
    for moving in (leaving, coming):
        if moving is not None:
            arrow, label_box = exit_arrow(moving, theme)
            parts.extend(arrow)
            marks.append(label_box)
    parts += [disc(look, theme), badge(number_text, look.colour, theme)]
    if title.strip():
        words = title_block(title, width, theme.ink, theme)
        shift = aside + title_shift(words.width, side, beside(side, leaving, coming))
        top = -r - TITLE_GAP - push - words.height if side == "above" else r + TITLE_GAP + push
        parts.append(Group(words.lines, shift, top, role="title"))
        box = Rect(shift - words.width / 2, top, words.width, words.height)
    outline = circle(0, 0, r + 2)
    if box is not None:
        outline = outline.joined(rectangle(box))
    return stop_of(tuple(parts), outline, box, tuple(marks))


@cache
def disc_box(theme: Theme) -> Rect:
    """The box about a disc with its badge and star."""
    r = theme.disc_radius
    return Rect(-r - 5, -r - 8, 2 * r + 10, 2 * r + 10)


#: How far a title beside an exit's arrow may reach towards it.
BESIDE_EXIT = 26.0


def beside(side: Side, leaving: Exit | None, coming: Exit | None) -> Exit | None:
    """The arrow that a title stands beside; none where arrows stand on both sides of it, so that it goes beyond."""
    up = -1 if side == "above" else 1
    found = [e for e in (leaving, coming) if e is not None and e.up == up and not e.stacked]
    return found[0] if len(found) == 1 else None


def title_shift(width: float, side: Side, leaving: Exit | None) -> float:
    """How far a title moves aside, so that an exit's arrow and words on its side have their own ground."""
    if leaving is None or leaving.stacked or leaving.up != (-1 if side == "above" else 1):
        return 0.0
    return -leaving.across * max(0.0, width / 2 - BESIDE_EXIT)


@lru_cache(maxsize=1024)
def exit_arrow(leaving: Exit, theme: Theme) -> tuple[Drawing, Rect]:
    """The arrow of those who leave or come with its words, and the box around both, about the disc's middle."""
    r, across, up = theme.disc_radius, leaving.across, leaving.up
    start = (across * (r + 1), up * 4.0)
    end = (across * (r + 17), up * (r + 13))
    path = Path((("M", *start), ("C", start[0] + across * 11, start[1], end[0], up * (r - 4), *end)))
    colour = theme.positive if leaving.enters else theme.negative
    if leaving.enters:
        # The head is at the road's edge: on the road it could hardly be seen.
        path = Path((("M", end[0], up * (r + 21)), ("L", end[0], up * (r + 11))))
        corners = ((end[0] - 4.5, up * (r + 11)), (end[0] + 4.5, up * (r + 11)), (end[0], up * (r + 3)))
    else:
        corners = ((end[0] - 4.5, end[1]), (end[0] + 4.5, end[1]), (end[0], end[1] + up * 8))
    head = polyline(corners, closed=True)
    style = Style("semibold", theme.small, colour)
    if leaving.stacked:
        # Nearer the disc than the arrow's head: in a lone narrow column there is no more ground.
        middle = end[0] - across * 11.0
        words = block(leaving.text, style, 50.0, align="centre", x=middle - 25.0, halo=theme.paper)
        x = middle - words.width / 2
        y = end[1] + 11 if up > 0 else end[1] - 11 - words.height
    else:
        wide = fonts.width(leaving.text, style.face, style.size)
        x = end[0] + 8 if across > 0 else end[0] - 8 - wide
        words = block(leaving.text, style, wide + 1, x=x, halo=theme.paper)
        y = end[1] + up * 5 - words.height / 2
    drawing: Drawing = (
        Shape(path, stroke=Stroke(colour, 2.2, dash=(0.1, 4.4), round=True)),
        Shape(head, fill=colour),
        Group(words.lines, 0, y, role="exit"),
    )
    arrow = Rect(end[0] - 5, min(end[1], end[1] + up * 8), 10, 8)
    if leaving.enters:
        arrow = Rect(end[0] - 5, min(up * (r + 3), up * (r + 22)), 10, 19)
    return drawing, Rect(x, y, words.width, words.height).united(arrow)
