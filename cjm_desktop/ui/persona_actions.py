"""Which curves are shown, and what the library of personas does to the document of a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from cjm_desktop.i18n import N_, _
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, CjmError, refusal
from cjm_desktop.model.records import Persona, Record, Scenario, name_of
from cjm_desktop.ui import errors, lifetime, text
from cjm_desktop.ui.acting import Acting
from cjm_desktop.ui.actions import set_mnemonics
from cjm_desktop.ui.curves import shown_personas, switch_persona, taking_part

if TYPE_CHECKING:
    from cjm_desktop.ui.main_window import MainWindow

SENTENCES.update({"persona-there": N_("“{name}” takes part in this scenario already.")})


def inserted(journey: Journey, scenario: str, records: Sequence[Record]) -> Change:
    """The change that brings a persona with its portrait into the journey and lets it take part in a scenario.

    A persona of the same id or name is the journey's own one. CjmError when that takes part already.
    """
    given = next(r for r in records if isinstance(r, Persona))
    shown = journey.of(Scenario, scenario)
    if shown is None:
        raise refusal("no-scenario")
    own = journey.of(Persona, given.id) or next((p for p in journey.personas if p.name == given.name), None)
    if own is not None:
        if own.id in shown.personas:
            raise refusal("persona-there", name=own.name)
        return edits.update(journey, scenario, personas=(*shown.personas, own.id))
    change = edits.paste(journey, records, scenario)
    made = next(r for r in change.after.values() if isinstance(r, Persona))
    return change.then(edits.update(journey, scenario, personas=(*shown.personas, made.id)))


class PersonaActions(Acting):
    """Bound to one window."""

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id → what it does."""
        return {"persona_library": self.library, "save_persona": self.save}

    def fill(self) -> None:
        """Build the menu of curves: a tick for each persona of the scenario."""
        menu = self.window_.actions_.menus["view/curves"]
        menu.clear()
        shown = shown_personas(self.document)
        for id in taking_part(self.document):
            persona = self.document.journey[id]
            action = menu.addAction(text.menu_text(name_of(persona)))
            action.setCheckable(True)
            action.setChecked(id in shown)
            action.setData(id)
            action.triggered.connect(self._switch)
        if menu.isEmpty():
            menu.addAction(_("No personas in this scenario")).setEnabled(False)
        set_mnemonics(menu.actions())

    def _switch(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.switch(str(action.data()))

    def switch(self, id: str) -> None:
        """Show the curve of a persona or hide it; the last one stays, which is said."""
        if not switch_persona(self.document, id):
            self.window_.say(_("One curve stays: show another before you hide this one."))

    # -- the library -----------------------------------------------------------------------------------

    def library(self) -> None:
        """Let the user choose a persona from the library, and let it take part in the scenario."""
        from cjm_desktop.ui.dialogs.library import LibraryDialog

        dialog = LibraryDialog(self.window_, self.document)
        if not lifetime.run(dialog) or dialog.chosen is None:
            return
        records = dialog.chosen.records
        change = self.window_.edits.attempt(
            lambda journey: inserted(journey, self.document.scenario, records), _("Insert persona")
        )
        if change is not None:
            made = next((id for id, r in change.after.items() if isinstance(r, Persona)), None)
            if made is not None:
                self.window_.right.open("properties")
                self.window_.inspector.show_records((made,))

    def save(self) -> None:
        """Put the persona whose form is open (or the only one) in the library; else let one be chosen there."""
        journey = self.document.journey
        open_ = [id for id in self.window_.inspector.ids if journey.of(Persona, id) is not None]
        everyone = [p.id for p in journey.personas]
        ids = open_ if len(open_) == 1 else everyone
        if len(ids) == 1:
            save_in_library(self.window_, journey, ids[0])
        else:
            self.library()


def save_in_library(window: MainWindow, journey: Journey, id: str) -> bool:
    """Put a persona in the library and say so; False when it could not be written, which is said."""
    from cjm_desktop.ui import library

    try:
        library.save_persona(journey, id)
    except CjmError as error:
        errors.show(window, error, _("The persona is not in the library."))
        return False
    persona = journey.of(Persona, id)
    name = text.one_line(persona.name) if persona is not None else ""
    window.say(_("“{name}” is in the library.").format(name=name))
    return True
