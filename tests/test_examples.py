"""The journeys that come with the program: sound, the same in both languages, and clear to read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cjm_desktop import resources
from cjm_desktop.formats import cjm
from cjm_desktop.layout.journey_layout import lay_out
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.theme import load
from cjm_desktop.model.fields import specs
from cjm_desktop.model.rules import check
from tests.layout.clearness import faults

FOLDER = resources.path("examples")
FILES = sorted(FOLDER.glob("*.cjm"))
DUTCH = [p for p in FILES if not p.stem.endswith("-en")]


def twin(path: Path) -> Path:
    return path.with_name(f"{path.stem}-en.cjm")


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_an_example_is_sound_and_in_its_language(path: Path) -> None:
    journey = cjm.load(path)[0]
    assert check(journey) == []
    assert cjm.problems_of(path.read_bytes()) == []
    assert journey.info.language == ("en" if path.stem.endswith("-en") else "nl")
    assert journey.info.title
    assert journey.info.purpose
    assert journey.info.audience
    assert journey.personas
    assert journey.touchpoints


@pytest.mark.parametrize("path", DUTCH, ids=lambda p: p.name)
def test_the_english_twin_has_the_same_records(path: Path) -> None:
    """Texts differ; everything else (scores, shares, kinds, references) is equal."""
    ours, theirs = cjm.load(path)[0], cjm.load(twin(path))[0]
    assert [r.KIND for r in ours.records()] == [r.KIND for r in theirs.records()]
    for mine, other in zip(ours.records(), theirs.records(), strict=True):
        for spec in specs(type(mine)):
            if spec.shape in ("choice", "number", "integer", "flag") and spec.name != "language":
                assert getattr(mine, spec.name) == getattr(other, spec.name), (mine.id, spec.name)
            elif spec.shape == "text":
                a, b = getattr(mine, spec.name), getattr(other, spec.name)
                assert bool(a) == bool(b), (mine.id, spec.name)


@pytest.mark.parametrize("path", DUTCH, ids=lambda p: p.name)
def test_the_english_twin_holds_no_dutch(path: Path) -> None:
    dutch = re.compile(r"\b(het|een|niet|voor|naar|wordt|klant|bij|geen|met)\b", re.IGNORECASE)
    for record in cjm.load(twin(path))[0].records():
        for spec in specs(type(record)):
            value = getattr(record, spec.name)
            if spec.shape == "text" and isinstance(value, str):
                assert not dutch.search(value), (record.id, spec.name, value)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_scenario_of_an_example_has_a_clear_map(path: Path) -> None:
    journey, theme = cjm.load(path)[0], load()
    for scenario in journey.scenarios:
        layout = lay_out(journey, View(scenario.id), theme)
        assert faults(journey, layout, theme) == []
        assert {t.id for t in journey.road(scenario.id)} <= set(layout.placed)
