"""What every import of somebody else's text needs: its characters, its line numbers, records with clean words."""

from __future__ import annotations

import re
from typing import Final

from cjm_desktop.formats.limits import FILE_BYTES
from cjm_desktop.i18n import N_, _
from cjm_desktop.model.fields import LABEL_LENGTH, NOTE_LENGTH
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem

#: Nobody's table or diagram is larger; reading more would only freeze the window.
MAX_BYTES: Final = FILE_BYTES

SENTENCES.update(
    {
        "import-empty": N_("The file is empty."),
        "import-binary": N_("This is not a text file; a table from Excel must first be saved as CSV."),
        "import-too-large": N_("The file has {size} bytes; at most {limit} can be read."),
    }
)

#: What a record's text may not hold (see `model.fields`).
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAKS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def decode(data: bytes) -> str:
    """The text of a file: UTF-16 with a byte order mark, UTF-8 with or without, else Windows' cp1252.

    Raises CjmError when the file is empty, larger than MAX_BYTES or no text at all.
    """
    if len(data) > MAX_BYTES:
        raise CjmError(Problem("", "import-too-large", {"size": len(data), "limit": MAX_BYTES}))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise CjmError(Problem("", "import-empty"))
    if "\x00" in text:
        raise CjmError(Problem("", "import-binary"))
    return text


def line_place(line: int) -> str:
    """How a message names a line of the file (counted from 1)."""
    return _("line {line}").format(line=line)


def label(text: str) -> str:
    """The text as one line of at most 2,000 characters, without control characters and outer spaces."""
    return " ".join(note(text).replace("\t", " ").split("\n")).strip()[:LABEL_LENGTH].strip()


def note(text: str) -> str:
    """The text with newlines of one kind, at most 20,000 characters, without control characters."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", text)).strip()[:NOTE_LENGTH].strip()
