"""The widgets of a form in which something is chosen: one of several, yes or no, any number of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QMenu,
    QPushButton,
    QSizePolicy,
)

from cjm_desktop.i18n import _
from cjm_desktop.ui import appearance, text
from cjm_desktop.ui.panels.inputs import Input


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

    @property
    def value(self) -> bool:
        """What is chosen now."""
        return self.box.isChecked()

    def _clicked(self, checked: bool) -> None:
        self.box.setTristate(False)
        self.edited.emit(checked)

    def show_value(self, value: Any) -> None:
        self.box.setTristate(False)
        self.box.setChecked(bool(value))

    def show_mixed(self) -> None:
        self.box.setTristate(True)
        self.box.setCheckState(Qt.CheckState.PartiallyChecked)


class _MenuField(QPushButton):
    """A button that looks like a combo box: its words end before the arrow."""

    _BEFORE, _ARROW, _AFTER = 11, 16, 5  # pixels; the arrow stands where that of a combo box does

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.setProperty("role", "field")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    def show_words(self, words: str) -> None:
        """Show a text, cut off with "…" where there is no room for it."""
        self._words = words
        room = self.width() - self._BEFORE - self._ARROW - self._AFTER - 4
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(0, room))
        self.setText(shown.replace("&", "&&"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_words(self._words)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        ratio = max(1.0, self.devicePixelRatioF())
        arrow = appearance.pixmap("chevron-down", self._ARROW, appearance.colours().second, ratio)
        painter.drawPixmap(
            self.width() - self._ARROW - self._AFTER, (self.height() - self._ARROW) // 2, arrow
        )
        painter.end()


class _OpenMenu(QMenu):
    """A menu of values that stays open while they are ticked: by a click or by Space."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    @staticmethod
    def _tick(action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True


class ManyInput(Input):
    """Any number of several values, chosen in a menu that stays open; the button names them."""

    def __init__(self, *, new: str = "", empty: str = "—") -> None:
        super().__init__()
        self._empty = empty
        self.button = _MenuField()
        self.menu = _OpenMenu(self.button)
        self.menu.aboutToShow.connect(self._fill)
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
        self.button.show_words(_("differs") if mixed else words or self._empty)
        text.tip(self.button, words if len(words) > 24 else "")
        self.button.setAccessibleName(f"{self._name}: {words or self._empty}")

    def show_value(self, value: Any) -> None:
        self._value = tuple(value)
        self._tell()

    def show_mixed(self) -> None:
        self._value = ()
        self._tell(mixed=True)
