"""Faces in a PDF: glyph ids as codes, the file cut to the glyphs that were drawn, and the text they stand for."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import accumulate
from pathlib import PureWindowsPath  # knows both kinds of slashes
from typing import Any, NamedTuple
from unicodedata import normalize

import uharfbuzz as hb  # type: ignore[import-untyped, unused-ignore]

from cjm_desktop.export.font_subset import SHAPING, UNUSED, cut
from cjm_desktop.layout import bidi, fonts
from cjm_desktop.layout.clusters import INVISIBLE
from cjm_desktop.layout.drawing import TextLine
from cjm_desktop.model.problems import refusal

# What only shaping, hinting or an operating system needs; a PDF names glyphs by id.
_DROPPED = (*UNUSED, *SHAPING, "cmap", "name", "OS/2", "post", "vhea", "vmtx", "VORG")
_NO_TEXT = "\u200b"
_UNSEEN = dict.fromkeys(INVISIBLE)


class Outline(NamedTuple):
    """A glyph as path operators in font units, y up, with its box (left, bottom, right, top)."""

    path: str
    box: tuple[float, float, float, float]


class _Advances(dict[int, int]):
    """The advance widths of the glyphs that were asked for, in font units."""

    def __init__(self, font: Any) -> None:
        self._font = font

    def __missing__(self, glyph: int) -> int:
        advance = self[glyph] = int(self._font.get_glyph_h_advance(glyph))
        return advance


class PdfFace:
    """One face in one document under the name that operators use ("F0").

    Raises CjmError when the file is gone, isn't a font, or may not or can't be embedded.
    """

    def __init__(self, key: str, name: str) -> None:
        self.key = key
        self.name = name
        try:
            face = fonts.face(key)
        except (KeyError, OSError, ValueError) as error:
            # No folder of the user is told.
            raise refusal("pdf-font", name=PureWindowsPath(key).name) from error
        if not face.file.is_embeddable:
            raise refusal("pdf-font-kind", name=face.path.name)
        self._face: Any = hb.Face(face.file.blob)
        self._font: Any = hb.Font(self._face)
        self.units_per_em = face.units_per_em
        self._per_mille = 1000 / face.units_per_em
        self.ascent = round(face.ascent * self._per_mille)
        self.descent = -round(face.descent * self._per_mille)
        box = struct.unpack(">4h", self._table("head")[36:44])
        self.box = tuple(round(side * self._per_mille) for side in box)
        slope = self._table("post")[4:8]
        self.italic_angle = f"{struct.unpack('>i', slope)[0] / 65536:g}" if len(slope) == 4 else "0"
        os2 = self._table("OS/2")
        capital = struct.unpack(">h", os2[88:90])[0] * self._per_mille if len(os2) >= 90 else 0
        self.cap_height = round(capital) or self.ascent
        self._advances = _Advances(self._font)
        self._unicode: dict[int, str] = {}

    def _table(self, tag: str) -> bytes:
        return bytes(self._face.reference_table(tag).data) if tag in self._face.table_tags else b""

    # -- drawing -----------------------------------------------------------------------------------

    def shown(self, line: TextLine, scale: float) -> str:
        """The operators that show the glyphs of a line, after its font and matrix are set."""
        shown = self._glyphs(line, scale)
        if self._copies(line):
            return shown
        # What the glyphs say alone differs from the text (a letter of two glyphs, say): the text is told.
        text = line.text.translate(_UNSEEN).encode("utf-16-be", "replace").hex().upper()
        return f"/Span<</ActualText<FEFF{text}>>>BDC {shown} EMC"

    def _glyphs(self, line: TextLine, scale: float) -> str:
        ids, xs, ys = line.glyphs.ids, line.glyphs.xs, line.glyphs.ys
        codes = struct.pack(f">{len(ids)}H", *ids).hex()
        pens = list(accumulate(map(self._advances.__getitem__, ids), initial=0))
        unit = line.size / self.units_per_em
        raised = any(ys)
        if not raised and xs == tuple([pen * unit for pen in pens[:-1]]):
            return f"<{codes}>Tj"
        out: list[str] = []
        parts: list[str] = []  # of the array: codes and steps to the left in thousandths of the size
        begin, drift, height = 0, 0, 0.0
        for index, x in enumerate(xs):
            step = round((x / unit - pens[index]) * self._per_mille) - drift
            rise = -ys[index] * scale if raised else 0.0
            if not step and rise == height:
                continue
            if index > begin:
                parts.append(f"<{codes[4 * begin : 4 * index]}>")
                begin = index
            if rise != height:
                if parts:
                    out.append(f"[{''.join(parts)}]TJ")
                    parts = []
                out.append(f"{rise:.3f} Ts")
                height = rise
            if step:
                parts.append(str(-step))
                drift += step
        parts.append(f"<{codes[4 * begin :]}>")
        out.append(f"[{''.join(parts)}]TJ")
        if height:
            out.append("0 Ts")
        return " ".join(out)

    def outline(self, glyph: int) -> Outline:
        """The contours of a glyph; an empty path for a blank."""
        pen = _Pen()
        self._font.draw_glyph_with_pen(glyph, pen)
        if not pen.parts:
            return Outline("", (0, 0, 0, 0))
        return Outline("".join(pen.parts), (min(pen.xs), min(pen.ys), max(pen.xs), max(pen.ys)))

    # -- what copying and searching find -----------------------------------------------------------

    def _copies(self, line: TextLine) -> bool:
        """Whether the texts of the glyphs, one after the other, are the text of the line."""
        ids = line.glyphs.ids
        text = line.text if line.text.isascii() else line.text.translate(_UNSEEN)
        known = self._unicode
        if not known.keys() >= set(ids):
            self._learn(line)
        if "".join([known[glyph] for glyph in ids]) == text:
            return True
        # Readers put right-to-left text in order by themselves and would turn a told text round again.
        return bidi.needs_order(text)

    def _learn(self, line: TextLine) -> None:
        """Notes for every new glyph of a line which part of the text it stands for."""
        glyphs, text = line.glyphs, line.text
        starts = sorted(set(glyphs.clusters))
        ends = dict(zip(starts, [*starts[1:], len(text)]))
        groups: dict[int, list[int]] = {}
        for glyph, start in zip(glyphs.ids, glyphs.clusters):
            groups.setdefault(start, []).append(glyph)
        for start, group in groups.items():
            part = text[start : ends[start]].translate(_UNSEEN)
            if len(group) == 1:
                self._unicode.setdefault(group[0], part)
            else:
                self._learn_group(group, part)

    def _learn_group(self, group: Sequence[int], part: str) -> None:
        # Taken apart, as shaping took it apart: the Thai vowel am is a ring and a stroke.
        own = {self._font.get_nominal_glyph(ord(char)): char for char in normalize("NFKD", part)}
        rest = normalize("NFC", "".join(char for glyph, char in own.items() if glyph not in group))
        for glyph in group:
            char = own.get(glyph) or self._own_char(glyph)
            if not char:
                char, rest = rest, ""
            self._unicode.setdefault(glyph, char)

    def _own_char(self, glyph: int) -> str:
        """The character whose usual glyph this is, or ""."""
        for code in self._face.unicodes:
            if self._font.get_nominal_glyph(code) == glyph:
                return chr(code)
        return ""

    # -- the objects -------------------------------------------------------------------------------

    def subset(self) -> bytes:
        """The font file with the outlines of the drawn glyphs alone, which keep their ids."""
        flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        return cut(self._face, flags, glyphs=self._advances, dropped=_DROPPED)

    def subset_name(self) -> str:
        """The PostScript name of the face behind the six letters that mark a subset."""
        named = self._face.get_name(6) or self._face.get_name(4) or "Font"
        plain = "".join(char for char in named if char.isascii() and (char.isalnum() or char in "-_"))
        digest = sha256(repr((plain, sorted(self._advances))).encode("ascii")).digest()
        return f"{''.join(chr(65 + byte % 26) for byte in digest[:6])}+{plain}"

    def width_ranges(self) -> str:
        """The advances as a PDF tells them: the first code of a range, then the widths in thousandths."""
        out: list[str] = []
        last = -2
        for glyph in sorted(self._advances):
            if glyph != last + 1:
                out.append(f"] {glyph} [" if out else f"{glyph} [")
            out.append(f"{self._advances[glyph] * self._per_mille:.2f}".rstrip("0").rstrip("."))
            last = glyph
        return " ".join([*out, "]"]) if out else ""

    def unicode_map(self) -> bytes:
        """The CMap from codes to the text they stand for, in UTF-16 with surrogate pairs."""
        pairs = [
            # Every glyph has a text (ISO 19005-2, 6.2.11.7.2), one that adds nothing to its neighbour's has no width.
            f"<{glyph:04X}> <{(text or _NO_TEXT).encode('utf-16-be', 'replace').hex().upper()}>"
            for glyph, text in sorted(self._unicode.items())
        ]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
                "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def",
                "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange",
                *_chunks(pairs),
                "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
            ]
        ).encode("ascii")


def _chunks(pairs: list[str]) -> Iterator[str]:
    """At most a hundred pairs at a time, as the format demands."""
    for begin in range(0, len(pairs), 100):
        chunk = pairs[begin : begin + 100]
        yield "\n".join([f"{len(chunk)} beginbfchar", *chunk, "endbfchar"])


class _Pen:
    """Takes the contours of a glyph from HarfBuzz, quadratic curves made cubic."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.xs: list[float] = []
        self.ys: list[float] = []

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        for x, y in points:
            self.xs.append(x)
            self.ys.append(y)
            self.parts.append(f"{x:.1f} {y:.1f} ")
        self.parts.append(operator + " ")

    def moveTo(self, to: tuple[float, float]) -> None:  # noqa: N802 - HarfBuzz calls it so
        self._add("m", to)

    def lineTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        self._add("l", to)

    def curveTo(  # noqa: N802
        self, first: tuple[float, float], second: tuple[float, float], to: tuple[float, float]
    ) -> None:
        self._add("c", first, second, to)

    def qCurveTo(self, control: tuple[float, float], to: tuple[float, float]) -> None:  # noqa: N802
        x, y = self.xs[-1], self.ys[-1]
        self._add(
            "c",
            (x + (control[0] - x) * 2 / 3, y + (control[1] - y) * 2 / 3),
            (to[0] + (control[0] - to[0]) * 2 / 3, to[1] + (control[1] - to[1]) * 2 / 3),
            to,
        )

    def closePath(self) -> None:  # noqa: N802
        self.parts.append("h ")

    def endPath(self) -> None:  # noqa: N802
        pass
