"""Post-its: type, Enter, type, Enter; each becomes a touchpoint or a card at once, and is dragged into place later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QToolButton

from cjm_desktop.i18n import _, ngettext
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import refusal
from cjm_desktop.model.records import CARD_LANES, Card, Phase, RecordId, Touchpoint, name_of
from cjm_desktop.ui import appearance, text
from cjm_desktop.ui.panels.choices import Combo

if TYPE_CHECKING:
    from cjm_desktop.ui.main_window import MainWindow

#: Pasted text becomes at most this many post-its, of at most so many letters.
MOST_LINES: Final = 500
MOST_LETTERS: Final = 2_000
_ENDING: Final = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: What stands in the list for the road itself.
TOUCHPOINTS: Final = ""


class Line(QPlainTextEdit):
    """One line of plain text; several lines that are pasted are several entries."""

    entered = Signal(list)  # of texts
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Text of the post-it"))
        self.setPlaceholderText(_("Type and press Enter"))
        self.document().setDocumentMargin(0)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def fit(self) -> None:
        """Be as high as one line with the frame of the window's fields."""
        self.setFixedHeight(self.fontMetrics().lineSpacing() + 14)

    def event(self, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and cast(QKeyEvent, event).key() in _ENDING:
            event.accept()  # not for an action of the window
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def enter(self) -> None:
        """Hand over what stands in the line, and begin anew."""
        words = self.toPlainText()
        if words.strip():
            self.clear()
            self.entered.emit([words])

    def insertFromMimeData(self, source: QMimeData) -> None:
        rows = source.text().splitlines()
        lines = [row for row in rows if row.strip()]
        if len(lines) < 2:
            self.insertPlainText(" ".join(source.text().split()))
        else:
            self.entered.emit(lines)


class PostIts(QFrame):
    """The strip above the map: into which lane, and the line to type in."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.window_ = window
        self.document = window.document
        self.setObjectName("post_its")
        self.setAccessibleName(_("Post-its"))
        self.setAutoFillBackground(True)
        self.lane = Combo()
        self.lane.setAccessibleName(_("Where the post-its go"))
        self.lane.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)
        text.tip(self.lane, _("Where the post-its go"))
        self.line = Line()
        self.place = text.PlainLabel("", "second")
        self.close_button = QToolButton()
        self.close_button.setIcon(appearance.icon("x"))
        self.close_button.setAccessibleName(_("Close post-its"))
        text.tip(self.close_button, _("Close post-its"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(text.PlainLabel(_("Post-its"), "section"))
        row.addWidget(self.lane)
        row.addWidget(self.line, 1)
        row.addWidget(self.place)
        row.addWidget(self.close_button)
        self.line.entered.connect(self.add)
        self.line.left.connect(self.leave)
        self.close_button.clicked.connect(self.leave)
        self.lane.activated.connect(self._chosen)
        self.lane.currentIndexChanged.connect(self._show_place)
        window.view.map.selection_changed.connect(self._show_place)
        self.document.changed.connect(self._changed)
        self._offered: list[tuple[str, str]] = []
        self.refresh()

    def start(self) -> None:
        """Show the strip with the lane of what is selected, ready to type."""
        self.refresh()
        journey = self.document.journey
        card = journey.of(Card, self.window_.view.map.current)
        id = card.lane if card is not None else self.window_.view.map.current
        index = self.lane.findData(id) if id else -1
        if index > 0:
            self.lane.setCurrentIndex(index)
        self.show()
        self.line.setFocus()
        self._show_place()

    def leave(self) -> None:
        """Put the strip away; what was typed last and not entered is kept in the line."""
        self.hide()
        self.window_.view.setFocus()

    def refresh(self) -> None:
        """Offer the touchpoints and the lanes for cards that are shown."""
        offered = [(TOUCHPOINTS, _("Touchpoints"))]
        offered += [(n.id, n.name) for n in self.document.journey.lanes if n.visible and n.kind in CARD_LANES]
        if offered == self._offered:
            return
        chosen = self.lane.currentData()
        self._offered = offered
        self.lane.blockSignals(True)
        self.lane.clear()
        for id, name in offered:
            self.lane.addItem(text.one_line(name, 40), id)
        self.lane.setCurrentIndex(max(0, self.lane.findData(chosen)))
        self.lane.blockSignals(False)

    def add(self, lines: list[str]) -> None:
        """Make a post-it of each line: one undo step, and the last of them is selected and in sight."""
        lane = str(self.lane.currentData() or TOUCHPOINTS)
        made: list[RecordId] = []

        def change(journey: Journey) -> Change:
            made.clear()
            later, whole = journey.copy(), Change()
            for words in _cleaned(lines):
                one = self._added(later, lane, words)
                later.apply(one)
                whole = whole.then(one)
                made.extend(one.after)
            return whole

        view = self.window_.view
        if view.attempt(change, ngettext("Add post-it", "Add post-its", len(lines))) and made:
            view.select([made[-1]], reveal=True)
        else:
            self.line.setPlainText(lines[0])  # refused: what was typed is not lost

    def _added(self, journey: Journey, lane: str, words: str) -> Change:
        anchor, phase = self._anchor(journey), self._phase(journey)
        if anchor is None or phase is None:
            raise refusal("no-phase")
        # Where journeys are joined, a post-it goes to the one in which the selected touchpoint stands.
        beside = journey.of(Touchpoint, anchor)
        scenario = beside.scenario if beside is not None else self.document.scenario
        if lane == TOUCHPOINTS:
            return edits.add_touchpoint(journey, scenario, phase, words)
        return edits.add_card(journey, lane, anchor, scenario, words)

    def _phase(self, journey: Journey) -> RecordId | None:
        """The phase of what is selected, else the first."""
        record = journey.get(self._anchor(journey))
        if isinstance(record, Touchpoint):
            return record.phase
        return record.id if isinstance(record, Phase) else None

    def _anchor(self, journey: Journey) -> RecordId | None:
        """The touchpoint or phase of what is selected; else the first touchpoint, or the first phase."""
        record = journey.get(self.window_.view.map.current)
        if isinstance(record, Card):
            record = journey.get(record.anchor)
        road = journey.road(self.document.scenario)
        if isinstance(record, Touchpoint | Phase):
            return record.id
        if road:
            return road[0].id
        return journey.phases[0].id if journey.phases else None

    def _show_place(self) -> None:
        if not self.isVisible():
            return
        journey = self.document.journey
        is_road = not self.lane.currentData()
        record = journey.get(self._phase(journey) if is_road else self._anchor(journey))
        name = text.one_line(name_of(record), 32) if record is not None else ""
        shown = _("at the end of “{name}”") if is_road else _("at “{name}”")
        self.place.setText(shown.format(name=name or _("Untitled")))

    def _chosen(self) -> None:
        self.line.setFocus()

    def _changed(self, _change: object) -> None:
        if self.isVisible():
            self.refresh()
            self._show_place()


def _cleaned(lines: list[str]) -> list[str]:
    """Lines without blanks around and without what no text may hold."""
    rows = (" ".join(line.split())[:MOST_LETTERS] for line in lines)
    return ["".join(c for c in row if c.isprintable()) for row in rows if row][:MOST_LINES]


def open_strip(window: MainWindow) -> PostIts:
    """Open the strip above the map of a window; there is one for each."""
    strip = window.findChild(PostIts)
    if strip is None:
        strip = PostIts(window)
        around = window.view.parentWidget()
        column = around.layout() if around is not None else None
        assert isinstance(column, QBoxLayout)
        column.insertWidget(column.indexOf(window.view), strip)
    strip.start()
    return strip
