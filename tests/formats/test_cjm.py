"""The .cjm file: what is written reads as the same, always as the same bytes, and old files open for ever."""

from __future__ import annotations

import gc
import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given

from cjm_desktop import resources
from cjm_desktop.formats import cjm, limits, migrations, schema
from cjm_desktop.model.fields import specs
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import LISTS, Experience, Info, Stamp, Touchpoint
from cjm_desktop.model.rules import check
from cjm_desktop.model.starter import new_journey
from tests.strategies import journeys, picture

DATA = Path(__file__).parent.parent / "data"
_VALIDATOR = jsonschema.Draft202012Validator(schema.schema())


@given(journeys())
def test_reading_gives_back_what_was_written(journey: Journey) -> None:
    data = cjm.write(journey)
    again = cjm.read(data)
    assert again == journey
    assert cjm.write(again) == data


@given(journeys())
def test_equal_journeys_give_the_same_bytes_whatever_the_order_of_their_making(journey: Journey) -> None:
    turned = Journey(reversed(tuple(journey.records())))
    assert cjm.write(turned) == cjm.write(journey)


@given(journeys())
def test_the_schema_accepts_what_is_written(journey: Journey) -> None:
    document = json.loads(cjm.write(journey))
    assert [e.message for e in _VALIDATOR.iter_errors(document)] == []


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    document = json.loads((DATA / "v2-all.cjm").read_bytes())
    document["touchpoints"][0]["effort"] = 9
    assert [list(e.path) for e in _VALIDATOR.iter_errors(document)] == [["touchpoints", 0, "effort"]]


def test_the_schema_in_resources_is_the_one_of_the_fields() -> None:
    assert resources.path("cjm.schema.json").read_text("utf-8") == schema.text(), (
        "run: python -m cjm_desktop.formats.schema"
    )


def test_one_record_a_line_format_first() -> None:
    journey = new_journey("nl", "Klantreis")
    lines = cjm.write(journey).decode().splitlines()
    assert lines[0].startswith('{"format": "cjm-desktop", "version": 2, "app": "')
    assert lines[1] == '"info": {"title": "Klantreis"},'
    assert len(lines) == len(journey) + 2 * 4 + 1 - 1  # four lists, the head, and info with the stamp
    assert cjm.write(journey).endswith(b"]}\n")


def test_a_touchpoint_is_written_as_the_design_says() -> None:
    journey = cjm.read((DATA / "v2-all.cjm").read_bytes())
    felt = (Experience(persona=journey.personas[0].id, emotional=-1.8, functional=-1.0),)
    old = journey.touchpoints[0]
    plain = Touchpoint(
        id="tp_7k2m9x4q", scenario=old.scenario, phase=old.phase, order="a3", title="Retour", experience=felt
    )
    line = next(
        line
        for line in cjm.write(Journey([*journey.records(), plain])).decode().splitlines()
        if "tp_7k2m9x4q" in line
    )
    assert line.rstrip(",") == (
        f'{{"id": "tp_7k2m9x4q", "scenario": "{old.scenario}", "phase": "{old.phase}", "order": "a3", '
        f'"title": "Retour", "experience": {{"{felt[0].persona}": {{"emotional": -1.8, "functional": -1}}}}}}'
    )


@pytest.mark.parametrize("path", sorted(DATA.glob("v*.cjm")), ids=lambda p: p.name)
def test_files_of_every_version_open_for_ever_and_lose_nothing(path: Path) -> None:
    data = path.read_bytes()
    journey = cjm.read(data)
    assert check(journey) == []
    data = re.sub(rb'"version": \d+', b'"version": %d' % migrations.VERSION, data, count=1)
    app = data.split(b'"app": ')[1].split(b'"')[1]
    assert cjm.write(journey).replace(cjm.__version__.encode(), app, 1) == data


def test_the_sample_has_every_field_of_every_record() -> None:
    journey = cjm.read((DATA / "v2-all.cjm").read_bytes())
    for cls in (Info, Stamp, *LISTS.values()):
        records = [r for r in journey.records() if type(r) is cls]
        for spec in specs(cls):
            used = [r for r in records if getattr(r, spec.name) not in (spec.default, None)]
            assert used, f"{cls.__name__}.{spec.name} is nowhere in v2-all.cjm"


def test_unknown_fields_are_kept_and_written_back() -> None:
    data = (DATA / "v1-newer-minor.cjm").read_bytes()
    journey = cjm.read(data)
    document, again = json.loads(data), json.loads(cjm.write(journey))
    assert again["weather"] == document["weather"]
    assert again["info"]["mood"] == document["info"]["mood"]
    assert again["touchpoints"][0]["zzz"] == {"a": 1}
    assert again["touchpoints"][0]["experience"]["pe_sanne"]["pulse"] == 72
    warnings = cjm.problems_of(data)
    assert {p.severity for p in warnings} == {"warning"}
    assert {p.args["key"] for p in warnings} == {"weather", "mood", "zzz"}


def test_a_newer_version_is_refused_with_a_sentence() -> None:
    with pytest.raises(CjmError, match="newer version of CJM Desktop") as caught:
        cjm.read(b'{"format": "cjm-desktop", "version": 3, "touchpoints": 5}')
    assert [p.code for p in caught.value.problems] == ["version-newer"]


def test_old_versions_go_through_every_step() -> None:
    def renamed(document: migrations.Document) -> migrations.Document:
        return {("scenarios" if k == "variants" else k): v for k, v in document.items()}

    def filled(document: migrations.Document) -> migrations.Document:
        return document | {"scenarios": [s | {"name": "?"} for s in document["scenarios"]]}

    document = {"version": 1, "variants": [{"id": "sc_1"}]}
    steps = {1: renamed, 2: filled}
    assert migrations.to_current(document, version=3, steps=steps) == {
        "version": 3,
        "scenarios": [{"id": "sc_1", "name": "?"}],
    }
    assert document == {"version": 1, "variants": [{"id": "sc_1"}]}


def test_there_is_a_step_from_every_version() -> None:
    assert set(migrations.STEPS) == set(range(1, migrations.VERSION))


def test_text_is_stored_in_normal_form_and_saving_says_so_to_nobody(tmp_path: Path) -> None:
    journey = new_journey("nl", "Cafe\u0301")
    cjm.save(journey, tmp_path / "a.cjm")
    assert cjm.load(tmp_path / "a.cjm")[0].info.title == "Café"


def test_a_byte_order_mark_is_accepted() -> None:
    data = cjm.write(new_journey("nl", "x"))
    assert cjm.write(cjm.read(b"\xef\xbb\xbf" + data)) == data


def test_whole_numbers_are_numbers_but_true_is_none() -> None:
    data = (DATA / "v2-all.cjm").read_bytes()
    document = json.loads(data)
    felt = next(iter(document["touchpoints"][0]["experience"].values()))
    felt["emotional"] = 1
    assert cjm.read(json.dumps(document).encode()).touchpoints[0].experience[0].emotional == 1.0
    felt["emotional"] = True
    with pytest.raises(CjmError, match="should be a number, not true"):
        cjm.read(json.dumps(document).encode())


def test_the_collector_is_on_again_after_a_good_and_a_bad_file() -> None:
    cjm.read((DATA / "v2-all.cjm").read_bytes())
    assert gc.isenabled()
    with pytest.raises(CjmError):
        cjm.read(b"{")
    assert gc.isenabled()


def test_save_and_load(tmp_path: Path) -> None:
    journey = cjm.read((DATA / "v2-all.cjm").read_bytes())
    path = tmp_path / "reis.cjm"
    mark = cjm.save(journey, path)
    again, seen = cjm.load(path)
    assert again == journey
    assert seen == mark
    assert path.read_bytes() == cjm.write(journey)


def test_a_journey_that_would_not_open_again_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "reis.cjm"
    cjm.save(new_journey("nl", "goed"), path)
    before = path.read_bytes()
    for title in ("half \ud800", "x" * 2001, "tab\tin a label"):
        broken = new_journey("nl")
        broken = Journey([*list(broken.records())[1:], replace(broken.info, title=title)])
        with pytest.raises(CjmError, match="Nothing was written"):
            cjm.save(broken, path)
        assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["reis.cjm"]


def test_a_number_that_is_none_is_not_written(tmp_path: Path) -> None:
    journey = cjm.read((DATA / "v2-all.cjm").read_bytes())
    old = journey.touchpoints[0]
    for value in (float("nan"), float("inf")):
        broken = Journey(replace(r, dx=value) if r.id == old.id else r for r in journey.records())
        with pytest.raises(CjmError, match="Nothing was written"):
            cjm.save(broken, tmp_path / "a.cjm")
    assert list(tmp_path.iterdir()) == []


def test_a_journey_larger_than_a_file_may_be_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cjm.limits, "FILE_BYTES", 1000)
    journey = Journey([*new_journey("nl").records(), picture("as_1", 400, 400)])
    parse = cjm.parse
    monkeypatch.setattr(cjm, "parse", lambda data: parse(data, limit=limits.FILE_BYTES))
    with pytest.raises(CjmError, match="at most"):
        cjm.save(journey, tmp_path / "a.cjm")


def test_loading_what_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(CjmError, match=r"“weg\.cjm” does not exist"):
        cjm.load(tmp_path / "weg.cjm")
    with pytest.raises(CjmError, match="is a folder"):
        cjm.load(tmp_path)
    with pytest.raises(CjmError):
        cjm.load("a\0b.cjm")
