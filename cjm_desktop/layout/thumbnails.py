"""Small pictures of touchpoints beside the road, where no lane of pictures shows them and there is clear ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    for touchpoint in touchpoints:
        found = card_parts.picture_of(touchpoint.image, journey)
        disc = placed.get(touchpoint.id)
        if found is None or disc is None:
            continue
        box = _clear_box(found[1], disc, {**placed, **out}, row, edges, theme)
        if box is not None:
            key = f"cell:picture:{touchpoint.id}"
            out[key] = reuse.of(key, (found, box), partial(_placed, found[0], box, theme))
    return out


def _placed(asset: RecordId, box: Rect, theme: Theme) -> Placed:
    inner = Rect(0, 0, box.width, box.height)
    frame = Shape(rounded(inner.grown(1.0), 4), fill=theme.card, stroke=Stroke(theme.card_border, 1.0))
    drawing: Drawing = (frame, card_parts.picture(asset, 0, 0, box.width, box.height))
    return Placed(box.x, box.y, 38.0, drawing, rectangle(inner), bounds_of(drawing))


def _clear_box(
    ratio: float,
    disc: Placed,
    placed: Mapping[str, Placed],
    row: Row,
    edges: tuple[float, float],
    theme: Theme,
) -> Rect | None:
    """The nearest place to a disc that nothing else takes, above or below it."""
    reach = max(_AWAY) + max(w for w, _h in _SIZES) + theme.disc_radius + max(_SIDEWAYS)
    near = Rect(disc.x - reach, row.y, 2 * reach, row.height)
    boxes, points = _taken(placed, near)
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


def _taken(placed: Mapping[str, Placed], near: Rect) -> tuple[list[Rect], list[tuple[float, float, float]]]:
    """What takes ground in a part of the map: boxes of words and plates, and places of strokes with half widths."""
    boxes: list[Rect] = []
    points: list[tuple[float, float, float]] = []
    for there in placed.values():
        if there.z < 6.0 or not there.bounds.moved(there.x, there.y).meets(near):
            continue  # tints, lane names and hairlines are the ground itself
        for box, path, half in _parts(there.drawing, there.x, there.y, 1.0):
            if path is None:
                if box.meets(near):
                    boxes.append(box)
            elif box.grown(half).meets(near):
                points += [(x, y, half) for x, y in _along(path) if near.grown(half).has_point(x, y)]
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


def _along(path: Path) -> Iterator[Point]:
    """Points of a path, about a step apart."""
    pen: Point = (0.0, 0.0)
    for segment in path.segments:
        if segment[0] == "Z":
            continue
        end = (segment[-2], segment[-1])
        if segment[0] == "M":
            yield end
        else:
            length = abs(end[0] - pen[0]) + abs(end[1] - pen[1])
            count = max(1, round(length / _STEP))
            if segment[0] == "C":
                curve = (pen, (segment[1], segment[2]), (segment[3], segment[4]), end)
                yield from (at(curve, k / count) for k in range(1, count + 1))
            else:
                dx, dy = end[0] - pen[0], end[1] - pen[1]
                yield from ((pen[0] + dx * k / count, pen[1] + dy * k / count) for k in range(1, count + 1))
        pen = end
