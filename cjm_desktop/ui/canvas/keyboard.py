"""What the keys do on the map; the tools are for the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from cjm_desktop.analysis import emotion_scale
from cjm_desktop.i18n import _, ngettext
from cjm_desktop.model import edits
from cjm_desktop.model.records import Card, Touchpoint
from cjm_desktop.ui.canvas import card_keys, walk

if TYPE_CHECKING:
    from cjm_desktop.ui.canvas.view import MapView

_Key = Qt.Key
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_ARROWS: Final = {
    _Key.Key_Left: (-1, 0),
    _Key.Key_Right: (1, 0),
    _Key.Key_Up: (0, -1),
    _Key.Key_Down: (0, 1),
}
_SMALL_NUDGE: Final = 1.0  # points
_LARGE_NUDGE: Final = 10.0
_EMOTION_STEP: Final = 0.1


def press(view: MapView, event: QKeyEvent) -> bool:
    """Do what a key asks; False when it asks nothing of the map."""
    key = Qt.Key(event.key())
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key == _Key.Key_Escape:
        return escape(view)
    if view.tool.is_busy:
        return False
    if key in _ARROWS:
        return _arrow(view, *_ARROWS[key], held)
    if key in (_Key.Key_Plus, _Key.Key_Minus) and not held & (_CTRL | _ALT):
        return shift_emotion(view, _EMOTION_STEP if key == _Key.Key_Plus else -_EMOTION_STEP)
    if key in (_Key.Key_Return, _Key.Key_Enter):
        return view.new_touchpoint_after() if held & _CTRL else view.edit_current()
    if key == _Key.Key_F2:
        return view.edit_current()
    if key in (_Key.Key_Home, _Key.Key_End) and not held:
        return walk_road(view, 1 if key == _Key.Key_Home else -1, from_end=True)
    return False


def escape(view: MapView) -> bool:
    """Leave the innermost thing: a drag, a tool, the selection, the filter."""
    if view.tool.is_busy:
        view.tool.cancel()
    elif view.tool.name != "select":
        view.set_tool("select")
    elif view.selection:
        view.select(())
    elif view.document.view.filter:
        view.document.show(filter=None)
    else:
        return False
    return True


def walk_road(view: MapView, step: int, *, from_end: bool = False) -> bool:
    """Select the next or previous touchpoint of the road; False past its ends."""
    document = view.document
    here = walk.touchpoint_of(document.journey, document.scenario, view.map.current)
    there = walk.along_road(document.journey, document.scenario, None if from_end else here, step)
    if there is None:
        return False
    view.select([there], reveal=True)
    return True


def _arrow(view: MapView, dx: int, dy: int, held: Qt.KeyboardModifier) -> bool:
    if held & (_ALT | _CTRL) and view.document.journey.of(Card, view.map.current) is not None:
        if held & _CTRL:
            return card_keys.move(view, dx, dy)
        return card_keys.widen(view, dx) if dx else False
    if held & _ALT:
        size = _LARGE_NUDGE if held & _SHIFT else _SMALL_NUDGE
        return nudge(view, dx * size, dy * size)
    if held & _CTRL:
        return move_along_road(view, dx) if dx else shift_emotion(view, -dy * _EMOTION_STEP)
    document = view.document
    there = walk.step(document.journey, document.scenario, view.map.layout, view.map.current, dx, dy)
    if there is not None:
        if held & _SHIFT:
            view.map.select_also([there])
            view.reveal(there)
        else:
            view.select([there], reveal=True)
    return True


def _touchpoints(view: MapView) -> list[str]:
    """The selected touchpoints."""
    journey = view.document.journey
    return [id for id in view.selection if journey.of(Touchpoint, id) is not None]


def nudge(view: MapView, dx: float, dy: float) -> bool:
    """Move the selected touchpoints by points; one undo step for as long as Alt is held."""
    ids = _touchpoints(view)
    if ids:
        label = ngettext("Nudge touchpoint", "Nudge touchpoints", len(ids))
        key = f"nudge:{view.bursts}:{','.join(ids)}"
        view.attempt(lambda journey: edits.nudge(journey, ids, dx, dy), label, key)
    return bool(ids)


def move_along_road(view: MapView, step: int) -> bool:
    """Move the selected touchpoints one place along the road, also into the next phase."""
    ids = _touchpoints(view)
    if ids:
        scenario = view.document.scenario
        view.attempt(
            lambda journey: walk.moved_along_road(journey, scenario, ids, step),
            ngettext("Move touchpoint", "Move touchpoints", len(ids)),
        )
        view.reveal(ids[-1])
    return bool(ids)


def shift_emotion(view: MapView, by: float) -> bool:
    """Raise or lower the emotion at the selected touchpoints; steps after each other are one undo step."""
    ids, persona = _touchpoints(view), view.map.persona
    if not ids or persona is None:
        return False
    key = f"emotion:{persona}:{','.join(ids)}"
    view.attempt(lambda journey: edits.shift_emotion(journey, ids, persona, by), _("Change emotion"), key)
    touchpoint = view.document.journey.of(Touchpoint, ids[-1])
    felt = touchpoint.experience_of(persona) if touchpoint is not None else None
    if felt is not None and felt.emotional is not None:
        value = emotion_scale.words(felt.emotional, view.document.journey.info.emotion_scale)
        view.said.emit(_("Emotion: {value}").format(value=value))
    return True
