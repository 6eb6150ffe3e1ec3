"""JSON as we accept it: UTF-8, no key twice, finite numbers of a sane length, a limited depth, no half characters.

The standard parser takes much more than that: NaN, `1e999` as infinity, lone surrogates that break the next save,
the last of two equal keys, and a nesting that ends in a RecursionError. The cheap checks come before the parser
gets to see anything.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, Final, NoReturn

from cjm_desktop.formats import limits
from cjm_desktop.i18n import N_, _
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem

SENTENCES.update(
    {
        "file-empty": N_("The file is empty."),
        "file-zeros": N_(
            "The file contains only zeros: it was lost while it was written, by a power cut or a full disk. "
            "Look for an earlier version of it."
        ),
        "file-zeros-at": N_(
            "From line {line} on the file contains zeros: it was damaged while it was written or copied. "
            "Look for an earlier version of it."
        ),
        "file-too-big": N_("The file is {size} MB; at most {limit} MB can be opened."),
        "file-truncated": N_(
            "The file ends in the middle, at line {line}; perhaps it was not copied completely."
        ),
        "file-encoding": N_("The file is not written in UTF-8 (line {line}); save it as UTF-8 first."),
        "file-other": N_("This is not a journey but another kind of file ({kind})."),
        "json-syntax": N_("Line {line}, column {column} can't be read: the JSON is not valid there."),
        "json-control": N_("Line {line}, column {column} holds a control character inside a text."),
        "json-depth": N_("The file is nested deeper than {limit} levels; a journey never is."),
        "json-tokens": N_("The file has more than {limit} values; a journey never has."),
        "json-twice": N_("The field “{key}” stands twice in the same place."),
        "json-number": N_("“{value}” is not a number that a journey can hold."),
        "json-surrogate": N_("The text holds half a character (U+{code}), which can't be stored."),
    }
)

_OPENINGS: Final = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_NO_BONES: Final = bytes(c for c in range(256) if c not in b'[]{},:"')
_NO_BRACKETS: Final = b",:"
#: What would be half a character if it stands alone; pairs are common in files of programs that write ASCII.
_ESCAPED_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
#: The first bytes of files that people open by mistake.
_OTHERS: Final = (
    (b"PK\x03\x04", "zip, xlsx, pptx, docx"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"\xd0\xcf\x11\xe0", "doc, xls, ppt"),
    (b"SQLite format", "sqlite"),
    (b"\x1f\x8b", "gzip"),
    (b"<", "xml, html, svg"),
)


def parse(data: bytes, *, limit: int = limits.FILE_BYTES) -> Any:
    """The value that the bytes spell; CjmError with one Problem for anything that is not JSON as we accept it."""
    text = _text(data, limit)
    open_at_end = _scan(data)
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise CjmError(_syntax(text, error, open_at_end)) from None
    except RecursionError:
        raise _refused("json-depth", limit=limits.DEPTH) from None
    except MemoryError:
        raise _refused("json-tokens", limit=limits.TOKENS) from None
    if _ESCAPED_SURROGATE.search(text):
        for path, string in strings(value):
            if half := _SURROGATE.search(string):
                raise CjmError(Problem(path, "json-surrogate", {"code": f"{ord(half[0]):04X}"}))
    return value


def strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every key and text in a parsed value, with its JSON path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from strings(item, f"{path}[{i}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield path, key
            yield from strings(item, f"{path}.{key}" if path else key)


def _refused(code: str, **args: Any) -> CjmError:
    return CjmError(Problem("", code, args))


def _text(data: bytes, limit: int) -> str:
    """The bytes as text: the checks of the file as a whole."""
    if len(data) > limit:
        size, most = math.ceil(len(data) / 100_000) / 10, limit / 1_000_000
        raise _refused("file-too-big", size=size, limit=most)
    if not data.strip():
        raise _refused("file-empty")
    if not data.strip(b"\0"):
        raise _refused("file-zeros")
    data = data.removeprefix(codecs.BOM_UTF8)
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or data[:2] in (b"{\0", b"\0{"):
        raise _refused("file-encoding", line=1)
    start = data[:64].lstrip()
    for magic, kind in _OTHERS:
        if start.startswith(magic):
            raise _refused("file-other", kind=kind)
    zero = data.find(b"\0")
    if zero >= 0:
        raise _refused("file-zeros-at", line=data.count(b"\n", 0, zero) + 1)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if error.reason == "unexpected end of data":
            raise _refused("file-truncated", line=line) from None
        raise _refused("file-encoding", line=line) from None


def _scan(data: bytes) -> bool:
    """Refuse what is too deep or too much before the parser sees it; tell whether brackets stay open.

    Texts are cut out by the C routines of bytes: twenty times as fast as a regular expression, and with no
    backtracking to attack. A backslash outside a text fools this, but there the parser stops anyway.
    """
    # Without an escaped quote every quote begins or ends a text; an escaped backslash matters only before one.
    if rb"\"" in data:
        data = data.replace(rb"\\", b"").replace(rb"\"", b"")
    bones = data.translate(None, _NO_BONES)
    quotes = bones.count(b'"')
    if quotes > 2 * limits.TOKENS:
        raise _refused("json-tokens", limit=limits.TOKENS)
    # Two quotes with nothing left between them can go: what stands before and after stays inside or outside.
    structure = b"".join(bones.replace(b'""', b"").split(b'"')[::2])
    if len(structure) > limits.TOKENS:
        raise _refused("json-tokens", limit=limits.TOKENS)
    depth = list(accumulate(map(_OPENINGS.__getitem__, structure.translate(None, _NO_BRACKETS))))
    if max(depth, default=0) > limits.DEPTH:
        raise _refused("json-depth", limit=limits.DEPTH)
    return bool(depth and depth[-1] > 0) or quotes % 2 == 1


def _syntax(text: str, error: json.JSONDecodeError, open_at_end: bool) -> Problem:
    rest = text[error.pos :].strip()
    unfinished = error.msg.startswith("Unterminated") or len(rest) <= 12
    if open_at_end and unfinished:
        return Problem("", "file-truncated", {"line": text.rstrip().count("\n") + 1})
    code = "json-control" if error.msg.startswith("Invalid control") else "json-syntax"
    if error.pos == 0 and rest[:1] not in ("{", "["):
        return Problem("", "file-other", {"kind": _("text")})
    return Problem("", code, {"line": error.lineno, "column": error.colno})


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _refused("json-twice", key=twice[:60])
    return found


def _float(text: str) -> float:
    value = float(text) if len(text) <= limits.NUMBER_CHARACTERS else math.inf
    if not math.isfinite(value):
        raise _refused("json-number", value=text[:30])
    return value


def _integer(text: str) -> int:
    if len(text) > limits.INTEGER_DIGITS + (text[0] == "-"):
        raise _refused("json-number", value=text[:30])
    return int(text)


def _constant(text: str) -> NoReturn:
    raise _refused("json-number", value=text)


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_float, parse_int=_integer, parse_constant=_constant
)
