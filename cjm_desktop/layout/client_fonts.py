"""Whether a client's font can be used: a plain TrueType file that is whole, has letters, and may be embedded."""

from __future__ import annotations

import struct
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from string import ascii_letters, digits
from typing import Any, Final

from cjm_desktop.i18n import N_
from cjm_desktop.layout.font_file import COLOUR_TABLES, FontFile
from cjm_desktop.model.problems import SENTENCES, refusal

SENTENCES.update(
    {
        "font-kind": N_("this is not a TrueType font (.ttf)"),
        "font-web": N_("this is a web font (WOFF); ask for the TrueType font (.ttf)"),
        "font-collection": N_("this is a collection of fonts (.ttc); ask for one TrueType font (.ttf)"),
        "font-outlines": N_(
            "the letters are PostScript outlines (OpenType CFF); ask for the TrueType font (.ttf)"
        ),
        "font-variable": N_("this is a variable font; ask for the font with a fixed weight (static)"),
        "font-rights": N_("the maker of the font does not allow it to be embedded in documents"),
        "font-colour": N_("the font has letters in colour, which can't be printed as text"),
        "font-damaged": N_("the font is damaged"),
        "font-letters": N_("the font does not have all letters from A to Z and figures"),
        "font-too-big": N_("the font has {size} MB; at most {limit} MB fit"),
    }
)

#: Bytes of one font.
MOST_BYTES: Final = 3_000_000
#: Parts of one letter that is put together of others, and how deep it may be.
_MOST_PARTS, _DEEPEST = 256, 6
_NEEDED: Final = ("head", "hhea", "hmtx", "maxp", "loca", "glyf", "cmap")
_OTHERS: Final = {
    b"OTTO": "font-outlines",
    b"wOFF": "font-web",
    b"wOF2": "font-web",
    b"ttcf": "font-collection",
}


@lru_cache(maxsize=32)
def name_of(data: bytes) -> str:
    """What a font calls itself ("Open Sans Bold"); CjmError with the reason when it can't be used.

    Before HarfBuzz and Qt see the file its tables are checked: that each is there and whole, and that no letter is
    put together of endlessly many others.
    """
    if len(data) > MOST_BYTES:
        raise refusal("font-too-big", **too_big(len(data)))
    if data[:4] in _OTHERS:
        raise refusal(_OTHERS[data[:4]])
    if data[:4] not in (b"\0\1\0\0", b"true"):
        raise refusal("font-kind")
    try:
        tables = _tables(data)
        if "fvar" in tables:
            raise refusal("font-variable")
        if ("CFF " in tables or "CFF2" in tables) and "glyf" not in tables:
            raise refusal("font-outlines")
        _check_tables(tables)
        font = FontFile(Path("font.ttf"), data)
    except (struct.error, IndexError, ValueError, OSError):
        raise refusal("font-damaged") from None
    if tables.keys() & COLOUR_TABLES:
        raise refusal("font-colour")
    if not font.is_embeddable:
        raise refusal("font-rights")
    _check_letters(font)
    return font.name


def too_big(length: int) -> dict[str, Any]:
    """What "font-too-big" tells of a font of so many bytes: its megabytes, rounded up, and how many fit."""
    return {"size": -(-length // 100_000) / 10, "limit": MOST_BYTES // 1_000_000}


def _tables(data: bytes) -> dict[str, bytes]:
    """The tables of a font by tag; ValueError for one that lies outside the file."""
    (count,) = struct.unpack_from(">H", data, 4)
    out = {}
    for at in range(12, 12 + 16 * count, 16):
        tag, _sum, offset, length = struct.unpack_from(">4sLLL", data, at)
        if offset + length > len(data):
            raise ValueError("a table outside the file")
        out[tag.decode("latin-1")] = data[offset : offset + length]
    return out


def _check_tables(tables: dict[str, bytes]) -> None:
    """ValueError, IndexError or struct.error when what all readers trust is not so."""
    if not all(tables.get(tag) for tag in _NEEDED):
        raise ValueError("a table is missing")
    (upem,) = struct.unpack_from(">H", tables["head"], 18)
    (is_long,) = struct.unpack_from(">h", tables["head"], 50)
    (glyphs,) = struct.unpack_from(">H", tables["maxp"], 4)
    (metrics,) = struct.unpack_from(">H", tables["hhea"], 34)
    if not 16 <= upem <= 16_384 or is_long not in (0, 1) or not 0 < metrics <= glyphs:
        raise ValueError("head, maxp or hhea")
    if len(tables["hmtx"]) < 4 * metrics + 2 * (glyphs - metrics):
        raise ValueError("hmtx")
    starts = struct.unpack_from(f">{glyphs + 1}{'L' if is_long else 'H'}", tables["loca"])
    if not is_long:
        starts = tuple(2 * start for start in starts)
    _check_outlines(tables["glyf"], starts)


def _check_outlines(glyf: bytes, starts: tuple[int, ...]) -> None:
    """ValueError when a glyph lies outside the table, or is put together too deeply or of too much."""
    parts: dict[int, list[int]] = {}
    for glyph, (start, end) in enumerate(pairwise(starts)):
        if not start <= end <= len(glyf):
            raise ValueError("loca")
        if end - start >= 12 and glyf[start] & 0x80:  # a negative number of contours
            parts[glyph] = _parts(glyf, start + 10, end)
    known: dict[int, tuple[int, int]] = {}

    def measure(glyph: int, depth: int) -> tuple[int, int]:
        """How many parts a glyph has in the end, and how deep it is."""
        if depth > _DEEPEST:
            raise ValueError("too deep")
        if glyph not in parts:
            return 1, 0
        if glyph not in known:
            below = [measure(part, depth + 1) for part in parts[glyph]]
            known[glyph] = sum(count for count, _ in below), 1 + max((deep for _, deep in below), default=0)
        count, deep = known[glyph]
        if count > _MOST_PARTS or depth + deep > _DEEPEST:
            raise ValueError("too many parts")
        return count, deep

    for glyph in parts:
        measure(glyph, 0)


def _parts(glyf: bytes, at: int, end: int) -> list[int]:
    """The glyphs that one is put together of (OpenType, "glyf", composite glyph description)."""
    out: list[int] = []
    while True:
        if at + 4 > end:
            raise ValueError("glyf")
        flags, part = struct.unpack_from(">HH", glyf, at)
        out.append(part)
        at += 8 if flags & 0x1 else 6
        at += 2 if flags & 0x8 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0
        if not flags & 0x20:
            return out
        if len(out) > _MOST_PARTS:
            raise ValueError("too many parts")


def _check_letters(font: FontFile) -> None:
    """CjmError for a font of signs only, and for one whose letters have no width or that of a sheet."""
    letters = ascii_letters + digits
    if not all(map(font.has, letters + " ")):
        raise refusal("font-letters")
    wide = font.shape(letters, "ltr").advance / font.units_per_em / len(letters)
    if not 0.1 <= wide <= 2.0:
        raise refusal("font-damaged")
