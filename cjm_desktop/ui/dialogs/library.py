"""The library of personas: what is kept as cards, found by words, inserted, deleted, and filled from this journey."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from cjm_desktop.i18n import _
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Asset
from cjm_desktop.ui import appearance, errors, library, persona_actions, text
from cjm_desktop.ui.dialogs import size
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.library import KeptPersona
from cjm_desktop.ui.main_window import MainWindow
from cjm_desktop.ui.panels.choices import ChoiceInput
from cjm_desktop.ui.panels.inputs import LineEdit
from cjm_desktop.ui.panels.pictures import small_picture

_FACE: Final = 72
_CARD: Final = QSize(188, 156)


class LibraryDialog(QDialog):
    """Lets the user choose a persona; `chosen` is the one, once the dialog is accepted."""

    def __init__(self, window: MainWindow, document: Document) -> None:
        super().__init__(window)
        self._window, self._document = window, document
        self._kept: list[KeptPersona] = []
        self.setWindowTitle(_("Library of personas"))
        size.open_at(self, 680, 560)
        self.search = LineEdit()
        self.search.setProperty("role", "search")
        self.search.setPlaceholderText(_("Search by name, segment or description"))
        self.search.setAccessibleName(_("Search"))
        self.search.textChanged.connect(self._show)
        self.list = _cards()
        self.list.itemSelectionChanged.connect(self._selected)
        self.list.itemActivated.connect(self._activated)
        self.empty = text.wrapped("", "second")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.skipped = text.wrapped("", "error")
        buttons = QDialogButtonBox()
        self.insert = buttons.addButton(_("Insert"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.insert.setProperty("role", "primary")
        self.insert.setDefault(True)
        self.delete = buttons.addButton(_("Delete…"), QDialogButtonBox.ButtonRole.DestructiveRole)
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        self.insert.clicked.connect(self.accept)
        self.delete.clicked.connect(self._delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.skipped)
        column.addLayout(self._saving())
        column.addSpacing(8)
        column.addWidget(buttons)
        self._read()

    def _saving(self) -> QHBoxLayout:
        """The row that puts a persona of this journey in the library."""
        row = QHBoxLayout()
        row.setSpacing(8)
        people = [(p.id, p.name, "") for p in self._document.journey.personas]
        self.own = ChoiceInput(people)
        self.own.name_it(_("Persona of this journey"))
        if people:
            self.own.show_value(people[0][0])
        save = QPushButton(_("Save in library"))
        save.setAutoDefault(False)
        save.setEnabled(bool(people))
        save.clicked.connect(self._save)
        row.addWidget(text.PlainLabel(_("From this journey"), "second"))
        row.addWidget(self.own, 1)
        row.addWidget(save)
        return row

    # -- what is shown ---------------------------------------------------------------------------------

    def _read(self) -> None:
        self._kept, skipped = library.personas()
        self.skipped.setText("\n".join(skipped[: errors.SHOWN]))
        self.skipped.setVisible(bool(skipped))
        self._show()

    def _show(self, _typed: str = "") -> None:
        """Show the cards that hold all that is typed."""
        words = self.search.text().casefold().split()
        self.list.clear()
        for kept in self._kept:
            persona = kept.persona
            whole = f"{persona.name} {persona.segment or ''} {persona.description or ''}".casefold()
            if all(word in whole for word in words):
                item = QListWidgetItem(_portrait(kept.portrait, persona.colour), _words(kept))
                item.setData(Qt.ItemDataRole.UserRole, self._kept.index(kept))
                item.setSizeHint(_CARD)
                item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
                item.setData(
                    Qt.ItemDataRole.ToolTipRole,
                    text.tip_text(text.one_line(persona.description or persona.name, 300)),
                )
                self.list.addItem(item)
        is_empty = self.list.count() == 0
        self.list.setVisible(not is_empty)
        self.empty.setVisible(is_empty)
        self.empty.setText(
            _("Nothing in the library has these words.")
            if self._kept
            else _("The library is empty. Save a persona of this journey in it, to use it in other journeys.")
        )
        if not is_empty:
            self.list.setCurrentRow(0)
        self._selected()

    @property
    def chosen(self) -> KeptPersona | None:
        """The selected persona."""
        items = self.list.selectedItems()
        return self._kept[items[0].data(Qt.ItemDataRole.UserRole)] if items else None

    def _selected(self) -> None:
        for button in (self.insert, self.delete):
            button.setEnabled(self.chosen is not None)

    def _activated(self, _item: QListWidgetItem) -> None:
        self.accept()

    # -- what the user does ----------------------------------------------------------------------------

    def _save(self) -> None:
        id = self.own.value
        if id and persona_actions.save_in_library(self._window, self._document.journey, str(id)):
            self._read()

    def _delete(self) -> None:
        kept = self.chosen
        if kept is None:
            return
        question = _("Delete “{name}” from the library?").format(name=text.one_line(kept.persona.name))
        more = _("Journeys that have this persona keep it. This can't be undone.")
        if text.ask(self, question, (("cancel", _("Cancel")), ("delete", _("Delete"))), more) != "delete":
            return
        try:
            library.delete(kept.path)
        except CjmError as error:
            errors.show(self, error)
        self._read()


def _cards() -> QListWidget:
    cards = QListWidget()
    cards.setViewMode(QListView.ViewMode.IconMode)
    cards.setMovement(QListView.Movement.Static)
    cards.setResizeMode(QListView.ResizeMode.Adjust)
    cards.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
    cards.setIconSize(QSize(_FACE, _FACE))
    cards.setGridSize(_CARD + QSize(8, 8))
    cards.setSpacing(4)
    cards.setWordWrap(True)
    cards.setAccessibleName(_("Personas"))
    return cards


def _words(kept: KeptPersona) -> str:
    name = text.one_line(kept.persona.name, 44)
    segment = text.one_line(kept.persona.segment or "", 40)
    return f"{name}\n{segment}" if segment else name


def _portrait(asset: Asset | None, colour: str | None) -> QIcon:
    """The portrait in a disc; without one, the sign of a person in the persona's colour."""
    found = small_picture(asset, _FACE) if asset is not None else None
    if found is None:
        return appearance.icon("circle-user", appearance.on_ground(colour or appearance.colours().accent))
    round_ = QPixmap(_FACE * 2, _FACE * 2)
    round_.fill(Qt.GlobalColor.transparent)
    painter = QPainter(round_)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    disc = QPainterPath()
    disc.addEllipse(0, 0, _FACE * 2, _FACE * 2)
    painter.setClipPath(disc)
    plain = found.toImage()
    plain.setDevicePixelRatio(1)
    full = plain.scaled(
        _FACE * 2,
        _FACE * 2,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    painter.drawImage((_FACE * 2 - full.width()) // 2, (_FACE * 2 - full.height()) // 2, full)
    painter.end()
    round_.setDevicePixelRatio(2)
    return QIcon(round_)
