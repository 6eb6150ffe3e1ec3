"""The map of one scenario: phases as columns, lanes as rows, every record in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from cjm_desktop.analysis.experience import emotions, landmarks
from cjm_desktop.analysis.findings import FOUNDED, lead_persona
from cjm_desktop.i18n import _, in_language
from cjm_desktop.layout import cards, cells, curve, headers, road_lane
from cjm_desktop.layout.columns import natural_width, spans_of
from cjm_desktop.layout.drawing import Drawing, Group, Placed, bounds_of
from cjm_desktop.layout.geometry import Path, Rect, rectangle
from cjm_desktop.layout.placement import Column, CurveScale, JourneyLayout, PhaseSpan, Row, View
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.stops import Look
from cjm_desktop.layout.text import Block
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import (
    Card,
    Lane,
    Persona,
    RecordId,
    Scenario,
    Touchpoint,
)

#: How far the road runs beyond the columns at the left and at the right, in points.
RUN_OUT = 10.0
#: How spare height of a sheet is shared out between lanes of each kind; others get 1 part.
SHARES = {"road": 4.0, "experience": 4.0, "channel": 0.5, "owner": 0.5}


@dataclass(frozen=True, slots=True)
class _Map:
    """What every lane asks of the map that it is part of."""

    journey: Journey
    view: View
    theme: Theme
    language: str
    touchpoints: tuple[Touchpoint, ...]
    columns: tuple[Column, ...]
    spans: tuple[PhaseSpan, ...]
    column_width: float
    side: float
    width: float
    reuse: Reuse

    @property
    def xs(self) -> list[float]:
        """The middle of each touchpoint's column."""
        return [c.centre for c in self.columns if c.touchpoint is not None]


def lay_out(
    journey: Journey,
    view: View,
    theme: Theme,
    *,
    column_width: float | None = None,
    height: float | None = None,
    earlier: JourneyLayout | None = None,
) -> JourneyLayout:
    """The map of a scenario in points.

    `column_width` is at least 60 (None: wide enough that no usual word is broken). `height` is what the map
    should fill (None, or less than it needs: as high as it needs); spare height goes to the lanes. `earlier` is a
    layout to take unchanged parts over from; it never alters the result.
    """
    language = journey.info.language
    with in_language(language):
        reuse = Reuse(earlier.reuse if earlier else None)
        return _lay_out(journey, view, theme, language, column_width, height, reuse)


def _lay_out(
    journey: Journey,
    view: View,
    theme: Theme,
    language: str,
    column_width: float | None,
    height: float | None,
    reuse: Reuse,
) -> JourneyLayout:
    # Everything that a part may depend on besides its own inputs: when it differs, nothing is taken over.
    setting = reuse.of("setting", (theme, language, view.scenario), object)
    touchpoints = journey.road(view.scenario)
    if column_width is None:
        texts = (journey.cards, touchpoints, setting)
        column_width = reuse.of("width", texts, partial(natural_width, journey, view.scenario, theme))
    lanes = [
        lane for lane in journey.lanes if (lane.visible if view.lanes is None else lane.id in view.lanes)
    ]
    side = headers.side_width([lane.name for lane in lanes], theme)
    ids = tuple((t.id, t.phase) for t in touchpoints)
    spans = reuse.of(
        "spans",
        (ids, journey.phases, column_width, side, setting),
        partial(spans_of, journey, view.scenario, theme, column_width, side),
    )
    columns = reuse.of("columns", (id(spans), setting), lambda: tuple(c for s in spans for c in s.columns))
    right = spans[-1].x + spans[-1].width if spans else side
    width = right + headers.NOTCH
    m = _Map(journey, view, theme, language, touchpoints, columns, spans, column_width, side, width, reuse)
    colours = {p.id: p.colour or theme.phase_colour(i) for i, p in enumerate(journey.phases)}

    words = _phase_words(m, colours)
    top = max((a.height + b.height for a, b in words), default=0.0) + 14.0
    lanes = [
        lane for lane in journey.lanes if (lane.visible if view.lanes is None else lane.id in view.lanes)
    ]
    measured = [_measure(m, lane, colours, setting) for lane in lanes]
    heights = [
        max(h, headers.lane_words(lane.name, side, theme).height + 14)
        for h, lane in zip(measured, lanes, strict=True)
    ]
    natural = top + 6.0 + sum(heights)
    spare = max(0.0, (height or 0.0) - natural)
    if spare:
        shares = [SHARES.get(lane.kind, 1.0) for lane in lanes]
        heights = [h + spare * share / sum(shares) for h, share in zip(heights, shares, strict=True)]

    placed: dict[str, Placed] = {}
    bottom = top + 6.0 + sum(heights)
    for i, (span, own) in enumerate(zip(spans, words, strict=True)):
        colour = colours[span.phase]
        is_last = i == len(spans) - 1
        x, w = span.x, span.width + (headers.NOTCH if is_last else 0.0)
        key = f"tint:{span.phase}"
        inputs = (x, w, top, bottom, colour, setting)
        placed[key] = reuse.of(key, inputs, partial(headers.phase_tint, x, w, top + 4, bottom, colour, theme))
        placed[span.phase] = reuse.of(
            span.phase,
            (own, x, w, top, colour, i == 0, is_last, setting),
            partial(headers.phase_header, own, x, w, top, colour, i == 0, is_last, theme),
        )
    rows, scale, y = [], None, top + 6.0
    for lane, h in zip(lanes, heights, strict=True):
        rows.append(Row(lane.id, lane.kind, y, h))
        placed[lane.id] = reuse.of(
            lane.id,
            (lane.kind, lane.name, y, h, side, width, setting),
            partial(headers.lane_label, lane.kind, lane.name, y, h, side, width, theme),
        )
        if lane.kind == "experience" and scale is None:
            scale = curve.scale_of(lane.id, y, h)
        placed.update(_place(m, lane, y, h, colours, scale, setting))
        y += h
    _empty_phases(m, rows, placed, setting)
    return JourneyLayout(
        width,
        bottom,
        side,
        top,
        placed,
        columns,
        spans,
        tuple(rows),
        scale,
        reuse.forget_earlier(),
    )


def _phase_words(m: _Map, colours: Mapping[RecordId, str]) -> list[tuple[Block, Block]]:
    out = []
    for i, (phase, span) in enumerate(zip(m.journey.phases, m.spans, strict=True), 1):
        out.append(
            headers.phase_words(i, phase.name, phase.subtitle or "", span.width, colours[phase.id], m.theme)
        )
    return out


# -- one lane: how high it must be, and what stands in it ------------------------------------------


def _measure(m: _Map, lane: Lane, colours: Mapping[RecordId, str], setting: object) -> float:
    """The least height of a lane, in points."""
    if lane.kind == "road":
        own = _road(m, colours, road_lane.SWING, setting)
        return own.bottom - own.top + 2 * road_lane.PAD
    if lane.kind == "experience":
        return 2 * curve.EDGE + curve.SCALE
    if lane.kind in ("channel", "owner"):
        return max((h for _d, h in _cells(m, lane)), default=20.0) + 2 * m.theme.lane_padding + 4
    return _cards(m, lane, setting).height


def _place(
    m: _Map,
    lane: Lane,
    top: float,
    height: float,
    colours: Mapping[RecordId, str],
    scale: CurveScale | None,
    setting: object,
) -> Mapping[str, Placed]:
    """Everything of a lane in its place."""
    if lane.kind == "road":
        return _placed_road(m, top, height, colours, setting)
    if lane.kind == "experience":
        return _placed_curve(m, top, height, scale, setting) if scale and scale.lane == lane.id else {}
    if lane.kind in ("channel", "owner"):
        return _placed_cells(m, lane, top, height, setting)
    own = _cards(m, lane, setting)
    key = f"placed/{lane.id}"
    make = partial(cards.place, own, lane.kind, top, height, m.language, m.theme)
    return m.reuse.of(key, (id(own), top, height, lane.kind, setting), make)


def _road(m: _Map, colours: Mapping[RecordId, str], swing: float, setting: object) -> road_lane.RoadLane:
    scenario = m.journey.of(Scenario, m.view.scenario)
    shape = scenario.road if scenario else "winding"
    persona = lead_persona(m.journey, m.view.scenario)
    connections = tuple(c for c in m.journey.connections if c.kind != "main")
    scores = emotions(m.touchpoints, persona) if persona and shape == "hills" else [None] * len(m.touchpoints)
    looks = _looks(m, colours)
    make = partial(
        road_lane.measure,
        m.touchpoints,
        looks,
        m.xs,
        connections,
        scores,
        shape,
        swing,
        m.column_width,
        m.width,
        m.theme,
    )
    inputs = (m.touchpoints, looks, id(m.columns), connections, scores, shape, swing, setting)
    return m.reuse.of(f"road/{swing}", inputs, make)


def _looks(m: _Map, colours: Mapping[RecordId, str]) -> list[Look]:
    icons = {c.id: cells.icon_of(c) for c in m.journey.channels}
    founded = {e.id for e in m.journey.evidence if e.kind in FOUNDED}
    known: dict[tuple[object, ...], Look] = {}
    out = []
    for t in m.touchpoints:
        icon = icons.get(t.channel or "") or cells.icon_of_kind(t)
        inputs = (
            colours[t.phase],
            icon,
            t.directness == "indirect",
            bool(t.evidence) and not any(e in founded for e in t.evidence),
            t.moment_of_truth is not None,
        )
        look = known.get(inputs)
        if look is None:
            look = known[inputs] = Look(*inputs)
        out.append(look)
    return out


def _placed_road(
    m: _Map, top: float, height: float, colours: Mapping[RecordId, str], setting: object
) -> Mapping[str, Placed]:
    own = _road(m, colours, road_lane.SWING, setting)
    need = own.bottom - own.top + 2 * road_lane.PAD
    spare = height - need
    if spare > 1.0:
        # On a sheet with room to spare the road swings wider before the ground around it grows.
        swing = min(road_lane.WIDEST_SWING, road_lane.SWING + spare * 0.36)
        own = _road(m, colours, round(swing, 2), setting)
        spare = height - (own.bottom - own.top + 2 * road_lane.PAD)
    middle = top + road_lane.PAD + spare / 2 - own.top
    left, right = m.side - RUN_OUT, m.width + RUN_OUT * 0.2
    make = partial(road_lane.place, own, m.touchpoints, middle, left, right, m.theme, m.reuse)
    return make()


def _cards(m: _Map, lane: Lane, setting: object) -> cards.CardLane:
    inside = _cells_of(m, lane)
    make = partial(cards.measure, inside, m.columns, lane.kind, m.language, m.theme)
    return m.reuse.of(f"cards/{lane.id}", (inside, id(m.columns), lane.kind, setting), make)


def _cells_of(m: _Map, lane: Lane) -> tuple[tuple[Card, ...], ...]:
    """The cards of a lane by column; a card of a phase stands at the phase's first column."""
    inputs = (m.journey.cards, id(m.columns))

    def make() -> tuple[tuple[Card, ...], ...]:
        out, seen = [], set()
        for column in m.columns:
            here: tuple[Card, ...] = ()
            if column.touchpoint is not None:
                here = m.journey.cards_at(column.touchpoint, lane.id, m.view.scenario)
            if column.phase not in seen:
                seen.add(column.phase)
                here = m.journey.cards_at(column.phase, lane.id, m.view.scenario) + here
            out.append(here)
        return tuple(out)

    return m.reuse.of(f"cells/{lane.id}", inputs, make)


def _cells(m: _Map, lane: Lane) -> list[tuple[Drawing, float]]:
    """The drawings of a channel or owner lane, one for each touchpoint, with their heights."""
    width = m.column_width - m.theme.card_gap
    if lane.kind == "channel":
        channels = {c.id: c for c in m.journey.channels}
        known = {
            id: cells.channel_cell(c.name, cells.icon_of(c), width, m.theme) for id, c in channels.items()
        }
        nothing: tuple[Drawing, float] = ((), 0.0)
        return [known.get(t.channel or "", nothing) for t in m.touchpoints]
    owners = {o.id: (cells.initials_of(o), o.colour) for o in m.journey.owners}
    return [cells.owner_cell(*owners.get(t.owner or "", (None, None)), width, m.theme) for t in m.touchpoints]


def _placed_cells(m: _Map, lane: Lane, top: float, height: float, setting: object) -> Mapping[str, Placed]:
    drawings = _cells(m, lane)
    inputs = (drawings, id(m.columns), top, height, setting)

    def make() -> dict[str, Placed]:
        out = {}
        for touchpoint, x, (drawing, own) in zip(m.touchpoints, m.xs, drawings, strict=True):
            if drawing:
                half = m.column_width / 2
                box = rectangle(Rect(-half, 0, 2 * half, own))
                y = top + (height - own) / 2
                out[f"cell:{lane.id}:{touchpoint.id}"] = Placed(x, y, 10.0, drawing, box, bounds_of(drawing))
        return out

    return m.reuse.of(f"placed/{lane.id}", inputs, make)


def _placed_curve(
    m: _Map, top: float, height: float, scale: CurveScale, setting: object
) -> Mapping[str, Placed]:
    theme, reuse, xs = m.theme, m.reuse, m.xs
    left, right = m.side, m.width
    out = {
        "axis": reuse.of(
            "axis", (scale, left, right, setting), partial(curve.axis, scale, left, right, theme)
        )
    }
    scenario = m.journey.of(Scenario, m.view.scenario)
    shown = m.view.personas or (scenario.personas if scenario else ())
    lead = shown[0] if shown else lead_persona(m.journey, m.view.scenario)
    if lead is None:
        return out
    felt = [t.experience_of(lead) for t in m.touchpoints]
    scores = [e.emotional if e else None for e in felt]
    founded = {e.id for e in m.journey.evidence if e.kind in FOUNDED}
    assumed = [bool(t.evidence) and not any(e in founded for e in t.evidence) for t in m.touchpoints]
    pieces_out, pieces = curve.main_curve(lead, xs, scores, assumed, scale, theme, reuse)
    functional = [e.functional if e else None for e in felt]
    out |= curve.fine_line(f"functional:{lead}", xs, functional, scale, theme.accent, (0.1, 4.2), True, reuse)
    out |= curve.expectations(xs, [e.expected if e else None for e in felt], scale, theme, reuse)
    out |= pieces_out
    for i, persona in enumerate(shown[1:], 1):
        record = m.journey.of(Persona, persona)
        colour = (record.colour if record else None) or theme.phase_colour(i)
        out |= curve.fine_line(
            f"other:{persona}", xs, emotions(m.touchpoints, persona), scale, colour, (6.0, 4.5), False, reuse
        )
    for touchpoint, x, score in zip(m.touchpoints, xs, scores, strict=True):
        if score is not None:
            key = f"point:{lead}:{touchpoint.id}"
            out[key] = reuse.of(
                key, (x, score, scale, setting), partial(curve.face, x, scale.y(score), score, theme)
            )
    inputs = (scores, id(m.columns), top, height, setting)
    lane = Rect(left, top, right - left, height)
    marks = landmarks(m.touchpoints, lead)
    out |= reuse.of("notes", inputs, partial(curve.notes, marks, xs, scores, pieces, lane, scale, theme))
    return out


def _empty_phases(m: _Map, rows: Sequence[Row], placed: dict[str, Placed], setting: object) -> None:
    road = next((row for row in rows if row.kind == "road"), None)
    if road is None:
        return
    for column in m.columns:
        if column.touchpoint is None:
            words = headers.empty_words(_("(empty)"), column.width - 8, m.theme)
            drawing: Drawing = (Group(words.lines, 0, 0, role="empty"),)
            key = f"empty:{column.phase}"
            y = road.bottom - words.height - 10
            placed[key] = Placed(column.x + 4, y, 39.0, drawing, Path(()), bounds_of(drawing))
