"""Asks what a scenario that is made of another one is called, and what it tells: now or later, well or badly."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QFormLayout, QVBoxLayout, QWidget

from cjm_desktop.i18n import _
from cjm_desktop.model.fields import spec
from cjm_desktop.model.records import Scenario
from cjm_desktop.ui import text
from cjm_desktop.ui.panels.choice_words import choice_words
from cjm_desktop.ui.panels.choices import ChoiceInput
from cjm_desktop.ui.panels.inputs import LineInput


class NewScenario(QDialog):
    """A name, a state and a tone; `name` is "" when nothing was typed."""

    def __init__(self, parent: QWidget | None, source: Scenario, name: str, state: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("New scenario from this one"))
        words = _(
            "A copy of “{name}” with its touchpoints, roads and cards. The two can be compared on one map."
        )
        note = text.wrapped(words.format(name=text.one_line(source.name)), "second")
        self.field = LineInput(optional=False)
        self.field.show_value(name)
        self.field.name_it(_("Name"))
        self.field.field.selectAll()
        self.state = _choice("state", _("State"), state)
        # What goes badly now is not what is wished for: only a copy of the same state keeps the tone.
        tone = source.tone if state == source.state else spec(Scenario, "tone").default
        self.tone = _choice("tone", _("Tone"), str(tone))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for label, widget in ((_("Name"), self.field), (_("State"), self.state), (_("Tone"), self.tone)):
            words_ = text.PlainLabel(label)
            words_.setBuddy(widget.focusProxy() or widget)
            form.addRow(words_, widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(note)
        column.addLayout(form)
        column.addWidget(text.button_box(self, ok=_("Make scenario")))
        self.setMinimumWidth(420)
        self.field.setFocus()

    @property
    def name(self) -> str:
        """What was typed, on one line."""
        return text.one_line(self.field.field.text(), 2_000)


def _choice(field: str, name: str, value: str) -> ChoiceInput:
    choices = spec(Scenario, field).choices
    out = ChoiceInput([(choice, _(choice_words("scenario", field, choice)), "") for choice in choices])
    out.show_value(value)
    out.name_it(name)
    return out
