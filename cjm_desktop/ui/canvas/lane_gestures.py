"""Dragging lanes and phases: to another place among their like, and the lower edge of a lane to make it higher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF

from cjm_desktop.i18n import _
from cjm_desktop.layout.journey_layout import HIGHEST_LANE
from cjm_desktop.layout.placement import Row
from cjm_desktop.model import edits
from cjm_desktop.model.records import RecordId
from cjm_desktop.ui.canvas.decorations import Overlay
from cjm_desktop.ui.canvas.pointer import Pointer

if TYPE_CHECKING:
    from cjm_desktop.ui.canvas.view import MapView

#: So near to the lower edge of a lane's name the lane is made higher instead of moved.
_EDGE_PX: Final = 4.0
_LOWEST_PX: Final = 20.0


def lower_edge_at(view: MapView, pointer: Pointer) -> Row | None:
    """The lane whose lower edge is under the pointer, in the column of the names; None elsewhere."""
    at, layout = view.pinned, view.map.layout
    x, y = pointer.point.x() - at.dx, pointer.point.y()
    if not 0 <= x < layout.side or (at.dy > 0 and y < at.dy + layout.top):
        return None
    near = _EDGE_PX * view.pixel
    return next(
        (row for row in layout.rows if abs(row.bottom - y) <= near and row.height / view.pixel >= _LOWEST_PX),
        None,
    )


def automatic_height(view: MapView, lane: RecordId) -> None:
    """Let a lane be as high as what stands in it."""
    view.attempt(
        lambda journey: edits.update(journey, lane, height=None), _("Height of lane from its content")
    )


class LaneEdgeDrag:
    """The lower edge of a lane: its least height. Less than what stands in it means: as high as that."""

    def __init__(self, view: MapView, row: Row, start: float) -> None:
        """`row` is the lane as it stood at the press, `start` the height on the map of the pointer then."""
        self.view = view
        self.lane = row.lane
        self.height = row.height
        self.start = start

    def move(self, pointer: Pointer) -> None:
        wanted = round(min(HIGHEST_LANE, max(1.0, self.height + pointer.point.y() - self.start)))
        self._preview(float(wanted))
        row = self._row()
        if row is not None and row.height > wanted + 0.5:
            self._preview(None)

    def drop(self, pointer: Pointer) -> None:
        self.move(pointer)
        self.view.document.keep_preview(_("Change height of lane"))

    def cancel(self) -> None:
        self.view.document.preview(None)

    def _preview(self, height: float | None) -> None:
        self.view.document.preview(lambda journey: edits.update(journey, self.lane, height=height))

    def _row(self) -> Row | None:
        self.view.map.refresh()
        return next((row for row in self.view.map.layout.rows if row.lane == self.lane), None)


class ListDrag:
    """A phase by its header, or a lane by its name, to another place among its like."""

    def __init__(self, view: MapView, id: RecordId, *, is_phase: bool) -> None:
        self.view = view
        self.id = id
        self.is_phase = is_phase

    def move(self, pointer: Pointer) -> None:
        layout = self.view.map.layout
        before = self._before(pointer)
        if self.is_phase:
            x = next((s.x for s in layout.phases if s.phase == before), layout.width) - 3
            line = QLineF(x, 0, x, layout.height)
        else:
            last = layout.rows[-1].bottom if layout.rows else layout.height
            y = next((row.y for row in layout.rows if row.lane == before), last)
            line = QLineF(0, y, layout.width, y)
        self.view.show_overlay(Overlay(line=line))

    def drop(self, pointer: Pointer) -> None:
        self.view.show_overlay(Overlay())
        before = self._before(pointer)
        if not self.is_phase and before is None:
            before = self._behind_last()
        label = _("Move phase") if self.is_phase else _("Move lane")
        self.view.attempt(lambda journey: edits.move_in_list(journey, self.id, before), label)

    def cancel(self) -> None:
        self.view.show_overlay(Overlay())

    def _behind_last(self) -> RecordId | None:
        """What follows the last lane that is shown: hidden lanes at the end stay at the end."""
        rows = self.view.map.layout.rows
        ids = [lane.id for lane in self.view.document.journey.lanes]
        if not rows or rows[-1].lane not in ids:
            return None
        index = ids.index(rows[-1].lane) + 1
        return ids[index] if index < len(ids) else None

    def _before(self, pointer: Pointer) -> RecordId | None:
        layout = self.view.map.layout
        if self.is_phase:
            x = pointer.point.x()
            return next((s.phase for s in layout.phases if x < s.x + s.width / 2), None)
        y = pointer.point.y()
        return next((row.lane for row in layout.rows if y < row.y + row.height / 2), None)
