"""What ISO 19005-2 (PDF/A-2u) asks of a file, as far as a poster could break it: `faults(data)` names what it breaks.

It stands in where no validator is at hand; `verapdf.py` asks one. Clauses that speak of what a poster never has are
held by its not being there: signatures, forms, multimedia, attachments, layers, other presentations.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

#: Operators of ISO 32000-1, annex A, without colours of ink (k, K), shadings and inline images, which we never write.
_OPERATORS = set(
    "b B b* B* BDC BMC BT c cm Do EMC ET f gs h J j l m n q Q re RG rg S Tf Tj TJ Tm Ts W w d".split()
)
_FILTERS = {"/FlateDecode", "/DCTDecode"}
#: Entries that no poster has, with the clause that forbids them or asks more of them.
_FORBIDDEN = {
    "/AA": "6.5.2",
    "/AcroForm": "6.4.1",
    "/AlternatePresentations": "6.10",
    "/Alternates": "6.2.8",
    "/AS": "6.9",
    "/BM": "6.2.10",
    "/EF": "6.8",
    "/EmbeddedFiles": "6.8",
    "/Encrypt": "6.1.3",
    "/FDecodeParms": "6.1.7.1",
    "/FFilter": "6.1.7.1",
    "/HTP": "6.2.5",
    "/JavaScript": "6.5.1",
    "/JS": "6.5.1",
    "/OCProperties": "6.9",
    "/OpenAction": "6.5.1",
    "/OPI": "6.2.9",
    "/Perms": "6.1.12",
    "/PresSteps": "6.10",
    "/PS": "6.2.9",
    "/Ref": "6.2.9",
    "/Requirements": "6.11",
    "/TR": "6.2.5",
    "/TR2": "6.2.5",
    "/XFA": "6.4.2",
}


def faults(data: bytes) -> list[str]:
    """What of the standard the file breaks, each with its clause."""
    found = list(_file(data))
    reader = PdfReader(BytesIO(data), strict=True)
    objects = list(_objects(reader))
    found += _document(reader, data)
    for one in objects:
        found += _object(one)
    for page in reader.pages:
        found += _page(page)
    for one in objects:
        if isinstance(one, DictionaryObject) and one.get("/Subtype") == "/Type0":
            found += _font(one)
    return found


def _file(data: bytes) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}\n", data):
        yield "6.1.2 no header with a comment of four high bytes"
    if not data.endswith(b"%%EOF\n"):
        yield "6.1.3 something behind the end"


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Every object of the file, and every one inside another."""
    ids = {id for known in (reader.xref.get(0, {}), reader.xref_objStm) for id in known}

    def inside(one: Any) -> Iterator[Any]:
        yield one
        if isinstance(one, DictionaryObject):
            for key, value in one.items():
                yield key
                yield from inside(value)
        elif isinstance(one, ArrayObject):
            for value in one:
                yield from inside(value)

    for number in sorted(ids):
        if number:
            yield from inside(IndirectObject(number, 0, reader).get_object())


def _object(one: Any) -> Iterator[str]:
    if isinstance(one, NameObject) and len(one.encode("utf-8")) > 128:
        yield f"6.1.13 a name of {len(one)} bytes"
    if isinstance(one, str) and not isinstance(one, NameObject) and len(one.encode("utf-16-be")) > 32_767:
        yield "6.1.13 a string of more than 32,767 bytes"
    if isinstance(one, int) and not isinstance(one, bool) and abs(one) > 2**31 - 1:
        yield f"6.1.13 the number {one}"
    if isinstance(one, DictionaryObject):
        for key in one:
            if key in _FORBIDDEN:
                yield f"{_FORBIDDEN[key]} {key}"
        if one.get("/S") in ("/Launch", "/JavaScript", "/SubmitForm", "/GoToR", "/ImportData", "/Named"):
            yield f"6.5.1 the action {one['/S']}"
        if one.get("/ColorSpace") not in (None, "/DeviceRGB", "/DeviceGray"):
            yield f"6.2.4 the colours {one['/ColorSpace']}"
        if one.get("/Interpolate"):
            yield "6.2.8 an interpolated picture"
    if isinstance(one, StreamObject):
        if "/F" in one:
            yield "6.1.7.1 a stream in a file of its own"
        filters = one.get("/Filter", [])
        for name in filters if isinstance(filters, list) else [filters]:
            if name not in _FILTERS:
                yield f"6.1.7.2 the filter {name}"


def _document(reader: PdfReader, data: bytes) -> Iterator[str]:
    trailer, root = reader.trailer, reader.trailer["/Root"]
    if len(trailer.get("/ID", ())) != 2:
        yield "6.1.3 no fingerprint"
    [intent] = root.get("/OutputIntents", [{}])
    profile = intent.get("/DestOutputProfile")
    if intent.get("/S") != "/GTS_PDFA1" or profile is None:
        yield "6.2.3 no intent"
    else:
        icc = profile.get_object().get_data()
        if (
            profile.get_object()["/N"] != 3
            or icc[12:20] != b"mntrRGB "
            or icc[8] > 4
            or icc[36:40] != b"acsp"
        ):
            yield "6.2.3 no profile of a screen in RGB"
    metadata = root.get("/Metadata")
    if metadata is None or "/Filter" in metadata:
        yield "6.6.2.1 no plain metadata"
        return
    xmp = metadata.get_data().decode("utf-8")
    if not ("<pdfaid:part>2<" in xmp and "<pdfaid:conformance>U<" in xmp):
        yield "6.6.4 does not say that it is PDF/A-2u"
    if any(key in trailer["/Info"] for key in ("/CreationDate", "/ModDate")):
        yield "6.1.5 a date that the metadata does not tell"
    if "http" in data.decode("latin-1").replace(xmp.encode("utf-8").decode("latin-1"), ""):
        yield "an address that is no link"
    if not root.get("/Lang"):
        yield "6.7.4 no language"
    if not root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in root:
        yield "6.7.3 no structure"


def _page(page: Any) -> Iterator[str]:
    for name in ("/MediaBox", "/TrimBox", "/BleedBox", "/CropBox"):
        box = [float(side) for side in page.get(name, (0, 0, 99, 99))]
        if not all(3 <= side <= 14_400 for side in (box[2] - box[0], box[3] - box[1])):
            yield f"6.1.13 {name} {box}"
    for note in page.get("/Annots", ()):
        note = note.get_object()
        if note["/Subtype"] != "/Link" or note["/F"] != 4 or note["/A"]["/S"] != "/URI":
            yield "6.3 an annotation that is no link on paper"
    group = page.get("/Group")
    yield from _content(page, page["/Contents"].get_object().get_data(), bool(group), set())


def _content(holder: Any, data: bytes, has_group: bool, seen: set[int]) -> Iterator[str]:
    """The operators of a page or form and of the forms in it."""
    resources = holder.get("/Resources")
    if resources is None:
        yield "6.2.2 no resources of its own"
        return
    bare = re.sub(rb"<[0-9a-fA-F]+>|\((?:[^()\\]|\\.)*\)", b" ", data)
    words = re.sub(rb"<<.*?>>|\[[^\]]*\]", b" ", bare).decode("ascii").split()
    depth = 0
    for word in words:
        if word[0] not in "/-.0123456789" and word not in _OPERATORS:
            yield f"6.2.2 the operator {word}"
        depth += (word == "q") - (word == "Q")
        if not 0 <= depth <= 20:  # forms are nested, at most 28 in all
            yield "6.1.13 states nested too deep"
    if depth:
        yield "6.2.2 states that are not taken back"
    if words.count("BT") != words.count("ET") or words.count("EMC") != words.count("BDC") + words.count(
        "BMC"
    ):
        yield "6.2.2 texts or marks that don't end"
    named = {(kind, name) for kind, names in resources.items() for name in names}
    for state in resources.get("/ExtGState", {}).values():
        if float(state.get("/ca", 1)) < 1 and not has_group:
            yield "6.2.10 transparent without a group"
    for operator, kind in (("Do", "/XObject"), ("gs", "/ExtGState")):
        for name in re.findall(rb"(/\w+) " + operator.encode(), data):
            if (kind, name.decode()) not in named:
                yield f"6.2.2 {name.decode()} is not among the resources"
    for form in resources.get("/XObject", {}).values():
        form = form.get_object()
        if form["/Subtype"] == "/Form" and id(form) not in seen:
            seen.add(id(form))
            yield from _content(form, form.get_data(), has_group, seen)
        if form["/Subtype"] == "/Image" and "/SMask" in form and not has_group:
            yield "6.2.10 a transparent picture without a group"


def _font(font: Any) -> Iterator[str]:
    [inner] = (one.get_object() for one in font["/DescendantFonts"])
    descriptor = inner["/FontDescriptor"]
    if "/FontFile2" not in descriptor:
        yield "6.2.11.4 a font that is not embedded"
        return
    if inner["/CIDToGIDMap"] != "/Identity" or font["/Encoding"] != "/Identity-H":
        yield "6.2.11.3 codes that are no glyphs"
    widths = dict(_widths(inner["/W"]))
    advances, units = _advances(descriptor["/FontFile2"].get_data())
    for glyph, width in widths.items():
        if abs(advances[glyph] * 1000 / units - width) > 1:
            yield f"6.2.11.5 glyph {glyph} is {advances[glyph]} wide and said to be {width}"
    unicode = font["/ToUnicode"].get_data().decode("ascii")
    texts = {int(code, 16): text for code, text in re.findall(r"<(\w{4})> <(\w+)>", unicode)}
    for glyph in widths:
        if texts.get(glyph, "0000") in ("0000", "FEFF", "FFFE"):
            yield f"6.2.11.7.2 glyph {glyph} has no text"
    if 0 in widths:
        yield "6.2.11.8 the glyph of what is missing is drawn"


def _widths(ranges: Any) -> Iterator[tuple[int, float]]:
    for first, row in zip(ranges[::2], ranges[1::2]):
        for index, width in enumerate(row):
            yield int(first) + index, float(width)


def _advances(font: bytes) -> tuple[list[int], int]:
    """The advance of every glyph of a TrueType file, and its units to the em."""
    tables = {}
    for at in range(12, 12 + 16 * struct.unpack(">H", font[4:6])[0], 16):
        tables[font[at : at + 4]] = struct.unpack(">II", font[at + 8 : at + 16])
    head, hhea, hmtx = (tables[tag][0] for tag in (b"head", b"hhea", b"hmtx"))
    [units] = struct.unpack(">H", font[head + 18 : head + 20])
    [count] = struct.unpack(">H", font[hhea + 34 : hhea + 36])
    [glyphs] = struct.unpack(">H", font[tables[b"maxp"][0] + 4 : tables[b"maxp"][0] + 6])
    own = [struct.unpack(">H", font[hmtx + 4 * i : hmtx + 4 * i + 2])[0] for i in range(count)]
    return own + own[-1:] * (glyphs - count), units
