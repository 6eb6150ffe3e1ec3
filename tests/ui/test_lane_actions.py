"""Lanes and post-its in the window: from the menus, by keys, by what is pasted."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QClipboard, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Asset, Card, Scenario, Touchpoint
from cjm_desktop.model.starter import starting_records
from cjm_desktop.ui.main_window import MainWindow
from cjm_desktop.ui.panels.post_its import PostIts
from cjm_desktop.ui.windows import Windows


@pytest.fixture
def window(windows: Windows) -> MainWindow:
    journey = Journey(starting_records("nl", "Een jas", phases=("Kijk", "Koop")))
    scenario = journey.scenarios[0].id
    for phase, title in zip((0, 0, 1), ("Advertentie", "Review", "Mand"), strict=True):
        journey.apply(edits.add_touchpoint(journey, scenario, journey.phases[phase].id, title))
    made = windows.show_new(journey)
    settle()
    return made


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def kinds(window: MainWindow) -> list[str]:
    return [lane.kind for lane in window.document.journey.lanes if lane.visible]


def lane(window: MainWindow, kind: str) -> str:
    return next(n.id for n in window.document.journey.lanes if n.kind == kind)


def action(window: MainWindow, id: str) -> QAction:
    return window.actions_[id]


# -- lanes -------------------------------------------------------------------------------------------


def test_a_lane_of_a_kind_comes_below_the_selected_one_in_the_words_of_the_journey(
    window: MainWindow,
) -> None:
    window.view.select([lane(window, "actions")])
    action(window, "add_lane_frontstage").trigger()
    settle()
    shown = kinds(window)
    assert shown[shown.index("actions") + 1] == "frontstage"
    made = next(n for n in window.document.journey.lanes if n.kind == "frontstage")
    assert made.name == "Frontstage"
    assert window.view.selection == (made.id,)
    window.document.undo()
    assert "frontstage" not in kinds(window)


def test_a_second_road_is_not_added_but_a_hidden_one_shown(window: MainWindow) -> None:
    before = len(window.document.journey.lanes)
    action(window, "add_lane_road").trigger()
    assert len(window.document.journey.lanes) == before
    assert "already" in window.status.currentMessage()
    window.view.select([lane(window, "road")])
    action(window, "hide_lane").trigger()
    assert "road" not in kinds(window)
    action(window, "add_lane_road").trigger()
    assert "road" in kinds(window)
    assert len(window.document.journey.lanes) == before


def test_a_hidden_lane_is_shown_again_from_its_menu(window: MainWindow) -> None:
    id = lane(window, "thoughts")
    window.view.select([id])
    action(window, "hide_lane").trigger()
    settle()
    assert "thoughts" not in kinds(window)
    menu = window.actions_.menus["map/hidden"]
    menu.aboutToShow.emit()
    (entry,) = menu.actions()
    assert entry.text() == window.document.journey[id].name  # type: ignore[attr-defined]
    entry.trigger()
    settle()
    assert "thoughts" in kinds(window)
    menu.aboutToShow.emit()
    assert [a.isEnabled() for a in menu.actions()] == [False]
    assert window.document.undo_stack.index() == 2


def test_all_lanes_are_shown_in_one_step(window: MainWindow) -> None:
    action(window, "show_all_lanes").trigger()
    assert window.document.undo_stack.index() == 0
    before = kinds(window)
    for kind in ("thoughts", "pains"):
        window.view.select([lane(window, kind)])
        action(window, "hide_lane").trigger()
    action(window, "show_all_lanes").trigger()
    assert kinds(window) == before
    assert window.document.undo_stack.index() == 3


def test_lanes_move_by_keys_past_hidden_ones(window: MainWindow) -> None:
    before = kinds(window)
    first, second, third = before[1:4]
    window.document.edit(edits.update(window.document.journey, lane(window, second), visible=False), "hide")
    window.view.select([lane(window, first)])
    window.view.setFocus()
    settle()
    QTest.keyClick(window.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle()
    assert kinds(window)[1:3] == [third, first]
    QTest.keyClick(window.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle()
    assert kinds(window)[1:3] == [first, third]
    assert window.document.undo_stack.index() == 3


def test_what_needs_a_lane_is_offered_for_lanes_and_cards_only(window: MainWindow) -> None:
    def offered() -> list[bool]:
        return [action(window, id).isEnabled() for id in ("hide_lane", "lane_up", "lane_down")]

    assert offered() == [False] * 3
    window.view.select([lane(window, "pains")])
    assert offered() == [True] * 3
    window.view.select([window.document.journey.touchpoints[0].id])
    assert offered() == [False] * 3
    first = window.document.journey.touchpoints[0].id
    change = edits.add_card(
        window.document.journey, lane(window, "pains"), first, window.document.scenario, "Au"
    )
    window.document.edit(change, "add")
    window.view.select(change.after)
    assert offered() == [True, False, False]
    window.view.select([first])
    # With a touchpoint selected the same keys move it off its place, as they always did.
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert window.document.journey.touchpoints[0].dy > 0


# -- post-its ----------------------------------------------------------------------------------------


def strip_of(window: MainWindow) -> PostIts:
    action(window, "post_its").trigger()
    settle()
    strip = window.findChild(PostIts)
    assert isinstance(strip, PostIts)
    return strip


def titles(window: MainWindow) -> list[str]:
    return [t.title for t in window.document.journey.road(window.document.scenario)]


def test_post_its_become_touchpoints_one_after_another(window: MainWindow) -> None:
    window.view.setFocus()
    settle()
    QTest.keyClick(window.view, Qt.Key.Key_P)
    settle()
    strip = window.findChild(PostIts)
    assert isinstance(strip, PostIts)
    assert strip.line.hasFocus()
    for words in ("Etalage", "Verkoper"):
        QTest.keyClicks(strip.line, words)
        QTest.keyClick(strip.line, Qt.Key.Key_Return)
        settle()
    assert titles(window) == ["Advertentie", "Review", "Etalage", "Verkoper", "Mand"]
    assert window.document.undo_stack.index() == 2
    (selected,) = window.view.selection
    assert window.document.journey[selected].title == "Verkoper"  # type: ignore[attr-defined]
    assert strip.line.toPlainText() == ""
    QTest.keyClick(strip.line, Qt.Key.Key_Escape)
    settle()
    assert not strip.isVisible()
    assert window.view.hasFocus()


def test_post_its_become_cards_at_the_selected_touchpoint(window: MainWindow) -> None:
    mand = window.document.journey.touchpoints[2]
    window.view.select([mand.id])
    strip = strip_of(window)
    strip.lane.setCurrentIndex(strip.lane.findData(lane(window, "pains")))
    for words in ("Wachten", "Geen maat"):
        QTest.keyClicks(strip.line, words)
        QTest.keyClick(strip.line, Qt.Key.Key_Return)
    settle()
    cards = [c for c in window.document.journey.cards if c.lane == lane(window, "pains")]
    assert [(c.text, c.anchor) for c in cards] == [("Wachten", mand.id), ("Geen maat", mand.id)]
    assert isinstance(window.document.journey.get(window.view.selection[0]), Card)


def test_post_its_take_the_lane_of_what_is_selected(window: MainWindow) -> None:
    window.view.select([lane(window, "thoughts")])
    strip = strip_of(window)
    assert strip.lane.currentData() == lane(window, "thoughts")
    QTest.keyClicks(strip.line, "Hm")
    QTest.keyClick(strip.line, Qt.Key.Key_Return)
    (card,) = window.document.journey.cards
    assert card.anchor == window.document.journey.touchpoints[0].id


def test_pasted_lines_are_a_post_it_each_and_one_step(window: MainWindow) -> None:
    strip = strip_of(window)
    mime = QMimeData()
    mime.setText("Een\n\n  Twee \tdrie\r\nVier\n")
    strip.line.insertFromMimeData(mime)
    settle()
    assert titles(window) == ["Advertentie", "Review", "Een", "Twee drie", "Vier", "Mand"]
    assert window.document.undo_stack.index() == 1
    one = QMimeData()
    one.setText("maar een regel\n")
    strip.line.insertFromMimeData(one)
    assert strip.line.toPlainText() == "maar een regel"
    assert window.document.undo_stack.index() == 1


def test_nothing_typed_makes_nothing(window: MainWindow) -> None:
    strip = strip_of(window)
    QTest.keyClicks(strip.line, "   ")
    QTest.keyClick(strip.line, Qt.Key.Key_Return)
    assert window.document.undo_stack.index() == 0


def test_a_lane_that_is_hidden_is_not_offered(window: MainWindow) -> None:
    strip = strip_of(window)
    id = lane(window, "pains")
    assert strip.lane.findData(id) > 0
    window.document.edit(edits.update(window.document.journey, id, visible=False), "hide")
    assert strip.lane.findData(id) == -1


# -- pictures that are pasted ------------------------------------------------------------------------


def paste(window: MainWindow, mime: QMimeData) -> None:
    QApplication.clipboard().setMimeData(mime)
    action(window, "paste").trigger()
    settle()


def test_pasting_when_there_is_no_clipboard_says_so(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody has used the clipboard yet, Qt gives no data at all."""
    before = window.document.journey.copy()
    monkeypatch.setattr(QClipboard, "mimeData", lambda *_: None)
    action(window, "paste").trigger()
    assert window.status.currentMessage() == "There is nothing on the clipboard that can be pasted here."
    assert window.document.journey == before


def test_a_picture_of_the_clipboard_goes_on_the_selected_card_and_touchpoint(window: MainWindow) -> None:
    journey = window.document.journey
    first = journey.touchpoints[0].id
    change = edits.add_card(journey, lane(window, "pains"), first, window.document.scenario, "Pijn")
    window.document.edit(change, "add")
    (card,) = change.after
    image = QImage(3000, 60, QImage.Format.Format_RGB32)
    image.fill(0x2F6FA8)
    mime = QMimeData()
    mime.setImageData(image)
    window.view.select([card, first])
    paste(window, mime)
    (asset,) = journey.assets
    assert (asset.width, asset.height) == (1600, 32)
    assert {r.image for r in (journey.of(Card, card), journey.of(Touchpoint, first)) if r} == {asset.id}
    assert window.document.undo_stack.index() == 2
    paste(window, mime)
    assert len(journey.assets) == 1  # the same picture is kept once
    window.document.undo()
    assert len(journey.assets) == 0


def test_a_picture_file_is_checked_before_it_is_pasted(window: MainWindow, tmp_path: Path) -> None:
    journey = window.document.journey
    first = journey.touchpoints[0].id
    window.view.select([first])
    broken = tmp_path / "kapot.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\nniets")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(broken))])
    paste(window, mime)
    assert window.status.currentMessage()
    assert journey.assets == ()
    missing = QMimeData()
    missing.setUrls([QUrl.fromLocalFile(str(tmp_path / "weg.png"))])
    paste(window, missing)
    assert journey.assets == ()
    sound = tmp_path / "goed.png"
    QImage(20, 10, QImage.Format.Format_RGB32).save(str(sound))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(sound))])
    paste(window, mime)
    assert journey[first].image == journey.assets[0].id  # type: ignore[attr-defined]


def test_a_picture_without_a_place_says_so(window: MainWindow) -> None:
    mime = QMimeData()
    mime.setImageData(QImage(20, 10, QImage.Format.Format_RGB32))
    window.view.select(())
    paste(window, mime)
    assert "card or a touchpoint" in window.status.currentMessage()
    assert window.document.undo_stack.index() == 0


def test_post_its_at_a_selected_phase_are_as_wide_as_the_phase(window: MainWindow) -> None:
    phase = window.document.journey.phases[1]
    window.view.select([phase.id])
    strip = strip_of(window)
    strip.lane.setCurrentIndex(strip.lane.findData(lane(window, "pains")))
    QTest.keyClicks(strip.line, "Alles duurt lang")
    QTest.keyClick(strip.line, Qt.Key.Key_Return)
    settle()
    (card,) = window.document.journey.cards
    assert card.anchor == phase.id
    assert "Koop" in strip.place.text()


def test_a_picture_that_is_dropped_goes_on_what_lies_under_it(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "foto.jpg"
    QImage(20, 10, QImage.Format.Format_RGB32).save(str(file))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    first = window.document.journey.touchpoints[0].id
    item = window.view.map.item(first)
    assert item is not None

    def drop(point: QPointF) -> None:
        place = window.view.viewport().mapTo(window, window.view.mapFromScene(point))
        event = QDropEvent(
            QPointF(place),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        window.dropEvent(event)
        settle()

    drop(item.pos())
    assert window.document.journey[first].image  # type: ignore[attr-defined]
    assert window.view.selection == (first,)
    assert window.document.undo_stack.index() == 1
    row = next(row for row in window.view.map.layout.rows if row.kind == "actions")
    drop(QPointF(window.view.map.layout.side + 30, row.y + row.height / 2))
    assert "card or a touchpoint" in window.status.currentMessage()
    assert window.document.undo_stack.index() == 1


def test_post_its_in_a_joined_journey_go_to_the_part_of_what_is_selected(window: MainWindow) -> None:
    journey, document = window.document.journey, window.document
    first = document.scenario
    second = Scenario(id="sc_second", order="b0", name="Gebruik")
    document.edit(edits.add(journey, second), "add")
    document.edit(edits.add_touchpoint(journey, second.id, journey.phases[1].id, "Gebruikt"), "add")
    joined = Scenario(id="sc_joined", order="c0", name="Samen", joins=(first, second.id))
    document.edit(edits.add(journey, joined), "add")
    document.show_scenario(joined.id)
    settle()
    used = next(t for t in journey.touchpoints if t.title == "Gebruikt")
    window.view.select([used.id])
    strip = strip_of(window)
    strip.add(["Nog eens"])
    assert next(t for t in journey.touchpoints if t.title == "Nog eens").scenario == second.id
    strip.lane.setCurrentIndex(strip.lane.findData(lane(window, "pains")))
    strip.add(["Au"])
    (card,) = journey.cards
    assert card.scenario == second.id


def test_pictures_that_no_file_could_hold_are_refused(window: MainWindow) -> None:
    journey, document = window.document.journey, window.document
    first = journey.touchpoints[0].id
    large = Asset(
        id="as_0", media_type="image/png", data=bytes(6_499_999), width=9, height=9, sha256="a" * 64
    )
    for asset in (large, replace(large, id="as_1", sha256="b" * 64)):
        document.edit(edits.add(journey, asset), "add")
    mime = QMimeData()
    mime.setImageData(QImage(20, 10, QImage.Format.Format_RGB32))
    window.view.select([first])
    paste(window, mime)
    assert "MB" in window.status.currentMessage()
    assert journey[first].image is None  # type: ignore[attr-defined]
    document.edit(edits.delete(journey, ["as_0", "as_1"]), "delete")
    for i in range(50):
        change = edits.add(journey, replace(large, id=f"as_{i}", data=b"", sha256=f"{i:064}"))
        document.edit(change, "add")
    paste(window, mime)
    assert "50" in window.status.currentMessage()
    assert len(journey.assets) == 50


def test_a_photo_is_kept_small_and_a_replaced_picture_goes(window: MainWindow) -> None:
    journey = window.document.journey
    first = journey.touchpoints[0].id
    noise = random.Random(1).randbytes(3 * 1000 * 1000)
    window.view.select([first])
    mime = QMimeData()
    mime.setImageData(QImage(noise, 1000, 1000, 3000, QImage.Format.Format_RGB888))
    paste(window, mime)
    (photo,) = journey.assets
    assert photo.media_type == "image/jpeg"
    mime = QMimeData()
    mime.setImageData(QImage(20, 10, QImage.Format.Format_RGB32))
    paste(window, mime)
    (drawing,) = journey.assets
    assert (drawing.media_type, drawing.width) == ("image/png", 20)
