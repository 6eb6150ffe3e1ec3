"""The list of what differs between the scenario that is shown and the one it is compared with."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cjm_desktop.analysis.scenario_difference import Difference, difference, is_older
from cjm_desktop.i18n import _
from cjm_desktop.model.records import Scenario
from cjm_desktop.ui import appearance, text
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.panels.difference_words import GROUPS, Told, headline, same_words, told
from cjm_desktop.ui.panels.following import FollowingPanel
from cjm_desktop.ui.panels.links import link
from cjm_desktop.ui.panels.list_text import tabbed
from cjm_desktop.ui.panels.rows import Row, RowGroup, RowList

_ICONS: Final = {"added": "plus", "removed": "minus", "moved": "arrow-left-right", "changed": "pencil"}
_GROUP_ICONS: Final = {
    "measures": "table",
    "added": "plus",
    "removed": "minus",
    "moved": "arrow-left-right",
    "changed": "pencil",
    "roads": "spline",
    "cards": "sticky-note",
    "scenario": "route",
}


class DifferencesPanel(FollowingPanel):
    """Groups of differences; a line jumps to its place, in the other scenario where only that one has it."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.heading = text.wrapped("", "heading")
        self.summary = text.wrapped("", "second")
        self.list = RowList(_("Differences"))
        self.list.chosen.connect(self._go)
        self.copy = link(_("Copy list"), "copy", self.copy_list)
        tools = QHBoxLayout()
        tools.addStretch()
        tools.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.summary)
        column.addWidget(self.list, 1)
        column.addLayout(tools)
        self._told: list[Told] = []
        document.view_changed.connect(self._stale)

    def found(self) -> Difference | None:
        """The difference that is shown, from the earlier scenario to the later; None when nothing is compared."""
        journey, view = self.document.journey, self.document.view
        other = journey.of(Scenario, view.compare)
        if other is None or other.id == view.scenario:
            return None
        ends = (view.scenario, other.id)
        return difference(journey, *(ends if is_older(journey, *ends) else ends[::-1]))

    def refresh(self) -> None:
        """Show what differs now."""
        found = self.found()
        self._told = told(found, self.document.journey) if found is not None else []
        self.heading.setText(headline(found) if found is not None else "")
        self.heading.setVisible(found is not None)
        if found is None:
            self.summary.setText(_("Choose Map › Compare with to see what differs between two scenarios."))
        elif not found:
            self.summary.setText(_("The two scenarios are the same."))
        else:
            self.summary.setText(same_words(found))
        self.list.fill(self._groups(found))
        self.list.setVisible(bool(self._told))
        self.copy.setEnabled(bool(self._told))

    def _groups(self, found: Difference | None) -> list[RowGroup]:
        c = appearance.colours()
        signs = {"added": c.good, "removed": c.bad, "moved": c.accent, "changed": c.second}
        out = []
        for group, words in GROUPS.items():
            rows = tuple(
                Row(
                    f"{group}:{i}:{':'.join(one.ids)}",
                    one.words,
                    one.more,
                    icon=_ICONS.get(one.sign, ""),
                    colour=signs.get(one.sign, ""),
                    target=one.ids,
                )
                for i, one in enumerate(self._told)
                if one.group == group
            )
            if rows:
                head = Row(f"group:{group}", _(words), icon=_GROUP_ICONS[group], sign=str(len(rows)))
                out.append(RowGroup(head, rows))
        return out

    def _go(self, row: Row) -> None:
        if row.target:
            self.jumped.emit(row.target, "")

    def copy_list(self) -> None:
        """Put all differences on the clipboard, a line each, with tabs between the columns."""
        rows = [[_("Kind"), _("Text"), _("Difference")]]
        rows += [[_(GROUPS[one.group]), one.words, one.more] for one in self._told]
        QGuiApplication.clipboard().setText(tabbed(rows))
