"""The experience lane of a map: whose curves it shows, and what is said along them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from cjm_desktop.analysis import emotion_scale
from cjm_desktop.analysis.experience import Landmarks, emotions, landmarks, shortfall
from cjm_desktop.analysis.findings import FOUNDED, lead_persona
from cjm_desktop.i18n import _, number
from cjm_desktop.layout import curve
from cjm_desktop.layout.columns import road_of
from cjm_desktop.layout.drawing import Placed
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.placement import CurveScale
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.model import progress
from cjm_desktop.model.records import Persona, RecordId, Touchpoint

if TYPE_CHECKING:
    from cjm_desktop.layout.lane_rows import Map

#: The functional line and those of other personas.
DOTS, DASHES = (0.1, 4.2), (6.0, 4.5)


def place(m: Map, top: float, height: float, scale: CurveScale) -> Mapping[str, Placed]:
    """The curves of the lane with faces, names and words."""
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
    here = (id(m.columns), scale)
    out |= reuse.whole(
        f"functional/{lead}",
        (functional, here),
        lambda r: curve.fine_line(f"functional:{lead}", xs, functional, scale, theme.accent, DOTS, True, r),
    )
    progress.step()
    if any(e is not None for e in expected):
        out |= reuse.whole(
            f"expected/{lead}", (expected, here), lambda r: curve.expectations(xs, expected, scale, theme, r)
        )
    names: list[curve.CurveName] = []
    beside: list[tuple[list[float], list[float | None]]] = []
    for i, persona in enumerate(shown[1:], 1):
        record = m.journey.of(Persona, persona)
        colour = _curve_colour(m, record) or theme.phase_colour(i)
        other = emotions(m.touchpoints, persona)
        names += _curve_name(record, xs, other, theme.letters_in(colour), scale)
        own = _met(m, persona)
        others = [other[k] for k in own]
        beside.append(([xs[k] for k in own], others))
        out |= reuse.whole(
            f"other/{persona}",
            (others, own, here, colour),
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
        (scores, met, assumed, here, ink),
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
        (scores, [t.id for t in m.touchpoints], here),
        lambda r: _faces(m, lead, scores, scale, r),
    )
    progress.step()
    marks, gap = _landmarks(m, lead), _shortfall(m, lead)
    lane = Rect(left, top, right - left, height)
    if m.view.compare is not None:
        from cjm_desktop.layout import differences

        line, two, other_line = differences.other_curve(m, lead, scale)
        out |= line
        names += two
    elif names:
        names += _curve_name(
            m.journey.of(Persona, lead), xs, scores, theme.letters_in(ink or theme.ink), scale
        )
    if not m.group:
        beside = []  # several people's curves cross so often that names must keep clear of all of them
    if m.view.compare is not None:
        beside.append(other_line)

    def make(r: Reuse) -> dict[str, Placed]:
        lines = sorted([*pieces, *curve.pieces_of(beside, scale)]) if beside else pieces
        return curve.notes(names, gap, marks, xs, scores, expected, lines, lane, scale, theme, r)

    notes = reuse.whole("notes", (names, gap, scores, expected, met, marks, here, top, height, beside), make)
    out |= notes
    if any(e is not None and e.word for e in felt):
        from cjm_desktop.layout import feelings  # few journeys tell feelings in a word

        ids, words = [t.id for t in m.touchpoints], [e.word if e else None for e in felt]
        inputs = (ids, words, scores, expected, here, id(pieces), id(notes), top, height)
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
    here = next((i for i, p in enumerate(m.group) if p is persona), None)
    own = m.theme.chosen(persona.colour) if persona else None
    return own or (None if here is None else m.theme.phase_colour(here))


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
    points = [
        (touchpoint.id, x, scale.y(score), score)
        for touchpoint, x, score in zip(m.touchpoints, m.xs, scores, strict=True)
        if score is not None
    ]

    def stand(new: Sequence[int]) -> Iterator[Placed]:
        for i in new:
            progress.step()
            yield curve.face(*points[i][1:], m.theme)

    faces = reuse.each("faces", points, None, stand)
    return {f"point:{lead}:{point[0]}": face for point, face in zip(points, faces, strict=True)}


def _landmarks(m: Map, lead: RecordId) -> Landmarks:
    """The landmarks of the whole scenario that stand in this part of the map."""
    road = road_of(m.journey, m.view.scenario)
    marks = m.reuse.of("landmarks", (lead, road), partial(landmarks, road, lead))
    if len(road) == len(m.touchpoints):
        return marks
    if not m.touchpoints:
        return Landmarks(None, None, None, None)
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
