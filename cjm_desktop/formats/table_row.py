"""One row of a table: the meaning of its cells, with a warning for each that makes no sense."""

from __future__ import annotations

from typing import Any

from cjm_desktop.formats.foreign import label, line_place, note
from cjm_desktop.formats.table_cells import Cells, Row
from cjm_desktop.formats.table_columns import CHOICES, choice_of, word_for
from cjm_desktop.formats.table_values import number_of
from cjm_desktop.i18n import N_, _, language
from cjm_desktop.model.fields import LABEL_LENGTH, NOTE_LENGTH
from cjm_desktop.model.problems import SENTENCES, Problem

SENTENCES.update(
    {
        "table-number": N_("“{value}” is no number; it was left out."),
        "table-clamped": N_("{value} lies outside {low} to {high}; {kept} was kept."),
        "table-choice": N_("“{value}” is not one of: {choices}; it was left out."),
        "table-flag": N_("“{value}” is neither yes nor no; it was left out."),
        "table-evidence": N_("“{value}” is no known kind of evidence; it counts as an assumption."),
        "table-untitled": N_("The row has no touchpoint; one without a name was made."),
        "table-phase-row": N_("The row has no touchpoint; its texts stand under the phase “{name}”."),
        "table-other-view": N_(
            "The row says other things of “{name}” than the row before; only what was felt was read from it."
        ),
        "table-no-pain": N_("There is a severity but no pain point; it was left out."),
        "table-no-share": N_("There is a reason to drop off but no share; it stands in the notes."),
        "table-too-long": N_("The text has {length} characters; the first {limit} were kept."),
        "table-more-cells": N_(
            "The row has more cells than there are headers; they stand in a lane of their own."
        ),
        "table-too-much": N_("The table would make {count} {kind}; a journey holds at most {limit}."),
    }
)


class RowReader:
    """Reads one row after another; `fields` says what each column is, `problems` gathers the warnings."""

    def __init__(self, cells: Cells, fields: dict[int, str | None]) -> None:
        self.cells = cells
        self.fields = fields
        self.columns = {f: i for i, f in fields.items() if f}
        self.problems: list[Problem] = []
        self.row = cells.header
        self.text: dict[str, str] = {}

    def _turn_to(self, row: Row) -> None:
        self.row = row
        self.text = {f: row.cells[i].strip() for f, i in self.columns.items() if i < len(row.cells)}

    def _warn(self, code: str, column: str, **args: Any) -> None:
        place = line_place(self.row.line)
        if column in self.columns:
            headers = self.cells.header.cells
            header = headers[self.columns[column]] if self.columns[column] < len(headers) else ""
            words = {"line": self.row.line, "column": label(header)[:40]}
            place = _("line {line}, column “{column}”").format(**words)
        self.problems.append(Problem(place, code, args, "warning"))

    def _label(self, column: str) -> str:
        text = self.text.get(column, "")
        if len(text) > LABEL_LENGTH:
            self._warn("table-too-long", column, length=len(text), limit=LABEL_LENGTH)
        return label(text)

    def _note(self, column: str) -> str | None:
        text = self.text.get(column, "")
        if len(text) > NOTE_LENGTH:
            self._warn("table-too-long", column, length=len(text), limit=NOTE_LENGTH)
        return note(text) or None

    def _lines(self, column: str) -> list[str]:
        """The lines of a cell, empty ones inside it included (they keep a severity beside its pain point)."""
        text = self._note(column)
        return [note(line) for line in text.split("\n")] if text else []

    def _number(self, column: str, low: float, high: float) -> float | None:
        return self._number_of(self.text.get(column, ""), column, low, high)

    def _number_of(self, cell: str, column: str, low: float, high: float) -> float | None:
        if not cell:
            return None
        value = number_of(cell)
        if value is None:
            self._warn("table-number", column, value=cell[:60])
            return None
        kept = min(high, max(low, value))
        if kept != value:
            self._warn(
                "table-clamped", column, value=value, low=float(low), high=float(high), kept=float(kept)
            )
        return float(kept)

    def _whole(self, column: str, low: int, high: int) -> int | None:
        return self._whole_of(self.text.get(column, ""), column, low, high)

    def _whole_of(self, cell: str, column: str, low: int, high: int) -> int | None:
        value = self._number_of(cell, column, low, high)
        return None if value is None else int(value + 0.5)

    def _share(self) -> float | None:
        cell = self.text.get("drop_off", "")
        value = number_of(cell)
        if value is not None and 1 < value <= 100 and "%" not in cell:
            return round(value / 100, 10)
        return self._number("drop_off", 0, 1)

    def _flag(self, column: str) -> bool | None:
        cell = self.text.get(column, "")
        found = choice_of("flag", cell) if cell else None
        if cell and found is None:
            self._warn("table-flag", column, value=cell[:60])
        return None if found is None else found == "yes"

    def _choice(self, column: str) -> str | None:
        cell = self.text.get(column, "")
        found = choice_of(column, cell) if cell else None
        if cell and found is None:
            choices = ", ".join(word_for(column, v, language()) for v in CHOICES[column])
            self._warn("table-choice", column, value=cell[:60], choices=choices)
        return found

    def _moment_of_truth(self) -> str | None:
        cell = self.text.get("moment_of_truth", "")
        return None if choice_of("flag", cell) == "no" else self._choice("moment_of_truth")
