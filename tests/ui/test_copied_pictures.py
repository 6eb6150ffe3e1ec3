"""Copy as picture: PNG and SVG of the map or the selection on the clipboard, or a sentence."""

from __future__ import annotations

from io import BytesIO
from typing import cast
from xml.etree import ElementTree

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.placement import Page
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.starter import starting_records
from cjm_desktop.ui import copied_pictures
from cjm_desktop.ui.main_window import MainWindow
from cjm_desktop.ui.windows import Windows
from tests.ui.conftest import small_journey
from tests.ui.test_window_insights import settle


@pytest.fixture
def window(windows: Windows) -> MainWindow:
    made = windows.show_new(small_journey())
    settle()
    return made


def held() -> QMimeData:
    return QGuiApplication.clipboard().mimeData()


def png() -> Image.Image:
    image = Image.open(BytesIO(bytes(held().data("image/png").data())))
    image.load()
    return image


def svg() -> ElementTree.Element:
    return ElementTree.fromstring(bytes(held().data("image/svg+xml").data()))


def labels(root: ElementTree.Element) -> set[str | None]:
    return {element.get("aria-label") for element in root.iter()}


def test_the_map_is_copied_when_nothing_is_selected(window: MainWindow) -> None:
    window.view.select(())
    window.actions_["copy_picture"].trigger()
    assert {"image/png", "image/svg+xml"} <= set(held().formats())
    assert held().hasImage()
    assert not held().hasText()
    root = svg()
    assert {"Advert", "Shop window", "Basket", "Pay", "Delivery"} <= labels(root)
    image = png()
    layout = window.view.map.layout
    assert image.width == pytest.approx(layout.width * 192 / 72, rel=0.1)
    assert image.info["dpi"] == pytest.approx((192, 192), abs=0.1)
    assert len(image.getcolors(10**6) or ()) > 100
    assert cast(QImage, held().imageData()).size().toTuple() == image.size


def test_the_selection_is_copied_when_there_is_one(window: MainWindow) -> None:
    journey = window.document.journey
    pay = next(t for t in journey.touchpoints if t.title == "Pay")
    window.actions_["copy_picture"].trigger()
    whole = png().width
    window.view.select([pay.id])
    window.actions_["copy_picture"].trigger()
    assert "Pay" in labels(svg())
    assert "Basket" not in labels(svg())
    assert png().width < whole / 3


def test_an_empty_map_is_told(windows: Windows) -> None:
    window = windows.show_new(Journey(starting_records("en", "Empty", phases=("One", "Two"))))
    settle()
    QGuiApplication.clipboard().setText("before")
    window.actions_["copy_picture"].trigger()
    assert held().text() == "before"
    assert "nothing on the map yet" in window.status.currentMessage()


@pytest.mark.parametrize(
    ("width", "height", "dpi"), [(720, 360, 192), (7_200, 7_200, 40), (20_000, 100, 57.6)]
)
def test_a_large_map_has_fewer_dots_and_no_more_pixels_than_fit(
    width: float, height: float, dpi: float
) -> None:
    box = Rect(0, 0, width, height)
    assert copied_pictures._dpi(Page(width, height, box, box, box, "")) == pytest.approx(dpi)


def test_a_map_that_is_too_long_for_a_picture_is_told() -> None:
    box = Rect(0, 0, 200_000, 1_000)
    with pytest.raises(CjmError, match="too long for one picture"):
        copied_pictures._dpi(Page(200_000, 1_000, box, box, box, ""))
