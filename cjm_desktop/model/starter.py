"""The empty journey that every new file and every import starts from."""

from __future__ import annotations

from typing import Final, Literal

from cjm_desktop.i18n import N_, _, in_language
from cjm_desktop.model.ids import keys_between, new_id
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import (
    INFO_ID,
    STAMP_ID,
    Info,
    Lane,
    LaneKind,
    Persona,
    Phase,
    Record,
    Scenario,
    Stamp,
)

#: The lanes of a new journey, top to bottom, with their names in English.
LANES: Final[tuple[tuple[LaneKind, str], ...]] = (
    ("road", N_("Journey")),
    ("experience", N_("Emotion")),
    ("actions", N_("Actions")),
    ("thoughts", N_("Thoughts")),
    ("channel", N_("Channel")),
    ("pains", N_("Pain points")),
    ("opportunities", N_("Opportunities")),
    ("owner", N_("Owner")),
)


def starting_records(
    language: Literal["nl", "en"],
    title: str = "",
    *,
    persona: str | None = None,
    phases: tuple[str, ...] = (),
    created: str | None = None,
) -> list[Record]:
    """Info, stamp, a persona, a current scenario with that persona, the usual lanes, and phases by name.

    Names that the program gives stand in the journey's language; `created` is an ISO date.
    """
    with in_language(language):
        who = Persona(id=new_id("persona"), name=persona or _("Customer"))
        scenario = Scenario(id=new_id("scenario"), name=_("Current journey"), personas=(who.id,))
        lanes = [
            Lane(id=new_id("lane"), order=order, name=_(name), kind=kind)
            for (kind, name), order in zip(LANES, keys_between(None, None, len(LANES)), strict=True)
        ]
    steps = [
        Phase(id=new_id("phase"), order=order, name=name)
        for name, order in zip(phases, keys_between(None, None, len(phases)), strict=True)
    ]
    info = Info(id=INFO_ID, title=title, language=language)
    return [info, Stamp(id=STAMP_ID, created=created), who, scenario, *steps, *lanes]


def new_journey(language: Literal["nl", "en"], title: str = "", created: str | None = None) -> Journey:
    """A journey to start from: one scenario, one persona, one phase, the usual lanes."""
    with in_language(language):
        phase = _("Phase 1")
    return Journey(starting_records(language, title, phases=(phase,), created=created))
