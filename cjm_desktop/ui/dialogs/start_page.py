"""The start page: templates with a picture of their phases, recent files, the sample, an empty journey."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
)
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

from cjm_desktop.formats import template
from cjm_desktop.i18n import _
from cjm_desktop.layout import theme
from cjm_desktop.model.problems import CjmError
from cjm_desktop.ui import appearance, errors, text
from cjm_desktop.ui.dialogs import size
from cjm_desktop.ui.panels.choices import ChoiceInput

if TYPE_CHECKING:
    from cjm_desktop.ui.main_window import MainWindow
    from cjm_desktop.ui.windows import Windows

_PICTURE: Final = QSize(220, 84)
_CARD: Final = _PICTURE.width() + 12
_COLUMNS: Final = 3
#: What stands beside the cards: the left column, the margins and the scroll bar.
_BESIDE: Final = 366
RECENT: Final = 6


def picture(phases: int) -> QIcon:
    """A small map with so many phases: chevrons above, a winding road through discs below."""
    look = theme.load()
    shown = max(1, min(phases, 8))
    image = QPixmap(_PICTURE * 2)
    image.setDevicePixelRatio(2)
    image.fill(QColor(look.paper))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width, height = float(_PICTURE.width()), float(_PICTURE.height())
    step = (width - 16) / shown
    for i in range(shown):
        x, right = 8 + i * step, 8 + (i + 1) * step - 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.phase_colour(i)))
        notch = 5.0
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(x, 8),
                    QPointF(right - notch, 8),
                    QPointF(right, 14),
                    QPointF(right - notch, 20),
                    QPointF(x, 20),
                    QPointF(x + (notch if i else 0), 14),
                ]
            )
        )
    road = QPainterPath(QPointF(0, 52))
    for x in range(1, int(width) + 1, 2):
        road.lineTo(x, 52 - 12 * math.sin((x - 8) / step * math.pi))
    for colour, thickness in ((look.kerb, 13.0), (look.asphalt, 9.0)):
        painter.strokePath(road, QPen(QColor(colour), thickness))
    painter.strokePath(road, QPen(QColor(look.centre_line), 1, Qt.PenStyle.DashLine))
    for i in range(shown):
        x = 8 + (i + 0.5) * step
        y = 52 - 12 * math.sin((i + 0.5) * math.pi)
        painter.setPen(QPen(QColor(look.phase_colour(i)), 2.5))
        painter.setBrush(QColor(look.card))
        painter.drawEllipse(QPointF(x, y), 7, 7)
    painter.setPen(QPen(QColor(look.hairline), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), 6, 6)
    painter.end()
    return QIcon(image)


class StartPage(QDialog):
    """Everything that a journey can start from."""

    def __init__(self, parent: MainWindow | None, windows: Windows) -> None:
        super().__init__(parent)
        self._window, self._windows = parent, windows
        self.setWindowTitle(_("Start"))
        size.open_at(self, 1120, 680)
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
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(16)
        columns = max(1, min(_COLUMNS, (self.width() - _BESIDE) // (_CARD + grid.horizontalSpacing())))
        for i, each in enumerate(template.templates(self._windows.journey_language())):
            grid.addWidget(_Card(self, each), i // columns, i % columns)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        column.addWidget(area, 1)
        return column

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
        self.accept()
        self._windows.show_new(journey, self._target())

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


class _Card(QWidget):
    """A template: its picture, its name and its phases."""

    def __init__(self, page: StartPage, shown: template.Template) -> None:
        super().__init__()
        self._page, self._id = page, shown.id
        button = QToolButton()
        button.setIcon(picture(len(shown.phases)))
        button.setIconSize(_PICTURE)
        button.setFixedSize(_CARD, _PICTURE.height() + 12)
        button.setAccessibleName(shown.name)
        button.setAccessibleDescription(shown.description)
        text.tip(button, f"{shown.name}: {shown.description}")
        button.clicked.connect(self._use)
        words = text.wrapped(shown.description, "second")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        name = text.wrapped(shown.name, "section")
        for label in (name, words):
            # In a grid that scrolls, nothing else asks a label how high its broken lines are.
            label.setContentsMargins(6, 0, 6, 0)
            label.setFixedWidth(_CARD)
            label.ensurePolished()
            label.setMinimumHeight(label.heightForWidth(_CARD))
        column.addWidget(name)
        column.addWidget(words)
        column.addStretch()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # The words below the picture lead there too.
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._use()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # else the release goes elsewhere

    def _use(self) -> None:
        self._page.use(self._id)
