"""What meets what on a map: the boxes of all ink that may not touch, found in the finished drawings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cjm_desktop.layout.composite_stack import HALF
from cjm_desktop.layout.drawing import Drawing, Group, Shape, TextLine, bounds_of
from cjm_desktop.layout.geometry import Path, Point, Rect
from cjm_desktop.layout.placement import JourneyLayout
from cjm_desktop.layout.spline import at
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Connection, Persona, Touchpoint


@dataclass(frozen=True)
class Words:
    """The ink of one text: what it belongs to, what it is, and its box on the map."""

    key: str
    role: str
    box: Rect
    text: str


def words_of(
    key: str, drawing: Drawing, x: float, y: float, scale: float = 1.0, role: str = ""
) -> Iterator[Words]:
    """Every text of a drawing; the lines of one group are one text."""
    lines = [child for child in drawing if isinstance(child, TextLine)]
    if lines:
        boxes = [
            Rect(
                x + t.x * scale,
                y + (t.baseline - 0.76 * t.size) * scale,
                t.glyphs.advance * scale,
                0.96 * t.size * scale,
            )
            for t in lines
            if t.text.strip()
        ]
        if boxes:
            box = boxes[0]
            for other in boxes[1:]:
                box = box.united(other)
            yield Words(key, role, box, " ".join(t.text for t in lines))
    for child in drawing:
        if isinstance(child, Group):
            yield from words_of(
                key,
                child.children,
                x + child.x * scale,
                y + child.y * scale,
                scale * child.scale,
                child.role or role,
            )


def all_words(layout: JourneyLayout) -> list[Words]:
    """Every text of a map."""
    return [
        w for key, placed in layout.placed.items() for w in words_of(key, placed.drawing, placed.x, placed.y)
    ]


def along(path: Path, step: float = 5.0) -> Iterator[Point]:
    """Points of a path about `step` apart."""
    pen: Point = (0.0, 0.0)
    for segment in path.segments:
        if segment[0] == "Z":
            continue
        end = (segment[-2], segment[-1])
        if segment[0] == "M":
            yield end
        else:
            length = abs(end[0] - pen[0]) + abs(end[1] - pen[1])
            count = max(1, int(length / step))
            if segment[0] == "C":
                piece = (pen, (segment[1], segment[2]), (segment[3], segment[4]), end)
            else:
                third = ((end[0] - pen[0]) / 3, (end[1] - pen[1]) / 3)
                piece = (
                    pen,
                    (pen[0] + third[0], pen[1] + third[1]),
                    (end[0] - third[0], end[1] - third[1]),
                    end,
                )
            for k in range(1, count + 1):
                yield at(piece, k / count)
        pen = end


def _points(layout: JourneyLayout, key: str) -> list[Point]:
    placed = layout.placed[key]
    return [
        (x + placed.x, y + placed.y)
        for child in placed.drawing[:1]
        if isinstance(child, Shape)
        for x, y in along(child.path)
    ]


def _is_near(box: Rect, point: Point, distance: float) -> bool:
    dx = max(box.x - point[0], 0.0, point[0] - box.right)
    dy = max(box.y - point[1], 0.0, point[1] - box.bottom)
    return dx * dx + dy * dy < distance * distance


def faults(journey: Journey, layout: JourneyLayout, theme: Theme) -> list[str]:
    """Every place where something meets what it may not meet, in words."""
    out: list[str] = []
    words = all_words(layout)
    sheet = Rect(0, 0, layout.width + 3, layout.height)
    for w in words:
        if not sheet.encloses(w.box, 0.01):
            out.append(f"{w.role} {w.text!r} leaves the map")
    for i, a in enumerate(words):
        for b in words[i + 1 :]:
            if a.box.grown(-0.05).meets(b.box):
                out.append(f"{a.role} {a.text!r} meets {b.role} {b.text!r}")
    out += _containers(layout, words)
    out += _on_road(journey, layout, words, theme)
    out += _in_bands(layout, words, theme)
    out += _marks(layout, words)
    return out


def _marks(layout: JourneyLayout, words: list[Words]) -> Iterator[str]:
    """The signs of a comparison stand on no word."""
    for key, placed in layout.placed.items():
        for sign in placed.drawing if key.startswith("mark:") else ():
            assert isinstance(sign, Group)
            radius = bounds_of((sign,)).width / 2
            for w in words:
                if _is_near(w.box, (placed.x + sign.x, placed.y + sign.y), radius):
                    yield f"{w.role} {w.text!r} meets the sign {key}"


def _containers(layout: JourneyLayout, words: list[Words]) -> Iterator[str]:
    rows = {row.lane: row for row in layout.rows}
    for w in words:
        if w.role in ("text", "phase", "subtitle", "label", "person", "cycle"):
            placed = layout.placed[w.key]
            box = placed.outline.bounds.moved(placed.x, placed.y)
            if not box.encloses(w.box, 0.01):
                yield f"{w.role} {w.text!r} leaves its container"
        elif w.role in ("channel", "owner", "coverage"):
            row = rows[w.key.split("@")[0].split(":")[1]]
            if w.box.y < row.y - 0.01 or w.box.bottom > row.bottom + 0.01:
                yield f"{w.role} {w.text!r} leaves its lane"
        elif w.role in ("title", "exit", "influence") and not any(
            r.kind == "road" and r.y <= w.box.y and w.box.bottom <= r.bottom for r in layout.rows
        ):
            yield f"{w.role} {w.text!r} leaves the road's lane"


def _reach(drawing: Drawing) -> float:
    """From the middle of a touchpoint to the middle of its upper end: 0 for a disc, more for an upright pill."""
    mark = next(c for c in drawing if isinstance(c, Group) and c.role == "disc")
    box = bounds_of(mark.children[:1])
    return max(0.0, (box.height - box.width) / 2)


def are_several_roads(journey: Journey, layout: JourneyLayout) -> bool:
    """Whether everybody has a road, with a card at its start."""
    return any(isinstance(journey.get(key), Persona) for key in layout.placed)


def _on_road(journey: Journey, layout: JourneyLayout, words: list[Words], theme: Theme) -> Iterator[str]:
    bands = {band.phase for band in layout.bands}
    discs = {
        k: (p.x, p.y)
        for k, p in layout.placed.items()
        if isinstance(t := journey.get(k), Touchpoint) and t.phase not in bands
    }
    reaches = {k: _reach(layout.placed[k].drawing) for k in discs}
    if not any(row.kind == "road" for row in layout.rows):
        return
    r, badge = theme.disc_radius, theme.disc_radius * 0.76
    in_lane = [w for w in words if w.role in ("title", "exit", "label", "number", "empty", "joint", "sign")]
    for w in in_lane:
        for key, (x, y) in discs.items():
            if w.role == "number" and w.key == key:
                continue
            h = reaches[key]
            middle = min(max(w.box.centre[1], y - h), y + h)
            if _is_near(w.box, (x, middle), r + 1) or (
                _is_near(w.box, (x + badge, y - h - badge), theme.badge_radius) and w.role != "number"
            ):
                yield f"{w.role} {w.text!r} meets the disc of {key}"
    pills = {
        k: p.outline.bounds.moved(p.x, p.y)
        for k, p in layout.placed.items()
        if k.startswith(("label:", "signpost:"))
    }
    boxes = list(pills.items())
    for i, (key, pill) in enumerate(boxes):
        for other, there in boxes[i + 1 :]:
            if pill.meets(there):
                yield f"pill {key} meets pill {other}"
        for w in in_lane:
            if w.key != key and w.role != "label" and pill.meets(w.box):
                yield f"pill {key} meets {w.role} {w.text!r}"
    half = theme.side_road_width / 2
    for key in layout.placed:
        road = journey.get(key)
        if not isinstance(road, Connection) or _is_main(layout, key):
            continue
        points = _points(layout, key)
        for w in in_lane:
            own = w.key == f"label:{key}" or (w.role == "number" and w.key in (road.source, road.target))
            if not own and any(_is_near(w.box, p, half - 0.5) for p in points):
                yield f"side road {key} runs through {w.role} {w.text!r}"
        for disc, (x, y) in discs.items():
            h = reaches[disc]
            if disc not in (road.source, road.target) and any(
                (px - x) ** 2 + (py - min(max(py, y - h), y + h)) ** 2 < (r + half) ** 2 for px, py in points
            ):
                yield f"side road {key} runs through disc {disc}"
        for label, pill in boxes:
            if label != f"label:{key}" and any(_is_near(pill, p, half - 0.5) for p in points):
                yield f"side road {key} runs through pill {label}"
    if are_several_roads(journey, layout):
        return  # titles may stand on a road there, with their halo: `on_roads` counts them
    main = {key: _points(layout, key) for key in layout.placed if _is_main(layout, key)}
    reach = theme.road_width / 2 + theme.kerb_width - 1
    for w in in_lane:
        if w.role in ("title", "exit", "label", "sign"):
            for key, points in main.items():
                # What the road says that comes back stands on that road.
                if w.key != f"label:{key}" and any(_is_near(w.box, p, reach) for p in points):
                    yield f"{w.role} {w.text!r} stands on the road {key}"


def _is_main(layout: JourneyLayout, key: str) -> bool:
    """Whether a drawing is a piece of the main road, or the road that comes back."""
    return key.split(":")[0] in ("road", "loop") or layout.placed[key].z == 29.0


def _in_bands(layout: JourneyLayout, words: list[Words], theme: Theme) -> Iterator[str]:
    """What stands in bands under the road: inside the band, and clear of its discs and faces."""
    places = [
        (id, layout.placed[id], Rect(b.x, b.y, b.width, b.height)) for b in layout.bands for _x, id in b.stops
    ]
    by_key = {id: box for id, _placed, box in places}
    solid = []
    for id, placed, box in places:
        for child in placed.drawing:
            if isinstance(child, Group) and child.role in ("disc", "mood"):
                solid.append((id, bounds_of((child,)).moved(placed.x, placed.y)))
                if not box.encloses(solid[-1][1], 0.01):
                    yield f"{child.role} of {id} leaves its band"
    for i, (id, ink) in enumerate(solid):
        for other, there in solid[i + 1 :]:
            if ink.meets(there):
                yield f"sign of {id} meets sign of {other}"
    for w in words:
        if w.role == "band":
            if not by_key[w.key].encloses(w.box, 0.01):
                yield f"band title {w.text!r} leaves its band"
            for id, ink in solid:
                if w.box.grown(-0.05).meets(ink):
                    yield f"band title {w.text!r} meets a sign of {id}"


def on_roads(layout: JourneyLayout) -> list[str]:
    """The titles and exits of a composite journey that stand on somebody's road."""
    roads = [p for key in layout.placed if key.split(":")[0] == "road" for p in _points(layout, key)]
    return [
        w.text
        for w in all_words(layout)
        if w.role in ("title", "exit") and any(_is_near(w.box, p, HALF - 1) for p in roads)
    ]


def under_discs(journey: Journey, layout: JourneyLayout, theme: Theme) -> list[str]:
    """The roads of a composite journey that run under the touchpoint of somebody else."""
    out = []
    for key, placed in layout.placed.items():
        record = journey.get(key)
        if not isinstance(record, Touchpoint):
            continue
        h = _reach(placed.drawing)
        for name in layout.placed:
            who = name.split(":")[1] if name.startswith("road:") else ""
            if not who or not record.personas or who in record.personas:
                continue
            for x, y in _points(layout, name):
                near = min(max(y, placed.y - h), placed.y + h)
                if (x - placed.x) ** 2 + (y - near) ** 2 < (theme.disc_radius + HALF - 2) ** 2:
                    out.append(f"{name} runs under {key}")
                    break
    return out
