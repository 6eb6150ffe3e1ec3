"""The start page: templates with a picture of their maps, recent files, the sample, an empty journey."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from cjm_desktop.formats import template
from cjm_desktop.i18n import _
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.ui import appearance, errors, library, text
from cjm_desktop.ui.dialogs import size
from cjm_desktop.ui.dialogs.template_cards import CARD, BundledCard, Card, OwnCard
from cjm_desktop.ui.panels.choices import ChoiceInput

if TYPE_CHECKING:
    from cjm_desktop.ui.main_window import MainWindow
    from cjm_desktop.ui.windows import Windows

_COLUMNS: Final = 3
#: What stands beside the cards: the left column, the margins and the scroll bar.
_BESIDE: Final = 366
RECENT: Final = 6


class StartPage(QDialog):
    """Everything that a journey can start from."""

    def __init__(self, parent: MainWindow | None, windows: Windows) -> None:
        super().__init__(parent)
        self._window, self._windows = parent, windows
        self.setWindowTitle(_("Start"))
        size.open_at(self, 1160, 720)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 24, 24, 24)
        row.setSpacing(32)
        row.addLayout(self._left(), 0)
        row.addLayout(self._right(), 1)

    # -- left ------------------------------------------------------------------------------------------

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(text.PlainLabel("CJM Desktop", "title"))
        column.addWidget(text.PlainLabel(_("Customer journeys on one map"), "second"))
        column.addSpacing(16)
        for words, icon, slot in (
            (_("Empty journey"), "file-plus", self._empty),
            (_("Open a file…"), "folder-open", self._open),
            (_("Import table or Mermaid…"), "file-up", self._import),
            (_("Sample journey"), "map", self._sample),
        ):
            button = self._button(words, icon)
            button.clicked.connect(slot)
            column.addWidget(button)
        column.addSpacing(16)
        files = [Path(name) for name in self._windows.settings.recent_files[:RECENT]]
        if files:
            column.addWidget(text.PlainLabel(_("Recent files"), "section"))
        for path in files:
            button = _FileButton(self, path)
            column.addWidget(button)
        column.addStretch()
        column.addWidget(text.PlainLabel(_("Language"), "second"))
        self._language = ChoiceInput(
            (("system", _("As the system"), ""), ("nl", "Nederlands", ""), ("en", "English", ""))
        )
        self._language.name_it(_("Language"))
        self._language.show_value(self._windows.settings.language)
        self._language.edited.connect(self._speak)
        column.addWidget(self._language)
        return column

    def _button(self, words: str, icon: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "field")
        button.setText(words)
        button.setIcon(appearance.icon(icon))
        button.setIconSize(QSize(20, 20))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setMinimumWidth(232)
        return button

    # -- right -----------------------------------------------------------------------------------------

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(text.PlainLabel(_("Start from a template"), "heading"))
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(16)
        self._fill()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._body)
        column.addWidget(area, 1)
        return column

    def _fill(self) -> None:
        """Put the cards in the grid: the user's own templates, if any, then those that come with the program."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        language = self._windows.journey_language()
        columns = max(1, min(_COLUMNS, (self.width() - _BESIDE) // (CARD + self._grid.horizontalSpacing())))
        kept, skipped = library.templates()
        own: list[Card] = [OwnCard(self, each) for each in kept]
        bundled: list[Card] = [BundledCard(self, each, language) for each in template.templates(language)]
        row = 0
        for title, cards in ((_("Own templates"), own), (_("Templates of the program"), bundled)):
            if not cards and not (skipped and cards is own):
                continue
            if own or skipped:
                self._grid.addWidget(text.PlainLabel(title, "section"), row, 0, 1, columns)
                row += 1
            if cards is own and skipped:
                words = text.wrapped("\n".join(skipped[: errors.SHOWN]), "second")
                self._grid.addWidget(words, row, 0, 1, columns)
                row += 1
            for i, card in enumerate(cards):
                self._grid.addWidget(card, row + i // columns, i % columns)
            row += -(-len(cards) // columns)
        self._grid.setRowStretch(row, 1)
        self._waiting = [card for card in (*own, *bundled) if not card.is_painted]
        if self._waiting:
            QTimer.singleShot(0, self._paint_next)

    def _paint_next(self) -> None:
        """Paint one more picture; the page can be used between two of them."""
        if isValid(self) and self._waiting:
            self._waiting.pop(0).paint_picture()
            QTimer.singleShot(0, self._paint_next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QToolButton):
            button.click()  # by itself such a button only knows the space bar
        else:
            super().keyPressEvent(event)

    # -- what the user chooses -----------------------------------------------------------------------------

    def _target(self) -> MainWindow | None:
        return self._window if self._window in self._windows.open_windows else None

    def _empty(self) -> None:
        self.accept()
        target = self._target()
        if target is None or not target.is_untouched():
            self._windows.open_empty(target)

    def _sample(self) -> None:
        self.accept()
        self._windows.open_sample(self._target())

    def _open(self) -> None:
        target = self._target()
        self.accept()
        if target is not None:
            target.files.open()

    def _import(self) -> None:
        target = self._target()
        self.accept()
        if target is not None:
            target.files.import_()

    def open_file(self, path: Path) -> None:
        """Open a recent file."""
        self.accept()
        self._windows.open(path, self._target())

    def use(self, id: str) -> None:
        """Start from a template."""
        try:
            journey = template.from_template(id, self._windows.journey_language())
        except CjmError as error:
            errors.show(self, error)
            return
        self.start(journey)

    def start(self, journey: Journey) -> None:
        """Show a new journey."""
        self.accept()
        self._windows.show_new(journey, self._target())

    def rename(self, kept: library.KeptTemplate) -> None:
        """Ask for another name for one of the user's own templates."""
        name = text.ask_name(self, _("Rename template"), _("Name"), kept.name)
        if name is not None and name != kept.name:
            try:
                library.rename_template(kept, name)
            except CjmError as error:
                errors.show(self, error)
            self._fill()

    def delete(self, kept: library.KeptTemplate) -> None:
        """Delete one of the user's own templates, if that is meant."""
        question = _("Delete the template “{name}”?").format(name=text.one_line(kept.name))
        more = _("Journeys that were started from it stay as they are. This can't be undone.")
        if text.ask(self, question, (("cancel", _("Cancel")), ("delete", _("Delete"))), more) == "delete":
            try:
                library.delete(kept.path)
            except CjmError as error:
                errors.show(self, error)
            self._fill()

    def _speak(self, code: object) -> None:
        from cjm_desktop.frozen import replace

        self.reject()
        self._windows.use_settings(replace(self._windows.settings, language=str(code)))
        self._windows.start_later()


class _FileButton(QToolButton):
    """A recent file; grey when it is gone."""

    def __init__(self, page: StartPage, path: Path) -> None:
        super().__init__()
        self._page, self._path = page, path
        there = path.is_file()
        self.setProperty("role", "link")
        self.setText(text.menu_text(path.stem if there else f"{path.stem} ({_('missing')})"))
        self.setAccessibleName(path.name)
        self.setIcon(appearance.icon("file", appearance.colours().second))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setEnabled(there)
        text.tip(self, str(path))
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self._page.open_file(self._path)
