"""The poster: what it will look like on which paper, how small its text gets, and writing it as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.formats import safe_write
from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_, _, number
from cjm_desktop.layout import fonts, pages, paper, sheets, theme
from cjm_desktop.layout.placement import Sheet, View
from cjm_desktop.model import edits, progress
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import INFO_ID, PosterSettings
from cjm_desktop.ui import appearance, errors, text
from cjm_desktop.ui.canvas.painter import PictureStore, paint_placed
from cjm_desktop.ui.dialogs import size
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.panels.choices import ChoiceInput, ManyInput
from cjm_desktop.ui.panels.inputs import Input

#: What the bundled themes are called.
THEMES: Final = {
    "standard": N_("Colour"),
    "mono": N_("Black and white"),
    "colourblind": N_("For colour-blind readers"),
}
#: Text of this many points reads at this many metres; in between it is linear.
NEAR: Final = (16.0, 0.7)
FAR: Final = (32.0, 1.5)


def reading_distance(points: float) -> float:
    """From how many metres text of a size in points can be read; never below 0."""
    slope = (FAR[1] - NEAR[1]) / (FAR[0] - NEAR[0])
    return max(0.0, NEAR[1] + (points - NEAR[0]) * slope)


def paint_sheet(painter: QPainter, sheet: Sheet, ground: str, pictures: PictureStore) -> None:
    """Paint a whole sheet in points, the very drawings that the PDF gets."""
    painter.fillRect(QRectF(0, 0, sheet.width, sheet.height), QColor(ground))
    paint_placed(painter, sheet.placed.values(), pictures)
    painter.save()
    painter.translate(*sheet.map_origin)
    painter.scale(sheet.scale, sheet.scale)
    paint_placed(painter, sheet.map.placed.values(), pictures)
    painter.restore()


class Preview(QWidget):
    """The sheet, as large as it fits."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._ground = "#FFFFFF"
        self._pictures: PictureStore | None = None
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(360, 320)
        self.setAccessibleName(_("Picture of the poster"))

    def show_sheet(self, sheet: Sheet | None, ground: str, pictures: PictureStore) -> None:
        """Show another sheet."""
        self._sheet, self._ground, self._pictures, self._image = sheet, ground, pictures, None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._image = None
        super().resizeEvent(event)

    def _place(self, sheet: Sheet) -> QRectF:
        room = QRectF(self.rect()).adjusted(16, 16, -16, -16)
        scale = min(room.width() / sheet.width, room.height() / sheet.height)
        width, height = sheet.width * scale, sheet.height * scale
        return QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(appearance.colours().around))
        sheet = self._sheet
        if sheet is not None and self._pictures is not None:
            place = self._place(sheet)
            if self._image is None:
                self._image = self._rendered(sheet, place, self._pictures)
            painter.fillRect(place.translated(0, 2).adjusted(-2, -1, 2, 3), QColor(0, 0, 0, 30))
            painter.drawImage(place, self._image)
        painter.end()

    def _rendered(self, sheet: Sheet, place: QRectF, pictures: PictureStore) -> QImage:
        ratio = self.devicePixelRatioF()
        size = QSize(max(1, round(place.width() * ratio)), max(1, round(place.height() * ratio)))
        image = QImage(size, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing
            | QPainter.RenderHint.TextAntialiasing
            | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.scale(size.width() / sheet.width, size.height() / sheet.height)
        paint_sheet(painter, sheet, self._ground, pictures)
        painter.end()
        return image


class PosterDialog(QDialog):
    """Choices at the left, the true picture at the right."""

    def __init__(self, parent: QWidget | None, document: Document, folder: Path) -> None:
        super().__init__(parent)
        self._document, self._folder = document, folder
        self.sheet: Sheet | None = None
        self._pictures = PictureStore(document.journey)
        self.setWindowTitle(_("Poster"))
        size.open_at(self, 1160, 720)
        journey = document.journey
        saved = journey.info.poster or PosterSettings()
        self._saved = saved
        lanes = [n for n in journey.lanes if n.visible]
        self.paper = ChoiceInput([(name, name, "") for name in reversed(paper.PAPERS)])
        self.orientation = ChoiceInput((("landscape", _("landscape"), ""), ("portrait", _("portrait"), "")))
        self.scenario = ChoiceInput([(s.id, s.name, "") for s in journey.scenarios])
        self.lanes = ManyInput()
        self.lanes.set_options([(n.id, n.name, "") for n in lanes])
        self.theme = ChoiceInput([(name, _(words), "") for name, words in THEMES.items()])
        self._column = QVBoxLayout()
        self._column.setContentsMargins(24, 24, 24, 16)
        self._column.setSpacing(4)
        chosen = [id for id in saved.lanes if any(n.id == id for n in lanes)] or [n.id for n in lanes]
        for words, input, value in (
            (_("Paper"), self.paper, saved.paper if saved.paper in paper.PAPERS else "A1"),
            (_("Orientation"), self.orientation, saved.orientation),
            (_("Scenario"), self.scenario, document.scenario),
            (_("Lanes"), self.lanes, tuple(chosen)),
            (_("Colours"), self.theme, saved.theme if saved.theme in THEMES else "standard"),
        ):
            self._put(words, input, value)
        self._size = text.wrapped("", "section")
        self._reads = text.wrapped("", "second")
        self._missing = text.wrapped("", "error")
        for label in (self._size, self._reads, self._missing):
            self._column.addWidget(label)
        self._column.addStretch()
        self.preview = Preview()
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(30)
        self._timer.timeout.connect(self.compose)
        self._timer.start()

    def _put(self, words: str, input: Input, value: Any) -> None:
        label = text.PlainLabel(words, "second")
        label.setBuddy(input.focusProxy() or input)
        input.name_it(words)
        input.show_value(value)
        input.edited.connect(self._changed)
        self._column.addWidget(label)
        self._column.addWidget(input)
        self._column.addSpacing(12)

    def _build(self) -> None:
        buttons = QDialogButtonBox()
        self._write_button = buttons.addButton(_("Export PDF…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._write_button.setProperty("role", "primary")
        self._write_button.setDefault(True)
        buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.export)
        buttons.rejected.connect(self.reject)
        self._column.addWidget(buttons)
        left = QWidget()
        left.setLayout(self._column)
        left.setFixedWidth(304)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self.preview, 1)

    def _changed(self, _value: object) -> None:
        self._timer.start()

    @property
    def chosen(self) -> PosterSettings:
        """The settings as they stand in the dialog; all lanes are stored as none."""
        shown = [n.id for n in self._document.journey.lanes if n.visible]
        lanes = tuple(id for id in shown if id in self.lanes.value)
        return replace(
            self._saved,
            paper=str(self.paper.value),
            orientation=self.orientation.value,
            lanes=() if len(lanes) == len(shown) else lanes,
            theme=str(self.theme.value),
        )

    def compose(self) -> None:
        """Lay the sheet out anew and say how it comes out."""
        wanted = self.chosen
        look = theme.load(wanted.theme or "standard")
        scenario, shown = str(self.scenario.value), self._document.view
        # The poster prints what the window shows of its scenario; of another one, everything.
        here = shown if shown.scenario == scenario else View(scenario, filter=shown.filter)
        view = replace(here, lanes=wanted.lanes or None)
        self.setCursor(Qt.CursorShape.WaitCursor)
        try:
            sheet = sheets.compose(self._document.journey, view, look, wanted.paper, wanted.orientation)
        except CjmError as error:
            self.sheet = None
            self._size.setText(str(error))
            self._reads.setText("")
        else:
            self.sheet = sheet
            size = number(sheet.smallest_text, 1)
            self._size.setText(_("Smallest text: {size} pt").format(size=size))
            metres = number(reading_distance(sheet.smallest_text), 1)
            if reading_distance(sheet.smallest_text) >= 0.1:
                words = _("It can be read from a distance of up to {metres} m.").format(metres=metres)
            else:
                words = _("It is too small to read; choose larger paper or fewer lanes.")
            self._reads.setText(words)
            missing = ", ".join(map(fonts.character_name, sheet.missing[:8])) + (
                " …" if len(sheet.missing) > 8 else ""
            )
            self._missing.setText(
                _("No font on this computer has these characters: {characters}").format(characters=missing)
                if missing
                else ""
            )
        finally:
            self.unsetCursor()
        self._missing.setVisible(bool(self._missing.text()))
        self._write_button.setEnabled(self.sheet is not None)
        self.preview.show_sheet(self.sheet, look.paper, self._pictures)

    def export(self) -> None:
        """Ask for a name, write the PDF, keep the settings in the journey."""
        if self._timer.isActive():
            self._timer.stop()
            self.compose()
        if self.sheet is None:
            return
        stem = self._document.path.stem if self._document.path else self._document.title
        clean = "".join(c for c in stem if c not in '\\/:*?"<>|').strip(" .")[:80] or _("Poster")
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Export PDF"), str(self._folder / (clean + ".pdf")), f"{_('PDF file')} (*.pdf)"
        )
        if name:
            path = Path(name)
            if path.suffix.lower() != ".pdf":
                path = path.with_name(path.name + ".pdf")
            self.write(path)

    def write(self, path: Path) -> bool:
        """Write the sheet as a PDF; False when it failed or the user broke it off."""
        from cjm_desktop.export import pdf

        assert self.sheet is not None
        journey = self._document.journey
        box = text.ProgressBox(self, _("Writing the poster…"))
        box.setMinimumWidth(400)
        box.show()
        try:
            with progress.listening(lambda _words, done, total: box.advance(done, total)):
                name = journey.info.title or self._document.title
                data = pdf.write_pdf(pages.wholes([self.sheet]), journey, title=name)
            safe_write.write_file(path, data)
        except progress.Cancelled:
            return False
        except CjmError as error:
            errors.show(self, error, _("The poster is not written."))
            return False
        finally:
            box.hide()
            box.deleteLater()
        self._keep()
        text.say(self, _("The poster is written."), str(path))
        return True

    def _keep(self) -> None:
        wanted = self.chosen
        if wanted != (self._document.journey.info.poster or PosterSettings()):
            try:
                change = edits.update(self._document.journey, INFO_ID, poster=wanted)
                self._document.edit(change, _("Change poster"))
            except CjmError as error:
                errors.show(self, error)
