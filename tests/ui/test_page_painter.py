"""Pages by QPainter: the whole, a window of it, a part of it, and what lies under and over it."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from cjm_desktop import resources
from cjm_desktop.formats import cjm
from cjm_desktop.frozen import replace
from cjm_desktop.layout import pages, theme
from cjm_desktop.layout.drawing import Shape, Stroke
from cjm_desktop.layout.geometry import Rect, line, polyline, rectangle
from cjm_desktop.layout.pieces import pieces_of
from cjm_desktop.layout.placement import Page, Sheet, View
from cjm_desktop.layout.sheets import compose
from cjm_desktop.ui.canvas.page_painter import PagePainter, paint_sheet
from cjm_desktop.ui.canvas.painter import paint_placed, prepare, with_steady_dashes

SCALE = 1.5
#: Coverage of a pixel is computed from where a picture begins: it may differ by so many of 255.
ROUNDING = 4


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    journey, _fingerprint = cjm.load(resources.path("examples", "noorderlicht.cjm"))
    return compose(journey, View(journey.scenarios[0].id), theme.load("standard"), "A3", "landscape")


def blank(page: Page, colour: str = "#FFFFFF") -> QImage:
    image = QImage(round(page.width * SCALE), round(page.height * SCALE), QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def painted(page: Page, within: Rect | None = None) -> QImage:
    image = blank(page)
    painter = QPainter(image)
    painter.scale(SCALE, SCALE)
    PagePainter(page).paint(painter, within)
    painter.end()
    return image


def difference(one: QImage, other: QImage, *, share: bool = False) -> float:
    """The largest difference of two pictures, of 255; or the share of pixels that differ by more than ROUNDING."""
    images = [
        Image.frombytes("RGBA", (i.width(), i.height()), bytes(i.constBits()), "raw", "BGRA").convert("RGB")
        for i in (one, other)
    ]
    found = ImageChops.difference(*images)
    if not share:
        return max(i for band in found.split() for i, count in enumerate(band.histogram()) if count)
    return sum(found.convert("L").histogram()[ROUNDING:]) / (one.width() * one.height())


def test_a_whole_page_is_the_sheet_on_white(sheet: Sheet, qapp: QApplication) -> None:
    whole = painted(pages.whole(sheet))
    expected = blank(pages.whole(sheet))
    painter = QPainter(expected)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SCALE, SCALE)
    paint_placed(painter, sheet.placed.values())
    painter.translate(*sheet.map_origin)
    painter.scale(sheet.scale, sheet.scale)
    paint_placed(painter, sheet.map.placed.values())
    painter.end()
    assert difference(whole, expected, share=True) < 2e-4  # dashes are made otherwise
    assert whole != blank(pages.whole(sheet))


def test_parts_painted_one_after_the_other_are_the_whole(sheet: Sheet, qapp: QApplication) -> None:
    """Each band has its own image; a drawing that its box keeps out of a band it reaches into would be cut there."""
    page = pages.whole(sheet)
    whole = painted(page)
    rows = 64
    player = PagePainter(page)
    for top in range(0, whole.height(), rows):
        height = min(rows, whole.height() - top)
        band = QImage(whole.width(), height, QImage.Format.Format_RGB32)
        band.fill(QColor("#FFFFFF"))
        painter = QPainter(band)
        painter.translate(0, -top)
        painter.scale(SCALE, SCALE)
        player.paint(painter, Rect(0, top / SCALE, page.width, height / SCALE))
        painter.end()
        player.forget((top + height) / SCALE)
        # A letter that hangs into a band from above may hang a pixel higher: Qt rounds places below nought upwards.
        assert difference(band, whole.copy(0, top, whole.width(), height), share=True) < 1e-4, top


def test_a_page_shows_its_window_of_the_sheet_and_no_more(sheet: Sheet, qapp: QApplication) -> None:
    window = Rect(20, 20, 300, 200)
    tile = Page(340, 240, window, window, window, "A1", sheet, (20 - 400, 20 - 300))
    image = painted(tile)
    whole = painted(pages.whole(sheet))
    inner = (round(20 * SCALE), round(20 * SCALE), round(300 * SCALE), round(200 * SCALE))
    there = whole.copy(round(400 * SCALE), round(300 * SCALE), inner[2], inner[3])
    assert difference(image.copy(*inner), there) <= ROUNDING
    for x in range(0, image.width(), 3):
        for y in (0, 10, 25):
            assert image.pixelColor(x, y).name() == "#ffffff"


def test_what_lies_under_a_page_is_below_and_marks_are_above(sheet: Sheet, qapp: QApplication) -> None:
    red, blue = (
        Shape(rectangle(Rect(0, 0, sheet.width, sheet.height)), fill="#FF0000"),
        Shape(rectangle(Rect(0, 0, 40, 40)), fill="#0000FF"),
    )
    page = replace(pages.whole(sheet), under=(red,), marks=(blue,))
    image = painted(page)
    assert image.pixelColor(10, 10).name() == "#0000ff"
    assert image.pixelColor(image.width() - 3, image.height() - 3).name() == "#ff0000"
    assert len({image.pixelColor(x, image.height() // 2).name() for x in range(image.width())}) > 5


def test_a_page_without_a_sheet_has_its_marks_alone(qapp: QApplication) -> None:
    all_of_it = Rect(0, 0, 100, 100)
    mark = Shape(rectangle(Rect(10, 10, 20, 20)), fill="#00FF00")
    image = painted(Page(100, 100, all_of_it, all_of_it, all_of_it, "1", None, marks=(mark,)))
    assert image.pixelColor(25, 25).name() == "#00ff00"
    assert image.pixelColor(100, 100).name() == "#ffffff"


def test_the_painter_is_given_back_as_it_was(sheet: Sheet, qapp: QApplication) -> None:
    image = blank(pages.whole(sheet))
    painter = QPainter(image)
    painter.setOpacity(0.5)
    painter.scale(SCALE, SCALE)
    before = painter.transform()
    PagePainter(pages.whole(sheet)).paint(painter)
    assert painter.transform() == before
    assert painter.opacity() == 0.5
    assert not painter.testRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.end()


def test_a_sheet_stands_on_its_ground(sheet: Sheet, qapp: QApplication) -> None:
    image = blank(pages.whole(sheet))
    painter = QPainter(image)
    painter.scale(SCALE, SCALE)
    paint_sheet(painter, sheet, "#FAF6EE")
    painter.end()
    assert image.pixelColor(1, 1).name() == "#faf6ee"


def test_pieces_come_in_the_order_they_are_painted(sheet: Sheet) -> None:
    pieces = pieces_of(sheet, (10, 20))
    around, inside = pieces[: len(sheet.placed)], pieces[len(sheet.placed) :]
    assert [p.placed.z for p in around] == sorted(one.z for one in sheet.placed.values())
    assert [p.placed.z for p in inside] == sorted(one.z for one in sheet.map.placed.values())
    assert {p.scale for p in inside} == {sheet.scale}
    first = inside[0]
    assert first.x == pytest.approx(10 + sheet.map_origin[0] + first.placed.x * sheet.scale)


def test_dashes_that_are_finer_than_pixels_are_a_fainter_line(qapp: QApplication) -> None:
    stroke = Stroke("#000000", 2.0, (3.0, 2.0))
    shapes = (
        Shape(line(0, 0, 1e6, 0), stroke=stroke),
        Shape(polyline([(0, 0), (1e6, 10), (0, 20)]), stroke=stroke),
        Shape(rectangle(Rect(0, 0, 1e6, 1e6)), stroke=stroke),
    )
    for shape in shapes:
        [op] = with_steady_dashes(prepare((shape,)), 0.01)
        pen = op[1]
        assert not pen.dashPattern()
        assert pen.color().alphaF() == pytest.approx(0.6, abs=0.01)
    [op] = with_steady_dashes(prepare((replace(shapes[0], path=line(0, 0, 100, 0)),)), 1.0)
    assert op[3].elementCount() > 50  # twenty dashes, each a shape
