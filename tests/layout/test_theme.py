"""Every theme can be read: by the program, and by people."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import fields

import pytest

from cjm_desktop import resources
from cjm_desktop.formats import cjm
from cjm_desktop.layout import theme as theme_module
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.sheets import compose
from cjm_desktop.layout.theme import NAMES, Theme, contrast, load, tint
from cjm_desktop.model import edits

THEMES = [load(name) for name in NAMES]


def test_every_shipped_theme_is_named() -> None:
    assert {file.stem for file in resources.path("themes").glob("*.toml")} == set(NAMES)


@pytest.mark.parametrize("theme", THEMES, ids=NAMES)
def test_colours_and_sizes(theme: Theme) -> None:
    for field in fields(theme):
        value = getattr(theme, field.name)
        if isinstance(value, float):
            assert value > 0
        elif field.name in ("logo", "fonts"):
            assert not value  # only a client's theme has them
        elif field.name != "name":
            for colour in value if isinstance(value, tuple) else (value,):
                assert re.fullmatch("#[0-9A-F]{6}", colour)


@pytest.mark.parametrize("theme", THEMES, ids=NAMES)
def test_text_can_be_read(theme: Theme) -> None:
    for index, colour in enumerate(theme.phase_colours):
        assert contrast(theme.ink_on(colour), colour) >= 4.5
        assert contrast(theme.sign_in(colour), theme.card) >= 3
        assert contrast(theme.letters_in(colour), theme.paper) >= 4.5
        assert theme.phase_colour(index + len(theme.phase_colours)) == colour
        ground = tint(colour, theme.phase_tint, theme.paper)
        for written in (theme.second_ink, theme.positive, theme.neutral, theme.negative):
            assert contrast(written, ground) >= 4.5
    for ground in (theme.paper, theme.card, theme.panel, theme.pain, theme.opportunity, theme.thought):
        assert contrast(theme.ink, ground) >= 7
        assert contrast(theme.second_ink, ground) >= 4.5
    assert contrast(theme.centre_line, theme.asphalt) >= 4.5


def test_mono_is_grey() -> None:
    for field in fields(Theme):
        value = getattr(load("mono"), field.name)
        for colour in value if isinstance(value, tuple) else (value,):
            if isinstance(colour, str) and colour.startswith("#"):
                assert colour[1:3] == colour[3:5] == colour[5:7]


def test_colour_blind_readers_tell_good_from_bad() -> None:
    theme = load("colourblind")
    # To who sees no red or no green the blue part and the yellow part (red plus green) remain.
    good, bad = (tuple(bytes.fromhex(colour[1:])) for colour in (theme.positive, theme.negative))
    assert good[2] - bad[2] > 100


@pytest.mark.parametrize("colour", ["#F2C94C", "#FFFFFF", "#000000", "#777777", "#00A0A0", "#FF0000"])
def test_text_and_signs_can_be_read_in_any_colour(colour: str) -> None:
    for theme in THEMES:
        assert contrast(theme.ink_on(colour), colour) >= 4.5
        assert contrast(theme.sign_in(colour), theme.card) >= 3
        assert contrast(theme.letters_in(colour), theme.paper) >= 4.5
    assert load().ink_on("#2F6FA8") == load().on_phase  # the theme's own where it can be read
    assert load().sign_in("#2F6FA8") == "#2F6FA8"


def test_unknown_theme_is_refused() -> None:
    for name in ("absent", "../themes/standard"):
        with pytest.raises(FileNotFoundError):
            load(name)


def test_tint_and_contrast() -> None:
    assert tint("#000000", 0.5, "#FFFFFF") == "#808080"
    assert tint("#123456", 1, "#FFFFFF") == "#123456"
    assert tint("#123456", 0, "#FFFFFF") == "#FFFFFF"
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("name", NAMES)
def test_a_theme_is_read_as_toml_says(name: str) -> None:
    text = resources.path("themes", f"{name}.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    expected = [row for table in tables.values() for row in table.items()]
    assert theme_module._read(text) == expected
    other = "\n".join(f"[t{i}]\n{key} = {json.dumps(value)} # why" for i, (key, value) in enumerate(expected))
    assert theme_module._read(other) == expected  # what only a TOML reader can read


@pytest.mark.parametrize("example", ["bloemen", "crm", "hardloopschoenen", "retour"])
def test_nothing_on_a_poster_of_greys_is_coloured(example: str) -> None:
    """Nor are the colours that authors gave to people, phases and owners."""
    journey, _fingerprint = cjm.load(resources.path("examples", f"{example}.cjm"))
    for records in (journey.personas, journey.phases, journey.owners):
        for record in records:
            journey.apply(edits.update(journey, record.id, colour="#D02090"))
    sheet = compose(journey, View(journey.scenarios[0].id), load("mono"), "A2", "landscape")
    drawings = [p.drawing for p in (*sheet.placed.values(), *sheet.map.placed.values())]
    used = {c for drawing in drawings for c in re.findall("#[0-9A-F]{6}", repr(drawing))}
    assert len(used) > 5
    assert [c for c in used if len({c[1:3], c[3:5], c[5:7]}) > 1] == []
