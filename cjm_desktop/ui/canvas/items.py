"""One item of the scene for each placed drawing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from cjm_desktop.layout.drawing import Placed
from cjm_desktop.ui.canvas.painter import NO_PEN, Ops, Pictures, path_of, play, prepare
from cjm_desktop.ui.canvas.swatches import BAR_OPACITY, Swatch, swatches


class Detail:
    """What items paint at the moment: without text while hundreds of them move."""

    __slots__ = ("text",)

    def __init__(self) -> None:
        self.text = True


class MapItem(QGraphicsRectItem):
    """A placed drawing; its Qt objects are made at the first paint. Qt's selection and events are not used."""

    def __init__(self, key: str, placed: Placed, pictures: Pictures, detail: Detail) -> None:
        super().__init__()
        self.key = key
        self.placed = placed
        self._pictures = pictures
        self._detail = detail
        self._ops: Ops | None = None
        self._shape: QPainterPath | None = None
        self._swatches: list[Swatch] | None = None
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setPen(NO_PEN)  # a pen would widen boundingRect
        self.setRect(ink(placed))
        self.setPos(placed.x, placed.y)
        self.setZValue(placed.z)
        if placed.opacity < 1.0:
            self.setOpacity(placed.opacity)

    def place(self, placed: Placed) -> None:
        """Take over a new placed drawing; only what differs is done."""
        old, self.placed = self.placed, placed
        if placed.x != old.x or placed.y != old.y:
            self._swatches = None
            self.setPos(placed.x, placed.y)
        if placed.z != old.z:
            self.setZValue(placed.z)
        if placed.outline != old.outline:
            self._shape = None
        if placed.opacity != old.opacity:
            self._swatches = None
            self.setOpacity(placed.opacity)
        if placed.drawing != old.drawing:
            self._ops = self._swatches = None
            if placed.bounds != old.bounds:
                self.setRect(ink(placed))
            self.update()

    @property
    def ops(self) -> Ops:
        """The prepared calls of the drawing."""
        if self._ops is None:
            self._ops = prepare(self.placed.drawing, self._pictures)
        return self._ops

    @property
    def swatches(self) -> list[Swatch]:
        """The rectangles that stand for the drawing in the overview, in map units."""
        if self._swatches is None:
            x, y = self.placed.x, self.placed.y
            found = swatches(self.placed.drawing, is_face=self.key.startswith("point:"))
            if self.placed.opacity < 1.0:
                found = _fainter(found, self.placed.opacity)
            self._swatches = [(paint, box.translated(x, y)) for paint, box in found]
        return self._swatches

    def shape(self) -> QPainterPath:
        if self._shape is None:
            self._shape = path_of(self.placed.outline)
        return self._shape

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        play(painter, self.ops, text=self._detail.text, sprites=True)


def _fainter(found: list[Swatch], opacity: float) -> list[Swatch]:
    """The areas of a faint drawing; its words are too faint for bars."""
    return [((paint[0], paint[1] * opacity), box) for paint, box in found if paint[1] != BAR_OPACITY]


def ink(placed: Placed) -> QRectF:
    """The box of a drawing's ink in its own coordinates, one unit wider for antialiasing."""
    box = placed.bounds
    return QRectF(box.x - 1, box.y - 1, box.width + 2, box.height + 2)
