"""The widget of a form for a list of needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import (
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.i18n import _
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
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(4)
        across.addWidget(line, 3)
        across.addWidget(choice, 2)
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
            row = line.parentWidget()
            if row is not None:
                self._column.removeWidget(row)
                row.deleteLater()
        self._rows.clear()
        for part in self._parts:
            self._put_row(part.text, part.kind)

    def show_mixed(self) -> None:
        self.show_value(())
