"""Selecting and moving with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt

from cjm_desktop.model import edits

if TYPE_CHECKING:
    from .conftest import Editor

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def test_a_click_selects_and_modifiers_add(editor: Editor) -> None:
    basket, pay = editor.touchpoint("Basket").id, editor.touchpoint("Pay").id
    editor.click(basket)
    assert editor.view.selection == (basket,)
    editor.click(pay, CTRL)
    assert editor.view.selection == (basket, pay)
    editor.click(basket, CTRL)
    assert editor.view.selection == (pay,)
    editor.click(basket, SHIFT)
    assert editor.view.selection == (pay, basket)
    editor.click(QPointF(-60, -60))
    assert editor.view.selection == ()
    assert editor.steps == 0


def test_a_click_on_a_face_selects_its_touchpoint(editor: Editor) -> None:
    editor.click(editor.face("Pay"))
    assert editor.view.selection == (editor.touchpoint("Pay").id,)


def test_a_marquee_selects_what_it_touches(editor: Editor) -> None:
    layout = editor.view.map.layout
    road = layout.rows[0]
    editor.drag(QPointF(layout.side - 60, road.y - 10 + 12), QPointF(layout.columns[2].x - 8, road.bottom))
    assert {editor.journey[id].title for id in editor.view.selection} == {"Advert", "Shop window"}


def test_a_disc_dragged_along_the_road_changes_the_order(editor: Editor) -> None:
    layout = editor.view.map.layout
    first = editor.at(editor.touchpoint("Shop window").id)
    editor.drag(first, QPointF(layout.columns[0].x + 5, layout.rows[0].y + 60))
    assert editor.titles == ["Shop window", "Advert", "Basket", "Pay", "Delivery"]
    assert editor.steps == 1
    assert editor.document.undo_stack.undoText() == "Move touchpoint"
    editor.document.undo()
    assert editor.titles == ["Advert", "Shop window", "Basket", "Pay", "Delivery"]


def test_a_disc_dragged_into_another_phase_belongs_to_it(editor: Editor) -> None:
    layout = editor.view.map.layout
    editor.drag(editor.touchpoint("Advert").id, QPointF(layout.columns[3].x + 4, layout.rows[0].y + 40))
    assert editor.phases == {"See": ["Shop window"], "Buy": ["Basket", "Advert", "Pay"], "Wear": ["Delivery"]}


def test_several_selected_discs_move_together(editor: Editor) -> None:
    layout = editor.view.map.layout
    editor.click(editor.touchpoint("Advert").id)
    editor.click(editor.touchpoint("Pay").id, CTRL)
    last = layout.columns[-1]
    editor.drag(editor.touchpoint("Pay").id, QPointF(last.x + last.width - 2, layout.rows[0].y + 40))
    assert editor.phases == {"See": ["Shop window"], "Buy": ["Basket"], "Wear": ["Delivery", "Advert", "Pay"]}
    assert editor.steps == 1


def test_a_small_tremble_is_a_click_and_no_move(editor: Editor) -> None:
    place = editor.at(editor.touchpoint("Pay").id)
    editor.press_at(place)
    editor.move_to(place + (editor.at(QPointF(1, 1)) - editor.at(QPointF(0, 0))))
    editor.release_at(place)
    assert editor.steps == 0
    assert editor.view.selection == (editor.touchpoint("Pay").id,)


def test_alt_drag_nudges_and_shows_it_meanwhile(editor: Editor) -> None:
    id = editor.touchpoint("Basket").id
    start = editor.at(id)
    editor.press_at(start, ALT)
    editor.move_to(start + _pixels(editor, 20, 10), ALT)
    assert editor.document.has_preview
    assert not editor.document.is_changed
    editor.release_at(start + _pixels(editor, 20, 10), ALT)
    touchpoint = editor.touchpoint("Basket")
    assert (round(touchpoint.dx), round(touchpoint.dy)) == (20, 10)
    assert editor.steps == 1
    editor.document.undo()
    assert editor.touchpoint("Basket").dx == 0.0


def test_ctrl_drag_copies_to_where_it_is_dropped(editor: Editor) -> None:
    layout = editor.view.map.layout
    last = layout.columns[-1]
    start = editor.touchpoint("Pay").id
    editor.drag(start, QPointF(last.x + last.width - 2, layout.rows[0].y + 40), CTRL)
    assert editor.titles == ["Advert", "Shop window", "Basket", "Pay", "Delivery", "Pay"]
    copy = editor.journey.road(editor.document.scenario)[-1]
    assert editor.view.selection == (copy.id,)
    assert copy.phase == editor.phase("Wear").id
    assert {c.text for c in editor.journey.cards if c.anchor == copy.id} == {"Does Pay", "No card accepted"}
    assert editor.steps == 1
    editor.document.undo()
    assert len(editor.titles) == 5


def test_a_face_dragged_down_lowers_the_emotion_in_one_step(editor: Editor) -> None:
    curve = editor.view.map.layout.curve
    face = editor.view.map.item(editor.face("Pay"))
    x = face.mapToScene(face.shape().boundingRect().center()).x()
    start = editor.at(QPointF(x, curve.y(0.5)))
    editor.press_at(start)
    seen = []
    for score in (0.0, -0.7, -1.8):
        editor.move_to(QPointF(x, curve.y(score)))
        editor.settle()
        seen.append(editor.emotion("Pay"))
        assert editor.view.overlay.bubble is not None
    assert seen[-1] is not None
    assert abs(seen[-1] + 1.8) <= 0.11
    assert editor.steps == 0
    editor.release_at(QPointF(x, curve.y(-1.8)))
    assert abs(editor.emotion("Pay") + 1.8) <= 0.11
    assert editor.steps == 1
    assert not editor.document.has_preview
    editor.document.undo()
    assert editor.emotion("Pay") == 0.5


def test_esc_cancels_a_drag(editor: Editor) -> None:
    before = editor.journey.copy()
    start = editor.at(editor.face("Pay"))
    editor.press_at(start)
    editor.move_to(start + _pixels(editor, 0, 40))
    assert editor.journey != before
    editor.press("Esc")
    assert editor.journey == before
    editor.move_to(start + _pixels(editor, 0, 60))
    editor.release_at(start + _pixels(editor, 0, 60))
    assert editor.journey == before
    assert editor.steps == 0


def test_undo_in_mid_drag_corrupts_nothing(editor: Editor) -> None:
    title = editor.touchpoint("Pay").id
    editor.view.attempt(lambda journey: edits.rename(journey, title, "Pays"), "Rename")
    before = editor.journey.copy()
    start = editor.at(editor.face("Pays"))
    editor.press_at(start)
    editor.move_to(start + _pixels(editor, 0, 40))
    editor.document.undo()
    editor.move_to(start + _pixels(editor, 0, 50))
    editor.release_at(start + _pixels(editor, 0, 50))
    assert editor.titles[3] == "Pay"
    assert editor.emotion("Pay") == 0.5
    editor.document.redo()
    assert editor.journey == before


def test_a_touchpoint_deleted_in_mid_drag_stays_deleted(editor: Editor) -> None:
    id = editor.touchpoint("Pay").id
    start = editor.at(id)
    editor.press_at(start)
    editor.move_to(start + _pixels(editor, -300, 0))
    editor.view.attempt(lambda journey: edits.delete(journey, [id]), "Delete")
    editor.move_to(start + _pixels(editor, -400, 0))
    editor.release_at(start + _pixels(editor, -400, 0))
    assert editor.titles == ["Advert", "Shop window", "Basket", "Delivery"]
    assert editor.steps == 1


def test_a_card_dragged_to_another_cell_moves_there(editor: Editor) -> None:
    editor.drag(editor.card("No card accepted").id, editor.cell("pains", "Advert"))
    card = editor.card("No card accepted")
    assert card.anchor == editor.touchpoint("Advert").id
    assert card.lane == editor.lane("pains")
    editor.drag(card.id, editor.cell("opportunities", "Advert"))
    assert editor.card("No card accepted").lane == editor.lane("opportunities")
    assert editor.steps == 2


def test_a_card_dropped_where_it_was_makes_no_step(editor: Editor) -> None:
    id = editor.card("No card accepted").id
    place = editor.at(id)
    editor.drag(place, place + _pixels(editor, 12, 3))
    assert editor.steps == 0


def test_a_card_dropped_in_a_lane_without_cards_is_refused_with_a_sentence(editor: Editor) -> None:
    before = editor.journey.copy()
    editor.drag(editor.card("No card accepted").id, editor.cell("channel", "Advert"))
    assert editor.journey == before
    assert editor.said == ["Cards can't be put in the lane “Channel”."]


def test_a_phase_header_dragged_moves_its_phase(editor: Editor) -> None:
    layout = editor.view.map.layout
    editor.drag(editor.phase("Wear").id, QPointF(layout.phases[0].x + 20, 15))
    assert [p.name for p in editor.journey.phases] == ["Wear", "See", "Buy"]
    assert editor.titles[0] == "Delivery"


def test_a_lane_name_dragged_moves_its_lane(editor: Editor) -> None:
    layout = editor.view.map.layout
    row = next(row for row in layout.rows if row.kind == "actions")
    editor.drag(editor.lane("pains"), QPointF(40, row.y + 5))
    kinds = [lane.kind for lane in editor.journey.lanes]
    assert kinds.index("pains") == kinds.index("actions") - 1


def test_a_right_click_selects_what_is_under_it(editor: Editor) -> None:
    id = editor.touchpoint("Pay").id
    editor.press_at(id, button=Qt.MouseButton.RightButton)
    editor.release_at(id, button=Qt.MouseButton.RightButton)
    assert editor.view.selection == (id,)


def test_selection_forgets_what_is_deleted(editor: Editor) -> None:
    id = editor.touchpoint("Pay").id
    editor.click(id)
    editor.view.attempt(lambda journey: edits.delete(journey, [id]), "Delete")
    editor.settle()
    assert editor.view.selection == ()


def _pixels(editor: Editor, x: int, y: int) -> QPoint:
    """A distance in map units, in pixels of the window."""
    return editor.at(QPointF(x, y)) - editor.at(QPointF(0, 0))
