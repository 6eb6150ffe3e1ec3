"""Smileys, stars and chevrons as shapes: a colour font has no place in a PDF."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Literal, TypeAlias

from cjm_desktop.layout.drawing import Colour, Shape, Stroke
from cjm_desktop.layout.geometry import Path, Rect, circle, line, polyline
from cjm_desktop.layout.theme import Theme

Mood: TypeAlias = Literal["laughing", "smiling", "neutral", "sad", "angry"]


def mood(score: float) -> Mood:
    """The mood of an experience score from −2 to 2; scores beyond count as the nearest."""
    if score >= 1.25:
        return "laughing"
    if score >= 0.5:
        return "smiling"
    if score > -0.5:
        return "neutral"
    return "sad" if score > -1.25 else "angry"


def mood_colour(score: float, theme: Theme) -> Colour:
    """The theme's positive, neutral or negative colour for a score."""
    return {
        "laughing": theme.positive,
        "smiling": theme.positive,
        "neutral": theme.neutral,
        "sad": theme.negative,
        "angry": theme.negative,
    }[mood(score)]


def face_shapes(score: float, x: float, y: float, radius: float, theme: Theme) -> tuple[Shape, ...]:
    """A face with its middle at (x, y) for a score from −2 to 2; `radius` is the outer edge, in points.

    The five moods differ in form too, so that they can be told apart without colour.
    """
    return _face(mood(score), x, y, radius, mood_colour(score, theme), theme.card)


@lru_cache(maxsize=1024)
def _face(kind: Mood, x: float, y: float, radius: float, colour: Colour, ground: Colour) -> tuple[Shape, ...]:
    width = radius * 0.17
    pen = Stroke(colour, radius * 0.15, round=True)

    def at(path: Path) -> Path:
        return path.mapped(radius, x, y)

    eyes = at(circle(-0.31, -0.2, 0.105).joined(circle(0.31, -0.2, 0.105)))
    shapes = [
        Shape(circle(x, y, radius - width / 2), fill=ground, stroke=Stroke(colour, width)),
        Shape(eyes, fill=colour),
    ]
    if kind == "laughing":
        mouth = Path(
            (
                ("M", -0.48, 0.1),
                ("L", 0.48, 0.1),
                ("C", 0.48, 0.72, -0.48, 0.72, -0.48, 0.1),
                ("Z",),
            )
        )
        shapes.append(Shape(at(mouth), fill=colour, stroke=Stroke(colour, radius * 0.1, round=True)))
    elif kind == "smiling":
        shapes.append(Shape(at(_bow(0.44, 0.2, 0.36)), stroke=pen))
    elif kind == "neutral":
        shapes.append(Shape(at(line(-0.4, 0.34, 0.4, 0.34)), stroke=pen))
    else:
        shapes.append(Shape(at(_bow(0.42, 0.5, -0.3)), stroke=pen))
    if kind == "angry":
        brows = line(-0.56, -0.5, -0.16, -0.34).joined(line(0.56, -0.5, 0.16, -0.34))
        shapes.append(Shape(at(brows), stroke=pen))
    return tuple(shapes)


def _bow(half: float, y: float, depth: float) -> Path:
    """A mouth from −half to half whose ends are at y; it hangs down for a positive depth."""
    pull = y + depth
    return Path((("M", -half, y), ("C", -half * 0.55, pull, half * 0.55, pull, half, y)))


@lru_cache(maxsize=1024)
def star(x: float, y: float, radius: float) -> Path:
    """A star of five points with its middle at (x, y), one point up, within `radius` points."""
    points = []
    for index in range(10):
        reach = radius * (0.45 if index % 2 else 1.0)
        angle = math.pi * index / 5
        points.append((x + reach * math.sin(angle), y - reach * math.cos(angle)))
    return polyline(points, closed=True)


def chevron(rect: Rect, notch: float, first: bool) -> Path:
    """A phase's arrow within `rect`, pointing right; the left edge is flat when `first`, else notched as deep."""
    depth = max(0.0, min(notch, rect.width / 2))
    middle = rect.y + rect.height / 2
    points = [
        (rect.x, rect.y),
        (rect.right - depth, rect.y),
        (rect.right, middle),
        (rect.right - depth, rect.bottom),
        (rect.x, rect.bottom),
    ]
    if not first:
        points.append((rect.x + depth, middle))
    return polyline(points, closed=True)
