"""The poster: everything stands on the paper, nothing meets, the map fills the sheet, type stays within reason."""

from __future__ import annotations

import gc
import random

import pytest

from cjm_desktop.layout.bands import cuts
from cjm_desktop.layout.drawing import Drawing, Group, Picture, text_lines
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.paper import MM, PAPERS, known
from cjm_desktop.layout.placement import Sheet, View
from cjm_desktop.layout.sheet_plan import LARGEST_BODY, UNPRINTED, bulge
from cjm_desktop.layout.sheets import compose, missing_in
from cjm_desktop.layout.theme import load
from cjm_desktop.model import edits
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Asset
from tests.layout.clearness import words_of
from tests.layout.random_maps import random_journey

VIEW = View("sc_0")


def check(sheet: Sheet, swings: float = 0.0) -> None:
    """`swings` is how far a road that comes back swings out of the map."""
    paper = Rect(0, 0, sheet.width, sheet.height)
    words = [w for key, p in sheet.placed.items() for w in words_of(key, p.drawing, p.x, p.y)]
    for i, a in enumerate(words):
        assert paper.encloses(a.box), a
        for b in words[i + 1 :]:
            assert not a.box.grown(-0.05).meets(b.box), (a, b)
    x, y = sheet.map_origin
    s = sheet.scale
    ground = Rect(x, y, sheet.map.width * s, sheet.map.height * s)
    assert paper.encloses(ground, 0.5)
    for word in words:
        assert not word.box.meets(ground), word
    margin = max(load().margin * s, UNPRINTED * MM)
    assert ground.x == pytest.approx(margin)
    beyond = max(0.0, swings * s - margin + UNPRINTED * MM) if swings else 0.0
    assert paper.right - ground.right == pytest.approx(margin + beyond, abs=1.0)


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
@pytest.mark.parametrize("paper", sorted(PAPERS))
def test_nothing_leaves_the_paper_or_meets(paper: str, orientation: str) -> None:
    for seed in range(5):
        journey = random_journey(seed)
        sheet = compose(journey, VIEW, load(), paper, orientation)
        assert (sheet.width, sheet.height) == known(paper).size(orientation)
        check(sheet, bulge(journey, VIEW, load()))


@pytest.mark.parametrize("seed", [3, 7, 11])
def test_the_map_fills_the_sheet(seed: int) -> None:
    """Between the map and what stands under it is a gap, no hole."""
    journey = random_journey(seed, count=11)
    sheet = compose(journey, VIEW, load(), "A1", "landscape")
    bottom = sheet.map_origin[1] + sheet.map.height * sheet.scale
    below = [p.bounds.moved(p.x, p.y).y for p in sheet.placed.values()]
    nearest = min(y for y in below if y > bottom - 1)
    assert nearest - bottom < 40 * sheet.scale


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize("paper", ["A4", "A0"])
def test_few_touchpoints_do_not_shout(count: int, paper: str) -> None:
    journey = random_journey(2, "winding", count)
    sheet = compose(journey, VIEW, load(), paper, "landscape")
    check(sheet)
    assert sheet.scale * load().body <= LARGEST_BODY + 0.01


def test_larger_paper_has_larger_type() -> None:
    journey = random_journey(9, "winding", 11)
    sizes = [
        compose(journey, VIEW, load(), paper, "landscape").smallest_text for paper in ("A4", "A3", "A2", "A1")
    ]
    assert sizes == sorted(sizes)
    assert sizes[-1] > 2 * sizes[0]


def test_the_smallest_text_is_told_as_it_is() -> None:
    sheet = compose(random_journey(9, count=11), VIEW, load(), "A3", "landscape")
    on_map = [t.size * sheet.scale for p in sheet.map.placed.values() for t in text_lines(p.drawing)]
    around = [t.size for p in sheet.placed.values() for t in text_lines(p.drawing)]
    assert sheet.smallest_text == pytest.approx(min(on_map + around))


def test_a_hard_header() -> None:
    journey = random_journey(1, count=8)
    rng = random.Random(1)
    purpose = " ".join(rng.choice(("minder", "retouren", "omdat", "klanten")) for _ in range(120))
    title = "Verzekeringsovereenkomst " * 7
    journey.apply(edits.update(journey, "info", title=title.strip(), purpose=purpose, audience=purpose[:200]))
    for persona in journey.personas:
        journey.apply(edits.update(journey, persona.id, quote=purpose[:240], description=purpose[:300]))
    for paper in ("A4", "A1"):
        check(compose(journey, VIEW, load(), paper, "portrait"))


def test_a_long_road_goes_in_bands_with_every_touchpoint_once() -> None:
    journey = random_journey(4, "winding", 160)
    sheet = compose(journey, VIEW, load(), "A1", "landscape")
    check(sheet)
    names = [key.split("@")[0] for key in sheet.map.placed]
    for touchpoint in journey.touchpoints:
        assert names.count(touchpoint.id) == 1
    assert any("@" in key for key in sheet.map.placed)


def test_cuts_prefer_the_end_of_a_phase() -> None:
    slots = [(str(i), "a" if i < 11 else "b") for i in range(20)]
    assert cuts(slots, 2) == [(0, 11), (11, 20)]
    assert cuts(slots, 1) == [(0, 20)]
    assert [b - a for a, b in cuts([(str(i), "a") for i in range(9)], 3)] == [3, 3, 3]


def test_the_same_journey_gives_the_same_sheet() -> None:
    one = compose(random_journey(6), VIEW, load(), "A2", "landscape")
    two = compose(random_journey(6), VIEW, load(), "A2", "landscape")
    assert one.placed == two.placed
    assert one.map.placed == two.map.placed


def test_composing_leaves_the_collector_as_it_was() -> None:
    assert gc.isenabled()
    compose(random_journey(6), VIEW, load(), "A4", "landscape")
    assert gc.isenabled()


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(CjmError):
        compose(random_journey(6), View("sc_nobody"), load(), "A4", "landscape")
    with pytest.raises(CjmError):
        compose(random_journey(6), VIEW, load(), "A9", "landscape")


def test_characters_that_no_font_has_are_named() -> None:
    journey = random_journey(6, count=2)
    assert missing_in(journey) == ()
    journey.apply(edits.update(journey, "tp_0", title="a\U000f0000b"))
    assert missing_in(journey) == ("\U000f0000",)


def test_the_makers_stand_in_the_header_and_the_logo_in_the_footer() -> None:
    journey = random_journey(3)
    journey.apply(edits.update(journey, "info", participants=("Sales", "Customer service"), brand="Noord"))
    plain = compose(journey, VIEW, load(), "A1", "landscape")
    told = " ".join(line.text for p in plain.placed.values() for line in text_lines(p.drawing))
    assert "Sales, Customer service" in told
    logo = Asset(id="as_logo", media_type="image/png", data=b"", width=900, height=300, sha256="")
    journey.apply(edits.add(journey, logo))
    journey.apply(edits.update(journey, "info", logo="as_logo"))
    sheet = compose(journey, VIEW, load(), "A1", "landscape")
    check(sheet)
    (picture,) = [
        (p.x + x, p.y + y, w, h) for p in sheet.placed.values() for x, y, w, h in pictures(p.drawing)
    ]
    x, y, w, h = picture
    assert w / h == pytest.approx(3)
    paper = Rect(0, 0, sheet.width, sheet.height)
    box = Rect(x, y, w, h)
    assert paper.encloses(box)
    assert box.y > sheet.map_origin[1] + sheet.map.height * sheet.scale
    words = [word for key, p in sheet.placed.items() for word in words_of(key, p.drawing, p.x, p.y)]
    assert not any(word.box.meets(box) for word in words)


def pictures(drawing: Drawing, x: float = 0.0, y: float = 0.0, scale: float = 1.0) -> list[tuple[float, ...]]:
    """Places and sizes of the pictures in a drawing."""
    out: list[tuple[float, ...]] = []
    for part in drawing:
        if isinstance(part, Picture):
            r = part.rect
            out.append((x + r.x * scale, y + r.y * scale, r.width * scale, r.height * scale))
        elif isinstance(part, Group):
            out += pictures(part.children, x + part.x * scale, y + part.y * scale, scale * part.scale)
    return out
