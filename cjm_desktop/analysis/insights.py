"""Insights and what is done about them: actions with owner, due date and status; pains that nothing answers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from cjm_desktop.analysis.experience import emotions
from cjm_desktop.analysis.findings import FOUNDED, lead_persona
from cjm_desktop.frozen import frozen
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, Evidence, Owner, RecordId, Touchpoint

#: Impact of at least this and effort of at most that make an action a quick win, on scales of 1–5 [INF].
IMPACT: Final = 4
EFFORT: Final = 2
#: A pain of at least this severity (0–4, Nielsen) is one that matters.
SEVERE: Final = 3
#: Evidence older than this many months is marked (method, C8).
OLD_MONTHS: Final = 18
#: An emotion of at most this is a hard moment.
HARD: Final = -1.0


@frozen()
class Entry:
    """One insight or action: its card, the touchpoints it stands at, what it answers and what answers it."""

    card: Card
    kind: Literal["insight", "action"]
    touchpoints: tuple[RecordId, ...]
    answers: tuple[Card, ...]
    answered_by: tuple[Card, ...]
    is_overdue: bool
    is_quick_win: bool

    @property
    def group(self) -> Literal["open", "doing", "done"]:
        """Where it stands: what was dropped is done with."""
        status = self.card.status
        return "doing" if status == "doing" else "done" if status in ("done", "dropped") else "open"


def entries(journey: Journey, scenario: RecordId, today: datetime.date) -> tuple[Entry, ...]:
    """The insights and actions of a scenario in the order of the road, the overdue ones among them told by `today`.

    A card of the lane of opportunities is an action, and so is one of the lane of insights that answers another card
    or has a status or due date.
    """
    kinds = {lane.id: lane.kind for lane in journey.lanes}
    parts = journey.parts(scenario)
    cards = [c for c in journey.cards if c.scenario in parts]
    known = {c.id: c for c in cards}
    answered: dict[RecordId, list[Card]] = {}
    for card in cards:
        for id in card.answers:
            answered.setdefault(id, []).append(card)
    road = journey.road(scenario)
    places = {t.id: i for i, t in enumerate(road)}
    first_of_phase: dict[RecordId, int] = {}
    for i, touchpoint in enumerate(road):
        first_of_phase.setdefault(touchpoint.phase, i)
    out = []
    for card in cards:
        kind = kinds.get(card.lane)
        if kind not in ("insights", "opportunities"):
            continue
        is_action = kind == "opportunities" or bool(card.answers or card.status or card.due)
        at = places.get(card.anchor)
        entry = Entry(
            card=card,
            kind="action" if is_action else "insight",
            touchpoints=() if at is None else tuple(t.id for t in road[at : at + card.span]),
            answers=tuple(known[id] for id in card.answers if id in known),
            answered_by=tuple(answered.get(card.id, ())),
            is_overdue=is_overdue(card, today),
            is_quick_win=is_quick_win(card),
        )
        place = at if at is not None else first_of_phase.get(card.anchor, len(road))
        out.append(((place, not is_action, card.order, card.id), entry))
    return tuple(entry for _key, entry in sorted(out, key=lambda pair: pair[0]))


def is_overdue(card: Card, today: datetime.date) -> bool:
    """Whether the due date is past and the work is not done."""
    due = day_of(card.due)
    return due is not None and due < today and card.status not in ("done", "dropped")


def is_quick_win(card: Card) -> bool:
    """Whether the author calls it one, or its impact is high and its effort low."""
    if card.impact is None or card.effort is None:
        return card.quick_win
    return card.quick_win or (card.impact >= IMPACT and card.effort <= EFFORT)


def day_of(text: str | None) -> datetime.date | None:
    """The day of a date of the file; None when there is none or no such day exists."""
    try:
        return datetime.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def unanswered_pains(journey: Journey, scenario: RecordId) -> tuple[Card, ...]:
    """The pains of a scenario that no card answers, the severest first, then in the order of the road."""
    lanes = {lane.id for lane in journey.lanes if lane.kind == "pains"}
    parts = journey.parts(scenario)
    cards = [c for c in journey.cards if c.scenario in parts]
    answered = {id for c in cards for id in c.answers}
    places = {t.id: i for i, t in enumerate(journey.road(scenario))}
    pains = [c for c in cards if c.lane in lanes and c.id not in answered]
    return tuple(sorted(pains, key=lambda c: (-(c.severity or 0), places.get(c.anchor, 0), c.order, c.id)))


# -- owners --------------------------------------------------------------------------------------


@frozen()
class Task:
    """What one owner has in a scenario: touchpoints to answer for, to help at, and actions."""

    owner: Owner
    accountable: tuple[Touchpoint, ...]
    helping: tuple[Touchpoint, ...]
    actions: tuple[Entry, ...]


def tasks(journey: Journey, scenario: RecordId, today: datetime.date) -> tuple[Task, ...]:
    """Every owner of the journey with what is theirs in a scenario."""
    road = journey.road(scenario)
    found = entries(journey, scenario, today)
    return tuple(
        Task(
            owner,
            tuple(t for t in road if t.owner == owner.id),
            tuple(t for t in road if owner.id in t.helpers and t.owner != owner.id),
            tuple(e for e in found if e.card.owner == owner.id),
        )
        for owner in journey.owners
    )


def ownerless(
    journey: Journey, scenario: RecordId, today: datetime.date
) -> tuple[tuple[Touchpoint, ...], tuple[Entry, ...]]:
    """Touchpoints that nobody answers for, and actions (not done) that nobody does."""
    loose = tuple(t for t in journey.road(scenario) if t.owner is None and t.kind != "customer_action")
    actions = (e for e in entries(journey, scenario, today) if e.kind == "action" and e.group != "done")
    return loose, tuple(e for e in actions if e.card.owner is None)


# -- evidence ------------------------------------------------------------------------------------


@frozen()
class Source:
    """One source of evidence with what rests on it in a scenario, and whether it is old."""

    evidence: Evidence
    rests: tuple[Touchpoint | Card, ...]
    is_old: bool


def sources(journey: Journey, scenario: RecordId, today: datetime.date) -> tuple[Source, ...]:
    """Every source of the journey, those on which most rests first."""
    records = _with_evidence(journey, scenario)
    out = []
    for source in journey.evidence:
        rests = tuple(r for r in records if source.id in r.evidence)
        out.append(Source(source, rests, is_old(source, today)))
    return tuple(sorted(out, key=lambda s: (-len(s.rests), s.evidence.kind, s.evidence.source)))


def is_old(source: Evidence, today: datetime.date) -> bool:
    """Whether the evidence is older than 18 months."""
    day = day_of(source.date)
    return (
        day is not None
        and (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day) >= OLD_MONTHS
    )


def _with_evidence(journey: Journey, scenario: RecordId) -> list[Touchpoint | Card]:
    parts = journey.parts(scenario)
    return [*journey.road(scenario), *(c for c in journey.cards if c.scenario in parts)]


@frozen()
class Unfounded:
    """Something that matters and rests on nothing, or on assumptions alone."""

    record: Touchpoint | Card
    why: Literal["truth", "hard", "pain"]
    is_bare: bool  # nothing at all is given


def unfounded(journey: Journey, scenario: RecordId) -> tuple[Unfounded, ...]:
    """What matters (moments of truth, hard moments, the three worst pains) without evidence from customers.

    Source: method, C8 ("importance high with level <= 1"); a pain rests on its touchpoint's evidence too.
    """
    founded = {e.id for e in journey.evidence if e.kind in FOUNDED or e.kind == "persona"}
    road = journey.road(scenario)
    scores = _lead_emotions(journey, scenario, road)
    out = []
    for touchpoint, score in zip(road, scores, strict=True):
        matters = touchpoint.moment_of_truth is not None or (score is not None and score <= HARD)
        if matters and not founded.intersection(touchpoint.evidence):
            why: Literal["truth", "hard"] = "truth" if touchpoint.moment_of_truth else "hard"
            out.append(Unfounded(touchpoint, why, not touchpoint.evidence))
    for pain in worst_pains(journey, scenario):
        place = journey.of(Touchpoint, pain.anchor)
        rests = {*pain.evidence, *(place.evidence if place else ())}
        if not founded & rests:
            out.append(Unfounded(pain, "pain", not rests))
    return tuple(out)


def _lead_emotions(
    journey: Journey, scenario: RecordId, road: Sequence[Touchpoint]
) -> Iterable[float | None]:
    persona = lead_persona(journey, scenario)
    return emotions(road, persona) if persona else [None] * len(road)


def worst_pains(journey: Journey, scenario: RecordId, count: int = 3) -> tuple[Card, ...]:
    """The severest pains of a scenario; those without a severity are not ranked."""
    lanes = {lane.id for lane in journey.lanes if lane.kind == "pains"}
    parts = journey.parts(scenario)
    pains = [c for c in journey.cards if c.scenario in parts and c.lane in lanes and c.severity]
    return tuple(sorted(pains, key=lambda c: (-(c.severity or 0), c.id))[:count])
