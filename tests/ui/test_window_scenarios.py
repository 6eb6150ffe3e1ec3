"""Scenarios in the window: made of another, compared on one map with a list, joined with those of another file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from cjm_desktop.formats import cjm
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Scenario
from cjm_desktop.model.starter import starting_records
from cjm_desktop.ui import lifetime
from cjm_desktop.ui.dialogs.join import JoinDialog
from cjm_desktop.ui.dialogs.new_scenario import NewScenario
from cjm_desktop.ui.main_window import MainWindow
from cjm_desktop.ui.panels.differences import DifferencesPanel
from cjm_desktop.ui.windows import Windows


def journey_of(title: str, phases: tuple[str, ...], titles: tuple[str, ...]) -> Journey:
    journey = Journey(starting_records("en", title, phases=phases))
    for i, name in enumerate(titles):
        phase = journey.phases[min(i, len(phases) - 1)].id
        journey.apply(edits.add_touchpoint(journey, journey.scenarios[0].id, phase, name))
    return journey


@pytest.fixture
def window(windows: Windows) -> MainWindow:
    made = windows.show_new(journey_of("A coat", ("See", "Buy"), ("Advert", "Review", "Basket")))
    settle()
    return made


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def twin(window: MainWindow, title: str) -> str:
    road = window.document.journey.road(window.document.scenario)
    return next(t.id for t in road if t.title == title)


def answer(monkeypatch: pytest.MonkeyPatch, do: object) -> None:
    """Let the next dialogs be filled in by `do` and accepted."""

    def run(dialog: QDialog) -> bool:
        lifetime.hold(dialog)
        do(dialog)  # type: ignore[operator]
        dialog.deleteLater()
        return True

    monkeypatch.setattr("cjm_desktop.ui.scenario_actions.lifetime.run", run)


@pytest.fixture
def compared(window: MainWindow) -> str:
    """The window shows a desired scenario with differences, compared with today's; the latter's id."""
    now = window.document.scenario
    window.scenarios.derived(now, "Later", "desired", "positive")
    edit = window.document.edit
    edit(edits.delete(window.document.journey, [twin(window, "Review")]), "x")
    edit(edits.update(window.document.journey, twin(window, "Basket"), effort=2), "x")
    phase = window.document.journey.phases[1].id
    edit(edits.add_touchpoint(window.document.journey, window.document.scenario, phase, "Thanks"), "x")
    window.scenarios.compare(now)
    settle()
    return now


def panel(window: MainWindow) -> DifferencesPanel:
    made = window.right.panel("differences")
    assert isinstance(made, DifferencesPanel)
    made.catch_up()
    return made


def rows(window: MainWindow) -> list[tuple[str, str, str]]:
    groups = panel(window).list.groups
    return [(g.head.words, r.words, r.second) for g in groups for r in g.rows if g.head.words != "Measures"]


def test_a_scenario_is_made_of_another_in_one_step(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, NewScenario)
        assert (dialog.name, dialog.state.value, dialog.tone.value) == (
            "Desired journey",
            "desired",
            "neutral",
        )
        dialog.field.field.setText("Better")
        QTest.keyClick(dialog.tone.combo, Qt.Key.Key_Down)

    answer(monkeypatch, fill)
    window.actions_["derive_scenario"].trigger()
    settle()
    made = window.document.journey.of(Scenario, window.document.scenario)
    assert made is not None
    assert (made.name, made.state, made.tone) == ("Better", "desired", "positive")
    assert len(window.document.journey.road(made.id)) == 3
    assert window.document.undo_stack.count() == 1
    tip = window.tabs.bar.tabToolTip(window.tabs.bar.currentIndex())
    assert "Better · Desired · All goes well · from" in tip
    assert not window.tabs.bar.tabIcon(0).isNull()
    window.document.undo()
    settle()
    assert len(window.document.journey.scenarios) == 1


def test_what_is_wished_for_does_not_go_badly_because_today_does(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = window.document
    document.edit(edits.update(document.journey, document.scenario, tone="negative"), "Goes badly")
    answer(monkeypatch, lambda dialog: None)
    window.actions_["derive_scenario"].trigger()
    made = window.document.journey.of(Scenario, window.document.scenario)
    assert made is not None
    assert (made.state, made.tone) == ("desired", "neutral")


def test_the_differences_stand_on_the_map_and_in_the_list(window: MainWindow, compared: str) -> None:
    assert window.document.view.compare == compared
    keys = set(window.view.map.layout.placed)
    assert {f"mark:{twin(window, t)}" for t in ("Basket", "Thanks")} == {
        k for k in keys if k.startswith("mark:")
    }
    assert [k for k in keys if k.startswith("ghost:")] == ["ghost:0"]
    assert rows(window) == [
        ("New", "Thanks", "Buy"),
        ("Dropped", "Review", "Buy"),
        ("Changed", "Basket", "Effort: – → 2"),
    ]
    assert panel(window).summary.text() == "1 of 4 touchpoints are the same"
    assert window.document.undo_stack.count() == 4  # looking at differences is no edit


def test_the_list_follows_every_edit(window: MainWindow, compared: str) -> None:
    window.document.edit(edits.update(window.document.journey, twin(window, "Basket"), effort=None), "x")
    assert [row[1] for row in rows(window)] == ["Thanks", "Review"]
    window.document.undo()
    assert [row[1] for row in rows(window)] == ["Thanks", "Review", "Basket"]


def test_a_line_leads_to_its_touchpoint_by_key_and_across_scenarios(
    window: MainWindow, compared: str
) -> None:
    later = window.document.scenario
    listed = panel(window).list
    keys = {r.words: r.key for g in listed.groups for r in g.rows}
    listed.make_current(keys["Basket"])
    QTest.keyClick(listed, Qt.Key.Key_Return)
    settle()
    assert window.view.selection == (twin(window, "Basket"),)
    listed.make_current(keys["Review"])
    QTest.keyClick(listed, Qt.Key.Key_Return)
    settle()
    assert window.document.scenario == compared
    assert window.document.view.compare == later
    assert window.view.selection == (twin(window, "Review"),)


def test_the_map_tells_the_same_from_the_other_side(window: MainWindow, compared: str) -> None:
    window.scenarios.swap(compared)
    settle()
    keys = set(window.view.map.layout.placed)
    assert {f"mark:{twin(window, t)}" for t in ("Basket", "Review")} == {
        k for k in keys if k.startswith("mark:")
    }
    assert rows(window)[0][:2] == ("New", "Thanks")


def test_the_menu_names_the_others_and_ends_the_comparison(window: MainWindow, compared: str) -> None:
    menu: QMenu = window.actions_.menus["map/compare"]
    menu.aboutToShow.emit()
    named = [a for a in menu.actions() if a.objectName() == compared]
    assert [a.isChecked() for a in named] == [True]
    window.actions_["stop_comparing"].trigger()
    settle()
    assert window.document.view.compare is None
    assert not window.actions_["stop_comparing"].isEnabled()
    assert "differences" not in window.right.ids
    assert not any(k.startswith(("mark:", "ghost:")) for k in window.view.map.layout.placed)
    menu.aboutToShow.emit()
    next(a for a in menu.actions() if a.objectName() == compared).trigger()
    settle()
    assert window.document.view.compare == compared
    assert window.right.current == "differences"


def test_deleting_the_other_scenario_ends_the_comparison(window: MainWindow, compared: str) -> None:
    window.document.edit(edits.delete(window.document.journey, [compared]), "x")
    settle()
    assert window.document.view.compare is None
    window.document.undo()
    settle()
    assert window.view.map.layout.rows


def test_scores_are_told_on_the_scale_of_the_journey(window: MainWindow, compared: str) -> None:
    persona = window.document.journey.personas[0].id
    for id, score in ((twin(window, "Advert"), 2.0), (twin(window, "Basket"), -1.0)):
        window.document.edit(edits.set_experience(window.document.journey, id, persona, emotional=score), "x")
    window.document.edit(edits.update(window.document.journey, "info", emotion_scale="1..5"), "x")
    told = {row[1]: row[2] for row in rows(window)}
    assert told["Advert"].endswith(": – → 5")
    assert "– → 2" in told["Basket"].split("; ")[0] + told["Basket"].split("; ")[1]
    measures = next(g for g in panel(window).list.groups if g.head.words == "Measures")
    assert [r.second for r in measures.rows if r.words == "Mean emotion"] == ["– → 3.5"]


def test_the_list_is_copied_as_text(window: MainWindow, compared: str) -> None:
    panel(window).copy_list()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0] == "Kind\tText\tDifference"
    assert "Dropped\tReview\tBuy" in lines


# -- joining -----------------------------------------------------------------------------------------------


def test_journeys_are_joined_with_one_of_another_file_in_one_step(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "service.cjm"
    other.write_bytes(cjm.write(journey_of("Service", ("Buy", "Use"), ("Delivery", "Wash"))))

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, JoinDialog)
        buttons = [b for b in dialog.buttons.buttons() if b.property("role") == "primary"]
        assert not buttons[0].isEnabled()
        dialog.add_file(other)
        assert buttons[0].isEnabled()
        dialog.list.setCurrentRow(1)
        dialog.up.click()
        dialog.down.click()
        dialog.field.field.setText("Whole")

    before = cjm.write(window.document.journey)
    answer(monkeypatch, fill)
    window.actions_["join_journeys"].trigger()
    settle()
    journey = window.document.journey
    whole = journey.of(Scenario, window.document.scenario)
    assert whole is not None
    assert whole.name == "Whole"
    assert [t.title for t in journey.road(whole.id)] == ["Advert", "Review", "Basket", "Delivery", "Wash"]
    assert [p.name for p in journey.phases] == ["See", "Buy", "Use"]
    assert len(journey.personas) == 1
    assert window.document.undo_stack.count() == 1
    assert {t.id for t in journey.road(whole.id)} <= set(window.view.map.layout.placed)
    window.document.undo()
    assert cjm.write(window.document.journey) == before


def test_a_file_that_can_not_be_read_is_said_and_changes_nothing(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "cjm_desktop.ui.dialogs.join.errors.show", lambda _parent, error, *_rest: said.append(str(error))
    )
    broken = tmp_path / "broken.cjm"
    broken.write_bytes(b"{")
    dialog = JoinDialog(window, window.document.journey, window.document.scenario, "")
    dialog.add_file(broken)
    assert len(said) == 1
    assert dialog.list.count() == 1
    assert len(dialog.chosen()) == 1
    dialog.deleteLater()
    settle()


def test_the_form_of_a_scenario_is_opened_from_the_menu_and_written_in(window: MainWindow) -> None:
    window.view.select([twin(window, "Basket")])
    window.actions_["scenario_info"].trigger()
    settle()
    scenario = window.document.scenario
    assert window.right.current == "properties"
    assert window.inspector.ids == (scenario,)
    window.inspector.focus_field("start")
    QTest.keyClicks(QApplication.focusWidget(), "sees the advert")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    settle()
    assert window.document.journey.scenarios[0].start == "sees the advert"
    window.document.undo()
    assert window.document.journey.scenarios[0].start is None
