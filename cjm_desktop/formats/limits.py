"""What a file may hold at most: one table, so that a stranger's file can't fill the memory or freeze the window."""

from __future__ import annotations

from typing import Final

#: Bytes of a .cjm file, and of what the clipboard hands over.
FILE_BYTES: Final = 20_000_000
FRAGMENT_BYTES: Final = 5_000_000
#: JSON: nesting, and brackets, commas and colons together.
DEPTH: Final = 32
TOKENS: Final = 2_000_000
INTEGER_DIGITS: Final = 16
NUMBER_CHARACTERS: Final = 25
#: Records of one kind; a kind that is not named may have RECORDS.
RECORDS: Final = 20_000
RECORDS_OF: Final = {"connections": 50_000, "assets": 50}
#: Items of a list inside a record (tags, helpers, questions …).
ITEMS: Final = 10_000
#: Pixels of one picture: 25 megapixels take 100 MB when they are decoded.
PIXELS: Final = 25_000_000
#: Findings of one file that are told; more help nobody.
PROBLEMS: Final = 200
