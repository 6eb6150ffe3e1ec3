"""Whole drawings as text: a change of the layout shows as a difference that can be read.

`CJM_RENEW_GOLDEN=1 pytest tests/layout/test_golden.py` writes the files of `tests/golden` anew; look at the difference
before you commit it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path as FilePath

import pytest

from cjm_desktop.formats.table import read_table
from cjm_desktop.layout.drawing import Drawing, Group, Picture, Placed, Shape, TextLine
from cjm_desktop.layout.geometry import Path
from cjm_desktop.layout.journey_layout import lay_out
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.sheets import compose
from cjm_desktop.layout.theme import load
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import name_of
from tests.layout.composites import tender
from tests.layout.random_maps import random_journey

GOLDEN = FilePath(__file__).resolve().parent.parent / "golden"
SAMPLE = FilePath(__file__).resolve().parent.parent / "data" / "noorderlicht.csv"


def n(value: float) -> str:
    """Two decimals, and no "-0.00"."""
    return f"{value + 0.0:.2f}".replace("-0.00", "0.00")


def path_text(path: Path) -> str:
    return " ".join(segment[0] + ",".join(n(v) for v in segment[1:]) for segment in path.segments)


def lines_of(drawing: Drawing, indent: str) -> Iterator[str]:
    """One line for every primitive."""
    for child in drawing:
        if isinstance(child, Shape):
            stroke = child.stroke
            pen = (
                f" {stroke.colour} {n(stroke.width)} {stroke.dash or ''}{'round' if stroke.round else ''}"
                if stroke
                else ""
            )
            faint = f" opacity {n(child.opacity)}" if child.opacity != 1.0 else ""
            yield f"{indent}shape {child.fill or '-'}{pen}{faint} {path_text(child.path)}"
        elif isinstance(child, TextLine):
            halo = f" halo {child.halo}" if child.halo else ""
            yield (
                f"{indent}text {n(child.x)},{n(child.baseline)} {child.face} {n(child.size)} {child.colour}{halo} "
                f"{n(child.glyphs.advance)} {child.text!r}"
            )
        elif isinstance(child, Picture):
            yield f"{indent}picture {child.asset} {child.rect}"
        else:
            assert isinstance(child, Group)
            scale = f" ×{n(child.scale)}" if child.scale != 1.0 else ""
            if child.key and child.key.startswith("icon"):
                yield f"{indent}group {n(child.x)},{n(child.y)}{scale} {child.role} {child.key}"
                continue
            yield f"{indent}group {n(child.x)},{n(child.y)}{scale} {child.role}".rstrip()
            yield from lines_of(child.children, indent + "  ")


def text_of(placed: Mapping[str, Placed]) -> str:
    out = []
    for key, there in sorted(placed.items(), key=lambda item: item[1].z):
        out.append(f"{key} at {n(there.x)},{n(there.y)} z {n(there.z)}")
        out += lines_of(there.drawing, "  ")
    return "\n".join(out) + "\n"


def check(name: str, text: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("CJM_RENEW_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    wanted = path.read_text(encoding="utf-8").splitlines()
    found = text.splitlines()
    first = next((i for i, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b), None)
    if first is not None:
        pytest.fail(f"{path.name}, line {first + 1}:\n- {wanted[first]}\n+ {found[first]}")
    assert len(wanted) == len(found)


def noorderlicht() -> Journey:
    """The sample with readable ids, so that two readings give the same text, and in English, so that no translation
    alters it."""
    read = read_table(SAMPLE.read_bytes(), name="Een jas kopen bij Noorderlicht", language="en").journey
    kinds = list(dict.fromkeys(r.KIND for r in read.records()))
    records = sorted(read.records(), key=lambda r: (kinds.index(r.KIND), getattr(r, "order", ""), name_of(r)))
    names = {r.id: f"{r.KIND}_{i:03d}" for i, r in enumerate(records) if r.KIND not in ("info", "stamp")}

    def renamed(value: object) -> object:
        if isinstance(value, str):
            return names.get(value, value)
        if isinstance(value, tuple):
            return tuple(renamed(v) for v in value)
        if is_dataclass(value):
            return type(value)(**{f.name: renamed(getattr(value, f.name)) for f in fields(value)})
        return value

    return Journey(renamed(r) for r in records)  # type: ignore[misc]


@pytest.mark.parametrize("road", ["winding", "hills", "loop"])
def test_the_sample(road: str) -> None:
    journey = noorderlicht()
    scenario = journey.scenarios[0].id
    stops = journey.road(scenario)
    journey.apply(edits.update(journey, scenario, road=road))
    text = text_of(lay_out(journey, View(scenario), load(), column_width=112.0).placed)
    assert all(t.id in text for t in stops)
    check(f"noorderlicht-{road}", text)


def test_a_hard_map() -> None:
    """Side roads, exits, moved touchpoints, empty phases."""
    journey = random_journey(2, "straight", 11)
    journey.apply(edits.update(journey, "info", language="en"))
    check("hard-straight", text_of(lay_out(journey, View("sc_0"), load(), column_width=112.0).placed))


def test_several_roads() -> None:
    """People's cards, their roads, shared touchpoints, coverage."""
    journey = tender()
    journey.apply(edits.update(journey, "info", language="en"))
    view = View("sc", lanes=("la_road", "la_coverage"))
    check("composite-tender", text_of(lay_out(journey, view, load(), column_width=140.0).placed))


def test_a_poster() -> None:
    journey = noorderlicht()
    sheet = compose(journey, View(journey.scenarios[0].id), load(), "A3", "landscape")
    check("poster-a3", text_of(sheet.placed))


def test_the_text_tells_what_changed() -> None:
    """A colour, a place or a letter that changes must show."""
    journey = random_journey(2, "straight", 3)
    before = text_of(lay_out(journey, View("sc_0"), load()).placed)
    for change in ({"title": "Anders"}, {"dx": 3.0}, {"moment_of_truth": "first"}):
        other = journey.copy()
        other.apply(edits.update(other, "tp_1", **change))
        assert text_of(lay_out(other, View("sc_0"), load()).placed) != before
    assert text_of(lay_out(journey, View("sc_0"), load("mono")).placed) != before
