"""Asks which scenarios are laid end to end, in which order; those of another file can be taken in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.formats import cjm
from cjm_desktop.i18n import _
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import RecordId, Scenario
from cjm_desktop.ui import appearance, errors, text
from cjm_desktop.ui.panels.inputs import LineInput

_AT: Final = Qt.ItemDataRole.UserRole


class JoinDialog(QDialog):
    """A list of scenarios to tick and to order; `chosen` tells them, and `others` the journeys some come from."""

    def __init__(self, parent: QWidget | None, journey: Journey, first: RecordId, folder: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Join journeys"))
        self._folder = folder
        #: The journey that each row comes from, and its scenario there.
        self._rows: list[tuple[Journey, Scenario]] = []
        self.own = journey
        words = _(
            "The roads of the ticked scenarios become one road, from top to bottom; each stays as it is."
        )
        self.list = QListWidget()
        self.list.setAccessibleName(_("Scenarios"))
        # Dropping would unpickle what another program put there.
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.list.itemChanged.connect(self._ticked)
        self.list.currentRowChanged.connect(self._tell)
        self.up = _button("arrow-up", _("Move up"), self._up)
        self.down = _button("arrow-down", _("Move down"), self._down)
        self.other = QPushButton(_("Another file…"))
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self._ask_file)
        self.field = LineInput(optional=False)
        self.field.name_it(_("Name"))
        self.field.show_value(_("Whole journey"))
        label = text.PlainLabel(_("Name"))
        label.setBuddy(self.field.focusProxy() or self.field)
        self.buttons = text.button_box(self, ok=_("Join"))
        tools = QHBoxLayout()
        tools.addWidget(self.up)
        tools.addWidget(self.down)
        tools.addStretch()
        tools.addWidget(self.other)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(text.wrapped(words, "second"))
        column.addWidget(self.list, 1)
        column.addLayout(tools)
        column.addSpacing(8)
        column.addWidget(label)
        column.addWidget(self.field)
        column.addSpacing(8)
        column.addWidget(self.buttons)
        self.setMinimumSize(440, 420)
        self.add(journey, "", {first})

    # -- the list --------------------------------------------------------------------------------------

    def add(self, journey: Journey, origin: str, ticked: set[RecordId]) -> None:
        """Offer the scenarios of a journey that have a road of their own; `origin` is the name of its file."""
        for scenario in journey.scenarios:
            if scenario.joins:
                continue
            name = text.one_line(scenario.name, 80) or _("Untitled")
            if origin:
                name = _("{name} ({file})").format(name=name, file=text.one_line(origin))
            item = QListWidgetItem(name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if scenario.id in ticked else Qt.CheckState.Unchecked)
            item.setData(_AT, len(self._rows))
            self._rows.append((journey, scenario))
            self.list.addItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._tell()

    def chosen(self) -> list[tuple[Journey, Scenario]]:
        """The ticked scenarios from top to bottom, each with the journey that it comes from."""
        items = [self.list.item(i) for i in range(self.list.count())]
        return [
            self._rows[int(item.data(_AT))] for item in items if item.checkState() == Qt.CheckState.Checked
        ]

    @property
    def name(self) -> str:
        """What the whole is called, on one line."""
        return text.one_line(self.field.field.text(), 2_000) or _("Whole journey")

    def _ticked(self, _item: QListWidgetItem) -> None:
        self._tell()

    def _tell(self, _row: int = 0) -> None:
        at = self.list.currentRow()
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < self.list.count() - 1)
        for button in self.buttons.buttons():
            if self.buttons.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole:
                button.setEnabled(2 <= len(self.chosen()) <= 8)

    def _shift(self, by: int) -> None:
        at = self.list.currentRow()
        item = self.list.takeItem(at)
        self.list.insertItem(at + by, item)
        self.list.setCurrentRow(at + by)

    def _up(self) -> None:
        self._shift(-1)

    def _down(self) -> None:
        self._shift(1)

    # -- another file ----------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        kinds = f"{_('Journeys')} (*.cjm)"
        name, _kind = QFileDialog.getOpenFileName(self, _("Another file"), self._folder, kinds)
        if name:
            self.add_file(Path(name))

    def add_file(self, path: Path) -> None:
        """Offer the scenarios of a file, the first of them ticked; why it can't be read is said."""
        try:
            journey, _mark = cjm.load(path)
        except CjmError as error:
            errors.show(self, error, _("“{name}” could not be opened.").format(name=path.name))
            return
        first = next((s.id for s in journey.scenarios if not s.joins), "")
        self.add(journey, path.stem, {first})


def _button(icon: str, words: str, do: Callable[[], None]) -> QPushButton:
    button = QPushButton()
    button.setIcon(appearance.icon(icon))
    button.setAccessibleName(words)
    button.setAutoDefault(False)
    text.tip(button, words)
    button.clicked.connect(do)
    return button
