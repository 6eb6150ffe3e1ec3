"""What is measured: every character has a face or is named, and nothing is an empty box."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.layout import bidi, fonts, system_fonts


def test_importing_does_not_load_harfbuzz() -> None:
    code = "import sys, cjm_desktop.layout.text; sys.exit('uharfbuzz' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2]).returncode == 0


@pytest.mark.parametrize("key", fonts.FILES)
def test_every_bundled_face_can_be_embedded(key: str) -> None:
    face = fonts.face(key)
    assert face.key == key
    assert face.file.is_embeddable
    assert face.ascent > 0 < face.descent
    assert face.data[:4] == b"\0\1\0\0"


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(KeyError):
        fonts.face("comic")
    with pytest.raises(KeyError):
        fonts.shape("a", "comic", 10)
    with pytest.raises(OSError, match="gone"):
        fonts.face("system:/gone.ttf")


_ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=24)


@pytest.mark.parametrize("style", fonts.STYLES)
@given(texts=st.lists(_ASCII, max_size=6), again=_ASCII)
def test_pairs_of_letters_that_were_seen_give_what_shaping_gives(
    style: str, texts: list[str], again: str
) -> None:
    file = fonts.face(style).file
    for text in [*texts, again, again + "".join(texts), "AVATAR To. fi ffl 11,7 -- Ty"]:
        for _time in range(2):  # the second time no pair is new
            assert file.shape_ascii(text) == file.shape(text, "ltr")


def test_kerning_is_on_and_ligatures_are_off() -> None:
    assert fonts.width("AV", "regular", 10) < fonts.width("A", "regular", 10) + fonts.width(
        "V", "regular", 10
    )
    (run,) = fonts.shape("office fi", "regular", 10)
    assert len(run.glyphs.ids) == len("office fi")


def test_glyphs_scale_with_the_size() -> None:
    (small,), (large,) = fonts.shape("jas", "bold", 10), fonts.shape("jas", "bold", 20)
    assert large.glyphs.advance == pytest.approx(2 * small.glyphs.advance)
    assert large.glyphs.xs == pytest.approx([2 * x for x in small.glyphs.xs])
    assert small.glyphs.clusters == (0, 1, 2)
    assert small.glyphs.advance == pytest.approx(fonts.width("jas", "bold", 10))


def test_text_is_composed() -> None:
    assert fonts.shape("cafe\u0301", "regular", 10) == fonts.shape("café", "regular", 10)


@pytest.mark.parametrize(
    ("string", "faces"),
    [
        ("Ω Ж ế € “ja” – 9×", ["semibold"]),
        ("een → twee", ["semibold", "symbols", "semibold"]),
        ("แผนที่ ok", ["thai-semibold", "semibold"]),
        ("漢字、テスト。", ["cjk"]),
        ("한국어 지도", ["korean", "semibold", "korean"]),
        ("a\u200db\ufe0f\u200b\u00adc", ["semibold"]),
        ("", []),
    ],
)
def test_runs(string: str, faces: list[str]) -> None:
    runs = fonts.shape(string, "semibold", 10)
    assert [run.face for run in runs] == faces
    assert "".join(run.text for run in runs) == string
    assert fonts.missing_characters(string) == ()


def test_invisible_characters_take_no_room() -> None:
    assert fonts.width("a\u200b\u00ad\ufe0fb", "regular", 10) == fonts.width("ab", "regular", 10)


def test_a_mark_stays_with_its_base() -> None:
    (run,) = fonts.shape("x\u0323", "regular", 10)
    assert run.glyphs.clusters == (0, 0)


def test_missing_characters_are_spelt_and_named() -> None:
    assert fonts.missing_characters("a\ue000b\ue000", "bold") == ("\ue000",)
    assert not fonts.supports("\ue000")
    (run,) = fonts.shape("a\ue000b", "bold", 10)
    assert run.text == "a(U+E000)b"
    assert 0 not in run.glyphs.ids
    assert fonts.shape("\ud800", "regular", 10)[0].text == "(U+D800)"


def test_without_system_fonts_a_script_is_spelt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_fonts, "path_for", lambda char: None)
    fonts._face_for.cache_clear()
    try:
        assert fonts.missing_characters("שא") == ("ש", "א")
    finally:
        fonts._face_for.cache_clear()


def test_system_folder_is_scanned_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "Zed.ttf",
        "DejaVuSans-Bold.ttf",
        "DejaVuSans.ttf",
        "NotoSansHebrew.ttf",
        "V[wght].ttf",
        "a.otf",
    ):
        (tmp_path / name).write_bytes(b"no font")
    monkeypatch.setattr(system_fonts, "folders", lambda: (tmp_path, tmp_path / "absent"))
    found = system_fonts.candidates.__wrapped__()
    assert [path.name for path in found] == [
        "NotoSansHebrew.ttf",
        "DejaVuSans.ttf",
        "DejaVuSans-Bold.ttf",
        "Zed.ttf",
    ]
    assert system_fonts._opened(found[0]) is None


@pytest.mark.parametrize(
    ("string", "visual"),
    [
        ("abc שלום def", ["abc ", "שלום", " def"]),
        ("שלום abc", ["abc", "שלום "]),
        ("שלום 12,5% abc", ["abc", " ", "12,5%", "שלום "]),
        ("abc", ["abc"]),
        ("", []),
    ],
)
def test_visual_order(string: str, visual: list[str]) -> None:
    assert [string[start:end] for start, end, _ in bidi.spans(string)] == visual


@pytest.mark.skipif(system_fonts.path_for("ש") is None, reason="no system font with Hebrew")
def test_right_to_left_glyphs_stand_in_visual_order() -> None:
    (run,) = fonts.shape("שלום", "regular", 10)
    assert run.face.startswith("system:")
    assert run.glyphs.clusters == (3, 2, 1, 0)


@given(st.text(max_size=40), st.sampled_from(fonts.STYLES))
def test_any_text_is_shaped_without_an_empty_box(string: str, style: str) -> None:
    runs = fonts.shape(string, style, 11)
    assert not any(0 in run.glyphs.ids for run in runs)
    assert sum(run.glyphs.advance for run in runs) == pytest.approx(fonts.width(string, style, 11))
    for run in runs:
        assert all(0 <= cluster < len(run.text) for cluster in run.glyphs.clusters)
        assert len(run.glyphs.ids) == len(run.glyphs.xs) == len(run.glyphs.ys) == len(run.glyphs.clusters)


def test_lines_of_thai_are_higher() -> None:
    assert fonts.line_height("regular", 10) >= 13
    assert fonts.line_height("regular", 10, "แผนที่") > fonts.line_height("regular", 10, "a ★")
    assert fonts.ascent("bold", 10) + fonts.descent("bold", 10) <= fonts.line_height("bold", 10)


def test_shaping_is_fast() -> None:
    fonts.shape("warm", "regular", 11)
    lines = [f"Vraagt waar de jas {index}" for index in range(2000)]
    took = []
    for _ in range(2):
        start = time.perf_counter()
        for line in lines:
            fonts.shape(line, "regular", 11)
        took.append((time.perf_counter() - start) / len(lines))
    assert took[0] < 200e-6  # ten times the budget: the machine may be busy
    assert took[1] < 40e-6
