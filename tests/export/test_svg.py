"""SVG pictures: sound XML that refers to nothing outside, text that is found, and the picture that the PDF shows."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import zlib
from base64 import b64decode
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
import uharfbuzz as hb  # type: ignore[import-untyped, unused-ignore]
from PIL import Image

from cjm_desktop import resources
from cjm_desktop.export import svg_fonts
from cjm_desktop.export.pdf import write_pdf
from cjm_desktop.export.svg import write_svg
from cjm_desktop.export.svg_markup import number
from cjm_desktop.formats import cjm
from cjm_desktop.frozen import replace
from cjm_desktop.layout import fonts, pages, theme
from cjm_desktop.layout.drawing import (
    HALO,
    Drawing,
    Group,
    Picture,
    Placed,
    Shape,
    Stroke,
    TextLine,
    bounds_of,
)
from cjm_desktop.layout.geometry import Path as Outline
from cjm_desktop.layout.geometry import Rect, circle, rectangle
from cjm_desktop.layout.placement import Page, Sheet, View
from cjm_desktop.layout.sheets import compose
from cjm_desktop.layout.text import Style, block
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import INFO_ID
from tests.export.rendered import lacking, on_paper
from tests.export.test_pdf import asset

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
DPI = 150
#: As for screen and paper: a stroke may stand so many pixels off.
SHIFT = 2
HOSTILE = "a<b & \"c\" 'd' ]]> \x00\x1b\x0b\ufffe\U0001f9e5 é <script>alert(1)</script> &amp; --> Ω日"


@pytest.fixture(scope="module")
def journey() -> Journey:
    return cjm.load(resources.path("examples", "noorderlicht.cjm"))[0]


@pytest.fixture(scope="module")
def sheet(journey: Journey) -> Sheet:
    return compose(journey, View(journey.scenarios[0].id), theme.load("standard"), "A3", "landscape")


def page_of(drawing: Drawing, sheet: Sheet, *, opacity: float = 1.0, scale: float = 1.0) -> Page:
    """A page of 300 × 200 points with one drawing in the map."""
    placed = {"one": Placed(0, 0, 0, drawing, Outline(()), bounds_of(drawing), opacity)}
    own = Sheet(300, 200, {}, replace(sheet.map, placed=placed), (0, 0), scale, 10.0)
    return pages.whole(own)


def tree(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(data)


def tags(root: ElementTree.Element, *names: str) -> list[ElementTree.Element]:
    return [element for element in root.iter() if element.tag in [SVG + name for name in names]]


def outside_defs(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    defined = {id(element) for defs in tags(root, "defs") for element in defs.iter()}
    return [element for element in tags(root, name) if id(element) not in defined]


def words(
    text: str, *, size: float = 20, halo: str | None = None, style: str = "regular"
) -> tuple[TextLine, ...]:
    lines = block(text, Style(style, size, "#112233"), 2000, x=10, top=10, halo=halo).lines
    return tuple(line for line in lines if isinstance(line, TextLine))


# -- the document ------------------------------------------------------------------------------------


def test_a_picture_is_as_large_as_its_paper_and_counts_in_points(journey: Journey, sheet: Sheet) -> None:
    root = tree(write_svg(pages.whole(sheet), journey))
    assert root.tag == SVG + "svg"
    assert (root.get("width"), root.get("height")) == ("420mm", "297mm")
    assert root.get("viewBox") == "0 0 1190.55 841.89"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "nl"


def test_it_says_what_it_is(journey: Journey, sheet: Sheet) -> None:
    root = tree(write_svg(pages.whole(sheet), journey))
    assert root.findtext(SVG + "title") == "Een jas kopen bij Noorderlicht"
    described = root.findtext(SVG + "desc") or ""
    assert "Kijk, Kies, Koop, Krijg, Koester" in described
    named = tree(write_svg(pages.whole(sheet), journey, title="<Kaart>"))
    assert named.findtext(SVG + "title") == "<Kaart>"


@pytest.mark.parametrize("outlines", [False, True])
def test_equal_pages_give_equal_bytes(journey: Journey, sheet: Sheet, outlines: bool) -> None:
    again = cjm.load(resources.path("examples", "noorderlicht.cjm"))[0]
    other = compose(again, View(again.scenarios[0].id), theme.load("standard"), "A3", "landscape")
    assert write_svg(pages.whole(sheet), journey, outlines=outlines) == write_svg(
        pages.whole(other), again, outlines=outlines
    )


@pytest.mark.parametrize("outlines", [False, True])
def test_nothing_outside_is_referred_to_and_nothing_runs(
    journey: Journey, sheet: Sheet, outlines: bool
) -> None:
    data = write_svg(pages.whole(sheet), journey, outlines=outlines)
    root = tree(data)
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    for element in root.iter():
        assert element.tag in {
            SVG + name
            for name in (
                "svg",
                "title",
                "desc",
                "defs",
                "style",
                "g",
                "path",
                "use",
                "text",
                "clipPath",
                "rect",
                "image",
            )
        }
        assert not [key for key in element.attrib if key.lower().startswith("on")]
        link = element.get(LINK)
        assert link is None or link.startswith("data:image/") or link[1:] in ids
    for found in re.findall(rb"url\(([^)]{0,40})", data):
        assert found.startswith((b"#", b'"data:font/woff;base64,')), found
    assert not re.findall(rb"https?://(?!www\.w3\.org/)", data)


def test_what_is_defined_once_is_used_more_than_once(journey: Journey, sheet: Sheet) -> None:
    root = tree(write_svg(pages.whole(sheet), journey))
    used = [element.get(LINK, "")[1:] for element in tags(root, "use")]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert len(used) > 1.5 * len(set(used))


# -- text --------------------------------------------------------------------------------------------


def test_all_text_of_the_sheet_is_found_once(journey: Journey, sheet: Sheet) -> None:
    root = tree(write_svg(pages.whole(sheet), journey))
    found = sorted(element.text or "" for element in tags(root, "text"))
    expected = sorted(_texts([*sheet.placed.values(), *sheet.map.placed.values()]))
    # A text of a group that is used twice stands in its definition once.
    assert set(found) == set(expected)
    assert found.count("Betaalt met iDEAL") == 1


def _texts(placed: Iterable[Placed]) -> list[str]:
    out: list[str] = []

    def walk(drawing: Drawing) -> None:
        for child in drawing:
            if isinstance(child, TextLine) and child.glyphs.ids:
                out.append(child.text)
            elif isinstance(child, Group):
                walk(child.children)

    for one in placed:
        walk(one.drawing)
    return out


def test_each_letter_has_its_place_with_its_kerning(journey: Journey, sheet: Sheet) -> None:
    (line,) = words("Tavern")
    (text,) = tags(tree(write_svg(page_of((line,), sheet), journey)), "text")
    xs = [float(x) for x in (text.get("x") or "").split()]
    assert xs == pytest.approx([line.x + x for x in line.glyphs.xs], abs=0.005)
    assert xs[1] - xs[0] < fonts.width("T", "regular", 20)  # kerned
    assert (text.get("y"), text.get("font-size"), text.get("fill")) == (
        number(line.baseline),
        "20",
        "#112233",
    )
    assert text.text == "Tavern"


@pytest.mark.parametrize("written", ["Привет мир", "Größe ½ €", "漢字かな"])
def test_letters_of_other_scripts_have_their_place_too(journey: Journey, sheet: Sheet, written: str) -> None:
    lines = words(written)
    found = tags(tree(write_svg(page_of(lines, sheet), journey)), "text")
    assert "".join(text.text or "" for text in found) == written
    for text in found:
        assert len((text.get("x") or "").split()) == len(text.text or "")
        assert text.get("textLength") is None


@pytest.mark.parametrize("written", ["น้ำใจ", "עברית", "e\u0323\u0302q\u0301"])
def test_letters_that_join_are_placed_as_a_line(journey: Journey, sheet: Sheet, written: str) -> None:
    lines = words(written)
    found = tags(tree(write_svg(page_of(lines, sheet), journey)), "text")
    assert "".join(sorted("".join(text.text or "" for text in found))) == "".join(
        sorted("".join(line.text for line in lines))
    )
    widths = [text.get("textLength") for text in found if text.get("textLength")]
    assert widths
    assert set(widths) <= {number(line.glyphs.advance) for line in lines}


def test_faces_are_told_by_family_weight_and_slope(journey: Journey, sheet: Sheet) -> None:
    drawing = (
        *words("a"),
        *words("b", style="semibold"),
        *words("c", style="bold"),
        *words("d", style="italic"),
    )
    root = tree(write_svg(page_of(drawing, sheet), journey))
    assert (root.get("font-family") or "").startswith("Noto Sans, ")
    told = [(t.get("font-family"), t.get("font-weight"), t.get("font-style")) for t in tags(root, "text")]
    assert told == [(None, None, None), (None, "600", None), (None, "700", None), (None, None, "italic")]


def test_hostile_text_stays_text(journey: Journey, sheet: Sheet) -> None:
    line = replace(words("x")[0], text=HOSTILE)  # whatever a layout lets through
    named = replace(journey.info, title=HOSTILE)
    hostile = Journey([named if record.id == INFO_ID else record for record in journey.records()])
    for outlines in (False, True):
        data = write_svg(page_of((line,), sheet), hostile, outlines=outlines)
        root = tree(data)
        assert b"<script" not in data
        expected = re.sub("[\x00\x1b\x0b\ufffe]", "\ufffd", HOSTILE)
        assert root.findtext(SVG + "title") == expected
        if outlines:
            assert expected in {element.get("aria-label") for element in root.iter()}
        else:
            assert tags(root, "text")[0].text == expected


def test_half_a_character_does_not_break_the_document(journey: Journey, sheet: Sheet) -> None:
    line = replace(words("x")[0], text="\ud83d!")
    assert tags(tree(write_svg(page_of((line,), sheet), journey)), "text")[0].text == "\ufffd!"


def test_outlines_have_no_text_and_no_fonts(journey: Journey, sheet: Sheet) -> None:
    data = write_svg(pages.whole(sheet), journey, outlines=True)
    root = tree(data)
    assert not tags(root, "text")
    assert b"@font-face" not in data
    labels = {element.get("aria-label") for element in root.iter()}
    assert "Betaalt met iDEAL" in labels


def test_halos_are_shapes_behind_the_letters_of_every_line(journey: Journey, sheet: Sheet) -> None:
    lines = block("een twee", Style("regular", 20, "#112233"), 60, x=10, top=10, halo="#FFFFFF").lines
    assert len(lines) == 2
    (placed,) = [g for g in tree(write_svg(page_of(lines, sheet), journey)) if g.tag == SVG + "g"]
    kinds = [child.tag.removeprefix(SVG) for child in placed]
    assert kinds == ["g", "g", "text", "text"]
    assert placed[0].get("stroke") == "#FFFFFF"
    units = fonts.face("regular").units_per_em
    assert float(placed[0].get("stroke-width") or 0) == pytest.approx(2 * HALO * units, abs=1)


# -- fonts -------------------------------------------------------------------------------------------


def unpacked(woff: bytes) -> bytes:
    """The TrueType file in a WOFF, by the letter of its specification."""
    signature, flavour, length, count, _zero, whole = struct.unpack_from(">4sIIHHI", woff, 0)
    assert (signature, length) == (b"wOFF", len(woff))
    head, body = struct.pack(">IHHHH", flavour, count, 0, 0, 0), b""
    for n in range(count):
        tag, at, packed, size, check = struct.unpack_from(">4sIIII", woff, 44 + 20 * n)
        assert at % 4 == 0
        data = woff[at : at + packed]
        data = zlib.decompress(data) if packed < size else data
        assert len(data) == size
        head += struct.pack(">4sIII", tag, check, 12 + 16 * count + len(body), size)
        body += data + b"\0" * (-size % 4)
    assert len(head + body) == whole
    return head + body


def test_the_fonts_come_along_cut_to_what_is_used(journey: Journey, sheet: Sheet) -> None:
    data = write_svg(page_of((*words("Een jas"), *words("Koop", style="bold")), sheet), journey).decode()
    rules = re.findall(r"font-family:([^;]+);font-weight:(\d+);font-style:(\w+);src:url\(\"([^\"]+)", data)
    assert [rule[:3] for rule in rules] == [("Noto Sans", "400", "normal"), ("Noto Sans", "700", "normal")]
    for (*_rule, uri), expected in zip(rules, ("Een jas", "Koop"), strict=True):
        font = unpacked(b64decode(uri.removeprefix("data:font/woff;base64,")))
        face = hb.Face(hb.Blob(font))
        assert set(map(chr, face.unicodes)) == set(expected)
        assert len(font) < 12_000
        assert {"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "maxp", "post"} <= set(face.table_tags)


def test_a_font_that_may_not_be_embedded_is_only_named(
    journey: Journey, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(fonts.face("regular").file.__dict__, "is_embeddable", False)
    data = write_svg(page_of(words("Een jas"), sheet), journey)
    assert b"@font-face" not in data
    assert b"Noto Sans" in data


@pytest.mark.parametrize(
    ("name", "quoted"),
    [("Noto Sans", "Noto Sans"), ("M+ 1p", "'M+ 1p'"), ("3 Dots", "'3 Dots'"), ("a'b\"</style>", "abstyle")],
)
def test_the_name_of_a_family_ends_no_string(name: str, quoted: str) -> None:
    assert svg_fonts._quoted(svg_fonts._named(name)) == quoted


# -- shapes, groups and pictures ---------------------------------------------------------------------


def test_shapes_are_filled_stroked_dashed_and_faint(journey: Journey, sheet: Sheet) -> None:
    shape = Shape(rectangle(Rect(1, 2, 3.456, 4)), "#ABCDEF", Stroke("#123456", 1.5, (3, 2), round=True), 0.4)
    nothing = Shape(rectangle(Rect(0, 0, 9, 9)))
    (path,) = outside_defs(tree(write_svg(page_of((shape, nothing), sheet), journey)), "path")
    assert path.attrib == {
        "d": "M1 2L4.46 2L4.46 6L1 6Z",
        "fill": "#ABCDEF",
        "stroke": "#123456",
        "stroke-width": "1.5",
        "stroke-dasharray": "3 2",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
        "fill-opacity": "0.4",
        "stroke-opacity": "0.4",
    }


def test_what_a_filter_leaves_out_is_faint_in_all_its_parts(journey: Journey, sheet: Sheet) -> None:
    half = Group((Shape(rectangle(Rect(0, 0, 9, 9)), "#ABCDEF", opacity=0.5),), key="half")
    solid = Group((Shape(rectangle(Rect(0, 0, 9, 9)), "#ABCDEF"),), key="solid")
    root = tree(write_svg(page_of((half, solid), sheet, opacity=0.2), journey))
    (placed,) = [g for g in root if g.tag == SVG + "g"]
    assert (placed.get("fill-opacity"), placed.get("stroke-opacity")) == ("0.2", "0.2")
    assert placed[0].get("fill-opacity") == "0.1"  # half of it, written out
    assert placed[1].tag == SVG + "use"


def test_groups_are_moved_and_scaled_and_those_with_a_key_defined_once(
    journey: Journey, sheet: Sheet
) -> None:
    box = (Shape(rectangle(Rect(0, 0, 9, 9)), "#ABCDEF"),)
    drawing = (
        Group(box, 5, 6, 2.0),
        Group(box, 1, 2, key="k"),
        Group(box, 3, 4, 0.5, key="k"),
        Group((), 1, 1, key="none"),
    )
    root = tree(write_svg(page_of(drawing, sheet, scale=1.5), journey))
    (placed,) = [g for g in root if g.tag == SVG + "g"]
    assert placed.get("transform") == "scale(1.5)"
    assert [child.get("transform") for child in placed] == [
        "translate(5 6) scale(2)",
        "translate(1 2)",
        "translate(3 4) scale(0.5)",
    ]
    assert placed[1].get(LINK) == placed[2].get(LINK)


def test_a_long_shape_that_comes_again_is_defined_once(journey: Journey, sheet: Sheet) -> None:
    disc = Shape(circle(10, 10, 8), "#ABCDEF")
    drawing = (disc, Group((disc,), 40, 0), Group((disc,), 80, 0), Shape(circle(10, 10, 8), "#000000"))
    root = tree(write_svg(page_of(drawing, sheet), journey))
    assert [path.get("fill") for path in tags(root, "path")] == ["#ABCDEF", "#ABCDEF", "#000000"]
    assert len({use.get(LINK) for use in outside_defs(root, "use")}) == 1
    assert len(outside_defs(root, "use")) == 2


def test_a_picture_is_in_the_file_once_and_keeps_its_shape(journey: Journey, sheet: Sheet) -> None:
    album = Journey([*journey.records(), asset(Image.new("RGB", (40, 20), "#FF0000"))])
    clip = circle(50, 50, 30)
    drawing = (Picture(Rect(0, 0, 100, 100), "a1", clip), Picture(Rect(100, 0, 100, 100), "a1"))
    root = tree(write_svg(page_of(drawing, sheet), album))
    (image,) = tags(root, "image")
    held = Image.open(BytesIO(b64decode((image.get(LINK) or "").removeprefix("data:image/png;base64,"))))
    assert held.size == (40, 20)
    assert (image.get("width"), image.get("height")) == ("40", "20")
    first, second = outside_defs(root, "use")
    assert first.get("transform") == "translate(-50 0) scale(5)"  # fills its place
    assert second.get("transform") == "translate(100 25) scale(2.5)"  # is shown whole
    assert len(tags(root, "clipPath")) == 1


def test_a_picture_that_is_not_there_is_told(journey: Journey, sheet: Sheet) -> None:
    with pytest.raises(CjmError, match="no longer in the journey"):
        write_svg(page_of((Picture(Rect(0, 0, 9, 9), "a1"),), sheet), journey)


@pytest.mark.parametrize("wrong", [float("nan"), float("inf")])
def test_a_place_that_is_no_number_is_refused(journey: Journey, sheet: Sheet, wrong: float) -> None:
    good = page_of(words("x"), sheet)
    for page in (
        replace(good, width=wrong),
        page_of((Shape(rectangle(Rect(0, 0, wrong, 9)), "#000000"),), sheet),
        page_of((replace(words("x")[0], x=wrong),), sheet),
        page_of((Group(words("x"), 0, wrong),), sheet),
    ):
        with pytest.raises(CjmError, match="not finite"):
            write_svg(page, journey)


@pytest.mark.parametrize(
    ("value", "short"),
    [
        (0, "0"),
        (-0.001, "0"),
        (10, "10"),
        (100.5, "100.5"),
        (1.239, "1.24"),
        (-3.05, "-3.05"),
        (1e9, "1000000"),
    ],
)
def test_numbers_are_as_short_as_they_can_be(value: float, short: str) -> None:
    assert number(value) == short


def test_cancelling_ends_the_work(journey: Journey, sheet: Sheet) -> None:
    with pytest.raises(progress.Cancelled), progress.listening(lambda words, done, total: False):
        write_svg(pages.whole(sheet), journey)


# -- what it looks like ------------------------------------------------------------------------------

needs_renderers = pytest.mark.skipif(
    not (shutil.which("rsvg-convert") and shutil.which("pdftoppm")),
    reason="rsvg-convert and pdftoppm show them",
)


def shown_svg(data: bytes, folder: Path, name: str = "page") -> Image.Image:
    """The picture as librsvg shows it on white, with the bundled fonts as the only ones of the system."""
    (folder / f"{name}.svg").write_bytes(data)
    (folder / "fonts.conf").write_text(
        f"<fontconfig><dir>{resources.path('fonts', '')}</dir><cachedir>{folder}</cachedir></fontconfig>"
    )
    subprocess.run(
        ["rsvg-convert", "-d", str(DPI), "-p", str(DPI), "-b", "white", f"{name}.svg", "-o", f"{name}.png"],
        check=True,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(folder)},
    )
    with Image.open(folder / f"{name}.png") as image:
        return image.convert("L")


@needs_renderers
@pytest.mark.parametrize(("outlines", "most"), [(True, 2e-5), (False, 2e-4)])
def test_the_picture_is_that_of_the_pdf(
    journey: Journey, sheet: Sheet, tmp_path: Path, outlines: bool, most: float
) -> None:
    page = pages.whole(sheet)
    picture = shown_svg(write_svg(page, journey, outlines=outlines), tmp_path)
    [paper] = on_paper(write_pdf([page], journey), tmp_path, DPI)
    paper = paper.crop((0, 0, *picture.size))
    assert picture.size == pytest.approx(paper.size, abs=1)
    assert lacking(picture, paper, SHIFT) < most
    assert lacking(paper, picture, SHIFT) < most


@needs_renderers
def test_a_page_shows_its_window_with_what_lies_under_and_over(
    journey: Journey, sheet: Sheet, tmp_path: Path
) -> None:
    window = Rect(30, 30, 400, 300)
    ground = (Shape(rectangle(Rect(0, 0, 460, 360)), fill="#E0E0E0"),)
    marks = (Shape(rectangle(Rect(0, 0, 20, 20)), fill="#000000"),)
    tile = Page(460, 360, window, window, window, "A1", sheet, (30 - 300, 30 - 200), ground, marks)
    data = write_svg(tile, journey, outlines=True)
    picture = shown_svg(data, tmp_path)
    [paper] = on_paper(write_pdf([tile], journey), tmp_path, DPI)
    paper = paper.crop((0, 0, *picture.size))
    assert lacking(picture, paper, SHIFT) < 2e-5
    assert lacking(paper, picture, SHIFT) < 2e-5
    assert picture.getpixel((20, 20)) == 0
    assert picture.getpixel((50, 50)) == 0xE0  # beside the window only the ground
    assert len(data) < len(write_svg(pages.whole(sheet), journey, outlines=True)) / 2
