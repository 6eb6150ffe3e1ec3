"""Pages of a poster as PNG, at any resolution: painted by Qt in bands, also where no window is."""

from __future__ import annotations

from collections import OrderedDict
from io import BytesIO
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from cjm_desktop import collector
from cjm_desktop.export.asset_pictures import LARGEST_PIXELS, too_large
from cjm_desktop.export.png import PngWriter, Sink
from cjm_desktop.formats import safe_write
from cjm_desktop.i18n import N_, _
from cjm_desktop.layout.drawing import Drawing, Group, Picture
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.placement import Page
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem, refusal
from cjm_desktop.model.records import Asset
from cjm_desktop.ui.canvas.page_painter import PagePainter
from cjm_desktop.ui.canvas.pictures import decoded

#: Dots an inch that can be asked for.
LEAST_DPI: Final = 36
MOST_DPI: Final = 1200
#: The longest side of a picture, in pixels; many programs open no longer one.
LARGEST_SIDE: Final = 30_000
#: Pixels painted at a time: forty megabytes while one band is painted and one is packed.
_BAND: Final = 2_500_000
#: Bytes of decoded pictures that are kept while a page is painted.
_KEPT: Final = 96_000_000

SENTENCES.update(
    {
        "picture-dpi": N_("A picture has {least} to {most} dots per inch; {dpi} is not possible."),
        "picture-size": N_(
            "At {dpi} dpi the picture would be {width} × {height} pixels; most programs open no more than {limit}. "
            "Choose {works} dpi or less."
        ),
        "picture-memory": N_("There is not enough memory for the picture; choose fewer dots per inch."),
        "picture-paper": N_("The paper is too large for a picture; choose PDF or smaller paper."),
    }
)


def size_of(page: Page, dpi: float) -> tuple[int, int]:
    """Width and height of the picture of a page in pixels; CjmError when no program would open it."""
    if not LEAST_DPI <= dpi <= MOST_DPI:
        raise refusal("picture-dpi", dpi=f"{dpi:g}", least=LEAST_DPI, most=MOST_DPI)
    width, height = (max(1, round(side * dpi / 72)) for side in (page.width, page.height))
    if max(width, height) > LARGEST_SIDE:
        works = int(LARGEST_SIDE * 72 / max(page.width, page.height))
        if works < LEAST_DPI:
            raise refusal("picture-paper")
        raise refusal(
            "picture-size", dpi=f"{dpi:g}", width=width, height=height, limit=LARGEST_SIDE, works=works
        )
    return width, height


def write_png(page: Page, journey: Journey, dpi: float, path: Path) -> None:
    """Write a page as a PNG file, whole or not at all; on white where the page has no ground.

    Raises CjmError for a size that can't be, a file that can't be written, and when the user breaks it off.
    """
    size_of(page, dpi)  # before the file is touched
    with safe_write.writing(path) as out:
        _paint(page, journey, dpi, out)


def png_of(page: Page, journey: Journey, dpi: float) -> bytes:
    """A page as PNG; equal pages give equal bytes."""
    out = BytesIO()
    _paint(page, journey, dpi, out)
    return out.getvalue()


def image_of(page: Page, journey: Journey, dpi: float) -> QImage:
    """A page as one picture in memory, which knows its dots an inch."""
    width, height = size_of(page, dpi)
    _ensure_application()
    image = _band(PagePainter(page, PagePictures(page, journey, dpi)), page, dpi, width, 0, height)
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    return image


def packed(image: QImage, dpi: float) -> bytes:
    """A picture in memory as PNG."""
    out = BytesIO()
    rgb = image.convertedTo(QImage.Format.Format_RGB888)
    with PngWriter(out, rgb.width(), rgb.height(), dpi) as png:
        png.add(rgb.constBits(), rgb.bytesPerLine())
    return out.getvalue()


def _paint(page: Page, journey: Journey, dpi: float, out: Sink) -> None:
    width, height = size_of(page, dpi)
    _ensure_application()
    progress.begin(_("Painting the picture…"))
    player = PagePainter(page, PagePictures(page, journey, dpi))
    rows = max(16, _BAND // width)
    with collector.paused(), PngWriter(out, width, height, dpi) as png:
        for top in range(0, height, rows):
            image = _band(player, page, dpi, width, top, min(rows, height - top), height)
            rgb = image.convertedTo(QImage.Format.Format_RGB888)
            png.add(rgb.constBits(), rgb.bytesPerLine())
            player.forget((top + rows) * 72 / dpi)
            progress.step(top + rows, height)


def _band(
    player: PagePainter, page: Page, dpi: float, width: int, top: int, rows: int, height: int = 0
) -> QImage:
    """So many rows of the picture of a page, from row `top` on; tells how far it is of `height` rows."""
    scale = dpi / 72
    image = QImage(width, rows, QImage.Format.Format_RGB32)
    if image.isNull():
        raise refusal("picture-memory")
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    try:
        painter.translate(0, -top)
        painter.scale(scale, scale)
        within = Rect(0, top / scale, page.width, rows / scale)
        player.paint(painter, within, lambda: progress.step(top, height))
    finally:
        painter.end()  # before the image goes, also when the user breaks it off
    return image


def _ensure_application() -> None:
    """Fonts need an application; where no window is open one without a screen will do."""
    if QGuiApplication.instance() is None:
        global _application
        _application = QGuiApplication(["cjm-desktop", "-platform", "offscreen"])


_application: QGuiApplication | None = None


class PagePictures:
    """The pictures of a page, each decoded as large as it is printed; only so many are kept."""

    def __init__(self, page: Page, journey: Journey, dpi: float) -> None:
        self._journey = journey
        self._sides: dict[str, float] = {}
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._bytes = 0
        if journey.assets:
            scale = dpi / 72
            sheet = page.sheet
            for drawing in (page.under, page.marks):
                self._learn(drawing, scale)
            if sheet is not None:
                for one in sheet.placed.values():
                    self._learn(one.drawing, scale)
                for one in sheet.map.placed.values():
                    self._learn(one.drawing, scale * sheet.scale)

    def _learn(self, drawing: Drawing, scale: float) -> None:
        for child in drawing:
            if isinstance(child, Group):
                self._learn(child.children, scale * child.scale)
            elif isinstance(child, Picture):
                asset = self._journey.of(Asset, child.asset)
                if asset is not None:
                    wide, high = child.rect.width / asset.width, child.rect.height / asset.height
                    side = max(asset.width, asset.height) * max(wide, high) * scale
                    self._sides[asset.id] = max(side, self._sides.get(asset.id, 0.0))

    def __call__(self, id: str) -> QImage:
        """The picture of an asset; CjmError for one that can't be shown, which no poster leaves out in silence."""
        if id in self._kept:
            self._kept.move_to_end(id)
            return self._kept[id]
        image = self._kept[id] = self._decoded(id)
        self._bytes += image.sizeInBytes()
        while self._bytes > _KEPT and len(self._kept) > 1:
            _id, gone = self._kept.popitem(last=False)
            self._bytes -= gone.sizeInBytes()
        return image

    def _decoded(self, id: str) -> QImage:
        asset = self._journey.of(Asset, id)
        if asset is None:
            raise CjmError(Problem(id, "picture-gone"))
        if asset.width * asset.height > LARGEST_PIXELS:
            raise too_large(asset.width * asset.height)
        image = decoded(asset, round(self._sides.get(id, 0.0)) + 1)
        if image is None:
            raise CjmError(Problem(id, "picture-unsound"))
        return image
