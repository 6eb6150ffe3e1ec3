"""What a preflight has to say: findings with their places, and what would mend them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import N_, _, ngettext, number
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import PosterSettings, RecordId, name_of

#: "error": it would print wrong; "warning": hardly what was meant; "note": good to know.
Severity: TypeAlias = Literal["error", "warning", "note"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "note")
#: No more findings of one code are told one by one.
MOST: Final = 25
#: A name in a sentence has at most so many characters.
_LONGEST: Final = 60
#: What the parts around the map are called, by the end of their key.
PART_NAMES: Final = {
    "header": N_("the header"),
    "personas": N_("the persona cards"),
    "insights": N_("the insights"),
    "legend": N_("the legend"),
    "footer": N_("the footer"),
    "qr": N_("the QR code"),
}
#: The kind of the lane that drawings without a record belong to, by the beginning of their key.
_LANES: Final = {
    **dict.fromkeys(("road", "loop"), "road"),
    **dict.fromkeys(
        ("axis", "note", "curve", "area", "functional", "expected", "other"),
        "experience",
    ),
}


@frozen()
class Remedy:
    """What would help, in a few words as on a button, and the settings that it asks for."""

    words: str
    settings: PosterSettings


@frozen()
class Finding:
    """One thing to know before printing, as a sentence in the language of the window.

    `place` is the id of a record, or the key of a part of the poster; None for the whole poster. `sheet` is the
    index of the sheet, None where it holds for all.
    """

    code: str
    severity: Severity
    words: str
    place: str | None = None
    sheet: int | None = None
    remedy: Remedy | None = None


def record_of(journey: Journey, key: str) -> RecordId | None:
    """The record that a placed drawing stands for, or None: keys are ids, or end in one, or in "@2" behind it.

    What belongs to no single record stands for its lane.
    """
    for name in (key, key.partition("@")[0]):
        if name in journey:
            return name
        last = name.rpartition(":")[2]
        if last in journey:
            return last
    kind = _LANES.get(key.partition("@")[0].partition(":")[0])
    return next((lane.id for lane in journey.lanes if lane.kind == kind), None)


def place_of(journey: Journey, key: str) -> str:
    """What a finding's place is: the record of a placed drawing, else its key."""
    return record_of(journey, key) or key


def named(journey: Journey, key: str) -> str:
    """What a sentence calls the place of a placed drawing: “Orders a bicycle”, the footer, the map."""
    if key.startswith("part:"):
        words = PART_NAMES.get(key.split(":")[1], N_("the poster"))
        return _(words)
    id = record_of(journey, key)
    record = None if id is None else journey.get(id)
    return _("the map") if record is None else quoted(name_of(record) or _("Untitled"))


def quoted(text: str) -> str:
    """A text of the author's on one line, in quotation marks, cut where it is long."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + '…'}”"


def percent(part: float, whole: float) -> str:
    """A share as a whole number of percents; all and none are said of all and none alone."""
    share = 100 * part / whole if whole else 0.0
    rounded = round(share)
    if 0 < share < 100:
        rounded = min(99, max(1, rounded))
    return number(rounded)


def told(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those beyond the first MOST of one code in one sentence."""
    out: list[Finding] = []
    seen: dict[str, list[Finding]] = {}
    for finding in findings:
        same = seen.setdefault(finding.code, [])
        same.append(finding)
        if len(same) <= MOST:
            out.append(finding)
    for code, same in seen.items():
        more = len(same) - MOST
        if more > 0:
            words = ngettext("{n} more like this.", "{n} more like this.", more).format(n=number(more))
            out.append(Finding(code, same[0].severity, words))
    return out
