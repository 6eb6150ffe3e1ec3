"""Peak, low point, steepest fall and end of a curve."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.analysis.experience import Landmarks, emotions, landmarks
from cjm_desktop.model.records import Experience, Touchpoint


def road(*scores: float | None) -> list[Touchpoint]:
    return [
        Touchpoint(
            id=f"tp_{i}", scenario="s", phase="p", experience=(Experience(persona="pe", emotional=score),)
        )
        for i, score in enumerate(scores)
    ]


def test_the_four_places() -> None:
    assert landmarks(road(0.5, 1.8, 0.4, -1.5, 0.6), "pe") == Landmarks(peak=1, low=3, end=4, fall=(2, 3))


def test_what_is_not_known_is_passed_over() -> None:
    assert emotions(road(1.0, None), "pe") == [1.0, None]
    assert emotions(road(1.0), "somebody") == [None]
    assert landmarks(road(1.0, None, -1.0, 0.0, None), "pe") == Landmarks(peak=0, low=2, end=3, fall=(0, 2))


def test_fewer_than_three_scores_have_no_names() -> None:
    assert landmarks(road(1.0, -1.0, None), "pe") == Landmarks()
    assert landmarks([], "pe") == Landmarks()


def test_an_even_curve_has_an_end_only() -> None:
    assert landmarks(road(1.0, 1.0, 1.0), "pe") == Landmarks(end=2)


def test_a_curve_below_zero_has_no_peak() -> None:
    assert landmarks(road(-1.0, -0.4, -1.2), "pe") == Landmarks(low=2, end=2, fall=(1, 2))


def test_a_gentle_slope_is_no_fall() -> None:
    assert landmarks(road(1.0, 0.7, 0.4), "pe").fall is None
    assert landmarks(road(1.0, 0.5, 0.4), "pe").fall == (0, 1)


def test_of_equal_scores_the_first_counts() -> None:
    found = landmarks(road(1.0, -1.0, 1.0, -1.0), "pe")
    assert (found.peak, found.low, found.fall) == (0, 1, (0, 1))


@given(st.lists(st.one_of(st.none(), st.integers(-20, 20)), max_size=12))
def test_laws(tenths: list[int | None]) -> None:
    scores = [None if s is None else s / 10 for s in tenths]
    found, known = landmarks(road(*scores), "pe"), [s for s in scores if s is not None]
    if found.peak is not None:
        assert scores[found.peak] == max(known)
    if found.low is not None:
        assert scores[found.low] == min(known)
    if found.fall is not None:
        a, b = found.fall
        assert all(s is None for s in scores[a + 1 : b])
        assert (scores[a] or 0) - (scores[b] or 0) >= 0.5
