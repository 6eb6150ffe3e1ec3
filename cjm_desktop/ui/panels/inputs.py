"""The widgets that a form puts its fields in. Each shows a value, shows "mixed", and says what the user made of it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.i18n import _, language
from cjm_desktop.ui import appearance, text

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


class Combo(QComboBox):
    """A combo box that the mouse wheel leaves alone, so that scrolling a form changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setIconSize(QSize(16, 16))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


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

    def show_value(self, value: Any) -> None:
        """Show a value that all selected records have."""
        raise NotImplementedError

    def show_mixed(self) -> None:
        """Show that the selected records differ."""
        raise NotImplementedError

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


class ChoiceInput(Input):
    """One of several values; `options` are (value, words, icon name)."""

    def __init__(self, options: Sequence[tuple[Any, str, str]] = (), *, new: str = "") -> None:
        super().__init__()
        self.combo = Combo()
        self.combo.activated.connect(self._chosen)
        self.put(self.combo)
        self._options: tuple[tuple[Any, str, str], ...] | None = None
        self._new = new
        self._value: Any = None
        self._mixed = False
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[Any, str, str]]) -> None:
        """Offer other values; nothing happens when they are the same."""
        if self._options == tuple(options):
            return
        self._options = tuple(options)
        self.combo.clear()
        for _value, words, icon in self._options:
            if icon:
                self.combo.addItem(appearance.icon(icon), text.one_line(words, 80))
            else:
                self.combo.addItem(text.one_line(words, 80))
        if self._new:
            self.combo.addItem(appearance.icon("plus"), self._new)
        self._point()

    def _chosen(self, index: int) -> None:
        options = self._options or ()
        if index >= len(options):
            self._point()
            self.wants_new.emit()
        elif self._mixed or options[index][0] != self._value:
            self._value, self._mixed = options[index][0], False
            self.edited.emit(self._value)

    @property
    def value(self) -> Any:
        """What is chosen now."""
        return self._value

    def _point(self) -> None:
        at = next((i for i, o in enumerate(self._options or ()) if o[0] == self._value), -1)
        self.combo.setCurrentIndex(-1 if self._mixed else at)

    def show_value(self, value: Any) -> None:
        self._value, self._mixed = value, False
        self.combo.setPlaceholderText("")
        self._point()

    def show_mixed(self) -> None:
        self._mixed = True
        self.combo.setPlaceholderText(_("differs"))
        self._point()


class FlagInput(Input):
    """Yes or no."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.box = QCheckBox(words.replace("&", "&&"))
        self.box.clicked.connect(self._clicked)
        self.put(self.box)

    def _clicked(self, checked: bool) -> None:
        self.box.setTristate(False)
        self.edited.emit(checked)

    def show_value(self, value: Any) -> None:
        self.box.setTristate(False)
        self.box.setChecked(bool(value))

    def show_mixed(self) -> None:
        self.box.setTristate(True)
        self.box.setCheckState(Qt.CheckState.PartiallyChecked)


class ManyInput(Input):
    """Any number of several values, chosen in a menu that stays open; the button names them."""

    def __init__(self, *, new: str = "", empty: str = "—") -> None:
        super().__init__()
        self._empty = empty
        self.button = QPushButton()
        self.button.setProperty("role", "field")
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._show_menu)
        self.put(self.button)
        self._new = new
        self._options: tuple[tuple[Any, str, str], ...] = ()
        self._value: tuple[Any, ...] = ()
        self._name = ""

    @property
    def value(self) -> tuple[Any, ...]:
        """What is chosen now."""
        return self._value

    def set_options(self, options: Sequence[tuple[Any, str, str]]) -> None:
        """Offer other values."""
        self._options = tuple(options)

    def name_it(self, name: str) -> None:
        self._name = name
        self._tell()

    def _show_menu(self) -> None:
        self.menu.setMinimumWidth(self.button.width())
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _fill(self) -> None:
        self.menu.clear()
        for value, words, _icon in self._options:
            action = self.menu.addAction(text.menu_text(words))
            action.setCheckable(True)
            action.setChecked(value in self._value)
            action.setData(value)
            action.triggered.connect(self._changed)
        if self._new:
            self.menu.addSeparator()
            self.menu.addAction(self._new).triggered.connect(self.wants_new)
        elif not self._options:
            self.menu.addAction(_("There is nothing to choose from yet")).setEnabled(False)

    def _changed(self) -> None:
        chosen = {a.data() for a in self.menu.actions() if a.isChecked()}
        kept = [v for v in self._value if v in chosen]
        self._value = (*kept, *(v for v, _w, _i in self._options if v in chosen and v not in kept))
        self._tell()
        self.edited.emit(self._value)

    def _tell(self, mixed: bool = False) -> None:
        names = {value: words for value, words, _icon in self._options}
        words = ", ".join(text.one_line(names.get(v, ""), 40) for v in self._value if v in names)
        self.button.setText(_("differs") if mixed else text.menu_text(words) or self._empty)
        text.tip(self.button, words if len(words) > 24 else "")
        self.button.setAccessibleName(f"{self._name}: {words or self._empty}")

    def show_value(self, value: Any) -> None:
        self._value = tuple(value)
        self._tell()

    def show_mixed(self) -> None:
        self._value = ()
        self._tell(mixed=True)


class PartsInput(Input):
    """The needs of a persona: a text and its kind, one row each."""

    merges = True

    def __init__(self, make: Any, options: Sequence[tuple[str, str, str]], add: str) -> None:
        super().__init__()
        self._make, self._choices = make, options
        self._parts: tuple[Any, ...] = ()
        self._rows: list[tuple[LineInput, ChoiceInput]] = []
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._add = QToolButton()
        self._add.setProperty("role", "link")
        self._add.setText(add)
        self._add.clicked.connect(self._add_row)
        self._column.addWidget(self._add)
        self.row.addWidget(holder)
        self.setFocusProxy(self._add)

    def _add_row(self) -> None:
        self._put_row("", self._choices[0][0])
        self._rows[-1][0].field.setFocus()

    def _put_row(self, words: str, kind: str) -> None:
        line, choice = LineInput(optional=False), ChoiceInput(self._choices)
        line.show_value(words)
        choice.show_value(kind)
        line.name_it(self._add.text())
        choice.combo.setAccessibleName(_("Kind"))
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(4)
        across.addWidget(line, 3)
        across.addWidget(choice, 2)
        line.edited.connect(self._typed)
        line.left.connect(self.left)
        choice.edited.connect(self._typed)
        self._column.insertWidget(len(self._rows), row)
        self._rows.append((line, choice))

    def _typed(self, _value: object) -> None:
        parts = []
        for line, choice in self._rows:
            words = line.field.text().strip()
            if words:
                old = next((p for p in self._parts if p.text == words), None)
                parts.append(self._make(words, choice.value, old))
        self._parts = tuple(parts)
        self.edited.emit(self._parts)

    def show_value(self, value: Any) -> None:
        if tuple(value) == self._parts and self._rows:
            return
        self._parts = tuple(value)
        for line, _choice in self._rows:
            row = line.parentWidget()
            if row is not None:
                self._column.removeWidget(row)
                row.deleteLater()
        self._rows.clear()
        for part in self._parts:
            self._put_row(part.text, part.kind)

    def show_mixed(self) -> None:
        self.show_value(())
