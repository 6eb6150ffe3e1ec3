"""Cards with all that they can hold: nothing is cut, nothing lies on anything else, and all of it is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from cjm_desktop.i18n import _, in_language
from cjm_desktop.layout.blueprint_lines import NAMES
from cjm_desktop.layout.card_parts import day_words, plain_number
from cjm_desktop.layout.drawing import Drawing, Group, Picture, Placed, Shape, TextLine
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.journey_layout import lay_out, natural_heights
from cjm_desktop.layout.placement import JourneyLayout, View
from cjm_desktop.layout.series import filled_lanes
from cjm_desktop.layout.theme import load
from cjm_desktop.model import edits
from cjm_desktop.model.change import created
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Asset, Card, Evidence, Owner
from cjm_desktop.model.starter import starting_records
from tests.layout.clearness import all_words, along, faults, words_of
from tests.layout.random_maps import random_journey
from tests.layout.rich_cards import rich_journey

VIEW = View("sc_0")


def journey_with(*kinds: str) -> Journey:
    """Two phases of two touchpoints, with lanes of these kinds alone."""
    journey = Journey(starting_records("nl", "Kaarten", phases=("Kijk", "Koop")))
    for lane in journey.lanes:
        journey.apply(edits.delete(journey, [lane.id]))
    for kind in kinds:
        journey.apply(edits.add_lane(journey, kind, kind.title()))
    scenario = journey.scenarios[0].id
    for phase in journey.phases:
        for i in (1, 2):
            journey.apply(edits.add_touchpoint(journey, scenario, phase.id, f"{phase.name} {i}"))
    return journey


def laid(journey: Journey) -> JourneyLayout:
    return lay_out(journey, View(journey.scenarios[0].id), load())


def put(journey: Journey, anchor: str, text: str = "", **fields: object) -> Card:
    change = edits.add_card(journey, journey.lanes[-1].id, anchor, journey.scenarios[0].id, text, **fields)
    journey.apply(change)
    (id,) = change.after
    card = journey[id]
    assert isinstance(card, Card)
    return card


def said(placed: Placed) -> list[str]:
    return [w.text for w in words_of("", placed.drawing, 0, 0)]


def pictures(drawing: Drawing, x: float = 0.0, y: float = 0.0) -> Iterator[tuple[str, Rect]]:
    for child in drawing:
        if isinstance(child, Picture):
            yield child.asset, child.rect.moved(x, y)
        elif isinstance(child, Group):
            yield from pictures(child.children, x + child.x, y + child.y)


def picture_of(width: int, height: int) -> Asset:
    return Asset(id="as_1", media_type="image/png", data=b"", width=width, height=height, sha256="0" * 64)


# -- any cards ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(24))
@pytest.mark.parametrize("width", [None, 84.0, 200.0])
def test_no_text_is_cut_and_nothing_meets(seed: int, width: float | None) -> None:
    theme, journey = load(), rich_journey(seed)
    room = natural_heights(journey, VIEW, theme, width).total + 250.0 if width else None
    part = (0, 3) if width == 200.0 else None
    layout = lay_out(journey, VIEW, theme, column_width=width, height=room, part=part)
    assert faults(journey, layout, theme) == []
    cards = [card for card in journey.cards if card.id in layout.placed]
    assert len(cards) == len(journey.cards) or part
    for card in cards:
        placed = layout.placed[card.id]
        box = placed.outline.bounds
        words = [w.box for w in words_of("", placed.drawing, 0, 0)]
        shown = [rect for _asset, rect in pictures(placed.drawing)]
        assert all(box.encloses(rect, 0.01) for rect in (*words, *shown))
        assert not any(rect.grown(-0.1).meets(word) for rect in shown for word in words)
        assert not any(
            plate.meets(word) for plate, own in chips(placed.drawing) for word in words if word not in own
        )
    rows = {row.lane: row for row in layout.rows}
    for card in cards:
        at = layout.placed[card.id]
        assert at.y + at.outline.bounds.bottom <= rows[card.lane].bottom + 0.01
    for word in (w for w in all_words(layout) if w.role == "blueprint"):
        assert not any(row.y < word.box.bottom and word.box.y < row.bottom for row in layout.rows)


def chips(drawing: Drawing, x: float = 0.0, y: float = 0.0) -> Iterator[tuple[Rect, list[Rect]]]:
    """The plate of each chip with the boxes of the words on it."""
    for child in drawing:
        if isinstance(child, Group):
            inner = child.children
            is_chip = isinstance(inner[0], Shape) and any(
                isinstance(c, Group) and c.role == "text" for c in inner
            )
            if is_chip and isinstance(inner[0], Shape) and child.role != "card":
                own = [w.box for w in words_of("", inner, x + child.x, y + child.y)]
                yield inner[0].path.bounds.moved(x + child.x, y + child.y).grown(-0.1), own
            yield from chips(inner, x + child.x, y + child.y)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("width", [84.0, 200.0])
def test_a_trial_measures_rich_cards_as_they_are_laid(seed: int, width: float) -> None:
    journey = rich_journey(seed)
    trial = natural_heights(journey, VIEW, load(), width).total
    assert trial == pytest.approx(lay_out(journey, VIEW, load(), column_width=width).height)


@pytest.mark.parametrize("seed", range(6))
def test_what_an_earlier_layout_lends_of_rich_cards_changes_nothing(seed: int) -> None:
    journey, theme = rich_journey(seed, count=8), load()
    layout = lay_out(journey, VIEW, theme)
    road = journey.road("sc_0")
    for change in (
        lambda: edits.update(journey, "ow_0", initials="ZQ"),
        lambda: edits.update(journey, "ev_data", source="Elders"),
        lambda: edits.update(journey, road[0].id, image="as_2", evidence=("ev_research",)),
        lambda: edits.update(journey, "la_images", kind="evidence"),
        lambda: edits.update(journey, "la_images", kind="channel"),
        lambda: edits.update(journey, "la_images", kind="text"),
        lambda: edits.update(journey, "la_support", height=300.0),
        lambda: edits.move_in_list(journey, "la_backstage", None),
        lambda: edits.delete(journey, ["as_0"]),
    ):
        journey.apply(change())
        layout = lay_out(journey, VIEW, theme, earlier=layout)
        fresh = lay_out(journey.copy(), VIEW, theme)
        assert dict(layout.placed) == dict(fresh.placed)
        assert layout.rows == fresh.rows


# -- what each kind shows ----------------------------------------------------------------------------


def test_a_measure_is_a_large_number_with_its_unit() -> None:
    journey = journey_with("road", "metrics")
    card = put(journey, journey.touchpoints[0].id, metric="Conversie", value=2.45, unit="%")
    placed = laid(journey).placed[card.id]
    assert said(placed) == ["Conversie", "2,45 %"]
    sizes = {line.text: line.size for line in _lines(placed.drawing)}
    assert sizes["2,45"] > 1.5 * sizes["Conversie"]


def _lines(drawing: Drawing) -> Iterator[TextLine]:
    for child in drawing:
        if isinstance(child, TextLine):
            yield child
        elif isinstance(child, Group):
            yield from _lines(child.children)


def test_an_opportunity_tells_status_date_owner_and_quick_win() -> None:
    journey = journey_with("road", "opportunities")
    journey.apply(created(Owner(id="ow_1", name="Web Beheer")))
    card = put(
        journey,
        journey.touchpoints[0].id,
        "Als gast",
        status="doing",
        due="2027-03-14",
        owner="ow_1",
        quick_win=True,
        frequency=0.4,
        author="Petra",
    )
    assert said(laid(journey).placed[card.id]) == [
        "Als gast",
        "40%",
        "Quick win",
        "Mee bezig",
        "14 mrt 2027",
        "WB",
        "— Petra",
    ]
    journey.apply(edits.update(journey, "info", language="en"))
    assert "14 Mar 2027" in said(laid(journey).placed[card.id])


def test_a_picture_keeps_its_shape_above_the_words() -> None:
    journey = journey_with("road", "images")
    journey.apply(created(picture_of(400, 200)))
    card = put(journey, journey.touchpoints[0].id, "De etalage", image="as_1")
    placed = laid(journey).placed[card.id]
    ((asset, box),) = pictures(placed.drawing)
    assert asset == "as_1"
    assert box.width == pytest.approx(2 * box.height)
    (words,) = words_of("", placed.drawing, 0, 0)
    assert words.box.y > box.bottom


def test_a_touchpoint_shows_its_picture_above_the_cards_of_the_lane_of_pictures() -> None:
    journey = journey_with("road", "images")
    journey.apply(created(picture_of(200, 200)))
    first, second = journey.touchpoints[:2]
    journey.apply(edits.update(journey, first.id, image="as_1"))
    card = put(journey, first.id, "Eronder")
    layout = laid(journey)
    key = f"cell:{journey.lanes[-1].id}:{first.id}"
    head = layout.placed[key]
    assert [asset for asset, _box in pictures(head.drawing)] == ["as_1"]
    assert layout.placed[card.id].y > head.y + head.bounds.bottom
    assert f"cell:{journey.lanes[-1].id}:{second.id}" not in layout.placed


def test_a_lane_of_evidence_is_never_empty_when_touchpoints_have_some() -> None:
    journey = journey_with("road", "evidence")
    for kind in ("assumption", "interview"):
        journey.apply(created(Evidence(id=f"ev_{kind}", kind=kind, source="Acht klanten")))
    first, second, third, _fourth = journey.touchpoints
    journey.apply(edits.update(journey, first.id, evidence=("ev_interview", "ev_assumption")))
    journey.apply(edits.update(journey, second.id, evidence=("ev_assumption",)))
    card = put(journey, third.id, "Gesprekken", evidence=("ev_interview",))
    layout, lane = laid(journey), journey.lanes[-1].id
    assert said(layout.placed[f"cell:{lane}:{first.id}"]) == ["Interview"]
    assert said(layout.placed[f"cell:{lane}:{second.id}"]) == ["Aanname"]
    assert said(layout.placed[card.id]) == ["Gesprekken", "Interview · Acht klanten"]


def test_a_card_of_a_phase_is_as_wide_as_its_phases() -> None:
    journey = journey_with("road", "text")
    one = put(journey, journey.phases[0].id, "Eén fase")
    both = put(journey, journey.phases[0].id, "Twee fasen", span=2)
    layout = laid(journey)
    first, second = layout.phases
    gap = load().card_gap
    assert layout.placed[one.id].bounds.width == pytest.approx(first.width - gap)
    right = layout.placed[both.id].x + layout.placed[both.id].bounds.width
    assert right == pytest.approx(second.x + second.width - gap / 2)


def test_numbers_and_days_as_they_are_read() -> None:
    with in_language("nl"):
        assert [plain_number(v) for v in (34.0, 3.5, 2.456, -2.0)] == ["34", "3,5", "2,46", "−2"]
        assert [day_words(d) for d in ("2027-03-14", "2026-09-01", "2026-05")] == [
            "14 mrt 2027",
            "1 sep 2026",
            "2026-05",
        ]


# -- the blueprint and the heights ---------------------------------------------------------------------


def test_the_lines_of_a_blueprint_stand_between_its_lanes() -> None:
    journey = journey_with("road", "actions", "frontstage", "backstage", "support", "thoughts")
    layout = laid(journey)
    lines = {key.split(":")[1]: said(p) for key, p in layout.placed.items() if key.startswith("line:")}
    lanes = {lane.kind: lane.id for lane in journey.lanes}
    with in_language("nl"):
        named = {name: _(words) for name, words in NAMES.items()}
    assert lines == {
        lanes["frontstage"]: [named["interaction"]],
        lanes["backstage"]: [named["visibility"]],
        lanes["support"]: [named["internal"]],
    }
    rows = {row.kind: row for row in layout.rows}
    line = layout.placed[f"line:{lanes['backstage']}"]
    assert rows["frontstage"].bottom == pytest.approx(line.y)
    assert rows["backstage"].y >= line.y + line.bounds.height


def test_no_line_stands_where_the_lanes_are_apart() -> None:
    journey = journey_with("road", "thoughts", "frontstage", "channel", "support")
    assert not [key for key in laid(journey).placed if key.startswith("line:")]


def test_a_lane_is_at_least_as_high_as_its_author_wants() -> None:
    journey = journey_with("road", "text")
    lane = journey.lanes[-1].id
    natural = laid(journey).rows[-1].height
    journey.apply(edits.update(journey, lane, height=natural + 77))
    assert laid(journey).rows[-1].height == pytest.approx(natural + 77)
    journey.apply(edits.update(journey, lane, height=1.0))
    assert laid(journey).rows[-1].height == pytest.approx(natural)
    journey.apply(edits.update(journey, lane, height=1e9))
    assert laid(journey).rows[-1].height == 2_000.0


# -- pictures beside the road --------------------------------------------------------------------------


def pictured(seed: int) -> Journey:
    """A random journey whose touchpoints all have a picture, without a lane that shows them."""
    journey = random_journey(seed)
    for i, (width, height) in enumerate(((400, 260), (90, 300), (900, 200))):
        asset = replace(picture_of(width, height), id=f"as_{i}")
        journey.apply(created(asset))
    for i, touchpoint in enumerate(journey.touchpoints):
        journey.apply(edits.update(journey, touchpoint.id, image=f"as_{i % 3}"))
    return journey


@pytest.mark.parametrize("seed", range(24))
@pytest.mark.parametrize("more", [0.0, 200.0])
def test_pictures_beside_the_road_keep_clear_of_everything(seed: int, more: float) -> None:
    theme, journey = load(), pictured(seed)
    least = lay_out(journey, VIEW, theme)
    layout = lay_out(journey, VIEW, theme, height=least.height + more)
    row = next(row for row in layout.rows if row.kind == "road")
    words = all_words(layout)
    boxes = {
        k: p.outline.bounds.moved(p.x, p.y) for k, p in layout.placed.items() if k.startswith("cell:picture:")
    }
    roads = [
        (x + p.x, y + p.y, theme.road_width / 2)
        for key, p in layout.placed.items()
        if key.split(":")[0] in ("road", "loop")
        for shape in p.drawing[:1]
        if isinstance(shape, Shape)
        for x, y in along(shape.path)
    ]
    discs = [(layout.placed[t.id].x, layout.placed[t.id].y) for t in journey.touchpoints]
    for key, box in boxes.items():
        assert row.y < box.y
        assert box.bottom < row.bottom
        assert not any(box.meets(word.box) for word in words), key
        assert not any(box.grown(half).has_point(x, y) for x, y, half in roads), key
        assert not any(box.grown(theme.disc_radius * 0.7).has_point(x, y) for x, y in discs), key
        assert not any(box.meets(other) for name, other in boxes.items() if name != key), key


def test_a_touchpoint_shows_its_picture_beside_the_road_when_no_lane_does() -> None:
    journey = journey_with("road", "images")
    journey.apply(created(picture_of(200, 200)))
    first = journey.touchpoints[0]
    journey.apply(edits.update(journey, first.id, image="as_1"))
    lane = journey.lanes[-1].id
    assert [k for k in laid(journey).placed if first.id in k and k.startswith("cell:")] == [
        f"cell:{lane}:{first.id}"
    ]
    journey.apply(edits.update(journey, lane, visible=False))
    assert [k for k in laid(journey).placed if k.startswith("cell:")] == [f"cell:picture:{first.id}"]


def test_a_poster_prints_lanes_that_show_something_of_the_touchpoints_alone() -> None:
    journey = journey_with("road", "images", "evidence", "text")
    scenario = journey.scenarios[0].id
    kinds = {lane.id: lane.kind for lane in journey.lanes}
    assert [kinds[id] for id in filled_lanes(journey, scenario)] == ["road"]
    journey.apply(created(picture_of(200, 200), Evidence(id="ev_1", kind="data")))
    journey.apply(edits.update(journey, journey.touchpoints[0].id, image="as_1", evidence=("ev_1",)))
    assert [kinds[id] for id in filled_lanes(journey, scenario)] == ["road", "images", "evidence"]
