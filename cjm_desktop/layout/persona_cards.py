"""The persona cards of a poster: all that is known of a person, or less where many people share the sheet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final, Literal

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _
from cjm_desktop.layout.drawing import Drawing, Group, Picture, Primitive, Shape, Stroke
from cjm_desktop.layout.geometry import Rect, circle, rounded
from cjm_desktop.layout.icons import icon_shape
from cjm_desktop.layout.poster_parts import Part, flow, lines
from cjm_desktop.layout.text import Style, block
from cjm_desktop.layout.theme import Theme, tint
from cjm_desktop.model.records import Persona, RecordId

#: How much a card tells: everything; all but goals, motivations and expectations; no lists; name and segment.
Level = Literal["full", "needs", "words", "name"]
LEVELS: Final[tuple[Level, ...]] = ("full", "needs", "words", "name")
#: No card of a level is narrower than this, and none wider, in map units.
NARROWEST: Final[dict[Level, float]] = {"full": 340.0, "needs": 300.0, "words": 260.0, "name": 120.0}
WIDEST: Final[dict[Level, float]] = {"full": 760.0, "needs": 520.0, "words": 440.0, "name": 300.0}
#: A list of a card is no narrower than this.
LIST_WIDTH: Final = 128.0
GAP: Final = 12.0
PAD: Final = 15.0
_SIDES: Final[dict[Level, float]] = {"full": 66.0, "needs": 66.0, "words": 54.0, "name": 30.0}


@frozen()
class _List:
    """A list of a card: its head, and its entries with whether each is only latent."""

    head: str
    entries: tuple[tuple[str, bool], ...]


def cards_part(
    people: Sequence[Persona],
    width: float,
    most: float,
    theme: Theme,
    pictures: Collection[RecordId],
    language: str,
) -> Part | None:
    """The cards of all these people within a width, in map units, and no higher than `most` where that can be.

    They tell as much as fits; None for nobody.
    """
    if not people:
        return None
    told = max((_most_told(p) for p in people), key=lambda level: -LEVELS.index(level))
    part: Part | None = None
    for level in LEVELS[LEVELS.index(told) :]:
        part = _arranged(people, width, level, theme, pictures, language)
        if part.height <= most:
            break
    return part


def _most_told(persona: Persona) -> Level:
    """The level at which nothing that is known of a persona is left out."""
    if persona.goals or persona.motivations or persona.expectations:
        return "full"
    if persona.needs:
        return "needs"
    return "words" if persona.description or persona.quote else "name"


def is_name_only(persona: Persona) -> bool:
    """Whether hardly more than a name is known."""
    return _most_told(persona) == "name"


def _arranged(
    people: Sequence[Persona],
    width: float,
    level: Level,
    theme: Theme,
    pictures: Collection[RecordId],
    language: str,
) -> Part:
    """The cards in rows of equal width; of all ways to break the rows the one that is least high."""

    def card(persona: Persona, wide: float, high: float = 0.0) -> Part:
        has_picture = persona.portrait is not None and persona.portrait in pictures
        return _card(persona, wide, high, level, has_picture, theme, language)

    if level == "name":
        return flow([card(p, min(width, WIDEST[level])) for p in people], width, GAP)
    best: Part | None = None
    for count in range(len(people), 0, -1):
        wide = min(WIDEST[level], (width - GAP * (count - 1)) / count)
        if wide < NARROWEST[level] and count > 1:
            continue
        drawing: list[Primitive] = []
        y = 0.0
        for start in range(0, len(people), count):
            row = people[start : start + count]
            high = max(card(p, wide).height for p in row)
            for i, persona in enumerate(row):
                drawing.append(Group(card(persona, wide, high).drawing, i * (wide + GAP), y))
            y += high + GAP
        columns = min(count, len(people))
        part = Part(tuple(drawing), columns * wide + (columns - 1) * GAP, y - GAP)
        if best is None or part.height < best.height - 1:
            best = part
    assert best is not None  # one card a row is always tried
    return best


# -- one card --------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _card(
    persona: Persona,
    width: float,
    height: float,
    level: Level,
    has_picture: bool,
    theme: Theme,
    language: str,
) -> Part:
    """One card, at least `height` high; `language` is that of the words on it, which the caller has set."""
    side = _SIDES[level]
    if level == "name":
        return _name_card(persona, width, side, has_picture, theme)
    lists = _lists(persona, level)
    left = PAD + side + PAD
    inner = width - 2 * PAD
    is_beside = bool(lists) and width >= 420
    share = (0.36, 0.52, 0.6, 0.64)[min(len(lists), 4) - 1] if is_beside else 0.0
    lists_width = inner * share
    room = width - PAD - left - (lists_width + PAD if is_beside else 0.0)
    words, y = _words(persona, left, room, theme)
    deepest = max(y, PAD + side)
    if is_beside:
        drawn, bottom = _columns(lists, width - PAD - lists_width, PAD, lists_width, theme)
        words += drawn
        deepest = max(deepest, bottom)
    elif lists:
        drawn, bottom = _columns(lists, PAD, deepest + 8, inner, theme)
        words += drawn
        deepest = bottom
    own = max(height, deepest + PAD * 0.8)
    portrait = _portrait(persona, PAD + side / 2, PAD + side / 2, side, has_picture, theme)
    return Part((_frame(width, own, theme), *portrait, *words), width, own)


def _name_card(persona: Persona, width: float, side: float, has_picture: bool, theme: Theme) -> Part:
    room = width - side - 36
    name = block(persona.name, Style("semibold", theme.body + 1, theme.ink), room)
    below = block(_second_line(persona), Style("regular", theme.small, theme.second_ink), room)
    words = name.height + (below.height if below.lines else 0.0)
    height = max(side, words) + 16
    own = max(name.width, below.width) + side + 36
    y = (height - words) / 2
    drawing: Drawing = (
        _frame(own, height, theme),
        *_portrait(persona, 10 + side / 2, height / 2, side, has_picture, theme),
        lines(name, side + 20, y),
        lines(below, side + 20, y + name.height),
    )
    return Part(drawing, own, height)


def _second_line(persona: Persona) -> str:
    """Segment, department, role: what places a person."""
    parts = [persona.segment, persona.department]
    if persona.dmu_role or persona.stance:
        from cjm_desktop.layout.people_cards import role_words  # only where several people decide

        parts.append(role_words(persona))
    return " · ".join(p for p in parts if p)


def _words(persona: Persona, x: float, room: float, theme: Theme) -> tuple[list[Primitive], float]:
    """Name, segment, description and quote below each other, and where they end."""
    out: list[Primitive] = []
    y = PAD - 1
    for said, style, after in (
        (persona.name, Style("bold", theme.body + 3, theme.ink), 1.0),
        (_second_line(persona), Style("semibold", theme.small + 0.6, theme.second_ink), 2.0),
        (persona.description or "", Style("regular", theme.body, theme.second_ink), 3.0),
        (f"“{persona.quote}”" if persona.quote else "", Style("italic", theme.body, theme.ink), 0.0),
    ):
        if said:
            words = block(said, style, room)
            out.append(lines(words, x, y))
            y += words.height + after
    return out, y


def _lists(persona: Persona, level: Level) -> tuple[_List, ...]:
    needs = tuple(
        (_("{need} (latent)").format(need=n.text) if n.kind == "latent" else n.text, n.kind == "latent")
        for n in persona.needs
    )
    rows = [(_("Goals"), tuple((t, False) for t in persona.goals)), (_("Needs"), needs)]
    rows += [
        (_("Motivations"), tuple((t, False) for t in persona.motivations)),
        (_("Expectations"), tuple((t, False) for t in persona.expectations)),
    ]
    if level == "needs":
        rows = rows[1:2]
    elif level == "words":
        rows = []
    return tuple(_List(head, entries) for head, entries in rows if entries)


def _columns(
    lists: Sequence[_List], x: float, top: float, width: float, theme: Theme
) -> tuple[list[Primitive], float]:
    """Lists in columns of one width, each below the shortest so far; and where the longest ends."""
    count = max(1, min(len(lists), int((width + GAP) // (LIST_WIDTH + GAP))))
    wide = (width - GAP * (count - 1)) / count
    floors = [top] * count
    out: list[Primitive] = []
    for each in lists:
        at = floors.index(min(floors))
        y = floors[at] + (6.0 if floors[at] > top else 0.0)
        drawn, floors[at] = _list(each, x + at * (wide + GAP), y, wide, theme)
        out += drawn
    return out, max(floors)


def _list(each: _List, x: float, y: float, width: float, theme: Theme) -> tuple[list[Primitive], float]:
    head = block(each.head, Style("semibold", theme.body, theme.second_ink), width)
    out: list[Primitive] = [lines(head, x, y)]
    y += head.height + 2
    for text, is_latent in each.entries:
        face: Literal["italic", "regular"] = "italic" if is_latent else "regular"
        words = block(text, Style(face, theme.small + 0.6, theme.ink), width - 9)
        middle = y + theme.small * 0.77
        dot = (
            Shape(circle(x + 2.2, middle, 1.9), stroke=Stroke(theme.ink, 0.8))
            if is_latent
            else Shape(circle(x + 2, middle, 1.7), fill=theme.ink)
        )
        out += [dot, lines(words, x + 9, y)]
        y += words.height + 2
    return out, y


def _frame(width: float, height: float, theme: Theme) -> Shape:
    edge = rounded(Rect(0.5, 0.5, width - 1, height - 1), 8)
    return Shape(edge, fill=theme.card, stroke=Stroke(theme.hairline, theme.hairline_width))


def _portrait(persona: Persona, x: float, y: float, side: float, has_picture: bool, theme: Theme) -> Drawing:
    """The portrait in a ring of the persona's colour, which is that of the curve; without one, a person's sign."""
    accent = theme.chosen(persona.colour) or theme.accent
    disc = circle(x, y, side / 2)
    if has_picture and persona.portrait is not None:
        ring = Shape(disc, stroke=Stroke(accent, 2.0 if side > 40 else 1.4))
        return (Picture(Rect(x - side / 2, y - side / 2, side, side), persona.portrait, disc), ring)
    return (
        Shape(disc, fill=tint(accent, 0.16, theme.paper)),
        icon_shape("user", x - side * 0.29, y - side * 0.29, side * 0.58, accent),
    )
