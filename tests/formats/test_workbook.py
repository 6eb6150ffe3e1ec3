"""Workbooks and lists: the cells that a spreadsheet reads are the journey's, of their own kind, and never a formula."""

from __future__ import annotations

import csv
import datetime
import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cjm_desktop.formats import cjm
from cjm_desktop.formats.lists import cards_list, insights_list, write_cards_csv, write_insights_csv
from cjm_desktop.formats.table import read_table
from cjm_desktop.formats.workbook import MOST_TEXT, write_workbook
from cjm_desktop.frozen import replace
from cjm_desktop.model import edits, progress
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Touchpoint
from tests.test_examples import DUTCH, twin

RETOUR = next(path for path in DUTCH if path.stem == "retour")


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def workbook(journey: Journey, *scenarios: str) -> Any:
    data, problems = write_workbook(journey, scenarios or [s.id for s in journey.scenarios])
    assert problems == []
    return opened(data)


def rows(sheet: Any) -> list[dict[str, Any]]:
    head, *rest = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rest]


def changed(journey: Journey, **fields: Any) -> Journey:
    """The journey with other fields in its first touchpoint."""
    first = journey.road(journey.scenarios[0].id)[0]
    journey.apply(Change({first.id: first}, {first.id: replace(first, **fields)}))
    return journey


def with_card(journey: Journey, **fields: Any) -> Journey:
    """The journey with other fields in its first card at a touchpoint."""
    first = next(c for c in journey.cards if journey.of(Touchpoint, c.anchor))
    journey.apply(Change({first.id: first}, {first.id: replace(first, **fields)}))
    return journey


def retour() -> Journey:
    return cjm.load(RETOUR)[0]


# -- workbooks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", DUTCH, ids=lambda p: p.stem)
def test_a_workbook_holds_every_touchpoint_and_card_of_its_scenarios(path: Path) -> None:
    journey = cjm.load(path)[0]
    own = [s.id for s in journey.scenarios if not s.joins]
    book = workbook(journey, *own)
    assert book.sheetnames[:3] == ["Contactmomenten", "Kaartjes", "Inzichten"]
    touchpoints = [row["Contactmoment"] for row in rows(book["Contactmomenten"])]
    for touchpoint in journey.touchpoints:
        assert " ".join(touchpoint.title.split()) in touchpoints
    texts = [row["Tekst"] or "" for row in rows(book["Kaartjes"])]
    assert sorted(texts) == sorted(card.text for card in journey.cards if card.scenario in own)


def test_sheets_speak_the_journeys_language() -> None:
    book = workbook(cjm.load(twin(RETOUR))[0])
    assert book.sheetnames[:3] == ["Touchpoints", "Cards", "Insights"]
    assert "Owner" in rows(book["Cards"])[0]


def test_numbers_shares_and_dates_are_no_text() -> None:
    book = workbook(retour())
    touchpoints = rows(book["Contactmomenten"])
    assert {type(row["Emotie"]) for row in touchpoints} <= {int, float, type(None)}
    left = next(row for row in touchpoints if row["Afhaak"])
    assert left["Afhaak"] == 0.09
    sheet = book["Contactmomenten"]
    place = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 0.09)
    assert place.number_format == "0%"
    cards = rows(book["Kaartjes"])
    due = next(row for row in cards if row["Klaar op"])["Klaar op"]
    assert due == datetime.datetime(2026, 12, 18)
    assert next(row for row in cards if row["Tekst"] == "Maattabel klopt niet")["Ernst (0 tot 4)"] == 3


def test_headers_stay_in_sight_with_a_filter_and_rows_are_high_enough() -> None:
    for sheet in workbook(retour()):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold and cell.alignment.wrap_text for cell in sheet[1])
    sheet = workbook(retour())["Contactmomenten"]
    [tall] = [
        row[0].row
        for row in sheet.iter_rows()
        if any(c.value == "Wacht een half uur\nFietst terug" for c in row)
    ]
    assert sheet.row_dimensions[tall].height >= 30
    with zipfile.ZipFile(io.BytesIO(write_workbook(retour(), scenarios())[0])) as package:
        assert b"customHeight" not in package.read(
            "xl/worksheets/sheet1.xml"
        )  # it grows with what is written in it


def test_several_scenarios_are_told_apart_by_a_column() -> None:
    journey = retour()
    book = workbook(journey)
    assert {row["Scenario"] for row in rows(book["Contactmomenten"])} == {s.name for s in journey.scenarios}
    alone = workbook(journey, journey.scenarios[0].id)
    assert "Scenario" not in rows(alone["Contactmomenten"])[0]
    assert {row["Scenario"] for row in rows(alone["Kaartjes"])} == {journey.scenarios[0].name}


def test_the_touchpoints_of_a_workbook_can_be_read_back_as_a_table() -> None:
    journey = retour()
    own = journey.scenarios[0].id
    sheet = workbook(journey, own)["Contactmomenten"]
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(
        [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
    )
    back = read_table(text.getvalue().encode(), language="nl").journey
    assert [t.title for t in back.touchpoints] == [t.title for t in journey.road(own)]
    assert [t.experience[0].emotional for t in back.touchpoints] == [
        t.experience[0].emotional for t in journey.road(own)
    ]
    assert len(back.cards) == len([c for c in journey.cards if c.scenario == own])


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "+1", "-1+1", "@SUM(A1)", "http://x.nl", "12", "{=1}"]
)
def test_text_is_never_a_formula_a_number_or_a_link(text: str) -> None:
    data, _problems = write_workbook(with_card(changed(retour(), title=text), text=text), scenarios())
    book = opened(data)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(cells) >= 2
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = b"".join(package.read(n) for n in package.namelist() if n.startswith("xl/worksheets/"))
    assert b"<f>" not in sheets


def scenarios() -> list[str]:
    return [s.id for s in retour().scenarios]


def test_a_text_that_no_cell_can_hold_is_told_of() -> None:
    journey = retour()
    road = journey.road(journey.scenarios[0].id)
    lane = next(lane for lane in journey.lanes if lane.kind == "actions")
    long = "🚲" * 9_000  # two UTF-16 units each
    for _n in range(2):
        journey.apply(edits.add_card(journey, lane.id, road[0].id, journey.scenarios[0].id, long))
    data, problems = write_workbook(journey, [journey.scenarios[0].id])
    [told] = problems
    assert told.severity == "warning"
    assert told.path.startswith("Contactmomenten!")
    assert "32" in told.sentence
    held = [cell.value for row in opened(data)["Contactmomenten"].iter_rows() for cell in row]
    longest = max((value for value in held if isinstance(value, str)), key=len)
    assert len(longest.encode("utf-16-le")) // 2 <= MOST_TEXT
    assert longest.endswith("🚲")
    assert long[:100] in longest


def test_equal_journeys_give_equal_bytes_that_tell_nothing_of_who_wrote_them() -> None:
    data, _problems = write_workbook(retour(), scenarios())
    assert write_workbook(retour(), scenarios())[0] == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        assert b"Microsoft Excel" not in package.read("docProps/app.xml")
    properties = opened(data).properties
    assert properties.title == retour().info.title
    assert not properties.creator
    assert properties.created.date().isoformat() == (retour().stamp.modified or "")[:10]


def test_what_a_workbook_can_not_hold_leaves_it_sound() -> None:
    journey = with_card(retour(), due="0001-01-01", text="x\uffff")
    info, stamp = journey.info, journey.stamp
    journey.apply(Change({info.id: info}, {info.id: replace(info, title="Rei\ufffes")}))
    journey = Journey([replace(stamp, modified="0001-01-01") if r is stamp else r for r in journey.records()])
    data, problems = write_workbook(journey, [journey.scenarios[0].id])
    assert problems == []
    book = opened(data)
    assert book.properties.title == "Rei\N{REPLACEMENT CHARACTER}s"
    assert book.properties.created.year == 1980
    assert "0001-01-01" in [row["Klaar op"] for row in rows(book.worksheets[1])]


def test_an_empty_journey_is_a_workbook_too() -> None:
    from cjm_desktop.model.starter import starting_records

    empty = Journey(starting_records("en", "", phases=("See",)))
    book = workbook(empty)
    assert book.sheetnames[:3] == ["Touchpoints", "Cards", "Insights"]
    assert rows(book["Cards"]) == []


def test_without_a_scenario_there_is_no_workbook() -> None:
    with pytest.raises(CjmError) as caught:
        write_workbook(retour(), ["sc_nowhere"])
    assert caught.value.problems[0].code == "workbook-none"


def test_making_a_workbook_can_be_broken_off() -> None:
    with pytest.raises(progress.Cancelled), progress.listening(lambda _words, _done, _total: False):
        write_workbook(retour(), scenarios())


def test_nothing_is_loaded_before_a_workbook_is_made() -> None:
    code = "import sys, cjm_desktop.formats.workbook; print('xlsxwriter' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# -- lists -----------------------------------------------------------------------------------------------


def cells(data: bytes, separator: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=separator))


def test_cards_come_in_the_order_of_the_road_then_of_the_lanes() -> None:
    journey = retour()
    own = journey.scenarios[0].id
    titles = [t.title for t in journey.road(own)]
    lanes = [lane.name for lane in journey.lanes]
    found = [(titles.index(str(row[2])), lanes.index(str(row[3]))) for row in cards_list(journey, [own]).rows]
    assert found == sorted(found)
    assert len(found) == sum(card.scenario == own for card in journey.cards)


def test_a_list_as_csv_has_the_columns_of_the_workbook() -> None:
    journey = retour()
    own = journey.scenarios[0].id
    head, *rest = cells(write_cards_csv(journey, [own]))
    sheet = workbook(journey, own)["Kaartjes"]
    assert head == [cell.value for cell in sheet[1]]
    assert [row[4] for row in rest] == [row["Tekst"] for row in rows(sheet)]
    pain = dict(zip(head, next(row for row in rest if row[4] == "Maattabel klopt niet"), strict=True))
    assert pain["Ernst (0 tot 4)"] == "3"
    assert pain["Hoe vaak (%)"] == "30%"
    assert pain["Fase"] == "Bezorging"


def test_insights_are_the_findings_of_the_poster_then_what_is_done() -> None:
    journey = retour()
    table = insights_list(journey, [journey.scenarios[0].id])
    lines = [dict(zip((c.header for c in table.columns), row, strict=True)) for row in table.rows]
    assert "Staat lang in de rij" in str(lines[0]["Tekst"])
    assert lines[0]["Contactmoment"] == "Staat lang in de rij"
    action = next(
        line for line in lines if line["Tekst"] == "Maattabel met echte maten" and line["Soort"] == "Actie"
    )
    assert action["Eigenaar"] == "Contentteam"
    assert action["Klaar op"] == datetime.date(2026, 12, 18)
    assert action["Antwoord op"] == "Maattabel klopt niet"
    assert action["Quick win"] is True


def test_dutch_numbers_have_a_comma_and_a_mark_for_excel_stands_in_front() -> None:
    journey = with_card(retour(), value=3.5, frequency=0.125)
    own = [s.id for s in journey.scenarios]
    semicolon = write_cards_csv(journey, own)
    assert semicolon.startswith(b"\xef\xbb\xbf")
    assert any("3,5" in row and "12,5%" in row for row in cells(semicolon))
    tabbed = write_cards_csv(journey, own, "\t")
    assert not tabbed.startswith(b"\xef")
    comma = write_cards_csv(journey, own, ",")
    assert any("3.5" in row for row in cells(comma, ","))
    assert len(cells(tabbed, "\t")) == len(cells(semicolon)) == len(cells(comma, ","))


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "@x", "-2+3"])
def test_a_list_as_csv_guards_against_formulas(text: str) -> None:
    def found(data: bytes) -> set[str]:
        return {cell for row in cells(data) for cell in row if text in cell}

    assert found(write_cards_csv(with_card(retour(), text=text), scenarios())) == {f"\t{text}"}
    journey = retour()
    action = next(card for card in journey.cards if card.text == "Ophalen aan huis")
    journey.apply(Change({action.id: action}, {action.id: replace(action, text=text)}))
    assert found(write_insights_csv(journey, scenarios())) == {f"\t{text}"}


def test_cards_of_phases_and_of_hidden_lanes_are_in_the_list() -> None:
    journey = retour()
    own = journey.scenarios[0].id
    lane = next(lane for lane in journey.lanes if lane.kind == "actions")
    journey.apply(Change({lane.id: lane}, {lane.id: replace(lane, visible=False)}))
    journey.apply(edits.add_card(journey, lane.id, journey.phases[1].id, own, "Voor de hele fase"))
    table = cards_list(journey, [own])
    [row] = [row for row in table.rows if row[4] == "Voor de hele fase"]
    assert row[1:4] == (journey.phases[1].name, "", lane.name)
    assert len(table.rows) == sum(card.scenario == own for card in journey.cards)


def test_a_card_answers_and_is_answered() -> None:
    journey = retour()
    pain = next(c for c in journey.cards if c.text == "Maattabel klopt niet")
    table = cards_list(journey, [pain.scenario])
    [row] = [row for row in table.rows if row[4] == pain.text]
    assert "Maattabel met echte maten" in row
