"""What every object that acts for a window knows: the window and its document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from cjm_desktop.ui.main_window import MainWindow


class Acting(QObject):
    """Bound to one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window_ = window
        self.document = window.document
