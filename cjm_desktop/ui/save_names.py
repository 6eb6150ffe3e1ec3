"""Asking under what name a file is written: a sound name to begin with, its ending, and whether to replace another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from cjm_desktop.i18n import _, ngettext
from cjm_desktop.ui import text

#: Some system or other has no files with these in their names.
_BARRED: Final = '\\/:*?"<>|'
_LONGEST: Final = 80


def sound(name: str, otherwise: str) -> str:
    """A name as every system takes it, `otherwise` where nothing is left of it."""
    return "".join(c for c in name if c not in _BARRED).strip(" .")[:_LONGEST] or otherwise


def ask(
    parent: QWidget, title: str, start: Path, kinds: str, ending: str, others: Sequence[str] = ()
) -> Path | None:
    """Ask where to write; None when the user cancels.

    A name gets the ending (with its point) unless it has that or one of `others`, which are chosen by their kind too.
    """
    name, kind = QFileDialog.getSaveFileName(parent, title, str(start), kinds)
    if not name:
        return None
    path = Path(name)
    if path.suffix.lower() in (ending, *others):
        return path
    wanted = next((each for each in others if f"*{each}" in kind), ending)
    path = path.with_name(path.name + wanted)
    # The dialog knows only the name that was typed.
    return None if path.exists() and not may_replace(parent, [path]) else path


def may_replace(parent: QWidget, there: Sequence[Path]) -> bool:
    """Ask whether files that are there already may go."""
    if len(there) == 1:
        question = _("“{name}” is there already. Replace it?").format(
            name=text.one_line(there[0].name, _LONGEST)
        )
    else:
        question = ngettext(
            "{count} of the files is there already. Replace it?",
            "{count} of the files are there already. Replace them?",
            len(there),
        ).format(count=len(there))
    choices = (("cancel", _("Cancel")), ("replace", _("Replace")))
    return text.ask(parent, question, choices) == "replace"
