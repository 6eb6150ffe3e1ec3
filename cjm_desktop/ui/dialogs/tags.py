"""All tags of a journey with how often each stands, to be renamed everywhere at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.frozen import replace
from cjm_desktop.i18n import _
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.tagging import rename_tag, tag_counts
from cjm_desktop.ui import errors, text
from cjm_desktop.ui.document import Document

_TAG = Qt.ItemDataRole.UserRole


class TagsDialog(QDialog):
    """A table of tags; a name typed over another changes it wherever it stands, one undo step a tag."""

    def __init__(self, parent: QWidget | None, document: Document) -> None:
        super().__init__(parent)
        self._document = document
        self.setWindowTitle(_("Tags"))
        self.table = QTableWidget(0, 2)
        self.table.setHorizontalHeaderLabels([_("Tag"), _("Places")])
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.table.setAccessibleName(_("Tags"))
        self.table.itemChanged.connect(self._renamed)
        self._is_filling = False
        rename = QPushButton(_("Rename…"))
        rename.clicked.connect(self.rename_current)
        remove = QPushButton(_("Remove everywhere"))
        remove.clicked.connect(self.remove_current)
        close = QPushButton(_("Close"))
        close.setProperty("role", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(rename)
        buttons.addWidget(remove)
        buttons.addStretch()
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(
            text.wrapped(
                _(
                    "A new name counts wherever the tag stands, in all scenarios. Two tags of one name become one."
                ),
                "second",
            )
        )
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        self.resize(460, 420)
        self._fill()

    def _fill(self) -> None:
        self._is_filling = True
        counts = tag_counts(self._document.journey)
        self.table.setRowCount(len(counts))
        for i, (tag, count) in enumerate(counts.items()):
            name, number = QTableWidgetItem(tag), QTableWidgetItem(str(count))
            name.setData(_TAG, tag)
            number.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(i, 0, name)
            self.table.setItem(i, 1, number)
        if counts and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)
        self._is_filling = False

    def _renamed(self, item: QTableWidgetItem) -> None:
        if not self._is_filling and item.column() == 0:
            name = " ".join(item.text().split())
            if name:
                self._write(item.data(_TAG), name, _("Rename tag"))
            else:
                self._fill()  # taking a tag away has a button of its own

    def rename_current(self) -> None:
        """Let the name of the current tag be typed."""
        item = self.table.item(self.table.currentRow(), 0)
        if item is not None:
            self.table.editItem(item)

    def remove_current(self) -> None:
        """Take the current tag away wherever it stands; undo brings it back."""
        item = self.table.item(self.table.currentRow(), 0)
        if item is not None:
            self._write(item.data(_TAG), "", _("Remove tag"))

    def _write(self, tag: str, name: str, label: str) -> None:
        document = self._document
        try:
            document.preview(None)
            document.edit(rename_tag(document.journey, tag, name), label)
        except CjmError as error:
            errors.show(self, error)
        view = document.view
        if view.filter is not None and tag in view.filter.tags:
            tags = tuple(name if held == tag else held for held in view.filter.tags)
            kept = replace(view.filter, tags=tuple(held for held in tags if held))
            document.show(filter=kept or None)
        self._fill()
