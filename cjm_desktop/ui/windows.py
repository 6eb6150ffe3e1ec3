"""All windows of the program: one a document. Opening, starting, settings, leaving."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from cjm_desktop import collector, i18n, resources, settings
from cjm_desktop.frozen import replace
from cjm_desktop.i18n import _
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.starter import new_journey
from cjm_desktop.ui import appearance, errors, lifetime
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.main_window import MainWindow
from cjm_desktop.ui.qt_words import QtWords

#: The settings are written when an opened file has been shown: that waits for the disk. Closing writes them too.
_KEEP_MS = 500
SAMPLES = {"nl": "noorderlicht.cjm", "en": "noorderlicht-en.cjm"}


class Windows(QObject):
    """The open windows and the user's settings."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.app = app
        self.settings = settings.load()
        self.open_windows: list[MainWindow] = []
        self._translator: QTranslator | None = None
        self._qt_words = QtWords(app)
        self._speak()
        appearance.apply(app, self.settings.appearance)
        app.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    # -- settings ----------------------------------------------------------------------------------------

    def _speak(self) -> None:
        """Use the user's language for our words and for Qt's own (standard buttons, file dialogs)."""
        i18n.set_language(self.settings.language)
        if self._translator is not None:
            self.app.removeTranslator(self._translator)
            self._translator = None
        code = i18n.language()
        QLocale.setDefault(QLocale("nl_NL" if code == "nl" else "en_GB"))
        translator = QTranslator(self.app)
        for folder in (
            QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath),
            str(resources.path("qt")),
        ):
            if translator.load(f"qtbase_{code}", folder):
                self.app.installTranslator(translator)
                self._translator = translator
                break
        self.app.removeTranslator(self._qt_words)
        if code != "en":
            self.app.installTranslator(self._qt_words)  # asked before Qt's own

    def use_settings(self, chosen: settings.Settings) -> None:
        """Keep other settings and follow them at once, in all windows."""
        old, self.settings = self.settings, chosen
        self._keep()
        if old.language != chosen.language:
            self._speak()
        recoloured = appearance.apply(self.app, chosen.appearance)
        if recoloured or old.language != chosen.language:
            self._rebuild()

    def _scheme_changed(self, _scheme: object) -> None:
        if self.settings.appearance == "system" and appearance.apply(self.app, "system"):
            self._rebuild()

    def _rebuild(self) -> None:
        for window in list(self.open_windows):
            self.replace_window(window)

    def _keep(self) -> None:
        try:
            settings.save(self.settings)
        except OSError as error:
            logging.getLogger(__name__).warning("settings could not be written: errno %s", error.errno)

    def journey_language(self) -> Literal["nl", "en"]:
        """The language that a new journey speaks: the user's."""
        return "nl" if i18n.language() == "nl" else "en"

    # -- windows -----------------------------------------------------------------------------------------

    def show(self, document: Document, beside: MainWindow | None = None) -> MainWindow:
        """Show a document in a new window; an untouched new one beside it makes room."""
        # Not with a file: its map is there almost as soon as the bars alone would be.
        is_first = not self.open_windows and document.path is None
        window = MainWindow(document, self, bars_first=is_first)
        self.open_windows.append(window)
        if beside is not None and beside.is_untouched() and beside in self.open_windows:
            self._take_place(window, beside)
        else:
            if beside is not None:
                window.move(beside.pos().x() + 32, beside.pos().y() + 32)
            window.show()
        window.view.setFocus()
        return window

    def show_new(
        self, journey: Journey, beside: MainWindow | None = None, *, is_changed: bool = False
    ) -> MainWindow:
        """Show a journey that has no file yet; `is_changed` when closing it should ask."""
        return self.show(Document(journey, is_changed=is_changed), beside)

    def replace_window(self, window: MainWindow) -> None:
        """Build a window anew around the same document, after a change of language or appearance."""
        selection, panels = window.view.selection, (window.left.isVisible(), window.right.isVisible())
        zoom, sizes = window.view.zoom, window.split.sizes()
        window.view.editing.commit()
        fresh = MainWindow(window.document, self, window.recovery)
        self.open_windows.append(fresh)
        self._take_place(fresh, window)
        fresh.split.setSizes(sizes)
        fresh.actions_["show_outline"].setChecked(panels[0])
        fresh.actions_["show_inspector"].setChecked(panels[1])
        fresh.left.setVisible(panels[0])
        fresh.right.setVisible(panels[1])
        fresh.left.open(window.left.current)
        fresh.right.open(window.right.current)
        fresh.view.set_zoom(zoom)
        fresh.view.select(selection, reveal=bool(selection))

    def _take_place(self, fresh: MainWindow, old: MainWindow) -> None:
        fresh.restoreGeometry(old.saveGeometry())
        fresh.show()
        old.is_leaving = True
        if fresh.document is not old.document:
            old.recovery.forget()
        old.close()

    def forget(self, window: MainWindow) -> None:
        """A window has closed: keep its size; the last one ends the program."""
        lifetime.hold(window)
        if window in self.open_windows:
            self.open_windows.remove(window)
        if not window.is_leaving:
            self.settings = replace(self.settings, window_geometry=window.geometry_text())
            self._keep()

    def quit(self) -> None:
        """Close all windows, until the user cancels one."""
        for window in list(self.open_windows):
            if not window.close():
                return

    # -- documents ---------------------------------------------------------------------------------------

    def open(self, path: Path, beside: MainWindow | None = None) -> MainWindow | None:
        """Open a file, or go to the window that has it already; None when it can't be read, which is said."""
        full = path.absolute()
        for window in self.open_windows:
            if window.document.path is not None and _same(window.document.path, full):
                window.raise_()
                window.activateWindow()
                return window
        try:
            with collector.paused():
                window = self.show(Document.open(full), beside)
        except CjmError as error:
            errors.show(beside, error, _("“{name}” could not be opened.").format(name=path.name))
            return None
        self.settings = settings.remember(self.settings, full)
        QTimer.singleShot(_KEEP_MS, self._keep)
        QTimer.singleShot(_KEEP_MS, window.document.settle)
        return window

    def remember(self, path: Path) -> None:
        """Put a file first among the recent ones."""
        self.settings = settings.remember(self.settings, path)
        self._keep()

    def start(self, parent: MainWindow | None) -> None:
        """Show the start page and open what the user chooses there."""
        from cjm_desktop.ui.dialogs.start_page import StartPage

        lifetime.run(StartPage(parent, self))

    def open_empty(self, beside: MainWindow | None = None) -> MainWindow:
        """Show a journey with one phase."""
        return self.show_new(new_journey(self.journey_language(), _("New journey")), beside)

    def open_sample(self, beside: MainWindow | None = None) -> MainWindow | None:
        """Show the sample journey in the user's language as a new document, so that the bundled file stays as it is."""
        try:
            from cjm_desktop.formats import cjm  # only needed when there is a file

            journey, _mark = cjm.load(resources.path("examples", SAMPLES[i18n.language()]))
        except CjmError as error:
            errors.show(beside, error)
            return None
        return self.show_new(journey, beside)

    def start_later(self) -> None:
        """Show the start page over the first window, once it stands."""
        QTimer.singleShot(0, self._start_over_first)

    def _start_over_first(self) -> None:
        if self.open_windows:
            self.start(self.open_windows[0])


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other
