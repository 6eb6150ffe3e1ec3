"""The status bar: whether the work is saved, how much there is, and how the poster would come out."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStatusBar, QWidget

from cjm_desktop.i18n import _, ngettext
from cjm_desktop.model.change import Change
from cjm_desktop.model.problems import CjmError
from cjm_desktop.ui import appearance, text
from cjm_desktop.ui.document import Document

#: The poster is composed when nothing has changed for this long.
IDLE_MS = 1_500


class Status(QStatusBar):
    """Three texts; a passing message takes the place of the first (a long one of the first two) for some seconds."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.last_copy: float | None = None  # time.monotonic of the last recovery copy
        self._selected = 0
        self.setSizeGripEnabled(False)
        self._sign = text.PlainLabel()
        self._saved = text.PlainLabel()
        self._counts = text.PlainLabel()
        self._poster = text.PlainLabel()
        self._poster.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._counts.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._passing = text.PlainLabel()
        self._passing.hide()
        self._left = left = QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._sign)
        row.addWidget(self._saved)
        row.addStretch()
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 8, 0)
        across.addWidget(self._passing, 1)
        across.addWidget(left, 1)
        across.addWidget(self._counts, 1)
        across.addWidget(self._poster, 1)
        self.addWidget(whole, 1)
        self._until = QTimer(self)
        self._until.setSingleShot(True)
        self._until.timeout.connect(self.clearMessage)
        self._minute = QTimer(self)
        self._minute.setInterval(10_000)
        self._minute.timeout.connect(self.show_saved)
        self._minute.start()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.show_counts)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self.show_poster)
        document.changed.connect(self._changed)
        document.saved_state_changed.connect(self._state_changed)
        document.scenario_changed.connect(self._scenario_changed)
        document.view_changed.connect(self._view_changed)
        self.show_saved()
        self.show_counts()
        self._idle.start()

    def showMessage(self, text: str, timeout: int | None = 0) -> None:
        """Show a sentence for some milliseconds (0: until the next), beside what need not make room for it."""
        self._passing.setText(text)
        # Room: a third of the bar, or two thirds without the counts.
        self._counts.setVisible(self._passing.sizeHint().width() < self.width() / 3)
        self._left.hide()
        self._passing.show()
        self._until.stop()
        if timeout:
            self._until.start(timeout)

    def currentMessage(self) -> str:
        """The sentence that is shown in passing, or ""."""
        return "" if self._passing.isHidden() else self._passing.text()

    def clearMessage(self) -> None:
        """Take the sentence away that is shown in passing, and the tip of a menu."""
        super().clearMessage()
        self._until.stop()
        self._passing.hide()
        self._left.show()
        self._counts.show()

    def _changed(self, change: Change) -> None:
        self._soon.start()
        self._idle.start()

    def _scenario_changed(self, _id: str) -> None:
        self._soon.start()
        self._idle.start()

    def _view_changed(self) -> None:
        self._soon.start()
        self._idle.start()

    def _state_changed(self, _changed: bool) -> None:
        self.show_saved()

    def wait(self, *_what: object) -> None:
        """The user looks around: the poster, which may take a while, waits for a rest."""
        if self._idle.isActive():
            self._idle.start()

    def copied(self) -> None:
        """A recovery copy was made just now."""
        self.last_copy = time.monotonic()
        self.show_saved()

    def set_selected(self, count: int) -> None:
        """Say how many records are selected."""
        self._selected = count
        self.show_counts()

    def show_saved(self) -> None:
        """Say whether the journey is saved, and how old the recovery copy is."""
        document = self.document
        c = appearance.colours()
        if document.path is not None and not document.is_changed:
            words, icon, colour = _("Saved"), "check", c.good
        elif document.path is None and not document.is_changed:
            words, icon, colour = _("Nothing to save yet"), "circle-dashed", c.second
        else:
            words, icon, colour = _("Not saved"), "circle", c.second
            if self.last_copy is not None:
                words += " · " + ago(time.monotonic() - self.last_copy)
        self._sign.setPixmap(appearance.pixmap(icon, 14, colour, max(1.0, self.devicePixelRatioF())))
        self._saved.setText(words)

    def show_counts(self) -> None:
        """Say how many touchpoints, phases and selected records there are."""
        journey = self.document.journey
        touchpoints = len(journey.road(self.document.scenario))
        phases = len(journey.phases)
        parts = [
            self._filtered(touchpoints)
            or ngettext("{count} touchpoint", "{count} touchpoints", touchpoints).format(count=touchpoints),
            ngettext("{count} phase", "{count} phases", phases).format(count=phases),
        ]
        if self._selected:
            words = ngettext("{count} selected", "{count} selected", self._selected)
            parts.append(words.format(count=self._selected))
        self._counts.setText(" · ".join(parts))

    def _filtered(self, total: int) -> str:
        """How many touchpoints a filter shows; "" when none is set."""
        view = self.document.view
        if not view.filter:
            return ""
        from cjm_desktop.analysis.filtering import matching  # only when there is one

        count = len(matching(self.document.journey, view.scenario, view.filter).touchpoints)
        return _("{count} of {total} touchpoints shown").format(count=count, total=total)

    def show_poster(self) -> None:
        """Say on what paper the poster comes out and how small its smallest text is."""
        if QApplication.activeModalWidget() is not None:  # a dialog, perhaps the poster's own
            self._idle.start()
            return
        from cjm_desktop.ui import posters  # the first poster comes after the first frames
        from cjm_desktop.ui.poster_words import summary

        began = time.monotonic()
        try:
            poster = posters.lay_out(self.document, posters.settings_of(self.document))
        except (CjmError, LookupError, ValueError, OSError):
            self._poster.setText("")
            return
        # A large journey takes long to compose: the longer, the longer a rest it waits for.
        self._idle.setInterval(max(IDLE_MS, int((time.monotonic() - began) * 15_000)))
        self._poster.setText(summary(poster.settings, poster.sheets, poster.pages))


def ago(seconds: float) -> str:
    """How long ago the last recovery copy was made, in words."""
    if seconds < 60:
        return _("recovery copy {count} s ago").format(
            count=max(1, round(seconds / 10) * 10) if seconds > 5 else 1
        )
    return _("recovery copy {count} min ago").format(count=round(seconds / 60))
