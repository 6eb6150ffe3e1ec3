"""Words of Qt's own dialogs that its Dutch translation lacks or spells wrong: they come from our catalogue."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTranslator

from cjm_desktop.i18n import N_, _

#: What Qt asks for, with where it stands; the words are Qt's own English ones.
WORDS: Final = {
    ("QFileDialog", "&Look in:"): N_("&Look in:"),
    ("QFileDialog", "Files of &type:"): N_("Files of &type:"),
    ("QPrintSettingsOutput", "Page &Set:"): N_("Page &Set:"),
    ("QPrintSettingsOutput", "Double Sided Printing"): N_("Double Sided Printing"),
    ("QPrintSettingsOutput", "Off"): N_("Off"),
    ("QPrintSettingsOutput", "Long side binding"): N_("Long side binding"),
    ("QPrintSettingsOutput", "Short side binding"): N_("Short side binding"),
    ("QPageSetupWidget", "Page size:"): N_("Page size:"),
    ("QPageSetupWidget", "Page &order:"): N_("Page &order:"),
    ("QPageSetupWidget", "Pages &per sheet:"): N_("Pages &per sheet:"),
    ("QAbstractFileIconProvider", "File"): N_("File"),
    ("QAbstractFileIconProvider", "Folder"): N_("Folder"),
    ("QAbstractFileIconProvider", "File Folder"): N_("Folder"),
    ("QAbstractFileIconProvider", "Drive"): N_("Drive"),
    ("QAbstractFileIconProvider", "Shortcut"): N_("Shortcut"),
    ("QAbstractFileIconProvider", "Unknown"): N_("Unknown"),
}


class QtWords(QTranslator):
    """Answers for some words of Qt, and leaves the others to Qt's own translator."""

    def isEmpty(self) -> bool:
        """Never: Qt passes over an empty translator."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Give our words for what Qt asks, or None when it is to look further."""
        ours = WORDS.get((context, source))
        return None if ours is None else _(ours)
