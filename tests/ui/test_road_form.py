"""The form of a side road: it names the touchpoints that the road joins, and can lead it to another one."""

from __future__ import annotations

from cjm_desktop.model import edits
from cjm_desktop.model.records import Connection
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.panels.choices import ChoiceInput
from cjm_desktop.ui.panels.form import FieldRow
from cjm_desktop.ui.panels.inspector import Inspector
from tests.ui.conftest import small_journey


def test_a_side_road_shows_its_ends_and_can_end_elsewhere(qtbot: object) -> None:
    document = Document.new(small_journey())
    road = document.journey.road(document.journey.scenarios[0].id)
    document.edit(edits.connect(document.journey, road[3].id, road[1].id), "x")
    (made,) = document.journey.connections
    inspector = Inspector(document)
    inspector.select((made.id,))
    rows = {r.name: r.input for r in inspector.form("connection").rows if isinstance(r, FieldRow)}
    source, target = rows["source"], rows["target"]
    assert isinstance(source, ChoiceInput)
    assert isinstance(target, ChoiceInput)
    assert (source.combo.currentText(), target.combo.currentText()) == (road[3].title, road[1].title)
    titles = [target.combo.itemText(i) for i in range(target.combo.count())]
    assert titles == [t.title for t in road]
    target.combo.activated.emit(0)
    changed = document.journey.of(Connection, made.id)
    assert changed is not None
    assert changed.target == road[0].id
    inspector.deleteLater()
