"""What only the editor shows above the map: pinned headers, selection, hints, ghosts. Never part of a drawing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _
from cjm_desktop.layout.drawing import Group, Placed, Shape, bounds_of
from cjm_desktop.model.records import Connection, RecordId
from cjm_desktop.ui.canvas.items import MapItem, ink
from cjm_desktop.ui.canvas.painter import NO_BRUSH, path_of, play
from cjm_desktop.ui.canvas.scene import MapScene

ACCENT: Final = QColor("#2F6FA8")
PAPER: Final = QColor("#FCFBF8")
_INK: Final = QColor("#1F2933")
_SECOND_INK: Final = QColor("#52606D")
_HAIRLINE: Final = QColor("#D5DAE0")
_TINT: Final = QColor(47, 111, 168, 28)
#: No more than this share of the window is given to pinned headers.
_PINNED_SHARE: Final = 0.4


@frozen()
class Overlay:
    """What a gesture shows while it lasts, in map units."""

    ghosts: tuple[tuple[str, float, float], ...] = ()  # placed key, dx, dy
    line: QLineF | None = None  # where something will land, between others
    box: QRectF | None = None  # the cell it will land in
    marquee: QRectF | None = None
    road: QLineF | None = None  # a connection being laid
    bubble: tuple[QPointF, str] | None = None  # a value beside the pointer

    def bounds(self, scene: MapScene, pixel: float) -> QRectF:
        """The box of everything shown; `pixel` is the size of a pixel in map units."""
        out = QRectF()
        for key, dx, dy in self.ghosts:
            item = scene.item(key)
            if item is not None:
                out = out.united(item.sceneBoundingRect().translated(dx, dy))
        for line in (self.line, self.road):
            if line is not None:
                out = out.united(QRectF(line.p1(), line.p2()).normalized().adjusted(-1, -1, 1, 1))
        for box in (self.box, self.marquee):
            if box is not None:
                out = out.united(box)
        if self.bubble is not None:
            x, y = self.bubble[0].x(), self.bubble[0].y()
            out = out.united(QRectF(x, y - 60 * pixel, 140 * pixel, 120 * pixel))
        edge = 8 * pixel
        return out.adjusted(-edge, -edge, edge, edge)


# -- pinned headers ----------------------------------------------------------------------------------


@frozen()
class Pinned:
    """How far headers (down) and lane names (right) stand from their own place to stay in sight, in map units."""

    dx: float = 0.0
    dy: float = 0.0


def pinned(scene: MapScene, visible: QRectF) -> Pinned:
    """Where headers and lane names stand for the part of the map that is visible."""
    layout = scene.layout
    dx = min(max(0.0, visible.left()), max(0.0, layout.width - layout.side))
    dy = min(max(0.0, visible.top()), max(0.0, layout.height - layout.top))
    if layout.side > _PINNED_SHARE * visible.width():
        dx = 0.0
    if layout.top > _PINNED_SHARE * visible.height():
        dy = 0.0
    return Pinned(dx, dy)


def paint_pinned(painter: QPainter, scene: MapScene, visible: QRectF, at: Pinned, *, text: bool) -> None:
    """Paint the headers and names that scrolled away again, at the edges, on paper."""
    layout = scene.layout
    if at.dx > 0:
        x = at.dx
        strip = QRectF(x - 4, visible.top(), layout.side + 4, visible.height())
        painter.fillRect(strip, PAPER)
        painter.fillRect(QRectF(strip.right(), strip.top(), 1, strip.height()), _HAIRLINE)
        _paint_items(painter, scene, (row.lane for row in layout.rows), at.dx, 0.0, visible, text)
        _paint_items(painter, scene, (band.phase for band in layout.bands), at.dx, 0.0, visible, text)
        _paint_items(painter, scene, layout.people, at.dx, 0.0, visible, text)
        lines = [key for row in layout.rows if scene.item(key := f"line:{row.lane}") is not None]
        if lines:  # of a blueprint: their names move along, their dashes stay where they are
            painter.save()
            painter.setClipRect(strip, Qt.ClipOperation.IntersectClip)
            _paint_items(painter, scene, lines, at.dx, 0.0, visible, text)
            painter.restore()
    if at.dy > 0:
        strip = QRectF(visible.left(), at.dy - 4, visible.width(), layout.top + 4)
        painter.fillRect(strip, PAPER)
        painter.fillRect(QRectF(strip.left(), strip.bottom(), strip.width(), 1), _HAIRLINE)
        _paint_items(painter, scene, layout.cycles, 0.0, at.dy, visible, text)
        _paint_items(painter, scene, (span.key for span in layout.phases), 0.0, at.dy, visible, text)
        if at.dx > 0:
            painter.fillRect(QRectF(at.dx - 4, strip.top(), layout.side + 4, strip.height()), PAPER)


def _paint_items(
    painter: QPainter,
    scene: MapScene,
    keys: Iterable[str],
    dx: float,
    dy: float,
    visible: QRectF,
    text: bool,
) -> None:
    for key in keys:
        item = scene.item(key)
        if item is not None and ink(item.placed).translated(item.x() + dx, item.y() + dy).intersects(visible):
            painter.translate(item.x() + dx, item.y() + dy)
            play(painter, item.ops, text=text)
            painter.translate(-item.x() - dx, -item.y() - dy)


# -- selection ---------------------------------------------------------------------------------------


def mark_of(placed: Placed) -> tuple[QRectF, bool]:
    """The box to draw a selection around, in the drawing's own coordinates, and whether it is round."""
    for part in placed.drawing:
        if isinstance(part, Group) and part.role in ("disc", "face"):
            box = bounds_of((part,))
            # The star and the badge stand out of the disc: the ring is about its middle.
            x, y = part.x, part.y
            radius, tall = min(x - box.x, box.right - x), min(y - box.y, box.bottom - y)
            if tall > radius + 10.0:  # the pill of a touchpoint that several people share
                return QRectF(x - radius, y - tall, 2 * radius, 2 * tall), False
            radius = min(radius, tall)
            return QRectF(x - radius, y - radius, 2 * radius, 2 * radius), True
    box = placed.outline.bounds if placed.outline.segments else placed.bounds
    return QRectF(box.x, box.y, box.width, box.height), False


def mark_rect(item: MapItem) -> QRectF:
    """The box of an item's selection on the map."""
    if item.key.startswith("co_"):  # a side road: legs and all
        return item.sceneBoundingRect()
    return mark_of(item.placed)[0].translated(item.pos())


def paint_selection(
    painter: QPainter, scene: MapScene, ids: Iterable[RecordId], at: Pinned, visible: QRectF, pixel: float
) -> None:
    """Paint a ring with handles around round things, a frame around others."""
    phases = {span.phase for span in scene.layout.phases}
    lanes = {*(row.lane for row in scene.layout.rows), *scene.layout.people}
    painter.save()
    clear = QRectF(visible)  # what lies under the pinned headers has no mark on them
    clear.setLeft(max(visible.left(), at.dx + scene.layout.side if at.dx > 0 else visible.left()))
    clear.setTop(max(visible.top(), at.dy + scene.layout.top if at.dy > 0 else visible.top()))
    for id in ids:
        item = scene.item(id)
        if item is None:
            continue
        box, is_round = mark_of(item.placed)
        box = box.translated(item.pos())
        painter.setClipRect(visible if id in phases or id in lanes else clear)
        if id in phases:
            box.translate(0, at.dy)
        elif id in lanes:
            box.translate(at.dx, 0)
        is_road = isinstance(scene.document.journey.get(id), Connection)
        ground = item.sceneBoundingRect() if is_road else box
        if not ground.adjusted(-9 * pixel, -9 * pixel, 9 * pixel, 9 * pixel).intersects(visible):
            continue
        gap = 3.5 * pixel
        box.adjust(-gap, -gap, gap, gap)
        painter.setPen(_pen(2.0))
        painter.setBrush(NO_BRUSH)
        if is_road:
            # A frame around a long road would seem to hold all that lies within.
            painter.setBrush(_TINT)
            painter.drawPath(_edge_of_road(item, 3 * pixel).translated(item.pos()))
            continue
        if is_round:
            painter.drawEllipse(box)
            painter.setBrush(Qt.GlobalColor.white)
            for x in (box.left(), box.right()):
                painter.drawEllipse(QPointF(x, box.center().y()), 4 * pixel, 4 * pixel)
        else:
            painter.drawRoundedRect(box, 7 * pixel, 7 * pixel)
    painter.restore()


def _edge_of_road(item: MapItem, gap: float) -> QPainterPath:
    """The edge of a side road, legs and all, so many units off it."""
    strokes = [p for p in item.placed.drawing if isinstance(p, Shape) and p.stroke is not None]
    if not strokes:
        return item.shape()
    widest = max(strokes, key=lambda shape: shape.stroke.width if shape.stroke else 0.0)
    stroker = QPainterPathStroker()
    stroker.setWidth((widest.stroke.width if widest.stroke else 0.0) + 2 * gap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(path_of(widest.path)).simplified()


def paint_hover(painter: QPainter, box: QRectF, is_round: bool, pixel: float) -> None:
    """Paint a thin frame around what is under the pointer."""
    pen = _pen(1.2)
    pen.setColor(QColor(47, 111, 168, 150))
    painter.setPen(pen)
    painter.setBrush(NO_BRUSH)
    gap = 3 * pixel
    around = box.adjusted(-gap, -gap, gap, gap)
    if is_round:
        painter.drawEllipse(around)
    else:
        painter.drawRoundedRect(around, 7 * pixel, 7 * pixel)


def paint_overlay(painter: QPainter, scene: MapScene, overlay: Overlay, pixel: float) -> None:
    """Paint what a gesture shows."""
    if overlay.box is not None:
        painter.setPen(_pen(1.6, Qt.PenStyle.DashLine))
        painter.setBrush(_TINT)
        painter.drawRoundedRect(overlay.box, 7 * pixel, 7 * pixel)
    if overlay.line is not None:
        painter.setPen(_pen(3.0))
        painter.drawLine(overlay.line)
        painter.setBrush(ACCENT)
        for end in (overlay.line.p1(), overlay.line.p2()):
            painter.drawEllipse(end, 3 * pixel, 3 * pixel)
    for key, dx, dy in overlay.ghosts:
        item = scene.item(key)
        if item is not None:
            painter.save()
            painter.setOpacity(0.65)
            painter.translate(item.x() + dx, item.y() + dy)
            play(painter, item.ops)
            painter.restore()
    if overlay.road is not None:
        pen = _pen(4.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(overlay.road)
    if overlay.marquee is not None:
        painter.setPen(_pen(1.0))
        painter.setBrush(_TINT)
        painter.drawRect(overlay.marquee)
    if overlay.bubble is not None:
        _paint_bubble(painter, *overlay.bubble)


def _paint_bubble(painter: QPainter, at: QPointF, text: str) -> None:
    place = painter.transform().map(at)
    painter.save()
    painter.resetTransform()
    font = painter.font()
    font.setBold(True)
    painter.setFont(font)
    width = QFontMetricsF(font).horizontalAdvance(text) + 18
    plate = QRectF(place.x() + 18, place.y() - 14, width, 28)
    path = QPainterPath()
    path.addRoundedRect(plate, 8, 8)
    painter.fillPath(path, QColor(31, 41, 51, 230))
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


def paint_empty_hint(painter: QPainter, window: QRectF) -> None:
    """Say what to do next, on a plate in the lower half of the window (in pixels)."""
    painter.save()
    painter.resetTransform()
    width = min(430.0, window.width() - 32)
    plate = QRectF(window.center().x() - width / 2, window.top() + window.height() * 0.7 - 52, width, 104)
    painter.setPen(QPen(_HAIRLINE, 1))
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawRoundedRect(plate, 10, 10)
    inner = plate.adjusted(20, 14, -20, -10)
    font = painter.font()
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(_INK)
    centred = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    painter.drawText(inner, int(centred), _("No touchpoints yet"))
    font.setBold(False)
    painter.setFont(font)
    painter.setPen(_SECOND_INK)
    words = _(
        "Press Ctrl+Enter, or choose Touchpoint and click on the map, to put the first one on the road."
    )
    painter.drawText(inner.adjusted(0, 26, 0, 0), int(centred), words)
    painter.restore()


def _pen(width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(ACCENT, width, style)
    pen.setCosmetic(True)
    return pen
