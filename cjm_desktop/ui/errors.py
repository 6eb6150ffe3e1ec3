"""Tells the user what went wrong: sentences, never a traceback."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cjm_desktop.i18n import _, ngettext
from cjm_desktop.model.problems import CjmError, Problem
from cjm_desktop.ui import text

SHOWN = 8


def sentences(problems: tuple[Problem, ...] | list[Problem]) -> str:
    """The problems one a line, the first few of them when there are many."""
    lines = [p.sentence for p in problems[:SHOWN]]
    rest = len(problems) - SHOWN
    if rest > 0:
        lines.append(ngettext("and {count} more", "and {count} more", rest).format(count=rest))
    return "\n".join(lines)


def show(parent: QWidget | None, error: CjmError, heading: str = "") -> None:
    """Show an error's sentences in a dialog, below a heading."""
    said = sentences(error.problems)
    if heading:
        text.say(parent, heading, said, warning=True)
    else:
        text.say(parent, said or _("That can't be done."), warning=True)
