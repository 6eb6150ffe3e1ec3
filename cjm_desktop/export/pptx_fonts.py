"""The letters of a presentation, embedded for machines that lack them: cut TrueType in the EOT wrapping of PowerPoint.

Source of the format: "Embedded OpenType (EOT) File Format", W3C submission of 5 March 2008, version 0x00020001,
neither compressed nor encrypted.
"""

from __future__ import annotations

import struct
from collections.abc import Set
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import uharfbuzz as hb  # type: ignore[import-untyped, unused-ignore]

from cjm_desktop.export.font_subset import cut
from cjm_desktop.export.pptx_text import attribute, family_name
from cjm_desktop.layout import fonts

if TYPE_CHECKING:
    from pptx.presentation import Presentation

#: What the runs of a slide can ask for; what is half bold is written as bold.
STYLES: Final = ("regular", "bold", "italic")
#: What people type when they change a slide: Latin letters with all their accents, punctuation, currencies, signs.
_KEPT: Final = ((0x20, 0x24F), (0x1E00, 0x1EFF), (0x2000, 0x20CF), (0x2100, 0x214F), (0x2190, 0x22FF))
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_NAMESPACES: Final = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_VERSION: Final = 0x00020001
_MAGIC: Final = 0x504C
# What a font's maker allows, in its table OS/2: a document with such letters may be changed.
_EDITABLE: Final = (0x0000, 0x0008)
_ALLOWED_BITS: Final = 0x000F
_NO_SUBSET, _BITMAPS_ONLY = 0x0100, 0x0200


def embed(shown: Presentation, letters: Set[str]) -> None:
    """Put the faces of the family in use into a presentation, with some letters and those usually typed.

    A face whose maker does not allow it stays out, and is then taken from the machine.
    """
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI
    from pptx.oxml import parse_xml

    more = "".join(sorted(letter for letter in letters if not _is_kept(ord(letter))))
    entries: dict[str, list[str]] = {}
    for style in STYLES:
        key = fonts.styles.get(style, style)
        data = embedded(key, more)
        if data is None:
            continue
        name = PackURI(f"/ppt/fonts/font{sum(map(len, entries.values())) + 1}.fntdata")
        part = Part(name, "application/x-fontdata", shown.part.package, data)
        reference = shown.part.relate_to(part, _RELATION)
        entries.setdefault(family_name(key), []).append(f'<p:{style} r:id="{reference}"/>')
    if not entries:
        return
    inner = "".join(
        f"<p:embeddedFont><p:font typeface={attribute(name)}/>{''.join(faces)}</p:embeddedFont>"
        for name, faces in entries.items()
    )
    listed = parse_xml(f"<p:embeddedFontLst {_NAMESPACES}>{inner}</p:embeddedFontLst>")
    shown.element.set("embedTrueTypeFonts", "1")
    shown.element.find(".//{*}notesSz").addnext(listed)


def _is_kept(code: int) -> bool:
    return any(first <= code <= last for first, last in _KEPT)


@lru_cache(maxsize=16)
def embedded(key: str, letters: str) -> bytes | None:
    """A face as PowerPoint embeds it, cut to the usual letters and some more; None where its maker forbids that."""
    face = hb.Face(fonts.face(key).file.blob)
    allowed = struct.unpack(">H", _table(face, "OS/2")[8:10])[0]
    if allowed & _BITMAPS_ONLY or (allowed & _ALLOWED_BITS) not in _EDITABLE:
        return None
    if allowed & _NO_SUBSET:
        data = bytes(face.blob.data)
    else:
        kept = chain(*(range(first, last + 1) for first, last in _KEPT), map(ord, letters))
        data = cut(face, hb.SubsetFlags.NO_LAYOUT_CLOSURE, characters=kept)
    return _wrapped(hb.Face(hb.Blob(data)), data)


def _table(face: Any, tag: str) -> bytes:
    return bytes(face.reference_table(tag).data)


def _wrapped(face: Any, data: bytes) -> bytes:
    """The font file behind the header that says what is in it."""
    os2 = _table(face, "OS/2")
    weight, allowed = struct.unpack(">H", os2[4:6])[0], struct.unpack(">H", os2[8:10])[0]
    ranges = struct.unpack(">4I", os2[42:58])
    is_italic = struct.unpack(">H", os2[62:64])[0] & 1
    pages = struct.unpack(">2I", os2[78:86]) if len(os2) >= 86 else (0, 0)
    checksum = struct.unpack(">I", _table(face, "head")[8:12])[0]
    head = struct.pack(
        "<II10sBBIHH4I2II4IH",
        _VERSION,
        0,  # neither compressed nor encrypted
        os2[32:42],  # the PANOSE numbers
        1,
        is_italic,
        weight,
        allowed,
        _MAGIC,
        *ranges,
        *pages,
        checksum,
        *(0, 0, 0, 0),
        0,
    )
    names = b""
    for number in (1, 2, 5, 4):  # family, style, version, full name
        name = str(face.get_name(number) or "").encode("utf-16-le")
        names += struct.pack("<H", len(name)) + name + b"\0\0"
    body = head + names + struct.pack("<H", 0) + data  # for documents of any address
    return struct.pack("<II", len(body) + 8, len(data)) + body
