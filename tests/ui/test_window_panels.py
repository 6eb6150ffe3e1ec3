"""The window's panels: outline and tabs follow the map and edit records; keys go where the focus is."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)

from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.starter import starting_records
from cjm_desktop.ui import text
from cjm_desktop.ui.actions import ENTRIES, MENUS
from cjm_desktop.ui.main_window import MainWindow
from cjm_desktop.ui.panels.choices import ManyInput
from cjm_desktop.ui.status import ago
from cjm_desktop.ui.windows import Windows


@pytest.fixture
def window(windows: Windows) -> MainWindow:
    journey = Journey(starting_records("en", "A coat", phases=("See", "Buy")))
    for phase, title in zip((0, 0, 1), ("Advert", "Review", "Basket"), strict=True):
        scenario = journey.scenarios[0].id
        journey.apply(edits.add_touchpoint(journey, scenario, journey.phases[phase].id, title))
    made = windows.show_new(journey)
    settle()
    return made


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def ids(window: MainWindow) -> dict[str, str]:
    return {t.title: t.id for t in window.document.journey.touchpoints}


def lines(window: MainWindow) -> list[str]:
    tree = window.outline.tree
    out = []
    for i in range(tree.topLevelItemCount()):
        phase = tree.topLevelItem(i)
        if phase is not None and not phase.isHidden():
            out.append(f"{phase.text(0)} {phase.text(1)}")
            out += [
                phase.child(k).text(0) for k in range(phase.childCount()) if not phase.child(k).isHidden()
            ]
    return out


def test_the_outline_follows_the_journey(window: MainWindow) -> None:
    assert lines(window) == ["See 2", "Advert", "Review", "Buy 1", "Basket"]
    window.document.edit(edits.delete(window.document.journey, [ids(window)["Advert"]]), "Delete")
    settle()
    assert lines(window) == ["See 1", "Review", "Buy 1", "Basket"]
    window.document.undo()
    settle()
    assert lines(window) == ["See 2", "Advert", "Review", "Buy 1", "Basket"]


def test_selection_is_the_same_everywhere(window: MainWindow) -> None:
    review = ids(window)["Review"]
    window.view.select([review])
    assert window.outline._selected_ids() == [review]
    assert window.inspector.ids == (review,)
    tree = window.outline.tree
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Up)
    advert = ids(window)["Advert"]
    assert window.view.selection == (advert,)
    assert window.inspector.ids == (advert,)
    assert "1 selected" in window.status._counts.text()


def test_search_hides_and_walks(window: MainWindow) -> None:
    lane = next(n for n in window.document.journey.lanes if n.kind == "actions")
    journey = window.document.journey
    scenario = window.document.scenario
    window.document.edit(
        edits.add_card(journey, lane.id, ids(window)["Basket"], scenario, "Reviews the price"), "x"
    )
    window.edits.find()
    QTest.keyClicks(window.outline.search, "review")
    assert lines(window) == ["See 2", "Review", "Buy 1", "Basket"]
    QTest.keyClick(window.outline.search, Qt.Key.Key_Return)
    assert window.view.selection == (ids(window)["Review"],)
    QTest.keyClick(window.outline.search, Qt.Key.Key_Return)
    assert window.view.selection == (ids(window)["Basket"],)
    QTest.keyClicks(window.outline.search, " zzz")
    assert lines(window) == []
    assert window.outline._nothing.isVisible()
    window.outline.search.clear()
    assert len(lines(window)) == 5


def test_renaming_in_the_outline(window: MainWindow) -> None:
    window.view.select([ids(window)["Review"]])
    assert window.outline.edit_name()
    editor = window.outline.tree.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "Review"
    editor.selectAll()
    QTest.keyClicks(editor, "<b>Reads</b>")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert "<b>Reads</b>" in ids(window)
    assert "<b>Reads</b>" in lines(window)


def test_delete_in_a_text_field_deletes_a_letter(window: MainWindow) -> None:
    window.view.select([ids(window)["Review"]])
    window.activateWindow()
    window.outline.search.setFocus()
    QTest.keyClicks(window.outline.search, "vth")
    QTest.keyClick(window.outline.search, Qt.Key.Key_Home)
    QTest.keyClick(window.outline.search, Qt.Key.Key_Delete)
    assert window.outline.search.text() == "th"
    assert len(window.document.journey.touchpoints) == 3
    assert window.view.tool.name == "select"


def test_scenarios_are_added_copied_and_deleted(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    names = iter(("Wished", "All wrong", "Ideal & more"))
    monkeypatch.setattr(text, "ask_name", lambda *a, **k: next(names))
    document = window.document
    first = document.scenario
    window.tabs.add()
    settle()
    assert document.scenario != first
    assert document.journey.road(document.scenario) == ()
    document.show_scenario(first)
    window.tabs.duplicate()
    settle()
    copy = document.scenario
    assert [t.title for t in document.journey.road(copy)] == ["Advert", "Review", "Basket"]
    window.tabs.rename(copy)
    settle()
    bar = window.tabs.bar
    assert [bar.tabText(i) for i in range(bar.count())][-2:] == [
        "Wished",
        "Ideal && more",
    ] or bar.count() == 3
    window.tabs.delete()
    settle()
    assert len(document.journey.scenarios) == 2
    assert document.undo_stack.count() == 4
    for _ in range(4):
        document.undo()
    settle()
    assert [s.id for s in document.journey.scenarios] == [first]
    assert bar.count() == 1


def test_everything_has_a_name_for_a_screen_reader(window: MainWindow) -> None:
    window.view.select([ids(window)["Review"]])
    settle()
    nameless = []
    for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractSlider):
        for widget in window.findChildren(kind):
            name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
            internal = widget.objectName().startswith("qt_") or type(widget).__name__ in (
                "QScrollBar",
                "QLineEditIconButton",
            )
            inside = isinstance(widget.parent(), QComboBox | QLineEdit)
            scrolls = type(widget.parent()).__name__ in ("QTabBar",)
            if not name and not internal and not inside and not scrolls and widget.isVisibleTo(window):
                nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    assert nameless == []


def test_every_action_can_be_done_and_is_in_the_menus(window: MainWindow) -> None:
    hung = {a.objectName() for menu in window.actions_.menus.values() for a in menu.actions()}
    assert set(ENTRIES) <= hung
    assert set(MENUS) == set(window.actions_.menus)
    for menu in window.actions_.menus.values():
        letters = [a.text()[a.text().index("&") + 1].casefold() for a in menu.actions() if "&" in a.text()]
        assert len(letters) == len(set(letters))


def test_tools_and_zoom(window: MainWindow) -> None:
    window.actions_["add_touchpoint"].trigger()
    assert window.view.tool.name == "touchpoint"
    assert window.actions_["add_touchpoint"].isChecked()
    window.actions_["select_tool"].trigger()
    assert window.view.tool.name == "select"
    window.actions_["zoom_100"].trigger()
    settle()
    assert window.actions_["zoom_100"].iconText() == "100 %"
    window.actions_["road_loop"].trigger()
    assert window.document.journey.scenarios[0].road == "loop"


def test_personas_are_listed_opened_and_left(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "ask_name", lambda *a, **k: "Sanne")
    window.actions_["add_persona"].trigger()
    journey = window.document.journey
    sanne = next(p for p in journey.personas if p.name == "Sanne")
    assert sanne.id in journey.scenarios[0].personas
    window.inspector._open(sanne.id)
    settle()
    assert window.inspector._title.text() == "Sanne"
    assert window.inspector._back.isVisible()
    window.inspector.back()
    assert window.inspector.ids == ()


def test_status_words() -> None:
    assert ago(20) == "recovery copy 20 s ago"
    assert ago(180) == "recovery copy 3 min ago"


def test_a_message_leaves_the_poster_and_when_short_the_counts_in_sight(window: MainWindow) -> None:
    status = window.status
    window.resize(1400, 800)
    settle()
    window.say("Saved")
    assert status.currentMessage() == "Saved"
    assert (status._saved.isVisible(), status._counts.isVisible()) == (False, True)
    window.say("A sentence that tells at length why something could not be done here and now, " * 2)
    assert (status._passing.isVisible(), status._counts.isVisible()) == (True, False)
    assert status._poster.isVisible()
    status.clearMessage()
    assert status.currentMessage() == ""
    assert (status._saved.isVisible(), status._counts.isVisible()) == (True, True)


def test_a_list_field_ends_its_words_before_the_arrow(window: MainWindow) -> None:
    field = ManyInput()
    field.set_options([(i, f"A long name {i} & more", "") for i in range(9)])
    field.button.resize(200, 32)
    field.show_value(tuple(range(9)))
    shown = field.button.text()
    assert shown.endswith("…")
    assert "&&" in shown
    assert field.button.fontMetrics().horizontalAdvance(shown.replace("&&", "&")) < 200 - 11 - 16
    field.button.resize(4_000, 32)
    QApplication.sendEvent(field.button, QResizeEvent(QSize(4_000, 32), QSize(200, 32)))
    assert field.button.text().count("A long name") == 9


def test_the_menu_of_a_list_field_stays_open_while_values_are_ticked(window: MainWindow) -> None:
    field = ManyInput()
    field.set_options([(i, f"Value {i}", "") for i in range(3)])
    field.show()
    QTest.mouseClick(field.button, Qt.MouseButton.LeftButton)
    menu = field.menu
    for action in menu.actions()[1:]:
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    assert field.value == (1, 2)
    QTest.keyClick(menu, Qt.Key.Key_Down)  # from the last to the first
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert sorted(field.value) == [0, 1, 2]
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    field.deleteLater()


def test_the_lines_of_the_outline_keep_their_height_in_new_colours(window: MainWindow) -> None:
    windows = window.windows
    for appearance in ("dark", "light"):
        windows.use_settings(replace(windows.settings, appearance=appearance))
        settle()
        tree = windows.open_windows[-1].outline.tree
        first = tree.topLevelItem(0)
        assert first is not None
        assert tree.visualItemRect(first).height() >= 28
