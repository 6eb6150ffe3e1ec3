"""The table of actions: everything in a menu, keys that don't clash, access keys that differ, plain text only."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from cjm_desktop import i18n
from cjm_desktop.i18n import _
from cjm_desktop.ui import text
from cjm_desktop.ui.actions import ENTRIES, FILLED, MENUS, TABLE, Actions, Entry, mnemonics
from cjm_desktop.ui.dialogs.palette import Palette
from cjm_desktop.ui.dialogs.shortcuts import rows

UI = Path(__file__).resolve().parents[2] / "cjm_desktop" / "ui"


def test_every_action_hangs_in_a_menu_and_every_menu_has_one() -> None:
    assert {e.menu for e in ENTRIES.values()} == set(MENUS) - set(FILLED)
    inner = [row for row in TABLE if isinstance(row, str)]
    assert sorted(inner) == sorted(key for key in MENUS if "/" in key)
    assert len(ENTRIES) == sum(isinstance(row, Entry) for row in TABLE)


def test_no_key_does_two_things() -> None:
    keys = Counter(key for entry in ENTRIES.values() for key in entry.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_press_is_two_keys() -> None:
    """Ctrl+Shift+/ is Ctrl+? too: an action that has both is ambiguous to Qt, and does nothing."""
    shifted = dict(zip("`1234567890-=[]\\;',./", '~!@#$%^&*()_+{}|:"<>?', strict=True))
    keys = {key for entry in ENTRIES.values() for key in entry.keys}
    for key in keys:
        mods, _plus, letter = key.rpartition("+")
        if letter in shifted and mods.endswith("Shift"):
            assert f"{mods.removesuffix('Shift')}{shifted[letter]}" not in keys, key


@pytest.mark.parametrize("code", ["en", "nl"])
def test_a_pdf_is_found_by_its_name(qapp: QApplication, code: str) -> None:
    i18n.set_language(code)
    actions = Actions(qapp)
    palette = Palette(None, list(actions.by_id.values()))
    palette.search.setText("pdf")
    found = [palette.list.item(i).data(Qt.ItemDataRole.UserRole) for i in range(palette.list.count())]
    assert {"poster", "export_pdf"} <= set(found)
    palette.deleteLater()
    actions.deleteLater()


def test_letters_and_delete_work_on_the_map_only() -> None:
    for entry in ENTRIES.values():
        for key in entry.keys:
            if "+" not in key and not re.fullmatch(r"F\d+", key):
                assert entry.where == "map", entry.id


@pytest.mark.parametrize("code", ["en", "nl"])
@pytest.mark.parametrize("menu", sorted({m.split("/")[0] for m in MENUS} | set(MENUS) - set(FILLED)))
def test_access_keys_differ_in_each_menu(code: str, menu: str) -> None:
    i18n.set_language(code)
    words = [_(e.text) for e in ENTRIES.values() if e.menu == menu]
    words += [_(w) for key, w in MENUS.items() if key.startswith(menu + "/")]
    marked = mnemonics(words)
    letters = [m[m.index("&") + 1].casefold() for m in marked]
    assert len(set(letters)) == len(words)
    assert [m.replace("&", "") for m in marked] == words


def test_access_keys_run_out_without_harm() -> None:
    assert mnemonics(["aa", "aa", "aa"]) == ["&aa", "aa", "aa"]
    assert mnemonics(["Cut", "Copy", "—"]) == ["&Cut", "C&opy", "—"]


def test_menu_text_is_one_harmless_line() -> None:
    assert text.menu_text("A&B\nQuit\u202e.cjm") == "A&&B Quit .cjm"
    assert len(text.menu_text("x" * 500)) == text.MENU_LENGTH


#: Qt reads rich text in these; `ui/text.py` alone may make them.
DANGEROUS = {"QLabel", "QMessageBox", "QInputDialog", "QErrorMessage", "QProgressDialog", "QTextEdit", "QTextBrowser",
             "QToolTip", "QSplashScreen", "QWhatsThis", "QGraphicsTextItem", "QSettings"}  # fmt: skip


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda p: str(p.relative_to(UI)))
def test_widgets_that_read_rich_text_are_made_in_one_module(path: Path) -> None:
    if path == UI / "text.py":
        return
    tree = ast.parse(path.read_text("utf-8"))
    named = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    named |= {a.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}
    called = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    assert not named & DANGEROUS
    assert not called & {"setToolTip", "setWhatsThis", "setHtml", "appendHtml", "setMarkdown"}


def test_a_label_and_a_tool_tip_show_markup_as_it_is(qtbot: object) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidget

    label = text.PlainLabel("<img src='file:///x'>")
    assert label.textFormat() == Qt.TextFormat.PlainText
    widget = QWidget()
    text.tip(widget, "<img src='file:///x'>")
    assert "<img" not in widget.toolTip()
    widget.deleteLater()
    label.deleteLater()


def test_the_palette_offers_the_command_whose_name_is_typed_first(qapp: QApplication) -> None:
    i18n.set_language("en")
    parent = QWidget()
    palette = Palette(parent, list(Actions(parent).by_id.values()))
    ids = lambda: [palette.list.item(i).data(Qt.ItemDataRole.UserRole) for i in range(palette.list.count())]  # noqa: E731
    assert ids()[0] == "new", "the order of the menus while nothing is typed"
    palette.search.setText("persona in library")
    assert ids()[0] == "save_persona"  # "Insert: Persona from library" has these words too
    assert "persona_library" in ids()
    palette.search.setText("lane")
    assert ids()[0] == "add_lane"  # "Hide lane" stands in the menus before it
    parent.deleteLater()


def test_the_list_of_keys_has_every_key_and_those_of_the_poster() -> None:
    i18n.set_language("en")
    listed = rows()
    words = {words for _menu, words, _keys in listed}
    assert {_(e.text).rstrip("…") for e in ENTRIES.values() if e.keys} <= words
    told = ", ".join(keys for menu, _words, keys in listed if menu == "In the preview of the poster")
    assert set(told.split(", ")) == {"+", "−", "0", "1", "Page Up", "Page Down", "Ctrl + ↕"}
