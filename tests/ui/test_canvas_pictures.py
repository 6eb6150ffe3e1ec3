"""Pictures on the map: no larger in memory than a screen needs, and smooth where they are small."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication

from cjm_desktop.layout.drawing import Picture
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.model.records import Asset
from cjm_desktop.ui.canvas.painter import paint_drawing
from cjm_desktop.ui.canvas.pictures import decoded, of_size


def asset_of(image: QImage) -> Asset:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"png")).write(image)
    data = bytes(buffer.data().data())
    return Asset(
        id="as_1",
        media_type="image/png",
        data=data,
        width=image.width(),
        height=image.height(),
        sha256="0" * 64,
    )


def filled(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#2F6FA8"))
    return image


@pytest.mark.parametrize(
    ("size", "kept"), [((300, 200), (300, 200)), ((4000, 1000), (1600, 400)), ((2, 20_000), (1, 1600))]
)
def test_a_picture_is_kept_no_larger_than_a_screen_needs(
    qapp: QApplication, size: tuple[int, int], kept: tuple[int, int]
) -> None:
    image = decoded(asset_of(filled(*size)))
    assert image is not None
    assert (image.width(), image.height()) == kept


def test_a_picture_is_made_as_large_as_it_is_shown_and_made_once(qapp: QApplication) -> None:
    image = filled(1600, 400)
    kept: dict[int, QImage] = {}
    small = of_size(image, 80, kept)
    assert (small.width(), small.height()) == (80, 20)
    assert of_size(image, 80, kept) is small
    assert of_size(image, 1000, kept) is image
    for width in (81, 82, 83, 84):
        of_size(image, width, kept)
    assert len(kept) <= 3
    thin = of_size(filled(1600, 1), 50, {})
    assert (thin.width(), thin.height()) == (50, 1)


def test_fine_stripes_come_out_grey_when_they_are_small(qapp: QApplication) -> None:
    """Every other eight pixels are black: pixels that are dropped would leave white and black stripes."""
    image = QImage(1600, 1600, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    for x in range(0, 1600, 16):
        painter.fillRect(x + 3, 0, 8, 1600, QColor("black"))
    painter.end()
    shown = QImage(100, 100, QImage.Format.Format_RGB32)
    shown.fill(QColor("white"))
    painter = QPainter(shown)
    paint_drawing(painter, (Picture(Rect(0, 0, 100, 100), "as_1"),), lambda _id: image)
    painter.end()
    greys = {shown.pixelColor(x, 50).lightness() for x in range(5, 95)}
    assert all(100 < grey < 155 for grey in greys)
