"""The people of a composite journey: a card for each at the left of their road, and who sways whom between them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from cjm_desktop.analysis.buying_group import group_of, influences, taking_part
from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import N_, _
from cjm_desktop.layout import fonts
from cjm_desktop.layout.drawing import Colour, Drawing, Group, Placed, Primitive, Shape, Stroke, bounds_of
from cjm_desktop.layout.geometry import Path, Rect, line, polyline, rectangle, rounded
from cjm_desktop.layout.icons import icon_shape
from cjm_desktop.layout.text import Block, Style, block
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Persona, RecordId

#: What a role is called and its sign.
ROLES: Final = {
    "initiator": (N_("Initiator"), "flag"),
    "user": (N_("User"), "users"),
    "influencer": (N_("Influencer"), "megaphone"),
    "buyer": (N_("Buyer"), "wallet"),
    "decider": (N_("Decider"), "user-check"),
    "gatekeeper": (N_("Gatekeeper"), "scale"),
    "approver": (N_("Approver"), "circle-check"),
}
STANCES: Final = {"for": N_("For"), "neutral": N_("Neutral"), "against": N_("Against")}
#: The card's coloured edge, and where its words begin and end.
BAR, WORDS, INSET = 6.0, 40.0, 9.0
#: Ground at the right of a card for its road to begin.
BESIDE = 15.0
#: Ground at the left of the cards: usual, and where arrows of influence run.
EDGE, GUTTER = 4.0, 17.0
#: The lane names' column never grows beyond this for the sake of cards.
WIDEST: Final = 204.0
#: Between a card and the next below it.
GAP = 12.0


@frozen()
class PersonCard:
    """The words of a person's card, broken to its width, and of whom they sway; `height` is that of all."""

    icon: str
    name: Block
    role: Block
    criterion: Block
    sways: tuple[Block, ...]
    card_height: float
    height: float


def role_words(persona: Persona) -> str:
    """ "Gatekeeper · against": role and stance as far as they are known."""
    words = [_(ROLES[persona.dmu_role][0])] if persona.dmu_role else []
    if persona.stance:
        words.append(_(STANCES[persona.stance]).lower() if words else _(STANCES[persona.stance]))
    return " · ".join(words)


def side_width(people: Sequence[Persona], theme: Theme) -> float:
    """How wide the lane names' column is, so that names and roles stand on one line as far as WIDEST allows."""
    texts = tuple((p.name, role_words(p), p.criterion or "") for p in people)
    return _side_width(texts, gutter(people), theme)


def gutter(people: Sequence[Persona]) -> float:
    """The ground at the left of the cards, in points."""
    return GUTTER if influences(people) else EDGE


@lru_cache(maxsize=256)
def _side_width(texts: tuple[tuple[str, str, str], ...], left: float, theme: Theme) -> float:
    name, role, criterion = _styles(theme)
    widest = 0.0
    for own, part, wish in texts:
        widest = max(widest, fonts.width(own, name.face, name.size), fonts.width(part, role.face, role.size))
        # Two lines of a criterion are as much as a card should be wide for.
        widest = max(widest, 0.56 * fonts.width(wish, criterion.face, criterion.size))
    return min(WIDEST, widest + 1.0 + left + WORDS + INSET + BESIDE)


def _styles(theme: Theme) -> tuple[Style, Style, Style]:
    return (
        Style("semibold", theme.body + 1.5, theme.ink),
        Style("regular", theme.small, theme.second_ink),
        Style("italic", theme.small, theme.ink),
    )


@lru_cache(maxsize=256)
def cards(people: tuple[Persona, ...], language: str, side: float, theme: Theme) -> tuple[PersonCard, ...]:
    """The cards of all people at the width that `side` leaves them; the words are in the current language."""
    width = side - gutter(people) - BESIDE
    room = width - WORDS - INSET + 0.01
    names = {p.id: p.name for p in people}
    sways: dict[RecordId, list[Block]] = {p.id: [] for p in people}
    styles = _styles(theme)
    for source, target, text in influences(people):
        words = f"→ {names[target]}: {' '.join(text.split())}" if text.strip() else f"→ {names[target]}"
        sways[source].append(block(words, styles[1], width - 8.0))
    out = []
    for person in people:
        icon = ROLES[person.dmu_role][1] if person.dmu_role else "user"
        texts = (person.name, role_words(person), " ".join((person.criterion or "").split()))
        name, role, wish = (block(t, s, room) for t, s in zip(texts, styles, strict=True))
        inner = name.height + role.height + (wish.height + 2.0 if wish.height else 0.0)
        card = max(44.0, inner + 18.0)
        below = sum(b.height for b in sways[person.id])
        total = card + (below + 4.0 if below else 0.0)
        out.append(PersonCard(icon, name, role, wish, tuple(sways[person.id]), card, total))
    return tuple(out)


def placed_card(card: PersonCard, colour: Colour, y: float, left: float, side: float, theme: Theme) -> Placed:
    """A person's card with its middle at `y` and its left edge at `left`; below it whom they sway."""
    width = side - left - BESIDE
    top = -card.card_height / 2
    box = rounded(Rect(0.5, top + 0.5, width - 1, card.card_height - 1), 7)
    bar = rounded(Rect(0, top, BAR, card.card_height), 3)
    inner = (
        card.name.height + card.role.height + (card.criterion.height + 2.0 if card.criterion.height else 0.0)
    )
    at = -inner / 2
    parts: list[Primitive] = [
        Shape(box, fill=theme.card, stroke=Stroke(theme.hairline, theme.hairline_width)),
        Shape(bar, fill=colour),
        icon_shape(card.icon, BAR + 7, at + 1.0, 20, colour),
    ]
    for words, gap in ((card.name, 0.0), (card.role, 0.0), (card.criterion, 2.0)):
        parts.append(Group(words.lines, WORDS, at + (gap if words.height else 0.0), role="person"))
        at += words.height + gap
    at = card.card_height / 2 + 4.0
    for words in card.sways:
        parts.append(Group(words.lines, 8.0, at, role="influence"))
        at += words.height
    drawing = tuple(parts)
    return Placed(left, y, 12.0, drawing, box, bounds_of(drawing))


def placed_influence(source: float, target: float, depth: int, theme: Theme) -> Placed:
    """A thin dotted arrow from one person's card to another's, in the gutter at their left; heights are the cards'."""
    down = 1.0 if target > source else -1.0
    start, end = source + down * 9.0, target - down * 9.0
    out = GUTTER - 6.0 - 3.2 * (depth % 4)
    bend = min(14.0, abs(end - start) / 2)
    path = Path(
        (
            ("M", GUTTER, start),
            ("C", out, start, out, start + down * bend / 2, out, start + down * bend),
            ("L", out, end - down * bend),
            ("C", out, end - down * bend / 2, out, end, GUTTER - 5.0, end),
        )
    )
    head = polyline(((GUTTER - 7.0, end - 4.0), (GUTTER - 7.0, end + 4.0), (GUTTER - 0.5, end)), closed=True)
    drawing: Drawing = (
        Shape(path, stroke=Stroke(theme.second_ink, 1.3, dash=(0.1, 3.0), round=True)),
        Shape(head, fill=theme.second_ink),
    )
    return Placed(0.0, 0.0, 11.0, drawing, Path(()), bounds_of(drawing))


def lane_edge(top: float, height: float, side: float, width: float, theme: Theme) -> Placed:
    """What stands for the lane where the cards are: only its hairline; the ground between the cards selects it."""
    drawing: Drawing = (
        Shape(line(0, height, width, height), stroke=Stroke(theme.hairline, theme.hairline_width)),
    )
    box = Rect(0, 0, side, height)
    return Placed(0.0, top, 4.0, drawing, rectangle(box), bounds_of(drawing).united(box))


def signs(journey: Journey, scenario: RecordId, theme: Theme) -> list[tuple[Drawing, str]]:
    """The signs of several roads that a map uses, for its legend: 26 points wide, about y = 0."""
    people = group_of(journey, scenario)
    ids = [p.id for p in people]
    out: list[tuple[Drawing, str]] = []
    if people and any(len(taking_part(t, ids)) > 1 for t in journey.road(scenario)):
        pill = rounded(Rect(9, -7, 8, 14), 4)
        out.append(
            ((Shape(pill, fill=theme.card, stroke=Stroke(theme.ink, 2.0)),), _("several people together"))
        )
    if influences(people):
        head = polyline(((18, -4), (24, 0), (18, 4)), closed=True)
        way = Shape(line(2, 0, 17, 0), stroke=Stroke(theme.second_ink, 1.3, dash=(0.1, 3.0), round=True))
        out.append(((way, Shape(head, fill=theme.second_ink)), _("sways")))
    return out
