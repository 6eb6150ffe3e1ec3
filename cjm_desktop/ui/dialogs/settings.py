"""The settings: language, appearance, author. They hold at once."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cjm_desktop.frozen import replace
from cjm_desktop.i18n import _
from cjm_desktop.settings import Settings
from cjm_desktop.ui import text
from cjm_desktop.ui.panels.choices import ChoiceInput
from cjm_desktop.ui.panels.inputs import Input, LineInput


class SettingsDialog(QDialog):
    """Shows the settings; `chosen` gives them as the user left them."""

    def __init__(self, parent: QWidget | None, settings: Settings) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Settings"))
        self._settings = settings
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 24, 24, 16)
        self._column.setSpacing(4)
        self.language = ChoiceInput(
            (("system", _("As the system"), ""), ("nl", "Nederlands", ""), ("en", "English", ""))
        )
        self.appearance = ChoiceInput(
            (
                ("system", _("As the system"), "monitor"),
                ("light", _("Light"), "sun"),
                ("dark", _("Dark"), "moon"),
            )
        )
        self.author = LineInput(optional=False)
        self._put(_("Language of the window"), self.language, settings.language)
        self._put(_("Appearance"), self.appearance, settings.appearance)
        self._put(_("Your name (for comments)"), self.author, settings.author)
        for each in (self.language, self.appearance, self.author):
            each.edited.connect(self._changed)
        note = text.wrapped(
            _("The poster keeps its own colours, and speaks the language of the journey."), "second"
        )
        self._column.addWidget(note)
        self._column.addSpacing(16)
        self._column.addWidget(text.button_box(self, ok=_("OK")))
        self.setMinimumWidth(400)

    def _put(self, words: str, input: Input, value: str) -> None:
        label = text.PlainLabel(words, "second")
        label.setBuddy(input.focusProxy() or input)
        input.name_it(words)
        input.show_value(value)
        self._column.addWidget(label)
        self._column.addWidget(input)
        self._column.addSpacing(12)

    def _changed(self, _value: object) -> None:
        name = self.author.field.text().strip()[:200]
        self._settings = replace(
            self._settings,
            language=str(self.language.value or "system"),
            appearance=str(self.appearance.value or "system"),
            author=name,
        )

    def chosen(self) -> Settings:
        """The settings as they stand in the dialog."""
        return self._settings
