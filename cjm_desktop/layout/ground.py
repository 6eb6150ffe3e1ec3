"""The ground that titles stand on: the road through the touchpoints, its sides, and where the map ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjm_desktop.frozen import frozen
from cjm_desktop.layout.geometry import Point, Rect
from cjm_desktop.layout.stops import Side
from cjm_desktop.layout.theme import Theme

#: The ground that the turns of a loop take of the columns at the left and the right, in points.
LOOP_EDGES = (13.0, 25.0)
#: How far left of the touchpoint that a road comes back to its turn stands, as a share of a column's width:
#: usual, and where it is the only one of its cycle.
TURN, LONE_TURN = 0.7, 0.95


@frozen()
class Ground:
    """What titles stand on: the touchpoints' places, the sides of their titles, the map's edges.

    `loop` is the index of the touchpoint that the road comes back to, None where it does not.
    """

    points: tuple[Point, ...]
    sides: tuple[Side, ...]
    column_width: float
    edges: tuple[float, float]
    theme: Theme
    loop: int | None = None
    is_start: bool = True  # of the whole road: none comes from another band of the map
    goes_on: bool = False  # on another band of the map

    def around(self, i: int, reach: int) -> Iterator[int]:
        for j in range(max(0, i - reach), min(len(self.points), i + reach + 1)):
            if j != i:
                yield j

    def edges_at(self, i: int, box: Rect) -> tuple[float, float]:
        """Where the ground ends at the height of a box: the turns of a loop stand below the road only."""
        if (
            self.loop is not None
            and box.bottom < self.points[i][1] - self.theme.road_width / 2 - self.theme.kerb_width
        ):
            return self.edges[0] - (0.0 if self.loop else LOOP_EDGES[0]), self.edges[1] + LOOP_EDGES[1]
        return self.edges

    @property
    def turn(self) -> float | None:
        """The x of the turn by which the road comes back in the middle of the map; None where it does not."""
        if not self.loop:
            return None
        x, is_lone = self.points[self.loop][0], self.loop == len(self.points) - 1
        return max(
            x - (LONE_TURN if is_lone else TURN) * self.column_width,
            self.edges[0] + self.theme.road_width / 2,
        )

    def next_to(self, i: int) -> tuple[Point, Point]:
        """Where the road comes from and where it goes: a neighbour, or half-way back to its middle at an edge.

        To and from another part of the map it runs in its middle.
        """
        x, y = self.points[i]
        start = y if self.loop == 0 and self.is_start else y / 2 if self.is_start else 0.0
        end = y if self.loop is not None else 0.0 if self.goes_on else y / 2
        before = self.points[i - 1] if i else (min(self.edges[0], x), start)
        after = self.points[i + 1] if i + 1 < len(self.points) else (max(self.edges[1], x), end)
        return before, after


def sides(shape: str, winding: Sequence[float]) -> tuple[Side, ...]:
    """On which side each title stands: outside the bend; on a straight road they take turns."""
    if shape == "straight":
        return tuple("below" if i % 2 == 0 else "above" for i in range(len(winding)))
    if shape == "hills":
        out: list[Side] = []
        for i, y in enumerate(winding):
            near = [winding[j] for j in (i - 1, i + 1) if 0 <= j < len(winding)]
            out.append("above" if not near or y <= sum(near) / len(near) else "below")
        return tuple(out)
    return tuple("above" if y < 0 else "below" for y in winding)


def road_height(a: Point, b: Point, x: float) -> tuple[float, float]:
    """Height and slope of the road between two neighbours at x (which is held between them)."""
    width = b[0] - a[0]
    if abs(width) < 1e-6:
        return b[1], 0.0
    u = min(1.0, max(0.0, (x - a[0]) / width))
    # x(t) / width = 1.5 t − 1.5 t² + t³ for control points half-way; a few steps of Newton turn it round.
    t = u
    for _step in range(4):
        t -= (1.5 * t - 1.5 * t * t + t**3 - u) / (1.5 - 3 * t + 3 * t * t)
    rise = b[1] - a[1]
    return a[1] + rise * (3 * t * t - 2 * t**3), rise / width * (6 * t - 6 * t * t) / (
        1.5 - 3 * t + 3 * t * t
    )
