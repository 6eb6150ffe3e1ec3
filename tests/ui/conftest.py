"""The `editor` fixture: a map on the (offscreen) screen, driven by real events, judged by its records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cjm_desktop import i18n, settings
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, Phase, Touchpoint
from cjm_desktop.model.starter import starting_records
from cjm_desktop.ui.canvas.view import MapView
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.windows import Windows

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
STEPS = {"See": ("Advert", "Shop window"), "Buy": ("Basket", "Pay"), "Wear": ("Delivery",)}


def small_journey() -> Journey:
    """Three phases, five touchpoints with emotions 0.5, 0.0, −1.0, 0.5, 1.0, an action on each and one pain."""
    journey = Journey(starting_records("en", "A coat", phases=tuple(STEPS)))
    scenario, persona = journey.scenarios[0].id, journey.personas[0].id
    lanes = {lane.kind: lane.id for lane in journey.lanes}
    scores = iter((0.5, 0.0, -1.0, 0.5, 1.0))
    for phase in journey.phases:
        for title in STEPS[phase.name]:
            journey.apply(edits.add_touchpoint(journey, scenario, phase.id, title))
            made = next(t for t in journey.touchpoints if t.title == title)
            journey.apply(edits.set_experience(journey, made.id, persona, emotional=next(scores)))
            journey.apply(edits.add_card(journey, lanes["actions"], made.id, scenario, f"Does {title}"))
    pay = next(t for t in journey.touchpoints if t.title == "Pay")
    journey.apply(edits.add_card(journey, lanes["pains"], pay.id, scenario, "No card accepted"))
    return journey


@pytest.fixture
def windows(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Windows]:
    """The program's windows, none of them open, in English and with a home of their own."""
    monkeypatch.setenv("CJM_DESKTOP_HOME", str(tmp_path / "home"))
    settings.save(settings.Settings(language="en", appearance="light"))
    made = Windows(qapp)
    yield made
    for window in list(made.open_windows):
        window.is_leaving = True
        window.close()
    for _ in range(5):
        qapp.processEvents()
    made.deleteLater()
    i18n.set_language("en")


class Editor:
    """A document with its map; gestures take record ids, placed keys or points of the map."""

    def __init__(self, journey: Journey) -> None:
        self.document = Document.new(journey)
        self.view = MapView(self.document)
        self.said: list[str] = []
        self.view.said.connect(self.said.append)
        self.view.resize(1400, 1000)
        self.view.show()
        self.view.set_zoom(0.8)
        self.settle()

    # -- what there is -------------------------------------------------------------------------------

    @property
    def journey(self) -> Journey:
        return self.document.journey

    @property
    def titles(self) -> list[str]:
        """The titles along the road."""
        return [t.title for t in self.journey.road(self.document.scenario)]

    @property
    def phases(self) -> dict[str, list[str]]:
        """The titles of each phase, by the phase's name."""
        road = self.journey.road(self.document.scenario)
        return {p.name: [t.title for t in road if t.phase == p.id] for p in self.journey.phases}

    def touchpoint(self, title: str) -> Touchpoint:
        return next(t for t in self.journey.touchpoints if t.title == title)

    def phase(self, name: str) -> Phase:
        return next(p for p in self.journey.phases if p.name == name)

    def lane(self, kind: str) -> str:
        return next(lane.id for lane in self.journey.lanes if lane.kind == kind)

    def card(self, text: str) -> Card:
        return next(c for c in self.journey.cards if c.text == text)

    def emotion(self, title: str) -> float | None:
        felt = self.touchpoint(title).experience_of(self.journey.personas[0].id)
        return felt.emotional if felt else None

    def face(self, title: str) -> str:
        """The key of the face of the first persona at a touchpoint."""
        return f"point:{self.journey.personas[0].id}:{self.touchpoint(title).id}"

    @property
    def steps(self) -> int:
        """How many undo steps there are."""
        return self.document.undo_stack.index()

    # -- what can be done ----------------------------------------------------------------------------

    def settle(self) -> None:
        """Let layout and painting catch up."""
        for _ in range(3):
            QApplication.processEvents()

    def at(self, where: str | QPointF | QPoint) -> QPoint:
        """The place in the window of a placed key (the middle of its disc or box) or of a point of the map."""
        if isinstance(where, QPoint):
            return where
        if isinstance(where, str):
            self.view.map.refresh()
            item = self.view.map.item(where)
            assert item is not None, where
            is_disc = isinstance(self.journey.get(where), Touchpoint)
            where = item.pos() if is_disc else item.mapToScene(item.shape().boundingRect().center())
        return self.view.mapFromScene(where)

    def cell(self, lane_kind: str, title: str) -> QPointF:
        """The middle of a cell, in map units."""
        self.view.map.refresh()
        layout = self.view.map.layout
        row = next(row for row in layout.rows if row.kind == lane_kind)
        column = next(c for c in layout.columns if c.touchpoint == self.touchpoint(title).id)
        return QPointF(column.centre, row.y + row.height / 2)

    def mouse(
        self,
        kind: QEvent.Type,
        place: QPoint,
        button: Qt.MouseButton,
        buttons: Qt.MouseButton,
        held: Qt.KeyboardModifier,
    ) -> None:
        viewport = self.view.viewport()
        where = QPointF(place)
        event = QMouseEvent(kind, where, QPointF(viewport.mapToGlobal(place)), button, buttons, held)
        QApplication.sendEvent(viewport, event)

    def press_at(
        self, where: str | QPointF | QPoint, held: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, self.at(where), button, button, held)

    def move_to(
        self, where: str | QPointF | QPoint, held: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:
        self.mouse(QEvent.Type.MouseMove, self.at(where), Qt.MouseButton.NoButton, button, held)

    def release_at(
        self, where: str | QPointF | QPoint, held: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, self.at(where), button, Qt.MouseButton.NoButton, held)
        self.settle()

    def click(self, where: str | QPointF | QPoint, held: Qt.KeyboardModifier = NONE) -> None:
        place = self.at(where)
        self.press_at(place, held)
        self.release_at(place, held)

    def double_click(self, where: str | QPointF | QPoint) -> None:
        place = self.at(where)
        self.click(place)
        self.mouse(QEvent.Type.MouseButtonDblClick, place, LEFT, LEFT, NONE)
        self.release_at(place)

    def drag(
        self,
        start: str | QPointF | QPoint,
        end: str | QPointF | QPoint,
        held: Qt.KeyboardModifier = NONE,
        button: Qt.MouseButton = LEFT,
    ) -> None:
        """Press, move in five steps, release."""
        a, b = self.at(start), self.at(end)
        self.press_at(a, held, button)
        for i in range(1, 6):
            self.move_to(a + (b - a) * i / 5, held, button)
            self.settle()
        self.release_at(b, held, button)

    def press(self, keys: str, *, times: int = 1) -> None:
        """Press keys such as "Ctrl+Right" where the focus is."""
        combination = QKeySequence(keys)[0]
        for _ in range(times):
            QTest.keyClick(self.focus, combination.key(), combination.keyboardModifiers())
            self.settle()

    def hold(self, keys: str, *, times: int = 1) -> None:
        """Press keys while their modifiers stay down."""
        combination = QKeySequence(keys)[0]
        for _ in range(times):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, combination.key(), combination.keyboardModifiers())
                QApplication.sendEvent(self.focus, event)
            self.settle()

    def type_text(self, text: str) -> None:
        QTest.keyClicks(self.focus, text)
        self.settle()

    @property
    def focus(self) -> QWidget:
        """Where keys go: the field on the map while something is typed, else the map."""
        return self.view.editing.editor or self.view

    def close(self) -> None:
        self.view.close()
        self.view.deleteLater()
        self.settle()


@pytest.fixture
def editor(qapp: QApplication) -> Iterator[Editor]:
    """A small journey on a map of 1400 × 1000 pixels at 80 %."""
    made = Editor(small_journey())
    yield made
    made.close()


@pytest.fixture
def empty_editor(qapp: QApplication) -> Iterator[Editor]:
    """A journey with phases and no touchpoints."""
    journey = Journey(starting_records("en", "Empty", phases=("One", "Two")))
    journey.apply(edits.update(journey, journey.phases[0].id, name="First"))
    made = Editor(journey)
    yield made
    made.close()
