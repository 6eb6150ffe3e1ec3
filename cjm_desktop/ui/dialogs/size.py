"""How large windows open: as large as they wish, and never larger than the screen has room for."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

#: Room for the frame and title bar that the window manager puts around a window, in pixels.
_FRAME: Final = QSize(16, 48)


def room(window: QWidget) -> QSize:
    """The largest size that a window can have on the screen of its parent."""
    parent = window.parentWidget()
    screen = parent.screen() if parent is not None else QGuiApplication.primaryScreen()
    return screen.availableSize() - _FRAME


def open_at(window: QWidget, width: int, height: int) -> None:
    """Give a window a size in pixels, or less where the screen is smaller."""
    window.resize(QSize(width, height).boundedTo(room(window)))
