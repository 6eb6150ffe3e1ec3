"""Asks from how far a poster is to be read, and offers what makes its letters large enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from cjm_desktop.i18n import N_, _, number
from cjm_desktop.layout.readable import Proposal, Way
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import PosterSettings
from cjm_desktop.ui import appearance, errors, text
from cjm_desktop.ui.dialogs.poster_work import Work
from cjm_desktop.ui.panels.choices import ChoiceInput
from cjm_desktop.ui.panels.rows import Row, RowGroup, RowList

#: From so many metres, and when.
DISTANCES: Final = (
    (0.5, N_("{metres} m · in the hand")),
    (0.7, N_("{metres} m · on a table")),
    (1.0, N_("{metres} m · standing before it")),
    (1.5, N_("{metres} m · on the wall of a room")),
    (2.0, N_("{metres} m · across a room")),
    (3.0, N_("{metres} m · in a hall")),
)
_ICONS: Final[dict[Way, str]] = {
    "paper": "file",
    "roll": "scan",
    "sheets": "copy",
    "lanes": "rows-3",
    "parts": "layers",
    "several": "list-checks",
}


class ReadableChoice(QDialog):
    """A distance, and the ways to get there; `chosen` are the settings of the one that was taken.

    `find` gives the proposals for a distance in metres; it is called while the window lives on, and broken off when
    another distance is chosen.
    """

    def __init__(
        self, parent: QWidget | None, find: Callable[[float], Sequence[Proposal]], metres: float = 1.5
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._proposals: dict[str, Proposal] = {}
        self._is_closed = False
        self.chosen: PosterSettings | None = None
        self.setWindowTitle(_("Make readable"))
        self.distance = ChoiceInput([(d, _(words).format(metres=number(d, 1)), "") for d, words in DISTANCES])
        self.distance.name_it(_("Read from"))
        self.distance.show_value(metres if metres in dict(DISTANCES) else 1.5)
        self.distance.edited.connect(self._changed)
        label = text.PlainLabel(_("Read from"), "second")
        label.setBuddy(self.distance.focusProxy() or self.distance)
        self.list = RowList(_("Ways to larger letters"))
        self.list.current_row_changed.connect(self._show_current)
        self.list.itemDoubleClicked.connect(lambda _item, _column: self.accept())
        self.says = text.wrapped("", "second")
        self.buttons = text.button_box(self, ok=_("Use this"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.distance, 1)
        column.addLayout(row)
        column.addWidget(self.says)
        column.addWidget(self.list, 1)
        column.addWidget(self.buttons)
        self.setMinimumSize(480, 400)
        self._work = Work(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.search)
        self._fill(())
        self._timer.start(0)

    def _changed(self, _value: object) -> None:
        self._work.stop()
        self._timer.start(30)

    def search(self) -> None:
        """Look for what reaches the distance that is chosen, unless another one is chosen meanwhile."""
        if self._work.is_running:  # we are called from within it: once more when it has stopped
            self._work.stop()
            self._timer.start(30)
            return
        metres = float(self.distance.value)
        self._fill(())
        self.says.setText(_("Looking for larger letters"))
        self.says.repaint()
        try:
            found = self._work.run(lambda: tuple(self._find(metres)))
        except CjmError as error:
            self.says.setText(errors.sentences(error.problems))
            return
        if found is None or self._is_closed:
            return
        self._fill(found)
        distance = number(metres, 1)
        if not found:
            words = _(
                "Nothing is needed or nothing helps: it reads from {metres} m, or is as large as can be."
            )
            self.says.setText(words.format(metres=distance))
        elif found[0].reaches:
            self.says.setText(_("All text reads from {metres} m with one of these:").format(metres=distance))
        else:
            words = _("Not from {metres} m, whatever the paper and the sheets. The most that can be had:")
            self.says.setText(words.format(metres=distance))

    def _fill(self, proposals: Sequence[Proposal]) -> None:
        c = appearance.colours()
        self._proposals = {f"{i}:{each.words}": each for i, each in enumerate(proposals)}
        self.list.fill(
            [
                RowGroup(
                    Row(key, each.change, each.outcome, icon=_ICONS[each.way], colour=c.link, target=(key,))
                )
                for key, each in self._proposals.items()
            ]
        )
        if self._proposals:
            self.list.make_current(next(iter(self._proposals)))
        self._show_current(self.list.current_row)

    def _show_current(self, row: Row | None) -> None:
        ok = next(
            button
            for button in self.buttons.buttons()
            if self.buttons.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole
        )
        ok.setEnabled(row is not None and row.key in self._proposals)

    def accept(self) -> None:
        """Take the current way."""
        row = self.list.current_row
        found = self._proposals.get(row.key) if row is not None else None
        if found is not None:
            self.chosen = found.settings
            super().accept()

    def done(self, result: int) -> None:
        """Close, and break off what is going on."""
        self._is_closed = True
        self._timer.stop()
        self._work.stop()
        super().done(result)
