"""Panels that follow the document while they are in sight, and catch up when they come into sight."""

from __future__ import annotations

import datetime
from abc import abstractmethod

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from cjm_desktop.i18n import _, date
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import RecordId, name_of
from cjm_desktop.ui import text
from cjm_desktop.ui.document import Document

#: A panel waits so long after a change before it looks anew: letters that are typed come faster.
_REST_MS = 60


def today() -> datetime.date:
    """The day it is."""
    return datetime.date.today()


def day_words(iso: str | None) -> str:
    """A date of the file in words; one that does not exist stays as it is written."""
    if not iso:
        return ""
    try:
        return date(datetime.date.fromisoformat(iso[:10]))
    except ValueError:
        return iso


def named(journey: Journey, id: RecordId | None, length: int = 80) -> str:
    """What a person calls a record, on one line ("" when it is gone)."""
    record = journey.get(id)
    return (text.one_line(name_of(record), length) or _("Untitled")) if record is not None else ""


class FollowingPanel(QWidget):
    """Calls `refresh` after changes; `jumped` gives ids to go to and the field that is meant ("" for none)."""

    jumped = Signal(object, str)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.selection: tuple[RecordId, ...] = ()
        self._is_stale = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self.catch_up)
        document.changed.connect(self._on_changed)
        document.scenario_changed.connect(self._on_scenario_changed)

    @abstractmethod
    def refresh(self) -> None:
        """Show what the journey holds now."""

    def show_selection(self, ids: tuple[RecordId, ...]) -> None:
        """Take notice of what is selected on the map."""
        self.selection = ids

    def catch_up(self) -> None:
        """Refresh now, when something has changed since."""
        self._timer.stop()
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def _on_changed(self, _change: Change) -> None:
        self._stale()

    def _on_scenario_changed(self, _id: str) -> None:
        self._stale()

    def _stale(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.catch_up()
