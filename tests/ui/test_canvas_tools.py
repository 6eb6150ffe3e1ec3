"""The tools that add things, and typing on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication

from cjm_desktop.model import edits

if TYPE_CHECKING:
    from .conftest import Editor


def test_the_touchpoint_tool_puts_one_where_it_is_clicked(editor: Editor) -> None:
    column = editor.view.map.layout.columns[2]
    editor.view.set_tool("touchpoint")
    editor.click(QPointF(column.x + 3, 120))
    editor.type_text("Search")
    editor.press("Return")
    assert editor.phases["Buy"] == ["Search", "Basket", "Pay"]
    assert editor.view.tool.name == "select"
    assert editor.steps == 1


def test_the_touchpoint_tool_fills_an_empty_phase(empty_editor: Editor) -> None:
    span = empty_editor.view.map.layout.phases[1]
    empty_editor.view.set_tool("touchpoint")
    empty_editor.click(QPointF(span.x + span.width / 2, 100))
    empty_editor.type_text("Start")
    empty_editor.press("Return")
    assert empty_editor.phases == {"First": [], "Two": ["Start"]}


def test_the_connect_tool_lays_roads_forwards_and_back(editor: Editor) -> None:
    advert, pay = editor.touchpoint("Advert").id, editor.touchpoint("Pay").id
    editor.view.set_tool("connect")
    editor.drag(advert, pay)
    editor.drag(pay, advert)
    assert {(c.source, c.target, c.kind) for c in editor.journey.connections} == {
        (advert, pay, "choice"),
        (pay, advert, "return"),
    }
    assert editor.steps == 2


def test_the_connect_tool_says_why_nothing_was_laid(editor: Editor) -> None:
    editor.view.set_tool("connect")
    pay = editor.touchpoint("Pay").id
    editor.drag(pay, QPointF(-50, -50))
    editor.drag(QPointF(-50, -50), pay)
    assert editor.journey.connections == ()
    assert editor.said == ["Drag from one touchpoint to another to lay a road between them."] * 2


def test_the_card_tool_types_a_card_in_the_cell(editor: Editor) -> None:
    editor.view.set_tool("card")
    editor.click(editor.cell("pains", "Advert"))
    editor.type_text("Too loud")
    editor.press("Return")
    card = editor.card("Too loud")
    assert (card.lane, card.anchor) == (editor.lane("pains"), editor.touchpoint("Advert").id)
    assert editor.steps == 1
    assert editor.view.selection == (card.id,)


def test_the_card_tool_refuses_a_lane_without_cards(editor: Editor) -> None:
    editor.view.set_tool("card")
    editor.click(editor.cell("owner", "Advert"))
    assert editor.said == ["Cards can't be put in the lane “Owner”."]
    assert not editor.view.editing.is_active


def test_the_hand_scrolls_and_changes_nothing(editor: Editor) -> None:
    editor.view.set_zoom(2.0)
    editor.view.set_tool("hand")
    before = editor.view.horizontalScrollBar().value()
    editor.drag(QPoint(700, 400), QPoint(600, 400))
    assert editor.view.horizontalScrollBar().value() == before + 100
    editor.view.set_tool("select")
    editor.drag(QPoint(600, 400), QPoint(650, 400), button=Qt.MouseButton.MiddleButton)
    assert editor.view.horizontalScrollBar().value() == before + 50
    assert editor.steps == 0
    assert editor.view.selection == ()


def test_double_click_types_titles_phases_lanes_and_cards(editor: Editor) -> None:
    for key, old, new in (
        (editor.touchpoint("Pay").id, "Pay", "Settle"),
        (editor.phase("Buy").id, "Buy", "Purchase"),
        (editor.lane("pains"), "Pain points", "Pains"),
        (editor.card("Does Advert").id, "Does Advert", "Sees it"),
    ):
        editor.double_click(key)
        field = editor.view.editing.editor
        assert field is not None
        assert field.toPlainText() == old
        editor.type_text(new)
        editor.press("Return")
    assert editor.titles[3] == "Settle"
    assert [p.name for p in editor.journey.phases] == ["See", "Purchase", "Wear"]
    assert editor.journey[editor.lane("pains")].name == "Pains"
    assert editor.card("Sees it")
    assert editor.steps == 4


def test_double_click_in_an_empty_cell_makes_a_card_only_when_something_is_typed(editor: Editor) -> None:
    count = len(editor.journey.cards)
    editor.double_click(editor.cell("thoughts", "Basket"))
    editor.press("Return")
    assert len(editor.journey.cards) == count
    editor.double_click(editor.cell("thoughts", "Basket"))
    editor.type_text("Hm")
    editor.press("Esc")
    assert len(editor.journey.cards) == count
    editor.double_click(editor.cell("thoughts", "Basket"))
    editor.type_text("Hm")
    editor.click(QPointF(-80, -80))
    assert editor.card("Hm").anchor == editor.touchpoint("Basket").id
    assert editor.steps == 1


def test_tab_types_on_in_the_next_cell(editor: Editor) -> None:
    editor.double_click(editor.cell("thoughts", "Advert"))
    editor.type_text("one")
    editor.press("Tab")
    editor.type_text("two")
    editor.press("Return")
    assert editor.card("two").anchor == editor.touchpoint("Shop window").id
    assert editor.card("two").lane == editor.lane("thoughts")


def test_tab_from_a_title_types_the_next_title(editor: Editor) -> None:
    editor.double_click(editor.touchpoint("Advert").id)
    editor.type_text("Poster")
    editor.press("Tab")
    editor.type_text("Window")
    editor.press("Return")
    assert editor.titles[:2] == ["Poster", "Window"]


def test_shift_enter_makes_a_line_in_a_card_but_not_in_a_title(editor: Editor) -> None:
    editor.double_click(editor.cell("thoughts", "Advert"))
    editor.type_text("one")
    editor.press("Shift+Return")
    editor.type_text("two")
    editor.press("Return")
    assert editor.card("one\ntwo")
    editor.double_click(editor.touchpoint("Pay").id)
    editor.type_text("Pays")
    editor.press("Shift+Return")
    assert editor.titles[3] == "Pays"


def test_pasted_rich_text_arrives_as_plain_words(editor: Editor) -> None:
    mime = '<b>bold</b><img src="file:///etc/hostname">'
    QGuiApplication.clipboard().setText(mime)
    editor.double_click(editor.touchpoint("Pay").id)
    editor.press("Ctrl+V")
    editor.press("Return")
    assert editor.titles[3] == mime


def test_a_text_that_is_refused_stays_in_the_field(editor: Editor) -> None:
    editor.double_click(editor.touchpoint("Pay").id)
    field = editor.view.editing.editor
    assert field is not None
    field.setPlainText("x" * 3000)
    editor.press("Return")
    assert editor.view.editing.is_active
    assert editor.titles[3] == "Pay"
    assert "3000" in editor.said[-1]
    editor.press("Esc")
    assert not editor.view.editing.is_active


def test_a_phase_keeps_its_name_when_nothing_is_typed(editor: Editor) -> None:
    editor.double_click(editor.phase("Buy").id)
    field = editor.view.editing.editor
    assert field is not None
    field.clear()
    editor.press("Return")
    assert editor.phase("Buy")
    assert editor.steps == 0


def test_double_click_in_the_curve_lane_gives_an_emotion(editor: Editor) -> None:
    id, persona = editor.touchpoint("Pay").id, editor.journey.personas[0].id
    editor.view.attempt(lambda j: edits.set_experience(j, id, persona, emotional=None), "Clear")
    editor.settle()
    assert editor.emotion("Pay") is None
    layout = editor.view.map.layout
    column = next(c for c in layout.columns if c.touchpoint == id)
    editor.double_click(QPointF(column.x + 8, layout.curve.y(1.0)))
    assert abs(editor.emotion("Pay") - 1.0) <= 0.11


def test_double_click_types_the_label_of_a_side_road(editor: Editor) -> None:
    advert, pay = editor.touchpoint("Advert").id, editor.touchpoint("Pay").id
    editor.view.attempt(lambda j: edits.connect(j, pay, advert, label="again"), "Lay road")
    (road,) = editor.journey.connections
    editor.double_click(f"label:{road.id}")
    assert editor.view.selection == (road.id,)
    editor.type_text("starts again")
    editor.press("Return")
    assert editor.journey[road.id].label == "starts again"
