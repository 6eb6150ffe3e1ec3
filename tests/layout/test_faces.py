"""Faces, stars and chevrons keep to their places."""

from __future__ import annotations

import pytest

from cjm_desktop.layout.drawing import bounds_of
from cjm_desktop.layout.faces import chevron, face_shapes, mood, star
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.theme import load


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (9, "laughing"),
        (1.25, "laughing"),
        (1.2, "smiling"),
        (0.5, "smiling"),
        (0.4, "neutral"),
        (-0.4, "neutral"),
        (-0.5, "sad"),
        (-1.2, "sad"),
        (-1.25, "angry"),
        (-9, "angry"),
    ],
)
def test_moods(score: float, expected: str) -> None:
    assert mood(score) == expected


@pytest.mark.parametrize("score", [2, 1, 0, -1, -2])
@pytest.mark.parametrize("name", ["standard", "mono", "colourblind"])
def test_a_face_fills_its_circle(score: float, name: str) -> None:
    box = bounds_of(face_shapes(score, 50, 40, 10, load(name)))
    assert (box.x, box.y, box.right, box.bottom) == pytest.approx((40, 30, 60, 50))


def test_faces_differ_without_colour() -> None:
    theme = load("mono")
    paths = {tuple(shape.path for shape in face_shapes(s, 0, 0, 10, theme)) for s in (2, 1, 0, -1, -2)}
    assert len(paths) == 5


def test_star_points_up() -> None:
    path = star(10, 20, 5)
    assert path.segments[0] == ("M", 10, 15)
    assert Rect(5, 15, 10, 10).encloses(path.bounds, 1e-9)


def test_chevrons_fit_into_each_other() -> None:
    first, second = chevron(Rect(0, 0, 100, 30), 10, True), chevron(Rect(100, 0, 90, 30), 10, False)
    assert first.bounds == Rect(0, 0, 100, 30)
    assert ("L", 100, 15) in first.segments
    assert ("L", 110, 15) in second.segments
    assert len(second.segments) == len(first.segments) + 1
    assert chevron(Rect(0, 0, 4, 30), 10, False).bounds.width == 4
