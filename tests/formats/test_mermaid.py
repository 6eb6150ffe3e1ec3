"""mermaid in and out: equal to mermaid's own parser, whose answers lie beside the shared samples."""

from __future__ import annotations

import json
import math
import re
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.formats.mermaid import read_mermaid, write_mermaid
from cjm_desktop.formats.mermaid_syntax import parse, parse_leniently
from cjm_desktop.i18n import in_language
from cjm_desktop.model import rules
from cjm_desktop.model.ids import keys_between, new_id
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Experience, Persona, Scenario, Touchpoint, name_of
from cjm_desktop.model.starter import starting_records

# The samples from the wild are not ours, so they lie beside the repository and never in it.
DATA = Path(__file__).resolve().parents[3] / "shared" / "samples" / "mermaid"
NONE_HERE = [pytest.param("", marks=pytest.mark.skip("the shared samples do not lie beside this checkout"))]
SAMPLES = sorted(p.name for p in DATA.glob("*.mmd")) or NONE_HERE
NEGATIVE = sorted(p.name for p in (DATA / "negative").glob("*.mmd")) or NONE_HERE
NASTY = st.lists(
    st.sampled_from(
        [
            "title ",
            "section ",
            "journey",
            "accTitle",
            ":",
            "accDescr {",
            "#",
            "#58;",
            ";",
            ",",
            "%%",
            "%",
            "%%{init: {}}%%",
            "---",
            "<br>",
            "&amp;",
            "\n",
            "\u2028",
            "a",
            "é",
            "😀",
            "style:",
            "classDef x:#",
            "}",
            "{",
            " ",
            "\t",
            "\u00a0",
            "\ufeff",
            "5",
            "```",
            "\u200b",
            "constructor",
            "\x85",
            "ﬂ°",
            "¶ß",
        ]
    ),
    max_size=6,
).map("".join)


def sample(name: str) -> str:
    if not DATA.is_dir():
        pytest.skip("the shared samples do not lie beside this checkout")
    return (DATA / name).read_bytes().decode()


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "expected" / name.replace(".mmd", ".json")).read_text("utf-8"))
    return found


def tasks(text: str) -> list[tuple[str, str, Any, list[str]]]:
    return [
        (t.section, t.task, "NaN" if math.isnan(t.score) else t.score, t.people) for t in parse(text).tasks
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_parse_is_mermaids_own(name: str) -> None:
    want = expected(name)
    if not want["ok"]:
        with pytest.raises(CjmError, match="line 3"):
            parse(sample(name))
        return
    got = parse(sample(name))
    assert (got.title, got.acc_title, got.acc_descr) == (want["title"], want["accTitle"], want["accDescr"])
    assert got.sections == want["sections"]
    assert tasks(sample(name)) == [(t["section"], t["task"], t["score"], t["people"]) for t in want["tasks"]]


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_become_sound_journeys_and_return_as_the_same_tasks(name: str) -> None:
    first = read_mermaid(sample(name), language="nl").journey
    assert rules.check(first) == []
    text, _warnings = write_mermaid(first, first.scenarios[0].id)
    again = read_mermaid(text, language="nl").journey
    assert again.info.title == first.info.title
    assert [p.name for p in again.phases] == [p.name for p in first.phases]
    seen = [t.title for t in again.touchpoints]
    assert seen == [t.title for t in first.touchpoints]
    for old, new in zip(first.touchpoints, again.touchpoints, strict=True):
        assert [e.emotional for e in new.experience if e.emotional] == [
            e.emotional for e in old.experience if e.emotional
        ]


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("A:5:Me,Cat", ("A", 5, ["Me", "Cat"])),
        ("A : 5 : Me , Cat ", ("A ", 5, ["Me", "Cat"])),
        ("A: 5", ("A", 5, [])),
        ("A: 5:", ("A", 5, [""])),
        ("A: ", ("A", 0, [])),
        ("A: five: Me", ("A", "NaN", ["Me"])),
        ("A: 3,5: Me", ("A", "NaN", ["Me"])),
        ("A: 4/5: Me", ("A", "NaN", ["Me"])),
        ("A: ٣: Me", ("A", "NaN", ["Me"])),
        ("A: 3.5", ("A", 3.5, [])),
        ("A: -2", ("A", -2, [])),
        ("A: 1e1", ("A", 10, [])),
        ("A: 0x5", ("A", 5, [])),
        ("Status: PENDING: 3: Buyer", ("Status", "NaN", ["3"])),
        ("A: 3: Team: Sales", ("A", 3, ["Team"])),
        ("A: 3: Child#1, Child#2", ("A", 3, ["Child"])),
        ("R&D: 3: Me", ("R&D", 3, ["Me"])),
        ("A: 3: Me %% note", ("A", 3, ["Me %% note"])),
        ("The title deed: 3", ("The title deed", 3, [])),
        ("Titles chosen: 3", ("Titles chosen", 3, [])),
        ("Journeying on: 3", ("Journeying on", 3, [])),
        ("\u200btitle x: 3", ("\u200btitle x", 3, [])),
        ("Status#58; A: 3: X#44; Y, Z", ("Status: A", 3, ["X, Y", "Z"])),
        ("50% off: 3", ("50% off", 3, [])),
    ],
)
def test_behaviour_table(line: str, want: tuple[str, Any, list[str]]) -> None:
    assert tasks(f"journey\n{line}\n") == [("", *want)]


@pytest.mark.parametrize(
    "line",
    [
        "A task",
        "A:",
        "Issue #4 fixed: 3: Me",
        "A: 5: Me; B: 3: Me",
        "R&amp;D: 3: Me",
        "section Fase 1: Kijk",
        "Section A done: 3",
        "Journey starts: 3",
        "A： 3",
    ],
)
def test_what_mermaid_refuses_is_refused_by_parse_and_repaired_by_import(line: str) -> None:
    with pytest.raises(CjmError, match="line 2"):
        parse(f"journey\n{line}\nB: 3: Me\n")
    got = parse_leniently(f"journey\n{line}\nB: 3: Me\n")
    assert got.tasks[-1].task == "B"
    assert [w.severity for w in got.warnings] == ["warning"]
    assert got.warnings[0].path == "line 2"


def test_repairs_keep_what_was_meant() -> None:
    read = parse_leniently("journey\nsection Fase 1: Kijk\nR&amp;D: 3: Me\nA: 5: Me; B: 2: Cat\nNo score\n")
    assert read.sections == ["Fase 1: Kijk"]
    assert [(t.section, t.task, t.people) for t in read.tasks] == [
        ("Fase 1: Kijk", "R&D", ["Me"]),
        ("Fase 1: Kijk", "A", ["Me"]),
        ("Fase 1: Kijk", "B", ["Cat"]),
        ("Fase 1: Kijk", "No score", []),
    ]


def test_lenient_sample_keeps_whole_section_names() -> None:
    result = read_mermaid(sample("27-founder-onboarding-section-colon.mmd"))
    assert result.journey.phases[0].name == "Step 1: Context"
    assert len(result.journey.touchpoints) == 17
    assert [p.path for p in result.problems] == ["line 3", "line 9", "line 14", "line 19"]


def test_scores_people_and_phases() -> None:
    text = (
        "journey\ntitle T<br>x\nA: 9\nsection P\nB: 1: Me, You, , Me\nsection Q\nC: x: You\nsection P\nD: 3.4"
    )
    result = read_mermaid(text, language="en")
    journey = result.journey
    me, you = journey.personas
    assert (me.name, you.name, journey.info.title) == ("Me", "You", "T x")
    assert journey.scenarios[0].personas == (me.id, you.id)
    assert [p.name for p in journey.phases] == ["Phase 1", "P", "Q"]
    a, b, d, c = journey.touchpoints
    assert [t.title for t in (a, b, d, c)] == ["A", "B", "D", "C"]
    assert [e.emotional for e in a.experience] == [2.0]
    assert a.experience[0].persona == me.id
    assert {e.persona: e.emotional for e in b.experience} == {me.id: -2.0, you.id: -2.0}
    assert d.experience[0].emotional == 0.4
    assert (c.experience, c.personas) == ((), (you.id,))
    codes = {p.code for p in result.problems}
    assert codes == {"mermaid-clamped", "mermaid-no-score", "mermaid-section-again"}
    assert all(p.severity == "warning" and p.path.startswith("line ") for p in result.problems)


def test_a_colon_in_a_name_is_read_as_mermaid_reads_it_and_said() -> None:
    result = read_mermaid(sample("51-tbill-order-colon-status.mmd"))
    pending = [t for t in result.journey.touchpoints if t.title == "Order status"]
    assert [t.experience for t in pending] == [(), (), ()]
    assert [name_of(result.journey[t.personas[0]]) for t in pending] == ["3", "4", "5"]
    colons = [p for p in result.problems if p.code == "mermaid-colon"]
    assert [p.path for p in colons] == ["line 19", "line 21", "line 23"]
    assert "“3”" in colons[0].sentence


@pytest.mark.parametrize("name", SAMPLES)
def test_the_imported_journey_holds_what_mermaid_parsed(name: str) -> None:
    want = expected(name)
    if not want["ok"]:
        return
    journey = read_mermaid(sample(name)).journey
    names = {p.id: p.name for p in journey.personas}
    phases = {p.id: p.name for p in journey.phases}
    first = journey.scenarios[0].personas[0]
    got = []
    for t in journey.touchpoints:
        scores = {e.persona: e.emotional for e in t.experience}
        got.append((phases[t.phase], t.title, [names[p] for p in t.personas], scores))
    wanted = []
    for task in want["tasks"]:
        people = [p.strip() for p in dict.fromkeys(task["people"]) if p.strip()]
        score = task["score"]
        felt = None if score == "NaN" else min(2.0, max(-2.0, float(score) - 3.0))
        ids = {names[p]: p for p in names}
        holders = [ids[p] for p in people] or [first]
        scores = {} if felt is None else dict.fromkeys(holders, felt)
        wanted.append((clean(task["section"]), clean(task["task"]), people, scores))
    order = list(dict.fromkeys(w[0] for w in wanted))
    wanted.sort(key=lambda w: order.index(w[0]))  # a section that comes back is one phase
    assert got == [(w[0] or phases[journey.phases[0].id], *w[1:]) for w in wanted]


def clean(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<\s*/?\s*br\s*/?\s*>", " ", text)).strip()


def test_nobody_named_makes_a_default_persona() -> None:
    journey = read_mermaid("journey\nA: 5", language="en").journey
    assert [p.name for p in journey.personas] == ["Customer"]
    assert journey.touchpoints[0].experience[0].persona == journey.personas[0].id


def test_markdown_block() -> None:
    text = "# Doc\n```js\njourney\n```\n```mermaid\ngraph TD\n```\n\n```mermaid\njourney\nA: 5: Me\nB\n```\n"
    result = read_mermaid(text)
    assert [t.title for t in result.journey.touchpoints] == ["A", "B"]
    assert result.problems[0].path == "line 12"


@pytest.mark.parametrize("name", NEGATIVE)
def test_other_diagrams_are_named(name: str) -> None:
    with in_language("en"), pytest.raises(CjmError) as caught:
        read_mermaid((DATA / "negative" / name).read_bytes())
    kind = "state diagram" if name.startswith("02") else "flowchart"
    line = 5 if name.startswith("02") else 1
    assert str(caught.value).startswith(f"line {line}: This is a {kind}, not a journey")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "mermaid-empty"),
        ("%% only a remark", "mermaid-empty"),
        ("hello", "mermaid-unknown"),
        ("journeys\nA: 3", "mermaid-unknown"),
        ("---\ntitle: x\n", "mermaid-front-matter"),
        ("journey\n", "mermaid-no-tasks"),
        ("journey\n" + "x" * 2001, "mermaid-line-too-long"),
        ("journey\n" * 5002, "mermaid-too-long"),
    ],
)
def test_refusals(text: str, code: str) -> None:
    with pytest.raises(CjmError) as caught:
        read_mermaid(text)
    assert [p.code for p in caught.value.problems] == [code]


@pytest.mark.parametrize(
    "line",
    [
        "a" * 40 + "!",
        "[" + "x" * 40,
        " " * 1900 + "x",
        "<a" * 900,
        "%" * 1900,
        "#" * 1900,
        ": " * 900,
        "accDescr {" * 180,
        "title " * 300,
        "x;" * 900,
        "#a" * 900,
    ],
)
def test_no_text_takes_long(line: str) -> None:
    begun = time.perf_counter()
    parse_leniently("journey\n" + f"{line}\n" * 500)
    assert time.perf_counter() - begun < 2.0


def _clean(text: str) -> str:
    return re.sub("[\\s\ufeff]+", " ", text.replace("\u200b", "")).strip()


@settings(max_examples=150, deadline=None)
@given(
    title=NASTY,
    names=st.lists(NASTY, min_size=1, max_size=4),
    people=st.lists(NASTY, max_size=3),
    phase=NASTY,
)
def test_export_is_read_back_whatever_the_names(
    title: str, names: list[str], people: list[str], phase: str
) -> None:
    records = starting_records("en", title, persona="P", phases=(phase, "Last"))
    scenario = next(r for r in records if isinstance(r, Scenario))
    phase_id = next(r.id for r in records if r.KIND == "phase")
    who = [Persona(id=new_id("persona"), order="b0", name=p) for p in people]
    felt = tuple(Experience(persona=p.id, emotional=1.0) for p in who)
    for name, order in zip(names, keys_between(None, None, len(names)), strict=True):
        records.append(
            Touchpoint(
                id=new_id("touchpoint"),
                scenario=scenario.id,
                phase=phase_id,
                order=order,
                title=name,
                experience=felt,
            )
        )
    text, _warnings = write_mermaid(Journey([*records, *who]), scenario.id)
    got = parse(text)
    assert _clean(got.title) == _clean(title)
    assert [_clean(s) for s in got.sections] == [_clean(phase) or "Untitled", "Last"]
    assert [_clean(t.task) for t in got.tasks] == [_clean(n) or "Untitled" for n in names]
    wanted = list(dict.fromkeys(filter(None, map(_clean, people))))
    for task in got.tasks:
        assert task.score == (4 if people else 3)
        if people:
            assert [_clean(p) for p in task.people] == wanted


def test_export_reports_what_is_lost() -> None:
    journey = read_mermaid("journey\nA: 3.4: Me\nB: x: Me", language="en").journey
    text, warnings = write_mermaid(journey, journey.scenarios[0].id)
    assert text.splitlines()[-1] == "      B: 3: Me"
    assert text.splitlines()[-2].strip().startswith("%% ")
    assert {p.code for p in warnings} == {"mermaid-rounded", "mermaid-unknown-emotion"}
    assert all(p.severity == "warning" and p.sentence for p in warnings)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=400), NASTY.map(lambda t: f"journey\n{t}\nA: 3: Me\n{t}: 2: {t}")))
def test_only_sentences_escape(text: str) -> None:
    told = []
    try:
        result = read_mermaid(text)
        assert rules.check(result.journey) == []
        told = [p.sentence for p in result.problems]
    except CjmError as error:
        told = [p.sentence for p in error.problems] or [""]
    assert all(told)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_bytes_of_any_kind(data: bytes) -> None:
    with suppress(CjmError):
        assert rules.check(read_mermaid(data).journey) == []
