"""What dragging does: each gesture shows where things will land, and makes one edit when let go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QRectF, Qt

from cjm_desktop.analysis import emotion_scale
from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _, ngettext
from cjm_desktop.layout.placement import CurveScale
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Card, Lane, Phase, RecordId, Touchpoint
from cjm_desktop.ui.canvas import walk
from cjm_desktop.ui.canvas.card_gestures import CardDrag, SpanDrag, ghosts, right_edge_at
from cjm_desktop.ui.canvas.decorations import Overlay
from cjm_desktop.ui.canvas.lane_gestures import LaneEdgeDrag, ListDrag, lower_edge_at
from cjm_desktop.ui.canvas.pointer import Gesture, Pointer

if TYPE_CHECKING:
    from cjm_desktop.ui.canvas.view import MapView

_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier


def begin(view: MapView, pressed: Pointer) -> Gesture | None:
    """The gesture that a drag from there is, or None when nothing there can be dragged."""
    key, journey = pressed.key, view.document.journey
    row = lower_edge_at(view, pressed)
    if row is not None:
        return LaneEdgeDrag(view, row, pressed.point.y())
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
        if not pressed.has(_CTRL) and right_edge_at(view, pressed) is not None:
            return SpanDrag(view, record)
        ids = [id for id in view.selection if journey.of(Card, id) is not None]
        return CardDrag(view, pressed, ids, is_copy=pressed.has(_CTRL))
    if isinstance(record, Phase | Lane):
        return ListDrag(view, record.id, is_phase=isinstance(record, Phase))
    return None


def cursor_at(view: MapView, pointer: Pointer) -> Qt.CursorShape:
    """The cursor that tells what a drag from there would do."""
    if lower_edge_at(view, pointer) is not None:
        return Qt.CursorShape.SplitVCursor
    if right_edge_at(view, pointer) is not None:
        return Qt.CursorShape.SplitHCursor
    return Qt.CursorShape.ArrowCursor


def drop_line(view: MapView, x: float, y: float) -> QLineF:
    """The hint where a touchpoint will come to stand: a line across the road's lane, or the band at that height."""
    layout = view.map.layout
    band = layout.band_at(x, y)
    if band is not None:
        return QLineF(x, band.y + 4, x, band.y + band.height - 4)
    road = next((row for row in layout.rows if row.kind == "road"), None)
    top, bottom = (road.y, road.bottom) if road is not None else (layout.top, layout.height)
    return QLineF(x, top + 4, x, bottom - 4)


@frozen(eq=False)
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


@frozen(eq=False)
class TouchpointDrag:
    """Touchpoints along the road, also into another phase; with Ctrl copies of them."""

    view: MapView
    pressed: Pointer
    ids: list[RecordId]
    is_copy: bool

    def move(self, pointer: Pointer) -> None:
        place = self.view.map.layout.insertion_at(pointer.point.x(), pointer.point.y())
        line = drop_line(self.view, place[2], pointer.point.y()) if place is not None else None
        self.view.show_overlay(Overlay(ghosts(self.ids, self.pressed, pointer), line))

    def drop(self, pointer: Pointer) -> None:
        self.view.show_overlay(Overlay())
        place = self.view.map.layout.insertion_at(pointer.point.x(), pointer.point.y())
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


@frozen(eq=False)
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


@frozen(eq=False)
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
        scale = self.view.document.journey.info.emotion_scale
        self.view.document.preview(
            lambda journey: edits.set_experience(journey, self.touchpoint, self.persona, emotional=score)
        )
        self.view.show_overlay(Overlay(bubble=(pointer.point, emotion_scale.words(score, scale))))

    def drop(self, pointer: Pointer) -> None:
        self.move(pointer)
        self.view.show_overlay(Overlay())
        self.view.document.keep_preview(_("Change emotion"))

    def cancel(self) -> None:
        self.view.show_overlay(Overlay())
        self.view.document.preview(None)


def moved_safely(gesture: Gesture, pointer: Pointer) -> str | None:
    """Let a gesture follow the pointer; the sentence of what went wrong, or None."""
    try:
        gesture.move(pointer)
    except CjmError as error:
        return str(error)
    return None
