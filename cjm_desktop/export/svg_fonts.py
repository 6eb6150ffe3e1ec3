"""Faces in an SVG: what they are called, the letters as shapes, and the file cut to the characters that are used."""

from __future__ import annotations

import re
import struct
import zlib
from base64 import b64encode
from pathlib import PureWindowsPath  # knows both kinds of slashes
from typing import Any, Final

import uharfbuzz as hb  # type: ignore[import-untyped, unused-ignore]

from cjm_desktop.export.font_subset import SHAPING, UNUSED, cut
from cjm_desktop.i18n import N_
from cjm_desktop.layout import fonts
from cjm_desktop.model.problems import SENTENCES, refusal

#: Families that stand in where a program has none of the font's own; the first is drawn most like ours.
FALLBACKS: Final = "Open Sans, Segoe UI, Helvetica, Arial, sans-serif"
#: The family that most text is in: told once, at the root.
USUAL: Final = "Noto Sans"

SENTENCES.update(
    {"svg-font": N_("The font “{name}” can't be read, so the text can't be drawn.")},
)


class SvgFace:
    """One face in one picture. Raises CjmError when its file is gone or isn't a font."""

    def __init__(self, key: str, number: int) -> None:
        self.number = number
        try:
            face = fonts.face(key)
            self._face: Any = hb.Face(face.file.blob)
        except (KeyError, OSError, ValueError, hb.HarfBuzzError) as error:
            raise refusal("svg-font", name=PureWindowsPath(key).name) from error
        self._font: Any = hb.Font(self._face)
        self._is_embeddable = face.file.is_embeddable
        self.units_per_em = face.units_per_em
        self.family = _named(face.file.family)
        os2 = bytes(self._face.reference_table("OS/2").data) if "OS/2" in self._face.table_tags else b""
        weight, slope = (
            (*struct.unpack_from(">H", os2, 4), *struct.unpack_from(">H", os2, 62))
            if len(os2) >= 64
            else (400, 0)
        )
        self.weight = min(900, max(100, weight))
        self.is_italic = bool(slope & 1)
        self.characters: set[str] = set()
        self.needs_shaping = False

    @property
    def attributes(self) -> str:
        """What tells this face from the usual one, as attributes of SVG."""
        out = ""
        if self.family and self.family != USUAL:
            out += f' font-family="{_quoted(self.family)}, {USUAL}, {FALLBACKS}"'
        if self.weight != 400:
            out += f' font-weight="{self.weight}"'
        return out + (' font-style="italic"' if self.is_italic else "")

    def outline(self, glyph: int) -> str:
        """The contours of a glyph as path data in font units, y up; "" for a blank."""
        pen = _Pen()
        self._font.draw_glyph_with_pen(glyph, pen)
        return "".join(pen.parts)

    def rule(self) -> str:
        """The CSS rule that brings the font along; "" when its maker forbids it."""
        if not (self._is_embeddable and self.family and self.characters):
            return ""
        data = b64encode(_woff(self._subset())).decode("ascii")
        style = "italic" if self.is_italic else "normal"
        return (
            f"@font-face{{font-family:{_quoted(self.family)};font-weight:{self.weight};font-style:{style};"
            f'src:url("data:font/woff;base64,{data}") format("woff")}}'
        )

    def _subset(self) -> bytes:
        dropped = UNUSED if self.needs_shaping else (*UNUSED, *SHAPING)
        return cut(
            self._face, hb.SubsetFlags.NO_HINTING, characters=map(ord, self.characters), dropped=dropped
        )


def _named(name: str) -> str:
    """The name of a family without what could end a string of CSS or an attribute of XML."""
    return re.sub(r"[^\w .+-]", "", name).strip()[:100]


def _quoted(family: str) -> str:
    """The name as CSS takes it; bare where it can be, which every program understands."""
    return (
        family if re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*( [A-Za-z][A-Za-z0-9-]*)*", family) else f"'{family}'"
    )


def _woff(font: bytes) -> bytes:
    """A TrueType file as WOFF 1.0 (W3C, 2012): its tables, each packed."""
    flavour, count = struct.unpack_from(">IH", font, 0)
    directory, tables = b"", b""
    at, whole = 44 + 20 * count, 12 + 16 * count
    for number in range(count):
        tag, check, begin, length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        data = font[begin : begin + length]
        packed = zlib.compress(data, 9)
        if len(packed) >= length:
            packed = data
        directory += struct.pack(">4sIIII", tag, at + len(tables), len(packed), length, check)
        tables += packed + b"\0" * (-len(packed) % 4)
        whole += length + -length % 4
    head = struct.pack(
        ">4sIIHHIHHIIIII", b"wOFF", flavour, at + len(tables), count, 0, whole, 1, 0, 0, 0, 0, 0, 0
    )
    return head + directory + tables


class _Pen:
    """Takes the contours of a glyph from HarfBuzz as path data; font units are whole numbers."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def _add(self, command: str, *points: tuple[float, float]) -> None:
        self.parts.append(command + " ".join(f"{x:.0f} {y:.0f}" for x, y in points))

    def moveTo(self, to: tuple[float, float]) -> None:  # noqa: N802 - HarfBuzz calls it so
        self._add("M", to)

    def lineTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        self._add("L", to)

    def curveTo(  # noqa: N802
        self, first: tuple[float, float], second: tuple[float, float], to: tuple[float, float]
    ) -> None:
        self._add("C", first, second, to)

    def qCurveTo(self, control: tuple[float, float], to: tuple[float, float]) -> None:  # noqa: N802
        self._add("Q", control, to)

    def closePath(self) -> None:  # noqa: N802
        self.parts.append("Z")

    def endPath(self) -> None:  # noqa: N802
        pass
