"""What one layout lends the next: an edit costs what it changes, and the result is that of a fresh layout."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from cjm_desktop.formats import cjm
from cjm_desktop.layout.journey_layout import lay_out
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.theme import load
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.records import DropOff
from tests.benchmarks.bench_layout import journey_of

TITLES = ("A", "", "Betalingsbevestigingsbericht per post", "Iets heel langs met veel woorden daarin")
TEXTS = ("x", "een hele lange tekst die over meer regels gaat dan eerst " * 2)


def test_parts_are_made_for_new_items_only() -> None:
    made: list[str] = []

    def parts(items: str, shared: int, earlier: Reuse | None) -> Reuse:
        reuse = Reuse(None, earlier)

        def make(new: object) -> list[str]:
            assert isinstance(new, list | range)
            made.extend(items[i] for i in new)
            return [items[i] * 2 for i in new]

        assert reuse.each("letters", items, shared, make) == [letter * 2 for letter in items]
        return reuse.forget_earlier()

    first = parts("abcde", 1, None)
    made.clear()
    second = parts("abXde", 1, first)
    third = parts("abXYZde", 1, second)
    fourth = parts("aYZde", 1, third)
    fifth = parts("", 1, fourth)
    sixth = parts("aa", 1, fifth)
    seventh = parts("aaa", 1, sixth)
    assert "".join(made) == "X" + "YZ" + "" + "" + "aa" + "a"
    parts("aaa", 2, seventh)
    assert "".join(made[-3:]) == "aaa"


@pytest.mark.parametrize("seed", range(3))
def test_a_long_road_is_laid_out_as_if_afresh_after_every_edit(seed: int) -> None:
    pick, theme, journey = random.Random(seed), load(), journey_of(41)
    view, persona = View(journey.scenarios[0].id), journey.personas[0].id
    layout = lay_out(journey, view, theme)
    for _step in range(40):
        id = pick.choice(journey.road(view.scenario)).id
        card = pick.choice(journey.cards).id
        moved = (pick.choice((0.0, 30.0, -60.0)), pick.choice((0.0, 20.0, -40.0)))
        ways: list[Callable[[], Change]] = [
            lambda id=id: edits.update(journey, id, title=pick.choice(TITLES)),
            lambda id=id, at=moved: edits.update(journey, id, dx=at[0], dy=at[1]),
            lambda id=id: edits.update(journey, id, drop_off=pick.choice((None, DropOff(share=0.2)))),
            lambda id=id: edits.update(journey, id, entry=pick.choice((None, 0.3))),
            lambda id=id: edits.update(journey, id, moment_of_truth=pick.choice((None, "second"))),
            lambda id=id: edits.set_experience(journey, id, persona, emotional=pick.choice((None, -2, 0.2))),
            lambda id=id: edits.delete(journey, [id]),
            lambda card=card: edits.update(journey, card, text=pick.choice(TEXTS)),
            lambda card=card: edits.update(journey, card, span=pick.choice((1, 2, 3))),
        ]
        journey.apply(pick.choice(ways)())
        layout, fresh = lay_out(journey, view, theme, earlier=layout), lay_out(journey, view, theme)
        assert list(layout.placed) == list(fresh.placed)
        assert layout.placed == fresh.placed
        assert layout.height == fresh.height


def test_what_an_edit_leaves_as_it_was_is_the_same_object() -> None:
    theme, journey = load(), journey_of(40)
    view = View(journey.scenarios[0].id)
    before = lay_out(journey, view, theme)
    edited = journey.road(view.scenario)[20].id
    journey.apply(edits.update(journey, edited, title="Betaling"))
    after = lay_out(journey, view, theme, earlier=before)
    assert {key for key, placed in after.placed.items() if placed is not before.placed[key]} == {edited}


def test_records_may_be_called_like_parts_of_a_map() -> None:
    theme, plain = load(), journey_of(12)
    text = cjm.write(plain).decode()
    names = ("drawn", "looks", "notes", "titles", "stops", "spans", "numbers", "cards", "width", "axis")
    for record, name in zip([*plain.lanes, *plain.phases], names, strict=False):
        text = text.replace(f'"{record.id}"', f'"{name}"')
    journey = cjm.read(text.encode())
    assert {lane.id for lane in journey.lanes} & set(names)
    view = View(journey.scenarios[0].id)
    layout = lay_out(journey, view, theme)
    for touchpoint in journey.road(view.scenario):
        journey.apply(edits.update(journey, touchpoint.id, title="Anders"))
        layout = lay_out(journey, view, theme, earlier=layout)
        assert layout.placed == lay_out(journey, view, theme).placed
