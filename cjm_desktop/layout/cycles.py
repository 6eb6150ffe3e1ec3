"""Cycles: their names above the phases, and the road that comes back to where the last one begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _
from cjm_desktop.layout.columns import road_phases
from cjm_desktop.layout.drawing import Drawing, Group, Placed, Shape, bounds_of
from cjm_desktop.layout.geometry import Rect, rounded
from cjm_desktop.layout.placement import PhaseSpan
from cjm_desktop.layout.text import Block, Style, block
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Connection, Phase, RecordId, Touchpoint

#: The least height of the strip of names, and the ground between it and the phases.
LEAST, GAP = 22.0, 6.0
#: At the ends of a name's plate, and between two plates.
PAD, BETWEEN = 10.0, 2.0


@frozen()
class CycleName:
    """The name of a cycle over its phases on this part of the map: from `x` on, `width` points wide."""

    x: float
    width: float
    words: Block


@frozen()
class Loop:
    """The road that comes back: to the touchpoint of that index on this part of the map, with its connection."""

    start: int
    connection: Connection | None = None


def has_cycles(journey: Journey) -> bool:
    """Whether the phases of the road are of more than one cycle."""
    first = journey.phases[0].cycle if journey.phases else 1
    if all(phase.cycle == first for phase in journey.phases):
        return False
    return len({phase.cycle for phase in road_phases(journey)}) > 1


def name_of(journey: Journey, number: int) -> str:
    """ "Cycle 1 · first purchase": the name that the journey gives it, else a usual one, else its number alone."""
    given = journey.info.cycles[number - 1] if number <= len(journey.info.cycles) else ""
    usual = {1: _("first purchase"), 2: _("repeat purchase")}.get(number, "")
    name = given or usual
    if name:
        return _("Cycle {n} · {name}").format(n=number, name=name)
    return _("Cycle {n}").format(n=number)


def names(journey: Journey, spans: Sequence[PhaseSpan], theme: Theme) -> tuple[CycleName, ...]:
    """The names over the phases of a part of the map; none where all phases are of one cycle."""
    if not has_cycles(journey):
        return ()
    cycles = {phase.id: phase.cycle for phase in journey.phases}
    out = []
    for number, run in groupby(spans, key=lambda span: cycles[span.phase]):
        row = list(run)
        left, right = row[0].x, row[-1].x + row[-1].width
        out.append(CycleName(left, right - left, _words(name_of(journey, number), right - left, theme)))
    return tuple(out)


@lru_cache(maxsize=256)
def _words(text: str, width: float, theme: Theme) -> Block:
    room = max(20.0, width - 2 * PAD - BETWEEN)
    return block(text, Style("semibold", theme.body, theme.ink), room, align="centre", x=-room / 2)


def strip(
    journey: Journey, spans: Sequence[PhaseSpan], reach: float, theme: Theme
) -> tuple[Mapping[str, Placed], float]:
    """The plates with the names above the phases, and the height of their strip with the ground below it, in points.

    The last plate ends `reach` further right than its columns, where its last phase does.
    """
    found = names(journey, spans, theme)
    if not found:
        return {}, 0.0
    height = max(LEAST, *(name.words.height + 7 for name in found))
    plates = {
        f"cycle:{i}": place(name, height, i == len(found) - 1, reach, theme) for i, name in enumerate(found)
    }
    return plates, height + GAP


def place(name: CycleName, height: float, is_last: bool, reach: float, theme: Theme) -> Placed:
    """The plate with a cycle's name; the last one ends `reach` further right, where the last phase does."""
    width = name.width + (reach if is_last else 0.0) - (0.0 if is_last else BETWEEN)
    plate = rounded(Rect(0, 0, width, height), 11)
    drawing: Drawing = (
        Shape(plate, fill=theme.panel),
        Group(name.words.lines, width / 2, (height - name.words.height) / 2, role="cycle"),
    )
    return Placed(name.x, 0.0, 70.0, drawing, plate, bounds_of(drawing))


def loop_of(
    journey: Journey,
    road: Sequence[Touchpoint],
    touchpoints: Sequence[Touchpoint],
    connections: Sequence[Connection],
) -> Loop | None:
    """Where a road without end comes back to: the first touchpoint of its last cycle, on this part of the map.

    `road` are all touchpoints on the road, `touchpoints` those of this part. None when the last cycle is not
    here as a whole. The connection is the way back from the last touchpoint to that one, where there is one.
    """
    if not touchpoints or touchpoints[-1].id != road[-1].id:
        return None
    phases: Mapping[RecordId, Phase] = {phase.id: phase for phase in journey.phases}
    last = phases[road[-1].phase].cycle
    count = next((i for i, t in enumerate(reversed(road)) if phases[t.phase].cycle != last), len(road))
    if count > len(touchpoints):
        return None
    start = len(touchpoints) - count
    ends = (touchpoints[-1].id, touchpoints[start].id)
    back = (c for c in connections if c.kind == "return" and (c.source, c.target) == ends)
    return Loop(start, next(back, None))
