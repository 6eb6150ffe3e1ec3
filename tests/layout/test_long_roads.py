"""What is looked for beside a road costs what is near, on paper of twenty metres and on roads of thousands too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cjm_desktop.frozen import replace
from cjm_desktop.layout import page_marks, proof, signposts, thumbnails
from cjm_desktop.layout.geometry import Path, Rect
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.poster import sheets_of
from cjm_desktop.layout.theme import load
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Asset, Card, PosterSettings
from tests.layout.posters import records
from tests.strategies import picture


def counted(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[int]:
    """Calls of a function from now on, one item each."""
    calls: list[int] = []
    work: Callable[..., Any] = getattr(module, name)

    def counting(*args: Any) -> Any:
        calls.append(1)
        return work(*args)

    monkeypatch.setattr(module, name, counting)
    return calls


def test_signposts_and_pictures_on_a_strip_of_twenty_metres(monkeypatch: pytest.MonkeyPatch) -> None:
    own = records()
    shown: Asset = picture("as_0", 40, 30)
    for i in range(4):
        own[f"tp_{i}"] = replace(own[f"tp_{i}"], image="as_0")  # type: ignore[call-arg]
    sign = Card(
        id="ca_sign", lane="la_actions", scenario="sc_0", anchor="tp_1", text="A free fitting", signpost=True
    )
    journey = Journey([*own.values(), shown, sign])
    heights = counted(monkeypatch, signposts, "road_height")
    places = counted(monkeypatch, thumbnails, "at")
    for wanted in ("20000 × 60 mm", "A3"):
        settings = PosterSettings(paper=wanted, lanes=("la_road",))
        [sheet] = sheets_of(journey, View("sc_0"), load(), settings)
        assert any(key.startswith("signpost:") for key in sheet.map.placed)
        assert any(key.startswith("cell:picture:") for key in sheet.map.placed)
    assert 0 < len(heights) < 5_000
    assert 0 < len(places) < 5_000


@pytest.mark.parametrize("way", [1, -1])
def test_the_places_of_a_path_near_a_box_are_those_of_all_of_it(way: int) -> None:
    path = Path(
        (
            ("M", 0.0, 0.0),
            ("C", way * 900.0, 0.0, way * 900.0, 80.0, way * 2_000.0, 80.0),
            ("L", way * 5_000.0, -40.0),
            ("L", way * 5_000.0, 300.0),
            ("C", way * 9_000.0, 0.0, way * 1_000.0, 0.0, way * 7_000.0, 0.0),
            ("Z",),
        )
    )
    everywhere = list(thumbnails._along(path, Rect(-1e6, -1e6, 2e6, 2e6)))
    found = 0
    for x in range(-100, 7_200, 97):
        near = Rect(way * x - 40.0, -60.0, 80.0, 160.0)
        own = [p for p in thumbnails._along(path, near) if near.has_point(*p)]
        assert own == [p for p in everywhere if near.has_point(*p)]
        found += len(own)
    assert found > 500


def test_a_strip_of_twenty_metres_is_looked_over_in_few_squares() -> None:
    [sheet] = sheets_of(
        Journey(records().values()), View("sc_0"), load(), PosterSettings(paper="20000 × 60 mm")
    )
    drawn = [(key, one, proof._parts_of(one.drawing, {})) for key, one in sheet.map.placed.items()]
    assert sum(map(len, proof._Grounds(drawn, "#FFFFFF")._fill().values())) < 50_000
    assert {words.ground for words in proof.proof_of(sheet, "#FFFFFF").words} > {"#FFFFFF"}


def test_the_edge_of_a_strip_of_twenty_metres_is_hatched_with_few_lines() -> None:
    usual = page_marks.hatch(Rect(0, 0, 30, 840), 7.0)
    assert len(usual.segments) == 2 * round((30 + 840) / 7)
    assert len(page_marks.hatch(Rect(0, 0, 30, 56_000), 7.0).segments) <= 1_200
