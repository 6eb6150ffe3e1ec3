"""The preflight: each cause is found, told with its place and numbers, and nothing is told without a cause."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cjm_desktop import i18n
from cjm_desktop.analysis.filtering import Filter
from cjm_desktop.export import asset_pictures
from cjm_desktop.formats import cjm
from cjm_desktop.frozen import replace
from cjm_desktop.layout import preflight_paper
from cjm_desktop.layout.drawing import text_lines
from cjm_desktop.layout.finding import MOST, Finding, named, percent, quoted, told
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.legibility import reading_distance, size_for
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.poster import pages_of, sheets_of
from cjm_desktop.layout.preflight import preflight
from cjm_desktop.layout.proof import proof_of
from cjm_desktop.layout.theme import contrast, load
from cjm_desktop.model import progress
from cjm_desktop.model.records import Need, Persona, Phase, PosterSettings, Scenario
from tests.layout.posters import VIEW, asset, codes, comment, findings, journey_with, sheets_for

#: What is always told.
USUAL = {"smallest-text", "reading"}
A1 = PosterSettings()


def one(found: tuple[Finding, ...], code: str) -> Finding:
    (finding,) = [f for f in found if f.code == code]
    return finding


def test_of_a_sound_poster_only_its_letters_are_told() -> None:
    found = findings(journey_with())
    assert codes(found) == USUAL
    assert {f.severity for f in found} == {"note"}


@pytest.mark.parametrize("path", sorted(Path("resources/examples").glob("*.cjm")), ids=lambda p: p.stem)
@pytest.mark.parametrize("settings", [A1, PosterSettings(paper="A1", tiles="A4")], ids=["whole", "tiles"])
def test_the_examples_print_well(path: Path, settings: PosterSettings) -> None:
    journey = cjm.read(path.read_bytes())
    found = findings(journey, settings, View(journey.scenarios[0].id))
    assert not [f for f in found if f.severity == "error"]
    assert not codes(found) & {"broken-word", "near-edge", "empty-lane", "untitled", "coarse-picture"}
    assert all(f.place is None or f.place in journey for f in found)


# -- letters -------------------------------------------------------------------------------------------


def test_letters_read_from_where_they_should() -> None:
    assert [reading_distance(p) for p in (16.0, 24.0, 32.0)] == pytest.approx([0.7, 1.1, 1.5])
    assert reading_distance(1.0) == 0.0
    assert [size_for(m) for m in (0.7, 1.1, 1.5)] == pytest.approx([16.0, 24.0, 32.0])


def test_the_smallest_letters_are_told_with_their_place() -> None:
    journey = journey_with()
    sheets = sheets_for(journey)
    finding = one(findings(journey), "smallest-text")
    assert finding.place in journey
    assert finding.sheet == 0
    assert i18n.number(sheets[0].smallest_text, 1) in finding.words
    assert i18n.number(reading_distance(sheets[0].smallest_text), 1) in finding.words
    assert finding.severity == "note"


@pytest.mark.parametrize(("paper", "severity"), [("A4", "warning"), ("50 × 70 mm", "error")])
def test_small_letters_are_told_the_louder_the_smaller_they_are(paper: str, severity: str) -> None:
    found = findings(journey_with(), PosterSettings(paper=paper, margin=3.0))
    assert one(found, "smallest-text").severity == severity
    assert "8 pt" in one(found, "small-text").words


def test_numbers_are_those_of_the_window() -> None:
    i18n.set_language("nl")
    words = one(findings(journey_with()), "smallest-text").words
    assert "," in words.rpartition("pt")[0]


def test_characters_without_a_font_are_told_with_their_place() -> None:
    found = findings(
        journey_with(tp_1={"title": "Visits \U000f1234 shop"}, ca_0={"text": "\U000f1234 again"})
    )
    finding = one(found, "missing-character")
    assert finding.severity == "error"
    assert "U+F1234" in finding.words
    assert finding.place in {"tp_1", "ca_0"}
    assert "places" in finding.words
    # What the poster does not show is no matter; nor is a code that somebody typed.
    assert codes(findings(journey_with(tp_1={"notes": "\U000f1234", "title": "(U+1F984)"}))) == USUAL


def test_pale_letters_are_told_once_for_each_pair_of_colours() -> None:
    journey, small = journey_with(), PosterSettings(paper="A3")
    pale = replace(load(), ink="#8A8A8A")
    found = [f for f in findings(journey, small, theme=pale) if f.code == "contrast"]
    assert {f.severity for f in found} == {"warning"}
    assert len({f.words for f in found}) == len(found)
    on_card = contrast("#8A8A8A", load().card)
    (cards,) = [f for f in found if i18n.number(int(on_card * 10) / 10, 1) in f.words and "places" in f.words]
    assert "4.5 : 1" in cards.words
    assert "contrast" not in codes(findings(journey, small))


def test_a_pale_colour_that_an_author_chose_is_written_darker() -> None:
    journey = journey_with()
    yellow = Persona(id="pe_1", order="a1", name="Bram", colour="#FFDD55")
    felt = tuple(replace(t.experience[0], persona="pe_1") for t in journey.road("sc_0"))
    both = {t.id: {"experience": (*t.experience, e)} for t, e in zip(journey.road("sc_0"), felt, strict=True)}
    journey = journey_with(yellow, sc_0={"personas": ("pe_0", "pe_1")}, **both)
    (sheet,) = sheets_of(journey, View("sc_0"), load(), PosterSettings())
    (name,) = text_lines(sheet.map.placed["note:name:pe_1"].drawing)  # at the end of the curve
    assert name.colour != yellow.colour
    assert contrast(name.colour, load().paper) >= 4.5
    assert "contrast" not in codes(findings(journey))


def test_letters_are_held_against_what_is_printed_under_them() -> None:
    faint = replace(load(), paper="#8A8A8A")

    def told_with(**settings: Any) -> list[str]:
        found = findings(journey_with(), PosterSettings(paper="A3", **settings), theme=faint)
        return [f.words for f in found if f.code == "contrast"]

    assert told_with(ground=True) == told_with(bleed=3.0) != told_with()  # a bleed is filled


def test_large_letters_may_be_paler() -> None:
    journey = journey_with()
    grey = replace(load(), ink="#808080", second_ink="#333333")  # 3.9 : 1 on white
    assert "contrast" in codes(findings(journey, PosterSettings(paper="A3"), theme=grey))
    assert min(s.smallest_text for s in sheets_for(journey)) > 18
    assert "contrast" not in codes(findings(journey, theme=grey))


def test_the_ground_of_letters_is_found() -> None:
    journey = journey_with(ca_1={"colour": "#101010"})
    (sheet,) = sheets_for(journey)
    grounds = {(w.key, w.line.text): w.ground for w in proof_of(sheet, "#FFFFFF").words}
    by_key = {key: ground for (key, _text), ground in grounds.items()}
    assert by_key["ph_0"] == load().phase_colour(0)
    assert by_key["tp_3"] != "#FFFFFF"  # the tint of its phase, another drawing
    assert by_key["part:header"] in ("#FFFFFF", load().panel)
    sizes = {w.size for w in proof_of(sheet, "#FFFFFF").words}
    assert min(sizes) == pytest.approx(sheet.smallest_text)


def test_words_that_are_broken_in_the_middle_are_told() -> None:
    long = "Verzekeringsovereenkomstverlengingsaanvraagformulierbijlage"
    found = [
        f for f in findings(journey_with(ca_2={"text": f"Fills in {long} again"})) if f.code == "broken-word"
    ]
    (finding,) = found
    assert finding.place == "ca_2"
    assert long in finding.words
    fine = (
        "mother-in-law/father-in-law " * 9,
        "a soft\u00adly hyphenated " * 9,
        "“quoted (words)” at " * 9,
        "漢字" * 60,
    )
    for text in fine:
        assert "broken-word" not in codes(findings(journey_with(ca_2={"text": text.strip()}))), text


# -- paper ---------------------------------------------------------------------------------------------


def test_text_near_the_edge_is_told_with_what_would_help() -> None:
    finding = one(findings(journey_with(), PosterSettings(margin=1.0)), "near-edge")
    assert finding.severity == "warning"
    assert "1.0 mm" in finding.words
    assert finding.remedy is not None
    assert "near-edge" not in codes(findings(journey_with(), finding.remedy.settings))


def test_paper_for_an_office_printer_keeps_its_edge() -> None:
    near = PosterSettings(paper="A4", margin=4.0)
    assert "near-edge" in codes(findings(journey_with(), near))
    assert "near-edge" not in codes(findings(journey_with(), replace(near, edge=3.0)))
    assert "near-edge" not in codes(findings(journey_with(), replace(near, paper="A1")))
    assert "near-edge" not in codes(findings(journey_with(), replace(near, bleed=3.0)))


def test_what_lies_outside_the_paper_is_an_error() -> None:
    journey = journey_with()
    (sheet,) = sheets_for(journey)
    away = replace(sheet, map_origin=(sheet.map_origin[0] + 200, sheet.map_origin[1]))
    pages = pages_of([away], load(), A1, "en")
    found = [f for f in preflight(journey, [away], pages, A1, load()) if f.code == "off-paper"]
    assert found
    assert {f.severity for f in found} == {"error"}
    assert {"ph_1", "tp_3"} & {f.place for f in found}


def test_coarse_pictures_are_named() -> None:
    journey = journey_with(
        asset("as_small", 60, 60),
        asset("as_fine", 600, 600),
        tp_0={"image": "as_small"},
        tp_2={"image": "as_fine"},
    )
    finding = one(findings(journey), "coarse-picture")
    assert finding.place == "tp_0"
    assert "Sees the advert" in finding.words
    assert "150 dpi" in finding.words
    assert finding.severity == "warning"


def test_a_portrait_and_a_logo_are_found_by_what_they_are() -> None:
    journey = journey_with(
        asset("as_face", 40, 90),
        asset("as_logo", 30, 10),
        pe_0={"portrait": "as_face"},
        info={"logo": "as_logo"},
    )
    found = [f for f in findings(journey) if f.code == "coarse-picture"]
    assert {f.place for f in found} == {"pe_0", "info"}
    # The portrait fills its ring: its shorter side is what counts.
    (sheet,) = sheets_for(journey)
    (face,) = [i for i in proof_of(sheet, "#FFFFFF").images if i.picture.asset == "as_face"]
    dpi = i18n.number(40 / (face.box.width / 72))
    assert dpi in next(f.words for f in found if f.place == "pe_0")


def test_pictures_beyond_reason_are_told() -> None:
    large = journey_with(asset("as_logo", 20_000, 20_000), info={"logo": "as_logo"})
    finding = one(findings(large), "picture-too-large")
    assert finding.severity == "error"
    assert "400 megapixels" in finding.words
    assert preflight_paper.MOST_PIXELS == asset_pictures.LARGEST_PIXELS
    fine = journey_with(asset("as_logo", 4_000, 4_000), info={"logo": "as_logo"})
    assert one(findings(fine, PosterSettings(paper="A4")), "fine-picture").severity == "note"


def test_cuts_through_things_are_told() -> None:
    even = PosterSettings(paper="A1", tiles="A4", exact_cuts=True)
    finding = one(findings(journey_with(), even), "cut-through")
    assert finding.severity == "warning"
    assert finding.remedy is not None
    assert not finding.remedy.settings.exact_cuts
    found = findings(journey_with(), PosterSettings(paper="A1", tiles="A4"))
    assert all(f.severity == "note" for f in found)
    pages = pages_of(sheets_for(journey_with()), load(), PosterSettings(tiles="A4"), "en")
    assert f"{len(pages) - 1} sheets of A4, beside the one" in one(found, "tiles").words
    plain = findings(journey_with(), PosterSettings(paper="A1", tiles="A4", assembly=False))
    assert one(plain, "tiles").words.endswith("sheets of A4.")


def test_text_on_no_page_is_an_error() -> None:
    journey = journey_with()
    sheets = sheets_for(journey)
    (page,) = pages_of(sheets, load(), A1, "en")
    half = replace(page, window=Rect(0, 0, page.window.width / 2, page.window.height))
    found = [f for f in preflight(journey, sheets, [half], A1, load()) if f.code == "on-no-page"]
    assert found
    assert {f.severity for f in found} == {"error"}
    assert "tp_3" in {f.place for f in found}
    assert "tp_0" not in {f.place for f in found}


# -- content -------------------------------------------------------------------------------------------


def test_what_is_empty_is_told() -> None:
    journey = journey_with(
        Phase(id="ph_2", order="a2", name="Return"), tp_1={"title": " "}, without=("ca_pain",)
    )
    found = findings(journey, PosterSettings(lanes=("la_road", "la_experience", "la_actions", "la_pains")))
    assert one(found, "empty-phase").place == "ph_2"
    assert one(found, "untitled").place == "tp_1"
    lane = one(found, "empty-lane")
    assert lane.place == "la_pains"
    assert lane.remedy is not None
    assert "empty-lane" not in codes(findings(journey, lane.remedy.settings))
    assert "empty-lane" not in codes(findings(journey))  # a lane with nothing in it is left out by itself


def test_a_scenario_without_touchpoints_is_told() -> None:
    journey = journey_with(Scenario(id="sc_1", order="a1", name="Later", personas=("pe_0",)))
    finding = one(findings(journey, view=View("sc_1")), "empty-scenario")
    assert finding.place == "sc_1"
    both = one(findings(journey, PosterSettings(scenarios=("sc_0", "sc_1"))), "empty-scenario")
    assert both.sheet == 1


def test_people_without_scores_are_told_where_the_curve_is() -> None:
    bram = Persona(id="pe_1", order="a1", name="Bram")
    journey = journey_with(bram, sc_0={"personas": ("pe_0", "pe_1")})
    assert one(findings(journey), "unscored-persona").place == "pe_1"
    assert "unscored-persona" not in codes(findings(journey, view=View("sc_0", personas=("pe_0",))))
    assert "unscored-persona" not in codes(findings(journey, PosterSettings(lanes=("la_road", "la_actions"))))


def test_what_found_no_room_is_told() -> None:
    person = {
        "goals": tuple(f"Goal number {n} of many, and a long one too" for n in range(40)),
        "needs": (Need(text="A warm coat"),),
    }
    finding = one(findings(journey_with(pe_0=person), PosterSettings(paper="A3")), "left-out-persona")
    assert finding.place == "pe_0"
    assert "goals" in finding.words
    assert "description" not in finding.words
    assert "left-out-persona" not in codes(
        findings(journey_with(pe_0=person), PosterSettings(paper="A3", without=("personas",)))
    )
    felt = replace(journey_with().road("sc_0")[1].experience[0], word="an unbelievably long word " * 6)
    assert one(findings(journey_with(tp_1={"experience": (felt,)})), "left-out-word").place == "tp_1"


def test_those_who_begin_somewhere_are_told_of_when_their_words_have_no_room() -> None:
    journey = journey_with(tp_2={"entry": 0.3})
    assert codes(findings(journey)) == USUAL
    (sheet,) = sheets_for(journey)
    without = {**sheet.map.placed, "tp_2": sheet.map.placed["tp_1"]}
    bare = replace(sheet, map=replace(sheet.map, placed=without))
    pages = pages_of([bare], load(), A1, "en")
    assert one(preflight(journey, [bare], pages, A1, load()), "left-out-entry").place == "tp_2"


def test_what_is_on_no_sheet_is_an_error() -> None:
    journey = journey_with()
    (sheet,) = sheets_for(journey)
    some = {key: p for key, p in sheet.map.placed.items() if key not in ("tp_1", "ca_3")}
    less = replace(sheet, map=replace(sheet.map, placed=some))
    found = preflight(journey, [less], pages_of([less], load(), A1, "en"), A1, load())
    assert {f.place for f in found if f.code == "not-drawn"} == {"tp_1", "ca_3"}
    assert {f.severity for f in found if f.code == "not-drawn"} == {"error"}


def test_a_picture_beside_the_road_that_found_no_room_is_told() -> None:
    journey = journey_with(asset("as_0", 900, 900), tp_1={"image": "as_0"})
    assert codes(findings(journey)) == USUAL
    (sheet,) = sheets_for(journey)
    some = {key: p for key, p in sheet.map.placed.items() if not key.startswith("cell:picture")}
    less = replace(sheet, map=replace(sheet.map, placed=some))
    found = preflight(journey, [less], pages_of([less], load(), A1, "en"), A1, load())
    assert one(found, "left-out-picture").place == "tp_1"


def test_marks_and_filters_and_comments_are_told() -> None:
    journey = journey_with(comment(), info={"confidentiality": "Confidential"})
    found = findings(journey, PosterSettings(without=("footer",)), replace(VIEW, filter=Filter(text="Pays")))
    mark = one(found, "no-mark")
    assert mark.remedy is not None
    assert "no-mark" not in codes(findings(journey, mark.remedy.settings))
    assert one(found, "filter").severity == "warning"
    assert one(found, "open-comments").place == "tp_1"
    assert codes(findings(journey_with(comment(resolved=True)))) == USUAL


def test_what_is_not_here_any_more_is_told() -> None:
    found = findings(journey_with(), PosterSettings(scenarios=("sc_gone",), theme="Acme"))
    assert "Acme" in one(found, "unknown-theme").words
    lost = one(found, "lost-scenario")
    assert lost.remedy is not None
    assert not lost.remedy.settings.scenarios


# -- telling -------------------------------------------------------------------------------------------


def test_errors_come_first_and_many_alike_are_counted() -> None:
    many = [Finding("x", "warning", str(n)) for n in range(MOST + 7)]
    shown = told(many)
    assert len(shown) == MOST + 1
    assert "7 more" in shown[-1].words
    found = findings(journey_with(comment(), tp_1={"title": "\U000f1234"}, tp_2={"title": ""}))
    assert [f.severity for f in found] == sorted(
        (f.severity for f in found), key=("error", "warning", "note").index
    )


def test_places_have_names() -> None:
    journey = journey_with()
    assert named(journey, "tp_1@3") == "“Visits the shop”"
    assert named(journey, "cell:la_actions:tp_1") == "“Visits the shop”"
    assert named(journey, "part:footer") == "the footer"
    assert named(journey, "road:2") == "“Road”"
    assert named(journey, "note:peak") == "“Experience”"
    assert quoted("two\nlines " + "x" * 90).endswith("…”")
    assert [percent(a, 1000) for a in (0, 1, 999, 1000)] == ["0", "1", "99", "100"]


def test_a_preflight_can_be_broken_off() -> None:
    journey = journey_with()
    sheets = sheets_for(journey)
    pages = pages_of(sheets, load(), A1, "en")
    with pytest.raises(progress.Cancelled), progress.listening(lambda *_told: False):
        preflight(journey, sheets, pages, A1, load())
