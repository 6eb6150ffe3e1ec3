"""The quiet buttons at the foot of a list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from cjm_desktop.ui import appearance


def link(words: str, icon: str, do: Callable[[], None]) -> QToolButton:
    """A button that looks like a link, with an icon before its words."""
    button = QToolButton()
    button.setProperty("role", "link")
    button.setText(words)
    button.setIcon(appearance.icon(icon, appearance.colours().link))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.clicked.connect(do)
    return button
