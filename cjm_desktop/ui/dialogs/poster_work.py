"""Work of the poster's dialog that may take a while: what the user does comes in between and may break it off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from cjm_desktop import collector
from cjm_desktop.i18n import in_language, language
from cjm_desktop.layout import fonts
from cjm_desktop.model import progress

Result = TypeVar("Result")

#: Work that takes longer than this, in seconds, is told of.
SOON: Final = 0.3


class Work(QObject):
    """One piece of work at a time, in steps between which the window lives on."""

    busy = Signal(str)  # what is done, when it takes long; "" when it is done

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language()
        self._is_running = False
        self._is_stopped = False
        self._is_told = False
        self._began = 0.0

    @property
    def is_running(self) -> bool:
        """Whether work is going on: who finds it so was called from within it."""
        return self._is_running

    def stop(self) -> None:
        """Break off what is going on, at its next step."""
        self._is_stopped = True

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Let other work go first: none is begun here within the block."""
        self.stop()
        before, self._is_running = self._is_running, True
        try:
            yield
        finally:
            self._is_running = before

    def run(self, job: Callable[[], Result]) -> Result | None:
        """Do a job and give its result; None when it was broken off. CjmError as the job raises it."""
        assert not self._is_running
        self._is_running, self._is_stopped, self._is_told = True, False, False
        self._began = monotonic()
        try:
            # A collection of what a long poster is made of would hold the window up for a third of a second.
            with collector.paused(), progress.listening(self._listen):
                return job()
        except progress.Cancelled:
            return None
        finally:
            self._is_running = False
            if self._is_told:
                self.busy.emit("")

    def _listen(self, words: str, _done: int, _total: int) -> bool:
        # The work itself speaks the journey's language, and measures in the fonts of its theme.
        with in_language(self._language), fonts.family(""):
            if not self._is_told and monotonic() - self._began > SOON:
                self._is_told = True
                self.busy.emit(words)
            QApplication.processEvents()
        return not self._is_stopped
