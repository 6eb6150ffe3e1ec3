"""Slides: what an office program finds in them is what the poster shows, as shapes and text, and nothing else."""

from __future__ import annotations

import getpass
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path as FilePath
from typing import Any
from xml.etree import ElementTree

import pptx
import pytest
from PIL import Image

from cjm_desktop.export.pptx import LARGEST, slides_of, write_pptx
from cjm_desktop.export.pptx_geometry import EMU, form_of
from cjm_desktop.formats import cjm
from cjm_desktop.frozen import replace
from cjm_desktop.layout import fonts, theme
from cjm_desktop.layout.drawing import Group, Picture, Placed, Primitive, Shape, Stroke, TextLine
from cjm_desktop.layout.geometry import Path, Rect, circle, line, polyline, rectangle, rounded
from cjm_desktop.layout.placement import JourneyLayout, Sheet, View
from cjm_desktop.layout.text import Style, block
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import (
    INFO_ID,
    STAMP_ID,
    Asset,
    Info,
    Lane,
    Phase,
    PosterSettings,
    Scenario,
    Stamp,
    Touchpoint,
)
from tests.export.test_pdf import asset, of_parts, placed
from tests.test_examples import DUTCH

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
LOOK = theme.load()


def sheet(*drawing: Primitive, size: tuple[float, float] = (600, 400), opacity: float = 1.0) -> Sheet:
    return of_parts({"all": replace(placed(*drawing), opacity=opacity)}, size=size)


def journey_of(*assets: Asset) -> Journey:
    return Journey([Info(id=INFO_ID, title="Reis", language="nl"), *assets])


def slides(*sheets: Sheet, assets: tuple[Asset, ...] = ()) -> list[Any]:
    return list(pptx.Presentation(BytesIO(write_pptx(sheets, journey_of(*assets), LOOK))).slides)


def shapes(slide: Any) -> list[Any]:
    """The shapes of a slide without its title, out of their groups."""
    out: list[Any] = []
    for shape in slide.shapes:
        if shape.shape_type == pptx.enum.shapes.MSO_SHAPE_TYPE.GROUP:
            out.extend(shape.shapes)
        elif not shape.is_placeholder:
            out.append(shape)
    return out


def drawn(*drawing: Primitive) -> list[Any]:
    return shapes(slides(sheet(*drawing))[0])


@cache
def example(path: FilePath, per_phase: bool = False) -> tuple[Journey, list[Sheet], bytes]:
    journey = cjm.load(path)[0]
    sheets = slides_of(journey, View(journey.scenarios[0].id), LOOK, PosterSettings(), per_phase=per_phase)
    return journey, sheets, write_pptx(sheets, journey, LOOK)


def every_text(slide: Any) -> Iterator[tuple[Any, str]]:
    titles = [s for s in slide.shapes if s.is_placeholder]
    for shape in [*titles, *shapes(slide)]:
        if shape.has_text_frame and shape.text_frame.text:
            yield shape, shape.text_frame.text


def pressed(text: str) -> str:
    return "".join(text.split())


# -- whole journeys --------------------------------------------------------------------------------------


@pytest.mark.parametrize("per_phase", [False, True], ids=["one", "per phase"])
@pytest.mark.parametrize("path", DUTCH, ids=lambda p: p.stem)
def test_every_title_and_every_card_of_an_example_is_text_on_a_slide(path: FilePath, per_phase: bool) -> None:
    journey, sheets, data = example(path, per_phase)
    shown = pptx.Presentation(BytesIO(data))
    assert len(shown.slides) == len(sheets)
    found = " ".join(pressed(text) for slide in shown.slides for _shape, text in every_text(slide))
    scenario = journey.scenarios[0].id
    lanes = {lane.id for lane in journey.lanes if lane.visible}
    for touchpoint in journey.road(scenario):
        assert pressed(touchpoint.title) in found
    for card in journey.cards:
        if card.scenario in journey.parts(scenario) and card.lane in lanes:
            assert pressed(card.text) in found
    for phase in journey.phases:
        assert pressed(phase.name) in found


@pytest.mark.parametrize("path", DUTCH, ids=lambda p: p.stem)
def test_no_text_box_leaves_its_slide_and_each_is_as_large_as_its_words(path: FilePath) -> None:
    _journey, _sheets, data = example(path)
    shown = pptx.Presentation(BytesIO(data))
    for shape, text in every_text(shown.slides[0]):
        assert shape.left >= 0, text
        assert shape.top >= 0, text
        assert shape.left + shape.width <= shown.slide_width, text
        assert shape.top + shape.height <= shown.slide_height, text
        assert not shape.text_frame.word_wrap
        assert shape.text_frame.margin_left == shape.text_frame.margin_top == 0


def test_a_slide_is_wide_and_has_the_title_that_the_poster_shows() -> None:
    journey, _sheets, data = example(DUTCH[0])
    shown = pptx.Presentation(BytesIO(data))
    assert (shown.slide_width, shown.slide_height) == (12_192_000, 6_858_000)
    title = shown.slides[0].shapes.title
    assert title.text_frame.text == journey.info.title
    assert title._element.nvSpPr.cNvPr.get("hidden") is None
    run = title.text_frame.paragraphs[0].runs[0]
    assert run.font.bold
    assert run.font.size.pt > 10


def test_slides_per_phase_have_titles_of_their_own_that_are_not_shown() -> None:
    _journey, sheets, data = example(DUTCH[0], True)
    titles = [slide.shapes.title for slide in pptx.Presentation(BytesIO(data)).slides]
    assert len(sheets) > 1
    assert len({title.text_frame.text for title in titles}) == len(sheets)
    for own, title in zip(sheets, titles, strict=True):
        assert own.name in title.text_frame.text
        assert title._element.nvSpPr.cNvPr.get("hidden") == "1"
        assert title._element.find(f".//{A}alpha").get("val") == "0"  # LibreOffice shows what is hidden


def test_records_are_groups_with_their_name_and_words_and_what_adorns_is_passed_over() -> None:
    journey, _sheets, data = example(DUTCH[0])
    slide = pptx.Presentation(BytesIO(data)).slides[0]
    groups = {s.name: s for s in slide.shapes if s.shape_type == pptx.enum.shapes.MSO_SHAPE_TYPE.GROUP}
    touchpoint = journey.road(journey.scenarios[0].id)[0]
    [own] = [group for name, group in groups.items() if name.endswith(f": {touchpoint.title}")]
    described = own._element.nvGrpSpPr.cNvPr.get("descr")
    assert touchpoint.title in described
    adorning = [s for s in slide.shapes if b"adec:decorative" in pptx_xml(s)]
    assert adorning
    assert all(s._element.xpath("./*/p:cNvPr")[0].get("descr") == "" for s in adorning)
    numbers = re.findall(rb'<p:cNvPr id="(\d+)"', pptx_xml(slide))
    assert len(numbers) == len(set(numbers))  # no number twice, or PowerPoint repairs the file


def test_a_record_keeps_its_name_where_the_road_goes_on_in_another_band() -> None:
    journey = example(DUTCH[0])[0]
    own = journey.touchpoints[0]
    disc = Placed(0, 0, 0, (Shape(circle(9, 9, 9), fill="#123456"),), rectangle(Rect(0, 0, 10, 10)))
    band = replace(sheet(), map=JourneyLayout(500, 300, 0, 0, {f"{own.id}@2": disc}, (), (), ()))
    slide = pptx.Presentation(BytesIO(write_pptx([band], journey, LOOK))).slides[0]
    assert own.title in [shape.name for shape in slide.shapes][-1]


def pptx_xml(shape: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(shape._element))


def test_notes_name_the_touchpoints_with_the_numbers_that_are_drawn() -> None:
    journey, sheets, data = example(DUTCH[0], True)
    road = journey.road(journey.scenarios[0].id)
    said: list[str] = []
    for slide in pptx.Presentation(BytesIO(data)).slides:
        said += slide.notes_slide.notes_text_frame.text.split("\n")
    for number, touchpoint in enumerate(road, 1):
        assert f"{number}. {touchpoint.title}" in said
    assert len(sheets) > 1


def test_equal_journeys_give_equal_bytes_that_tell_nothing_of_who_wrote_them() -> None:
    journey, sheets, data = example(DUTCH[0])
    assert write_pptx(sheets, journey, LOOK) == data
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        inside = b"".join(package.read(name) for name in package.namelist())
        assert not [name for name in package.namelist() if "thumbnail" in name or "printer" in name]
    for word in (b"Canny", b"python-pptx", b"Macintosh", b"/home/", b"Calibri"):
        assert word not in inside
    if len(getpass.getuser()) > 4:
        assert getpass.getuser().encode() not in inside
    properties = pptx.Presentation(BytesIO(data)).core_properties
    assert properties.title == journey.info.title
    assert properties.author == properties.last_modified_by == properties.comments == ""
    assert properties.created.date().isoformat() == (journey.stamp.modified or "")[:10]


def test_the_layouts_that_stay_are_as_wide_as_the_slides() -> None:
    shown = pptx.Presentation(BytesIO(example(DUTCH[0])[2]))
    assert len(shown.slide_layouts) == 3
    for owner in (shown.slide_master, *shown.slide_layouts):
        for shape in owner.placeholders:
            assert shape.left + shape.width <= shown.slide_width
            assert shape.top + shape.height <= shown.slide_height


def test_nothing_is_loaded_before_a_slide_is_made() -> None:
    code = (
        "import sys, cjm_desktop.export.pptx; print([m for m in ('pptx', 'lxml', 'PIL') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# -- shapes ----------------------------------------------------------------------------------------------


def test_usual_shapes_are_what_office_programs_call_them() -> None:
    assert form_of(rectangle(Rect(1, 2, 30, 40))).kind == "rect"
    assert form_of(rounded(Rect(1, 2, 30, 40), 6)).kind == "roundRect"
    assert form_of(rounded(Rect(1, 2, 30, 40), 6)).radius == pytest.approx(6)
    assert form_of(circle(5, 5, 3)).kind == "ellipse"
    assert form_of(line(0, 0, 5, 5)).kind == "line"
    assert form_of(polyline([(0, 0), (5, 0), (3, 4)], closed=True)).kind == ""
    assert form_of(rounded(Rect(0, 0, 30, 10), 5)).kind == "roundRect"  # a pill is no ellipse
    assert form_of(polyline([(0, 0), (5, 1), (5, 4), (0, 4)], closed=True)).kind == ""


def test_a_rounded_rectangle_has_its_place_radius_fill_and_line() -> None:
    [box] = drawn(Shape(rounded(Rect(10, 20, 80, 40), 10), fill="#DDEEFF", stroke=Stroke("#112233", 2.0)))
    assert (box.left, box.top, box.width, box.height) == (30 * EMU, 50 * EMU, 80 * EMU, 40 * EMU)
    assert box.adjustments[0] == pytest.approx(0.25)
    assert str(box.fill.fore_color.rgb) == "DDEEFF"
    assert box.line.width == 2 * EMU


def test_a_path_becomes_a_free_form_with_its_curves() -> None:
    path = Path((("M", 0, 0), ("C", 0, 10, 20, 10, 20, 0), ("L", 40, 30), ("Z",)))
    [form] = drawn(Shape(path, fill="#AA0000"))
    geometry = form._element.spPr.find(f"{A}custGeom")
    assert [child.tag for child in geometry] == [
        f"{A}{name}" for name in ("avLst", "gdLst", "ahLst", "cxnLst", "rect", "pathLst")
    ]
    own = geometry.find(f".//{A}path")
    assert [child.tag.removeprefix(A) for child in own] == ["moveTo", "cubicBezTo", "lnTo", "close"]
    assert (own.get("w"), own.get("h")) == (str(40 * EMU), str(30 * EMU))
    assert len(own.find(f"{A}cubicBezTo")) == 3


def test_a_figure_that_goes_on_after_its_end_begins_where_it_began() -> None:
    path = Path((("M", 5, 5), ("L", 9, 5), ("Z",), ("L", 5, 9)))
    [form] = drawn(Shape(path, stroke=Stroke("#000000")))
    own = form._element.spPr.find(f".//{A}path")
    assert [child.tag.removeprefix(A) for child in own] == ["moveTo", "lnTo", "close", "moveTo", "lnTo"]
    assert own[3][0].attrib == own[0][0].attrib


@pytest.mark.parametrize(("y1", "y2", "flipped"), [(0, 10, None), (10, 0, "1")])
def test_a_line_is_a_line_whichever_way_it_goes(y1: float, y2: float, flipped: str | None) -> None:
    [own] = drawn(Shape(line(0, y1, 40, y2), stroke=Stroke("#000000", 1.5, (3.0, 6.0), round=True)))
    assert own._element.tag == f"{P}cxnSp"
    assert own._element.spPr.xfrm.get("flipV") == flipped
    ends = own._element.spPr.find(f"{A}ln")
    assert ends.get("cap") == "rnd"
    [dash] = ends.iter(f"{A}ds")
    assert (dash.get("d"), dash.get("sp")) == ("200000", "400000")  # in thousandths of a percent of the width


def test_what_is_faint_is_faint_on_a_slide() -> None:
    box = Shape(rectangle(Rect(0, 0, 20, 10)), fill="#0000FF", opacity=0.5)
    words = block("flauw", Style("regular", 12, "#102030"), 200).lines
    own, text = shapes(slides(sheet(box, *words, opacity=0.5))[0])
    assert own._element.find(f".//{A}alpha").get("val") == "25000"
    assert text._element.find(f".//{A}alpha").get("val") == "50000"


def test_a_group_moves_and_scales_what_is_in_it() -> None:
    [box] = drawn(Group((Group((Shape(rectangle(Rect(1, 1, 10, 5)), fill="#000000"),), 2, 3, 2.0),), 10, 0))
    assert (box.left, box.top, box.width, box.height) == (34 * EMU, 35 * EMU, 20 * EMU, 10 * EMU)


def test_what_has_no_ink_leaves_no_empty_group() -> None:
    [slide] = slides(sheet(Shape(Path(()), fill="#000000"), Shape(rectangle(Rect(0, 0, 5, 5)))))
    assert shapes(slide) == []
    assert len(slide.shapes) == 1  # its title


# -- text ------------------------------------------------------------------------------------------------


def test_the_lines_of_a_text_are_one_box_and_stand_where_they_stood() -> None:
    lines = block("een tekst die over drie regels loopt", Style("bold", 14, "#AA3300"), 90).lines
    assert len(lines) > 2
    [box] = drawn(*lines)
    assert box.text_frame.text == "\v".join(own.text for own in lines)
    assert len(box.text_frame.paragraphs) == 1
    run = box.text_frame.paragraphs[0].runs[0]
    assert (run.font.size.pt, run.font.bold, run.font.italic) == (14, True, False)
    assert (run.font.name, str(run.font.color.rgb)) == ("Noto Sans", "AA3300")
    assert box.left == 20 * EMU
    assert box.top / EMU == pytest.approx(30 + lines[0].baseline - fonts.ascent("bold", 14), abs=0.01)
    assert box.width / EMU == pytest.approx(max(own.glyphs.advance for own in lines), abs=0.01)


@pytest.mark.parametrize(("align", "expected"), [("left", "l"), ("centre", "ctr"), ("right", "r")])
def test_text_is_aligned_as_it_was(align: Any, expected: str) -> None:
    lines = block("kort\neen veel langere regel", Style("regular", 11, "#000000"), 200, align=align).lines
    [box] = drawn(*lines)
    assert box._element.find(f".//{A}pPr").get("algn") == expected


def test_a_title_alone_keeps_its_middle() -> None:
    lines = block("Past de jas", Style("semibold", 11, "#000000"), 100, align="centre", x=-50).lines
    [box] = drawn(*lines)
    assert box._element.find(f".//{A}pPr").get("algn") == "ctr"


def test_a_sign_of_another_face_stays_in_its_line() -> None:
    lines = block("van A → B en “terug”", Style("regular", 12, "#000000"), 400).lines
    assert len({own.face for own in lines}) > 1
    [box] = drawn(*lines)
    assert box.text_frame.text == "van A → B en “terug”"
    assert box.top / EMU == pytest.approx(30 + lines[0].baseline - fonts.ascent("regular", 12), abs=0.01)


def test_texts_that_don_t_belong_together_are_boxes_of_their_own() -> None:
    one = block("Doelen", Style("semibold", 11, "#000000"), 100).lines
    two = block("Behoeften", Style("semibold", 11, "#000000"), 100, x=140).lines
    three = block("klein", Style("regular", 9, "#000000"), 100, top=15).lines
    assert [box.text_frame.text for box in drawn(*one, *two, *three)] == ["Doelen", "Behoeften", "klein"]


def test_a_halo_is_light_around_the_letters() -> None:
    [box] = drawn(*block("piek", Style("bold", 10, "#000000"), 90, halo="#FCFBF8").lines)
    glow = box._element.find(f".//{A}glow")
    assert glow.get("rad") == str(round(1.6 * EMU))
    assert glow[0].get("val") == "FCFBF8"


def test_signs_that_xml_knows_are_text() -> None:
    [box] = drawn(*block('<b>&amp; "a" > b', Style("regular", 12, "#000000"), 400).lines)
    assert box.text_frame.text == '<b>&amp; "a" > b'


def test_right_to_left_text_says_so() -> None:
    lines = block("שלום", Style("regular", 12, "#000000"), 200).lines
    if any("U+" in own.text for own in lines):
        pytest.skip("no font of this machine has Hebrew letters")
    [box] = drawn(*lines)
    assert box._element.find(f".//{A}pPr").get("rtl") == "1"


# -- pictures --------------------------------------------------------------------------------------------


def test_a_picture_is_shown_whole_upright_and_without_what_the_camera_wrote() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = "made by Els"
    photo = asset(Image.new("RGB", (80, 40), "#336699"), "JPEG", exif=exif)
    [slide] = slides(sheet(Picture(Rect(0, 0, 100, 100), "a1")), assets=(photo,))
    [own] = shapes(slide)
    assert own.image.size == (40, 80)
    assert b"Els" not in own.image.blob
    assert (own.left, own.top, own.width, own.height) == (45 * EMU, 30 * EMU, 50 * EMU, 100 * EMU)


def test_a_picture_with_a_clip_fills_it_and_is_cropped() -> None:
    photo = asset(Image.new("RGBA", (80, 40), "#33669980"))
    clip = circle(20, 20, 20)
    [slide] = slides(sheet(Picture(Rect(0, 0, 40, 40), "a1", clip)), assets=(photo,))
    [own] = shapes(slide)
    assert own.auto_shape_type == pptx.enum.shapes.MSO_SHAPE.OVAL
    assert (own.crop_left, own.crop_right, own.crop_top) == pytest.approx((0.25, 0.25, 0.0))
    assert (own.width, own.height) == (40 * EMU, 40 * EMU)
    assert Image.open(BytesIO(own.image.blob)).mode == "RGBA"


def test_the_same_picture_is_in_the_package_once() -> None:
    photo = asset(Image.new("RGB", (8, 8), "#336699"))
    two = [Picture(Rect(x, 0, 40, 40), "a1") for x in (0, 50)]
    data = write_pptx([sheet(*two), sheet(*two)], journey_of(photo), LOOK)
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert len([name for name in package.namelist() if name.startswith("ppt/media/")]) == 1


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (b"\x89PNG\r\n\x1a\n not one", "picture-unsound"),
        (None, "picture-gone"),
    ],
)
def test_a_picture_that_can_not_be_used_is_told(broken: bytes | None, code: str) -> None:
    assets = () if broken is None else (replace(asset(Image.new("RGB", (4, 4))), data=broken),)
    with pytest.raises(CjmError) as caught:
        write_pptx([sheet(Picture(Rect(0, 0, 40, 40), "a1"))], journey_of(*assets), LOOK)
    assert caught.value.problems[0].code == code
    assert str(caught.value)


def test_a_picture_of_too_many_pixels_is_told() -> None:
    huge = asset(Image.new("1", (6000, 6000)))
    with pytest.raises(CjmError, match="36"):
        write_pptx([sheet(Picture(Rect(0, 0, 40, 40), "a1"))], journey_of(huge), LOOK)


# -- sizes and progress ----------------------------------------------------------------------------------


def test_a_wall_poster_becomes_the_largest_slide_there_is() -> None:
    large = replace(sheet(size=(6000, 3000)), smallest_text=20.0)
    shown = pptx.Presentation(BytesIO(write_pptx([large], journey_of(), LOOK)))
    assert shown.slide_width == round(LARGEST * EMU)
    assert shown.slide_height == round(LARGEST / 2 * EMU)


def test_small_letters_make_the_slide_larger_and_letters_too_small_are_refused() -> None:
    words = block("klein", Style("regular", 0.5, "#000000"), 90).lines
    small = replace(sheet(*words), smallest_text=0.5)
    shown = pptx.Presentation(BytesIO(write_pptx([small], journey_of(), LOOK)))
    assert shown.slide_width == 1200 * EMU
    [box] = shapes(shown.slides[0])
    assert box.text_frame.paragraphs[0].runs[0].font.size.pt == 1
    with pytest.raises(CjmError) as caught:
        write_pptx([replace(small, smallest_text=0.1)], journey_of(), LOOK)
    assert caught.value.problems[0].code == "slides-too-small"


def test_sheets_of_other_sizes_stand_in_the_middle() -> None:
    box = Shape(rectangle(Rect(0, 0, 10, 10)), fill="#000000")
    _first, second = slides(sheet(box, size=(600, 400)), sheet(box, size=(400, 400)))
    [own] = shapes(second)
    assert own.left == (100 + 20) * EMU


def test_no_sheets_are_no_slides() -> None:
    with pytest.raises(CjmError) as caught:
        write_pptx([], journey_of(), LOOK)
    assert caught.value.problems[0].code == "slides-none"


def test_a_drawing_without_a_place_is_told() -> None:
    path = polyline([(0, 0), (float("nan"), 5), (9, 9)])
    with pytest.raises(CjmError) as caught:
        write_pptx([sheet(Shape(path, stroke=Stroke("#000000")))], journey_of(), LOOK)
    assert caught.value.problems[0].code == "slides-number"
    assert str(caught.value)


def test_the_ground_is_filled_when_it_is_asked_for() -> None:
    data = write_pptx([sheet()], journey_of(), LOOK, ground=True)
    slide = pptx.Presentation(BytesIO(data)).slides[0]
    assert str(slide.background.fill.fore_color.rgb) == LOOK.paper[1:]


def test_making_slides_tells_how_far_it_is_and_can_be_broken_off() -> None:
    journey, sheets, _data = example(DUTCH[0])
    told: list[tuple[str, int, int]] = []

    def listen(words: str, done: int, total: int) -> bool:
        told.append((words, done, total))
        return False

    with pytest.raises(progress.Cancelled), progress.listening(listen):
        write_pptx(sheets, journey, LOOK)
    assert len(told) == 1
    assert told[0][0]


def test_lines_of_a_drawing_that_say_nothing_are_left_out() -> None:
    empty = TextLine(0, 10, "", fonts.shape("a", "regular", 10)[0].glyphs, "regular", 10, "#000000")
    assert drawn(empty) == []


# -- letters ---------------------------------------------------------------------------------------------


def embedded_faces(data: bytes) -> dict[str, bytes]:
    """The font files in a presentation by what its list calls them."""
    shown = pptx.Presentation(BytesIO(data))
    [listed] = shown.element.findall(f"{P}embeddedFontLst")
    assert (
        listed.getprevious().tag == f"{P}notesSz"
    )  # where the schema has it, or PowerPoint repairs the file
    out: dict[str, bytes] = {}
    for entry in listed:
        name, *styles = entry
        assert name.get("typeface") == "Noto Sans"
        for style in styles:
            [reference] = style.attrib.values()
            part = shown.part.related_part(reference)
            assert part.content_type == "application/x-fontdata"
            size, length = struct.unpack("<II", part.blob[:8])
            assert size == len(part.blob)
            out[style.tag.removeprefix(P)] = part.blob[-length:]
    return out


def test_the_letters_travel_with_the_slides() -> None:
    import uharfbuzz as hb  # type: ignore[import-untyped, unused-ignore]

    words = block("ΑΩ → café", Style("regular", 12, "#000000"), 400).lines
    faces = embedded_faces(write_pptx([sheet(*words)], journey_of(), LOOK))
    assert list(faces) == ["regular", "bold", "italic"]
    for style, data in faces.items():
        face = hb.Face(hb.Blob(data))
        assert face.get_name(1) == "Noto Sans"
        assert (face.get_name(2) or "").casefold() == style
        known = set(face.unicodes)
        assert known.issuperset(map(ord, "Ωabczé€“”–"))
        padded = data + bytes(-len(data) % 4)
        assert sum(struct.unpack(f">{len(padded) // 4}I", padded)) % 2**32 == 0xB1B0AFBA  # a sound file


@pytest.mark.parametrize(
    ("allowed", "travels"), [(0x0000, True), (0x0008, True), (0x0002, False), (0x0004, False)]
)
def test_letters_whose_maker_forbids_it_stay_at_home(
    allowed: int, travels: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cjm_desktop.export import pptx_fonts

    read = pptx_fonts._table

    def table(face: Any, tag: str) -> bytes:
        data = read(face, tag)
        return data[:8] + struct.pack(">H", allowed) + data[10:] if tag == "OS/2" else data

    monkeypatch.setattr(pptx_fonts, "_table", table)
    pptx_fonts.embedded.cache_clear()
    try:
        assert (pptx_fonts.embedded("italic", "") is not None) == travels
    finally:
        pptx_fonts.embedded.cache_clear()


# -- a stranger's text -----------------------------------------------------------------------------------


def test_characters_that_xml_can_not_hold_are_in_no_name_note_or_title() -> None:
    phase, scenario = Phase(id="ph", name="See\uffff"), Scenario(id="sc", name="Now")
    touchpoint = Touchpoint(id="tp", scenario="sc", phase="ph", title='Ad\ufffe "vert" & <more>')
    info = Info(id=INFO_ID, title="Rei\uffffs", language="nl")
    stamp = Stamp(id=STAMP_ID, modified="0001-01-01")
    journey = Journey(
        [info, stamp, scenario, phase, touchpoint, Lane(id="la", name="Road\uffff", kind="road")]
    )
    data = write_pptx(slides_of(journey, View("sc"), LOOK, PosterSettings(), per_phase=False), journey, LOOK)
    shown = pptx.Presentation(BytesIO(data))
    [slide] = shown.slides
    assert 'Ad "vert" & <more>' in slide.notes_slide.notes_text_frame.text
    assert shown.core_properties.title == "Rei s"
    assert shown.core_properties.modified.year == 1980
    assert any('"vert" & <more>' in shape.name for shape in slide.shapes)


def test_the_name_of_a_client_s_letters_is_written_as_it_is() -> None:
    name = 'R&D "\\1" '
    own = fonts.face("regular").data.replace("Noto Sans".encode("utf-16-be"), name.encode("utf-16-be"))
    look = replace(LOOK, fonts=fonts.add_family({"regular": own}))
    with fonts.family(look.fonts):
        drawn_in_it = sheet(*block("Koop", Style("regular", 12, "#000000"), 200).lines)
    data = write_pptx([drawn_in_it], journey_of(), look)
    shown = pptx.Presentation(BytesIO(data))
    [box] = shapes(shown.slides[0])
    assert box.text_frame.paragraphs[0].runs[0].font.name == name.strip()
    master = shown.slide_master.part
    [themed] = [one.target_part for one in master.rels.values() if one.reltype.endswith("/theme")]
    assert {one.get("typeface") for one in ElementTree.fromstring(themed.blob).iter(f"{A}latin")} == {
        name.strip()
    }
