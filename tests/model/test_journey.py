"""The journey and its graph: one way in, nothing half done, and the graph follows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.model import edits
from cjm_desktop.model.change import deleted
from cjm_desktop.model.journey import ChangeMismatch, Journey
from cjm_desktop.model.records import Connection, Touchpoint
from cjm_desktop.model.starter import new_journey
from tests.strategies import edit_sequences, journeys, tidy_journeys


def two_joined() -> tuple[Journey, Touchpoint, Connection]:
    journey = new_journey("en", "Two")
    scenario, phase = journey.scenarios[0].id, journey.phases[0].id
    for title in ("one", "two"):
        journey.apply(edits.add_touchpoint(journey, scenario, phase, title))
    first, second = journey.touchpoints
    journey.apply(edits.connect(journey, first.id, second.id))
    return journey, first, journey.connections[0]


@given(journeys())
def test_every_record_is_a_node_and_every_connection_an_edge(journey: Journey) -> None:
    graph = journey.graph
    edges = {key: (u, v, data["record"]) for u, v, key, data in graph.edges(keys=True, data=True)}
    nodes = {id: data["record"] for id, data in graph.nodes(data=True)}
    assert edges == {c.id: (c.source, c.target, c) for c in journey.connections}
    assert nodes == {r.id: r for r in journey.records() if not isinstance(r, Connection)}


@given(tidy_journeys(), st.data())
def test_the_graph_follows_every_change(journey: Journey, data: st.DataObject) -> None:
    assert len(journey.graph) > 0  # from here on there is a graph to keep in step
    for change in data.draw(edit_sequences(journey)):
        journey.apply(change)
        fresh = Journey(journey.records()).graph
        assert dict(journey.graph.nodes(data="record")) == dict(fresh.nodes(data="record"))
        assert set(journey.graph.edges(keys=True)) == set(fresh.edges(keys=True))


def test_the_graph_can_not_be_written_to() -> None:
    import networkx

    with pytest.raises(networkx.NetworkXError):
        new_journey("en").graph.add_node("x")


def test_a_touchpoint_does_not_go_without_its_connections() -> None:
    journey, first, connection = two_joined()
    before = Journey(journey.records())
    with pytest.raises(ChangeMismatch):
        journey.apply(deleted(first))
    assert journey == before
    journey.apply(deleted(first, connection))
    assert first.id not in journey


def test_a_change_that_starts_from_something_else_is_refused() -> None:
    journey, first, _connection = two_joined()
    rename = edits.rename(journey, first.id, "uno")
    journey.apply(rename)
    with pytest.raises(ChangeMismatch):
        journey.apply(rename)
    journey.apply(rename.inverted())
    assert journey[first.id] == first


def test_lists_follow_an_edit_that_moves_nothing_and_one_that_moves() -> None:
    journey, first, _connection = two_joined()
    scenario, phase = journey.scenarios[0].id, journey.phases[0].id
    assert [t.title for t in journey.road(scenario)] == ["one", "two"]
    journey.apply(edits.rename(journey, first.id, "uno"))
    assert [t.title for t in journey.road(scenario)] == ["uno", "two"]
    journey.apply(edits.move_touchpoints(journey, [first.id], phase))
    assert [t.title for t in journey.road(scenario)] == ["two", "uno"]
