"""Whole pages: bleed, crop marks and the colour of the paper; and the page that tells how tiles go together."""

from __future__ import annotations

from typing import Any

import pytest

from cjm_desktop import i18n, resources
from cjm_desktop.formats import cjm
from cjm_desktop.layout.drawing import Shape, text_lines
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.paper import MM
from cjm_desktop.layout.placement import Page, Sheet, View
from cjm_desktop.layout.poster import pages_of
from cjm_desktop.layout.sheets import compose
from cjm_desktop.layout.theme import load
from cjm_desktop.model.records import PosterSettings
from tests.layout.clearness import words_of
from tests.layout.random_maps import random_journey


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    journey, _fingerprint = cjm.load(resources.path("examples", "noorderlicht.cjm"))
    return compose(journey, View(journey.scenarios[0].id), load(), "A2", "landscape")


def page_of(sheet: Sheet, theme: str = "standard", **settings: Any) -> Page:
    (page,) = pages_of([sheet], load(theme), PosterSettings(paper="A2", **settings), "nl")
    return page


# -- bleed and crop marks -------------------------------------------------------------------------


def test_a_plain_page_is_the_sheet(sheet: Sheet) -> None:
    page = page_of(sheet)
    assert (page.width, page.height, page.at) == (sheet.width, sheet.height, (0.0, 0.0))
    assert page.trim == page.bleed == page.window == Rect(0, 0, sheet.width, sheet.height)
    assert page.under == page.marks == ()


def test_bleed_grows_the_paper_and_leaves_the_sheet_as_it_is(sheet: Sheet) -> None:
    page = page_of(sheet, bleed=3.0)
    assert page.width == pytest.approx(sheet.width + 6 * MM)
    assert page.height == pytest.approx(sheet.height + 6 * MM)
    assert (page.trim.width, page.trim.height) == pytest.approx((sheet.width, sheet.height))
    assert page.at == pytest.approx((3 * MM, 3 * MM))
    assert page.bleed == page.window
    assert page.marks == ()


def test_a_bleed_is_filled_with_the_colour_of_the_paper(sheet: Sheet) -> None:
    page = page_of(sheet, bleed=3.0)
    (ground,) = page.under
    assert isinstance(ground, Shape)
    assert ground.fill == load().paper
    assert ground.path.bounds == page.bleed
    assert page_of(sheet, theme="mono", bleed=3.0).under == ()  # white paper needs no printing
    assert page_of(sheet, ground=True).under
    assert not page_of(sheet, theme="mono", ground=True).under


@pytest.mark.parametrize("bleed", [0.0, 3.0, 8.0])
def test_crop_marks_point_at_the_corners_from_outside_the_bleed(sheet: Sheet, bleed: float) -> None:
    page = page_of(sheet, bleed=bleed, marks=True)
    marks = next(mark for mark in page.marks if isinstance(mark, Shape))
    assert marks.stroke is not None
    assert marks.stroke.width == 0.25
    points = [segment[1:] for segment in marks.path.segments]
    assert len(points) == 16  # two lines at each of four corners
    off = max(bleed, 3.0) * MM
    medium = Rect(0, 0, page.width, page.height)
    edges = (page.trim.x, page.trim.right, page.trim.y, page.trim.bottom)
    for (ax, ay), (bx, by) in zip(points[::2], points[1::2], strict=True):  # type: ignore[misc]
        assert medium.encloses(Rect(min(ax, bx), min(ay, by), abs(ax - bx), abs(ay - by)), 0.01)
        assert max(abs(ax - bx), abs(ay - by)) == pytest.approx(5 * MM)
        assert ax in edges or ay in edges
        inner = page.trim.grown(off - 0.01)
        assert not inner.has_point((ax + bx) / 2, (ay + by) / 2)
    assert page.bleed.grown(-0.01).encloses(page.trim, 0.02)


def test_the_name_of_the_sheet_stands_outside_the_bleed(sheet: Sheet) -> None:
    page = page_of(sheet, bleed=3.0, marks=True)
    told = text_lines(page.marks)
    assert [line.text for line in told] == ["Een jas kopen bij Noorderlicht · 594 × 420 mm · 1"]
    for line in told:
        assert line.baseline - line.size > page.bleed.bottom
        assert line.baseline + 0.3 * line.size < page.height


def test_a_long_name_is_shortened_between_words() -> None:
    journey = random_journey(1, count=3)
    from cjm_desktop.model import edits

    journey.apply(edits.update(journey, "info", title="Overeenkomst " * 14))
    small = compose(journey, View("sc_0"), load(), "A5", "portrait")
    page = page_of(small, bleed=3.0, marks=True)
    (line,) = text_lines(page.marks)
    assert line.text.endswith("Overeenkomst…")
    assert line.x + line.glyphs.advance <= page.trim.right


# -- the page before the tiles ----------------------------------------------------------------------


def assembly(sheet: Sheet, tiles: str = "A4", language: str = "nl", **settings: Any) -> Page:
    pages = pages_of([sheet], load(), PosterSettings(paper="A2", tiles=tiles, **settings), language)
    return pages[0]


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
@pytest.mark.parametrize("tiles", ["A5", "A4", "A3", "100 × 140 mm", "80 × 400 mm"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_first_page_holds_its_words(sheet: Sheet, tiles: str, orientation: str, language: str) -> None:
    page = assembly(sheet, tiles, language, tiles_orientation=orientation)
    assert page.sheet is None
    medium = Rect(0, 0, page.width, page.height).grown(-5 * MM)
    words = words_of("assembly", page.marks, 0.0, 0.0)
    names = {"A1", "A2", "B1"}
    assert names & {word.text for word in words}
    for i, word in enumerate(words):
        assert medium.encloses(word.box, 1.0), word
        assert not any(word.box.grown(-0.05).meets(other.box) for other in words[i + 1 :]), word


def test_the_sketch_shows_every_tile_where_it_goes(sheet: Sheet) -> None:
    pages = pages_of([sheet], load(), PosterSettings(paper="A2", tiles="A4"), "nl")
    tiles = [page for page in pages if page.sheet is not None]
    places = {line.text: (line.x, line.baseline) for line in text_lines(pages[0].marks)}
    assert {page.name for page in tiles} <= places.keys()
    assert places["A1"][0] < places["A2"][0]
    assert places["A1"][1] == pytest.approx(places["A2"][1], abs=0.5)
    assert places["A1"][1] < places["B1"][1]


def test_it_counts_the_sheets_and_tells_the_size() -> None:
    i18n.set_language("nl")
    journey = random_journey(2, "winding", 1)
    large = compose(journey, View("sc_0"), load(), "2A0", "landscape")
    pages = pages_of([large], load(), PosterSettings(paper="2A0", tiles="A5"), "en")
    words = " ".join(line.text for line in text_lines(pages[0].marks))
    assert f"{len(pages) - 1} sheets of A5" in words
    assert "1682 × 1189 mm" in words
    assert "left out" in words
    assert "100 %" in words


def test_nobody_is_told_how_to_glue_one_sheet(sheet: Sheet) -> None:
    assert len(pages_of([sheet], load(), PosterSettings(paper="A2", tiles="A1"), "nl")) == 1
    pages = pages_of([sheet], load(), PosterSettings(paper="A2", tiles="A4", assembly=False), "nl")
    assert all(page.sheet is sheet for page in pages)
