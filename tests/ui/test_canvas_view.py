"""What is seen: zoom, pinned headers, tiers, pictures, and what follows an edit."""

from __future__ import annotations

import gc
import struct
import sys
import zlib
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPointingDevice,
    QRegion,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cjm_desktop.layout.drawing import Group, Placed, Shape, Stroke
from cjm_desktop.layout.geometry import Rect, circle, line, rectangle
from cjm_desktop.layout.text import Style, block
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.records import Asset, Scenario
from cjm_desktop.ui.canvas import decorations, items, surface
from cjm_desktop.ui.canvas import painter as player

if TYPE_CHECKING:
    from .conftest import Editor


def wheel(editor: Editor, place: QPoint, turn: int, held: Qt.KeyboardModifier) -> None:
    viewport = editor.view.viewport()
    event = QWheelEvent(
        QPointF(place),
        QPointF(viewport.mapToGlobal(place)),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_ctrl_wheel_zooms_at_the_pointer(editor: Editor) -> None:
    place = editor.at(editor.touchpoint("Pay").id)
    before = editor.view.mapToScene(place)
    for _ in range(4):
        wheel(editor, place, 120, Qt.KeyboardModifier.ControlModifier)
    after = editor.view.mapToScene(place)
    assert editor.view.zoom > 1.5
    assert (after - before).manhattanLength() < 3
    for _ in range(60):
        wheel(editor, place, 120, Qt.KeyboardModifier.ControlModifier)
    assert editor.view.zoom == 4.0
    for _ in range(60):
        wheel(editor, place, -120, Qt.KeyboardModifier.ControlModifier)
    assert editor.view.zoom == 0.01


def test_the_wheel_scrolls_down_and_with_shift_sideways(editor: Editor) -> None:
    editor.view.set_zoom(3.0)
    x, y = editor.view.horizontalScrollBar().value(), editor.view.verticalScrollBar().value()
    wheel(editor, QPoint(300, 300), -120, Qt.KeyboardModifier.NoModifier)
    wheel(editor, QPoint(300, 300), -120, Qt.KeyboardModifier.ShiftModifier)
    assert editor.view.verticalScrollBar().value() == y + 60
    assert editor.view.horizontalScrollBar().value() == x + 60


def test_zoom_to_fit_and_to_the_selection(editor: Editor) -> None:
    seen: list[float] = []
    editor.view.zoom_changed.connect(seen.append)
    editor.view.zoom_to_fit()
    layout = editor.view.map.layout
    assert editor.view.visible.contains(QRectF(0, 0, layout.width, layout.height))
    assert -1 <= editor.view.mapFromScene(0, 0).y() <= 24, "the map does not begin at the top"
    editor.view.select([editor.touchpoint("Pay").id])
    editor.view.zoom_to_selection()
    assert editor.view.zoom == 2.0
    assert editor.view.visible.contains(editor.view.map.item(editor.touchpoint("Pay").id).sceneBoundingRect())
    editor.view.zoom_to_actual()
    assert editor.view.zoom == 1.0
    assert seen[-2:] == [2.0, 1.0]


def test_headers_and_names_stay_in_sight_and_can_be_clicked(editor: Editor) -> None:
    view = editor.view
    view.set_zoom(2.5)
    layout = view.map.layout
    column = next(c for c in layout.columns if c.touchpoint == editor.touchpoint("Pay").id)
    view.centerOn(column.centre, layout.height - 60)
    editor.settle()
    assert view.visible.top() > layout.top
    at = view.pinned
    assert at.dy == pytest.approx(view.visible.top())
    x = view.mapFromScene(QPointF(column.centre, 0)).x()
    editor.click(QPoint(x, 20))
    assert view.selection == (editor.phase("Buy").id,)
    # The header's colour is painted there, and not what lies under it.
    picture = view.viewport().grab().toImage()
    assert picture.pixelColor(x, 6).name().upper() == "#5A5FB0"
    row = next(row for row in layout.rows if row.kind == "owner")
    y = view.mapFromScene(QPointF(0, row.y + row.height / 2)).y()
    editor.click(QPoint(90, y))
    assert view.selection == (editor.lane("owner"),)


def test_only_items_whose_drawing_differs_are_touched(editor: Editor) -> None:
    scene = editor.view.map
    before = {item.key: item.placed for item in scene.map_items()}
    editor.view.attempt(lambda j: edits.rename(j, editor.touchpoint("Pay").id, "Pai"), "Rename")
    editor.settle()
    changed = {item.key for item in scene.map_items() if item.placed is not before.get(item.key)}
    assert editor.touchpoint("Pai").id in changed
    assert len(changed) < len(before) / 3


def test_items_come_and_go_with_the_records(editor: Editor) -> None:
    id = editor.touchpoint("Pay").id
    editor.view.attempt(lambda j: edits.delete(j, [id]), "Delete")
    editor.settle()
    assert editor.view.map.item(id) is None
    editor.document.undo()
    editor.settle()
    assert editor.view.map.item(id) is not None
    assert {i.key for i in editor.view.map.map_items()} == set(editor.view.map.layout.placed)


def test_the_minimap_moves_the_view(editor: Editor) -> None:
    editor.view.set_zoom(3.0)
    editor.view.centerOn(0, 0)
    editor.settle()
    minimap = editor.view.minimap
    assert minimap.isVisible()
    QTest.mouseClick(minimap, Qt.MouseButton.LeftButton, pos=minimap.rect().bottomRight() - QPoint(12, 12))
    layout = editor.view.map.layout
    assert editor.view.visible.contains(QPointF(layout.width - 20, layout.height - 20))
    editor.view.zoom_to_fit()
    assert not minimap.isVisible()


def test_the_overview_is_painted_when_nothing_can_be_read(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surface, "_MANY", 10)
    editor.view.set_zoom(0.3)
    assert editor.view.is_overview
    picture = editor.view.viewport().grab().toImage()
    header = editor.view.map.item(editor.phase("Buy").id)
    place = editor.view.mapFromScene(header.sceneBoundingRect().center() + QPointF(40, 0))
    assert picture.pixelColor(place).name().upper() == "#5A5FB0"
    assert editor.view.overview is not None
    editor.view.attempt(lambda j: edits.rename(j, editor.touchpoint("Pay").id, "Pai"), "Rename")
    editor.settle()
    editor.click(editor.touchpoint("Pai").id)
    assert editor.view.selection == (editor.touchpoint("Pai").id,)


def test_an_empty_map_says_what_to_do_next(empty_editor: Editor) -> None:
    view = empty_editor.view

    def inked() -> int:
        picture = view.viewport().grab(QRect(500, 620, 400, 140)).toImage()
        return sum(picture.pixelColor(x, y).lightness() < 150 for x in range(400) for y in range(140))

    with_hint = inked()
    empty_editor.press("Ctrl+Return")
    empty_editor.type_text("Start")
    empty_editor.press("Return")
    assert with_hint > inked() + 500  # the letters of the hint


def test_another_scenario_is_shown(editor: Editor) -> None:
    editor.click(editor.touchpoint("Pay").id)
    editor.view.attempt(lambda j: edits.add(j, Scenario(id="sc_other", name="Wish")), "Add scenario")
    editor.document.show_scenario("sc_other")
    editor.settle()
    assert editor.view.selection == ()
    assert editor.view.map.item(editor.touchpoint("Pay").id) is None


def test_none_keeps_its_references_over_a_thousand_repaints(editor: Editor) -> None:
    editor.view.viewport().repaint()
    gc.collect()  # what earlier tests left behind holds None too, and may go at any time
    before = sys.getrefcount(None)
    for _ in range(1000):
        editor.view.viewport().repaint()
    assert abs(sys.getrefcount(None) - before) < 300


def test_what_keys_reach_is_scrolled_into_sight_clear_of_the_headers(editor: Editor) -> None:
    view, layout = editor.view, editor.view.map.layout
    view.set_zoom(2.5)
    view.centerOn(layout.width, layout.height)
    down = view.visible.top()
    view.select([editor.phase("See").id], reveal=True)
    assert view.visible.top() == down  # a header is in sight at any height
    assert view.visible.left() <= layout.phases[0].x
    view.select([editor.touchpoint("Delivery").id], reveal=True)
    place = view.map.item(editor.touchpoint("Delivery").id).pos()
    assert view.visible.contains(place)
    assert place.y() > view.visible.top() + layout.top
    assert place.x() > view.visible.left() + layout.side


def test_a_pinch_zooms_at_the_fingers(editor: Editor) -> None:
    place = editor.at(editor.touchpoint("Pay").id)
    before = editor.view.mapToScene(place)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        QPointF(place),
        QPointF(place),
        QPointF(editor.view.viewport().mapToGlobal(place)),
        0.5,
        QPointF(),
    )
    QApplication.sendEvent(editor.view.viewport(), event)
    assert editor.view.zoom == pytest.approx(1.2)
    assert (editor.view.mapToScene(place) - before).manhattanLength() < 3


def test_a_drag_at_the_edge_scrolls(editor: Editor) -> None:
    view = editor.view
    view.set_zoom(2.5)
    view.reveal(editor.touchpoint("Advert").id)
    editor.press_at(editor.touchpoint("Advert").id)
    before = view.horizontalScrollBar().value()
    edge = QPoint(view.viewport().width() - 3, 300)
    editor.move_to(edge)
    QTest.qWait(150)
    assert view.horizontalScrollBar().value() > before
    editor.press("Esc")
    editor.release_at(edge)
    rested = view.horizontalScrollBar().value()
    QTest.qWait(100)
    assert view.horizontalScrollBar().value() == rested
    assert editor.steps == 0


def test_words_are_left_out_while_hundreds_of_cards_move(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surface, "_MANY", 5)
    editor.view.set_zoom(1.0)
    editor.view.scroll_by(QPoint(30, 0))
    assert not editor.view.map.detail.text
    QTest.qWait(150)
    assert editor.view.map.detail.text


def test_a_zoom_step_shows_the_last_frame_until_the_wheel_rests(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surface, "_SCALED_FROM", 5)
    painted: list[str] = []
    monkeypatch.setattr(items, "play", lambda *args, **options: painted.append("item"))
    editor.settle()
    wheel(editor, QPoint(300, 300), 120, Qt.KeyboardModifier.ControlModifier)
    painted.clear()
    wheel(editor, QPoint(300, 300), 120, Qt.KeyboardModifier.ControlModifier)
    editor.view.viewport().repaint()
    assert painted == []
    QTest.qWait(150)
    assert painted


def test_the_current_record_is_named_for_screen_readers(editor: Editor) -> None:
    editor.click(editor.touchpoint("Pay").id)
    assert editor.view.accessibleName() == "Journey map"
    assert editor.view.accessibleDescription() == "Pay"


# -- the player --------------------------------------------------------------------------------------


def painted(*drawing: Shape) -> QImage:
    image = QImage(60, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    player.paint_placed(painter, [Placed(5, 5, 0, drawing, rectangle(Rect(0, 0, 1, 1)))])
    painter.end()
    return image


@pytest.mark.usefixtures("qapp")
def test_shapes_are_filled_stroked_and_translucent() -> None:
    image = painted(
        Shape(rectangle(Rect(0, 0, 20, 20)), fill="#FF0000"),
        Shape(rectangle(Rect(0, 30, 20, 20)), fill="#000000", opacity=0.5),
        Shape(line(30, 10, 50, 10), stroke=Stroke("#0000FF", 6, dash=(6, 6))),
    )
    assert image.pixelColor(15, 15) == QColor("#FF0000")
    assert abs(image.pixelColor(15, 45).red() - 127) <= 1
    assert image.pixelColor(37, 15) == QColor("#0000FF")
    assert image.pixelColor(45, 15) == QColor("white")


@pytest.mark.usefixtures("qapp")
def test_a_sprite_looks_like_the_shapes_it_stands_for() -> None:
    shape = Shape(circle(0, 0, 12), fill="#2F6FA8", stroke=Stroke("#1F2933", 2))
    ops = player.prepare((Group((shape,), 20, 20, key="test/disc", role="disc"),))
    pictures = []
    for sprites in (False, True, True):
        image = QImage(60, 60, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(1.5, 1.5)
        player.play(painter, ops, sprites=sprites)
        painter.fillRect(QRectF(0, 0, 2, 2), Qt.GlobalColor.black)  # the painter is left where it was
        painter.end()
        pictures.append(image)
    plain, first, again = pictures
    assert first == again
    differences = [
        abs(QColor(plain.pixel(x, y)).green() - QColor(first.pixel(x, y)).green())
        for x in range(60)
        for y in range(60)
    ]
    assert max(differences) <= 3


def png(width: int, height: int, data: bytes | None = None) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\x00" + b"\xff\x00\x00" * width for _ in range(height)) if data is None else data
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def asset(data: bytes, width: int = 4, height: int = 4) -> Asset:
    return Asset(id="as_1", media_type="image/png", data=data, width=width, height=height, sha256="")


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"%PDF-1.4",
        b"",
        png(20000, 20000, b""),
    ],
    ids=["svg", "gif", "pdf", "empty", "bomb"],
)
@pytest.mark.usefixtures("qapp")
def test_only_sound_pictures_are_decoded(data: bytes) -> None:
    assert player.decoded(asset(data)) is None


@pytest.mark.usefixtures("qapp")
def test_a_png_is_decoded() -> None:
    image = player.decoded(asset(png(4, 4)))
    assert image is not None
    assert image.pixelColor(1, 1) == QColor("#FF0000")


def test_a_very_wide_map_fits_whole_and_at_the_top(editor: Editor) -> None:
    last = editor.touchpoint("Delivery")
    change = Change()
    later = editor.journey.copy()
    for i in range(300):
        one = edits.add_touchpoint(later, editor.document.scenario, last.phase, f"Step {i}")
        later.apply(one)
        change = change.then(one)
    editor.document.edit(change, "Add many")
    editor.view.zoom_to_fit()
    layout = editor.view.map.layout
    assert editor.view.visible.contains(QRectF(0, 0, layout.width, layout.height))
    assert -1 <= editor.view.mapFromScene(0, 0).y() <= 24


class Painted(QObject):
    """Remembers what is painted anew."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__()
        self.region = QRegion()
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


def test_the_ring_around_a_dragged_face_is_wiped_where_it_was(editor: Editor) -> None:
    face = editor.face("Basket")
    place = editor.at(face)
    editor.move_to(place, button=Qt.MouseButton.NoButton)
    editor.press_at(place)
    editor.move_to(place - QPoint(0, 30))
    editor.settle()
    item = editor.view.map.item(face)
    assert item is not None
    ring = decorations.mark_rect(item).adjusted(-6, -6, 6, 6)
    old = editor.view.mapFromScene(ring).boundingRect()
    painted = Painted(editor.view.viewport())
    editor.move_to(place - QPoint(0, 70))
    editor.settle()
    assert painted.region.intersected(old) == QRegion(old), "a part of the old ring stays on the screen"
    editor.release_at(place - QPoint(0, 70))


def test_a_selection_under_the_pinned_header_is_not_drawn_on_it(editor: Editor) -> None:
    view = editor.view
    view.resize(700, 500)
    view.set_zoom(1.0)
    advert = editor.touchpoint("Shop window").id
    item = view.map.item(advert)
    assert item is not None
    top = view.map.layout.top
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + view.mapFromScene(item.pos()).y())
    view.scroll_by(QPoint(0, -round(top)))  # the disc's middle is at the edge of the header
    editor.settle()
    header = QRect(4, 4, view.viewport().width() - 8, round(top) - 8)  # inside the frame of the focus
    assert view.pinned.dy > 0
    before = view.viewport().grab(header).toImage()
    view.select([advert])
    editor.settle()
    assert view.viewport().grab(header).toImage() == before
    assert decorations.mark_rect(item).top() < view.visible.top() + top, "the ring would reach the header"


def test_the_mark_of_a_face_is_round(editor: Editor) -> None:
    item = editor.view.map.item(editor.face("Pay"))
    assert item is not None
    assert decorations.mark_of(item.placed)[1]


@pytest.mark.parametrize("scale", [1.0, 2.0, 5.0])
def test_letters_of_any_size_are_painted(qapp: QApplication, scale: float) -> None:
    image = QImage(1200, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(scale, scale)
    player.paint_drawing(painter, block("Een jas", Style("bold", 34, "#000000"), 800).lines)
    painter.end()
    inked = sum(image.pixelColor(x, y).lightness() < 100 for x in range(0, 1200, 4) for y in range(0, 300, 4))
    assert inked > 30 * scale


def test_the_mark_of_a_side_road_follows_its_legs(editor: Editor) -> None:
    pay, advert = editor.touchpoint("Pay"), editor.touchpoint("Advert")
    editor.document.edit(edits.connect(editor.journey, pay.id, advert.id), "Lay road")
    editor.settle()
    (road,) = editor.journey.connections
    item = editor.view.map.item(road.id)
    assert item is not None
    bounds = item.sceneBoundingRect()
    leg = editor.view.mapFromScene(QPointF(bounds.right(), bounds.center().y())) - QPoint(12, 0)
    around = QRect(leg - QPoint(14, 2), leg + QPoint(30, 2))
    plain = editor.view.viewport().grab(around).toImage()
    editor.view.select([road.id])
    editor.settle()
    assert editor.view.viewport().grab(around).toImage() != plain
    assert decorations.mark_rect(item).contains(bounds)
