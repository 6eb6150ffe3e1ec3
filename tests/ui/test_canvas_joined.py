"""Working on the map of a joined scenario: what is added or changed there belongs to a part."""

from __future__ import annotations

from cjm_desktop.model import scenarios
from cjm_desktop.model.records import Touchpoint
from tests.ui.conftest import Editor


def join_with_copy(editor: Editor) -> tuple[str, str]:
    """Show the scenario joined with a copy of itself; the ids of the two parts."""
    first = editor.document.scenario
    change, second = scenarios.derive(editor.journey, first, "Again")
    editor.document.edit(change, "x")
    change, whole = scenarios.join(editor.journey, (first, second), "Whole")
    editor.document.edit(change, "x")
    editor.document.show_scenario(whole)
    editor.view.set_zoom(0.4)
    editor.settle()
    return first, second


def made(editor: Editor, *parts: str) -> Touchpoint:
    return next(t for part in parts for t in editor.journey.road(part) if t.title == "New")


def test_a_touchpoint_is_added_to_the_part_that_is_clicked(editor: Editor) -> None:
    first, second = join_with_copy(editor)
    for part, other in ((first, second), (second, first)):
        last = [t for t in editor.journey.road(part) if t.title in ("Shop window", "New")][-1]
        before = len(editor.journey.road(other))
        editor.view.set_tool("touchpoint")
        box = editor.view.map.layout.placed[last.id]
        place = editor.view.mapFromScene(box.x + 40, box.y)
        assert editor.view.viewport().rect().contains(place)
        editor.click(place)
        editor.type_text("New")
        editor.press("Return")
        assert made(editor, part).phase == last.phase
        assert len(editor.journey.road(other)) == before


def test_the_key_adds_behind_the_selected_one_in_its_part(editor: Editor) -> None:
    first, second = join_with_copy(editor)
    here = editor.journey.road(first)[1]
    editor.view.select([here.id])
    editor.view.new_touchpoint_after()
    editor.type_text("New")
    editor.press("Return")
    road = [t.title for t in editor.journey.road(first)]
    assert road[1:3] == [here.title, "New"]
    assert "New" not in [t.title for t in editor.journey.road(second)]


def test_a_header_that_comes_again_stands_for_its_phase(editor: Editor) -> None:
    join_with_copy(editor)
    phase = editor.journey.phases[0]
    key = f"again:1:{phase.id}"
    assert editor.view.map.record_of(key) == phase.id
    editor.click(key)
    assert editor.view.selection == (phase.id,)


def test_a_touchpoint_dragged_over_the_joint_stays_in_its_part(editor: Editor) -> None:
    first, second = join_with_copy(editor)
    mine, theirs = editor.journey.road(first)[0], editor.journey.road(second)[-1]
    editor.drag(mine.id, theirs.id)
    moved = editor.journey.of(Touchpoint, mine.id)
    assert moved is not None
    assert moved.scenario == first
    assert moved.phase == theirs.phase
    editor.document.undo()
    assert editor.journey.of(Touchpoint, mine.id) == mine
