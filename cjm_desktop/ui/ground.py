"""The window before its map: the bars and an empty ground in the map's colour, painted before the map is made."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEventLoop, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

#: Longer than this the map does not wait for a screen that shows nothing yet.
_MOST_MS: Final = 50


class Ground(QWidget):
    """What stands in the map's place until it is there."""

    painted = Signal()

    def __init__(self, colour: QColor) -> None:
        super().__init__()
        self._colour = colour

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._colour)
        painter.end()
        self.painted.emit()

    def wait(self) -> None:
        """Return when the ground is on the screen; keys and clicks stay in the queue for the map."""
        loop = QEventLoop()
        self.painted.connect(loop.quit)
        QTimer.singleShot(_MOST_MS, loop.quit)
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
