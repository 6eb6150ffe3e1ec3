"""Larger letters: what is proposed keeps its promise, costs least first, and owns up when nothing is enough."""

from __future__ import annotations

import pytest

from cjm_desktop.frozen import replace
from cjm_desktop.layout import poster, readable
from cjm_desktop.layout.legibility import reading_distance, size_for
from cjm_desktop.layout.placement import Sheet, View, smallest_text
from cjm_desktop.layout.readable import Proposal, proposals
from cjm_desktop.layout.theme import Theme, load
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import PosterSettings
from tests.layout.posters import VIEW, journey_with, sheets_for
from tests.layout.random_maps import random_journey

A3 = PosterSettings(paper="A3")


def found(journey: Journey, settings: PosterSettings, metres: float) -> tuple[Proposal, ...]:
    return proposals(journey, VIEW, load(), settings, metres)


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[PosterSettings]:
    """The settings of every poster that is laid out."""
    seen: list[PosterSettings] = []
    real = poster.sheets_of

    def counted(journey: Journey, view: View, theme: Theme, settings: PosterSettings) -> list[Sheet]:
        seen.append(settings)
        return real(journey, view, theme, settings)

    monkeypatch.setattr(poster, "sheets_of", counted)
    return seen


def test_a_poster_that_reads_needs_nothing(laid_out: list[PosterSettings]) -> None:
    sheets = sheets_for(journey_with(), A3)
    laid_out.clear()
    assert proposals(journey_with(), VIEW, load(), A3, 0.1, sheets) == ()
    assert not laid_out  # the sheets were at hand


def test_the_next_larger_paper_comes_first() -> None:
    journey = journey_with()
    now = smallest_text(sheets_for(journey, A3))
    wanted = reading_distance(now * 1.3)
    first = found(journey, A3, wanted)[0]
    assert (first.way, first.settings.paper) == ("paper", "A2")
    assert "A2 instead of A3" in first.words


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("metres", [0.5, 1.5])
def test_every_proposal_keeps_its_promise(seed: int, metres: float, laid_out: list[PosterSettings]) -> None:
    journey = random_journey(seed, count=9)
    offered = found(journey, A3, metres)
    assert len(laid_out) <= 20
    assert offered
    for each in offered:
        points = smallest_text(poster.sheets_of(journey, VIEW, load(), each.settings))
        assert points == pytest.approx(each.points)
        assert each.metres == pytest.approx(reading_distance(points))
        assert each.reaches == (points >= size_for(metres) - 1e-6)
        assert each.change in each.words
    order = ["paper", "roll", "sheets", "lanes", "parts", "several"]
    assert [each.way for each in offered] == sorted((each.way for each in offered), key=order.index)
    assert all(each.reaches for each in offered) or len(offered) == 1


def test_sheets_lanes_and_parts_are_proposed() -> None:
    journey = random_journey(11, count=11)
    a_little_larger = reading_distance(1.08 * smallest_text(sheets_for(journey, A3)))
    ways = {each.way: each for each in found(journey, A3, a_little_larger)}
    assert [*ways] == ["paper", "roll", "sheets", "lanes", "parts"]
    split = ways["sheets"].settings
    assert len(sheets_for(journey, split)) == split.count
    assert f"{split.count} sheets" in ways["sheets"].words
    assert set(ways["lanes"].settings.lanes) < {lane.id for lane in journey.lanes}
    assert ways["parts"].settings.without


def test_letters_grow_beyond_the_usual_for_those_who_stand_far() -> None:
    journey, large = journey_with(), PosterSettings(paper="2A0")
    assert reading_distance(smallest_text(sheets_for(journey, large))) < 1.4
    first = found(journey, large, 1.5)[0]
    assert first.reaches
    assert first.settings.reads_at == 1.5
    assert reading_distance(smallest_text(sheets_for(journey, replace(large, reads_at=1.5)))) >= 1.5


def test_when_nothing_is_enough_the_best_is_told() -> None:
    (best,) = found(journey_with(), A3, 15.0)
    assert not best.reaches
    assert best.points > smallest_text(sheets_for(journey_with(), A3))


def test_a_sheet_as_large_as_it_must_be_is_fitted_to_paper() -> None:
    offered = found(journey_with(), PosterSettings(paper="A3", scale="actual"), 0.7)
    assert offered
    assert {each.settings.scale for each in offered} == {"fit"}


def test_a_roll_tells_how_long_it_gets() -> None:
    rolls = [each for each in found(journey_with(), A3, 1.0) if each.way == "roll"]
    assert rolls
    assert all(" m long" in each.words for each in rolls)


def test_papers_of_another_family_are_not_proposed() -> None:
    offered = found(journey_with(), PosterSettings(paper="Tabloid"), 0.9)
    papers = {each.settings.paper for each in offered if each.way == "paper"}
    assert papers
    assert papers <= {"ANSI C", "ANSI D", "ANSI E"}


def test_the_search_can_be_broken_off() -> None:
    with pytest.raises(progress.Cancelled), progress.listening(lambda *_told: False):
        found(journey_with(), A3, 1.5)


def test_what_cannot_be_laid_out_is_not_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readable, "_LONGEST", 500.0)
    offered = found(journey_with(), A3, 0.7)
    assert offered
    for each in offered:
        sheets = sheets_for(journey_with(), each.settings)
        assert max(max(s.width, s.height) for s in sheets) <= 500 * 72 / 25.4 + 1
