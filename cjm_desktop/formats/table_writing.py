"""A scenario as a table, one row a touchpoint, for a spreadsheet; `table_reading` reads it back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from cjm_desktop.formats.table_cells import Separator, decimal_sign, written
from cjm_desktop.formats.table_columns import ALWAYS, CARD_FIELDS, COLUMNS, word_for
from cjm_desktop.i18n import N_, _, in_language
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, Problem
from cjm_desktop.model.records import (
    CARD_LANES,
    Card,
    Evidence,
    Lane,
    Owner,
    Persona,
    Record,
    RecordId,
    Touchpoint,
    name_of,
)

SENTENCES.update({"table-lost": N_("A table has no place for: {what} ({count})")})

_KINDS: Final = {kind: field for field, kind in CARD_FIELDS.items()}
_Row = dict[str, str]


def write_table(
    journey: Journey,
    scenario: RecordId,
    *,
    separator: Separator = ";",
    language: Literal["nl", "en"] = "nl",
    headers: Literal["nl", "en"] | None = None,
    decimal: Literal[",", "."] | None = None,
    mark: bool | None = None,
) -> bytes:
    """The scenario as CSV or TSV in UTF-8.

    Headers and words are in `headers` (default: `language`). Dutch numbers have a decimal comma unless the comma
    separates. With ";", Excel's separator in Dutch, a byte order mark stands in front so that Excel reads the
    accents; `decimal` and `mark` say otherwise. Cells that a spreadsheet would run as a formula get a leading tab.
    """
    comma = decimal or decimal_sign(language, separator)
    columns, rows = table_rows(journey, scenario, headers or language, comma)
    cells = [[row.get(field, "") for field, _header in columns] for row in rows]
    return written([[header for _field, header in columns], *cells], separator, mark)


def table_rows(
    journey: Journey, scenario: RecordId, words: str, comma: str
) -> tuple[list[tuple[str, str]], list[_Row]]:
    """The columns that a scenario fills (field, header), and its rows by field; `comma` stands in numbers."""
    rows = list(_rows(journey, scenario, words, comma))
    own = [lane for lane in _own_lanes(journey) if any(r.get(lane.id) for r in rows)]
    columns = [
        (c.field, c.nl if words == "nl" else c.en)
        for i, c in enumerate(COLUMNS)
        if i < ALWAYS or any(r.get(c.field) for r in rows)
    ]
    columns += [(lane.id, lane.name) for lane in own]
    return columns, rows


def lost_in_table(journey: Journey, scenario: RecordId) -> list[Problem]:
    """Warnings of what a table of one scenario can't hold."""
    road = {t.id for t in journey.road(scenario)}
    counts = {
        _("side roads"): sum(c.source in road for c in journey.connections),
        _("other scenarios"): len(journey.scenarios) - 1,
        _("comments"): len(journey.comments),
        _("pictures"): len(journey.assets),
    }
    return [Problem("", "table-lost", {"what": w, "count": n}, "warning") for w, n in counts.items() if n]


def _own_lanes(journey: Journey) -> list[Lane]:
    """Lanes of cards that have no column of their own in `table_columns`."""
    return [lane for lane in journey.lanes if lane.kind in CARD_LANES and _field_of(journey, lane) == lane.id]


def _field_of(journey: Journey, lane: Lane) -> str:
    """The column of a lane: the first lane of each known kind has that kind's, the others one by their name."""
    first = next(other for other in journey.lanes if other.kind == lane.kind)
    return _KINDS.get(lane.kind, lane.id) if first.id == lane.id else lane.id


def _rows(journey: Journey, scenario: RecordId, words: str, comma: str) -> Iterator[_Row]:
    personas = journey.personas_of(scenario)
    with in_language(journey.info.language):
        named = [name_of(journey[p]) for p in personas] != [_("Customer")]
    fields = {lane.id: _field_of(journey, lane) for lane in journey.lanes}
    cards: dict[RecordId, list[Card]] = {}
    parts = journey.parts(scenario)
    for card in journey.cards:
        if card.scenario in parts:
            cards.setdefault(card.anchor, []).append(card)
    road = journey.road(scenario)
    for phase in journey.phases:
        subtitle = phase.subtitle or ""
        steps = [t for t in road if t.phase == phase.id]
        if cards.get(phase.id) or not steps:
            row = _card_cells(journey, cards.get(phase.id, []), fields)
            yield row | {"phase": phase.name, "subtitle": subtitle}
            subtitle = ""
        for step in steps:
            progress.step()
            views = list(dict.fromkeys([*(e.persona for e in step.experience), *step.personas]))
            views = views or list(personas[:1])
            for i, persona in enumerate(views):
                row = _experience_cells(step, persona, comma)
                row |= {"phase": phase.name, "touchpoint": _line(step.title)}
                if named:
                    row["persona"] = name_of(journey[persona]) if journey.of(Persona, persona) else ""
                if i == 0:
                    row |= _touchpoint_cells(journey, step, words, comma)
                    row |= _card_cells(journey, cards.get(step.id, []), fields)
                    row["subtitle"], subtitle = subtitle, ""
                yield row
            if not views:
                row = _touchpoint_cells(journey, step, words, comma)
                row |= _card_cells(journey, cards.get(step.id, []), fields)
                yield row | {"phase": phase.name, "touchpoint": _line(step.title), "subtitle": subtitle}
                subtitle = ""


def _experience_cells(step: Touchpoint, persona: RecordId, comma: str) -> _Row:
    felt = step.experience_of(persona)
    if felt is None:
        return {}
    return {
        "emotion": _number(felt.emotional, comma),
        "functional": _number(felt.functional, comma),
        "expected": _number(felt.expected, comma),
        "word": felt.word or "",
    }


def _touchpoint_cells(journey: Journey, step: Touchpoint, words: str, comma: str) -> _Row:
    def name(id: RecordId | None) -> str:
        record: Record | None = journey.get(id)
        return _line(name_of(record)) if record else ""

    def word(kind: str, value: str | None) -> str:
        return word_for(kind, value, words) if value else ""

    def flag(value: bool | None) -> str:
        return "" if value is None else word("flag", "yes" if value else "no")

    owners = [o for o in (step.owner, *step.helpers) if journey.of(Owner, o)]
    helpers = owners[1:] if step.owner else owners
    proofs = [e for i in step.evidence if (e := journey.of(Evidence, i))]
    return {
        "channel": name(step.channel),
        "owner": name(step.owner),
        "helpers": "\n".join(map(name, helpers)),
        "evidence": "\n".join(
            word("evidence", e.kind) + (f": {_line(e.source)}" if e.source else "") for e in proofs
        ),
        "moment_of_truth": word("moment_of_truth", step.moment_of_truth),
        "indirect": flag(None if step.directness is None else step.directness == "indirect"),
        "drop_off": _number(step.drop_off.share if step.drop_off else None, comma),
        "drop_off_reason": (step.drop_off.reason or "") if step.drop_off else "",
        # A touchpoint without a name needs something in its row, or it would be a row of the phase.
        "kind": word("kind", step.kind) if step.kind != "contact" or not step.title else "",
        "effort": "" if step.effort is None else str(step.effort),
        "touch_time": _number(step.touch_time, comma),
        "wait_time": _number(step.wait_time, comma),
        "cost": _number(step.cost, comma),
        "task": step.task or "",
        "media": word("media", step.media),
        "device": step.device or "",
        "human": flag(step.human),
        "outcome": word("outcome", step.outcome),
        "tags": "\n".join(map(_line, step.tags)),
        "context": step.context or "",
        "notes": step.notes or "",
    }


def _card_cells(journey: Journey, cards: list[Card], fields: dict[RecordId, str]) -> _Row:
    """The cards of one anchor by column, several in one cell under each other."""
    row: dict[str, list[str]] = {}
    for card in cards:
        column = fields.get(card.lane)
        text = " / ".join(filter(None, (part.strip() for part in card.text.split("\n"))))
        if column and text:
            row.setdefault(column, []).append(text)
            if column == "pain_point":
                row.setdefault("severity", []).append("" if card.severity is None else str(card.severity))
    # Without any number there is no cell; the newlines alone would look like one.
    return {column: "\n".join(texts) for column, texts in row.items() if any(texts)}


def _number(value: float | None, comma: str) -> str:
    return "" if value is None else repr(float(value)).replace(".", comma)


def _line(text: str) -> str:
    return " ".join(text.split("\n"))
