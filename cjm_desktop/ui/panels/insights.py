"""The insights of a scenario and what is done about them: a list by status, edited in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from cjm_desktop.analysis import insights
from cjm_desktop.analysis.insights import Entry
from cjm_desktop.i18n import N_, _, ngettext
from cjm_desktop.model.change import Change
from cjm_desktop.model.follow_up import new_action, new_insight
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Card, Lane, Phase, RecordId, Touchpoint
from cjm_desktop.ui import appearance, errors, text
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.panels import following, list_text
from cjm_desktop.ui.panels.choices import ChoiceInput
from cjm_desktop.ui.panels.following import FollowingPanel, day_words, named
from cjm_desktop.ui.panels.form import Editing, FieldRow, rows_for
from cjm_desktop.ui.panels.links import link
from cjm_desktop.ui.panels.rows import Row, RowGroup, RowList
from cjm_desktop.ui.panels.side import Side

#: What of the list can be shown.
WHICH: Final = {
    "all": N_("All"),
    "open": N_("Open"),
    "doing": N_("Being done"),
    "done": N_("Done"),
    "overdue": N_("Overdue"),
    "quick": N_("Quick wins"),
    "idle": N_("Without an action"),
}
_GROUPS: Final = {"open": N_("Open"), "doing": N_("Being done"), "done": N_("Done")}
#: Whose actions: anyone's, nobody's, or those of an owner.
_ANYONE, _NOBODY = "*", ""
_BESIDE: Final = Qt.ToolButtonStyle.ToolButtonTextBesideIcon


class InsightsSide(Side):
    """Insights and actions, owners, evidence."""

    jumped = Signal(object, str)

    def __init__(self, document: Document) -> None:
        super().__init__(_("Insights"), "pills")
        self.document = document
        self.selection: tuple[RecordId, ...] = ()
        self.add("actions", _("Actions"), self._make_actions)
        self.add("owners", _("Owners"), self._make_owners)
        self.add("evidence", _("Evidence"), self._make_evidence)

    def _make_actions(self) -> QWidget:
        panel = ActionList(self.document)
        panel.jumped.connect(self.jumped)
        panel.show_selection(self.selection)
        return panel

    def _make_owners(self) -> QWidget:
        from cjm_desktop.ui.panels.owners import OwnerList  # made when it is opened

        panel = OwnerList(self.document)
        panel.jumped.connect(self.jumped)
        return panel

    def _make_evidence(self) -> QWidget:
        from cjm_desktop.ui.panels.owners import EvidenceList  # made when it is opened

        panel = EvidenceList(self.document)
        panel.jumped.connect(self.jumped)
        return panel

    def show_selection(self, ids: tuple[RecordId, ...]) -> None:
        """Take notice of what is selected on the map: new insights go there."""
        self.selection = ids
        panel = self.made("actions")
        if isinstance(panel, ActionList):
            panel.show_selection(ids)


class ActionList(FollowingPanel):
    """Insights and actions by status, and the pains that nothing answers."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.which = ChoiceInput(tuple((id, _(words), "") for id, words in WHICH.items()))
        self.which.name_it(_("Show"))
        self.which.show_value("all")
        self.who = ChoiceInput()
        self.who.name_it(_("Owner"))
        self.who.show_value(_ANYONE)
        self.which.edited.connect(self._chose)
        self.who.edited.connect(self._chose)
        self.list = RowList(_("Insights and actions"))
        self.list.chosen.connect(self._go)
        self.list.current_row_changed.connect(self._show_current)
        self._nothing = text.wrapped(
            _(
                "No insights or actions yet. Write down what the map teaches you, and who will do what about it."
            ),
            "second",
        )
        self._nothing.setContentsMargins(8, 8, 8, 8)
        self.strip = _Strip(document)
        self.strip.act.clicked.connect(self.add_action)
        self.new = link(_("New insight…"), "lightbulb", self.add_insight)
        self.copy = link(_("Copy list"), "copy", self.copy_list)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.which, 1)
        top.addWidget(self.who, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.new)
        foot.addStretch()
        foot.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        column.addWidget(self.strip)
        column.addLayout(foot)
        self.strip.hide()

    # -- showing -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the insights and actions of the scenario as they are now."""
        journey, scenario, day = self.document.journey, self.document.scenario, following.today()
        owners = [(o.id, named(journey, o.id), "") for o in journey.owners]
        self.who.set_options(((_ANYONE, _("Everyone"), ""), *owners, (_NOBODY, _("Nobody"), "")))
        if self.who.value not in {_ANYONE, _NOBODY, *(o.id for o in journey.owners)}:
            self.who.show_value(_ANYONE)
        entries = insights.entries(journey, scenario, day)
        pains = insights.unanswered_pains(journey, scenario)
        shown = [e for e in entries if self._is_wanted(e)]
        groups = []
        for group, words in _GROUPS.items():
            rows = tuple(self._row(e) for e in shown if e.group == group)
            if rows:
                head = Row(f"group:{group}", _(words), sign=str(len(rows)))
                groups.append(RowGroup(head, rows, is_folded=group == "done"))
        if pains and self.which.value in ("all", "idle") and self.who.value == _ANYONE:
            bad = appearance.colours().bad
            rows = tuple(
                Row(
                    c.id,
                    text.one_line(c.text, 400) or _("Untitled"),
                    list_text.place_of(journey, c),
                    icon="triangle-alert",
                    colour=bad,
                    target=(c.id,),
                )
                for c in pains
            )
            groups.append(
                RowGroup(Row("group:pains", _("Pains without an answer"), sign=str(len(rows))), rows)
            )
        self.list.fill(groups)
        self._nothing.setText(
            _("Nothing here matches.")
            if entries
            else _(
                "No insights or actions yet. Write down what the map teaches you, and who will do what about it."
            )
        )
        self._nothing.setVisible(not groups)
        self.copy.setEnabled(bool(entries or pains))
        self.strip.refresh()

    def _is_wanted(self, entry: Entry) -> bool:
        who = self.who.value
        if who != _ANYONE and (entry.card.owner or _NOBODY) != who:
            return False
        which = self.which.value
        if which == "overdue":
            return entry.is_overdue
        if which == "quick":
            return entry.is_quick_win and entry.group != "done"
        if which == "idle":
            return entry.kind == "insight" and not entry.answered_by
        return which in ("all", entry.group)

    def _row(self, entry: Entry) -> Row:
        journey, card, c = self.document.journey, entry.card, appearance.colours()
        second = [_("quick win")] if entry.is_quick_win else []
        second.append(list_text.places_of(journey, entry))
        late = ""
        if entry.kind == "insight":
            icon, colour = "lightbulb", c.link
            n = len(entry.answered_by)
            second.append(ngettext("{n} action", "{n} actions", n).format(n=n) if n else _("no action yet"))
        else:
            icon, colour = {
                "doing": ("circle-dashed", c.link),
                "done": ("circle-check", c.good),
                "dropped": ("circle-x", c.second),
            }.get(card.status or "", ("circle", c.second))
        if entry.kind == "action" or card.owner:
            second.append(named(journey, card.owner) or _("nobody yet"))
        if card.impact is not None:
            second.append(_("impact {n}").format(n=card.impact))
        if card.effort is not None:
            second.append(_("effort {n}").format(n=card.effort))
        if entry.is_overdue:
            late = _("Overdue: {date}").format(date=day_words(card.due))
        elif card.due:
            second.append(_("by {date}").format(date=day_words(card.due)))
        if entry.answers:
            answered = "; ".join(text.one_line(c.text, 60) for c in entry.answers)
            second.append(_("answers “{text}”").format(text=answered))
        return Row(
            card.id,
            text.one_line(card.text, 400) or _("Untitled"),
            " · ".join(part for part in second if part),
            late,
            icon,
            colour,
            target=(card.id,),
            is_pale=entry.group == "done",
        )

    def _chose(self, _value: object) -> None:
        self.refresh()

    def _show_current(self, row: Row | None) -> None:
        self.strip.show_card(row.key if row is not None else "")

    def _go(self, row: Row) -> None:
        if row.target:
            self.jumped.emit(row.target, "")

    # -- doing ---------------------------------------------------------------------------------------

    def add_insight(self) -> None:
        """Ask for a new insight and put it at the selected touchpoint, else where the road starts."""
        words = text.ask_name(self, _("New insight"), _("What has the map taught you?"))
        if words is not None:
            self._add(lambda: self._insight(words), _("Add insight"))

    def _insight(self, words: str) -> Change:
        document = self.document
        return new_insight(document.journey, document.scenario, self._anchor(), words)

    def _anchor(self) -> RecordId | None:
        """The touchpoint or phase that is selected, or where the selected card stands."""
        journey = self.document.journey
        for id in reversed(self.selection):
            record = journey.get(id)
            if isinstance(record, Touchpoint) and record.scenario == self.document.scenario:
                return id
            if isinstance(record, Phase):
                return id
            if isinstance(record, Card) and record.scenario == self.document.scenario:
                return record.anchor
        return None

    def add_action(self) -> None:
        """Ask for an action that answers the current insight or pain."""
        row = self.list.current_row
        if row is None or self.document.journey.of(Card, row.key) is None:
            return
        words = text.ask_name(self, _("New action"), _("What will be done about it?"))
        if words is not None:
            self._add(lambda: new_action(self.document.journey, row.key, words), _("Add action"))

    def _add(self, make: Callable[[], Change], label: str) -> None:
        try:
            self.document.preview(None)
            change = make()
            self.document.edit(change, label)
        except CjmError as error:
            errors.show(self, error)
            return
        self._is_stale = True
        self.catch_up()
        made = [id for id, record in change.after.items() if isinstance(record, Card)]
        if made:
            if not self.list.make_current(made[0]):  # what was just made is not hidden
                self.which.show_value("all")
                self.who.show_value(_ANYONE)
                self.refresh()
                self.list.make_current(made[0])
            self.jumped.emit((made[0],), "")

    def copy_list(self) -> None:
        """Put the whole list on the clipboard, as a table."""
        rows = list_text.insight_rows(self.document.journey, self.document.scenario, following.today())
        QGuiApplication.clipboard().setText(list_text.tabbed(rows))


class _Strip(QWidget):
    """Status, due date and owner of the current card, to edit in place."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.editing = Editing(document, "card")
        self.status, self.due = self._row("status", _("Status")), self._row("due", _("Due"))
        self.owner = self._row("owner", _("Owner"))
        self.act = QToolButton()
        self.act.setProperty("role", "link")
        self.act.setText(_("New action from this…"))
        self.act.setIcon(appearance.icon("plus", appearance.colours().link))
        self.act.setToolButtonStyle(_BESIDE)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        pair.addWidget(self.status, 1)
        pair.addWidget(self.due, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(pair)
        column.addWidget(self.owner)
        column.addWidget(self.act)

    def _row(self, field: str, words: str) -> FieldRow:
        return rows_for(self.editing, field, words)[0]

    def show_card(self, id: RecordId) -> None:
        """Show another card; "" hides the strip."""
        self.editing.end_turn()
        self.editing.ids = (id,) if self._document.journey.of(Card, id) is not None else ()
        for row in (self.status, self.due, self.owner):
            row.say("")
        self.refresh()

    def refresh(self) -> None:
        """Show what the card holds now; hidden when there is none."""
        records = self.editing.records
        self.setVisible(bool(records))
        for row in (self.status, self.due, self.owner):
            if records:
                row.refresh(records)
                row.setVisible(not self._is_pain(records[0]))

    def _is_pain(self, card: Card) -> bool:
        """A pain has no status: what answers it has."""
        lane = self._document.journey.of(Lane, card.lane)
        return lane is not None and lane.kind == "pains"
