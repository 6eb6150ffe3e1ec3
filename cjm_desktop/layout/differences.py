"""Another scenario on the map of this one: its curve, signs at what differs, and what only it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from cjm_desktop.analysis.experience import emotions
from cjm_desktop.analysis.scenario_difference import difference, is_older
from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import _, ngettext
from cjm_desktop.layout import curve
from cjm_desktop.layout.columns import road_of
from cjm_desktop.layout.drawing import Colour, Drawing, Group, Placed, Primitive, Shape, Stroke, bounds_of
from cjm_desktop.layout.geometry import Path, Rect, circle, line, polyline, rounded
from cjm_desktop.layout.placement import Column, CurveScale, View
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.text import Style, block
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import RecordId, Scenario, Touchpoint

if TYPE_CHECKING:
    from cjm_desktop.layout.lane_rows import Map

Sign: TypeAlias = Literal["added", "removed", "moved", "changed"]
#: The dashes of the other scenario's curve.
DASHES: Final = (6.0, 4.0)
#: The size of a sign, and how far from a disc's middle it stands.
_RADIUS, _ACROSS, _DOWN = 7.5, 0.7, 0.74
#: So many of those that stand together at one place are named.
_MOST: Final = 3
#: A name longer than this is shortened on the map; the list of differences has it whole.
_LONGEST: Final = 120
_TAG_GAP, _TAG_PAD, _TAG_SIGN = 3.0, 4.0, 5.0


@frozen()
class Compared:
    """What the map shows of a comparison.

    `signs` are those of touchpoints of the shown scenario, `others` the touchpoints that are the same in the other
    one. `ghosts` are the names of those that only the other has, by the shown touchpoint on the road behind which they
    would stand (None: before the first), and `ghost` what became of them.
    """

    name: str
    signs: Mapping[RecordId, tuple[Sign, ...]]
    others: Mapping[RecordId, Touchpoint]
    ghosts: Mapping[RecordId | None, tuple[str, ...]]
    ghost: Sign


def compared(journey: Journey, view: View) -> Compared | None:
    """The comparison that a view asks for; None when the other scenario is gone, or is the one that is shown."""
    other = journey.of(Scenario, view.compare)
    if other is None or other.id == view.scenario or journey.of(Scenario, view.scenario) is None:
        return None
    is_newer = is_older(journey, other.id, view.scenario)
    ends = (other.id, view.scenario) if is_newer else (view.scenario, other.id)
    found = difference(journey, *ends)
    side = 1 if is_newer else 0
    signs: dict[RecordId, list[Sign]] = {}
    for touchpoint in found.added if is_newer else found.removed:
        signs.setdefault(touchpoint.id, []).append("added" if is_newer else "removed")
    for pair in (*found.rephased, *found.reordered):
        signs.setdefault((pair.old, pair.new)[side].id, []).append("moved")
    touched = {(pair.old, pair.new)[side].id for pair in found.changed}
    pairs = {(a, b)[1 - side].id: (a, b)[side].id for a, b in found.pairs}
    for pair in found.cards:
        mine, theirs = (pair.old, pair.new)[side], (pair.old, pair.new)[1 - side]
        touched.add(mine.anchor if mine is not None else pairs.get(theirs.anchor, ""))
    for id in touched:
        signs.setdefault(id, []).append("changed")
    lonely = {t.id for t in (found.removed if is_newer else found.added)}
    return Compared(
        name=other.name,
        signs={id: tuple(own) for id, own in signs.items()},
        others={(a, b)[side].id: (a, b)[1 - side] for a, b in found.pairs},
        ghosts=_ghosts(journey, view, journey.road(other.id), lonely, pairs),
        ghost="removed" if is_newer else "added",
    )


def _ghosts(
    journey: Journey,
    view: View,
    road: Sequence[Touchpoint],
    lonely: set[RecordId],
    pairs: Mapping[RecordId, RecordId],
) -> dict[RecordId | None, tuple[str, ...]]:
    shown = {t.id for t in road_of(journey, view.scenario)}
    out: dict[RecordId | None, tuple[str, ...]] = {}
    behind: RecordId | None = None
    for touchpoint in road:
        if touchpoint.id in lonely:
            out[behind] = (*out.get(behind, ()), " ".join(touchpoint.title.split()))
        elif pairs.get(touchpoint.id) in shown:
            behind = pairs[touchpoint.id]
    return out


def of_map(m: Map) -> Compared | None:
    """The comparison of a map, taken over while neither scenario changes."""
    j = m.journey
    inputs = (m.view.compare, j.touchpoints, j.cards, j.connections, j.scenarios, j.phases)
    return m.reuse.of("compared", inputs, partial(compared, j, m.view))


# -- the signs at the touchpoints ------------------------------------------------------------------------


def marks(m: Map, placed: Mapping[str, Placed]) -> dict[str, Placed]:
    """A sign at the lower edge of every disc whose touchpoint differs, two where it moved and changed."""
    found = of_map(m)
    out: dict[str, Placed] = {}
    for id, signs in found.signs.items() if found else ():
        there = placed.get(id)
        if there is not None:
            key = f"mark:{id}"
            inputs = (signs, there.x, there.y, _disc_of(there.drawing))
            out[key] = m.reuse.of(key, inputs, partial(_mark, *inputs, m.theme))
    return out


def _disc_of(drawing: Drawing) -> Rect:
    """The box of a touchpoint's disc, which is upright where people share it and small in a band."""
    for child in drawing:
        if isinstance(child, Group) and child.role == "disc":
            return bounds_of((replace(child, children=child.children[:1]),))
    return bounds_of(drawing)


def _mark(signs: Sequence[Sign], x: float, y: float, disc: Rect, theme: Theme) -> Placed:
    size = disc.width / 2 / (theme.disc_radius + 2)
    across, down = theme.disc_radius * _ACROSS * size, theme.disc_radius * (1 - _DOWN) * size + 2
    middle, bottom = disc.centre[0], disc.bottom
    drawing: Drawing = tuple(
        Group((sign_drawing(sign, round(_RADIUS * size, 2), theme),), middle + side * across, bottom - down)
        for sign, side in zip(signs, (-1, 1), strict=False)
    )
    return Placed(x, y, 41.0, drawing, Path(()), bounds_of(drawing))


def sign_colour(sign: Sign, theme: Theme) -> Colour:
    """The colour of a sign; its form tells the same."""
    return {
        "added": theme.positive,
        "removed": theme.negative,
        "moved": theme.accent,
        "changed": theme.neutral,
    }[sign]


@lru_cache(maxsize=64)
def sign_drawing(sign: Sign, radius: float, theme: Theme) -> Group:
    """A disc with +, −, ↔ or ~ about (0, 0)."""
    k = radius * 0.56
    pen = Stroke(theme.card, radius * 0.24, round=True)
    if sign == "changed":
        path = Path((("M", -k, radius * 0.1), ("C", -k * 0.4, -k * 1.1, k * 0.4, k * 1.1, k, -radius * 0.1)))
    else:
        path = line(-k, 0, k, 0)
    if sign == "added":
        path = path.joined(line(0, -k, 0, k))
    elif sign == "moved":
        t = radius * 0.3
        path = path.joined(polyline(((-k + t, -t), (-k, 0), (-k + t, t))))
        path = path.joined(polyline(((k - t, -t), (k, 0), (k - t, t))))
    disc = Shape(circle(0, 0, radius), fill=sign_colour(sign, theme), stroke=Stroke(theme.paper, 1.2))
    return Group((disc, Shape(path, stroke=pen)), key=f"sign/{theme.name}/{sign}/{radius}", role="sign")


# -- what only the other scenario has --------------------------------------------------------------------


def room(m: Map) -> float:
    """The ground at the foot of the road's lane for what only the other scenario has."""
    return max((high for _i, _d, high in _tags(m)), default=-8.0) + 8.0


def ghosts(m: Map, top: float) -> dict[str, Placed]:
    """The names of what only the other scenario has, under the touchpoint behind which it would stand."""
    out = {}
    for i, drawing, high in _tags(m):
        key, column = f"ghost:{m.offset + i}", m.columns[i]
        outline = rounded(Rect(0, 0, column.width - 8, high), 4)
        make = partial(Placed, column.x + 4, top, 37.0, drawing, outline, bounds_of(drawing))
        out[key] = m.reuse.of(key, (id(drawing), column.x, top), make)
    return out


def _tags(m: Map) -> list[tuple[int, Drawing, float]]:
    """Column, drawing and height of the names at each place."""
    found = of_map(m)
    if found is None or not found.ghosts:
        return []
    return m.reuse.of(
        "ghosts",
        (id(found), id(m.columns), m.language),
        partial(_tags_of, found, m.columns, m.offset, m.theme),
    )


def _tags_of(
    found: Compared, columns: Sequence[Column], offset: int, theme: Theme
) -> list[tuple[int, Drawing, float]]:
    out = []
    for i, column in enumerate(columns):
        names = found.ghosts.get(None, ()) if i == 0 and offset == 0 else ()
        if column.touchpoint is not None:
            names += found.ghosts.get(column.touchpoint, ())
        if names:
            out.append((i, *_tag(names, found.ghost, column.width - 8, theme)))
    return out


def _tag(names: Sequence[str], sign: Sign, width: float, theme: Theme) -> tuple[Drawing, float]:
    """Plates under each other, as wide as the column lets them be."""
    words = [_shortened(name) or _("Untitled") for name in names[:_MOST]]
    rest = len(names) - _MOST
    if rest > 0:
        words.append(ngettext("and {n} more", "and {n} more", rest).format(n=rest))
    parts: list[Primitive] = []
    left, y = _TAG_PAD + 2 * _TAG_SIGN + 4.0, 0.0
    style = Style("regular", theme.small, theme.second_ink)
    for text in words:
        lines = block(text, style, width - left - _TAG_PAD)
        high = max(lines.height, 2 * _TAG_SIGN) + 2 * _TAG_PAD
        edge = Stroke(sign_colour(sign, theme), 1.0, dash=(3.0, 2.4))
        parts.append(Shape(rounded(Rect(0.5, y + 0.5, width - 1, high - 1), 4), fill=theme.card, stroke=edge))
        parts.append(Group((sign_drawing(sign, _TAG_SIGN, theme),), _TAG_PAD + _TAG_SIGN, y + high / 2))
        parts.append(Group(lines.lines, left, y + (high - lines.height) / 2, role="text"))
        y += high + _TAG_GAP
    return tuple(parts), y - _TAG_GAP


def _shortened(name: str) -> str:
    if len(name) <= _LONGEST:
        return name
    cut = name[:_LONGEST]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


# -- the other curve -------------------------------------------------------------------------------------


def other_curve(
    m: Map, lead: RecordId, scale: CurveScale
) -> tuple[dict[str, Placed], list[curve.CurveName], tuple[list[float], list[float | None]]]:
    """The other scenario's emotion where both have the touchpoint, dashed; whose the two curves are; its points."""
    found = of_map(m)
    shown = m.journey.of(Scenario, m.view.scenario)
    if found is None or shown is None:
        return {}, [], ([], [])
    stops = [
        (x, t, found.others[t.id]) for x, t in zip(m.xs, m.touchpoints, strict=True) if t.id in found.others
    ]
    xs = [x for x, _t, _o in stops]
    scores = emotions([other for _x, _t, other in stops], lead)
    theme = m.theme

    def make(reuse: Reuse) -> dict[str, Placed]:
        return curve.fine_line("compare", xs, scores, scale, theme.second_ink, DASHES, True, reuse)

    out = m.reuse.whole("compare", (xs, scores, scale), make)
    own = [(x, t.experience_of(lead)) for x, t in zip(m.xs, m.touchpoints, strict=True)]
    mine = [(x, felt.emotional) for x, felt in own if felt and felt.emotional is not None]
    theirs = [(x, score) for x, score in zip(xs, scores, strict=True) if score is not None]
    names: list[curve.CurveName] = []
    for key, name, colour, points in (
        ("name:other", found.name, theme.second_ink, theirs),
        ("name:shown", shown.name, theme.ink, mine),
    ):
        if points and theirs:
            x, score = points[-1]
            names.append((key, " ".join(name.split()), colour, (x, scale.y(score))))
    return out, names, (xs, scores)


# -- the legend ------------------------------------------------------------------------------------------


def legend_signs(journey: Journey, view: View, theme: Theme) -> list[tuple[Drawing, str]]:
    """The signs that the comparison uses, each with what it means."""
    found = compared(journey, view)
    if found is None:
        return []
    used = {sign for signs in found.signs.values() for sign in signs}
    if found.ghosts:
        used.add(found.ghost)
    said = {
        "added": _("new"),
        "removed": _("dropped"),
        "moved": _("moved"),
        "changed": _("changed"),
    }
    order: tuple[Sign, ...] = ("added", "removed", "moved", "changed")
    out: list[tuple[Drawing, str]] = [
        ((Group((sign_drawing(sign, 6.0, theme),), 13, 0),), said[sign]) for sign in order if sign in used
    ]
    is_felt = any(e.emotional is not None for t in found.others.values() for e in t.experience)
    if is_felt:
        dashed = Shape(line(2, 0, 24, 0), stroke=Stroke(theme.second_ink, 1.7, dash=DASHES, round=True))
        out.append(((dashed,), _shortened(" ".join(found.name.split()))))
    return out
