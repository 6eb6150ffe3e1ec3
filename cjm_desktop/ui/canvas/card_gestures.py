"""Dragging cards: to other cells and lanes, several at once, as copies; and their right edge, to make them wider."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF

from cjm_desktop.frozen import replace
from cjm_desktop.i18n import _, ngettext
from cjm_desktop.layout.placement import Column, JourneyLayout, Row
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change, created
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import refusal
from cjm_desktop.model.records import CARD_LANES, Card, RecordId, Touchpoint
from cjm_desktop.ui.canvas.decorations import Overlay
from cjm_desktop.ui.canvas.pointer import Pointer

if TYPE_CHECKING:
    from cjm_desktop.ui.canvas.view import MapView

#: So near to its right edge a card is made wider instead of moved; cards that are shown smaller only move.
_EDGE_PX: Final = 6.0
_SMALLEST_PX: Final = 36.0
#: More ghosts than this are not painted: the drop hint says enough.
_MOST_GHOSTS: Final = 60


def ghosts(ids: Sequence[str], pressed: Pointer, now: Pointer) -> tuple[tuple[str, float, float], ...]:
    """Pale copies of items, as far from their places as the pointer is from where it was pressed."""
    moved = now.point - pressed.point
    return tuple((id, moved.x(), moved.y()) for id in ids[:_MOST_GHOSTS])


def cell_at(view: MapView, point: QPointF) -> tuple[Row, Column, RecordId] | None:
    """The cell at a point of the map with the record that its cards are anchored to, or None."""
    layout = view.map.layout
    row, column = layout.row_at(point.y()), layout.column_at(point.x())
    if row is None or column is None:
        return None
    return row, column, column.touchpoint or column.phase


def cell_box(row: Row, column: Column) -> QRectF:
    """The place of a cell on the map."""
    return QRectF(column.x, row.y + 1, column.width, row.height - 2)


def right_edge_at(view: MapView, pointer: Pointer) -> Card | None:
    """The card whose right edge is under the pointer, or None."""
    card = view.document.journey.of(Card, pointer.key)
    item = view.map.item(card.id) if card is not None else None
    if item is None:
        return None
    at, layout = view.pinned, view.map.layout
    if (at.dx > 0 and pointer.point.x() < at.dx + layout.side) or (
        at.dy > 0 and pointer.point.y() < at.dy + layout.top
    ):
        return None  # what is seen there is a header
    box = item.placed.outline.bounds
    to_edge = (item.x() + box.right - pointer.point.x()) / view.pixel
    return card if to_edge <= _EDGE_PX and box.width / view.pixel >= _SMALLEST_PX else None


class CardDrag:
    """Cards to another cell, or to another place in their cell; with Ctrl copies of them.

    Several keep their distances: each goes as many columns further as the one that is held, and those of its lane go
    with it into another lane.
    """

    def __init__(self, view: MapView, pressed: Pointer, ids: list[RecordId], is_copy: bool) -> None:
        self.view = view
        self.pressed = pressed
        self.ids = ids
        self.is_copy = is_copy

    def move(self, pointer: Pointer) -> None:
        cell = cell_at(self.view, pointer.point)
        overlay = Overlay(ghosts(self.ids, self.pressed, pointer))
        if cell is not None and cell[0].kind in CARD_LANES:
            overlay = replace(overlay, box=cell_box(cell[0], cell[1]))
        self.view.show_overlay(overlay)

    def drop(self, pointer: Pointer) -> None:
        self.view.show_overlay(Overlay())
        cell = cell_at(self.view, pointer.point)
        held = self.view.document.journey.of(Card, self.pressed.record)
        if cell is None or held is None:
            return
        row, column, _anchor = cell
        wanted = self._places(held, row, column)
        _id, lane, anchor = next(place for place in wanted if place[0] == held.id)
        there = self.view.document.journey.cards_at(anchor, lane, self.view.document.scenario)
        before = next((c.id for c in there if self._middle(c.id) > pointer.point.y()), None)
        count = len(self.ids)
        if not self.is_copy:
            self.view.attempt(
                lambda journey: self._moved(journey, wanted, before),
                ngettext("Move card", "Move cards", count),
            )
            return
        made: list[RecordId] = []

        def copy(journey: Journey) -> Change:
            change, new = _copies(journey, wanted)
            made.extend(new)
            return change

        if self.view.attempt(copy, ngettext("Copy card", "Copy cards", count)):
            self.view.select(made)

    def cancel(self) -> None:
        self.view.show_overlay(Overlay())

    def _places(self, held: Card, row: Row, column: Column) -> list[tuple[RecordId, RecordId, RecordId]]:
        """(card, lane, anchor) for each card in the order of the journey."""
        journey, columns = self.view.document.journey, self.view.map.layout.columns
        at = columns.index(column)
        from_column = self.view.map.layout.column_at(self.pressed.point.x())
        shift = at - columns.index(from_column) if from_column is not None else 0
        out = []
        for card in (c for c in journey.cards if c.id in set(self.ids)):
            lane = row.lane if card.lane == held.lane else card.lane
            first = first_column(self.view.map.layout, card)
            first = at - shift if first is None else first
            there = columns[min(max(first + shift, 0), len(columns) - 1)]
            if card.anchor == columns[first].phase and columns[first].touchpoint is not None:
                # A card of a whole phase stays one: what is pressed is any of its columns.
                anchor = (column if card.id == held.id else there).phase
            elif not shift:
                anchor = card.anchor  # also of a touchpoint that stands below this column, in a band
            else:
                anchor = there.touchpoint or there.phase
            out.append((card.id, lane, anchor))
        return out

    def _middle(self, id: RecordId) -> float:
        item = self.view.map.item(id)
        return item.sceneBoundingRect().center().y() if item is not None else 0.0

    def _moved(
        self,
        journey: Journey,
        wanted: Sequence[tuple[RecordId, RecordId, RecordId]],
        before: RecordId | None,
    ) -> Change:
        if len(wanted) == 1:
            id, lane, anchor = wanted[0]
            card = journey.of(Card, id)
            row = [c.id for c in journey.cards_at(anchor, lane, self.view.document.scenario)]
            if card is not None and (card.lane, card.anchor) == (lane, anchor):
                rest = [other for other in row if other != id]
                index = rest.index(before) if before in rest else len(rest)
                if before == id or [*rest[:index], id, *rest[index:]] == row:
                    return Change()  # it lands where it was
        if before in self.ids:
            before = None
        later, change = journey.copy(), Change()
        for id, lane, anchor in wanted:
            card = journey.of(Card, id)
            if len(wanted) > 1 and card is not None and (card.lane, card.anchor) == (lane, anchor):
                continue  # one of several that stays in its cell keeps its place there
            one = edits.move_card(later, id, lane, anchor, before)
            later.apply(one)
            change = change.then(one)
        return change


def _copies(
    journey: Journey, wanted: Sequence[tuple[RecordId, RecordId, RecordId]]
) -> tuple[Change, list[RecordId]]:
    """Copies of cards in other cells, below what is there, and their ids."""
    later, whole, made = journey.copy(), Change(), []
    for id, lane, anchor in wanted:
        card = journey.of(Card, id)
        if card is None:
            raise refusal("unknown-record")
        # Where journeys are joined, the cell may be another scenario's.
        target = journey.of(Touchpoint, anchor)
        scenario = target.scenario if target is not None else card.scenario
        added = edits.add_card(later, lane, anchor, scenario, card.text)
        (new,) = (r for r in added.after.values() if isinstance(r, Card))
        change = created(
            replace(card, id=new.id, lane=lane, anchor=anchor, scenario=scenario, order=new.order)
        )
        later.apply(change)
        whole = whole.then(change)
        made.append(new.id)
    return whole, made


class SpanDrag:
    """The right edge of a card: over how many touchpoints (or, for a card of a phase, phases) it goes."""

    def __init__(self, view: MapView, card: Card) -> None:
        self.view = view
        self.card = card  # as it was at the press

    def move(self, pointer: Pointer) -> None:
        wanted = span_to(self.view.map.layout, self.card, pointer.point.x())
        self.view.document.preview(lambda journey: edits.update(journey, self.card.id, **wanted))

    def drop(self, pointer: Pointer) -> None:
        self.move(pointer)
        self.view.document.keep_preview(_("Change width of card"))

    def cancel(self) -> None:
        self.view.document.preview(None)


def first_column(layout: JourneyLayout, card: Card) -> int | None:
    """The index of the column that a card begins in; None when it is not on the map."""
    placed = layout.placed.get(card.id)
    column = layout.column_at(placed.x + 4.0) if placed is not None else None
    return layout.columns.index(column) if column is not None else None


def span_to(layout: JourneyLayout, card: Card, x: float) -> dict[str, object]:
    """The fields of a card whose right edge comes nearest to a place on the map.

    A card of a phase that is made narrower than the phase becomes one of the phase's first touchpoints.
    """
    columns, first = layout.columns, first_column(layout, card)
    if first is None:
        return {}
    choices: list[tuple[float, dict[str, object]]] = []
    is_phase = card.anchor == columns[first].phase
    phase = columns[first].phase
    count = 0
    for i in range(first, len(columns)):
        column = columns[i]
        distance = abs(column.x + column.width - x)
        ends_phase = i + 1 == len(columns) or columns[i + 1].phase != column.phase
        if not is_phase:
            choices.append((distance, {"span": i - first + 1}))
        elif ends_phase:
            count += 1
            choices.append((distance, {"span": count}))
        elif column.phase == phase and columns[first].touchpoint is not None:
            choices.append((distance, {"anchor": columns[first].touchpoint, "span": i - first + 1}))
    return min(choices, key=lambda choice: choice[0])[1]
