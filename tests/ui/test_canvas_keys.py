"""The keyboard on the map."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjm_desktop.model import edits, scenarios
from cjm_desktop.ui import appearance

if TYPE_CHECKING:
    from .conftest import Editor


def current(editor: Editor) -> str:
    """The name of the record selected last."""
    id = editor.view.map.current
    record = editor.journey.get(id)
    return getattr(record, "title", None) or getattr(record, "name", None) or getattr(record, "text", "")


def test_arrows_walk_along_the_road_and_through_the_lanes(editor: Editor) -> None:
    editor.press("Right")
    assert current(editor) == "Advert"
    editor.press("Right", times=3)
    assert current(editor) == "Pay"
    editor.press("Left")
    assert current(editor) == "Basket"
    editor.press("Right")
    editor.press("Down")
    assert current(editor) == "Does Pay"
    editor.press("Down")
    assert current(editor) == "No card accepted"
    editor.press("Down")
    assert current(editor) == "No card accepted"
    editor.press("Up", times=2)
    assert current(editor) == "Pay"
    editor.press("Up")
    assert current(editor) == "Buy"
    editor.press("Right")
    assert current(editor) == "Wear"


def test_right_from_a_card_goes_to_the_next_card_of_its_lane(editor: Editor) -> None:
    editor.view.select([editor.card("Does Advert").id])
    editor.press("Right")
    assert current(editor) == "Does Shop window"
    editor.view.select([editor.card("No card accepted").id])
    editor.press("Right")
    assert current(editor) == "No card accepted"


def test_tab_walks_the_touchpoints(editor: Editor) -> None:
    editor.press("Tab", times=2)
    assert current(editor) == "Shop window"
    editor.press("Shift+Tab")
    assert current(editor) == "Advert"
    editor.press("End")
    assert current(editor) == "Delivery"
    editor.press("Home")
    assert current(editor) == "Advert"


def test_alt_arrows_nudge_in_one_step_while_alt_is_held(editor: Editor) -> None:
    editor.click(editor.touchpoint("Basket").id)
    QTest.keyPress(editor.view, Qt.Key.Key_Alt)
    editor.hold("Alt+Right", times=3)
    editor.hold("Alt+Shift+Down")
    QTest.keyRelease(editor.view, Qt.Key.Key_Alt)
    assert (editor.touchpoint("Basket").dx, editor.touchpoint("Basket").dy) == (3.0, 10.0)
    assert editor.steps == 1
    editor.press("Alt+Left")
    assert editor.steps == 2
    editor.document.undo()
    assert editor.touchpoint("Basket").dx == 3.0
    editor.document.undo()
    assert (editor.touchpoint("Basket").dx, editor.touchpoint("Basket").dy) == (0.0, 0.0)


def test_plus_and_minus_change_the_emotion_in_one_step(editor: Editor) -> None:
    editor.click(editor.touchpoint("Pay").id)
    editor.press("+", times=3)
    assert editor.emotion("Pay") == 0.8
    editor.press("-")
    editor.press("Ctrl+Up")
    editor.press("Ctrl+Down", times=2)
    assert editor.emotion("Pay") == 0.6
    assert editor.steps == 1
    assert editor.said[-1] == "Emotion: 0.6"
    editor.document.undo()
    assert editor.emotion("Pay") == 0.5


def test_the_emotion_stops_at_two(editor: Editor) -> None:
    editor.click(editor.touchpoint("Delivery").id)
    editor.press("+", times=15)
    assert editor.emotion("Delivery") == 2.0


def test_ctrl_arrows_move_along_the_road_and_over_phases(editor: Editor) -> None:
    editor.click(editor.touchpoint("Advert").id)
    editor.press("Ctrl+Right")
    assert editor.phases["See"] == ["Shop window", "Advert"]
    editor.press("Ctrl+Right")
    assert editor.phases == {"See": ["Shop window"], "Buy": ["Advert", "Basket", "Pay"], "Wear": ["Delivery"]}
    editor.press("Ctrl+Right", times=3)
    assert editor.phases["Wear"] == ["Advert", "Delivery"]
    editor.press("Ctrl+Right", times=3)
    assert editor.phases["Wear"] == ["Delivery", "Advert"]
    editor.press("Ctrl+Left", times=8)
    assert editor.phases == {"See": ["Advert", "Shop window"], "Buy": ["Basket", "Pay"], "Wear": ["Delivery"]}


def test_f2_types_the_title_in_place(editor: Editor) -> None:
    editor.click(editor.touchpoint("Pay").id)
    editor.press("F2")
    editor.type_text("Pay by card")
    assert editor.titles[3] == "Pay"
    editor.press("Return")
    assert editor.titles[3] == "Pay by card"
    assert not editor.view.editing.is_active
    assert editor.steps == 1


def test_ctrl_enter_adds_a_touchpoint_after_this_one_and_types_it_in_one_step(editor: Editor) -> None:
    editor.click(editor.touchpoint("Basket").id)
    editor.press("Ctrl+Return")
    assert editor.view.editing.is_active
    editor.type_text("Log in")
    editor.press("Return")
    assert editor.titles == ["Advert", "Shop window", "Basket", "Log in", "Pay", "Delivery"]
    assert editor.phases["Buy"] == ["Basket", "Log in", "Pay"]
    assert editor.steps == 1
    assert editor.document.undo_stack.undoText() == "Add touchpoint"
    editor.document.undo()
    assert editor.titles == ["Advert", "Shop window", "Basket", "Pay", "Delivery"]


def test_esc_takes_a_new_touchpoint_away_again(editor: Editor) -> None:
    editor.click(editor.touchpoint("Basket").id)
    editor.press("Ctrl+Return")
    editor.type_text("Log")
    editor.press("Esc")
    assert len(editor.titles) == 5
    assert editor.steps == 0
    assert not editor.document.is_changed


def test_ctrl_enter_on_an_empty_map_adds_the_first(empty_editor: Editor) -> None:
    empty_editor.press("Ctrl+Return")
    empty_editor.type_text("Start")
    empty_editor.press("Return")
    assert empty_editor.phases == {"First": ["Start"], "Two": []}


def test_esc_leaves_the_tool_and_then_the_selection(editor: Editor) -> None:
    editor.click(editor.touchpoint("Pay").id)
    editor.view.set_tool("connect")
    editor.press("Esc")
    assert editor.view.tool.name == "select"
    assert editor.view.selection
    editor.press("Esc")
    assert editor.view.selection == ()


def test_shift_arrow_extends_the_selection(editor: Editor) -> None:
    editor.click(editor.touchpoint("Basket").id)
    editor.press("Shift+Right", times=2)
    assert [editor.journey[id].title for id in editor.view.selection] == ["Basket", "Pay", "Delivery"]


def test_ctrl_enter_on_a_phase_adds_at_its_end(editor: Editor) -> None:
    editor.view.select([editor.phase("Buy").id])
    editor.press("Ctrl+Return")
    editor.type_text("Log in")
    editor.press("Return")
    assert editor.phases["Buy"] == ["Basket", "Pay", "Log in"]


def test_ctrl_enter_on_an_empty_phase_fills_it(editor: Editor) -> None:
    editor.document.edit(edits.add_phase(editor.journey, "Empty", editor.phase("See").id), "Add phase")
    editor.view.select([editor.phase("Empty").id])
    editor.press("Ctrl+Return")
    editor.type_text("Log in")
    editor.press("Return")
    assert editor.phases["Empty"] == ["Log in"]


def test_ctrl_enter_on_a_touchpoint_of_another_scenario_adds_at_the_end_of_the_road(editor: Editor) -> None:
    change, other = scenarios.derive(editor.journey, editor.document.scenario, "Later")
    editor.document.edit(change, "Derive")
    editor.view.select([editor.journey.road(other)[0].id])
    editor.press("Ctrl+Return")
    editor.type_text("Wash")
    editor.press("Return")
    assert editor.titles == ["Advert", "Shop window", "Basket", "Pay", "Delivery", "Wash"]


def test_two_selected_touchpoints_are_connected_without_a_mouse(editor: Editor) -> None:
    editor.press("Right", times=4)
    assert current(editor) == "Pay"
    assert not editor.view.connect_selected()
    editor.press("Shift+Left")
    assert editor.view.connect_selected()
    (road,) = editor.journey.connections
    assert (road.source, road.target) == (editor.touchpoint("Pay").id, editor.touchpoint("Basket").id)
    assert editor.view.selection == (road.id,)
    editor.document.undo()
    assert not editor.journey.connections


@pytest.fixture
def styled(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The window's stylesheet, with its paddings."""
    monkeypatch.setenv("CJM_DESKTOP_HOME", str(tmp_path))
    before = qapp.styleSheet()
    appearance.apply(qapp, "light")
    yield
    qapp.setStyleSheet(before)


@pytest.mark.usefixtures("styled")
def test_all_lines_of_what_is_typed_are_in_sight(editor: Editor) -> None:
    editor.click(editor.card("Does Pay").id)
    editor.press("Return")
    field = editor.view.editing.editor
    assert field is not None
    for letter in "No time to look at the coat of a friend who is in a hurry herself":
        editor.type_text(letter)
        assert field.verticalScrollBar().value() == 0, "the first line is out of sight"
    assert field.document().size().height() >= 3
    assert field.cursorRect().bottom() <= field.viewport().height()
    editor.press("Return")


def test_a_name_is_typed_over_its_words_and_in_sight(editor: Editor) -> None:
    # One header of many lines makes all of them high; the words of the others stand in the middle.
    editor.document.edit(
        edits.update(editor.journey, editor.phase("See").id, name="Looks " * 30), "A long name"
    )
    editor.settle()
    wear, viewport = editor.phase("Wear").id, editor.view.viewport().rect()
    assert editor.view.editing.start(wear)
    field = editor.view.editing.editor
    assert field is not None
    header = editor.view.map.layout.placed[wear].bounds
    assert header.height * editor.view.zoom > 2 * field.height()
    middle = editor.view.mapFromScene(0, header.y + header.height / 2 + editor.view.pinned.dy).y()
    assert abs(field.geometry().center().y() - middle) <= 3
    assert viewport.contains(field.geometry())


def test_the_frame_of_the_focus_is_painted_whole_when_the_focus_comes(editor: Editor) -> None:
    painted: list[QRect] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if isinstance(event, QPaintEvent):
                painted.append(event.region().boundingRect())
            return False

    watch = Watch()
    editor.view.viewport().installEventFilter(watch)
    QApplication.sendEvent(editor.view, QFocusEvent(QEvent.Type.FocusOut))
    editor.settle()
    painted.clear()
    QApplication.sendEvent(editor.view, QFocusEvent(QEvent.Type.FocusIn))
    editor.settle()
    assert editor.view.viewport().rect() in painted
    editor.view.viewport().removeEventFilter(watch)
