"""What the method asks of a journey of several people: that nobody is missed, and that what moves them is known."""

from __future__ import annotations

from collections.abc import Iterable

from cjm_desktop.analysis.buying_group import (
    circles,
    first_contacts,
    gap_words,
    group_of,
    ways_to_gates,
    with_one_contact,
    without_interest,
)
from cjm_desktop.analysis.preparation import Item, asked
from cjm_desktop.i18n import _
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import RecordId


def items(journey: Journey, scenario: RecordId) -> list[Item]:
    """What is asked of a composite journey's group, with who is missed; [] where there is no group or no road."""
    people = group_of(journey, scenario)
    if not people or not journey.road(scenario):
        return []
    names = {p.id: " ".join(p.name.split()) for p in people}

    def named(ids: Iterable[RecordId]) -> str:
        return ", ".join(names[id] for id in ids)

    gaps = gap_words(journey, scenario)
    once = with_one_contact(journey, scenario)
    unknown = without_interest(people)
    first = {f.persona: f for f in first_contacts(journey, scenario)}
    late = [
        id for id in ways_to_gates(people) if id not in first or (first[id].number - 1) * 2 >= first[id].total
    ]
    # Who belongs to the largest circle is with the others; the rest stands apart.
    apart = [id for circle in sorted(circles(journey, scenario), key=len)[:-1] for id in circle]
    return [
        asked(
            "group-reached",
            _("Everybody of the group is reached in every phase"),
            "; ".join(text for text, _person in gaps),
            (person for _text, person in gaps),
        ),
        asked(
            "group-once",
            _("Nobody hangs on a single contact"),
            _("One contact only: {names}").format(names=named(once)),
            once,
        ),
        asked(
            "group-interest",
            _("Of everybody the interest or criterion is known"),
            _("Not known of: {names}").format(names=named(unknown)),
            unknown,
            "criterion",
        ),
        asked(
            "group-sway",
            _("Who sways those who decide is reached in the first half"),
            _("Reached late or never: {names}").format(names=named(late)),
            late,
        ),
        asked(
            "group-together",
            _("Everybody meets the others somewhere"),
            _("At no touchpoint together with the others: {names}").format(names=named(apart)),
            apart,
        ),
    ]
