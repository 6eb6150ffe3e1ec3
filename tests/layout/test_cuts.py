"""Where a poster is cut along an axis: what fits is used, what is printed twice is so much, and cuts spare things."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.layout.cuts import SPARE, STEP, Extent, Piece, count_of, evenly, sparing

_LENGTHS = st.floats(100.0, 5_000.0)
_ROOMS = st.floats(150.0, 900.0)
_OVERLAPS = st.floats(0.0, 60.0)


def check(
    pieces: tuple[Piece, ...], length: float, room: float, overlap: float, blank: tuple[float, float]
) -> None:
    assert pieces[0].first == 0.0
    assert pieces[-1].last == pytest.approx(length)
    assert pieces[0].start == blank[0]
    assert pieces[-1].end == pytest.approx(length - blank[1])
    for piece in pieces:
        assert piece.end - piece.start <= room + 1e-3
        assert piece.first < piece.last
    for one, two in pairwise(pieces):
        assert one.last == two.first
        assert one.end - two.start == pytest.approx(overlap, abs=1e-3)
        assert two.start <= one.last + 1e-6
        assert one.last <= one.end + 1e-6
        least = min(SPARE, overlap / 2) - 1e-3
        assert one.last - two.start >= least
        assert one.end - one.last >= least


@given(_LENGTHS, _ROOMS, _OVERLAPS, st.booleans())
def test_even_pieces_cover_the_whole(length: float, room: float, overlap: float, has_border: bool) -> None:
    blank = (14.0, 14.0) if has_border else (0.0, 0.0)
    pieces = evenly(length, room, overlap, blank)
    assert len(pieces) == count_of(length - sum(blank), room, overlap)
    check(pieces, length, room, overlap, blank)


@given(_LENGTHS, _ROOMS, _OVERLAPS, st.integers(0, 10_000))
def test_sparing_pieces_cover_the_whole_in_as_many(
    length: float, room: float, overlap: float, seed: int
) -> None:
    pieces = sparing(length, room, overlap, things(seed, length))
    assert len(pieces) == count_of(length, room, overlap)
    check(pieces, length, room, overlap, (0.0, 0.0))


@given(st.floats(400.0, 3_000.0), _ROOMS, st.floats(0.0, 40.0), st.integers(0, 10_000))
def test_sparing_never_cuts_more_than_evenly(length: float, room: float, overlap: float, seed: int) -> None:
    # Three things of one weight: to keep clear of all costs less than to cut through one.
    own = [(a, b, 8.0) for a, b, _weight in things(seed, length)[:3]]
    # Costs are known every half millimetre: at its very edge a thing may be met.
    inner = [(a + STEP, b - STEP, weight) for a, b, weight in own]
    spared = weight_cut(sparing(length, room, overlap, own), inner)
    assert spared <= weight_cut(evenly(length, room, overlap), own)


@pytest.mark.parametrize("seed", range(30))
def test_no_other_choice_of_boundaries_cuts_less(seed: int) -> None:
    """Against two thousand choices at random that fit: none spares more than the one that is found."""
    rng = random.Random(seed)
    length, room, overlap = rng.uniform(900, 1500), rng.uniform(420, 500), 20.0
    own = [(x, x + rng.uniform(5, 60), 5.0) for x in (rng.uniform(0, length) for _ in range(40))]
    found = weight_cut(sparing(length, room, overlap, own), own)
    count, most = count_of(length, room, overlap), room - overlap
    even = (length - overlap) / count
    for _ in range(2_000):
        starts = [i * even + rng.uniform(-most / 3, most / 3) for i in range(1, count)]
        edges = [0.0, *starts, length - overlap]
        if all(0 < b - a <= most for a, b in pairwise(edges)):
            other = sum(w for a, b, w in own for s in starts if a < s + overlap / 2 < b)
            assert found <= other


def test_a_cut_moves_off_a_thing_that_is_near() -> None:
    even = evenly(1_000, 560, 20)[0].last
    thing = (even - 20, even + 10, 8.0)
    cut = sparing(1_000, 560, 20, [thing])[0].last
    assert even + 10 <= cut <= even + 10 + 3 * STEP + 8


def test_without_spare_paper_the_cut_moves_within_what_is_printed_twice() -> None:
    length = 2 * 500.0 - 28.0
    even = evenly(length, 500, 28)[0].last
    piece = sparing(length, 500, 28, [(even - 30, even + 4, 8.0)])[0]
    assert piece.end == pytest.approx(500)
    assert piece.last >= even + 4


def test_what_can_not_be_spared_leaves_cuts_where_they_are() -> None:
    even = evenly(1_000, 560, 20)
    found = sparing(1_000, 560, 20, [(-5.0, 1_005.0, 8.0)])
    assert [piece.last for piece in found] == pytest.approx([piece.last for piece in even])


@pytest.mark.parametrize(("length", "count"), [(500.0, 1), (500.1, 2), (980.0, 2), (980.1, 3), (1_460.0, 3)])
def test_as_few_as_fit(length: float, count: int) -> None:
    assert count_of(length, 500.0, 20.0) == count


def things(seed: int, length: float) -> list[Extent]:
    rng = random.Random(seed)
    starts = [rng.uniform(-20, length) for _ in range(60)]
    return [(x, x + rng.uniform(1, 80), rng.choice((0.5, 1.0, 8.0))) for x in starts]


def weight_cut(pieces: tuple[Piece, ...], own: list[Extent]) -> float:
    return sum(w for a, b, w in own for piece in pieces[:-1] if a < piece.last < b)
