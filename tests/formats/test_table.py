"""Tables in and out: the sample returns byte for byte, what people write is understood, formulas are guarded."""

from __future__ import annotations

import csv
import io
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.formats.table import preview_table, read_table, write_table
from cjm_desktop.formats.table_cells import guarded, unguarded
from cjm_desktop.formats.table_values import initials_of, number_of, unquoted
from cjm_desktop.i18n import in_language
from cjm_desktop.model import edits, rules
from cjm_desktop.model.change import created
from cjm_desktop.model.ids import new_id
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Card, Comment, Persona, Touchpoint

SAMPLE = Path(__file__).parent.parent / "data" / "noorderlicht.csv"
HEADER = "phase,touchpoint,emotion\n"


def read(text: str, **options: Any) -> Journey:
    journey = read_table(text.encode(), **options).journey
    assert rules.check(journey) == []
    return journey


def first(text: str, **options: Any) -> Touchpoint:
    return read(text, **options).touchpoints[0]


def cards(journey: Journey, kind: str) -> list[Card]:
    lanes = {lane.id for lane in journey.lanes if lane.kind == kind}
    places = {t.id: i for i, t in enumerate(journey.touchpoints)}
    found = [c for c in journey.cards if c.lane in lanes]
    return sorted(found, key=lambda c: (places.get(c.anchor, -1), c.order))


def warnings(text: str) -> list[tuple[str, str]]:
    problems = read_table(text.encode()).problems
    assert all(p.severity == "warning" and p.sentence for p in problems)
    return [(p.path, p.code) for p in problems]


# -- the sample ----------------------------------------------------------------------------------


def test_sample_becomes_a_journey() -> None:
    result = read_table(SAMPLE.read_bytes(), name="Een jas kopen bij Noorderlicht")
    journey = result.journey
    assert result.problems == ()
    assert rules.check(journey) == []
    assert journey.info.title == "Een jas kopen bij Noorderlicht"
    assert [p.name for p in journey.phases] == ["Kijk", "Kies", "Koop", "Krijg", "Koester"]
    assert len(journey.touchpoints) == 13
    assert [o.initials for o in journey.owners] == ["SM", "UX", "KS", "WB", "FN", "LG"]
    assert sorted(e.kind for e in journey.evidence) == ["assumption", "data", "interview"]
    assert len(journey.channels) == 9
    low = next(t for t in journey.touchpoints if t.title == "Retour naar postkantoor")
    assert (low.experience[0].emotional, low.experience[0].functional) == (-1.8, -1.0)
    assert low.drop_off is not None
    assert low.drop_off.share == 0.09
    assert low.moment_of_truth == "own"
    seen = journey.touchpoints[0]
    assert seen.directness == "indirect"
    assert seen.owner is None
    pains = cards(journey, "pains")
    assert [c.severity for c in pains] == [1, 2, 3, 2, 2, 3, 2]
    answers = {c.answers for c in cards(journey, "opportunities")}
    assert {a for answer in answers for a in answer} <= {p.id for p in pains}
    assert sum(len(c.answers) for c in cards(journey, "opportunities")) == 6
    assert cards(journey, "thoughts")[0].text == "Die wil ik ook, voor de herfst."


def test_sample_returns_byte_for_byte() -> None:
    journey = read_table(SAMPLE.read_bytes()).journey
    out = write_table(journey, journey.scenarios[0].id, separator=",", headers="en")
    assert out == SAMPLE.read_bytes()


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_sample_survives_every_dialect(separator: Any, language: Any) -> None:
    journey = read_table(SAMPLE.read_bytes()).journey
    middle = write_table(journey, journey.scenarios[0].id, separator=separator, language=language)
    assert middle.startswith(b"\xef\xbb\xbf") == (separator == ";")
    again = read_table(middle)
    assert again.problems == ()
    out = write_table(again.journey, again.journey.scenarios[0].id, separator=",", headers="en")
    wanted = list(csv.reader(io.StringIO(SAMPLE.read_text("utf-8"))))
    assert list(csv.reader(io.StringIO(out.decode()))) == wanted


# -- what people write ---------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators(encoding: str, separator: str) -> None:
    text = "Fase,Contactmoment,Eigenaar\nOriëntatie,Café,Financiën\n".replace(",", separator)
    journey = read_table(text.encode(encoding)).journey
    assert journey.phases[0].name == "Oriëntatie"
    assert journey.touchpoints[0].title == "Café"
    assert journey.owners[0].name == "Financiën"


def test_header_names_in_both_languages_whatever_their_dress() -> None:
    for header in ("FASE;Contact-moment;Emotie (-2..2);PIJNPUNTEN", "Stage;Touch point;EMOTION;pain_point"):
        result = read_table(f"{header}\nA;B;1,5;C\n".encode())
        assert [c.field for c in result.columns] == ["phase", "touchpoint", "emotion", "pain_point"]
        assert result.journey.touchpoints[0].experience[0].emotional == 1.5


def test_rows_above_the_headers_and_excels_separator_line() -> None:
    journey = read("sep=;\nMijn reis;;\n\nfase;stap;emotie\nA;B;x\n")
    assert journey.info.title == "Mijn reis"
    assert [t.title for t in journey.touchpoints] == ["B"]
    assert warnings("sep=;\nMijn reis;;\n\nfase;stap;emotie\nA;B;x\n") == [
        ("line 5, column “emotie”", "table-number")
    ]


def test_phases_come_back_and_empty_ones_go_on() -> None:
    journey = read("phase,touchpoint\nA,1\n,2\nB,3\nA,4\n")
    assert [p.name for p in journey.phases] == ["A", "B"]
    assert [t.title for t in journey.touchpoints] == ["1", "2", "4", "3"]
    assert [p.name for p in read("touchpoint,emotion\nx,1\n", language="en").phases] == ["Phase 1"]


def test_unknown_columns_become_lanes() -> None:
    result = read_table(b"touchpoint,Risico,phase,Risico\nBellen,hoog\nMailen,laag,,dubbel,erbij\n")
    assert [(c.header, c.field) for c in result.columns] == [
        ("touchpoint", "touchpoint"),
        ("Risico", None),
        ("phase", "phase"),
        ("Risico", None),
        ("", None),
    ]
    own = [lane for lane in result.journey.lanes if lane.kind == "text"]
    assert [lane.name for lane in own] == ["Risico", "Risico", "Meer"]
    assert sorted(c.text for c in result.journey.cards) == ["dubbel", "erbij", "hoog", "laag"]
    assert [(p.path, p.code) for p in result.problems] == [("line 3", "table-more-cells")]


def test_mapping_overrides_and_leaves_out() -> None:
    data = b"a,b,c\nKijk,Ziet,3\n"
    with pytest.raises(CjmError):
        read_table(data)
    shown = preview_table(data)
    assert [c.header for c in shown.columns] == ["a", "b", "c"]
    assert shown.rows == (("Kijk", "Ziet", "3"),)
    result = read_table(data, mapping={0: "phase", 1: "touchpoint", 2: ""})
    assert [c.becomes for c in result.columns] == ["phase", "touchpoint", "left out"]
    assert result.journey.touchpoints[0].title == "Ziet"
    assert result.journey.cards == ()
    with in_language("nl"):
        assert preview_table(data).columns[0].field is None


def test_personas_share_a_touchpoint() -> None:
    text = "phase,touchpoint,persona,emotion\nA,Bellen,Sanne,1\nA,Bellen,Piet,-2\nA,Mailen,Piet,0\nA,Mailen,Piet,1\n"
    journey = read(text)
    sanne, piet = journey.personas
    assert (sanne.name, piet.name) == ("Sanne", "Piet")
    assert journey.scenarios[0].personas == (sanne.id, piet.id)
    assert [t.title for t in journey.touchpoints] == ["Bellen", "Mailen", "Mailen"]
    calls = journey.touchpoints[0]
    assert {e.persona: e.emotional for e in calls.experience} == {sanne.id: 1.0, piet.id: -2.0}
    out = write_table(journey, journey.scenarios[0].id, separator=",", headers="en").decode()
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(r["touchpoint"], r["persona"], r["emotion"]) for r in rows] == [
        ("Bellen", "Sanne", "1.0"),
        ("Bellen", "Piet", "-2.0"),
        ("Mailen", "Piet", "0.0"),
        ("Mailen", "Piet", "1.0"),
    ]
    again = read(out)
    assert [t.title for t in again.touchpoints] == ["Bellen", "Mailen", "Mailen"]


def test_a_row_of_another_persona_repeats_without_doubling() -> None:
    text = (
        "touchpoint,persona,emotion,channel,actions,risk\n"
        "Bellen,Sanne,1,Telefoon,belt,hoog\nBellen,Piet,-1,Telefoon,belt,hoog\nBellen,Ans,0,Chat,typt,laag\n"
    )
    journey = read(text)
    assert [e.emotional for e in journey.touchpoints[0].experience] == [1.0, -1.0, 0.0]
    assert sorted(c.text for c in journey.cards) == ["belt", "hoog", "laag", "typt"]
    assert warnings(text) == [("line 4, column “channel”", "table-other-view")]


def test_several_cards_in_one_cell() -> None:
    text = 'touchpoint,pain point,severity,opportunity\nX,"een\ntwee\ndrie","1\n\n3","a\nb"\n'
    journey = read(text)
    pains, chances = cards(journey, "pains"), cards(journey, "opportunities")
    assert [(c.text, c.severity) for c in pains] == [("een", 1), ("twee", None), ("drie", 3)]
    assert [c.answers for c in chances] == [(pains[0].id,), (pains[1].id,)]
    out = write_table(journey, journey.scenarios[0].id, separator=",", headers="en").decode()
    assert '"een\ntwee\ndrie","1\n\n3","a\nb"' in out


def test_every_field() -> None:
    text = (
        "fase;ondertitel;contactmoment;soort;kanaal;emotie;verwacht;emotie_woord;inspanning;duur_min;wacht_min;"
        "kosten;taak;media;apparaat;menselijk;uitkomst;labels;context;notities;inzicht;backstage;afhaak;afhaakreden;"
        "moment van de waarheid;indirect;helpers;eigenaar;bewijs\n"
        "A;onder;Bellen;klantactie;Telefoon;-1,5;0,5;boos;6;2 uur;1.234,5;€ 3,50;Hulp;eigen;Mobiel;ja;vertrek;snel;"
        "regen;let op;inzien;achter;18%;gedoe;tweede;nee;UX;Service;interview: 8 klanten\n"
    )
    result = read_table(text.encode())
    assert result.problems == ()
    journey = result.journey
    t = journey.touchpoints[0]
    felt = t.experience[0]
    assert (felt.emotional, felt.expected, felt.word) == (-1.5, 0.5, "boos")
    assert (t.kind, t.effort, t.touch_time, t.wait_time, t.cost) == ("customer_action", 6, 120.0, 1234.5, 3.5)
    assert (t.task, t.media, t.device, t.human, t.outcome) == ("Hulp", "owned", "Mobiel", True, "exit")
    assert (t.tags, t.context, t.notes, t.directness) == (("snel",), "regen", "let op", "direct")
    assert t.drop_off is not None
    assert (t.drop_off.share, t.drop_off.reason, t.moment_of_truth) == (0.18, "gedoe", "second")
    assert journey.phases[0].subtitle == "onder"
    assert [c.text for c in cards(journey, "insights")] == ["inzien"]
    assert [c.text for c in cards(journey, "backstage")] == ["achter"]
    assert [(e.kind, e.source) for e in journey.evidence] == [("interview", "8 klanten")]
    assert [o.name for o in journey.owners] == ["Service", "UX"]
    for language in ("nl", "en"):
        out = write_table(journey, journey.scenarios[0].id, language=language)  # type: ignore[arg-type]
        again = read_table(out)
        assert again.problems == ()
        assert write_table(again.journey, again.journey.scenarios[0].id, language=language) == out  # type: ignore[arg-type]


@pytest.mark.parametrize("word", ["ja", "Ja", "yes", "x", "X", "1", "TRUE", "waar", "✓"])
def test_yes(word: str) -> None:
    assert first(f"touchpoint,indirect,moment_of_truth\nA,{word},{word}\n").directness == "indirect"
    assert first(f"touchpoint,indirect,moment_of_truth\nA,{word},{word}\n").moment_of_truth == "own"


@pytest.mark.parametrize("word", ["nee", "no", "0", "false", "n"])
def test_no(word: str) -> None:
    assert first(f"touchpoint,indirect,moment_of_truth\nA,{word},{word}\n").directness == "direct"
    assert first(f"touchpoint,indirect,moment_of_truth\nA,{word},{word}\n").moment_of_truth is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,5", 1.5),
        ("1.5", 1.5),
        ("−1.8", -1.8),
        ("+2", 2),
        ("18%", 0.18),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567),
        ("€ 3,50", 3.5),
        ("20 min", 20),
        ("2 uur", 120),
        ("", None),
        ("twee", None),
        ("1-2", None),
        ("nan", None),
        ("inf", None),
        ("1e5", None),
        ("٣", None),
        (".", None),
        ("1.,.2", None),
    ],
)
def test_numbers(cell: str, value: float | None) -> None:
    assert number_of(cell) == value


def test_warnings_name_the_line_and_the_column() -> None:
    text = (
        "phase,touchpoint,emotion,severity,owner,indirect,evidence,drop_off_reason,kind,actions\n"
        "A,x,9,,,,,,,\nA,x,veel,,,,,,,\nA,x,,3,,misschien,gevoel,gedoe,raar,\nA,,,,Piet,,,,,\n,,,,,,,,,los\n"
    )
    assert warnings(text) == [
        ("line 2, column “emotion”", "table-clamped"),
        ("line 3, column “emotion”", "table-number"),
        ("line 4, column “drop_off_reason”", "table-no-share"),
        ("line 4, column “indirect”", "table-flag"),
        ("line 4, column “kind”", "table-choice"),
        ("line 4, column “evidence”", "table-evidence"),
        ("line 4, column “severity”", "table-no-pain"),
        ("line 5, column “touchpoint”", "table-untitled"),
        ("line 6, column “touchpoint”", "table-phase-row"),
    ]
    assert first(text).experience[0].emotional == 2.0


def test_lines_are_counted_through_cells_of_several_lines() -> None:
    assert warnings('touchpoint,notes,emotion\nA,"1\n2\n3",1\nB,,x\n') == [
        ("line 5, column “emotion”", "table-number")
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import-empty"),
        (b" \n\n", "import-empty"),
        (b"\x00\x01\x02PK", "import-binary"),
        (b"foo,bar\n1,2\n", "table-no-header"),
        (b"phase,emotion\nA,1\n", "table-no-touchpoint"),
        (b"phase,touchpoint\n", "table-no-rows"),
        (b"touchpoint\n" + b"x\n" * 10_100, "table-too-many-rows"),
        (b"touchpoint" + b",x" * 250 + b"\n", "table-too-many-columns"),
        (b'touchpoint\n"' + b"x" * 140_000, "table-unreadable"),
        (b"x" * 20_000_001, "import-too-large"),
    ],
)
def test_refusals(data: bytes, code: str) -> None:
    with pytest.raises(CjmError) as caught:
        read_table(data)
    assert [p.code for p in caught.value.problems] == [code]
    assert str(caught.value)


def test_more_cards_than_a_journey_holds_are_refused() -> None:
    with pytest.raises(CjmError) as caught:
        read_table(b"touchpoint,actions,thoughts,pain\n" + b"a,b,c,d\n" * 9_000)
    assert caught.value.problems[0].code == "table-too-much"


# -- words ---------------------------------------------------------------------------------------


def test_initials() -> None:
    taken: set[str] = set()
    names = [
        "Social media",
        "UX",
        "Klantenservice",
        "Webshop",
        "Financiën",
        "Logistiek",
        "Sales Manager",
        "Ux",
    ]
    for name in names:
        taken.add(initials_of(name, taken))
    assert len(taken) == len(names)
    assert {"SM", "UX", "KS", "WB", "FN", "LG"} <= taken
    assert initials_of("!") == "?2"
    assert initials_of("X") == "X"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("“Hoi”", "Hoi"),
        ('"Hoi"', "Hoi"),
        ("Hoi “daar”", "Hoi “daar”"),
        ("“a” en “b”", "“a” en “b”"),
        ("'s", "'s"),
    ],
)
def test_thoughts_lose_their_quotation_marks(text: str, kept: str) -> None:
    assert unquoted(text) == kept


# -- writing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1+1", "-x", "@SUM(1)", "＝1+1", "＋1", "－1", "＠a", "=cmd|'/c calc'!A0", "+31 6 1234"]
)
def test_formulas_are_guarded_and_come_back(cell: str) -> None:
    assert guarded(cell) == "\t" + cell
    assert unguarded(guarded(cell)) == cell
    journey = read("touchpoint,actions\nA,B\n")
    journey.apply(edits.rename(journey, journey.cards[0].id, cell))
    for separator in (";", ",", "\t"):
        out = write_table(journey, journey.scenarios[0].id, separator=separator)  # type: ignore[arg-type]
        cells = [
            c for row in csv.reader(io.StringIO(out.decode("utf-8-sig")), delimiter=separator) for c in row
        ]
        assert "\t" + cell in cells
        assert read_table(out).journey.cards[0].text == cell


@pytest.mark.parametrize("cell", ["-1.8", "-1,8", "+2", "12", "-18%", "A-1", ""])
def test_plain_numbers_stay_numbers(cell: str) -> None:
    assert guarded(cell) == cell


def test_cards_of_a_phase_and_empty_phases_return() -> None:
    journey = read("phase,touchpoint,actions,Risico\nA,,onder de fase,r\nB,,,\nC,x,,\n")
    a = journey.phases[0]
    assert [c.anchor for c in journey.cards] == [a.id, a.id]
    out = write_table(journey, journey.scenarios[0].id, separator=",", headers="en").decode()
    again = read(out)
    assert [p.name for p in again.phases] == ["A", "B", "C"]
    assert sorted(c.text for c in again.cards) == ["onder de fase", "r"]
    assert {c.anchor for c in again.cards} == {again.phases[0].id}


def test_export_of_another_persona_names_it() -> None:
    journey = read("touchpoint,emotion\nA,1\n", language="en")
    out = write_table(journey, journey.scenarios[0].id, headers="en").decode()
    assert "persona" not in out
    journey.apply(edits.rename(journey, journey.personas[0].id, "Sanne"))
    out = write_table(journey, journey.scenarios[0].id, headers="en").decode()
    assert "persona" in out
    assert "Sanne" in out


def test_what_a_table_cannot_hold_is_said() -> None:
    from cjm_desktop.formats.table import lost_in_table

    journey = read("touchpoint\nA\nB\n")
    scenario = journey.scenarios[0].id
    assert lost_in_table(journey, scenario) == []
    a, b = journey.touchpoints
    journey.apply(edits.connect(journey, b.id, a.id))
    journey.apply(created(Comment(id=new_id("comment"), anchor=a.id)))
    assert [p.args["what"] for p in lost_in_table(journey, scenario)] == ["side roads", "comments"]


TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)
CELL = st.one_of(
    TEXT, st.sampled_from(["ja", "1,5", "-2", '"', "=1", "a\nb", "\t", ";", ",", "|", "x" * 3000, "A"])
)


@given(st.lists(st.lists(CELL, max_size=14), max_size=8), st.sampled_from([",", ";", "\t", "|"]))
def test_whatever_was_read_returns_the_same(rows: list[list[str]], separator: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    header = "fase,stap,emotie,kanaal,actie,gedachte,pijnpunt,ernst,kans,eigenaar,bewijs,persona,uitval,x"
    writer.writerow(header.split(","))
    with suppress(csv.Error):
        writer.writerows(rows)
    try:
        result = read_table(out.getvalue().encode())
    except CjmError as error:
        told = [p.sentence for p in error.problems]
    else:
        journey = result.journey
        assert rules.check(journey) == []
        told = [p.sentence for p in result.problems] or ["ok"]
        once = write_table(journey, journey.scenarios[0].id)
        if journey.touchpoints or journey.phases:
            again = read_table(once).journey
            assert [t.title for t in again.touchpoints] == [t.title for t in journey.touchpoints]
            assert write_table(again, again.scenarios[0].id) == once
    assert all(told)


@given(st.one_of(st.binary(max_size=400), TEXT.map(lambda t: f"stap,{t}\n{t},{t}\n".encode())))
def test_only_sentences_escape(data: bytes) -> None:
    with suppress(CjmError):
        assert rules.check(read_table(data).journey) == []
    with suppress(CjmError):
        preview_table(data)


def test_a_large_table_takes_seconds_at_most() -> None:
    rows = b"".join(b"Fase %d,Stap %d,0.5,Web %d,doet iets\n" % (i % 7, i, i % 30) for i in range(10_000))
    begun = time.perf_counter()
    journey = read_table(b"fase,stap,emotie,kanaal,actie\n" + rows).journey
    assert time.perf_counter() - begun < 8
    assert (len(journey.touchpoints), len(journey.personas)) == (10_000, 1)
    assert isinstance(journey.personas[0], Persona)


def test_another_personas_row_may_stand_below_other_phases() -> None:
    table = b"phase,touchpoint,persona,emotion\nBuy,Pays,Sanne,1\nUse,Wears,Sanne,1\nBuy,Pays,Bram,-1\n"
    journey = read_table(table).journey
    assert [(t.title, len(t.experience)) for t in journey.touchpoints] == [("Pays", 2), ("Wears", 1)]
