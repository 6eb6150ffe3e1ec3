"""The experience lane: never beyond its points, gaps stay gaps, names stand clear."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop import resources
from cjm_desktop.formats import cjm
from cjm_desktop.layout.curve import runs
from cjm_desktop.layout.drawing import Shape
from cjm_desktop.layout.journey_layout import lay_out
from cjm_desktop.layout.placement import CurveScale, JourneyLayout, View
from cjm_desktop.layout.sheets import compose
from cjm_desktop.layout.spline import at, crossing, monotone, split
from cjm_desktop.layout.theme import load
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Experience
from tests.layout.clearness import all_words, along, faults
from tests.layout.random_maps import random_journey

VIEW = View("sc_0")
SCALE = CurveScale("la", 0.0, 100.0)
HEIGHTS = st.lists(st.floats(-200, 200), min_size=2, max_size=12)


@given(HEIGHTS)
def test_the_curve_never_goes_beyond_its_points(ys: list[float]) -> None:
    points = [(i * 50.0, y) for i, y in enumerate(ys)]
    for piece, ((_x0, y0), (_x1, y1)) in zip(monotone(points), pairwise(points), strict=True):
        assert piece[0][1] == y0
        assert piece[3][1] == y1
        for k in range(21):
            y = at(piece, k / 20)[1]
            assert min(y0, y1) - 1e-6 <= y <= max(y0, y1) + 1e-6


@given(HEIGHTS)
def test_the_curve_is_smooth(ys: list[float]) -> None:
    for a, b in pairwise(monotone([(i * 50.0, y) for i, y in enumerate(ys)])):
        before = (a[3][1] - a[2][1]) / (a[3][0] - a[2][0])
        after = (b[1][1] - b[0][1]) / (b[1][0] - b[0][0])
        assert before == pytest.approx(after, abs=1e-6)


@given(HEIGHTS, st.floats(-150, 150))
def test_a_crossing_lies_on_the_line(ys: list[float], y: float) -> None:
    for piece in monotone([(i * 50.0, v) for i, v in enumerate(ys)]):
        t = crossing(piece, y)
        if t is None:
            assert (piece[0][1] - y) * (piece[3][1] - y) >= 0
        else:
            assert at(piece, t)[1] == pytest.approx(y, abs=0.01)
            left, right = split(piece, t)
            assert left[3] == right[0]
            assert left[0] == piece[0]
            assert right[3] == piece[3]


def test_the_scale() -> None:
    assert (SCALE.y(2.0), SCALE.y(0.0), SCALE.y(-2.0)) == (0.0, 50.0, 100.0)
    assert SCALE.score(-40.0) == 2.0
    assert SCALE.score(52.0) == -0.1


def test_what_is_not_known_is_a_gap() -> None:
    found = runs([0, 1, 2, 3, 4], [1.0, None, 0.0, 0.5, None], SCALE)
    assert [[i for i, _p in run] for run in found] == [[0], [2, 3]]


def _curve(scores: list[float | None], seed: int = 3) -> tuple[Journey, JourneyLayout]:
    journey = random_journey(seed, "winding", len(scores))
    for t, score in zip(journey.road("sc_0"), scores, strict=True):
        journey.apply(edits.update(journey, t.id, experience=()))
        if score is not None:
            journey.apply(edits.set_experience(journey, t.id, "pe_0", emotional=score))
    return journey, lay_out(journey, VIEW, load())


def test_no_line_bridges_a_gap() -> None:
    journey, layout = _curve([1.0, 0.5, None, None, -1.0, -0.5])
    x = [layout.placed[t.id].x for t in journey.road("sc_0")]
    for key, placed in layout.placed.items():
        if key.split(":")[0] in ("curve", "area"):
            box = placed.bounds
            assert box.right < x[2] or box.x > x[3], key


def test_a_lone_score_has_a_face_and_no_line() -> None:
    journey, layout = _curve([None, 1.5, None])
    road = journey.road("sc_0")
    assert f"point:pe_0:{road[1].id}" in layout.placed
    assert not [key for key in layout.placed if key.startswith(("curve:", "area:"))]


def test_faces_stand_on_their_scores() -> None:
    journey, layout = _curve([2.0, -2.0, 0.0, 1.1])
    assert layout.curve is not None
    for t, score in zip(journey.road("sc_0"), [2.0, -2.0, 0.0, 1.1], strict=True):
        assert layout.placed[f"point:pe_0:{t.id}"].y == pytest.approx(layout.curve.y(score))


def test_green_is_above_and_red_below() -> None:
    _journey, layout = _curve([1.0, -1.0, 1.0, 0.0, -1.0])
    theme = load()
    assert layout.curve is not None
    zero = layout.curve.y(0)
    fills = set()
    for key, placed in layout.placed.items():
        if key.startswith("area:"):
            shape = placed.drawing[0]
            assert isinstance(shape, Shape)
            fills.add(shape.fill)
            ys = [y for _x, y in along(shape.path)]
            if shape.fill == theme.positive:
                assert max(ys) <= zero + 0.05
            else:
                assert min(ys) >= zero - 0.05
    assert fills == {theme.positive, theme.negative}


@pytest.mark.parametrize("seed", range(40))
def test_names_stand_clear_of_faces_and_line(seed: int) -> None:
    rng = random.Random(seed)
    scores: list[float | None] = [
        rng.randint(-20, 20) / 10 if rng.random() < 0.9 else None for _ in range(rng.choice((3, 6, 12)))
    ]
    _journey, layout = _curve(scores, seed)
    theme = load()
    notes = [w for w in all_words(layout) if w.key.startswith("note:")]
    faces = [(p.x, p.y) for key, p in layout.placed.items() if key.startswith("point:")]
    line = [
        point
        for key, placed in layout.placed.items()
        if key.startswith("curve:")
        for shape in placed.drawing
        if isinstance(shape, Shape)
        for point in along(shape.path, 2.0)
    ]
    row = next(r for r in layout.rows if r.kind == "experience")
    for note in notes:
        assert row.y <= note.box.y
        assert note.box.bottom <= row.bottom
        assert layout.side <= note.box.x
        assert note.box.right <= layout.width
        assert not [p for p in line if note.box.has_point(*p)]
        for x, y in faces:
            dx = max(note.box.x - x, 0.0, x - note.box.right)
            dy = max(note.box.y - y, 0.0, y - note.box.bottom)
            assert dx * dx + dy * dy >= theme.face_radius**2
        assert not [o for o in notes if o is not note and o.box.meets(note.box)]


def test_peak_and_low_point_are_named_on_a_usual_curve() -> None:
    _journey, layout = _curve([0.5, 1.8, 0.4, -1.5, -0.2, 0.6])
    assert {"note:peak", "note:low", "note:fall", "note:end"} <= set(layout.placed)


def felt_journey(**info: str) -> Journey:
    """Eight touchpoints on a winding road, with expectations, words, and a fall below what was expected."""
    journey = random_journey(6, "winding", 8)
    if info:
        journey.apply(edits.update(journey, "info", **info))
    scores = (0.6, 1.2, 0.4, -0.2, 1.6, -1.4, 0.2, 1.0)
    for touchpoint, score in zip(journey.road("sc_0"), scores, strict=True):
        part = Experience(persona="pe_0", emotional=score, expected=1.0, word="opgelucht")
        journey.apply(edits.update(journey, touchpoint.id, experience=(part,)))
    return journey


def test_the_worst_gap_to_what_was_expected_is_named() -> None:
    """1.0 was expected and −1.4 felt: 2.4 points; on −5…5 that are 6."""
    journey = felt_journey()
    layout = lay_out(journey, View("sc_0"), load())
    (words,) = [w for w in all_words(layout) if w.key == "note:gap"]
    assert words.text.startswith("2,4 ")
    worst = layout.placed[f"point:pe_0:{journey.road('sc_0')[5].id}"]
    assert abs(words.box.centre[0] - worst.x) < 120
    assert abs(words.box.centre[1] - worst.y) < 40
    wide = lay_out(felt_journey(emotion_scale="-5..5"), View("sc_0"), load())
    assert [w.text[:4] for w in all_words(wide) if w.key == "note:gap"] == ["6,0 "]


def test_words_of_feelings_stand_clear() -> None:
    """At most faces there is room; no word meets a face, the curve or another word."""
    journey = felt_journey()
    layout = lay_out(journey, View("sc_0"), load())
    words = [w for w in all_words(layout) if w.key.startswith("word:")]
    assert len(words) >= 5
    faces = [p for key, p in layout.placed.items() if key.startswith("point:")]
    for w in words:
        assert not any(w.box.meets(face.bounds.moved(face.x, face.y)) for face in faces)
    assert faults(journey, layout, load()) == []


@pytest.mark.parametrize(
    ("scale", "marks"),
    [("-2..2", []), ("-5..5", ["+5", "0", "−5"]), ("1..5", ["5", "3", "1"]), ("1..10", ["10", "5,5", "1"])],
)
def test_an_unusual_scale_has_its_numbers_at_the_axis(scale: str, marks: list[str]) -> None:
    layout = lay_out(felt_journey(emotion_scale=scale), View("sc_0"), load())
    assert [w.text for w in all_words(layout) if w.key == "axis"] == marks


@pytest.mark.parametrize(
    ("example", "paper", "orientation", "names"),
    [
        ("retour", "A1", "landscape", {"note:gap", "note:low", "note:peak"}),
        ("bloemen", "A1", "landscape", {"note:gap", "note:low", "note:peak"}),
        ("crm", "Letter", "portrait", {f"note:name:pe_{who}" for who in ("bus", "ink", "jur", "sal")}),
    ],
)
def test_what_examples_name_on_their_curves_is_on_their_posters(
    example: str, paper: str, orientation: str, names: set[str]
) -> None:
    """Also the low point where it is the worst surprise too, and whose curve it is at the map's edge."""
    journey, _fingerprint = cjm.load(resources.path("examples", f"{example}.cjm"))
    sheet = compose(journey, View(journey.scenarios[0].id), load(), paper, orientation)
    assert names <= set(sheet.map.placed)


def test_names_stand_clear_of_what_was_expected() -> None:
    journey, _fingerprint = cjm.load(resources.path("examples", "retour.cjm"))
    for scenario in journey.scenarios:
        for paper in ("A1", "A2", "A3"):
            layout = compose(journey, View(scenario.id), load(), paper, "landscape").map
            ticks = [p.bounds.moved(p.x, p.y) for key, p in layout.placed.items() if "expected:" in key]
            words = [w for w in all_words(layout) if w.key.startswith("note:")]
            assert len(ticks) >= 7
            assert len(words) >= 3
            assert not [(w, t) for w in words for t in ticks if w.box.grown(-0.5).meets(t)]
