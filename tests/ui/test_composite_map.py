"""A composite journey on the screen: people are clicked at their cards, which stay in sight; shared touchpoints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QApplication

from cjm_desktop.model import edits
from cjm_desktop.ui.canvas.decorations import mark_of
from cjm_desktop.ui.main_window import MainWindow
from cjm_desktop.ui.panels.inspector import Inspector
from cjm_desktop.ui.windows import Windows
from tests.layout.composites import tender

if TYPE_CHECKING:
    from .conftest import Editor


@pytest.fixture
def group(editor: Editor) -> Iterator[Editor]:
    """The tender of the design papers on a map."""
    made = type(editor)(tender())
    yield made
    made.close()


def test_a_click_on_a_card_selects_the_person(group: Editor) -> None:
    group.click("pe_legal")
    assert group.view.selection == ("pe_legal",)
    inspector = Inspector(group.document)
    inspector.select(group.view.selection)
    assert inspector.ids == ("pe_legal",)
    assert inspector.form("persona").editing.ids == ("pe_legal",)
    inspector.deleteLater()


def test_a_click_on_a_row_of_coverage_selects_the_person(group: Editor) -> None:
    group.click("coverage:la_coverage:pe_inkoop")
    assert group.view.selection == ("pe_inkoop",)


def test_the_ground_beside_the_cards_selects_the_lane(group: Editor) -> None:
    placed = group.view.map.layout.placed
    between = (placed["pe_business"].y + placed["pe_inkoop"].y) / 2
    group.click(QPointF(40.0, between + 2.0))
    assert group.view.selection == ("la_road",)


def test_cards_stay_in_sight_when_the_map_is_scrolled(group: Editor) -> None:
    group.view.set_zoom(1.2)
    group.settle()
    place = group.at("pe_sales")
    group.view.scroll_by(QPoint(500, 0))
    group.settle()
    moved = group.view.mapFromScene(group.view.mapToScene(place))
    assert group.view.pinned.dx > 0
    # The card is where the strip shows it, and a click there is a click on the card.
    pinned = group.view.mapFromScene(
        QPointF(group.view.pinned.dx + 60.0, group.view.map.layout.placed["pe_sales"].y)
    )
    assert moved is not None
    group.click(pinned)
    assert group.view.selection == ("pe_sales",)


def test_a_shared_touchpoint_has_an_upright_mark(group: Editor) -> None:
    box, is_round = mark_of(group.view.map.layout.placed["tp_05"])
    assert not is_round
    assert box.height() > 2 * box.width()
    _box, is_round = mark_of(group.view.map.layout.placed["tp_00"])
    assert is_round


def test_touchpoints_are_dragged_along_the_roads(group: Editor) -> None:
    layout = group.view.map.layout
    group.drag("tp_01", QPointF(layout.columns[0].x + 4, layout.placed["tp_01"].y))
    road = [t.id for t in group.journey.road("sc")]
    assert road[:2] == ["tp_01", "tp_00"]
    group.document.undo()
    assert [t.id for t in group.journey.road("sc")][:2] == ["tp_00", "tp_01"]


def test_who_takes_part_changes_the_road_at_once(group: Editor) -> None:
    before = group.view.map.layout.placed["tp_02"]
    group.document.edit(edits.update(group.journey, "tp_02", personas=("pe_inkoop", "pe_legal")), "x")
    group.view.map.refresh()
    after = group.view.map.layout.placed["tp_02"]
    assert after.outline.bounds.height > before.outline.bounds.height
    group.document.undo()
    group.view.map.refresh()
    assert group.view.map.layout.placed["tp_02"] == before


def test_keys_go_on_from_a_person(group: Editor) -> None:
    """Keys that mean nothing for a person leave the journey as it is, and the arrows go to the road."""
    group.click("pe_legal")
    group.press("Right")
    group.press("Return")
    group.press("Escape")
    assert group.steps == 0


@pytest.fixture
def window(windows: Windows, qapp: QApplication) -> MainWindow:
    made = windows.show_new(tender())
    for _ in range(5):
        qapp.processEvents()
    return made


def test_a_step_goes_to_the_person_on_the_map(window: MainWindow, qapp: QApplication) -> None:
    """Where everybody has a road a person is selected there, else shown in the properties."""
    window.sides.jump(("pe_sales",), "")
    qapp.processEvents()
    assert window.view.selection == ("pe_sales",)
    assert window.inspector.ids == ("pe_sales",)
    window.document.edit(edits.update(window.document.journey, "info", type="single"), "x")
    window.view.map.refresh()
    window.sides.jump(("pe_legal",), "")
    qapp.processEvents()
    assert window.view.selection == ()
    assert window.inspector.ids == ("pe_legal",)


def test_a_person_on_the_map_is_deleted_and_comes_back(window: MainWindow, qapp: QApplication) -> None:
    window.document.edit(edits.delete(window.document.journey, ["pe_sales"]), "x")
    window.view.map.refresh()
    assert window.view.map.item("pe_sales") is None
    assert window.view.map.item("pe_legal") is not None
    window.document.undo()
    window.view.map.refresh()
    assert window.view.map.item("pe_sales") is not None
