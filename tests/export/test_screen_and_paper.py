"""The two players draw the same picture: the PDF as poppler shows it, and QPainter, at 150 dots an inch."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from cjm_desktop import resources
from cjm_desktop.export.pdf import write_pdf
from cjm_desktop.formats import cjm
from cjm_desktop.layout import theme
from cjm_desktop.layout.pages import whole
from cjm_desktop.layout.placement import Sheet, View
from cjm_desktop.layout.sheets import compose
from cjm_desktop.ui.canvas.painter import paint_placed
from tests.export.rendered import lacking, on_paper

DPI = 150
#: A stroke of one player may stand this many pixels beside that of the other.
SHIFT = 2


def on_screen(sheet: Sheet, width: int, height: int) -> Image.Image:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.load("standard").paper))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(width / sheet.width, height / sheet.height)
    paint_placed(painter, sheet.placed.values())
    painter.translate(*sheet.map_origin)
    painter.scale(sheet.scale, sheet.scale)
    paint_placed(painter, sheet.map.placed.values())
    painter.end()
    data = bytes(image.constBits())
    return Image.frombytes("RGBA", (width, height), data, "raw", "BGRA").convert("L")


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler's pdftoppm shows the PDF")
@pytest.mark.parametrize("name", ["noorderlicht.cjm", "noorderlicht-en.cjm"])
def test_screen_and_paper_agree_within_two_pixels(name: str, qapp: QApplication, tmp_path: Path) -> None:
    journey, _fingerprint = cjm.load(resources.path("examples", name))
    sheet = compose(journey, View(journey.scenarios[0].id), theme.load("standard"), "A3", "landscape")
    pdf = write_pdf([whole(sheet)], journey)
    [paper] = on_paper(pdf, tmp_path, DPI)
    screen = on_screen(sheet, paper.width, paper.height)
    assert lacking(screen, paper, SHIFT) < 2e-5
    assert lacking(paper, screen, SHIFT) < 2e-5


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler's pdftoppm shows the PDF")
def test_the_comparison_sees_a_line_that_stands_three_pixels_off(qapp: QApplication, tmp_path: Path) -> None:
    journey, _fingerprint = cjm.load(resources.path("examples", "noorderlicht.cjm"))
    sheet = compose(journey, View(journey.scenarios[0].id), theme.load("standard"), "A3", "landscape")
    [paper] = on_paper(write_pdf([whole(sheet)], journey), tmp_path, DPI)
    screen = on_screen(sheet, paper.width, paper.height)
    moved = ImageChops.offset(screen, SHIFT + 2, 0)
    assert lacking(moved, paper, SHIFT) > 2e-4
