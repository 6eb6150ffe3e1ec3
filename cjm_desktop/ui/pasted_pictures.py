"""Pasting a picture, or a picture file, on the selected cards and touchpoints."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt
from PySide6.QtGui import QImage, QImageWriter

from cjm_desktop.i18n import N_
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem, refusal
from cjm_desktop.model.records import Asset, Card, RecordId, Touchpoint
from cjm_desktop.ui.dropped import PICTURES, dropped_files
from cjm_desktop.ui.panels.pictures import LONGEST, MAX_BYTES, added, asset_of

SENTENCES.update(
    {
        "picture-nowhere": N_(
            "A picture goes on a card or a touchpoint: select one and paste, or drop the picture on it."
        ),
        "picture-file": N_("The picture file can't be read: {reason}"),
    }
)


def has_picture(mime: QMimeData) -> bool:
    """Whether the clipboard holds a picture file, or a picture and no words."""
    return _file_in(mime) is not None or (mime.hasImage() and not mime.hasText())


def _file_in(mime: QMimeData) -> Path | None:
    return next(iter(dropped_files(mime.urls(), PICTURES)), None)


def asset_in(mime: QMimeData) -> Asset:
    """The picture of a clipboard, checked and written anew; CjmError with the reason when it can't be had."""
    path = _file_in(mime)
    if path is not None:
        try:
            with path.open("rb") as file:
                return asset_of(file.read(MAX_BYTES + 1))
        except OSError as error:
            raise CjmError(Problem("", "picture-file", {"reason": error.strerror or ""})) from error
    image = cast(QImage, mime.imageData())
    if image.isNull():
        raise refusal("picture-broken")
    if max(image.width(), image.height()) > LONGEST:
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(LONGEST, LONGEST, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    data = _written(image, b"png")
    return asset_of(data if len(data) <= MAX_BYTES else _written(image, b"jpeg"))


def _written(image: QImage, format: bytes) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(format)).write(image)
    return bytes(buffer.data().data())


def pasted(journey: Journey, chosen: tuple[RecordId, ...], mime: QMimeData) -> Change:
    """The change that gives the chosen cards and touchpoints the picture of a clipboard."""
    ids = [id for id in chosen if isinstance(journey.get(id), Card | Touchpoint)]
    if not ids:
        raise refusal("picture-nowhere")
    change, asset = added(journey, asset_in(mime))
    shown = change.then(edits.update_many(journey, ids, image=asset))
    return edits.without_unused_pictures(journey, shown)
