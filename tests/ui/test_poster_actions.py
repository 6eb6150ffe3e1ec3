"""The poster from the window: its actions, the printer, and what the status bar tells of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from cjm_desktop.model import edits
from cjm_desktop.model.records import INFO_ID, PosterSettings
from cjm_desktop.ui.dialogs.poster import PosterDialog
from cjm_desktop.ui.main_window import MainWindow
from cjm_desktop.ui.windows import Windows
from tests.ui.conftest import small_journey


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


@pytest.fixture
def window(windows: Windows) -> MainWindow:
    made = windows.show_new(small_journey())
    settle()
    return made


def in_the_dialog(do: Callable[[PosterDialog], None]) -> None:
    """Do something in the poster's dialog when it is open and laid out."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PosterDialog) and dialog.poster is not None:
            do(dialog)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)


@pytest.mark.parametrize(
    ("action", "format"),
    [
        ("poster", "pdf"),
        ("export_pdf", "pdf"),
        ("export_png", "png"),
        ("export_svg", "svg"),
        ("export_pptx", "pptx"),
    ],
)
def test_each_action_opens_the_poster_for_its_kind_of_file(
    window: MainWindow, action: str, format: str
) -> None:
    seen: list[str] = []

    def see(dialog: PosterDialog) -> None:
        seen.append(str(dialog.form.format.value))
        dialog.reject()

    in_the_dialog(see)
    window.actions_[action].trigger()
    assert seen == [format]


def test_a_finding_leads_to_its_record_on_the_map(window: MainWindow) -> None:
    id = window.document.journey.touchpoints[3].id
    in_the_dialog(lambda dialog: dialog.check.map_wanted.emit(id))
    window.actions_["poster"].trigger()
    assert window.view.selection == (id,)


def test_print_prints_what_the_journey_holds(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = window.document
    poster = PosterSettings(paper="A3", orientation="portrait")
    document.edit(edits.update(document.journey, INFO_ID, poster=poster), "Change poster")

    def exec_(self: QPrintDialog) -> int:
        printer = self.printer()
        assert isinstance(printer, QPrinter)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "out.pdf"))
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(QPrintDialog, "exec", exec_)
    window.actions_["print"].trigger()
    (page,) = PdfReader(tmp_path / "out.pdf").pages
    size = float(page.mediabox.width) / 72 * 25.4, float(page.mediabox.height) / 72 * 25.4
    assert size == pytest.approx((297, 420), abs=0.5)
    assert document.undo_stack.count() == 1, "printing changes nothing"


def test_the_status_bar_tells_sheets_tiles_and_size(window: MainWindow) -> None:
    document, status = window.document, window.status
    status.show_poster()
    assert status._poster.text().startswith("A1 landscape · 1 sheet · smallest text ")
    poster = PosterSettings(
        paper="500 × 700 mm", orientation="portrait", split="phases", tiles="A4", edge=5.0
    )
    document.edit(edits.update(document.journey, INFO_ID, poster=poster), "Change poster")
    status.show_poster()
    said = status._poster.text()
    assert said.startswith("500 × 700 mm · 3 sheets · ")
    assert " tiles A4 · smallest text " in said
    roll = PosterSettings(paper="Roll 914")
    document.edit(edits.update(document.journey, INFO_ID, poster=roll), "Change poster")
    status.show_poster()
    assert status._poster.text().startswith("Roll 914 mm, ")


def test_the_status_bar_waits_while_a_dialog_is_open(window: MainWindow) -> None:
    status = window.status
    status._poster.setText("before")
    waits: list[bool] = []

    def see(dialog: PosterDialog) -> None:
        status._idle.stop()
        status.show_poster()
        waits.append(status._idle.isActive())
        dialog.reject()

    in_the_dialog(see)
    window.actions_["poster"].trigger()
    assert waits == [True]
    assert status._poster.text() == "before"
    QTest.qWait(1)
