"""The poster: every choice at the left, the true pages at the right; written as a file or printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.i18n import _, number
from cjm_desktop.layout.finding import Finding
from cjm_desktop.layout.legibility import reading_distance
from cjm_desktop.layout.pages import colour_under
from cjm_desktop.layout.placement import smallest_text
from cjm_desktop.model import edits
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import INFO_ID, PosterSettings, RecordId
from cjm_desktop.ui import errors, lifetime, text, theme_names
from cjm_desktop.ui.actions import mnemonics
from cjm_desktop.ui.canvas.painter import PictureStore
from cjm_desktop.ui.dialogs import poster_export, size
from cjm_desktop.ui.dialogs.poster_check import PosterCheck, place_on_page
from cjm_desktop.ui.dialogs.poster_findings import counted
from cjm_desktop.ui.dialogs.poster_form import PosterForm
from cjm_desktop.ui.dialogs.poster_formats import FORMATS
from cjm_desktop.ui.dialogs.poster_pictures import SheetPictures
from cjm_desktop.ui.dialogs.poster_preview import Preview
from cjm_desktop.ui.dialogs.poster_work import Work
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.poster_words import summary
from cjm_desktop.ui.posters import Poster, lay_out, settings_of

if TYPE_CHECKING:
    from cjm_desktop.layout.readable import Proposal

#: The poster is laid out when nothing was typed or chosen for this long.
_REST_MS: Final = 120
#: It is looked over when nothing has happened for this long.
_LOOK_MS: Final = 400
#: A dialog of so many pixels has room for the column of findings.
_WIDE: Final = 1240
#: A screen of so many pixels has room for it beside the choices.
_WITH_BOTH: Final = 1200


class PosterDialog(QDialog):
    """Choices at the left, the true pages at the right, what can be done with them below."""

    def __init__(self, parent: QWidget | None, document: Document, folder: Path, format: str = "pdf") -> None:
        """`format` is the kind of file that is asked for."""
        super().__init__(parent)
        self._document, self._folder = document, folder
        self.poster: Poster | None = None  # as it was laid out last; None while it can't be
        self._pictures = PictureStore(document.journey)
        self._work = Work(self)
        self._then: Callable[[], None] | None = None
        self._is_closed = False
        self._is_looked_over = False
        self.setWindowTitle(_("Poster"))
        size.open_at(self, 1280, 800)
        journey = document.journey
        themes = theme_names.options(settings_of(document).theme)
        self.form = PosterForm(journey, document.scenario, settings_of(document), themes)
        if format != "pdf":
            self.form.show_format(format)
        self.preview = Preview(self._work)
        self.check = PosterCheck()
        self._build()
        self.form.changed.connect(self._changed)
        self.form.themes_wanted.connect(self._manage_themes)
        self.form.format.edited.connect(self._name_export)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self.compose)
        self._timer.start(30)
        self._rest = QTimer(self)  # the poster is looked over when it has been painted
        self._rest.setSingleShot(True)
        self._rest.setInterval(_LOOK_MS)
        self._rest.timeout.connect(self.look_over)
        self.record: RecordId | None = None  # what the user wants to see on the map
        self.check.findings.jumped.connect(self._jump)
        self.check.findings.remedied.connect(self._take)
        self.check.findings.readable_wanted.connect(self._make_readable)
        self.check.map_wanted.connect(self._show_on_map)
        self.preview.checked.toggled.connect(self._show_check)
        self.check.hide()  # until there is something to warn of

    def _build(self) -> None:
        self._size = text.wrapped("", "section")
        self._reads = text.wrapped("", "second")
        said = QVBoxLayout()
        said.setSpacing(2)
        for label in (self._size, self._reads):
            said.addWidget(label)
        self.close_button = self._button(self.reject)
        self.keep_button = self._button(self.keep_and_close)
        text.tip(self.keep_button, _("Keep these settings in the journey, and close"))
        self.print_button = self._button(self.print)
        self.export_button = self._button(self.export)
        self.export_button.setProperty("role", "primary")
        self.export_button.setDefault(True)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 12, 24, 14)
        foot.setSpacing(8)
        foot.addLayout(said, 1)
        foot.addSpacing(16)
        for button in (self.close_button, self.keep_button, self.print_button, self.export_button):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.form)
        row.addWidget(self.preview, 1)
        row.addWidget(self.check)
        line = QFrame()
        line.setProperty("role", "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(line)
        column.addLayout(foot)
        self._name_export()

    def _button(self, does: Callable[[], object]) -> QPushButton:
        button = QPushButton()
        button.setAutoDefault(False)
        button.clicked.connect(does)
        return button

    # -- laying out ------------------------------------------------------------------------------------

    def _changed(self) -> None:
        self._work.stop()
        self._timer.start(_REST_MS)

    def _name_export(self, _value: object = None) -> None:
        buttons = (self.close_button, self.keep_button, self.print_button, self.export_button)
        words = [_("Close"), _("Keep settings"), _("Print…"), _(FORMATS[str(self.form.format.value)].button)]
        for button, marked in zip(buttons, mnemonics(words), strict=True):
            button.setText(marked)

    @property
    def chosen(self) -> PosterSettings:
        """The settings as they stand in the dialog."""
        return self.form.settings

    def compose(self) -> None:
        """Lay the poster out anew, unless newer choices come in between."""
        if self._work.is_running:  # we are called from within it: once more when it has stopped
            self._work.stop()
            self._timer.start(30)
            return
        self._timer.stop()
        wanted = self.chosen
        try:
            poster = self._work.run(lambda: lay_out(self._document, wanted))
        except CjmError as error:
            self._show(None, errors.sentences(error.problems))
        else:
            if poster is None:
                if not self._is_closed:
                    self._timer.start(_REST_MS)
                return
            self._show(poster)
        then, self._then = self._then, None
        if then is not None and self.poster is not None and not self._is_closed:
            then()

    def _show(self, poster: Poster | None, why_not: str = "") -> None:
        self.poster = poster
        self.check.wait()
        self.check.findings.readable.setEnabled(poster is not None)
        if poster is None:
            self._size.setText(why_not)
            self._reads.setText("")
            self.form.pixels.setText("")
            self.preview.show_poster((), None)
            self._show_found((Finding("no-poster", "error", why_not),))
        else:
            self._tell(poster)
            ground = colour_under(poster.pages, poster.theme)
            self._pictures.follow(poster.journey)
            self.preview.show_poster(poster.pages, SheetPictures(poster.sheets, ground, self._pictures))
            self._rest.start()
        for button in (self.export_button, self.print_button):
            button.setEnabled(poster is not None)

    def _tell(self, poster: Poster) -> None:
        self._size.setText(summary(poster.settings, poster.sheets, poster.pages))
        metres = reading_distance(smallest_text(poster.sheets))
        if metres >= 0.1:
            words = _("It can be read from a distance of up to {metres} m.").format(metres=number(metres, 1))
        else:
            words = _("It is too small to read; choose larger paper or fewer lanes.")
        self._reads.setText(words)
        self._tell_pixels(poster)

    def _tell_pixels(self, poster: Poster) -> None:
        from cjm_desktop.ui import pictures  # not needed before the first frame of the dialog

        try:
            pixels = [pictures.size_of(page, poster.settings.dpi) for page in poster.pages]
        except CjmError as error:
            self.form.pixels.setText(errors.sentences(error.problems))
        else:
            wide, high = max(pixels)
            words = _("{width} × {height} pixels").format(width=number(wide), height=number(high))
            self.form.pixels.setText(words)

    # -- before printing -------------------------------------------------------------------------------

    def look_over(self) -> None:
        """Find what to know before printing, once the pages have been painted."""
        poster = self.poster
        if poster is None or self._is_closed or self._timer.isActive():
            return
        if self._work.is_running:
            self._rest.start()
            return
        from cjm_desktop.layout.preflight import preflight  # only who looks at a poster needs it

        try:
            found = self._work.run(
                lambda: preflight(poster.journey, poster.sheets, poster.pages, poster.settings, poster.theme)
            )
        except CjmError as error:
            errors.show(self, error)
            return
        if found is not None and poster is self.poster:
            if poster.notice:  # it tells more of the theme than the preflight can
                others = (each for each in found if each.code != "unknown-theme")
                found = (Finding("theme-gone", "warning", poster.notice), *others)
            self._show_found(found)
            if counted(found) and self.width() >= _WIDE and not self._is_looked_over:
                self.preview.checked.setChecked(True)
            self._is_looked_over = True
        elif not self._timer.isActive():
            self._rest.start()

    def _show_found(self, found: Sequence[Finding]) -> None:
        self.check.show_findings(found)
        self.preview.show_count(counted(found), bool(found))

    def _show_check(self, is_wanted: bool) -> None:
        # On a small screen the findings come in the place of the choices: with both the buttons would be out of sight.
        self.form.setVisible(not is_wanted or size.room(self).width() >= _WITH_BOTH)
        self.check.setVisible(is_wanted)

    def _jump(self, place: str, sheet: int) -> None:
        """Show the place of a finding, near and in a frame."""
        if self.poster is None:
            return
        found = place_on_page(self.poster, place, sheet)
        if found is not None and place:
            self.preview.show_place(*found)
        elif found is not None:
            self.preview.go_to(found[0])
        self.check.show_record(place if place in self._document.journey else None)

    def _take(self, settings: PosterSettings) -> None:
        """Go on with other settings."""
        self.form.show_settings(settings)
        self._changed()

    def _make_readable(self) -> None:
        from cjm_desktop.layout.readable import proposals
        from cjm_desktop.ui.dialogs.readable_choice import ReadableChoice  # seldom needed

        poster = self.poster
        if poster is None:
            return
        self._work.stop()

        def find(metres: float) -> Sequence[Proposal]:
            return proposals(
                poster.journey, poster.view, poster.theme, poster.settings, metres, poster.sheets
            )

        dialog = ReadableChoice(self, find)
        if lifetime.run(dialog) and dialog.chosen is not None:
            self._take(dialog.chosen)

    def _show_on_map(self, record: str) -> None:
        self.record = record
        self.keep_and_close()

    def _when_ready(self, do: Callable[[], None]) -> None:
        """Do something with the poster as the choices are now."""
        if self._work.is_running:
            self._then = do
            self._timer.start(30)
        elif self._timer.isActive() or self.poster is None:
            self._then = do
            self._timer.stop()
            self.compose()
        else:
            do()

    def _manage_themes(self) -> None:
        from cjm_desktop.ui.dialogs.themes import ThemesDialog  # seldom needed

        self._work.stop()
        before = str(self.form.theme.value)
        dialog = ThemesDialog(self, before, self._document.journey, self._document.scenario, self._folder)
        wanted = dialog.chosen if lifetime.run(dialog) else before
        options = theme_names.options()  # themes may be made or deleted also by who chooses none
        known = [option[0] for option in options]
        self.form.show_themes(options, wanted if wanted in known else "standard")
        self._changed()  # it may be the same theme in other colours

    # -- leaving the dialog ----------------------------------------------------------------------------

    def export(self) -> None:
        """Ask for a name, write the file, keep the settings in the journey."""
        self._when_ready(self._export)

    def _export(self) -> None:
        stem = self._document.path.stem if self._document.path else self._document.title
        path = poster_export.ask_path(self, str(self.form.format.value), self._folder, stem)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> bool:
        """Write the poster; False when it failed or the user broke it off."""
        assert self.poster is not None
        with self._work.waiting():
            written = poster_export.write(self, self.poster, str(self.form.format.value), path)
        if not written:
            return False
        self._folder = path.parent
        self.keep()
        poster_export.tell(self, written)
        return True

    def print(self) -> None:
        """Print the poster and keep the settings in the journey."""
        self._when_ready(self._print)

    def _print(self) -> None:
        from cjm_desktop.ui import printing  # a library of Qt that only printing needs

        assert self.poster is not None
        with self._work.waiting():
            is_printed = printing.print_poster(self, self.poster)
        if is_printed:
            self.keep()
            self.preview.busy.show_words(_("Printed"))

    def keep_and_close(self) -> None:
        """Keep the settings in the journey without writing anything."""
        self.keep()
        self.accept()

    def keep(self) -> None:
        """Keep the settings in the journey, as one change that can be undone."""
        wanted = self.chosen
        if wanted != (self._document.journey.info.poster or PosterSettings()):
            try:
                change = edits.update(self._document.journey, INFO_ID, poster=wanted)
                self._document.edit(change, _("Change poster"))
            except CjmError as error:
                errors.show(self, error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(self.focusWidget(), QLineEdit):
            event.accept()  # Enter ends typing, and does not export
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Close, and break off what is going on."""
        self._is_closed = True
        self._then = None
        self._timer.stop()
        self._rest.stop()
        self._work.stop()
        self.preview.show_poster((), None)
        super().done(result)
