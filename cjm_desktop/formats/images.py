"""What the header of a picture says, read by hand: nothing is decoded, so that no picture can be a bomb."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

_PNG: Final = b"\x89PNG\r\n\x1a\n"
#: Start-of-frame markers of JPEG: C0–CF without the tables DHT (C4), JPG (C8) and DAC (CC).
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class ImageHeader(NamedTuple):
    """Media type, and width and height in pixels."""

    media_type: Literal["image/png", "image/jpeg"]
    width: int
    height: int


def image_header(data: bytes) -> ImageHeader | None:
    """The header of a PNG or JPEG picture; None for anything else, also for a damaged one."""
    if data.startswith(_PNG):
        if len(data) < 24 or data[12:16] != b"IHDR":
            return None
        width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
        return ImageHeader("image/png", width, height) if width and height else None
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    return None


def _jpeg(data: bytes) -> ImageHeader | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            height = int.from_bytes(data[at + 5 : at + 7], "big")
            width = int.from_bytes(data[at + 7 : at + 9], "big")
            return ImageHeader("image/jpeg", width, height) if width and height else None
        if length < 2 or marker in (0xD9, 0xDA):
            return None
        at += 2 + length
    return None
