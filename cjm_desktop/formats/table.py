"""Tables of touchpoints (CSV, TSV, what is copied from a spreadsheet) in and out."""

from cjm_desktop.formats.table_cells import Separator, separator_for
from cjm_desktop.formats.table_columns import COLUMNS, Column
from cjm_desktop.formats.table_reading import (
    ColumnMatch,
    TableImport,
    TablePreview,
    preview_table,
    read_table,
)
from cjm_desktop.formats.table_writing import lost_in_table, write_table

__all__ = [
    "COLUMNS",
    "Column",
    "ColumnMatch",
    "Separator",
    "TableImport",
    "TablePreview",
    "lost_in_table",
    "preview_table",
    "read_table",
    "separator_for",
    "write_table",
]
