"""The widgets for a colour and for a picture."""

from __future__ import annotations

import hashlib
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QImageReader, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QFileDialog, QToolButton

from cjm_desktop.i18n import N_, _
from cjm_desktop.model.ids import new_id
from cjm_desktop.model.problems import SENTENCES, CjmError, refusal
from cjm_desktop.model.records import Asset
from cjm_desktop.ui import appearance, text
from cjm_desktop.ui.panels.inputs import Input

SENTENCES.update(
    {
        "no-picture": N_("That file is not a PNG or JPEG picture that can be read."),
        "picture-too-big": N_("The picture is larger than 8 MB or 25 million pixels; make it smaller first."),
    }
)
MAX_PIXELS = 25_000_000
MAX_BYTES = 8_000_000


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

    def __init__(self) -> None:
        super().__init__()
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
                self.chosen.emit(asset_of(data))
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


def _read(data: bytes, size: int | None = None) -> tuple[str, QImage] | None:
    """The format and image of PNG or JPEG bytes, never guessed as anything else; None when it is neither."""
    format = "png" if data.startswith(b"\x89PNG") else "jpeg" if data.startswith(b"\xff\xd8") else ""
    if not format:
        return None
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(format.encode()))
    reader.setAutoDetectImageFormat(False)
    full = reader.size()
    if not full.isValid() or full.width() * full.height() > MAX_PIXELS:
        return None
    if size:
        reader.setScaledSize(full.scaled(size, size, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else (format, image)


def small_picture(asset: Asset, size: int) -> QPixmap | None:
    """A picture of an asset that fits in a square; None when it can't be read."""
    found = _read(asset.data, size * 2)
    if found is None:
        return None
    picture = QPixmap.fromImage(found[1])
    picture.setDevicePixelRatio(2)
    return picture


def asset_of(data: bytes) -> Asset:
    """The record of a picture file's bytes; CjmError when it is no picture or too large."""
    if len(data) > MAX_BYTES:
        raise refusal("picture-too-big")
    found = _read(data)
    if found is None:
        raise refusal("no-picture")
    format, image = found
    return Asset(
        id=new_id("asset"),
        media_type="image/png" if format == "png" else "image/jpeg",
        data=data,
        width=image.width(),
        height=image.height(),
        sha256=hashlib.sha256(data).hexdigest(),
    )
