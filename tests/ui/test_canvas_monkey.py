"""A monkey at mouse and keyboard: whatever it does, the journey stays sound and every step can be undone."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from cjm_desktop.model import edits, rules

if TYPE_CHECKING:
    from .conftest import Editor

KEYS = (
    "Left Right Up Down Tab Shift+Tab F2 Return Ctrl+Return Esc + - Ctrl+Left Ctrl+Right Ctrl+Up Alt+Right "
    "Alt+Shift+Down Home End Shift+Right"
).split()
HELD = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_monkey_breaks_nothing(editor: Editor, seed: int) -> None:
    chance = random.Random(seed)
    before = editor.journey.copy()
    for _ in range(120):
        _act(editor, chance)
    editor.view.editing.cancel()
    editor.view.tool.cancel()
    assert not editor.document.has_preview
    assert rules.check(editor.journey) == []
    after = editor.journey.copy()
    steps = editor.steps
    assert steps > 0
    while editor.document.undo_stack.canUndo():
        editor.document.undo()
    assert editor.journey == before
    while editor.steps < steps:  # the monkey may have undone some: those stay undone
        editor.document.redo()
    assert editor.journey == after
    editor.settle()
    assert {item.key for item in editor.view.map.map_items()} == set(editor.view.map.layout.placed)


def _act(editor: Editor, chance: random.Random) -> None:
    view, document = editor.view, editor.document
    size = view.viewport().size()
    deed = chance.random()
    held = chance.choice(HELD)
    if deed < 0.35:
        a, b = (_somewhere(editor, chance) for _ in range(2))
        editor.press_at(a, held)
        editor.move_to((a + b) / 2, held)
        if chance.random() < 0.2:  # something happens in the middle of the drag
            chance.choice((document.undo, document.redo, view.tool.cancel, view.map.refresh))()
        if chance.random() < 0.1 and document.journey.touchpoints:
            gone = chance.choice(document.journey.touchpoints).id
            view.attempt(lambda journey: edits.delete(journey, [gone]), "Delete")
        editor.move_to(b, held)
        editor.release_at(b, held)
    elif deed < 0.5:
        editor.click(_somewhere(editor, chance), held)
    elif deed < 0.6:
        editor.double_click(_somewhere(editor, chance))
        if view.editing.is_active and chance.random() < 0.8:
            editor.type_text("x" * chance.randrange(4))
    elif deed < 0.85:
        editor.press(chance.choice(KEYS))
    elif deed < 0.92:
        view.set_tool(chance.choice(("select", "select", "touchpoint", "connect", "card", "hand")))
    elif deed < 0.96:
        view.set_zoom(chance.choice((0.3, 0.8, 1.5)), QPoint(size.width() // 3, size.height() // 2))
    else:
        chance.choice((document.undo, document.redo, view.zoom_to_fit, view.zoom_to_selection))()


def _somewhere(editor: Editor, chance: random.Random) -> QPoint:
    """On an item twice out of three times."""
    size = editor.view.viewport().size()
    anywhere = QPoint(chance.randrange(size.width()), chance.randrange(size.height()))
    keys = [item.key for item in editor.view.map.map_items() if editor.view.map.record_of(item.key)]
    if not keys or chance.random() < 0.33:
        return anywhere
    key = chance.choice(sorted(keys))
    return editor.at(key) if editor.view.map.item(key) is not None else anywhere
