"""What a field of a record may hold, read once from the annotations of the record's class.

The reader, the writer, the rules, the JSON Schema test and the inspector all work from these specifications,
so that a new field is one line in `records.py`.
"""

from __future__ import annotations

import math
import re
import sys
import types
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from cjm_desktop.frozen import MISSING, fields_of, frozen, is_frozen

ID_PATTERN: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
ORDER_PATTERN: Final = re.compile(r"[A-Za-z0-9]{1,1000}")
DATE_PATTERN: Final = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z?)?")
COLOUR_PATTERN: Final = re.compile(r"#[0-9A-Fa-f]{6}")
#: C0 and C1 controls but newline and tab, and what no file may hold: lone surrogates.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
LABEL_LENGTH: Final = 2_000
NOTE_LENGTH: Final = 20_000


@frozen()
class Text:
    """Words of at most `limit` characters; `lines` says that newlines are allowed."""

    limit: int = LABEL_LENGTH
    lines: bool = False


@frozen()
class Pattern:
    """A string that a regular expression matches as a whole; `name` is what a message calls it."""

    pattern: re.Pattern[str]
    name: str


@frozen()
class Range:
    """A finite number in [low, high]."""

    low: float
    high: float


@frozen()
class Ref:
    """The id of a record of one of the kinds."""

    kinds: tuple[str, ...]


@frozen()
class KeyedBy:
    """A JSON object whose keys become the named field of each part."""

    field: str


@frozen()
class Base64:
    """Bytes, in the file as base64 text."""

    limit: int


#: What a value is made of; "parts" are nested dataclasses without an id.
Shape = Literal["text", "pattern", "choice", "number", "integer", "flag", "ref", "part", "bytes"]


@frozen()
class Spec:
    """One field: its name, what it is made of, whether it is a list, and whether it may be absent."""

    name: str
    shape: Shape
    many: bool
    required: bool
    optional: bool
    default: Any
    text: Text | None = None
    pattern: Pattern | None = None
    choices: tuple[str, ...] = ()
    range: Range | None = None
    ref: Ref | None = None
    part: type[Any] | None = None
    keyed_by: str | None = None
    size_limit: int = 0


def specs(record_class: type[Any]) -> tuple[Spec, ...]:
    """The specifications of all fields of a record class in file order (`extra` is not one)."""
    known = _SPECS.get(record_class)
    if known is None:
        known = _SPECS[record_class] = _read_specs(record_class)
    return known


_SPECS: Final[dict[type[Any], tuple[Spec, ...]]] = {}


def _read_specs(record_class: type[Any]) -> tuple[Spec, ...]:
    out = []
    for field in fields_of(record_class):
        if field.name != "extra":
            required = field.default is MISSING and field.make is None
            default = None if required else field.default
            out.append(_spec(field.name, _meant(field.type, record_class.__module__), required, default))
    return tuple(out)


@cache
def _meant(annotation: str, module: str) -> Any:
    """What an annotation of one of our record classes stands for.

    `typing.get_type_hints` gives the same, but evaluates the few annotations that all records are made of anew for
    each field: five milliseconds before the first file is read.
    """
    return eval(annotation, vars(sys.modules[module]))


def spec(record_class: type[Any], name: str) -> Spec:
    """The specification of one field; KeyError when there is none of that name."""
    for candidate in specs(record_class):
        if candidate.name == name:
            return candidate
    raise KeyError(name)


def _spec(name: str, hint: Any, required: bool, default: Any) -> Spec:
    marks: list[Any] = []
    optional = many = False
    while True:
        origin = get_origin(hint)
        if origin is Annotated:
            hint, *own = get_args(hint)
            marks = own + marks
        elif origin in (Union, types.UnionType):
            optional = True
            hint = next(a for a in get_args(hint) if a is not type(None))
        elif origin is tuple:
            many = True
            hint = get_args(hint)[0]
        else:
            break

    def mark(of: type[Any]) -> Any:
        return next((m for m in marks if isinstance(m, of)), None)

    common: dict[str, Any] = {
        "name": name,
        "many": many,
        "required": required,
        "optional": optional,
        "default": default,
    }
    if get_origin(hint) is Literal:
        return Spec(shape="choice", choices=get_args(hint), **common)
    if is_frozen(hint):
        keyed = mark(KeyedBy)
        assert isinstance(hint, type)
        return Spec(shape="part", part=hint, keyed_by=keyed.field if keyed else None, **common)
    if hint is bool:
        return Spec(shape="flag", **common)
    if hint is int:
        return Spec(shape="integer", range=mark(Range), **common)
    if hint is float:
        return Spec(shape="number", range=mark(Range), **common)
    if hint is bytes:
        return Spec(shape="bytes", size_limit=mark(Base64).limit, **common)
    if (ref := mark(Ref)) is not None:
        return Spec(shape="ref", ref=ref, **common)
    if (pattern := mark(Pattern)) is not None:
        return Spec(shape="pattern", pattern=pattern, **common)
    return Spec(shape="text", text=mark(Text) or Text(), **common)


def faults(field: Spec, value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (code, arguments) for each thing wrong with one value (not a list) of a field.

    Types are taken as given by the dataclass; this checks lengths, characters, ranges and choices.
    """
    if field.shape == "text":
        assert field.text is not None
        if len(value) > field.text.limit:
            yield "text-too-long", {"length": len(value), "limit": field.text.limit}
        if _FORBIDDEN.search(value) or (not field.text.lines and ("\n" in value or "\t" in value)):
            bad = next((c for c in value if _FORBIDDEN.match(c) or c in "\n\t"), "")
            yield "text-control", {"code": f"U+{ord(bad):04X}"}
    elif field.shape == "pattern":
        assert field.pattern is not None
        if not field.pattern.pattern.fullmatch(value):
            yield "pattern", {"name": field.pattern.name, "value": value[:60]}
    elif field.shape == "ref":
        if not ID_PATTERN.fullmatch(value):
            yield "pattern", {"name": "id", "value": value[:60]}
    elif field.shape == "choice":
        if value not in field.choices:
            yield "choice", {"value": str(value)[:60], "choices": ", ".join(field.choices)}
    elif field.shape in ("number", "integer"):
        if not math.isfinite(value):
            yield "not-finite", {}
        elif field.range is not None and not field.range.low <= value <= field.range.high:
            yield "range", {"value": value, "low": field.range.low, "high": field.range.high}
    elif field.shape == "bytes" and len(value) > field.size_limit:
        yield "bytes-too-long", {"length": len(value), "limit": field.size_limit}
