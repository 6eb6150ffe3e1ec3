"""The five steps of the method: what of each is done in a journey, what is missing and where.

Source: article 004, "In 5 stappen maak jij die onmisbare customer journey map" (method, 004-08 … 004-42). It guides and
never blocks: nothing here keeps anyone from drawing on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cjm_desktop.analysis.insights import HARD, unanswered_pains
from cjm_desktop.analysis.preparation import Item, asked, roles, scenarios
from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import N_, _, ngettext
from cjm_desktop.model.follow_up import insight_lane
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Phase, RecordId, Touchpoint

STEPS: Final = (
    N_("Turn the roles round"),
    N_("Choose the scenario"),
    N_("Actions, thoughts, emotions"),
    N_("Touchpoints and channels"),
    N_("Insights and owners"),
)


@frozen()
class Step:
    """One of the five steps, with what it asks."""

    number: int
    title: str
    items: tuple[Item, ...]

    @property
    def done(self) -> int:
        """How many of its items are done."""
        return sum(item.is_done for item in self.items)


def steps(journey: Journey, scenario: RecordId) -> tuple[Step, ...]:
    """The five steps with what is done and missing in one scenario, in the current language."""
    road = journey.road(scenario)
    wanted = (
        roles(journey, scenario, road),
        scenarios(journey, scenario, road),
        _told(journey, scenario, road),
        [*_contacts(journey, scenario, road), *_of_group(journey, scenario)],
        _follow_up(journey, scenario, road),
    )
    return tuple(
        Step(number, _(title), tuple(items))
        for number, (title, items) in enumerate(zip(STEPS, wanted, strict=True), 1)
    )


# -- 3: actions, thoughts, emotions --------------------------------------------------------------


def _told(journey: Journey, scenario: RecordId, road: Sequence[Touchpoint]) -> list[Item]:
    cold = [t.id for t in road if _lowest(t) is None]
    if journey.info.type == "composite":  # the leading person is not part of every touchpoint
        felt = {t.id for t in road if any(e.emotional is not None for e in t.experience)}
        cold = [id for id in cold if id not in felt]
    still = _without_card(journey, scenario, road, "actions")
    silent = _without_card(journey, scenario, road, "thoughts")
    nothing = () if road else (scenario,)
    return [
        asked(
            "actions",
            _("Every touchpoint has an action"),
            _count(
                ngettext("{n} touchpoint without an action", "{n} touchpoints without an action", len(still)),
                still,
            ),
            still or nothing,
        ),
        asked(
            "thoughts",
            _("Every touchpoint has a thought"),
            _count(
                ngettext(
                    "{n} touchpoint without a thought", "{n} touchpoints without a thought", len(silent)
                ),
                silent,
            ),
            silent or nothing,
        ),
        asked(
            "emotions",
            _("Every touchpoint has an emotion"),
            _count(
                ngettext(
                    "{n} touchpoint without an emotion", "{n} touchpoints without an emotion", len(cold)
                ),
                cold,
            ),
            cold or nothing,
            "experience",
        ),
    ]


def _lowest(touchpoint: Touchpoint) -> float | None:
    """The lowest emotion of anyone at a touchpoint; None when nobody's is known."""
    return min((e.emotional for e in touchpoint.experience if e.emotional is not None), default=None)


def _count(words: str, places: Sequence[object]) -> str:
    return words.format(n=len(places)) if places else _("There are no touchpoints yet")


def _without_card(
    journey: Journey, scenario: RecordId, road: Sequence[Touchpoint], kind: str
) -> list[RecordId]:
    """The touchpoints over which no card of a kind of lane stands."""
    covered: set[RecordId] = set()
    places = {t.id: i for i, t in enumerate(road)}
    for lane in journey.lanes:
        if lane.kind == kind:
            for anchor, cards in journey.cells_of(lane.id, scenario).items():
                if anchor in places:
                    span = max(card.span for card in cards)
                    covered.update(t.id for t in road[places[anchor] : places[anchor] + span])
                else:
                    covered.update(t.id for t in road if t.phase == anchor)
    return [t.id for t in road if t.id not in covered]


# -- 4: touchpoints and channels -----------------------------------------------------------------


def _contacts(journey: Journey, scenario: RecordId, road: Sequence[Touchpoint]) -> list[Item]:
    mute = [t.id for t in road if t.kind == "contact" and t.channel is None]
    phases = [p for p in journey.phases if p.spans == "self"]
    empty = [p for p in phases if not any(t.phase == p.id for t in road)]
    alone = [
        p for p in phases if p not in empty and all(t.kind != "contact" for t in road if t.phase == p.id)
    ]
    hard = [t.id for t in road if t.kind != "contact" and (score := _lowest(t)) is not None and score <= HARD]
    nothing = () if road else (scenario,)
    return [
        asked(
            "channels",
            _("Every contact has a channel"),
            _count(
                ngettext("{n} contact without a channel", "{n} contacts without a channel", len(mute)), mute
            ),
            mute or nothing,
            "channel",
        ),
        asked(
            "phases",
            _("Every phase has touchpoints"),
            _phases(
                ngettext("Phase {names} has no touchpoint", "Phases {names} have no touchpoint", len(empty)),
                empty,
            ),
            (p.id for p in empty),
        ),
        asked(
            "contact",
            _("Every phase with touchpoints has contact with the organisation"),
            _phases(
                ngettext(
                    "Phase {names} has no contact with the organisation",
                    "Phases {names} have no contact with the organisation",
                    len(alone),
                ),
                alone,
            ),
            (p.id for p in alone),
        ),
        asked(
            "hard",
            _("There is contact at every hard moment"),
            _count(
                ngettext(
                    "{n} hard moment without contact: a place for an extra touchpoint",
                    "{n} hard moments without contact: places for an extra touchpoint",
                    len(hard),
                ),
                hard,
            ),
            hard,
        ),
    ]


def _of_group(journey: Journey, scenario: RecordId) -> list[Item]:
    if journey.info.type != "composite":
        return []
    from cjm_desktop.analysis import group_steps  # few journeys are of several people

    return group_steps.items(journey, scenario)


def _phases(words: str, phases: Sequence[Phase]) -> str:
    return words.format(names=", ".join(" ".join(p.name.split()) for p in phases))


# -- 5: insights and owners ----------------------------------------------------------------------


def _follow_up(journey: Journey, scenario: RecordId, road: Sequence[Touchpoint]) -> list[Item]:
    lanes = {lane.id: lane.kind for lane in journey.lanes}
    parts = journey.parts(scenario)
    cards = [c for c in journey.cards if c.scenario in parts]
    new = [c for c in cards if lanes.get(c.lane) in ("insights", "opportunities")]
    pains = unanswered_pains(journey, scenario)
    loose = [t.id for t in road if t.owner is None and t.kind != "customer_action"]
    actions = [
        c
        for c in new
        if (lanes[c.lane] == "opportunities" or c.status) and c.status not in ("done", "dropped")
    ]
    idle = [c.id for c in actions if c.owner is None]
    undated = [c.id for c in actions if c.due is None]
    lane = insight_lane(journey)
    items = [
        Item(
            "insights",
            _("The map has given insights or chances"),
            "" if new else _("No insight or chance is written down yet"),
            (lane.id,) if lane else (scenario,),
        ),
        asked(
            "pains",
            _("Every pain has an answer"),
            _count(ngettext("{n} pain without an answer", "{n} pains without an answer", len(pains)), pains),
            (c.id for c in pains),
        ),
        asked(
            "owners",
            _("Every touchpoint has an owner"),
            _count(
                ngettext("{n} touchpoint without an owner", "{n} touchpoints without an owner", len(loose)),
                loose,
            ),
            loose,
            "owner",
        ),
        asked(
            "doers",
            _("Every action has an owner"),
            _count(ngettext("{n} action without an owner", "{n} actions without an owner", len(idle)), idle),
            idle,
            "owner",
        ),
        asked(
            "dates",
            _("Every action has a due date"),
            _count(
                ngettext("{n} action without a due date", "{n} actions without a due date", len(undated)),
                undated,
            ),
            undated,
            "due",
        ),
    ]
    if any(lane.kind == "content" for lane in journey.lanes):
        bare = _phases_without_content(journey, scenario, road)
        items.append(
            asked(
                "content",
                _("There is content in every phase"),
                _phases(
                    ngettext("Phase {names} has no content", "Phases {names} have no content", len(bare)),
                    bare,
                ),
                (p.id for p in bare),
            )
        )
    return items


def _phases_without_content(journey: Journey, scenario: RecordId, road: Sequence[Touchpoint]) -> list[Phase]:
    without = set(_without_card(journey, scenario, road, "content"))
    filled = {t.phase for t in road if t.id not in without}
    return [p for p in journey.phases if p.spans == "self" and p.id not in filled]
