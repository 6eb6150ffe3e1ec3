"""What hurts and what to do about it: the few findings a poster's strip of insights names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from cjm_desktop.analysis import emotion_scale
from cjm_desktop.analysis.experience import emotions
from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _, ngettext, number
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import RecordId, Touchpoint

#: Evidence of these kinds was gathered from customers or their data; the others are the team's own thought.
FOUNDED: Final = frozenset(("data", "interview", "observation", "research", "frontline"))
#: So many people who are missed somewhere are named among the findings.
MISSED: Final = 3


@frozen()
class Finding:
    """One sentence about the journey, and the record it is about."""

    kind: Literal["pain", "win", "gap"]
    text: str
    record: RecordId | None = None


def findings(journey: Journey, scenario: RecordId) -> tuple[Finding, ...]:
    """The worst moment, the best quick win and the gaps of a scenario, in the current language."""
    road = journey.road(scenario)
    out = [_worst(journey, scenario, road), _quick_win(journey, scenario), *_gaps(road)]
    if journey.info.type == "composite":
        from cjm_desktop.analysis.buying_group import gap_words  # few journeys are of several people

        out += [Finding("gap", text, person) for text, person in gap_words(journey, scenario)[:MISSED]]
    return tuple(f for f in out if f is not None)


def lead_persona(journey: Journey, scenario: RecordId) -> RecordId | None:
    """The persona whose curve stands for the scenario: its first one, else the journey's first."""
    people = journey.personas_of(scenario)
    if people:
        return people[0]
    return journey.personas[0].id if journey.personas else None


def _worst(journey: Journey, scenario: RecordId, road: Sequence[Touchpoint]) -> Finding | None:
    persona = lead_persona(journey, scenario)
    if persona is None:
        return None
    known = [(s, i) for i, s in enumerate(emotions(road, persona)) if s is not None]
    if not known or min(known)[0] >= 0:
        return None
    score, index = min(known)
    touchpoint = road[index]
    words = {"name": touchpoint.title, "score": emotion_scale.words(score, journey.info.emotion_scale)}
    if touchpoint.drop_off and touchpoint.drop_off.share > 0:
        words["share"] = number(touchpoint.drop_off.share * 100)
        return Finding(
            "pain", _("“{name}” is the low point: {score} and {share}% leave").format(**words), touchpoint.id
        )
    return Finding("pain", _("“{name}” is the low point: {score}").format(**words), touchpoint.id)


def _quick_win(journey: Journey, scenario: RecordId) -> Finding | None:
    """The marked quick win, else the opportunity that answers the severest pain."""
    kinds = {lane.id: lane.kind for lane in journey.lanes}
    parts = journey.parts(scenario)
    cards = [c for c in journey.cards if c.scenario in parts and kinds.get(c.lane) == "opportunities"]
    severity = {c.id: c.severity or 0 for c in journey.cards}
    best = None
    best_rank = (0, 0)
    for card in cards:
        rank = (int(card.quick_win), max((severity.get(a, 0) for a in card.answers), default=0))
        if card.text and rank > best_rank:
            best, best_rank = card, rank
    if best is None:
        return None
    label = _("Quick win: {text}") if best.quick_win else _("First chance: {text}")
    return Finding("win", label.format(text=" ".join(best.text.split())), best.id)


def _gaps(road: Sequence[Touchpoint]) -> list[Finding]:
    out = []
    ownerless = [t for t in road if t.owner is None]
    # Where no touchpoint has an owner yet, owners are not what the map is about.
    if 0 < len(ownerless) < len(road):
        text = ngettext("{n} touchpoint without an owner", "{n} touchpoints without an owner", len(ownerless))
        out.append(Finding("gap", text.format(n=len(ownerless)), ownerless[0].id))
    return out


def evidence_base(journey: Journey, scenario: RecordId) -> str:
    """What the map rests on, in words: sources and the share of touchpoints ("" when nothing is recorded)."""
    road = journey.road(scenario)
    kinds = {e.id: e.kind for e in journey.evidence}
    used = [{kinds[e] for e in t.evidence if e in kinds} for t in road]
    if not any(used):
        return ""
    founded = sum(1 for kinds_here in used if kinds_here & FOUNDED)
    sources = [
        e.source for e in journey.evidence if e.kind in FOUNDED and any(e.id in t.evidence for t in road)
    ]
    names = ", ".join(dict.fromkeys(s for s in sources if s))
    percent = round(100 * founded / len(road))
    if founded < len(road):
        percent = min(99, percent)  # all is said of all alone
    share = _("{percent}% backed by customer research ({n} of {total} touchpoints)").format(
        percent=number(percent), n=number(founded), total=number(len(road))
    )
    return f"{names} · {share}" if names else share
