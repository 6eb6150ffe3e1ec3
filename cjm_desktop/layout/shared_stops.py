"""A touchpoint that several people share: one upright pill over all their roads, as an interchange on a metro map."""

from __future__ import annotations

from functools import lru_cache

from cjm_desktop.layout.composite_stack import LANE
from cjm_desktop.layout.drawing import Group, Primitive, Shape, Stroke
from cjm_desktop.layout.faces import star
from cjm_desktop.layout.geometry import Path, Rect, rectangle, rounded
from cjm_desktop.layout.icons import icon_shape
from cjm_desktop.layout.stops import (
    TITLE_GAP,
    Exit,
    Look,
    Side,
    Stop,
    badge,
    exit_arrow,
    outcome_sign,
    stop_of,
    title_block,
)
from cjm_desktop.layout.theme import Theme


def _capsule(half: float, inset: float, theme: Theme) -> Path:
    r = theme.disc_radius + 1.0 - inset
    return rounded(Rect(-r, -half + inset, 2 * r, 2 * (half - inset)), r)


@lru_cache(maxsize=4096)
def pill(look: Look, count: int, theme: Theme) -> Group:
    """The pill of so many people with its middle at (0, 0)."""
    half = theme.disc_radius + 1.0 + (count - 1) * LANE / 2
    ring = theme.ring_width
    parts: list[Primitive] = [Shape(_capsule(half, -1.5, theme), fill=theme.paper)]
    if look.hollow:
        dash = (5.0, 3.5) if look.dashed else ()
        parts.append(Shape(_capsule(half, 1, theme), fill=theme.paper, stroke=Stroke(look.colour, 1.4, dash)))
        parts.append(Shape(_capsule(half, ring + 1, theme), stroke=Stroke(look.colour, 1.4)))
    else:
        dash = (6.0, 4.2) if look.dashed else ()
        stroke = Stroke(look.colour, ring, dash=dash)
        fill = theme.panel if look.is_internal else theme.card
        parts.append(Shape(_capsule(half, ring / 2, theme), fill=fill, stroke=stroke))
    size = theme.disc_radius * 0.92
    parts.append(icon_shape(look.icon, -size / 2, -size / 2, size, theme.sign_in(look.colour)))
    if look.star:
        r = theme.disc_radius
        mark = star(-r * 0.72, -half + r * 0.2, 9.5)
        parts.append(Shape(mark, fill=theme.star, stroke=Stroke(theme.paper, 1.4)))
    if look.outcome:
        parts += outcome_sign(look.outcome, theme.disc_radius * 0.74, half - theme.disc_radius * 0.34, theme)
    return Group(tuple(parts), key=f"pill/{theme.name}/{count}/{look}", role="disc")


@lru_cache(maxsize=16384)
def shared_stop(
    title: str,
    number_text: str,
    look: Look,
    count: int,
    side: Side,
    width: float,
    aside: float,
    push: float,
    leaving: Exit | None,
    theme: Theme,
    coming: Exit | None = None,
) -> Stop:
    """A touchpoint of `count` people; the rest is as with the disc of one (`stops.stop`)."""
    r = theme.disc_radius
    half = r + 1.0 + (count - 1) * LANE / 2
    reach = half - r
    parts: list[Primitive] = []
    marks = [Rect(-r - 5, -half - 8, 2 * r + 10, 2 * half + 10)]
    for moving in (leaving, coming):
        if moving is not None:
            arrow, box = exit_arrow(moving, theme)
            parts.append(Group(arrow, 0, moving.up * reach))
            marks.append(box.moved(0, moving.up * reach))
    parts += [pill(look, count, theme), Group((badge(number_text, look.colour, theme),), 1.0, -reach)]
    outline = _capsule(half, -1.5, theme)
    place: Rect | None = None
    if title.strip():
        words = title_block(title, width, theme.ink, theme)
        top = half + TITLE_GAP + push if side == "below" else -half - TITLE_GAP - push - words.height
        parts.append(Group(words.lines, aside, top, role="title"))
        place = Rect(aside - words.width / 2, top, words.width, words.height)
        outline = outline.joined(rectangle(place))
    return stop_of(tuple(parts), outline, place, tuple(marks))
