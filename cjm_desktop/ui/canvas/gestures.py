"""What dragging does: each gesture shows where things will land, and makes one edit when let go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt

from cjm_desktop.i18n import _, ngettext, number
from cjm_desktop.layout.placement import Column, CurveScale, Row
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import CARD_LANES, Card, Lane, Phase, RecordId, Touchpoint
from cjm_desktop.ui.canvas import walk
from cjm_desktop.ui.canvas.decorations import Overlay
from cjm_desktop.ui.canvas.pointer import Gesture, Pointer

if TYPE_CHECKING:
    from cjm_desktop.ui.canvas.view import MapView

_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
#: More ghosts than this are not painted: the drop hint says enough.
_MOST_GHOSTS: Final = 60


def begin(view: MapView, pressed: Pointer) -> Gesture | None:
    """The gesture that a drag from there is, or None when nothing there can be dragged."""
    key, journey = pressed.key, view.document.journey
    if key is None:
        return Marquee(view, pressed)
    if key.startswith("point:"):
        return FaceDrag.of(view, pressed)
    record = journey.get(key)
    if isinstance(record, Touchpoint):
        ids = [id for id in view.selection if journey.of(Touchpoint, id) is not None]
        if pressed.has(_ALT):
            return NudgeDrag(view, pressed, ids)
        return TouchpointDrag(view, pressed, ids, is_copy=pressed.has(_CTRL))
    if isinstance(record, Card):
        return CardDrag(view, pressed, [id for id in view.selection if journey.of(Card, id) is not None])
    if isinstance(record, Phase | Lane):
        return ListDrag(view, pressed, record.id, is_phase=isinstance(record, Phase))
    return None


def ghosts(ids: Sequence[str], pressed: Pointer, now: Pointer) -> tuple[tuple[str, float, float], ...]:
    """Pale copies of items, as far from their places as the pointer is from where it was pressed."""
    moved = now.point - pressed.point
    return tuple((id, moved.x(), moved.y()) for id in ids[:_MOST_GHOSTS])


def drop_line(view: MapView, x: float) -> QLineF:
    """The hint where a touchpoint will come to stand: a line across the lane of the road."""
    layout = view.map.layout
    road = next((row for row in layout.rows if row.kind == "road"), None)
    top, bottom = (road.y, road.bottom) if road is not None else (layout.top, layout.height)
    return QLineF(x, top + 4, x, bottom - 4)


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


@dataclass
class Marquee:
    """A rectangle that selects what it touches; with Ctrl or Shift, besides what is selected."""

    view: MapView
    pressed: Pointer

    def move(self, pointer: Pointer) -> None:
        self.view.show_overlay(Overlay(marquee=self._rect(pointer)))

    def drop(self, pointer: Pointer) -> None:
        self.view.show_overlay(Overlay())
        found = self.view.map.keys_in(self._rect(pointer))
        kinds = (Touchpoint, Card)
        journey = self.view.document.journey
        found = [key for key in found if isinstance(journey.get(key), kinds)]
        if pointer.has(_CTRL) or pointer.has(Qt.KeyboardModifier.ShiftModifier):
            self.view.map.select_also(found)
        else:
            self.view.select(found)

    def cancel(self) -> None:
        self.view.show_overlay(Overlay())

    def _rect(self, pointer: Pointer) -> QRectF:
        return QRectF(self.pressed.point, pointer.point).normalized()


@dataclass
class TouchpointDrag:
    """Touchpoints along the road, also into another phase; with Ctrl copies of them."""

    view: MapView
    pressed: Pointer
    ids: list[RecordId]
    is_copy: bool

    def move(self, pointer: Pointer) -> None:
        place = self.view.map.layout.insertion_at(pointer.point.x())
        line = drop_line(self.view, place[2]) if place is not None else None
        self.view.show_overlay(Overlay(ghosts(self.ids, self.pressed, pointer), line))

    def drop(self, pointer: Pointer) -> None:
        self.view.show_overlay(Overlay())
        place = self.view.map.layout.insertion_at(pointer.point.x())
        if place is None:
            return
        phase, before, _x = place
        count = len(self.ids)
        if not self.is_copy:
            self.view.attempt(
                lambda journey: edits.move_touchpoints(journey, self.ids, phase, before),
                ngettext("Move touchpoint", "Move touchpoints", count),
            )
            return
        made: list[RecordId] = []

        def copy(journey: Journey) -> Change:
            change, new = walk.copied_touchpoints(journey, self.ids, phase, before)
            made.extend(new)
            return change

        if self.view.attempt(copy, ngettext("Copy touchpoint", "Copy touchpoints", count)):
            self.view.select(made)

    def cancel(self) -> None:
        self.view.show_overlay(Overlay())


@dataclass
class NudgeDrag:
    """Touchpoints off their place on the road, as far as the pointer goes."""

    view: MapView
    pressed: Pointer
    ids: list[RecordId]

    def move(self, pointer: Pointer) -> None:
        moved = pointer.point - self.pressed.point
        self.view.document.preview(lambda journey: edits.nudge(journey, self.ids, moved.x(), moved.y()))

    def drop(self, pointer: Pointer) -> None:
        self.move(pointer)
        self.view.document.keep_preview(ngettext("Nudge touchpoint", "Nudge touchpoints", len(self.ids)))

    def cancel(self) -> None:
        self.view.document.preview(None)


@dataclass
class FaceDrag:
    """A face of the curve up and down: the emotion of one persona at one touchpoint."""

    view: MapView
    touchpoint: RecordId
    persona: RecordId
    scale: CurveScale  # as it was at the press: the lane may grow while the face moves
    grip: float  # how far the pointer is below the middle of the face

    @classmethod
    def of(cls, view: MapView, pressed: Pointer) -> FaceDrag | None:
        """The drag of the face under the pointer, or None when there is no curve to move along."""
        curve = view.map.layout.curve
        _kind, persona, id = (pressed.key or "").split(":", 2)
        touchpoint = view.document.journey.of(Touchpoint, id)
        felt = touchpoint.experience_of(persona) if touchpoint is not None else None
        if curve is None or felt is None or felt.emotional is None:
            return None
        return cls(view, id, persona, curve, pressed.point.y() - curve.y(felt.emotional))

    def move(self, pointer: Pointer) -> None:
        score = self.scale.score(pointer.point.y() - self.grip)
        self.view.document.preview(
            lambda journey: edits.set_experience(journey, self.touchpoint, self.persona, emotional=score)
        )
        self.view.show_overlay(Overlay(bubble=(pointer.point, number(score, 1))))

    def drop(self, pointer: Pointer) -> None:
        self.move(pointer)
        self.view.show_overlay(Overlay())
        self.view.document.keep_preview(_("Change emotion"))

    def cancel(self) -> None:
        self.view.show_overlay(Overlay())
        self.view.document.preview(None)


@dataclass
class CardDrag:
    """Cards to another cell, or to another place in their cell."""

    view: MapView
    pressed: Pointer
    ids: list[RecordId]

    def move(self, pointer: Pointer) -> None:
        cell = cell_at(self.view, pointer.point)
        overlay = Overlay(ghosts(self.ids, self.pressed, pointer))
        if cell is not None and cell[0].kind in CARD_LANES:
            overlay = replace(overlay, box=cell_box(cell[0], cell[1]))
        self.view.show_overlay(overlay)

    def drop(self, pointer: Pointer) -> None:
        self.view.show_overlay(Overlay())
        cell = cell_at(self.view, pointer.point)
        if cell is None:
            return
        row, _column, anchor = cell
        scenario = self.view.document.scenario
        there = self.view.document.journey.cards_at(anchor, row.lane, scenario)
        before = next((c.id for c in there if self._middle(c.id) > pointer.point.y()), None)
        self.view.attempt(
            lambda journey: self._moved(journey, row.lane, anchor, before),
            ngettext("Move card", "Move cards", len(self.ids)),
        )

    def cancel(self) -> None:
        self.view.show_overlay(Overlay())

    def _middle(self, id: RecordId) -> float:
        item = self.view.map.item(id)
        return item.sceneBoundingRect().center().y() if item is not None else 0.0

    def _moved(self, journey: Journey, lane: RecordId, anchor: RecordId, before: RecordId | None) -> Change:
        ids = [card.id for card in journey.cards if card.id in set(self.ids)]
        if len(ids) == 1:
            card = journey.of(Card, ids[0])
            row = [c.id for c in journey.cards_at(anchor, lane, self.view.document.scenario)]
            if card is not None and (card.lane, card.anchor) == (lane, anchor):
                rest = [id for id in row if id != card.id]
                index = rest.index(before) if before in rest else len(rest)
                if before == card.id or [*rest[:index], card.id, *rest[index:]] == row:
                    return Change()  # it lands where it was
        later, change = journey.copy(), Change()
        if before in ids:
            before = None
        for id in ids:
            one = edits.move_card(later, id, lane, anchor, before)
            later.apply(one)
            change = change.then(one)
        return change


@dataclass
class ListDrag:
    """A phase by its header, or a lane by its name, to another place among its like."""

    view: MapView
    pressed: Pointer
    id: RecordId
    is_phase: bool

    def move(self, pointer: Pointer) -> None:
        layout = self.view.map.layout
        before = self._before(pointer)
        if self.is_phase:
            x = next((s.x for s in layout.phases if s.phase == before), layout.width) - 3
            line = QLineF(x, 0, x, layout.height)
        else:
            last = layout.rows[-1].bottom if layout.rows else layout.height
            y = next((row.y for row in layout.rows if row.lane == before), last)
            line = QLineF(0, y, layout.width, y)
        self.view.show_overlay(Overlay(line=line))

    def drop(self, pointer: Pointer) -> None:
        self.view.show_overlay(Overlay())
        before = self._before(pointer)
        label = _("Move phase") if self.is_phase else _("Move lane")
        self.view.attempt(lambda journey: edits.move_in_list(journey, self.id, before), label)

    def cancel(self) -> None:
        self.view.show_overlay(Overlay())

    def _before(self, pointer: Pointer) -> RecordId | None:
        layout = self.view.map.layout
        if self.is_phase:
            x = pointer.point.x()
            return next((s.phase for s in layout.phases if x < s.x + s.width / 2), None)
        y = pointer.point.y()
        return next((row.lane for row in layout.rows if y < row.y + row.height / 2), None)


def moved_safely(gesture: Gesture, pointer: Pointer) -> str | None:
    """Let a gesture follow the pointer; the sentence of what went wrong, or None."""
    try:
        gesture.move(pointer)
    except CjmError as error:
        return str(error)
    return None
