"""Who has what, and what the map rests on: owners with their touchpoints and actions, sources of evidence."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cjm_desktop.analysis import insights
from cjm_desktop.analysis.insights import Entry, Source, Task, Unfounded
from cjm_desktop.i18n import N_, _, ngettext
from cjm_desktop.model.records import Card, Touchpoint
from cjm_desktop.ui import appearance, text
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.panels import following, list_text
from cjm_desktop.ui.panels.choice_words import choice_words
from cjm_desktop.ui.panels.following import FollowingPanel, day_words
from cjm_desktop.ui.panels.links import link
from cjm_desktop.ui.panels.rows import Row, RowGroup, RowList
from cjm_desktop.ui.panels.signs import touchpoint_icon

_WHY: Final = {
    "truth": N_("Moment of truth"),
    "hard": N_("Hard moment"),
    "pain": N_("One of the worst pains"),
}


class _Listing(FollowingPanel):
    """A list with a button that copies it."""

    def __init__(self, document: Document, name: str, empty: str) -> None:
        super().__init__(document)
        self.list = RowList(name)
        self.list.chosen.connect(self._go)
        self._nothing = text.wrapped(empty, "second")
        self._nothing.setContentsMargins(8, 8, 8, 8)
        self.copy = link(_("Copy list"), "copy", self.copy_list)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    @abstractmethod
    def groups(self) -> list[RowGroup]:
        """What the list shows."""

    @abstractmethod
    def table(self) -> Sequence[Sequence[str]]:
        """The list as a table."""

    def refresh(self) -> None:
        """Show the list as it is now."""
        groups = self.groups()
        self.list.fill(groups)
        self._nothing.setVisible(not groups)
        self.copy.setEnabled(bool(groups))

    def copy_list(self) -> None:
        """Put the list on the clipboard, as a table."""
        QGuiApplication.clipboard().setText(list_text.tabbed(self.table()))

    def _go(self, row: Row) -> None:
        if row.target:
            self.jumped.emit(row.target, row.field)

    def place_row(self, prefix: str, record: Touchpoint | Card, second: str, field: str = "") -> Row:
        """The row of a touchpoint or card, with its icon."""
        journey = self.document.journey
        icon = touchpoint_icon(journey, record) if isinstance(record, Touchpoint) else "sticky-note"
        words = text.one_line(list_text.words_of(record), 400)
        return Row(f"{prefix}:{record.id}", words, second, icon=icon, target=(record.id,), field=field)


class OwnerList(_Listing):
    """Every owner with what is theirs, and what has no owner."""

    def __init__(self, document: Document) -> None:
        super().__init__(
            document,
            _("Owners"),
            _("No owners yet. Give a touchpoint an owner in its properties, and what is theirs stands here."),
        )

    def groups(self) -> list[RowGroup]:
        """Nobody's first, then each owner in the journey's order."""
        journey, scenario, day = self.document.journey, self.document.scenario, following.today()
        found = insights.tasks(journey, scenario, day)
        touchpoints, actions = insights.ownerless(journey, scenario, day)
        rows = [self.place_row("none", t, _("no owner"), "owner") for t in touchpoints]
        rows += [self._action("none", e) for e in actions]
        out = []
        # Where nobody has anything yet, owners are not what the map is about.
        if rows and found:
            bad = appearance.colours().bad
            head = Row("none", _("Nobody's yet"), icon="user-x", colour=bad, sign=str(len(rows)))
            out.append(RowGroup(head, tuple(rows)))
        return out + [self._owner(task) for task in found]

    def _owner(self, task: Task) -> RowGroup:
        id = task.owner.id
        rows = [self.place_row(f"{id}:a", t, _("answers for it"), "owner") for t in task.accountable]
        rows += [self.place_row(f"{id}:h", t, _("helps"), "helpers") for t in task.helping]
        rows += [self._action(id, entry) for entry in task.actions]
        head = Row(
            id,
            text.one_line(task.owner.name, 200) or _("Untitled"),
            text.one_line(task.owner.department or "", 200),
            icon="user",
            colour=appearance.on_ground(task.owner.colour) if task.owner.colour else "",
            sign=str(len(rows)),
            target=(id,),
        )
        return RowGroup(head, tuple(rows))

    def _action(self, prefix: str, entry: Entry) -> Row:
        card = entry.card
        status = _(choice_words("card", "status", card.status or "open"))
        second = [_("action"), status.lower()]
        late = ""
        if entry.is_overdue:
            late = _("Overdue: {date}").format(date=day_words(card.due))
        elif card.due:
            second.append(_("by {date}").format(date=day_words(card.due)))
        words = text.one_line(card.text, 400) or _("Untitled")
        return Row(
            f"{prefix}:c:{card.id}",
            words,
            " · ".join(second),
            late,
            "list-checks",
            target=(card.id,),
            is_pale=entry.group == "done",
        )

    def table(self) -> Sequence[Sequence[str]]:
        """Owners, a row for each touchpoint and action."""
        return list_text.owner_rows(self.document.journey, self.document.scenario, following.today())


class EvidenceList(_Listing):
    """Every source with what rests on it, and what matters and rests on nothing."""

    def __init__(self, document: Document) -> None:
        super().__init__(
            document,
            _("Evidence"),
            _(
                "No sources yet. Name interviews, data or research in the properties of a touchpoint: then the map "
                "can say how close to the truth it is."
            ),
        )

    def groups(self) -> list[RowGroup]:
        """What matters and is not founded first, then the sources."""
        journey, scenario = self.document.journey, self.document.scenario
        loose = insights.unfounded(journey, scenario)
        out = []
        if loose:
            head = Row(
                "loose",
                _("Matters, and rests on no customer"),
                icon="circle-alert",
                colour=appearance.colours().bad,
                sign=str(len(loose)),
            )
            out.append(RowGroup(head, tuple(self._loose(u) for u in loose)))
        found = insights.sources(journey, scenario, following.today())
        return out + [self._source(source) for source in found]

    def _loose(self, found: Unfounded) -> Row:
        bare = _("no evidence") if found.is_bare else _("only assumed")
        return self.place_row("loose", found.record, f"{_(_WHY[found.why])} · {bare}", "evidence")

    def _source(self, source: Source) -> RowGroup:
        e = source.evidence
        parts = [_(choice_words("evidence", "kind", e.kind))]
        if e.n is not None:
            parts.append(_("n = {n}").format(n=e.n))
        if e.date and not source.is_old:
            parts.append(day_words(e.date))
        count = len(source.rests)
        parts.append(
            ngettext("{n} place rests on it", "{n} places rest on it", count).format(n=count)
            if count
            else _("nothing rests on it")
        )
        old = ""
        if source.is_old:
            old = _("Older than 18 months: {date}").format(date=day_words(e.date))
        weak = e.kind in ("assumption", "reasoning")
        head = Row(
            e.id,
            text.one_line(e.source, 200) or _("Untitled"),
            " · ".join(parts),
            old,
            "circle-help" if weak else "clipboard-check",
            "" if weak else appearance.colours().good,
        )
        rows = [self.place_row(e.id, r, "", "evidence") for r in source.rests]
        rows.insert(0, Row(f"{e.id}:open", _("Properties of this source"), icon="pencil", target=(e.id,)))
        return RowGroup(head, tuple(rows), is_folded=True)

    def table(self) -> Sequence[Sequence[str]]:
        """Sources, a row for each thing that rests on one."""
        return list_text.source_rows(self.document.journey, self.document.scenario, following.today())
