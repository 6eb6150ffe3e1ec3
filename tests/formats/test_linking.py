"""Records that are read together: the quick look over all references finds what the rules find one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.formats import linking
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import INFO_ID, STAMP_ID, Record, RecordId
from cjm_desktop.model.rules import reference_problems
from tests.strategies import journeys


@given(journeys(), st.data())
def test_a_missing_record_is_missed_wherever_the_rules_miss_it(journey: Journey, data: st.DataObject) -> None:
    found: dict[RecordId, Record] = {r.id: r for r in journey.records() if r.id != STAMP_ID}
    paths = {id: f"at {id}" for id in found}
    assert linking.linked(found, paths) == []
    gone = data.draw(st.sampled_from(sorted(found.keys() - {INFO_ID})))
    del found[gone], paths[gone]
    assert linking.linked(found, paths) == _one_by_one(found, paths)
    dangling = [p for p in linking.linked(found, paths) if p.code == "dangling"]
    assert {p.args["id"] for p in dangling} <= {gone}
    assert bool(dangling) == bool([r for r, _ in journey.references_to(gone) if r.id != gone])


@given(journeys(), st.data())
def test_a_record_of_another_kind_is_found_wherever_the_rules_find_it(
    journey: Journey, data: st.DataObject
) -> None:
    found: dict[RecordId, Record] = {r.id: r for r in journey.records() if r.id != STAMP_ID}
    paths = {id: f"at {id}" for id in found}
    one, other = (data.draw(st.sampled_from(sorted(found.keys() - {INFO_ID}))) for _ in range(2))
    found[one], found[other] = found[other], found[one]
    assert linking.linked(found, paths) == _one_by_one(found, paths)


def _one_by_one(found: dict[RecordId, Record], paths: dict[RecordId, str]) -> list[object]:
    shelf = linking._Shelf(found)
    return [p for id, path in paths.items() for p in reference_problems(shelf, found[id], path)]
