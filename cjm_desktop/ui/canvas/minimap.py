"""The small map in the corner, with a frame around what is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from cjm_desktop.i18n import _
from cjm_desktop.ui.canvas.decorations import ACCENT, PAPER

if TYPE_CHECKING:
    from cjm_desktop.ui.canvas.surface import MapSurface

_WIDTH: Final = 200
_HEIGHT: Final = 130
_GAP: Final = 14
_PADDING: Final = 8
#: The picture is made again when the map was left alone for this long.
_REDRAW_MS: Final = 150


class Minimap(QWidget):
    """A picture of the whole map; a click or drag in it moves the view there. Hidden when all is in sight."""

    def __init__(self, view: MapSurface) -> None:
        super().__init__(view)
        self._view = view
        self._picture: QPixmap | None = None
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(_REDRAW_MS)
        self._redraw.timeout.connect(self._on_redraw)
        self._is_wanted = True
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("Overview of the map"))
        self.hide()

    def set_wanted(self, wanted: bool) -> None:
        """Show the small map when there is something out of sight, or never."""
        self._is_wanted = wanted
        self.follow()

    def stale(self) -> None:
        """The map changed: make the picture again when it is left alone."""
        self._redraw.start()

    def follow(self) -> None:
        """Take place in the corner and show what is in sight."""
        view = self._view
        layout = view.map.layout
        if layout.width <= 0 or layout.height <= 0:
            self.hide()
            return
        scale = self._scale()
        width = round(layout.width * scale) + 2 * _PADDING
        height = round(layout.height * scale) + 2 * _PADDING
        area = view.viewport().geometry()
        self.setGeometry(area.right() - width - _GAP, area.bottom() - height - _GAP, width, height)
        everything = QRectF(0, 0, layout.width, layout.height).adjusted(2, 2, -2, -2)
        has_room = area.width() > 3 * width and area.height() > 2 * height
        self.setVisible(self._is_wanted and has_room and not view.visible.contains(everything))
        self.update()

    def _scale(self) -> float:
        layout = self._view.map.layout
        return min(_WIDTH / layout.width, _HEIGHT / layout.height)

    def _on_redraw(self) -> None:
        self._picture = None
        self.follow()

    def _render(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(PAPER)
        painter = QPainter(pixmap)
        painter.translate(_PADDING, _PADDING)
        painter.scale(self._scale(), self._scale())
        self._view.overview.paint(painter)
        painter.end()
        return pixmap

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            self._picture = self._render()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(Qt.GlobalColor.lightGray, 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        scale, seen = self._scale(), self._view.visible
        frame = QRectF(seen.x() * scale, seen.y() * scale, seen.width() * scale, seen.height() * scale)
        frame.translate(_PADDING, _PADDING)
        painter.setPen(QPen(ACCENT, 2))
        painter.drawRoundedRect(frame.intersected(QRectF(self.rect()).adjusted(2, 2, -2, -2)), 3, 3)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _go(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            place = (event.position() - QPointF(_PADDING, _PADDING)) / self._scale()
            self._view.centerOn(place)
        event.accept()
