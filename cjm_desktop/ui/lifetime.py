"""How long windows and dialogs live: the Python side as long as the Qt side, and no longer.

A dialog that nobody in Python holds any more while Qt still has it is a trap: the garbage collector may take its parts
apart in an order that crashes the program. And one that is only hidden stays in memory until its window closes.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QDialog, QWidget

_held: Final[dict[int, QWidget]] = {}


def hold(widget: QWidget) -> None:
    """Keep the Python side of a widget that is being closed until Qt has destroyed it."""
    key = id(widget)
    if key not in _held:
        _held[key] = widget
        widget.destroyed.connect(partial(_let_go, key))


def _let_go(key: int, *_gone: object) -> None:
    _held.pop(key, None)


def run(dialog: QDialog) -> bool:
    """Show a dialog until the user closes it, and have it destroyed then; whether it was accepted.

    What the dialog knows can still be asked until the next turn of the event loop.
    """
    hold(dialog)
    try:
        return dialog.exec() == QDialog.DialogCode.Accepted
    finally:
        dialog.deleteLater()
