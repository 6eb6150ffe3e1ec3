"""Filters: which touchpoints and cards of a scenario are what a reader asks for.

A touchpoint is shown when it matches, or when one of its cards does together with it. A card is shown with the
place it is anchored to, or for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from cjm_desktop.frozen import frozen, replace
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, RecordId, Touchpoint, name_of

#: Stands among owners for "nobody" and among kinds of evidence for "nothing".
NONE: Final = ""


@frozen()
class Filter:
    """What is asked for: any value of each field, all fields together; an empty field asks nothing.

    `personas`, `channels` and `owners` are ids, `evidence` kinds of evidence; NONE asks for what has no owner or no
    evidence. `text` holds words, each of which must occur.
    """

    personas: tuple[RecordId, ...] = ()
    channels: tuple[RecordId, ...] = ()
    owners: tuple[RecordId, ...] = ()
    evidence: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    text: str = ""

    def __bool__(self) -> bool:
        asked = (self.personas, self.channels, self.owners, self.evidence, self.tags, self.text.strip())
        return any(asked)


@frozen()
class Shown:
    """What of a scenario matches: the ids of its touchpoints and cards."""

    touchpoints: frozenset[RecordId]
    cards: frozenset[RecordId]


@frozen()
class _Facts:
    """What of a record a filter asks about."""

    personas: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    text: str = ""


_NOTHING: Final = _Facts()


def matching(journey: Journey, scenario: RecordId, filter: Filter) -> Shown:
    """The touchpoints and cards of a scenario that a filter shows; all of them when it asks nothing."""
    road = journey.road(scenario)
    parts = journey.parts(scenario)
    own = [c for c in journey.cards if c.scenario in parts]
    asked = known(journey, filter)
    if not asked:
        return Shown(frozenset(t.id for t in road), frozenset(c.id for c in own))
    kinds = {e.id: e.kind for e in journey.evidence}
    everyone = frozenset(journey.personas_of(scenario))
    facts = {t.id: _facts(journey, t, kinds, everyone) for t in road}
    direct = {id for id, fact in facts.items() if _has(asked, fact, kinds)}
    touchpoints, cards = set(direct), set()
    places = _Places(road)
    for card in own:
        stands_at = places(card)
        joined = [id for id in stands_at if id in direct or _has(asked, facts[id], kinds, card)]
        if joined or (not stands_at and _has(asked, _NOTHING, kinds, card)):
            cards.add(card.id)
        if card.anchor in facts:  # a card of a whole phase does not show all that stands in it
            touchpoints.update(joined)
    return Shown(frozenset(touchpoints), frozenset(cards))


def known(journey: Journey, filter: Filter) -> Filter:
    """The filter without what the journey no longer has."""

    def there(ids: tuple[RecordId, ...]) -> tuple[RecordId, ...]:
        return tuple(id for id in ids if id == NONE or id in journey)

    return replace(
        filter,
        personas=there(filter.personas),
        channels=there(filter.channels),
        owners=there(filter.owners),
    )


class _Places:
    """Where cards stand: the touchpoints that one spans, or all those of its phase."""

    def __init__(self, road: Sequence[Touchpoint]) -> None:
        self._ids = [t.id for t in road]
        self._index = {id: i for i, id in enumerate(self._ids)}
        self._phases: dict[RecordId, list[RecordId]] = {}
        for touchpoint in road:
            self._phases.setdefault(touchpoint.phase, []).append(touchpoint.id)

    def __call__(self, card: Card) -> Sequence[RecordId]:
        at = self._index.get(card.anchor)
        if at is None:
            return self._phases.get(card.anchor, ())
        return self._ids[at : at + card.span]


def _has(asked: Filter, fact: _Facts, kinds: Mapping[str, str], card: Card | None = None) -> bool:
    """Whether a touchpoint is what is asked for, alone or together with a card that stands at it."""
    if asked.personas and fact.personas.isdisjoint(asked.personas):
        return False
    if asked.channels and fact.channels.isdisjoint(asked.channels):
        return False
    if asked.owners:
        owners = fact.owners | {card.owner} if card is not None and card.owner else fact.owners
        if (owners or {NONE}).isdisjoint(asked.owners):
            return False
    if asked.evidence:
        own = {kinds[id] for id in card.evidence if id in kinds} if card is not None else set()
        if ((fact.evidence | own) or {NONE}).isdisjoint(asked.evidence):
            return False
    if asked.tags:
        tags = fact.tags | set(map(str.casefold, card.tags)) if card is not None else fact.tags
        if tags.isdisjoint(map(str.casefold, asked.tags)):
            return False
    words = [word for word in asked.text.casefold().split() if word not in fact.text]
    if not words or card is None:
        return not words
    said = "\n".join((card.text, *card.tags)).casefold()
    return all(word in said for word in words)


def _facts(
    journey: Journey, touchpoint: Touchpoint, kinds: Mapping[str, str], everyone: frozenset[str]
) -> _Facts:
    t = touchpoint
    owners = [id for id in (t.owner, *t.helpers) if id]
    named = (journey.get(id) for id in (t.channel, t.owner, t.phase))
    words: Iterable[str] = (t.title, t.notes or "", t.context or "", t.information or "", *t.tags)
    return _Facts(
        frozenset(t.personas) or everyone,
        frozenset((t.channel,) if t.channel else ()),
        frozenset(owners),
        frozenset(kinds[id] for id in t.evidence if id in kinds),
        frozenset(map(str.casefold, t.tags)),
        "\n".join([*words, *(name_of(record) for record in named if record)]).casefold(),
    )
