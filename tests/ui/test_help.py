"""The guide: both languages tell the same, it names what is there, and its window finds words and loads nothing."""

from __future__ import annotations

import gettext
import re
import shlex
from typing import Literal

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest

from cjm_desktop import cli_arguments, i18n, resources
from cjm_desktop.formats.table import COLUMNS, read_table
from cjm_desktop.i18n import _
from cjm_desktop.layout.legibility import size_for
from cjm_desktop.ui import text
from cjm_desktop.ui.actions import ENTRIES, MENUS
from cjm_desktop.ui.dialogs.help import Help, guide
from cjm_desktop.ui.dialogs.readable_choice import DISTANCES

CODES: tuple[Literal["nl", "en"], ...] = ("nl", "en")


def page(code: str) -> str:
    return resources.path("help", f"{code}.md").read_text("utf-8")


def table_of(code: str) -> bytes:
    """The table that the first steps begin with."""
    return page(code).split("```")[1].strip().encode()


def test_both_languages_have_the_same_shape() -> None:
    def shape(words: str) -> list[str]:
        return [re.match(r"(#*|\d+\.|-|\|?|`*)", line)[0] for line in words.splitlines()]  # type: ignore[index]

    assert shape(page("nl")) == shape(page("en"))


@pytest.mark.parametrize("code", CODES)
def test_the_guide_names_no_address_picture_or_markup(code: str) -> None:
    assert not re.search(r"https?:|!\[|\]\(|<[a-z/]", page(code))


@pytest.mark.parametrize("code", CODES)
def test_the_table_of_the_first_steps_is_imported_without_a_remark(code: Literal["nl", "en"]) -> None:
    found = read_table(table_of(code), language=code)
    assert not found.problems
    assert (len(found.journey.touchpoints), len(found.journey.phases)) == (5, 5)
    assert all(column.field for column in found.columns)
    assert [t.drop_off.share for t in found.journey.touchpoints if t.drop_off] == [0.18]


@pytest.mark.parametrize("code", CODES)
def test_the_guide_names_every_column_that_is_told_apart(code: str) -> None:
    ways = page(code).split("\n### ")[1]
    named = {word.strip() for row in re.findall(r"^\| ([^|]*) \|", ways, re.M) for word in row.split(",")}
    told = {column.nl if code == "nl" else column.en for column in COLUMNS}
    assert told <= named


@pytest.mark.parametrize("code", CODES)
def test_what_the_guide_calls_by_menu_is_in_that_menu(code: str) -> None:
    i18n.set_language(code)
    paths = {key: " › ".join(_(MENUS[key[: m.start()]]) for m in re.finditer("/|$", key)) for key in MENUS}
    known = {f"{paths[e.menu]} › {_(e.text)}" for e in ENTRIES.values()} | {*paths.values()}
    named = re.findall(r"\*\*([^*]+ › [^*]+)\*\*", page(code))
    assert len(named) >= 8
    assert set(named) <= known


@pytest.mark.parametrize("code", CODES)
def test_the_keys_of_the_guide_are_keys_of_the_program(code: str) -> None:
    keys = {key.replace("Return", "Enter").replace("-", "−") for e in ENTRIES.values() for key in e.keys}
    named = set(re.findall(r"Ctrl\+(?:Alt\+|Shift\+)?[A-Z0-9?](?![a-z])|\bF\d+", page(code)))
    assert named - keys == set()
    assert {"Ctrl+S", "Ctrl+P", "Ctrl+Alt+C", "F1"} <= named


def section(code: str, number: int) -> str:
    """A chapter of the guide, counted from 0; a negative number counts from the end."""
    return page(code).split("\n## ")[1:][number]


POSTER, COMMANDS = -4, -3


@pytest.mark.parametrize("code", CODES)
def test_of_the_poster_the_guide_says_what_the_window_says(code: str) -> None:
    with resources.path("locale", "nl", "LC_MESSAGES", "cjm_desktop.mo").open("rb") as file:
        catalog = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    known = {words for words in (catalog.values() if code == "nl" else catalog) if isinstance(words, str)}
    chapter = section(code, POSTER)
    assert chapter.startswith("Poster\n")
    named = {words for words in re.findall(r"\*\*([^*]+)\*\*", chapter) if "›" not in words}
    named |= set(re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", chapter))
    assert len(named) > 50
    # A word that is only stressed.
    assert named - known <= {"rol", "roll"}


@pytest.mark.parametrize("code", CODES)
def test_the_exports_and_all_that_can_be_done_with_a_poster_are_in_the_guide(code: str) -> None:
    i18n.set_language(code)
    told = {e.id for e in ENTRIES.values() if f"› {_(e.text)}**" in page(code)}
    assert {e.id for e in ENTRIES.values() if e.menu == "file/export"} - {"export_mermaid"} <= told
    assert {"poster", "print", "themes", "copy_picture"} <= told


@pytest.mark.parametrize("code", CODES)
def test_the_distances_of_the_guide_are_those_of_the_program(code: str) -> None:
    rows = re.findall(r"^\| ([\d.,]+) m \| .* \| (\d+) ", section(code, POSTER), re.M)
    told = [(float(metres.replace(",", ".")), int(points)) for metres, points in rows]
    assert told == [(metres, round(size_for(metres))) for metres, _words in DISTANCES]


@pytest.mark.parametrize("code", CODES)
def test_the_commands_of_the_guide_are_understood_and_no_option_is_forgotten(code: str) -> None:
    chapter = section(code, COMMANDS)
    lines = [line for line in chapter.split("```")[1].splitlines() if line]
    assert len(lines) > 15
    for line in lines:
        cli_arguments.parse(shlex.split(re.sub(r"\s{3,}.*", "", line))[1:])
    options = vars(cli_arguments.parse(["export", "a.cjm", "b.pdf"])[1]).keys() - {"file", "out", "command"}
    assert "tiles_orientation" in options
    named = {option.replace("-", "_") for option in re.findall(r"`--([a-z-]+[a-z])`", chapter)}
    assert {"tile_orientation" if name == "tiles_orientation" else name for name in options} <= named


@pytest.fixture
def window(qtbot: object) -> Help:
    i18n.set_language("nl")
    window = Help(None)
    window.show()
    return window


def test_the_window_shows_the_guide_of_its_language(window: Help) -> None:
    assert guide() == "\n".join((page("nl"), page("method-nl")))
    assert window.page.toPlainText().startswith("Handleiding")
    assert "**" not in window.page.toPlainText()
    assert window.contents.item(0).text() == "Handleiding CJM Desktop"
    window.close()


def test_a_heading_comes_to_the_top(window: Help) -> None:
    last = window.contents.count() - 2
    window.contents.setCurrentRow(last)
    assert window.page.verticalScrollBar().value() > 0
    assert window.page.textCursor().block().text() == window.contents.item(last).text()
    window.close()


def test_the_parts_of_a_chapter_are_in_the_contents_too(window: Help) -> None:
    listed = [window.contents.item(n).text().strip() for n in range(window.contents.count())]
    parts = re.findall(r"^### (.*)$", page("nl"), re.M)
    assert len(parts) > 8
    assert set(parts) <= set(listed)
    window.contents.setCurrentRow(listed.index("Tegels"))
    assert window.page.textCursor().block().text() == "Tegels"
    window.close()


def test_words_are_found_round_and_round(window: Help) -> None:
    count = page("nl").casefold().count("herstelkopie")
    assert count >= 2
    QTest.keyClicks(window.search, "herstelkopie")
    first = window.page.textCursor().selectionStart()
    assert len(window.page.extraSelections()) == count
    assert window.count.text() == f"{count} plaatsen"
    seen = [first]
    for _turn in range(count):
        QTest.keyClick(window.search, Qt.Key.Key_Return)
        seen.append(window.page.textCursor().selectionStart())
    assert seen[:-1] == sorted(set(seen))
    assert seen[-1] == first
    window.find_previous()
    assert window.page.textCursor().selectionStart() == seen[-2]
    assert window.isVisible()
    window.search.setText("bestaatniet")
    assert not window.page.extraSelections()
    assert window.count.text() == "Niets gevonden."
    window.close()


def test_a_page_loads_nothing(qtbot: object) -> None:
    shown = text.GuidePage("# A\n\n![x](file:///etc/hostname) <b>b</b> [c](https://example.org)")
    kind = QTextDocument.ResourceType.ImageResource.value
    assert shown.loadResource(kind, QUrl("file:///etc/hostname")) is None
    assert not shown.openLinks()
    assert "<b>b</b>" in shown.toPlainText()
    shown.deleteLater()
