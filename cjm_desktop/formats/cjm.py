"""The .cjm file: one UTF-8 JSON document, one record a line, read strictly and written always the same way.

    {"format": "cjm-desktop", "version": 2, "app": "0.1.0",
    "info": {"title": "…", "created": "2026-11-22", "revision": 3},
    "touchpoints": [
    {"id": "tp_7k2m9x4q", "scenario": "sc_1f", "phase": "ph_4d", "order": "a3", "title": "…"}
    ]}

Keys and values of every record are the fields of `model.records`; `tests/data/v1-all.cjm` has one of each and
`resources/cjm.schema.json` says the same in JSON Schema. `info` holds the stamp too (created, modified, revision).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from cjm_desktop import __version__, collector
from cjm_desktop.formats import decoding, limits, linking, migrations, reading, writing
from cjm_desktop.formats.normal_form import in_normal_form
from cjm_desktop.formats.safe_write import Fingerprint, fingerprint_of, read_file, write_file
from cjm_desktop.formats.strict_json import parse
from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem
from cjm_desktop.model.records import INFO_ID, LISTS, STAMP_ID, Info, Record, RecordId, Stamp

SENTENCES.update(
    {
        "not-a-journey": N_("This is JSON, but not a journey of CJM Desktop."),
        "unsound-journey": N_("Nothing was written, because the journey would not open again: {reason}"),
        "key-reserved": N_("the field “{key}” begins with a slash, which is kept for the program"),
    }
)

FORMAT: Final = "cjm-desktop"
SUFFIX: Final = ".cjm"
#: Unknown members of the whole document are kept in `Info.extra` under this prefix.
_TOP: Final = "/"
_STAMP_KEYS: Final = ("created", "modified", "revision")
_HEADER_KEYS: Final = frozenset(("format", "version", "app", "info", *LISTS))


def write(journey: Journey) -> bytes:
    """The file of a journey; two journeys that are equal give the same bytes."""
    info, stamp = journey.info, journey.stamp
    own = tuple((k, v) for k, v in info.extra if not k.startswith(_TOP))
    top = tuple((k.removeprefix(_TOP), v) for k, v in info.extra if k.startswith(_TOP))
    fields = writing.members(replace(info, extra=()), "id") + writing.members(stamp, "id")
    fields += [f"{writing.quoted(k)}: {v}" for k, v in own]
    head = f'"format": "{FORMAT}", "version": {migrations.VERSION}, "app": "{__version__}"'
    blocks = [head, '"info": {' + ", ".join(fields) + "}", *writing.lists(journey.records())]
    blocks += [f"{writing.quoted(k)}: {v}" for k, v in top]
    # Half a surrogate would raise here; it becomes "?" and the reader of `save` tells it from what was meant.
    return ("{" + ",\n".join(blocks) + "}\n").encode("utf-8", "replace")


def read(data: bytes, *, name: str = "") -> Journey:
    """The journey that the bytes hold; CjmError with every error found. `name` is the file's, for the message."""
    with collector.paused():
        found, problems = _read(data)
        if found is None:
            raise CjmError(_told([p for p in problems if p.severity == "error"], name))
        return Journey(found.values())


def problems_of(data: bytes) -> list[Problem]:
    """Everything that is wrong or odd in a file: errors, then warnings (fields of another version, …)."""
    with collector.paused():
        problems = _read(data)[1]
    return sorted(problems, key=lambda p: p.severity != "error")


def load(path: str | os.PathLike[str]) -> tuple[Journey, Fingerprint]:
    """The journey in a file, and the mark by which `save` sees whether another changed the file since."""
    place = Path(path)
    data, mark = read_file(place, limits.FILE_BYTES)
    return read(data, name=place.name), mark


def save(
    journey: Journey,
    path: str | os.PathLike[str],
    *,
    expected: Fingerprint | None = None,
    backup_dir: Path | None = None,
) -> Fingerprint:
    """Write a journey so that the old file or the new one is there, whatever happens; give the new mark.

    Before the disk is touched the bytes are read back and compared with the journey. `expected` is the mark of
    the file as it was loaded or last saved: when another has changed it since, ChangedOnDisk is raised. CjmError
    tells every other reason why nothing was written.
    """
    data = sound_bytes(journey)
    return write_file(Path(path), data, expected=expected, backup_dir=backup_dir)


def sound_bytes(journey: Journey) -> bytes:
    """The file of a journey, proven to read as the same journey; CjmError when it does not."""
    with collector.paused():
        data = write(journey)
        found, problems = _read(data)
        errors = [p for p in problems if p.severity == "error"]
        if found is None:
            raise CjmError(Problem("", "unsound-journey", {"reason": errors[0].sentence}))
        if not (_holds(found, journey) or _holds(found, in_normal_form(journey))):
            different = next((r.id for r in journey.records() if found.get(r.id) != r), "")
            raise CjmError(Problem("", "unsound-journey", {"reason": different}))
    return data


def _holds(found: Mapping[RecordId, Record], journey: Journey) -> bool:
    return len(found) == len(journey) and all(found.get(r.id) == r for r in journey.records())


def _read(data: bytes) -> tuple[dict[RecordId, Record] | None, list[Problem]]:
    """All records by id (None when there is an error) and everything that was found."""
    try:
        return _records(parse(data))
    except CjmError as error:
        return None, list(error.problems)


def _records(document: Any) -> tuple[dict[RecordId, Record] | None, list[Problem]]:
    if type(document) is not dict or document.get("format") != FORMAT:
        return None, [Problem("", "not-a-journey")]
    document = migrations.to_current(document)
    problems: list[Problem] = []
    found: dict[RecordId, Record] = {}
    paths: dict[RecordId, str] = {}
    top = reading.members(document, _HEADER_KEYS)
    problems += [Problem("", "unknown-field", {"key": key[:60]}, "warning") for key, _ in top]
    info, stamp = _info(document.get("info", {}), top, problems)
    for key in LISTS:
        if key in document:
            reading.record_list(key, document[key], problems, found, paths)
    if info is not None:
        found[INFO_ID], paths[INFO_ID] = info, "info"
    broken = any(p.severity == "error" for p in problems)
    # A record that can't be read would make every reference to it dangle: tell the causes before the effects.
    if not broken:
        problems += linking.linked(found, paths)
        broken = any(p.severity == "error" for p in problems)
    if broken:
        return None, problems
    if stamp is not None:
        found[STAMP_ID] = stamp
    return found, problems


def _info(value: Any, top: Any, problems: list[Problem]) -> tuple[Info | None, Stamp | None]:
    if type(value) is not dict:
        problems.append(Problem("info", "type-object", {"found": decoding.spelled(value)}))
        return None, None
    own = {k: v for k, v in value.items() if k not in _STAMP_KEYS}
    for key in own:
        if key.startswith(_TOP):
            problems.append(Problem("info", "key-reserved", {"key": key[:60]}))
    info = reading.record(Info, own, "info", problems, id=INFO_ID)
    if info is not None and top:
        info = replace(info, extra=(*info.extra, *((_TOP + k, v) for k, v in top)))
    dates = {k: value[k] for k in _STAMP_KEYS if k in value}
    return info, reading.record(Stamp, dates, "info", problems, id=STAMP_ID)


def _told(errors: list[Problem], name: str) -> list[Problem]:
    """The errors as they are shown: with the file's name where they have no other place, and not endlessly many."""
    shown = [replace(p, path=p.path or name) for p in errors[: limits.PROBLEMS]]
    if len(errors) > len(shown):
        shown.append(Problem("", "more-problems", {"count": len(errors) - len(shown)}))
    return shown


__all__ = [
    "FORMAT",
    "SUFFIX",
    "Fingerprint",
    "fingerprint_of",
    "load",
    "problems_of",
    "read",
    "save",
    "sound_bytes",
    "write",
]
