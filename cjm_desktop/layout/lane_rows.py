"""The lanes of a map: how high each must be, and what stands in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from cjm_desktop.analysis import emotion_scale
from cjm_desktop.analysis.experience import Landmarks, emotions, landmarks, shortfall
from cjm_desktop.analysis.findings import FOUNDED, lead_persona
from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _, number
from cjm_desktop.layout import cards, cells, curve, headers, road_lane
from cjm_desktop.layout.columns import road_of
from cjm_desktop.layout.drawing import Drawing, Group, Placed, bounds_of
from cjm_desktop.layout.geometry import Path, Rect, rectangle
from cjm_desktop.layout.placement import Column, CurveScale, PhaseSpan, Row, View
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
#: The functional line and those of other personas.
DOTS, DASHES = (0.1, 4.2), (6.0, 4.5)
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
        return _placed_curve(m, top, height, scale) if scale and scale.lane == lane.id else {}
    if lane.kind in ("channel", "owner"):
        return _placed_cells(m, lane, top, height)
    own = _cards(m, lane)
    key = f"placed/{lane.id}"
    make = partial(cards.place, own, lane.kind, top, height, m.language, m.theme)
    return m.reuse.of(key, (id(own), top, height, lane.kind), make)


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
    drawn = [_DRAWN(t) for t in m.touchpoints]
    signs = (drawn, m.journey.channels, m.journey.evidence, m.colours)
    return m.reuse.of("looks", signs, partial(looks_of, m, m.touchpoints)), drawn


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
    return m.reuse.of(f"road/{swing}", inputs, make)


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
            is_assumed(t, founded),
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
    spare = height - (own.bottom - own.top + 2 * road_lane.PAD)
    if spare > 1.0:
        # On a sheet with room to spare the road swings wider before the ground around it grows.
        swing = min(road_lane.WIDEST_SWING, STEEPEST * m.column_width, road_lane.SWING + spare * 0.36)
        own = _road(m, round(swing, 2))
        spare = height - (own.bottom - own.top + 2 * road_lane.PAD)
    middle = top + road_lane.PAD + spare / 2 - own.top
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
    known = {o.id: (cells.initials_of(o), o.colour) for o in m.journey.owners}
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


def _placed_curve(m: Map, top: float, height: float, scale: CurveScale) -> Mapping[str, Placed]:
    theme, reuse, xs = m.theme, m.reuse, m.xs
    left, right = m.side, m.width
    axis = (scale, left, right, m.journey.info.emotion_scale)
    out: dict[str, Placed] = {
        "axis": reuse.of("axis", axis, partial(curve.axis, *axis, theme)),
    }
    shown, lead = _people(m), lead_of(m)
    if lead is None:
        return out
    felt = [t.experience_of(lead) for t in m.touchpoints]
    scores = [e.emotional if e else None for e in felt]
    functional = [e.functional if e else None for e in felt]
    expected = [e.expected if e else None for e in felt]
    place = (id(m.columns), scale)
    out |= reuse.whole(
        f"functional/{lead}",
        (functional, place),
        lambda r: curve.fine_line(f"functional:{lead}", xs, functional, scale, theme.accent, DOTS, True, r),
    )
    if any(e is not None for e in expected):
        out |= reuse.whole(
            f"expected/{lead}", (expected, place), lambda r: curve.expectations(xs, expected, scale, theme, r)
        )
    names: list[curve.CurveName] = []
    beside: list[tuple[list[float], list[float | None]]] = []
    for i, persona in enumerate(shown[1:], 1):
        record = m.journey.of(Persona, persona)
        colour = _curve_colour(m, record) or theme.phase_colour(i)
        other = emotions(m.touchpoints, persona)
        names += _curve_name(record, xs, other, colour, scale)
        own = _met(m, persona)
        others = [other[k] for k in own]
        beside.append(([xs[k] for k in own], others))
        out |= reuse.whole(
            f"other/{persona}",
            (others, own, place, colour),
            partial(
                curve.fine_line, f"other:{persona}", [xs[k] for k in own], others, scale, colour, DASHES, True
            ),
        )
    evidence = [t.evidence for t in m.touchpoints]
    assumed = reuse.of("assumed", (evidence, m.journey.evidence), partial(_assumed, m))
    met, ink = _met(m, lead), None
    if m.group:
        ink = _curve_colour(m, m.journey.of(Persona, lead))
    line, pieces = reuse.whole(
        f"curve/{lead}",
        (scores, met, assumed, place, ink),
        lambda r: curve.main_curve(
            lead,
            [xs[k] for k in met],
            [scores[k] for k in met],
            [assumed[k] for k in met],
            scale,
            theme,
            r,
            ink,
        ),
    )
    out |= line
    out |= reuse.whole(
        f"points/{lead}",
        (scores, [t.id for t in m.touchpoints], place),
        lambda r: _faces(m, lead, scores, scale, r),
    )
    marks, gap = _landmarks(m, lead), _shortfall(m, lead)
    lane = Rect(left, top, right - left, height)
    if m.view.compare is not None:
        from cjm_desktop.layout import differences

        line, two, other_line = differences.other_curve(m, lead, scale)
        out |= line
        names += two
    elif names:
        names += _curve_name(m.journey.of(Persona, lead), xs, scores, ink or theme.ink, scale)
    if not m.group:
        beside = []  # several people's curves cross so often that names must keep clear of all of them
    if m.view.compare is not None:
        beside.append(other_line)

    def make(r: Reuse) -> dict[str, Placed]:
        lines = sorted([*pieces, *curve.pieces_of(beside, scale)]) if beside else pieces
        return curve.notes(names, gap, marks, xs, scores, lines, lane, scale, theme, r)

    notes = reuse.whole("notes", (names, gap, scores, met, marks, place, top, height, beside), make)
    out |= notes
    if any(e is not None and e.word for e in felt):
        from cjm_desktop.layout import feelings  # few journeys tell feelings in a word

        ids, words = [t.id for t in m.touchpoints], [e.word if e else None for e in felt]
        inputs = (ids, words, scores, expected, place, id(pieces), id(notes), top, height)
        said = partial(feelings.place, ids, words, xs, scores, expected, pieces, notes, lane, scale, theme)
        out |= reuse.whole(f"words/{lead}", inputs, said)
    return out


def _shortfall(m: Map, lead: RecordId) -> tuple[int, str] | None:
    """Where on this part of the map the curve is furthest below what was expected on all of it, and how far."""
    road = road_of(m.journey, m.view.scenario)
    worst = m.reuse.of("shortfall", (lead, road), partial(shortfall, road, lead))
    if worst is None or not m.touchpoints:
        return None
    index = worst[0] + 1 - m.numbers[m.touchpoints[0].id]
    if not 0 <= index < len(m.touchpoints):
        return None
    points = number(emotion_scale.distance(worst[1], m.journey.info.emotion_scale), 1)
    return index, _("{points} below what was expected").format(points=points)


def _met(m: Map, persona: RecordId) -> Sequence[int]:
    """The touchpoints that a curve runs through: where everybody has a road, those that the person has a part in."""
    if not any(p.id == persona for p in m.group):
        return range(len(m.touchpoints))
    return [
        i
        for i, t in enumerate(m.touchpoints)
        if not t.personas or persona in t.personas or t.experience_of(persona) is not None
    ]


def _curve_colour(m: Map, persona: Persona | None) -> str | None:
    """The colour of a person's curve: their own, else that of their road; None where they have neither."""
    place = next((i for i, p in enumerate(m.group) if p is persona), None)
    own = persona.colour if persona else None
    return own or (None if place is None else m.theme.phase_colour(place))


def _people(m: Map) -> tuple[RecordId, ...]:
    return m.view.personas or m.journey.personas_of(m.view.scenario)


def lead_of(m: Map) -> RecordId | None:
    """The persona whose curve has faces: the first that is shown."""
    shown = _people(m)
    return shown[0] if shown else lead_persona(m.journey, m.view.scenario)


def _curve_name(
    persona: Persona | None,
    xs: Sequence[float],
    scores: Sequence[float | None],
    colour: str,
    scale: CurveScale,
) -> list[curve.CurveName]:
    """Whose curve it is, at its last point: the name up to the first comma or dot between words."""
    known = [(x, score) for x, score in zip(xs, scores, strict=True) if score is not None]
    if persona is None or not known:
        return []
    x, score = known[-1]
    name = persona.name.split(" · ")[0].split(",")[0]
    return [(f"name:{persona.id}", name, colour, (x, scale.y(score)))]


def _faces(
    m: Map, lead: RecordId, scores: Sequence[float | None], scale: CurveScale, reuse: Reuse
) -> dict[str, Placed]:
    out = {}
    for touchpoint, x, score in zip(m.touchpoints, m.xs, scores, strict=True):
        if score is not None:
            key, y = f"point:{lead}:{touchpoint.id}", scale.y(score)
            out[key] = reuse.of(key, (x, y, score), partial(curve.face, x, y, score, m.theme))
    return out


def _landmarks(m: Map, lead: RecordId) -> Landmarks:
    """The landmarks of the whole scenario that stand in this part of the map."""
    road = road_of(m.journey, m.view.scenario)
    marks = m.reuse.of("landmarks", (lead, road), partial(landmarks, road, lead))
    if len(road) == len(m.touchpoints) or not m.touchpoints:
        return marks
    first, count = m.numbers[m.touchpoints[0].id] - 1, len(m.touchpoints)

    def here(index: int | None) -> int | None:
        return index - first if index is not None and first <= index < first + count else None

    fall = (here(marks.fall[0]), here(marks.fall[1])) if marks.fall else (None, None)
    return Landmarks(
        here(marks.peak),
        here(marks.low),
        here(marks.end),
        (fall[0], fall[1]) if fall[0] is not None and fall[1] is not None else None,
    )


def _assumed(m: Map) -> list[bool]:
    founded = {e.id for e in m.journey.evidence if e.kind in FOUNDED}
    return [is_assumed(t, founded) for t in m.touchpoints]


def is_assumed(touchpoint: Touchpoint, founded: Collection[RecordId]) -> bool:
    """Whether a touchpoint has evidence, but none that is founded on customers or their data."""
    return bool(touchpoint.evidence) and not any(e in founded for e in touchpoint.evidence)


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
