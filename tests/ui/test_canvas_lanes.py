"""Lanes and cards by the mouse: edges that make them higher and wider, several cards at once, copies."""

from PySide6.QtCore import QPointF, QRectF, Qt

from cjm_desktop.layout.drawing import Group, Picture, bounds_of
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.model import edits
from cjm_desktop.model.records import Asset, Card, Lane
from cjm_desktop.ui.canvas.swatches import swatches
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


# -- what the editor shows of rich cards -------------------------------------------------------------


def add_picture(editor: Editor) -> str:
    asset = Asset(id="as_1", media_type="image/png", data=b"", width=300, height=200, sha256="0" * 64)
    editor.document.edit(edits.add(editor.journey, asset), "picture")
    return asset.id


def test_the_words_of_a_card_are_typed_below_its_picture(editor: Editor) -> None:
    card = editor.card("Does Pay").id
    editor.document.edit(edits.update(editor.journey, card, image=add_picture(editor)), "picture")
    editor.double_click(card)
    field = editor.view.editing.editor
    assert field is not None
    item = editor.view.map.item(card)
    assert item is not None
    picture = next(
        p for g in item.placed.drawing if isinstance(g, Group) for p in g.children if isinstance(p, Picture)
    )
    bottom = editor.view.mapFromScene(item.mapToScene(0, picture.rect.bottom)).y()
    assert field.y() >= bottom - 8
    editor.press("Esc")


def test_a_picture_stands_for_itself_in_the_overview() -> None:
    rect = Rect(3, 4, 50, 30)
    assert [
        (box.x(), box.y(), box.width(), box.height()) for _paint, box in swatches((Picture(rect, "as_1"),))
    ] == [(3, 4, 50, 30)]


def test_a_picture_of_a_touchpoint_stands_for_the_touchpoint(editor: Editor) -> None:
    pay = editor.touchpoint("Pay").id
    editor.document.edit(edits.update(editor.journey, pay, image=add_picture(editor)), "picture")
    editor.view.map.refresh()
    key = f"cell:picture:{pay}"
    assert editor.view.map.item(key) is not None
    editor.click(key)
    assert editor.view.selection == (pay,)


def test_the_names_of_blueprint_lines_stay_in_sight(editor: Editor) -> None:
    """Scrolled to the right, the line's name is painted in the column of the lane names."""
    after = editor.lane("actions")
    editor.document.edit(edits.add_lane(editor.journey, "frontstage", "Front stage", after), "lane")
    editor.view.set_zoom(3.0)
    editor.settle()
    view = editor.view
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().value() + 500)
    line = view.map.item(f"line:{lane(editor, 'frontstage').id}")
    assert line is not None
    view.centerOn(view.mapToScene(view.viewport().rect().center()).x(), line.y())
    editor.settle()
    assert view.pinned.dx > 0
    box = next(p for p in line.placed.drawing if isinstance(p, Group))
    words = bounds_of((box,)).moved(view.pinned.dx, line.y())
    place = view.mapFromScene(QRectF(words.x, words.y, words.width, words.height)).boundingRect()
    picture = view.viewport().grab(place).toImage()
    inks = {
        picture.pixelColor(x, y).lightness() < 160
        for x in range(picture.width())
        for y in range(picture.height())
    }
    assert inks == {True, False}


def test_a_card_of_a_touchpoint_in_a_band_keeps_it_when_it_stays_in_its_column(editor: Editor) -> None:
    journey, document = editor.journey, editor.document
    document.edit(edits.add_phase(journey, "Care", spans="band"), "band")
    band = editor.phase("Care").id
    document.edit(edits.add_touchpoint(journey, document.scenario, band, "Helpdesk"), "touchpoint")
    helpdesk = editor.touchpoint("Helpdesk").id
    document.edit(edits.add_card(journey, editor.lane("pains"), helpdesk, document.scenario, "Waits"), "card")
    editor.settle()
    card = editor.card("Waits").id
    item = editor.view.map.item(card)
    assert item is not None
    row = next(row for row in editor.view.map.layout.rows if row.kind == "thoughts")
    column = editor.view.map.layout.column_at(item.x() + 4)
    assert column is not None
    editor.drag(card, QPointF(column.centre, row.y + row.height - 4))
    assert (editor.card("Waits").lane, editor.card("Waits").anchor) == (editor.lane("thoughts"), helpdesk)
    editor.drag(card, editor.cell("thoughts", "Advert"))
    assert editor.card("Waits").anchor == editor.touchpoint("Advert").id


# -- by keys -----------------------------------------------------------------------------------------


def test_ctrl_and_arrows_move_a_card_to_the_next_cell_and_lane(editor: Editor) -> None:
    card = editor.card("Does Basket").id
    editor.click(card)
    editor.press("Ctrl+Right")
    assert editor.card("Does Basket").anchor == editor.touchpoint("Pay").id
    editor.press("Ctrl+Down")
    assert editor.card("Does Basket").lane == editor.lane("thoughts")
    assert editor.view.selection == (card,)
    assert editor.steps == 2
    editor.press("Ctrl+Right", times=9)
    assert editor.card("Does Basket").anchor == editor.touchpoint("Delivery").id
    assert editor.steps == 3


def test_several_cards_move_by_keys_together_or_not_at_all(editor: Editor) -> None:
    editor.click(editor.card("Does Pay").id)
    editor.click(editor.card("Does Delivery").id, SHIFT)
    editor.press("Ctrl+Right")
    assert editor.steps == 0
    editor.press("Ctrl+Left")
    assert editor.card("Does Pay").anchor == editor.touchpoint("Basket").id
    assert editor.card("Does Delivery").anchor == editor.touchpoint("Pay").id
    assert editor.steps == 1


def test_a_card_of_a_phase_moves_by_keys_to_the_next_phase(editor: Editor) -> None:
    change = edits.add_card(
        editor.journey, editor.lane("thoughts"), editor.phase("See").id, editor.document.scenario, "Wide"
    )
    editor.document.edit(change, "add")
    editor.click(editor.card("Wide").id)
    editor.press("Ctrl+Right")
    assert editor.card("Wide").anchor == editor.phase("Buy").id


def test_alt_and_arrows_make_a_card_wider_and_narrower_in_one_step(editor: Editor) -> None:
    editor.click(editor.card("Does Advert").id)
    editor.hold("Alt+Right", times=2)
    assert editor.card("Does Advert").span == 3
    assert editor.steps == 1
    editor.hold("Alt+Left", times=5)
    assert editor.card("Does Advert").span == 1
