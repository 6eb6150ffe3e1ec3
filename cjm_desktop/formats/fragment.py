"""Records on the clipboard: JSON under our own media type, and an outline in plain text for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from cjm_desktop.formats import limits, linking, reading, writing
from cjm_desktop.formats.strict_json import parse
from cjm_desktop.i18n import N_, number
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem, refusal
from cjm_desktop.model.records import LISTS, Card, Phase, Record, RecordId, Touchpoint, name_of

SENTENCES.update({"fragment-version": N_("The clipboard holds items of another version of CJM Desktop.")})

MEDIA_TYPE: Final = "application/x-cjm+json"
_FORMAT: Final = "cjm-desktop-fragment"
_VERSION: Final = 1


def write(records: Iterable[Record]) -> bytes:
    """Records for the clipboard, with references to others that are not among them; info and stamp are left out.

    CjmError when they are more than 5 MB together.
    """
    head = f'"format": "{_FORMAT}", "version": {_VERSION}'
    data = ("{" + ",\n".join([head, *writing.lists(records)]) + "}\n").encode("utf-8", "replace")
    if len(data) > limits.FRAGMENT_BYTES:
        size = round(len(data) / 1e6 + 0.05, 1)
        raise refusal("file-too-big", size=size, limit=limits.FRAGMENT_BYTES / 1e6)
    return data


def read(data: bytes) -> tuple[Record, ...]:
    """The records that the bytes hold, in file order; CjmError for anything that is not a sound fragment.

    References may lead outside (pasting clears those that lead nowhere); all other rules hold.
    """
    document = parse(data, limit=limits.FRAGMENT_BYTES)
    if type(document) is not dict or document.get("format") != _FORMAT:
        raise refusal("nothing-to-paste")
    if type(document.get("version")) is not int or document["version"] != _VERSION:
        raise refusal("fragment-version")
    problems: list[Problem] = []
    found: dict[RecordId, Record] = {}
    paths: dict[RecordId, str] = {}
    for key in LISTS:
        if key in document:
            reading.record_list(key, document[key], problems, found, paths)
    problems += [p for p in linking.linked(found, paths) if p.code != "dangling"]
    errors = [p for p in problems if p.severity == "error"]
    if errors:
        raise CjmError(errors[: limits.PROBLEMS])
    return tuple(found.values())


def outline(records: Sequence[Record]) -> str:
    """The records as plain text: one line a touchpoint with its emotions, its cards below it, names of the rest."""
    people = {r.id: name_of(r) for r in records if r.KIND == "persona"}
    cards: dict[RecordId, list[Card]] = {}
    there = {r.id for r in records if isinstance(r, Touchpoint | Phase)}
    for record in records:
        if isinstance(record, Card) and record.anchor in there:
            cards.setdefault(record.anchor, []).append(record)
    lines: list[str] = []
    for record in records:
        if isinstance(record, Card) and record.anchor in there:
            continue
        line = (
            _touchpoint_line(record, people) if isinstance(record, Touchpoint) else _one_line(name_of(record))
        )
        if not line:
            continue
        lines.append(line)
        lines += ["\t" + _one_line(card.text) for card in cards.get(record.id, ()) if card.text]
    return "\n".join(lines)


def _touchpoint_line(touchpoint: Touchpoint, people: dict[RecordId, str]) -> str:
    scores = []
    for felt in touchpoint.experience:
        if felt.emotional is not None:
            name = people.get(felt.persona)
            score = number(felt.emotional, 1)
            scores.append(f"{_one_line(name)} {score}" if name else score)
    title = _one_line(touchpoint.title)
    return f"{title} ({', '.join(scores)})" if scores else title


def _one_line(text: str) -> str:
    return " ".join(text.split())
