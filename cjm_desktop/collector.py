"""Python's garbage collector, which looks through everything again and again while thousands of objects are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused(*, is_last: bool = False) -> Iterator[None]:
    """No collection inside: for work whose objects all stay, or whose process ends with it. Nests.

    `is_last` says that the process ends with it: what there is by then is not looked through at the end either, which
    would take a tenth of the time of a large poster twice over.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # What stays is not young any more: else the first collection would look through all of it at once, which
            # is most of a second that nobody can break off after a very long journey was laid out.
            gc.freeze()
            if not is_last:
                gc.unfreeze()
            gc.enable()
