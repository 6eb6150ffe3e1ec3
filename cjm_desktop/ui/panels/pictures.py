"""The widgets for a colour and for a picture."""

from __future__ import annotations

import hashlib
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QImageReader, QImageWriter, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QFileDialog, QToolButton

from cjm_desktop.formats.limits import RECORDS_OF
from cjm_desktop.i18n import N_, _
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.ids import new_id
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, CjmError, refusal
from cjm_desktop.model.records import Asset, RecordId
from cjm_desktop.ui import appearance, text
from cjm_desktop.ui.panels.inputs import Input

SENTENCES.update(
    {
        "picture-kind": N_("That file is not a PNG or JPEG picture."),
        "picture-broken": N_("The picture is damaged: it can't be read to its end."),
        "pictures-too-big": N_(
            "With this picture the journey would hold {size} MB of pictures; {limit} MB fit in a file."
        ),
        "pictures-too-many": N_("A journey holds at most {limit} pictures."),
        "picture-too-big": N_("The picture is larger than {limit} MB; make it smaller first."),
        "picture-too-wide": N_(
            "The picture has {width} × {height} pixels, more than {limit} million; make it smaller first."
        ),
    }
)
MAX_PIXELS = 25_000_000
MAX_BYTES = 8_000_000
#: The longest side that a picture is kept with, in pixels; a portrait is never printed larger than a hand.
LONGEST, LONGEST_PORTRAIT = 1_600, 1_024
#: A picture without transparency that is larger as a PNG becomes a JPEG: it is a photo.
MOST_PNG = 1_000_000
#: What the pictures of a journey may take together, in bytes, and how many there may be: a file holds no more.
MOST_TOGETHER = 13_000_000
MOST_PICTURES = RECORDS_OF["assets"]
_JPEG_QUALITY = 90


def swatch(colour: str | None, size: int = 16) -> QIcon:
    """A round spot of a colour as an icon; an empty ring for no colour."""
    picture = QPixmap(size * 2, size * 2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(appearance.colours().edge))
    painter.setBrush(QColor(colour) if colour else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(2, 2, size * 2 - 4, size * 2 - 4)
    painter.end()
    picture.setDevicePixelRatio(2)
    return QIcon(picture)


class ColourInput(Input):
    """A colour, or none (the theme's own)."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QToolButton()
        self.button.setProperty("role", "field")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setIconSize(QSize(16, 16))
        self.button.clicked.connect(self._choose)
        self.clear_button = QToolButton()
        self.clear_button.setIcon(appearance.icon("x"))
        self.clear_button.setAccessibleName(_("Use the colour of the theme"))
        text.tip(self.clear_button, _("Use the colour of the theme"))
        self.clear_button.clicked.connect(self._clear)
        self.put(self.button)
        self.row.addWidget(self.clear_button)
        self.row.addStretch()
        self._value: str | None = None

    def _choose(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._value or "#2F6FA8"), self, _("Colour"))
        if chosen.isValid():
            self.edited.emit(chosen.name().upper())

    def _clear(self) -> None:
        self.edited.emit(None)

    def show_value(self, value: Any) -> None:
        self._value = value
        self.button.setIcon(swatch(value))
        self.button.setText(value or _("From the theme"))
        self.clear_button.setVisible(value is not None)

    def show_mixed(self) -> None:
        self._value = None
        self.button.setIcon(swatch(None))
        self.button.setText(_("differs"))
        self.clear_button.setVisible(True)


class PictureInput(Input):
    """A picture from a PNG or JPEG file; `chosen` gives the new asset, which the form adds to the journey."""

    chosen = Signal(object)

    def __init__(self, longest: int = LONGEST) -> None:
        """`longest` is the longest side that the picture is kept with, in pixels."""
        super().__init__()
        self._longest = longest
        self.button = QToolButton()
        self.button.setProperty("role", "field")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.clicked.connect(self._choose)
        self.clear_button = QToolButton()
        self.clear_button.setIcon(appearance.icon("x"))
        self.clear_button.setAccessibleName(_("Take the picture away"))
        text.tip(self.clear_button, _("Take the picture away"))
        self.clear_button.clicked.connect(self._clear)
        self.put(self.button)
        self.row.addWidget(self.clear_button)
        self.row.addStretch()
        self.show_asset(None)

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a picture"), "", _("Pictures") + " (*.png *.jpg *.jpeg)"
        )
        if name:
            try:
                with open(name, "rb") as file:
                    data = file.read(MAX_BYTES + 1)
                self.chosen.emit(asset_of(data, self._longest))
            except OSError as error:
                self.wrong.emit(error.strerror or _("The file can't be read."))
            except CjmError as error:
                self.wrong.emit(str(error))

    def _clear(self) -> None:
        self.edited.emit(None)

    def show_asset(self, asset: Asset | None) -> None:
        """Show a small picture of the asset."""
        self.clear_button.setVisible(asset is not None)
        self.button.setText(_("Choose…"))
        small = small_picture(asset, 40) if asset else None
        self.button.setIconSize(QSize(40, 40) if small else QSize(16, 16))
        self.button.setIcon(QIcon(small) if small else appearance.icon("image"))

    def show_value(self, value: Any) -> None:
        if value is None:
            self.show_asset(None)

    def show_mixed(self) -> None:
        self.show_asset(None)
        self.button.setText(_("differs"))


def _reader(data: bytes) -> tuple[str, QImageReader, QBuffer] | None:
    """The format and a reader of PNG or JPEG bytes, never guessed as anything else; None when it is neither."""
    format = "png" if data.startswith(b"\x89PNG") else "jpeg" if data.startswith(b"\xff\xd8") else ""
    if not format:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(format.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAllocationLimit(128)
    reader.setAutoTransform(True)  # a photo of a phone says in its header how it is held
    return format, reader, buffer


def small_picture(asset: Asset, size: int) -> QPixmap | None:
    """A picture of an asset that fits in a square; None when it can't be read."""
    found = _reader(asset.data)
    if found is None:
        return None
    _format, reader, _buffer = found
    full = reader.size()
    if not full.isValid() or full.width() * full.height() > MAX_PIXELS:
        return None
    reader.setScaledSize(full.scaled(size * 2, size * 2, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None
    picture = QPixmap.fromImage(image)
    picture.setDevicePixelRatio(2)
    return picture


def asset_of(data: bytes, longest: int = LONGEST) -> Asset:
    """The record of a picture file's bytes, written anew: upright, no side longer than `longest` pixels.

    Nothing but the picture itself is kept: no place, no date, no name of a camera. CjmError with the reason when it
    is too large, damaged, or no PNG or JPEG picture.
    """
    if len(data) > MAX_BYTES:
        raise refusal("picture-too-big", limit=MAX_BYTES // 1_000_000)
    found = _reader(data)
    if found is None:
        raise refusal("picture-kind")
    format, reader, _buffer = found
    full = reader.size()
    # Of a JPEG that was cut off Qt makes a picture with grey below: the mark of the end tells.
    is_cut_off = format == "jpeg" and data.rfind(b"\xff\xd9") < len(data) // 2
    if not full.isValid() or is_cut_off:
        raise refusal("picture-broken")
    if full.width() * full.height() > MAX_PIXELS:
        limit = MAX_PIXELS // 1_000_000
        raise refusal("picture-too-wide", width=full.width(), height=full.height(), limit=limit)
    if max(full.width(), full.height()) > longest:
        reader.setScaledSize(full.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise refusal("picture-broken")
    media_type, written = _written(image, format)
    return Asset(
        id=new_id("asset"),
        media_type="image/png" if media_type == "png" else "image/jpeg",
        data=written,
        width=image.width(),
        height=image.height(),
        sha256=hashlib.sha256(written).hexdigest(),
    )


def _written(image: QImage, format: str) -> tuple[str, bytes]:
    """The picture's own file; a photo that would be too large as a PNG becomes a JPEG."""
    image = QImage(image)
    for key in image.textKeys():
        image.setText(key, "")
    wanted = [(format, _JPEG_QUALITY if format == "jpeg" else -1)]
    if format == "png" and not image.hasAlphaChannel():
        wanted.append(("jpeg", _JPEG_QUALITY))
    for kind, quality in wanted:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QImageWriter(buffer, QByteArray(kind.encode()))
        writer.setQuality(quality)
        most = MOST_PNG if len(wanted) > 1 and kind == "png" else MAX_BYTES
        if writer.write(image) and buffer.size() <= most:
            return kind, bytes(buffer.data().data())
    raise refusal("picture-too-big", limit=MAX_BYTES // 1_000_000)


def added(journey: Journey, asset: Asset) -> tuple[Change, RecordId]:
    """The change that adds a picture to a journey, and its id there: a picture that it has already is kept once.

    CjmError when the journey could not be saved with it.
    """
    same = next((a for a in journey.assets if a.sha256 == asset.sha256), None)
    if same is not None:
        return Change(), same.id
    together = sum(len(a.data) for a in journey.assets) + len(asset.data)
    if together > MOST_TOGETHER:
        raise refusal(
            "pictures-too-big", size=round(together / 1_000_000, 1), limit=MOST_TOGETHER // 1_000_000
        )
    if len(journey.assets) >= MOST_PICTURES:
        raise refusal("pictures-too-many", limit=MOST_PICTURES)
    return edits.add(journey, asset), asset.id
