"""A lane that was hidden is found again in the list of the journey's form."""

from __future__ import annotations

from cjm_desktop.model import edits
from cjm_desktop.model.records import Lane
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.panels.choices import FlagInput
from cjm_desktop.ui.panels.form import FieldRow
from cjm_desktop.ui.windows import Windows
from tests.ui.conftest import small_journey


def test_a_hidden_lane_can_be_shown_again(qapp: object) -> None:
    windows = Windows(qapp)  # type: ignore[arg-type]
    document = Document.new(small_journey())
    lane = next(n for n in document.journey.lanes if n.kind == "thoughts")
    document.edit(edits.update(document.journey, lane.id, visible=False), "x")
    window = windows.show(document)
    window.inspector.form("info").editing.opened.emit(lane.id)
    assert window.view.selection == (lane.id,)
    assert window.inspector.ids == (lane.id,)
    rows = {r.name: r.input for r in window.inspector.form("lane").rows if isinstance(r, FieldRow)}
    flag = rows["visible"]
    assert isinstance(flag, FlagInput)
    flag.edited.emit(True)
    shown = document.journey.of(Lane, lane.id)
    assert shown is not None
    assert shown.visible
    document.undo_stack.setClean()
    window.close()
