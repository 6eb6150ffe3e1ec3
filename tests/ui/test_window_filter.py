"""The filter bar above the map, tags renamed everywhere, and the steps of the method: by clicks and keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from cjm_desktop.analysis.filtering import Filter
from cjm_desktop.layout.fading import FADED
from cjm_desktop.model import edits
from cjm_desktop.model.tagging import tag_counts
from cjm_desktop.ui import text
from cjm_desktop.ui.dialogs.tags import TagsDialog
from cjm_desktop.ui.main_window import MainWindow
from cjm_desktop.ui.panels.rows import RowList
from cjm_desktop.ui.panels.steps import QuestionList, Review, StepList, StepsSide
from cjm_desktop.ui.windows import Windows
from tests.ui.test_window_insights import click, coat, settle, words


@pytest.fixture
def window(windows: Windows) -> MainWindow:
    journey = coat()
    first, second, _third = (t.id for t in journey.touchpoints)
    journey.apply(edits.update(journey, first, tags=("price", "speed")))
    journey.apply(edits.update(journey, second, tags=("Price",)))
    made = windows.show_new(journey)
    settle()
    return made


def faint(window: MainWindow) -> set[str]:
    window.view.map.refresh()
    placed = window.view.map.layout.placed
    touchpoints = {t.id: t.title for t in window.document.journey.touchpoints}
    return {title for id, title in touchpoints.items() if placed[id].opacity == FADED}


def items_of(window: MainWindow) -> set[float]:
    return {round(item.opacity(), 2) for item in window.view.map.map_items()}


# -- filter ----------------------------------------------------------------------------------------


def test_words_fade_the_rest_and_escape_shows_it_again(window: MainWindow) -> None:
    assert faint(window) == set()
    window.actions_["filter"].trigger()
    bar = window.sides.filter_bar
    settle()
    assert bar.isVisible()
    assert window.focusWidget() is bar.field
    QTest.keyClicks(bar.field, "basket")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    settle()
    assert faint(window) == {"Advert", "Review"}
    assert items_of(window) == {1.0, FADED}
    assert bar.count.text() == "1 of 3 shown"
    assert "1 of 3 touchpoints shown" in window.status._counts.text()
    assert window.document.undo_stack.count() == 0  # looking is no edit
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    settle()
    assert faint(window) == set()
    assert items_of(window) == {1.0}
    assert not bar.isVisible()
    assert not window.actions_["filter"].isChecked()
    assert "3 touchpoints" in window.status._counts.text()


def test_escape_on_the_map_ends_the_filter_after_the_selection(window: MainWindow) -> None:
    window.document.show(filter=Filter(text="basket"))
    settle()
    assert window.sides.filter_bar.isVisible()  # a filter is never hidden
    window.view.select([window.document.journey.touchpoints[0].id])
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    assert window.view.selection == ()
    assert window.document.view.filter
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    assert window.document.view.filter is None


def test_values_are_chosen_from_menus_that_stay_open(window: MainWindow) -> None:
    window.actions_["filter"].trigger()
    menu = window.sides.filter_bar.menus["owners"]
    menu.menu_.popup(QPoint(20, 20))
    settle()
    assert [a.text() for a in menu.menu_.actions()] == [
        "Logistics\t1",
        "Marketing\t0",
        "Without an owner\t2",
    ]
    place = menu.menu_.actionGeometry(menu.menu_.actions()[0]).center()
    QTest.mouseMove(menu.menu_, place)
    QTest.mouseClick(menu.menu_, Qt.MouseButton.LeftButton, pos=place)
    assert menu.menu_.isVisible()
    assert window.document.view.filter == Filter(owners=("ow_l",))
    QTest.mouseClick(
        menu.menu_,
        Qt.MouseButton.LeftButton,
        pos=menu.menu_.actionGeometry(menu.menu_.actions()[1]).center(),
    )
    menu.menu_.close()
    settle()
    assert faint(window) == {"Review"}  # Marketing has the action at the basket
    assert menu.text() == "Owner (2)"
    QTest.mouseClick(window.sides.filter_bar.clear_button, Qt.MouseButton.LeftButton)
    assert window.document.view.filter is None


def test_a_filter_stays_when_another_scenario_is_shown(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "ask_name", lambda *a, **k: "Wished")
    window.document.show(filter=Filter(text="basket"))
    window.tabs.duplicate()
    settle()
    assert window.document.view.filter == Filter(text="basket")


def test_a_window_that_is_built_anew_shows_its_filter(window: MainWindow) -> None:
    window.document.show(filter=Filter(text="basket"))
    window.left.open("steps")
    windows = window.windows
    windows.replace_window(window)
    settle()
    fresh = windows.open_windows[-1]
    assert fresh is not window
    assert fresh.sides.filter_bar.isVisible()
    assert fresh.sides.filter_bar.field.text() == "basket"
    assert fresh.actions_["clear_filter"].isEnabled()
    assert fresh.left.current == "steps"
    fresh.actions_["clear_filter"].trigger()
    assert not fresh.actions_["clear_filter"].isEnabled()
    assert not fresh.actions_["filter"].isChecked()


def test_an_edit_under_a_filter_is_followed(window: MainWindow) -> None:
    window.document.show(filter=Filter(tags=("price",)))
    settle()
    assert faint(window) == {"Basket"}
    basket = window.document.journey.touchpoints[2].id
    window.document.edit(edits.update(window.document.journey, basket, tags=("PRICE",)), "Tag")
    settle()
    assert faint(window) == set()
    window.document.undo()
    assert faint(window) == {"Basket"}


def test_tags_are_renamed_in_their_table(window: MainWindow) -> None:
    window.document.show(filter=Filter(tags=("price",)))
    dialog = TagsDialog(window, window.document)
    dialog.show()
    table = dialog.table
    assert [(table.item(i, 0).text(), table.item(i, 1).text()) for i in range(table.rowCount())] == [
        ("price", "2"),
        ("speed", "1"),
    ]
    dialog.rename_current()
    editor = table.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "cost")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert tag_counts(window.document.journey) == {"cost": 2, "speed": 1}
    assert window.document.view.filter == Filter(tags=("cost",))  # the filter asks for the new name
    table.setCurrentCell(1, 0)
    dialog.remove_current()
    assert tag_counts(window.document.journey) == {"cost": 2}
    window.document.undo()
    window.document.undo()
    assert tag_counts(window.document.journey) == {"price": 2, "speed": 1}
    dialog.close()
    dialog.deleteLater()


# -- steps -----------------------------------------------------------------------------------------


def steps(window: MainWindow) -> StepsSide:
    window.actions_["show_steps"].trigger()
    settle()
    side = window.left.panel("steps")
    assert isinstance(side, StepsSide)
    return side


def listed(window: MainWindow) -> RowList:
    panel = steps(window).open("steps")
    assert isinstance(panel, StepList)
    settle()
    return panel.list


def test_what_is_missing_leads_from_place_to_place(window: MainWindow) -> None:
    rows = listed(window)
    road = [t.id for t in window.document.journey.road(window.document.scenario)]
    seen = []
    for _ in range(3):
        click(rows, "3 touchpoints without a thought")
        seen.append(window.view.selection)
    assert seen == [(road[0],), (road[1],), (road[2],)]
    assert window.left.current == "steps"
    click(rows, "There are sources: interviews, data, staff who meet customers")  # done: leads nowhere
    assert window.view.selection == (road[2],)


def test_a_missing_field_gets_the_cursor(window: MainWindow) -> None:
    rows = listed(window)
    click(rows, "3 contacts without a channel")
    row = window.inspector.form("touchpoint").row_of("channel")
    focus = window.focusWidget()
    assert row is not None
    assert focus is not None
    assert row.isAncestorOf(focus)
    click(rows, "Why or for whom the map is made is not written down")
    assert window.inspector.ids == ()
    row = window.inspector.form("info").row_of("purpose")
    focus = window.focusWidget()
    assert row is not None
    assert focus is not None
    assert row.isAncestorOf(focus)


def test_the_steps_follow_the_journey(window: MainWindow) -> None:
    rows = listed(window)
    second = rows.groups[1].head
    assert second.words == "2 Choose the scenario"
    before = second.share
    scenario = window.document.scenario
    window.document.edit(
        edits.update(window.document.journey, scenario, start="advert", end="second coat"), "x"
    )
    settle()
    after = rows.groups[1].head
    assert before is not None
    assert after.share is not None
    assert after.share > before
    assert "The scenario has a start and an end" in words(rows)


def test_questions_are_copied(window: MainWindow) -> None:
    panel = steps(window).open("questions")
    assert isinstance(panel, QuestionList)
    settle()
    QTest.mouseClick(panel.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("To customers\n- What do you do after the purchase?\n")
    assert "\n\nTo yourselves\n" in copied


def test_the_review_is_ticked_kept_and_undone(window: MainWindow) -> None:
    panel = steps(window).open("review")
    assert isinstance(panel, Review)
    settle()
    assert set(panel.rows) == {"purpose", "truth", "together", "customer", "insights"}
    truth = panel.rows["truth"]
    QTest.mouseClick(truth.box, Qt.MouseButton.LeftButton, pos=QPoint(8, truth.box.height() // 2))
    settle()
    assert window.document.journey.info.checks == ("truth",)
    together = panel.rows["together"]
    QTest.mouseClick(together._question, Qt.MouseButton.LeftButton)  # the words belong to the box
    settle()
    assert window.document.journey.info.checks == ("truth", "together")
    window.document.undo()
    window.document.undo()
    settle()
    assert window.document.journey.info.checks == ()
    assert not truth.box.isChecked()
