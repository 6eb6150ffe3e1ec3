"""The fields of the poster's form: a widget with its name above it, and measures typed in millimetres or inches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cjm_desktop.i18n import _
from cjm_desktop.layout import paper
from cjm_desktop.ui import text
from cjm_desktop.ui.panels.choices import ChoiceInput, FlagInput
from cjm_desktop.ui.panels.inputs import Input, LineInput, written

#: What may stand behind a measure, in millimetres.
UNITS: Final = {unit: length for unit, length in paper.UNITS.items() if unit}
_MEASURE: Final = re.compile(
    r"(\d{1,12}(?:[.,]\d{0,4})?|[.,]\d{1,4})\s*(mm|cm|m|in|inch|\"|″)?", re.IGNORECASE
)


class Field(QWidget):
    """An input with its name above it (a flag has its own words), and below it what is wrong or why it is off."""

    def __init__(self, words: str, input: Input) -> None:
        super().__init__()
        self.input = input
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if not isinstance(input, FlagInput):
            label = text.PlainLabel(words, "second")
            label.setBuddy(input.focusProxy() or input)
            column.addWidget(label)
        input.name_it(words)
        column.addWidget(input)
        self._note = text.wrapped("", "second")
        self._note.hide()
        column.addWidget(self._note)
        input.wrong.connect(self._wrong)
        input.edited.connect(self._right)

    def _wrong(self, sentence: str) -> None:
        self._tell(sentence, "error")
        self.input.mark(wrong=True)

    def _right(self, _value: object) -> None:
        self._tell("", "second")
        self.input.mark(wrong=False)

    def _tell(self, words: str, role: str) -> None:
        self._note.setText(words)
        self._note.setVisible(bool(words))
        if self._note.property("role") != role:
            self._note.setProperty("role", role)
            self._note.style().unpolish(self._note)
            self._note.style().polish(self._note)

    def allow(self, reason: str = "") -> None:
        """Let the field be used, or say why it can't be."""
        if self.input.isEnabled() == bool(reason) or (reason and self._note.text() != reason):
            self.input.setEnabled(not reason)
            self._tell(reason, "second")


def beside(*fields: QWidget) -> QWidget:
    """Fields beside each other, in equal widths."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for each in fields:
        row.addWidget(each, 1, Qt.AlignmentFlag.AlignTop)  # what is wrong with one moves no other
    return both


class MeasureInput(LineInput):
    """A number between limits; of a length (`unit` "mm", "m" …) it takes the other units of length too.

    The value is in `unit`; an optional one gives None when it is empty.
    """

    def __init__(
        self,
        unit: str,
        least: float,
        most: float,
        *,
        whole: bool = False,
        optional: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(optional=optional, hint=hint)
        self.unit, self.least, self.most, self.whole = unit, least, most, whole
        self.left.connect(self._finish)
        if unit:
            self.row.addWidget(text.PlainLabel(unit, "second"))
        self._value: float | None = None

    @property
    def value(self) -> Any:
        """What was typed last that could be read."""
        return self._value

    def _typed(self, words: str) -> None:
        words = words.strip()
        if not words:
            if self.optional:
                self._value = None
                self.edited.emit(None)
            else:
                self.wrong.emit(_("A number is needed here."))
            return
        found = _MEASURE.fullmatch(words)
        if found is None or (found[2] and self.unit not in UNITS):
            self.wrong.emit(_("This is not a number."))
            return
        value = float(found[1].replace(",", "."))
        if found[2]:
            value *= UNITS[found[2].lower()] / UNITS[self.unit]
        if self.whole and value != int(value):
            self.wrong.emit(_("A whole number is needed here."))
        elif not self.least <= value <= self.most:
            words = _("From {least} to {most} {unit}.").format(
                least=written(self.least), most=written(self.most), unit=self.unit
            )
            self.wrong.emit(words.replace(" .", "."))
        else:
            self._value = int(value) if self.whole else round(value, 3)
            self.edited.emit(self._value)

    def _finish(self) -> None:
        """Show what was understood; what could not be read goes back to what it was."""
        self.show_value(self._value)
        self.edited.emit(self._value)

    def show_value(self, value: Any) -> None:
        self._value = value
        super().show_value("" if value is None else written(float(value)))


class SizeInput(QWidget):
    """Width and height of a paper of one's own, in millimetres or inches."""

    edited = Signal(float, float, str)  # width, height, "mm" or "in"

    def __init__(self) -> None:
        super().__init__()
        self.width_, self.height_ = _Side(), _Side()
        self.unit = ChoiceInput((("mm", "mm", ""), ("in", _("inch"), "")))
        self.unit.combo.setMinimumContentsLength(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for words, input in (
            (_("Width"), self.width_), (_("Height"), self.height_), (_("Unit"), self.unit)
        ):  # fmt: skip
            row.addWidget(Field(words, input), 1, Qt.AlignmentFlag.AlignTop)
            input.edited.connect(self._changed)

    def show_size(self, width_mm: float, height_mm: float, unit: str) -> None:
        """Show a size in one of the units."""
        self.unit.show_value(unit)
        for side, value in ((self.width_, width_mm), (self.height_, height_mm)):
            side.show_in(unit, value)

    def _changed(self, value: object) -> None:
        unit = str(self.unit.value)
        if value in ("mm", "in"):  # the same paper in the other unit
            self.show_size(self.width_.mm, self.height_.mm, unit)
        factor = UNITS[unit]
        self.edited.emit(round(self.width_.mm / factor, 3), round(self.height_.mm / factor, 3), unit)


class _Side(MeasureInput):
    """A side of a paper: a measure whose unit is chosen beside it, kept in millimetres."""

    def __init__(self) -> None:
        super().__init__("", paper.LEAST, paper.MOST)
        self.mm = 0.0
        self._factor = 1.0
        self.edited.connect(self._keep)

    def _keep(self, value: Any) -> None:
        self.mm = value * self._factor

    def show_in(self, unit: str, mm: float) -> None:
        """Show a length in a unit."""
        self.mm, self._factor = mm, UNITS[unit]
        self.unit = "inch" if unit == "in" else unit
        self.least, self.most = round(paper.LEAST / self._factor, 1), round(paper.MOST / self._factor, 1)
        self.show_value(round(mm / self._factor, 3))


class Choices(QWidget):
    """Several flags under one name."""

    edited = Signal(object)  # the values whose flags are set

    def __init__(self, words: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(text.PlainLabel(words, "second"))
        self.flags: dict[str, FlagInput] = {}
        for value, label in options:
            flag = self.flags[value] = FlagInput(label)
            flag.name_it(label)
            flag.edited.connect(self._changed)
            column.addWidget(flag)

    @property
    def value(self) -> tuple[str, ...]:
        """The values whose flags are set."""
        return tuple(value for value, flag in self.flags.items() if flag.value)

    def show_value(self, values: Sequence[str]) -> None:
        """Set the flags of some values and no other."""
        for value, flag in self.flags.items():
            flag.show_value(value in values)

    def _changed(self, _value: object) -> None:
        self.edited.emit(self.value)
