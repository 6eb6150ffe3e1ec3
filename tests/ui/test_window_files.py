"""The window's files: opening, saving, failing, closing, importing, dropping, recovering, exporting the poster."""

import datetime
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from cjm_desktop import i18n, settings
from cjm_desktop.formats import cjm
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import refusal
from cjm_desktop.model.starter import starting_records
from cjm_desktop.ui import recovery, text
from cjm_desktop.ui.main_window import MainWindow
from cjm_desktop.ui.windows import Windows

Answers = Callable[..., list[str]]


def journey(title: str = "A coat") -> Journey:
    made = Journey(starting_records("en", title, phases=("See", "Buy")))
    for name in ("Advert", "Basket"):
        made.apply(edits.add_touchpoint(made, made.scenarios[0].id, made.phases[0].id, name))
    return made


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that a dialog would have told."""
    told: list[str] = []

    def say(_parent: Any, words: str, more: str = "", **_kw: Any) -> None:
        told.append(f"{words} {more}".strip())

    monkeypatch.setattr(text, "say", say)
    return told


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Answer questions in turn; gives the questions asked."""

    def prepare(*given: str) -> list[str]:
        asked: list[str] = []
        left = list(given)

        def ask(_parent: Any, question: str, choices: Any, more: str = "", **_kw: Any) -> str:
            asked.append(question)
            assert left, question
            assert left[0] in dict(choices), question
            return left.pop(0)

        monkeypatch.setattr(text, "ask", ask)
        return asked

    return prepare


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def saved(tmp_path: Path, name: str = "coat.cjm") -> Path:
    path = tmp_path / name
    cjm.save(journey(), path)
    return path


def rename(window: MainWindow, title: str) -> None:
    touchpoint = window.document.journey.touchpoints[0]
    window.document.edit(edits.rename(window.document.journey, touchpoint.id, title), "Rename")
    settle()


def test_open_change_save_and_the_mark_in_the_title(windows: Windows, tmp_path: Path) -> None:
    path = saved(tmp_path)
    window = windows.open(path)
    assert window is not None
    assert window.windowTitle() == "[*]coat.cjm — CJM Desktop"
    rename(window, "Shop window")
    assert window.isWindowModified()
    assert window.files.save()
    assert not window.isWindowModified()
    assert cjm.load(path)[0].touchpoints[0].title == "Shop window"
    assert windows.settings.recent_files == (str(path),)


def test_the_same_file_opens_once(windows: Windows, tmp_path: Path) -> None:
    path = saved(tmp_path)
    assert windows.open(path) is windows.open(tmp_path / "." / "coat.cjm")
    assert len(windows.open_windows) == 1


def test_a_file_that_cannot_be_read_is_told_and_changes_nothing(
    windows: Windows, tmp_path: Path, said: list[str]
) -> None:
    path = tmp_path / "broken.cjm"
    path.write_text("{")
    assert windows.open(path) is None
    assert windows.open_windows == []
    assert len(said) == 1
    assert "broken.cjm" in said[0]
    assert "Traceback" not in said[0]


def test_closing_asks_and_cancel_keeps_the_window(windows: Windows, tmp_path: Path, answers: Answers) -> None:
    window = windows.open(saved(tmp_path))
    assert window is not None
    rename(window, "Shop window")
    asked = answers("cancel", "discard")
    assert not window.close()
    assert asked == ["Save the changes to “coat.cjm”?"]
    assert window in windows.open_windows
    assert window.close()
    assert windows.open_windows == []


def test_closing_can_save(windows: Windows, tmp_path: Path, answers: Answers) -> None:
    path = saved(tmp_path)
    window = windows.open(path)
    assert window is not None
    rename(window, "Shop window")
    answers("save")
    assert window.close()
    assert cjm.load(path)[0].touchpoints[0].title == "Shop window"


def test_a_failing_save_leaves_the_document_changed(
    windows: Windows, tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path)
    old = path.read_bytes()
    window = windows.open(path)
    assert window is not None
    rename(window, "Shop window")

    def full(*_a: Any, **_kw: Any) -> None:
        raise refusal("in-use", name="disk", count=1)

    monkeypatch.setattr(cjm, "save", full)
    assert not window.files.save()
    assert window.isWindowModified()
    assert path.read_bytes() == old
    assert said
    assert said[0].startswith("The journey is not saved. Your work is still in this window.")


def test_a_file_changed_by_someone_else_is_not_overwritten_unasked(
    windows: Windows, tmp_path: Path, answers: Answers
) -> None:
    path = saved(tmp_path)
    window = windows.open(path)
    assert window is not None
    rename(window, "Mine")
    theirs = journey("Theirs")
    cjm.save(theirs, path)
    asked = answers("cancel", "overwrite")
    assert not window.files.save()
    assert cjm.load(path)[0].info.title == "Theirs"
    assert window.isWindowModified()
    assert window.files.save()
    assert cjm.load(path)[0].touchpoints[0].title == "Mine"
    assert len(asked) == 2


def test_save_as_adds_the_ending(windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window = windows.show_new(journey())
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(tmp_path / "new"), ""))
    assert window.files.save()
    assert (tmp_path / "new.cjm").is_file()
    assert window.windowTitle() == "[*]new.cjm — CJM Desktop"


def test_dropped_files_open_or_import(
    windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cjm_desktop.ui.dialogs.table_import import TableImportDialog

    table = tmp_path / "coat.csv"
    table.write_text("phase,touchpoint,emotion\nSee,Advert,0.5\nBuy,Pay,-1\n")
    monkeypatch.setattr(TableImportDialog, "exec", lambda self: 1)
    first = windows.open_empty()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(table)), QUrl.fromLocalFile(str(saved(tmp_path)))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    first.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, left, none))
    filled = [w for w in windows.open_windows if w.document.journey.touchpoints]
    titles = sorted(w.document.journey.touchpoints[-1].title for w in filled)
    assert titles == ["Basket", "Pay"]
    imported = next(w for w in filled if w.document.path is None)
    assert imported.isWindowModified()


def test_an_import_can_be_told_what_a_column_is(windows: Windows) -> None:
    from cjm_desktop.ui.dialogs.table_import import OWN_LANE, TableImportDialog

    window = windows.open_empty()
    data = b"phase,touchpoint,mood\nSee,Advert,0.5\nBuy,Pay,-1\n"
    dialog = TableImportDialog(window, data, Path("coat.csv"))
    assert dialog.result_journey is not None
    dialog.choose(2, "emotion")
    felt = [t.experience[0].emotional for t in dialog.result_journey.touchpoints]
    assert felt == [0.5, -1.0]
    dialog.choose(2, OWN_LANE)
    assert sorted(c.text for c in dialog.result_journey.cards) == ["-1", "0.5"]
    dialog.choose(1, "")
    assert dialog.result_journey is None
    assert not dialog._ok.isEnabled()
    dialog.deleteLater()


def test_copy_and_paste_between_two_windows(windows: Windows) -> None:
    one, two = windows.show_new(journey()), windows.show_new(journey("Another"))
    one.edits.select_all()
    assert one.edits.copy()
    assert QGuiApplication.clipboard().text().splitlines() == ["Advert", "Basket"]
    two.view.select([two.document.journey.touchpoints[0].id])
    two.edits.paste()
    assert [t.title for t in two.document.journey.touchpoints] == ["Advert", "Advert", "Basket", "Basket"]
    assert two.document.undo_stack.count() == 1


def test_pasted_text_is_one_touchpoint_a_line(windows: Windows) -> None:
    window = windows.show_new(journey())
    QGuiApplication.clipboard().setText("Fits it\n\n<b>Pays</b>\r\n")
    window.view.select([window.document.journey.touchpoints[0].id])
    window.edits.paste()
    assert [t.title for t in window.document.journey.touchpoints] == [
        "Advert",
        "Fits it",
        "<b>Pays</b>",
        "Basket",
    ]
    window.edits.undo()
    assert len(window.document.journey.touchpoints) == 2


def test_delete_and_undo_are_named(windows: Windows) -> None:
    window = windows.show_new(journey())
    window.view.select([window.document.journey.touchpoints[0].id])
    window.edits.delete()
    assert [t.title for t in window.document.journey.touchpoints] == ["Basket"]
    assert window.actions_["undo"].text().replace("&", "") == "Undo “Delete”"
    window.edits.undo()
    assert len(window.document.journey.touchpoints) == 2
    assert window.actions_["redo"].text().replace("&", "") == "Redo “Delete”"


def test_the_language_changes_at_once(windows: Windows) -> None:
    from dataclasses import replace

    window = windows.show_new(journey())
    rename(window, "Shop window")
    windows.use_settings(replace(windows.settings, language="nl"))
    (fresh,) = windows.open_windows
    assert fresh is not window
    assert fresh.document is window.document
    assert fresh.isWindowModified()
    assert fresh.document.undo_stack.canUndo()
    assert i18n.language() == "nl"
    assert settings.load().language == "nl"


def test_recovery_offers_what_a_dead_session_left(windows: Windows, tmp_path: Path) -> None:
    window = windows.show_new(journey())
    rename(window, "Not saved")
    window.recovery.write()
    folder = window.recovery.folder
    assert recovery.find() == [], "a running session is left alone"
    meta = json.loads((folder / "meta.json").read_text())
    meta["pid"] = 2**22 + 12345
    (folder / "meta.json").write_text(json.dumps(meta))
    (found,) = recovery.find()
    assert found.journey.touchpoints[0].title == "Not saved"
    assert datetime.datetime.fromisoformat(found.time)
    recovery.discard(found)
    assert recovery.find() == []
    assert (settings.state_dir() / "recovery" / "discarded" / folder.name / "a.cjm").is_file()


def test_recovery_takes_the_other_copy_when_one_is_broken(windows: Windows) -> None:
    window = windows.show_new(journey())
    for title in ("First", "Second"):
        rename(window, title)
        window.recovery.write()
    folder = window.recovery.folder
    assert sorted(os.listdir(folder)) == ["a.cjm", "b.cjm", "meta.json"]
    meta = json.loads((folder / "meta.json").read_text())
    assert meta["latest"] == "b.cjm"
    (folder / "b.cjm").write_bytes(b"\0" * 100)
    (folder / "meta.json").write_text(json.dumps({**meta, "pid": 2**22 + 12345}))
    (found,) = recovery.find()
    assert found.journey.touchpoints[0].title == "First"


def test_saving_takes_the_recovery_copy_away(windows: Windows, tmp_path: Path) -> None:
    window = windows.open(saved(tmp_path))
    assert window is not None
    rename(window, "Mine")
    window.recovery.write()
    assert window.recovery.folder.is_dir()
    assert window.files.save()
    assert not window.recovery.folder.exists()


def test_a_recovery_copy_is_due_soon_and_never_later_than_ten_seconds(windows: Windows) -> None:
    window = windows.show_new(journey())
    copies = window.recovery
    rename(window, "One")
    assert copies._timer.isActive()
    assert copies._timer.interval() == recovery.PAUSE_MS
    assert copies._deadline is not None
    copies._deadline -= recovery.AT_MOST_S - 0.5  # changes have gone on for 9.5 s
    rename(window, "Two")
    assert copies._timer.interval() <= 500
    copies.write()
    assert window.status.last_copy is not None
    assert "recovery copy" in window.status._saved.text()
