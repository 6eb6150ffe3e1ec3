"""The cells of a CSV or TSV file: finding the separator and the row of headers, and the guard against formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from cjm_desktop.formats.foreign import decode, line_place
from cjm_desktop.formats.table_columns import field_of
from cjm_desktop.i18n import N_
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem

#: What we write between cells; of others' files SEPARATORS are known.
Separator: TypeAlias = Literal[";", ",", "\t"]
MAX_ROWS: Final = 10_000
MAX_COLUMNS: Final = 200
SEPARATORS: Final = (";", ",", "\t", "|")
#: How far down the row with the headers may stand.
_HEADER_WITHIN: Final = 10
_FORMULA: Final = "=+-@\t\r＝＋－＠"
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?%?")

SENTENCES.update(
    {
        "table-no-header": N_(
            "No column is recognised. The first row should name them, for example: phase, touchpoint, emotion."
        ),
        "table-no-touchpoint": N_(
            "There is no column with touchpoints; name one “touchpoint” or “contactmoment”."
        ),
        "table-no-rows": N_("There are headers but no rows below them."),
        "table-too-many-rows": N_("The table has more than {limit} rows."),
        "table-too-many-columns": N_("The table has {count} columns; at most {limit} can be read."),
        "table-unreadable": N_("A cell from this line on has no end; perhaps a quotation mark is missing."),
    }
)


class Row(NamedTuple):
    """The cells of one row and the line of the file where it starts."""

    line: int
    cells: list[str]


class Cells(NamedTuple):
    """A table as it stands in the file; `titles` are rows above the headers."""

    separator: str
    titles: list[Row]
    header: Row
    rows: list[Row]


def read_cells(data: bytes, *, header_known: bool = False) -> Cells:
    """Cut a file into cells. CjmError when it is no table, is too large, or (unless known) has no headers."""
    text = decode(data)
    skipped = 0
    told = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    if told:  # Excel's own way to say it
        text, skipped = text[told.end() :], 1
    start = text[:100_000]
    separators = [told[1]] if told else list(SEPARATORS)
    tried = [(_promise(start, s), -i, s) for i, s in enumerate(separators)]
    separator = max(tried)[2]
    rows = list(_rows(text, separator, skipped))
    if not rows:
        raise CjmError(Problem("", "import-empty"))
    index = _header_index(rows)
    if index is None:
        if not header_known:
            raise CjmError(Problem(line_place(rows[0].line), "table-no-header"))
        index = 0
    return Cells(separator, rows[:index], rows[index], rows[index + 1 :])


def _rows(text: str, separator: str, skipped: int, widest: int = MAX_COLUMNS) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    count = 0
    line = 1 + skipped
    try:
        for cells in reader:
            while len(cells) > widest and not cells[-1].strip():
                cells.pop()
            if len(cells) > widest:
                args = {"count": len(cells), "limit": MAX_COLUMNS}
                raise CjmError(Problem(line_place(line), "table-too-many-columns", args))
            if any(c.strip() for c in cells):
                count += 1
                if count > MAX_ROWS + _HEADER_WITHIN:
                    raise CjmError(Problem(line_place(line), "table-too-many-rows", {"limit": MAX_ROWS}))
                yield Row(line, [unguarded(c) for c in cells])
            line = reader.line_num + 1 + skipped
    except csv.Error:
        raise CjmError(Problem(line_place(line), "table-unreadable")) from None


def _promise(start: str, separator: str) -> tuple[int, int]:
    """How well a separator explains the beginning of the file: headers recognised, then columns."""
    first: list[Row] = []
    try:
        for row in _rows(start, separator, 0, len(start)):
            first.append(row)
            if len(first) == _HEADER_WITHIN:
                break
    except CjmError:
        pass
    best = max((_recognised(r) for r in first), default=0)
    return best, max((len(r.cells) for r in first), default=0)


def _recognised(row: Row) -> int:
    return len({field for c in row.cells if (field := field_of(c))})


def _header_index(rows: list[Row]) -> int | None:
    counts = [_recognised(r) for r in rows[:_HEADER_WITHIN]]
    best = max(counts)
    if best >= 2:
        return counts.index(best)
    for i, row in enumerate(rows[:_HEADER_WITHIN]):
        if len(row.cells) == 1 and field_of(row.cells[0]) == "touchpoint":
            return i
    # One known header among strange ones still is a row of headers, but only on top.
    return 0 if counts[0] else None


def guarded(cell: str) -> str:
    """The cell with a tab in front when a spreadsheet would take it for a formula; plain numbers stay."""
    return f"\t{cell}" if cell[:1] and cell[0] in _FORMULA and not _NUMBER.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell[:1] == "\t" and cell[1:2] and cell[1] in _FORMULA else cell


def separator_for(language: str, is_tabbed: bool) -> Separator:
    """What stands between the cells of a file that Excel opens in a language, or of a TSV."""
    return "\t" if is_tabbed else ";" if language == "nl" else ","


def decimal_sign(language: str, separator: str) -> str:
    """The decimal sign of a language, where it can't be taken for the separator."""
    return "," if language == "nl" and separator != "," else "."


def written(rows: Iterable[Iterable[str]], separator: str, mark: bool | None = None) -> bytes:
    """The file of rows of cells; `mark` puts a byte order mark in front (None: with ";" alone)."""
    lines = [separator.join(_quoted(guarded(cell), separator) for cell in row) for row in rows]
    encoding = "utf-8-sig" if (separator == ";" if mark is None else mark) else "utf-8"
    return ("\n".join(lines) + "\n").encode(encoding)


def _quoted(cell: str, separator: str) -> str:
    if separator not in cell and _NUMBER.fullmatch(cell):
        return cell
    # Every usual separator is quoted, so that a program that guesses another one doesn't cut the cell in two.
    if cell != cell.strip() or any(c in cell for c in ',;|\t"\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
