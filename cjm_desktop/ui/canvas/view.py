"""The map of one document, to look at and to edit: the way from mouse and keyboard to tools and edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QNativeGestureEvent
from PySide6.QtWidgets import QWidget

from cjm_desktop.i18n import _
from cjm_desktop.layout.columns import road_of
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Phase, RecordId, Touchpoint, name_of
from cjm_desktop.ui.canvas import decorations, keyboard, walk
from cjm_desktop.ui.canvas.decorations import Overlay
from cjm_desktop.ui.canvas.inline_editor import InlineEditing
from cjm_desktop.ui.canvas.pointer import Pointer, Tool
from cjm_desktop.ui.canvas.scene import LayOut
from cjm_desktop.ui.canvas.surface import MapSurface
from cjm_desktop.ui.canvas.tools import add_touchpoint_before, lay_road, make_tools
from cjm_desktop.ui.document import Document

#: A pointer nearer to the edge than this scrolls while something is dragged.
_EDGE_PX: Final = 28
#: With more marks than this the whole window is painted again.
_MANY_MARKS: Final = 40


class MapView(MapSurface):
    """The map of one document, to edit."""

    tool_changed = Signal(str)  # name of the tool
    said = Signal(str)  # a plain sentence for the status bar: why something was not done
    context_menu_requested = Signal(QPoint)  # global place; what is under it is selected by then

    def __init__(
        self,
        document: Document,
        lay_out: LayOut | None = None,
        parent: QWidget | None = None,
        *,
        opening: bool = False,
    ) -> None:
        super().__init__(document, lay_out, parent, opening=opening)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(False)  # files that are dropped belong to the window
        self.setAccessibleName(_("Journey map"))
        self.viewport().setMouseTracking(True)
        self.editing = InlineEditing(self)
        self.bursts = 0  # tells held keys apart: one undo step each
        self._tools = make_tools(self)
        self._tool: Tool = self._tools["select"]
        self._pan_from: QPoint | None = None
        self._is_space_held = False
        self._edge_scroll = QTimer(self)
        self._edge_scroll.setInterval(30)
        self._edge_scroll.timeout.connect(self._on_edge_scroll)
        self._last_pointer: tuple[QPoint, Qt.KeyboardModifier] | None = None
        self._marked: tuple[RecordId, ...] = ()
        self._mark_boxes: dict[str, QRectF] = {}  # where marks were painted, in map units
        self.map.laid_out.connect(self._on_laid_out)
        self.map.selection_changed.connect(self._on_selection_changed)
        document.undo_stack.indexChanged.connect(self._on_step)
        document.refused.connect(self.said)

    def about_to_zoom(self) -> None:
        self.editing.commit()

    # -- selection, for the window -------------------------------------------------------------------

    @property
    def selection(self) -> tuple[RecordId, ...]:
        """The selected records, in the order of selecting."""
        return self.map.selection

    def select(self, ids: Iterable[RecordId], *, reveal: bool = False) -> None:
        """Select records; with `reveal` the last of them is scrolled into sight."""
        self.map.select(ids)
        if reveal and self.map.current is not None:
            self.reveal(self.map.current)

    def reveal(self, key: str) -> None:
        """Scroll so far that a record is in sight, clear of the pinned headers."""
        self.map.finish()
        item = self.map.item(key)
        if item is None:
            return
        rect, seen, layout = decorations.mark_rect(item), self.visible, self.map.layout
        if any(span.phase == key for span in layout.phases):
            rect = QRectF(rect.x(), seen.center().y(), rect.width(), 1)  # headers stay in sight anyway
        elif key in layout.people or any(row.lane == key for row in layout.rows):
            rect = QRectF(seen.center().x(), rect.y(), 1, rect.height())
        # The strip under the pinned headers is not "in sight".
        grown = rect.adjusted(-layout.side - 16, -layout.top - 16, 16, 16)
        if not seen.contains(grown):
            self.ensureVisible(grown, 8, 8)

    def attempt(self, make: Callable[[Journey], Change], label: str, merge_key: str | None = None) -> bool:
        """Carry out an edit of the user, made from the journey without any preview; False and a sentence said
        when it is refused."""
        try:
            self.document.preview(None)
            self.document.edit(make(self.document.journey), label, merge_key)
        except CjmError as error:
            self.said.emit(str(error))
            return False
        return True

    def edit_current(self) -> bool:
        """Type the name of the record selected last, on the map; False when there is none that has one."""
        current = self.map.current
        return current is not None and self.editing.start(current)

    def new_touchpoint_after(self) -> bool:
        """Put a touchpoint after the selected one (else at the end of the selected phase, or of the road) and let
        its title be typed."""
        self.editing.commit()
        journey, scenario = self.document.journey, self.document.scenario
        phase = journey.of(Phase, self.map.current)
        if phase is not None:
            return add_touchpoint_before(self, phase.id, None)
        here = journey.of(Touchpoint, walk.touchpoint_of(journey, scenario, self.map.current))
        road = journey.road(scenario)
        if here is not None and here.scenario not in journey.parts(scenario):
            here = None  # of another scenario: lists and comparisons lead there too
        if here is None and road:
            here = (road_of(journey, scenario) or road)[-1]
        if here is None:
            phase = next(iter(journey.phases), None)
            if phase is None:
                self.said.emit(_("Add a phase first: a touchpoint stands in a phase."))
                return False
            return add_touchpoint_before(self, phase.id, None)
        row = [t.id for t in road if t.phase == here.phase and t.scenario == here.scenario]
        index = row.index(here.id) + 1
        return add_touchpoint_before(self, here.phase, row[index] if index < len(row) else None, here.id)

    def connect_selected(self) -> bool:
        """Lay a road between two selected touchpoints, from the first to the last selected; False when it is not
        two that are selected."""
        ids = [id for id in self.selection if self.document.journey.of(Touchpoint, id) is not None]
        return len(ids) == len(self.selection) == 2 and lay_road(self, ids[0], ids[1])

    # -- tools ---------------------------------------------------------------------------------------

    @property
    def tool(self) -> Tool:
        """The tool that the left button works with."""
        return self._tool

    def set_tool(self, name: str) -> None:
        """Take a tool: "select", "hand", "touchpoint", "connect" or "card"."""
        tool = self._tools[name]
        if tool is not self._tool:
            self._tool.cancel()
            self._tool = tool
            self._show_cursor()
            self.tool_changed.emit(name)

    def show_overlay(self, overlay: Overlay) -> None:
        """Show what a gesture does; Overlay() takes it away."""
        if overlay == self.overlay:
            return
        pixel = self.pixel
        for one in (self.overlay, overlay):
            bounds = one.bounds(self.map, pixel)
            if bounds.isValid():
                self.viewport().update(self.mapFromScene(bounds).boundingRect())
        self.overlay = overlay

    def show_cursor(self, shape: Qt.CursorShape) -> None:
        """Show another cursor until the pointer moves on, unless the map is being dragged."""
        if self._pan_from is None and not self._is_space_held and self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def _show_cursor(self) -> None:
        if self._pan_from is not None:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._is_space_held:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.viewport().setCursor(self._tool.cursor)

    # -- marks ----------------------------------------------------------------------------------------

    def _update_marks(self, ids: Iterable[str]) -> None:
        """Repaint the surroundings of the marks of records, where they are and where they were."""
        at = self.pinned
        edge = 14 * self.pixel
        wanted = {*self.map.selection, self.hovered}
        for id in ids:
            item = self.map.item(id)
            boxes = [old] if (old := self._mark_boxes.pop(id, None)) is not None else []
            if item is not None:
                box = decorations.mark_rect(item).adjusted(-edge, -edge, edge, edge)
                boxes.append(box)
                if id in wanted:
                    self._mark_boxes[id] = box
            for box in boxes:
                for place in (box, box.translated(at.dx, 0), box.translated(0, at.dy)):
                    self.viewport().update(self.mapFromScene(place).boundingRect())

    # -- the mouse -----------------------------------------------------------------------------------

    def pointer(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> Pointer:
        """What stands under a place of the window; pinned headers count as what they show."""
        self.map.refresh()
        point = self.mapToScene(place)
        at, layout = self.pinned, self.map.layout
        on_top = point
        if at.dy > 0 and point.y() < at.dy + layout.top:
            on_top = QPointF(point.x(), point.y() - at.dy)
        elif at.dx > 0 and point.x() < at.dx + layout.side:
            on_top = QPointF(point.x() - at.dx, point.y())
        key = self.map.key_at(on_top)
        return Pointer(place, point, key, self.map.record_of(key), modifiers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.editing.commit()
        place = event.position().toPoint()
        button = event.button()
        is_left = button == Qt.MouseButton.LeftButton
        if button == Qt.MouseButton.MiddleButton or (is_left and self._is_space_held):
            self.start_pan(place)
        elif is_left:
            self._tool.press(self.pointer(place, event.modifiers()))
        elif button == Qt.MouseButton.RightButton:
            pointer = self.pointer(place, event.modifiers())
            if self._tool.is_busy:
                self._tool.cancel()
            elif pointer.record not in self.selection:
                self.map.select([pointer.record] if pointer.record else [])
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._pan_from is not None:
            moved, self._pan_from = place - self._pan_from, place
            self.scroll_by(-moved)
        elif self._tool.is_busy:
            self._last_pointer = (place, event.modifiers())
            self._tool.move(self.pointer(place, event.modifiers()))
            near_edge = (
                not self.viewport().rect().adjusted(_EDGE_PX, _EDGE_PX, -_EDGE_PX, -_EDGE_PX).contains(place)
            )
            if near_edge and self._tool.is_busy and not self.document.has_preview:
                self._edge_scroll.start()
            else:
                self._edge_scroll.stop()
        else:
            pointer = self.pointer(place, event.modifiers())
            self._hover(pointer.key)
            self._tool.hover(pointer)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._edge_scroll.stop()
        if self._pan_from is not None:
            self._pan_from = None
            self._show_cursor()
        elif event.button() == Qt.MouseButton.LeftButton and self._tool.is_busy:
            self._tool.release(self.pointer(event.position().toPoint(), event.modifiers()))
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._is_space_held:
            self._tool.double_click(self.pointer(event.position().toPoint(), event.modifiers()))
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.context_menu_requested.emit(event.globalPos())
        event.accept()

    def start_pan(self, place: QPoint) -> None:
        """Let the map follow the mouse until the button is let go."""
        self._pan_from = place
        self._show_cursor()

    def _on_edge_scroll(self) -> None:
        if self._last_pointer is None or not self._tool.is_busy:
            self._edge_scroll.stop()
            return
        place, modifiers = self._last_pointer
        inner = self.viewport().rect().adjusted(_EDGE_PX, _EDGE_PX, -_EDGE_PX, -_EDGE_PX)
        dx = place.x() - min(max(place.x(), inner.left()), inner.right())
        dy = place.y() - min(max(place.y(), inner.top()), inner.bottom())
        self.scroll_by(QPoint(dx // 2, dy // 2))
        self._tool.move(self.pointer(place, modifiers))

    def _hover(self, key: str | None) -> None:
        if key != self.hovered:
            before, self.hovered = self.hovered, key
            self._update_marks(k for k in (before, key) if k is not None)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.set_zoom(self.zoom * (1 + event.value()), event.position().toPoint())
                return True
        elif event.type() == QEvent.Type.Leave:
            self._hover(None)
            if not self._tool.is_busy:
                self.show_overlay(Overlay())
        return super().viewportEvent(event)

    # -- the keyboard --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat() and not self._tool.is_busy:
            self._is_space_held = True
            self._show_cursor()
        elif not keyboard.press(self, event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            if event.key() == Qt.Key.Key_Space:
                self._is_space_held = False
                self._show_cursor()
            if event.key() in (Qt.Key.Key_Alt, Qt.Key.Key_Control):
                self.bursts += 1
        super().keyReleaseEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        # Tab walks the touchpoints; past the last it leaves the map as in any other widget.
        return keyboard.walk_road(self, 1 if next else -1) or super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()  # the frame that tells of the focus goes all around

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._is_space_held = False
        self.bursts += 1
        self._show_cursor()
        self.viewport().update()
        super().focusOutEvent(event)

    # -- following -----------------------------------------------------------------------------------

    def _on_laid_out(self) -> None:
        marked = {*self._marked, *self.map.selection, *self._mark_boxes}
        if self.hovered is not None:
            marked.add(self.hovered)
        if len(marked) > _MANY_MARKS:
            self.viewport().update()
        else:
            self._update_marks(marked)

    def _on_selection_changed(self) -> None:
        changed = set(self._marked) ^ set(self.map.selection)
        self._marked = self.map.selection
        current = self.document.journey.get(self.map.current)
        # A screen reader says what the keys have reached.
        self.setAccessibleDescription(name_of(current) if current is not None else "")
        if len(changed) > _MANY_MARKS or not self._marked:
            self.viewport().update()
        else:
            self._update_marks(changed)

    def _on_step(self, index: int) -> None:
        # An undo or an edit from elsewhere while something is dragged: what was pressed may be gone.
        if self._tool.is_busy:
            self._tool.cancel()
