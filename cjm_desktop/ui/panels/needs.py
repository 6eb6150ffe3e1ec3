"""The widgets of a form for lists of parts: the needs of a persona, and whom it sways."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.frozen import replace
from cjm_desktop.i18n import _
from cjm_desktop.model.parts import Influence
from cjm_desktop.ui import appearance, text
from cjm_desktop.ui.panels.choices import ChoiceInput
from cjm_desktop.ui.panels.inputs import Input, LineInput


class PartsInput(Input):
    """The needs of a persona: a text and its kind, one row each."""

    merges = True

    def __init__(self, make: Any, options: Sequence[tuple[str, str, str]], add: str) -> None:
        super().__init__()
        self._make, self._choices = make, options
        self._parts: tuple[Any, ...] = ()
        self._rows: list[tuple[LineInput, ChoiceInput]] = []
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._add = QToolButton()
        self._add.setProperty("role", "link")
        self._add.setText(add)
        self._add.clicked.connect(self._add_row)
        self._column.addWidget(self._add)
        self.row.addWidget(holder)
        self.setFocusProxy(self._add)

    def _add_row(self) -> None:
        self._put_row("", self._choices[0][0])
        self._rows[-1][0].field.setFocus()

    def _put_row(self, words: str, kind: str) -> None:
        line, choice = LineInput(optional=False), ChoiceInput(self._choices)
        line.show_value(words)
        choice.show_value(kind)
        line.name_it(self._add.text())
        choice.combo.setAccessibleName(_("Kind"))
        row = QWidget()
        # Below each other: in a narrow panel a need beside its kind could not be read.
        both = QVBoxLayout(row)
        both.setContentsMargins(0, 0, 0, 4)
        both.setSpacing(4)
        both.addWidget(line)
        both.addWidget(choice)
        line.edited.connect(self._typed)
        line.left.connect(self.left)
        choice.edited.connect(self._typed)
        self._column.insertWidget(len(self._rows), row)
        self._rows.append((line, choice))

    def _typed(self, _value: object) -> None:
        parts = []
        for line, choice in self._rows:
            words = line.field.text().strip()
            if words:
                old = next((p for p in self._parts if p.text == words), None)
                parts.append(self._make(words, choice.value, old))
        self._parts = tuple(parts)
        self.edited.emit(self._parts)

    def show_value(self, value: Any) -> None:
        if tuple(value) == self._parts and self._rows:
            return
        self._parts = tuple(value)
        for line, _choice in self._rows:
            _drop(self._column, line.parentWidget())
        self._rows.clear()
        for part in self._parts:
            self._put_row(part.text, part.kind)

    def show_mixed(self) -> None:
        self.show_value(())


class InfluencesInput(Input):
    """Whom a persona sways and how: a person and words, one row each; every row can be taken away."""

    merges = True

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[tuple[str, str, str], ...] = ()
        self._parts: tuple[Influence, ...] = ()
        self._rows: list[_Influence] = []
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.add_button = QToolButton()
        self.add_button.setProperty("role", "link")
        self.add_button.setText(_("Add a person"))
        self.add_button.clicked.connect(self._add_one)
        self._column.addWidget(self.add_button)
        self.row.addWidget(holder)
        self.setFocusProxy(self.add_button)

    def set_people(self, people: Sequence[tuple[str, str, str]]) -> None:
        """Offer these people: (id, name, icon); nothing happens when they are the same."""
        if self._people != tuple(people):
            self._people = tuple(people)
            for row in self._rows:
                row.who.set_options(self._people)
        free = self._free()
        self.add_button.setEnabled(free is not None)
        text.tip(
            self.add_button, "" if free is not None else _("Everybody is here; add another persona first.")
        )

    def _free(self) -> str | None:
        """The first person who is not named yet."""
        named = {part.persona for part in self._parts}
        return next((id for id, _name, _icon in self._people if id not in named), None)

    def _add_one(self) -> None:
        free = self._free()
        if free is not None:
            self._store((*self._parts, Influence(persona=free)))
            if self._rows:
                self._rows[-1].line.field.setFocus()

    def _store(self, parts: tuple[Influence, ...]) -> None:
        self.show_value(parts)
        self.edited.emit(parts)

    def changed(self) -> None:
        """Take over what the rows hold."""
        pairs = zip(self._parts, self._rows, strict=True)
        self._parts = tuple(
            replace(part, persona=row.who.value, text=row.line.field.text().strip() or None)
            for part, row in pairs
        )
        self.edited.emit(self._parts)

    def drop(self, row: _Influence) -> None:
        """Take one row away."""
        at = self._rows.index(row)
        self._store((*self._parts[:at], *self._parts[at + 1 :]))

    def show_value(self, value: Any) -> None:
        if tuple(value) != self._parts:
            self._parts = tuple(value)
            for row in self._rows:
                _drop(self._column, row)
            self._rows = [_Influence(self, part, self._people) for part in self._parts]
            for i, row in enumerate(self._rows):
                self._column.insertWidget(i, row)
        self.set_people(self._people)

    def show_mixed(self) -> None:
        self.show_value(())


class _Influence(QWidget):
    """One person with the words below the name, and a button that takes both away."""

    def __init__(
        self, owner: InfluencesInput, part: Influence, people: Sequence[tuple[str, str, str]]
    ) -> None:
        super().__init__()
        self._owner = owner
        self.who, self.line = ChoiceInput(people), LineInput(optional=True)
        self.who.show_value(part.persona)
        self.who.combo.setAccessibleName(_("Person"))
        self.line.show_value(part.text)
        self.line.name_it(_("How"))
        self.line.field.setPlaceholderText(_("How"))
        drop = QToolButton()
        drop.setIcon(appearance.icon("x"))
        drop.setIconSize(QSize(14, 14))
        drop.setAccessibleName(_("Take this person away"))
        text.tip(drop, _("Take this person away"))
        drop.clicked.connect(self._dropped)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.who, 1)
        head.addWidget(drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.line)
        self.who.edited.connect(self._changed)
        self.line.edited.connect(self._changed)
        self.line.left.connect(owner.left)

    def _changed(self, _value: object) -> None:
        self._owner.changed()

    def _dropped(self) -> None:
        self._owner.drop(self)


def _drop(column: QVBoxLayout, row: QWidget | None) -> None:
    if row is not None:
        column.removeWidget(row)
        row.hide()
        row.deleteLater()
