"""A part of the map as a page: what belongs to it is whole, what runs on is cut, the rest is not there."""

from __future__ import annotations

import pytest

from cjm_desktop import resources
from cjm_desktop.formats import cjm
from cjm_desktop.layout import theme
from cjm_desktop.layout.drawing import text_lines
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.journey_layout import lay_out
from cjm_desktop.layout.map_part import EDGE, part_page
from cjm_desktop.layout.placement import JourneyLayout, Page, View
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.starter import starting_records

STANDARD = theme.load("standard")


@pytest.fixture(scope="module")
def journey() -> Journey:
    return cjm.load(resources.path("examples", "fiets.cjm"))[0]


@pytest.fixture(scope="module")
def layout(journey: Journey) -> JourneyLayout:
    return lay_out(journey, View(journey.scenarios[0].id), STANDARD)


def part(layout: JourneyLayout, *chosen: str) -> Page:
    page = part_page(layout, STANDARD, chosen)
    assert page is not None
    return page


def keys(page: Page) -> set[str]:
    assert page.sheet is not None
    return set(page.sheet.map.placed)


def test_with_nothing_chosen_the_whole_map_is_there(layout: JourneyLayout) -> None:
    page = part(layout)
    assert keys(page) == set(layout.placed)
    assert page.window.encloses(_on_page(page, Rect(0, 0, layout.width, layout.height)), 0.01)
    assert (page.width, page.height) == (page.window.width + 2 * EDGE, page.window.height + 2 * EDGE)


def test_what_has_no_place_on_the_map_shows_all_of_it(layout: JourneyLayout) -> None:
    assert keys(part(layout, "nowhere")) == set(layout.placed)


def test_everything_that_is_whole_lies_within_the_window(layout: JourneyLayout, journey: Journey) -> None:
    """No title, card or face is cut, whatever single record is chosen."""
    for record in (*journey.touchpoints, *journey.phases, *journey.lanes, *journey.cards):
        if record.id not in layout.placed:
            continue
        page = part(layout, record.id)
        for key in keys(page):
            is_record = key in journey and not key.startswith(("co_", "la_"))
            if is_record or key.startswith(("point:", "cell:", "note:", "word:", "label:")):
                box = layout.bounds_of(key)
                assert box is not None
                assert page.window.encloses(_on_page(page, box), 0.01), (record.id, key)


def _on_page(page: Page, box: Rect) -> Rect:
    assert page.sheet is not None
    return box.moved(*page.sheet.map_origin)


def test_a_phase_brings_its_columns_with_all_lanes(layout: JourneyLayout, journey: Journey) -> None:
    page = part(layout, "ph_aa")
    inside = {t.id for t in journey.touchpoints if t.phase == "ph_aa"}
    shown = keys(page)
    assert inside
    assert {t.id for t in journey.touchpoints} & shown == inside
    assert {"ph_aa", "tint:ph_aa"} <= shown
    assert not {"ph_or", "ph_af", "ph_se", "ph_lo"} & shown
    cards = {c.id for c in journey.cards if c.anchor in inside}
    assert {c.id for c in journey.cards} & shown == cards & set(layout.placed)
    span = next(span for span in layout.phases if span.phase == "ph_aa")
    assert page.window.width == pytest.approx(span.width, abs=60)


def test_touchpoints_bring_their_columns_and_no_half_header(layout: JourneyLayout, journey: Journey) -> None:
    shown = keys(part(layout, "tp_proef", "tp_best"))
    assert {t.id for t in journey.touchpoints} & shown == {"tp_proef", "tp_best"}
    assert not {p.id for p in journey.phases} & shown
    cards = {c.id for c in journey.cards if c.anchor in ("tp_proef", "tp_best")}
    assert {c.id for c in journey.cards} & shown == cards & set(layout.placed)


def test_all_touchpoints_of_a_phase_do_not_bring_its_header_but_the_phase_does(
    layout: JourneyLayout, journey: Journey
) -> None:
    inside = [t.id for t in journey.touchpoints if t.phase == "ph_aa"]
    assert "ph_aa" in keys(part(layout, "ph_aa"))
    assert "ph_aa" not in keys(part(layout, *inside))


def test_a_lane_brings_its_row_with_its_name(layout: JourneyLayout, journey: Journey) -> None:
    page = part(layout, "la_pains")
    row = next(row for row in layout.rows if row.lane == "la_pains")
    assert page.window.height == pytest.approx(row.height, abs=6)
    assert page.window.width == pytest.approx(layout.width, abs=30)
    cards = {c.id for c in journey.cards if c.lane == "la_pains"}
    assert {c.id for c in journey.cards} & keys(page) == cards & set(layout.placed)
    assert page.sheet is not None
    said = {line.text for line in text_lines(page.sheet.map.placed["la_pains"].drawing)}
    assert "Pijnpunten" in said


def test_a_card_is_alone_in_its_cell(layout: JourneyLayout, journey: Journey) -> None:
    card = next(c for c in journey.cards if c.id in layout.placed)
    page = part(layout, card.id)
    assert {c.id for c in journey.cards} & keys(page) == {card.id}
    box = layout.bounds_of(card.id)
    assert box is not None
    assert (page.window.width, page.window.height) == pytest.approx((box.width, box.height))


def test_it_stands_on_the_colour_of_the_paper(layout: JourneyLayout) -> None:
    page = part(layout, "ph_aa")
    (ground,) = page.under
    assert getattr(ground, "fill", None) == STANDARD.paper


def test_a_map_without_touchpoints_has_no_picture() -> None:
    journey = Journey(starting_records("en", "Empty", phases=("One", "Two")))
    layout = lay_out(journey, View(journey.scenarios[0].id), STANDARD)
    assert part_page(layout, STANDARD) is None
