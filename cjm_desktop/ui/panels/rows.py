"""A list of groups for the panels: rows of two lines that break, with a sign, a mark and a place to go to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from cjm_desktop.frozen import frozen
from cjm_desktop.ui import appearance, text

_ROW: Final = Qt.ItemDataRole.UserRole
_ICON: Final = 16
_EDGE: Final = 8
_GAP: Final = 8
_ARROW: Final = 14
_INDENT: Final = 14
#: A row shows at most so many lines of its words, and of what stands below them.
_MOST_WORDS: Final = 4
_MOST_SECOND: Final = 6


@frozen()
class Row:
    """One row: its words, what is said below them (`late` first, in the colour of what is wrong), icon and sign.

    `key` tells rows of a list apart; `target` are the ids to go to. `share` (0–1) is drawn as a thin bar.
    """

    key: str
    words: str
    second: str = ""
    late: str = ""
    icon: str = ""
    colour: str = ""
    sign: str = ""
    target: tuple[str, ...] = ()
    field: str = ""
    is_pale: bool = False
    share: float | None = None


@frozen()
class RowGroup:
    """A row with rows below it that fold away."""

    head: Row
    rows: tuple[Row, ...] = ()
    is_folded: bool = False  # until the user unfolds it


class RowList(QTreeWidget):
    """Groups of rows; `chosen` gives the row that was clicked or entered, `current_row_changed` the current one."""

    chosen = Signal(object)
    current_row_changed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._groups: tuple[RowGroup, ...] = ()
        self._items: dict[str, QTreeWidgetItem] = {}
        self._folded: dict[str, bool] = {}
        self._is_filling = False
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setColumnCount(1)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        # Dropping would unpickle what another program put there.
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._delegate = _Painting(self)
        self.setItemDelegate(self._delegate)
        self.itemClicked.connect(self._clicked)
        self.currentItemChanged.connect(self._moved)
        self.itemExpanded.connect(self._unfolded)
        self.itemCollapsed.connect(self._folded_now)

    # -- filling -------------------------------------------------------------------------------------

    @property
    def groups(self) -> tuple[RowGroup, ...]:
        """What is shown."""
        return self._groups

    def fill(self, groups: Sequence[RowGroup]) -> None:
        """Show other groups; the current row, the folds and the place stay where they can."""
        if tuple(groups) == self._groups:
            return
        before, top = self.current_row, self.verticalScrollBar().value()
        self._is_filling = True
        same = _keys(groups) == _keys(self._groups)
        self._groups = tuple(groups)
        if not same:
            self.clear()
            self._items = {}
            for group in groups:
                item = self._item(group.head)
                self.addTopLevelItem(item)
                item.addChildren([self._item(row) for row in group.rows])
                item.setExpanded(not self._folded.get(group.head.key, group.is_folded))
        for group in groups:
            for row in (group.head, *group.rows):
                item = self._items[row.key]
                if item.data(0, _ROW) != row:
                    self._put(item, row)
        if not same and before is not None and before.key in self._items:
            self.setCurrentItem(self._items[before.key])
        self._is_filling = False
        self.scheduleDelayedItemsLayout()
        self.verticalScrollBar().setValue(top)
        if self.current_row != before:
            self.current_row_changed.emit(self.current_row)

    def _item(self, row: Row) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self._items[row.key] = item
        self._put(item, row)
        return item

    def _put(self, item: QTreeWidgetItem, row: Row) -> None:
        item.setData(0, _ROW, row)
        spoken = ", ".join(part for part in (row.words, row.late, row.second, row.sign) if part)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
        long = text.tip_text(row.words) if len(row.words) > 90 else ""
        item.setData(0, Qt.ItemDataRole.ToolTipRole, long)

    # -- the current row -----------------------------------------------------------------------------

    @property
    def current_row(self) -> Row | None:
        """The row that has the cursor."""
        item = self.currentItem()
        return None if item is None else row_of(item)

    def make_current(self, key: str) -> bool:
        """Put the cursor on a row; False when there is none of that key."""
        item = self._items.get(key)
        if item is not None:
            self.setCurrentItem(item)
            self.scrollToItem(item)
        return item is not None

    def rect_of(self, key: str) -> Any:
        """Where a row stands in the viewport, in pixels."""
        return self.visualItemRect(self._items[key])

    def _moved(self, now: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if not self._is_filling:
            self.current_row_changed.emit(None if now is None else row_of(now))

    def _clicked(self, item: QTreeWidgetItem, _column: int) -> None:
        row = row_of(item)
        if item.childCount() and (not row.target or self._is_on_arrow(item)):
            item.setExpanded(not item.isExpanded())
        else:
            self.chosen.emit(row)

    def _is_on_arrow(self, item: QTreeWidgetItem) -> bool:
        """Whether the mouse is where a group folds."""
        rect = self.visualItemRect(item)
        place = self.viewport().mapFromGlobal(QCursor.pos())
        return rect.contains(place) and place.x() > rect.right() - _EDGE - _ARROW - 6

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            item = self.currentItem()
            if item is not None:
                self._clicked(item, 0)
        else:
            super().keyPressEvent(event)

    def _unfolded(self, item: QTreeWidgetItem) -> None:
        if not self._is_filling:
            self._folded[row_of(item).key] = False

    def _folded_now(self, item: QTreeWidgetItem) -> None:
        if not self._is_filling:
            self._folded[row_of(item).key] = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()  # the words break elsewhere

    def sizeHint(self) -> QSize:
        return QSize(240, 320)


def row_of(item: QTreeWidgetItem) -> Row:
    """The row that an item shows."""
    row = item.data(0, _ROW)
    assert isinstance(row, Row)
    return row


def _keys(groups: Sequence[RowGroup]) -> list[tuple[str, list[str]]]:
    return [(g.head.key, [row.key for row in g.rows]) for g in groups]


def broken(words: str, font: QFont, width: float, most: int) -> list[str]:
    """The lines of a text at a width in pixels, at most so many, the last one cut off with "…"."""
    return list(_broken(" ".join(words.split()), font.key(), round(width), most))


@lru_cache(maxsize=8192)  # a list asks for all its rows after every change
def _broken(words: str, key: str, width: int, most: int) -> tuple[str, ...]:
    font = QFont()
    font.fromString(key)
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    out: list[str] = []
    # Qt counts in UTF-16 units.
    units = words.encode("utf-16-le")
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(8.0, width))
        start = line.textStart()
        if len(out) == most - 1:
            rest = units[2 * start :].decode("utf-16-le")
            out.append(QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        out.append(units[2 * start : 2 * (start + line.textLength())].decode("utf-16-le").rstrip())
    layout.endLayout()
    return tuple(line for line in out if line)


class _Painting(QStyledItemDelegate):
    """Measures and paints rows."""

    def __init__(self, rows: RowList) -> None:
        super().__init__(rows)
        self._rows = rows

    def _fonts(self, is_head: bool) -> tuple[QFont, QFont]:
        first = QFont(self._rows.font())
        if is_head:
            first.setWeight(QFont.Weight.DemiBold)
        second = QFont(self._rows.font())
        second.setPointSizeF(max(7.0, second.pointSizeF() - 1))
        return first, second

    def _folds(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether a row has rows below it."""
        return not index.parent().isValid() and index.model().rowCount(index) > 0

    def _left(self, row: Row, is_head: bool) -> float:
        return _EDGE + (0 if is_head else _INDENT) + (_ICON + _GAP if row.icon else 0)

    def _parts(self, row: Row, is_head: bool, width: float) -> tuple[list[str], list[str], list[str]]:
        first, second = self._fonts(is_head)
        sign = QFontMetricsF(second).horizontalAdvance(row.sign) + _GAP if row.sign else 0
        sign += _ARROW + 4 if is_head else 0
        room = width - self._left(row, is_head) - _EDGE
        words = broken(row.words, first, room - sign, _MOST_WORDS)
        late = broken(row.late, second, room, _MOST_SECOND) if row.late else []
        below = broken(row.second, second, room, _MOST_SECOND) if row.second else []
        return words, late, below

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(_ROW)
        if not isinstance(row, Row):
            return super().sizeHint(option, index)
        is_head = not index.parent().isValid()
        words, late, below = self._parts(row, is_head, self._rows.viewport().width())
        first, second = self._fonts(is_head)
        height = len(words) * QFontMetricsF(first).lineSpacing()
        height += (len(late) + len(below)) * QFontMetricsF(second).lineSpacing()
        height += 10 if row.share is not None else 0
        return QSize(self._rows.viewport().width(), max(28, round(height + (14 if is_head else 10))))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(_ROW)
        if not isinstance(row, Row):
            return
        is_head = not index.parent().isValid()
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        style = self._rows.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, plain, painter, self._rows)
        c = appearance.colours()
        first, second = self._fonts(is_head)
        rect = QRectF(option.rect)
        words, late, below = self._parts(row, is_head, self._rows.viewport().width())
        left = rect.left() + self._left(row, is_head)
        y = rect.top() + (7 if is_head else 5)
        painter.save()
        if row.is_pale:
            painter.setOpacity(0.7)
        step = QFontMetricsF(first).lineSpacing()
        if row.icon:
            ratio = max(1.0, self._rows.devicePixelRatioF())
            picture = appearance.pixmap(row.icon, _ICON, row.colour or c.second, ratio)
            painter.drawPixmap(QPointF(left - _ICON - _GAP, y + (step - _ICON) / 2), picture)
        right = rect.right() - _EDGE
        if self._folds(index):
            is_open = self._rows.isExpanded(QModelIndex(index))  # type: ignore[arg-type]
            ratio = max(1.0, self._rows.devicePixelRatioF())
            arrow = appearance.pixmap("chevron-down" if is_open else "chevron-right", _ARROW, c.second, ratio)
            painter.drawPixmap(QPointF(right - _ARROW, y + (step - _ARROW) / 2), arrow)
            right -= _ARROW + 4
        if row.sign:
            painter.setFont(second)
            painter.setPen(QColor(c.second))
            wide = QFontMetricsF(second).horizontalAdvance(row.sign)
            painter.drawText(QPointF(right - wide, y + QFontMetricsF(first).ascent()), row.sign)
        y = _lines(painter, words, first, c.text, left, y)
        y = _lines(painter, late, second, c.bad, left, y)
        y = _lines(painter, below, second, c.second, left, y)
        if row.share is not None:
            _bar(painter, QRectF(left, y + 4, rect.right() - _EDGE - left, 4), row.share)
        painter.restore()


def _lines(painter: QPainter, lines: Sequence[str], font: QFont, colour: str, x: float, y: float) -> float:
    """Paint lines below each other; gives where the next one goes."""
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    for line in lines:
        painter.drawText(QPointF(x, y + metrics.ascent()), line)
        y += metrics.lineSpacing()
    return y


def _bar(painter: QPainter, place: QRectF, share: float) -> None:
    c = appearance.colours()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(c.hairline))
    painter.drawRoundedRect(place, 2, 2)
    if share > 0:
        done = QRectF(place.x(), place.y(), max(4.0, place.width() * min(1.0, share)), place.height())
        painter.setBrush(QColor(c.good))
        painter.drawRoundedRect(done, 2, 2)
