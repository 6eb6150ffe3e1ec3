"""The first two steps of the method: the roles turned round and the scenario chosen, before the road is told.

Source: article 004 (method, 004-08 … 004-21, 004-37).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _, ngettext
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import INFO_ID, Persona, RecordId, Scenario, Touchpoint


@frozen()
class Item:
    """One thing that a step asks: what it is, or in `missing` what is missing of it, and the records to go to.

    `field` is the field of the record that would hold it, when that is one field.
    """

    id: str
    text: str
    missing: str = ""
    places: tuple[RecordId, ...] = ()
    field: str = ""

    @property
    def is_done(self) -> bool:
        return not self.missing


def asked(id: str, text: str, missing: str, places: Iterable[RecordId], field: str = "") -> Item:
    """An item that is done when there are no places where it is missing."""
    found = tuple(places)
    return Item(id, text, missing if found else "", found, field)


# -- 1: turn the roles round ---------------------------------------------------------------------


def roles(journey: Journey, scenario: RecordId, road: Sequence[Touchpoint]) -> list[Item]:
    """What step 1 asks."""
    info = journey.info
    found = journey.of(Scenario, scenario)
    people = [p for p in journey.personas if found is not None and p.id in found.personas]
    bare = [p for p in people if not _is_described(p)]
    company = company_worded(journey, scenario)
    items = [
        Item(
            "purpose",
            _("Why and for whom the map is made is written down"),
            ""
            if info.purpose and info.audience
            else _("Why or for whom the map is made is not written down"),
            (INFO_ID,),
            "purpose" if not info.purpose else "audience",
        ),
        Item(
            "persona",
            _("A persona travels in this scenario"),
            "" if people else _("No persona travels in this scenario"),
            (scenario,),
            "personas",
        ),
        asked(
            "described",
            _("Every persona has a quote, goals or needs"),
            _("No quote, goals or needs yet: {names}").format(names=", ".join(p.name for p in bare)),
            (p.id for p in bare),
            "needs",
        ),
        Item(
            "sources",
            _("There are sources: interviews, data, staff who meet customers"),
            ""
            if journey.evidence
            else _("No source is named yet: interviews, data, staff who meet customers"),
            (INFO_ID,),
        ),
        asked(
            "customer",
            _("All titles are told by the customer"),
            ngettext(
                "{n} title is told by the organisation (“we”, “our”)",
                "{n} titles are told by the organisation (“we”, “our”)",
                len(company),
            ).format(n=len(company)),
            company,
            "title",
        ),
    ]
    return items if people else [item for item in items if item.id != "described"]


def _is_described(persona: Persona) -> bool:
    p = persona  # of somebody in a buying group the interest tells as much
    return bool(p.quote or p.goals or p.needs or p.motivations or p.interest or p.criterion)


#: Words by which an organisation speaks of itself.
_COMPANY: Final = {
    "nl": re.compile(r"\b(wij|we|ons|onze)\b", re.IGNORECASE),
    "en": re.compile(r"\b(we|us|our|ours)\b", re.IGNORECASE),
}


def company_worded(journey: Journey, scenario: RecordId) -> tuple[RecordId, ...]:
    """The touchpoints that the customer meets whose titles speak for the organisation ("we send …", "our shop")."""
    words = _COMPANY[journey.info.language]
    return tuple(t.id for t in journey.road(scenario) if t.kind != "internal" and words.search(t.title))


# -- 2: choose the scenario ----------------------------------------------------------------------


def scenarios(journey: Journey, scenario: RecordId, road: Sequence[Touchpoint]) -> list[Item]:
    """What step 2 asks."""
    found = journey.of(Scenario, scenario)
    everything = journey.scenarios
    has_ends = found is not None and found.start and found.end
    return [
        Item(
            "ends",
            _("The scenario has a start and an end"),
            "" if has_ends else _("Where the scenario starts and ends is not written down"),
            (scenario,),
            "start" if found is not None and not found.start else "end",
        ),
        Item(
            "events",
            _("The events follow each other on the road"),
            "" if len(road) > 1 else _("The road has no row of events yet"),
            (journey.phases[0].id,) if journey.phases else (),
        ),
        Item(
            "current",
            _("There is a scenario of how it is now"),
            "" if any(s.state == "current" for s in everything) else _("No scenario of how it is now"),
            (scenario,),
            "state",
        ),
        Item(
            "desired",
            _("There is a scenario of how it should be"),
            ""
            if any(s.state in ("desired", "ideal") for s in everything)
            else _("No scenario of how it should be"),
            (scenario,),
            "state",
        ),
        Item(
            "tones",
            _("There are scenarios in which all goes well and all goes wrong"),
            ""
            if {"positive", "negative"} <= {s.tone for s in everything}
            else _("No pair of scenarios in which all goes well and all goes wrong"),
            (scenario,),
            "tone",
        ),
    ]
