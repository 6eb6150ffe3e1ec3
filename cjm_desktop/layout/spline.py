"""The monotone cubic through given points: smooth, and never beyond them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from cjm_desktop.layout.geometry import Point

#: Start, two control points, end.
Bezier: TypeAlias = tuple[Point, Point, Point, Point]


def monotone(points: Sequence[Point]) -> list[Bezier]:
    """The pieces between neighbouring points (ascending x); n points have n − 1 pieces.

    Slopes after F. N. Fritsch and R. E. Carlson, "Monotone Piecewise Cubic Interpolation" (SIAM J. Numer. Anal.
    17, 1980), with the weighted harmonic mean of Fritsch and Butland (1984): between two points the curve stays
    within their heights.
    """
    n = len(points)
    if n < 2:
        return []
    widths = [points[i + 1][0] - points[i][0] for i in range(n - 1)]
    rises = [(points[i + 1][1] - points[i][1]) / (w or 1e-9) for i, w in enumerate(widths)]
    slopes = [0.0] * n
    slopes[0], slopes[-1] = rises[0], rises[-1]
    for i in range(1, n - 1):
        before, after = rises[i - 1], rises[i]
        if before * after > 0:
            a, b = 2 * widths[i] + widths[i - 1], widths[i] + 2 * widths[i - 1]
            slopes[i] = (a + b) / (a / before + b / after)
    out = []
    for i, width in enumerate(widths):
        (x0, y0), (x1, y1) = points[i], points[i + 1]
        third = width / 3
        out.append(
            (
                (x0, y0),
                (x0 + third, y0 + slopes[i] * third),
                (x1 - third, y1 - slopes[i + 1] * third),
                (x1, y1),
            )
        )
    return out


def at(piece: Bezier, t: float) -> Point:
    """The point of a piece at t in 0…1."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = piece
    s = 1 - t
    a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
    return (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)


def split(piece: Bezier, t: float) -> tuple[Bezier, Bezier]:
    """The two halves of a piece at t in 0…1 (de Casteljau)."""

    def mix(a: Point, b: Point) -> Point:
        return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)

    p0, p1, p2, p3 = piece
    a, b, c = mix(p0, p1), mix(p1, p2), mix(p2, p3)
    d, e = mix(a, b), mix(b, c)
    middle = mix(d, e)
    return (p0, a, d, middle), (middle, e, c, p3)


# Remembered, as an edit of one touchpoint leaves nearly all pieces as they are.
@lru_cache(maxsize=8192)
def cut(piece: Bezier, y: float) -> tuple[Bezier, ...]:
    """A monotone piece in the parts above and below a height: itself when it does not cross it."""
    t = crossing(piece, y)
    return (piece,) if t is None else split(piece, t)


def crossing(piece: Bezier, y: float) -> float | None:
    """Where a monotone piece crosses a height, as t in 0…1, or None when it does not."""
    low, high = piece[0][1] - y, piece[3][1] - y
    if low * high >= 0:
        return None
    y0, y1, y2, y3 = (point[1] - y for point in piece)
    left, right = 0.0, 1.0
    for _ in range(26):
        t = (left + right) / 2
        u = 1 - t
        if (u * u * u * y0 + 3 * u * t * (u * y1 + t * y2) + t * t * t * y3) * low > 0:
            left = t
        else:
            right = t
    return (left + right) / 2
