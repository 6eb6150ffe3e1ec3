"""What a poster looks like in a theme: the journey that is open, or the sample when that is empty or long."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cjm_desktop import resources
from cjm_desktop.formats import cjm
from cjm_desktop.i18n import _, language
from cjm_desktop.layout import sheets
from cjm_desktop.layout.placement import Sheet, View
from cjm_desktop.layout.theme import Theme
from cjm_desktop.layout.theme_logo import with_logo
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.ui import appearance
from cjm_desktop.ui.canvas.page_painter import paint_sheet
from cjm_desktop.ui.canvas.pictures import PictureStore

#: A longer road would make every change of a colour wait.
_LONGEST: Final = 60
_REST_MS: Final = 40


class ThemePreview(QWidget):
    """A sheet in a theme, as large as it fits."""

    def __init__(self, journey: Journey | None, scenario: str | None) -> None:
        super().__init__()
        self._journey, self._scenario = _shown(journey, scenario)
        self._theme: Theme | None = None
        self._sheet: Sheet | None = None
        self._pictures: PictureStore | None = None
        self._image: QImage | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._compose)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 220)
        self.setAccessibleName(_("Picture of the poster"))

    def show_theme(self, theme: Theme) -> None:
        """Show the poster in a theme, a moment later."""
        if theme is not self._theme:
            self._theme = theme
            self._timer.start()

    def _compose(self) -> None:
        if self._theme is None:
            return
        journey = with_logo(self._journey, self._theme)
        try:
            self._sheet = sheets.compose(journey, View(self._scenario), self._theme, "A3", "landscape")
        except CjmError:
            self._sheet = None
        self._pictures, self._image = PictureStore(journey), None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._image = None
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), appearance.colours().around)
        sheet = self._sheet
        if sheet is not None and self._theme is not None:
            room = QRectF(self.rect()).adjusted(12, 12, -12, -12)
            scale = min(room.width() / sheet.width, room.height() / sheet.height)
            wide, high = sheet.width * scale, sheet.height * scale
            place = QRectF(room.center().x() - wide / 2, room.center().y() - high / 2, wide, high)
            if self._image is None:
                self._image = self._painted(sheet, place)
            painter.drawImage(place, self._image)
        painter.end()

    def _painted(self, sheet: Sheet, place: QRectF) -> QImage:
        assert self._theme is not None
        ratio = self.devicePixelRatioF()
        size = QSize(max(1, round(place.width() * ratio)), max(1, round(place.height() * ratio)))
        image = QImage(size, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.scale(size.width() / sheet.width, size.height() / sheet.height)
        paint_sheet(painter, sheet, self._theme.paper, self._pictures)
        painter.end()
        return image


def _shown(journey: Journey | None, scenario: str | None) -> tuple[Journey, str]:
    """The journey and scenario to show: the user's where it shows enough and not too much."""
    if journey is not None and scenario is not None and 3 <= len(journey.road(scenario)) <= _LONGEST:
        return journey, scenario
    name = "noorderlicht.cjm" if language() == "nl" else "noorderlicht-en.cjm"
    sample, _mark = cjm.load(resources.path("examples", name))
    return sample, sample.scenarios[0].id
