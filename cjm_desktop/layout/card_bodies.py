"""The card itself, without its words: its shape, its tint, and the dots of its severity."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from cjm_desktop.layout.drawing import Colour, Group, Primitive, Shape, Stroke
from cjm_desktop.layout.geometry import Path, Rect, circle, rounded
from cjm_desktop.layout.theme import Theme, tint

#: Height of the tail of a thought's bubble.
TAIL = 6.0


@lru_cache(maxsize=1024)
def body(kind: str, width: float, height: float, colour: Colour | None, theme: Theme) -> Group:
    """The empty card: tinted by its lane, or by its own colour; a thought has the tail of a speech bubble."""
    fill, border = _tints(kind, colour, theme)
    shapes: tuple[Primitive, ...]
    if kind == "thoughts":
        shapes = (Shape(_bubble(width, height - TAIL), fill=fill),)
    else:
        box = rounded(Rect(0.5, 0.5, width - 1, height - 1), theme.card_radius)
        shapes = (Shape(box, fill=fill, stroke=Stroke(border, theme.hairline_width)),)
    key = f"card/{theme.name}/{kind}/{width:.2f}/{height:.2f}/{colour}"
    return Group(shapes, key=key, role="card")


def _tints(kind: str, colour: Colour | None, theme: Theme) -> tuple[Colour, Colour]:
    if colour:
        return tint(colour, 0.14, theme.paper), tint(colour, 0.5, theme.paper)
    own: Mapping[str, tuple[Colour, Colour]] = {
        "pains": (theme.pain, theme.pain_border),
        "opportunities": (theme.opportunity, theme.opportunity_border),
        "insights": (theme.opportunity, theme.opportunity_border),
        "thoughts": (theme.thought, theme.thought_border),
    }
    return own.get(kind, (theme.card, theme.card_border))


def _bubble(width: float, height: float) -> Path:
    r, x = 5.0, 16.0
    top = rounded(Rect(0, 0, width, height), r)
    tail = Path((("M", x, height), ("L", x + 5, height + TAIL), ("L", x + 12, height), ("Z",)))
    return top.joined(tail)


@lru_cache(maxsize=256)
def dots(severity: int, x: float, y: float, theme: Theme) -> Group:
    """Severity 1–4 as filled dots of four."""
    shapes = []
    for i in range(4):
        dot = circle(x + i * 8, y, 2.4)
        if i < severity:
            shapes.append(Shape(dot, fill=theme.negative))
        else:
            shapes.append(Shape(dot, stroke=Stroke(theme.pain_border, 0.9)))
    return Group(tuple(shapes), role="severity")
