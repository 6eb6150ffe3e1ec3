"""What a filter leaves out fades: it keeps its place and is drawn faintly, on the screen and on paper alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from cjm_desktop.analysis.filtering import Filter, Shown, matching
from cjm_desktop.layout.drawing import Placed
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import RecordId

#: How opaque what is filtered out is drawn.
FADED: Final = 0.25


def faded(
    placed: Mapping[str, Placed], journey: Journey, scenario: RecordId, filter: Filter, reuse: Reuse
) -> dict[str, Placed]:
    """The same drawings, those of touchpoints, cards and side roads that a filter leaves out drawn faintly.

    Furniture that stands for a record ("cell:…:<id>", "point:…:<id>") fades with it; the road and the curve stay.
    """
    told_by = (filter, journey.get(scenario), journey.road(scenario), journey.cards, journey.connections)
    named = (journey.evidence, journey.channels, journey.owners, journey.phases, journey.personas)
    out_of_it = reuse.of("filtered", (told_by, named), partial(_left_out, journey, scenario, filter))
    out = {}
    for key, there in placed.items():
        if (key if key in journey else key.rsplit(":", 1)[-1]) in out_of_it:
            there = reuse.of(f"faded/{key}", there, partial(_faint, there))
        out[key] = there
    return out


def _faint(placed: Placed) -> Placed:
    p = placed
    return Placed(p.x, p.y, p.z, p.drawing, p.outline, p.bounds, FADED)


def _left_out(journey: Journey, scenario: RecordId, filter: Filter) -> set[RecordId]:
    """The ids of what fades; a side road does unless it joins two touchpoints that are shown."""
    found: Shown = matching(journey, scenario, filter)
    out = {t.id for t in journey.road(scenario)} - found.touchpoints
    parts = journey.parts(scenario)
    out |= {c.id for c in journey.cards if c.scenario in parts} - found.cards
    return out | {c.id for c in journey.connections if c.source in out or c.target in out}
