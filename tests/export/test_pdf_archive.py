"""What print shops and archives ask of a PDF: PDF/A-2u, read aloud in order, found by bookmarks, safe links, boxes."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import StreamObject

from cjm_desktop import resources
from cjm_desktop.export.pdf import write_pdf
from cjm_desktop.export.pdf_file import string
from cjm_desktop.export.pdf_links import is_harmless
from cjm_desktop.formats import cjm
from cjm_desktop.layout import theme
from cjm_desktop.layout.drawing import Group, Picture, Shape, Stroke
from cjm_desktop.layout.geometry import Rect, circle, line
from cjm_desktop.layout.pages import whole
from cjm_desktop.layout.placement import Page, View
from cjm_desktop.layout.poster import pages_of, sheets_of
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Asset, PosterSettings
from tests.benchmarks.journeys import filled
from tests.export import pdfa, verapdf
from tests.export.test_pdf import (
    BOX,
    ROOT,
    SAMPLES,
    asset,
    in_other_processes,
    journey_of,
    of_parts,
    placed,
    sheet,
    words,
)

THEME = theme.load("standard")
EXAMPLES = sorted(path.stem for path in resources.path("examples").glob("*.cjm"))


def load(name: str) -> Journey:
    return cjm.load(resources.path("examples", f"{name}.cjm"))[0]


def pages(journey: Journey, **settings: Any) -> list[Page]:
    wanted = PosterSettings(**settings)
    sheets = sheets_of(journey, View(journey.scenarios[0].id), THEME, wanted)
    return pages_of(sheets, THEME, wanted, journey.info.language)


def poster(name: str, **settings: Any) -> bytes:
    journey = load(name)
    return write_pdf(pages(journey, **settings), journey)


def reader(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data), strict=True)


def hardest() -> bytes:
    """Scripts, fallback fonts, halos, pictures of every kind, half-opaque parts and forms, on one page."""
    images = {
        "a0": asset(Image.effect_noise((40, 30), 80).convert("RGB")),
        "a1": asset(Image.new("RGBA", (8, 8), (200, 10, 10, 128))),
        "a2": asset(Image.new("CMYK", (9, 5)), "JPEG"),
        "a3": asset(Image.new("L", (9, 5)), "JPEG"),
        "a4": asset(Image.new("I;16", (9, 5))),
        "a5": asset(Image.new("LA", (9, 5))),
    }
    texts = [*SAMPLES.values(), "taart \U0001f984 😀 \U000e0fff", "שלום עולם", "مرحبا بالعالم", "नमस्ते दुनिया"]
    texts += [
        "한국어 여정",
        "がぎぐ",
        "samen\u00adwerking en a\u200bb",
        "a\u0301\u0323 x\u20dd",
        "tab\tbel\x07",
        "ﬁ ‰ €",
    ]
    lines = [
        part
        for i, text in enumerate(texts)
        for part in words(text, x=10, y=20 * i, halo="#FFFFFF" if i % 2 else None)
    ]
    pictures = [
        Picture(Rect(300, 30 * i, 25, 25), id, circle(312, 30 * i + 12, 12) if i % 2 else None)
        for i, id in enumerate(images)
    ]
    group = Group((BOX, *words("groep"), replace(BOX, opacity=0.5)), key="g")
    groups = [replace(group, x=400.0, y=50.0 * i) for i in range(4)]
    shades = [replace(BOX, opacity=0.2 * i) for i in range(5)]
    parts = {
        "text": placed(*lines),
        "pictures": placed(*pictures),
        "faint": replace(placed(*shades, *groups), opacity=0.4),
        "groups": placed(*groups),
    }
    page = whole(of_parts(parts, size=(900, 800)))
    assets: dict[str, Asset] = {id: replace(one, id=id) for id, one in images.items()}
    page = replace(page, under=(Shape(line(0, 0, 9, 9), stroke=Stroke("#123456")),))
    return write_pdf([page], journey_of(assets, title="Путь <&> “客” 旅\x07"))


def posters() -> Iterator[bytes]:
    yield hardest()
    yield write_pdf([whole(sheet(*words("lang"), size=(30_000, 900)))], journey_of())
    yield poster("noorderlicht", paper="A1", bleed=3.0, marks=True, ground=True, qr="https://example.org")
    yield poster("retour-en", paper="A1", tiles="A4")
    yield poster("crm", paper="A3", split="phases")


def test_every_poster_keeps_to_the_archive_standard() -> None:
    for data in posters():
        assert pdfa.faults(data) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_keeps_to_the_archive_standard(name: str) -> None:
    assert pdfa.faults(poster(name, paper="A2")) == []


@pytest.mark.parametrize(
    ("before", "after", "clause"),
    [
        (b"%\xe2\xe3\xcf\xd3\n", b"%text\n", "6.1.2"),
        (b"<pdfaid:part>2", b"<pdfaid:part>1", "6.6.4"),
        (b"/S /GTS_PDFA1", b"/S /GTS_PDFA9", "6.2.3"),
        (b"/CIDToGIDMap /Identity", b"/CIDToGIDMap /Identitx", "6.2.11.3"),
        (b"/MediaBox [0.000", b"/MediaBox [599.0", "6.1.13"),
    ],
)
def test_the_checks_see_what_is_wrong(before: bytes, after: bytes, clause: str) -> None:
    data = write_pdf([whole(sheet(BOX, *words("tekst")))], journey_of())
    spoilt = data.replace(before, after)
    assert spoilt != data
    assert any(fault.startswith(clause) for fault in pdfa.faults(spoilt))


def test_a_validator_accepts_every_poster(tmp_path: Path) -> None:
    assert verapdf.broken("2u", tmp_path, *posters()) == []


def test_a_validator_finds_the_tags_good_enough_for_more(tmp_path: Path) -> None:
    """PDF/A-2a and PDF/UA-1, but for the words by which a file says that it is one."""
    data = poster("noorderlicht", paper="A1", tiles="A4")
    rules = verapdf.broken("2a", tmp_path, data) + verapdf.broken("ua1", tmp_path, data)
    assert [rule.split()[2] for rule in rules] == ["6.6.4-3", "5-1"]


def test_another_reader_finds_no_fault(tmp_path: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not on this machine")
    for i, data in enumerate(posters()):
        path = tmp_path / f"{i}.pdf"
        path.write_bytes(data)
        done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_intent_is_srgb_and_the_same_on_every_machine() -> None:
    root = reader(write_pdf([whole(sheet(BOX))], journey_of())).trailer["/Root"]
    profile = root["/OutputIntents"][0]["/DestOutputProfile"].get_object().get_data()
    assert profile == resources.path("icc", "sRGB.icc").read_bytes()
    assert b"u\x00s\x00e\x00 \x00f\x00r\x00e\x00e\x00l\x00y" in profile


@pytest.mark.parametrize(
    "text", ["Reis (1)", "a\\b", "Één – “客”", "\U0001f984" * 9, "x" * 99_999, "旅" * 99_999]
)
def test_a_string_is_read_as_it_was_written_and_never_too_long(text: str) -> None:
    data = write_pdf([whole(sheet(BOX))], journey_of(title=text))
    found = reader(data).metadata
    assert found is not None
    assert found.title
    assert text.startswith(found.title)
    assert len(string(text)) < 65_536


def test_equal_posters_give_equal_bytes_in_every_process() -> None:
    made = "poster('retour', paper='A1', tiles='A4')"
    assert in_other_processes("test_pdf_archive", made) == {poster("retour", paper="A1", tiles="A4")}


def test_nothing_in_it_tells_of_the_machine_it_was_made_on() -> None:
    found = reader(poster("retour", paper="A1", tiles="A4"))
    texts = [repr(found.trailer)]
    for number in range(1, found.trailer["/Size"]):
        one = found.get_object(number)
        texts.append(repr(one))
        if isinstance(one, StreamObject):
            texts.append(one.get_data().decode("latin-1"))
    whole_text = "\n".join(texts)
    for word in (str(Path.home()), os.getcwd(), str(ROOT), socket.gethostname(), sys.platform, "ReportLab"):
        assert word not in whole_text
    assert not re.search(r"D:20\d\d|20\d\d-\d\d-\d\dT", whole_text)


# -- boxes -------------------------------------------------------------------------------------------


def sides(box: Any) -> list[float]:
    return [round(float(side), 1) for side in box]


def test_boxes_stand_inside_each_other_as_the_page_says() -> None:
    page = Page(
        640,
        440,
        Rect(17, 27, 606, 406),
        Rect(20, 30, 600, 400),
        Rect(17, 27, 606, 406),
        "1",
        sheet(BOX),
        (20, 30),
    )
    [found] = reader(write_pdf([page], journey_of())).pages
    assert sides(found.mediabox) == [0, 0, 640, 440]
    assert sides(found.trimbox) == [20, 10, 620, 410]  # up, from below
    assert sides(found.bleedbox) == [17, 7, 623, 413]


def test_a_page_over_200_inches_has_larger_units() -> None:
    [found] = reader(write_pdf([whole(sheet(BOX, size=(30_000, 900)))], journey_of())).pages
    assert found["/UserUnit"] == 3
    assert sides(found.mediabox) == [0, 0, 10_000, 300]
    assert found.get_contents().get_data().startswith(b"0.333333 0 0 -0.333333 0 300.000 cm")


def test_a_window_shows_only_what_touches_it() -> None:
    parts = {
        name: replace(placed(*words(name), x=x), bounds=Rect(0, 0, 60, 20))
        for name, x in (("links", 10.0), ("rechts", 400.0))
    }
    one = of_parts(parts)
    window = Rect(0, 0, 200, 400)
    data = write_pdf([Page(200, 400, window, window, window, "A1", one)], journey_of())
    [found] = reader(data).pages
    assert found.extract_text().split() == ["links"]
    assert b"0.000 0.000 200.000 400.000 re W n" in found.get_contents().get_data()


def test_marks_lie_over_the_sheet_and_are_no_text_of_it() -> None:
    page = replace(whole(sheet(*words("kaart"))), marks=words("snijlijn"), under=(BOX,))
    [found] = reader(write_pdf([page], journey_of())).pages
    content = found.get_contents().get_data().decode("ascii")
    assert content.count("/Artifact BMC") == 2
    assert found.extract_text().index("kaart") < found.extract_text().index("snijlijn")


def test_a_page_may_have_no_sheet() -> None:
    window = Rect(0, 0, 200, 400)
    data = write_pdf([Page(200, 400, window, window, window, "", marks=words("schets"))], journey_of())
    assert "schets" in reader(data).pages[0].extract_text()
    assert pdfa.faults(data) == []


# -- reading and finding -----------------------------------------------------------------------------


def elements(data: bytes) -> Iterator[tuple[int, Any]]:
    """Every element of the structure with its depth, in the order of reading."""

    def below(one: Any, depth: int) -> Iterator[tuple[int, Any]]:
        one = one.get_object()
        if isinstance(one, dict) and "/S" in one:
            yield depth, one
            kids = one.get("/K", [])
            for kid in kids if isinstance(kids, list) else [kids]:
                yield from below(kid, depth + 1)

    yield from below(reader(data).trailer["/Root"]["/StructTreeRoot"]["/K"], 0)


def test_a_poster_is_read_in_the_order_of_its_story() -> None:
    kinds = [
        (one["/S"], one.get("/T", "")) for _depth, one in elements(poster("noorderlicht-en", paper="A1"))
    ]
    assert kinds[0] == ("/Document", "")
    told = [kind for kind in kinds if kind[0] == "/H1" or kind[1]]
    assert told[0][0] == "/H1"
    assert told[1:4] == [("/Sect", "Look"), ("/H2", "Look"), ("/Sect", "Sees a friend’s coat")]
    phases = [title for kind, title in told if kind == "/H2"]
    assert phases == ["Look", "Choose", "Buy", "Receive", "Cherish"]


def test_faces_and_cards_say_what_they_are() -> None:
    alts = [one["/Alt"] for _depth, one in elements(poster("retour-en", paper="A1")) if "/Alt" in one]
    assert any(re.fullmatch(r"Els, 61.*: −\d\.\d, soaked", alt) for alt in alts)
    assert any(alt.startswith("Actions: ") for alt in alts)
    assert any(alt.startswith("Curve of the emotion of Els") for alt in alts)
    assert all(
        one.get("/Alt") for _d, one in elements(poster("retour-en", paper="A1")) if one["/S"] == "/Figure"
    )


def test_every_mark_of_every_page_belongs_to_one_element() -> None:
    data = poster("fiets", paper="A1", tiles="A4")
    found = reader(data)
    tree = found.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    owners = dict(zip(tree[::2], tree[1::2]))
    several = 0
    for page in found.pages:
        content = page.get_contents().get_data().decode("ascii")
        numbers = [int(number) for number in re.findall(r"/MCID (\d+)>> BDC", content)]
        own = owners.get(page["/StructParents"], [])
        assert numbers == list(range(len(own)))
        for number, owner in enumerate(own):
            held = owner.get_object()["/K"]
            held = held if isinstance(held, list) else [held]
            pages_held = [
                one.get("/Pg", owner.get_object()["/Pg"])
                for one in held
                if isinstance(one.get_object(), dict)
            ]
            several += bool(pages_held)
            assert number in held or any(
                isinstance(one.get_object(), dict) and one.get("/MCID") == number for one in held
            )
    assert several  # what two tiles show is one element with marks on both


def test_bookmarks_lead_to_phases_and_touchpoints() -> None:
    journey = load("noorderlicht-en")
    found = reader(write_pdf(pages(journey, paper="A1", tiles="A4"), journey))
    top = [one for one in found.outline if not isinstance(one, list)]
    assert [one.title for one in top] == ["Look", "Choose", "Buy", "Receive", "Cherish"]
    below = [one.title for row in found.outline if isinstance(row, list) for one in row]
    assert below == [t.title for t in journey.road(journey.scenarios[0].id)]
    numbers = [found.get_destination_page_number(one) for one in top]
    assert numbers == sorted(numbers)
    assert numbers[0] < numbers[-1]
    for one in top:
        left, bottom, right, top_edge = (float(one[side]) for side in ("/Left", "/Bottom", "/Right", "/Top"))
        assert left < right
        assert bottom < top_edge


def test_a_very_long_road_has_bookmarks_for_its_phases_only() -> None:
    journey = filled(600)
    found = reader(write_pdf(pages(journey, paper="A0"), journey))
    assert [one.title for one in found.outline] == [phase.name for phase in journey.phases]


def test_sheets_of_a_poster_have_a_bookmark_each() -> None:
    journey = load("noorderlicht-en")
    found = reader(write_pdf(pages(journey, paper="A3", split="phases"), journey))
    top = [one for one in found.outline if not isinstance(one, list)]
    assert len(top) == len(found.pages) > 1


def test_pages_are_called_by_their_names() -> None:
    journey = load("fiets")
    parts = pages(journey, paper="A1", tiles="A4")
    labels = reader(write_pdf(parts, journey)).page_labels
    assert labels == [page.name for page in parts]
    assert "B2" in labels


# -- links -------------------------------------------------------------------------------------------


def linked(text: str) -> Journey:
    journey = load("noorderlicht-en")
    card = replace(journey.cards[0], text=text)
    return Journey([card if one.id == card.id else one for one in journey.records()])


def links(journey: Journey) -> list[Any]:
    found = reader(write_pdf(pages(journey, paper="A0"), journey))
    return [note.get_object() for note in found.pages[0].get("/Annots", [])]


@pytest.mark.parametrize(
    "address", ["https://a.nl/?q=1&r=%20b", "http://a.nl", "mailto:jan@a.nl", "https://a.nl/é"]
)
def test_an_address_in_a_card_is_a_link(address: str) -> None:
    found = links(linked(f"Zie {address}."))
    assert found
    for link in found:
        assert link["/A"]["/S"] == "/URI"
        assert link["/A"]["/URI"] == address.replace("é", "%C3%A9")
        assert link["/Contents"] == address
        assert link["/F"] == 4


def test_an_address_that_goes_on_on_the_next_line_is_a_link_on_both() -> None:
    found = links(
        linked("Zie https://voorbeeld.nl/een/heel/lange/weg/naar/de/pagina, en https://voorbeeld.nl/een")
    )
    whole_way = [one for one in found if one["/A"]["/URI"].endswith("pagina")]
    assert len(whole_way) > 1
    assert len({float(one["/Rect"][1]) for one in whole_way}) == len(whole_way)
    assert "https://voorbeeld.nl/een" in {one["/A"]["/URI"] for one in found}


@pytest.mark.parametrize(
    "address",
    [
        *(
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "ftp://a.nl/x",
            "jar:https://a.nl",
        ),
        *("http://naam:geheim@a.nl", "https:///a", "mailto:a", "xhttps://a.nl", "http://[", "vbscript:x"),
    ],
)
def test_no_other_address_is_a_link(address: str) -> None:
    assert links(linked(f"Zie {address} nu")) == []
    assert not is_harmless(address)


def test_a_link_belongs_to_the_text_it_is_in() -> None:
    data = write_pdf(pages(linked("Zie https://a.nl"), paper="A0"), linked("Zie https://a.nl"))
    rows = list(elements(data))
    [at] = [i for i, (_depth, one) in enumerate(rows) if one["/S"] == "/Link"]
    assert rows[at - 1][1]["/S"] == "/P"
    assert rows[at][0] == rows[at - 1][0] + 1
    assert rows[at][1]["/K"]["/Obj"]["/StructParent"] == 1
    assert pdfa.faults(data) == []


# -- breaking off ------------------------------------------------------------------------------------


def test_the_export_can_be_broken_off_wherever_it_tells_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    journey = load("crm")
    parts = pages(journey, paper="A1")
    monkeypatch.setattr(progress, "_PAUSE", 0.0)
    count = 0

    def watch(_words: str, _done: int, _total: int) -> bool:
        nonlocal count
        count += 1
        return count < stop

    stop = 10**9
    with progress.listening(watch):
        write_pdf(parts, journey)
    told = count
    assert told > 100
    for stop in (1, told // 3, 2 * told // 3, told):
        count = 0
        with pytest.raises(progress.Cancelled), progress.listening(watch):
            write_pdf(parts, journey)
        assert count == stop
