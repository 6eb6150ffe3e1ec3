"""Several people who decide together: who is reached in which phase, who is reached late, who sways whom.

The roles are those of Webster and Wind, "A General Model for Understanding Organizational Buying Behavior" (Journal
of Marketing 36, 1972). A contact is a touchpoint of kind "contact" in which a person takes part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Persona, RecordId, Touchpoint

if TYPE_CHECKING:
    import networkx as nx

#: A person and a phase.
Cell: TypeAlias = tuple[RecordId, RecordId]
#: Who can stop the whole purchase: reached late, they stop it late.
GATES: Final = frozenset(("decider", "gatekeeper", "approver"))
#: The weight of a person of whom no influence is recorded (1 little … 3 much).
USUAL_INFLUENCE: Final = 2


@frozen()
class Coverage:
    """How much of the role × phase matrix has a contact; shares run from 0 to 1 (1.0 when no cell is relevant)."""

    contacts: Mapping[Cell, int]
    gaps: tuple[Cell, ...]  # relevant and without any contact, person by person in phase order
    share: float
    weighted: float  # each cell counts as much as its person's influence


@frozen()
class FirstContact:
    """Where a person is reached for the first time: the number of that touchpoint among all, from 1."""

    persona: RecordId
    touchpoint: RecordId
    number: int
    total: int


def group_of(journey: Journey, scenario: RecordId) -> tuple[Persona, ...]:
    """The people of a composite journey's scenario, in its order; () when it is no road of several people."""
    if journey.info.type != "composite":
        return ()
    people = people_of(journey, scenario)
    return people if len(people) > 1 else ()


def people_of(journey: Journey, scenario: RecordId) -> tuple[Persona, ...]:
    """The personas of a scenario in its order, each once."""
    ids = dict.fromkeys(journey.personas_of(scenario))
    return tuple(p for id in ids if (p := journey.of(Persona, id)) is not None)


def taking_part(touchpoint: Touchpoint, people: Sequence[RecordId]) -> tuple[int, ...]:
    """The places in `people` of those who take part in a touchpoint; nobody named means everybody."""
    if not touchpoint.personas:
        return tuple(range(len(people)))
    return tuple(i for i, id in enumerate(people) if id in touchpoint.personas)


def contacts(road: Iterable[Touchpoint], people: Sequence[RecordId]) -> dict[Cell, int]:
    """How many contacts each person has in each phase; cells without any are left out."""
    out: dict[Cell, int] = {}
    for touchpoint in road:
        if touchpoint.kind == "contact":
            for i in taking_part(touchpoint, people):
                cell = (people[i], touchpoint.phase)
                out[cell] = out.get(cell, 0) + 1
    return out


def coverage(journey: Journey, scenario: RecordId, relevant: Collection[Cell] | None = None) -> Coverage:
    """The role × phase matrix of a scenario: covered / relevant cells, plain and weighted by influence (1…3).

    `relevant` are the cells that count; None counts every person in every phase. A person without a recorded
    influence weighs USUAL_INFLUENCE.
    """
    people = people_of(journey, scenario)
    counts = contacts(journey.road(scenario), [p.id for p in people])
    covered = asked = 0
    weight_covered = weight_asked = 0.0
    gaps = []
    for person in people:
        weight = person.influence or USUAL_INFLUENCE
        for phase in journey.phases:
            cell = (person.id, phase.id)
            if relevant is not None and cell not in relevant:
                continue
            asked += 1
            weight_asked += weight
            if counts.get(cell):
                covered += 1
                weight_covered += weight
            else:
                gaps.append(cell)
    if not asked:
        return Coverage(counts, (), 1.0, 1.0)
    return Coverage(counts, tuple(gaps), covered / asked, weight_covered / weight_asked)


def first_contacts(journey: Journey, scenario: RecordId) -> tuple[FirstContact, ...]:
    """The first contact of everybody who is reached at all, in the order of the scenario's people."""
    people = [p.id for p in people_of(journey, scenario)]
    road = [t for t in journey.road(scenario) if t.kind == "contact"]
    first: dict[int, FirstContact] = {}
    for number, touchpoint in enumerate(road, 1):
        for i in taking_part(touchpoint, people):
            first.setdefault(i, FirstContact(people[i], touchpoint.id, number, len(road)))
    return tuple(first[i] for i in sorted(first))


def late_gates(journey: Journey, scenario: RecordId) -> tuple[FirstContact, ...]:
    """Deciders, approvers and gatekeepers whose first contact lies in the second half of the road."""
    roles = {p.id: p.dmu_role for p in people_of(journey, scenario)}
    return tuple(
        f
        for f in first_contacts(journey, scenario)
        if roles[f.persona] in GATES and (f.number - 1) * 2 >= f.total
    )


def with_one_contact(journey: Journey, scenario: RecordId) -> tuple[RecordId, ...]:
    """The people who are reached once only: where that one contact fails, they are lost."""
    people = [p.id for p in people_of(journey, scenario)]
    totals = dict.fromkeys(people, 0)
    for (person, _phase), count in contacts(journey.road(scenario), people).items():
        totals[person] += count
    return tuple(id for id in people if totals[id] == 1)


def without_interest(people: Iterable[Persona]) -> tuple[RecordId, ...]:
    """The people of whom neither interest nor criterion is known."""
    return tuple(p.id for p in people if not (_plain(p.interest) or _plain(p.criterion)))


def conflicts(people: Sequence[Persona]) -> tuple[tuple[RecordId, RecordId], ...]:
    """The pairs of people whose criteria are known and not the same words (capitals and blanks aside)."""
    return tuple(
        (a.id, b.id)
        for a, b in combinations(people, 2)
        if _plain(a.criterion) and _plain(b.criterion) and _plain(a.criterion) != _plain(b.criterion)
    )


def _plain(text: str | None) -> str:
    return " ".join((text or "").casefold().split()).strip(" .")


def influence_graph(people: Sequence[Persona]) -> nx.DiGraph[Any]:
    """Who sways whom within the group: an edge from the one to the other, its words under "text"."""
    import networkx  # takes longer to load than a journey to read, so only who asks for it pays

    graph: nx.DiGraph[Any] = networkx.DiGraph()
    ids = {p.id for p in people}
    graph.add_nodes_from(p.id for p in people)
    for person in people:
        for influence in person.influences:
            if influence.persona in ids and influence.persona != person.id:
                graph.add_edge(person.id, influence.persona, text=influence.text)
    return graph


def influences(people: Sequence[Persona]) -> tuple[tuple[RecordId, RecordId, str], ...]:
    """Every influence within the group as (from, to, words), in the order of the people; equal pairs once."""
    ids = {p.id for p in people}
    out: dict[tuple[RecordId, RecordId], str] = {}
    for person in people:
        for influence in person.influences:
            if influence.persona in ids and influence.persona != person.id:
                out.setdefault((person.id, influence.persona), influence.text or "")
    return tuple((a, b, text) for (a, b), text in out.items())


def ways_to_gates(people: Sequence[Persona]) -> dict[RecordId, tuple[RecordId, ...]]:
    """Of everybody who sways a decider, approver or gatekeeper, directly or through others: which ones."""
    import networkx

    graph = influence_graph(people)
    gates = [p.id for p in people if p.dmu_role in GATES]
    out = {}
    for person in people:
        reached = networkx.descendants(graph, person.id)
        swayed = tuple(id for id in gates if id in reached)
        if swayed:
            out[person.id] = swayed
    return out


def circles(journey: Journey, scenario: RecordId) -> tuple[tuple[RecordId, ...], ...]:
    """The people who meet, directly or through others, at shared touchpoints or by side roads between their own.

    More than one circle means that parts of the group never come together.
    """
    import networkx

    people = [p.id for p in people_of(journey, scenario)]
    meeting: nx.Graph[Any] = networkx.Graph()
    meeting.add_nodes_from(people)
    road = journey.road(scenario)
    ways = journey.graph.subgraph(t.id for t in road)
    present = {t.id: [people[i] for i in taking_part(t, people)] for t in road}
    for here in present.values():
        networkx.add_path(meeting, here)
    for source, target in ways.edges():
        networkx.add_path(meeting, [*present[source][:1], *present[target][:1]])
    return tuple(
        tuple(id for id in people if id in circle) for circle in networkx.connected_components(meeting)
    )


def gap_words(journey: Journey, scenario: RecordId) -> tuple[tuple[str, RecordId], ...]:
    """The gravest gaps of a group as sentences, each with the person it is about; () when nobody is missed.

    Who is never reached comes first, then gates that are reached late, then who is not reached in some phases, the
    most influential first; a person is named once.
    """
    people = {p.id: p for p in group_of(journey, scenario)}
    if not people or not journey.road(scenario):
        return ()
    names = {p.id: p.name for p in people.values()} | {p.id: p.name for p in journey.phases}
    filled = {t.phase for t in journey.road(scenario)}
    found = coverage(journey, scenario, {(p, f) for p in people for f in filled})
    out: dict[RecordId, str] = {}
    reached = {person for person, _phase in found.contacts}
    for id in people:
        if id not in reached:
            out[id] = _("{name} is never reached").format(name=names[id])
    for late in late_gates(journey, scenario):
        words = _("{name} is first reached at touchpoint {n} of {total}")
        out.setdefault(late.persona, words.format(name=names[late.persona], n=late.number, total=late.total))
    for person in sorted(people, key=lambda id: -(people[id].influence or USUAL_INFLUENCE)):
        missed = ", ".join(names[phase] for id, phase in found.gaps if id == person)
        if missed:
            words = _("{name} is not reached in phase {phase}")
            out.setdefault(person, words.format(name=names[person], phase=missed))
    return tuple((text, person) for person, text in out.items())
