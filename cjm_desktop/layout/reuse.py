"""What one layout lends the next: parts whose inputs are equal are taken over as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Reuse:
    """Parts by name with the inputs they were made from.

    A layout is a pure function of its inputs with or without this; equal inputs give the identical part, which
    makes an edit of one touchpoint cost one touchpoint, and lets the scene compare by identity.
    """

    def __init__(self, setting: Any = None, earlier: Reuse | None = None) -> None:
        """`setting` is what all parts depend on; an earlier layout with another one lends nothing."""
        self._setting = setting
        has_lent = earlier is not None and earlier._setting == setting
        self._earlier: dict[str, tuple[Any, Any]] = earlier._now if earlier and has_lent else {}
        self._now: dict[str, tuple[Any, Any]] = {}

    def of(self, name: str, inputs: Any, make: Callable[[], T]) -> T:
        """The part of that name: the earlier one when its inputs were equal, else `make()`."""
        found = self._now.get(name) or self._earlier.get(name)
        if found is None or found[0] != inputs:
            found = (inputs, make())
        self._now[name] = found
        part: T = found[1]
        return part

    def whole(self, name: str, inputs: Any, make: Callable[[Reuse], T]) -> T:
        """A part that is made of parts: `make` gets what the earlier whole lends.

        When the inputs are equal the whole is taken over with its parts, so that they are still there to lend.
        """
        found = self._now.get(name) or self._earlier.get(name)
        if found is None or found[0] != inputs:
            lent = Reuse(None, found[1][1] if found else None)
            found = (inputs, (make(lent), lent.forget_earlier()))
        self._now[name] = found
        part: T = found[1][0]
        return part

    def forget_earlier(self) -> Reuse:
        """Let go of what this layout did not take over."""
        self._earlier = {}
        return self
