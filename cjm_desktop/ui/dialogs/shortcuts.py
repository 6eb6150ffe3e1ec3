"""The list of keys, made from the table of actions, with a field to search it."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.i18n import N_, _
from cjm_desktop.ui import text
from cjm_desktop.ui.actions import ENTRIES, MENUS
from cjm_desktop.ui.dialogs import size
from cjm_desktop.ui.panels.inputs import LineEdit

#: What the keys do on the map itself (ui/canvas/keyboard.py and the mouse).
ON_THE_MAP: Final = (
    (N_("Next and previous touchpoint"), "Tab, Shift+Tab"),
    (N_("Walk along the road and through the cards"), "← → ↑ ↓"),
    (N_("Move the touchpoint along the road"), "Ctrl+← →"),
    (N_("Raise or lower the emotion"), "Ctrl+↑ ↓, + −"),
    (N_("Nudge the touchpoint by 1 or 10 points"), "Alt+← → ↑ ↓, Alt+Shift"),
    (N_("Move the card to the next cell or lane"), "Ctrl+← → ↑ ↓"),
    (N_("Make the card wider or narrower"), "Alt+← →"),
    (N_("Type the name or the text"), "Enter, F2"),
    (N_("End typing, cancel typing"), "Enter, Esc"),
    (N_("Select several"), "Shift, Ctrl"),
    (N_("Lay a road between two selected touchpoints"), "R"),
    (N_("Zoom at the pointer"), "Ctrl + ↕"),
    (N_("Drag the map"), N_("Space bar, middle button")),
    (N_("Copy while dragging"), "Ctrl"),
)
#: Keys of the preview in the poster's window.
IN_THE_POSTER: Final = (
    (N_("Zoom in, zoom out"), "+, −"),
    (N_("Whole page, actual size"), "0, 1"),
    (N_("Page before, page after"), "Page Up, Page Down"),
    (N_("Zoom at the pointer"), "Ctrl + ↕"),
)


def rows() -> list[tuple[str, str, str]]:
    """(menu, what it does, keys) of every action that has a key, then of the map's own keys and the preview's."""
    out = []
    for entry in ENTRIES.values():
        if entry.keys:
            keys = ", ".join(
                QKeySequence(k).toString(QKeySequence.SequenceFormat.NativeText) for k in entry.keys
            )
            out.append((_(MENUS[entry.menu]), _(entry.text).rstrip("…"), keys))
    out += [(_("On the map"), _(words), _(keys)) for words, keys in ON_THE_MAP]
    out += [(_("In the preview of the poster"), _(words), keys) for words, keys in IN_THE_POSTER]
    return out


class Shortcuts(QDialog):
    """A searchable list."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        size.open_at(self, 560, 640)
        self.search = LineEdit()
        self.search.setProperty("role", "search")
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.list = QTreeWidget()
        self.list.setColumnCount(2)
        self.list.setHeaderLabels([_("Command"), _("Keys")])
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setStretchLastSection(False)
        self.list.setAccessibleName(_("Keyboard shortcuts"))
        groups: dict[str, QTreeWidgetItem] = {}
        for menu, words, keys in rows():
            if menu not in groups:
                groups[menu] = QTreeWidgetItem([menu])
                self.list.addTopLevelItem(groups[menu])
            groups[menu].addChild(QTreeWidgetItem([words, keys]))
        self.list.expandAll()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(text.button_box(self, ok=_("Close"), cancel=False))

    def _filter(self, words: str) -> None:
        wanted = words.casefold().split()
        for i in range(self.list.topLevelItemCount()):
            group = self.list.topLevelItem(i)
            if group is None:
                continue
            shown = 0
            for k in range(group.childCount()):
                item = group.child(k)
                if item is not None:
                    whole = f"{group.text(0)} {item.text(0)} {item.text(1)}".casefold()
                    item.setHidden(not all(w in whole for w in wanted))
                    shown += not item.isHidden()
            group.setHidden(not shown)
