"""Card lanes: rounded cards in cells, one idea each, stacked where a cell holds several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeAlias

from cjm_desktop.frozen import frozen
from cjm_desktop.layout import fonts
from cjm_desktop.layout.card_bodies import TAIL, body, dots
from cjm_desktop.layout.drawing import Colour, Drawing, Group, Placed, Primitive, bounds_of
from cjm_desktop.layout.geometry import Path, Rect, rectangle, rounded
from cjm_desktop.layout.placement import Column
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.text import Block, Style, block
from cjm_desktop.layout.text import height as height_of
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, RecordId

if TYPE_CHECKING:
    from cjm_desktop.layout.card_parts import Built

#: Between the words of a card and what stands at its foot.
FOOT_GAP = 4.0
QUOTES = {"nl": ("“", "”"), "en": ("“", "”")}
#: What stands at the top of a column above its cards: key, drawing about x = 0 with its top at 0, height.
CellHead: TypeAlias = tuple[str, Drawing, float]
_MORE = attrgetter("image", "frequency", "status", "due", "owner", "metric", "value", "author")
_NO_MORE: Final = (None,) * 8


@frozen()
class CardPlace:
    """A card in its lane: `y` from the lane's top, `grows` when it fills the lane's height."""

    card: Card
    x: float
    y: float
    width: float
    height: float
    grows: bool
    more: Built | None = None  # what it shows beside its words


@frozen()
class CardLane:
    """All cards of a lane with the height they need, in points."""

    places: tuple[CardPlace, ...]
    height: float
    heads: tuple[tuple[CellHead, float], ...] = ()  # with the middle of their columns


def measure(
    cells: Sequence[Sequence[Card]],
    columns: Sequence[Column],
    kind: str,
    language: str,
    theme: Theme,
    journey: Journey | None = None,
    heads: Sequence[CellHead | None] = (),
) -> CardLane:
    """Stack the cards of each column (`cells[i]` holds those anchored to column i) as high as they need.

    A card that spans several columns stands below what is in any of them; one of a phase is as wide as the phase.
    `heads` stand above the cards of their columns. `journey` has the records that cards refer to.
    """
    floors = [theme.lane_padding] * len(columns)
    counts = [0] * len(columns)
    rough: list[tuple[Card, int, int, float, float, float, float, Built | None]] = []
    inset = theme.card_gap / 2
    for i, head in enumerate(heads):
        if head is not None:
            floors[i] += head[2] + theme.card_gap
            counts[i] = 1
    for i, cards in enumerate(cells):
        progress.step()
        for card in cards:
            last = end_of(card, i, columns)
            x = columns[i].x + inset
            # To the same bit for cards of one width, so that what was measured of a text before is found again.
            width = round(columns[last - 1].x + columns[last - 1].width - inset - x, 6)
            more = _more(card, kind, width, language, theme, journey) if has_more(card, kind) else None
            if more is None:
                height = card_text(card, kind, width, language, theme).height
            else:
                height = _height_with(more, card.text, kind, width, language, theme)
            y = max(floors[i:last])
            for j in range(i, last):
                floors[j] = y + height + theme.card_gap
                counts[j] += 1
            rough.append((card, i, last, x, y, width, height, more))
    places = tuple(
        CardPlace(card, x, y, width, height, all(counts[j] == 1 for j in range(i, last)), more)
        for card, i, last, x, y, width, height, more in rough
    )
    deepest = max((p.y + p.height for p in places), default=theme.lane_padding + 20.0)
    standing = tuple((head, columns[i].centre) for i, head in enumerate(heads) if head is not None)
    deepest = max([deepest, *(theme.lane_padding + head[2] for head, _x in standing)])
    return CardLane(places, deepest + theme.lane_padding, standing)


def end_of(card: Card, first: int, columns: Sequence[Column]) -> int:
    """The index behind the last column that a card covers which begins at a column.

    `span` counts columns for a card of a touchpoint, whole phases for one of a phase.
    """
    if card.anchor != columns[first].phase:
        return min(first + card.span, len(columns))
    end = first
    for _ in range(card.span):
        if end == len(columns):
            break
        phase = columns[end].phase
        while end < len(columns) and columns[end].phase == phase:
            end += 1
    return end


def has_more(card: Card, kind: str) -> bool:
    """Whether a card of a lane of that kind shows anything beside its words and its severity."""
    return card.quick_win or _MORE(card) != _NO_MORE or (kind == "evidence" and bool(card.evidence))


def _more(card: Card, kind: str, width: float, language: str, theme: Theme, journey: Journey | None) -> Built:
    from cjm_desktop.layout.card_parts import built  # most journeys have words alone, and start the faster

    return built(card, kind, width - 2 * theme.card_padding, language, theme, journey)


def _height_with(more: Built, text: str, kind: str, width: float, language: str, theme: Theme) -> float:
    """The height of a card with what it shows beside its words."""
    inner = more.head_height + more.foot_height
    if text.strip():
        inner += _words_height(text, kind, width, language, theme) + (FOOT_GAP if more.foot else 0.0)
    return _around(inner, False, kind, theme)


@lru_cache(maxsize=32768)
def _words_height(text: str, kind: str, width: float, language: str, theme: Theme) -> float:
    return height_of(_said(text, kind, language), _style(kind, theme), width - 2 * theme.card_padding)


def natural_height(
    cells: Sequence[Sequence[Card]],
    columns: Sequence[Column],
    kind: str,
    language: str,
    theme: Theme,
    journey: Journey | None = None,
    heads: Sequence[CellHead | None] = (),
) -> float:
    """What `measure` says of the height, with less work: only texts that may be the highest are broken."""
    plain = not heads and not any(
        len(cards) > 1 or any(c.span > 1 or c.anchor == column.phase or has_more(c, kind) for c in cards)
        for cards, column in _filled(cells, columns)
    )
    if not plain:
        return measure(cells, columns, kind, language, theme, journey, heads).height
    style = _style(kind, theme)
    deepest = 0.0
    # Two lines that follow each other are together wider than the column, or they would be one.
    line = fonts.line_height(style.face, style.size)
    alone = [
        (card, round(column.width - theme.card_gap, 6)) for (card, *_none), column in _filled(cells, columns)
    ]
    wide = []
    for card, width in alone:
        progress.step()
        wide.append(fonts.width(card.text, style.face, style.size) / width)
    for ratio, i in sorted(((r, i) for i, r in enumerate(wide)), reverse=True):
        progress.step()
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


@frozen()
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
    lane: CardLane, kind: str, top: float, height: float, language: str, theme: Theme, reuse: Reuse
) -> dict[RecordId, Placed]:
    """The cards of a lane that stands at `top` and is `height` points high."""
    out = {}
    for (key, drawing, high), x in lane.heads:
        box = bounds_of(drawing)
        y = top + theme.lane_padding
        out[key] = Placed(x, y, 10.0, drawing, rectangle(Rect(box.x, 0, box.width, high)), box)

    def stand(new: Sequence[int]) -> Iterator[Placed]:
        for i in new:
            progress.step()
            p = lane.places[i]
            tall = height - 2 * theme.lane_padding if p.grows else p.height
            words = card_text(p.card, kind, p.width, language, theme).words
            severity = p.card.severity or 0
            drawing = _card(words, severity, p.more, p.card.colour, kind, p.width, tall, theme)
            box = Rect(0, 0, p.width, tall)
            yield Placed(p.x, top + p.y, 10.0, drawing, _outline(p.width, tall), box)

    standing = reuse.each("cards", lane.places, (kind, top, height), stand)
    out.update(zip((p.card.id for p in lane.places), standing, strict=True))
    return out


@lru_cache(maxsize=256)
def _outline(width: float, height: float) -> Path:
    return rounded(Rect(0, 0, width, height), 4)


def _card(
    words: Block | None,
    severity: int,
    more: Built | None,
    colour: Colour | None,
    kind: str,
    width: float,
    height: float,
    theme: Theme,
) -> Drawing:
    pad = theme.card_padding
    parts: list[Primitive] = [body(kind, width, height, colour, theme)]
    top, bottom = pad * 0.75, height - pad * 0.75 - (TAIL if kind == "thoughts" else 0)
    if more is not None and more.head:
        parts.append(Group(more.head, pad, top, role="head"))
        top += more.head_height
    if words is not None:
        parts.append(Group(words.lines, pad, top, role="text"))
    if more is not None and more.foot:
        parts.append(Group(more.foot, pad, bottom - more.foot_height, role="foot"))
    elif severity and more is None:
        parts.append(dots(severity, pad + 2.5, bottom - 1, theme))
    return tuple(parts)
