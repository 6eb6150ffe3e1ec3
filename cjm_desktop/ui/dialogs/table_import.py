"""Before a table becomes a journey: what each column becomes, the first rows, and what is odd."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from cjm_desktop.formats import table
from cjm_desktop.i18n import _, language, ngettext
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.ui import errors, text
from cjm_desktop.ui.dialogs import size
from cjm_desktop.ui.panels.choices import ChoiceInput

if TYPE_CHECKING:
    from cjm_desktop.ui.main_window import MainWindow

#: The choice "a lane of its own" and "not at all" among the fields.
OWN_LANE: Final = "own-lane"


class TableImportDialog(QDialog):
    """Lets the user overrule what the columns become; `result_journey` is the journey when accepted."""

    def __init__(self, parent: MainWindow | None, data: bytes, path: Path) -> None:
        super().__init__(parent)
        self._data, self._name = data, path.stem
        self.result_journey: Journey | None = None
        self._mapping: dict[int, str | None] = {}
        self.setWindowTitle(_("Import “{name}”").format(name=text.one_line(path.name, 60)))
        size.open_at(self, 960, 600)
        preview = table.preview_table(data)
        self._choices: list[_Column] = []
        self.grid = QTableWidget(len(preview.rows) + 1, len(preview.columns))
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.grid.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.grid.setAccessibleName(_("Columns and first rows"))
        self.grid.verticalHeader().hide()
        self.grid.horizontalHeader().setDefaultSectionSize(168)
        self.grid.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.grid.setHorizontalHeaderLabels(
            [text.one_line(c.header, 40) or _("Column {number}").format(number=i + 1)
             for i, c in enumerate(preview.columns)]
        )  # fmt: skip
        for at, row in enumerate(preview.rows):
            for i, cell in enumerate(row[: len(preview.columns)]):
                self.grid.setItem(at + 1, i, QTableWidgetItem(text.one_line(cell, 120)))
        for i, match in enumerate(preview.columns):
            column = _Column(self, i, match.header)
            column.show_value(OWN_LANE if match.field is None else match.field)
            self.grid.setCellWidget(0, i, column)
            self._choices.append(column)
        self.grid.setRowHeight(0, 44)
        self._language = ChoiceInput((("nl", _("Dutch"), ""), ("en", _("English"), "")))
        self._language.name_it(_("Language of the journey"))
        self._language.show_value("nl" if language() == "nl" else "en")
        self._language.edited.connect(self._changed)
        self._summary = text.wrapped("", "section")
        self._remarks = QPlainTextEdit()
        self._remarks.setReadOnly(True)
        self._remarks.setMaximumHeight(112)
        self._remarks.setAccessibleName(_("Remarks"))
        self._box = text.button_box(self, ok=_("Import"))
        self._ok = self._box.buttons()[0]
        self._build()
        self.refresh()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(text.PlainLabel(_("Language of the journey"), "second"))
        row.addWidget(self._language)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(text.PlainLabel(_("What each column becomes"), "heading"))
        column.addWidget(self.grid, 1)
        column.addLayout(row)
        column.addWidget(self._summary)
        column.addWidget(self._remarks)
        column.addWidget(self._box)

    def choose(self, index: int, value: str) -> None:
        """Make a column become another field ("" = nothing, OWN_LANE = a lane of its own)."""
        self._mapping[index] = None if value == OWN_LANE else value
        self.refresh()

    def _changed(self, _value: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Read the table anew and say what comes out."""
        code: Literal["nl", "en"] = "nl" if self._language.value == "nl" else "en"
        try:
            found = table.read_table(
                self._data, language=code, name=self._name, mapping=self._mapping or None
            )
        except CjmError as error:
            self.result_journey = None
            self._summary.setText(_("This can't be imported yet."))
            self._remarks.setPlainText(errors.sentences(error.problems))
        else:
            self.result_journey = found.journey
            touchpoints, phases = len(found.journey.touchpoints), len(found.journey.phases)
            words = ngettext("{count} touchpoint", "{count} touchpoints", touchpoints).format(
                count=touchpoints
            )
            words += " · " + ngettext("{count} phase", "{count} phases", phases).format(count=phases)
            self._summary.setText(words)
            self._remarks.setPlainText("\n".join(p.sentence for p in found.problems))
            for column, match in zip(self._choices, found.columns, strict=False):
                column.show_value(OWN_LANE if match.field is None else match.field)
        self._remarks.setVisible(bool(self._remarks.toPlainText()))
        self._ok.setEnabled(self.result_journey is not None)


class _Column(ChoiceInput):
    """What one column becomes."""

    def __init__(self, dialog: TableImportDialog, index: int, header: str) -> None:
        options = [(c.field, _(c.becomes), "") for c in table.COLUMNS]
        super().__init__((*options, (OWN_LANE, _("a lane of its own"), ""), ("", _("nothing"), "")))
        self._dialog, self._index = dialog, index
        self.setContentsMargins(4, 4, 4, 4)
        self.name_it(_("Column “{name}” becomes").format(name=text.one_line(header, 60)))
        self.edited.connect(self._chose)

    def _chose(self, value: object) -> None:
        self._dialog.choose(self._index, str(value))
