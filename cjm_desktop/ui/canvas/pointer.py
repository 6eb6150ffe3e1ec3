"""Where the mouse is, in the words of the map; and what a tool is."""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import QPoint, QPointF, Qt

from cjm_desktop.frozen import frozen
from cjm_desktop.model.records import RecordId

#: The keys of the names at the ends of curves begin with this; the persona's id follows.
CURVE_NAME: Final = "note:name:"


@frozen()
class Pointer:
    """One event of the mouse."""

    place: QPoint  # in pixels of the window
    point: QPointF  # on the map
    key: str | None  # the placed key under the pointer that stands for a record
    record: RecordId | None  # the record it stands for
    modifiers: Qt.KeyboardModifier

    def has(self, modifier: Qt.KeyboardModifier) -> bool:
        """Whether a modifier key is held."""
        return bool(self.modifiers & modifier)


class Tool(Protocol):
    """What the left button does. `is_busy` is true between a press and its release or cancel."""

    @property
    def name(self) -> str: ...

    @property
    def cursor(self) -> Qt.CursorShape: ...

    @property
    def is_busy(self) -> bool: ...

    def hover(self, pointer: Pointer) -> None: ...

    def press(self, pointer: Pointer) -> None: ...

    def move(self, pointer: Pointer) -> None: ...

    def release(self, pointer: Pointer) -> None: ...

    def cancel(self) -> None: ...

    def double_click(self, pointer: Pointer) -> None: ...


class Gesture(Protocol):
    """What a drag does from the moment it is more than a click until the button is let go."""

    def move(self, pointer: Pointer) -> None: ...

    def drop(self, pointer: Pointer) -> None: ...

    def cancel(self) -> None: ...
