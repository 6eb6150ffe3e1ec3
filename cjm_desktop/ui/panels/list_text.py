"""The lists of the panels as text with tabs, for a spreadsheet or a letter."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from cjm_desktop.analysis import insights
from cjm_desktop.i18n import _
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, RecordId, Touchpoint
from cjm_desktop.ui.panels.choice_words import choice_words
from cjm_desktop.ui.panels.following import named

#: What a spreadsheet takes for a formula.
_FORMULA = "=+-@＝＋－＠"


def tabbed(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells as text: tabs between cells, one row a line, nothing that a spreadsheet would run."""
    return "".join("\t".join(map(_cell, row)) + "\n" for row in rows)


def _cell(words: str) -> str:
    cell = " ".join(words.split())
    return f" {cell}" if cell[:1] in tuple(_FORMULA) else cell


def insight_rows(journey: Journey, scenario: RecordId, today: datetime.date) -> list[list[str]]:
    """Insights and actions with a row of headings; then the pains that nothing answers."""
    out = [
        [
            *(
                _("Kind"),
                _("Text"),
                _("Status"),
                _("Owner"),
                _("Due"),
                _("Overdue"),
                _("Impact"),
                _("Effort"),
            ),
            *(_("Quick win"), _("Touchpoint"), _("Answers")),
        ]
    ]
    for entry in insights.entries(journey, scenario, today):
        card = entry.card
        kind = _("Insight") if entry.kind == "insight" else _("Action")
        status = card.status or ("open" if entry.kind == "action" else "")
        out.append(
            [
                *(kind, card.text, _(choice_words("card", "status", status)) if status else ""),
                *(named(journey, card.owner), card.due or "", _("yes") if entry.is_overdue else ""),
                *(str(card.impact or ""), str(card.effort or ""), _("yes") if entry.is_quick_win else ""),
                places_of(journey, entry),
                "; ".join(c.text for c in entry.answers),
            ]
        )
    for pain in insights.unanswered_pains(journey, scenario):
        out.append([_("Pain"), pain.text, *[""] * 7, place_of(journey, pain), ""])
    return out


def owner_rows(journey: Journey, scenario: RecordId, today: datetime.date) -> list[list[str]]:
    """Each owner with their touchpoints and actions, a row each; what has none at the end."""
    out = [[_("Owner"), _("Department"), _("Role"), _("What"), _("Status"), _("Due")]]
    for task in insights.tasks(journey, scenario, today):
        who = [task.owner.name, task.owner.department or ""]
        out += [[*who, _("Accountable"), t.title, "", ""] for t in task.accountable]
        out += [[*who, _("Helps"), t.title, "", ""] for t in task.helping]
        out += [[*who, _("Action"), *_action(e.card)] for e in task.actions]
    touchpoints, actions = insights.ownerless(journey, scenario, today)
    out += [["", "", _("Touchpoint"), t.title, "", ""] for t in touchpoints]
    out += [["", "", _("Action"), *_action(e.card)] for e in actions]
    return out


def _action(card: Card) -> list[str]:
    return [card.text, _(choice_words("card", "status", card.status or "open")), card.due or ""]


def source_rows(journey: Journey, scenario: RecordId, today: datetime.date) -> list[list[str]]:
    """Each source of evidence with what rests on it, a row each; what matters and rests on none at the end."""
    out = [[_("Source"), _("Kind"), _("Date"), _("Number"), _("Old"), _("What rests on it")]]
    for source in insights.sources(journey, scenario, today):
        e = source.evidence
        what = [e.source, _(choice_words("evidence", "kind", e.kind)), e.date or ""]
        what += ["" if e.n is None else str(e.n), _("yes") if source.is_old else ""]
        out += [[*what, words_of(r)] for r in source.rests] or [[*what, ""]]
    out += [[_("None"), *[""] * 4, words_of(u.record)] for u in insights.unfounded(journey, scenario)]
    return out


def words_of(record: Touchpoint | Card) -> str:
    """The words of a touchpoint or card, on one line."""
    return " ".join((record.text if isinstance(record, Card) else record.title).split()) or _("Untitled")


def places_of(journey: Journey, entry: insights.Entry) -> str:
    """Where an insight or action stands: its phase, its touchpoint, or the first and the last of several."""
    ids = entry.touchpoints
    if len(ids) < 2:
        return place_of(journey, entry.card)
    first, last = named(journey, ids[0]), named(journey, ids[-1])
    return _("{first} to {last}").format(first=first, last=last)


def place_of(journey: Journey, card: Card) -> str:
    """The title of the touchpoint or the name of the phase where a card stands."""
    return named(journey, card.anchor)
