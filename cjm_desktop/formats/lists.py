"""Lists of what a journey holds, for a spreadsheet: cards, insights, people. One row a record, one kind a column.

The same columns are written as CSV here and as sheets of a workbook by `workbook`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Literal, TypeAlias

from cjm_desktop.analysis import findings, insights
from cjm_desktop.formats.table_cells import Separator, decimal_sign, written
from cjm_desktop.formats.table_columns import word_for
from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import N_, _, in_language
from cjm_desktop.layout.card_parts import STATUS
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, Evidence, Owner, Phase, RecordId, Touchpoint, name_of

Cell: TypeAlias = str | float | int | bool | datetime.date | None
#: What the cells of a column hold; text may have several lines, a share is a fraction of 1.
CellKind: TypeAlias = Literal["text", "number", "share", "date", "flag"]


@frozen()
class ListColumn:
    """A column: its header and what its cells hold; no wider than `width` characters."""

    header: str
    kind: CellKind = "text"
    width: float = 16.0


@frozen()
class ListTable:
    """A list under its name; each row has a cell for each column."""

    name: str
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]


_PLACE: Final = (
    ListColumn(N_("Phase"), width=28),
    ListColumn(N_("Touchpoint"), width=32),
)
_WORK: Final = (
    ListColumn(N_("Owner"), width=28),
    ListColumn(N_("Status"), width=16),
    ListColumn(N_("Due"), "date", 12),
    ListColumn(N_("Impact (1 to 5)"), "number", 9),
    ListColumn(N_("Effort (1 to 5)"), "number", 9),
    ListColumn(N_("Quick win"), "flag", 9),
    ListColumn(N_("Measure"), width=24),
    ListColumn(N_("Value"), "number", 10),
    ListColumn(N_("Unit"), width=10),
    ListColumn(N_("Evidence"), width=36),
    ListColumn(N_("Tags"), width=20),
    ListColumn(N_("Answers"), width=32),
    ListColumn(N_("Answered by"), width=32),
)
CARD_COLUMNS: Final = (
    ListColumn(N_("Scenario"), width=28),
    *_PLACE,
    ListColumn(N_("Lane"), width=24),
    ListColumn(N_("Text"), width=60),
    ListColumn(N_("Severity (0 to 4)"), "number", 9),
    ListColumn(N_("How often (%)"), "share", 9),
    *_WORK,
    ListColumn(N_("Author"), width=14),
)
INSIGHT_COLUMNS: Final = (
    ListColumn(N_("Scenario"), width=28),
    ListColumn(N_("Kind"), width=12),
    ListColumn(N_("Text"), width=60),
    *_PLACE,
    *_WORK,
)
PERSONA_COLUMNS: Final = (
    ListColumn(N_("Name"), width=24),
    ListColumn(N_("Segment"), width=18),
    ListColumn(N_("Department"), width=18),
    ListColumn(N_("Description"), width=48),
    ListColumn(N_("Quote"), width=32),
    ListColumn(N_("Goals"), width=32),
    ListColumn(N_("Needs"), width=32),
    ListColumn(N_("Motivations"), width=32),
    ListColumn(N_("Expectations"), width=32),
)
OWNER_COLUMNS: Final = (
    ListColumn(N_("Scenario"), width=28),
    ListColumn(N_("Owner"), width=24),
    ListColumn(N_("Initials"), width=9),
    ListColumn(N_("Department"), width=18),
    ListColumn(N_("Accountable for"), width=40),
    ListColumn(N_("Helps at"), width=40),
    ListColumn(N_("Actions"), width=48),
)


def write_cards_csv(journey: Journey, scenarios: Sequence[RecordId], separator: Separator = ";") -> bytes:
    """The cards of scenarios as CSV in UTF-8, a card a row; with ";" a byte order mark stands in front for Excel."""
    return _csv(journey, cards_list(journey, scenarios), separator)


def write_insights_csv(journey: Journey, scenarios: Sequence[RecordId], separator: Separator = ";") -> bytes:
    """Findings, insights and actions of scenarios as CSV, as `write_cards_csv` writes cards."""
    return _csv(journey, insights_list(journey, scenarios), separator)


def _csv(journey: Journey, table: ListTable, separator: Separator) -> bytes:
    spoken = journey.info.language
    comma = decimal_sign(spoken, separator)
    rows = [[column.header for column in table.columns]]
    for row in table.rows:
        rows.append([_text_of(cell, column.kind, spoken, comma) for cell, column in zip(row, table.columns)])
    return written(rows, separator)


def _text_of(cell: Cell, kind: CellKind, spoken: str, comma: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return word_for("flag", "yes" if cell else "no", spoken)
    if isinstance(cell, int | float):
        shown = f"{100 * cell:.15g}%" if kind == "share" else f"{cell:.15g}"
        return shown.replace(".", comma)
    return cell if isinstance(cell, str) else cell.isoformat()


# -- the lists -----------------------------------------------------------------------------------------


def cards_list(journey: Journey, scenarios: Sequence[RecordId]) -> ListTable:
    """Every card of scenarios in the order of the road, then of the lanes, in the journey's language."""
    return _table(journey, N_("Cards"), CARD_COLUMNS, lambda: _card_rows(journey, scenarios))


def insights_list(journey: Journey, scenarios: Sequence[RecordId]) -> ListTable:
    """What scenarios teach: the findings that a poster names, then the insights and actions of the author."""
    return _table(journey, N_("Insights"), INSIGHT_COLUMNS, lambda: _insight_rows(journey, scenarios))


def personas_list(journey: Journey) -> ListTable:
    """Every persona with what they want, several in one cell under each other."""
    return _table(journey, N_("Personas"), PERSONA_COLUMNS, lambda: _persona_rows(journey))


def owners_list(journey: Journey, scenarios: Sequence[RecordId]) -> ListTable:
    """Every owner with what is theirs in each scenario; owners with nothing are named too."""
    return _table(journey, N_("Owners"), OWNER_COLUMNS, lambda: _owner_rows(journey, scenarios))


def _table(
    journey: Journey,
    name: str,
    columns: Sequence[ListColumn],
    rows: Callable[[], Iterator[tuple[Cell, ...]]],
) -> ListTable:
    with in_language(journey.info.language):
        headed = tuple(ListColumn(_(column.header), column.kind, column.width) for column in columns)
        return ListTable(_(name), headed, tuple(rows()))


def _card_rows(journey: Journey, scenarios: Sequence[RecordId]) -> Iterator[tuple[Cell, ...]]:
    answered = _answered(journey)
    lanes = {lane.id: (i, lane.name) for i, lane in enumerate(journey.lanes)}
    for scenario in scenarios:
        parts = journey.parts(scenario)
        places = _places(journey, scenario)
        found = [card for card in journey.cards if card.scenario in parts and card.anchor in places]
        found.sort(
            key=lambda card: (places[card.anchor], lanes.get(card.lane, (0, ""))[0], card.order, card.id)
        )
        for card in found:
            progress.step()
            answers = (other for id in card.answers if (other := journey.of(Card, id)))
            yield (
                _line(journey, scenario),
                *_place(journey, card.anchor),
                lanes.get(card.lane, (0, ""))[1],
                card.text,
                card.severity,
                card.frequency,
                *_work(journey, card, answers, answered.get(card.id, ())),
                card.author or "",
            )


def _insight_rows(journey: Journey, scenarios: Sequence[RecordId]) -> Iterator[tuple[Cell, ...]]:
    for scenario in scenarios:
        named = _line(journey, scenario)
        for finding in findings.findings(journey, scenario):
            card = journey.of(Card, finding.record)
            phase, touchpoint = _place(journey, card.anchor if card else finding.record)
            yield (named, _("Finding"), finding.text, phase, touchpoint, *[None] * len(_WORK))
        # What is overdue is not told: the same journey gives the same list tomorrow.
        for entry in insights.entries(journey, scenario, datetime.date.min):
            progress.step()
            card = entry.card
            phase, touchpoint = _place(journey, card.anchor)
            if len(entry.touchpoints) > 1:
                touchpoint = "\n".join(_line(journey, id) for id in entry.touchpoints)
            kind = _("Action") if entry.kind == "action" else _("Insight")
            yield (
                named,
                kind,
                card.text,
                phase,
                touchpoint,
                *_work(journey, card, entry.answers, entry.answered_by),
            )


def _persona_rows(journey: Journey) -> Iterator[tuple[Cell, ...]]:
    for persona in journey.personas:
        yield (
            persona.name,
            persona.segment or "",
            persona.department or "",
            persona.description or "",
            persona.quote or "",
            "\n".join(persona.goals),
            "\n".join(need.text for need in persona.needs),
            "\n".join(persona.motivations),
            "\n".join(persona.expectations),
        )


def _owner_rows(journey: Journey, scenarios: Sequence[RecordId]) -> Iterator[tuple[Cell, ...]]:
    for scenario in scenarios:
        for task in insights.tasks(journey, scenario, datetime.date.min):
            yield (
                _line(journey, scenario),
                task.owner.name,
                task.owner.initials or "",
                task.owner.department or "",
                "\n".join(_line(journey, t.id) for t in task.accountable),
                "\n".join(_line(journey, t.id) for t in task.helping),
                _texts(entry.card for entry in task.actions),
            )


# -- cells ---------------------------------------------------------------------------------------------


def _places(journey: Journey, scenario: RecordId) -> dict[RecordId, tuple[int, int]]:
    """Where phases and touchpoints stand on the road, a phase before what is in it."""
    phases = {phase.id: i for i, phase in enumerate(journey.phases)}
    out = {id: (i, -1) for id, i in phases.items()}
    for i, touchpoint in enumerate(journey.road(scenario)):
        out[touchpoint.id] = (phases.get(touchpoint.phase, 0), i)
    return out


def _place(journey: Journey, anchor: RecordId | None) -> tuple[str, str]:
    """The phase and the touchpoint that something stands at, "" for what it doesn't."""
    touchpoint = journey.of(Touchpoint, anchor)
    phase = journey.of(Phase, touchpoint.phase if touchpoint else anchor)
    return (name_of(phase) if phase else ""), (_line(journey, touchpoint.id) if touchpoint else "")


def _work(
    journey: Journey, card: Card, answers: Iterable[Card], answered_by: Iterable[Card]
) -> tuple[Cell, ...]:
    """What is done about a card, in the order of _WORK."""
    owner = journey.of(Owner, card.owner)
    spoken = journey.info.language
    proofs = [e for id in card.evidence if (e := journey.of(Evidence, id))]
    return (
        owner.name if owner else "",
        _(STATUS[card.status][1]) if card.status else "",
        insights.day_of(card.due) or card.due or "",
        card.impact,
        card.effort,
        True if insights.is_quick_win(card) else None,
        card.metric or "",
        card.value,
        card.unit or "",
        "\n".join(
            word_for("evidence", e.kind, spoken) + (f": {e.source}" if e.source else "") for e in proofs
        ),
        "\n".join(card.tags),
        _texts(answers),
        _texts(answered_by),
    )


def _answered(journey: Journey) -> dict[RecordId, list[Card]]:
    """The cards that answer a card, by its id."""
    out: dict[RecordId, list[Card]] = {}
    for card in journey.cards:
        for id in card.answers:
            out.setdefault(id, []).append(card)
    return out


def _texts(cards: Iterable[Card]) -> str:
    return "\n".join(" ".join(card.text.split()) for card in cards)


def _line(journey: Journey, id: RecordId) -> str:
    record = journey.get(id)
    return " ".join(name_of(record).split()) if record else ""
