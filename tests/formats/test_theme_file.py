"""A theme's file: what it holds comes back, what is wrong in it is told in a sentence, and names are no paths."""

from __future__ import annotations

import base64
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop import resources, settings
from cjm_desktop.formats import theme_file, theme_library
from cjm_desktop.formats.theme_file import ClientTheme, Colours, Fonts, Logo
from cjm_desktop.frozen import replace
from cjm_desktop.layout import theme
from cjm_desktop.layout.poster import settled
from cjm_desktop.layout.theme_logo import with_logo
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import INFO_ID, Asset, Info, PosterSettings
from tests.strategies import png

REGULAR = resources.path("fonts", "NotoSansThai-Regular.ttf").read_bytes()
BOLD = resources.path("fonts", "NotoSansThai-SemiBold.ttf").read_bytes()
LOGO = Logo(media_type="image/png", data=png(30, 10), width=30, height=10)
FULL = ClientTheme(
    name="Acme & Co",
    base="mono",
    colours=Colours(ink="#101820", positive="#00704a", extra=(("glow", '"#FFFFFF"'),)),
    phase_colours=("#003A70", "#00704A"),
    logo=LOGO,
    fonts=Fonts(regular=REGULAR, bold=BOLD),
    extra=(("made_by", '"a newer version"'),),
)


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("CJM_DESKTOP_HOME", str(tmp_path / "home"))
    return tmp_path


def spelt(**changes: Any) -> bytes:
    """A file with these members."""
    return json.dumps({"format": "cjm-desktop-theme", "version": 1, "name": "Acme", **changes}).encode()


# -- the file --------------------------------------------------------------------------------------------


def test_what_is_written_is_read() -> None:
    data = theme_file.write(FULL)
    assert theme_file.read(data) == FULL
    assert theme_file.write(theme_file.read(data)) == data


def test_a_file_tells_only_what_differs() -> None:
    assert (
        theme_file.write(ClientTheme(name="A"))
        == b'{"format": "cjm-desktop-theme", "version": 1,\n"name": "A"}\n'
    )


def test_a_theme_is_its_base_with_what_differs() -> None:
    look, base = theme_file.theme_of(FULL), theme.load("mono")
    assert (look.ink, look.positive) == ("#101820", "#00704A")
    assert look.phase_colours == ("#003A70", "#00704A")
    assert (look.negative, look.title, look.column_width) == (base.negative, base.title, base.column_width)
    assert look.logo is not None
    assert look.logo.data == LOGO.data
    assert look.fonts


def test_the_same_file_is_the_same_theme() -> None:
    """Themes are compared by identity: they are part of the key of many caches."""
    again = theme_file.read(theme_file.write(FULL))
    assert theme_file.theme_of(again) is theme_file.theme_of(FULL)
    other = replace(FULL, colours=Colours(ink="#000000"))
    assert theme_file.theme_of(other).name != theme_file.theme_of(FULL).name


def test_every_colour_is_one_of_a_theme() -> None:
    look = theme_file.theme_of(
        ClientTheme(name="A", colours=Colours(**dict.fromkeys(theme_file.COLOURS, "#123456")))
    )
    assert all(getattr(look, name) == "#123456" for name in theme_file.COLOURS)


def text_of(size: int) -> str:
    return base64.b64encode(bytes(size)).decode()


HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "file is empty"),
    "zip": (b"PK\x03\x04" + bytes(50), "not a theme"),
    "words": (b"colours: red", "not a theme"),
    "a list": (b"[]", "not a theme"),
    "a journey": (b'{"format": "cjm-desktop", "version": 2}', "not a theme"),
    "no version": (b'{"format": "cjm-desktop-theme", "name": "A"}', "not a theme"),
    "version true": (b'{"format": "cjm-desktop-theme", "version": true, "name": "A"}', "not a theme"),
    "version 2": (spelt(version=2), "newer version"),
    "cut off": (theme_file.write(FULL)[:-200], "ends in the middle"),
    "deep": (b'{"a":' * 100_000, "nested deeper"),
    "twice": (
        b'{"format": "cjm-desktop-theme", "version": 1, "name": "A", "name": "B"}',
        "“name” stands twice",
    ),
    "colour twice": (spelt(colours={})[:-3] + b'{"ink": "#000000", "ink": "#FFFFFF"}}', "“ink” stands twice"),
    "nan": (spelt(name="A")[:-1] + b', "x": NaN}', "not a number"),
    "no name": (b'{"format": "cjm-desktop-theme", "version": 1}', "“name” is missing"),
    "blank name": (spelt(name="  "), "name: the theme has no name"),
    "name of controls": (spelt(name="a\x1b[2J"), "name: .*control character"),
    "endless name": (spelt(name="a" * 3_000), "name: .*3000 characters"),
    "unknown base": (spelt(base="../../standard"), "base: .*not one of"),
    "colour word": (spelt(colours={"ink": "red"}), "colours.ink: “red” is not a valid colour"),
    "colour number": (spelt(colours={"ink": 0}), "colours.ink: should be a text"),
    "colour with css": (spelt(colours={"ink": "#000000;}"}), "colours.ink"),
    "colours list": (spelt(colours=[]), "colours: should be an object"),
    "phases word": (spelt(phase_colours="#000000"), "phase_colours: should be a list"),
    "phases wrong": (spelt(phase_colours=["#000000", "#00"]), r"phase_colours\[1\]"),
    "phases many": (spelt(phase_colours=["#000000"] * 25), "phase_colours: 25 colours"),
    "phases endless": (spelt(phase_colours=["#000000"] * 20_000), "phase_colours: has 20000 items"),
    "font no base64": (spelt(fonts={"bold": "%%%"}), "fonts.bold: is not valid base64"),
    "font of zeros": (spelt(fonts={"bold": text_of(1000)}), "fonts.bold: this is not a TrueType font"),
    "font too big": (
        spelt(fonts={"bold": text_of(3_000_001)}),
        "fonts.bold: the font has 3.1 MB; at most 3 MB",
    ),
    "fonts too big": (spelt(fonts={"bold": text_of(16_000_000)}), "at most 20 MB"),
    "logo unreadable": (
        spelt(logo={"media_type": "image/png", "data": text_of(99), "width": 1, "height": 1}),
        "logo.data: is not a PNG picture",
    ),
    "logo svg": (
        spelt(logo={"media_type": "image/svg+xml", "data": "", "width": 1, "height": 1}),
        "logo.media_type",
    ),
    "logo huge": (
        spelt(
            logo={
                "media_type": "image/png",
                "data": base64.b64encode(png(20_000, 20_000)).decode(),
                "width": 20_000,
                "height": 20_000,
            }
        ),
        "20000 × 20000 pixels; at most 25 megapixels",
    ),
    "logo of another size": (
        spelt(
            logo={
                "media_type": "image/png",
                "data": base64.b64encode(png(3, 4)).decode(),
                "width": 9_999,
                "height": 1,
            }
        ),
        "logo: the picture is 3 × 4 pixels",
    ),
    "logo too big": (
        spelt(logo={"media_type": "image/png", "data": text_of(2_000_001), "width": 1, "height": 1}),
        "logo.data: the picture has 2000001 bytes",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_wrong_is_told_in_a_sentence(name: str) -> None:
    data, words = HOSTILE[name]
    begin = time.process_time()
    with pytest.raises(CjmError, match=words):
        theme_file.read(data, name="acme.cjmtheme")
    assert time.process_time() - begin < 5


def test_everything_that_is_wrong_is_told_at_once() -> None:
    wrong = spelt(name="", colours={"ink": "x", "paper": "y"}, fonts={"bold": "%"})
    with pytest.raises(CjmError) as caught:
        theme_file.read(wrong)
    assert [p.path for p in caught.value.problems] == ["colours.ink", "colours.paper", "fonts.bold"]


def test_fields_of_another_version_are_kept() -> None:
    data = spelt(glow=1, colours={"halo": "#FFFFFF"}, fonts={"mono": "x"})
    found = theme_file.read(data)
    assert found.extra == (("glow", "1"),)
    assert theme_file.read(theme_file.write(found)) == found
    assert b'"halo": "#FFFFFF"' in theme_file.write(found)


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_a_sentence(data: bytes) -> None:
    with pytest.raises(CjmError) as caught:
        theme_file.read(data)
    assert str(caught.value)


# -- the logo ---------------------------------------------------------------------------------------------


def test_the_logo_stands_where_a_journey_has_none() -> None:
    look = theme_file.theme_of(FULL)
    journey = Journey([Info(id=INFO_ID, title="A coat")])
    shown = with_logo(journey, look)
    logo = shown.of(Asset, shown.info.logo)
    assert logo is not None
    assert logo.data == LOGO.data
    assert journey.info.logo is None  # nothing of it is stored
    own = Asset(id="own", media_type="image/png", data=png(2, 2), width=2, height=2, sha256="x")
    branded = Journey([Info(id=INFO_ID, logo="own"), own])
    assert with_logo(branded, look) is branded
    assert with_logo(journey, theme.load()) is journey


# -- the themes on this computer ----------------------------------------------------------------------------


def test_themes_are_kept_found_changed_renamed_and_deleted() -> None:
    made = theme_library.save(FULL)
    assert [one.client for one in theme_library.kept()[0]] == [FULL]
    assert theme_library.find("acme & CO") is theme_file.theme_of(FULL)
    changed = theme_library.save(replace(FULL, colours=Colours()), made)
    assert changed.path == made.path
    renamed = theme_library.save(replace(changed.client, name="Beta"), changed)
    assert not made.path.exists()
    assert [one.client.name for one in theme_library.kept()[0]] == ["Beta"]
    theme_library.delete(renamed)
    theme_library.delete(renamed)  # gone already
    assert theme_library.kept() == ([], [])


def test_no_two_themes_have_one_name() -> None:
    theme_library.save(ClientTheme(name="Acme"))
    beta = theme_library.save(ClientTheme(name="Beta"))
    for name in ("Acme", " ACME ", "mono", "Standard"):
        with pytest.raises(CjmError, match="already"):
            theme_library.save(ClientTheme(name=name))
    with pytest.raises(CjmError, match="already"):
        theme_library.save(ClientTheme(name="acme"), beta)
    with pytest.raises(CjmError, match="name first"):
        theme_library.save(ClientTheme(name="  "))
    assert theme_library.free_name("Acme") == "Acme 2"
    assert theme_library.free_name("mono") == "mono 2"
    assert theme_library.free_name("New") == "New"


def test_names_that_look_alike_on_disk_are_two_files() -> None:
    for name in ("A/B", "A\\B", "A B", "..", "../A", "CON", "Ä", "客户", "客戶", "x" * 1_500):
        theme_library.save(ClientTheme(name=name))
    found, skipped = theme_library.kept()
    assert len(found) == 10
    assert not skipped
    folder = settings.data_dir() / "themes"
    assert {one.path.parent for one in found} == {folder}
    assert all(one.path.name.isascii() and len(one.path.name) < 100 for one in found)


def test_a_name_is_no_path(home: Path) -> None:
    outside = home / "outside.cjmtheme"
    theme_library.write(ClientTheme(name="Outside"), outside)
    for name in (str(outside), "../../outside", "../../outside.cjmtheme", "/etc/passwd", "", "\0", "a\ud800"):
        with pytest.raises(CjmError, match="no theme"):
            theme_library.find(name)
    # Who types a path means the file.
    assert theme_library.find_or_read(str(outside)) is theme_file.theme_of(ClientTheme(name="Outside"))
    with pytest.raises(CjmError, match="does not exist"):
        theme_library.find_or_read(str(home / "absent.cjmtheme"))
    assert theme_library.find_or_read("mono") is theme.load("mono")


def test_a_file_that_was_put_in_the_folder_counts_and_a_wrong_one_is_skipped() -> None:
    theme_library.save(ClientTheme(name="Acme"))
    folder = settings.data_dir() / "themes"
    theme_library.write(ClientTheme(name="Copied"), folder / "by hand.cjmtheme")
    (folder / "broken.cjmtheme").write_bytes(b"{")
    (folder / "folder.cjmtheme").mkdir()
    (folder / "notes.txt").write_text("not a theme")
    found, skipped = theme_library.kept()
    assert [one.client.name for one in found] == ["Acme", "Copied"]
    assert len(skipped) == 2
    assert skipped[0].startswith("“broken.cjmtheme” is skipped: ")
    assert theme_library.find("copied") is theme_file.theme_of(ClientTheme(name="Copied"))


def test_a_file_that_changes_is_read_again() -> None:
    one = theme_library.save(ClientTheme(name="Acme"))
    theme_library.kept()
    theme_library.write(ClientTheme(name="Acme", colours=Colours(ink="#222222")), one.path)
    assert theme_library.find("Acme").ink == "#222222"


def test_a_folder_that_is_none_is_a_sentence(home: Path) -> None:
    folder = settings.data_dir() / "themes"
    folder.write_text("in the way")
    assert len(theme_library.kept()[1]) == 1
    with pytest.raises(CjmError, match=r"can't be used"):
        theme_library.save(ClientTheme(name="A"))
    with pytest.raises(CjmError, match="no theme"):
        theme_library.find("A")


def test_light_letters_are_printed_with_their_ground() -> None:
    night = theme_file.theme_of(ClientTheme(name="Night", colours=Colours(ink="#F5F7FA", paper="#10243E")))
    assert settled(PosterSettings(), night).ground
    assert settled(PosterSettings(), theme.load()) == PosterSettings()
    assert settled(PosterSettings(ground=True), theme.load()).ground
