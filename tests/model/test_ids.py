"""Ids that never meet and order keys that always find room."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.model.fields import ID_PATTERN, ORDER_PATTERN
from cjm_desktop.model.ids import PREFIXES, key_between, keys_between, new_id
from cjm_desktop.model.records import LISTS


def test_every_kind_has_its_own_prefix() -> None:
    assert set(PREFIXES) == {cls.KIND for cls in LISTS.values()}
    assert len(set(PREFIXES.values())) == len(PREFIXES)


@pytest.mark.parametrize("kind", sorted(PREFIXES))
def test_ids_are_valid_and_differ(kind: str) -> None:
    ids = {new_id(kind) for _ in range(1000)}
    assert len(ids) == 1000
    assert all(ID_PATTERN.fullmatch(id) and re.fullmatch(PREFIXES[kind] + "_[0-9a-z]{8}", id) for id in ids)


def test_the_first_keys() -> None:
    assert key_between(None, None) == "a0"
    assert key_between("a0", None) == "a1"
    assert key_between(None, "a0") == "Zz"
    assert key_between("a0", "a1") == "a0V"
    assert key_between("az", None) == "b00"


def test_a_thousand_appended_keys_stay_short_and_ascend() -> None:
    keys = keys_between(None, None, 1000)
    assert keys == sorted(set(keys))
    assert max(map(len, keys)) <= 4


def test_a_thousand_keys_in_front_stay_short_and_descend() -> None:
    keys = [key_between(None, None)]
    for _ in range(1000):
        keys.append(key_between(None, keys[-1]))
    assert all(later < earlier for earlier, later in pairwise(keys))
    assert max(map(len, keys)) <= 5


@pytest.mark.parametrize("at_end", [False, True])
def test_a_thousand_keys_into_one_gap_fit_the_field(at_end: bool) -> None:
    low, high = "a0", "a1"
    for _ in range(1000):
        key = key_between(low, high)
        assert low < key < high
        low, high = (key, high) if at_end else (low, key)
    assert ORDER_PATTERN.fullmatch(key)


def test_many_keys_into_one_gap_ascend_and_stay_short() -> None:
    keys = keys_between("a0", "a1", 500)
    assert len(keys) == 500
    assert all(a < b for a, b in pairwise(["a0", *keys, "a1"]))
    assert max(map(len, keys)) <= 5


@given(st.lists(st.integers(0, 50), max_size=60))
def test_keys_of_any_row_of_insertions_stand_where_they_were_put(places: list[int]) -> None:
    row: list[str] = []
    for place in places:
        at = min(place, len(row))
        low = row[at - 1] if at else None
        high = row[at] if at < len(row) else None
        row.insert(at, key_between(low, high))
    assert row == sorted(set(row))
    assert all(ORDER_PATTERN.fullmatch(key) for key in row)


@pytest.mark.parametrize(("low", "high"), [("a1", "a0"), ("a0", "a0")])
def test_keys_out_of_order_are_refused(low: str, high: str) -> None:
    with pytest.raises(ValueError, match="out of order"):
        key_between(low, high)


_hand_made = st.from_regex(r"[A-Za-z1-9]{1,3}", fullmatch=True)


@given(_hand_made, _hand_made)
def test_keys_of_another_hand_find_room_too(one: str, other: str) -> None:
    low, high = sorted((one, other))
    if low != high:
        key = key_between(low, high)
        assert low < key < high
    assert key_between(None, low) < low
    assert key_between(high, None) > high
