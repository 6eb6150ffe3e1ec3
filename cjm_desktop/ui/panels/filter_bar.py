"""The bar above the map with which the reader says what to look at; what is left out fades."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from cjm_desktop.analysis.filter_words import Choice, choices
from cjm_desktop.analysis.filtering import Filter, known, matching
from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_, _
from cjm_desktop.ui import appearance, lifetime, text
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.panels.inputs import LineEdit

#: Fields of a filter that are chosen from a menu, in the order of the bar.
FIELDS: Final = {
    "personas": N_("Persona"),
    "channels": N_("Channel"),
    "owners": N_("Owner"),
    "evidence": N_("Evidence"),
    "tags": N_("Tag"),
}
_TYPING_MS: Final = 150
#: The bar gets no narrower than this, and has one row from this width on, in pixels.
_NARROW: Final = 420
_WIDE: Final = 780


class FilterBar(QWidget):
    """Words to look for and a menu a field; `closed` says that the reader is done."""

    closed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.setAccessibleName(_("Filter"))
        self.field = LineEdit()
        self.field.setProperty("role", "search")
        self.field.setPlaceholderText(_("Show only what holds these words"))
        self.field.setAccessibleName(_("Words to filter by"))
        self.field.setClearButtonEnabled(True)
        glass = appearance.icon("funnel", appearance.colours().second)
        self.field.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.field.setMaxLength(200)
        self.field.returnPressed.connect(self._apply)
        self.field.textChanged.connect(self._typed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING_MS)
        self._soon.timeout.connect(self._apply)
        self.menus: dict[str, _FieldMenu] = {}
        self.count = text.PlainLabel("", "second")
        self.clear_button = QToolButton()
        self.clear_button.setProperty("role", "link")
        self.clear_button.setText(_("Clear filter"))
        self.clear_button.clicked.connect(self.clear)
        close = QToolButton()
        close.setIcon(appearance.icon("x", appearance.colours().second))
        close.setAccessibleName(_("Close filter"))
        text.tip(close, _("Close filter"))
        close.clicked.connect(self.closed)
        self._fields = QWidget()
        inner = QHBoxLayout(self._fields)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        for name, words in FIELDS.items():
            menu = self.menus[name] = _FieldMenu(self, name, _(words))
            inner.addWidget(menu)
        inner.addStretch()
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self._fields)
        self._row.addWidget(self.count)
        self._row.addWidget(self.clear_button)
        self._row.addWidget(close)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(12, 6, 8, 6)
        self._rows.setSpacing(4)
        self._rows.addLayout(self._row)
        self._is_narrow = False
        document.view_changed.connect(self.refresh)
        document.scenario_changed.connect(self._scenario_changed)
        document.changed.connect(self._changed)
        self.refresh()

    @property
    def filter(self) -> Filter:
        """What is asked for now."""
        return self.document.view.filter or Filter()

    def ask(self, **fields: Any) -> None:
        """Ask for other values of some fields."""
        wanted = replace(self.filter, **fields)
        self.document.show(filter=wanted or None)

    def clear(self) -> None:
        """Show everything again."""
        self._soon.stop()
        self.document.show(filter=None)
        self.refresh()

    def refresh(self) -> None:
        """Show what is asked for, and how much is shown."""
        asked = known(self.document.journey, self.filter)
        if self.field.text().strip() != asked.text.strip() and not self._soon.isActive():
            blocked = self.field.blockSignals(True)
            self.field.setText(asked.text)
            self.field.blockSignals(blocked)
        for menu in self.menus.values():
            menu.show_count(len(getattr(asked, menu.name)))
        self.clear_button.setVisible(bool(asked))
        self._count(asked)

    def _count(self, asked: Filter) -> None:
        journey, scenario = self.document.journey, self.document.scenario
        if asked:
            shown = len(matching(journey, scenario, asked).touchpoints)
            total = len(journey.road(scenario))
            self.count.setText(_("{count} of {total} shown").format(count=shown, total=total))
        else:
            self.count.setText("")

    def _typed(self, _words: str) -> None:
        self._soon.start()

    def _apply(self) -> None:
        self._soon.stop()
        self.ask(text=self.field.text().strip())

    def _changed(self, _change: object) -> None:
        if self.isVisible() and self.filter:
            self.refresh()

    def _scenario_changed(self, _id: str) -> None:
        self.refresh()

    def minimumSizeHint(self) -> QSize:
        return QSize(
            _NARROW, super().minimumSizeHint().height()
        )  # the window may be narrower than all its parts

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = event.size().width() < _WIDE
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            if is_narrow:  # the menus get a row of their own
                self._rows.addWidget(self._fields)
            else:
                self._row.insertWidget(1, self._fields)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class _FieldMenu(QToolButton):
    """A button with the values of one field; its menu stays open while several are chosen."""

    def __init__(self, bar: FilterBar, name: str, words: str) -> None:
        super().__init__()
        self.name = name
        self._bar, self._words = bar, words
        self.menu_ = _StayingMenu(self)
        self.menu_.aboutToShow.connect(self.fill)
        self.setMenu(self.menu_)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the word
        self.setIcon(appearance.icon("chevron-down", appearance.colours().second))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Say how many values are chosen."""
        words = f"{self._words} ({count})" if count else self._words
        self.setText(words)
        self.setAccessibleName(words)

    def fill(self) -> None:
        """Offer the values that occur in the scenario."""
        self.menu_.clear()
        document = self._bar.document
        offered = choices(document.journey, document.scenario)[self.name]
        held = getattr(self._bar.filter, self.name)
        for choice in offered:
            self._offer(choice, choice.value in held)
        if not offered:
            nothing = _("No tags yet") if self.name == "tags" else _("There is nothing to choose from yet")
            self.menu_.addAction(nothing).setEnabled(False)
        if self.name == "tags" and offered:
            self.menu_.addSeparator()
            self.menu_.addAction(_("Rename tags…")).triggered.connect(self._tags)

    def _offer(self, choice: Choice, is_chosen: bool) -> None:
        action = self.menu_.addAction(f"{text.menu_text(choice.words)}\t{choice.count}")
        action.setCheckable(True)
        action.setChecked(is_chosen)
        action.setData(choice.value)
        action.triggered.connect(self._chosen)

    def _chosen(self) -> None:
        chosen = tuple(a.data() for a in self.menu_.actions() if a.isChecked())
        self._bar.ask(**{self.name: chosen})

    def _tags(self) -> None:
        from cjm_desktop.ui.dialogs.tags import TagsDialog  # made when asked for

        lifetime.run(TagsDialog(self.window(), self._bar.document))


class _StayingMenu(QMenu):
    """A menu that stays open when something in it is ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.activeAction()
        if action is not None and action.isCheckable() and action.isEnabled():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None and action.isCheckable():
            action.trigger()
        else:
            super().keyPressEvent(event)
