"""The toolbar: the actions that are used most, with their words while there is room."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from cjm_desktop.i18n import _
from cjm_desktop.ui import appearance
from cjm_desktop.ui.actions import ENTRIES, Actions

#: What stands in the toolbar: an action, with its word or not; None is a line, "" a spring.
TOOLBAR: Final[tuple[tuple[str, bool] | str | None, ...]] = (
    ("new", False),
    ("open", False),
    ("save", False),
    None,
    ("undo", False),
    ("redo", False),
    None,
    ("select_tool", False),
    ("hand_tool", False),
    ("add_touchpoint", True),
    ("connect", True),
    ("add_phase", True),
    ("add_lane", True),
    ("add_card", True),
    None,
    ("zoom_out", False),
    ("zoom_100", True),
    ("zoom_in", False),
    ("zoom_fit", False),
    None,
    ("filter", False),
    "",
    ("poster", True),
)


class Toolbar(QToolBar):
    """The buttons of the table, in its order."""

    def __init__(self, actions: Actions) -> None:
        super().__init__(_("Toolbar"))
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(appearance.BAR_ICON, appearance.BAR_ICON))
        self._worded: list[QToolButton] = []  # buttons that give up their word in a narrow window
        self._needed = 0
        for row in TOOLBAR:
            if row is None:
                self.addSeparator()
            elif isinstance(row, str):
                spring = QWidget()
                spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
                self.addWidget(spring)
            else:
                self._put(actions, *row)

    def fit(self, width: int) -> None:
        """Show the words when a window of that width, in pixels, has room for them, else the icons alone."""
        beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        if not self._needed:
            self._needed = self.sizeHint().width()
        style = beside if width >= self._needed else alone
        for button in self._worded:
            if button.toolButtonStyle() != style:
                button.setToolButtonStyle(style)

    def _put(self, actions: Actions, id: str, words: bool) -> None:
        action = actions[id]
        self.addAction(action)
        button = self.widgetForAction(action)
        if not isinstance(button, QToolButton):
            return
        button.setAccessibleName(_(ENTRIES[id].text).rstrip("…"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if words and action.icon().isNull():
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        elif words:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            if id != "poster":
                self._worded.append(button)
        if id == "poster":
            button.setProperty("role", "primary")
        if id == "zoom_100":
            button.setMinimumWidth(64)
