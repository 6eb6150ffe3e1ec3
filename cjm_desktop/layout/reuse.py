"""What one layout lends the next: parts whose inputs are equal are taken over as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


class Reuse:
    """Parts by name with the inputs they were made from.

    A layout is a pure function of its inputs with or without this; equal inputs give the identical part, which
    makes an edit of one touchpoint cost one touchpoint, and lets the scene compare by identity. A name may serve
    several ways of keeping at once: some names are the ids of records, which may be any word.
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
        name = "whole of " + name
        found = self._now.get(name) or self._earlier.get(name)
        if found is None or found[0] != inputs:
            lent = Reuse(None, found[1][1] if found else None)
            found = (inputs, (make(lent), lent.forget_earlier()))
        self._now[name] = found
        part: T = found[1][0]
        return part

    def each(
        self, name: str, items: Sequence[Any], shared: Any, make: Callable[[Sequence[int]], Iterable[T]]
    ) -> list[T]:
        """A part for every item: `make` gets the indices of those items that are new.

        A part depends on its item and on `shared` alone. Items are taken to be those of before that stand as far
        from the beginning, or from the end where some were put in or taken out.
        """
        name = "each of " + name
        found = self._now.get(name) or self._earlier.get(name)
        if found is None or found[0][1] != shared:
            parts = [*make(range(len(items)))]
        else:
            parts = _carried(items, found[0][0], found[1], make)
        self._now[name] = ((items, shared), parts)
        return parts

    def before(self, name: str) -> tuple[Any, Any] | None:
        """The inputs and the part of that name as an earlier layout kept them, None where it did not."""
        return self._earlier.get("kept of " + name)

    def keep(self, name: str, inputs: Any, part: Any) -> None:
        """Keep a part for `before`."""
        self._now["kept of " + name] = (inputs, part)

    def forget_earlier(self) -> Reuse:
        """Let go of what this layout did not take over."""
        self._earlier = {}
        return self


def _carried(
    items: Sequence[Any], before: Sequence[Any], parts: list[T], make: Callable[[Sequence[int]], Iterable[T]]
) -> list[T]:
    """The parts of items: those of equal items before, else made."""
    if len(items) != len(before):
        least, first, last = min(len(items), len(before)), 0, 0
        while first < least and items[first] == before[first]:
            first += 1
        while last < least - first and items[-1 - last] == before[-1 - last]:
            last += 1
        made = make(range(first, len(items) - last))
        return [*parts[:first], *made, *parts[len(parts) - last :]]
    # A record that was not edited is the same object: asking for that first spares comparing its fields.
    new = [
        i for i, (item, was) in enumerate(zip(items, before, strict=True)) if item is not was and item != was
    ]
    if not new:
        return parts
    out = [*parts]
    for i, part in zip(new, make(new), strict=True):
        out[i] = part
    return out
