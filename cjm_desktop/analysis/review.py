"""What is asked beside the map: questions to customers and to the team, and the review when the map is done.

Source: articles 000 and 004 (method, 000-37 … 000-44, 004-15, 004-37 … 004-42).
"""

from __future__ import annotations

from typing import Final

from cjm_desktop.analysis.findings import FOUNDED
from cjm_desktop.analysis.preparation import company_worded
from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import N_, _, ngettext
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import RecordId, name_of

#: What to ask customers (004-15) and oneself (000-37 … 000-44).
INTERVIEW: Final = (
    N_("What do you do after the purchase?"),
    N_("What more would you have liked to know?"),
    N_("Are there enough ways to get in touch?"),
)
GUIDING: Final = (
    N_("Who are your customers?"),
    N_("Which needs or problems do they have while they orient themselves and weigh their choice?"),
    N_("Which emotions play a part in each phase?"),
    N_("What do they expect of your organisation?"),
    N_("Are the expectations met after the purchase and in use?"),
    N_("Is the customer service satisfying?"),
    N_("What turns an existing customer into a loyal one?"),
    N_("Why does a customer leave at a certain stage?"),
)


def questions(journey: Journey) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The questions to ask: (heading, questions) for customers, for the team, and for each phase that has its own."""
    own = [(name_of(p) or _("Untitled"), p.questions) for p in journey.phases if p.questions]
    return (
        (_("To customers"), tuple(_(q) for q in INTERVIEW)),
        (_("To yourselves"), tuple(_(q) for q in GUIDING)),
        *((" ".join(name.split()), tuple(asked)) for name, asked in own),
    )


# -- the closing review --------------------------------------------------------------------------


@frozen()
class Check:
    """One question of the closing review: its id in `Info.checks`, the question, and what the journey says of it."""

    id: str
    question: str
    says: str


def review(journey: Journey, scenario: RecordId) -> tuple[Check, ...]:
    """The closing review (004-37 … 004-42): five questions with what this journey has to answer them."""
    info = journey.info
    road = journey.road(scenario)
    founded = {e.id for e in journey.evidence if e.kind in FOUNDED}
    backed = sum(1 for t in road if founded.intersection(t.evidence))
    why = " · ".join(" ".join(text.split()) for text in (info.purpose, info.audience) if text)
    company = len(company_worded(journey, scenario))
    lanes = {lane.id for lane in journey.lanes if lane.kind in ("insights", "opportunities")}
    parts = journey.parts(scenario)
    new = sum(1 for c in journey.cards if c.scenario in parts and c.lane in lanes)
    return (
        Check(
            "purpose", _("Is it clear why and for whom this map is made?"), why or _("Not written down yet")
        ),
        Check(
            "truth",
            _("Is it as close to the truth as can be?"),
            _("{n} of {total} touchpoints founded on customers or their data").format(
                n=backed, total=len(road)
            ),
        ),
        Check(
            "together",
            _("Was it made together, with colleagues of other departments?"),
            ", ".join(info.participants) or _("No participants named yet"),
        ),
        Check(
            "customer",
            _("Is it told from the customer's view throughout?"),
            ngettext(
                "{n} title is told by the organisation (“we”, “our”)",
                "{n} titles are told by the organisation (“we”, “our”)",
                company,
            ).format(n=company)
            if company
            else _("No title speaks for the organisation"),
        ),
        Check(
            "insights",
            _("Which insights has this map given?"),
            ngettext("{n} insight or chance", "{n} insights and chances", new).format(n=new),
        ),
    )
