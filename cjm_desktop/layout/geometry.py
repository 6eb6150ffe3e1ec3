"""Points, rectangles and paths in map units (1 unit = 1 PDF point, y down)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal, TypeAlias

from cjm_desktop.frozen import frozen

Point: TypeAlias = tuple[float, float]
#: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",); always absolute.
Segment: TypeAlias = (
    tuple[Literal["M"], float, float]
    | tuple[Literal["L"], float, float]
    | tuple[Literal["C"], float, float, float, float, float, float]
    | tuple[Literal["Z"]]
)
#: Control distance that makes four cubics a circle (error below 0.03 % of the radius).
CIRCLE = 0.5522847498


@frozen()
class Rect:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> Point:
        return (self.x + self.width / 2, self.y + self.height / 2)

    def moved(self, dx: float, dy: float) -> Rect:
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def grown(self, by: float) -> Rect:
        """The rectangle with `by` added on every side (negative shrinks)."""
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def mapped(self, scale: float, dx: float, dy: float) -> Rect:
        """The rectangle whose points (x, y) became (x * scale + dx, y * scale + dy)."""
        return Rect(self.x * scale + dx, self.y * scale + dy, self.width * scale, self.height * scale)

    def meets(self, other: Rect) -> bool:
        """Whether the two share an area (touching edges do not count)."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )

    def has_point(self, x: float, y: float) -> bool:
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def encloses(self, other: Rect, slack: float = 0.0) -> bool:
        return (
            self.x - slack <= other.x
            and self.y - slack <= other.y
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def united(self, other: Rect) -> Rect:
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)


@frozen(keeps=True)
class Path:
    """A path of absolute segments; equal paths are equal values."""

    segments: tuple[Segment, ...]

    @cached_property
    def bounds(self) -> Rect:
        """The box of all points and control points (never smaller than the ink without its stroke)."""
        xs: list[float] = []
        ys: list[float] = []
        for segment in self.segments:
            xs.extend(segment[1::2])
            ys.extend(segment[2::2])
        if not xs:
            return Rect(0, 0, 0, 0)
        return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    def moved(self, dx: float, dy: float) -> Path:
        return self.mapped(1.0, dx, dy)

    def mapped(self, scale: float, dx: float, dy: float) -> Path:
        """Every point (x, y) becomes (x * scale + dx, y * scale + dy)."""
        out: list[Segment] = []
        for segment in self.segments:
            if segment[0] == "C":
                _, a, b, c, d, x, y = segment
                out.append(
                    (
                        "C",
                        a * scale + dx,
                        b * scale + dy,
                        c * scale + dx,
                        d * scale + dy,
                        x * scale + dx,
                        y * scale + dy,
                    )
                )
            elif segment[0] == "Z":
                out.append(segment)
            elif segment[0] == "M":
                out.append(("M", segment[1] * scale + dx, segment[2] * scale + dy))
            else:
                out.append(("L", segment[1] * scale + dx, segment[2] * scale + dy))
        return Path(tuple(out))

    def joined(self, other: Path) -> Path:
        return Path(self.segments + other.segments)


def polyline(points: Iterable[Point], *, closed: bool = False) -> Path:
    out: list[Segment] = []
    for x, y in points:
        out.append(("L", x, y) if out else ("M", x, y))
    if closed:
        out.append(("Z",))
    return Path(tuple(out))


def line(x1: float, y1: float, x2: float, y2: float) -> Path:
    return Path((("M", x1, y1), ("L", x2, y2)))


def rectangle(rect: Rect) -> Path:
    return polyline(
        (
            (rect.x, rect.y),
            (rect.right, rect.y),
            (rect.right, rect.bottom),
            (rect.x, rect.bottom),
        ),
        closed=True,
    )


def rounded(rect: Rect, radius: float) -> Path:
    """A rectangle with round corners; the radius is at most half the shorter side."""
    r = min(radius, rect.width / 2, rect.height / 2)
    k = r * (1 - CIRCLE)
    x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    return Path(
        (
            ("M", x + r, y),
            ("L", right - r, y),
            ("C", right - k, y, right, y + k, right, y + r),
            ("L", right, bottom - r),
            ("C", right, bottom - k, right - k, bottom, right - r, bottom),
            ("L", x + r, bottom),
            ("C", x + k, bottom, x, bottom - k, x, bottom - r),
            ("L", x, y + r),
            ("C", x, y + k, x + k, y, x + r, y),
            ("Z",),
        )
    )


def circle(x: float, y: float, radius: float) -> Path:
    return rounded(Rect(x - radius, y - radius, 2 * radius, 2 * radius), radius)
