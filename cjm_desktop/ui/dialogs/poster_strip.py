"""The pages of a poster in small, in a row below the large one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy

from cjm_desktop.i18n import _
from cjm_desktop.layout.placement import Page
from cjm_desktop.ui import appearance
from cjm_desktop.ui.dialogs.poster_pictures import SheetPictures
from cjm_desktop.ui.poster_words import page_words

_HIGH: Final = 56.0  # of a small page, in pixels
_WIDEST: Final = 110.0
_GAP: Final = 10.0
_EDGE: Final = 12.0
_WORDS: Final = 16.0  # height of the name below it


class PageStrip(QAbstractScrollArea):
    """Small pictures of all pages, with their names; one is current."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._pages: Sequence[Page] = ()
        self._pictures: SheetPictures | None = None
        self._places: list[QRectF] = []
        self._current = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedHeight(round(_HIGH + _WORDS + 2 * _EDGE + 2))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pages"))

    def show_pages(self, pages: Sequence[Page], pictures: SheetPictures | None) -> None:
        """Show other pages."""
        self._pages, self._pictures = pages, pictures
        self._places = []
        x = _EDGE
        for page in pages:
            width = min(_WIDEST, _HIGH * page.width / page.height)
            self._places.append(QRectF(x, _EDGE - 4, width, min(_HIGH, width * page.height / page.width)))
            x += width + _GAP
        self._fit()
        self.show_current(min(self._current, max(0, len(pages) - 1)))

    def show_current(self, index: int) -> None:
        """Mark another page as the current one and bring it in sight."""
        self._current = index
        bar = self.horizontalScrollBar()
        if index < len(self._places):
            place = self._places[index]
            room = self.viewport().width()
            if place.left() - _EDGE < bar.value():
                bar.setValue(round(place.left() - _EDGE))
            elif place.right() + _EDGE > bar.value() + room:
                bar.setValue(round(place.right() + _EDGE - room))
            self.setAccessibleDescription(page_words(self._pages[index]))
        self.viewport().update()

    def _fit(self) -> None:
        length = self._places[-1].right() + _EDGE if self._places else 0.0
        bar, room = self.horizontalScrollBar(), self.viewport().width()
        bar.setRange(0, max(0, round(length - room)))
        bar.setPageStep(room)
        bar.setSingleStep(60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = appearance.colours()
        painter = QPainter(self.viewport())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), QColor(colours.around))
        left, room = self.horizontalScrollBar().value(), self.viewport().width()
        painter.translate(-left, 0)
        for index, (page, place) in enumerate(zip(self._pages, self._places, strict=True)):
            if place.right() < left or place.left() > left + room:
                continue
            painter.fillRect(place, QColor("#FFFFFF"))
            self._paint(painter, page, place)
            is_current = index == self._current
            painter.setPen(QPen(QColor(colours.link if is_current else colours.edge), 2 if is_current else 1))
            painter.drawRect(place.adjusted(-1, -1, 1, 1) if is_current else place)
            painter.setPen(QColor(colours.link if is_current else colours.second))
            words = QRectF(place.left() - _GAP / 2, _EDGE - 2 + _HIGH, place.width() + _GAP, _WORDS)
            name = painter.fontMetrics().elidedText(
                page.name, Qt.TextElideMode.ElideRight, int(words.width())
            )
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, name)
        painter.end()

    def _paint(self, painter: QPainter, page: Page, place: QRectF) -> None:
        if self._pictures is None:
            return
        whole = self._pictures.of_page(page)
        if whole is not None:
            painter.drawImage(place, whole)
        painter.save()
        painter.translate(place.topLeft())
        painter.scale(place.width() / page.width, place.width() / page.width)
        self._pictures.draw(painter, page)
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        at.setX(at.x() + self.horizontalScrollBar().value())
        hit = [i for i, place in enumerate(self._places) if place.adjusted(-5, -12, 5, 24).contains(at)]
        if hit and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(hit[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Home: -len(self._pages),
            Qt.Key.Key_End: len(self._pages),
        }.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif self._pages:
            self.chosen.emit(max(0, min(len(self._pages) - 1, self._current + step)))
