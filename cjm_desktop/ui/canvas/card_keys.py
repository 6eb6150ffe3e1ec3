"""What the arrow keys do to selected cards: with Ctrl to other cells and lanes, with Alt wider and narrower."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_desktop.i18n import _, ngettext
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import CARD_LANES, Card, RecordId
from cjm_desktop.ui.canvas.card_gestures import first_column

if TYPE_CHECKING:
    from cjm_desktop.ui.canvas.view import MapView


def move(view: MapView, dx: int, dy: int) -> bool:
    """Move the selected cards a column to the side, or into the next lane for cards; none when one can't go."""
    cards = selected(view)
    places = [_place(view, card, dx, dy) for card in cards]
    wanted = [place for place in places if place is not None]
    if len(wanted) < len(places):
        return True  # at the edge: together or not at all

    def moved(journey: Journey) -> Change:
        later, change = journey.copy(), Change()
        for card, (lane, anchor) in zip(cards, wanted, strict=True):
            one = edits.move_card(later, card.id, lane, anchor)
            later.apply(one)
            change = change.then(one)
        return change

    if view.attempt(moved, ngettext("Move card", "Move cards", len(cards))):
        view.reveal(cards[-1].id)
    return True


def widen(view: MapView, step: int) -> bool:
    """Let the selected cards cover a touchpoint (or phase) more or less."""
    cards = selected(view)
    ids = ",".join(card.id for card in cards)

    def widened(journey: Journey) -> Change:
        change = Change()
        for card in cards:
            change = change.then(edits.update(journey, card.id, span=max(1, card.span + step)))
        return change

    view.attempt(widened, _("Change width of card"), f"span:{view.bursts}:{ids}")
    return True


def selected(view: MapView) -> list[Card]:
    """The selected cards, in the order of selecting."""
    journey = view.document.journey
    return [card for id in view.selection if (card := journey.of(Card, id)) is not None]


def _place(view: MapView, card: Card, dx: int, dy: int) -> tuple[RecordId, RecordId] | None:
    """The lane and anchor that a card goes to; None beyond the edge of the map."""
    view.map.refresh()
    layout = view.map.layout
    first = first_column(layout, card)
    if first is None:
        return None
    if dy:
        lanes = [row.lane for row in layout.rows if row.kind in CARD_LANES]
        index = lanes.index(card.lane) + dy if card.lane in lanes else -1
        return (lanes[index], card.anchor) if 0 <= index < len(lanes) else None
    columns, index = layout.columns, first + dx
    is_phase = card.anchor == columns[first].phase and columns[first].touchpoint is not None
    while is_phase and 0 <= index < len(columns) and columns[index].phase == card.anchor:
        index += dx
    if not 0 <= index < len(columns):
        return None
    there = columns[index]
    return card.lane, there.phase if is_phase else there.touchpoint or there.phase
