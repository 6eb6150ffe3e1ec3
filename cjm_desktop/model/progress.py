"""How far long work is, and breaking it off: layout and the exporters tell, whoever waits for them listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final, TypeAlias

from cjm_desktop.i18n import N_
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem

#: Told what is done (a sentence in the language of the window), how much of it, of how much in all (0: not
#: known); gives False to break the work off.
Listener: TypeAlias = Callable[[str, int, int], bool]

#: Listeners are called no more often than this, in seconds: drawing a bar costs more than drawing a card.
_PAUSE: Final = 0.04

SENTENCES.update({"cancelled": N_("Cancelled; nothing was written.")})


class Cancelled(CjmError):
    """The user broke the work off."""

    def __init__(self) -> None:
        super().__init__(Problem("", "cancelled"))


class _Work:
    """The work that is listened to, if any."""

    listener: Listener | None = None
    words = ""
    next = 0.0


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Let the work of the block tell how far it is; it ends with Cancelled where the listener gives False."""
    before = _Work.listener, _Work.words
    _Work.listener, _Work.words, _Work.next = listener, "", 0.0
    try:
        yield
    finally:
        _Work.listener, _Work.words = before


def begin(words: str) -> None:
    """Say what is done from here on, as a translated sentence."""
    if _Work.listener is not None:
        _Work.words, _Work.next = words, 0.0
        step()


def step(done: int = 0, total: int = 0) -> None:
    """Tell that the work goes on: so many of so many. Costs next to nothing; raises Cancelled."""
    listener = _Work.listener
    if listener is None:
        return
    now = monotonic()
    if now < _Work.next:
        return
    _Work.listener = None  # what the listener sets off (a window that paints) is no part of the work
    try:
        goes_on = listener(_Work.words, done, total)
    finally:
        _Work.listener = listener
    _Work.next = monotonic() + _PAUSE
    if not goes_on:
        raise Cancelled
