"""What is asked before something in use is deleted, phases from the menu, curves shown and hidden, the library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog

from cjm_desktop import settings
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Influence, Persona, Phase, Scenario
from cjm_desktop.ui import library, lifetime, text
from cjm_desktop.ui.curves import shown_personas
from cjm_desktop.ui.dialogs.in_use import InUse, deleting
from cjm_desktop.ui.dialogs.library import LibraryDialog
from cjm_desktop.ui.main_window import MainWindow
from cjm_desktop.ui.panels.form import FieldRow
from cjm_desktop.ui.panels.journey_lists import JourneyLists
from cjm_desktop.ui.panels.needs import InfluencesInput
from cjm_desktop.ui.persona_actions import inserted
from cjm_desktop.ui.windows import Windows
from tests.ui.conftest import Editor, small_journey


@pytest.fixture
def window(windows: Windows) -> MainWindow:
    return windows.show_new(two_people())


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(text, "say", lambda _p, words, more="", **_k: told.append(f"{words} {more}".strip()))
    return told


def two_people() -> Journey:
    """The small journey with a second persona, "Bram", who felt something at "Pay" alone."""
    journey = small_journey()
    journey.apply(edits.add(journey, Persona(id="pe_bram", name="Bram")))
    scenario = journey.scenarios[0]
    journey.apply(edits.update(journey, scenario.id, personas=(*scenario.personas, "pe_bram")))
    pay = next(t for t in journey.touchpoints if t.title == "Pay")
    journey.apply(edits.set_experience(journey, pay.id, "pe_bram", emotional=1.5))
    return journey


def answering(monkeypatch: pytest.MonkeyPatch, answer: Callable[[Any], bool]) -> list[Any]:
    """Let dialogs be answered by a function; gives those that were shown."""
    shown: list[Any] = []

    def run(dialog: QDialog) -> bool:
        lifetime.hold(dialog)
        shown.append(dialog)
        accepted = answer(dialog)
        dialog.deleteLater()
        return accepted

    monkeypatch.setattr(lifetime, "run", run)
    return shown


def phase(window: MainWindow, name: str) -> Phase:
    return next(p for p in window.document.journey.phases if p.name == name)


def titles(window: MainWindow, name: str) -> list[str]:
    journey = window.document.journey
    return [t.title for t in journey.road(window.document.scenario) if t.phase == phase(window, name).id]


def words_in(dialog: QDialog) -> str:
    return " | ".join(label.text() for label in dialog.findChildren(text.PlainLabel))


# -- in use ----------------------------------------------------------------------------------------


def test_a_phase_in_use_says_so_and_its_touchpoints_move(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = answering(monkeypatch, lambda dialog: True)
    window.view.select([phase(window, "Buy").id])
    window.edits.delete()
    (dialog,) = shown
    assert isinstance(dialog, InUse)
    assert "“Buy” is in use" in words_in(dialog)
    assert "2 touchpoints" in words_in(dialog)
    assert "Basket, Pay" in words_in(dialog)
    assert [p.name for p in window.document.journey.phases] == ["See", "Wear"]
    assert titles(window, "See") == ["Advert", "Shop window", "Basket", "Pay"]
    assert window.document.undo_stack.count() == 1
    window.edits.undo()
    assert titles(window, "Buy") == ["Basket", "Pay"]


def test_what_uses_it_can_be_cleared(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def clear(dialog: InUse) -> bool:
        dialog.clear.setChecked(True)
        return True

    answering(monkeypatch, clear)
    window.view.select([phase(window, "Buy").id])
    window.edits.delete()
    assert [t.title for t in window.document.journey.touchpoints] == ["Advert", "Shop window", "Delivery"]


def test_cancelling_leaves_everything(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, lambda dialog: False)
    before = window.document.journey.copy()
    window.view.select([phase(window, "Buy").id])
    window.edits.delete()
    assert window.document.journey == before
    assert window.document.undo_stack.count() == 0


def test_nothing_is_asked_of_what_is_not_in_use(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = answering(monkeypatch, lambda dialog: False)
    journey = window.document.journey
    pay = next(t for t in journey.touchpoints if t.title == "Pay")
    lanes = {lane.kind: lane.id for lane in journey.lanes}
    for id in (pay.id, lanes["opportunities"], lanes["channel"]):
        window.view.select([id])
        window.edits.delete()
        assert id not in journey
    window.document.edit(edits.add_phase(journey, "New"), "Add")
    window.view.select([phase(window, "New").id])
    window.edits.delete()
    assert shown == []


def test_cards_of_a_lane_are_offered_lanes_for_cards_only(window: MainWindow) -> None:
    journey = window.document.journey
    lanes = {lane.kind: lane for lane in journey.lanes}
    dialog = InUse(window, window.document, [lanes["pains"]], journey.cards, {lanes["pains"].id})
    offered = [dialog.choice.combo.itemText(i) for i in range(dialog.choice.combo.count())]
    assert lanes["actions"].name in offered
    assert lanes["road"].name not in offered
    assert dialog.target in {lane.id for lane in journey.lanes}
    dialog.clear.setChecked(True)
    assert dialog.target is None
    dialog.deleteLater()


def test_with_its_touchpoints_selected_too_a_phase_is_not_in_use(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = answering(monkeypatch, lambda dialog: False)
    journey = window.document.journey
    wear = phase(window, "Wear")
    inside = [t.id for t in journey.touchpoints if t.phase == wear.id]
    cards = [c.id for c in journey.cards if c.anchor in inside]
    change = deleting(window, window.document, [wear.id, *inside, *cards])
    assert shown == []
    assert change.after[wear.id] is None


def test_a_persona_is_deleted_from_its_list_in_one_step(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = answering(monkeypatch, lambda dialog: True)
    form = window.inspector.form("info")
    lists = next(row for row in form.rows if isinstance(row, JourneyLists))
    lists.refresh([])
    people = lists.lists[0]
    row = people.column.itemAt(0).widget()
    first = window.document.journey.personas[0]
    row._delete()
    assert len(shown) == 1
    assert "5 touchpoints" in words_in(shown[0])
    assert [p.id for p in window.document.journey.personas] == ["pe_bram"]
    felt = {t.title: t.experience_of("pe_bram") for t in window.document.journey.touchpoints}
    assert felt["Pay"] is not None
    assert felt["Pay"].emotional == 1.5
    assert felt["Advert"] is not None
    window.edits.undo()
    assert first.id in window.document.journey


# -- phases ----------------------------------------------------------------------------------------


def test_a_phase_is_split_and_merged_from_the_menu(window: MainWindow) -> None:
    journey = window.document.journey
    pay = next(t for t in journey.touchpoints if t.title == "Pay")
    window.view.select([pay.id])
    window.actions_["split_phase"].trigger()
    window.view.editing.commit()
    assert [p.name for p in journey.phases] == ["See", "Buy", "Buy, continued", "Wear"]
    assert titles(window, "Buy, continued") == ["Pay"]
    assert window.view.selection == (phase(window, "Buy, continued").id,)
    window.view.select([phase(window, "Buy").id])
    window.actions_["merge_phase"].trigger()
    assert [p.name for p in journey.phases] == ["See", "Buy / Buy, continued", "Wear"]
    window.actions_["phase_left"].trigger()
    assert journey.phases[0].name == "Buy / Buy, continued"
    window.actions_["phase_right"].trigger()
    window.actions_["phase_right"].trigger()
    assert journey.phases[2].name == "Buy / Buy, continued"


def test_the_menu_of_the_selection_offers_what_fits(window: MainWindow) -> None:
    pay = next(t for t in window.document.journey.touchpoints if t.title == "Pay")
    window.view.select([pay.id])
    assert window.phases.offered() == ("split_phase",)
    window.view.select([phase(window, "Buy").id])
    assert window.phases.offered() == ("merge_phase", "phase_left", "phase_right")
    window.view.select([window.document.journey.cards[0].id])
    assert window.phases.offered() == ()


def test_what_can_t_be_done_to_a_phase_is_said(window: MainWindow, said: list[str]) -> None:
    journey = window.document.journey
    window.view.select(())
    window.actions_["split_phase"].trigger()
    assert "Select the touchpoint" in said.pop()
    window.view.select([journey.road(window.document.scenario)[0].id])
    window.actions_["split_phase"].trigger()
    assert "later touchpoint" in said.pop()
    window.document.edit(edits.update(journey, "info", phases_locked=True), "Lock")
    before = journey.copy()
    for action in ("add_phase", "merge_phase", "phase_right", "split_phase", "delete"):
        window.view.select([phase(window, "Buy").id])
        window.actions_[action].trigger()
        if action != "split_phase":
            assert "The phases are fixed" in said.pop(), action
    assert journey == before


def test_fixed_phases_stay_in_place_on_the_map(editor: Editor) -> None:
    editor.document.edit(edits.update(editor.journey, "info", phases_locked=True), "Lock")
    editor.drag(editor.phase("Wear").id, editor.phase("See").id)
    assert list(editor.phases) == ["See", "Buy", "Wear"]
    assert "The phases are fixed" in editor.said[-1]


def test_a_band_is_laid_under_phases_in_the_form(window: MainWindow) -> None:
    journey = window.document.journey
    care = phase(window, "Wear")
    window.view.select([care.id])
    rows = {r.name: r for r in window.inspector.form("phase").rows if isinstance(r, FieldRow)}
    rows["spans"].input.edited.emit("band")
    rows["spanned"].input.edited.emit((phase(window, "See").id, phase(window, "Buy").id))
    made = journey.of(Phase, care.id)
    assert made is not None
    assert (made.spans, made.spanned) == ("band", tuple(p.id for p in journey.phases[:2]))


# -- curves ----------------------------------------------------------------------------------------


def test_a_click_on_its_name_hides_a_curve(qapp: QApplication) -> None:
    made = Editor(two_people())
    try:
        first = made.journey.personas[0].id
        bram = "note:name:pe_bram"
        before = made.journey.copy()
        item = made.view.map.item(bram)
        assert item is not None
        made.click(item.mapToScene(item.shape().boundingRect().center()))
        assert shown_personas(made.document) == (first,)
        made.view.map.refresh()
        assert made.view.map.item(bram) is None
        assert made.journey == before
        assert made.steps == 0
        assert "The curve of Bram is hidden" in made.said[-1]
    finally:
        made.close()


def test_a_double_click_on_a_name_sets_no_emotion(qapp: QApplication) -> None:
    made = Editor(two_people())
    try:
        before = made.journey.copy()
        item = made.view.map.item("note:name:pe_bram")
        assert item is not None
        place: QPointF = item.mapToScene(item.shape().boundingRect().center())
        made.double_click(made.view.mapFromScene(place))
        assert made.journey == before
    finally:
        made.close()


def test_curves_are_ticked_in_the_menu_and_one_stays(window: MainWindow) -> None:
    menu = window.actions_.menus["view/curves"]
    window.personas.fill()
    first = window.document.journey.personas[0].id
    ticks = {str(a.data()): a for a in menu.actions()}
    assert set(ticks) == {first, "pe_bram"}
    assert all(a.isChecked() for a in ticks.values())
    ticks[first].trigger()
    assert shown_personas(window.document) == ("pe_bram",)
    window.personas.switch("pe_bram")
    assert shown_personas(window.document) == ("pe_bram",)
    assert "One curve stays" in window.status.currentMessage()
    window.personas.switch(first)
    assert window.document.view.personas == ()


def test_the_eye_in_the_list_shows_and_hides(window: MainWindow) -> None:
    form = window.inspector.form("info")
    lists = next(row for row in form.rows if isinstance(row, JourneyLists))
    lists.refresh([])
    rows = [lists.lists[0].column.itemAt(i).widget() for i in range(2)]
    rows[1]._eye.click()
    assert shown_personas(window.document) == (window.document.journey.personas[0].id,)
    assert rows[1]._eye.accessibleName() == "Show the curve of Bram"
    rows[1]._eye.click()
    assert rows[1]._eye.accessibleName() == "Hide the curve of Bram"


# -- influences ------------------------------------------------------------------------------------


def test_whom_a_persona_sways_is_a_row_each(window: MainWindow) -> None:
    first = window.document.journey.personas[0]
    window.inspector.show_records((first.id,))
    form = window.inspector.form("persona")
    row = next(r for r in form.rows if isinstance(r, FieldRow) and r.name == "influences")
    field = row.input
    assert isinstance(field, InfluencesInput)
    field.add_button.click()
    assert _influences(window, first.id) == (Influence(persona="pe_bram"),)
    window.inspector.refresh()
    assert not field.add_button.isEnabled()
    line = field._rows[0].line
    line.field.setText("warns him")
    line.field.textEdited.emit("warns him")
    assert _influences(window, first.id) == (Influence(persona="pe_bram", text="warns him"),)
    field._rows[0]._dropped()
    assert _influences(window, first.id) == ()


def _influences(window: MainWindow, id: str) -> tuple[Influence, ...]:
    persona = window.document.journey.of(Persona, id)
    assert persona is not None
    return persona.influences


# -- the library -----------------------------------------------------------------------------------


def test_a_persona_goes_through_the_library_into_another_journey(
    window: MainWindow, windows: Windows
) -> None:
    journey = window.document.journey
    first = journey.personas[0]
    more = {"name": "Sanne", "segment": "Key account", "influences": (Influence(persona="pe_bram"),)}
    window.document.edit(edits.update(journey, first.id, **more), "Change")
    window.inspector.show_records((first.id,))
    window.actions_["save_persona"].trigger()
    assert "is in the library" in window.status.currentMessage()
    (kept,), skipped = library.personas()
    assert skipped == []
    assert kept.persona.name == "Sanne"
    assert kept.persona.influences == ()
    other = small_journey()
    change = inserted(other, other.scenarios[0].id, kept.records)
    other.apply(change)
    assert [p.name for p in other.personas][-1] == "Sanne"
    assert other.scenarios[0].personas[-1] == other.personas[-1].id
    with pytest.raises(CjmError, match="takes part in this scenario already"):
        inserted(other, other.scenarios[0].id, kept.records)


def test_a_persona_that_is_here_only_joins_the_scenario(window: MainWindow) -> None:
    journey = window.document.journey
    library.save_persona(journey, "pe_bram")
    (kept,), _skipped = library.personas()
    journey.apply(edits.add(journey, Scenario(id="sc_two", name="Two")))
    change = inserted(journey, "sc_two", kept.records)
    assert list(change.after) == ["sc_two"]


def test_the_library_inserts_in_one_step(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    journey = window.document.journey
    library.save_persona(Journey([Persona(id="pe_new", name="Nora")]), "pe_new")
    shown = answering(monkeypatch, lambda dialog: True)
    window.actions_["persona_library"].trigger()
    assert isinstance(shown[0], LibraryDialog)
    assert [p.name for p in journey.personas][-1] == "Nora"
    assert window.document.undo_stack.count() == 1
    window.edits.undo()
    assert all(p.name != "Nora" for p in journey.personas)


def test_the_library_is_searched_and_emptied(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    for i, (name, segment) in enumerate(
        (("Nora", "Key account"), ("Olaf", "Small"), ("Piet", "Key account"))
    ):
        library.save_persona(Journey([Persona(id=f"pe_{i}", name=name, segment=segment)]), f"pe_{i}")
    dialog = LibraryDialog(window, window.document)
    assert dialog.list.count() == 3
    dialog.search.setText("key acc")
    assert dialog.list.count() == 2
    dialog.search.setText("nobody")
    assert dialog.list.count() == 0
    assert not dialog.insert.isEnabled()
    dialog.search.setText("olaf")
    monkeypatch.setattr(text, "ask", lambda *_a, **_k: "cancel")
    dialog._delete()
    assert len(library.personas()[0]) == 3
    monkeypatch.setattr(text, "ask", lambda *_a, **_k: "delete")
    dialog._delete()
    assert [kept.persona.name for kept in library.personas()[0]] == ["Nora", "Piet"]
    dialog.own.show_value("pe_bram")
    dialog._save()
    assert [kept.persona.name for kept in library.personas()[0]] == ["Bram", "Nora", "Piet"]
    dialog.deleteLater()


def test_foreign_and_broken_files_are_skipped_with_a_sentence(window: MainWindow) -> None:
    library.save_persona(window.document.journey, "pe_bram")
    folder = settings.data_dir() / "personas"
    (folder / "holiday.jpg").write_bytes(b"\xff\xd8")
    (folder / "torn.cjm-persona").write_bytes(b'{"format": "cjm-desktop-fragment", "vers')
    (folder / "nobody.cjm-persona").write_bytes(b'{"format": "cjm-desktop-fragment", "version": 1}')
    (folder / "folder.cjm-persona").mkdir()
    (folder / ".DS_Store").write_bytes(b"")
    found, skipped = library.personas()
    assert [kept.persona.name for kept in found] == ["Bram"]
    assert len(skipped) == 4
    assert all("is skipped" in sentence for sentence in skipped)
    dialog = LibraryDialog(window, window.document)
    assert dialog.list.count() == 1
    assert "holiday.jpg" in dialog.skipped.text()
    dialog.deleteLater()
    library.delete(folder / "gone.cjm-persona")


def test_a_library_that_can_t_be_written_says_so(
    window: MainWindow, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(settings, "data_dir", refused)
    window.inspector.show_records(("pe_bram",))
    window.actions_["save_persona"].trigger()
    assert "Permission denied" in said.pop()
    assert library.personas()[0] == []


def test_the_link_in_the_list_opens_the_library(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = answering(monkeypatch, lambda dialog: False)
    action = window.findChild(QAction, "persona_library")
    assert action is not None
    action.trigger()
    assert len(shown) == 1
