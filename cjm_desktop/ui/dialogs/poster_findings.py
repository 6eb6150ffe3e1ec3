"""What is to be known before a poster is printed: a list that leads to each place and offers what would help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cjm_desktop.i18n import N_, _, ngettext
from cjm_desktop.layout.finding import SEVERITIES, Finding, Severity
from cjm_desktop.ui import appearance, text
from cjm_desktop.ui.panels.links import link
from cjm_desktop.ui.panels.rows import Row, RowGroup, RowList

_ICONS: Final[dict[Severity, str]] = {"error": "circle-x", "warning": "triangle-alert", "note": "info"}
_HEADS: Final[dict[Severity, str]] = {
    "error": N_("Would print wrong"),
    "warning": N_("Look at this first"),
    "note": N_("Good to know"),
}


def counted(findings: Sequence[Finding]) -> str:
    """How many there are of each severity: "1 error · 2 warnings"; "" for notes alone."""
    errors = sum(1 for f in findings if f.severity == "error")
    warnings = sum(1 for f in findings if f.severity == "warning")
    parts = []
    if errors:
        parts.append(ngettext("{n} error", "{n} errors", errors).format(n=errors))
    if warnings:
        parts.append(ngettext("{n} warning", "{n} warnings", warnings).format(n=warnings))
    return " · ".join(parts)


class FindingList(QWidget):
    """The findings of a preflight by severity.

    `jumped` gives the place of the one that was clicked (the id of a record or the key of a part, "" for the whole
    poster) and the index of its sheet (−1: any); `remedied` the settings that would mend the current one;
    `readable_wanted` says that larger letters are looked for.
    """

    jumped = Signal(str, int)
    remedied = Signal(object)
    readable_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._findings: dict[str, Finding] = {}  # by the key of the row
        self.list = RowList(_("What to know before printing"))
        self.list.chosen.connect(self._go)
        self.list.current_row_changed.connect(self._show_remedy)
        self.nothing = text.wrapped(_("Nothing stands in the way of printing."), "second")
        self.nothing.setContentsMargins(8, 8, 8, 8)
        self.remedy = link("", "wrench", self._mend)
        self.readable = link(_("Make readable…"), "type", self._ask_readable)
        text.tip(self.readable, _("Look for paper, sheets or lanes that make the letters larger"))
        foot = QVBoxLayout()
        foot.setSpacing(4)
        for each in (self.remedy, self.readable):
            foot.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addStretch()  # the list is hidden when there is nothing
        column.addLayout(foot)
        self.wait()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is shown."""
        return tuple(self._findings.values())

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other findings; the current one stays current when it is still there."""
        groups = []
        self._findings = {}
        for severity in SEVERITIES:
            rows = [self._row(f) for f in findings if f.severity == severity]
            if rows:
                head = Row(f"group:{severity}", _(_HEADS[severity]), sign=str(len(rows)))
                groups.append(RowGroup(head, tuple(rows)))
        self.list.fill(groups)
        self.list.setVisible(bool(groups))
        self.nothing.setVisible(not groups)
        self._show_remedy(self.list.current_row)

    def wait(self) -> None:
        """Show nothing, not even that there is nothing: the pages have not been looked over yet."""
        self.show_findings(())
        self.nothing.hide()

    def _row(self, finding: Finding) -> Row:
        c = appearance.colours()
        key = f"{finding.code}:{finding.place or ''}:{finding.sheet}"
        while key in self._findings:
            key += "'"
        self._findings[key] = finding
        colour = {"error": c.bad, "warning": c.link, "note": c.second}[finding.severity]
        return Row(key, finding.words, icon=_ICONS[finding.severity], colour=colour, target=(key,))

    def _go(self, row: Row) -> None:
        finding = self._findings.get(row.key)
        if finding is not None:
            self.jumped.emit(finding.place or "", -1 if finding.sheet is None else finding.sheet)

    def _show_remedy(self, row: Row | None) -> None:
        finding = self._findings.get(row.key) if row is not None else None
        found = finding.remedy if finding is not None else None
        self.remedy.setVisible(found is not None)
        self.remedy.setText(found.words if found is not None else "")

    def _ask_readable(self) -> None:
        self.readable_wanted.emit()

    def _mend(self) -> None:
        row = self.list.current_row
        finding = self._findings.get(row.key) if row is not None else None
        if finding is not None and finding.remedy is not None:
            self.remedied.emit(finding.remedy.settings)
