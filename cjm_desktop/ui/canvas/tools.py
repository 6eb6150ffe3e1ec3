"""What the left button does: select and drag, scroll, add touchpoints and cards, lay roads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, Qt

from cjm_desktop.i18n import _
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import CARD_LANES, RecordId, Touchpoint, name_of
from cjm_desktop.ui.canvas import gestures, walk
from cjm_desktop.ui.canvas.card_gestures import cell_at, cell_box
from cjm_desktop.ui.canvas.decorations import Overlay
from cjm_desktop.ui.canvas.lane_gestures import automatic_height, lower_edge_at
from cjm_desktop.ui.canvas.pointer import CURVE_NAME, Gesture, Pointer, Tool
from cjm_desktop.ui.curves import switch_persona

if TYPE_CHECKING:
    from cjm_desktop.ui.canvas.view import MapView

#: A press that moves no further than this is a click.
_CLICK_PX: Final = 4
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


def make_tools(view: MapView) -> dict[str, Tool]:
    """The tools of one map, by name."""
    tools: tuple[Tool, ...] = (
        SelectTool(view),
        HandTool(view),
        TouchpointTool(view),
        ConnectTool(view),
        CardTool(view),
    )
    return {tool.name: tool for tool in tools}


class SelectTool:
    """Selects by click and marquee, moves by dragging, types by double click."""

    name = "select"
    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, view: MapView) -> None:
        self._view = view
        self._pressed: Pointer | None = None
        self._gesture: Gesture | None = None
        self._is_drag = False
        self._is_on_name = False  # the last press was on the name of a curve

    @property
    def is_busy(self) -> bool:
        return self._pressed is not None

    def hover(self, pointer: Pointer) -> None:
        # The view itself shows what is under the pointer; the cursor tells of edges that can be dragged.
        if pointer.key is not None and pointer.key.startswith(CURVE_NAME):
            self._view.show_cursor(Qt.CursorShape.PointingHandCursor)
        else:
            self._view.show_cursor(gestures.cursor_at(self._view, pointer))

    def press(self, pointer: Pointer) -> None:
        self._pressed, self._gesture, self._is_drag = pointer, None, False
        self._is_on_name = pointer.key is not None and pointer.key.startswith(CURVE_NAME)
        selected = self._view.selection
        if self._is_on_name:
            return
        if pointer.record is None:
            if not pointer.has(_CTRL) and not pointer.has(_SHIFT):
                self._view.select(())
        elif pointer.has(_SHIFT):
            self._view.map.select_also([pointer.record])
        elif pointer.record not in selected and not pointer.has(_CTRL):
            self._view.select([pointer.record])

    def move(self, pointer: Pointer) -> None:
        pressed = self._pressed
        if pressed is None:
            return
        if not self._is_drag:
            if (pointer.place - pressed.place).manhattanLength() <= _CLICK_PX:
                return
            self._is_drag = True
            if pressed.record is not None and pressed.record not in self._view.selection:
                self._view.map.select_also([pressed.record])  # Ctrl and a drag: a copy of this one too
            self._gesture = gestures.begin(self._view, pressed)
        if self._gesture is not None:
            sentence = gestures.moved_safely(self._gesture, pointer)
            if sentence is not None:
                self.cancel()
                self._view.said.emit(sentence)

    def release(self, pointer: Pointer) -> None:
        pressed, gesture, is_drag = self._pressed, self._gesture, self._is_drag
        # Not busy any more before the edit: a step of the undo stack cancels what is busy.
        self._pressed = self._gesture = None
        if pressed is None:
            return
        if is_drag:
            if gesture is not None:
                try:
                    gesture.drop(pointer)
                except CjmError as error:
                    gesture.cancel()
                    self._view.said.emit(str(error))
        elif self._is_on_name and pressed.key is not None:
            self._hide_curve(pressed.key.removeprefix(CURVE_NAME))
        elif pressed.record is not None:
            if pressed.has(_CTRL):
                self._view.map.toggle(pressed.record)
            elif not pressed.has(_SHIFT):
                self._view.select([pressed.record])

    def _hide_curve(self, id: RecordId) -> None:
        document = self._view.document
        if switch_persona(document, id):
            record = document.journey.get(id)
            name = " ".join(name_of(record).split())[:60] if record is not None else ""
            words = _("The curve of {name} is hidden; View › Curves shows it again.").format(name=name)
            self._view.said.emit(words)
        else:
            self._view.said.emit(_("One curve stays: show another before you hide this one."))

    def cancel(self) -> None:
        gesture, self._gesture, self._pressed = self._gesture, None, None
        if gesture is not None:
            gesture.cancel()

    def double_click(self, pointer: Pointer) -> None:
        view = self._view
        if self._is_on_name:
            return  # its first click hid the curve, and what lies below is not meant
        edge = lower_edge_at(view, pointer)
        if edge is not None:
            automatic_height(view, edge.lane)
            return
        if pointer.record is not None:
            view.select([pointer.record])
            view.editing.start(pointer.record)
            return
        cell = cell_at(view, pointer.point)
        if cell is None:
            return
        row, column, anchor = cell
        if row.kind in CARD_LANES:
            view.editing.start_cell(row.lane, anchor)
        elif row.kind == "road":
            add_touchpoint(view, pointer.point)
        elif row.kind == "experience" and column.touchpoint is not None:
            set_emotion(view, column.touchpoint, pointer.point.y())


class HandTool:
    """Scrolls by dragging."""

    name = "hand"
    cursor = Qt.CursorShape.OpenHandCursor
    is_busy = False  # the view itself follows the mouse

    def __init__(self, view: MapView) -> None:
        self._view = view

    def hover(self, pointer: Pointer) -> None:
        pass

    def press(self, pointer: Pointer) -> None:
        self._view.start_pan(pointer.place)

    def move(self, pointer: Pointer) -> None:
        pass

    def release(self, pointer: Pointer) -> None:
        pass

    def cancel(self) -> None:
        pass

    def double_click(self, pointer: Pointer) -> None:
        self._view.start_pan(pointer.place)


class _ClickTool:
    """A tool that does its work where the button is let go."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: MapView) -> None:
        self._view = view
        self.is_busy = False

    def hover(self, pointer: Pointer) -> None:
        """Show what a click here would do."""

    def press(self, pointer: Pointer) -> None:
        self.is_busy = True
        self.hover(pointer)

    def move(self, pointer: Pointer) -> None:
        self.hover(pointer)

    def release(self, pointer: Pointer) -> None:
        self.cancel()
        self.work(pointer)

    def work(self, pointer: Pointer) -> None:
        """Do what the click asks."""

    def cancel(self) -> None:
        self.is_busy = False
        self._view.show_overlay(Overlay())

    def double_click(self, pointer: Pointer) -> None:
        self.press(pointer)


class TouchpointTool(_ClickTool):
    """Puts a touchpoint on the road where it is clicked, and lets its title be typed at once."""

    name = "touchpoint"

    def hover(self, pointer: Pointer) -> None:
        place = self._view.map.layout.insertion_at(pointer.point.x(), pointer.point.y())
        line = gestures.drop_line(self._view, place[2], pointer.point.y()) if place is not None else None
        self._view.show_overlay(Overlay(line=line))

    def work(self, pointer: Pointer) -> None:
        self._view.set_tool("select")
        add_touchpoint(self._view, pointer.point)


class CardTool(_ClickTool):
    """Puts a card in the cell that is clicked, and lets its text be typed at once."""

    name = "card"

    def hover(self, pointer: Pointer) -> None:
        cell = cell_at(self._view, pointer.point)
        is_card_cell = cell is not None and cell[0].kind in CARD_LANES
        box = cell_box(cell[0], cell[1]) if cell is not None and is_card_cell else None
        self._view.show_overlay(Overlay(box=box))

    def work(self, pointer: Pointer) -> None:
        view = self._view
        cell = cell_at(view, pointer.point)
        if cell is None:
            view.said.emit(_("Click in a lane, under a touchpoint, to put a card there."))
            return
        row, _column, anchor = cell
        if row.kind not in CARD_LANES:
            lane = view.document.journey.get(row.lane)
            name = name_of(lane) if lane is not None else ""
            view.said.emit(_("Cards can't be put in the lane “{name}”.").format(name=name))
            return
        view.set_tool("select")
        view.editing.start_cell(row.lane, anchor)


class ConnectTool:
    """Lays a side road from the touchpoint that is pressed to the one where the button is let go."""

    name = "connect"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: MapView) -> None:
        self._view = view
        self._source: RecordId | None = None

    @property
    def is_busy(self) -> bool:
        return self._source is not None

    def hover(self, pointer: Pointer) -> None:
        pass

    def press(self, pointer: Pointer) -> None:
        if self._view.document.journey.of(Touchpoint, pointer.record) is None:
            self._view.said.emit(_("Drag from one touchpoint to another to lay a road between them."))
        else:
            self._source = pointer.record

    def move(self, pointer: Pointer) -> None:
        item = self._view.map.item(self._source or "")
        if item is None:
            self.cancel()
            return
        end = pointer.point
        target = self._view.map.item(pointer.record or "")
        if target is not None and target is not item and self._is_touchpoint(pointer.record):
            end = target.pos()  # the middle of a disc is its origin
        self._view.show_overlay(Overlay(road=QLineF(item.pos(), end)))

    def release(self, pointer: Pointer) -> None:
        source, target = self._source, pointer.record
        self.cancel()
        if source is None:
            return
        if target is None or not self._is_touchpoint(target) or target == source:
            self._view.said.emit(_("Drag from one touchpoint to another to lay a road between them."))
            return
        lay_road(self._view, source, target)

    def cancel(self) -> None:
        self._source = None
        self._view.show_overlay(Overlay())

    def double_click(self, pointer: Pointer) -> None:
        self.press(pointer)

    def _is_touchpoint(self, id: RecordId | None) -> bool:
        return self._view.document.journey.of(Touchpoint, id) is not None


def lay_road(view: MapView, source: RecordId, target: RecordId) -> bool:
    """Lay a side road from one touchpoint to another, and select it."""
    made: list[RecordId] = []

    def connect(journey: Journey) -> Change:
        change = edits.connect(journey, source, target)
        made.extend(change.after)
        return change

    done = view.attempt(connect, _("Lay road"))
    if done:
        view.select(made)
    return done


def add_touchpoint(view: MapView, point: QPointF) -> bool:
    """Put a touchpoint on the road nearest to a point of the map, and let its title be typed."""
    place = view.map.layout.insertion_at(point.x(), point.y())
    if place is None:
        view.said.emit(_("Add a phase first: a touchpoint stands in a phase."))
        return False
    column = view.map.layout.column_at(point.x())
    return add_touchpoint_before(view, place[0], place[1], column.touchpoint if column is not None else None)


def add_touchpoint_before(
    view: MapView, phase: RecordId, before: RecordId | None, beside: RecordId | None = None
) -> bool:
    """Put a touchpoint before another of its phase (None = at its end), and let its title be typed.

    Where journeys are joined it goes to the part in which `beside` stands.
    """
    made: list[tuple[Change, RecordId]] = []
    scenario = view.document.journey.part_for(view.document.scenario, phase, beside)

    def add(journey: Journey) -> Change:
        made.append(walk.added_touchpoint(journey, scenario, phase, before))
        return made[0][0]

    # The title that is typed now joins this step; a key of its own, so that nothing else does.
    view.bursts += 1
    merge_key = f"added:{view.bursts}"
    if not view.attempt(add, _("Add touchpoint"), merge_key):
        return False
    change, id = made[0]
    view.select([id])
    return view.editing.start(id, merge_key, change)


def set_emotion(view: MapView, touchpoint: RecordId, y: float) -> None:
    """Give a touchpoint the emotion that stands at a height of the experience lane."""
    curve, persona = view.map.layout.curve, view.map.persona
    if curve is not None and persona is not None:
        score = curve.score(y)
        view.attempt(
            lambda journey: edits.set_experience(journey, touchpoint, persona, emotional=score),
            _("Set emotion"),
        )
