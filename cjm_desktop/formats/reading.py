"""Parsed JSON to records: exact types, every finding with its JSON path, unknown fields kept.

One decoder a field is prepared from the field specifications, and of them one a class; an object that is fine
costs one call, and only one that is not fine is looked at again, member by member, to say where and why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any, Final

from cjm_desktop.formats import limits
from cjm_desktop.formats.decoding import ONE, Decode, Fault, collected, json_text, many, spelled, wrong
from cjm_desktop.formats.images import image_header
from cjm_desktop.i18n import N_
from cjm_desktop.model.fields import ID_PATTERN, Spec, specs
from cjm_desktop.model.problems import SENTENCES, Problem
from cjm_desktop.model.records import INFO_ID, LISTS, STAMP_ID, Asset, Extra, Record, RecordId

SENTENCES.update(
    {
        "type-object": N_("should be an object, not {found}"),
        "missing": N_("the field “{key}” is missing"),
        "unknown-field": N_("the field “{key}” is of another version; it is kept as it is"),
        "too-many-records": N_("has {count} records; at most {limit} fit in a journey"),
        "image-unreadable": N_("is not a {kind} picture"),
        "image-pixels": N_("the picture has {width} × {height} pixels; at most {limit} megapixels fit"),
        "image-size": N_("the picture is {width} × {height} pixels, not as large as the record says"),
        "image-hash": N_("the picture is not the one that was put in: its checksum differs"),
        "more-problems": N_("and {count} more"),
    }
)

_NOTHING: Final[dict[str, Any]] = {}


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
        except Fault as fault:
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
        except (KeyError, TypeError, Fault):  # a TypeError is of a list or an object in place of an id
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
    one = _part(spec) if spec.shape == "part" else ONE[spec.shape](spec)
    return many(one) if spec.many else one


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
        fault = Fault("", {})
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
            raise wrong("object", value)
        try:
            return tuple([one(key, item) for key, item in value.items()])
        except Fault:
            raise collected(
                (f".{key[:64]}", partial(one, key, item)) for key, item in value.items()
            ) from None

    return decode
