"""Files of earlier versions, brought to today's by one step a version.

A change that an older program would misread raises the version, and gets a step here and a file in `tests/data`
that is kept for ever. A field that an older program may ignore raises nothing: it keeps fields that it does not
know and writes them back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from cjm_desktop.i18n import N_
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem

SENTENCES.update(
    {
        "version-newer": N_(
            "The file was made by a newer version of CJM Desktop (file version {version}, this program reads up "
            "to {current}). Open it with that version; nothing was changed."
        ),
        "version-unknown": N_("The file does not say which version it has, or says something impossible."),
    }
)

Document: TypeAlias = dict[str, Any]
Step: TypeAlias = Callable[[Document], Document]

VERSION: Final = 2


def _joined_scenarios(document: Document) -> Document:
    """Version 2 has scenarios made of others and lanes of coverage, which a program of version 1 would misread."""
    return document


#: From that version to the next. A step takes and gives the parsed document; the strict reader comes after it.
STEPS: Final[Mapping[int, Step]] = {1: _joined_scenarios}


def to_current(document: Document, *, version: int = VERSION, steps: Mapping[int, Step] = STEPS) -> Document:
    """The document in today's version; CjmError when it is of a newer one or of none."""
    found = document.get("version")
    if type(found) is not int or found < 1:
        raise CjmError(Problem("version", "version-unknown"))
    if found > version:
        raise CjmError(Problem("", "version-newer", {"version": found, "current": version}))
    for step in range(found, version):
        document = steps[step](document)
    return document | {"version": version}
