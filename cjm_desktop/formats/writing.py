"""Records as lines of JSON: fixed key order, defaults left out, one encoder a class made from its fields."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from json import encoder
from operator import attrgetter
from typing import Any, TypeAlias

from cjm_desktop.model.fields import Spec, specs
from cjm_desktop.model.records import LISTS, Extra, Record

Encode: TypeAlias = Callable[[Any], str]

#: Equal to no value: the "default" of a field that is always written.
_NEVER = object()

#: A text as JSON, in quotes; what is not ASCII stays as it is.
quoted: Callable[[str], str] = encoder.encode_basestring


def lists(records: Iterable[Record]) -> list[str]:
    """The lists of records in file order, each as one JSON member; kinds without records are left out."""
    rows: dict[str, list[str]] = {cls.KIND: [] for cls in LISTS.values()}
    for record in records:
        row = rows.get(record.KIND)
        if row is not None:
            row.append(encode(record))
    out = []
    for key, cls in LISTS.items():
        if row := rows[cls.KIND]:
            lines = ",\n".join(row)
            out.append(f'"{key}": [\n{lines}\n]')
    return out


def encode(record: Any) -> str:
    """One record (or part) as a JSON object on one line."""
    return "{" + ", ".join(_members_of(record.__class__, None)(record)) + "}"


def members(record: Any, without: str | None = None) -> list[str]:
    """The members of the JSON object of a record or part, without one field."""
    return _members_of(record.__class__, without)(record)


@cache
def _members_of(cls: Any, without: str | None) -> Callable[[Any], list[str]]:
    """What gives the members of a record or part of one class; it knows all of the class beforehand."""
    chosen = [s for s in specs(cls) if s.name != without]
    defaults = [_NEVER if s.required else s.default for s in chosen]
    prefixes = [f'"{s.name}": ' for s in chosen]
    encoders = [_encoder(s) for s in chosen]
    names = [s.name for s in chosen]
    values: Callable[[Any], tuple[Any, ...]] = (
        attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),)
    )

    def members_of(record: Any) -> list[str]:
        out = [
            prefix + write(value)
            for value, default, prefix, write in zip(
                values(record), defaults, prefixes, encoders, strict=True
            )
            if value is not default and value != default
        ]
        extra: Extra = record.extra
        if extra:
            out += [f"{quoted(key)}: {text}" for key, text in extra]
        return out

    return members_of


def _encoder(spec: Spec) -> Encode:
    if spec.keyed_by is not None:
        return _keyed(spec.part, spec.keyed_by)
    one = _ENCODERS[spec.shape]
    if not spec.many:
        return one
    return lambda items: "[" + ", ".join([one(item) for item in items]) + "]"


def _keyed(part: Any, field: str) -> Encode:
    members_of = _members_of(part, field)
    key_of = attrgetter(field)

    def keyed(parts: tuple[Any, ...]) -> str:
        return (
            "{"
            + ", ".join([f"{quoted(key_of(each))}: {{{', '.join(members_of(each))}}}" for each in parts])
            + "}"
        )

    return keyed


def _text(value: str) -> str:
    # The file is in NFC: what was typed on a Mac and on Windows compares equal.
    return quoted(value if value.isascii() else unicodedata.normalize("NFC", value))


@lru_cache(maxsize=4096)
def _number(value: float) -> str:
    """The shortest text that reads as the same number; 1.0 and 1 are one value and so one text."""
    return str(int(value)) if value == value // 1 and abs(value) < 1e15 else repr(value)


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _bytes(value: bytes) -> str:
    return '"' + base64.b64encode(value).decode("ascii") + '"'


_ENCODERS: dict[str, Encode] = {
    "text": _text,
    "pattern": quoted,
    "choice": quoted,
    "ref": quoted,
    "number": _number,
    "integer": str,
    "flag": _flag,
    "bytes": _bytes,
    "part": encode,
}
