"""The command palette: type a part of a command's name and press Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cjm_desktop.i18n import _
from cjm_desktop.ui import appearance, lifetime
from cjm_desktop.ui.actions import ENTRIES, MENUS, Entry
from cjm_desktop.ui.dialogs import size
from cjm_desktop.ui.panels.inputs import LineEdit


class Palette(QDialog):
    """Lists the actions whose words hold all that is typed, in the window's language or in English."""

    def __init__(self, parent: QWidget | None, actions: Sequence[QAction]) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(_("Find a command"))
        size.open_at(self, 520, 360)
        self._actions = [a for a in actions if a.objectName() in ENTRIES and a.objectName() != "palette"]
        self.search = LineEdit()
        self.search.setProperty("role", "search")
        self.search.setPlaceholderText(_("What do you want to do?"))
        self.search.setAccessibleName(_("Find a command"))
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self.accept)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.list.setAccessibleName(_("Commands"))
        self.list.itemActivated.connect(self._activated)
        self.list.itemClicked.connect(self._activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self._filter("")

    def _filter(self, typed: str) -> None:
        words = typed.casefold().split()
        self.list.clear()
        entries = [ENTRIES[action.objectName()] for action in self._actions]
        # Who types a name in full means that command, not the first one that has its words somewhere.
        phrase = " ".join(words)

        def rank(entry: Entry) -> tuple[bool, bool]:
            name = _(entry.text).casefold()
            return not name.startswith(phrase), phrase not in name

        entries.sort(key=rank)
        keys_of = {action.objectName(): action.shortcut().toString() for action in self._actions}
        for entry in entries:
            shown = f"{_(MENUS[entry.menu])}: {_(entry.text).rstrip('…')}"
            whole = f"{shown} {_(entry.tip)} {entry.text} {entry.tip}".casefold()
            if all(word in whole for word in words):
                keys = keys_of[entry.id]
                icon = appearance.icon(entry.icon) if entry.icon else QIcon()
                item = QListWidgetItem(icon, f"{shown}    {keys}" if keys else shown)
                item.setData(Qt.ItemDataRole.UserRole, entry.id)
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
        return super().eventFilter(watched, event)

    def _activated(self, _item: QListWidgetItem) -> None:
        self.accept()

    def run(self) -> None:
        """Let the user choose, and do what was chosen once the palette is closed."""
        if not lifetime.run(self):
            return
        item = self.list.currentItem()
        id = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        action = next((a for a in self._actions if a.objectName() == id), None)
        if action is not None:
            action.trigger()
