"""The widgets that a form puts its fields in. Each shows a value, shows "mixed", and says what the user made of it."""

from __future__ import annotations

import math
import re
from abc import abstractmethod
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from cjm_desktop.i18n import _, language
from cjm_desktop.ui import text

MAX_LINES = 12


class _NoUndo:
    """Leaves Ctrl+Z to the document: letters are edits of the journey already."""

    @staticmethod
    def is_undo(event: QEvent) -> bool:
        return (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo))
        )


class LineEdit(QLineEdit):
    """A line edit whose undo is the document's."""

    def event(self, event: QEvent) -> bool:
        if _NoUndo.is_undo(event):
            event.ignore()
            return True
        return super().event(event)


class GrowingEdit(QPlainTextEdit):
    """Plain text that is as high as what it holds."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.fit)
        self.document().documentLayout().documentSizeChanged.connect(self._size_changed)
        self.fit()

    def event(self, event: QEvent) -> bool:
        if _NoUndo.is_undo(event):
            event.ignore()
            return True
        return super().event(event)

    def fit(self) -> None:
        """Take the height of the text, up to a limit."""
        lines = max(1, round(self.document().size().height()))
        policy = (
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if lines > MAX_LINES
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if self.verticalScrollBarPolicy() != policy:
            self.setVerticalScrollBarPolicy(policy)
        line = QFontMetricsF(self.font()).lineSpacing()
        self.setFixedHeight(math.ceil(min(MAX_LINES, lines) * line) + 14)

    def _size_changed(self, _size: object) -> None:
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class Input(QWidget):
    """One field's widget. `merges` says that consecutive changes of it are one undo step (typing)."""

    edited = Signal(object)
    wrong = Signal(str)
    left = Signal()
    wants_new = Signal()
    merges = False

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)

    def put(self, widget: QWidget) -> None:
        """Add the widget that takes the focus for this one."""
        self.row.addWidget(widget)
        self.setFocusProxy(widget)

    @abstractmethod
    def show_value(self, value: Any) -> None:
        """Show a value that all selected records have."""

    @abstractmethod
    def show_mixed(self) -> None:
        """Show that the selected records differ."""

    def name_it(self, name: str) -> None:
        """Tell assistive programs what the field is called."""
        (self.focusProxy() or self).setAccessibleName(name)

    def mark(self, wrong: bool) -> None:
        """Show by the border whether what stands there is wrong."""
        widget = self.focusProxy()
        if isinstance(widget, QLineEdit | QPlainTextEdit) and widget.property("wrong") != wrong:
            widget.setProperty("wrong", wrong)
            widget.style().unpolish(widget)
            widget.style().polish(widget)


class LineInput(Input):
    """A line of text; an optional one gives None when it is empty."""

    merges = True

    def __init__(self, *, optional: bool, hint: str = "") -> None:
        super().__init__()
        self.optional = optional
        self.hint = hint
        self.field = LineEdit()
        self.field.setPlaceholderText(hint)
        self.field.textEdited.connect(self._typed)
        self.field.editingFinished.connect(self.left)
        self.put(self.field)

    def _typed(self, words: str) -> None:
        self.edited.emit(None if self.optional and not words.strip() else words)

    def show_value(self, value: Any) -> None:
        shown = value or ""
        self.field.setPlaceholderText(self.hint)
        if self.field.text() != shown:
            self.field.setText(shown)
            self.field.setCursorPosition(0)

    def show_mixed(self) -> None:
        self.field.clear()
        self.field.setPlaceholderText(_("differs"))


class NumberInput(Input):
    """A number typed with a decimal comma or point; `factor` 100 shows a share as a percentage."""

    merges = True

    def __init__(self, *, optional: bool, whole: bool, factor: float = 1.0) -> None:
        super().__init__()
        self.optional, self.whole, self.factor = optional, whole, factor
        self.field = LineEdit()
        self.field.textEdited.connect(self._typed)
        self.field.editingFinished.connect(self.left)
        self.put(self.field)
        if factor == 100:
            self.row.addWidget(text.PlainLabel("%", "second"))

    def _typed(self, words: str) -> None:
        cleaned = words.strip().replace("−", "-").replace(",", ".").replace("\u00a0", "").rstrip("%").strip()
        if not cleaned:
            if self.optional:
                self.edited.emit(None)
            else:
                self.wrong.emit(_("A number is needed here."))
            return
        if not re.fullmatch(r"[+-]?\d{1,15}(\.\d{0,9})?|[+-]?\.\d{1,9}", cleaned):
            self.wrong.emit(_("This is not a number."))
            return
        value = float(cleaned)
        if self.whole:
            if value != int(value):
                self.wrong.emit(_("A whole number is needed here."))
                return
            self.edited.emit(int(value))
        else:
            self.edited.emit(round(value / self.factor, 9))

    def show_value(self, value: Any) -> None:
        self.field.setPlaceholderText("")
        shown = "" if value is None else written(value * self.factor)
        if self.field.text() != shown and not (self.field.hasFocus() and self._same(value)):
            self.field.setText(shown)

    def _same(self, value: Any) -> bool:
        """Whether what is being typed already means the value ("1," on the way to "1,5")."""
        try:
            typed = float(self.field.text().strip().replace("−", "-").replace(",", ".").rstrip("%"))
        except ValueError:
            return False
        return value is not None and abs(typed / self.factor - value) < 1e-9

    def show_mixed(self) -> None:
        self.field.clear()
        self.field.setPlaceholderText(_("differs"))


def written(value: float) -> str:
    """A number as it is typed in the current language: as short as it can be."""
    words = f"{round(value, 6):.6f}".rstrip("0").rstrip(".").replace("-", "−")
    return words.replace(".", ",") if language() == "nl" else words


class NoteInput(Input):
    """Text of several lines; an optional one gives None when it is empty."""

    merges = True

    def __init__(self, *, optional: bool) -> None:
        super().__init__()
        self.optional = optional
        self.field = GrowingEdit()
        self.field.textChanged.connect(self._typed)
        self.field.left.connect(self.left)
        self.put(self.field)
        self._shown: str | None = ""

    def _value(self) -> Any:
        words = self.field.toPlainText()
        return None if self.optional and not words.strip() else words

    def _typed(self) -> None:
        words = self.field.toPlainText()
        if words != self._shown:
            self._shown = words
            self.edited.emit(self._value())

    def _words(self, value: Any) -> str:
        return value or ""

    def show_value(self, value: Any) -> None:
        self.field.setPlaceholderText("")
        if self._value() != value or self._shown is None:
            self._shown = self._words(value)
            self.field.setPlainText(self._shown)

    def show_mixed(self) -> None:
        self._shown = ""
        self.field.setPlainText("")
        self._shown = None
        self.field.setPlaceholderText(_("differs"))


class LinesInput(NoteInput):
    """A list of texts, one a line."""

    def _value(self) -> Any:
        return tuple(line.strip() for line in self.field.toPlainText().splitlines() if line.strip())

    def _words(self, value: Any) -> str:
        return "\n".join(value)
