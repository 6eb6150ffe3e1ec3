"""Small pictures of touchpoints beside the road, where no lane of pictures shows them and there is clear ground."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from cjm_desktop.layout import card_parts
from cjm_desktop.layout.drawing import Drawing, Group, Placed, Shape, Stroke, TextLine, bounds_of
from cjm_desktop.layout.geometry import Path, Point, Rect, rectangle, rounded
from cjm_desktop.layout.placement import Row
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.spline import at
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import RecordId, Touchpoint

#: A picture is at most so wide and high; a smaller one is tried where there is no room.
_SIZES: Final = ((46.0, 34.0), (32.0, 24.0))
#: Ground around a picture, in points.
_CLEAR: Final = 3.0
#: How far a picture may stand from its disc, sideways and away from it.
_SIDEWAYS: Final = (0.0, 14.0, -14.0, 28.0, -28.0)
_AWAY: Final = (4.0, 12.0, 20.0)
#: Places of a road are told this far from each other.
_STEP: Final = 6.0
#: The map is looked through in strips so wide, in points; what lies in more of them than this is looked at always.
_CELL: Final = 200.0
_MOST_CELLS: Final = 20
#: Of so few places on a segment each is looked at.
_FEW: Final = 40


def place(
    touchpoints: Sequence[Touchpoint],
    placed: Mapping[str, Placed],
    row: Row,
    edges: tuple[float, float],
    journey: Journey,
    theme: Theme,
    reuse: Reuse,
) -> dict[str, Placed]:
    """The pictures of touchpoints in a road lane, under "cell:picture:<touchpoint>".

    `placed` is what stands on the map so far, `edges` where its columns begin and end. A touchpoint around which
    there is no clear ground shows none.
    """
    out: dict[str, Placed] = {}
    ground = _Ground(placed.values())
    for touchpoint in touchpoints:
        found = card_parts.picture_of(touchpoint.image, journey)
        disc = placed.get(touchpoint.id)
        if found is None or disc is None:
            continue
        box = _clear_box(found[1], disc, ground, row, edges, theme)
        if box is not None:
            key = f"cell:picture:{touchpoint.id}"
            out[key] = reuse.of(key, (found, box), partial(_placed, found[0], box, theme))
            ground.add(out[key])
    return out


class _Ground:
    """What stands on the map, found by where it stands: of a road of thousands only what is near is looked at."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        self._cells: dict[int, list[tuple[Rect, Placed]]] = {}
        self._wide: list[tuple[Rect, Placed]] = []
        for there in placed:
            self.add(there)

    def add(self, there: Placed) -> None:
        """Add what stands on the map; tints, lane names and hairlines are the ground itself."""
        if there.z < 6.0:
            return
        box = there.bounds.moved(there.x, there.y)
        first, last = int(box.x // _CELL), int(box.right // _CELL)
        if last - first > _MOST_CELLS:
            self._wide.append((box, there))
            return
        for cell in range(first, last + 1):
            self._cells.setdefault(cell, []).append((box, there))

    def near(self, rect: Rect) -> Iterator[Placed]:
        """What meets a part of the map; what is in two of its cells comes twice."""
        for box, there in self._wide:
            if box.meets(rect):
                yield there
        for cell in range(int(rect.x // _CELL), int(rect.right // _CELL) + 1):
            for box, there in self._cells.get(cell, ()):
                if box.meets(rect):
                    yield there


def _placed(asset: RecordId, box: Rect, theme: Theme) -> Placed:
    inner = Rect(0, 0, box.width, box.height)
    frame = Shape(rounded(inner.grown(1.0), 4), fill=theme.card, stroke=Stroke(theme.card_border, 1.0))
    drawing: Drawing = (frame, card_parts.picture(asset, 0, 0, box.width, box.height))
    return Placed(box.x, box.y, 38.0, drawing, rectangle(inner), bounds_of(drawing))


def _clear_box(
    ratio: float,
    disc: Placed,
    ground: _Ground,
    row: Row,
    edges: tuple[float, float],
    theme: Theme,
) -> Rect | None:
    """The nearest place to a disc that nothing else takes, above or below it."""
    reach = max(_AWAY) + max(w for w, _h in _SIZES) + theme.disc_radius + max(_SIDEWAYS)
    high = theme.disc_radius + max(_AWAY) + max(h for _w, h in _SIZES) + _CLEAR
    near = Rect(disc.x - reach, disc.y - high, 2 * reach, 2 * high)
    boxes, points = _taken(ground, near)
    for most_wide, most_high in _SIZES:
        wide, high = card_parts.picture_box(ratio, most_wide, most_high)
        for away in _AWAY:
            for dx in _SIDEWAYS:
                for sign in (1, -1):
                    middle = disc.y + sign * (theme.disc_radius + away + high / 2)
                    box = Rect(disc.x + dx - wide / 2, middle - high / 2, wide, high)
                    is_inside = row.y + _CLEAR <= box.y and box.bottom <= row.bottom - _CLEAR
                    if not is_inside or box.x < edges[0] or box.right > edges[1]:
                        continue
                    around = box.grown(_CLEAR)
                    if not any(around.meets(b) for b in boxes) and not any(
                        box.grown(_CLEAR + half).has_point(x, y) for x, y, half in points
                    ):
                        return box
    return None


def _taken(ground: _Ground, near: Rect) -> tuple[list[Rect], list[tuple[float, float, float]]]:
    """What takes ground in a part of the map: boxes of words and plates, and places of strokes with half widths."""
    boxes: list[Rect] = []
    points: list[tuple[float, float, float]] = []
    for there in ground.near(near):
        for box, path, half in _parts(there.drawing, there.x, there.y, 1.0):
            if path is None:
                if box.meets(near):
                    boxes.append(box)
            elif box.grown(half).meets(near):
                around = near.grown(half)
                points += [(x, y, half) for x, y in _along(path, around) if around.has_point(x, y)]
    return boxes, points


def _parts(drawing: Drawing, x: float, y: float, scale: float) -> Iterator[tuple[Rect, Path | None, float]]:
    """(box, path of a stroke or None, half its width) of each primitive, on the map."""
    for child in drawing:
        if isinstance(child, Group):
            yield from _parts(child.children, x + child.x * scale, y + child.y * scale, scale * child.scale)
        elif isinstance(child, Shape) and child.fill is None and child.stroke is not None:
            path = child.path.mapped(scale, x, y)
            yield path.bounds, path, child.stroke.width * scale / 2
        elif isinstance(child, Shape | TextLine) or child.rect.width:
            box = bounds_of((child,))
            yield Rect(x + box.x * scale, y + box.y * scale, box.width * scale, box.height * scale), None, 0.0


def _along(path: Path, near: Rect) -> Iterator[Point]:
    """Points of those segments of a path that come near a part of the map, about a step apart."""
    pen: Point = (0.0, 0.0)
    for segment in path.segments:
        if segment[0] == "Z":
            continue
        end = (segment[-2], segment[-1])
        if segment[0] == "M":
            yield end
        else:
            corners: tuple[Point, ...] = (pen, end)
            point: Callable[[float], Point] = partial(_between, pen, end)
            if segment[0] == "C":
                curve = (pen, (segment[1], segment[2]), (segment[3], segment[4]), end)
                corners, point = curve, partial(at, curve)
            if _comes_near(corners, near):
                count = max(1, round((abs(end[0] - pen[0]) + abs(end[1] - pen[1])) / _STEP))
                yield from (point(k / count) for k in _stretch(corners, count, point, near))
        pen = end


def _between(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def _stretch(
    corners: Sequence[Point], count: int, point: Callable[[float], Point], near: Rect
) -> Iterable[int]:
    """Which of the places 1…count on a segment are near: on paper of metres one segment has a hundred thousand."""
    every = range(1, count + 1)
    xs = [round(x, 3) for x, _y in corners]  # control points half-way differ in their last digits
    if count < _FEW or xs not in (sorted(xs), sorted(xs, reverse=True)):
        return every
    way = 1.0 if xs[0] <= xs[-1] else -1.0
    ends = sorted((near.x * way, near.right * way))
    first = bisect_left(every, ends[0], key=lambda k: point(k / count)[0] * way)
    last = bisect_right(every, ends[1], key=lambda k: point(k / count)[0] * way)
    return every[first:last]


def _comes_near(corners: Sequence[Point], near: Rect) -> bool:
    """Whether the box about a segment's points, which it never leaves, reaches a part of the map."""
    return (
        min(x for x, _y in corners) <= near.right
        and max(x for x, _y in corners) >= near.x
        and min(y for _x, y in corners) <= near.bottom
        and max(y for _x, y in corners) >= near.y
    )
