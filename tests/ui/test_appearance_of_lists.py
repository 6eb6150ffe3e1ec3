"""What a choice opens has one whole frame, in both appearances."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from cjm_desktop.ui import appearance


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_list_of_a_choice_has_a_frame_on_all_sides(qapp: QApplication, look: str) -> None:
    appearance.apply(qapp, look)
    choice = QComboBox()
    choice.addItems(["PDF", "PNG", "SVG"])
    choice.resize(200, 32)
    choice.show()
    choice.showPopup()
    opened = choice.view().window()
    QTest.qWait(50)
    try:
        assert opened is not choice
        picture = opened.grab().toImage()
        wide, high = picture.width(), picture.height()
        middles = (QPoint(0, high // 2), QPoint(wide - 1, high // 2), QPoint(wide // 2, 0))
        assert len({picture.pixelColor(place).name() for place in middles}) == 1
        assert picture.pixelColor(0, 12) == picture.pixelColor(0, high // 2)
        assert picture.pixelColor(wide // 2, 1) == picture.pixelColor(wide // 2, 2)  # no second line within
    finally:
        choice.hidePopup()
        choice.close()
        appearance.apply(qapp, "light")
