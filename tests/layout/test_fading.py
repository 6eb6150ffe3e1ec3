"""What a filter leaves out fades on the map and the poster; a map that shows everything is as it was."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from cjm_desktop.analysis.filtering import Filter
from cjm_desktop.cli import run
from cjm_desktop.export.pdf import write_pdf
from cjm_desktop.formats.table import read_table
from cjm_desktop.layout.fading import FADED
from cjm_desktop.layout.journey_layout import lay_out
from cjm_desktop.layout.pages import whole
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.sheets import compose
from cjm_desktop.layout.theme import load
from cjm_desktop.model.journey import Journey
from tests.layout import clearness
from tests.layout.random_maps import random_journey

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "noorderlicht.csv"
THEME = load("standard")


@pytest.fixture(scope="module")
def journey() -> Journey:
    return read_table(SAMPLE.read_bytes(), language="nl", name="Jas").journey


def logistics(journey: Journey) -> Filter:
    return Filter(owners=tuple(o.id for o in journey.owners if o.name == "Logistiek"))


def test_touchpoints_fade_with_their_cells_faces_and_exits(journey: Journey) -> None:
    scenario = journey.scenarios[0].id
    asked = logistics(journey)
    placed = lay_out(journey, View(scenario, filter=asked), THEME).placed
    mine = {t.id for t in journey.road(scenario) if t.owner in asked.owners}
    assert mine
    for key, there in placed.items():
        id = key.rsplit(":", 1)[-1]
        if id in {t.id for t in journey.road(scenario)}:
            assert there.opacity == (1.0 if id in mine else FADED), key
    assert placed["road"].opacity == 1.0
    assert all(placed[p.id].opacity == 1.0 for p in journey.phases)
    faint = [c for c in journey.cards if placed[c.id].opacity == FADED]
    assert {c.anchor for c in faint}.isdisjoint(mine)
    assert faint


def test_everything_keeps_its_place(journey: Journey) -> None:
    scenario = journey.scenarios[0].id
    plain = lay_out(journey, View(scenario), THEME)
    seen = lay_out(journey, View(scenario, filter=logistics(journey)), THEME, earlier=plain)
    assert plain.placed.keys() == seen.placed.keys()
    for key, there in seen.placed.items():
        other = plain.placed[key]
        assert (there.x, there.y, there.z, there.drawing) == (other.x, other.y, other.z, other.drawing)
        assert there is other or there.opacity == FADED
    again = lay_out(journey, View(scenario), THEME, earlier=seen)
    assert all(again.placed[key] is plain.placed[key] for key in plain.placed)


@pytest.mark.parametrize("seed", range(6))
def test_a_filtered_map_takes_over_what_it_had(seed: int) -> None:
    journey = random_journey(seed, count=8)
    view = View("sc_0", filter=Filter(owners=("ow_1", "")))
    first = lay_out(journey, view, THEME)
    second = lay_out(journey, view, THEME, earlier=first)
    assert all(second.placed[key] is there for key, there in first.placed.items())
    assert clearness.faults(journey, second, THEME) == []


def test_the_poster_says_what_it_is_filtered_by(journey: Journey) -> None:
    scenario = journey.scenarios[0].id
    sheet = compose(journey, View(scenario, filter=logistics(journey)), THEME, "A3", "landscape")
    data = write_pdf([whole(sheet)], journey)
    reader = PdfReader(io.BytesIO(data))
    words = " ".join(reader.pages[0].extract_text().split())
    assert "Logistiek" in words
    states = reader.pages[0]["/Resources"]["/ExtGState"]  # type: ignore[index]
    assert any(abs(float(state["/ca"]) - FADED) < 0.01 for state in states.values())


def test_a_poster_of_everything_has_nothing_faint(journey: Journey) -> None:
    sheet = compose(journey, View(journey.scenarios[0].id), THEME, "A3", "landscape")
    assert {there.opacity for there in sheet.map.placed.values()} == {1.0}


def test_the_command_line_filters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "poster.pdf"
    assert run(["export", str(SAMPLE), str(out), "--paper", "A3", "--filter", "owner=Logistiek"]) == 0
    words = " ".join(PdfReader(out).pages[0].extract_text().split())
    assert "Logistiek" in words
    assert run(["export", str(SAMPLE), str(tmp_path / "no.pdf"), "--filter", "owner=Zzz"]) == 2
    assert "Zzz" in capsys.readouterr().err
    assert not (tmp_path / "no.pdf").exists()
