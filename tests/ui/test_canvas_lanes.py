"""Lanes and cards by the mouse: edges that make them higher and wider, several cards at once, copies."""

from PySide6.QtCore import QPointF, Qt

from cjm_desktop.model import edits
from cjm_desktop.model.records import Card, Lane
from tests.ui.conftest import Editor

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def edge_of(editor: Editor, kind: str) -> QPointF:
    """A place on the lower edge of a lane, in the column of the names."""
    editor.view.map.refresh()
    row = next(row for row in editor.view.map.layout.rows if row.kind == kind)
    return QPointF(50, row.bottom)


def height_of(editor: Editor, kind: str) -> float:
    editor.view.map.refresh()
    return next(row.height for row in editor.view.map.layout.rows if row.kind == kind)


def lane(editor: Editor, kind: str) -> Lane:
    return next(n for n in editor.journey.lanes if n.kind == kind)


def right_edge(editor: Editor, text: str) -> QPointF:
    """A place just inside the right edge of a card."""
    editor.view.map.refresh()
    item = editor.view.map.item(editor.card(text).id)
    assert item is not None
    box = item.placed.outline.bounds
    return QPointF(item.x() + box.right - 2, item.y() + box.height / 2)


# -- the lower edge of a lane ------------------------------------------------------------------------


def test_a_lane_is_made_higher_by_its_lower_edge(editor: Editor) -> None:
    before = height_of(editor, "actions")
    start = edge_of(editor, "actions")
    editor.drag(start, start + QPointF(0, 60))
    height = lane(editor, "actions").height
    assert height is not None
    assert abs(height - before - 60) < 2
    assert abs(height_of(editor, "actions") - height) < 0.01
    assert editor.steps == 1
    editor.document.undo()
    assert height_of(editor, "actions") == before


def test_a_lane_is_never_lower_than_what_stands_in_it(editor: Editor) -> None:
    start = edge_of(editor, "actions")
    editor.drag(start, start + QPointF(0, 60))
    higher = edge_of(editor, "actions")
    editor.drag(higher, higher - QPointF(0, 200))
    assert lane(editor, "actions").height is None
    assert editor.steps == 2


def test_a_double_click_on_the_edge_takes_the_height_back(editor: Editor) -> None:
    start = edge_of(editor, "actions")
    editor.double_click(start)
    assert editor.steps == 0
    editor.drag(start, start + QPointF(0, 60))
    editor.double_click(edge_of(editor, "actions"))
    assert lane(editor, "actions").height is None
    assert editor.view.editing.editor is None


def test_escape_gives_up_the_drag_of_an_edge(editor: Editor) -> None:
    before = height_of(editor, "pains")
    start = edge_of(editor, "pains")
    editor.press_at(start)
    editor.move_to(start + QPointF(0, 40))
    editor.settle()
    assert height_of(editor, "pains") > before + 30
    editor.press("Esc")
    editor.release_at(start + QPointF(0, 40))
    assert height_of(editor, "pains") == before
    assert editor.steps == 0


def test_the_cursor_tells_of_edges(editor: Editor) -> None:
    def shape_at(point: QPointF) -> Qt.CursorShape:
        editor.move_to(point, button=Qt.MouseButton.NoButton)
        return editor.view.viewport().cursor().shape()

    edge = edge_of(editor, "actions")
    assert shape_at(edge) == Qt.CursorShape.SplitVCursor
    assert shape_at(edge - QPointF(0, 15)) == Qt.CursorShape.ArrowCursor
    assert shape_at(right_edge(editor, "Does Pay")) == Qt.CursorShape.SplitHCursor
    assert shape_at(right_edge(editor, "Does Pay") - QPointF(30, 0)) == Qt.CursorShape.ArrowCursor


def test_a_lane_dragged_below_the_last_shown_stays_above_the_hidden_ones(editor: Editor) -> None:
    last = editor.journey.lanes[-1]
    editor.document.edit(edits.update(editor.journey, last.id, visible=False), "hide")
    editor.view.map.refresh()
    bottom = editor.view.map.layout.height
    editor.drag(lane(editor, "actions").id, QPointF(50, bottom - 3))
    assert [n.kind for n in editor.journey.lanes][-2:] == ["actions", last.kind]


# -- the right edge of a card ------------------------------------------------------------------------


def test_a_card_is_made_wider_and_narrower_by_its_right_edge(editor: Editor) -> None:
    start = right_edge(editor, "Does Basket")
    editor.drag(start, QPointF(editor.cell("actions", "Delivery").x() + 40, start.y()))
    assert editor.card("Does Basket").span == 3
    assert editor.steps == 1
    start = right_edge(editor, "Does Basket")
    editor.drag(start, QPointF(editor.cell("actions", "Pay").x() + 30, start.y()))
    assert editor.card("Does Basket").span == 2
    editor.document.undo()
    editor.document.undo()
    assert editor.card("Does Basket").span == 1
    assert editor.card("Does Basket").anchor == editor.touchpoint("Basket").id


def test_a_card_of_a_phase_spans_phases(editor: Editor) -> None:
    phase = editor.phase("See")
    change = edits.add_card(
        editor.journey, editor.lane("thoughts"), phase.id, editor.document.scenario, "Wide"
    )
    editor.document.edit(change, "add")
    start = right_edge(editor, "Wide")
    editor.drag(start, QPointF(editor.cell("thoughts", "Pay").x() + 30, start.y()))
    assert (editor.card("Wide").anchor, editor.card("Wide").span) == (phase.id, 2)
    # Narrower than its phase it belongs to the touchpoint that it stands under.
    start = right_edge(editor, "Wide")
    editor.drag(start, QPointF(editor.cell("thoughts", "Advert").x() + 40, start.y()))
    assert (editor.card("Wide").anchor, editor.card("Wide").span) == (editor.touchpoint("Advert").id, 1)


def test_a_card_of_a_phase_moves_to_another_phase(editor: Editor) -> None:
    change = edits.add_card(
        editor.journey, editor.lane("thoughts"), editor.phase("See").id, editor.document.scenario, "Wide"
    )
    editor.document.edit(change, "add")
    editor.drag(editor.card("Wide").id, editor.cell("thoughts", "Pay"))
    assert editor.card("Wide").anchor == editor.phase("Buy").id


# -- several cards, and copies -----------------------------------------------------------------------


def test_several_cards_keep_their_distances(editor: Editor) -> None:
    first, second = editor.card("Does Advert").id, editor.card("Does Basket").id
    editor.click(first)
    editor.click(second, SHIFT)
    assert editor.view.selection == (first, second)
    editor.drag(first, editor.cell("thoughts", "Shop window"))
    thoughts = editor.lane("thoughts")
    assert {c.text: (c.lane, c.anchor) for c in editor.journey.cards if c.id in (first, second)} == {
        "Does Advert": (thoughts, editor.touchpoint("Shop window").id),
        "Does Basket": (thoughts, editor.touchpoint("Pay").id),
    }
    assert editor.steps == 1


def test_of_several_cards_only_those_of_the_same_lane_change_lanes(editor: Editor) -> None:
    action, pain = editor.card("Does Pay").id, editor.card("No card accepted").id
    editor.click(action)
    editor.click(pain, SHIFT)
    editor.drag(action, editor.cell("thoughts", "Basket"))
    basket = editor.touchpoint("Basket").id
    journey = editor.journey
    assert [(c.lane, c.anchor) for id in (action, pain) if (c := journey.of(Card, id))] == [
        (editor.lane("thoughts"), basket),
        (editor.lane("pains"), basket),
    ]


def test_with_ctrl_a_card_is_copied(editor: Editor) -> None:
    editor.document.edit(edits.update(editor.journey, editor.card("No card accepted").id, severity=3), "x")
    card = editor.card("No card accepted")
    editor.drag(card.id, editor.cell("pains", "Delivery"), CTRL)
    both = [c for c in editor.journey.cards if c.text == "No card accepted"]
    assert {c.anchor for c in both} == {editor.touchpoint("Pay").id, editor.touchpoint("Delivery").id}
    assert [c.severity for c in both] == [3, 3]
    (new,) = (c.id for c in both if c.id != card.id)
    assert editor.view.selection == (new,)
    assert editor.steps == 2


def test_a_copy_in_a_lane_without_cards_is_refused_with_a_sentence(editor: Editor) -> None:
    editor.drag(editor.card("Does Pay").id, editor.cell("road", "Advert"), CTRL)
    assert editor.steps == 0
    assert editor.said
