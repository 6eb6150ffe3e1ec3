"""Paper is known by its name or its size in words; what is no size is told in one sentence."""

from __future__ import annotations

from itertools import pairwise

import pytest

from cjm_desktop.i18n import in_language
from cjm_desktop.layout import paper
from cjm_desktop.layout.paper import MM, NAMES, PAPERS, ROLLS, is_known, known, name_of, shown
from cjm_desktop.model.problems import CjmError


@pytest.mark.parametrize("name", NAMES)
def test_every_name_that_is_offered_is_known_in_any_letters(name: str) -> None:
    assert known(name).name == known(name.lower()).name == known(f" {name.upper()} ").name == name
    assert known(name).short >= paper.LEAST
    assert known(name).is_roll == (name in ROLLS)


@pytest.mark.parametrize(
    ("words", "name", "short", "long"),
    [
        ("400x900", "400 × 900 mm", 400, 900),
        ("900 × 400 mm", "900 × 400 mm", 400, 900),
        ("30 x 40 in", "762 × 1016 mm", 762, 1016),
        ('30" x 40"', "762 × 1016 mm", 762, 1016),
        ("59,4 x 84,1 cm", "594 × 841 mm", 594, 841),
        ("1 m * 2.5 m", "1000 × 2500 mm", 1000, 2500),
        ("400 mm x 1 m", "400 × 1000 mm", 400, 1000),
        ("210,55 × 300", "210.55 × 300 mm", 210.55, 300),
        ("rol 91,4 cm", "Roll 914", 914, 0),
        ("Roll 610", "Roll 610", 610, 0),
    ],
)
def test_sizes_in_words(words: str, name: str, short: float, long: float) -> None:
    found = known(words)
    assert (found.name, found.short, found.long) == (name, pytest.approx(short), pytest.approx(long))
    assert known(found.name) == found  # what a file keeps is read as it was meant


@pytest.mark.parametrize(
    "words",
    [
        *(
            "",
            "A11",
            "49 x 900",
            "400 x 900 km",
            "400",
            "x",
            "400 x 900 x 20",
            "21 x 20 m",
            "-400 x 900",
            "1e3 x 900",
        ),
        *("roll", "roll 30", "99999999999 x 900", "A1" * 100),
    ],
)
def test_what_is_no_size_is_told_in_one_sentence(words: str) -> None:
    assert not is_known(words)
    with pytest.raises(CjmError) as caught:
        known(words)
    assert 20 < len(str(caught.value)) < 160
    assert "\n" not in str(caught.value)


def test_a_size_lies_or_stands_whichever_way_it_was_written() -> None:
    for words in ("400 × 900 mm", "900 × 400 mm"):
        assert known(words).size("portrait") == pytest.approx((400 * MM, 900 * MM))
        assert known(words).size("landscape") == pytest.approx((900 * MM, 400 * MM))
    assert known("A1").size("landscape") == pytest.approx((841 * MM, 594 * MM))


def test_a_roll_has_no_length_of_its_own() -> None:
    with pytest.raises(CjmError, match="roll"):
        known("Roll 914").size("portrait")


def test_sizes_are_shown_in_the_language_without_marks_between_thousands() -> None:
    with in_language("nl"):
        assert shown("1067.5 x 2000") == "1067,5 × 2000 mm"
        assert "1067 mm" in shown("Roll 1067")
    assert shown("1067,5 x 2000") == "1067.5 × 2000 mm"
    assert shown("a0") == "A0"
    assert name_of(400.0, 900.5) == "400 × 900.5 mm"


def test_series_of_paper_halve() -> None:
    """ISO 216 and ANSI: the next smaller paper is half, to the millimetre."""
    row = [PAPERS[name] for name in ("2A0", "A0", "A1", "A2", "A3", "A4", "A5")]
    for (short, long), (half_short, half_long) in pairwise(row):
        assert half_long == short
        assert half_short == pytest.approx(long / 2, abs=1.0)
    assert PAPERS["ANSI D"] == pytest.approx((PAPERS["ANSI C"][1], 2 * PAPERS["ANSI C"][0]))
