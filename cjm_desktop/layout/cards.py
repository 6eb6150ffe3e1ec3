"""Card lanes: rounded cards in cells, one idea each, stacked where a cell holds several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cjm_desktop.layout import fonts
from cjm_desktop.layout.drawing import Colour, Drawing, Group, Placed, Primitive, Shape, Stroke
from cjm_desktop.layout.geometry import Path, Rect, circle, rounded
from cjm_desktop.layout.placement import Column
from cjm_desktop.layout.text import Block, Style, block
from cjm_desktop.layout.text import height as height_of
from cjm_desktop.layout.theme import Theme, tint
from cjm_desktop.model.records import Card, RecordId

#: Height of the tail of a thought's bubble.
TAIL = 6.0
QUOTES = {"nl": ("“", "”"), "en": ("“", "”")}


@dataclass(frozen=True, slots=True)
class CardPlace:
    """A card in its lane: `y` from the lane's top, `grows` when it fills the lane's height."""

    card: Card
    x: float
    y: float
    width: float
    height: float
    grows: bool


@dataclass(frozen=True, slots=True)
class CardLane:
    """All cards of a lane with the height they need, in points."""

    places: tuple[CardPlace, ...]
    height: float


def measure(
    cells: Sequence[Sequence[Card]], columns: Sequence[Column], kind: str, language: str, theme: Theme
) -> CardLane:
    """Stack the cards of each column (`cells[i]` holds those anchored to column i) as high as they need.

    A card that spans several columns stands below what is in any of them.
    """
    floors = [theme.lane_padding] * len(columns)
    counts = [0] * len(columns)
    rough: list[tuple[Card, int, int, float, float, float, float]] = []
    inset = theme.card_gap / 2
    for i, cards in enumerate(cells):
        for card in cards:
            last = min(i + card.span, len(columns))
            x = columns[i].x + inset
            width = columns[last - 1].x + columns[last - 1].width - inset - x
            height = card_text(card, kind, width, language, theme).height
            y = max(floors[i:last])
            for j in range(i, last):
                floors[j] = y + height + theme.card_gap
                counts[j] += 1
            rough.append((card, i, last, x, y, width, height))
    places = tuple(
        CardPlace(card, x, y, width, height, all(counts[j] == 1 for j in range(i, last)))
        for card, i, last, x, y, width, height in rough
    )
    deepest = max((p.y + p.height for p in places), default=theme.lane_padding + 20.0)
    return CardLane(places, deepest + theme.lane_padding)


def natural_height(
    cells: Sequence[Sequence[Card]], columns: Sequence[Column], kind: str, language: str, theme: Theme
) -> float:
    """What `measure` says of the height, with less work: only texts that may be the highest are broken."""
    if any(len(cards) > 1 or any(c.span > 1 for c in cards) for cards in cells):
        return measure(cells, columns, kind, language, theme).height
    style = _style(kind, theme)
    deepest = 0.0
    # Two lines that follow each other are together wider than the column, or they would be one.
    line = fonts.line_height(style.face, style.size)
    alone = [(card, column.width - theme.card_gap) for (card, *_none), column in _filled(cells, columns)]
    wide = [fonts.width(card.text, style.face, style.size) / width for card, width in alone]
    for ratio, i in sorted(((r, i) for i, r in enumerate(wide)), reverse=True):
        card, width = alone[i]
        extra = (
            2 * theme.card_padding * 0.75
            + (9.0 if card.severity else 0.0)
            + (TAIL if kind == "thoughts" else 0)
        )
        room = width / (width - 2 * theme.card_padding) if width > 2 * theme.card_padding else 1e9
        most = (2 * ratio * room + 2 + card.text.count("\n")) * line + extra
        if most > deepest or not card.text.isascii():
            deepest = max(deepest, _card_height(card.text, bool(card.severity), kind, width, language, theme))
    return (theme.lane_padding + deepest if alone else theme.lane_padding + 20.0) + theme.lane_padding


def _filled(
    cells: Sequence[Sequence[Card]], columns: Sequence[Column]
) -> list[tuple[Sequence[Card], Column]]:
    return [(cards, column) for cards, column in zip(cells, columns, strict=True) if cards]


@dataclass(frozen=True, slots=True)
class CardText:
    words: Block | None
    height: float  # of the whole card with its padding


def card_text(card: Card, kind: str, width: float, language: str, theme: Theme) -> CardText:
    """The lines of a card at a width, and the height of the card around them, in points."""
    return _card_text(card.text, bool(card.severity), kind, width, language, theme)


@lru_cache(maxsize=32768)
def _card_text(text: str, has_dots: bool, kind: str, width: float, language: str, theme: Theme) -> CardText:
    said = _said(text, kind, language)
    words = block(said, _style(kind, theme), width - 2 * theme.card_padding) if text.strip() else None
    return CardText(words, _around(words.height if words else theme.body * 1.3, has_dots, kind, theme))


@lru_cache(maxsize=32768)
def _card_height(text: str, has_dots: bool, kind: str, width: float, language: str, theme: Theme) -> float:
    said = _said(text, kind, language)
    inner = height_of(said, _style(kind, theme), width - 2 * theme.card_padding) if text.strip() else None
    return _around(inner or theme.body * 1.3, has_dots, kind, theme)


def _style(kind: str, theme: Theme) -> Style:
    return Style("italic" if kind == "thoughts" else "regular", theme.body, theme.ink)


def _said(text: str, kind: str, language: str) -> str:
    if kind != "thoughts":
        return text
    before, after = QUOTES[language]
    return before + text.strip("\"“”„' ") + after


def _around(inner: float, has_dots: bool, kind: str, theme: Theme) -> float:
    """The height of a card around its words."""
    return (
        inner
        + 2 * theme.card_padding * 0.75
        + (9.0 if has_dots else 0.0)
        + (TAIL if kind == "thoughts" else 0.0)
    )


def place(
    lane: CardLane, kind: str, top: float, height: float, language: str, theme: Theme
) -> dict[RecordId, Placed]:
    """The cards of a lane that stands at `top` and is `height` points high."""
    out = {}
    for p in lane.places:
        tall = height - 2 * theme.lane_padding if p.grows else p.height
        words = card_text(p.card, kind, p.width, language, theme).words
        drawing = _card(
            words, p.card.severity or 0, p.card.quick_win, p.card.colour, kind, p.width, tall, theme
        )
        box = Rect(0, 0, p.width, tall)
        out[p.card.id] = Placed(p.x, top + p.y, 10.0, drawing, _outline(p.width, tall), box)
    return out


@lru_cache(maxsize=256)
def _outline(width: float, height: float) -> Path:
    return rounded(Rect(0, 0, width, height), 4)


def _card(
    words: Block | None,
    severity: int,
    quick_win: bool,
    colour: Colour | None,
    kind: str,
    width: float,
    height: float,
    theme: Theme,
) -> Drawing:
    pad = theme.card_padding
    parts: list[Primitive] = [body(kind, width, height, colour, theme)]
    if words is not None:
        parts.append(Group(words.lines, pad, pad * 0.75, role="text"))
    bottom = height - (TAIL if kind == "thoughts" else 0)
    if severity:
        parts.append(_dots(severity, pad + 2.5, bottom - pad * 0.75 - 1, theme))
    return tuple(parts)


@lru_cache(maxsize=1024)
def body(kind: str, width: float, height: float, colour: Colour | None, theme: Theme) -> Group:
    """The empty card: tinted by its lane, or by its own colour; a thought has the tail of a speech bubble."""
    fill, border = _tints(kind, colour, theme)
    shapes: tuple[Primitive, ...]
    if kind == "thoughts":
        shapes = (Shape(_bubble(width, height - TAIL), fill=fill),)
    else:
        box = rounded(Rect(0.5, 0.5, width - 1, height - 1), theme.card_radius)
        shapes = (Shape(box, fill=fill, stroke=Stroke(border, theme.hairline_width)),)
    key = f"card/{theme.name}/{kind}/{width:.2f}/{height:.2f}/{colour}"
    return Group(shapes, key=key, role="card")


def _tints(kind: str, colour: Colour | None, theme: Theme) -> tuple[Colour, Colour]:
    if colour:
        return tint(colour, 0.14, theme.paper), tint(colour, 0.5, theme.paper)
    own: Mapping[str, tuple[Colour, Colour]] = {
        "pains": (theme.pain, theme.pain_border),
        "opportunities": (theme.opportunity, theme.opportunity_border),
        "insights": (theme.opportunity, theme.opportunity_border),
        "thoughts": (theme.thought, theme.thought_border),
    }
    return own.get(kind, (theme.card, theme.card_border))


def _bubble(width: float, height: float) -> Path:
    r, x = 5.0, 16.0
    top = rounded(Rect(0, 0, width, height), r)
    tail = Path((("M", x, height), ("L", x + 5, height + TAIL), ("L", x + 12, height), ("Z",)))
    return top.joined(tail)


@lru_cache(maxsize=256)
def _dots(severity: int, x: float, y: float, theme: Theme) -> Group:
    """Severity 1–4 as filled dots of four."""
    shapes = []
    for i in range(4):
        dot = circle(x + i * 8, y, 2.4)
        if i < severity:
            shapes.append(Shape(dot, fill=theme.negative))
        else:
            shapes.append(Shape(dot, stroke=Stroke(theme.pain_border, 0.9)))
    return Group(tuple(shapes), role="severity")
