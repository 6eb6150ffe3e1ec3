"""A filter in words: what can be asked of a journey, what is asked, and the filter of a line such as "owner=Sales"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from cjm_desktop.analysis.filtering import NONE, Filter, known
from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import N_, _
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, refusal
from cjm_desktop.model.records import Record, RecordId, name_of
from cjm_desktop.model.tagging import tag_counts

SENTENCES.update(
    {
        "filter-part": N_("“{part}” is no part of a filter; write for example owner=Sales,tag=price."),
        "filter-field": N_("“{name}” can't be filtered by; use one of: {known}."),
        "filter-value": N_("There is no “{name}” to filter by; the journey has: {known}."),
    }
)
#: Kinds of evidence, in words.
EVIDENCE: Final = {
    "assumption": N_("Assumption"),
    "reasoning": N_("Reasoning"),
    "frontline": N_("Staff who meet customers"),
    "persona": N_("Persona"),
    "data": N_("Data"),
    "interview": N_("Interview"),
    "observation": N_("Observation"),
    "research": N_("Research"),
}
#: Field of a filter → the words that the command line knows it by, English and Dutch.
FIELDS: Final = {
    "personas": ("persona",),
    "channels": ("channel", "kanaal"),
    "owners": ("owner", "eigenaar"),
    "evidence": ("evidence", "bewijs"),
    "tags": ("tag", "label"),
    "text": ("text", "tekst"),
}


@frozen()
class Choice:
    """One value to filter by, in words, with the number of touchpoints (of a tag: of places) that have it."""

    value: str
    words: str
    count: int


def choices(journey: Journey, scenario: RecordId) -> dict[str, tuple[Choice, ...]]:
    """Field of a filter → the values that occur in a scenario; fields with nothing to choose between are empty."""
    road = journey.road(scenario)
    parts = journey.parts(scenario)
    cards = [c for c in journey.cards if c.scenario in parts]
    everyone = journey.personas_of(scenario)
    kinds: dict[str, str] = {e.id: e.kind for e in journey.evidence}
    people = Counter(p for t in road for p in (t.personas or everyone))
    channels = Counter(t.channel for t in road if t.channel)
    owners = Counter(id for t in road for id in {t.owner or NONE, *t.helpers})
    for card in cards:
        if card.owner and card.owner not in owners:
            owners[card.owner] = 0
    evidence = Counter(k for t in road for k in ({kinds[e] for e in t.evidence if e in kinds} or {NONE}))
    out = {
        "personas": _named(journey.personas, people),
        "channels": _named(journey.channels, channels),
        "owners": _named(journey.owners, owners),
        "evidence": tuple(Choice(k, _(EVIDENCE[k]), evidence[k]) for k in EVIDENCE if k in evidence),
        "tags": tuple(Choice(tag, tag, n) for tag, n in tag_counts(journey, scenario).items()),
    }
    if owners[NONE]:
        out["owners"] += (Choice(NONE, _("Without an owner"), owners[NONE]),)
    if evidence[NONE]:
        out["evidence"] += (Choice(NONE, _("Without evidence"), evidence[NONE]),)
    return out


def _named(records: Iterable[Record], counts: Counter[str]) -> tuple[Choice, ...]:
    return tuple(Choice(r.id, name_of(r) or _("Untitled"), counts[r.id]) for r in records if r.id in counts)


def described(journey: Journey, filter: Filter) -> str:
    """What a filter asks for, in words: "owner Logistics; tag price; “size”"."""
    asked = known(journey, filter)
    parts = []
    for label, values in (
        (N_("persona {names}"), [_name(journey, id) for id in asked.personas]),
        (N_("channel {names}"), [_name(journey, id) for id in asked.channels]),
        (
            N_("owner {names}"),
            [_name(journey, id) if id != NONE else _("nobody") for id in asked.owners],
        ),
        (
            N_("evidence {names}"),
            [_(EVIDENCE[k]).lower() if k in EVIDENCE else _("none") for k in asked.evidence],
        ),
        (N_("tag {names}"), list(asked.tags)),
    ):
        if values:
            parts.append(_(label).format(names=", ".join(values)))
    words = " ".join(asked.text.split())
    return "; ".join([*parts, *([f"“{words}”"] if words else [])])


def _name(journey: Journey, id: RecordId) -> str:
    record = journey.get(id)
    return " ".join(name_of(record).split()) if record else ""


def parse(journey: Journey, scenario: RecordId, line: str) -> Filter:
    """The filter of a line such as "owner=Sales,tag=price"; "owner=-" asks for what has none.

    CjmError when a field or a value is not there.
    """
    asked = Filter()
    offered = choices(journey, scenario)
    fields = {word: field for field, words in FIELDS.items() for word in words}
    for part in filter_parts(line):
        name, equals, value = part.partition("=")
        if not equals or not value.strip():
            raise refusal("filter-part", part=part)
        field = fields.get(name.strip().casefold())
        if field is None:
            raise refusal("filter-field", name=name.strip(), known=", ".join(w[0] for w in FIELDS.values()))
        if field == "text":
            asked = replace(asked, text=f"{asked.text} {value}".strip())
        else:
            held: tuple[str, ...] = getattr(asked, field)
            chosen = _chosen(value.strip(), offered[field])
            asked = replace(asked, **{field: (*held, chosen)})
    return asked


def filter_parts(line: str) -> list[str]:
    """The parts of a line between commas; a comma before a part without "=" belongs to a value."""
    out: list[str] = []
    for part in line.split(","):
        if out and "=" not in part:
            out[-1] += "," + part
        elif part.strip():
            out.append(part.strip())
    return out


def _chosen(name: str, offered: tuple[Choice, ...]) -> str:
    wanted = name.casefold()
    if wanted == "-":
        wanted = NONE
    for choice in offered:
        if wanted in (choice.value.casefold(), " ".join(choice.words.split()).casefold()):
            return choice.value
    for choice in offered:  # "Sanne" stands for "Sanne, 34 · project leader"
        if wanted and choice.words.casefold().startswith(wanted):
            return choice.value
    names = ", ".join(f"“{c.words}”" for c in offered) or _("none")
    raise refusal("filter-value", name=name, known=names)
