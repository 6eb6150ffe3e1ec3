"""A client's fonts: which are taken, and that only a theme's posters are measured in them."""

from __future__ import annotations

import random
import struct
import time
from string import ascii_letters, digits

import pytest
import uharfbuzz  # type: ignore[import-untyped, unused-ignore]

from cjm_desktop import resources
from cjm_desktop.formats import cjm
from cjm_desktop.frozen import replace
from cjm_desktop.layout import client_fonts, fonts, sheets, text, theme
from cjm_desktop.layout.drawing import text_lines
from cjm_desktop.layout.placement import Sheet, View
from cjm_desktop.layout.text import Style
from cjm_desktop.model.problems import CjmError


def file(name: str) -> bytes:
    return resources.path("fonts", name).read_bytes()


REGULAR, BOLD, THAI = (
    file(f"{name}.ttf") for name in ("NotoSans-Regular", "NotoSans-Bold", "NotoSansThai-Regular")
)


def tables(data: bytes) -> dict[str, tuple[int, int, int]]:
    """Where a font's tables are: the place of its row, offset and length by tag."""
    (count,) = struct.unpack_from(">H", data, 4)
    rows = {}
    for at in range(12, 12 + 16 * count, 16):
        tag, _sum, offset, length = struct.unpack_from(">4sLLL", data, at)
        rows[tag.decode()] = (at, offset, length)
    return rows


def with_bytes(data: bytes, table: str, at: int, new: bytes) -> bytes:
    """The font with other bytes at a place in a table."""
    _row, offset, _length = tables(data)[table]
    return data[: offset + at] + new + data[offset + at + len(new) :]


def renamed(data: bytes, table: str, tag: bytes) -> bytes:
    at = tables(data)[table][0]
    return data[:at] + tag + data[at + 4 :]


def composite(data: bytes) -> bytes:
    """The font with a letter that is put together of itself."""
    _row, offset, _length = tables(data)["glyf"]
    _row, loca, _length = tables(data)["loca"]
    is_long = struct.unpack_from(">h", data, tables(data)["head"][1] + 50)[0]
    for glyph in range(1, 200):
        start, end = struct.unpack_from(
            ">2L" if is_long else ">2H", data, loca + glyph * (4 if is_long else 2)
        )
        if not is_long:
            start, end = 2 * start, 2 * end
        if end - start >= 18:
            own = struct.pack(">5h", -1, 0, 0, 9, 9) + struct.pack(">HHBB", 0x2, glyph, 0, 0)
            return data[: offset + start] + own + data[offset + start + len(own) :]
    raise AssertionError


REFUSED = {
    "nothing": (b"", "not a TrueType font"),
    "words": (b"Hello" * 100, "not a TrueType font"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "not a TrueType font"),
    "cff": (b"OTTO" + REGULAR[4:], "PostScript outlines"),
    "cff in TrueType": (renamed(REGULAR, "glyf", b"CFF "), "PostScript outlines"),
    "woff": (b"wOFF" + REGULAR[4:], "web font"),
    "woff2": (b"wOF2" + REGULAR[4:], "web font"),
    "collection": (b"ttcf" + REGULAR[4:], "collection"),
    "variable": (renamed(REGULAR, "gasp" if "gasp" in tables(REGULAR) else "GDEF", b"fvar"), "variable"),
    "colour": (renamed(REGULAR, "GDEF", b"COLR"), "letters in colour"),
    "rights": (with_bytes(REGULAR, "OS/2", 8, b"\0\x02"), "does not allow"),
    "bitmaps only": (with_bytes(REGULAR, "OS/2", 8, b"\x02\0"), "does not allow"),
    "too big": (REGULAR + bytes(3_000_000), "has 3.3 MB; at most 3 MB"),
    "cut off": (REGULAR[: len(REGULAR) // 2], "damaged"),
    "directory only": (REGULAR[:12], "damaged"),
    "many tables": (REGULAR[:4] + b"\xff\xff" + REGULAR[6:], "damaged"),
    "no glyphs": (renamed(REGULAR, "glyf", b"zzzz"), "damaged"),
    "no em": (with_bytes(REGULAR, "head", 18, b"\0\0"), "damaged"),
    "em of 65,535": (with_bytes(REGULAR, "head", 18, b"\xff\xff"), "damaged"),
    "more metrics than glyphs": (with_bytes(REGULAR, "hhea", 34, b"\xff\xff"), "damaged"),
    "more glyphs than places": (with_bytes(REGULAR, "maxp", 4, b"\xff\xff"), "damaged"),
    "glyph outside": (with_bytes(REGULAR, "loca", 8, b"\x7f\xff\xff\xff"), "damaged"),
    "made of itself": (composite(REGULAR), "damaged"),
    "signs only": (file("Symbols-Regular.ttf"), "letters from A to Z"),
    "tiny em": (with_bytes(REGULAR, "head", 18, b"\0\x10"), "damaged"),  # letters of 60 ems
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_font_for_a_poster_is_refused(name: str) -> None:
    data, words = REFUSED[name]
    with pytest.raises(CjmError, match=words):
        client_fonts.name_of(data)


def test_a_font_tells_its_name() -> None:
    assert client_fonts.name_of(REGULAR) == "Noto Sans Regular"
    assert client_fonts.name_of(THAI) == "Noto Sans Thai Regular"
    assert client_fonts.name_of(with_bytes(REGULAR, "OS/2", 8, b"\0\x04"))  # print and preview


def test_damage_anywhere_is_refused_or_harmless() -> None:
    """Bytes changed at random: a sentence, or a font that can be measured without an accident."""
    chance = random.Random(7)
    taken = 0
    begin = time.process_time()
    for _round in range(120):
        data = bytearray(THAI)
        for _change in range(chance.choice((1, 3, 20))):
            # The directory and the small tables at least as often as the outlines.
            at = chance.randrange(400) if chance.random() < 0.5 else chance.randrange(len(data))
            data[at] = chance.randrange(256)
        try:
            client_fonts.name_of(bytes(data))
        except CjmError:
            continue
        taken += 1
        with fonts.family(fonts.add_family({"regular": bytes(data)})):
            assert fonts.width("Hamburg 123", "regular", 10) >= 0
            fonts.shape("Größe ไทย", "regular", 10)
            assert 0 < fonts.ascent("regular", 10) <= 13
    assert 10 < taken < 120
    assert time.process_time() - begin < 20


# -- a family --------------------------------------------------------------------------------------------


def test_a_family_is_used_within_its_block_alone() -> None:
    family = fonts.add_family({"regular": BOLD})
    usual, bold = fonts.width("Klantreis", "regular", 10), fonts.width("Klantreis", "bold", 10)
    with fonts.family(family):
        assert fonts.width("Klantreis", "regular", 10) == pytest.approx(bold)
        assert fonts.shape("Klantreis", "regular", 10)[0].face == fonts.styles["regular"]
        with fonts.family(""):  # the window's map, while a poster is composed
            assert fonts.width("Klantreis", "regular", 10) == usual
            assert fonts.shape("Klantreis", "regular", 10)[0].face == "regular"
        assert fonts.width("Klantreis", "regular", 10) != usual
    assert fonts.width("Klantreis", "regular", 10) == usual


def test_a_family_ends_with_an_error_too() -> None:
    with pytest.raises(RuntimeError), fonts.family(fonts.add_family({"regular": BOLD})):
        raise RuntimeError
    assert not fonts.styles


def test_equal_files_are_one_family() -> None:
    assert fonts.add_family({"regular": BOLD, "bold": REGULAR}) == fonts.add_family(
        {"bold": bytes(bytearray(REGULAR)), "regular": BOLD}
    )
    assert fonts.add_family({}) == ""
    assert fonts.add_family({"regular": BOLD}) != fonts.add_family({"bold": BOLD})


def test_styles_stand_in_for_each_other() -> None:
    def given(**files: bytes) -> dict[str, str]:
        with fonts.family(fonts.add_family(files)):
            return {style: key.rsplit(":", 1)[1] for style, key in fonts.styles.items()}

    assert given(regular=REGULAR) == dict.fromkeys(fonts.STYLES, "regular")
    assert given(bold=BOLD) == {"semibold": "bold", "bold": "bold"}  # text stays in the bundled face
    both = {"regular": "regular", "semibold": "bold", "bold": "bold", "italic": "regular"}
    assert given(regular=REGULAR, bold=BOLD) == both
    assert given(semibold=BOLD) == {"semibold": "semibold", "bold": "semibold"}


def test_what_a_clients_font_lacks_comes_from_the_bundled_ones() -> None:
    with fonts.family(fonts.add_family({"regular": THAI})):
        own = fonts.styles["regular"]
        assert [run.face for run in fonts.shape("Prijs", "regular", 10)] == [own]
        assert {run.face for run in fonts.shape("Цена", "regular", 10)} == {"regular"}
        assert {run.face for run in fonts.shape("Prijs Цена", "regular", 10)} == {own, "regular"}
        assert fonts.missing_characters("Цена ☺ ไทย") == ()
        block = text.block("Prijs Цена", Style("regular", 10, "#000000"), 100)
        assert {line.face for line in block.lines} == {own, "regular"}


def test_breaks_and_heights_follow_the_family() -> None:
    style, words = Style("regular", 10, "#000000"), "Een lange zin die op meer regels komt te staan"
    width = fonts.width(words, "regular", 10) + 0.1
    assert len(text.break_lines(words, style, width)) == 1
    with fonts.family(fonts.add_family({"regular": BOLD})):
        assert len(text.break_lines(words, style, width)) == 2
        assert text.block(words, style, width).line_count == 2
        assert text.height(words, style, width) == pytest.approx(text.block(words, style, width).height)
        assert text.balance(words, style, width) < width
    assert text.block(words, style, width).line_count == 1


def test_a_sign_from_a_higher_face_makes_its_line_higher() -> None:
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, ascii_letters + digits + " "))
    low = bytes(uharfbuzz.subset(uharfbuzz.Face(REGULAR), wanted).blob.data)
    heights = struct.pack(">hh", 800, -200)
    low = with_bytes(with_bytes(low, "hhea", 4, heights), "OS/2", 68, heights)
    low = with_bytes(low, "OS/2", 62, b"\0\0")  # what stands in hhea holds
    style = Style("regular", 10, "#000000")
    with fonts.family(fonts.add_family({"regular": low})):
        usual, higher = (text.block(words, style, 500).height for words in ("abc", "{abc}"))
        assert higher > usual
        assert text.height("abc", style, 500) == usual
        assert text.height("{abc}", style, 500) == higher


# -- a poster --------------------------------------------------------------------------------------------


def faces(sheet: Sheet) -> set[str]:
    everything = (*sheet.placed.values(), *sheet.map.placed.values())
    return {line.face for placed in everything for line in text_lines(placed.drawing)}


def test_a_whole_poster_is_in_the_clients_fonts_and_the_next_one_is_not() -> None:
    journey, _mark = cjm.load(resources.path("examples", "noorderlicht.cjm"))
    view = View(journey.scenarios[0].id)
    family = fonts.add_family({"regular": BOLD, "bold": REGULAR, "italic": BOLD})
    own = replace(theme.load(), name="own", fonts=family)
    before = sheets.compose(journey, view, theme.load(), "A3", "landscape")
    assert faces(before) <= set(fonts.STYLES) | {"symbols"}
    drawn = faces(sheets.compose(journey, view, own, "A3", "landscape"))
    assert {key.split(":")[0] for key in drawn - {"symbols"}} == {"client"}
    after = sheets.compose(journey, view, theme.load(), "A3", "landscape")
    assert faces(after) == faces(before)
    assert after.scale == before.scale
