"""The lists of the journey's form: personas, lanes, channels, owners …; each opens, adds, deletes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from cjm_desktop import settings
from cjm_desktop.i18n import N_, _
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.ids import new_id
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import LISTS, Lane, Record
from cjm_desktop.ui import appearance, errors, text
from cjm_desktop.ui.curves import shown_personas, switch_persona, taking_part
from cjm_desktop.ui.panels.field_words import KIND_ICONS
from cjm_desktop.ui.panels.form import Editing, Section, title_of
from cjm_desktop.ui.panels.touchpoint_rows import LinkButton

#: Kind → its list's title, "add", the label of the edit that adds, and of the edit that deletes.
KINDS: Final = {
    "persona": (N_("Personas"), N_("Add persona"), N_("Delete persona")),
    # A lane that is not shown on the map can be found here only.
    "lane": (N_("Lanes"), N_("Add lane"), N_("Delete lane")),
    "channel": (N_("Channels"), N_("Add channel"), N_("Delete channel")),
    "owner": (N_("Owners"), N_("Add owner"), N_("Delete owner")),
    "evidence": (N_("Evidence"), N_("Add evidence"), N_("Delete evidence")),
    "comment": (N_("Comments"), N_("Add comment"), N_("Delete comment")),
}
_CLASSES: Final[dict[str, Any]] = {cls.KIND: cls for cls in LISTS.values()}


def added(editing: Editing, kind: str, name: str) -> Change:
    """The change that adds a record of a kind by its name; a persona also takes part in the scenario shown."""
    journey = editing.document.journey
    field = {"evidence": "source", "comment": "text"}.get(kind, "name")
    more = {}
    if kind == "comment":
        today = datetime.date.today().isoformat()
        more = {"anchor": "info", "author": settings.load().author, "time": today}
    record = _CLASSES[kind](id=new_id(kind), **{field: name}, **more)
    change = edits.add(journey, record)
    scenario: Any = journey.get(editing.document.scenario)
    if kind == "persona" and scenario is not None:
        change = change.then(edits.update(journey, scenario.id, personas=(*scenario.personas, record.id)))
    return change


class JourneyLists(QWidget):
    """One folding list per kind."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.lists = [_List(editing, kind) for kind in KINDS]
        for each in self.lists:
            column.addWidget(each)

    def refresh(self, _records: Sequence[Any]) -> None:
        """Show the lists as they are now."""
        for each in self.lists:
            each.refresh()


class _List(Section):
    def __init__(self, editing: Editing, kind: str) -> None:
        super().__init__(_(KINDS[kind][0]))
        self._editing, self._kind = editing, kind
        self._shown: tuple[Record, ...] | None = None
        self.column.setSpacing(2)
        self._add = QToolButton()
        self._add.setProperty("role", "link")
        self._add.setText(_(KINDS[kind][1]) + "…")
        self._add.clicked.connect(self._add_one)
        self.column.addWidget(self._add)
        self._below = 1
        if kind == "persona":
            self.column.addWidget(ActionLink(_("From the library…"), "persona_library"))
            self._below = 2
            if self.fold is not None:
                self.fold.setChecked(True)
            editing.document.view_changed.connect(self._show_eyes)
            editing.document.scenario_changed.connect(self._show_eyes)

    def refresh(self) -> None:
        """Build the list anew when it differs."""
        shown = tuple(r for r in self._editing.document.journey.records() if self._kind == r.KIND)
        if shown == self._shown:
            self._show_eyes()
            return
        self._shown = shown
        while self.column.count() > self._below:
            item = self.column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for i, record in enumerate(shown):
            self.column.insertWidget(i, _Row(self._editing, self._kind, record))
        if self.fold is not None:
            self.fold.setText(
                f"{_(KINDS[self._kind][0])} ({len(shown)})" if shown else _(KINDS[self._kind][0])
            )

    def _show_eyes(self, _id: str = "") -> None:
        for i in range(self.column.count()):
            item = self.column.itemAt(i)
            row = item.widget() if item is not None else None
            if isinstance(row, _Row):
                row.show_eye()

    def _add_one(self) -> None:
        name = text.ask_name(
            self, _(KINDS[self._kind][1]), _("Text") if self._kind == "comment" else _("Name")
        )
        if name is not None:
            try:
                change = added(self._editing, self._kind, name)
                self._editing.document.edit(change, _(KINDS[self._kind][1]))
            except CjmError as error:
                errors.show(self, error)


class ActionLink(QToolButton):
    """A link that does what an action of the window does."""

    def __init__(self, words: str, action: str) -> None:
        super().__init__()
        self._action = action
        self.setProperty("role", "link")
        self.setText(words)
        self.clicked.connect(self._do)

    def _do(self) -> None:
        found = self.window().findChild(QAction, self._action)
        if isinstance(found, QAction):
            found.trigger()


class _Row(QWidget):
    """One record: a link to its form and a button that deletes it."""

    def __init__(self, editing: Editing, kind: str, record: Record) -> None:
        super().__init__()
        self._editing, self._kind, self._id = editing, kind, record.id
        words = title_of(editing.document, record)
        icon = str(getattr(record, "icon", None) or KIND_ICONS[kind])
        if isinstance(record, Lane) and not record.visible:
            icon = "eye-off"
        delete = QToolButton()
        delete.setIcon(appearance.icon("trash-2", appearance.colours().second))
        delete.setIconSize(QSize(14, 14))
        label = f"{_(KINDS[kind][2])}: {words}"
        delete.setAccessibleName(label)
        text.tip(delete, label)
        delete.clicked.connect(self._delete)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(LinkButton(editing, record.id, words, icon), 1)
        self._eye = QToolButton()
        self._eye.setIconSize(QSize(14, 14))
        self._eye.clicked.connect(self._switch)
        self._words = words
        row.addWidget(self._eye)
        row.addWidget(delete)
        self.show_eye()

    def show_eye(self) -> None:
        """Show whether the curve of this persona is shown; nothing for who has none or is alone."""
        document = self._editing.document
        everyone = taking_part(document) if self._kind == "persona" else ()
        self._eye.setVisible(len(everyone) > 1 and self._id in everyone)
        is_shown = self._id in shown_personas(document)
        colour = appearance.colours().second
        self._eye.setIcon(appearance.icon("eye" if is_shown else "eye-off", colour))
        words = _("Hide the curve of {name}") if is_shown else _("Show the curve of {name}")
        label = words.format(name=text.one_line(self._words, 80))
        self._eye.setAccessibleName(label)
        text.tip(self._eye, label)

    def _switch(self) -> None:
        if not switch_persona(self._editing.document, self._id):
            text.say(self.window(), _("One curve stays: show another before you hide this one."))

    def _delete(self) -> None:
        try:
            from cjm_desktop.ui.dialogs import in_use  # only when something is deleted

            change = in_use.deleting(self.window(), self._editing.document, [self._id])
            self._editing.document.edit(change, _(KINDS[self._kind][2]))
        except CjmError as error:
            errors.show(self, error)
