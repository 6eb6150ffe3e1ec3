"""The map of one scenario: phases as columns, lanes as rows, every record in its place."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from cjm_desktop.i18n import in_language
from cjm_desktop.layout import curve, fonts, headers, lane_rows
from cjm_desktop.layout.columns import (
    bands_of,
    longest_word,
    phase_numbers,
    road_of,
    road_phases,
    runs_of,
    slots_of,
    spans_of,
)
from cjm_desktop.layout.drawing import Placed
from cjm_desktop.layout.lane_rows import Map
from cjm_desktop.layout.placement import BandPlace, Heights, JourneyLayout, Row, View
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.text import Block
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Lane, Persona, Touchpoint

if TYPE_CHECKING:
    from cjm_desktop.layout.band_rows import Band

#: How spare height of a sheet is shared out between lanes of each kind; others get 1 part.
SHARES: Final = {"road": 3.5, "experience": 5.0, "channel": 0.5, "owner": 0.5, "coverage": 0.5}
#: Lanes that only hold text grow to this share of their least height: beyond it, ground is better spent on the
#: road and the curve.
MOST: Final = 1.4
#: No lane is made higher than this by its author.
HIGHEST_LANE: Final = 2_000.0
#: Between the phase arrows and the first lane.
HEADER_GAP: Final = 6.0


def lay_out(
    journey: Journey,
    view: View,
    theme: Theme,
    *,
    column_width: float | None = None,
    height: float | None = None,
    part: tuple[int, int] | None = None,
    earlier: JourneyLayout | Heights | None = None,
    least: Heights | None = None,
) -> JourneyLayout:
    """The map of a scenario in points.

    `column_width` is at least 60 (None: wide enough that no usual word is broken). `height` is what the map
    should fill (None, or less than it needs: as high as it needs); spare height goes to the lanes. `part` lays
    out only the columns from the first to before the second index. `earlier` is a layout, or a trial at the same
    width, to take unchanged parts over from; it never alters the result. `least` are heights that no
    part stays below, and about which the road stands: with those of `common` maps side by side are alike.
    """
    with in_language(journey.info.language), fonts.family(theme.fonts):
        m = _map(journey, view, theme, column_width, part, earlier, least)
        lanes = _lanes(journey, view)
        words = _phase_words(m)
        heights = _natural_heights(m, lanes)
        top = _header_height(words) + _cycles(m)[1]
        if least is not None:
            top = max(top, least.top)
            heights = [max(pair) for pair in zip(heights, least.lanes, strict=True)]
        between = sum(high for _name, high in _blueprint(m, lanes).values())
        between += _bands_height(m, lanes)
        heights = _stretched(lanes, heights, (height or 0.0) - top - HEADER_GAP - between)
        return _placed(m, lanes, words, heights, top)


def _stretched(lanes: list[Lane], heights: list[float], room: float) -> list[float]:
    """The lanes' heights with the spare room shared out."""
    out = list(heights)
    grows = {"road", "experience"} & {lane.kind for lane in lanes}
    open_ = set(range(len(lanes)))
    while open_ and (spare := room - sum(out)) > 0.01:
        shares = {i: SHARES.get(lanes[i].kind, 1.0) for i in open_}
        whole = sum(shares.values())
        for i in sorted(open_):
            most = heights[i] * MOST if grows and lanes[i].kind not in grows else math.inf
            out[i] = min(most, out[i] + spare * shares[i] / whole)
            if out[i] >= most:
                open_.discard(i)
    return out


def natural_heights(
    journey: Journey, view: View, theme: Theme, column_width: float, part: tuple[int, int] | None = None
) -> Heights:
    """How high the parts of a map are at a column width when nothing is stretched; places nothing."""
    with in_language(journey.info.language):
        m = _map(journey, view, theme, column_width, part, None)
        lanes = _lanes(journey, view)
        roads = [i for i, lane in enumerate(lanes) if lane.kind == "road"]
        return Heights(
            top=_header_height(_phase_words(m)) + _cycles(m)[1],
            lanes=tuple(_natural_heights(m, lanes, True)),
            ground=_bands_height(m, lanes),
            lines=HEADER_GAP + sum(high for _name, high in _blueprint(m, lanes).values()),
            road=lane_rows.road_edges(m) if roads else None,
            column=column_width,
            road_at=roads[0] if roads else 0,
            reuse=m.reuse,
        )


def word_width(journey: Journey, view: View, theme: Theme, reuse: Reuse | None = None) -> float:
    """The column width at which no usual word of a card, title or phase has to be broken, in points."""
    reuse = reuse or Reuse()
    cards, road, parts = journey.cards, road_of(journey, view.scenario), journey.parts(view.scenario)
    for_cards = reuse.of(
        "width/cards",
        (cards, parts),
        lambda: longest_word((c.text for c in cards if c.scenario in parts), "regular", theme),
    )
    for_road = reuse.of("width/road", road, lambda: longest_word((t.title for t in road), "semibold", theme))
    widest = max(for_cards, for_road, _phase_word_width(journey, view, theme))
    if _group(journey, view):
        from cjm_desktop.layout.composite_lanes import LEAST_COLUMN  # few maps have several roads

        widest = max(widest, LEAST_COLUMN)
    return widest


def _phase_word_width(journey: Journey, view: View, theme: Theme) -> float:
    """The column width at which no usual word of a phase's name has to be broken over its columns, in points."""
    if len(journey.parts(view.scenario)) > 1:
        names = {phase.id: phase.name for phase in journey.phases}
        runs = runs_of(journey, view.scenario)
        return max((headers.phase_room(names[id], theme) / count for id, count in runs), default=0.0)
    counts = Counter(t.phase for t in journey.road(view.scenario))
    return max(
        (headers.phase_room(p.name, theme) / max(1, counts[p.id]) for p in road_phases(journey)),
        default=0.0,
    )


def side_width(journey: Journey, view: View, theme: Theme) -> float:
    """The width of the lane names, in points."""
    lanes, group = _lanes(journey, view), _group(journey, view)
    names = [lane.name for lane in lanes] + [phase.name for phase in bands_of(journey)]
    side = headers.side_width(names, theme)
    if group or any(lane.kind == "coverage" for lane in lanes):
        from cjm_desktop.layout import composite_lanes  # few maps have several roads or tell of coverage

        side = max(side, composite_lanes.side_width(journey, view.scenario, lanes, group, theme))
    return side


def _beside_roads(m: Map, placed: Mapping[str, Placed]) -> tuple[str, ...]:
    people = [p.id for p in m.group if p.id in placed]
    return (*people, *(key for key in placed if key.startswith("influence:")))


def _group(journey: Journey, view: View) -> tuple[Persona, ...]:
    """The people who have a road each; () where the map has one road."""
    if journey.info.type != "composite":
        return ()
    from cjm_desktop.analysis.buying_group import group_of  # few journeys are composite

    return group_of(journey, view.scenario)


def _lanes(journey: Journey, view: View) -> list[Lane]:
    return [lane for lane in journey.lanes if view.shows(lane)]


def _map(
    journey: Journey,
    view: View,
    theme: Theme,
    column_width: float | None,
    part: tuple[int, int] | None,
    earlier: JourneyLayout | Heights | None,
    least: Heights | None = None,
) -> Map:
    # What every part depends on besides its own inputs: when it differs, nothing is taken over.
    reuse = Reuse((theme, journey.info.language, view.scenario, part), earlier.reuse if earlier else None)
    road = road_of(journey, view.scenario)
    if column_width is None:
        column_width = max(theme.column_width, word_width(journey, view, theme, reuse))
    side = side_width(journey, view, theme)
    slots = slots_of(journey, view.scenario)
    bands: tuple[Band, ...] = ()
    if bands_of(journey):
        from cjm_desktop.layout import band_map  # few journeys have a phase that spans others

        bands = band_map.found(journey, view, slots, reuse)
    if part is not None:
        slots = slots[slice(*part)]
    spans = reuse.of(
        "spans", (slots, column_width, side), partial(spans_of, slots, column_width, side, theme)
    )
    columns = reuse.of("columns", id(spans), lambda: tuple(c for s in spans for c in s.columns))
    here = {c.touchpoint for c in columns}
    right = spans[-1].x + spans[-1].width if spans else side
    # What joins a touchpoint of a band says where that stands, and is no road.
    off = {t.id for band in bands for t, _i in band.stops}
    return Map(
        journey=journey,
        view=view,
        theme=theme,
        language=journey.info.language,
        touchpoints=road if part is None else tuple(t for t in road if t.id in here),
        connections=tuple(
            c for c in journey.connections if c.kind != "main" and c.source not in off and c.target not in off
        ),
        numbers=reuse.of("numbers", tuple(t.id for t in road), lambda: _numbered(road)),
        colours={p.id: theme.chosen(p.colour) or theme.phase_colour(i) for i, p in enumerate(journey.phases)},
        columns=columns,
        xs=reuse.of("xs", id(columns), lambda: [c.centre for c in columns if c.touchpoint is not None]),
        spans=spans,
        column_width=column_width,
        side=side,
        width=right + headers.NOTCH,
        reuse=reuse,
        group=_group(journey, view),
        bands=bands,
        offset=part[0] if part else 0,
        least=least,
    )


def _cycles(m: Map) -> tuple[Mapping[str, Placed], float]:
    """The names of the cycles above the phases, and the height of their strip; none for most journeys."""
    first = m.journey.phases[0].cycle if m.journey.phases else 1
    if all(phase.cycle == first for phase in m.journey.phases):
        return {}, 0.0
    from cjm_desktop.layout import cycles  # most journeys have one

    inputs = (m.journey.info.cycles, m.journey.phases, id(m.spans))
    return m.reuse.of("cycles", inputs, lambda: cycles.strip(m.journey, m.spans, headers.NOTCH, m.theme))


def _bands_height(m: Map, lanes: list[Lane]) -> float:
    """The ground of the bands under the lane of the road, in points."""
    if not m.bands or not any(lane.kind == "road" for lane in lanes):
        return 0.0
    from cjm_desktop.layout import band_map  # few journeys have a phase that spans others

    return max(band_map.height(m), m.least.ground if m.least else 0.0)


def _numbered(road: tuple[Touchpoint, ...]) -> dict[str, int]:
    return {touchpoint.id: i for i, touchpoint in enumerate(road, 1)}


def _phase_words(m: Map) -> list[tuple[Block, Block]]:
    numbers, phases = phase_numbers(m.journey), {p.id: p for p in m.journey.phases}
    out = []
    for span in m.spans:
        i, phase = numbers[span.phase], phases[span.phase]
        colour = m.colours[span.phase]
        out.append(headers.phase_words(i, phase.name, phase.subtitle or "", span.width, colour, m.theme))
    return out


def _header_height(words: list[tuple[Block, Block]]) -> float:
    return max((name.height + subtitle.height for name, subtitle in words), default=0.0) + 14.0


def _natural_heights(m: Map, lanes: list[Lane], is_trial: bool = False) -> list[float]:
    return [
        max(
            lane_rows.measure(m, lane, is_trial=is_trial),
            headers.lane_words(lane.name, m.side, m.theme).height + 14,
            min(lane.height or 0.0, HIGHEST_LANE),
        )
        for lane in lanes
    ]


def _blueprint(m: Map, lanes: list[Lane]) -> dict[int, tuple[str, float]]:
    """The lines of a service blueprint by the index of the lane below them, with the ground that they take."""
    if not any(lane.kind in ("frontstage", "backstage", "support") for lane in lanes):
        return {}
    from cjm_desktop.layout import blueprint_lines  # most maps have none of these lanes, and start the faster

    found = blueprint_lines.lines_between(lanes)
    return {i: (name, blueprint_lines.height_of(name, m.width, m.theme)) for i, name in found.items()}


def _place_line(m: Map, lane: str, name: str, y: float) -> Placed:
    from cjm_desktop.layout import blueprint_lines  # for the same reason

    return m.reuse.of(
        f"line:{lane}", (name, y, m.width), partial(blueprint_lines.place, name, y, m.width, m.theme)
    )


def _placed(
    m: Map, lanes: list[Lane], words: list[tuple[Block, Block]], heights: list[float], top: float
) -> JourneyLayout:
    reuse, theme, width = m.reuse, m.theme, m.width
    placed: dict[str, Placed] = {}
    blueprint = _blueprint(m, lanes)
    bottom = top + HEADER_GAP + sum(heights) + sum(high for _name, high in blueprint.values())
    bottom += _bands_height(m, lanes)
    plates, strip = _cycles(m)
    placed.update(plates)
    for i, (span, own) in enumerate(zip(m.spans, words, strict=True)):
        colour, is_last = m.colours[span.phase], i == len(m.spans) - 1
        x, w = span.x, span.width + (headers.NOTCH if is_last else 0.0)
        key = f"tint:{span.key}"
        tint = (x, w, top + 4, bottom, colour)
        placed[key] = reuse.of(key, tint, partial(headers.phase_tint, *tint, theme))
        header = (own, x, w, top - strip, colour, i == 0, is_last, strip)
        placed[span.key] = reuse.of(span.key, header, partial(headers.phase_header, *header, theme))
    rows, scale, y = [], None, top + HEADER_GAP
    bands: tuple[BandPlace, ...] = ()
    for i, (lane, h) in enumerate(zip(lanes, heights, strict=True)):
        progress.step()
        if i in blueprint:
            name, ground = blueprint[i]
            placed[f"line:{lane.id}"] = _place_line(m, lane.id, name, y)
            y += ground
        rows.append(Row(lane.id, lane.kind, y, h))
        label = (lane.kind, lane.name, y, h, m.side, width)
        own_label = lane_rows.label(m, lane, y, h)
        placed[lane.id] = own_label or reuse.of(lane.id, label, partial(headers.lane_label, *label, theme))
        if lane.kind == "experience" and scale is None:
            scale = curve.scale_of(lane.id, y, h)
        placed.update(lane_rows.place(m, lane, y, h, scale))
        y += h
        if lane.kind == "road" and m.bands and not bands:
            from cjm_desktop.layout import band_map  # few journeys have a phase that spans others

            own_bands, bands = band_map.place(m, y)
            placed.update(own_bands)
            y += _bands_height(m, lanes)
    lane_rows.empty_phases(m, rows, placed)
    if any(t.image for t in m.touchpoints) and not any(row.kind == "images" for row in rows):
        from cjm_desktop.layout import thumbnails  # few touchpoints have a picture

        for row in (row for row in rows if row.kind == "road"):
            edges = (m.side, width)
            placed.update(thumbnails.place(m.touchpoints, placed, row, edges, m.journey, theme, reuse))
    if m.view.filter:
        from cjm_desktop.layout.fading import faded  # most maps show everything

        placed = faded(placed, m.journey, m.view.scenario, m.view.filter, reuse)
    return JourneyLayout(
        width=width,
        height=bottom,
        side=m.side,
        top=top,
        placed=placed,
        columns=m.columns,
        phases=m.spans,
        rows=tuple(rows),
        curve=scale,
        bands=bands,
        cycles=tuple(plates),
        people=_beside_roads(m, placed) if m.group else (),
        reuse=reuse.forget_earlier(),
    )
