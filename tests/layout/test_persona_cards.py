"""Persona cards on a poster: all that is known where there is room, less where many people share the sheet."""

from __future__ import annotations

import random

import pytest

from cjm_desktop.i18n import in_language
from cjm_desktop.layout.drawing import Group, Picture, Primitive, text_lines
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.persona_cards import cards_part
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.poster_parts import Part
from cjm_desktop.layout.sheet_frame import PEOPLE_SHARE
from cjm_desktop.layout.sheets import compose
from cjm_desktop.layout.theme import load
from cjm_desktop.model import edits
from cjm_desktop.model.parts import Need
from cjm_desktop.model.records import Asset, Persona
from tests.layout.clearness import words_of
from tests.layout.random_maps import random_journey, words


def person(i: int, **fields: object) -> Persona:
    return Persona(id=f"pe_{i}", name=f"Person number {i}", **fields)  # type: ignore[arg-type]


def known(i: int, portrait: str | None = None) -> Persona:
    return person(
        i,
        description="Lives in the north and cycles to work.",
        quote="I just want it to fit.",
        segment="Key account",
        goals=("A warm coat",),
        needs=(Need(text="Certainty"), Need(text="Being seen", kind="latent")),
        motivations=("Cold mornings",),
        expectations=("An answer in a day",),
        portrait=portrait,
    )


def part(people: list[Persona], width: float = 1200.0, most: float = 400.0, language: str = "en") -> Part:
    with in_language(language):  # type: ignore[arg-type]
        found = cards_part(people, width, most, load(), {"face"}, language)
    assert found is not None
    return found


def said(found: Part) -> str:
    return " ".join(line.text for line in text_lines(found.drawing))


def pictures(drawing: tuple[Primitive, ...]) -> list[Picture]:
    out: list[Picture] = []
    for each in drawing:
        if isinstance(each, Picture):
            out.append(each)
        elif isinstance(each, Group):
            out += pictures(each.children)
    return out


def test_a_card_tells_all_that_is_known() -> None:
    found = part([known(0, "face")])
    for text in (
        "Person number 0",
        "Key account",
        "cycles to work",
        "“I just want it to fit.”",
        "A warm coat",
    ):
        assert text in said(found)
    for text in ("Certainty", "Being seen (latent)", "Cold mornings", "An answer in a day"):
        assert text in said(found)
    (face,) = pictures(found.drawing)
    assert face.asset == "face"
    assert face.clip is not None
    assert pictures(part([known(0, "gone")]).drawing) == []


def test_the_words_of_the_cards_follow_the_language() -> None:
    assert "Needs" in said(part([known(0)]))
    assert "Behoeften" in said(part([known(0)], language="nl"))


def test_cards_tell_less_before_they_take_more_than_their_share() -> None:
    people = [known(i) for i in range(6)]
    heights = [part(people, 1200.0, most).height for most in (2000.0, 300.0, 150.0, 60.0)]
    assert heights == sorted(heights, reverse=True)
    assert heights[-1] < 0.4 * heights[0]
    least = said(part(people, 1200.0, 60.0))
    assert all(p.name in least for p in people)
    assert "A warm coat" not in least
    assert "Certainty" in said(part(people, 1200.0, 420.0))


def test_who_is_only_a_name_takes_little() -> None:
    assert part([person(0)]).width < 200
    assert part([person(0)]).height < 60


@pytest.mark.parametrize("count", [1, 2, 4, 6, 9])
@pytest.mark.parametrize("language", ["nl", "de", "ru"])
def test_no_text_of_a_card_meets_another_or_leaves_its_card(count: int, language: str) -> None:
    rng = random.Random(count)

    def some(most: int) -> tuple[str, ...]:
        return tuple(words(rng, language, 70) for _ in range(rng.randint(0, most)))

    people = [
        person(
            i,
            segment=words(rng, language, 40),
            description=words(rng, language, 200),
            quote=words(rng, language, 90),
            goals=some(4),
            needs=tuple(Need(text=t, kind=rng.choice(("latent", "explicit"))) for t in some(7)),
            motivations=some(3),
            expectations=some(5),
        )
        for i in range(count)
    ]
    for width in (420.0, 900.0, 1900.0):
        for most in (90.0, 200.0, 500.0, 4000.0):
            found = part(people, width, most)
            box = Rect(0, 0, found.width, found.height)
            texts = list(words_of("", found.drawing, 0, 0))
            for i, a in enumerate(texts):
                assert box.encloses(a.box, 0.01), a
                for b in texts[i + 1 :]:
                    assert not a.box.grown(-0.05).meets(b.box), (a, b)
            assert found.width <= width + 0.01


@pytest.mark.parametrize("paper", ["A4", "A2", "A0"])
@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_many_people_leave_the_sheet_to_the_map(paper: str, orientation: str) -> None:
    journey = random_journey(9, "winding", 11)
    for i in range(6):
        journey.apply(edits.add(journey, known(i + 50)))
    journey.apply(edits.update(journey, "sc_0", personas=tuple(p.id for p in journey.personas)))
    sheet = compose(journey, View("sc_0"), load(), paper, orientation)
    assert sheet.map_origin[1] < (PEOPLE_SHARE + 0.25) * sheet.height
    assert sheet.map.height * sheet.scale > 0.45 * sheet.height


def test_the_cards_are_of_those_whose_curves_are_shown() -> None:
    journey = random_journey(9, "winding", 11)
    asset = Asset(id="face", media_type="image/png", data=b"", width=1, height=1, sha256="0" * 64)
    journey.apply(edits.add(journey, asset))
    for i in (50, 51):
        journey.apply(edits.add(journey, known(i, "face" if i == 50 else None)))
    journey.apply(edits.update(journey, "sc_0", personas=("pe_50", "pe_51")))
    sheet = compose(journey, View("sc_0", personas=("pe_51",)), load(), "A3", "landscape")
    drawn = [line.text for p in sheet.placed.values() for line in text_lines(p.drawing)]
    assert "Person number 51" in drawn
    assert "Person number 50" not in drawn
