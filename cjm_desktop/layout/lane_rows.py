"""The lanes of a map: how high each must be, and what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from cjm_desktop.analysis.experience import emotions
from cjm_desktop.analysis.findings import FOUNDED, lead_persona
from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _
from cjm_desktop.layout import cards, cells, curve, curve_lane, headers, road_lane
from cjm_desktop.layout.columns import road_of
from cjm_desktop.layout.drawing import Drawing, Group, Placed, bounds_of
from cjm_desktop.layout.geometry import Path, Rect, rectangle
from cjm_desktop.layout.placement import Column, CurveScale, Heights, PhaseSpan, Row, View
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.stops import Look
from cjm_desktop.layout.text import Block
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, Connection, Lane, Persona, RecordId, Scenario, Touchpoint

if TYPE_CHECKING:
    from cjm_desktop.layout.band_rows import Band

#: How far the road runs beyond the columns at the left and at the right, in points.
RUN_OUT = 10.0
#: The bends stand at most this share of a column's width from the middle: the road climbs, it does not fall.
STEEPEST = 0.68
#: What of a touchpoint the road lane shows; an edit of anything else leaves the lane as it is.
_DRAWN = attrgetter(
    *("id", "title", "dx", "dy", "phase", "kind", "channel", "directness", "moment_of_truth", "evidence"),
    *("drop_off", "entry", "outcome"),
)


@frozen(eq=False)
class Map:
    """What every lane asks of the map that it is part of.

    `touchpoints` stand in `columns` (which also has those of empty phases) about `xs`; `numbers` gives every
    touchpoint of the scenario its number on the road, also those that another band of the map holds; `group` are
    the people with a road each, () where all have one.
    """

    journey: Journey
    view: View
    theme: Theme
    language: str
    touchpoints: tuple[Touchpoint, ...]
    connections: tuple[Connection, ...]
    numbers: Mapping[RecordId, int]
    colours: Mapping[RecordId, str]
    columns: tuple[Column, ...]
    xs: list[float]
    spans: tuple[PhaseSpan, ...]
    column_width: float
    side: float
    width: float
    reuse: Reuse
    group: tuple[Persona, ...] = ()
    bands: tuple[Band, ...] = ()
    offset: int = 0  # of the first column among those of the scenario
    least: Heights | None = None  # what maps side by side have in common


def measure(m: Map, lane: Lane, *, is_trial: bool = False) -> float:
    """The least height of a lane, in points; a trial keeps nothing for placing the lane."""
    if lane.kind == "coverage" or (lane.kind == "road" and m.group):
        from cjm_desktop.layout import composite_lanes  # few maps have several roads or tell of coverage

        if lane.kind == "coverage":
            return composite_lanes.measure_coverage(m, lane)
        return composite_lanes.measure_road(m, *_shown(m)) + _empty_room(m) + _joint_room(m)
    if lane.kind == "road":
        own = _road(m, road_lane.SWING)
        return own.bottom - own.top + 2 * road_lane.PAD + _empty_room(m) + _joint_room(m)
    if lane.kind == "experience":
        return 2 * curve.EDGE + curve.SCALE
    if lane.kind in ("channel", "owner"):
        return max((h for _d, h in _cells(m, lane)), default=20.0) + 2 * m.theme.lane_padding + 4
    if is_trial:
        inside = _cells_of(m, lane)
        heads = _cell_heads(m, lane, inside)
        return cards.natural_height(inside, m.columns, lane.kind, m.language, m.theme, m.journey, heads)
    return _cards(m, lane).height


def road_edges(m: Map) -> tuple[float, float]:
    """What the lane of the road takes above (negative) and below its middle."""
    if m.group:
        from cjm_desktop.layout import composite_lanes  # few maps have several roads

        return composite_lanes.road_edges(m, *_shown(m))
    own = _road(m, road_lane.SWING)
    return own.top, own.bottom


def place(
    m: Map,
    lane: Lane,
    top: float,
    height: float,
    scale: CurveScale | None,
) -> Mapping[str, Placed]:
    """Everything of a lane in its place."""
    if lane.kind == "road":
        top, height = top + _joint_room(m), height - _joint_room(m)
    if lane.kind == "coverage" or (lane.kind == "road" and m.group):
        from cjm_desktop.layout import composite_lanes

        if lane.kind == "coverage":
            return composite_lanes.place_coverage(m, lane, top, height)
        return composite_lanes.place_road(m, *_shown(m), top, height - _empty_room(m), RUN_OUT)
    if lane.kind == "road":
        return _placed_road(m, top, height)
    if lane.kind == "experience":
        return curve_lane.place(m, top, height, scale) if scale and scale.lane == lane.id else {}
    if lane.kind in ("channel", "owner"):
        return _placed_cells(m, lane, top, height)
    own = _cards(m, lane)
    key = f"placed/{lane.id}"
    make = partial(cards.place, own, lane.kind, top, height, m.language, m.theme)
    return m.reuse.whole(key, (id(own), top, height, lane.kind), make)


def _joint_room(m: Map) -> float:
    """The ground above the road for the names of the parts of a joined scenario."""
    if len(m.journey.parts(m.view.scenario)) < 2:
        return 0.0
    from cjm_desktop.layout import joints  # few scenarios are joined of others

    return joints.room(m)


def label(m: Map, lane: Lane, top: float, height: float) -> Placed | None:
    """What stands at the left of a lane in place of its name; None where its name does."""
    if lane.kind == "coverage" or (lane.kind == "road" and m.group):
        from cjm_desktop.layout import composite_lanes

        return composite_lanes.label(m, lane, top, height)
    return None


def _shown(m: Map) -> tuple[list[Look], object]:
    """How the touchpoints look, and what of them the road lane shows."""
    here = m.touchpoints
    drawn = m.reuse.each("drawn", here, None, lambda new: [_DRAWN(here[i]) for i in new])
    signs = (m.journey.channels, m.journey.evidence, m.colours)
    return m.reuse.each("looks", here, signs, lambda new: looks_of(m, [here[i] for i in new])), drawn


def _road(m: Map, swing: float) -> road_lane.RoadLane:
    scenario = m.journey.of(Scenario, m.view.scenario)
    shape = scenario.road if scenario else "winding"
    persona = lead_persona(m.journey, m.view.scenario)
    scores = emotions(m.touchpoints, persona) if persona and shape == "hills" else [None] * len(m.touchpoints)
    looks, drawn = _shown(m)
    loop = None
    if shape == "loop":
        from cjm_desktop.layout import cycles  # most roads have two ends

        loop = cycles.loop_of(m.journey, road_of(m.journey, m.view.scenario), m.touchpoints, m.connections)
    signs = _signs(m)
    make = partial(
        road_lane.measure,
        m.touchpoints,
        looks,
        m.xs,
        m.connections,
        m.numbers,
        scores,
        shape,
        swing,
        m.column_width,
        (m.side, m.width),
        loop,
        signs,
        m.theme,
    )
    inputs = (drawn, looks, id(m.columns), m.connections, m.numbers, scores, shape, swing, loop, signs)
    return m.reuse.whole(f"road/{swing}", inputs, make)


def _signs(m: Map) -> tuple[tuple[RecordId, str, int], ...]:
    """The signposts beside this part of the road."""
    cards = m.journey.cards
    posts = m.reuse.of("signposts", cards, lambda: tuple(card for card in cards if card.signpost))
    if not posts:
        return ()
    from cjm_desktop.layout import signposts  # few journeys have any

    places = {t.id: i for i, t in enumerate(m.touchpoints)}
    return signposts.signs_of(posts, m.journey.parts(m.view.scenario), places)


def looks_of(m: Map, touchpoints: Sequence[Touchpoint]) -> list[Look]:
    """How touchpoints look on the road or in a band."""
    icons = {c.id: cells.icon_of(c) for c in m.journey.channels}
    founded = {e.id for e in m.journey.evidence if e.kind in FOUNDED}
    known: dict[tuple[object, ...], Look] = {}
    out = []
    for t in touchpoints:
        icon = icons.get(t.channel or "") or cells.icon_of_kind(t)
        inputs = (
            m.colours[t.phase],
            icon,
            t.directness == "indirect",
            curve_lane.is_assumed(t, founded),
            t.moment_of_truth is not None,
            t.outcome,
            t.kind == "internal",
        )
        look = known.get(inputs)
        if look is None:
            look = known[inputs] = Look(*inputs)
        out.append(look)
    return out


def _placed_road(m: Map, top: float, height: float) -> Mapping[str, Placed]:
    own = _road(m, road_lane.SWING)
    height -= _empty_room(m)
    # Maps side by side have one middle of the road, so that it runs on from sheet to sheet.
    common = m.least.road if m.least else None
    upper, lower = common or (own.top, own.bottom)
    spare = height - (lower - upper + 2 * road_lane.PAD)
    if spare > 1.0:
        # On a sheet with room to spare the road swings wider before the ground around it grows.
        narrow = m.least.column if m.least else m.column_width
        swing = min(road_lane.WIDEST_SWING, STEEPEST * narrow, road_lane.SWING + spare * 0.36)
        own = _road(m, round(swing, 2))
        if common:
            upper, lower = upper - swing + road_lane.SWING, lower + swing - road_lane.SWING
        else:
            upper, lower = own.top, own.bottom
        spare = height - (lower - upper + 2 * road_lane.PAD)
    middle = top + road_lane.PAD + spare / 2 - upper
    middle = max(top + road_lane.PAD - own.top, min(middle, top + height - road_lane.PAD - own.bottom))
    left, right = m.side - RUN_OUT, m.width + RUN_OUT * 0.2
    ids = [t.id for t in m.touchpoints]
    make = partial(road_lane.place, own, ids, middle, left, right, m.theme)
    return m.reuse.whole("road/placed", (id(own), ids, middle, left, right), make)


def _cards(m: Map, lane: Lane) -> cards.CardLane:
    inside = _cells_of(m, lane)
    heads = _cell_heads(m, lane, inside)
    make = partial(cards.measure, inside, m.columns, lane.kind, m.language, m.theme, m.journey, heads)
    named = (m.journey.owners, m.journey.evidence, m.journey.assets)  # what cards refer to
    return m.reuse.of(f"cards/{lane.id}", (inside, id(m.columns), lane.kind, id(heads), named), make)


def _cell_heads(
    m: Map, lane: Lane, inside: tuple[tuple[Card, ...], ...]
) -> tuple[cards.CellHead | None, ...]:
    """What touchpoints show above the cards of a lane of pictures or evidence; other lanes have nothing."""
    if lane.kind not in ("images", "evidence"):
        return ()
    from cjm_desktop.layout import (
        cell_heads,
    )  # few journeys have such a lane, and the others start the faster

    shown = [(t.id, t.image, t.evidence) for t in m.touchpoints]
    make = partial(cell_heads.heads_of, lane, inside, m.columns, m.journey, m.language, m.theme)
    inputs = (shown, id(inside), id(m.columns), lane.kind, m.journey.evidence, m.journey.assets)
    return m.reuse.of(f"cell-heads/{lane.id}", inputs, make)


def _cells_of(m: Map, lane: Lane) -> tuple[tuple[Card, ...], ...]:
    """The cards of a lane by column; a card of a phase stands at the phase's first column."""
    own = m.journey.cells_of(lane.id, m.view.scenario)
    if len(m.journey.parts(m.view.scenario)) > 1:
        from cjm_desktop.layout import joints

        inside = (own, id(m.columns), m.journey.scenarios)
        return m.reuse.of(f"cells/{lane.id}", inside, partial(joints.cells, m, lane.id))
    also: Mapping[int, tuple[RecordId, ...]] = {}
    if m.bands:
        from cjm_desktop.layout import band_map  # few journeys have a phase that spans others

        also = band_map.under(m)
    inputs = (own, id(m.columns), also)

    def make() -> tuple[tuple[Card, ...], ...]:
        out, seen = [], set()
        for i, column in enumerate(m.columns):
            here = own.get(column.touchpoint or "", ())
            if column.phase not in seen:
                seen.add(column.phase)
                here = own.get(column.phase, ()) + here
            for id in also.get(i, ()):
                here += own.get(id, ())
            out.append(here)
        return tuple(out)

    return m.reuse.of(f"cells/{lane.id}", inputs, make)


def _cells(m: Map, lane: Lane) -> list[tuple[Drawing, float]]:
    """The drawings of a channel or owner lane, one for each touchpoint, with their heights."""
    width = m.column_width - m.theme.card_gap
    if lane.kind == "channel":
        used = [t.channel for t in m.touchpoints]
        return m.reuse.of(
            f"cells/{lane.id}", (used, m.journey.channels, width), partial(_channels, m, used, width)
        )
    held = [t.owner for t in m.touchpoints]
    return m.reuse.of(f"cells/{lane.id}", (held, m.journey.owners, width), partial(_owners, m, held, width))


def _channels(m: Map, used: Sequence[RecordId | None], width: float) -> list[tuple[Drawing, float]]:
    nothing: tuple[Drawing, float] = ((), 0.0)
    known = {c.id: cells.channel_cell(c.name, cells.icon_of(c), width, m.theme) for c in m.journey.channels}
    return [known.get(id or "", nothing) for id in used]


def _owners(m: Map, held: Sequence[RecordId | None], width: float) -> list[tuple[Drawing, float]]:
    known = {o.id: (cells.initials_of(o), m.theme.chosen(o.colour)) for o in m.journey.owners}
    return [cells.owner_cell(*known.get(id or "", (None, None)), width, m.theme) for id in held]


def _placed_cells(m: Map, lane: Lane, top: float, height: float) -> Mapping[str, Placed]:
    drawings = _cells(m, lane)
    inputs = (id(drawings), [t.id for t in m.touchpoints], id(m.columns), top, height)

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


def _empty_words(m: Map, width: float) -> Block:
    return headers.empty_words(_("(empty)"), width - 8, m.theme)


def _empty_room(m: Map) -> float:
    """The ground at the foot of the road's lane for what empty phases say."""
    columns = [c for c in m.columns if c.touchpoint is None] if len(m.columns) > len(m.touchpoints) else []
    own = _empty_words(m, columns[0].width).height + 2 if columns else 0.0
    if m.view.compare is not None:
        from cjm_desktop.layout import differences  # few maps show two scenarios

        own += differences.room(m)
    return own


def empty_phases(m: Map, rows: Sequence[Row], placed: dict[str, Placed]) -> None:
    road = next((row for row in rows if row.kind == "road"), None)
    if road is None:
        return
    if len(m.journey.parts(m.view.scenario)) > 1:
        from cjm_desktop.layout import joints

        placed.update(joints.place(m, road, placed))
    if m.view.compare is not None:
        from cjm_desktop.layout import differences

        placed.update(differences.ghosts(m, road.bottom - _empty_room(m) - 4))
        placed.update(differences.marks(m, placed))
    for column in m.columns:
        if column.touchpoint is None:
            key = f"empty:{column.phase}"
            place = (column.x, column.width, road.bottom)
            placed[key] = m.reuse.of(key, place, partial(_placed_empty, m, *place))


def _placed_empty(m: Map, x: float, width: float, bottom: float) -> Placed:
    words = _empty_words(m, width)
    drawing: Drawing = (Group(words.lines, 0, 0, role="empty"),)
    return Placed(x + 4, bottom - words.height - 8, 39.0, drawing, Path(()), bounds_of(drawing))
