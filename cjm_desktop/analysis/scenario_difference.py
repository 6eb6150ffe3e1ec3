"""What differs between two scenarios: touchpoints, side roads, cards and measures (method.md, C13).

Touchpoints are matched by their lineage, which a derived scenario keeps, never by their name; two journeys are compared
in the same way, so that two copies of one file can be held against each other. Records that are not compared themselves
(channels, owners, personas) are the same when they are one record, or in two journeys have one name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, Final, TypeVar

from cjm_desktop.analysis.measures import Measure, measures
from cjm_desktop.frozen import frozen
from cjm_desktop.model.fields import Spec, specs
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import (
    Asset,
    Card,
    Lane,
    Record,
    RecordId,
    Scenario,
    Touchpoint,
    name_of,
)

R = TypeVar("R", bound=Record)

#: Fields that say where a record stands or comes from; that is compared otherwise, or not at all.
_PLACES: Final = frozenset(
    ("id", "scenario", "phase", "order", "lane", "anchor", "lineage", "dx", "dy", "source", "target")
)
#: Cells that hold more pairs than this are compared in order alone.
_FEW: Final = 10_000
#: What of a scenario itself is compared.
_OF_SCENARIO: Final = ("start", "end", "road", "personas")


@frozen()
class Changed:
    """A field that differs: the values of records as they are, those of references as names.

    Of the experience of a persona the field is "experience.emotional" and so on, and `persona` says whose.
    """

    field: str
    old: Any
    new: Any
    persona: str | None = None


@frozen()
class Pair:
    """One record in both scenarios, with what differs; `old` or `new` is None where it was added or removed."""

    old: Any
    new: Any
    fields: tuple[Changed, ...] = ()

    @property
    def record(self) -> Any:
        """The newer record, or the only one."""
        return self.old if self.new is None else self.new


@frozen()
class Difference:
    """What becomes of the scenario `old` in the scenario `new`; touchpoints in road order.

    A touchpoint may be among the moved and the changed at once. Side roads and cards are among the added, removed or
    changed; cards of touchpoints that were added or removed go with these and are not named. `same` is how many
    touchpoints of how many in all are neither added, removed, moved nor changed.
    """

    old: Scenario
    new: Scenario
    added: tuple[Touchpoint, ...] = ()
    removed: tuple[Touchpoint, ...] = ()
    rephased: tuple[Pair, ...] = ()
    reordered: tuple[Pair, ...] = ()
    changed: tuple[Pair, ...] = ()
    roads: tuple[Pair, ...] = ()
    cards: tuple[Pair, ...] = ()
    scenario: tuple[Changed, ...] = ()
    measures: tuple[Measure, ...] = ()
    pairs: tuple[tuple[Touchpoint, Touchpoint], ...] = ()
    same: tuple[int, int] = (0, 0)

    def __bool__(self) -> bool:
        return any(
            (
                *(self.added, self.removed, self.rephased, self.reordered, self.changed),
                *(self.roads, self.cards, self.scenario),
            )
        )


def difference(journey: Journey, old: RecordId, new: RecordId, other: Journey | None = None) -> Difference:
    """What becomes of a scenario of `journey` in another one, of the same journey or of `other`.

    Pure; takes time n log n in the records. KeyError when there is no such scenario.
    """
    return _Comparison(journey, other or journey, old, new).made()


def lineage(touchpoint: Touchpoint) -> str:
    """By what a touchpoint is known in other scenarios."""
    return touchpoint.lineage or touchpoint.id


def matched(old: Sequence[Touchpoint], new: Sequence[Touchpoint]) -> list[tuple[Touchpoint, Touchpoint]]:
    """The touchpoints that two roads share, in the order of the new one; of doubles the first meet."""
    there: dict[str, list[Touchpoint]] = {}
    for touchpoint in reversed(old):
        there.setdefault(lineage(touchpoint), []).append(touchpoint)
    return [(row.pop(), t) for t in new if (row := there.get(lineage(t)))]


def is_older(journey: Journey, scenario: RecordId, other: RecordId) -> bool:
    """Whether a scenario comes before another: the other is derived from it, or further from today's state."""
    up, seen = journey.of(Scenario, other), {other}
    while up is not None and up.derived_from is not None and up.derived_from not in seen:
        if up.derived_from == scenario:
            return True
        seen.add(up.derived_from)
        up = journey.of(Scenario, up.derived_from)
    states = ("current", "desired", "ideal")
    mine, others = journey.of(Scenario, scenario), journey.of(Scenario, other)
    if mine is None or others is None:
        return True
    return states.index(mine.state) < states.index(others.state)


class _Comparison:
    """Two scenarios of one or two journeys."""

    def __init__(self, one: Journey, two: Journey, old: RecordId, new: RecordId) -> None:
        self.one, self.two = one, two
        scenarios = (one.of(Scenario, old), two.of(Scenario, new))
        if scenarios[0] is None or scenarios[1] is None:
            raise KeyError(old if scenarios[0] is None else new)
        self.old, self.new = scenarios[0], scenarios[1]
        self.roads = (one.road(old), two.road(new))
        self.pairs = matched(*self.roads)
        #: Old touchpoint → the same one in the new scenario.
        self.known = {a.id: b.id for a, b in self.pairs}

    def made(self) -> Difference:
        kept = [a for a, _b in self.pairs]
        gone, come = {a.id for a in kept}, {b.id for _a, b in self.pairs}
        added = tuple(t for t in self.roads[1] if t.id not in come)
        removed = tuple(t for t in self.roads[0] if t.id not in gone)
        rephased = tuple(Pair(a, b) for a, b in self.pairs if not self._is_same(a.phase, b.phase))
        reordered = tuple(self._reordered({p.new.id for p in rephased}))
        changed = tuple(Pair(a, b, fields) for a, b in self.pairs if (fields := tuple(self._fields(a, b))))
        roads, cards = tuple(self._roads()), tuple(self._cards())
        touched = {p.new.id for p in (*rephased, *reordered, *changed)}
        touched |= {p.record.anchor if p.new else self.known.get(p.old.anchor) for p in cards}
        same = sum(1 for _a, b in self.pairs if b.id not in touched)
        return Difference(
            old=self.old,
            new=self.new,
            added=added,
            removed=removed,
            rephased=rephased,
            reordered=reordered,
            changed=changed,
            roads=roads,
            cards=cards,
            scenario=tuple(c for c in self._fields(self.old, self.new, _OF_SCENARIO)),
            measures=measures(self.one, self.old.id, self.new.id, self.two),
            pairs=tuple(self.pairs),
            same=(same, len(self.pairs) + len(added) + len(removed)),
        )

    # -- touchpoints ---------------------------------------------------------------------------------------

    def _reordered(self, rephased: set[RecordId]) -> Iterator[Pair]:
        """As few as possible: those that stand outside the longest row whose order both roads share."""
        places = {t.id: i for i, t in enumerate(self.roads[0])}
        row = [(a, b) for a, b in self.pairs if b.id not in rephased]
        kept = _longest_rising([places[a.id] for a, _b in row])
        yield from (Pair(a, b) for i, (a, b) in enumerate(row) if i not in kept)

    # -- side roads and cards ------------------------------------------------------------------------------

    def _roads(self) -> Iterator[Pair]:
        before, after = (
            _grouped(
                (c for c in journey.connections if c.source in ids and c.kind != "main"),
                lambda c: (c.source, c.target),
            )
            for journey, ids in (
                (self.one, {t.id for t in self.roads[0]}),
                (self.two, {t.id for t in self.roads[1]}),
            )
        )
        moved: dict[Any, Any] = {
            (self.known.get(a, ("old", a)), self.known.get(b, ("old", b))): row
            for (a, b), row in before.items()
        }
        yield from self._met(moved, after)

    def _cards(self) -> Iterator[Pair]:
        before, after = (
            _grouped((c for c in journey.cards if c.scenario in parts), attrgetter("anchor", "lane"))
            for journey, parts in (
                (self.one, {*self.one.parts(self.old.id), self.old.id}),
                (self.two, {*self.two.parts(self.new.id), self.new.id}),
            )
        )
        alone = {t.id for t in self.roads[1]} - set(self.known.values())
        alone_before = {t.id for t in self.roads[0]} - self.known.keys()
        after = {cell: row for cell, row in after.items() if cell[0] not in alone}
        moved: dict[Any, list[Card]] = {}
        for (anchor, lane), row in before.items():
            if anchor not in alone_before:
                cell: Any = (self.known.get(anchor) or self._here(anchor), self._here(lane))
                moved.setdefault(cell, []).extend(row)
        yield from self._met(moved, after)

    def _here(self, id: RecordId) -> Any:
        """The new journey's phase or lane that is the same as one of the old journey."""
        if self.one is self.two:
            return id
        record = self.one[id]
        there: Sequence[Record] = self.two.lanes if isinstance(record, Lane) else self.two.phases
        return next((r.id for r in there if self._is_same(id, r.id)), ("old", id))

    def _met(self, before: Mapping[Any, Sequence[Any]], after: Mapping[Any, Sequence[Any]]) -> Iterator[Pair]:
        """What became of the records of each cell: equal ones meet first, then those of one name, then in order."""
        for cell in dict.fromkeys((*after, *before)):
            old, new = list(before.get(cell, ())), list(after.get(cell, ()))
            if len(old) == len(new) and not any(
                any(self._fields(*pair)) for pair in zip(old, new, strict=True)
            ):
                continue
            if len(old) * len(new) <= _FEW:
                _meet(old, new, lambda a, b: not any(self._fields(a, b)))
                for a, b in _meet(old, new, lambda a, b: name_of(a) == name_of(b)):
                    yield Pair(a, b, tuple(self._fields(a, b)))
            for a, b in zip(old, new, strict=False):
                if fields := tuple(self._fields(a, b)):
                    yield Pair(a, b, fields)
            yield from (Pair(a, None) for a in old[len(new) :])
            yield from (Pair(None, b) for b in new[len(old) :])

    # -- fields --------------------------------------------------------------------------------------------

    def _fields(self, a: Any, b: Any, names: Iterable[str] = ()) -> Iterator[Changed]:
        if self.one is self.two and not names:
            record_class: Any = type(a)
            values = _compared(record_class)
            if values(a) == values(b):
                return  # which is usual, and quickly seen
        for spec in specs(type(a)):
            if spec.name not in names if names else spec.name in _PLACES:
                continue
            old, new = getattr(a, spec.name), getattr(b, spec.name)
            if spec.name == "experience":
                yield from self._experiences(old, new)
            elif spec.shape == "ref":
                if not self._are_same(spec, old, new):
                    yield Changed(spec.name, self._told(self.one, spec, old), self._told(self.two, spec, new))
            elif old != new:
                yield Changed(spec.name, old, new)

    def _experiences(self, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Changed]:
        rest = list(new)
        for felt in old:
            now = next((n for n in rest if self._is_same(felt.persona, n.persona)), None)
            if now is not None:
                rest.remove(now)
            yield from self._felt(_called(self.one, felt.persona), felt, now)
        for felt in rest:
            yield from self._felt(_called(self.two, felt.persona), None, felt)

    def _felt(self, persona: str, old: Any, new: Any) -> Iterator[Changed]:
        for name in ("emotional", "functional", "expected", "word"):
            was, now = getattr(old, name, None), getattr(new, name, None)
            if was != now:
                yield Changed(f"experience.{name}", was, now, persona)

    def _are_same(self, spec: Spec, old: Any, new: Any) -> bool:
        if not spec.many:
            return self._is_same(old, new)
        # Naming a record twice says no more than naming it once, and a copy does not keep it.
        before, after = tuple(dict.fromkeys(old)), tuple(dict.fromkeys(new))
        return len(before) == len(after) and all(map(self._is_same, before, after))

    def _is_same(self, old: RecordId | None, new: RecordId | None) -> bool:
        """Whether two references mean one thing: one record, or two of one name where these are copies."""
        if old is None or new is None:
            return old is new
        one, two = self.one.get(old), self.two.get(new)
        if isinstance(one, Card) and isinstance(two, Card):
            return one.text == two.text  # those of a copy are other cards
        if self.one is self.two:
            return old == new
        if isinstance(one, Asset) and isinstance(two, Asset):
            return one.sha256 == two.sha256
        if one is None or two is None or type(one) is not type(two):
            return False
        return old == new or (bool(name_of(one)) and name_of(one) == name_of(two))

    def _told(self, journey: Journey, spec: Spec, value: Any) -> Any:
        if spec.many:
            return tuple(_called(journey, id) for id in value)
        return None if value is None else _called(journey, value)


def _meet(old: list[R], new: list[R], fits: Callable[[R, R], bool]) -> list[tuple[R, R]]:
    """Take the records that fit each other out of both lists."""
    out = []
    for record in list(new):
        twin = next((o for o in old if fits(o, record)), None)
        if twin is not None:
            old.remove(twin)
            new.remove(record)
            out.append((twin, record))
    return out


@cache
def _compared(cls: Any) -> Callable[[Any], Any]:
    """What reads all fields of a record at once that are compared."""
    return attrgetter(*(spec.name for spec in specs(cls) if spec.name not in _PLACES))


def _called(journey: Journey, id: RecordId) -> str:
    record = journey.get(id)
    return (name_of(record) if record is not None else "") or id


def _grouped(records: Iterable[R], key: Callable[[R], Any]) -> dict[Any, list[R]]:
    out: dict[Any, list[R]] = {}
    for record in records:
        out.setdefault(key(record), []).append(record)
    return out


def _longest_rising(places: Sequence[int]) -> set[int]:
    """The indices of a longest rising row (patience sorting, n log n); of equals the one that ends lowest."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for i, place in enumerate(places):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [i]
    out: set[int] = set()
    i = ends[-1] if ends else -1
    while i >= 0:
        out.add(i)
        i = before[i]
    return out
