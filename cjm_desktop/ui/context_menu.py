"""The menu of the right mouse button on the map: what can be done with the selection, or with the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from cjm_desktop.ui.main_window import MainWindow


def show(window: MainWindow, place: QPoint) -> None:
    """Show the menu at a place of the screen until something is chosen or it is left."""
    menu = QMenu(window)
    ids: tuple[str | None, ...] = ("rename", None, "cut", "copy", "copy_picture", "paste")
    ids = (*ids, "duplicate", "delete", None, "add_comment")
    if not window.view.selection:
        ids = ("paste", "copy_picture", None, "select_all", "zoom_fit", "journey_info")
    elif window.lanes.lane() is not None:
        ids = (*ids, None, "hide_lane", "lane_up", "lane_down")
    elif offered := window.phases.offered():
        ids = (*ids, None, *offered)
    for id in ids:
        if id is None:
            menu.addSeparator()
        else:
            menu.addAction(window.actions_[id])
    menu.exec(place)
    menu.deleteLater()
