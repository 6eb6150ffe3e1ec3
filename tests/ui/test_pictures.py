"""Pictures that come in: PNG and JPEG, written anew, and a reason for every one that is refused."""

from __future__ import annotations

import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from cjm_desktop.formats.images import image_header
from cjm_desktop.model.problems import CjmError
from cjm_desktop.ui.panels.pictures import MAX_BYTES, PictureInput, asset_of, small_picture


def encoded(width: int, height: int, format: str, *, alpha: bool = False, noise: bool = False) -> bytes:
    image = QImage(width, height, QImage.Format.Format_ARGB32 if alpha else QImage.Format.Format_RGB32)
    image.fill(QColor(200, 80, 40, 90) if alpha else QColor(200, 80, 40))
    if noise:
        for x in range(width):
            for y in range(height):
                image.setPixel(x, y, (x * 2654435761 ^ y * 40503 * (x + 7)) & 0xFFFFFF)
    image.setText("Comment", "taken at home")
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, format)
    return bytes(buffer.data().data())


def with_place(jpeg: bytes) -> bytes:
    """The JPEG with an Exif block that says "turned a quarter" and names a place."""
    entry = struct.pack("<HHII", 0x0112, 3, 1, 6) + struct.pack("<HHII", 0x010E, 2, 12, 50)
    exif = b"Exif\x00\x00" + b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", 2) + entry + b"\x00" * 12
    exif += b"Secretstreet\x00"
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def refused(data: bytes) -> str:
    with pytest.raises(CjmError) as error:
        asset_of(data)
    assert str(error.value).endswith(".")
    return error.value.problems[0].code


@pytest.mark.parametrize(("format", "media"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_picture_is_written_anew(qapp: QApplication, format: str, media: str) -> None:
    data = encoded(60, 40, format)
    asset = asset_of(data)
    assert (asset.media_type, asset.width, asset.height) == (media, 60, 40)
    assert b"taken at home" not in asset.data
    header = image_header(asset.data)
    assert header is not None
    assert tuple(header) == (media, 60, 40)
    assert asset_of(data).sha256 == asset.sha256
    assert small_picture(asset, 20) is not None


def test_a_photo_stands_upright_and_tells_no_place(qapp: QApplication) -> None:
    data = with_place(encoded(60, 40, "JPEG"))
    assert b"Secretstreet" in data
    asset = asset_of(data)
    assert (asset.width, asset.height) == (40, 60)
    assert b"Secretstreet" not in asset.data


def test_large_pictures_are_made_smaller(qapp: QApplication) -> None:
    asset = asset_of(encoded(2000, 500, "JPEG"), 1024)
    assert (asset.width, asset.height) == (1024, 256)


def test_what_shines_through_still_does(qapp: QApplication) -> None:
    asset = asset_of(encoded(10, 10, "PNG", alpha=True))
    assert QImage.fromData(asset.data).pixelColor(5, 5).alpha() == 90


@pytest.mark.qt_log_ignore("JPEG")
def test_every_refusal_has_its_reason(qapp: QApplication) -> None:
    good = encoded(300, 300, "PNG", noise=True)
    assert refused(b"") == "picture-kind"
    assert refused(b"GIF89a" + good) == "picture-kind"
    assert refused(b'<svg xmlns="http://www.w3.org/2000/svg"/>') == "picture-kind"
    assert refused(good[:20]) == "picture-broken"
    assert refused(good[: len(good) // 2]) == "picture-broken"
    assert refused(b"\xff\xd8" + b"\x00" * 50) == "picture-broken"
    photo = encoded(300, 300, "JPEG", noise=True)
    assert refused(photo[: len(photo) // 2]) == "picture-broken"
    assert refused(good + b"\x00" * MAX_BYTES) == "picture-too-big"


def test_a_bomb_is_refused_by_its_header(qapp: QApplication) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 13_000, 13_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    assert refused(bomb) == "picture-too-wide"


def test_the_field_says_why(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    from pathlib import Path

    from PySide6.QtWidgets import QFileDialog

    field, said, got = PictureInput(), [], []
    field.wrong.connect(said.append)
    field.chosen.connect(got.append)
    folder = Path(str(tmp_path))
    (folder / "words.png").write_text("no picture")
    (folder / "face.jpg").write_bytes(encoded(30, 30, "JPEG"))
    for name in ("words.png", "gone.png", "face.jpg"):
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, name=name: (str(folder / name), ""))
        field._choose()
    assert len(said) == 2
    assert "PNG or JPEG" in said[0]
    assert len(got) == 1
    assert got[0].width == 30
