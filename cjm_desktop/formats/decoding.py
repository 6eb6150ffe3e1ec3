"""One decoder for the values of a field: from parsed JSON to what its specification says, or a fault with its place."""

from __future__ import annotations

import base64
import binascii
import json
import unicodedata
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final, TypeAlias

from cjm_desktop.formats import limits
from cjm_desktop.i18n import N_
from cjm_desktop.model.fields import ID_PATTERN, Spec, faults
from cjm_desktop.model.problems import SENTENCES

SENTENCES.update(
    {
        "type-text": N_("should be a text, not {found}"),
        "type-number": N_("should be a number, not {found}"),
        "type-integer": N_("should be a whole number, not {found}"),
        "type-flag": N_("should be true or false, not {found}"),
        "type-list": N_("should be a list, not {found}"),
        "too-many-items": N_("has {count} items; at most {limit} fit"),
        "base64": N_("is not valid base64"),
    }
)

Decode: TypeAlias = Callable[[Any], Any]


class Fault(Exception):
    """A value is not what its field holds: code, arguments, and where inside the value."""

    def __init__(self, code: str, args: dict[str, Any], place: str = "") -> None:
        self.found = [(place, code, args)]


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


def wrong(shape: str, value: Any) -> Fault:
    """The fault of a value that is of another type than its field."""
    return Fault(f"type-{shape}", {"found": spelled(value)})


def _checked(spec: Spec, value: Any) -> Any:
    """The value when the rules of its field find nothing wrong with it."""
    for code, args in faults(spec, value):
        raise Fault(code, args)
    return value


def _text(spec: Spec) -> Decode:
    assert spec.text is not None
    limit, lines = spec.text.limit, spec.text.lines

    def decode(value: Any) -> Any:
        if type(value) is not str:
            raise wrong("text", value)
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
            raise wrong("text", value)
        return value if pattern.fullmatch(value) else _checked(spec, value)

    return decode


def _choice(spec: Spec) -> Decode:
    choices = {c: c for c in spec.choices}

    def decode(value: Any) -> Any:
        if type(value) is not str:
            raise wrong("text", value)
        return choices.get(value) or _checked(spec, value)

    return decode


def _number(spec: Spec) -> Decode:
    low, high = _bounds(spec)

    def decode(value: Any) -> Any:
        if type(value) is not float and type(value) is not int:
            raise wrong("number", value)
        return float(value) if low <= value <= high else _checked(spec, float(value))

    return decode


def _bounds(spec: Spec) -> tuple[float, float]:
    return (spec.range.low, spec.range.high) if spec.range else (-1e15, 1e15)


def _integer(spec: Spec) -> Decode:
    low, high = _bounds(spec)

    def decode(value: Any) -> Any:
        if type(value) is not int:
            raise wrong("integer", value)
        return value if low <= value <= high else _checked(spec, value)

    return decode


def _flag(spec: Spec) -> Decode:
    def decode(value: Any) -> Any:
        if type(value) is not bool:
            raise wrong("flag", value)
        return value

    return decode


def _bytes(spec: Spec) -> Decode:
    def decode(value: Any) -> Any:
        if type(value) is not str:
            raise wrong("text", value)
        if len(value) > spec.size_limit * 4 // 3 + 4:
            raise Fault("bytes-too-long", {"length": len(value) * 3 // 4, "limit": spec.size_limit})
        try:
            data = base64.b64decode(value, validate=True)
        except (ValueError, binascii.Error):
            raise Fault("base64", {}) from None
        return _checked(spec, data)

    return decode


def many(one: Decode) -> Decode:
    """What decodes a list of values that `one` decodes."""

    def decode(value: Any) -> Any:
        if type(value) is not list:
            raise wrong("list", value)
        if len(value) > limits.ITEMS:
            raise Fault("too-many-items", {"count": len(value), "limit": limits.ITEMS})
        try:
            return tuple([one(item) for item in value])
        except Fault:
            raise collected((f"[{i}]", partial(one, item)) for i, item in enumerate(value)) from None

    return decode


def collected(tries: Iterable[tuple[str, Callable[[], Any]]]) -> Fault:
    """All faults of the items of a list or object, each at its place."""
    whole = Fault("", {})
    whole.found = []
    for place, attempt in tries:
        try:
            attempt()
        except Fault as fault:
            whole.found += [(place + inner, code, args) for inner, code, args in fault.found]
    return whole


#: What decodes one value, by the shape of its field; parts are objects and read as such.
ONE: Final[dict[str, Callable[[Spec], Decode]]] = {
    "text": _text,
    "pattern": _pattern,
    "ref": _pattern,
    "choice": _choice,
    "number": _number,
    "integer": _integer,
    "flag": _flag,
    "bytes": _bytes,
}
