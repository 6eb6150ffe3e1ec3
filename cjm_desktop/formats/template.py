"""The built-in templates: phases, goals, guiding questions and touchpoints to begin with; nothing is scored."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, Final, Literal

from cjm_desktop import resources
from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import N_
from cjm_desktop.model.ids import keys_between, new_id
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, refusal
from cjm_desktop.model.records import (
    Channel,
    Connection,
    Info,
    Lane,
    LaneKind,
    Persona,
    Phase,
    Record,
    RecordId,
    Scenario,
    Touchpoint,
)
from cjm_desktop.model.starter import starting_records

SENTENCES.update({"template-unknown": N_("There is no template “{name}”.")})

Language = Literal["nl", "en"]

#: Marks of where a text comes from: (S) the method, (L) literature, (I) our own addition.
_MARK: Final = re.compile(r"\s*\((?:S|L|I)(?:/(?:S|L|I))*\)")
#: The Dutch text says so when the customer acts and nobody answers.
_ACTION: Final = re.compile(r"\s*\((?:klantactie|customer action)\)")
_NO_CONTACT: Final = "Geen contactmoment"
_SCOPES: Final[dict[str, Literal["buyer", "customer"]]] = {
    "weg_5stappen": "customer",
    "buyers_journey": "buyer",
    "aida": "buyer",
}
_LOOPING: Final = ("bonsing_mann", "5k", "mckinsey_cdj")
#: Lanes of the service blueprint by their English name in the file; the lines between them are drawn.
_BLUEPRINT: Final[dict[str, LaneKind]] = {
    "Physical evidence": "evidence",
    "Customer actions": "actions",
    "Frontstage": "frontstage",
    "Backstage": "backstage",
    "Support processes": "support",
}


@frozen()
class Template:
    """What a dialog shows of a template; `description` names its phases, `source` where it comes from."""

    id: str
    name: str
    description: str
    phases: tuple[str, ...]
    source: str


def templates(language: Language = "nl") -> tuple[Template, ...]:
    """All templates with their names in a language: first the full ones, then the short ones."""
    out = []
    for row in _all():
        names = tuple(_text(p, language) for p in row["phases"])
        name = _text(row, language)
        out.append(Template(row["id"], name, " · ".join(names), names, row.get("source", "")))
    return tuple(out)


def from_template(id: str, language: Language = "nl", *, created: str | None = None) -> Journey:
    """A new journey from a template; CjmError when there is none of that id."""
    row = next((t for t in _all() if t["id"] == id), None)
    if row is None:
        raise refusal("template-unknown", name=id)
    names = tuple(_text(p, language) for p in row["phases"])
    records = starting_records(language, _text(row, language), phases=names, created=created)
    scenario = next(r for r in records if isinstance(r, Scenario))
    phases = [r for r in records if isinstance(r, Phase)]
    channels = _channels(row, language)
    touchpoints = _touchpoints(row, phases, scenario.id, channels, language)
    personas = _personas(row, language) or [r for r in records if isinstance(r, Persona)]
    road: Literal["winding", "loop"] = "loop" if id in _LOOPING else "winding"
    scenario = replace(scenario, personas=tuple(p.id for p in personas), road=road)
    info = next(r for r in records if isinstance(r, Info))
    info = replace(
        info,
        scope=_SCOPES.get(id, "experience"),
        type="composite" if len(personas) > 1 else "single",
        cycles=_cycles(row, language),
    )
    replaced = Persona | Scenario | Phase | Info | Lane
    kept: list[Record] = [r for r in records if not isinstance(r, replaced)]
    lanes = _lanes(row, [r for r in records if isinstance(r, Lane)], language)
    return Journey(
        [
            info,
            scenario,
            *personas,
            *kept,
            *_full_phases(row, phases, language),
            *lanes,
            *channels.values(),
            *(t for group in touchpoints for t in group),
            *_loops(row, touchpoints, language),
        ]
    )


@cache
def _file() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resources.path("templates", "templates.json").read_text("utf-8"))
    return found


@cache
def _all() -> tuple[dict[str, Any], ...]:
    """Full and short templates in one shape."""
    short = []
    for row in _file()["short_templates"]:
        phases = [{"nl": nl, "en": en, "questions": [question]} for nl, en, question in row["phases"]]
        short.append({**row, "phases": phases})
    return (*_file()["templates"], *short)


def _text(value: Any, language: Language) -> str:
    """A text of the file in a language, without its marks: {"nl": …, "en": …} or "nl|en"."""
    if isinstance(value, str):
        dutch, _bar, english = value.partition("|")
        found = (english or dutch) if language == "en" else dutch
    else:
        found = value.get(language) or value["nl"]
    return _MARK.sub("", found).strip()


def _full_phases(row: dict[str, Any], phases: list[Phase], language: Language) -> list[Phase]:
    out = []
    for phase, given in zip(phases, row["phases"], strict=True):
        band = "spans" in given
        cycle = given.get("cycle", 1)
        under = [
            other.id
            for other, that in zip(phases, row["phases"], strict=True)
            if "spans" not in that and (given.get("spans") == "all" or that.get("cycle", 1) == cycle)
        ]
        out.append(
            replace(
                phase,
                cycle=cycle,
                spans="band" if band else "self",
                spanned=tuple(under) if band else (),
                customer_goal=_text(given["goal"], language) if "goal" in given else None,
                questions=tuple(_text(q, language) for q in given.get("questions", ())),
                dos=tuple(_text(t, language) for t in given.get("dos", ())),
                donts=tuple(_text(t, language) for t in given.get("donts", ())),
            )
        )
    return out


def _cycles(row: dict[str, Any], language: Language) -> tuple[str, ...]:
    """The names of the template's cycles, the first first; () when it has but one."""
    names = {p.get("cycle", 1): p["cycle_name"] for p in row["phases"] if "cycle_name" in p}
    return tuple(_text(names[cycle], language) for cycle in sorted(names))


def _channels(row: dict[str, Any], language: Language) -> dict[str, Channel]:
    """The channels that the template's phases name, once each."""
    ids = list(dict.fromkeys(c for p in row["phases"] for c in p.get("channels", ())))
    orders = keys_between(None, None, len(ids))
    names = _file()["channels"]
    return {
        id: Channel(id=new_id("channel"), order=order, name=_text(names[id], language))
        for id, order in zip(ids, orders, strict=True)
    }


def _touchpoints(
    row: dict[str, Any],
    phases: list[Phase],
    scenario: RecordId,
    channels: dict[str, Channel],
    language: Language,
) -> list[list[Touchpoint]]:
    """The touchpoints of each phase; a channel only where the touchpoint's own words name it."""
    groups = []
    for phase, given in zip(phases, row["phases"], strict=True):
        rows = [t for t in given.get("touchpoints", ()) if not t["nl"].startswith(_NO_CONTACT)]
        group = []
        for text, order in zip(rows, keys_between(None, None, len(rows)), strict=True):
            channel = _named_channel(text["nl"], given.get("channels", ()))
            action = _ACTION.search(text["nl"]) is not None
            group.append(
                Touchpoint(
                    id=new_id("touchpoint"),
                    scenario=scenario,
                    phase=phase.id,
                    order=order,
                    title=_ACTION.sub("", _text(text, language)),
                    kind="customer_action"
                    if action
                    else "internal"
                    if given.get("company_only")
                    else "contact",
                    channel=channels[channel].id if channel else None,
                )
            )
        groups.append(group)
    return groups


def _named_channel(title: str, among: list[str]) -> str | None:
    words = title.casefold()
    names = _file()["channels"]
    return next((c for c in among if str(names[c]["nl"]).casefold() in words), None)


def _personas(row: dict[str, Any], language: Language) -> list[Persona]:
    """The members of the decision making unit, when the template has them."""
    rows = row.get("stakeholders", ())
    return [
        Persona(
            id=new_id("persona"),
            order=order,
            name=_text(given, language),
            dmu_role=given["role"],
            interest=_text(given["interest"], language),
        )
        for given, order in zip(rows, keys_between(None, None, len(rows)), strict=True)
    ]


def _lanes(row: dict[str, Any], usual: list[Lane], language: Language) -> list[Lane]:
    """The usual lanes; a blueprint's own lanes stand where the customer's actions usually do."""
    given = [g for g in row.get("lanes", ()) if _english(g) in _BLUEPRINT]
    if not given:
        return usual
    out: list[Lane] = []
    for lane in usual:
        if lane.kind != "actions":
            out.append(lane)
            continue
        for line in given:
            kind = _BLUEPRINT[_english(line)]
            out.append(Lane(id=new_id("lane"), name=_text(line, language), kind=kind))
    orders = keys_between(None, None, len(out))
    return [replace(lane, order=order) for lane, order in zip(out, orders, strict=True)]


def _english(value: dict[str, str]) -> str:
    return value["en"]


def _loops(row: dict[str, Any], groups: list[list[Touchpoint]], language: Language) -> list[Connection]:
    """From the last touchpoint of one phase to the first of another: back, on, or on the main road itself."""
    places = {p["nl"]: i for i, p in enumerate(row["phases"])}
    out = []
    for source, target, label in row.get("loops", ()):
        start, end = places[source], places[target]
        if not groups[start] or not groups[end]:
            continue
        kind: Literal["return", "main", "choice"] = "choice"
        if end <= start:
            kind = "return"
        elif all(not group for group in groups[start + 1 : end]):
            kind = "main"
        out.append(
            Connection(
                id=new_id("connection"),
                source=groups[start][-1].id,
                target=groups[end][0].id,
                kind=kind,
                label=_text(label, language),
            )
        )
    return out
