"""Pages of a poster by QPainter: for the preview, the printer and pictures alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from cjm_desktop.layout import pages
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.pieces import Piece, is_whole, pieces_on
from cjm_desktop.layout.placement import Page, Sheet
from cjm_desktop.ui.canvas.painter import (
    Ops,
    Pictures,
    colour_of,
    paint_drawing,
    play,
    prepare,
    with_steady_dashes,
)

_HINTS: Final = (
    QPainter.RenderHint.Antialiasing
    | QPainter.RenderHint.TextAntialiasing
    | QPainter.RenderHint.SmoothPixmapTransform
)


class PagePainter:
    """Paints a page, or a part of it at a time; drawings are prepared when they are first painted."""

    def __init__(self, page: Page, pictures: Pictures | None = None) -> None:
        self._page = page
        self._pictures = pictures
        self._pieces = pieces_on(page)
        self._ops: dict[int, Ops] = {}

    def paint(
        self, painter: QPainter, within: Rect | None = None, each: Callable[[], None] | None = None
    ) -> None:
        """Paint what of the page lies in `within` (page points; None: all), with the painter set to points.

        `each` is called after every drawing. What lies under the page is left as it is where `page.under` is empty.
        """
        page = self._page
        painter.save()
        try:
            painter.setRenderHints(_HINTS)
            paint_drawing(painter, page.under, self._pictures)
            painter.save()
            try:
                self._paint_pieces(painter, within, each)
            finally:  # also when `each` breaks it off
                painter.restore()
            paint_drawing(painter, page.marks, self._pictures)
        finally:
            painter.restore()

    def _paint_pieces(self, painter: QPainter, within: Rect | None, each: Callable[[], None] | None) -> None:
        if not is_whole(self._page):
            window = self._page.window
            painter.setClipRect(
                QRectF(window.x, window.y, window.width, window.height), Qt.ClipOperation.IntersectClip
            )
        for index, piece in enumerate(self._pieces):
            if within is None or piece.meets(within):
                self._paint(painter, index, piece)
                if each is not None:
                    each()

    def _paint(self, painter: QPainter, index: int, piece: Piece) -> None:
        ops = self._ops.get(index)
        if ops is None:
            scale = abs(painter.deviceTransform().m11()) * piece.scale
            prepared = prepare(piece.placed.drawing, self._pictures)
            ops = self._ops[index] = with_steady_dashes(prepared, scale)
        before, opacity = painter.transform(), painter.opacity()
        painter.translate(piece.x, piece.y)
        painter.scale(piece.scale, piece.scale)
        if piece.placed.opacity < 1.0:
            painter.setOpacity(opacity * piece.placed.opacity)
        play(painter, ops)
        painter.setTransform(before)
        painter.setOpacity(opacity)

    def forget(self, y: float) -> None:
        """Let go of what stands wholly above a height of the page: a picture of a large poster is painted downwards."""
        for index in list(self._ops):
            box = self._pieces[index].box
            if box is not None and box.bottom <= y:
                del self._ops[index]


def paint_sheet(painter: QPainter, sheet: Sheet, ground: str, pictures: Pictures | None = None) -> None:
    """Paint a whole sheet in points on a ground ("#RRGGBB")."""
    painter.fillRect(QRectF(0, 0, sheet.width, sheet.height), colour_of(ground))
    PagePainter(pages.whole(sheet), pictures).paint(painter)
