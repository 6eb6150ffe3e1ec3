"""Where the roads of a joined scenario meet: the names of its parts above the road, and a line across it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from cjm_desktop.frozen import frozen
from cjm_desktop.layout.drawing import Drawing, Group, Placed, Primitive, Shape, Stroke, bounds_of
from cjm_desktop.layout.geometry import Path, line
from cjm_desktop.layout.ground import road_height
from cjm_desktop.layout.icons import icon_shape
from cjm_desktop.layout.placement import Column, Row
from cjm_desktop.layout.text import Block, Style, block
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, RecordId, Scenario, Touchpoint

if TYPE_CHECKING:
    from cjm_desktop.layout.lane_rows import Map

#: What ends a part is written at the joint when it is no longer than this.
_LONGEST_END: Final = 60
_FLAG: Final = 13.0
_PAD: Final = 6.0


@frozen()
class Part:
    """The columns of one part on this map, from the first to before the second index.

    `ends` says what the part before it ends with.
    """

    scenario: RecordId
    name: str
    ends: str
    columns: tuple[int, int]


def room(m: Map) -> float:
    """The ground above the road for the names of the parts, in points."""
    return max((high for _p, _d, high in _labels(m)), default=0.0)


def _parts(m: Map) -> tuple[Part, ...]:
    inputs = (id(m.columns), m.touchpoints, m.journey.scenarios)
    return m.reuse.of("joints/parts", inputs, partial(_parts_of, m.journey, m.columns))


def _parts_of(journey: Journey, columns: Sequence[Column]) -> tuple[Part, ...]:
    out: list[Part] = []
    before: Scenario | None = None
    starts: list[tuple[int, Scenario]] = []
    for i, column in enumerate(columns):
        touchpoint = journey.of(Touchpoint, column.touchpoint)
        scenario = journey.of(Scenario, touchpoint.scenario) if touchpoint is not None else None
        if scenario is not None and (not starts or starts[-1][1].id != scenario.id):
            starts.append((i, scenario))
    for k, (i, scenario) in enumerate(starts):
        end = starts[k + 1][0] if k + 1 < len(starts) else len(columns)
        words = " ".join((before.end or "").split()) if before is not None else ""
        ends = words if len(words) <= _LONGEST_END else ""
        name = " ".join(scenario.name.split())
        out.append(Part(scenario.id, name, ends, (i, end)))
        before = scenario
    return tuple(out)


def _labels(m: Map) -> list[tuple[Part, Drawing, float]]:
    parts = _parts(m)
    inputs = (parts, id(m.columns))
    return m.reuse.of("joints/labels", inputs, lambda: [(p, *_label(p, m.columns, m.theme)) for p in parts])


def _label(part: Part, columns: Sequence[Column], theme: Theme) -> tuple[Drawing, float]:
    """A flag, what the part before ends with, and the part's name; as wide as its columns."""
    width = columns[part.columns[1] - 1].x + columns[part.columns[1] - 1].width - columns[part.columns[0]].x
    left = _PAD + _FLAG + 5.0
    lines: list[Block] = []
    for text, face, colour in ((part.ends, "regular", theme.second_ink), (part.name, "semibold", theme.ink)):
        if text:
            lines.append(block(text, Style(face, theme.small, colour), width - left - _PAD))
    y = _PAD
    parts: list[Primitive] = [icon_shape("flag", _PAD, y, _FLAG, theme.second_ink)]
    for words in lines:
        parts.append(Group(words.lines, left, y, role="joint"))
        y += words.height
    return tuple(parts), max(y, _PAD + _FLAG) + _PAD


def place(m: Map, row: Row, placed: Mapping[str, Placed]) -> dict[str, Placed]:
    """The names of the parts at the top of the road's lane, and a line at every joint."""
    out: dict[str, Placed] = {}
    for part, drawing, _high in _labels(m):
        first = m.columns[part.columns[0]]
        key = f"joint:{part.scenario}"
        make = partial(Placed, first.x, row.y, 38.0, drawing, Path(()), bounds_of(drawing))
        out[key] = m.reuse.of(key, (id(drawing), first.x, row.y), make)
        if part.columns[0] > 0:
            ends = [m.columns[part.columns[0] - 1], first]
            x = (ends[0].x + ends[0].width + first.x) / 2
            stops = [placed.get(column.touchpoint or "") for column in ends]
            a, b = stops
            cross = None
            if a is not None and b is not None and not m.group:
                cross = road_height((a.x, a.y), (b.x, b.y), x)
            inputs = (x, row.y, row.bottom, cross)
            out[f"{key}:line"] = m.reuse.of(f"{key}:line", inputs, partial(_line, *inputs, m.theme))
            if cross is not None:
                out[f"{key}:cross"] = m.reuse.of(
                    f"{key}:cross", (x, cross), partial(_cross, x, *cross, m.theme)
                )
    return out


def _line(x: float, top: float, bottom: float, _cross: tuple[float, float] | None, theme: Theme) -> Placed:
    stroke = Stroke(theme.second_ink, 1.2, dash=(4.0, 4.0))
    drawing: Drawing = (Shape(line(x, top + 2, x, bottom - 4), stroke=stroke),)
    return Placed(0, 0, 8.0, drawing, Path(()), bounds_of(drawing))


def _cross(x: float, y: float, slope: float, theme: Theme) -> Placed:
    """A chequered line across the road, at a right angle to it."""
    half = theme.road_width / 2
    length = (1 + slope * slope) ** 0.5
    dx, dy = -slope / length * half, 1 / length * half
    across = line(x - dx, y - dy, x + dx, y + dy)
    drawing: Drawing = (
        Shape(across, stroke=Stroke(theme.card, 6.0)),
        Shape(across, stroke=Stroke(theme.ink, 6.0, dash=(4.0, 4.0))),
    )
    return Placed(0, 0, 31.0, drawing, Path(()), bounds_of(drawing))


def cells(m: Map, lane: RecordId) -> tuple[tuple[Card, ...], ...]:
    """The cards of a lane by column: those of a phase stand where the part that they belong to comes to it."""
    out: list[tuple[Card, ...]] = []
    seen: set[tuple[RecordId, RecordId]] = set()
    for column in m.columns:
        touchpoint = m.journey.of(Touchpoint, column.touchpoint)
        if touchpoint is None:
            out.append(())
            continue
        own = m.journey.cells_of(lane, touchpoint.scenario)
        here = own.get(touchpoint.id, ())
        if (touchpoint.scenario, column.phase) not in seen:
            seen.add((touchpoint.scenario, column.phase))
            here = own.get(column.phase, ()) + here
        out.append(here)
    return tuple(out)
