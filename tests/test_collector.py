"""The collector rests while much is made, and what a process ends with is not looked through any more."""

from __future__ import annotations

import gc

from cjm_desktop import collector


def test_what_a_process_ends_with_is_not_looked_through() -> None:
    gc.unfreeze()
    try:
        with collector.paused():
            assert not gc.isenabled()
        assert gc.isenabled()
        assert gc.get_freeze_count() == 0
        with collector.paused(is_last=True), collector.paused():
            kept: list[list[int]] = [[] for _ in range(1000)]
            assert not gc.isenabled()
        assert gc.isenabled()
        assert gc.get_freeze_count() > len(kept)
    finally:
        gc.unfreeze()
