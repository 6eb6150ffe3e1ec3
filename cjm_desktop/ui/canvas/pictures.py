"""The pictures of a journey for the screen: decoded when first painted, in the size they are shown in."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Asset

_DECODED_MB: Final = 128
#: A picture with more pixels is not decoded.
LARGEST_PIXELS: Final = 25_000_000
#: The longest side that a picture is kept with for the screen, in pixels: a hundred photos on cards must fit in memory.
_LONGEST: Final = 1_600
#: So many sizes of a picture are kept, as when two windows are open.
_KEPT_SIZES: Final = 3


def decoded(asset: Asset, longest: int = _LONGEST) -> QImage | None:
    """The picture of an asset, its longest side at most `longest` pixels; None for what is no sound PNG or JPEG of at
    most 25 megapixels."""
    buffer = QBuffer()
    buffer.setData(QByteArray(asset.data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    # The format is told and never guessed: Qt would draw an SVG that calls itself a PNG.
    reader = QImageReader(buffer, QByteArray(b"png" if asset.media_type == "image/png" else b"jpeg"))
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAllocationLimit(_DECODED_MB)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > LARGEST_PIXELS:
        return None
    if max(size.width(), size.height()) > longest:
        smaller = size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(smaller.expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image


class PictureStore:
    """The decoded pictures of a journey, each decoded when first painted."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._images: dict[str, tuple[Asset, QImage | None]] = {}

    def follow(self, journey: Journey) -> None:
        """Take the pictures from another journey; what both have is not decoded again."""
        self._journey = journey

    def __call__(self, id: str) -> QImage | None:
        asset = self._journey.of(Asset, id)
        if asset is None:
            return None
        known = self._images.get(id)
        if known is None or known[0] is not asset:
            known = self._images[id] = (asset, decoded(asset))
        return known[1]


def of_size(image: QImage, width: int, kept: dict[int, QImage]) -> QImage:
    """The picture about as wide as it is shown, in pixels; `kept` holds the sizes made so far.

    Qt drops pixels of what it paints at less than half its size.
    """
    if image.width() < 2 * width:
        return image
    found = kept.get(width)
    if found is None:
        if len(kept) >= _KEPT_SIZES:
            kept.clear()
        height = max(1, round(image.height() * width / image.width()))
        smooth = Qt.TransformationMode.SmoothTransformation
        found = kept[width] = image.scaled(width, height, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    return found
