"""The left panel: phases and their touchpoints as a tree, which is also how a screen reader sees the map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Channel, Phase, Record, Scenario, Touchpoint, name_of
from cjm_desktop.ui import appearance, errors, text
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.panels.inputs import LineEdit
from cjm_desktop.ui.panels.signs import phase_bar, phase_colour, touchpoint_icon

_ID = Qt.ItemDataRole.UserRole
_ROW = 28  # least height of a line


@frozen()
class _Row:
    """What one line of the tree shows."""

    id: str
    words: str
    sign: str  # number of touchpoints, or a star
    icon: str
    colour: str
    spoken: str


class _Renaming(QStyledItemDelegate):
    """Edits the record's own name, not the line that shows it."""

    def __init__(self, outline: Outline) -> None:
        super().__init__(outline)
        self._outline = outline

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        # A selected line keeps its colours: the star stays golden.
        brush = index.data(Qt.ItemDataRole.ForegroundRole)
        colour = brush.color() if isinstance(brush, QBrush) else QColor(appearance.colours().text)
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            option.palette.setColor(group, QPalette.ColorRole.HighlightedText, colour)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        # The tree asks once for all lines, which may be before the stylesheet tells their height.
        return super().sizeHint(option, index).expandedTo(QSize(0, _ROW))

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        field = LineEdit(parent)
        field.setMaxLength(2_000)
        field.setStyleSheet("padding: 0 4px;")
        field.setAccessibleName(_("Name"))
        return field

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(self._outline.name_at(index.sibling(index.row(), 0).data(_ID)))

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, QLineEdit):
            self._outline.rename(index.sibling(index.row(), 0).data(_ID), editor.text())


class _Tree(QTreeWidget):
    """The tree; its keys go to the window, its wheel stays here."""

    entered_item = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            # The Return that ends renaming comes by here too.
            if self.state() != QAbstractItemView.State.EditingState:
                self.entered_item.emit()
        else:
            super().keyPressEvent(event)


class Outline(QWidget):
    """Search field and tree; `chosen` gives the ids that the user selects here."""

    chosen = Signal(object)
    entered = Signal()  # Enter on a line: go to the map

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self._rows: list[tuple[_Row, list[_Row]]] = []
        self._items: dict[str, QTreeWidgetItem] = {}
        self._is_following = False
        self.search = LineEdit()
        self.search.setProperty("role", "search")
        self.search.setPlaceholderText(_("Search the map (Ctrl+F)"))
        self.search.setAccessibleName(_("Search the map"))
        self.search.setClearButtonEnabled(True)
        glass = appearance.icon("search", appearance.colours().second)
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self.find_next)
        self._nothing = text.wrapped(_("Nothing found."), "second")
        self._nothing.setContentsMargins(8, 4, 8, 4)
        self._nothing.hide()
        self.tree = _Tree()
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.tree.header().resizeSection(1, 32)
        self.tree.setIndentation(18)
        self.tree.setIconSize(QSize(18, 18))
        self.tree.setUniformRowHeights(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        # Dropping would unpickle what another program put there, and moving is done on the map.
        self.tree.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setAccessibleName(_("Outline"))
        self._delegate = _Renaming(self)
        self.tree.setItemDelegate(self._delegate)
        self.tree.itemSelectionChanged.connect(self._selected)
        self.tree.itemDoubleClicked.connect(self._double_clicked)
        self.tree.entered_item.connect(self.entered)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        column.addWidget(self.tree, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.refresh)
        document.changed.connect(self._changed)
        document.scenario_changed.connect(self._scenario_changed)
        self.refresh()

    # -- showing -------------------------------------------------------------------------------------

    def _changed(self, change: Change) -> None:
        if any(_shown_part(change.before[id]) != _shown_part(now) for id, now in change.after.items()):
            self._timer.start()

    def _scenario_changed(self, _id: str) -> None:
        self._timer.start()

    def _wanted(self) -> list[tuple[_Row, list[_Row]]]:
        journey = self.document.journey
        road = journey.road(self.document.scenario)
        rows = []
        number = 0
        for phase in journey.phases:
            steps = [t for t in road if t.phase == phase.id]
            colour = appearance.on_ground(phase_colour(journey, phase.id))
            lines = []
            for touchpoint in steps:
                number += 1
                name = text.one_line(touchpoint.title, 200) or _("Untitled")
                star = "★" if touchpoint.moment_of_truth else ""
                spoken = _("Touchpoint {number}: {title}").format(number=number, title=name)
                spoken += ", " + _("moment of truth") if star else ""
                icon = touchpoint_icon(journey, touchpoint)
                lines.append(_Row(touchpoint.id, name, star, icon, colour, spoken))
            name = text.one_line(phase.name, 200) or _("Untitled")
            words = f"{name} · {text.one_line(phase.subtitle, 100)}" if phase.subtitle else name
            spoken = _("Phase {title}, touchpoints: {count}").format(title=words, count=len(steps))
            rows.append((_Row(phase.id, words, str(len(steps)), "", colour, spoken), lines))
        return rows

    def refresh(self) -> None:
        """Show the journey as it is now; lines that stay keep their place, fold and selection."""
        rows = self._wanted()
        if rows == self._rows:
            return
        same = [(p.id, [t.id for t in ts]) for p, ts in rows] == [
            (p.id, [t.id for t in ts]) for p, ts in self._rows
        ]
        before = {row.id: row for phase, steps in self._rows for row in (phase, *steps)}
        self._rows = rows
        self._is_following = True
        if not same:
            folded = {id for id, item in self._items.items() if item.childCount() and not item.isExpanded()}
            selected = self._selected_ids()
            self.tree.clear()
            self._items = {}
            before = {}
            for phase, touchpoints in rows:
                top = self._item(phase)
                self.tree.addTopLevelItem(top)
                top.addChildren([self._item(t) for t in touchpoints])
                top.setExpanded(phase.id not in folded)
        for phase, touchpoints in rows:
            if before.get(phase.id) != phase:
                self._fill(phase, is_phase=True)
            for each in touchpoints:
                if before.get(each.id) != each:
                    self._fill(each)
        if not same:
            for id in selected:
                if id in self._items:
                    self._items[id].setSelected(True)
        self._is_following = False
        if self.search.text():
            self._filter(self.search.text())

    def _item(self, row: _Row) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setData(0, _ID, row.id)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable)
        self._items[row.id] = item
        return item

    def _fill(self, row: _Row, *, is_phase: bool = False) -> None:
        item = self._items[row.id]
        item.setText(0, row.words)
        item.setText(1, row.sign)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, row.spoken)
        c = appearance.colours()
        if is_phase:
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold)
            item.setFont(0, font)
            item.setIcon(0, phase_bar(row.colour))
            item.setForeground(1, QColor(c.second))
        else:
            item.setIcon(0, appearance.icon(row.icon, row.colour))
            item.setForeground(1, QColor("#C98A12"))

    # -- selection -----------------------------------------------------------------------------------

    def _selected_ids(self) -> list[str]:
        return [item.data(0, _ID) for item in self.tree.selectedItems()]

    def _selected(self) -> None:
        if not self._is_following:
            self.chosen.emit(tuple(self._selected_ids()))

    def show_selection(self, ids: Iterable[str]) -> None:
        """Select what is selected on the map."""
        self.refresh()
        wanted = {id for id in ids if id in self._items}
        if wanted == set(self._selected_ids()):
            return
        self._is_following = True
        self.tree.clearSelection()
        last = None
        for id in wanted:
            last = self._items[id]
            last.setSelected(True)
        if last is not None:
            model = self.tree.selectionModel()
            model.setCurrentIndex(self.tree.indexFromItem(last), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.tree.scrollToItem(last)
        self._is_following = False

    # -- renaming ------------------------------------------------------------------------------------

    def name_at(self, id: str) -> str:
        """The name of the record on a line."""
        record = self.document.journey.get(id)
        return name_of(record) if record else ""

    def edit_name(self) -> bool:
        """Type the name of the current line; False when there is none."""
        item = self.tree.currentItem()
        if item is None:
            return False
        self.tree.editItem(item, 0)
        return True

    def _double_clicked(self, item: QTreeWidgetItem, _column: int) -> None:
        self.tree.editItem(item, 0)

    def rename(self, id: str, name: str) -> None:
        """Give the record another name; nothing happens when it is the same or empty."""
        record: Any = self.document.journey.get(id)
        if record is None or not name.strip() or name == name_of(record):
            return
        try:
            self.document.edit(edits.rename(self.document.journey, id, name.strip()), _("Rename"))
        except CjmError as error:
            errors.show(self, error)

    # -- search --------------------------------------------------------------------------------------

    def focus_search(self) -> None:
        """Put the cursor in the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def _found(self) -> list[str]:
        words = self.search.text().casefold().split()
        return [t.id for t in self.document.journey.road(self.document.scenario) if self._has(t, words)]

    def _has(self, touchpoint: Touchpoint, words: Sequence[str]) -> bool:
        journey = self.document.journey
        named = (
            journey.get(touchpoint.channel),
            journey.get(touchpoint.owner),
            journey.get(touchpoint.phase),
        )
        parts = [touchpoint.title, touchpoint.notes or "", touchpoint.context or "", *touchpoint.tags]
        parts += [name_of(r) for r in named if r is not None]
        for lane in journey.lanes:
            parts += [c.text for c in journey.cards_at(touchpoint.id, lane.id, touchpoint.scenario)]
        whole = "\n".join(parts).casefold()
        return all(word in whole for word in words)

    def _filter(self, words: str) -> None:
        found = set(self._found()) if words.strip() else None
        for i in range(self.tree.topLevelItemCount()):
            phase = self.tree.topLevelItem(i)
            if phase is None:
                continue
            shown = 0
            for k in range(phase.childCount()):
                child = phase.child(k)
                if child is None:
                    continue
                hidden = found is not None and child.data(0, _ID) not in found
                child.setHidden(hidden)
                shown += not hidden
            phase.setHidden(found is not None and not shown)
            if found:
                phase.setExpanded(True)
        self._nothing.setVisible(found is not None and not found)

    def find_next(self) -> None:
        """Select the next touchpoint in which the words were found, round and round."""
        if not self.search.text().strip():
            self.focus_search()
            return
        found = self._found()
        if not found:
            return
        selected = set(self._selected_ids())
        at = next((i for i, id in enumerate(found) if id in selected), -1)
        id = found[(at + 1) % len(found)]
        self.show_selection((id,))
        self.chosen.emit((id,))

    def sizeHint(self) -> QSize:
        return QSize(264, 600)


def _shown_part(record: Record | None) -> object:
    """What of a record the outline shows; None for nothing."""
    if isinstance(record, Touchpoint):
        place = (record.scenario, record.phase, record.order)
        return (*place, record.title, record.channel, record.moment_of_truth)
    return record if isinstance(record, Phase | Channel | Scenario) else None
