"""The file around a document: its objects with small ones packed together, and the table that finds them.

reportlab numbers the objects and knows the catalogue and the pages; its own writer packs none of them, and the
thousands of small objects of a tagged poster are ten times as large unpacked (ISO 32000-1, 7.5.7 and 7.5.8).
"""

from __future__ import annotations

import os
import sys
import types
import zlib
from hashlib import sha256
from typing import Any, Final

from cjm_desktop.model import progress

# reportlab would run a reportlab_settings.py of the current folder and ~/.reportlab_settings, and obey RL_*
# variables, one of which switches an unsafe evaluator on. None of these is wanted in a program that opens
# strangers' files.
for _variable in [name for name in os.environ if name.startswith("RL_")]:
    del os.environ[_variable]
sys.modules.setdefault("reportlab_settings", types.ModuleType("reportlab_settings"))

from reportlab import rl_config  # noqa: E402
from reportlab.pdfbase import pdfdoc  # noqa: E402

if rl_config.toColorCanUse == "rl_safe_eval":
    raise ImportError("reportlab was loaded with its unsafe evaluator switched on")

PRODUCER: Final = "CJM Desktop"
#: The four high bytes tell programs that move files that this one is not text.
_HEAD: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
#: So many small objects go in one stream: enough to pack well, few enough to unpack one quickly.
_TOGETHER: Final = 200
#: The row of a small object behind another of its stream: of its number alone one byte is one more.
_NEXT: Final = b"\x02\0\0\0\0\0\0\x01"
#: A string is no longer than this (ISO 19005-2, 6.1.13).
_MOST_BYTES: Final = 32_767


class Raw(pdfdoc.PDFObject):
    """An object whose bytes are ready; reportlab only numbers it."""

    __RefOnly__ = 1

    def __init__(self, data: bytes) -> None:
        self._data = data

    def format(self, document: Any) -> bytes:
        return self._data


class _Catalogue(pdfdoc.PDFObject):
    """The catalogue with whatever entries it is given."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}

    def format(self, document: Any) -> bytes:
        entries = " ".join(f"/{name} {value}" for name, value in self.entries.items())
        return f"<< /Type /Catalog {entries} >>".encode("ascii")


class _Info(pdfdoc.PDFInfo):
    """The document's title and nothing that tells who made it, when or where."""

    def format(self, document: Any) -> bytes:
        return f"<< /Title {string(self.title)} /Producer {string(PRODUCER)} >>".encode("ascii")


class Document(pdfdoc.PDFDocument):
    """reportlab's document, written with object streams and a cross-reference stream.

    `catalogue` holds the entries of the catalogue, `pages` is the reference of the page tree.
    """

    Pages: Any

    def __init__(self, language: str) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 7), lang=language)
        # reportlab begins with an empty dictionary for the standard fonts, of which a poster has none.
        self.idToObject.clear()
        self.idToObjectNumberAndVersion.clear()
        self.numberToId.clear()
        self.objectcounter = 0
        self.info = _Info()
        self.Catalog: Any = _Catalogue()
        self.catalogue: dict[str, str] = self.Catalog.entries
        self.catalogue["Pages"] = self.pages = self._reference(self.Pages)
        self.catalogue["Lang"] = string(language)
        self._small: list[tuple[int, bytes]] = []

    def add(self, data: bytes) -> str:
        """The reference ("12 0 R") of an object that is written as it is: a stream, a page."""
        return self._reference(Raw(data))

    def add_page(self, data: bytes) -> str:
        """The reference of the page that comes next."""
        page = Raw(data)
        super().addPage(page)
        return self._reference(page)

    def _reference(self, object: Any) -> str:
        """Number an object, if it is not, and give its reference."""
        refer: Any = super().Reference
        text: str = refer(object).format(self).decode("ascii")
        return text

    def reserve(self, count: int = 1) -> int:
        """The first of so many numbers in a row for objects that `add_small` gives later."""
        first = self.objectcounter + 1
        self.objectcounter += count
        return first

    def add_small(self, number: int, data: bytes) -> None:
        """Give the object of a reserved number: no stream; it is packed together with its neighbours."""
        self._small.append((number, data))

    def format(self) -> bytes:
        """The bytes of the whole file."""
        root, info = (
            one.format(self).decode("ascii") for one in map(self.Reference, (self.Catalog, self.info))
        )
        parts, places = [_HEAD], {}
        size = len(_HEAD)

        def write(number: int, body: bytes) -> None:
            nonlocal size
            places[number] = (1, size, 0)
            part = b"%d 0 obj\n%s%sendobj\n" % (number, body, b"" if body.endswith(b"\n") else b"\n")
            parts.append(part)
            size += len(part)

        number = 0
        while number < self.objectcounter:  # formatting an object may add others
            number += 1
            name = self.numberToId.get(number)
            if name is not None:
                progress.step()
                write(number, pdfdoc.format(self.idToObject[name], self, toplevel=1))
        for begin in range(0, len(self._small), _TOGETHER):
            progress.step()
            chunk = self._small[begin : begin + _TOGETHER]
            holder = self.reserve()
            for index, (number, _data) in enumerate(chunk):
                places[number] = (2, holder, index)
            write(holder, _together(chunk))
        table = self.reserve()
        places[table] = (1, size, 0)
        digest = sha256()
        for part in parts:
            digest.update(part)
        fingerprint = digest.hexdigest()[:32].upper()
        rows = _rows(places, self.objectcounter)
        head = (
            f"<< /Type /XRef /Size {self.objectcounter + 1} /W [1 4 2] /Root {root} /Info {info}"
            f" /ID [<{fingerprint}> <{fingerprint}>] /Filter /FlateDecode"
            f" /DecodeParms << /Predictor 12 /Columns 7 >> /Length {len(rows)} >>"
        )
        parts.append(b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (table, head.encode("ascii"), rows))
        parts.append(b"startxref\n%d\n%%%%EOF\n" % size)
        return b"".join(parts)


def _together(chunk: list[tuple[int, bytes]]) -> bytes:
    """An object stream."""
    heads: list[str] = []
    at = 0
    for number, data in chunk:
        heads.append(f"{number} {at}")
        at += len(data) + 1
    head = " ".join(heads).encode("ascii") + b"\n"
    packed = zlib.compress(head + b"\n".join([data for _number, data in chunk]), 6)
    entries = f"/Type /ObjStm /N {len(chunk)} /First {len(head)} /Filter /FlateDecode /Length {len(packed)}"
    return b"<< %s >>\nstream\n%s\nendstream\n" % (entries.encode("ascii"), packed)


def _rows(places: dict[int, tuple[int, int, int]], last: int) -> bytes:
    """The rows of the cross-reference stream, each told as what differs from the row above, and packed."""
    packer, above, before = zlib.compressobj(6), bytes(7), (0, 0, 0)
    out: list[bytes] = []
    packed: list[bytes] = []
    for number in range(last + 1):
        if number % 4096 == 4095:
            progress.step()
            packed.append(packer.compress(b"".join(out)))
            out.clear()
        kind, place, index = places.get(number, (0, 0, 65535 if number == 0 else 0))
        row = bytes((kind,)) + place.to_bytes(4, "big") + index.to_bytes(2, "big")
        if kind == 2 and index & 255 and before == (2, place, index - 1):
            out.append(_NEXT)
        else:
            out.append(b"\x02" + bytes([(a - b) & 255 for a, b in zip(row, above)]))
        above, before = row, (kind, place, index)
    packed += (packer.compress(b"".join(out)), packer.flush())
    return b"".join(packed)


def string(text: str) -> str:
    """A text as a string of a dictionary, in ASCII; very long texts lose their end."""
    if text.isascii() and text.isprintable() and len(text) < _MOST_BYTES // 2:
        plain = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({plain})"
    # A pair of surrogates is never cut in two.
    data = text[: _MOST_BYTES // 5].encode("utf-16-be", "replace")
    return f"<FEFF{data.hex().upper()}>"
