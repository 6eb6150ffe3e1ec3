"""The picture in the poster's dialog: one page as it leaves the printer, or a whole sheet with its tiles drawn over it.

A change of size shows the last picture scaled at once, and sharpens it when the user rests.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy

from cjm_desktop.i18n import _
from cjm_desktop.layout import pages as whole_pages
from cjm_desktop.layout.placement import Page, Sheet
from cjm_desktop.ui import appearance
from cjm_desktop.ui.dialogs.poster_pictures import SheetPictures, on_sheet
from cjm_desktop.ui.dialogs.poster_work import Work

#: Ground around the paper, in pixels.
_AROUND: Final = 16.0
_REST_MS: Final = 60
_STEP: Final = 1.25
#: No smaller and no larger than this, in pixels of the screen a point.
_SMALLEST: Final = 0.02
_LARGEST: Final = 12.0


class PageView(QAbstractScrollArea):
    """Shows one of the pages of a poster at any size; the wheel with Ctrl zooms, dragging moves the paper."""

    zoom_changed = Signal()
    turned = Signal(int)  # the user wants so many pages further
    tile_clicked = Signal(int)  # the index of a page

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._pages: Sequence[Page] = ()
        self._pictures: SheetPictures | None = None
        self._index = 0
        self._whole: Page | None = None  # the sheet that is shown with its tiles
        self._zoom: float | None = None  # pixels a point; None: as large as it fits
        self._sharp: tuple[Page, QRectF, QImage] | None = None
        self._is_sharpening = False
        self._mark: tuple[int, QRectF] | None = None
        self._held: QPoint | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._go_on)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(300, 180)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Picture of the poster"))
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._moved)

    # -- what is shown -------------------------------------------------------------------------------

    def show_poster(self, pages: Sequence[Page], pictures: SheetPictures | None) -> None:
        """Show other pages; the place in them stays where it can."""
        is_whole = self._whole is not None
        self._pages, self._pictures, self._sharp, self._mark = pages, pictures, None, None
        self._index = max(0, min(self._index, len(pages) - 1))
        self._whole = None
        self.show_whole(is_whole)

    def show_page(self, index: int) -> None:
        """Turn to a page."""
        if 0 <= index < len(self._pages):
            self._index = index
            self.show_whole(self._whole is not None and self._pages[index].sheet is not None)

    def show_whole(self, whole: bool) -> None:
        """Show the whole sheet that the page is of, with its tiles, or the page itself."""
        sheet = self.page.sheet if self.page is not None else None
        if not whole or sheet is None:
            self._whole = None
        elif self._whole is None or self._whole.sheet is not sheet:
            self._whole = whole_pages.whole(sheet)
        self._sharp = None
        self._fit()

    def show_place(self, index: int, place: QRectF) -> None:
        """Turn to a page and bring a place on it (points) near, with a frame around it."""
        self.show_whole(False)
        self.show_page(index)
        self._mark = (index, place)
        room = QSizeF(self.viewport().size())
        wide, high = max(place.width(), 40.0) * 4, max(place.height(), 40.0) * 4
        self.set_zoom(max(self._fitting(), min(room.width() / wide, room.height() / high, 4.0)))
        self._bring(place.center(), QPointF(self.viewport().rect().center()))

    @property
    def page(self) -> Page | None:
        """The page that is turned to."""
        return self._pages[self._index] if self._pages else None

    @property
    def index(self) -> int:
        """Which page is turned to, from 0."""
        return self._index

    @property
    def is_whole(self) -> bool:
        """Whether a whole sheet with its tiles is shown."""
        return self._whole is not None

    @property
    def _shown(self) -> Page | None:
        return self._whole or self.page

    # -- size ----------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """Pixels of the screen a point of paper."""
        return self._fitting() if self._zoom is None else self._zoom

    @property
    def true_size(self) -> float:
        """The zoom at which a millimetre of paper is one on the screen, as far as the screen tells."""
        dots = self.screen().physicalDotsPerInch()
        return (dots if 40 <= dots <= 600 else 96.0) / 72.0

    def set_zoom(self, zoom: float | None, at: QPointF | None = None) -> None:
        """Show the paper larger or smaller, about a point of the view; None: as large as it fits."""
        at = at or QPointF(self.viewport().rect().center())
        before = self._place()
        old = self.zoom
        paper = QPointF((at.x() - before.x()) / old, (at.y() - before.y()) / old)
        self._zoom = None if zoom is None else max(_SMALLEST, min(_LARGEST, zoom))
        if self._is_sharpening:
            self._work.stop()
        self._fit()
        if self._zoom is not None:
            self._bring(paper, at)
        self.zoom_changed.emit()

    def zoom_by(self, steps: float) -> None:
        """Show the paper some steps larger (or smaller, below 0)."""
        self.set_zoom(self.zoom * _STEP**steps)

    def _fitting(self) -> float:
        page = self._shown
        if page is None:
            return 1.0
        # Of the widget, not of the viewport: scroll bars come and go with the size.
        room = QSizeF(self.width() - 2 * _AROUND, self.height() - 2 * _AROUND)
        return max(_SMALLEST, min(room.width() / page.width, room.height() / page.height))

    def _fit(self) -> None:
        page, zoom = self._shown, self.zoom
        for bar, room, length in (
            (self.horizontalScrollBar(), self.viewport().width(), page.width * zoom if page else 0.0),
            (self.verticalScrollBar(), self.viewport().height(), page.height * zoom if page else 0.0),
        ):
            most = 0 if self._zoom is None else max(0, round(length + 2 * _AROUND - room))
            bar.setRange(0, most)
            bar.setPageStep(room)
            bar.setSingleStep(24)
        self._moved()

    def _place(self) -> QRectF:
        """Where the paper stands in the viewport."""
        page, zoom = self._shown, self.zoom
        if page is None:
            return QRectF()
        room = QSizeF(self.viewport().size())
        wide, high = page.width * zoom, page.height * zoom
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        x = _AROUND - bars[0].value() if bars[0].maximum() else (room.width() - wide) / 2
        y = _AROUND - bars[1].value() if bars[1].maximum() else (room.height() - high) / 2
        return QRectF(x, y, wide, high)

    def _bring(self, point: QPointF, to: QPointF) -> None:
        """Bring a point of the page (points) to a place of the view, as far as the page reaches."""
        zoom = self.zoom
        self.horizontalScrollBar().setValue(round(point.x() * zoom + _AROUND - to.x()))
        self.verticalScrollBar().setValue(round(point.y() * zoom + _AROUND - to.y()))

    def _moved(self, _value: int = 0) -> None:
        self._rest.start()
        self.viewport().update()

    # -- painting ------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        """Paint what is wanted next: the sheet in small, then the part in sight sharply, then the other sheets."""
        pictures, page = self._pictures, self._shown
        if pictures is None or page is None:
            return
        if self._work.is_running:
            self._rest.start()  # it comes when that is done
            return
        sheet = page.sheet
        if sheet is not None and pictures.small(sheet) is None:
            self._paint_small(pictures, sheet)
        elif self._sharp is None or self._sharp[0] is not page or self._sharp[1] != self._wanted(page):
            self._sharpen(pictures, page)
        else:
            missing = (p.sheet for p in self._pages if p.sheet is not None)
            other = next((s for s in missing if pictures.small(s) is None), None)
            if other is None:
                return
            self._paint_small(pictures, other)
        if pictures is self._pictures:
            self._rest.start()

    def _paint_small(self, pictures: SheetPictures, sheet: Sheet) -> None:
        if self._work.run(lambda: pictures.paint(sheet)) is not None:
            self.viewport().update()
            self.zoom_changed.emit()  # who shows the pages in small may show this one

    def _sharpen(self, pictures: SheetPictures, page: Page) -> None:
        part, scale = self._wanted(page), self.zoom * self.devicePixelRatioF()
        self._is_sharpening = True
        try:
            image = self._work.run(lambda: pictures.sharp(page, part, scale))
        finally:
            self._is_sharpening = False
        if image is not None and pictures is self._pictures and page is self._shown:
            self._sharp = (page, part, image)
            self.viewport().update()

    def _wanted(self, page: Page) -> QRectF:
        """The part of the page that is in sight, in points, on whole pixels."""
        place, zoom = self._place(), self.zoom
        seen = place.intersected(QRectF(self.viewport().rect()))
        part = QRectF(
            (seen.x() - place.x()) / zoom,
            (seen.y() - place.y()) / zoom,
            seen.width() / zoom,
            seen.height() / zoom,
        )
        return part.intersected(QRectF(0, 0, page.width, page.height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), QColor(appearance.colours().around))
        page = self._shown
        if page is not None:
            self._paint_page(painter, page)
        painter.end()

    def _paint_page(self, painter: QPainter, page: Page) -> None:
        place, zoom = self._place(), self.zoom
        painter.fillRect(place.adjusted(-1, -1, 1, 2), QColor(0, 0, 0, 34))
        painter.fillRect(place, QColor("#FFFFFF"))
        painter.save()
        painter.translate(place.topLeft())
        painter.scale(zoom, zoom)
        if self._pictures is not None:
            self._pictures.draw(painter, page)
        if self._sharp is not None and self._sharp[0] is page:
            painter.drawImage(self._sharp[1], self._sharp[2])
        painter.restore()
        if self._whole is not None:
            self._paint_tiles(painter)
        elif self._mark is not None and self._mark[0] == self._index:
            painter.setPen(QPen(QColor(appearance.LIGHT.bad), 3))
            painter.drawRoundedRect(self._in_view(self._mark[1]).adjusted(-5, -5, 5, 5), 6, 6)

    def _tiles(self) -> list[tuple[int, QRectF]]:
        """The pages of the sheet that is shown whole, each with its part of it in pixels of the view."""
        whole = self._whole
        if whole is None:
            return []
        return [
            (index, self._in_view(on_sheet(page)))
            for index, page in enumerate(self._pages)
            if page.sheet is whole.sheet
        ]

    def _in_view(self, box: QRectF) -> QRectF:
        """A box on the page (points) in pixels of the view."""
        place, zoom = self._place(), self.zoom
        return QRectF(
            place.x() + box.x() * zoom, place.y() + box.y() * zoom, box.width() * zoom, box.height() * zoom
        )

    def _paint_tiles(self, painter: QPainter) -> None:
        accent = QColor(appearance.LIGHT.accent)
        line = QPen(accent, 1.0)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        for index, box in self._tiles():
            painter.setPen(line)
            painter.drawRect(box)
            words = self._pages[index].name
            size = painter.fontMetrics().size(0, words)
            if size.width() + 10 < box.width() and size.height() + 4 < box.height():
                tag = QRectF(0, 0, size.width() + 10, size.height() + 2)
                tag.moveCenter(box.center())
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(accent)
                painter.drawRoundedRect(tag, 4, 4)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QColor("#FFFFFF"))
                painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, words)

    # -- the user ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.zoom_changed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y() or event.pixelDelta().y()
            self.set_zoom(self.zoom * 1.0015**turned, event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        hit = [index for index, box in self._tiles() if box.contains(event.position())]
        if hit:
            self.tile_clicked.emit(hit[0])
        else:
            self._held = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            here = event.position().toPoint()
            way = here - self._held
            self._held = here
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - way.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.viewport().unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom_by(-1 if key == Qt.Key.Key_Minus else 1)
        elif key == Qt.Key.Key_0:
            self.set_zoom(None)
        elif key == Qt.Key.Key_1:
            self.set_zoom(self.true_size)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.turned.emit(len(self._pages) if key == Qt.Key.Key_End else -len(self._pages))
        else:
            super().keyPressEvent(event)
