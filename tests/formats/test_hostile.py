"""A stranger's file: whatever the bytes are, they give a sound journey or a sentence, quickly."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cjm_desktop.formats import cjm, limits
from cjm_desktop.formats.images import image_header
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.rules import check
from tests.strategies import png

GOOD = (Path(__file__).parent.parent / "data" / "v1-all.cjm").read_bytes()
HEAD = b'{"format": "cjm-desktop", "version": 1'


def sentences(data: bytes) -> list[str]:
    """What the user is told about the bytes; at most two seconds, even here."""
    start = time.process_time()
    with pytest.raises(CjmError) as caught:
        cjm.read(data, name="reis.cjm")
    assert time.process_time() - start < 5
    return str(caught.value).splitlines()


def with_field(value: bytes) -> bytes:
    return HEAD + b', "info": {"title": ' + value + b"}}"


FIXED = {
    # J1: depth
    "depth-lists": (b"[" * 10**6, "nested deeper than 32"),
    "depth-objects": (b'{"a":' * 10**5, "nested deeper than 32"),
    "depth-unknown-field": (HEAD + b', "zzz": ' + b"[" * 40 + b"]" * 40 + b"}", "nested deeper than 32"),
    # J2: size
    "too-big": (b"[" + b"{}," * 6_700_000 + b"{}]", "The file is 20.2 MB; at most 20 MB"),
    "tokens": (b"[" + b"{}," * 3_000_000 + b"{}]", "more than 2000000 values"),
    "quotes": (b'["' + b'","' * 5_000_000 + b'"]', "more than 2000000 values"),
    # J3: our own scanner
    "one-string": (b'"' + b"x" * 15_000_000 + b'"', "not a journey"),
    "one-string-open": (b'{"a": "' + b'\\"' * 7_000_000, "ends in the middle"),
    "backslashes": (b'{"a": "' + b"\\" * 10_000_000 + b'"}', "not a journey"),
    # J4: two readers, two documents
    "twice": (b'{"format": "cjm", "f\\u006frmat": "cjm-desktop"}', "“format” stands twice"),
    "id-twice-in-one": (HEAD + b', "phases": [{"id": "a", "id": "b", "name": "x"}]}', "“id” stands twice"),
    # J5–J7: numbers
    "nan": (with_field(b"NaN"), "“NaN” is not a number"),
    "infinity": (with_field(b"-Infinity"), "“-Infinity” is not a number"),
    "overflow": (with_field(b"1e999"), "“1e999” is not a number"),
    "huge-int": (with_field(b"9" * 5000), "is not a number that a journey can hold"),
    "long-float": (with_field(b"0." + b"1" * 100), "is not a number that a journey can hold"),
    # J8–J10: characters
    "surrogate": (with_field(b'"\\ud800"'), r"info\.title: .*half a character \(U\+D800\)"),
    "surrogate-key": (HEAD + b', "\\uDFFF": 1}', "half a character"),
    "surrogate-bytes": (with_field(b'"\xed\xa0\x80"'), "not written in UTF-8"),
    "utf-16": ("{}".encode("utf-16"), "not written in UTF-8"),
    "utf-16-no-mark": ("{}".encode("utf-16-le"), "not written in UTF-8"),
    "latin-1": (with_field('"Café"'.encode("latin-1")), "not written in UTF-8 .line 1"),
    "two-marks": (b"\xef\xbb\xbf\xef\xbb\xbf" + GOOD, "another kind of file|not valid"),
    "nul": (GOOD[:300] + b"\0" * 200, "From line 2 on the file contains zeros"),
    "control-raw": (with_field(b'"a\x07b"'), "control character inside a text"),
    "control-escaped": (with_field(b'"a\\u0000b"'), r"info\.title: .*control character U\+0000"),
    "newline-in-label": (with_field(b'"a\\nb"'), r"info\.title: .*U\+000A"),
    "c1": (with_field('"a\x85b"'.encode()), r"U\+0085"),
    # J11: types
    "list-as-text": (with_field(b'["a"]'), r"info\.title: should be a text, not \[…\]"),
    "null": (with_field(b"null"), r"info\.title: should be a text, not null"),
    "info-list": (HEAD + b', "info": []}', r"info: should be an object, not \[…\]"),
    "lists-object": (HEAD + b', "phases": {}}', "phases: should be a list, not {…}"),
    "record-number": (HEAD + b', "phases": [7]}', r"phases\[0\]: should be an object, not 7"),
    # J12: versions
    "newer": (b'{"format": "cjm-desktop", "version": 999}', "made by a newer version"),
    "version-text": (b'{"format": "cjm-desktop", "version": "1"}', "which version"),
    "version-true": (b'{"format": "cjm-desktop", "version": true}', "which version"),
    "version-zero": (b'{"format": "cjm-desktop", "version": 0}', "which version"),
    "no-version": (b'{"format": "cjm-desktop"}', "which version"),
    # J13: the commonest
    "empty": (b"", "reis.cjm: The file is empty"),
    "blank": (b" \n\n", "The file is empty"),
    "zeros": (b"\0" * 8192, "reis.cjm: The file contains only zeros"),
    "half": (GOOD[: len(GOOD) // 2], r"ends in the middle, at line \d+; perhaps it was not copied"),
    "half-letter": (GOOD[: GOOD.index("„".encode()) + 1], "ends in the middle, at line 4"),
    "not-json": (b"beste klant,\n", "another kind of file"),
    "xlsx": (b"PK\x03\x04....", "another kind of file .zip, xlsx"),
    "pdf": (b"%PDF-1.7", "another kind of file .pdf"),
    "svg": (b'<?xml version="1.0"?><svg/>', "another kind of file .xml"),
    "other-json": (b'{"nodes": [], "links": []}', "JSON, but not a journey"),
    "json-list": (b"[1, 2]", "JSON, but not a journey"),
    "syntax": (HEAD + b',\n"info": {"title": oeps}}', r"Line 2, column 19 can.t be read"),
    "comma": (HEAD + b',\n"phases": [],\n}', "Line (2, column 13|3, column 1) can.t be read"),
    "after": (HEAD + b"}\n{}", "Line 2, column 1 can.t be read"),
    # G1: hash collisions need whole numbers as keys; ids are texts
    "int-ids": (
        HEAD
        + b', "phases": ['
        + b",".join(b'{"id": %d}' % (2305843009213693951 * k) for k in range(1, 2000))
        + b"]}",
        "is not a number that a journey can hold",
    ),
    "small-int-ids": (
        HEAD + b', "phases": [{"id": 5, "name": "x"}]}',
        r"phases\[0\]\.id: should be a text, not 5",
    ),
    # G2
    "no-id": (HEAD + b', "phases": [{"name": "x"}]}', r"phases\[0\]: the field “id” is missing"),
    "bad-id": (HEAD + b', "phases": [{"id": "../x", "name": "x"}]}', "“../x” is not a valid id"),
    "own-id": (HEAD + b', "phases": [{"id": "info", "name": "x"}]}', "the id info is used twice"),
    "id-twice": (
        HEAD + b', "phases": [{"id": "a", "name": "x"}], "owners": [{"id": "a", "name": "y"}]}',
        r"owners\[0\]\.id: the id a is used twice",
    ),
    # G4
    "many": (HEAD + b', "phases": [' + b"{}," * 20_000 + b"{}]}", "phases: has 20001 records; at most 20000"),
    "many-pictures": (HEAD + b', "assets": [' + b"{}," * 50 + b"{}]}", "assets: has 51 records; at most 50"),
    "many-items": (
        HEAD + b', "info": {"participants": [' + b'"",' * 10_000 + b'""]}}',
        r"info\.participants: has 10001 items",
    ),
    # Q2, Q3
    "long-label": (with_field(b'"' + b"x" * 1_000_000 + b'"'), "has 1000000 characters; at most 2000"),
    "zalgo": (with_field(('"a' + "\u0301" * 100_000 + '"').encode()), "characters; at most 2000"),
    # the top
    "slash-key": (HEAD + b', "info": {"/x": 1}}', "begins with a slash"),
}


@pytest.mark.parametrize(("data", "pattern"), FIXED.values(), ids=FIXED.keys())
def test_every_hostile_file_has_its_sentence(data: bytes, pattern: str) -> None:
    told = sentences(data)
    assert re.search(pattern, told[0]), told[:3]
    assert all("{" not in line.replace("{…}", "") for line in told)


def changed(change: Callable[[dict[str, Any]], None]) -> bytes:
    document = json.loads(GOOD)
    change(document)
    return json.dumps(document).encode()


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "dangling": (
        lambda d: d["touchpoints"][3].update(phase="ph_weg"),
        "touchpoints[3].phase: refers to ph_weg, which does not exist",
    ),
    "dangling-end": (
        lambda d: d["connections"][0].update(target="tp_weg"),
        "connections[0].target: refers to tp_weg, which does not exist",
    ),
    "dangling-in-list": (
        lambda d: d["scenarios"][0]["personas"].append("pe_weg"),
        "scenarios[0].personas[2]: refers to pe_weg, which does not exist",
    ),
    "dangling-persona": (
        lambda d: d["touchpoints"][0]["experience"].update(pe_weg={"emotional": 1}),
        "touchpoints[0].experience.pe_weg.persona: refers to pe_weg, which does not exist",
    ),
    "dangling-info": (
        lambda d: d["info"].update(logo="as_weg"),
        "info.logo: refers to as_weg, which does not exist",
    ),
    "dangling-poster": (
        lambda d: d["info"]["poster"].update(lanes=["la_kwijt"]),
        "info.poster.lanes[0]: refers to la_kwijt, which does not exist",
    ),
    "wrong-kind": (
        lambda d: d["touchpoints"][1].update(channel="ow_log"),
        "touchpoints[1].channel: refers to ow_log, which is of another kind",
    ),
    "two-scenarios": (
        lambda d: d["connections"][0].update(target="tp_zoek2"),
        "connections[0]: joins two touchpoints of different scenarios",
    ),
    "shares": (
        lambda d: d["connections"].append(
            {"id": "co_2", "source": "tp_koop", "target": "tp_bel", "share": 0.95}
        ),
        "touchpoints[1]: the shares that leave “Bestelt” add up to 1.05; at most 1 is possible",
    ),
    "circle": (
        lambda d: d["scenarios"][0].update(derived_from="sc_straks"),
        "scenarios[0].derived_from: is derived from itself in a circle\n"
        "scenarios[1].derived_from: is derived from itself in a circle",
    ),
    "choice": (
        lambda d: d["lanes"][0].update(kind="magic"),
        "lanes[0].kind: “magic” is not one of: road, experience, actions, thoughts, channel, pains, opportunities, "
        "insights, owner, evidence, frontstage, backstage, support, metrics, images, content, text, coverage",
    ),
    "range": (
        lambda d: d["touchpoints"][0]["experience"]["pe_sanne"].update(emotional=2.5),
        "touchpoints[0].experience.pe_sanne.emotional: 2.5 lies outside −2 to 2",
    ),
    "share-range": (
        lambda d: d["touchpoints"][0]["drop_off"].update(share=1.01),
        "touchpoints[0].drop_off.share: 1.01 lies outside 0 to 1",
    ),
    "true-as-number": (
        lambda d: d["touchpoints"][0].update(dx=True),
        "touchpoints[0].dx: should be a number, not true",
    ),
    "float-as-integer": (
        lambda d: d["touchpoints"][0].update(effort=3.0),
        "touchpoints[0].effort: should be a whole number, not 3.0",
    ),
    "text-as-flag": (
        lambda d: d["lanes"][0].update(visible="no"),
        'lanes[0].visible: should be true or false, not "no"',
    ),
    "colour": (
        lambda d: d["phases"][0].update(colour="url(x)"),
        "phases[0].colour: “url(x)” is not a valid colour",
    ),
    "far": (
        lambda d: d["touchpoints"][0].update(dx=1e300),
        "touchpoints[0].dx: 1e+300 lies outside −10,000 to 10,000",
    ),
    "missing-in-part": (
        lambda d: d["touchpoints"][0].update(drop_off={"reason": "x"}),
        "touchpoints[0].drop_off: the field “share” is missing",
    ),
    "base64": (lambda d: d["assets"][0].update(data="===="), "assets[0].data: is not valid base64"),
    "base64-letters": (lambda d: d["assets"][0].update(data="é"), "assets[0].data: is not valid base64"),
    "svg-as-png": (
        lambda d: d["assets"][0].update(data=base64.b64encode(b"<svg/>").decode()),
        "assets[0].data: is not a PNG picture",
    ),
    "png-as-jpeg": (
        lambda d: d["assets"][0].update(media_type="image/jpeg"),
        "assets[0].data: is not a JPEG picture",
    ),
    "bomb": (
        lambda d: d["assets"][0].update(data=base64.b64encode(bomb(13_000, 13_000)).decode()),
        "assets[0].data: the picture has 13000 × 13000 pixels; at most 25 megapixels fit",
    ),
    "huge-picture": (
        lambda d: d["assets"][0].update(data="A" * 12_000_000),
        "assets[0].data: the picture has 9000000 bytes; at most 8000000 fit",
    ),
}


def bomb(width: int, height: int) -> bytes:
    return png(1, 1)[:16] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\1\0\0\0\0"


@pytest.mark.parametrize(("change", "sentence"), CHANGES.values(), ids=CHANGES.keys())
def test_every_wrong_value_is_told_with_its_place(
    change: Callable[[dict[str, Any]], None], sentence: str
) -> None:
    assert sentences(changed(change)) == sentence.splitlines()


def test_several_mistakes_are_all_told() -> None:
    def spoil(d: dict[str, Any]) -> None:
        d["info"]["type"] = "double"
        d["touchpoints"][0]["effort"] = 8
        d["touchpoints"][0]["tags"] = ["ok", 5, "ok", None]
        d["touchpoints"][1]["title"] = 3
        del d["phases"][0]["name"]

    assert sentences(changed(spoil)) == [
        "info.type: “double” is not one of: single, composite",
        "phases[0]: the field “name” is missing",
        "touchpoints[0].effort: 8 lies outside 1 to 7",
        "touchpoints[0].tags[1]: should be a text, not 5",
        "touchpoints[0].tags[3]: should be a text, not null",
        "touchpoints[1].title: should be a text, not 3",
    ]


def test_a_thousand_mistakes_are_not_all_told() -> None:
    phases = [{"id": f"ph_{i}"} for i in range(1000)]
    data = json.dumps({"format": "cjm-desktop", "version": 1, "phases": phases}).encode()
    told = sentences(data)
    assert len(told) == limits.PROBLEMS + 1
    assert told[-1] == "and 800 more"
    assert len(cjm.problems_of(data)) == 1000


def test_a_picture_with_another_checksum_or_size_opens_with_a_warning() -> None:
    def spoil(d: dict[str, Any]) -> None:
        d["assets"][0]["sha256"] = "0" * 64
        d["assets"][0]["width"] = 400

    data = changed(spoil)
    assert cjm.read(data).assets[0].width == 400
    assert [(p.path, p.code, p.severity) for p in cjm.problems_of(data)] == [
        ("assets[0]", "image-size", "warning"),
        ("assets[0].sha256", "image-hash", "warning"),
    ]


def test_headers_of_pictures() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc2\x00\x0b\x08\x00\x10\x00\x20\x01\x01\x11\x00"
    assert image_header(jpeg) == ("image/jpeg", 32, 16)
    assert image_header(png(3, 2)) == ("image/png", 3, 2)
    for broken in (
        b"",
        b"\xff\xd8",
        b"\xff\xd8\xff\xda\x00\x02" + b"x" * 40,
        jpeg[:14],
        png(3, 2)[:20],
        b"GIF89a",
    ):
        assert image_header(broken) is None


def test_a_message_shows_no_character_that_can_not_be_printed() -> None:
    data = HEAD + b', "info": {"scope": "x\\u202e\\u0007\\n<b>"}}'
    (told,) = sentences(data)
    assert told.startswith("info.scope: “x\ufffd\ufffd\ufffd<b>” is not one of")


def is_sound(data: bytes) -> None:
    """The law: bytes give a journey that keeps the rules and can be written, or a CjmError with a sentence."""
    try:
        journey = cjm.read(data)
    except CjmError as error:
        told = str(error)
    else:
        assert check(journey) == []
        assert cjm.read(cjm.write(journey)) == journey
        told = "a journey"
    assert told.strip()


@given(st.binary(max_size=200))
@example(b"\xff\xfe{\0}\0")
@example(b'{"format": "cjm-desktop", "version": 1}' + b" " * 100)
def test_any_bytes(data: bytes) -> None:
    is_sound(data)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file with a few bytes cut, doubled, flipped or replaced."""
    data = GOOD
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 40))
        what = draw(st.sampled_from(["cut", "double", "put", "flip", "end"]))
        if what == "cut":
            data = data[:at] + data[at + length :]
        elif what == "double":
            data = data[: at + length] + data[at:]
        elif what == "put":
            data = data[:at] + draw(st.sampled_from(_PIECES)) + data[at:]
        elif what == "flip" and at < len(data):
            data = data[:at] + bytes([data[at] ^ (1 << length % 8)]) + data[at + 1 :]
        else:
            data = data[:at]
    return data


_PIECES = [
    b'"',
    b"\\",
    b"{",
    b"}",
    b"[]",
    b",",
    b"null",
    b"-1",
    b"1e9",
    b"true",
    b"\0",
    b"\xff",
    b"\\ud83d",
    b"\n",
]


@given(damaged())
def test_any_damage(data: bytes) -> None:
    is_sound(data)


_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["", "tp_zoek", "pe_sanne", "as_logo", "sc_nu", "sc_straks", "#123456", "2026-11-22", "a0", "self"]
    ),
    st.just([]),
    st.just({}),
    st.just(["tp_zoek"]),
)


@st.composite
def altered(draw: st.DrawFn) -> bytes:
    """A good file with fields set to other values, records doubled, left out or moved to another list."""
    document = json.loads(GOOD)
    lists = [k for k, v in document.items() if isinstance(v, list)]
    for _ in range(draw(st.integers(1, 5))):
        rows = document[draw(st.sampled_from(lists))]
        what = draw(st.sampled_from(["set", "set", "set", "double", "drop", "move", "inner"]))
        if not rows:
            continue
        record = draw(st.sampled_from(rows))
        if not isinstance(record, dict) or not record:
            continue
        if what == "set":
            record[draw(st.sampled_from(sorted(record)))] = draw(_VALUES)
        elif what == "double":
            rows.append(dict(record) | {"id": draw(st.sampled_from(["x1", "x2", "tp_zoek"]))})
        elif what == "drop":
            rows.remove(record)
        elif what == "move":
            document[draw(st.sampled_from(lists))].append(record)
        else:
            inner = [v for v in record.values() if isinstance(v, dict) and v]
            if inner:
                part = draw(st.sampled_from(inner))
                part[draw(st.sampled_from(sorted(part)))] = draw(_VALUES)
    return json.dumps(document).encode()


@given(altered())
def test_any_other_values(data: bytes) -> None:
    is_sound(data)


@pytest.mark.slow
@given(st.one_of(damaged(), altered()))
def test_any_file_for_long(data: bytes) -> None:
    is_sound(data)


def test_the_sample_itself_is_sound() -> None:
    assert cjm.problems_of(GOOD) == []
    assert hashlib.sha256(cjm.read(GOOD).assets[0].data).hexdigest() == cjm.read(GOOD).assets[0].sha256
