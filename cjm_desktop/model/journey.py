"""The journey: frozen records in a networkx graph, with one way in, `apply`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

from cjm_desktop.model.change import Change
from cjm_desktop.model.records import (
    INFO_ID,
    LISTS,
    STAMP_ID,
    Asset,
    Card,
    Channel,
    Comment,
    Connection,
    Evidence,
    Info,
    Lane,
    Owner,
    Persona,
    Phase,
    Record,
    RecordId,
    Scenario,
    Stamp,
    Touchpoint,
)
from cjm_desktop.model.references import references as references

if TYPE_CHECKING:
    import networkx as nx

R = TypeVar("R", bound=Record)


class ChangeMismatch(ValueError):
    """A change does not start from what the journey holds, or would leave a connection hanging."""


class Journey:
    """Records by id; every connection is an edge between two touchpoints, every other record a node.

    Only `apply` changes it. The tuples that the properties give are cached until a change touches them.
    """

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records: dict[RecordId, Record] = {}
        self._graph: nx.MultiDiGraph[Any] | None = None
        self._joined: dict[RecordId, tuple[Connection, ...]] | None = None
        self._by_kind: dict[str, tuple[Any, ...]] = {}
        self._roads: dict[RecordId, tuple[Touchpoint, ...]] | None = None
        self._cells: dict[tuple[RecordId, RecordId], dict[RecordId, tuple[Card, ...]]] | None = None
        # What joined scenarios show of their parts; forgotten at every change, for it is quickly put together.
        self._joined_roads: dict[RecordId, tuple[Touchpoint, ...]] = {}
        self._joined_cells: dict[tuple[RecordId, RecordId], dict[RecordId, tuple[Card, ...]]] = {}
        self._kinds: dict[str, dict[RecordId, None]] = {}
        given = {r.id: r for r in records}
        given.setdefault(INFO_ID, Info(id=INFO_ID))
        given.setdefault(STAMP_ID, Stamp(id=STAMP_ID))
        self._write(Change(dict.fromkeys(given), given))

    # -- reading ---------------------------------------------------------------------------------

    def __contains__(self, id: object) -> bool:
        return id in self._records

    def __len__(self) -> int:
        return len(self._records)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Journey):
            return NotImplemented
        return len(self) == len(other) and all(other.get(r.id) == r for r in self.records())

    __hash__ = None  # type: ignore[assignment]

    def __getitem__(self, id: RecordId) -> Record:
        """The record of that id; KeyError when there is none."""
        record = self.get(id)
        if record is None:
            raise KeyError(id)
        return record

    def get(self, id: RecordId | None) -> Record | None:
        return None if id is None else self._records.get(id)

    def of(self, cls: type[R], id: RecordId | None) -> R | None:
        """The record of that id when it is of that class, else None."""
        record = self.get(id)
        return record if isinstance(record, cls) else None

    def records(self) -> Iterator[Record]:
        """Every record in file order: info, stamp, then the lists."""
        yield self.info
        yield self.stamp
        for cls in LISTS.values():
            yield from self._all(cls)

    def copy(self) -> Journey:
        """An independent journey that shares the (frozen) records."""
        return Journey(self.records())

    @property
    def graph(self) -> nx.MultiDiGraph[Any]:
        """The journey as a graph, read-only: records are nodes and connections edges, under "record".

        It is made when it is first asked for (networkx takes longer to load than a whole journey to read) and
        from then on follows every change.
        """
        if self._graph is None:
            import networkx

            self._graph = networkx.MultiDiGraph()
            everything = dict(self._records)
            _draw(self._graph, Change(dict.fromkeys(everything), everything))
        return self._graph.copy(as_view=True)

    @property
    def info(self) -> Info:
        return cast(Info, self[INFO_ID])

    @property
    def stamp(self) -> Stamp:
        return cast(Stamp, self[STAMP_ID])

    @property
    def personas(self) -> tuple[Persona, ...]:
        return self._all(Persona)

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        return self._all(Scenario)

    @property
    def phases(self) -> tuple[Phase, ...]:
        return self._all(Phase)

    @property
    def lanes(self) -> tuple[Lane, ...]:
        return self._all(Lane)

    @property
    def channels(self) -> tuple[Channel, ...]:
        return self._all(Channel)

    @property
    def owners(self) -> tuple[Owner, ...]:
        return self._all(Owner)

    @property
    def touchpoints(self) -> tuple[Touchpoint, ...]:
        """All touchpoints by scenario, phase order and order: each scenario's are in road order."""
        return self._all(Touchpoint)

    @property
    def connections(self) -> tuple[Connection, ...]:
        return self._all(Connection)

    @property
    def cards(self) -> tuple[Card, ...]:
        return self._all(Card)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return self._all(Evidence)

    @property
    def comments(self) -> tuple[Comment, ...]:
        return self._all(Comment)

    @property
    def assets(self) -> tuple[Asset, ...]:
        return self._all(Asset)

    def parts(self, scenario: RecordId) -> tuple[RecordId, ...]:
        """The scenarios whose roads make up the one that is shown: those that it joins, else itself."""
        record = self.of(Scenario, scenario)
        if record is None or not record.joins:
            return (scenario,)
        return tuple(id for id in dict.fromkeys(record.joins) if self._is_part(id))

    def _is_part(self, id: RecordId) -> bool:
        part = self.of(Scenario, id)
        return part is not None and not part.joins

    def part_for(
        self, scenario: RecordId, phase: RecordId | None = None, beside: RecordId | None = None
    ) -> RecordId:
        """The scenario that a new touchpoint or card goes to when another one is shown; itself when it joins none.

        Of a joined one it is the part in which the touchpoint `beside` stands, else the last that comes through
        the phase, else the last.
        """
        parts = self.parts(scenario)
        if parts == (scenario,) or not parts:
            return scenario
        neighbour = self.of(Touchpoint, beside)
        if neighbour is not None and neighbour.scenario in parts:
            return neighbour.scenario
        through = [part for part in parts if any(t.phase == phase for t in self.road(part))]
        return (through or parts)[-1]

    def personas_of(self, scenario: RecordId) -> tuple[RecordId, ...]:
        """The personas of a scenario; a joined one that names none has those of its parts."""
        record = self.of(Scenario, scenario)
        if record is None or record.personas or not record.joins:
            return record.personas if record else ()
        parts = [self.of(Scenario, id) for id in self.parts(scenario)]
        return tuple(dict.fromkeys(id for part in parts if part for id in part.personas))

    def road(self, scenario: RecordId) -> tuple[Touchpoint, ...]:
        """The touchpoints of a scenario in road order (phase by phase).

        The road of a joined scenario is those of its parts, one after the other.
        """
        if self._roads is None:
            grouped: dict[RecordId, list[Touchpoint]] = {}
            for touchpoint in self.touchpoints:
                grouped.setdefault(touchpoint.scenario, []).append(touchpoint)
            self._roads = {key: tuple(value) for key, value in grouped.items()}
        row = self._roads.get(scenario)
        return self._joined_road(scenario) if row is None else row

    def _joined_road(self, scenario: RecordId) -> tuple[Touchpoint, ...]:
        found = self._joined_roads.get(scenario)
        if found is None:
            assert self._roads is not None
            roads = self._roads
            found = tuple(t for part in self.parts(scenario) for t in roads.get(part, ()))
            self._joined_roads[scenario] = found
        return found

    def cells_of(self, lane: RecordId, scenario: RecordId) -> Mapping[RecordId, tuple[Card, ...]]:
        """The cards of a lane in a scenario, in order, by the touchpoint or phase they are anchored to."""
        if self._cells is None:
            cells: dict[tuple[RecordId, RecordId], dict[RecordId, tuple[Card, ...]]] = {}
            for card in self.cards:
                row = cells.setdefault((card.lane, card.scenario), {})
                row[card.anchor] = (*row.get(card.anchor, ()), card)
            self._cells = cells
        parts = self.parts(scenario)
        if parts == (scenario,):
            return self._cells.get((lane, scenario), {})
        found = self._joined_cells.get((lane, scenario))
        if found is None:
            found = self._joined_cells[lane, scenario] = {}
            for part in (*parts, scenario):
                for anchor, cards in self._cells.get((lane, part), {}).items():
                    found[anchor] = (*found.get(anchor, ()), *cards)
        return found

    def cards_at(self, anchor: RecordId, lane: RecordId, scenario: RecordId) -> tuple[Card, ...]:
        """The cards of a lane that are anchored to a touchpoint or phase, in order."""
        return self.cells_of(lane, scenario).get(anchor, ())

    def connections_of(self, touchpoint: RecordId) -> tuple[Connection, ...]:
        """The connections into and out of a touchpoint, by id."""
        if self._joined is None:
            joined: dict[RecordId, tuple[Connection, ...]] = {}
            for connection in self.connections:
                for end in dict.fromkeys((connection.source, connection.target)):
                    joined[end] = (*joined.get(end, ()), connection)
            self._joined = joined
        return self._joined.get(touchpoint, ())

    def references_to(self, id: RecordId) -> tuple[tuple[Record, str], ...]:
        """Every (record, field) that names the id, in file order."""
        return tuple(
            (record, field)
            for record in self.records()
            for field, target in references(record)
            if target == id
        )

    # -- writing ---------------------------------------------------------------------------------

    def apply(self, change: Change) -> None:
        """Carry out a change; ChangeMismatch (and nothing done) unless `before` is what the journey holds."""
        if change.before.keys() != change.after.keys():
            raise ChangeMismatch("a change names the same ids before and after")
        for id, was in change.before.items():
            if self.get(id) != was:
                raise ChangeMismatch(f"the journey holds another {id} than the change starts from")
        for id, now in change.after.items():
            if now is None and isinstance(self.get(id), Touchpoint):
                kept = [c.id for c in self.connections_of(id) if change.after.get(c.id, c) is not None]
                if kept:
                    raise ChangeMismatch(f"{kept[0]} would lose its touchpoint {id}")
            if isinstance(now, Connection):
                for end in (now.source, now.target):
                    there = change.after.get(end, self.get(end))
                    if not isinstance(there, Touchpoint):
                        raise ChangeMismatch(f"{id} would join {end}, which is no touchpoint")
            elif now is not None and now.id != id:
                raise ChangeMismatch(f"{now.id} stands under {id}")
        self._write(change)

    def _write(self, change: Change) -> None:
        touched = set()
        for id, was in change.before.items():
            now = change.after[id]
            if was is not None:
                touched.add(was.KIND)
                if now is None or now.KIND != was.KIND:
                    del self._kinds[was.KIND][id]
                    del self._records[id]
            if now is not None:
                touched.add(now.KIND)
                self._kinds.setdefault(now.KIND, {})[id] = None
                self._records[id] = now
        if self._graph is not None:
            _draw(self._graph, change)
        self._refresh(change, touched)

    def _refresh(self, change: Change, touched: set[str]) -> None:
        """Bring what is cached up to date: in place when every record keeps its place, else by forgetting it."""
        if self._joined_roads or self._joined_cells:
            self._joined_roads, self._joined_cells = {}, {}
        pairs = [(was, change.after[id]) for id, was in change.before.items()]
        if len(pairs) <= FEW and all(_keeps_place(was, now) for was, now in pairs):
            new = {id: now for id, now in change.after.items() if now is not None}
            for kind in touched & self._by_kind.keys():
                self._by_kind[kind] = tuple([new.get(r.id, r) for r in self._by_kind[kind]])
            for now in new.values():
                if isinstance(now, Touchpoint) and self._roads is not None:
                    row = self._roads[now.scenario]
                    self._roads[now.scenario] = tuple([now if t.id == now.id else t for t in row])
                elif isinstance(now, Connection):
                    self._joined = None
                elif isinstance(now, Card) and self._cells is not None:
                    cell = self._cells[now.lane, now.scenario]
                    moved = tuple([now if c.id == now.id else c for c in cell[now.anchor]])
                    # A new mapping, so that who holds the old one sees that it differs.
                    self._cells[now.lane, now.scenario] = {**cell, now.anchor: moved}
            return
        for kind in touched:
            self._by_kind.pop(kind, None)
        if touched & {"phase", "scenario"}:
            self._by_kind.pop("touchpoint", None)
        if touched & {"phase", "scenario", "touchpoint"}:
            self._roads = None
        if "card" in touched:
            self._cells = None
        if "connection" in touched:
            self._joined = None

    def _all(self, cls: type[R]) -> tuple[R, ...]:
        found = self._by_kind.get(cls.KIND)
        if found is None:
            held = self._records
            rows: list[Any] = [held[id] for id in self._kinds.get(cls.KIND, {})]
            if cls is Touchpoint:
                places = {s.id: i for i, s in enumerate(self.scenarios)}
                phases = {p.id: i for i, p in enumerate(self.phases)}
                rows.sort(key=lambda t: (places.get(t.scenario, -1), phases.get(t.phase, -1), t.order, t.id))
            elif "order" in cls.__slots__:
                rows.sort(key=attrgetter("order", "id"))
            else:
                rows.sort(key=attrgetter("id"))
            found = tuple(rows)
            self._by_kind[cls.KIND] = found
        return cast(tuple[R, ...], found)


def _draw(graph: nx.MultiDiGraph[Any], change: Change) -> None:
    """Carry a change out on the graph: edges go before their nodes and come after them."""
    for id, was in change.before.items():
        if isinstance(was, Connection):
            graph.remove_edge(was.source, was.target, key=id)
    for id, was in change.before.items():
        if was is not None and change.after[id] is None and not isinstance(was, Connection):
            graph.remove_node(id)
    for id, now in change.after.items():
        if now is not None and not isinstance(now, Connection):
            graph.add_node(id, record=now)
    for id, now in change.after.items():
        if isinstance(now, Connection):
            graph.add_edge(now.source, now.target, key=id, record=now)


#: The fields that tell where a record stands among its kind.
_PLACE = ("order", "phase", "scenario", "lane", "anchor")
#: A change of more records than this is cheaper to sort afresh.
FEW = 40


def _keeps_place(was: Record | None, now: Record | None) -> bool:
    if was is None or now is None or type(was) is not type(now):
        return False
    return all(getattr(was, name, None) == getattr(now, name, None) for name in _PLACE)
