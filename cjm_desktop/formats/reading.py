"""Parsed JSON to records: exact types, every finding with its JSON path, unknown fields kept.

One decoder a field is prepared from the field specifications, and of them one a class; an object that is fine
costs one call, and only one that is not fine is looked at again, member by member, to say where and why.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any, Final, TypeAlias

from cjm_desktop.formats import limits
from cjm_desktop.formats.images import image_header
from cjm_desktop.i18n import N_
from cjm_desktop.model.fields import ID_PATTERN, Spec, faults, specs
from cjm_desktop.model.problems import SENTENCES, Problem
from cjm_desktop.model.records import INFO_ID, LISTS, STAMP_ID, Asset, Extra, Record, RecordId

SENTENCES.update(
    {
        "type-text": N_("should be a text, not {found}"),
        "type-number": N_("should be a number, not {found}"),
        "type-integer": N_("should be a whole number, not {found}"),
        "type-flag": N_("should be true or false, not {found}"),
        "type-list": N_("should be a list, not {found}"),
        "type-object": N_("should be an object, not {found}"),
        "missing": N_("the field “{key}” is missing"),
        "unknown-field": N_("the field “{key}” is of another version; it is kept as it is"),
        "too-many-records": N_("has {count} records; at most {limit} fit in a journey"),
        "too-many-items": N_("has {count} items; at most {limit} fit"),
        "base64": N_("is not valid base64"),
        "image-unreadable": N_("is not a {kind} picture"),
        "image-pixels": N_("the picture has {width} × {height} pixels; at most {limit} megapixels fit"),
        "image-size": N_("the picture is {width} × {height} pixels, not as large as the record says"),
        "image-hash": N_("the picture is not the one that was put in: its checksum differs"),
        "more-problems": N_("and {count} more"),
    }
)

Decode: TypeAlias = Callable[[Any], Any]
_NOTHING: Final[dict[str, Any]] = {}


class _Fault(Exception):
    """A value is not what its field holds: code, arguments, and where inside the value."""

    def __init__(self, code: str, args: dict[str, Any], place: str = "") -> None:
        self.found = [(place, code, args)]


def record(cls: Any, value: Any, path: str, problems: list[Problem], **given: Any) -> Any:
    """A record (or part) from a JSON object, or None with its problems added.

    `given` are field values that the object itself does not hold (the id of info, the persona of an experience).
    """
    if type(value) is not dict:
        problems.append(Problem(path, "type-object", {"found": spelled(value)}))
        return None
    rows, required = _prepared(cls)
    fields: dict[str, Any] = dict(given)
    extra: list[tuple[str, str]] = []
    sound = True
    for key, item in value.items():
        row = rows.get(key)
        if row is None or key in given:
            extra.append((key, json_text(item)))
            problems.append(Problem(path, "unknown-field", {"key": key[:60]}, "warning"))
            continue
        try:
            fields[key] = row(item)
        except _Fault as fault:
            sound = False
            problems += [Problem(f"{path}.{key}{place}", code, args) for place, code, args in fault.found]
    if not required <= fields.keys():
        missing = [s.name for s in specs(cls) if s.required and s.name not in fields and s.name not in value]
        problems += [Problem(path, "missing", {"key": name}) for name in missing]
        sound = False
    if extra:
        fields["extra"] = tuple(extra)
    return cls(**fields) if sound else None


class _SoundIds(dict[Any, str]):
    """Ids that were found sound by themselves: of the references of a file most lead to a few records.

    Finding one takes a fifth of the time of matching it, and equal ones of a file become one. KeyError for a value
    that is no id.
    """

    def __missing__(self, value: Any) -> str:
        if type(value) is not str or not ID_PATTERN.fullmatch(value):
            raise KeyError(value)
        if len(self) >= _KEPT_IDS:
            self.clear()
        self[value] = value
        return value


_KEPT_IDS: Final = 10_000
_sound_ids: Final = _SoundIds()


@cache
def _quick(cls: Any) -> Callable[[dict[str, Any], dict[str, Any]], Any]:
    """What makes the record of an object in which nothing is wrong, missing or unknown; None of any other.

    It knows all of its class beforehand and does in one call what a sound file, as most are, needs done.
    """
    rows, required = _prepared(cls)
    single = {s.name: _sound_ids.__getitem__ for s in specs(cls) if s.ref is not None and not s.many}
    rows = {**rows, **single}
    # A call finds its parameters faster by the very strings that they are named by than by equal ones of a file.
    names = {name: name for name in rows}

    def quick(value: dict[str, Any], given: dict[str, Any]) -> Any:
        try:
            fields = {names[key]: rows[key](item) for key, item in value.items()}
        except (KeyError, TypeError, _Fault):  # a TypeError is of a list or an object in place of an id
            return None
        if given:
            if not fields.keys().isdisjoint(given):
                return None
            fields |= given
        return cls(**fields) if required <= fields.keys() else None

    return quick


def members(value: dict[str, Any], known: Iterable[str]) -> Extra:
    """The members of an object under other names than the known ones, as they are kept."""
    return tuple((key, json_text(item)) for key, item in value.items() if key not in known)


def json_text(value: Any) -> str:
    """A kept value as the one text that is written for it."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def spelled(value: Any) -> str:
    """How a message calls a JSON value that should have been another."""
    text = (
        json_text(value)
        if not isinstance(value, dict | list)
        else "{…}"
        if isinstance(value, dict)
        else "[…]"
    )
    return text if len(text) <= 40 else text[:40] + "…"


def record_list(
    key: str, value: Any, problems: list[Problem], found: dict[RecordId, Record], paths: dict[RecordId, str]
) -> None:
    """Add the records of one list to those found, each with its path; what is wrong goes to the problems."""
    if type(value) is not list:
        problems.append(Problem(key, "type-list", {"found": spelled(value)}))
        return
    limit = limits.RECORDS_OF.get(key, limits.RECORDS)
    if len(value) > limit:
        problems.append(Problem(key, "too-many-records", {"count": len(value), "limit": limit}))
        return
    cls: Any = LISTS[key]
    quick = _quick(cls)
    for i, item in enumerate(value):
        path = f"{key}[{i}]"
        made = quick(item, _NOTHING) if type(item) is dict else None
        if made is None:
            made = record(cls, item, path, problems)
        if made is None:
            # Its id still counts: what refers to it does not dangle because of another mistake.
            continue
        if made.id in found or made.id in (INFO_ID, STAMP_ID):
            problems.append(Problem(f"{path}.id", "duplicate-id", {"id": made.id}))
            continue
        if isinstance(made, Asset):
            problems += _picture_problems(made, path)
        found[made.id] = made
        paths[made.id] = path


def _picture_problems(asset: Asset, path: str) -> list[Problem]:
    header = image_header(asset.data)
    if header is None or header.media_type != asset.media_type:
        kind = asset.media_type.removeprefix("image/").upper()
        return [Problem(f"{path}.data", "image-unreadable", {"kind": kind})]
    size = {"width": header.width, "height": header.height}
    if header.width * header.height > limits.PIXELS:
        most = limits.PIXELS // 1_000_000
        return [Problem(f"{path}.data", "image-pixels", {**size, "limit": most})]
    out = []
    if (header.width, header.height) != (asset.width, asset.height):
        out.append(Problem(path, "image-size", size, "warning"))
    if hashlib.sha256(asset.data).hexdigest() != asset.sha256:
        out.append(Problem(f"{path}.sha256", "image-hash", {}, "warning"))
    return out


@cache
def _prepared(cls: Any) -> tuple[dict[str, Decode], frozenset[str]]:
    rows = {s.name: _decoder(s) for s in specs(cls)}
    return rows, frozenset(s.name for s in specs(cls) if s.required)


def _decoder(spec: Spec) -> Decode:
    if spec.keyed_by is not None:
        return _keyed(spec)
    one = _ONE[spec.shape](spec)
    return _many(one) if spec.many else one


def _wrong(shape: str, value: Any) -> _Fault:
    return _Fault(f"type-{shape}", {"found": spelled(value)})


def _checked(spec: Spec, value: Any) -> Any:
    """The value when the rules of its field find nothing wrong with it."""
    for code, args in faults(spec, value):
        raise _Fault(code, args)
    return value


def _text(spec: Spec) -> Decode:
    assert spec.text is not None
    limit, lines = spec.text.limit, spec.text.lines

    def decode(value: Any) -> Any:
        if type(value) is not str:
            raise _wrong("text", value)
        if not value.isascii() and not unicodedata.is_normalized("NFC", value):
            # Long before it is normalised: that takes longer than the limit is worth.
            value = unicodedata.normalize("NFC", value) if len(value) <= 4 * limit else value
        if len(value) <= limit and (value.replace("\n", "") if lines else value).isprintable():
            return value
        return _checked(spec, value)

    return decode


def _pattern(spec: Spec) -> Decode:
    pattern = spec.pattern.pattern if spec.pattern else ID_PATTERN

    def decode(value: Any) -> Any:
        if type(value) is not str:
            raise _wrong("text", value)
        return value if pattern.fullmatch(value) else _checked(spec, value)

    return decode


def _choice(spec: Spec) -> Decode:
    choices = {c: c for c in spec.choices}

    def decode(value: Any) -> Any:
        if type(value) is not str:
            raise _wrong("text", value)
        return choices.get(value) or _checked(spec, value)

    return decode


def _number(spec: Spec) -> Decode:
    low, high = _bounds(spec)

    def decode(value: Any) -> Any:
        if type(value) is not float and type(value) is not int:
            raise _wrong("number", value)
        return float(value) if low <= value <= high else _checked(spec, float(value))

    return decode


def _bounds(spec: Spec) -> tuple[float, float]:
    return (spec.range.low, spec.range.high) if spec.range else (-1e15, 1e15)


def _integer(spec: Spec) -> Decode:
    low, high = _bounds(spec)

    def decode(value: Any) -> Any:
        if type(value) is not int:
            raise _wrong("integer", value)
        return value if low <= value <= high else _checked(spec, value)

    return decode


def _flag(spec: Spec) -> Decode:
    def decode(value: Any) -> Any:
        if type(value) is not bool:
            raise _wrong("flag", value)
        return value

    return decode


def _bytes(spec: Spec) -> Decode:
    def decode(value: Any) -> Any:
        if type(value) is not str:
            raise _wrong("text", value)
        if len(value) > spec.size_limit * 4 // 3 + 4:
            raise _Fault("bytes-too-long", {"length": len(value) * 3 // 4, "limit": spec.size_limit})
        try:
            data = base64.b64decode(value, validate=True)
        except (ValueError, binascii.Error):
            raise _Fault("base64", {}) from None
        return _checked(spec, data)

    return decode


def _part(spec: Spec) -> Decode:
    part: Any = spec.part
    assert part is not None
    quick = _quick(part)

    def decode(value: Any) -> Any:
        made = quick(value, _NOTHING) if type(value) is dict else None
        return _made(part, value, {}) if made is None else made

    return decode


def _made(part: Any, value: Any, given: dict[str, Any]) -> Any:
    problems: list[Problem] = []
    made = record(part, value, "", problems, **given)
    if made is None:
        fault = _Fault("", {})
        fault.found = [(p.path, p.code, p.args) for p in problems if p.severity == "error"]
        raise fault
    return made


def _keyed(spec: Spec) -> Decode:
    part, field = spec.part, spec.keyed_by
    assert part is not None
    assert field is not None
    kind: Any = part
    key_of = _prepared(kind)[0][field]
    quick = _quick(kind)

    def one(key: str, value: Any) -> Any:
        given = {field: key_of(key)}
        made = quick(value, given) if type(value) is dict else None
        return _made(part, value, given) if made is None else made

    def decode(value: Any) -> Any:
        if type(value) is not dict:
            raise _wrong("object", value)
        try:
            return tuple([one(key, item) for key, item in value.items()])
        except _Fault:
            raise _collected(
                (f".{key[:64]}", partial(one, key, item)) for key, item in value.items()
            ) from None

    return decode


def _many(one: Decode) -> Decode:
    def decode(value: Any) -> Any:
        if type(value) is not list:
            raise _wrong("list", value)
        if len(value) > limits.ITEMS:
            raise _Fault("too-many-items", {"count": len(value), "limit": limits.ITEMS})
        try:
            return tuple([one(item) for item in value])
        except _Fault:
            raise _collected((f"[{i}]", partial(one, item)) for i, item in enumerate(value)) from None

    return decode


def _collected(tries: Iterable[tuple[str, Callable[[], Any]]]) -> _Fault:
    """All faults of the items of a list or object, each at its place."""
    whole = _Fault("", {})
    whole.found = []
    for place, attempt in tries:
        try:
            attempt()
        except _Fault as fault:
            whole.found += [(place + inner, code, args) for inner, code, args in fault.found]
    return whole


_ONE: Final[dict[str, Callable[[Spec], Decode]]] = {
    "text": _text,
    "pattern": _pattern,
    "ref": _pattern,
    "choice": _choice,
    "number": _number,
    "integer": _integer,
    "flag": _flag,
    "bytes": _bytes,
    "part": _part,
}
