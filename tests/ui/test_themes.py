"""The dialog of the themes: made, changed, given and taken as files, deleted when that is meant, and chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog, QFileDialog

from cjm_desktop import i18n, resources, settings
from cjm_desktop.formats import theme_file, theme_library
from cjm_desktop.formats.theme_file import ClientTheme, Colours, Fonts
from cjm_desktop.layout import theme
from cjm_desktop.model import edits
from cjm_desktop.model.records import INFO_ID, PosterSettings
from cjm_desktop.ui import lifetime, posters, printing, text, theme_names
from cjm_desktop.ui.dialogs.poster import PosterDialog
from cjm_desktop.ui.dialogs.theme_fields import ColourField
from cjm_desktop.ui.dialogs.themes import ThemesDialog
from cjm_desktop.ui.main_window import MainWindow
from cjm_desktop.ui.windows import Windows
from tests.strategies import png
from tests.ui.conftest import small_journey

FONTS = resources.path("fonts")
BOLD = (FONTS / "NotoSans-Bold.ttf").read_bytes()


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("CJM_DESKTOP_HOME", str(tmp_path / "home"))
    settings.save(settings.Settings(language="en", appearance="light"))
    return tmp_path


@pytest.fixture
def dialog(qapp: QApplication, home: Path) -> Iterator[ThemesDialog]:
    i18n.set_language("en")
    theme_library.save(ClientTheme(name="Acme"))
    journey = small_journey()
    made = ThemesDialog(None, "Acme", journey, journey.scenarios[0].id, home)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(text, "say", lambda _p, words, more="", **_k: told.append(f"{words} {more}".strip()))
    return told


def answer(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setattr(text, "ask", lambda *_a, **_k: given)


def kept() -> dict[str, ClientTheme]:
    return {one.client.name: one.client for one in theme_library.kept()[0]}


def names(dialog: ThemesDialog) -> list[str]:
    return [dialog.list.item(i).text() for i in range(dialog.list.count())]


def settle() -> None:
    for _round in range(10):
        QTest.qWait(10)


def test_shipped_and_own_themes_are_listed(dialog: ThemesDialog) -> None:
    assert names(dialog) == ["Colour", "Black and white", "For colour-blind readers", "Acme"]
    assert dialog.chosen == "Acme"
    assert dialog.editor.isVisible()
    dialog.list.setCurrentRow(1)
    assert dialog.chosen == "mono"
    assert not dialog.editor.isVisible()
    assert not dialog.delete_button.isEnabled()
    assert dialog.note.isVisible()


def test_every_colour_of_a_theme_can_be_changed(dialog: ThemesDialog) -> None:
    assert set(dialog.editor.colours) == set(theme_file.COLOURS)


def test_a_colour_is_typed_and_kept_at_once(dialog: ThemesDialog) -> None:
    field = dialog.editor.colours["ink"]
    dialog.activateWindow()
    assert QTest.qWaitForWindowActive(dialog)
    field.code.setFocus()
    QTest.keyClicks(field.code, "#1a2")
    assert kept()["Acme"].colours.ink == "#11AA22"
    QTest.keyClicks(field.code, "b3c")
    assert kept()["Acme"].colours.ink == "#1A2B3C"
    settle()
    assert dialog.preview._theme is theme_library.find("Acme")
    field.clear_button.click()
    assert kept()["Acme"].colours.ink is None


def test_a_code_that_is_no_colour_is_marked_and_forgotten(dialog: ThemesDialog) -> None:
    field = dialog.editor.colours["ink"]
    QTest.keyClicks(field.code, "red")
    assert field.code.property("wrong")
    assert kept()["Acme"].colours.ink is None
    field.code.editingFinished.emit()
    assert field.code.text() == ""
    assert not field.code.property("wrong")


def test_a_colour_is_chosen(dialog: ThemesDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_a: QColor("#abcdef"))
    dialog.editor.colours["paper"].swatch.click()
    assert kept()["Acme"].colours.paper == "#ABCDEF"
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_a: QColor())  # cancelled
    dialog.editor.colours["card"].swatch.click()
    assert kept()["Acme"].colours.card is None


def test_phases_get_other_colours(dialog: ThemesDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = theme.load().phase_colours
    phases = dialog.editor.phases
    phases.put_colour(1, "#112233")
    assert kept()["Acme"].phase_colours == (usual[0], "#112233", *usual[2:])
    phases.remove(0)
    assert kept()["Acme"].phase_colours == ("#112233", *usual[2:])
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_a: QColor("#445566"))
    phases.add_button.click()
    assert kept()["Acme"].phase_colours[-1] == "#445566"
    phases.clear_button.click()
    assert kept()["Acme"].phase_colours == ()
    assert len(phases._buttons) == len(usual)


def test_what_can_hardly_be_read_is_told(dialog: ThemesDialog) -> None:
    assert not dialog.editor.warning.isVisible()
    QTest.keyClicks(dialog.editor.colours["second_ink"].code, "#AAAAAA")
    assert "Quiet text on Paper: contrast 2.2 : 1, 4.5 is needed" in dialog.editor.warning.text()


def test_a_font_is_taken_shown_and_taken_away(
    dialog: ThemesDialog, said: list[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = dialog.editor.fonts["regular"]
    path = str(FONTS / "NotoSans-Bold.ttf")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (path, ""))
    field.button.click()
    assert kept()["Acme"].fonts.regular == BOLD
    assert field.button.text() == "Noto Sans Bold"
    (home / "web.woff").write_bytes(b"wOFF" + bytes(99))
    field.take(home / "web.woff")
    field.take(home / "absent.ttf")
    assert said == [
        "web.woff: this is a web font (WOFF); ask for the TrueType font (.ttf)",
        "absent.ttf: “absent.ttf” does not exist.",
    ]
    assert kept()["Acme"].fonts.regular == BOLD
    field.clear_button.click()
    assert kept()["Acme"].fonts.regular is None


def test_a_logo_is_taken_or_refused(
    dialog: ThemesDialog, said: list[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, huge = home / "logo.png", home / "huge.png"
    good.write_bytes(png(60, 20))
    huge.write_bytes(png(20_000, 20_000))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(good), ""))
    dialog.editor.logo.button.click()
    logo = kept()["Acme"].logo
    assert logo is not None
    assert (logo.width, logo.height) == (60, 20)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(huge), ""))
    dialog.editor.logo.button.click()
    assert len(said) == 1
    assert "20000 × 20000" in said[0]
    assert kept()["Acme"].logo == logo
    dialog.editor.logo.clear_button.click()
    assert kept()["Acme"].logo is None


def test_themes_are_made_and_renamed(
    dialog: ThemesDialog, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    theme_library.save(ClientTheme(name="Beta", colours=Colours(ink="#222222")))
    dialog._read("Beta")
    monkeypatch.setattr(text, "ask_name", lambda *_a: "Gamma")
    dialog.new_button.click()
    assert dialog.chosen == "Gamma"
    assert kept()["Gamma"].colours.ink == "#222222"  # begun from the one that was selected
    dialog.list.setCurrentRow(1)
    monkeypatch.setattr(text, "ask_name", lambda *_a: "Grey")
    dialog.new_button.click()
    assert kept()["Grey"].base == "mono"
    monkeypatch.setattr(text, "ask_name", lambda *_a: "Grey 2")
    dialog.rename_button.click()
    assert dialog.chosen == "Grey 2"
    assert "Grey" not in kept()
    monkeypatch.setattr(text, "ask_name", lambda *_a: "acme")
    dialog.rename_button.click()
    assert said == ["The theme is not kept. There is a theme “acme” already."]
    assert dialog.chosen == "Grey 2"


def test_deleting_asks(dialog: ThemesDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "cancel")
    dialog.delete_button.click()
    assert "Acme" in kept()
    answer(monkeypatch, "delete")
    dialog.delete_button.click()
    assert not kept()
    assert dialog.chosen == "standard"


def test_a_theme_goes_out_and_comes_in_as_a_file(
    dialog: ThemesDialog, monkeypatch: pytest.MonkeyPatch, said: list[str], home: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(home / "for you"), ""))
    dialog.export_button.click()
    path = home / "for you.cjmtheme"
    assert theme_file.read(path.read_bytes()) == kept()["Acme"]
    assert dialog.take(path)  # the same again: nothing to ask
    assert list(kept()) == ["Acme"]
    path.write_bytes(theme_file.write(ClientTheme(name="Acme", colours=Colours(ink="#333333"))))
    answer(monkeypatch, "cancel")
    assert not dialog.take(path)
    assert kept()["Acme"].colours.ink is None
    answer(monkeypatch, "both")
    assert dialog.take(path)
    assert dialog.chosen == "Acme 2"
    answer(monkeypatch, "replace")
    assert dialog.take(path)
    assert kept()["Acme"].colours.ink == "#333333"
    path.write_bytes(b"{}")
    said.clear()
    assert not dialog.take(path)
    assert said == [
        "“for you.cjmtheme” could not be imported. for you.cjmtheme: This is not a theme of CJM Desktop."
    ]


def test_a_theme_under_the_name_of_a_shipped_one_gets_another(dialog: ThemesDialog, home: Path) -> None:
    theme_library.write(ClientTheme(name="Mono"), home / "a.cjmtheme")
    assert dialog.take(home / "a.cjmtheme")
    assert dialog.chosen == "Mono 2"
    theme_library.write(ClientTheme(name="Black and white"), home / "a.cjmtheme")
    assert dialog.take(home / "a.cjmtheme")
    assert dialog.chosen == "Black and white 2"


def test_no_theme_of_ones_own_looks_like_a_shipped_one(
    dialog: ThemesDialog, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    monkeypatch.setattr(text, "ask_name", lambda *_a: "colour")  # as it is shown; its name is "standard"
    dialog.rename_button.click()
    assert list(kept()) == ["Acme"]
    assert said == ["The theme is not kept. There is a theme “colour” already."]


def test_the_field_of_a_colour_shows_what_holds(qapp: QApplication) -> None:
    field = ColourField("Ink")
    field.show_usual("#101010")
    field.show_value("#ABCDEF")
    assert field.code.text() == "#ABCDEF"
    assert field.clear_button.isEnabled()
    field.show_value(None)
    assert field.code.text() == ""
    assert field.code.placeholderText() == "#101010"
    assert not field.clear_button.isEnabled()


# -- in the window ----------------------------------------------------------------------------------------


@pytest.fixture
def window(qapp: QApplication, home: Path) -> Iterator[MainWindow]:
    windows = Windows(qapp)
    yield windows.show_new(small_journey())
    for each in list(windows.open_windows):
        each.is_leaving = True
        each.close()
    QApplication.processEvents()
    windows.deleteLater()
    i18n.set_language("en")


def test_the_menu_chooses_a_theme_for_the_poster(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(dialog: ThemesDialog) -> bool:
        lifetime.hold(dialog)
        dialog.list.setCurrentRow(1)
        dialog.deleteLater()
        return True

    monkeypatch.setattr(lifetime, "run", run)
    window.actions_.by_id["themes"].trigger()
    poster = window.document.journey.info.poster
    assert poster is not None
    assert poster.theme == "mono"
    window.document.undo_stack.undo()
    assert window.document.journey.info.poster is None


def test_a_dropped_theme_is_taken_in(window: MainWindow, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    theme_library.write(ClientTheme(name="Acme", fonts=Fonts(regular=BOLD)), home / "acme.cjmtheme")
    shown: list[ThemesDialog] = []

    def run(dialog: ThemesDialog) -> bool:
        lifetime.hold(dialog)
        shown.append(dialog)
        dialog.deleteLater()
        return True

    monkeypatch.setattr(lifetime, "run", run)
    window.files.open_path(home / "acme.cjmtheme")
    assert len(shown) == 1
    poster = window.document.journey.info.poster
    assert poster is not None
    assert poster.theme == "Acme"


def test_a_poster_is_laid_out_in_the_theme_that_is_kept(window: MainWindow) -> None:
    logo = theme_file.Logo(media_type="image/png", data=png(6, 2), width=6, height=2)
    theme_library.save(ClientTheme(name="Acme", fonts=Fonts(regular=BOLD), logo=logo))
    made = posters.lay_out(window.document, PosterSettings(paper="A3", theme="Acme"))
    assert made.theme is theme_library.find("Acme")
    assert made.journey.info.logo is not None
    assert not made.notice
    assert window.document.journey.info.logo is None


def test_a_theme_that_is_not_here_is_told_and_stays_chosen(window: MainWindow) -> None:
    made = posters.lay_out(window.document, PosterSettings(paper="A3", theme="<b>Gone</b>"))
    assert made.theme is theme.load()
    assert made.notice.startswith("The theme “<b>Gone</b>” is not on this computer")
    values = [value for value, _words, _icon in theme_names.options("<b>Gone</b>")]
    assert values == ["standard", "mono", "colourblind", "<b>Gone</b>"]


def test_the_poster_dialog_tells_that_a_theme_is_not_here(window: MainWindow, home: Path) -> None:
    journey = window.document.journey
    change = edits.update(journey, INFO_ID, poster=PosterSettings(paper="A3", theme="Gone"))
    window.document.edit(change, "Poster")
    dialog = PosterDialog(window, window.document, home)
    dialog.show()
    for _round in range(300):
        if dialog.check.findings.findings:
            break
        QTest.qWait(10)
    first, *others = dialog.check.findings.findings
    assert (first.code, first.severity) == ("theme-gone", "warning")
    assert "“Gone” is not on this computer" in first.words
    assert not [each for each in others if "Gone" in each.words], "it is told once"
    assert dialog.chosen.theme == "Gone"  # it stays chosen for those who have it
    dialog.reject()
    dialog.deleteLater()


def test_printing_asks_first_when_a_theme_is_not_here(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = edits.update(window.document.journey, INFO_ID, poster=PosterSettings(paper="A3", theme="Gone"))
    window.document.edit(change, "Poster")
    asked: list[str] = []
    monkeypatch.setattr(text, "ask", lambda _p, words, *_a, **_k: asked.append(words) or "cancel")
    monkeypatch.setattr(printing, "print_poster", lambda *_a: pytest.fail("it was printed"))
    assert not printing.print_document(window, window.document)
    assert "“Gone” is not on this computer" in asked[0]
