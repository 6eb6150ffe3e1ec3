"""Pictures of a poster for its preview: a small one of every sheet, from which pages are cut, and sharp parts."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from cjm_desktop.layout import pages
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.placement import Page, Sheet
from cjm_desktop.model import progress
from cjm_desktop.ui.canvas.page_painter import PagePainter
from cjm_desktop.ui.canvas.painter import PictureStore

#: The longest side of the small picture of a sheet, in pixels; of many sheets each is smaller.
LONGEST: Final = 1_400
_MANY: Final = 480
_SMALL: Final = 320


class SheetPictures:
    """The pictures of the sheets of one poster; each is painted when it is asked for with `paint`."""

    def __init__(self, sheets: Sequence[Sheet], ground: str, store: PictureStore) -> None:
        self._sheets = sheets
        self._ground = QColor(ground)
        self._store = store
        self._images: dict[int, QImage] = {}
        self._painter: tuple[Page, PagePainter] | None = None

    def of_page(self, page: Page) -> QImage | None:
        """A small picture of a page that shows no sheet, such as the sketch of how tiles go together."""
        if page.sheet is not None:
            return None
        image = self._images.get(id(page))
        if image is None:
            scale = _SMALL / max(page.width, page.height)
            image = self._blank(QSize(ceil(page.width * scale), ceil(page.height * scale)))
            painter = QPainter(image)
            painter.scale(scale, scale)
            PagePainter(page, self._store).paint(painter)
            painter.end()
            self._images[id(page)] = image
        return image

    def small(self, sheet: Sheet) -> QImage | None:
        """The small picture of a sheet when it has been painted."""
        return self._images.get(id(sheet))

    def draw(self, painter: QPainter, page: Page) -> None:
        """Draw what a page shows of its sheet as far as that was painted small, with the painter set to points."""
        sheet = page.sheet
        small = self.small(sheet) if sheet is not None else None
        if sheet is None or small is None:
            return
        window, part = page.window, on_sheet(page)
        wide, high = small.width() / sheet.width, small.height() / sheet.height
        source = QRectF(part.x() * wide, part.y() * high, part.width() * wide, part.height() * high)
        painter.drawImage(QRectF(window.x, window.y, window.width, window.height), small, source)

    def paint(self, sheet: Sheet) -> QImage:
        """Paint the small picture of a sheet; progress.Cancelled when someone listens and wants it no more."""
        longest = LONGEST if len(self._sheets) <= 4 else _MANY
        scale = longest / max(sheet.width, sheet.height)
        page = pages.whole(sheet)
        image = self._blank(QSize(ceil(sheet.width * scale), ceil(sheet.height * scale)))
        self._play(image, PagePainter(page, self._store), scale, None)
        self._images[id(sheet)] = image
        return image

    def sharp(self, page: Page, part: QRectF, scale: float) -> QImage:
        """A part of a page (points) at a scale (pixels a point); progress.Cancelled as with `paint`."""
        left, top = floor(part.left() * scale), floor(part.top() * scale)
        right, bottom = ceil(part.right() * scale), ceil(part.bottom() * scale)
        image = self._blank(QSize(max(1, right - left), max(1, bottom - top)))
        if self._painter is None or self._painter[0] is not page:
            self._painter = (page, PagePainter(page, self._store))  # drawings of a page are prepared once
        within = Rect(left / scale, top / scale, image.width() / scale, image.height() / scale)
        self._play(image, self._painter[1], scale, within)
        return image

    def _blank(self, size: QSize) -> QImage:
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(self._ground)
        return image

    @staticmethod
    def _play(image: QImage, player: PagePainter, scale: float, within: Rect | None) -> None:
        painter = QPainter(image)
        painter.scale(scale, scale)
        if within is not None:
            painter.translate(-within.x, -within.y)
        try:
            player.paint(painter, within, progress.step)
        finally:
            painter.end()


def on_sheet(page: Page) -> QRectF:
    """What a page shows of its sheet, in points of the sheet."""
    window = page.window
    return QRectF(window.x - page.at[0], window.y - page.at[1], window.width, window.height)
