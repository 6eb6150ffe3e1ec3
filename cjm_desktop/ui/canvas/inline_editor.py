"""Typing on the map itself: a plain text field over the item."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import N_, _
from cjm_desktop.layout.drawing import Group, Placed, bounds_of
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, Connection, RecordId, Touchpoint, name_of
from cjm_desktop.ui.canvas import walk

if TYPE_CHECKING:
    from cjm_desktop.ui.canvas.view import MapView

_STYLE: Final = (
    "QPlainTextEdit { background: #FFFFFF; color: #1F2933; border: 2px solid #2F6FA8; border-radius: 5px;"
    " selection-background-color: #2F6FA8; selection-color: #FFFFFF; }"
)
_LABELS: Final = {
    "touchpoint": N_("Rename touchpoint"),
    "phase": N_("Rename phase"),
    "lane": N_("Rename lane"),
    "card": N_("Edit card"),
    "connection": N_("Edit label"),
}
#: Size of body text on the map, in map units; the field is at least as large as a reader needs.
_BODY: Final = 11.0
_SMALLEST_PX: Final = 12
_NARROWEST_PX: Final = 130

_ENDING: Final = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class End(Enum):
    """How typing ended."""

    COMMIT = "commit"
    CANCEL = "cancel"
    NEXT = "next"
    PREVIOUS = "previous"


class InlineEditor(QPlainTextEdit):
    """A field for plain text: Enter ends, Shift+Enter starts a line where lines are allowed, Esc cancels."""

    ended = Signal(End)

    def __init__(self, parent: QWidget, text: str, has_lines: bool) -> None:
        super().__init__(parent)
        self._has_lines = has_lines
        self.setStyleSheet(_STYLE)
        self.setAccessibleName(_("Text on the map"))
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(False)
        self.setPlainText(text)
        self.selectAll()
        self.textChanged.connect(self.fit)
        self.verticalScrollBar().valueChanged.connect(self._stay_at_top)

    def _stay_at_top(self, line: int) -> None:
        # A new line is scrolled into sight before the field grows: the first would be gone then.
        if line:
            self.verticalScrollBar().setValue(0)

    def fit(self) -> None:
        """Be as high as the text."""
        lines = max(1, round(self.document().size().height()))
        around = max(8, self.height() - self.viewport().height())  # frame and padding
        height = (
            lines * self.fontMetrics().lineSpacing() + 2 * round(self.document().documentMargin()) + around
        )
        self.resize(self.width(), height)

    def event(self, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and cast(QKeyEvent, event).key() in _ENDING:
            # What ends the typing must not trigger an action of the window.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if has_shift and self._has_lines:
                self.insertPlainText("\n")
            else:
                self.ended.emit(End.COMMIT)
        elif key == Qt.Key.Key_Escape:
            self.ended.emit(End.CANCEL)
        elif key == Qt.Key.Key_Tab:
            self.ended.emit(End.NEXT)
        elif key == Qt.Key.Key_Backtab:
            self.ended.emit(End.PREVIOUS)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # The field's own menu (paste) takes the focus for a moment.
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.ended.emit(End.COMMIT)


@frozen()
class _Target:
    """What is being typed: a record's name, or a card that does not exist yet."""

    record: RecordId | None
    lane: RecordId = ""
    anchor: RecordId = ""
    merge_key: str | None = None  # of the edit that made the record: both become one step
    change: Change | None = None  # that edit, to take it away again


class InlineEditing(QObject):
    """Starts and ends typing on one map."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view = view
        self._target: _Target | None = None
        self.editor: InlineEditor | None = None

    @property
    def is_active(self) -> bool:
        """Whether something is being typed."""
        return self.editor is not None

    def start(self, id: RecordId, merge_key: str | None = None, added: Change | None = None) -> bool:
        """Type the name of a record; False when it has none or isn't on the map.

        `added` is the edit under `merge_key` that has just made the record: typing joins it, Esc takes it back.
        """
        self.commit()
        view = self._view
        view.map.refresh()
        record = view.document.journey.get(id)
        item = view.map.item(id)
        if record is None or item is None or record.KIND not in _LABELS:
            return False
        view.reveal(id)
        words = view.map.item(f"label:{id}") or item  # a side road's words stand apart from it
        place = _text_place(words.placed).translated(words.pos())
        at = view.pinned
        if record.KIND == "phase":
            place.translate(0, at.dy)
        elif record.KIND == "lane":
            place.translate(at.dx, 0)
        self._target = _Target(id, merge_key=merge_key, change=added)
        self._open(name_of(record), place, isinstance(record, Card))
        return True

    def start_cell(self, lane: RecordId, anchor: RecordId) -> bool:
        """Type a new card in a cell; it is made when the typing ends and there is text."""
        self.commit()
        layout = self._view.map.layout
        row = next((row for row in layout.rows if row.lane == lane), None)
        column = next((c for c in layout.columns if anchor in (c.touchpoint, c.phase)), None)
        if row is None or column is None:
            return False
        there = self._view.document.journey.cards_at(anchor, lane, self._view.document.scenario)
        last = self._view.map.item(there[-1].id) if there else None
        y = last.sceneBoundingRect().bottom() if last is not None else row.y + 4
        self._target = _Target(None, lane, anchor)
        self._open("", QRectF(column.x + 2, y, column.width - 4, 22), True)
        return True

    def commit(self) -> None:
        """End typing and keep what was typed; nothing happens when nothing is being typed."""
        self._end(End.COMMIT)

    def cancel(self) -> None:
        """End typing and forget it."""
        self._end(End.CANCEL)

    def _open(self, text: str, place: QRectF, has_lines: bool) -> None:
        view = self._view
        box = view.mapFromScene(place).boundingRect()
        editor = InlineEditor(view.viewport(), text, has_lines)
        font = editor.font()
        font.setPixelSize(max(_SMALLEST_PX, round(_BODY * view.zoom)))
        editor.setFont(font)
        width = max(_NARROWEST_PX, box.width() + 12)
        editor.setGeometry(box.center().x() - width // 2, box.top() - 4, width, 30)
        editor.fit()
        if has_lines and text:
            editor.resize(editor.width(), max(editor.height(), box.height()))
        elif box.height() > editor.height():  # over the words, which stand in the middle
            editor.move(editor.x(), box.center().y() - editor.height() // 2)
        room = view.viewport().width() - editor.width()
        editor.move(max(0, min(editor.x(), room)), editor.y())
        editor.ended.connect(self._end)
        self.editor = editor
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self, end: End) -> None:
        editor, target = self.editor, self._target
        if editor is None or target is None:
            return
        # Forgotten first: closing takes the focus away, which would end the typing once more.
        self.editor = self._target = None
        if end is End.CANCEL:
            self._take_back(target)
        elif not self._keep(target, editor.toPlainText()):
            self.editor, self._target = editor, target
            return
        had_focus = editor.hasFocus()
        editor.hide()
        editor.deleteLater()
        if had_focus:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        if end in (End.NEXT, End.PREVIOUS):
            self._go_on(target, 1 if end is End.NEXT else -1)

    def _take_back(self, target: _Target) -> None:
        if target.change is not None and target.merge_key is not None:
            # Joined with the edit that made it, nothing is left to undo.
            change = target.change.inverted()
            self._view.attempt(lambda journey: change, _("Delete"), target.merge_key)

    def _keep(self, target: _Target, text: str) -> bool:
        view = self._view
        if target.record is None:
            text = text.strip()
            if not text:
                return True
            lane, anchor, scenario = target.lane, target.anchor, view.document.scenario
            is_made = view.attempt(
                lambda journey: edits.add_card(journey, lane, anchor, scenario, text), _("Add card")
            )
            if is_made:
                made = view.document.journey.cards_at(anchor, lane, scenario)
                view.select([made[-1].id])
            return is_made
        record = view.document.journey.get(target.record)
        if record is None:
            return True  # deleted from elsewhere while it was typed
        text = text.strip() if isinstance(record, Card) else " ".join(text.split())
        if text == name_of(record) or (not text and record.KIND in ("phase", "lane")):
            return True
        id = record.id

        def rename(journey: Journey) -> Change:
            if isinstance(record, Connection):
                return edits.update(journey, id, label=text or None)
            return edits.rename(journey, id, text)

        return view.attempt(rename, _(_LABELS[record.KIND]), target.merge_key)

    def _go_on(self, target: _Target, step: int) -> None:
        """Tab: type on in the next cell of the lane, at the next touchpoint, phase or lane."""
        view = self._view
        view.map.refresh()
        journey, scenario = view.document.journey, view.document.scenario
        record = journey.of(Card, target.record)
        if record is not None:
            target = replace(target, lane=record.lane, anchor=record.anchor)
        if target.lane:
            here = walk.touchpoint_of(journey, scenario, target.anchor)
            there = walk.along_road(journey, scenario, here, step) if here is not None else None
            if there is None:
                return
            cards = journey.cards_at(there, target.lane, scenario)
            view.reveal(there)
            if not cards or not self.start(cards[0].id):
                self.start_cell(target.lane, there)
            elif cards:
                view.select([cards[0].id])
            return
        is_touchpoint = journey.of(Touchpoint, target.record) is not None
        dy = 0 if is_touchpoint or journey.get(target.record) is None else step
        dx = step if not dy or journey[target.record or ""].KIND == "phase" else 0
        following = walk.step(journey, scenario, view.map.layout, target.record, dx, 0 if dx else dy)
        if following is not None:
            view.select([following])
            self.start(following)


def _text_place(placed: Placed) -> QRectF:
    """The box of a drawing's own words, in its own coordinates: of its title, else of the whole."""
    for part in placed.drawing:
        if isinstance(part, Group) and part.role in ("title", "label", "band"):
            box = bounds_of((part,))
            return QRectF(box.x, box.y, box.width, box.height)
    if any(isinstance(part, Group) and part.role == "disc" for part in placed.drawing):
        below = placed.outline.bounds
        return QRectF(below.x, below.bottom + 4, below.width, 18)
    box = placed.outline.bounds if placed.outline.segments else placed.bounds
    head = next((p for p in placed.drawing if isinstance(p, Group) and p.role == "head"), None)
    if head is not None:
        # The words of a card stand below its picture or measure, which stays in sight.
        top = bounds_of((head,)).bottom
        return QRectF(box.x, top, box.width, max(22.0, box.bottom - top))
    return QRectF(box.x, box.y, box.width, box.height)
