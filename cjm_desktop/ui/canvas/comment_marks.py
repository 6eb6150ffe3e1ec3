"""Small speech bubbles on the map where comments wait for an answer; the editor shows them, no poster does."""

from __future__ import annotations

from collections import Counter
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath

from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import RecordId
from cjm_desktop.ui.canvas.decorations import ACCENT, PAPER, Pinned, mark_of, mark_rect
from cjm_desktop.ui.canvas.scene import MapScene

#: The bubble, in pixels, whatever the zoom.
_WIDE: Final = 18.0
_HIGH: Final = 14.0
_TAIL: Final = 4.0


def waiting(journey: Journey) -> Counter[RecordId]:
    """How many comments of each record are not resolved."""
    return Counter(c.anchor for c in journey.comments if not c.resolved)


def paint_comments(painter: QPainter, scene: MapScene, at: Pinned, visible: QRectF, pixel: float) -> None:
    """Paint a bubble with the number of open comments at the right upper corner of each record that has any."""
    found = waiting(scene.document.journey)
    if not found:
        return
    phases = {span.phase for span in scene.layout.phases}
    lanes = {row.lane for row in scene.layout.rows}
    left = at.dx + scene.layout.side if at.dx > 0 else visible.left()
    top = at.dy + scene.layout.top if at.dy > 0 else visible.top()
    clear = QRectF(QPointF(left, top), visible.bottomRight())
    painter.save()
    for id, count in found.items():
        item = scene.item(id)
        if item is None:
            continue
        box, ground = mark_rect(item), clear
        if id in phases:
            box, ground = box.translated(0, at.dy), visible
        elif id in lanes:
            box, ground = box.translated(at.dx, 0), visible
        is_round = mark_of(item.placed)[1]
        # The number and the star of a disc stand at its top, its title above or below it.
        corner = box.bottomRight() if is_round else box.topRight()
        if ground.adjusted(-_WIDE * pixel, -_WIDE * pixel, _WIDE * pixel, _WIDE * pixel).contains(corner):
            painter.setClipRect(ground)
            _paint(painter, corner, count, -0.75 if is_round else -0.3)
    painter.restore()


def _paint(painter: QPainter, corner: QPointF, count: int, shift: float) -> None:
    place = painter.transform().map(corner)
    painter.save()
    painter.resetTransform()
    bubble = QRectF(place.x() + _WIDE * shift, place.y() - _HIGH * 0.9, _WIDE, _HIGH)
    path = QPainterPath()
    path.addRoundedRect(bubble, 4, 4)
    tail = QPainterPath(QPointF(bubble.left() + 4, bubble.bottom() - 1))
    tail.lineTo(bubble.left() + 4, bubble.bottom() + _TAIL)
    tail.lineTo(bubble.left() + 10, bubble.bottom() - 1)
    tail.closeSubpath()
    painter.setPen(PAPER)
    painter.setBrush(ACCENT)
    painter.drawPath(path.united(tail))
    font = QFont(painter.font())
    font.setPixelSize(10)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(bubble, int(Qt.AlignmentFlag.AlignCenter), str(count) if count < 100 else "99")
    painter.restore()
