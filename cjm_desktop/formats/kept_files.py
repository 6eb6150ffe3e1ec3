"""Reading a folder of what the user keeps to use again: themes, personas, templates, one file each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from cjm_desktop.frozen import replace
from cjm_desktop.i18n import _
from cjm_desktop.model.problems import CjmError

T = TypeVar("T")


def read_all(folder: Path, names: Iterable[str], read: Callable[[Path], T]) -> tuple[list[T], list[str]]:
    """What the files of these names hold, and a sentence for each that can't be read."""
    found: list[T] = []
    skipped: list[str] = []
    for name in names:
        try:
            found.append(read(folder / name))
        except CjmError as error:
            problem = error.problems[0]
            reason = replace(problem, path="" if problem.path == name else problem.path).sentence
            skipped.append(_("“{name}” is skipped: {reason}").format(name=name, reason=reason))
    return found, skipped
