"""Lines lose nothing but the white space at their ends, and are no wider than asked."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.layout import fonts, text
from cjm_desktop.layout.clusters import clusters
from cjm_desktop.layout.line_breaks import BLANKS, PARAGRAPH_END, pieces
from cjm_desktop.layout.text import _measured, _next_line, _whole_words

BODY = text.Style("regular", 11.0, "#1F2933")
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\u00ad")
TEXTS = st.text(st.one_of(st.sampled_from("ab AV-/.,(“é漢。สวัเ\u0301\n\u200bשל\u00a0"), LETTERS), max_size=60)


def bare(string: str) -> str:
    return "".join(char for char in PARAGRAPH_END.sub("", string) if char not in BLANKS)


@given(TEXTS, st.floats(0, 200))
def test_nothing_is_lost_and_nothing_sticks_out(string: str, width: float) -> None:
    lines = text.break_lines(string, BODY, width)
    assert bare("".join(lines)) == bare(string)
    for line in lines:
        assert not PARAGRAPH_END.search(line)
        assert fonts.width(line, "regular", 11.0) <= width + 0.001 or len(clusters(line)) == 1


@given(TEXTS)
def test_a_wide_column_breaks_at_paragraphs_only(string: str) -> None:
    lines = text.break_lines(string, BODY, 1e9)
    expected = PARAGRAPH_END.split(string) if string else []
    assert list(lines) == [paragraph.rstrip(BLANKS) for paragraph in expected]


@given(st.text())
def test_clusters_and_pieces_joined_are_the_text(string: str) -> None:
    assert "".join(clusters(string)) == string
    assert "".join(word + blank for word, blank in pieces(string)) == string


@given(st.text("abcdefgh \u00ad", max_size=40), st.floats(0, 100))
def test_soft_hyphens_lose_no_letter(string: str, width: float) -> None:
    lines = text.break_lines(string, BODY, width)
    joined = "".join(lines).replace("-", "").replace("\u00ad", "")
    assert joined.replace(" ", "") == string.replace("\u00ad", "").replace(" ", "")
    for line in lines:
        assert fonts.width(line, "regular", 11.0) <= width + 0.001 or len(line.replace("\u00ad", "")) <= 1


def test_soft_hyphen_shows_only_where_the_line_ends() -> None:
    word = "klant\u00adreis\u00adkaart"
    assert text.break_lines(word, BODY, 200) == (word,)
    assert text.break_lines(word, BODY, fonts.width("klantreis-", "regular", 11)) == (
        "klant\u00adreis-",
        "kaart",
    )
    assert text.break_lines(word, BODY, fonts.width("klantrei", "regular", 11)) == (
        "klant-",
        "reis-",
        "kaart",
    )


@pytest.mark.parametrize(
    ("string", "expected"),
    [
        ("Vergelijkt drie winkels", ["Vergelijkt", "drie winkels"]),
        ("mond-tot-mondreclame", ["mond-tot-", "mondreclame"]),
        ("per e-mail contact", ["per e-mail", "contact"]),
        ("van 2026-11-21 af", ["van", "2026-11-21", "af"]),
        ("een\n\ntwee", ["een", "", "twee"]),
        ("  ingesprongen tekst", ["  ingesprongen", "tekst"]),
        ("漢字漢字漢。字字", ["漢字漢字", "漢。字字"]),
    ],
)
def test_where_lines_end(string: str, expected: list[str]) -> None:
    width = max(fonts.width(line, "regular", 11) for line in expected)
    assert list(text.break_lines(string, BODY, width)) == expected


def test_no_closing_mark_begins_a_line() -> None:
    for width in range(48, 120, 3):
        for line in text.break_lines("「漢字」、漢字。漢字（漢字）と、カップ。" * 3, BODY, width):
            assert line[0] not in "」、。）ッ"
            assert line[-1] not in "「（"


def test_thai_keeps_vowels_with_their_consonant() -> None:
    lines = text.break_lines("เแผนที่การเดินทางของลูกค้า", BODY, 40)
    assert len(lines) > 2
    assert not any(line[0] in "ะาำ\u0e31\u0e34\u0e35\u0e48\u0e49" or line[-1] in "เแโใไ" for line in lines)


@pytest.mark.parametrize(
    "string",
    [
        "a" * 1_000_000,
        "ab " * 333_333,
        "漢" * 300_000,
        "e\u0301" * 200_000,
        "\u00ad" * 300_000,
        "a-" * 300_000,
    ],
)
def test_time_is_linear(string: str) -> None:
    start = time.perf_counter()
    lines = text.break_lines(string, BODY, 100)
    assert time.perf_counter() - start < 15
    assert sum(map(len, lines)) >= len(string) * 0.6


@given(st.text("ab cdefgh ", min_size=1, max_size=50), st.floats(20, 200))
def test_balance_takes_no_more_lines(string: str, width: float) -> None:
    balanced = text.balance(string, BODY, width)
    assert balanced <= width + 0.001
    assert len(text.break_lines(string, BODY, balanced)) == len(text.break_lines(string, BODY, width))


def test_balance_leaves_no_lonely_word() -> None:
    title = "Vergelijkt alle winkels nu"
    lines = text.break_lines(title, BODY, text.balance(title, BODY, 125))
    assert lines == ("Vergelijkt alle", "winkels nu")


def test_block_places_lines() -> None:
    left = text.block("Vraagt waar de\njas", BODY, 90, x=10, top=5)
    assert left.line_count == 2
    assert left.height == pytest.approx(2 * fonts.line_height("regular", 11))
    assert [line.x for line in left.lines] == [10, 10]
    assert left.lines[0].baseline == pytest.approx(5 + fonts.ascent("regular", 11))
    right = text.block("jas", BODY, 90, x=10, align="right")
    assert right.lines[0].x + right.width == pytest.approx(100)
    centre = text.block("jas", BODY, 90, align="centre")
    assert centre.lines[0].x + centre.width / 2 == pytest.approx(45)
    assert text.block("", BODY, 90).line_count == 0


def test_max_lines_widens_instead_of_cutting() -> None:
    string = "Vergelijkt drie winkels op prijs en levertijd"
    narrow, wide = text.block(string, BODY, 60), text.block(string, BODY, 60, max_lines=2)
    assert narrow.line_count > 2 == wide.line_count
    assert wide.width > 60
    assert "".join(line.text for line in wide.lines).replace(" ", "") == string.replace(" ", "")


def test_runs_of_a_line_follow_each_other() -> None:
    lines = text.block("een → twee", BODY, 200).lines
    assert len(lines) == 3
    for before, after in pairwise(lines):
        assert after.x == pytest.approx(before.x + before.glyphs.advance)
        assert after.baseline == before.baseline


@given(
    text=st.lists(
        st.sampled_from(("AVATAR", "To.", "e-mail", "prijs", "leverings/tijd", "測試", "a", " ")), min_size=1
    ),
    room=st.floats(0.0, 40.0),
)
def test_lines_that_are_cut_out_are_those_that_are_put_together(text: list[str], room: float) -> None:
    paragraph = " ".join(text).rstrip()
    words = _measured(paragraph, "regular")
    lines, used = _whole_words(paragraph, words, "regular", room)
    rest = [*reversed(words)]
    together = []
    while len(rest) > len(words) - used:
        line = _next_line(rest, "regular", room)
        assert line is not None
        if line:
            together.append(line)
    assert lines == together
    assert len(rest) == len(words) - used
    assert not rest or rest[-1][2] > room
