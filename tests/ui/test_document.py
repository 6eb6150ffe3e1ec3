"""The document: edits, previews, undo, redo and saving."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path

import pytest

from cjm_desktop.model import edits
from cjm_desktop.model.change import Change, replaced
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Scenario, Touchpoint
from cjm_desktop.model.starter import new_journey
from cjm_desktop.ui.document import Document

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def document() -> Document:
    journey = new_journey("en", "A coat")
    phase, scenario = journey.phases[0].id, journey.scenarios[0].id
    for title in ("See", "Buy", "Wear"):
        journey.apply(edits.add_touchpoint(journey, scenario, phase, title))
    return Document.new(journey)


def titles(document: Document) -> list[str]:
    return [t.title for t in document.journey.touchpoints]


def test_an_edit_is_one_step_that_can_be_undone_and_redone(document: Document) -> None:
    first = document.journey.touchpoints[0].id
    seen: list[Change] = []
    document.changed.connect(seen.append)
    document.edit(edits.rename(document.journey, first, "Look"), "Rename touchpoint")
    assert titles(document) == ["Look", "Buy", "Wear"]
    assert document.is_changed
    assert document.undo_stack.undoText() == "Rename touchpoint"
    document.undo()
    assert titles(document) == ["See", "Buy", "Wear"]
    assert not document.is_changed
    document.redo()
    assert titles(document) == ["Look", "Buy", "Wear"]
    assert len(seen) == 3


def test_an_empty_change_does_nothing(document: Document) -> None:
    document.edit(Change(), "Nothing")
    assert document.undo_stack.count() == 0


def test_letters_of_one_field_are_one_step(document: Document) -> None:
    first = document.journey.touchpoints[0].id
    for text in ("L", "Lo", "Loo", "Look"):
        document.edit(edits.rename(document.journey, first, text), "Rename touchpoint", f"{first}.title")
    gc.collect()
    assert document.undo_stack.count() == 1
    document.undo()
    assert titles(document)[0] == "See"
    document.redo()
    assert titles(document)[0] == "Look"


def test_letters_typed_and_taken_away_leave_no_step(document: Document) -> None:
    first = document.journey.touchpoints[0].id
    for text in ("Se", "See"):
        document.edit(edits.rename(document.journey, first, text), "Rename touchpoint", "key")
    assert document.undo_stack.count() == 0


def test_other_fields_and_steps_after_undo_do_not_merge(document: Document) -> None:
    a, b, _ = (t.id for t in document.journey.touchpoints)
    document.edit(edits.rename(document.journey, a, "1"), "Rename", "a")
    document.edit(edits.rename(document.journey, b, "2"), "Rename", "b")
    assert document.undo_stack.count() == 2
    document.undo()
    document.edit(edits.rename(document.journey, a, "3"), "Rename", "a")
    assert document.undo_stack.count() == 2
    document.undo()
    assert titles(document)[0] == "1"


def test_a_preview_is_shown_and_taken_back_before_anything_else(document: Document) -> None:
    a, b, _ = document.journey.touchpoints
    before = document.journey.copy()
    document.preview(replaced((a, replace(a, title="ghost"))))
    assert titles(document)[0] == "ghost"
    assert not document.is_changed
    document.preview(lambda journey: edits.rename(journey, a.id, "other"))
    assert titles(document)[0] == "other"
    document.edit(edits.rename(document.journey, b.id, "B"), "Rename")
    assert titles(document) == ["See", "B", "Wear"]
    document.preview(lambda journey: edits.rename(journey, a.id, "ghost"))
    document.undo()
    assert document.journey == before


def test_a_kept_preview_is_one_step(document: Document) -> None:
    a = document.journey.touchpoints[0]
    for text in ("x", "xy"):
        document.preview(replaced((a, replace(a, title=text))))
    document.keep_preview("Rename")
    assert document.undo_stack.count() == 1
    assert titles(document)[0] == "xy"
    document.undo()
    assert document.journey[a.id] == a


def test_a_failing_preview_leaves_none_open(document: Document) -> None:
    a = document.journey.touchpoints[0]
    before = document.journey.copy()
    document.preview(replaced((a, replace(a, title="ghost"))))
    with pytest.raises(CjmError):
        document.preview(lambda journey: edits.update(journey, "nobody", title="x"))
    assert document.journey == before
    assert not document.has_preview


def test_an_edit_computed_from_a_preview_is_refused_whole(document: Document) -> None:
    a = document.journey.touchpoints[0]
    before = document.journey.copy()
    document.preview(replaced((a, replace(a, title="ghost"))))
    change = edits.rename(document.journey, a.id, "late")
    with pytest.raises(CjmError, match="changed in the meantime"):
        document.edit(change, "Rename")
    assert document.journey == before
    assert document.undo_stack.count() == 0


def test_saving_stamps_without_an_undo_step(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "coat.cjm"
    first = document.journey.touchpoints[0].id
    document.edit(edits.rename(document.journey, first, "Look"), "Rename")
    document.save(path)
    assert not document.is_changed
    assert document.title == "coat.cjm"
    assert document.journey.stamp.revision == 1
    again = Document.open(path)
    assert again.journey == document.journey
    document.undo()
    assert document.is_changed
    assert document.journey.stamp.revision == 1
    document.save()
    assert Document.open(path).journey.stamp.revision == 2


def test_a_file_that_someone_else_wrote_is_only_overwritten_when_asked(
    document: Document, tmp_path: Path
) -> None:
    path = tmp_path / "coat.cjm"
    document.save(path)
    other = Document.open(path)
    other.edit(edits.update(other.journey, "info", title="Theirs"), "Rename")
    other.save()
    first = document.journey.touchpoints[0].id
    document.edit(edits.rename(document.journey, first, "Mine"), "Rename")
    before = document.journey.copy()
    with pytest.raises(CjmError):
        document.save()
    assert Document.open(path).journey.info.title == "Theirs"
    assert document.journey == before
    assert document.is_changed
    document.save(overwrite=True)
    assert Document.open(path).journey.touchpoints[0].title == "Mine"


def test_saving_that_fails_leaves_the_document_as_it_was(document: Document, tmp_path: Path) -> None:
    before = document.journey.copy()
    document.undo_stack.resetClean()
    with pytest.raises(CjmError):
        document.save(tmp_path / "missing" / "coat.cjm")
    with pytest.raises(CjmError, match="name"):
        document.save()
    assert document.journey == before
    assert document.is_changed
    assert document.path is None


def test_the_shown_scenario_falls_back_to_the_first(document: Document) -> None:
    first = document.scenario
    journey: Journey = document.journey
    other = "sc_other"
    document.edit(edits.add(journey, Scenario(id=other, name="Desired")), "Add scenario")
    document.show_scenario(other)
    assert document.scenario == other
    document.undo()
    assert document.scenario == first


def test_commands_survive_the_collector(document: Document) -> None:
    for i in range(300):
        touchpoint: Touchpoint = document.journey.touchpoints[0]
        document.edit(edits.rename(document.journey, touchpoint.id, str(i)), "Rename")
    gc.collect()
    for _ in range(300):
        document.undo()
    assert titles(document)[0] == "See"
    for _ in range(300):
        document.redo()
    assert titles(document)[0] == "299"
