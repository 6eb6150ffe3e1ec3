"""The start in stages: the map comes first, everything else follows by itself or when it is asked for."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from cjm_desktop.layout import journey_layout, theme
from cjm_desktop.model import edits
from cjm_desktop.ui.canvas.view import MapView
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.ground import Ground
from cjm_desktop.ui.main_window import MainWindow
from cjm_desktop.ui.windows import Windows
from tests.benchmarks.journeys import filled

ROOT = Path(__file__).resolve().parents[2]
MANY = 90  # touchpoints: more than three times what a window can show


@pytest.fixture
def window(
    qapp: QApplication, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setenv("CJM_DESKTOP_HOME", str(tmp_path))
    windows = Windows(qapp)
    made = MainWindow(Document(filled(MANY)), windows)
    yield made
    made.is_leaving = True
    made.close()
    windows.deleteLater()


def whole(window: MainWindow) -> journey_layout.JourneyLayout:
    return journey_layout.lay_out(window.document.journey, window.view.map.shown, theme.load("standard"))


def places(window: MainWindow) -> tuple[int, ...]:
    """The left edges and widths of the three parts of the window."""
    parts: list[QWidget] = [window.split.widget(i) for i in range(3)]  # type: ignore[misc]
    return tuple(n for part in parts for n in (part.x(), part.width()))


def round_of(window: MainWindow) -> list[tuple[str, str]]:
    """Where Tab leads, from the map on."""
    out, at = [], window.view.nextInFocusChain()
    while at is not window.view:
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus:
            out.append((type(at).__name__, at.accessibleName()))
        at = at.nextInFocusChain()
    return out


def test_the_first_frame_has_the_map_in_sight_and_the_rest_follows(window: MainWindow, qtbot: Any) -> None:
    road = window.document.journey.road(window.document.scenario)
    assert window.view.map.is_part
    with qtbot.waitSignal(window.completed):
        window.show()
        window.resize(1440, 900)
        before, seen = places(window), window.view.visible
        shown = window.view.map.layout
        assert shown.width > seen.right()
        assert shown.columns[0] == whole(window).columns[0]
        assert window.view.map.item(road[0].id) is not None
        assert window.view.map.item(road[-1].id) is None
        assert window.sides.made() == []
    assert not window.view.map.is_part
    assert dict(window.view.map.layout.placed) == dict(whole(window).placed)
    assert window.view.map.item(road[-1].id) is not None
    assert places(window) == before
    assert window.view.visible.topLeft() == seen.topLeft()
    assert window.view.minimap.isVisible()
    assert all(not action.icon().isNull() for id, action in window.actions_.by_id.items() if id == "about")


def test_a_panel_that_is_asked_for_early_is_there_and_follows_the_selection(window: MainWindow) -> None:
    window.show()
    first = window.document.journey.road(window.document.scenario)[0]
    window.view.select([first.id])
    assert window.inspector.ids == (first.id,)
    assert window.outline._selected_ids() == [first.id]
    assert window.inspector is window.inspector


def test_an_edit_while_the_map_is_completed_lays_everything_out(window: MainWindow, qtbot: Any) -> None:
    steps = window.view.complete()
    next(steps)
    road = window.document.journey.road(window.document.scenario)
    window.document.edit(edits.rename(window.document.journey, road[-1].id, "The end of it"), "Rename")
    window.view.map.refresh()
    assert not window.view.map.is_part
    assert list(steps) == []
    assert dict(window.view.map.layout.placed) == dict(whole(window).placed)


def test_who_goes_to_what_is_not_laid_out_yet_gets_there(window: MainWindow) -> None:
    window.show()
    last = window.document.journey.road(window.document.scenario)[-1]
    assert window.view.map.item(last.id) is None
    window.view.select([last.id], reveal=True)
    item = window.view.map.item(last.id)
    assert item is not None
    assert window.view.visible.contains(item.pos())


def test_an_ordinary_map_is_whole_at_once(qtbot: Any) -> None:
    view = MapView(Document(filled(20)), opening=True)
    qtbot.addWidget(view)
    assert not view.map.is_part
    assert list(view.complete()) == []


def test_the_first_window_without_a_file_shows_its_bars_before_the_map(
    qapp: QApplication, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CJM_DESKTOP_HOME", str(tmp_path))
    windows = Windows(qapp)
    seen: list[tuple[int, ...]] = []
    wait = Ground.wait

    def look(ground: Ground) -> None:
        with qtbot.waitSignal(ground.painted):
            wait(ground)
        window = ground.window()
        assert isinstance(window, MainWindow)
        assert window.bar.isVisible()
        assert window.actions_["select_tool"].isChecked()
        assert not window.actions_["undo"].isEnabled()
        seen.append((*places(window), *ground.geometry().getRect()))

    monkeypatch.setattr(Ground, "wait", look)
    window = windows.open_empty()
    qapp.processEvents()
    assert seen == [(*places(window), *window.view.geometry().getRect())]
    assert window.view.visible.top() < 0 < window.view.visible.bottom()
    assert not any(ground.isVisible() for ground in window.findChildren(Ground))
    other = windows.open_empty()
    assert len(seen) == 1  # where a window is already, another one comes with its map
    assert round_of(window) == round_of(other)
    for each in list(windows.open_windows):
        each.is_leaving = True
        each.close()
    windows.deleteLater()


def test_a_window_that_is_closed_before_its_map_is_there_closes_then(
    qapp: QApplication, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CJM_DESKTOP_HOME", str(tmp_path))
    windows = Windows(qapp)
    monkeypatch.setattr(Ground, "wait", lambda ground: ground.window().close())
    windows.open_empty()
    qtbot.waitUntil(lambda: not windows.open_windows)
    windows.deleteLater()


def test_the_first_frame_waits_for_nothing_that_it_does_not_need() -> None:
    code = (
        "import sys; from cjm_desktop import app; import builtins\n"
        "late = ('networkx', 'reportlab', 'socket', 'dataclasses', 'ast', 'html', 'tomllib', 'xml', 'shutil',\n"
        "        'cjm_desktop.ui.canvas.view', 'cjm_desktop.layout.journey_layout',\n"
        "        'cjm_desktop.ui.panels.inspector', 'cjm_desktop.ui.edit_actions',\n"
        "        'cjm_desktop.ui.panels.outline', 'cjm_desktop.ui.dialogs.start_page', 'cjm_desktop.formats.table')\n"
        "import uharfbuzz\n"
        "print([name for name in late if name in sys.modules], type(builtins.__import__).__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[] builtin_function_or_method"
