"""Starting and falling: what is opened first, what the log holds, who is offered what."""

import gc
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QToolButton

from cjm_desktop import app, i18n, settings
from cjm_desktop.formats import cjm, template
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.starter import starting_records
from cjm_desktop.ui import appearance, recovery, text
from cjm_desktop.ui.dialogs.recovered import Recovered, described
from cjm_desktop.ui.dialogs.start_page import StartPage
from cjm_desktop.ui.text import PlainLabel
from cjm_desktop.ui.windows import Windows


@pytest.fixture
def windows(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Windows]:
    monkeypatch.setenv("CJM_DESKTOP_HOME", str(tmp_path / "home"))
    settings.save(settings.Settings(language="nl", appearance="dark"))
    made = Windows(qapp)
    yield made
    for window in list(made.open_windows):
        window.is_leaving = True
        window.close()
    QApplication.processEvents()
    made.deleteLater()
    appearance.apply(qapp, "light")
    i18n.set_language("en")


def test_a_crash_is_told_and_logged_without_the_journeys_words(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, qapp: QApplication, tmp_path: Path
) -> None:
    told: list[str] = []
    monkeypatch.setattr(text, "say", lambda _p, words, more="", **_k: told.append(f"{words} {more}"))
    hook = app._Crash(tmp_path / "x.log")
    with caplog.at_level(logging.ERROR, "cjm_desktop"):
        try:
            raise ValueError("the client's secret plan")
        except ValueError as error:
            hook(type(error), error, error.__traceback__)
    assert "unexpected ValueError at test_window_start.py" in caplog.text
    assert "secret" not in caplog.text + "".join(told)
    assert len(told) == 1


def test_each_file_gets_a_window_and_a_wrong_one_a_sentence(
    windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(text, "say", lambda _p, words, more="", **_k: told.append(f"{words} {more}"))
    for name in ("a.cjm", "b.cjm"):
        cjm.save(Journey(starting_records("nl", name, phases=("Kijk",))), tmp_path / name)
    app.first_window(windows, [str(tmp_path / n) for n in ("a.cjm", "gone.cjm", "b.cjm")])
    assert [w.document.title for w in windows.open_windows] == ["a.cjm", "b.cjm"]
    assert len(told) == 1
    assert "gone.cjm" in told[0]


def test_without_a_file_there_is_an_empty_journey_in_the_users_language(windows: Windows) -> None:
    app.first_window(windows, [], has_windows=True)
    (window,) = windows.open_windows
    assert window.is_untouched()
    assert window.document.language == "nl"
    assert [p.name for p in window.document.journey.phases] == ["Fase 1"]


def test_every_template_of_the_start_page_opens(windows: Windows) -> None:
    first = windows.open_empty()
    for each in template.templates("nl"):
        target = windows.open_windows[-1] if windows.open_windows else first
        page = StartPage(target, windows)
        page.use(each.id)
        page.deleteLater()
    assert len(windows.open_windows) == 1, "an untouched journey makes room for the next"
    assert len(windows.open_windows[0].document.journey.phases) == len(template.templates("nl")[-1].phases)


def test_the_sample_opens_as_a_new_document(windows: Windows) -> None:
    window = windows.open_sample()
    assert window is not None
    assert window.document.path is None
    assert len(window.document.journey.touchpoints) == 13


def test_dark_and_light_differ_and_icons_follow(windows: Windows, qapp: QApplication) -> None:
    assert appearance.colours() is appearance.DARK
    dark = appearance.icon("star").pixmap(20, 20).toImage()
    assert appearance.apply(qapp, "light")
    assert appearance.icon("star").pixmap(20, 20).toImage() != dark
    assert not appearance.apply(qapp, "light")


@pytest.mark.parametrize("colours", [appearance.LIGHT, appearance.DARK], ids=["light", "dark"])
def test_words_can_be_read_on_their_ground(colours: appearance.Colours) -> None:
    from cjm_desktop.layout.theme import contrast

    for words in (colours.text, colours.second, colours.link, colours.bad, colours.good):
        for ground in (
            colours.ground,
            colours.field,
            colours.soft if words == colours.text else colours.field,
        ):
            assert contrast(words, ground) >= 4.5, (words, ground)
    assert contrast(colours.accent_text, colours.accent) >= 4.5


def test_recovered_work_is_told_by_what_is_in_it(
    windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    i18n.set_language("en")
    journey = Journey(starting_records("en", "A & B", phases=("See",)))
    found = recovery.Found(tmp_path, journey, "", "2026-11-22T01:02:03")
    assert described(found) == "A & B · 0 touchpoints · 2026-11-22 01:02"
    dialog: Any = Recovered(None, [found])
    monkeypatch.setattr(dialog, "exec", lambda: 1)
    assert dialog.ask() == [found]
    dialog._boxes[0].setChecked(False)
    assert dialog.ask() == []
    dialog.deleteLater()


def test_enter_and_a_click_on_the_words_of_a_template_choose_on_the_start_page(windows: Windows) -> None:
    page = StartPage(windows.open_empty(), windows)
    page.show()
    sample = next(b for b in page.findChildren(QToolButton) if b.text() == i18n._("Sample journey"))
    sample.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert [len(w.document.journey.touchpoints) for w in windows.open_windows] == [13]
    page.deleteLater()

    page = StartPage(windows.open_windows[0], windows)
    page.show()
    first = template.templates("nl")[0]
    words = next(w for w in page.findChildren(PlainLabel) if w.text() == first.name)
    QTest.mouseClick(words, Qt.MouseButton.LeftButton)
    assert len(windows.open_windows) == 1, "the untouched sample makes room"
    assert len(windows.open_windows[0].document.journey.phases) == len(first.phases)
    page.deleteLater()


def test_dialogs_fit_on_a_small_screen(
    windows: Windows, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from cjm_desktop.ui.dialogs import size
    from cjm_desktop.ui.dialogs.help import Help
    from cjm_desktop.ui.dialogs.poster import PosterDialog

    room = QSize(1008, 652)
    monkeypatch.setattr(size, "room", lambda _dialog: room)
    window = windows.open_empty()
    for dialog in (
        StartPage(window, windows), PosterDialog(window, window.document, tmp_path), Help(window)
    ):  # fmt: skip
        dialog.show()
        QApplication.processEvents()
        assert dialog.size().boundedTo(room) == dialog.size(), type(dialog).__name__
        for area in dialog.findChildren(QScrollArea):
            body = area.widget()
            if body is not None and area.isVisible():
                assert body.width() <= area.viewport().width(), "cards are cut off"
        dialog.close()
        dialog.deleteLater()


@pytest.mark.parametrize("action", ["new", "about", "shortcuts", "settings", "palette", "poster"])
def test_a_closed_dialog_is_gone_and_the_garbage_collector_survives_it(
    windows: Windows, tmp_path: Path, action: str
) -> None:
    windows.remember(tmp_path / "recent.cjm")
    window = windows.open_empty()

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        dialog.close()

    QTimer.singleShot(50, close)
    window.actions_[action].trigger()
    turn = QEventLoop()
    QTimer.singleShot(0, turn.quit)
    turn.exec()
    assert not window.findChildren(QDialog)
    gc.collect()  # with a dialog that only Qt knew this was a crash
