"""A workbook for Excel and the like: touchpoints, cards, insights, people and owners, a sheet each.

XlsxWriter is loaded when the first workbook is made and not before.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from cjm_desktop.formats.lists import (
    Cell,
    CellKind,
    ListColumn,
    ListTable,
    cards_list,
    insights_list,
    owners_list,
    personas_list,
)
from cjm_desktop.formats.table_columns import word_for
from cjm_desktop.formats.table_writing import table_rows
from cjm_desktop.i18n import N_, _, in_language
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, Problem, refusal
from cjm_desktop.model.records import RecordId, Scenario

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

#: No cell holds more (UTF-16 units), no sheet more rows.
MOST_TEXT: Final = 32_767
MOST_ROWS: Final = 1_048_575
#: Spreadsheets know no day before this year.
_FIRST_YEAR: Final = 1900
#: What the columns of touchpoints hold that are no text; where a cell has several numbers it is text too.
_KINDS: Final[dict[str, CellKind]] = {
    "emotion": "number",
    "functional": "number",
    "expected": "number",
    "severity": "number",
    "drop_off": "share",
    "effort": "number",
    "touch_time": "number",
    "wait_time": "number",
    "cost": "number",
}
_WIDE: Final = frozenset(("context", "notes", "drop_off_reason", "evidence"))
_NARROW: Final = frozenset((*_KINDS, "indirect", "human"))
_FORMATS: Final[dict[CellKind, str]] = {
    "text": "General",
    "number": "General",
    "share": "0%",
    "date": "yyyy-mm-dd",
    "flag": "General",
}
#: The height of a line and that of the highest row, in points.
_LINE: Final = 15.0
_HIGHEST: Final = 409.0
#: The number of the paper in the file.
_A4: Final = 9
#: A list wider than so many characters goes on several pages side by side.
_PAGE: Final = 240
#: Numbers keep off the text at their right.
_ALIGNED: Final[dict[str, dict[str, Any]]] = {
    "number": {"align": "right", "indent": 1},
    "share": {"align": "right", "indent": 1},
    "date": {"align": "center"},
    "flag": {"align": "center"},
}
# What XML can't hold.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

SENTENCES.update(
    {
        "workbook-none": N_("There is no scenario to write."),
        "workbook-text": N_("The text has {length} characters, of which a cell holds the first {limit}."),
    }
)


def write_workbook(journey: Journey, scenarios: Sequence[RecordId]) -> tuple[bytes, list[Problem]]:
    """The scenarios as an XLSX workbook in the journey's language, and warnings of what did not fit.

    Numbers, shares and dates are such and not text; text that begins like a formula stays text. Equal journeys give
    equal bytes: the properties tell the title and the day of the last change, and nothing of who wrote it. CjmError
    when there is no scenario.
    """
    known = [id for id in dict.fromkeys(scenarios) if journey.of(Scenario, id)]
    if not known:
        raise refusal("workbook-none")
    progress.begin(_("The workbook is made…"))
    with in_language(journey.info.language):
        tables = [
            touchpoints_list(journey, known),
            cards_list(journey, known),
            insights_list(journey, known),
            personas_list(journey),
            owners_list(journey, known),
        ]
        # The first three are what a workbook is for; of people there may be nothing to tell.
        shown = [table for i, table in enumerate(tables) if i < 3 or table.rows]
        return _written(journey, shown)


def every(journey: Journey) -> list[RecordId]:
    """The scenarios of a journey; one that joins others holds nothing that they don't."""
    own = [scenario.id for scenario in journey.scenarios if not scenario.joins]
    return own or [scenario.id for scenario in journey.scenarios]


def touchpoints_list(journey: Journey, scenarios: Sequence[RecordId]) -> ListTable:
    """The table of touchpoints that the CSV has too, so that a workbook saved as CSV can be read back."""
    spoken = journey.info.language
    tables = [(id, *table_rows(journey, id, spoken, ".")) for id in scenarios]
    columns: dict[str, str] = {}
    for _id, own, _rows in tables:
        columns.update((field, header) for field, header in own if field not in columns)
    is_many = len(scenarios) > 1
    heads = [ListColumn(_("Scenario"), width=28)] if is_many else []
    heads += [
        ListColumn(_headed(header), _KINDS.get(field, "text"), _width(field))
        for field, header in columns.items()
    ]
    rows: list[tuple[Cell, ...]] = []
    for id, _own, cells in tables:
        scenario = journey.of(Scenario, id)
        first = (scenario.name if scenario else "",) if is_many else ()
        rows += [(*first, *(_typed(field, row.get(field, "")) for field in columns)) for row in cells]
    return ListTable(_("Touchpoints"), tuple(heads), tuple(rows))


def _headed(header: str) -> str:
    """A header as people write it; reading a table takes it for the same."""
    return header.replace("_", " ")[:1].upper() + header.replace("_", " ")[1:]


def _width(field: str) -> float:
    return 48.0 if field in _WIDE else 11.0 if field in _NARROW else 32.0


def _typed(field: str, text: str) -> Cell:
    if not text:
        return None
    if field in _KINDS:
        try:
            return float(text)
        except ValueError:  # several pains in one cell
            return text
    return text


# -- the file ------------------------------------------------------------------------------------------


def _written(journey: Journey, tables: Sequence[ListTable]) -> tuple[bytes, list[Problem]]:
    import xlsxwriter  # type: ignore[import-untyped]  # only who makes a workbook pays for it

    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(out, options)
    stamp = journey.stamp
    title = _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", journey.info.title)
    book.set_properties({"title": title, "created": _moment(stamp.modified or stamp.created)})
    looks = {
        kind: book.add_format(
            {"text_wrap": kind == "text", "valign": "top", "num_format": look} | _ALIGNED.get(kind, {})
        )
        for kind, look in _FORMATS.items()
    }
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EAEEF2"}
    )
    problems: list[Problem] = []
    done, total = 0, sum(len(table.rows) for table in tables)
    for table in tables:
        sheet = book.add_worksheet(table.name, _telling())
        writer = _Sheet(sheet, journey.info.language, looks, problems)
        writer.head(table, head)
        for number, row in enumerate(table.rows[:MOST_ROWS], 1):
            writer.row(number, row, table.columns)
            progress.step(done := done + 1, total)
    book.close()
    return _clean(out), problems


def _telling() -> Any:
    """A worksheet that tells how far it is while it is closed, which is half of the work."""
    from xlsxwriter.worksheet import Worksheet

    class Telling(Worksheet):  # type: ignore[misc]
        def _write_row(self, *args: Any) -> None:
            progress.step()
            super()._write_row(*args)

    return Telling


def _clean(file: BytesIO) -> bytes:
    """The workbook without the name of a program that did not write it."""
    out = BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "docProps/app.xml":
                data = re.sub(rb"<AppVersion>.*?</AppVersion>", b"", data)
                data = data.replace(b"Microsoft Excel", b"CJM Desktop")
            elif entry.filename == "xl/workbook.xml":
                data = re.sub(rb"<fileVersion [^>]*/>", b"", data)
            elif entry.filename.startswith("xl/worksheets/sheet"):
                # Heights are a beginning, not a choice: a row grows with what is written in it later.
                data = data.replace(b' customHeight="1"', b"")
            target.writestr(entry, data)
            progress.step()
    return out.getvalue()


def _moment(day: str | None) -> datetime.datetime:
    """The day of a file as a moment; the first that a ZIP file knows when there is none, or an earlier one."""
    first = datetime.datetime(1980, 1, 1)
    try:
        return max(datetime.datetime.fromisoformat((day or "")[:10]), first)
    except ValueError:
        return first


def _wide_enough(column: ListColumn, cells: Sequence[Cell]) -> float:
    """The width of a column in characters: that of its longest line, of its header's longest word, and not too wide."""
    longest = 0
    for cell in cells:
        if isinstance(cell, str):
            longest = max(longest, max(map(len, cell.split("\n"))))
    head = max(map(len, column.header.split(" "))) + 4.0
    least = 12.0 if column.kind == "date" else head
    return max(head, least, min(longest + 2.0, column.width))


def _lines(cell: Cell, width: float) -> int:
    """How many lines a cell takes in a column of so many characters, or one more."""
    if not isinstance(cell, str) or (len(cell) <= width and "\n" not in cell):
        return 1
    count = 0
    for paragraph in cell.split("\n"):
        used, count = 0.0, count + 1
        for word in paragraph.split(" "):
            if used and used + len(word) > width:
                used, count = 0.0, count + 1
            count += int(len(word) / (width + 1))  # a long word is broken
            used += len(word) % (width + 1) + 1
    return count


class _Sheet:
    """One sheet in the making."""

    def __init__(self, sheet: Worksheet, spoken: str, looks: dict[Any, Any], problems: list[Problem]) -> None:
        self._sheet = sheet
        self._spoken = spoken
        self._looks = looks
        self._problems = problems
        self._widths: list[float] = []

    def head(self, table: ListTable, look: Any) -> None:
        """Write the headers, which stay in sight, with a filter on each; make the columns as wide as they need."""
        for i, column in enumerate(table.columns):
            self._widths.append(_wide_enough(column, [row[i] for row in table.rows]))
            self._sheet.set_column(i, i, self._widths[-1], self._looks[column.kind])
            self._sheet.write_string(0, i, self._fitted(0, i, column.header), look)
        # A filter's button stands at the end of a header, and its letters are broad.
        lines = max(_lines(column.header, wide - 3) for column, wide in zip(table.columns, self._widths))
        self._sheet.set_row(0, _LINE * lines)
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, min(len(table.rows), MOST_ROWS), len(table.columns) - 1)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        if sum(self._widths) <= _PAGE:
            self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)

    def row(self, number: int, cells: Sequence[Cell], columns: Sequence[ListColumn]) -> None:
        """Write a row; text is never taken for a formula, a number or an address."""
        lines = max(map(_lines, cells, self._widths))
        if lines > 1:
            self._sheet.set_row(number, min(_LINE * lines, _HIGHEST))
        for i, (cell, column) in enumerate(zip(cells, columns)):
            look = self._looks[column.kind]
            if cell is None or cell == "":
                continue
            if isinstance(cell, bool):
                word = word_for("flag", "yes" if cell else "no", self._spoken)
                self._sheet.write_string(number, i, word, look)
            elif isinstance(cell, int | float):
                self._sheet.write_number(number, i, cell, look)
            elif isinstance(cell, str):
                look = look if column.kind == "text" else self._looks["text"]
                self._sheet.write_string(number, i, self._fitted(number, i, cell), look)
            elif cell.year < _FIRST_YEAR:
                self._sheet.write_string(number, i, cell.isoformat(), self._looks["text"])
            else:
                self._sheet.write_datetime(number, i, cell, look)

    def _fitted(self, row: int, column: int, text: str) -> str:
        """The text as a cell can hold it, and a warning where that is not all of it."""
        text = _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)
        length = len(text.encode("utf-16-le")) // 2
        if length <= MOST_TEXT:
            return text
        from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

        place = f"{self._sheet.get_name()}!{xl_rowcol_to_cell(row, column)}"
        self._problems.append(
            Problem(place, "workbook-text", {"length": length, "limit": MOST_TEXT}, "warning")
        )
        return text.encode("utf-16-le")[: 2 * MOST_TEXT].decode("utf-16-le", "ignore")
