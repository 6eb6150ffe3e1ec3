"""The tabs at the right: insights and actions, owners, evidence, comments; clicked, edited, undone, copied."""

import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from cjm_desktop import settings
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, Channel, Comment, Evidence, Owner
from cjm_desktop.model.starter import starting_records
from cjm_desktop.ui import text
from cjm_desktop.ui.canvas import comment_marks
from cjm_desktop.ui.main_window import MainWindow
from cjm_desktop.ui.panels import following
from cjm_desktop.ui.panels.comments import CommentsPanel, when
from cjm_desktop.ui.panels.insights import ActionList, InsightsSide
from cjm_desktop.ui.panels.owners import EvidenceList, OwnerList
from cjm_desktop.ui.panels.rows import Row, RowGroup, RowList, broken
from cjm_desktop.ui.windows import Windows


def coat() -> Journey:
    """Three touchpoints with an owner on the first, a pain on the second, an action that is late on the third."""
    journey = Journey(
        [
            *starting_records("en", "A coat", phases=("See", "Buy")),
            Owner(id="ow_l", name="Logistics", department="Warehouse"),
            Owner(id="ow_m", order="a1", name="Marketing"),
            Evidence(id="ev_i", kind="interview", source="8 talks", n=8, date="2024-01-10"),
            Evidence(id="ev_a", kind="assumption", source="team"),
        ]
    )
    scenario, lanes = journey.scenarios[0].id, {n.kind: n.id for n in journey.lanes}
    for phase, title in zip((0, 0, 1), ("Advert", "Review", "Basket"), strict=True):
        journey.apply(edits.add_touchpoint(journey, scenario, journey.phases[phase].id, title))
    first, second, third = (t.id for t in journey.touchpoints)
    journey.apply(edits.update(journey, first, owner="ow_l", evidence=("ev_i",)))
    journey.apply(edits.update(journey, third, moment_of_truth="second", evidence=("ev_a",)))
    journey.apply(edits.add_card(journey, lanes["pains"], second, scenario, "Fake reviews", severity=3))
    journey.apply(
        edits.add_card(
            journey,
            lanes["opportunities"],
            third,
            scenario,
            "=Buy as a guest",
            status="doing",
            due="2026-11-01",
            owner="ow_m",
            quick_win=True,
        )
    )
    return journey


@pytest.fixture
def window(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(following, "today", lambda: datetime.date(2026, 11, 22))
    made = windows.show_new(coat())
    settle()
    return made


def settle() -> None:
    for _ in range(6):
        QApplication.processEvents()
    QTest.qWait(80)


def words(rows: RowList) -> list[str]:
    return [row.words for group in rows.groups for row in (group.head, *group.rows)]


def seconds(rows: RowList) -> dict[str, str]:
    return {row.words: f"{row.late}|{row.second}" for group in rows.groups for row in group.rows}


def click(rows: RowList, name: str) -> None:
    row = next(r for g in rows.groups for r in (g.head, *g.rows) if name in (r.words, r.key))
    rows.scrollToItem(rows._items[row.key])
    place = rows.rect_of(row.key)
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.left() + 60, place.center().y())
    )
    settle()


def actions(window: MainWindow) -> ActionList:
    window.actions_["show_insights"].trigger()
    settle()
    side = window.right.panel("insights")
    assert isinstance(side, InsightsSide)
    panel = side.open("actions")
    assert isinstance(panel, ActionList)
    settle()
    return panel


def card(window: MainWindow, name: str) -> Card:
    return next(c for c in window.document.journey.cards if c.text == name)


def comments(window: MainWindow) -> CommentsPanel:
    window.actions_["add_comment"].trigger()
    settle()
    panel = window.right.panel("comments")
    assert isinstance(panel, CommentsPanel)
    return panel


# -- tabs ------------------------------------------------------------------------------------------


def test_tabs_are_made_when_they_are_opened(window: MainWindow) -> None:
    assert window.right.ids[:3] == ("properties", "insights", "comments")
    assert window.right.made("insights") is None
    bar = window.right.bar
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    assert window.right.made("insights") is not None
    assert window.right.current == "insights"
    window.actions_["journey_info"].trigger()
    assert window.right.current == "properties"


def test_a_tab_of_another_is_added_and_taken_away(window: MainWindow) -> None:
    label = text.PlainLabel("Differences")
    window.right.add("differences", "A & B", lambda: label)
    assert window.right.open("differences") is label
    assert label.isVisible()
    window.right.remove("differences")
    assert "differences" not in window.right.ids
    assert window.right.current in window.right.ids
    with pytest.raises(KeyError):
        window.right.open("differences")


# -- insights and actions --------------------------------------------------------------------------


def test_the_list_groups_by_status_and_marks_what_is_late(window: MainWindow) -> None:
    panel = actions(window)
    assert words(panel.list) == ["Being done", "=Buy as a guest", "Pains without an answer", "Fake reviews"]
    late, second = seconds(panel.list)["=Buy as a guest"].split("|")
    assert late == "Overdue: 1 November 2026"
    assert second == "quick win · Basket · Marketing"


def test_a_click_goes_to_the_card_and_its_fields_are_edited_in_place(window: MainWindow) -> None:
    panel = actions(window)
    click(panel.list, "=Buy as a guest")
    mine = card(window, "=Buy as a guest").id
    assert window.view.selection == (mine,)
    assert window.right.current == "insights"
    assert panel.strip.isVisible()
    field = panel.strip.due.input.focusProxy()
    assert field is not None
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, "2026-12-24")
    settle()
    assert card(window, "=Buy as a guest").due == "2026-12-24"
    assert "by 24 December 2026" in seconds(panel.list)["=Buy as a guest"]
    panel.strip.status.input.edited.emit("done")
    settle()
    assert words(panel.list)[0] == "Done"
    window.document.undo()
    window.document.undo()
    settle()
    assert card(window, "=Buy as a guest").due == "2026-11-01"


def test_a_wrong_date_is_said_and_nothing_is_changed(window: MainWindow) -> None:
    panel = actions(window)
    click(panel.list, "=Buy as a guest")
    panel.strip.due.input.edited.emit("tomorrow")
    assert "tomorrow" in panel.strip.due._error.text()
    assert card(window, "=Buy as a guest").due == "2026-11-01"


def test_an_action_is_made_from_a_pain(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = actions(window)
    click(panel.list, "Fake reviews")
    assert not panel.strip.status.isVisible()  # what answers a pain has a status, not the pain
    monkeypatch.setattr(text, "ask_name", lambda *a, **k: "Check reviews")
    QTest.mouseClick(panel.strip.act, Qt.MouseButton.LeftButton)
    settle()
    made = card(window, "Check reviews")
    assert made.answers == (card(window, "Fake reviews").id,)
    assert made.anchor == card(window, "Fake reviews").anchor
    assert window.view.selection == (made.id,)
    assert "Pains without an answer" not in words(panel.list)
    assert panel.list.current_row is not None
    assert panel.list.current_row.key == made.id
    window.document.undo()
    settle()
    assert "Pains without an answer" in words(panel.list)


def test_an_action_over_several_touchpoints_names_both_ends(window: MainWindow) -> None:
    mine = card(window, "=Buy as a guest")
    first = window.document.journey.touchpoints[0].id
    window.document.edit(edits.update(window.document.journey, mine.id, anchor=first, span=3, impact=4), "x")
    panel = actions(window)
    assert "Advert to Basket · Marketing · impact 4" in seconds(panel.list)["=Buy as a guest"]


def test_an_insight_goes_where_the_selection_is(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    basket = next(t.id for t in window.document.journey.touchpoints if t.title == "Basket")
    window.view.select([basket])
    monkeypatch.setattr(text, "ask_name", lambda *a, **k: "Accounts frighten")
    window.actions_["add_insight"].trigger()
    settle()
    made = card(window, "Accounts frighten")
    assert made.anchor == basket
    panel = actions(window)
    assert "no action yet" in seconds(panel.list)["Accounts frighten"]
    monkeypatch.setattr(text, "ask_name", lambda *a, **k: "Guest checkout")
    panel.list.make_current(made.id)
    panel.add_action()
    settle()
    assert "1 action" in seconds(panel.list)["Accounts frighten"]


def test_filters_of_the_list(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = actions(window)
    for which, shown in (("overdue", 1), ("quick", 1), ("done", 0), ("doing", 1), ("idle", 0)):
        panel.which.combo.setCurrentIndex([o[0] for o in panel.which._options or ()].index(which))
        panel.which.combo.activated.emit(panel.which.combo.currentIndex())
        entries = [r for g in panel.list.groups for r in g.rows if g.head.key != "group:pains"]
        assert len(entries) == shown, which
    window.view.select([window.document.journey.touchpoints[0].id])
    monkeypatch.setattr(text, "ask_name", lambda *a, **k: "Seen at once")
    panel.which.show_value("done")
    panel.refresh()
    panel.add_insight()
    assert panel.list.current_row is not None
    assert panel.list.current_row.words == "Seen at once"
    window.document.undo()
    panel.who.show_value("ow_l")
    panel.refresh()
    assert words(panel.list) == []
    assert panel._nothing.isVisible()


def test_the_list_is_copied_as_a_table_that_runs_nothing(window: MainWindow) -> None:
    panel = actions(window)
    QTest.mouseClick(panel.copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [len(line.split("\t")) for line in lines] == [11, 11, 11]
    assert lines[1].split("\t")[:6] == [
        "Action",
        " =Buy as a guest",
        "Being done",
        "Marketing",
        "2026-11-01",
        "yes",
    ]
    assert lines[2].startswith("Pain\tFake reviews\t")


def test_a_card_in_a_hidden_lane_is_told_of(window: MainWindow) -> None:
    journey = window.document.journey
    lane = next(n for n in journey.lanes if n.kind == "opportunities")
    window.document.edit(edits.update(journey, lane.id, visible=False), "Hide")
    panel = actions(window)
    click(panel.list, "=Buy as a guest")
    assert lane.name in window.status.currentMessage()


# -- owners and evidence ---------------------------------------------------------------------------


def test_owners_with_what_is_theirs(window: MainWindow) -> None:
    actions(window)
    side = window.right.panel("insights")
    assert isinstance(side, InsightsSide)
    panel = side.open("owners")
    assert isinstance(panel, OwnerList)
    settle()
    assert words(panel.list) == [
        *("Nobody's yet", "Review", "Basket"),
        *("Logistics", "Advert"),
        *("Marketing", "=Buy as a guest"),
    ]
    click(panel.list, "Review")
    review = next(t for t in window.document.journey.touchpoints if t.title == "Review")
    assert window.view.selection == (review.id,)
    assert window.right.current == "properties"  # the field that is missing is there
    side_focus = window.focusWidget()
    row = window.inspector.form("touchpoint").row_of("owner")
    assert row is not None
    assert side_focus is not None
    assert row.isAncestorOf(side_focus)
    window.right.open("insights")
    click(panel.list, "Logistics")
    assert window.inspector.ids == ("ow_l",)
    panel.copy_list()
    assert "Logistics\tWarehouse\tAccountable\tAdvert" in QGuiApplication.clipboard().text()


def test_evidence_with_what_rests_on_it(window: MainWindow) -> None:
    actions(window)
    side = window.right.panel("insights")
    assert isinstance(side, InsightsSide)
    panel = side.open("evidence")
    assert isinstance(panel, EvidenceList)
    settle()
    assert words(panel.list)[:3] == ["Matters, and rests on no customer", "Basket", "Fake reviews"]
    heads = {g.head.words: g.head for g in panel.list.groups}
    assert heads["8 talks"].late == "Older than 18 months: 10 January 2024"
    assert heads["8 talks"].second == "Interview · n = 8 · 1 place rests on it"
    panel.copy_list()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert "8 talks\tInterview\t2024-01-10\t8\tyes\tAdvert" in lines
    assert panel.list.groups[-1].is_folded
    click(panel.list, "8 talks")  # a group without a place unfolds
    assert panel.list._items["ev_i"].isExpanded()
    click(panel.list, "ev_i:open")
    assert window.inspector.ids == ("ev_i",)


# -- comments --------------------------------------------------------------------------------------


def test_a_comment_on_what_is_selected(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(*_args: object, **_more: object) -> str:
        asked.append("name")
        return "Eva <b>"

    monkeypatch.setattr(text, "ask_name", ask)
    basket = next(t.id for t in window.document.journey.touchpoints if t.title == "Basket")
    window.view.select([basket])
    panel = comments(window)
    assert "Basket" in panel._on.text()
    assert window.focusWidget() is panel.field
    assert not panel.put.isEnabled()
    QTest.keyClicks(panel.field, "Is this true?")
    QTest.mouseClick(panel.put, Qt.MouseButton.LeftButton)
    settle()
    assert window.focusWidget() is panel.field  # not the map, where letters are commands
    (made,) = window.document.journey.comments
    assert (made.anchor, made.author, made.text, made.resolved) == (basket, "Eva <b>", "Is this true?", False)
    assert made.time is not None
    assert made.time.endswith("Z")
    assert panel.field.toPlainText() == ""
    QTest.keyClicks(panel.field, "Second")
    QTest.keyClick(panel.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert len(window.document.journey.comments) == 2
    assert asked == ["name"]  # once
    assert settings.load().author == "Eva <b>"
    assert words(panel.list)[0] == "Basket"
    assert set(words(panel.list)[1:]) == {"Is this true?", "Second"}


def commented(window: MainWindow) -> CommentsPanel:
    basket = next(t.id for t in window.document.journey.touchpoints if t.title == "Basket")
    for i, (anchor, said) in enumerate(((basket, "Later"), ("info", "Whole"))):
        made = Comment(id=f"cm_{i}", anchor=anchor, author="Bo", text=said, time=f"2026-11-2{i}")
        window.document.edit(edits.add(window.document.journey, made), "Add comment")
    window.actions_["show_comments"].trigger()
    settle()
    panel = window.right.panel("comments")
    assert isinstance(panel, CommentsPanel)
    return panel


def test_a_comment_is_put_on_what_may_have_one(window: MainWindow) -> None:
    document = window.document
    document.edit(edits.add(document.journey, Channel(id="ch_1", name="Shop")), "Add channel")
    basket = next(t.id for t in document.journey.touchpoints if t.title == "Basket")
    panel = comments(window)
    window.view.select([basket, "ch_1"])
    assert panel.anchor == basket
    window.view.select(["ch_1"])
    assert panel.anchor == "info"


def test_comments_are_resolved_opened_again_and_deleted(window: MainWindow) -> None:
    panel = commented(window)
    assert words(panel.list) == ["A coat", "Whole", "Basket", "Later"]
    click(panel.list, "Later")
    assert window.view.selection == (window.document.journey.touchpoints[2].id,)
    QTest.mouseClick(panel.resolve, Qt.MouseButton.LeftButton)
    settle()
    assert words(panel.list) == ["A coat", "Whole"]
    assert window.focusWidget() is panel.list
    QTest.mouseClick(panel.resolved, Qt.MouseButton.LeftButton, pos=QPoint(10, panel.resolved.height() // 2))
    settle()
    assert "Later" in words(panel.list)
    panel.list.make_current("cm_0")
    QTest.mouseClick(panel.change, Qt.MouseButton.LeftButton)
    assert window.inspector.ids == ("cm_0",)
    row, focus = window.inspector.form("comment").row_of("text"), window.focusWidget()
    assert row is not None
    assert focus is not None
    assert row.isAncestorOf(focus)
    window.actions_["show_comments"].trigger()
    assert panel.resolve.text() == "Reopen"
    panel.resolve_current()
    assert not window.document.journey["cm_0"].resolved  # type: ignore[attr-defined]
    settle()
    panel.list.make_current("cm_0")
    QTest.mouseClick(panel.delete, Qt.MouseButton.LeftButton)
    assert "cm_0" not in window.document.journey
    window.document.undo()
    assert "cm_0" in window.document.journey


def test_open_comments_are_marked_on_the_map_and_resolved_ones_are_not(window: MainWindow) -> None:
    def picture() -> object:
        settle()
        return window.view.grab().toImage()

    window.resize(1440, 900)  # the touchpoint is in sight
    before = picture()
    commented(window)
    assert comment_marks.waiting(window.document.journey)[window.document.journey.touchpoints[2].id] == 1
    marked = picture()
    assert marked != before
    window.document.edit(edits.update(window.document.journey, "cm_0", resolved=True), "Resolve")
    assert picture() == before


def test_a_comment_on_the_journey_opens_its_properties(window: MainWindow) -> None:
    panel = commented(window)
    click(panel.list, "Whole")
    assert window.right.current == "properties"
    assert window.inspector.ids == ()


def test_times_of_comments(window: MainWindow) -> None:
    assert when(None) == ""
    assert when("2026-11-22") == "22 November 2026"
    assert when("2026-13-45") == "2026-13-45"
    assert when("2026-11-22T14:05:00") == "22 November 2026, 14:05"


# -- the list itself -------------------------------------------------------------------------------


def test_words_break_and_the_last_line_is_cut_off(qapp: QApplication) -> None:
    font = qapp.font()
    lines = broken("one two three four five six seven eight nine ten", font, 60, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert broken("short", font, 400, 3) == ["short"]
    assert "".join(broken("😀" * 40, font, 80, 60)) == "😀" * 40
    assert broken("", font, 80, 2) == []


def test_rows_keep_their_folds_and_the_cursor(qtbot: object) -> None:
    rows = RowList("Test")
    groups = [RowGroup(Row("g", "Group"), (Row("a", "A"), Row("b", "B")))]
    rows.fill(groups)
    rows.make_current("b")
    rows._items["g"].setExpanded(False)
    rows.fill([RowGroup(Row("g", "Group"), (Row("a", "A"), Row("b", "B"), Row("c", "C")))])
    assert not rows._items["g"].isExpanded()
    assert rows.current_row == Row("b", "B")
    rows.fill([])
    assert rows.current_row is None
    rows.deleteLater()


def test_every_field_of_the_panels_has_a_name_and_a_key_reaches_it(window: MainWindow) -> None:
    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView)

    def nameless(part: QWidget) -> list[str]:
        out = []
        for kind in kinds:
            for widget in part.findChildren(kind):
                named = widget.accessibleName() or (
                    widget.text() if isinstance(widget, QAbstractButton) else ""
                )
                inside = isinstance(widget.parent(), QComboBox | QLineEdit | QTabBar)
                of_list = widget.window() is not window  # a combo box's own list
                if not named and not inside and not of_list and widget.isVisibleTo(window):
                    out.append(type(widget).__name__)
                if widget.isVisibleTo(window) and not inside and not of_list:
                    assert widget.focusPolicy() != Qt.FocusPolicy.NoFocus, named
        return out

    panel = actions(window)
    panel.list.make_current(card(window, "=Buy as a guest").id)
    settle()
    assert nameless(window.right) == []
    side = window.right.panel("insights")
    assert isinstance(side, InsightsSide)
    for id in ("owners", "evidence"):
        side.open(id)
        settle()
        assert nameless(window.right) == []
    comments(window)
    assert nameless(window.right) == []
    window.actions_["show_steps"].trigger()
    steps = window.left.panel("steps")
    for id in ("steps", "questions", "review"):
        steps.open(id)  # type: ignore[attr-defined]
        settle()
        assert nameless(window.left) == []
    assert nameless(window.sides.filter_bar) == []
