"""What the File menu does: new, open, save, recent files, import, export, close, quit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from cjm_desktop.formats import safe_write
from cjm_desktop.frozen import replace
from cjm_desktop.i18n import _
from cjm_desktop.model.problems import CjmError, Problem
from cjm_desktop.model.records import name_of
from cjm_desktop.ui import errors, lifetime, save_names, text
from cjm_desktop.ui.acting import Acting

if TYPE_CHECKING:
    from cjm_desktop.ui.main_window import MainWindow

TABLES: Final = (".csv", ".tsv", ".txt")
DIAGRAMS: Final = (".mmd", ".mermaid", ".md")
THEMES: Final = (".cjmtheme",)


class FileActions(Acting):
    """Bound to one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.recent_menu: QMenu | None = None

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id → what it does."""
        return {
            "new": self.new,
            "open": self.open,
            "save": self.save,
            "save_as": self.save_as,
            "import": self.import_,
            "poster": self.show_poster,
            "themes": self.show_themes,
            "print": self.print,
            "export_pdf": self.show_poster,
            "export_png": self.export_png,
            "export_svg": self.export_svg,
            "export_pptx": self.export_pptx,
            "export_csv": self.export_csv,
            "export_mermaid": self.export_mermaid,
            "close": self.window_.close,
            "quit": self.window_.windows.quit,
            "sample": self.sample,
        }

    # -- new and open ------------------------------------------------------------------------------------

    def new(self) -> None:
        """Let the user choose what to start from."""
        self.window_.windows.start(self.window_)

    def sample(self) -> None:
        """Open the sample journey as a new document."""
        self.window_.windows.open_sample(self.window_)

    def _folder(self) -> str:
        return (
            str(self.document.path.parent)
            if self.document.path
            else self.window_.windows.settings.last_folder
        )

    def open(self) -> None:
        """Ask for files and open each in a window of its own."""
        kinds = (
            f"{_('Journeys')} (*.cjm);;{_('Tables and diagrams')} (*.csv *.tsv *.txt *.mmd *.md);;"
            f"{_('All files')} (*)"
        )
        names, _kind = QFileDialog.getOpenFileNames(self.window_, _("Open journeys"), self._folder(), kinds)
        for name in names:
            self.open_path(Path(name))

    def import_(self) -> None:
        """Ask for a table or a Mermaid text and make a journey of it."""
        kinds = f"{_('Tables and diagrams')} (*.csv *.tsv *.txt *.mmd *.mermaid *.md);;{_('All files')} (*)"
        name, _kind = QFileDialog.getOpenFileName(self.window_, _("Import"), self._folder(), kinds)
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Open a journey, or import a table or diagram, by the name's ending."""
        ending = path.suffix.lower()
        if ending in TABLES:
            self._import_table(path)
        elif ending in DIAGRAMS:
            self._import_mermaid(path)
        elif ending in THEMES:
            self.themes(path)
        else:
            self.window_.windows.open(path, self.window_)

    def _import_table(self, path: Path) -> None:
        from cjm_desktop.formats.foreign import MAX_BYTES
        from cjm_desktop.ui.dialogs.table_import import TableImportDialog

        try:
            data, _mark = safe_write.read_file(path, MAX_BYTES)
            dialog = TableImportDialog(self.window_, data, path)
        except CjmError as error:
            errors.show(self.window_, error, _("“{name}” could not be imported.").format(name=path.name))
            return
        if lifetime.run(dialog) and dialog.result_journey is not None:
            self.window_.windows.show_new(dialog.result_journey, self.window_, is_changed=True)

    def _import_mermaid(self, path: Path) -> None:
        from cjm_desktop.formats import mermaid
        from cjm_desktop.formats.foreign import MAX_BYTES

        language = self.window_.windows.journey_language()
        try:
            data, _mark = safe_write.read_file(path, MAX_BYTES)
            found = mermaid.read_mermaid(data, language=language)
        except CjmError as error:
            errors.show(self.window_, error, _("“{name}” could not be imported.").format(name=path.name))
            return
        window = self.window_.windows.show_new(found.journey, self.window_, is_changed=True)
        if found.problems:
            text.say(
                window, _("The diagram was imported, with these remarks:"), errors.sentences(found.problems)
            )

    def fill_recent(self) -> None:
        """Build the menu of recent files; those that are gone are grey."""
        menu = self.recent_menu
        if menu is None:
            return
        menu.clear()
        for name in self.window_.windows.settings.recent_files:
            path = Path(name)
            there = path.is_file()
            words = text.menu_text(path.name) + ("" if there else f" ({_('missing')})")
            action = menu.addAction(f"{words}\t{text.menu_text(str(path.parent))}" if there else words)
            action.setData(name)
            action.setEnabled(there)
            action.triggered.connect(self._open_recent)
        if menu.isEmpty():
            menu.addAction(_("No files yet")).setEnabled(False)

    def _open_recent(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.open_path(Path(str(action.data())))

    # -- save --------------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Write the file; False when nothing was written."""
        self.window_.view.editing.commit()
        if self.document.path is None:
            return self.save_as()
        return self._save(None)

    def save_as(self) -> bool:
        """Ask for a name and write the file."""
        self.window_.view.editing.commit()
        folder = Path(self._folder() or Path.home())
        title = save_names.sound(name_of(self.document.journey.info), _("Untitled"))
        start = self.document.path or folder / f"{title}.cjm"
        path = save_names.ask(self.window_, _("Save as"), start, f"{_('Journeys')} (*.cjm)", ".cjm")
        return path is not None and self._save(path)

    def _save(self, path: Path | None, *, overwrite: bool = False) -> bool:
        try:
            self.document.save(path, overwrite=overwrite)
        except safe_write.ChangedOnDisk:
            return self._changed_on_disk()
        except CjmError as error:
            errors.show(
                self.window_, error, _("The journey is not saved. Your work is still in this window.")
            )
            return False
        except OSError as error:
            heading = _("The journey is not saved. Your work is still in this window.")
            text.say(self.window_, heading, error.strerror or "", warning=True)
            return False
        assert self.document.path is not None
        self.window_.windows.remember(self.document.path)
        self.window_.say(_("Saved"))
        return True

    def _changed_on_disk(self) -> bool:
        question = _("“{name}” was changed by someone else since you opened it.").format(
            name=self.document.title
        )
        choices = (("copy", _("Save a copy…")), ("overwrite", _("Overwrite")), ("cancel", _("Cancel")))
        more = _("Overwriting replaces their version; it stays among the backups.")
        answer = text.ask(self.window_, question, choices, more)
        if answer == "copy":
            return self.save_as()
        return answer == "overwrite" and self._save(None, overwrite=True)

    def may_close(self) -> bool:
        """Ask about unsaved changes; True when the window may go."""
        self.window_.view.editing.commit()
        if not self.document.is_changed:
            return True
        self.window_.activateWindow()
        question = _("Save the changes to “{name}”?").format(name=text.one_line(self.document.title, 80))
        choices = (("save", _("Save")), ("discard", _("Don't save")), ("cancel", _("Cancel")))
        answer = text.ask(self.window_, question, choices, _("Without saving, the changes are lost."))
        return self.save() if answer == "save" else answer == "discard"

    # -- export ------------------------------------------------------------------------------------------

    def show_poster(self) -> None:
        """Show the poster and let it be written or printed."""
        self.poster("pdf")

    def poster(self, format: str) -> None:
        """Show the poster, to be written as a kind of file."""
        from cjm_desktop.ui.dialogs.poster import PosterDialog

        self.window_.view.editing.commit()
        folder = Path(self._folder() or Path.home())
        dialog = PosterDialog(self.window_, self.document, folder, format)
        lifetime.run(dialog)
        if dialog.record is not None:
            self.window_.sides.jump((dialog.record,), "")

    def print(self) -> None:
        """Print the poster with the settings that the journey holds."""
        from cjm_desktop.ui import printing  # a library of Qt that only printing needs

        self.window_.view.editing.commit()
        if printing.print_document(self.window_, self.document):
            self.window_.say(_("Printed"))

    def export_png(self) -> None:
        """Show the poster to be written as a picture in pixels."""
        self.poster("png")

    def export_svg(self) -> None:
        """Show the poster to be written as a drawing."""
        self.poster("svg")

    def export_pptx(self) -> None:
        """Show the poster to be written as slides."""
        self.poster("pptx")

    def show_themes(self) -> None:
        """Look after themes, and let the poster have another."""
        self.themes(None)

    def themes(self, path: Path | None) -> None:
        """Look after themes, one from a file first if there is one, and let the poster have another."""
        from cjm_desktop.model import edits
        from cjm_desktop.model.records import INFO_ID, PosterSettings
        from cjm_desktop.ui.dialogs.themes import ThemesDialog

        self.window_.view.editing.commit()
        journey = self.document.journey
        settings = journey.info.poster or PosterSettings()
        folder = Path(self._folder() or Path.home())
        current = settings.theme or "standard"
        dialog = ThemesDialog(self.window_, current, journey, self.document.scenario, folder)
        if path is not None and not dialog.take(path):
            lifetime.hold(dialog)
            dialog.deleteLater()
            return
        if lifetime.run(dialog) and dialog.chosen != current:
            try:
                poster = replace(settings, theme=dialog.chosen)
                self.document.edit(edits.update(journey, INFO_ID, poster=poster), _("Change theme"))
            except CjmError as error:
                errors.show(self.window_, error)

    def export_csv(self) -> None:
        """Write the scenario as a table."""
        from cjm_desktop.formats import table

        path = self.export_path(
            _("Export table"), f"{_('CSV table')} (*.csv);;{_('TSV table')} (*.tsv)", ".csv"
        )
        if path is None:
            return
        journey = self.document.journey
        spoken = journey.info.language
        separator = table.separator_for(spoken, path.suffix.lower() == ".tsv")
        data = table.write_table(journey, self.document.scenario, separator=separator, language=spoken)
        self.write_export(path, data, table.lost_in_table(journey, self.document.scenario))

    def export_mermaid(self) -> None:
        """Write the scenario as a Mermaid diagram, and say what that can't hold."""
        from cjm_desktop.formats import mermaid

        path = self.export_path(_("Export Mermaid"), f"{_('Mermaid diagram')} (*.mmd)", ".mmd")
        if path is not None:
            words, problems = mermaid.write_mermaid(self.document.journey, self.document.scenario)
            self.write_export(path, words.encode("utf-8"), problems)

    def export_path(self, title: str, kinds: str, ending: str, about: str = "") -> Path | None:
        """Ask where to write; None when the user cancels. `about` is put behind the name that is proposed."""
        self.window_.view.editing.commit()
        stem = self.document.path.stem if self.document.path else self.document.title
        name = save_names.sound(stem, _("Untitled")) + (f" - {about}" if about else "") + ending
        start = Path(self._folder() or Path.home()) / name
        others = (".tsv", ".txt") if ending == ".csv" else ()
        return save_names.ask(self.window_, title, start, kinds, ending, others)

    def write_export(self, path: Path, data: bytes, problems: Sequence[Problem] = ()) -> None:
        """Write a file and say so, with what it does not hold."""
        try:
            safe_write.write_file(path, data)
        except CjmError as error:
            errors.show(self.window_, error)
            return
        if problems:
            heading = _("“{name}” is written. It does not hold everything:").format(name=path.name)
            text.say(self.window_, heading, errors.sentences(list(problems)))
        else:
            self.window_.say(_("“{name}” is written.").format(name=text.one_line(path.name, 60)))
