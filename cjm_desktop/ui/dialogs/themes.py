"""The themes: those that are shipped and the user's own, made, changed, given and taken as files, and one chosen.

A change is kept at once. What can't be taken back, deleting, is asked first.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.formats import theme_file, theme_library
from cjm_desktop.formats.theme_file import SUFFIX, ClientTheme
from cjm_desktop.formats.theme_library import Kept
from cjm_desktop.frozen import replace
from cjm_desktop.i18n import _
from cjm_desktop.layout import theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError, refusal
from cjm_desktop.ui import appearance, errors, save_names, text, theme_names
from cjm_desktop.ui.dialogs import size
from cjm_desktop.ui.dialogs.theme_editor import ThemeEditor
from cjm_desktop.ui.dialogs.theme_preview import ThemePreview

_NAME: Final = Qt.ItemDataRole.UserRole


class ThemesDialog(QDialog):
    """Lets the user look after themes; `chosen` is the name of the one to use, once the dialog is accepted."""

    def __init__(
        self,
        parent: QWidget | None,
        current: str = "standard",
        journey: Journey | None = None,
        scenario: str | None = None,
        folder: Path | None = None,
    ) -> None:
        """`journey` and `scenario` are shown in the picture; `folder` is where files are looked for first."""
        super().__init__(parent)
        self._folder = folder or Path.home()
        self._kept: dict[str, Kept] = {}
        self.setWindowTitle(_("Themes"))
        size.open_at(self, 1240, 760)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Themes"))
        self.list.setMinimumWidth(260)
        self.list.itemSelectionChanged.connect(self._selected)
        self.skipped = text.wrapped("", "error")
        self.editor = ThemeEditor()
        self.editor.changed.connect(self._changed)
        self.editor.wrong.connect(self._wrong)
        self.note = text.wrapped(
            _(
                "This theme comes with the program and stays as it is. Make a new one of it to change its colours."
            ),
            "second",
        )
        self.preview = ThemePreview(journey, scenario)
        self._build()
        self._read(current)

    def _build(self) -> None:
        self.new_button = self._button("plus", _("New…"), self.new)
        self.rename_button = self._button("pencil", _("Rename…"), self.rename)
        self.import_button = self._button("file-up", _("Import…"), self.import_)
        self.export_button = self._button("file-down", _("Export…"), self.export)
        self.delete_button = self._button("trash-2", _("Delete…"), self.delete)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        left.addWidget(self.skipped)
        for button in (self.new_button, self.rename_button, self.delete_button):
            left.addWidget(button)
        files = QHBoxLayout()
        files.setSpacing(8)
        files.addWidget(self.import_button, 1)
        files.addWidget(self.export_button, 1)
        left.addLayout(files)
        middle = QVBoxLayout()
        middle.addWidget(self.note, 0, Qt.AlignmentFlag.AlignTop)
        middle.addWidget(self.editor, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left, 2)
        row.addLayout(middle, 3)
        row.addWidget(self.preview, 6)
        box = QDialogButtonBox()
        self.use = box.addButton(_("Use this theme"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.use.setProperty("role", "primary")
        self.use.setDefault(True)
        close = box.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.use.clicked.connect(self.accept)
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(row, 1)
        column.addWidget(box)

    def _button(self, icon: str, words: str, do: object) -> QPushButton:
        button = QPushButton(appearance.icon(icon), words)
        button.setAutoDefault(False)
        button.clicked.connect(do)
        return button

    # -- what is shown -------------------------------------------------------------------------------

    def _read(self, wanted: str) -> None:
        """List the themes anew and select one by its name."""
        found, skipped = theme_library.kept()
        self._kept = {one.client.name: one for one in found}
        self.skipped.setText("\n".join(skipped[: errors.SHOWN]))
        self.skipped.setVisible(bool(skipped))
        self.list.blockSignals(True)  # until the new ones are there
        self.list.clear()
        rows = [
            *((name, _(words)) for name, words in theme_names.SHIPPED.items()),
            *((n, n) for n in self._kept),
        ]
        for name, words in rows:
            item = QListWidgetItem(text.one_line(words, 60))
            item.setData(_NAME, name)
            self.list.addItem(item)
        names = [name for name, _words in rows]
        self.list.setCurrentRow(names.index(wanted) if wanted in names else 0)
        self.list.blockSignals(False)
        self._selected()

    @property
    def chosen(self) -> str:
        """The name of the selected theme."""
        item = self.list.currentItem()
        return str(item.data(_NAME)) if item is not None else "standard"

    @property
    def _own(self) -> Kept | None:
        return self._kept.get(self.chosen)

    def _selected(self) -> None:
        own = self._own
        for button in (self.rename_button, self.export_button, self.delete_button):
            button.setEnabled(own is not None)
        self.editor.setVisible(own is not None)
        self.note.setVisible(own is None)
        if own is None:
            self.preview.show_theme(theme.load(self.chosen))
        else:
            self.editor.show_theme(own.client)
            self.preview.show_theme(theme_file.theme_of(own.client))

    def _wrong(self, said: str) -> None:
        text.say(self, said, warning=True)

    # -- what the user does --------------------------------------------------------------------------

    def _changed(self, client: ClientTheme) -> None:
        """Keep what was changed, and show it."""
        own = self._own
        if own is not None:
            self._save(client, own)
        own = self._own
        if own is not None:
            self.editor.show_theme(own.client)
            self.preview.show_theme(theme_file.theme_of(own.client))

    def _save(self, client: ClientTheme, earlier: Kept | None) -> bool:
        try:
            if theme_names.is_shipped(client.name) and (
                earlier is None or earlier.client.name != client.name
            ):
                raise refusal("theme-taken", name=client.name)
            made = theme_library.save(client, earlier)
        except CjmError as error:
            errors.show(self, error, _("The theme is not kept."))
            return False
        if earlier is not None and made.client.name == earlier.client.name:
            self._kept[made.client.name] = made
        else:
            self._read(made.client.name)
        return True

    def new(self) -> None:
        """Make a theme of the selected one under a name that the user gives."""
        own = self._own
        begun = own.client if own is not None else ClientTheme(name="", base=self.chosen)  # type: ignore[arg-type]
        start = theme_library.free_name(own.client.name if own is not None else _("Client"))
        name = text.ask_name(self, _("New theme"), _("Name of the theme"), start)
        if name:
            self._save(replace(begun, name=text.one_line(name, 100)), None)

    def rename(self) -> None:
        """Give the selected theme another name. Journeys that ask for the old one will show the usual colours."""
        own = self._own
        if own is None:
            return
        name = text.ask_name(self, _("Rename theme"), _("Name of the theme"), own.client.name)
        if name and name != own.client.name:
            self._save(replace(own.client, name=text.one_line(name, 100)), own)

    def delete(self) -> None:
        """Delete the selected theme once the user has confirmed it."""
        own = self._own
        if own is None:
            return
        question = _("Delete the theme “{name}”?").format(name=text.one_line(own.client.name))
        more = _("Journeys that use it will show the usual colours. This can't be undone.")
        if text.ask(self, question, (("cancel", _("Cancel")), ("delete", _("Delete"))), more) != "delete":
            return
        try:
            theme_library.delete(own)
        except CjmError as error:
            errors.show(self, error)
        self._read("standard")

    def import_(self) -> None:
        """Ask for a theme's file and keep what it holds."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Import theme"), str(self._folder), f"{_('Themes')} (*{SUFFIX})"
        )
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> bool:
        """Keep the theme of a file, in the place of one of that name if the user wants it; whether it was kept."""
        self._folder = path.parent
        try:
            client = theme_library.load(path)
        except CjmError as error:
            errors.show(self, error, _("“{name}” could not be imported.").format(name=path.name))
            return False
        client = replace(client, name=text.one_line(client.name, 100))
        other = theme_library.named(client.name)
        if other is not None and other.client != client:
            question = _("There is a theme “{name}” already. Replace it?").format(name=client.name)
            choices = (("cancel", _("Cancel")), ("both", _("Keep both")), ("replace", _("Replace")))
            answer = text.ask(self, question, choices)
            if answer == "cancel":
                return False
            if answer == "both":
                client, other = replace(client, name=theme_library.free_name(client.name)), None
        elif other is None and theme_names.is_shipped(client.name):
            client = replace(client, name=theme_library.free_name(f"{client.name} 2"))
        if not self._save(client, other):
            return False
        self._read(client.name)
        return True

    def export(self) -> None:
        """Write the selected theme in a file for a colleague."""
        own = self._own
        if own is None:
            return
        start = self._folder / (save_names.sound(own.client.name, _("Theme")) + SUFFIX)
        path = save_names.ask(self, _("Export theme"), start, f"{_('Themes')} (*{SUFFIX})", SUFFIX)
        if path is None:
            return
        try:
            theme_library.write(own.client, path)
        except CjmError as error:
            errors.show(self, error)
        else:
            self._folder = path.parent
            text.say(self, _("The theme is written."), str(path))
