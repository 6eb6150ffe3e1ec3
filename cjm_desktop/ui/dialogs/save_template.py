"""Asks for the name of a template of the user's own, and whether scores and cards come along."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from cjm_desktop.i18n import _
from cjm_desktop.ui import text
from cjm_desktop.ui.panels.inputs import LineInput


class SaveTemplate(QDialog):
    """A name and a choice; `name` is "" when nothing was typed."""

    def __init__(self, parent: QWidget | None, name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Save as template"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        self.field = LineInput(optional=False)
        self.field.show_value(name)
        self.field.name_it(_("Name of the template"))
        self.field.field.selectAll()
        label = text.PlainLabel(_("Name of the template"))
        label.setBuddy(self.field.focusProxy() or self.field)
        self.box = QCheckBox(_("With scores and cards"))
        column.addWidget(label)
        column.addWidget(self.field)
        column.addSpacing(4)
        column.addWidget(self.box)
        note = _(
            "Without them the template keeps phases, touchpoints, lanes, personas, channels and roads; emotions, "
            "measures, cards, evidence and comments stay behind."
        )
        column.addWidget(text.wrapped(note, "second"))
        column.addSpacing(8)
        column.addWidget(text.button_box(self, ok=_("Save")))
        self.setMinimumWidth(420)

    @property
    def name(self) -> str:
        """What was typed, on one line."""
        return text.one_line(self.field.field.text(), 200)

    @property
    def with_findings(self) -> bool:
        """Whether scores, cards and evidence come along."""
        return self.box.isChecked()
