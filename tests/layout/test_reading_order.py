"""The order of reading: everything with text is read once, in the order of the story, and said in words."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

from cjm_desktop import resources
from cjm_desktop.formats import cjm
from cjm_desktop.frozen import replace
from cjm_desktop.layout import theme
from cjm_desktop.layout.drawing import text_lines
from cjm_desktop.layout.placement import Sheet, View
from cjm_desktop.layout.poster import sheets_of
from cjm_desktop.layout.reading_order import Read, picture_words, reading_order, within
from cjm_desktop.model import scenarios
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import PosterSettings, Touchpoint
from tests.layout.random_maps import random_journey

THEME = theme.load("standard")
EXAMPLES = sorted(path.stem for path in resources.path("examples").glob("*.cjm"))


def load(name: str) -> Journey:
    return cjm.load(resources.path("examples", f"{name}.cjm"))[0]


def sheets(journey: Journey, **settings: object) -> list[Sheet]:
    wanted = PosterSettings(**settings)  # type: ignore[arg-type]
    return sheets_of(journey, View(journey.scenarios[0].id), THEME, wanted)


def all_of(read: Read) -> Iterator[Read]:
    yield read
    for part in read.parts:
        yield from all_of(part)


def marks_of(read: Read) -> list[tuple[str, int]]:
    return [mark for one in all_of(read) for mark in one.marks]


def repeated(key: str, sheet: Sheet) -> bool:
    """Whether a drawing says again what an earlier band of the sheet said."""
    name = key.partition("@")[0]
    return "@" in key and name in sheet.map.placed


@pytest.mark.parametrize("name", EXAMPLES)
def test_everything_with_text_is_read_once(name: str) -> None:
    journey = load(name)
    for sheet in sheets(journey, paper="A1"):
        read = reading_order(sheet, journey)
        counts = Counter(marks_of(read))
        assert set(counts.values()) == {1}
        for key, placed in sheet.map.placed.items():
            if text_lines(placed.drawing) and not repeated(key, sheet):
                assert counts[key, -1] == 1, key
        for key, placed in sheet.placed.items():
            for index, child in enumerate(within(placed)[3]):
                if text_lines((child,)) and key != "part:qr":
                    assert counts[key, index] == 1, (key, index)


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_read_twice_on_random_maps(seed: int) -> None:
    journey = random_journey(seed, count=12)
    for sheet in sheets(journey, paper="A3"):
        assert max(Counter(marks_of(reading_order(sheet, journey))).values()) == 1


def test_touchpoints_come_in_the_order_of_the_road_with_all_that_is_theirs() -> None:
    journey = load("noorderlicht-en")
    [sheet] = sheets(journey, paper="A1")
    read = reading_order(sheet, journey)
    titles = [one.title for one in all_of(read) if one.kind == "Sect" and one.is_place]
    road = [t.title for t in journey.road(journey.scenarios[0].id)]
    assert [title for title in titles if title in road] == road
    [buying] = [one for one in all_of(read) if one.title == "Basket"]
    assert [part.kind for part in buying.parts][:2] == ["H3", "Figure"]
    assert "Actions: Chooses payment method and address" in [part.alt for part in buying.parts]
    assert "Channel: Web shop" in [part.alt for part in buying.parts]
    assert "Opportunities: Order as a guest · Quick win" in [part.alt for part in buying.parts]


def test_a_missing_owner_and_initials_are_said_in_words() -> None:
    journey = load("noorderlicht-en")
    [sheet] = sheets(journey, paper="A1")
    alts = [one.alt for one in all_of(reading_order(sheet, journey)) if one.alt.startswith("Owner: ")]
    assert "Owner: not known" in alts
    assert "Owner: Customer service" in alts


def test_scores_are_said_on_the_scale_and_in_the_language_of_the_journey() -> None:
    journey = load("retour")
    info = replace(journey.info, emotion_scale="1..5")
    journey = Journey([info if one.id == info.id else one for one in journey.records()])
    [sheet] = sheets(journey, paper="A1")
    said = [one.alt for one in all_of(reading_order(sheet, journey)) if one.kind == "Figure"]
    els = next(persona.name for persona in journey.personas)
    assert any(alt.startswith(f"{els}: ") and "," in alt.removeprefix(f"{els}: ")[:3] for alt in said)
    assert not any("−" in alt for alt in said)


def test_headings_step_down_one_by_one_with_the_header_and_without_it() -> None:
    journey = load("crm")
    for without in ((), ("header",)):
        for sheet in sheets(journey, paper="A1", without=without):
            levels = [one.kind for one in all_of(reading_order(sheet, journey)) if one.kind[0] == "H"]
            assert levels[0] == "H1"
            for above, below in pairwise(levels):
                assert int(below[1]) <= int(above[1]) + 1


def test_sheets_by_phase_hold_their_own_touchpoints_only() -> None:
    journey = load("noorderlicht")
    seen: list[str] = []
    for sheet in sheets(journey, paper="A3", split="phases"):
        read = reading_order(sheet, journey)
        assert read.title == sheet.name
        assert read.is_place
        seen += [key for key, _part in marks_of(read) if journey.of(Touchpoint, key.partition("@")[0])]
    assert sorted(seen) == sorted(t.id for t in journey.road(journey.scenarios[0].id))


def test_scenarios_on_one_sheet_are_read_one_after_the_other() -> None:
    journey = load("noorderlicht-en")
    change, other = scenarios.derive(journey, journey.scenarios[0].id, "Desired", "desired")
    journey.apply(change)
    ids = (journey.scenarios[0].id, other)
    [sheet] = sheets(journey, paper="A0", scenarios=ids, together=True)
    stops = [
        touchpoint.scenario
        for key, _part in marks_of(reading_order(sheet, journey))
        if (touchpoint := journey.of(Touchpoint, key.partition("@")[0])) is not None
    ]
    assert list(dict.fromkeys(stops)) == list(ids)
    assert stops == sorted(stops, key=ids.index)


def test_pictures_say_whose_they_are() -> None:
    journey = load("noorderlicht-en")
    persona = journey.personas[0]
    named = [replace(persona, portrait="as_1") if one.id == persona.id else one for one in journey.records()]
    words = picture_words(Journey(named))
    assert words["as_1"] == f"Portrait of {' '.join(persona.name.split())}"
