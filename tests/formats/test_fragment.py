"""The clipboard: records there and back, from this journey or another, and as plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop import i18n
from cjm_desktop.formats import fragment
from cjm_desktop.model import copying
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import INFO_ID, STAMP_ID, Card, Experience, Owner, Persona, Phase, Touchpoint
from tests.strategies import journeys, picture

HEAD = b'{"format": "cjm-desktop-fragment", "version": 1'


@given(journeys())
def test_records_come_back(journey: Journey) -> None:
    records = [r for r in journey.records() if r.id not in (INFO_ID, STAMP_ID)]
    assert list(fragment.read(fragment.write(journey.records()))) == records


@given(st.data(), journeys())
def test_a_few_records_come_back_though_the_others_are_missing(data: st.DataObject, journey: Journey) -> None:
    chosen = data.draw(st.lists(st.sampled_from(list(journey.records())), max_size=3))
    records = [r for r in copying.closure(journey, [r.id for r in chosen]) if r.id not in (INFO_ID, STAMP_ID)]
    assert list(fragment.read(fragment.write(records))) == records


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty"),
        (b"just text", "another kind of file"),
        (b"[]", "nothing on the clipboard"),
        (b'{"format": "cjm-desktop", "version": 1}', "nothing on the clipboard"),
        (b'{"format": "cjm-desktop-fragment", "version": 2}', "another version"),
        (HEAD + b', "phases": [{"id": "a"}]}', "“name” is missing"),
        (HEAD + b', "phases": [{"id": "a", "name": "x"}, {"id": "a", "name": "y"}]}', "used twice"),
        (HEAD + b', "phases": [{"id": "a", "name": "x\\u0000"}]}', "control character"),
        (HEAD + b', "zz": ' + b"[" * 50 + b"]" * 50 + b"}", "nested deeper"),
        (b'{"a": "' + b"x" * 5_000_000 + b'"}', "at most 5 MB"),
    ],
)
def test_a_strangers_clipboard_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(CjmError, match=sentence):
        fragment.read(data)


def test_what_holds_together_wrongly_is_refused() -> None:
    owner = Owner(id="ow_1", name="x")
    stop = Touchpoint(id="tp_1", scenario="ow_1", phase="ph_elsewhere")
    with pytest.raises(CjmError, match="of another kind"):
        fragment.read(fragment.write([owner, stop]))


@given(st.binary(max_size=100))
def test_any_bytes_are_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(CjmError) as caught:
        fragment.read(data)
    assert str(caught.value)


def test_too_much_is_not_put_on_the_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragment.limits, "FRAGMENT_BYTES", 100)
    with pytest.raises(CjmError, match="at most"):
        fragment.write([picture("as_1")])


def test_the_outline_has_a_line_a_touchpoint() -> None:
    phase = Phase(id="ph_1", name="Kopen")
    sanne, bram = Persona(id="pe_1", name="Sanne"), Persona(id="pe_2", name="Bram")
    felt = (Experience(persona="pe_1", emotional=-1.8), Experience(persona="pe_2", functional=1.0))
    stops = [
        Touchpoint(id="tp_1", scenario="sc", phase="ph_1", title="Zoekt\u2028een machine", experience=felt),
        Touchpoint(id="tp_2", scenario="sc", phase="ph_1", title="Bestelt"),
    ]
    cards = [
        Card(id="ca_1", lane="la", scenario="sc", anchor="tp_1", text="Te veel\nkeus"),
        Card(id="ca_2", lane="la", scenario="sc", anchor="tp_weg", text="Los"),
    ]
    records = [sanne, bram, phase, *stops, *cards]
    assert fragment.outline(records).split("\n") == [
        "Sanne",
        "Bram",
        "Kopen",
        "Zoekt een machine (Sanne −1.8)",
        "\tTe veel keus",
        "Bestelt",
        "Los",
    ]
    with i18n.in_language("nl"):
        assert fragment.outline(stops).split("\n") == ["Zoekt een machine (−1,8)", "Bestelt"]
    assert fragment.outline([]) == ""
