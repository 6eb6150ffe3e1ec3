"""One TrueType file, read by HarfBuzz: coverage, metrics and shaping in font units."""

from __future__ import annotations

import struct
from array import array
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from cjm_desktop.layout.clusters import INVISIBLE

# Ligatures are off because copied and searched text loses letters by them; the curve of "ff" isn't worth that.
FEATURES = {"kern": True, "liga": False, "clig": False, "dlig": False, "calt": False}
# HarfBuzz draws these by the blank when a face lacks them.
_SPACES = frozenset([0x20, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000])
#: Tables of letters in colour, which are empty outlines in a PDF.
COLOUR_TABLES = frozenset(("COLR", "CBDT", "sbix", "SVG "))


class Units(NamedTuple):
    """One shaped run in font units, y down."""

    ids: tuple[int, ...]
    xs: array[int]  # a tuple takes four times the room, and thousands of runs are kept
    ys: tuple[int, ...] | None  # None: all on the baseline
    clusters: tuple[int, ...]
    advance: int


class FontFile:
    """A TrueType file; raises OSError when it can't be read and ValueError when it isn't a font.

    With `data` that is the file, and the path only its name.
    """

    def __init__(self, path: Path, data: bytes | None = None) -> None:
        # Here and not above: HarfBuzz takes 20 ms to import, and reading a file needs no shaping.
        import uharfbuzz  # type: ignore[import-untyped, unused-ignore]

        self.path = path
        self._hb: Any = uharfbuzz
        try:
            #: The file as HarfBuzz holds it, which maps rather than reads what is on the disk.
            self.blob: Any = (
                uharfbuzz.Blob.from_file_path(str(path)) if data is None else uharfbuzz.Blob(data)
            )
            self._face: Any = uharfbuzz.Face(self.blob)
        except uharfbuzz.HarfBuzzError as error:
            raise OSError(f"{path}: {error}") from error
        if "cmap" not in self._face.table_tags:
            raise ValueError(f"{path}: not a TrueType font")
        self._font: Any = uharfbuzz.Font(self._face)
        self._unicodes: Any = self._face.unicodes
        # A face without a blank of its own (one of symbols only) would draw its empty box for one.
        self._spaces = _SPACES if 0x20 in self._unicodes else frozenset[int]()
        self._buffer: Any = uharfbuzz.Buffer()
        self._drop = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        # What shaping has told of ASCII: each character's glyph, and how far it takes the pen before another.
        self._glyphs: dict[str, int] = {}
        self._steps: dict[tuple[str, str], int] = {}
        self.units_per_em: int = self._face.upem
        extents = self._font.get_font_extents("ltr")
        self.ascent: int = extents.ascender
        self.descent: int = -extents.descender

    @cached_property
    def family(self) -> str:
        """The family of all weights as the file tells it, on one line; "" when it doesn't."""
        return self._told(16, 1)

    @cached_property
    def name(self) -> str:
        """The family and its style as the file tells them, on one line; "" when it doesn't."""
        return f"{self.family} {self._told(17, 2)}".strip()[:100]

    def _told(self, whole: int, of_four: int) -> str:
        """A name; 16 and 17 tell apart what 1 and 2 squeeze into four styles."""
        words = " ".join((self._face.get_name(whole) or self._face.get_name(of_four) or "").split())
        return "".join(char for char in words if char.isprintable())[:100]

    @cached_property
    def is_embeddable(self) -> bool:
        """Whether all players can draw the face: static glyf outlines without colour, free to embed."""
        tags = set(self._face.table_tags)
        if not {"glyf", "loca", "cmap"} <= tags or "fvar" in tags or tags & COLOUR_TABLES:
            return False
        os2: bytes = self._face.reference_table("OS/2").data if "OS/2" in tags else b""
        rights = struct.unpack_from(">H", os2, 8)[0] if len(os2) >= 10 else 0
        return (rights & 0xF) != 2 and not rights & 0x300

    @cached_property
    def covered(self) -> frozenset[str]:
        """Every character that can be drawn in this face (by a glyph, as a space, or as nothing)."""
        return frozenset(map(chr, (*self._unicodes, *INVISIBLE, *self._spaces)))

    def has(self, char: str) -> bool:
        """Whether one character can be drawn; unlike `covered` it builds no table."""
        code = ord(char)
        return code in self._unicodes or code in INVISIBLE or code in self._spaces

    def shape(self, text: str, direction: str | None = None) -> Units:
        """The glyphs of one run; `direction` is "ltr", "rtl" or None (guessed from the script)."""
        buffer = self._buffer
        buffer.clear_contents()
        buffer.flags = self._drop
        buffer.add_str(text)
        buffer.guess_segment_properties()
        if direction is not None:
            buffer.direction = direction
        self._hb.shape(self._font, buffer, FEATURES)
        infos = buffer.glyph_infos
        xs = array("q")
        ys: list[int] = []
        pen, raised = 0, False
        for x_offset, y_offset, x_advance, _ in [glyph.position for glyph in buffer.glyph_positions]:
            xs.append(pen + x_offset)
            ys.append(-y_offset)
            raised = raised or y_offset != 0
            pen += x_advance
        return Units(
            tuple([info.codepoint for info in infos]),
            xs,
            tuple(ys) if raised else None,
            _shared(tuple([info.cluster for info in infos])),
            pen,
        )

    def shape_ascii(self, text: str) -> Units:
        """What `shape` gives of printable ASCII from left to right, in a tenth of the time for known pairs of letters.

        Right for the bundled styles: without ligatures each character is one glyph, and kerning looks at the next
        one alone. Thousands of words and lines are measured for a poster, of a few hundred different pairs.
        """
        follows = [*zip(text, text[1:] + _END, strict=False)]  # none of an empty text
        try:
            steps = [*map(self._steps.__getitem__, follows)]
        except KeyError:
            units = self.shape(text, "ltr")
            if len(units.ids) == len(text) and units.ys is None:
                self._glyphs.update(zip(text, units.ids, strict=True))
                ends = (*units.xs[1:], units.advance)
                self._steps.update(
                    (pair, end - x) for pair, x, end in zip(follows, units.xs, ends, strict=True)
                )
            return units
        xs = array("q", accumulate(steps, initial=0))
        advance = xs.pop()
        ids = tuple(map(self._glyphs.__getitem__, text))
        return Units(ids, xs, None, _counted(len(text)), advance)


#: Stands behind the last character; no printable text holds it.
_END = "\n"


@lru_cache(maxsize=1024)
def _counted(count: int) -> tuple[int, ...]:
    return _shared(tuple(range(count)))


@lru_cache(maxsize=1024)
def _shared(clusters: tuple[int, ...]) -> tuple[int, ...]:
    """Equal tuples as one: those of most runs only count the characters."""
    return clusters
