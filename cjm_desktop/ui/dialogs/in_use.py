"""Before something that is in use is deleted: says what uses it, and offers to move that or to clear it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from cjm_desktop.i18n import N_, _, ngettext
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.records import CARD_LANES, Card, Lane, Record
from cjm_desktop.ui import lifetime, text
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.panels.choices import ChoiceInput
from cjm_desktop.ui.panels.form import title_of

#: Kind → what deleting one does to what uses it, when that is not moved.
_CLEARED: Final[dict[str, str]] = {
    "persona": N_("Take the persona out of these; what was felt is lost"),
    "channel": N_("Leave these without a channel"),
    "owner": N_("Leave these without this owner"),
    "evidence": N_("Leave these without this evidence"),
    "lane": N_("Delete these too"),
    "phase": N_("Delete these too"),
}
#: So many names of what uses it are shown.
NAMED: Final = 3


def deleting(parent: QWidget | None, document: Document, ids: Sequence[str]) -> Change:
    """The change that deletes records; where one is in use the user is asked what becomes of what uses it.

    An empty change when the user thinks better of it. CjmError when they can't be deleted at all.
    """
    journey = document.journey
    change = edits.delete(journey, ids)
    chosen = [r for r in map(journey.get, dict.fromkeys(ids)) if r is not None and r.KIND in _CLEARED]
    used = {r.id: edits.uses(journey, [r.id]) for r in chosen}
    gone = set(ids)
    asked = [r for r in chosen if any(u.id not in gone for u in used[r.id])]
    if not asked:
        return change
    users = dict.fromkeys(u for r in asked for u in used[r.id] if u.id not in gone)
    dialog = InUse(parent, document, asked, list(users), gone)
    if not lifetime.run(dialog):
        return Change()
    target = dialog.target
    if target is None:
        return change
    return edits.move_and_delete(journey, [r.id for r in asked], target, list(ids))


class InUse(QDialog):
    """What uses the records, and two ways: all of it to another record, or clear it."""

    def __init__(
        self,
        parent: QWidget | None,
        document: Document,
        records: Sequence[Record],
        users: Sequence[Record],
        gone: set[str],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Delete"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        names = ", ".join(f"“{text.one_line(title_of(document, r))}”" for r in records[:NAMED])
        if len(records) > NAMED:
            names += "…"
        head = ngettext("{names} is in use", "{names} are in use", len(records)).format(names=names)
        column.addWidget(text.wrapped(head, "heading"))
        column.addWidget(text.wrapped(counted(users)))
        column.addWidget(text.wrapped(_named(document, users), "second"))
        column.addSpacing(8)
        kinds = {r.KIND for r in records}
        options = _targets(document, records, users, gone) if len(kinds) == 1 else []
        self._group = QButtonGroup(self)
        self.move_ = QRadioButton(_("Move these to"))
        self.clear = QRadioButton(_(_CLEARED[records[0].KIND]) if len(kinds) == 1 else _("Clear these"))
        self.choice = ChoiceInput(options)
        self.choice.name_it(_("Move these to"))
        if options:
            self.choice.show_value(options[0][0])
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(self.move_)
            row.addWidget(self.choice, 1)
            column.addLayout(row)
            self.choice.edited.connect(self._moves)
        for button in (self.move_, self.clear):
            self._group.addButton(button)
        column.addWidget(self.clear)
        (self.move_ if options else self.clear).setChecked(True)
        self._can_move = bool(options)
        column.addSpacing(16)
        column.addWidget(text.button_box(self, ok=_("Delete")))

    def _moves(self, _value: object) -> None:
        self.move_.setChecked(True)

    @property
    def target(self) -> str | None:
        """The record that everything goes to, or None to clear it."""
        return str(self.choice.value) if self._can_move and self.move_.isChecked() else None

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(440, 0))


def _targets(
    document: Document, records: Sequence[Record], users: Sequence[Record], gone: set[str]
) -> list[tuple[Any, str, str]]:
    """The records that could take over: those of the same kind that stay; cards go to a lane for cards only."""
    has_cards = any(isinstance(u, Card) for u in users)
    out: list[tuple[Any, str, str]] = []
    for record in document.journey.records():
        if type(record) is not type(records[0]) or record.id in gone:
            continue
        if isinstance(record, Lane) and has_cards and record.kind not in CARD_LANES:
            continue
        out.append((record.id, title_of(document, record), ""))
    return out


def counted(users: Sequence[Record]) -> str:
    """ "12 touchpoints, 3 cards"."""
    counts = Counter(u.KIND for u in users)
    words = (
        ("touchpoint", ngettext("{count} touchpoint", "{count} touchpoints", counts["touchpoint"])),
        ("card", ngettext("{count} card", "{count} cards", counts["card"])),
        ("persona", ngettext("{count} persona", "{count} personas", counts["persona"])),
        ("comment", ngettext("{count} comment", "{count} comments", counts["comment"])),
    )
    known = [phrase.format(count=counts[kind]) for kind, phrase in words if counts[kind]]
    rest = counts.total() - sum(counts[kind] for kind, _phrase in words)
    if rest:
        known.append(ngettext("{count} other", "{count} others", rest).format(count=rest))
    return ", ".join(known)


def _named(document: Document, users: Sequence[Record]) -> str:
    """The first names of what uses it."""
    names = [text.one_line(title_of(document, u), 40) for u in users[:NAMED]]
    more = len(users) - len(names)
    if more:
        names.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
    return ", ".join(names)
