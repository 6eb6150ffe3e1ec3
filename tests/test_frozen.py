"""Value classes behave as frozen, slotted dataclasses do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from functools import cached_property
from typing import ClassVar

import pytest

from cjm_desktop.frozen import fields_of, frozen, is_frozen, made_by, replace


@frozen()
class Place:
    """A place."""

    UNIT: ClassVar[str] = "pt"

    x: float
    y: float = 0.0
    names: list[str] = made_by(default_factory=list)

    def moved(self, by: float) -> Place:
        return Place(self.x + by, self.y)


@frozen(kw_only=True)
class Named:
    id: str
    extra: tuple[str, ...] = ()


@frozen(kw_only=True)
class Thing(Named):
    title: str = ""
    weight: float


@frozen(eq=False)
class Single:
    value: int


@frozen(keeps=True)
class Keeping:
    value: int

    @cached_property
    def double(self) -> int:
        return self.value * 2


def test_values_are_made_by_place_and_by_name():
    assert (Place(1.0).x, Place(1.0).y, Place(1.0, y=2.0).y) == (1.0, 0.0, 2.0)
    assert Place(1.0).moved(2.0).x == 3.0
    thing = Thing(weight=2.0, id="t")
    assert (thing.id, thing.extra, thing.title, thing.weight) == ("t", (), "", 2.0)


def test_a_made_default_is_made_for_each():
    assert Place(1.0).names == []
    assert Place(1.0).names is not Place(1.0).names


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Place(), "x"),
        (lambda: Place(1.0, 2.0, [], 4), "positional"),
        (lambda: Place(1.0, z=3), "z"),
        (lambda: Thing("t", weight=1.0), "positional"),
        (lambda: Thing(id="t"), "weight"),
        (lambda: replace(Thing(id="t", weight=1.0), wieght=2.0), "wieght"),
        (lambda: replace(3, x=1), "int"),
    ],
)
def test_a_wrong_call_names_what_is_wrong(call, words):
    with pytest.raises(TypeError, match=words):
        call()


def test_no_field_can_be_changed_removed_or_added():
    place = Place(1.0)
    for wrong in (
        lambda: setattr(place, "x", 2.0),
        lambda: delattr(place, "x"),
        lambda: setattr(place, "other", 2.0),
    ):
        with pytest.raises(dataclasses.FrozenInstanceError):
            wrong()
    assert place.x == 1.0
    assert not hasattr(place, "__dict__")


def test_equal_values_of_one_class_are_equal():
    one, same, other = (Thing(id="t", weight=w) for w in (1.0, 1.0, 2.0))
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert Named(id="t") != Thing(id="t", weight=0.0)
    assert Named(id="t") != "t"
    assert len({one, same, other}) == 2


def test_comparing_can_be_left_to_identity():
    single = Single(1)
    assert single == single
    assert single != Single(1)
    assert len({single, Single(1)}) == 2


def test_a_cached_property_stays():
    keeping = Keeping(4)
    assert keeping.double == 8
    assert keeping.__dict__ == {"double": 8}
    assert keeping == Keeping(4)


def test_the_words_and_the_match_are_those_of_a_dataclass():
    assert repr(Place(1.0, 2.0)) == "Place(x=1.0, y=2.0, names=[])"
    match Place(1.0, 2.0):
        case Place(x, y):
            assert (x, y) == (1.0, 2.0)
    assert Place.__doc__ == "A place."
    assert Place.UNIT == "pt"


def test_the_standard_library_takes_them_for_dataclasses():
    thing = Thing(id="t", weight=1.0)
    assert dataclasses.is_dataclass(Thing)
    assert [f.name for f in dataclasses.fields(Thing)] == ["id", "extra", "title", "weight"]
    assert [f.name for f in dataclasses.fields(Named)] == ["id", "extra"]
    assert dataclasses.fields(Thing)[0].default is dataclasses.MISSING
    assert dataclasses.fields(Place)[2].default_factory is list
    assert dataclasses.replace(thing, title="T") == replace(thing, title="T")
    assert dataclasses.asdict(thing) == {"id": "t", "extra": (), "title": "", "weight": 1.0}
    assert copy.deepcopy(thing) == thing
    assert pickle.loads(pickle.dumps(thing)) == thing


def test_fields_are_told():
    assert [f.name for f in fields_of(Place)] == ["x", "y", "names"]
    assert [f.kw_only for f in fields_of(Thing)] == [True] * 4
    assert is_frozen(Thing)
    assert not is_frozen(str)
    assert not is_frozen(Thing(id="t", weight=1.0))
    with pytest.raises(TypeError):
        fields_of(str)
