"""Phases that span others (customer care): bands under the road, with small touchpoints of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import Final, Literal, TypeAlias

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _
from cjm_desktop.layout import fonts
from cjm_desktop.layout.columns import Slot, bands_of
from cjm_desktop.layout.drawing import Colour, Drawing, Group, Placed, Primitive, Shape, Stroke, bounds_of
from cjm_desktop.layout.faces import face_shapes
from cjm_desktop.layout.geometry import Path, Rect, circle, line, rectangle, rounded
from cjm_desktop.layout.headers import ICON_ROOM, NOTCH, SCALE_ROOM, lane_words
from cjm_desktop.layout.icons import icon_shape
from cjm_desktop.layout.placement import BandPlace, Column
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.stops import Look, disc
from cjm_desktop.layout.text import Block, Style, block
from cjm_desktop.layout.theme import Theme, tint
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Phase, RecordId, Touchpoint

#: The discs of a band are so much smaller than those of the road.
SMALL: Final = 0.66
ICON: Final = "heart-handshake"
#: From a disc to its title, from a title to its face, from one touchpoint to the next, and inside the band's ends.
GAP, FACE_GAP, BETWEEN, PAD = 6.0, 7.0, 14.0, 12.0
#: Above and below the touchpoints inside the band, and above and below the band.
INSIDE, OUTSIDE = 6.0, 7.0
FACE: Final = 8.0
#: A title beside its disc is broken at this width, and no title has less than the least for a place beside it.
WIDEST, LEAST = 190.0, 64.0
Side: TypeAlias = Literal["right", "left", "below"]


@frozen()
class Band:
    """A phase that spans others: from the first to before the last column of the scenario, with its touchpoints."""

    phase: Phase
    first: int
    last: int
    stops: tuple[tuple[Touchpoint, int], ...]  # with the column that each stands under, in order


@frozen()
class Item:
    """A touchpoint in its band: the middle of its disc, its row, and its title beside or below the disc."""

    touchpoint: Touchpoint
    x: float
    row: int
    side: Side
    wrap: float
    left: float  # of all its ink
    right: float
    height: float


@frozen()
class BandRow:
    """A band on this part of the map, measured: `left` to `right`, its rows' heights, and what it is high."""

    phase: Phase
    left: float
    right: float
    items: tuple[Item, ...]
    rows: tuple[float, ...]
    words: Block
    height: float


def bands(journey: Journey, scenario: RecordId, slots: Sequence[Slot]) -> tuple[Band, ...]:
    """The bands of a scenario, in the order of their phases.

    A touchpoint stands under the one on the road that a connection joins it to, or at the band's end on that side;
    the others share the width.
    """
    places = {touchpoint: i for i, (touchpoint, _phase) in enumerate(slots) if touchpoint is not None}
    joined: dict[RecordId, int] = {}
    for connection in journey.connections:
        for here, there in (
            (connection.source, connection.target),
            (connection.target, connection.source),
        ):
            if here not in places and there in places:
                joined.setdefault(here, places[there])
    out = []
    inside: dict[RecordId, list[Touchpoint]] = {}
    for touchpoint in journey.road(scenario):
        inside.setdefault(touchpoint.phase, []).append(touchpoint)
    for phase in bands_of(journey):
        first, last = _columns(journey, phase, slots)
        own = inside.get(phase.id, [])
        stops = [
            (
                t,
                min(
                    max(joined.get(t.id, first + int((i + 0.5) * (last - first) / len(own))), first), last - 1
                ),
            )
            for i, t in enumerate(own)
        ]
        out.append(Band(phase, first, last, tuple(stops)))
    return tuple(out)


def _columns(journey: Journey, phase: Phase, slots: Sequence[Slot]) -> tuple[int, int]:
    """The columns of the phases that a band spans: those named, else all of its own later cycle, else all."""
    wanted = set(phase.spanned)
    if not wanted and phase.cycle > 1:
        wanted = {p.id for p in journey.phases if p.cycle == phase.cycle}
    found = [i for i, (_touchpoint, own) in enumerate(slots) if own in wanted]
    return (found[0], found[-1] + 1) if found else (0, len(slots))


def under(found: Sequence[Band], offset: int, count: int) -> Mapping[int, tuple[RecordId, ...]]:
    """By column of this part of the map: what has its cards in it besides the column's own touchpoint.

    That are the touchpoints of bands that stand under the column, and a band itself at its first one.
    """
    out: dict[int, tuple[RecordId, ...]] = {}
    for band in found:
        marks = [(band.phase.id, band.first), *((t.id, i) for t, i in band.stops)]
        for id, i in marks:
            if 0 <= i - offset < count:
                out[i - offset] = (*out.get(i - offset, ()), id)
    return out


def measure(
    found: Sequence[Band],
    columns: Sequence[Column],
    offset: int,
    side: float,
    faces: frozenset[RecordId],
    theme: Theme,
) -> tuple[BandRow, ...]:
    """The bands over these columns, the first of which is number `offset` of the scenario.

    `faces` are the touchpoints that have a face beside their title.
    """
    out = []
    for band in found:
        first, last = max(0, band.first - offset), min(len(columns), band.last - offset)
        if first >= last:
            continue
        left, right = columns[first].x, columns[last - 1].x + columns[last - 1].width
        if last == len(columns):
            right += NOTCH  # as far as the ground of the last phase
        stops = [
            (t, columns[i - offset].centre, t.id in faces)
            for t, i in band.stops
            if 0 <= i - offset < len(columns)
        ]
        items = _items(stops, left, right, theme)
        count = max((item.row for item in items), default=0) + 1
        least = 2 * theme.disc_radius * SMALL + 2
        rows = tuple(max([least, *(item.height for item in items if item.row == k)]) for k in range(count))
        words = lane_words(band.phase.name, side, theme)
        inside = sum(rows) + INSIDE * (count + 1)
        height = max(inside, words.height) + 2 * OUTSIDE
        out.append(BandRow(band.phase, left, right, items, rows, words, height))
    return tuple(out)


def _items(
    stops: Sequence[tuple[Touchpoint, float, bool]], left: float, right: float, theme: Theme
) -> tuple[Item, ...]:
    """Each touchpoint with its title where there is room, in the first row in which it meets no other."""
    out: list[Item] = []
    ends: list[float] = []
    radius = theme.disc_radius * SMALL
    for touchpoint, wanted, has_face in sorted(stops, key=lambda stop: stop[1]):
        x = min(max(wanted, left + PAD + radius), max(left + PAD + radius, right - PAD - radius))
        face = FACE_GAP + 2 * FACE if has_face else 0.0
        side, wrap = _side(touchpoint.title, x, left, right, face, theme)
        words = _words(touchpoint.title, wrap, theme)
        reach = radius + (GAP + words.width if words.lines else 0.0) + face
        low, high, height = x - radius, x + radius, 2 * radius
        if side == "below":
            half = (words.width + face) / 2
            middle = min(max(x, left + PAD + half), max(left + PAD + half, right - PAD - half))
            low, high = min(low, middle - half), max(high, middle + half)
            height += GAP / 2 + max(words.height, 2 * FACE if has_face else 0.0)
        elif side == "right":
            high, height = x + reach, max(height, words.height)
        else:
            low, height = x - reach, max(height, words.height)
        row = next((k for k, end in enumerate(ends) if end + BETWEEN <= low), len(ends))
        if row == len(ends):
            ends.append(high)
        ends[row] = high
        out.append(Item(touchpoint, x, row, side, wrap, low, high, height))
    return tuple(out)


def _side(title: str, x: float, left: float, right: float, face: float, theme: Theme) -> tuple[Side, float]:
    """Where a title stands and how wide it may be: at the right of its disc, else at the left, else below it."""
    whole = fonts.width(title, "semibold", theme.body) + 1
    word = max((fonts.width(w, "semibold", theme.body) for w in title.split()), default=0.0) + 1
    beside = theme.disc_radius * SMALL + GAP + face + PAD
    rooms: tuple[tuple[Side, float], ...] = (("right", right - x - beside), ("left", x - left - beside))
    for least in (min(whole, WIDEST), min(whole, max(word, LEAST))):
        for side, room in rooms:
            if room >= least:
                return side, min(WIDEST, room)
    return "below", max(20.0, min(WIDEST, right - left - 2 * PAD - face))


@lru_cache(maxsize=4096)
def _words(title: str, wrap: float, theme: Theme) -> Block:
    return block(title, Style("semibold", theme.body, theme.ink), wrap)


def place(
    rows: Sequence[BandRow],
    top: float,
    width: float,
    looks: Mapping[RecordId, Look],
    scores: Mapping[RecordId, float | None],
    colours: Mapping[RecordId, Colour],
    side: float,
    theme: Theme,
    reuse: Reuse,
) -> tuple[dict[str, Placed], tuple[BandPlace, ...]]:
    """The bands under each other from `top` on, and where they stand."""
    out: dict[str, Placed] = {}
    places = []
    for row in rows:
        phase = row.phase
        name = (row, top, width, side)
        out[phase.id] = reuse.of(phase.id, name, partial(_label, *name, theme))
        body = (row, top, colours[phase.id])
        out[f"band:{phase.id}"] = reuse.of(f"band:{phase.id}", body, partial(_body, *body, theme))
        inner = sum(row.rows) + INSIDE * (len(row.rows) + 1)
        first = top + (row.height - inner) / 2
        for item in row.items:
            id = item.touchpoint.id
            y = first + sum(row.rows[: item.row]) + INSIDE * (item.row + 1) + row.rows[item.row] / 2
            inputs = (item, y, looks[id], scores.get(id), row.left, row.right)
            out[id] = reuse.of(id, inputs, partial(_placed, *inputs, theme))
        marks = tuple((item.x, item.touchpoint.id) for item in row.items)
        places.append(BandPlace(phase.id, row.left, row.right - row.left, top, row.height, marks))
        top += row.height
    return out, tuple(places)


def _label(row: BandRow, top: float, width: float, side: float, theme: Theme) -> Placed:
    """Icon and name at the left, and the hairline under the band, as a lane has them."""
    middle = row.height / 2
    outline = rectangle(Rect(0, 0, side - SCALE_ROOM, row.height))
    drawing: Drawing = (
        Shape(line(0, row.height, width, row.height), stroke=Stroke(theme.hairline, theme.hairline_width)),
        icon_shape(ICON, 4, middle - 9, 18, theme.second_ink),
        Group(row.words.lines, ICON_ROOM, middle - row.words.height / 2, role="lane"),
    )
    return Placed(0.0, top, 4.0, drawing, outline, bounds_of(drawing))


def _body(row: BandRow, top: float, colour: Colour, theme: Theme) -> Placed:
    """The rounded band; without touchpoints it says so."""
    width, height = row.right - row.left, row.height - 2 * OUTSIDE
    shape = rounded(Rect(0.5, 0.5, width - 1, height - 1), min(21.0, height / 2))
    parts: list[Primitive] = [
        Shape(
            shape,
            fill=tint(colour, 0.16, theme.paper),
            stroke=Stroke(tint(colour, 0.5, theme.paper), theme.hairline_width),
        )
    ]
    if not row.items:
        room = max(20.0, width - 2 * PAD)
        words = block(
            _("(empty)"), Style("regular", theme.small, theme.second_ink), room, align="centre", x=PAD
        )
        parts.append(Group(words.lines, 0, (height - words.height) / 2, role="empty"))
    drawing = tuple(parts)
    return Placed(row.left, top + OUTSIDE, 5.5, drawing, shape, bounds_of(drawing))


def _placed(
    item: Item, y: float, look: Look, score: float | None, left: float, right: float, theme: Theme
) -> Placed:
    """A touchpoint of a band: a small disc, its title, and a small face when its emotion is known."""
    radius = theme.disc_radius * SMALL
    words = _words(item.touchpoint.title, item.wrap, theme)
    face = FACE_GAP + 2 * FACE if score is not None else 0.0
    centre = 0.0
    if item.side == "right":
        x, top = radius + GAP, -words.height / 2
    elif item.side == "left":
        x, top = -radius - GAP - words.width, -words.height / 2
    else:
        centre = radius - item.height / 2
        half = (words.width + face) / 2
        middle = min(max(item.x, left + PAD + half), max(left + PAD + half, right - PAD - half))
        x, top = middle - half - item.x, centre + radius + GAP / 2
    parts: list[Primitive] = [Group((disc(look, theme),), 0, centre, SMALL, role="disc")]
    outline: Path = circle(0, centre, radius + 1)
    if words.lines:
        parts.append(Group(words.lines, x, top, role="band"))
        outline = outline.joined(rectangle(Rect(x, top, words.width, words.height)))
    if score is not None:
        at = x + words.width + FACE_GAP + FACE if item.side != "left" else x - FACE_GAP - FACE
        parts.append(Group(face_shapes(score, at, top + words.height / 2, FACE, theme), role="mood"))
    drawing = tuple(parts)
    return Placed(item.x, y, 40.0, drawing, outline, bounds_of(drawing))
