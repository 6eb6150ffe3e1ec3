"""Posters on any paper: margins, scales, series of sheets, scenarios together, parts left out, codes, breaking off."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest

from cjm_desktop.analysis.findings import findings
from cjm_desktop.i18n import in_language
from cjm_desktop.layout import qr_code
from cjm_desktop.layout.columns import slots_of
from cjm_desktop.layout.drawing import Drawing, Shape, text_lines
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.paper import MM, NAMES, known
from cjm_desktop.layout.placement import JourneyLayout, Sheet, View
from cjm_desktop.layout.poster import sheets_of
from cjm_desktop.layout.sheet_plan import LARGEST_BODY, UNPRINTED, bulge
from cjm_desktop.layout.theme import load
from cjm_desktop.model import edits, progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Card, PosterSettings, Scenario
from tests.layout.clearness import all_words, faults, words_of
from tests.layout.composites import random_composite
from tests.layout.cycle_maps import cycle_journey
from tests.layout.random_maps import random_journey
from tests.layout.test_two_scenarios import joined, varied

VIEW = View("sc_0")
ODD = ("50 × 900 mm", "60 × 3000 mm", "20 × 10 m", "90 × 100 mm", "1000 × 1000 mm", "Roll 610")
PARTS = ("header", "personas", "insights", "evidence", "legend", "footer")


def poster(journey: Journey, view: View = VIEW, **wanted: Any) -> list[Sheet]:
    return sheets_of(journey, view, load(), PosterSettings(**wanted))


def random_settings(rng: random.Random) -> dict[str, Any]:
    paper = rng.choice((*NAMES, *ODD))
    code = "https://a.nl/x" if known(paper).short > 80 and rng.random() < 0.25 else None
    return {
        "paper": paper,
        "orientation": rng.choice(("landscape", "portrait")),
        "scale": rng.choice(("fit", "width", "actual")),
        "margin": rng.choice((None, None, 0.0, 4.0, 9.5)),
        "split": rng.choice(("one", "phases", "count")),
        "count": rng.choice((2, 3, 5)),
        "without": tuple(part for part in PARTS if rng.random() < 0.25),
        "qr": code,
    }


def is_banded(sheet: Sheet) -> bool:
    return any("@" in key for key in sheet.map.placed)


def check(journey: Journey, sheet: Sheet, wanted: dict[str, Any]) -> None:
    """Nothing leaves the sheet or its margins, nothing meets anything, the map is clear."""
    x, y = sheet.map_origin
    ground = Rect(x, y, sheet.map.width * sheet.scale, sheet.map.height * sheet.scale)
    margin = wanted["margin"]
    edge = (UNPRINTED if margin is None else margin) * MM
    inside = Rect(edge, edge, sheet.width - 2 * edge, sheet.height - 2 * edge)
    assert inside.encloses(ground, 0.01)
    words = [w for key, p in sheet.placed.items() for w in words_of(key, p.drawing, p.x, p.y)]
    for i, a in enumerate(words):
        assert inside.encloses(a.box, 0.5 * sheet.scale), a
        assert not a.box.grown(-0.1 * sheet.scale).meets(ground), a
        for b in words[i + 1 :]:
            assert not a.box.grown(-0.05 * sheet.scale).meets(b.box), (a, b)
    loops = bulge(journey, sheet.view, load())
    if margin is not None and not loops:  # kept exactly
        assert (ground.x, ground.right) == pytest.approx((edge, sheet.width - edge), abs=0.02) or is_banded(
            sheet
        )
    assert ground.right + loops * sheet.scale < sheet.width - min(edge, UNPRINTED * MM) + 0.02
    if not is_banded(sheet):
        assert faults(journey, sheet.map, load()) == []
    else:
        _check_bands(sheet.map)
    assert sheet.scale * load().body <= LARGEST_BODY + 0.01


def _check_bands(layout: JourneyLayout) -> None:
    words = all_words(layout)
    whole = Rect(0, 0, layout.width + 3, layout.height)
    for i, a in enumerate(words):
        assert whole.encloses(a.box, 0.01), a
        for b in words[i + 1 :]:
            assert not a.box.grown(-0.05).meets(b.box), (a, b)


def rows_of(sheet: Sheet) -> list[tuple[str, float, float]]:
    return [(row.lane, round(row.y, 4), round(row.height, 4)) for row in sheet.map.rows]


# -- on any paper ----------------------------------------------------------------------------------


@pytest.mark.parametrize("start", range(0, 200, 20))
def test_two_hundred_journeys_stand_on_any_paper(start: int) -> None:
    """In Dutch, German and Russian words, on every paper that is sold and on odd ones, at every scale and split."""
    for seed in range(start, start + 20):
        rng = random.Random(seed)
        journey, wanted = random_journey(seed), random_settings(rng)
        sheets = poster(journey, **wanted)
        for sheet in sheets:
            check(journey, sheet, wanted)
        shown = [key.split("@")[0] for sheet in sheets for key in sheet.map.placed]
        for touchpoint in journey.touchpoints:
            assert shown.count(touchpoint.id) == 1
        assert len({sheet.scale for sheet in sheets}) == 1
        if not any(is_banded(sheet) for sheet in sheets):
            assert len({tuple(rows_of(sheet)) for sheet in sheets}) == 1
            assert len({sheet.map_origin[1] for sheet in sheets}) == 1


@pytest.mark.parametrize("seed", range(24))
def test_journeys_of_every_kind_stand_on_any_paper(seed: int) -> None:
    """Several people's roads, cycles with bands below, comparisons, joined scenarios; apart and together."""
    rng = random.Random(seed)
    journey, view, wanted = random_composite(seed), VIEW, random_settings(rng)
    kind = seed % 4
    if kind == 1:
        journey = cycle_journey(seed)
    elif kind == 2:
        journey, other = varied(seed)
        wanted |= {"scenarios": ("sc_0", other)} if rng.random() < 0.7 else {"compare": other}
    elif kind == 3:
        journey, whole = joined(seed)
        view = View(whole)
        if rng.random() < 0.5:
            wanted["scenarios"] = tuple(scenario.id for scenario in journey.scenarios)
    if kind < 2:
        view = View(journey.scenarios[0].id)
    wanted["together"] = rng.random() < 0.5
    for sheet in poster(journey, view, **wanted):
        check(journey, sheet, wanted)


def test_a_margin_is_kept_to_the_hair_on_every_side() -> None:
    journey = random_journey(9, "straight", 11)
    for margin in (0.0, 5.0, 40.0):
        (sheet,) = poster(journey, paper="A3", margin=margin)
        edge = margin * MM
        x, _y = sheet.map_origin
        assert x == pytest.approx(edge)
        assert x + sheet.map.width * sheet.scale == pytest.approx(sheet.width - edge, abs=0.01)
        tops = [p.y for p in sheet.placed.values()]
        assert min(tops) == pytest.approx(edge)
        footer = sheet.placed["part:footer"]
        lowest = max(line.baseline + footer.y for line in text_lines(footer.drawing))
        assert sheet.height - edge - 6 * sheet.scale < lowest < sheet.height - edge


@pytest.mark.parametrize("name", ["A5", "A4", "A3", "Letter", "A0", "500 × 150 mm", "200 × 2000 mm"])
def test_what_stands_on_paper_is_far_enough_from_its_edge_for_an_office_printer(name: str) -> None:
    for seed in (9, 24):
        for scale in ("fit", "width", "actual"):
            wanted = {"paper": name, "scale": scale, "margin": None}
            (sheet,) = poster(random_journey(seed), **wanted)
            check(random_journey(seed), sheet, wanted)


def test_margins_that_leave_no_room_are_told() -> None:
    with pytest.raises(CjmError, match="Margins"):
        poster(random_journey(9), paper="A5", margin=70.0)


# -- scales and rolls ------------------------------------------------------------------------------


def test_by_width_the_road_is_one_band_and_the_height_follows() -> None:
    journey = random_journey(4, "winding", 60)
    (fitted,) = poster(journey, paper="A3")
    (wide,) = poster(journey, paper="A3", scale="width")
    assert is_banded(fitted)
    assert not is_banded(wide)
    assert wide.width == fitted.width
    assert wide.height < fitted.height
    assert wide.scale < fitted.scale
    (few,) = poster(random_journey(9, "winding", 5), paper="A3", scale="width")
    assert few.height > few.width  # five columns as wide as the paper are high


def test_actual_size_is_a_point_for_a_unit_on_at_least_the_paper() -> None:
    journey = random_journey(9, "winding", 14)
    (large,) = poster(journey, paper="A4", scale="actual")
    assert large.scale == 1.0
    assert large.width > known("A4").size("landscape")[0]
    (small,) = poster(random_journey(2, "winding", 1), paper="A0", scale="actual")
    assert (small.width, small.height) == pytest.approx(known("A0").size("landscape"))
    check(journey, large, {"margin": None})


@pytest.mark.parametrize("count", [3, 40])
def test_a_roll_is_as_long_as_its_road(count: int) -> None:
    journey = random_journey(4, "winding", count)
    (across,) = poster(journey, paper="Roll 914")
    (along,) = poster(journey, paper="Roll 914", orientation="portrait")
    assert across.height == pytest.approx(914 * MM)
    assert along.width == pytest.approx(914 * MM)
    assert not is_banded(across)
    assert not is_banded(along)
    if count == 40:
        assert across.width > 4 * across.height
        assert along.height < along.width
    for sheet in (across, along):
        assert sheet.scale * load().body <= LARGEST_BODY + 0.01


# -- series ----------------------------------------------------------------------------------------


def test_a_sheet_a_phase_and_short_phases_share_one() -> None:
    journey = random_journey(11, "winding", 14)
    sheets = poster(journey, split="phases")
    phases = [span.phase for sheet in sheets for span in sheet.map.phases]
    assert len(phases) == len(set(phases)) == len({phase for _id, phase in slots_of(journey, "sc_0")})
    sizes = [len(sheet.map.columns) for sheet in sheets]
    assert 1 < len(sheets) <= len(phases)
    assert min(sizes) * 3 >= max(sizes)
    touched = [any(c.touchpoint for c in sheet.map.columns) for sheet in sheets]
    assert all(touched)  # no sheet of an empty phase alone


@pytest.mark.parametrize("count", [2, 3, 99])
def test_so_many_sheets_each_with_its_part_told(count: int) -> None:
    journey = random_journey(7, "winding", 14)
    journey.apply(edits.update(journey, "info", language="en"))
    sheets = poster(journey, split="count", count=count)
    columns = len(slots_of(journey, "sc_0"))
    assert len(sheets) == min(count, columns)
    names = {phase.id: " ".join(phase.name.split()) for phase in journey.phases}
    for n, sheet in enumerate(sheets, 1):
        header, footer = (" ".join(told(sheet, part)) for part in ("part:header", "part:footer"))
        assert f"Sheet {n} of {len(sheets)} · A1" in footer
        assert f"{n} of {len(sheets)} · {names[sheet.map.phases[0].phase]}" in header
        assert sheet.name.startswith(names[sheet.map.phases[0].phase])
        assert "part:legend" in sheet.placed
        assert any(row.lane in sheet.map.placed for row in sheet.map.rows)


def test_phases_of_several_cycles_are_told_apart() -> None:
    journey = cycle_journey(3)
    sheets = poster(journey, View(journey.scenarios[0].id), split="phases")
    cycles = {phase.id: phase.cycle for phase in journey.phases}
    assert len(set(cycles.values())) > 1
    for sheet in sheets:
        numbers = {cycles[span.phase] for span in sheet.map.phases}
        if len(numbers) == 1:
            assert str(*numbers) in sheet.name


def told(sheet: Sheet, part: str) -> list[str]:
    return [line.text for line in text_lines(sheet.placed[part].drawing)]


@pytest.mark.parametrize("shape", ["winding", "straight", "hills"])
def test_the_road_runs_on_from_sheet_to_sheet(shape: str) -> None:
    """It leaves a sheet at the height at which it comes to the next one."""
    journey = random_journey(3, shape, 14)
    sheets = poster(journey, split="count", count=3)
    ends = []
    for sheet in sheets:
        keys = [key for key in sheet.map.placed if key.partition(":")[0] == "road"]
        paths = [
            (p, s)
            for key in keys
            for p in (sheet.map.placed[key],)
            for s in p.drawing
            if isinstance(s, Shape)
        ]
        points = [
            (segment[-2] + p.x, segment[-1] + p.y)
            for p, shape_ in paths
            for segment in shape_.path.segments
            if segment[0] != "Z"
        ]
        left, right = min(points), max(points)
        ends.append((left[1], right[1]))
    for (_left, right), (left, _right) in pairwise(ends):
        assert right == pytest.approx(left, abs=0.01)


def test_findings_stand_on_the_sheet_of_what_they_are_about() -> None:
    journey = random_journey(7, "winding", 14)
    (whole,) = poster(journey)
    sheets = poster(journey, split="count", count=3)
    with in_language(journey.info.language):
        all_of = findings(journey, "sc_0")
    kept = 0
    for sheet in sheets:
        said = " ".join(told(sheet, "part:insights")) if "part:insights" in sheet.placed else ""
        for finding in all_of:
            if " ".join(finding.text.split()) in said:
                kept += 1
                card = journey.of(Card, finding.record)
                assert (card.anchor if card else finding.record) in sheet.map.placed
    once = " ".join(told(whole, "part:insights"))
    assert kept == sum(" ".join(finding.text.split()) in once for finding in all_of) > 1


# -- scenarios -------------------------------------------------------------------------------------


def test_scenarios_have_a_sheet_each_or_stand_together() -> None:
    journey, other = varied(4)
    both = ("sc_0", other)
    apart = poster(journey, scenarios=both)
    assert [sheet.view.scenario for sheet in apart if sheet.view] == [*both]
    assert apart[0].name != apart[1].name
    (one,) = poster(journey, scenarios=both, together=True)
    headings = {key.split("@")[0] for key in one.map.placed if key.startswith("heading:")}
    assert headings == {f"heading:{scenario}" for scenario in both}
    shown = {key.split("@")[0] for key in one.map.placed}
    assert {t.id for scenario in both for t in journey.road(scenario)} <= shown
    # The same lanes stand below each other.
    lanes = [lane.id for lane in journey.lanes]
    bands: dict[str, list[str]] = {}
    for key in one.map.placed:
        name, _at, band = key.partition("@")
        if name in lanes:
            bands.setdefault(band, []).append(name)
    assert len(bands) > 1
    assert len({tuple(names) for names in bands.values()}) == 1


def test_scenarios_together_are_cut_at_the_same_phases() -> None:
    journey, other = varied(4)
    sheets = poster(journey, scenarios=("sc_0", other), together=True, split="phases")
    seen: list[set[str]] = []
    for sheet in sheets:
        keys = {key.split("@")[0] for key in sheet.map.placed}
        seen.append({phase.id for phase in journey.phases if phase.id in keys})
    assert sum(map(len, seen)) == len(set().union(*seen))


def test_a_comparison_shows_the_other_scenario() -> None:
    journey, other = varied(4)
    (sheet,) = poster(journey, compare=other)
    assert sheet.view is not None
    assert sheet.view.compare == other
    (same,) = poster(journey, compare="sc_0")
    assert same.view is not None
    assert same.view.compare is None


# -- parts -----------------------------------------------------------------------------------------


def test_parts_that_are_left_out_give_their_room_to_the_map() -> None:
    journey = random_journey(7, "winding", 14)
    (whole,) = poster(journey, paper="A3")
    assert list(whole.placed) == [
        "part:header",
        "part:personas",
        "part:insights",
        "part:legend",
        "part:footer",
    ]
    for part in ("header", "personas", "insights", "legend", "footer"):
        (sheet,) = poster(journey, paper="A3", without=(part,))
        assert f"part:{part}" not in sheet.placed
        assert len(sheet.placed) == 4
        assert sheet.map.height * sheet.scale >= whole.map.height * whole.scale - 0.01
    (bare,) = poster(journey, paper="A3", margin=0.0, without=PARTS)
    assert not bare.placed
    assert bare.map_origin == (0.0, 0.0)
    assert bare.map.height * bare.scale == pytest.approx(bare.height, abs=0.5)


def test_the_share_that_rests_on_customers_is_told_in_the_header_or_the_legend() -> None:
    journey = random_journey(7, "winding", 14)
    journey.apply(edits.update(journey, "info", language="en"))
    share = "backed by customer research"
    (whole,) = poster(journey)
    assert share in " ".join(told(whole, "part:header"))
    (headless,) = poster(journey, without=("header",))
    assert share in " ".join(told(headless, "part:legend"))
    (silent,) = poster(journey, without=("evidence",))
    assert share not in " ".join(line for part in silent.placed for line in told(silent, part))


# -- codes -----------------------------------------------------------------------------------------


def squares(drawing: Drawing) -> Shape:
    return next(child for group in drawing for child in _shapes(group) if child.fill)


def _shapes(primitive: Any) -> list[Shape]:
    if isinstance(primitive, Shape):
        return [primitive]
    return [s for child in getattr(primitive, "children", ()) for s in _shapes(child)]


@pytest.mark.parametrize("paper", ["A4", "A0", "Roll 914"])
def test_a_code_is_large_enough_on_paper_and_has_quiet_ground(paper: str) -> None:
    (sheet,) = poster(random_journey(7, "winding", 14), paper=paper, qr=" https://noorderlicht.example/reis ")
    placed = sheet.placed["part:qr"]
    box = squares(placed.drawing).path.bounds
    side = box.width * sheet.scale
    assert side >= 20 * MM - 0.01
    module = side / 29  # version 3
    around = Rect(placed.x + box.x * sheet.scale, placed.y + box.y * sheet.scale, side, side).grown(
        4 * module - 0.01
    )
    others = [w for key, p in sheet.placed.items() for w in words_of(key, p.drawing, p.x, p.y)]
    assert not any(word.box.meets(around) for word in others)
    assert "".join(told(sheet, "part:qr")).replace(" ", "") == "noorderlicht.example/reis"


def test_a_code_reads_as_what_it_was_made_of() -> None:
    """The squares of the drawing are those of the standard's encoder, row by row."""
    import segno

    text = "Retour? Vraag het aan de balie"
    part = qr_code.qr_part(text, 60.0, load())
    matrix = segno.make(text, error="m", micro=False).matrix
    path = squares(part.drawing).path
    box = path.bounds
    module = box.width / len(matrix)
    dark = {(x, y) for y, row in enumerate(matrix) for x, square in enumerate(row) if square}
    found = set()
    corners = [s for s in path.segments if s[0] != "Z"]
    for k in range(0, len(corners), 4):
        (x0, y0), (x1, y1) = corners[k][-2:], corners[k + 2][-2:]
        row = round((y0 - box.y) / module)
        assert round((y1 - y0) / module) == 1
        found |= {(x, row) for x in range(round((x0 - box.x) / module), round((x1 - box.x) / module))}
    assert found == dark


def test_a_text_too_long_for_a_code_is_told() -> None:
    with pytest.raises(CjmError, match="too long"):
        poster(random_journey(7), qr="x" * 5000)
    with pytest.raises(CjmError, match="too small for a QR code"):
        poster(random_journey(7), paper="50 × 60 mm", qr="https://a.nl")


def test_a_journey_without_phases_is_told() -> None:
    bare = Journey(r for r in random_journey(7).records() if r.KIND in ("info", "stamp", "scenario"))
    for split in ("one", "phases", "count"):
        with pytest.raises(CjmError) as caught:
            poster(bare, split=split)
        assert caught.value.problems[0].code == "poster-empty"


def test_absurdly_many_sheets_are_told_and_no_scenario_is_printed_twice() -> None:
    journey = random_journey(7)
    assert len(poster(journey, scenarios=("sc_0",) * 10_000)) == 1
    more = [Scenario(id=f"sc_{n}", name="x") for n in range(1, 600)]
    many = Journey([*journey.records(), *more])
    for together in (False, True):
        with pytest.raises(CjmError) as caught:
            poster(many, scenarios=tuple(s.id for s in many.scenarios), together=together)
        assert caught.value.problems[0].code == "sheets-many"


# -- breaking off ----------------------------------------------------------------------------------


def test_composing_can_be_broken_off_and_tells_what_it_does() -> None:
    journey = random_journey(4, "winding", 200)
    said: list[str] = []

    def listener(words: str, done: int, total: int) -> bool:
        said.append(words)
        return len(said) < 3

    def over_and_over() -> None:
        for _again in range(50):  # a listener is asked a few times a second
            poster(journey)

    with pytest.raises(progress.Cancelled), progress.listening(listener):
        over_and_over()
    assert len(said) == 3
    assert all(said)
    assert poster(journey)  # and what was broken off leaves nothing behind
