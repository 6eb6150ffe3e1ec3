"""PNG files written downwards, a band of rows at a time: a picture of any size never lies in memory whole."""

from __future__ import annotations

import struct
import zlib
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final, Protocol

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
#: Rows that are drawn repeat one another; a higher level takes three times as long for a tenth less.
_LEVEL: Final = 6
_INCH: Final = 0.0254


class Sink(Protocol):
    """Takes bytes: a file, or `safe_write.Stream`."""

    def write(self, data: bytes, /) -> object:
        """Add bytes."""


class PngWriter:
    """A PNG in the making: RGB of 8 bits without an alpha, in sRGB, with its dots an inch.

    The block of a `with` adds all rows, in order. They are packed on a thread of their own while the next ones are
    made; what goes wrong in writing them is raised by a later `add` or at the end.
    """

    def __init__(self, out: Sink, width: int, height: int, dpi: float) -> None:
        """`width` and `height` are in pixels."""
        self._out = out
        self._width = width
        self._left = height
        self._packer = zlib.compressobj(_LEVEL)
        self._worker = ThreadPoolExecutor(1)
        self._packing: Future[None] | None = None
        dots = round(dpi / _INCH)  # a metre
        out.write(
            _SIGNATURE
            + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + _chunk(b"sRGB", b"\0")
            + _chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1))
        )

    def __enter__(self) -> PngWriter:
        return self

    def add(self, pixels: bytes | bytearray | memoryview, stride: int) -> None:
        """Add rows: three bytes a pixel, each row `stride` bytes after the one before."""
        length = 3 * self._width
        rows = memoryview(pixels)
        parts: list[bytes | memoryview] = []
        for at in range(0, len(rows) - length + 1, stride):
            parts += (b"\0", rows[at : at + length])  # no filter: they make drawings larger, not smaller
        self._left -= len(parts) // 2
        data = b"".join(parts)
        self._wait()
        self._packing = self._worker.submit(self._pack, data)

    def _pack(self, data: bytes) -> None:
        packed = self._packer.compress(data)
        if packed:
            self._out.write(_chunk(b"IDAT", packed))

    def _wait(self) -> None:
        if self._packing is not None:
            self._packing.result()
            self._packing = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._wait()
                if self._left:
                    raise ValueError(f"{self._left} rows of the picture are missing")
                self._out.write(_chunk(b"IDAT", self._packer.flush()) + _chunk(b"IEND", b""))
        finally:
            self._worker.shutdown()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))
