"""A table of touchpoints, one row each, becomes a journey; nothing in it is lost without a word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from cjm_desktop.formats.foreign import label, line_place
from cjm_desktop.formats.table_cells import Cells, read_cells
from cjm_desktop.formats.table_columns import BY_FIELD, field_of
from cjm_desktop.formats.table_rows import Reading
from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError, Problem

PREVIEW_ROWS: Final = 20


@frozen()
class ColumnMatch:
    """A column of the file: its header, in words what it becomes, and the field (None = a lane of its own)."""

    header: str
    becomes: str
    field: str | None


@frozen()
class TablePreview:
    """What a dialog shows before anything is read: columns, the first rows, the separator."""

    columns: tuple[ColumnMatch, ...]
    rows: tuple[tuple[str, ...], ...]
    separator: str


@frozen()
class TableImport:
    """The journey of a table, how its columns were understood, and warnings with their lines."""

    columns: tuple[ColumnMatch, ...]
    problems: tuple[Problem, ...]
    journey: Journey


def preview_table(data: bytes, *, mapping: Mapping[int, str | None] | None = None) -> TablePreview:
    """The columns and first rows, also of a table without a known header; CjmError when it is no table."""
    cells = read_cells(data, header_known=True)
    fields = _fields(cells, mapping)
    return TablePreview(_matches(cells, fields), _first_rows(cells), cells.separator)


def read_table(
    data: bytes,
    *,
    language: Literal["nl", "en"] = "nl",
    name: str = "",
    mapping: Mapping[int, str | None] | None = None,
    created: str | None = None,
) -> TableImport:
    """Read a CSV or TSV file into a journey.

    `mapping` overrides what columns (by index from 0) become: a field of `table_columns`, None for a lane of its
    own, "" for not at all. CjmError with the line when there is no header, no touchpoint column or no text.
    """
    cells = read_cells(data, header_known=mapping is not None)
    fields = _fields(cells, mapping)
    if "touchpoint" not in fields.values():
        raise CjmError(Problem(line_place(cells.header.line), "table-no-touchpoint"))
    if not cells.rows:
        raise CjmError(Problem(line_place(cells.header.line), "table-no-rows"))
    if not name and len(cells.titles) == 1:
        name = " ".join(c for c in cells.titles[0].cells if c.strip())
    reading = Reading(cells, fields, language, label(name), created)
    for row in cells.rows:
        reading.add(row)
    return TableImport(_matches(cells, fields), tuple(reading.problems), reading.journey())


def _fields(cells: Cells, mapping: Mapping[int, str | None] | None) -> dict[int, str | None]:
    """Column index → field, None for a text lane, "" for nothing; a field belongs to one column."""
    given = {i: f for i, f in (mapping or {}).items() if not f or f in BY_FIELD}
    taken = {f for f in given.values() if f}
    fields: dict[int, str | None] = {}
    width = max(len(cells.header.cells), *(len(r.cells) for r in cells.rows), 1)
    for index in range(width):
        header = cells.header.cells[index] if index < len(cells.header.cells) else ""
        if index in given:
            fields[index] = given[index]
            continue
        found = field_of(header)
        fields[index] = None if found in taken else found
        if found:
            taken.add(found)
        elif not any(index < len(r.cells) and r.cells[index].strip() for r in cells.rows):
            fields[index] = None if header.strip() else ""
    return fields


def _matches(cells: Cells, fields: dict[int, str | None]) -> tuple[ColumnMatch, ...]:
    out = []
    for index, known in fields.items():
        header = label(cells.header.cells[index]) if index < len(cells.header.cells) else ""
        if known:
            becomes = _(BY_FIELD[known].becomes)
        elif known is None:
            becomes = _("card in a lane of its own")
        else:
            becomes = _("left out")
        out.append(ColumnMatch(header, becomes, known))
    return tuple(out)


def _first_rows(cells: Cells) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(c.strip() for c in row.cells) for row in cells.rows[:PREVIEW_ROWS])
