"""Tiles: together they are the poster, to the point; each says which it is; nothing is printed that goes nowhere."""

from __future__ import annotations

from typing import Any

import pytest

from cjm_desktop import i18n, resources
from cjm_desktop.formats import cjm
from cjm_desktop.frozen import replace
from cjm_desktop.layout import ink
from cjm_desktop.layout.drawing import Shape, text_lines
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.paper import MM
from cjm_desktop.layout.placement import Page, Sheet, View
from cjm_desktop.layout.poster import pages_of
from cjm_desktop.layout.sheets import compose
from cjm_desktop.layout.theme import load
from cjm_desktop.layout.tiles import name_of
from cjm_desktop.model import progress
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import PosterSettings
from tests.layout.random_maps import random_journey

EXAMPLES = ("noorderlicht.cjm", "noorderlicht-en.cjm")


def sheet_of(name: str = "noorderlicht.cjm", paper: str = "A1", orientation: str = "landscape") -> Sheet:
    journey, _fingerprint = cjm.load(resources.path("examples", name))
    return compose(journey, View(journey.scenarios[0].id), load(), paper, orientation)


def tiles_of(sheet: Sheet, tiles: str = "A4", language: str = "en", **settings: Any) -> list[Page]:
    """The tiles of a sheet without the page before them."""
    chosen = PosterSettings(paper="A1", tiles=tiles, assembly=False, **settings)
    return pages_of([sheet], load(), chosen, language)


def in_sight(page: Page) -> Rect:
    """What of the sheet remains in sight of a tile."""
    return page.trim.moved(-page.at[0], -page.at[1])


def words_on(page: Page) -> list[str]:
    return [line.text for line in text_lines(page.marks)]


def near(a: float, b: float, by: float = 0.01) -> bool:
    return abs(a - b) <= by


# -- geometry -------------------------------------------------------------------------------------


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize(
    ("paper", "orientation", "tiles"),
    [
        ("A1", "landscape", "A4"),
        ("A0", "portrait", "A3"),
        ("A0", "landscape", "A4"),
        ("A2", "portrait", "A5"),
    ],
)
@pytest.mark.parametrize("settings", [{}, {"overlap": 0.0, "edge": 0.0}, {"overlap": 25.0, "ground": True}])
def test_what_remains_in_sight_is_the_whole_sheet_once(
    paper: str, orientation: str, tiles: str, exact: bool, settings: dict[str, Any]
) -> None:
    sheet = sheet_of(paper=paper, orientation=orientation)
    pages = tiles_of(sheet, tiles, exact_cuts=exact, blank_tiles=True, **settings)
    parts = {page.name: in_sight(page) for page in pages}
    assert sum(part.width * part.height for part in parts.values()) == pytest.approx(
        sheet.width * sheet.height
    )
    whole = Rect(0, 0, sheet.width, sheet.height)
    for part in parts.values():
        assert whole.encloses(part, 0.001)
        assert not any(part.grown(-0.001).meets(other) for other in parts.values() if other is not part)


@pytest.mark.parametrize("settings", [{}, {"edge": 0.0}, {"edge": 12.0, "overlap": 20.0}, {"ground": True}])
def test_every_tile_prints_what_remains_and_a_little_more_within_the_printers_reach(
    settings: dict[str, Any],
) -> None:
    sheet = sheet_of()
    edge, overlap = settings.get("edge", 5.0) * MM, settings.get("overlap", 10.0) * MM
    ink_box = Rect(0, 0, sheet.width, sheet.height)
    if not settings.get("ground"):
        boxes = ink.boxes_of(sheet)
        left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
        ink_box = Rect(left, top, max(b[2] for b in boxes) - left, max(b[3] for b in boxes) - top)
    for page in tiles_of(sheet, **settings):
        assert sorted((page.width, page.height)) == pytest.approx([210 * MM, 297 * MM])
        reach = Rect(edge, edge, page.width - 2 * edge, page.height - 2 * edge)
        assert reach.encloses(page.window, 0.001)
        assert page.bleed.encloses(page.window, 0.001)
        assert page.bleed.encloses(page.trim, 0.001)
        shown = page.window.moved(-page.at[0], -page.at[1])
        part = in_sight(page)
        # All ink that remains in sight is printed; what isn't printed of it is the poster's blank border.
        assert shown.x <= max(part.x, ink_box.x) + 0.001
        assert shown.y <= max(part.y, ink_box.y) + 0.001
        assert shown.right >= min(part.right, ink_box.right) - 0.001
        assert shown.bottom >= min(part.bottom, ink_box.bottom) - 0.001
        if part.right < sheet.width - 1:
            assert shown.right - part.right >= min(1 * MM, overlap / 2) - 0.01
        if part.x > 1:
            assert part.x - shown.x >= min(1 * MM, overlap / 2) - 0.01


def test_neighbours_print_the_overlap_twice_and_no_more() -> None:
    pages = {page.name: page for page in tiles_of(sheet_of(), overlap=12.0)}
    windows = {name: page.window.moved(-page.at[0], -page.at[1]) for name, page in pages.items()}
    assert near(windows["A1"].right - windows["A2"].x, 12 * MM)
    assert near(windows["A2"].right - windows["A3"].x, 12 * MM)
    assert near(windows["A1"].bottom - windows["B1"].y, 12 * MM)


def test_nothing_is_scaled_over_the_whole_poster() -> None:
    """From the first tile's left edge to the last one's right edge, as they lie over each other: 841 mm."""
    pages = {page.name: page for page in tiles_of(sheet_of())}
    assert sum(pages[f"B{n}"].trim.width for n in (1, 2, 3)) / MM == pytest.approx(841, abs=0.01)
    assert sum(pages[f"{row}1"].trim.height for row in "ABCD") / MM == pytest.approx(594, abs=0.01)


def test_the_best_orientation_takes_the_fewest_sheets() -> None:
    sheet = sheet_of(paper="A0", orientation="portrait")
    counts = {
        way: len(tiles_of(sheet, "A3", tiles_orientation=way)) for way in ("portrait", "landscape", "best")
    }
    assert counts["best"] == min(counts.values()) == 9
    assert counts["landscape"] > 9


def test_the_white_border_of_the_poster_is_the_paper_s_own_edge() -> None:
    """At the left, the right and the top nothing has to be cut off."""
    pages = {page.name: page for page in tiles_of(sheet_of())}
    assert near(pages["A1"].trim.x, 0)
    assert near(pages["A1"].trim.y, 0)
    assert near(pages["A3"].trim.right, pages["A3"].width)
    printed = {page.name: page for page in tiles_of(sheet_of(), ground=True)}
    assert printed["A1"].window.x >= 5 * MM - 0.01
    assert near(printed["A1"].window.x, printed["A1"].trim.x)
    assert printed["A1"].under


def test_a_sheet_that_fits_is_printed_whole() -> None:
    sheet = sheet_of(paper="A3")
    for tiles in ("A3", "A2", "Roll 914"):
        (page,) = tiles_of(sheet, tiles)
        assert (page.width, page.height) == (sheet.width, sheet.height)
        assert page.name == "1"


def test_a_sheet_larger_than_its_paper_goes_on_tiles_of_it() -> None:
    sheet = sheet_of(paper="A1")
    pages = pages_of([sheet], load(), PosterSettings(paper="A3", assembly=False), "nl")
    assert len(pages) == 6
    assert sorted((pages[0].width, pages[0].height)) == pytest.approx([297 * MM, 420 * MM])


def test_a_roll_is_as_long_as_the_poster() -> None:
    sheet = sheet_of(paper="2A0", orientation="portrait")
    pages = tiles_of(sheet, "Roll 914")
    assert [page.name for page in pages] == ["A1", "A2"]
    assert all(page.width == pytest.approx(914 * MM) for page in pages)
    assert all(page.trim.height == pytest.approx(sheet.height) for page in pages)


def test_several_sheets_have_tiles_of_their_own() -> None:
    sheet = sheet_of(paper="A3")
    pages = pages_of([sheet, sheet], load(), PosterSettings(paper="A3", tiles="A4"), "nl")
    names = [page.name for page in pages]
    assert len(names) == len(set(names))
    assert names[1] == "1-A1"
    assert "2-A1" in names


# -- blank tiles ----------------------------------------------------------------------------------


def lonely() -> Sheet:
    """A road of one touchpoint on large paper."""
    return compose(random_journey(2, "winding", 1), View("sc_0"), load(), "2A0", "landscape")


def test_tiles_with_nothing_on_them_are_left_out_and_the_others_keep_their_names() -> None:
    sheet = lonely()
    every = {page.name: page for page in tiles_of(sheet, "A5", blank_tiles=True)}
    some = {page.name: page for page in tiles_of(sheet, "A5")}
    assert 0 < len(some) < len(every)
    assert all(page.at == every[name].at for name, page in some.items())
    boxes = ink.boxes_of(sheet)
    for name, page in every.items():
        part = in_sight(page)
        has_ink = any(
            left < part.right and right > part.x and top < part.bottom and bottom > part.y
            for left, top, right, bottom, _weight in boxes
        )
        assert (name in some) == has_ink


def test_the_colour_of_the_paper_alone_is_nothing() -> None:
    sheet = lonely()
    assert len(tiles_of(sheet, "A5", ground=True)) < len(tiles_of(sheet, "A5", ground=True, blank_tiles=True))


def test_no_glue_edge_waits_for_a_tile_that_is_left_out() -> None:
    pages = tiles_of(lonely(), "A5")
    names = {page.name for page in pages}
    told = {
        text.removeprefix("glue edge: ").removesuffix(" goes over it")
        for page in pages
        for text in words_on(page)
        if text.startswith("glue edge")
    }
    assert told
    assert told <= names


# -- marks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [
        (0, 0, "A1"),
        (1, 2, "B3"),
        (25, 0, "Z1"),
        (26, 0, "AA1"),
        (27, 11, "AB12"),
        (701, 0, "ZZ1"),
        (702, 0, "AAA1"),
    ],
)
def test_names(row: int, column: int, name: str) -> None:
    assert name_of(row, column) == name


def test_every_tile_says_which_it_is_and_who_its_neighbours_are() -> None:
    pages = {page.name: page for page in tiles_of(sheet_of())}
    assert [*pages] == [f"{row}{column}" for row in "ABCD" for column in (1, 2, 3)]
    for name, page in pages.items():
        assert name in words_on(page)
        assert "Een jas kopen bij Noorderlicht" in words_on(page)
    assert {"A2", "B1", "B3", "C2"} <= set(words_on(pages["B2"]))
    assert "D2" not in words_on(pages["B2"])
    assert "glue edge: C2 goes over it" in words_on(pages["B2"])
    assert not any("glue" in text for text in words_on(pages["D3"]))


@pytest.mark.parametrize("tiles", ["A4", "A5", "A3", "Letter"])
def test_the_rule_on_every_tile_is_a_hundred_millimetres_long(tiles: str) -> None:
    for page in tiles_of(sheet_of(), tiles, edge=8.0):
        assert any(text.startswith("100 mm") for text in words_on(page))
        rules = [
            shape.path.bounds
            for shape in page.marks
            if isinstance(shape, Shape) and shape.path.bounds.width == pytest.approx(100 * MM)
        ]
        assert len(rules) == 1
        assert rules[0].x >= 8 * MM - 0.01
        assert rules[0].right <= page.width - 8 * MM + 0.01
        assert rules[0].y >= page.window.bottom - 0.01


def test_on_narrow_paper_the_rule_is_shorter_and_says_so() -> None:
    for page in tiles_of(sheet_of(paper="A3"), "90 × 120 mm"):
        told = [text for text in words_on(page) if " mm" in text]
        assert told
        assert told[0].startswith(("20 mm", "50 mm"))


def test_no_mark_is_left_on_the_poster() -> None:
    """All marks stand on what is cut away or covered by the tile below or beside."""
    for settings in ({}, {"overlap": 0.0}, {"edge": 0.0}, {"overlap": 30.0}, {"ground": True}):
        for page in tiles_of(sheet_of(), **settings):
            kept = page.trim.grown(-0.01)
            for part in page.marks:
                if isinstance(part, Shape):
                    half = part.stroke.width / 2 if part.stroke else 0.0
                    for a, b in _lines(part):
                        box = Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1]))
                        assert not box.grown(half - 0.2).meets(kept), (page.name, box)
            for line in text_lines(page.marks):
                box = Rect(line.x, line.baseline - line.size * 0.8, line.glyphs.advance, line.size)
                assert not box.meets(kept), (page.name, line.text)


def _lines(shape: Shape) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight pieces of a shape."""
    out = []
    at = (0.0, 0.0)
    for segment in shape.path.segments:
        if segment[0] == "L":
            out.append((at, (segment[-2], segment[-1])))
        if len(segment) > 2:
            at = (segment[-2], segment[-1])
    return out


def test_marks_stay_within_the_printer_s_reach() -> None:
    for settings in ({}, {"edge": 12.0}, {"overlap": 0.0}):
        edge = settings.get("edge", 5.0) * MM
        for page in tiles_of(sheet_of(), **settings):
            reach = Rect(edge, edge, page.width - 2 * edge, page.height - 2 * edge).grown(0.15)
            for line in text_lines(page.marks):
                box = Rect(line.x, line.baseline - line.size * 0.8, line.glyphs.advance, line.size)
                assert reach.encloses(box, 1.0), (page.name, line.text)
            for part in page.marks:
                if isinstance(part, Shape):
                    assert reach.encloses(part.path.bounds, 0.01), page.name


def test_words_speak_the_language_of_the_journey() -> None:
    i18n.set_language("nl")
    pages = {page.name: page for page in tiles_of(sheet_of(), language="en")}
    assert "glue edge: C2 goes over it" in words_on(pages["B2"])


# -- cuts -----------------------------------------------------------------------------------------


def weight_cut(pages: list[Page], boxes: list[ink.Box]) -> float:
    """How much is cut through: discs 8, pictures 4, lines of text 1; shapes don't count."""
    parts = [in_sight(page) for page in pages]
    xs = {round(part.right, 3) for part in parts} - {round(max(part.right for part in parts), 3)}
    ys = {round(part.bottom, 3) for part in parts} - {round(max(part.bottom for part in parts), 3)}
    return sum(
        weight * (sum(left < x < right for x in xs) + sum(top < y < bottom for y in ys))
        for left, top, right, bottom, weight in boxes
        if weight > ink.SHAPE
    )


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize(("paper", "tiles"), [("A1", "A4"), ("A0", "A3"), ("A0", "A4"), ("A2", "A4")])
def test_cuts_run_through_less_than_even_ones(name: str, paper: str, tiles: str) -> None:
    sheet = sheet_of(name, paper)
    boxes = ink.boxes_of(sheet)
    smart = tiles_of(sheet, tiles, blank_tiles=True)
    even = tiles_of(sheet, tiles, blank_tiles=True, exact_cuts=True)
    assert len(smart) == len(even)
    assert weight_cut(smart, boxes) < weight_cut(even, boxes)


@pytest.mark.parametrize(
    ("paper", "orientation", "tiles"),
    [
        ("A1", "landscape", "A4"),
        ("A1", "landscape", "A3"),
        ("A0", "landscape", "A4"),
        ("A2", "landscape", "A4"),
    ],
)
def test_touchpoints_are_spared(paper: str, orientation: str, tiles: str) -> None:
    sheet = sheet_of("noorderlicht.cjm", paper, orientation)
    discs = [box for box in ink.boxes_of(sheet) if box[4] == ink.DISC]
    assert len(discs) == 13
    assert weight_cut(tiles_of(sheet, tiles, blank_tiles=True), discs) == 0


# -- bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tiles", "settings"),
    [
        ("60 × 60 mm", {"overlap": 45.0}),
        ("A5", {"edge": 50.0, "overlap": 60.0}),
        ("50 × 400 mm", {"edge": 20.0}),
    ],
)
def test_tiles_without_room_are_refused_in_a_sentence(tiles: str, settings: dict[str, Any]) -> None:
    with pytest.raises(CjmError) as error:
        tiles_of(sheet_of(), tiles, **settings)
    assert "no room" in str(error.value)


def test_thousands_of_tiles_are_refused_in_a_sentence() -> None:
    sheet = replace(sheet_of(), width=40_000.0, height=40_000.0)
    with pytest.raises(CjmError) as error:
        tiles_of(sheet, "70 × 70 mm")
    assert "more than 2,000 tiles" in str(error.value)


def test_cutting_can_be_broken_off() -> None:
    with pytest.raises(progress.Cancelled), progress.listening(lambda *_told: False):
        tiles_of(sheet_of())


def test_the_tiles_of_all_sheets_together_are_no_more_than_anybody_glues() -> None:
    sheet = sheet_of()
    wanted = PosterSettings(tiles="70 × 70 mm")
    few = len(pages_of([sheet], load(), wanted, "nl"))
    with pytest.raises(CjmError) as error:
        pages_of([sheet] * (2000 // few + 2), load(), wanted, "nl")
    assert error.value.problems[0].code == "tiles-many"
