"""What of a journey is named on the command line: scenarios, lanes, what to show, lengths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from cjm_desktop.i18n import N_, in_language
from cjm_desktop.layout.paper import MM, UNITS
from cjm_desktop.model.fields import Range
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, refusal
from cjm_desktop.model.records import Lane, Scenario

if TYPE_CHECKING:
    from cjm_desktop.analysis.filtering import Filter

SENTENCES.update(
    {
        "cli-no-scenario": N_("There is no scenario “{name}”; the journey has: {known}."),
        "cli-no-lane": N_("There is no lane “{name}”; the journey has: {known}."),
        "cli-no-part": N_("“{name}” is no part of a poster; there are: {known}."),
        "cli-length": N_(
            "“{text}” is no length for --{option}; write 10mm, 1.5cm or 0.4in, at most {most} mm."
        ),
        "cli-distance": N_("“{text}” is no distance to read from; write 1.5 or 2m, at most {most} m."),
        "cli-dots": N_("“{text}” is no resolution; write a whole number from {least} to {most}."),
        "cli-split": N_("“{text}” does not say how to split; write one, phases or a number from 2 to 99."),
    }
)
#: Millimetres in what a length may be written in: as of paper, and points.
_UNITS: Final = {**UNITS, "pt": 1 / MM}


def scenario(journey: Journey, name: str | None) -> Scenario:
    """The scenario of a name or id, the first one when none is named."""
    if name is None:
        return journey.scenarios[0]
    wanted = name.strip().casefold()
    for one in journey.scenarios:
        if one.id == name or one.name.strip().casefold() == wanted:
            return one
    raise refusal("cli-no-scenario", name=name, known=quoted([s.name for s in journey.scenarios]))


def lanes(journey: Journey, names: str) -> list[Lane]:
    """The lanes of "pains,Cost": each by its name, id or kind (then all of that kind), in the map's order."""
    whole = _lanes_called(journey, names)  # a name may hold a comma
    if whole:
        return whole
    wanted: list[Lane] = []
    for name in filter(None, map(str.strip, names.split(","))):
        found = _lanes_called(journey, name)
        if not found:
            raise refusal("cli-no-lane", name=name, known=quoted([lane.name for lane in journey.lanes]))
        wanted += found
    return [lane for lane in journey.lanes if lane in wanted]


def _lanes_called(journey: Journey, name: str) -> list[Lane]:
    key = name.strip().casefold()
    named = [lane for lane in journey.lanes if lane.name.strip().casefold() == key or lane.id == name]
    return named or [lane for lane in journey.lanes if lane.kind == key]


def what(journey: Journey, scenario: Scenario, line: str | None) -> Filter | None:
    """The filter of "owner=Sales,tag=price"; None for no words."""
    if not line:
        return None
    from cjm_desktop.analysis.filter_words import parse

    with in_language(journey.info.language):  # "Without an owner" is called as on the poster
        return parse(journey, scenario.id, line)


def parts(names: str, known: Sequence[str]) -> list[str]:
    """The parts of "legend,footer", each one of those that are known."""
    wanted = [name for name in map(str.strip, names.lower().split(",")) if name]
    for name in wanted:
        if name not in known:
            raise refusal("cli-no-part", name=name, known=", ".join(known))
    return wanted


def millimetres(text: str, option: str, allowed: Range) -> float:
    """The millimetres of "10mm", "1,5 cm" or "0.4in"; refused when they are not allowed."""
    number = text.strip().lower().replace(",", ".")
    unit = number.lstrip("0123456789.")
    try:
        length = float(number.removesuffix(unit)) * _UNITS[unit.strip()]
    except (ValueError, KeyError):
        length = -1.0
    if not allowed.low <= length <= allowed.high:
        raise refusal("cli-length", text=text, option=option, most=f"{allowed.high:g}")
    return round(length, 3)


def metres(text: str, allowed: Range) -> float:
    """The metres of "1.5", "1,5m" or "2 m" to read from."""
    try:
        distance = float(text.strip().lower().replace(",", ".").removesuffix("m"))
    except ValueError:
        distance = -1.0
    if not allowed.low <= distance <= allowed.high:  # nan too
        raise refusal("cli-distance", text=text, most=f"{allowed.high:g}")
    return distance


def dots(text: str, allowed: Range) -> int:
    """The dots an inch of "300" or "300dpi"."""
    number = text.strip().lower().removesuffix("dpi").strip()
    found = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else -1
    if not allowed.low <= found <= allowed.high:
        raise refusal("cli-dots", text=text, least=allowed.low, most=f"{allowed.high}")
    return found


def split(text: str) -> dict[str, object]:
    """The settings of "one", "phases" or a number of sheets."""
    word = text.strip().lower()
    if word in ("one", "phases"):
        return {"split": word}
    if word.isascii() and word.isdigit() and len(word) < 3 and int(word) >= 1:
        return {"split": "count", "count": int(word)} if int(word) > 1 else {"split": "one"}
    raise refusal("cli-split", text=text)


def quoted(names: Sequence[str]) -> str:
    """The names as a sentence lists them."""
    return ", ".join(f"“{name}”" for name in names)
