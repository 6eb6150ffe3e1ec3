"""Font files cut to what a document shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import uharfbuzz as hb  # type: ignore[import-untyped, unused-ignore]

#: Tables that only shaping needs.
SHAPING: Final = ("GDEF", "GPOS", "GSUB", "kern")
#: Tables that only hinting needs, or what nobody shapes by when every letter has its place.
UNUSED: Final = (
    *("gasp", "DSIG", "FFTM", "LTSH", "VDMX", "hdmx", "PCLT", "meta", "STAT"),
    *("BASE", "JSTF", "MATH"),
)


def cut(
    face: Any,
    flags: hb.SubsetFlags,
    *,
    glyphs: Iterable[int] = (),
    characters: Iterable[int] = (),
    dropped: Iterable[str] = (),
) -> bytes:
    """The file of a face with some glyphs and characters (by code) and the glyph of what is missing, without tables."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE | flags
    tables = [int.from_bytes(tag.ljust(4).encode("ascii"), "big") for tag in dropped]
    for kind, codes in (
        (hb.SubsetInputSets.GLYPH_INDEX, glyphs),
        (hb.SubsetInputSets.UNICODE, characters),
        (hb.SubsetInputSets.DROP_TABLE_TAG, tables),
    ):
        wanted.sets(kind).update(codes)
    return bytes(hb.subset(face, wanted).blob.data)
