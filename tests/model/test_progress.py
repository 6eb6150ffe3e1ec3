"""Long work tells how far it is and can be broken off; without a listener nothing is told."""

from __future__ import annotations

import pytest

from cjm_desktop.model import progress


def test_a_listener_hears_what_is_done_and_how_much(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, int, int]] = []
    now = 0.0
    monkeypatch.setattr(progress, "monotonic", lambda: now)

    def listen(words: str, done: int, total: int) -> bool:
        heard.append((words, done, total))
        return True

    progress.step(1, 9)
    with progress.listening(listen):
        progress.begin("Laying out…")
        progress.step(1, 3)  # too soon after the first
        now += 1
        progress.step(2, 3)
        progress.begin("Writing…")
    progress.step(3, 3)
    assert heard == [("Laying out…", 0, 0), ("Laying out…", 2, 3), ("Writing…", 0, 0)]


def test_a_listener_that_has_enough_ends_the_work() -> None:
    with pytest.raises(progress.Cancelled), progress.listening(lambda *_told: False):
        progress.step()
    progress.step()  # and nobody listens any more


def test_what_a_listener_sets_off_is_no_part_of_the_work() -> None:
    calls = 0

    def listen(_words: str, _done: int, _total: int) -> bool:
        nonlocal calls
        calls += 1
        progress.begin("Painting the window")
        return True

    with progress.listening(listen):
        progress.begin("Writing…")
    assert calls == 1


def test_work_within_work_has_a_listener_of_its_own() -> None:
    outer: list[str] = []
    with progress.listening(lambda words, *_told: not outer.append(words)):
        with pytest.raises(progress.Cancelled), progress.listening(lambda *_told: False):
            progress.begin("inner")
        progress.begin("outer")
    assert outer == ["outer"]
