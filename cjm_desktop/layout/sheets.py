"""The poster: header, persona cards, the map filling the sheet, insights, legend and footer on one paper."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from cjm_desktop import collector
from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import _, in_language
from cjm_desktop.layout import fonts, legend, paper, poster_parts
from cjm_desktop.layout.bands import BAND_GAP, band_heights, cuts, in_bands
from cjm_desktop.layout.columns import Slot, slots_of
from cjm_desktop.layout.drawing import Drawing, Group, Placed, Primitive, TextLine, bounds_of
from cjm_desktop.layout.geometry import Path
from cjm_desktop.layout.headers import NOTCH
from cjm_desktop.layout.journey_layout import lay_out, natural_height, side_width, word_width
from cjm_desktop.layout.persona_cards import cards_part, is_name_only
from cjm_desktop.layout.placement import JourneyLayout, Sheet, View
from cjm_desktop.layout.poster_parts import Part
from cjm_desktop.layout.text import forget_breaks
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.fields import specs
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import refusal
from cjm_desktop.model.records import RecordId, Scenario

#: No column on paper is narrower than this, in map units.
NARROWEST = 84.0
#: Ground between the parts of a poster, in map units.
GAP = 18.0
#: Body text on paper never grows beyond this, in points; a short road on large paper gets ground instead.
LARGEST_BODY = 30.0
#: Persona cards take no more of the height of a sheet than this while there is less that they could tell.
PEOPLE_SHARE = 0.2
#: So many columns tell how high a band of a long road will be.
SAMPLE = 120


@frozen()
class _Frame:
    """The parts above and below the map at one width of the sheet in map units."""

    top: tuple[tuple[Part, float, float], ...]  # part, x, y
    bottom: tuple[tuple[Part, float], ...]  # part, height from the lower margin's top
    above: float  # where the map begins
    below: float  # what stands below the map, with its gaps and the margin


def compose(journey: Journey, view: View, theme: Theme, paper_name: str, orientation: str) -> Sheet:
    """The poster of one scenario on one sheet of paper, as large as it fits.

    The map fills the sheet: spare width goes to the columns, spare height to the lanes. CjmError when the
    journey has no such scenario.
    """
    scenario = journey.of(Scenario, view.scenario)
    if scenario is None:
        raise refusal("unknown-record")
    if view.lanes is None:
        view = replace(view, lanes=filled_lanes(journey, view.scenario))
    width, height = paper.size(paper_name, orientation)
    with in_language(journey.info.language), collector.paused(), fonts.family(theme.fonts):
        plan = _plan(journey, scenario, view, theme, width, height, paper_name)
        scale = width / plan.units
        room = height / scale - plan.frame.above - plan.frame.below
        if len(plan.parts) == 1:
            own = lay_out(journey, view, theme, column_width=plan.column, height=room)
        else:
            forget_breaks()  # eight megabytes of a road of 2,000
            own = in_bands(journey, view, theme, plan.column, plan.parts, plan.heights, room)
        placed = _placed(plan.frame, theme, scale, height / scale)
        missing = missing_in(journey)
    smallest = scale * _smallest(own, placed, scale)
    origin = (theme.margin * scale, plan.frame.above * scale)
    title = journey.info.title
    return Sheet(width, height, placed, own, origin, scale, smallest, missing, view, "", title)


def filled_lanes(journey: Journey, scenario: RecordId) -> tuple[RecordId, ...]:
    """The visible lanes that have something to show: what a poster prints when no lanes are named."""
    road = journey.road(scenario)
    scenario_people = journey.personas_of(scenario)
    shown = {
        "road": True,
        "experience": any(t.experience for t in road),
        "channel": any(t.channel for t in road),
        "owner": any(t.owner for t in road),
        "evidence": any(t.evidence for t in road),
        "images": any(t.image for t in road),
        "coverage": bool(road and scenario_people),
    }
    return tuple(
        lane.id
        for lane in journey.lanes
        if lane.visible and (shown.get(lane.kind, False) or journey.cells_of(lane.id, scenario))
    )


@frozen()
class _Plan:
    """How the map goes on the sheet: `units` map units are the sheet's width, `parts` are the bands."""

    units: float
    column: float
    parts: list[tuple[int, int]]
    heights: list[float]
    frame: _Frame


def _plan(
    journey: Journey, scenario: Scenario, view: View, theme: Theme, width: float, height: float, name: str
) -> _Plan:
    """The plan with the largest type: as few units as possible for the width, in as many bands as help."""
    slots = slots_of(journey, view.scenario)
    narrowest = max(NARROWEST, min(150.0, word_width(journey, view, theme)))
    # How high a band is, measured once: with it the number of bands can be chosen without laying each out.
    # Of a long road a part is enough: only the number of bands hangs on it.
    usual = natural_height(journey, view, theme, narrowest, (0, SAMPLE) if len(slots) > SAMPLE else None)

    def attempt(count: int, units: float) -> _Plan:
        parts = cuts(slots, count)
        rest = max(_rest(journey, view, theme, slots[a:b]) for a, b in parts)
        column = (units - rest) / max(b - a for a, b in parts)
        frame = _frame(journey, scenario, view, theme, units, height / width, name)
        return _Plan(units, column, parts, band_heights(journey, view, theme, column, parts), frame)

    def needed(plan: _Plan) -> float:
        gaps = BAND_GAP * (len(plan.parts) - 1)
        return plan.frame.above + sum(plan.heights) + gaps + plan.frame.below

    def guess(count: int) -> float:
        columns = -(-len(slots) // count)
        wide = columns * narrowest + _rest(journey, view, theme, slots[:columns])
        high = count * (usual + BAND_GAP) + 260.0
        return max(wide, high * width / height)

    count = 1
    while count < len(slots) and guess(count + 1) < 0.87 * guess(count):
        count += 1
    parts = cuts(slots, count)
    low = max((b - a) * narrowest + _rest(journey, view, theme, slots[a:b]) for a, b in parts)
    low = max(low, width * theme.body / LARGEST_BODY)
    plan = attempt(count, low)
    if needed(plan) <= low * height / width:
        return plan
    # Too high: a wider sheet in map units has smaller type and broader columns. The height that is needed falls
    # as the units grow, nearly in a straight line, so a secant finds the units in two or three attempts.
    over, under, share = needed(plan) / (low * height / width), 1.0, 0.5
    best, high = None, low * over
    for _step in range(6):
        middle = low + (high - low) * share
        plan = attempt(count, middle)
        fill = needed(plan) / (middle * height / width)
        if fill <= 1.0:
            best, high, under = plan, middle, fill
            if fill > 0.965:
                break
        else:
            low, over = middle, fill
        if best is not None:
            share = min(0.9, max(0.1, (over - 0.985) / max(over - under, 1e-9)))
    while best is None:
        high *= 1.1
        plan = attempt(count, high)
        best = plan if needed(plan) <= high * height / width else None
    return best


def _rest(journey: Journey, view: View, theme: Theme, slots: Sequence[Slot]) -> float:
    """What of the sheet's width is not columns: margins, lane names, phase gaps, the last arrow's point."""
    gaps = theme.phase_gap * (len({phase for _id, phase in slots}) - 1)
    return side_width(journey, view, theme) + gaps + NOTCH + 2 * theme.margin


def _frame(
    journey: Journey, scenario: Scenario, view: View, theme: Theme, units: float, ratio: float, name: str
) -> _Frame:
    """The parts around the map; `ratio` is the height of the paper by its width."""
    room = units - 2 * theme.margin
    top, y = [], theme.margin * 0.8
    people = [p for p in journey.personas if p.id in (view.personas or journey.personas_of(scenario.id))]
    pictures = frozenset(a.id for a in journey.assets)
    most = PEOPLE_SHARE * units * ratio
    # One or two stand beside the title where there is room, more below it over the whole width.
    beside = room >= 900 and (len(people) <= 2 or all(is_name_only(p) for p in people))
    cards = cards_part(people, room * 0.56 if beside else room, most, theme, pictures, journey.info.language)
    title_width = room - cards.width - 24 if beside and cards is not None else room
    title = poster_parts.title_part(journey, scenario, title_width, theme, view.filter, view.compare)
    top = [(title, theme.margin, y)]
    above = y + title.height + GAP
    if cards is not None and beside:
        top.append((cards, theme.margin + room - cards.width, y))
        above = y + max(title.height, cards.height) + GAP
    elif cards is not None:
        top.append((cards, theme.margin, above))
        above += cards.height + GAP
    footer = poster_parts.footer_part(
        journey, _("Sheet {n} of {m} · {paper}").format(n=1, m=1, paper=name), room, theme
    )
    bottom: list[tuple[Part, float]] = []
    lift = theme.margin * 0.55
    for part in (
        footer,
        legend.legend_part(journey, view, room, theme),
        legend.insights_part(journey, view.scenario, room, theme),
    ):
        if part is not None:
            lift += part.height
            bottom.append((part, lift))
            lift += 10.0
    return _Frame(tuple(top), tuple(bottom), above, lift + 4.0)


def _placed(frame: _Frame, theme: Theme, scale: float, height: float) -> Mapping[str, Placed]:
    out: dict[str, Placed] = {}
    parts = [(part, x, y) for part, x, y in frame.top]
    parts += [(part, theme.margin, height - lift) for part, lift in reversed(frame.bottom)]
    for i, (part, x, y) in enumerate(parts):
        children: tuple[Primitive, ...] = part.drawing
        drawing: Drawing = (Group(children, 0, 0, scale),)
        out[f"part:{i}"] = Placed(x * scale, y * scale, 0.0, drawing, Path(()), bounds_of(drawing))
    return out


def _smallest(own: JourneyLayout, placed: Mapping[str, Placed], scale: float) -> float:
    """The size of the smallest text on the sheet, in map units."""
    known: dict[int, float] = {}
    sizes = [_least(p.drawing, known) for p in own.placed.values()]
    sizes += [_least(p.drawing, known) / scale for p in placed.values()]
    return min((size for size in sizes if size < math.inf), default=0.0)


def _least(drawing: Drawing, known: dict[int, float]) -> float:
    """The size of a drawing's smallest text (infinite without any); `known` keeps it for shared drawings."""
    found = known.get(id(drawing))
    if found is None:
        found = math.inf
        for child in drawing:
            if isinstance(child, TextLine):
                found = min(found, child.size)
            elif isinstance(child, Group):
                found = min(found, _least(child.children, known) * child.scale)
        known[id(drawing)] = found
    return found


def missing_in(journey: Journey) -> tuple[str, ...]:
    """The characters of a journey's texts that no font on this machine has, each once."""
    found: dict[str, None] = {}
    for record in journey.records():
        for text in _texts(record):
            if not text.isascii():
                found.update(dict.fromkeys(fonts.missing_characters(text)))
    return tuple(found)


def _texts(record: Any) -> Iterator[str]:
    """Every text of a record or part that a person wrote."""
    record_class: Any = type(record)
    for name, is_part, many in _written(record_class):
        value = getattr(record, name)
        if not value:
            continue
        if is_part:
            for part in value if many else (value,):
                yield from _texts(part)
        elif many:
            yield from value
        else:
            yield value


@cache
def _written(record_class: Any) -> tuple[tuple[str, bool, bool], ...]:
    return tuple(
        (s.name, s.shape == "part", s.many) for s in specs(record_class) if s.shape in ("text", "part")
    )
