"""The poster's dialog, by real clicks and keys: what is chosen is laid out, seen, written and kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from cjm_desktop import i18n, resources
from cjm_desktop.formats import cjm
from cjm_desktop.frozen import replace
from cjm_desktop.model import edits, progress
from cjm_desktop.model.fields import specs
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import refusal
from cjm_desktop.model.records import INFO_ID, PosterSettings, Scenario
from cjm_desktop.ui import text
from cjm_desktop.ui.dialogs import size
from cjm_desktop.ui.dialogs.poster import PosterDialog
from cjm_desktop.ui.dialogs.poster_export import paths_of
from cjm_desktop.ui.dialogs.poster_fields import Field
from cjm_desktop.ui.document import Document
from tests.layout.posters import CHOSEN
from tests.ui.conftest import small_journey

LEFT = Qt.MouseButton.LeftButton


def dialog_of(journey: Journey, folder: Path, format: str = "pdf") -> PosterDialog:
    document = Document.new(journey)
    made = PosterDialog(None, document, folder, format)
    made.show()
    made.compose()
    QApplication.processEvents()
    return made


@pytest.fixture
def dialog(qapp: QApplication, tmp_path: Path) -> Iterator[PosterDialog]:
    made = dialog_of(small_journey(), tmp_path)
    yield made
    made.close()
    made.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that was asked or told; questions get their first answer but "cancel"."""
    told: list[str] = []

    def ask(_parent: Any, words: str, choices: Any, more: str = "", **_kw: Any) -> str:
        told.append(f"{words} {more}".strip())
        return next(answer for answer, _words in choices if answer != "cancel")

    def say(_parent: Any, words: str, more: str = "", **_kw: Any) -> None:
        told.append(f"{words} {more}".strip())

    monkeypatch.setattr(text, "ask", ask)
    monkeypatch.setattr(text, "say", say)
    return told


def choose(dialog: PosterDialog, input: Any, value: Any) -> None:
    """Choose a value of a combo box with the keyboard, as a user does."""
    at = [option[0] for option in input._options].index(value)
    input.combo.setFocus()
    is_last = at == input.combo.count() - 1
    QTest.keyClick(input.combo, Qt.Key.Key_End if is_last else Qt.Key.Key_Home)
    for _ in range(0 if is_last else at):
        QTest.keyClick(input.combo, Qt.Key.Key_Down)
    assert input.value == value


def retype(field: QWidget, words: str) -> None:
    field.setFocus()
    QTest.keySequence(field, "Ctrl+A")
    QTest.keyClicks(field, words)


def settled(dialog: PosterDialog) -> None:
    """Wait until what was chosen is laid out."""
    QTest.qWait(160)
    for _ in range(200):
        if dialog.poster is not None and dialog.poster.settings == dialog.chosen:
            return
        QTest.qWait(20)
    raise AssertionError("the poster was not laid out")


def file_named(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))


def test_what_is_chosen_is_written_and_kept_as_one_change(
    dialog: PosterDialog, tmp_path: Path, answers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pypdf import PdfReader

    choose(dialog, dialog.form.paper, "A3")
    file_named(monkeypatch, tmp_path / "out")
    QTest.mouseClick(dialog.export_button, LEFT)
    page = PdfReader(tmp_path / "out.pdf").pages[0]
    assert float(page.mediabox.width) == pytest.approx(420 / 25.4 * 72, abs=0.1)
    assert "Advert" in page.extract_text()
    document = dialog._document
    assert document.journey.info.poster is not None
    assert document.journey.info.poster.paper == "A3"
    assert answers == [f"The poster is written. {tmp_path / 'out.pdf'}"]
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == "Change poster"


def test_close_keeps_nothing_and_keep_keeps_all(dialog: PosterDialog) -> None:
    choose(dialog, dialog.form.paper, "A0")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog._document.journey.info.poster is None
    dialog.show()
    QTest.mouseClick(dialog.keep_button, LEFT)
    kept = dialog._document.journey.info.poster
    assert kept is not None
    assert kept.paper == "A0"
    assert not dialog.isVisible()


def test_a_size_of_ones_own_begins_as_the_paper_and_is_typed_in_inches(dialog: PosterDialog) -> None:
    form = dialog.form
    choose(dialog, form.paper, "A2")
    choose(dialog, form.paper, "own")
    assert form.own.isVisible()
    assert not form.orientation.isVisible(), "the size tells which way it lies"
    assert dialog.chosen.paper == "594 × 420 mm"
    choose(dialog, form.own.unit, "in")
    retype(form.own.width_.field, "30")
    retype(form.own.height_.field, "40")
    assert dialog.chosen.paper == "762 × 1016 mm"
    assert dialog.chosen.orientation == "portrait"
    settled(dialog)
    assert dialog.poster is not None
    assert dialog.poster.pages[0].width == pytest.approx(30 * 72, abs=0.1)


def test_lengths_may_be_typed_in_other_units_and_wrong_ones_say_so(dialog: PosterDialog) -> None:
    bleed = dialog.form.bleed
    retype(bleed.field, "0,25 in")
    assert dialog.chosen.bleed == 6.35
    retype(bleed.field, "51")
    assert dialog.chosen.bleed == 5.0, "the last that was right counts"
    note = dialog.form._fields["bleed"]._note
    assert note.isVisible()
    assert note.text() == "From 0 to 50 mm."
    QTest.keyClick(bleed.field, Qt.Key.Key_Return)
    assert bleed.field.text() == "5"
    assert not note.isVisible()


def test_tiles_turn_page_by_page_and_the_overview_opens_one(dialog: PosterDialog) -> None:
    form, preview = dialog.form, dialog.preview
    choose(dialog, form.paper, "A2")
    form.bar.setCurrentIndex(2)
    QTest.mouseClick(form.tiled.box, LEFT)
    assert form.overlap.isVisible()
    settled(dialog)
    assert dialog.poster is not None
    count = len(dialog.poster.pages)
    assert count >= 5
    assert preview.strip.isVisible()
    QTest.keyClick(preview.view, Qt.Key.Key_End)
    assert preview.view.index == count - 1
    assert not preview.after.isEnabled()
    QTest.mouseClick(preview.before, LEFT)
    assert preview.view.index == count - 2
    QTest.mouseClick(preview.whole, LEFT)
    assert preview.view.is_whole
    index, box = preview.view._tiles()[2]
    QTest.mouseClick(preview.view.viewport(), LEFT, pos=box.center().toPoint())
    assert (preview.view.index, preview.view.is_whole) == (index, False)
    assert preview.where.text().startswith(f"{index + 1} of {count}")


def test_the_picture_becomes_sharp_at_any_size(dialog: PosterDialog) -> None:
    view = dialog.preview.view
    view.setFocus()
    for _ in range(6):
        QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom == pytest.approx(view._fitting() * 1.25**6)
    for _ in range(100):
        QTest.qWait(20)
        if view._sharp is not None and view._sharp[1] == view._wanted(view._shown):  # type: ignore[arg-type]
            break
    assert view._sharp is not None
    _page, part, image = view._sharp
    assert image.width() == pytest.approx(part.width() * view.zoom, abs=2)
    assert image.width() <= view.viewport().width() + 2, "only what is in sight is painted"
    seen = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(seen) > 20
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == view._fitting()


def test_newer_choices_break_off_the_layout(dialog: PosterDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    from cjm_desktop.ui.dialogs import poster as module

    real, begun, done = module.lay_out, [], []

    def slow(document: Document, settings: PosterSettings) -> Any:
        begun.append(settings.paper)
        if settings.paper == "A4":
            for n in range(10_000):
                if n == 3:  # the user goes on while it is laid out
                    choose(dialog, dialog.form.paper, "A2")
                QTest.qWait(5)
                progress.step(n, 10_000)
        done.append(settings.paper)
        return real(document, settings)

    monkeypatch.setattr(module, "lay_out", slow)
    choose(dialog, dialog.form.paper, "A4")
    begun.clear()
    done.clear()
    settled(dialog)
    assert begun == ["A4", "A2"]
    assert done == ["A2"]


def test_closing_breaks_off_the_layout(dialog: PosterDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    from cjm_desktop.ui.dialogs import poster as module

    steps = []

    def endless(_document: Document, _settings: PosterSettings) -> Any:
        for n in range(10_000):
            steps.append(n)
            if n == 3:
                QTest.keyClick(dialog, Qt.Key.Key_Escape)
            QTest.qWait(5)
            progress.step(n, 10_000)

    monkeypatch.setattr(module, "lay_out", endless)
    dialog.compose()
    assert len(steps) < 200
    assert not dialog.isVisible()
    assert not dialog._timer.isActive()


def test_what_cant_be_laid_out_is_a_sentence_and_nothing_is_written(
    dialog: PosterDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cjm_desktop.ui.dialogs import poster as module

    def fail(_document: Document, _settings: PosterSettings) -> Any:
        raise refusal("unknown-record")

    monkeypatch.setattr(module, "lay_out", fail)
    dialog.compose()
    assert dialog.poster is None
    assert dialog._size.text() == refusal("unknown-record").problems[0].sentence
    assert not dialog.export_button.isEnabled()
    assert not dialog.print_button.isEnabled()


def test_a_folder_that_went_away_is_a_sentence(
    dialog: PosterDialog, tmp_path: Path, answers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file_named(monkeypatch, tmp_path / "gone" / "out.pdf")
    QTest.mouseClick(dialog.export_button, LEFT)
    assert len(answers) == 1
    assert answers[0].startswith("The poster is not written.")
    assert dialog._document.journey.info.poster is None


def test_cancel_while_writing_leaves_the_old_file(
    dialog: PosterDialog, tmp_path: Path, answers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from cjm_desktop.export import pdf

    path = tmp_path / "out.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr(text.ProgressBox, "SOON", 0.0)

    def slow(*_args: Any, **_named: Any) -> bytes:
        for n in range(10_000):
            if n == 5:
                box = QApplication.activeModalWidget()
                assert isinstance(box, text.ProgressBox)
                QTest.keyClick(box, Qt.Key.Key_Escape)
            QTest.qWait(5)
            progress.step(n, 10_000)
        return b"new"

    monkeypatch.setattr(pdf, "write_pdf", slow)
    assert not dialog.write(path)
    assert path.read_bytes() == b"old"
    assert answers == []
    assert [each.name for each in tmp_path.iterdir()] == ["out.pdf"]


def test_pictures_of_several_pages_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    assert paths_of(path, "png", 1) == [path]
    assert paths_of(path, "pdf", 12) == [path]
    assert [each.name for each in paths_of(path, "png", 12)][:2] == ["map-1.png", "map-2.png"]


def test_every_saved_setting_comes_back_as_it_was(qapp: QApplication, tmp_path: Path) -> None:
    journey, _fingerprint = cjm.load(resources.path("examples", "noorderlicht.cjm"))
    lanes = tuple(n.id for n in journey.lanes if n.visible)[:3]
    saved = replace(CHOSEN, paper="900 × 300 mm", orientation="landscape", lanes=lanes, theme="mono")
    journey.apply(edits.update(journey, INFO_ID, poster=saved))
    dialog = dialog_of(journey, tmp_path)
    assert dialog.chosen == saved
    plain = PosterSettings()
    asked = {s.name for s in specs(PosterSettings) if getattr(saved, s.name) != getattr(plain, s.name)}
    others = {"orientation", "scenarios", "together", "compare"}  # tried elsewhere
    assert {s.name for s in specs(PosterSettings)} == asked | others, "every setting can be chosen"
    dialog.close()
    dialog.deleteLater()


def test_a_setting_that_is_not_known_shows_as_if_it_were_not_told(qapp: QApplication, tmp_path: Path) -> None:
    journey = small_journey()
    journey.apply(edits.update(journey, INFO_ID, poster=PosterSettings(paper="B99", tiles="?", theme="gone")))
    dialog = dialog_of(journey, tmp_path)
    assert (dialog.chosen.paper, dialog.chosen.tiles) == ("A1", None)
    assert dialog.chosen.theme == "gone", "who has that theme gets it back"
    assert dialog.form.theme.combo.currentText() == "gone (not on this computer)"
    assert dialog.poster is not None
    dialog.close()
    dialog.deleteLater()


def looked_over(dialog: PosterDialog) -> None:
    for _ in range(200):
        if dialog.check.findings.findings:
            return
        QTest.qWait(20)
    raise AssertionError("nothing was found")


def go_to_finding(dialog: PosterDialog, code: str) -> None:
    """Click on the first finding of a kind."""
    rows = dialog.check.findings.list
    key = next(key for key, f in dialog.check.findings._findings.items() if f.code == code)
    rows.make_current(key)
    QTest.keyClick(rows, Qt.Key.Key_Return)


def test_characters_that_no_font_has_are_found_and_shown_in_their_place(
    qapp: QApplication, tmp_path: Path
) -> None:
    journey = small_journey()
    strange = f"Coat {chr(0xE0100)}{chr(0x10FFFD)}"
    id = journey.touchpoints[1].id
    journey.apply(edits.rename(journey, id, strange))
    dialog = dialog_of(journey, tmp_path)
    looked_over(dialog)
    found = next(f for f in dialog.check.findings.findings if f.place == id)
    assert "U+10FFFD" in found.words
    dialog.resize(1366, 720)
    dialog.preview.checked.setChecked(True)
    go_to_finding(dialog, found.code)
    view = dialog.preview.view
    assert view.zoom > view._fitting(), "the place comes near"
    mark = view._mark
    assert mark is not None
    assert dialog.poster is not None
    sheet = dialog.poster.sheets[0]
    placed = sheet.map.placed[id]
    x = sheet.map_origin[0] + placed.x * sheet.scale
    assert mark[1].left() <= x <= mark[1].right()
    assert dialog.check.on_map.isVisible()
    QTest.mouseClick(dialog.check.on_map, LEFT)
    assert dialog.record == id
    assert not dialog.isVisible()
    dialog.deleteLater()


def test_what_would_help_is_taken_over_in_the_form(dialog: PosterDialog) -> None:
    choose(dialog, dialog.form.paper, "A5")
    settled(dialog)
    looked_over(dialog)
    assert dialog.preview.checked.text() != ""
    dialog.check.findings.remedied.emit(replace(dialog.chosen, paper="A1"))
    assert dialog.form.paper.value == "A1"
    settled(dialog)
    assert dialog.poster is not None
    assert dialog.poster.settings.paper == "A1"


def test_larger_letters_are_looked_for_and_taken(
    dialog: PosterDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cjm_desktop.ui.dialogs.readable_choice import ReadableChoice

    choose(dialog, dialog.form.paper, "A4")
    settled(dialog)
    before = min(sheet.smallest_text for sheet in dialog.poster.sheets)  # type: ignore[union-attr]
    offered: list[str] = []

    def take(choice: ReadableChoice) -> bool:
        choice._timer.stop()
        choice.search()
        offered.extend(each.words for each in choice._proposals.values())
        choice.accept()
        return choice.chosen is not None

    monkeypatch.setattr("cjm_desktop.ui.dialogs.poster.lifetime.run", take)
    dialog.preview.checked.setChecked(True)
    QTest.mouseClick(dialog.check.findings.readable, LEFT)
    assert offered
    settled(dialog)
    assert min(s.smallest_text for s in dialog.poster.sheets) > before * 1.5  # type: ignore[union-attr]


@pytest.mark.parametrize("code", ["en", "nl"])
def test_nothing_is_cut_off_in_a_small_window(qapp: QApplication, tmp_path: Path, code: str) -> None:
    i18n.set_language(code)
    dialog = dialog_of(small_journey(), tmp_path)
    dialog.resize(1008, 652)
    form = dialog.form
    form.tiled.box.click()
    choose(dialog, form.paper, "own")
    form.scenarios.edited.emit(())
    for index in range(form.bar.count()):
        form.bar.setCurrentIndex(index)
        QApplication.processEvents()
        area = form._stack.currentWidget()
        assert isinstance(area, QScrollArea)
        assert area.widget().width() <= area.viewport().width(), form.bar.tabText(index)
    for button in dialog.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.text()
    assert dialog.width() == 1008, "no wider than it may be"
    assert dialog.height() == 652
    dialog.close()
    dialog.deleteLater()


def test_every_field_has_a_name_and_comes_by_the_keyboard(dialog: PosterDialog) -> None:
    form = dialog.form
    for index in range(form.bar.count()):
        form.bar.setCurrentIndex(index)
        QApplication.processEvents()
        area = form._stack.currentWidget()
        wanted = {
            each
            for each in area.findChildren(QWidget)
            if each.isVisible() and isinstance(each, QComboBox | QLineEdit | QCheckBox | QPushButton)
        }
        assert all(each.accessibleName() or each.text() for each in wanted)  # type: ignore[attr-defined]
        seen: set[QWidget | None] = set()
        form.bar.setFocus()
        for _ in range(60):
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
            seen.add(dialog.focusWidget())
        assert wanted <= seen, form.bar.tabText(index)
        assert {dialog.export_button, dialog.print_button, dialog.preview.view} <= seen


@pytest.mark.parametrize("format", ["png", "svg"])
def test_a_picture_of_each_page_is_written_or_none(
    qapp: QApplication, tmp_path: Path, answers: list[str], monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    journey = small_journey()
    journey.apply(edits.update(journey, INFO_ID, poster=PosterSettings(paper="A5", split="phases", dpi=72)))
    dialog = dialog_of(journey, tmp_path, format)
    assert dialog.form.about.isVisible(), "the kind of file is what is asked for"
    (tmp_path / f"out-2.{format}").write_bytes(b"old")
    assert dialog.write(tmp_path / f"out.{format}")
    names = sorted(each.name for each in tmp_path.iterdir())
    assert names == [f"out-{n}.{format}" for n in (1, 2, 3)]
    begin = b"\x89PNG" if format == "png" else b"<?xml"
    assert all(each.read_bytes().startswith(begin) for each in tmp_path.iterdir())
    assert answers[0] == f"“out-2.{format}” is there already. Replace it?"
    first = {each.name: each.read_bytes() for each in tmp_path.iterdir()}

    class Full(OSError):
        strerror = "No space left on device"

    def full(*_args: Any, **_named: Any) -> None:
        raise Full

    monkeypatch.setattr(Path, "replace", full)
    assert not dialog.write(tmp_path / f"out.{format}")
    assert "No space left on device" in answers[-1]
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == first
    dialog.close()
    dialog.deleteLater()


def test_slides_are_written_one_for_each_phase(
    qapp: QApplication, tmp_path: Path, answers: list[str]
) -> None:
    from pptx import Presentation

    journey = small_journey()
    journey.apply(edits.update(journey, INFO_ID, poster=PosterSettings(split="phases")))
    dialog = dialog_of(journey, tmp_path, "pptx")
    assert dialog.export_button.text().replace("&", "") == "Export slides…"
    assert dialog.write(tmp_path / "out.pptx")
    assert len(Presentation(str(tmp_path / "out.pptx")).slides) == 3
    dialog.close()
    dialog.deleteLater()


def test_the_size_of_a_picture_is_told_in_pixels_or_why_it_cant_be(dialog: PosterDialog) -> None:
    form = dialog.form
    choose(dialog, form.paper, "A4")
    form.bar.setCurrentIndex(3)
    choose(dialog, form.format, "png")
    assert form.dpi.isVisible()
    retype(form.dpi.field, "300")
    settled(dialog)
    assert form.pixels.text() == "3,508 × 2,480 pixels"
    assert dialog.export_button.text().replace("&", "") == "Export PNG…"
    form.bar.setCurrentIndex(0)
    choose(dialog, form.paper, "2A0")
    form.bar.setCurrentIndex(3)
    retype(form.dpi.field, "1200")
    settled(dialog)
    assert "Choose" in form.pixels.text()


def test_scenarios_are_printed_each_on_a_sheet_or_together(qapp: QApplication, tmp_path: Path) -> None:
    journey = small_journey()
    first = journey.scenarios[0].id
    wished = Scenario(id="sc_wished", order="b0", name="Wished for", personas=journey.scenarios[0].personas)
    journey.apply(edits.add(journey, wished))
    other = wished.id
    journey.apply(edits.add_touchpoint(journey, other, journey.phases[0].id, "Dream"))
    dialog = dialog_of(journey, tmp_path)
    form = dialog.form
    form.bar.setCurrentIndex(1)
    assert not form.together.isVisible()
    assert form.compare.isVisible()
    form.scenarios._show_menu()
    form.scenarios.menu.actions()[1].trigger()
    form.scenarios.menu.close()
    assert dialog.chosen.scenarios == (first, other)
    assert form.together.isVisible()
    settled(dialog)
    assert dialog.poster is not None
    assert len(dialog.poster.sheets) == 2
    choose(dialog, form.together, True)
    settled(dialog)
    assert len(dialog.poster.sheets) == 1
    dialog.close()
    dialog.deleteLater()


def test_a_size_may_be_typed_with_its_unit(dialog: PosterDialog) -> None:
    form = dialog.form
    choose(dialog, form.paper, "own")
    retype(form.own.width_.field, "24 in")
    retype(form.own.height_.field, "90 cm")
    assert dialog.chosen.paper == "609.6 × 900 mm"
    retype(form.own.width_.field, "99999999")
    width, height = (side.parent() for side in (form.own.width_, form.own.height_))
    assert isinstance(width, Field)
    assert isinstance(height, Field)
    assert width._note.text() == "From 50 to 20000 mm."
    QTest.qWait(60)
    assert height.y() == width.y(), "what is wrong with one moves no other"
    assert form.own.height_.y() == form.own.width_.y()


def test_a_poster_that_can_not_be_says_why_where_it_is_looked_over(dialog: PosterDialog) -> None:
    check = dialog.check.findings
    assert not check.nothing.isVisibleTo(dialog.check), "nothing is said before it is known"
    retype(dialog.form.margin.field, "490")
    QTest.qWait(250)
    assert dialog.poster is None
    assert [(f.severity, f.words) for f in check.findings] == [("error", dialog._size.text())]
    assert "490 mm" in dialog._size.text()
    assert dialog.preview.checked.text() == "1 error"
    assert not check.nothing.isVisibleTo(dialog.check)
    assert not check.readable.isEnabled()
    assert not dialog.export_button.isEnabled()
    retype(dialog.form.margin.field, "12")
    settled(dialog)
    dialog.look_over()
    assert check.readable.isEnabled()
    assert not [f for f in check.findings if f.code == "no-poster"]


def test_text_in_its_own_size_on_small_paper_is_told_in_tiles(dialog: PosterDialog) -> None:
    choose(dialog, dialog.form.paper, "A5")
    choose(dialog, dialog.form.scale, "actual")
    settled(dialog)
    assert dialog.poster is not None
    count = sum(page.sheet is not None for page in dialog.poster.pages)
    assert count > 1
    assert f"1 sheet · {count} tiles A5" in dialog._size.text()


def test_findings_beside_tiles_fit_a_small_laptop(dialog: PosterDialog) -> None:
    form = dialog.form
    choose(dialog, form.paper, "A2")
    form.bar.setCurrentIndex(2)
    QTest.mouseClick(form.tiled.box, LEFT)
    settled(dialog)
    with i18n.in_language("nl"):
        dialog.preview.show_count("2 fouten · 12 waarschuwingen", True)
        dialog.preview.whole.setText("Overzicht")
    dialog.preview.checked.setChecked(True)
    QApplication.processEvents()
    assert dialog.minimumSizeHint().width() <= 1280


def test_on_a_small_screen_findings_come_in_the_place_of_the_choices(
    dialog: PosterDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    for width, is_beside in ((1066, False), (1366, True)):
        monkeypatch.setattr(size, "room", lambda _window, width=width: QSize(width, 700))
        dialog.preview.checked.setChecked(True)
        assert dialog.check.isVisible()
        assert dialog.form.isVisible() is is_beside
        dialog.preview.checked.setChecked(False)
        assert dialog.form.isVisible()
        assert not dialog.check.isVisible()
