"""The writer of PNG files: what Pillow reads is what was added, with its size on paper."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from PIL import Image

from cjm_desktop.export.png import PngWriter


def rows(width: int, height: int, seed: int) -> bytes:
    chance = random.Random(seed)
    return bytes(chance.choices((0, 255, 128), k=3 * width * height))


@pytest.mark.parametrize("spare", [0, 1, 5])
def test_bands_come_back_as_one_picture(spare: int) -> None:
    width, bands = 37, [rows(37, count, count) for count in (5, 1, 9)]
    out = BytesIO()
    with PngWriter(out, width, 15, 300) as png:
        for band in bands:
            padded = b"".join(
                band[at : at + 3 * width] + b"\x07" * spare for at in range(0, len(band), 3 * width)
            )
            png.add(padded, 3 * width + spare)
    image = Image.open(BytesIO(out.getvalue()))
    image.load()
    assert image.size == (width, 15)
    assert image.mode == "RGB"
    assert image.tobytes() == b"".join(bands)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)
    assert image.info["srgb"] == 0


def test_nothing_but_pixels_is_in_it() -> None:
    out = BytesIO()
    with PngWriter(out, 2, 1, 72) as png:
        png.add(b"abcdef", 6)
    data, kinds, at = out.getvalue(), [], 8
    while at < len(data):
        kinds.append(data[at + 4 : at + 8])
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    assert list(dict.fromkeys(kinds)) == [b"IHDR", b"sRGB", b"pHYs", b"IDAT", b"IEND"]


def test_a_picture_that_lacks_rows_is_not_finished() -> None:
    out = BytesIO()
    with pytest.raises(ValueError, match="1 rows"), PngWriter(out, 2, 2, 72) as png:
        png.add(b"abcdef", 6)
    assert b"IEND" not in out.getvalue()


def test_a_disk_that_fails_is_told_where_rows_are_added() -> None:
    class Full(BytesIO):
        def write(self, data: object, /) -> int:
            if b"IDAT" in bytes(data):  # type: ignore[call-overload]
                raise OSError("full")
            return 0

    noise = random.Random(1).randbytes(300_000)

    def write() -> None:
        with PngWriter(Full(), 100, 10_000, 72) as png:
            for _ in range(10):
                png.add(noise, 300)

    with pytest.raises(OSError, match="full"):
        write()
