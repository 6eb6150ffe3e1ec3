"""What a map of several people has of its own: roads with a card at each, the lane of coverage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from cjm_desktop.analysis.buying_group import coverage as coverage_of
from cjm_desktop.analysis.buying_group import influences, people_of
from cjm_desktop.layout import composite_road, coverage, people_cards, people_roads
from cjm_desktop.layout.drawing import Colour, Placed
from cjm_desktop.layout.road_lane import PAD
from cjm_desktop.layout.stops import Look
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Lane, Persona, RecordId, Scenario

if TYPE_CHECKING:
    from cjm_desktop.layout.lane_rows import Map

#: No column is narrower for the sake of space: titles have their column to themselves.
LEAST_COLUMN = 128.0


def colours_of(people: Sequence[Persona], theme: Theme) -> list[Colour]:
    """The colour of each person's road."""
    return [theme.chosen(p.colour) or theme.phase_colour(i) for i, p in enumerate(people)]


def side_width(
    journey: Journey, scenario: RecordId, lanes: Sequence[Lane], group: Sequence[Persona], theme: Theme
) -> float:
    """How wide the lane names' column must be for the people's cards and the lanes of coverage, in points."""
    widest = 0.0
    names = tuple(p.name for p in people_of(journey, scenario))
    for lane in lanes:
        if lane.kind == "road" and group:
            widest = max(widest, people_cards.side_width(group, theme))
        elif lane.kind == "coverage":
            widest = max(widest, coverage.side_width(lane.name, names, journey.info.language, theme))
    return widest


# -- the road ------------------------------------------------------------------------------------


def _cards(m: Map) -> tuple[people_cards.PersonCard, ...]:
    return people_cards.cards(m.group, m.language, m.side, m.theme)


def _pitch(m: Map) -> float:
    """From one home to the next: neighbours' cards with the words below them keep clear."""
    own = _cards(m)
    need = [a.height - a.card_height / 2 + b.card_height / 2 + people_cards.GAP for a, b in pairwise(own)]
    return max(composite_road.PITCH, *need)


def road(m: Map, looks: Sequence[Look], drawn: object, pitch: float) -> composite_road.CompositeLane:
    """The roads of all people measured; `drawn` is what of the touchpoints they show."""
    scenario = m.journey.of(Scenario, m.view.scenario)
    columns = [c for c in m.columns if c.touchpoint is not None]
    colours = colours_of(m.group, m.theme)
    is_straight = scenario is not None and scenario.road == "straight"
    people = tuple(p.id for p in m.group)
    inputs = (
        drawn,
        [t.personas for t in m.touchpoints],
        looks,
        id(m.columns),
        m.connections,
        m.numbers,
        people,
        colours,
        is_straight,
        pitch,
        m.width,
    )
    make = partial(
        composite_road.measure,
        m.touchpoints,
        looks,
        columns,
        m.connections,
        m.numbers,
        m.group,
        colours,
        is_straight,
        pitch,
        (m.side, m.width),
        m.theme,
    )
    return m.reuse.whole(f"roads/{pitch}", inputs, make)


def _edges(m: Map, own: composite_road.CompositeLane) -> tuple[float, float]:
    """The lane's upper and lower edge about its middle, cards and all."""
    cards = _cards(m)
    tops = [y - c.card_height / 2 for y, c in zip(own.homes, cards, strict=True)]
    bottoms = [y + c.height - c.card_height / 2 for y, c in zip(own.homes, cards, strict=True)]
    return min(own.top, *tops), max(own.bottom, *bottoms)


def measure_road(m: Map, looks: Sequence[Look], drawn: object) -> float:
    """The least height of the lane, in points."""
    top, bottom = road_edges(m, looks, drawn)
    return bottom - top + 2 * PAD


def road_edges(m: Map, looks: Sequence[Look], drawn: object) -> tuple[float, float]:
    """The lane's upper and lower edge about its middle, when nothing is stretched."""
    return _edges(m, road(m, looks, drawn, _pitch(m)))


def place_road(
    m: Map, looks: Sequence[Look], drawn: object, top: float, height: float, run_out: float
) -> Mapping[str, Placed]:
    """The roads, their touchpoints and the people's cards; with room to spare the roads stand further apart."""
    least = _pitch(m)
    own = road(m, looks, drawn, least)
    # Maps side by side have one height for each person's road, so that it runs on from sheet to sheet.
    common = m.least.road if m.least else None
    edges = common or _edges(m, own)
    spare = height - (edges[1] - edges[0] + 2 * PAD)
    if spare > 8.0:
        for share in (0.96, 0.8, 0.5):
            pitch = min(composite_road.WIDEST_PITCH, least + share * spare / max(1, len(m.group) - 1))
            pitch = round(pitch, 1)
            wide = road(m, looks, drawn, pitch)
            there = mine = _edges(m, wide)
            if common:
                grown = (pitch - least) * (len(m.group) - 1) / 2
                there = (common[0] - grown, common[1] + grown)
            if max(mine[1] - mine[0], there[1] - there[0]) + 2 * PAD <= height:
                own, edges = wide, there
                break
        spare = height - (edges[1] - edges[0] + 2 * PAD)
    middle = top + PAD + spare / 2 - edges[0]
    upper, lower = _edges(m, own)
    middle = max(top + PAD - upper, min(middle, top + height - PAD - lower))
    ids = [t.id for t in m.touchpoints]
    is_end = bool(ids) and m.numbers[ids[-1]] == len(m.numbers)
    people = [p.id for p in m.group]
    colours = colours_of(m.group, m.theme)
    left, right = m.side - run_out, m.width
    make = partial(people_roads.place, own, ids, people, colours, middle, left, right, is_end, m.theme)
    inputs = (id(own), ids, people, colours, middle, left, right, is_end)
    return {**_placed_people(m, own, middle), **m.reuse.whole("roads/placed", inputs, make)}


def _placed_people(m: Map, own: composite_road.CompositeLane, middle: float) -> dict[str, Placed]:
    out: dict[str, Placed] = {}
    colours = colours_of(m.group, m.theme)
    left = people_cards.gutter(m.group)
    places = {p.id: y + middle for p, y in zip(m.group, own.homes, strict=True)}
    for person, card, colour in zip(m.group, _cards(m), colours, strict=True):
        inputs = (card, colour, places[person.id], left, m.side)
        out[person.id] = m.reuse.of(person.id, inputs, partial(people_cards.placed_card, *inputs, m.theme))
    for depth, (source, target, _text) in enumerate(influences(m.group)):
        ends = (places[source], places[target], depth)
        key = f"influence:{source}:{target}"
        out[key] = m.reuse.of(key, ends, partial(people_cards.placed_influence, *ends, m.theme))
    return out


# -- coverage ------------------------------------------------------------------------------------


def _matrix(m: Map, lane: Lane) -> coverage.Matrix:
    group = people_of(m.journey, m.view.scenario)
    people = tuple(p.id for p in group)
    phases = [p.id for p in m.journey.phases if p.spans == "self"]
    taken = [(t.kind, t.phase, t.personas) for t in m.journey.road(m.view.scenario)]
    inputs = (taken, people, [p.influence for p in group], phases)
    relevant = {(person, phase) for person in people for phase in phases}
    # Of the whole scenario, so that a band of the map tells of whole phases.
    found = m.reuse.of("coverage", inputs, lambda: coverage_of(m.journey, m.view.scenario, relevant))
    counts = tuple(tuple(found.contacts.get((p, s.phase), 0) for s in m.spans) for p in people)
    widths = tuple(s.width for s in m.spans)
    names = tuple(p.name for p in group)
    shares = (round(found.share * 100), round(found.weighted * 100))
    return coverage.matrix(lane.name, names, counts, shares, widths, m.side, m.theme, m.language)


def measure_coverage(m: Map, lane: Lane) -> float:
    """The least height of a lane of coverage, in points."""
    return _matrix(m, lane).height


def place_coverage(m: Map, lane: Lane, top: float, height: float) -> Mapping[str, Placed]:
    """The matrix of role and phase."""
    own, people = _matrix(m, lane), people_of(m.journey, m.view.scenario)
    return coverage.place(lane.id, own, people, m.spans, m.colours, top, height, m.theme, m.reuse)


def label(m: Map, lane: Lane, top: float, height: float) -> Placed | None:
    """What stands at the left of a lane instead of the usual name; None where the usual name stands."""
    if lane.kind == "coverage":
        inputs = (_matrix(m, lane), top, height, m.side, m.width)
        return m.reuse.of(lane.id, inputs, partial(coverage.label, *inputs, m.theme))
    if lane.kind == "road" and m.group:
        edge = (top, height, m.side, m.width)
        return m.reuse.of(lane.id, edge, partial(people_cards.lane_edge, *edge, m.theme))
    return None
