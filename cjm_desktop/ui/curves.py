"""Whose curves a map shows; showing and hiding them is no edit of the journey."""

from __future__ import annotations

from cjm_desktop.model.records import Persona
from cjm_desktop.ui.document import Document


def taking_part(document: Document) -> tuple[str, ...]:
    """The personas of the scenario that is shown, the leading one first."""
    ids = document.journey.personas_of(document.scenario)
    return tuple(id for id in ids if document.journey.of(Persona, id) is not None)


def shown_personas(document: Document) -> tuple[str, ...]:
    """Those of them whose curves are shown."""
    everyone, wanted = taking_part(document), document.view.personas
    return tuple(id for id in everyone if not wanted or id in wanted) or everyone


def switch_persona(document: Document, id: str) -> bool:
    """Show the curve of a persona or hide it; False when it is the last one, which stays."""
    everyone = taking_part(document)
    shown = set(shown_personas(document)) ^ {id}
    wanted = tuple(each for each in everyone if each in shown)
    if not wanted:
        return False
    document.show(personas=() if wanted == everyone else wanted)
    return True
