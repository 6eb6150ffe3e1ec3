"""The paper's player: what a reader of the PDF sees, finds, copies and is told."""

import getpass
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import zlib
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path as FilePath

import pytest
from PIL import Image
from pypdf import PdfReader

from cjm_desktop.export.pdf import write_pdf
from cjm_desktop.layout import fonts
from cjm_desktop.layout.drawing import Glyphs, Group, Picture, Placed, Primitive, Shape, Stroke, TextLine
from cjm_desktop.layout.geometry import Path, Rect, circle, line, rectangle, rounded
from cjm_desktop.layout.pages import whole
from cjm_desktop.layout.placement import JourneyLayout, Sheet
from cjm_desktop.layout.text import Style, block
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import INFO_ID, Asset, Info

ROOT = FilePath(__file__).resolve().parents[2]
BOX = Shape(rounded(Rect(0, 0, 80, 40), 6), fill="#DDEEFF", stroke=Stroke("#112233", 1.0))


def words(
    text: str, x: float = 0, y: float = 0, face: str = "regular", size: float = 12, halo: str | None = None
) -> tuple[TextLine, ...]:
    return block(text, Style(face, size, "#102030"), 2000, x=x, top=y, halo=halo).lines


def placed(*drawing: Primitive, x: float = 0, y: float = 0, z: float = 0) -> Placed:
    return Placed(x, y, z, drawing, rectangle(Rect(0, 0, 10, 10)))


def sheet(
    *drawing: Primitive,
    around: Mapping[str, Placed] | None = None,
    size: tuple[float, float] = (600, 400),
    scale: float = 1.0,
) -> Sheet:
    return of_parts({"all": placed(*drawing)}, around, size, scale)


def of_parts(
    parts: Mapping[str, Placed],
    around: Mapping[str, Placed] | None = None,
    size: tuple[float, float] = (600, 400),
    scale: float = 1.0,
) -> Sheet:
    layout = JourneyLayout(500, 300, 0, 0, parts, (), (), ())
    return Sheet(*size, around or {}, layout, (20, 30), scale, 8)


def pdf(*sheets: Sheet, assets: Mapping[str, Asset] | None = None) -> bytes:
    return write_pdf([whole(each) for each in sheets], journey_of(assets))


def journey_of(assets: Mapping[str, Asset] | None = None, title: str = "Reis") -> Journey:
    return Journey([Info(id=INFO_ID, title=title, language="nl"), *(assets or {}).values()])


def reader(*sheets: Sheet, assets: Mapping[str, Asset] | None = None) -> PdfReader:
    return PdfReader(BytesIO(pdf(*sheets, assets=assets)), strict=True)


def operators(*sheets: Sheet) -> str:
    contents = reader(*sheets).pages[0].get_contents()
    assert contents is not None
    return contents.get_data().decode("ascii")


def asset(image: Image.Image, kind: str = "PNG", **options: object) -> Asset:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    data = buffer.getvalue()
    return Asset(
        id="a1",
        media_type="image/png" if kind == "PNG" else "image/jpeg",
        data=data,
        width=image.width,
        height=image.height,
        sha256=sha256(data).hexdigest(),
    )


def refused(code: str, *sheets: Sheet, assets: Mapping[str, Asset] | None = None) -> str:
    with pytest.raises(CjmError) as caught:
        pdf(*sheets, assets=assets)
    assert caught.value.problems[0].code == code
    return str(caught.value)


def tool(name: str, *arguments: str, data: bytes, folder: FilePath) -> str:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not on this machine")
    path = folder / "x.pdf"
    path.write_bytes(data)
    done = subprocess.run([program, *arguments[:-1], path, *arguments[-1:]], capture_output=True, check=True)
    assert done.stderr == b""  # poppler names what is wrong with a file there
    return done.stdout.decode()


SAMPLES = {
    "Dutch": "De klant zoekt een coördinator: ’s-Hertogenbosch, AVATAR & To Ve.",
    "Russian": "Привет, мир",
    "Greek": "Καλημέρα κόσμε",
    "Thai": "สวัสดีครับ ผู้ใช้ น้ำ",
    "Chinese": "客户旅程图",
    "signs": "★ ✓ → klaar",
}


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES)
def test_text_is_found_as_it_was_typed(text: str, tmp_path: FilePath) -> None:
    found = tool("pdftotext", "-layout", "-", data=pdf(sheet(*words(text))), folder=tmp_path)
    assert text in found


@pytest.mark.parametrize("name", ["Dutch", "Russian", "Greek", "Chinese", "signs"])
def test_another_reader_finds_the_same_text(name: str) -> None:
    assert SAMPLES[name] in reader(sheet(*words(SAMPLES[name]))).pages[0].extract_text()


def test_a_character_beyond_the_first_plane_is_a_surrogate_pair(tmp_path: FilePath) -> None:
    run = fonts.shape("a", "regular", 12)[0]
    drawn = TextLine(10, 20, "\U0001f984", run.glyphs, run.face, 12, "#000000")
    assert "\U0001f984" in reader(sheet(drawn)).pages[0].extract_text()
    assert "\U0001f984" in tool("pdftotext", "-", data=pdf(sheet(drawn)), folder=tmp_path)


def test_text_that_no_face_has_is_written_by_its_code() -> None:
    text = "taart \U000e0fff"
    expected = "".join(one.text for one in words(text))
    assert "U+" in expected
    assert expected in reader(sheet(*words(text))).pages[0].extract_text()


def test_invisible_characters_leave_no_trace_in_copied_text(tmp_path: FilePath) -> None:
    data = pdf(sheet(*words("samen\u00adwerking en a\u200bb")))
    assert "samenwerking en ab" in tool("pdftotext", "-", data=data, folder=tmp_path)


def test_one_glyph_for_two_texts_is_copied_as_each_was_typed(tmp_path: FilePath) -> None:
    glyphs = fonts.shape("o", "regular", 12)[0].glyphs
    both = [TextLine(10, 20 + 40 * i, t, glyphs, "regular", 12, "#000000") for i, t in enumerate("xy")]
    found = tool("pdftotext", "-", data=pdf(sheet(*both)), folder=tmp_path)
    assert found.split() == ["x", "y"]


def test_reading_order_follows_the_drawings() -> None:
    parts = {f"t{i}": placed(BOX, *words(f"punt {i}"), x=90 * (i % 5), y=60 * (i // 5)) for i in range(10)}
    text = reader(of_parts(parts)).pages[0].extract_text()
    places = [text.index(f"punt {i}") for i in range(10)]
    assert places == sorted(places)


def test_a_halo_is_no_second_text() -> None:
    found = reader(sheet(*words("Wachten op antwoord", halo="#FFFFFF"))).pages[0].extract_text()
    assert found.count("Wachten") == 1


def test_a_halo_lies_behind_all_lines_of_its_block() -> None:
    lines = block("een twee", Style("regular", 12, "#000000"), 30, halo="#FFFFFF").lines
    assert len(lines) == 2
    drawn = operators(sheet(*lines))
    assert drawn.rindex(" RG ") < drawn.index("BT")


def test_kerning_stands_between_the_letters() -> None:
    drawn = operators(sheet(*words("AVAVA")))
    assert re.search(r"\[(<\w{4}>\d+){4}<\w{4}>\]TJ", drawn)  # each pair moves together
    plain = operators(sheet(*words("nnnnn")))
    assert re.search(r"<\w{20}>Tj", plain)


def test_letters_end_where_the_layout_measured(tmp_path: FilePath) -> None:
    """poppler's own sum of widths and kerning against HarfBuzz's."""
    text = "To Ve AVATAR vluchtinformatie"
    run = fonts.shape(text.replace(" ", ""), "regular", 40)[0]
    drawn = TextLine(10, 60, run.text, run.glyphs, "regular", 40, "#000000")
    page = tool("pdftotext", "-bbox", "-", data=pdf(sheet(drawn, size=(900, 400))), folder=tmp_path)
    found = re.search(r'xMin="([\d.]+)".*?xMax="([\d.]+)"', page[page.index("<word") :])
    assert found is not None
    assert float(found[2]) - float(found[1]) == pytest.approx(run.glyphs.advance, abs=0.1)


def test_raised_marks_are_raised() -> None:
    glyphs = fonts.shape("ab", "regular", 10)[0].glyphs
    raised = replace(glyphs, ys=(0.0, -3.0))
    drawn = operators(sheet(TextLine(0, 0, "ab", raised, "regular", 10, "#000000")))
    assert re.search(r"\[<\w{4}>\]TJ 3.000 Ts \[<\w{4}>\]TJ 0 Ts", drawn)


def test_only_embedded_cut_fonts_are_listed(tmp_path: FilePath) -> None:
    data = pdf(sheet(*words("gewoon"), *words("vet", face="bold", y=40), *words("สวัสดี", y=80)))
    rows = tool("pdffonts", data=data, folder=tmp_path).splitlines()[2:]
    assert len(rows) == 3
    for row in rows:
        assert re.match(r"[A-Z]{6}\+NotoSans", row)
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, with Unicode


def test_a_page_has_the_size_of_its_sheet() -> None:
    width, height = 1189 * 72 / 25.4, 841 * 72 / 25.4
    page = reader(sheet(BOX, size=(width, height))).pages[0]
    for box in (page.mediabox, page.trimbox):
        assert float(box.width) == pytest.approx(width, abs=0.001)
        assert float(box.height) == pytest.approx(height, abs=0.001)


def test_every_sheet_is_a_page_and_no_sheet_is_none() -> None:
    assert len(reader(sheet(BOX), sheet(BOX), sheet(BOX)).pages) == 3
    refused("pdf-no-sheet")


@pytest.mark.parametrize("size", [(144_001, 400), (400, 1e9), (0, 400), (-5, 400), (400, 2.9)])
def test_a_page_no_reader_shows_is_refused(size: tuple[float, float]) -> None:
    assert "mm" in refused("pdf-page-size", sheet(BOX, size=size))


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_numbers_that_are_none_are_refused(bad: float) -> None:
    text = words("woord")[0]
    for drawing in (
        Shape(line(0, 0, bad, 5), stroke=Stroke("#000000")),
        replace(text, x=bad),
        replace(text, x=bad, halo="#FFFFFF"),
        Group((BOX,), x=bad),
        Picture(Rect(bad, 0, 10, 10), "a1"),
    ):
        refused("pdf-number", sheet(drawing), assets={"a1": asset(Image.new("RGB", (4, 4)))})
    refused("pdf-number", sheet(BOX, size=(bad, 400)))


def test_huge_numbers_are_brought_near() -> None:
    drawn = operators(
        sheet(
            Shape(line(0, 0, 1e300, 5), stroke=Stroke("#000000")),
            Group((BOX,), x=-1e200),
            *words("w", x=1e99),
        )
    )
    assert "1000000" in drawn
    assert max(map(len, drawn.replace("\n", " ").split(" "))) < 40


def test_metadata_tell_the_title_and_nothing_of_the_maker() -> None:
    data = pdf(sheet(BOX, *words("tekst")))
    found = PdfReader(BytesIO(data))
    assert dict(found.metadata or {}) == {"/Title": "Reis", "/Producer": "CJM Desktop"}
    root = found.trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is not None
    assert "/Outlines" not in root
    metadata = root["/Metadata"].get_data().decode("utf-8")
    assert set(re.findall(r"https?://[^/]*", metadata)) <= {"http://www.w3.org", "http://purl.org"} | {
        "http://ns.adobe.com",
        "http://www.aiim.org",
    }
    assert "Date" not in metadata
    named = (str(FilePath.home()), os.getcwd(), getpass.getuser() + "@", socket.gethostname(), "anonymous")
    for word in named:
        assert word.encode() not in data
        assert word not in metadata


def test_a_title_of_any_script_is_kept() -> None:
    data = write_pdf([whole(sheet(BOX))], journey_of(title="Путь (клиента) 旅"))
    metadata = PdfReader(BytesIO(data)).metadata
    assert metadata is not None
    assert metadata.title == "Путь (клиента) 旅"


def test_equal_sheets_give_equal_bytes_in_every_process() -> None:
    assert in_other_processes("test_pdf", "pdf(everything())") == {pdf(everything())}


def in_other_processes(module: str, expression: str) -> set[bytes]:
    """What an expression of a module of these tests gives in processes that order sets in other ways."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        f"from tests.export.{module} import *\n"
        f"sys.stdout.buffer.write({expression})\n"
    )
    return {
        subprocess.run(
            [sys.executable, "-P", "-c", script, str(ROOT)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("3", "77")
    }


def everything() -> Sheet:
    group = Group((BOX, *words("groep")), key="groep")
    lines = [part for i, text in enumerate(SAMPLES.values()) for part in words(text, y=20 * i)]
    parts = {f"g{i}": placed(replace(group, x=5.0), x=90 * i, y=300) for i in range(4)}
    shades = {f"s{i}": placed(replace(BOX, opacity=0.2 * i), x=40 * i) for i in range(5)}
    return of_parts({"text": placed(*lines), **parts, **shades}, {"head": placed(*words("Kop", face="bold"))})


def forms(found: PdfReader) -> list[object]:
    resources = found.pages[0]["/Resources"]
    return [one for one in resources.get("/XObject", {}).values() if one["/Subtype"] == "/Form"]


def test_equal_groups_are_one_form() -> None:
    group = Group((BOX, *words("eens en nooit weer")), key="k")
    parts = {f"g{i}": placed(replace(group, scale=1 + 0.1 * i), x=90 * i) for i in range(20)}
    found = reader(of_parts(parts))
    contents = found.pages[0].get_contents()
    assert contents is not None
    assert contents.get_data().count(b" Do Q") == 19  # the first is written out
    [form] = forms(found)
    assert form["/Resources"]["/Font"]
    assert found.pages[0].extract_text().count("eens en nooit weer") == 20


def test_nested_groups_are_moved_and_scaled_as_they_say() -> None:
    inner = Group((Shape(line(0, 0, 10, 0), stroke=Stroke("#000000")),), x=3, y=4, scale=2)
    drawn = operators(of_parts({"a": placed(Group((inner,), x=10, y=20, scale=3), x=100, y=200)}))
    assert re.search(r"q 6\.0+ 0 0 6\.0+ 119 232 cm 0 0 m 10 0 l S Q", drawn)


def test_equal_shapes_are_one_form() -> None:
    parts = {f"b{i}": placed(BOX, x=90 * i) for i in range(10)}
    found = reader(of_parts(parts))
    contents = found.pages[0].get_contents()
    assert contents is not None
    assert len(forms(found)) == 1
    assert contents.get_data().count(b" Do Q") == 8


def test_a_form_with_a_mitre_is_not_cut_off() -> None:
    sharp = Path(
        (("M", 0, 0), ("L", 50, 0), ("L", 0, 10), *(("L", float(i), 20.0) for i in range(9)), ("Z",))
    )
    shape = Shape(sharp, stroke=Stroke("#000000", 4.0))
    [form] = forms(reader(of_parts({f"b{i}": placed(shape, x=90 * i) for i in range(4)})))
    left, _, right, _ = map(float, form["/BBox"])
    assert left <= -20
    assert right >= 70


def test_strokes_and_fills_say_what_they_are() -> None:
    dashed = Shape(line(0, 0, 9, 9), stroke=Stroke("#FF0000", 2.5, (4, 2), True))
    both = Shape(circle(5, 5, 5), fill="#00FF00", stroke=Stroke("#0000FF"))
    drawn = operators(sheet(dashed, both, Shape(circle(1, 1, 1)), Shape(Path(()), fill="#000000")))
    assert "1 0 0 RG 2.50 w" in drawn
    assert "[4 2.00] 0 d 1 J 1 j" in drawn
    assert "[] 0 d 0 J 0 j" in drawn
    assert drawn.count("h B\n") == 1
    assert drawn.count(" f\n") == 0


def test_opacity_holds_for_its_shape_alone() -> None:
    found = reader(sheet(replace(BOX, opacity=0.5), BOX, *words("dekkend")))
    page = found.pages[0]
    states = page["/Resources"]["/ExtGState"]
    assert {float(state["/ca"]) for state in states.values()} == {0.5, 1.0}
    assert page["/Group"]["/S"] == "/Transparency"
    drawn = page.get_contents().get_data().decode()
    assert drawn.index("/A050 gs") < drawn.index("/A100 gs") < drawn.index("BT")


def test_y_is_flipped_once_and_the_map_is_scaled() -> None:
    drawn = operators(sheet(Shape(line(1, 2, 3, 4), stroke=Stroke("#000000")), scale=0.5))
    assert drawn.startswith("1 0 0 -1 0 400.000 cm\nq 0.50000 0 0 0.50000 20.000 30.000 cm\n")
    assert "1 2 m 3 4.00 l S" in drawn or "1 2 m 3 4 l S" in drawn


def test_parts_are_drawn_in_the_order_of_z() -> None:
    parts = {
        "over": placed(Shape(line(1, 1, 1, 1), fill="#010000"), z=5),
        "under": placed(Shape(line(2, 2, 2, 2), fill="#020000"), z=-5),
        "also over": placed(Shape(line(3, 3, 3, 3), fill="#030000"), z=5),
    }
    around = {"paper": placed(Shape(line(9, 9, 9, 9), fill="#090000"), z=99)}
    order = re.findall(r"(\d)(?:\.00)? m", operators(of_parts(parts, around)))
    assert order == ["9", "2", "1", "3"]


# -- pictures ----------------------------------------------------------------------------------------


def test_a_picture_is_the_same_pixels() -> None:
    image = Image.effect_noise((40, 30), 80).convert("RGB")
    found = reader(sheet(Picture(Rect(10, 10, 80, 80), "a1")), assets={"a1": asset(image)})
    [shown] = found.pages[0].images
    assert shown.image.convert("RGB").tobytes() == image.tobytes()
    # Shown whole, in the middle, and upright in spite of the flip.
    contents = found.pages[0].get_contents()
    assert contents is not None
    assert b"80.000 0 0 -60.000 10 80 cm /I0 Do" in contents.get_data()


def test_a_clipped_picture_fills_its_place() -> None:
    drawing = Picture(Rect(0, 0, 60, 60), "a1", circle(30, 30, 30))
    found = reader(sheet(drawing), assets={"a1": asset(Image.new("RGB", (40, 20), "#abcdef"))})
    drawn = found.pages[0].get_contents().get_data()
    assert b"h W n 120.000 0 0 -60.000 -30 60 cm" in drawn


def test_a_transparent_picture_keeps_its_transparency() -> None:
    image = Image.new("RGBA", (8, 8), (200, 10, 10, 128))
    found = reader(sheet(Picture(Rect(0, 0, 8, 8), "a1")), assets={"a1": asset(image)})
    mask = found.pages[0]["/Resources"]["/XObject"]["/I0"]["/SMask"]
    assert set(zlib.decompress(mask._data)[1:9]) >= {128}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_kind_can_be_printed(mode: str) -> None:
    found = reader(sheet(Picture(Rect(0, 0, 8, 8), "a1")), assets={"a1": asset(Image.new(mode, (9, 5)))})
    assert found.pages[0].images[0].image.size == (9, 5)


def test_a_photo_loses_what_the_camera_wrote_and_stands_upright() -> None:
    image = Image.new("RGB", (40, 20), "#336699")
    exif = Image.Exif()
    exif[0x010F] = "GeheimeCamera"
    exif[0x0112] = 6
    data = pdf(
        sheet(Picture(Rect(0, 0, 8, 8), "a1")), assets={"a1": asset(image, "JPEG", exif=exif.tobytes())}
    )
    assert b"GeheimeCamera" not in data
    assert PdfReader(BytesIO(data)).pages[0].images[0].image.size == (20, 40)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_jpeg_of_any_kind_can_be_printed(mode: str) -> None:
    found = reader(
        sheet(Picture(Rect(0, 0, 8, 8), "a1")), assets={"a1": asset(Image.new(mode, (9, 5)), "JPEG")}
    )
    assert found.pages[0].images[0].image.size == (9, 5)


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "L")]
)
def test_a_picture_has_no_more_pixels_than_paper_shows(kind: str, mode: str) -> None:
    large = asset(Image.new(mode, (4000, 200)), kind)
    found = reader(sheet(Picture(Rect(0, 0, 8, 8), "a1")), assets={"a1": large})
    assert found.pages[0].images[0].image.size == (2400, 120)


def test_a_large_picture_that_does_not_scale_is_printed_as_it_is() -> None:
    found = reader(
        sheet(Picture(Rect(0, 0, 8, 8), "a1")), assets={"a1": asset(Image.new("I;16", (4000, 20)))}
    )
    assert found.pages[0].images[0].image.size == (4000, 20)


def test_pictures_used_twice_are_stored_once() -> None:
    assets = {"a1": asset(Image.new("RGB", (4, 4)))}
    twice = sheet(Picture(Rect(0, 0, 8, 8), "a1"), Picture(Rect(9, 0, 8, 8), "a1"))
    assert pdf(twice, assets=assets).count(b"/Subtype /Image") == 1


def test_a_broken_picture_is_named_and_not_printed() -> None:
    good = asset(Image.effect_noise((64, 64), 90))
    drawing = sheet(Picture(Rect(0, 0, 8, 8), "a1"))
    for data in (good.data[: len(good.data) // 2], b"", b"GIF89a" + bytes(40), b"<svg xmlns='x'/>"):
        refused("picture-unsound", drawing, assets={"a1": replace(good, data=data)})
    refused("picture-gone", drawing)


def test_a_decompression_bomb_is_refused_before_it_is_unpacked() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    side = 20_000
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(9999)))
    bomb = replace(asset(Image.new("L", (1, 1))), data=png + chunk(b"IEND", b""), width=side, height=side)
    sentence = refused("picture-pixels", sheet(Picture(Rect(0, 0, 8, 8), "a1")), assets={"a1": bomb})
    assert "400" in sentence


# -- fonts, progress, safety -------------------------------------------------------------------------


def test_a_font_that_is_gone_or_cannot_be_embedded_is_named(tmp_path: FilePath) -> None:
    glyphs = Glyphs((1,), (0.0,), (0.0,), (0,), 5.0)

    def with_face(key: str) -> Sheet:
        return sheet(TextLine(0, 0, "x", glyphs, key, 9, "#000000"))

    assert "weg.ttf" in refused("pdf-font", with_face("system:/nergens/weg.ttf"))
    assert "/nergens" not in refused("pdf-font", with_face("system:/nergens/weg.ttf"))
    refused("pdf-font", with_face("geen"))
    text = tmp_path / "brief.ttf"
    text.write_bytes(b"geen letters" * 50)
    refused("pdf-font", with_face(f"system:{text}"))
    # The same file without its outlines is what a face of PostScript outlines is to us.
    data = bytearray(fonts.face("regular").data)
    at = next(i for i in range(12, 12 + 16 * data[5], 16) if data[i : i + 4] == b"glyf")
    data[at : at + 4] = b"CFF "
    cff = tmp_path / "cff.ttf"
    cff.write_bytes(data)
    assert "cff.ttf" in refused("pdf-font-kind", with_face(f"system:{cff}"))


def test_progress_is_told_and_can_cancel() -> None:
    parts = {f"b{i}": placed(BOX, x=i) for i in range(200)}
    seen: list[tuple[int, int]] = []

    def watch(words: str, done: int, total: int) -> bool:
        seen.append((done, total))
        return True

    with progress.listening(watch):
        pdf(of_parts(parts))
    assert seen
    with pytest.raises(progress.Cancelled), progress.listening(lambda words, done, total: False):
        pdf(of_parts(parts))


def test_markup_in_a_text_is_only_text() -> None:
    text = '<font color="red">R&D</font> <img src="/etc/passwd"/> (a\\) Tj ET'
    found = reader(sheet(*words(text))).pages[0]
    assert text in found.extract_text()
    assert len(found.images) == 0


def test_nothing_of_the_folder_or_environment_steers_the_writer(tmp_path: FilePath) -> None:
    for name in ("reportlab_settings.py", ".reportlab_settings"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'hijacked')!r}, 'w')\n")
    script = (
        "import sys; sys.path[:0] = ['', sys.argv[1]]\n"
        "from cjm_desktop.export import pdf\n"
        "assert 'reportlab' not in sys.modules and 'PIL' not in sys.modules\n"
        "from cjm_desktop.export import pdf_document, pdf_file as d\n"
        "assert d.rl_config.toColorCanUse != 'rl_safe_eval' and d.rl_config.pageCompression == 1\n"
    )
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "RL_toColorCanUse": "rl_safe_eval",
        "RL_pageCompression": "0",
    }
    subprocess.run(
        [sys.executable, "-c", script, str(ROOT)],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert not (tmp_path / "hijacked").exists()


def test_two_thousand_touchpoints_are_written_in_seconds_and_little_space() -> None:
    import time

    parts = {
        f"c{i}": placed(
            BOX, *words(f"stap {i} van de reis"), *words("klant wacht", y=15), x=i % 90 * 99, y=i // 90
        )
        for i in range(18_000)
    }
    page = of_parts(parts, scale=0.05)
    pdf(sheet(BOX))
    begin = time.process_time()
    data = pdf(page)
    assert time.process_time() - begin < 4.0  # 0.4 s on a quiet machine
    assert len(data) < 1_500_000
