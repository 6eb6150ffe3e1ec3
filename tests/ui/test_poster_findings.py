"""The list of findings and the choice of what makes a poster readable, by real clicks and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from cjm_desktop.layout.finding import Finding, Remedy
from cjm_desktop.layout.readable import Proposal
from cjm_desktop.model import progress
from cjm_desktop.model.problems import refusal
from cjm_desktop.model.records import PosterSettings
from cjm_desktop.ui.dialogs.poster_check import place_on_page
from cjm_desktop.ui.dialogs.poster_findings import FindingList, counted
from cjm_desktop.ui.dialogs.readable_choice import ReadableChoice
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.posters import lay_out
from tests.ui.conftest import small_journey

LEFT = Qt.MouseButton.LeftButton
MENDED = PosterSettings(margin=10.0)
FOUND = (
    Finding("missing-character", "error", "No font has <b>U+1F9E5</b> & more", "tp_1", 0),
    Finding("near-edge", "warning", "Too near", "part:footer", 1, Remedy("Make the margin 10 mm", MENDED)),
    Finding("small-text", "warning", "8% is small"),
    Finding("tiles", "note", "12 sheets"),
)


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[FindingList]:
    made = FindingList()
    made.resize(400, 500)
    made.show()
    made.show_findings(FOUND)
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()


def key_of(shown: FindingList, index: int) -> str:
    rows = [row for group in shown.list.groups for row in group.rows]
    return rows[index].key


def click(shown: FindingList, index: int) -> None:
    place = shown.list.rect_of(key_of(shown, index)).center()
    QTest.mouseClick(shown.list.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)


def test_findings_stand_by_severity_as_plain_text(shown: FindingList) -> None:
    groups = shown.list.groups
    assert [(group.head.sign, [row.words for row in group.rows]) for group in groups] == [
        ("1", ["No font has <b>U+1F9E5</b> & more"]),
        ("2", ["Too near", "8% is small"]),
        ("1", ["12 sheets"]),
    ]
    assert len({row.icon for group in groups for row in group.rows}) == 3
    assert not shown.nothing.isVisible()
    assert shown.findings == FOUND
    assert counted(FOUND) == "1 error · 2 warnings"
    assert counted(FOUND[3:]) == ""


def test_a_click_leads_to_the_place(shown: FindingList) -> None:
    went: list[tuple[str, int]] = []
    shown.jumped.connect(lambda place, sheet: went.append((place, sheet)))
    for index in range(3):
        click(shown, index)
    QTest.keyClick(shown.list, Qt.Key.Key_Return)
    assert went == [("tp_1", 0), ("part:footer", 1), ("", -1), ("", -1)]


def test_what_would_help_is_offered_for_the_current_one(shown: FindingList) -> None:
    asked: list[object] = []
    shown.remedied.connect(asked.append)
    assert not shown.remedy.isVisible()
    click(shown, 1)
    assert shown.remedy.isVisible()
    assert shown.remedy.text() == "Make the margin 10 mm"
    QTest.mouseClick(shown.remedy, LEFT)
    assert asked == [MENDED]
    click(shown, 2)
    assert not shown.remedy.isVisible()


def test_without_findings_that_is_said(shown: FindingList) -> None:
    click(shown, 1)
    shown.show_findings(())
    assert shown.nothing.isVisible()
    assert not shown.list.isVisible()
    assert not shown.remedy.isVisible()
    shown.show_findings(FOUND * 2)  # the same twice has two rows
    assert len(shown.findings) == 8


def test_larger_letters_can_be_asked_for(shown: FindingList) -> None:
    asked: list[bool] = []
    shown.readable_wanted.connect(lambda: asked.append(True))
    QTest.mouseClick(shown.readable, LEFT)
    assert asked == [True]


# -- larger letters ------------------------------------------------------------------------------------


def proposal(change: str, paper: str, reaches: bool = True) -> Proposal:
    return Proposal(
        "paper", change, "24 pt, reads from 1.1 m", PosterSettings(paper=paper), 24.0, 1.1, reaches
    )


class Finder:
    """Gives proposals and remembers from how far it was asked for them."""

    def __init__(self, *given: Proposal) -> None:
        self.given: Sequence[Proposal] = given
        self.asked: list[float] = []

    def __call__(self, metres: float) -> Sequence[Proposal]:
        self.asked.append(metres)
        return self.given


def until(is_so: Callable[[], bool]) -> bool:
    """Let the window live until something is so; false when it is not within two seconds."""
    for _turn in range(200):
        if is_so():
            return True
        QTest.qWait(10)
    return is_so()


def opened(finder: Finder, metres: float = 1.5) -> ReadableChoice:
    made = ReadableChoice(None, finder, metres)
    made.show()
    assert until(lambda: bool(finder.asked))
    QTest.qWait(20)
    return made


def use(choice: ReadableChoice) -> object:
    role = QDialogButtonBox.ButtonRole.AcceptRole
    return next(b for b in choice.buttons.buttons() if choice.buttons.buttonRole(b) == role)


def test_a_way_is_taken(qapp: QApplication) -> None:
    choice = opened(Finder(proposal("A0 instead of A1", "A0"), proposal("Roll", "Roll 914")))
    assert [group.head.words for group in choice.list.groups] == ["A0 instead of A1", "Roll"]
    assert "1.5 m" in choice.says.text()
    QTest.keyClick(choice.list, Qt.Key.Key_Down)
    QTest.mouseClick(use(choice), LEFT)  # type: ignore[call-overload]
    assert choice.chosen == PosterSettings(paper="Roll 914")
    choice.deleteLater()


def test_another_distance_is_looked_for(qapp: QApplication) -> None:
    finder = Finder(proposal("A0 instead of A1", "A0"))
    choice = opened(finder, 0.7)
    choice.distance.combo.setFocus()
    QTest.keyClick(choice.distance.combo, Qt.Key.Key_Down)
    assert until(lambda: len(finder.asked) == 2)
    assert finder.asked == [0.7, 1.0]
    QTest.keyClick(choice, Qt.Key.Key_Escape)
    assert choice.chosen is None
    choice.deleteLater()


@pytest.mark.parametrize("given", [(), (proposal("All of it", "2A0", reaches=False),)])
def test_it_says_when_nothing_is_enough(qapp: QApplication, given: tuple[Proposal, ...]) -> None:
    choice = opened(Finder(*given))
    assert "1.5 m" in choice.says.text()
    assert use(choice).isEnabled() == bool(given)  # type: ignore[attr-defined]
    choice.reject()
    choice.deleteLater()


def test_what_can_not_be_laid_out_is_told(qapp: QApplication) -> None:
    class Failing(Finder):
        def __call__(self, metres: float) -> Sequence[Proposal]:
            super().__call__(metres)
            raise refusal("unknown-record")

    choice = opened(Failing())
    assert "no longer" in choice.says.text()
    choice.reject()
    choice.deleteLater()


def test_closing_breaks_the_search_off(qapp: QApplication) -> None:
    ended: list[str] = []

    class Endless(Finder):
        def __call__(self, metres: float) -> Sequence[Proposal]:
            super().__call__(metres)
            try:
                while True:
                    progress.step()
            except progress.Cancelled:
                ended.append("cancelled")
                raise

    finder = Endless()
    choice = ReadableChoice(None, finder)
    choice.show()
    QTimer.singleShot(100, choice.reject)
    assert until(lambda: bool(ended))
    assert choice.chosen is None
    choice.deleteLater()


def test_what_holds_for_the_whole_poster_is_on_its_first_page() -> None:
    poster = lay_out(Document.new(small_journey()), PosterSettings(paper="A1", tiles="A4"))
    first = next(i for i, page in enumerate(poster.pages) if page.sheet is poster.sheets[0])
    assert len(poster.pages) > first + 4
    found = place_on_page(poster, "", -1)
    assert found is not None
    assert found[0] == first
