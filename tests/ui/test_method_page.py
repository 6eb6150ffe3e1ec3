"""The page of the method: every concept once in both languages, and it names fields and templates that there are."""

from __future__ import annotations

import re

import pytest

from cjm_desktop import i18n, resources
from cjm_desktop.formats import template
from cjm_desktop.ui.actions import ENTRIES, MENUS
from cjm_desktop.ui.panels.choice_words import CHOICES
from cjm_desktop.ui.panels.field_words import FORMS
from cjm_desktop.ui.panels.touchpoint_rows import SCORES

#: How many concepts each source article has, numbered from 01.
COUNTS = {"000": 46, "001": 34, "002": 32, "003": 44, "004": 42}
KINDS = {
    "nl": {
        "Klantreis": "info",
        "Persona": "persona",
        "Scenario": "scenario",
        "Fase": "phase",
        "Contactmoment": "touchpoint",
        "Zijweg": "connection",
        "Kaartje": "card",
        "Kanaal": "channel",
        "Eigenaar": "owner",
        "Bewijs": "evidence",
    },
    "en": {
        "Journey": "info",
        "Persona": "persona",
        "Scenario": "scenario",
        "Phase": "phase",
        "Touchpoint": "touchpoint",
        "Side road": "connection",
        "Card": "card",
        "Channel": "channel",
        "Owner": "owner",
        "Evidence": "evidence",
    },
}


def rows(code: str) -> list[tuple[str, str, str]]:
    page = resources.path("help", f"method-{code}.md").read_text("utf-8")
    return re.findall(r"^\| (\d{3}-\d{2}) \| (.*?) \| (.*) \|$", page, re.M)


def bare(words: str) -> str:
    """The name of a field without how it is filled in."""
    return re.sub(r" \((één per regel|one a line)\)", "", words)


@pytest.mark.parametrize("code", ["nl", "en"])
def test_every_concept_is_there_once_in_order(code: str) -> None:
    wanted = [f"{seed}-{n:02d}" for seed, count in COUNTS.items() for n in range(1, count + 1)]
    assert [number for number, _concept, _where in rows(code)] == wanted
    assert all(concept and where for _number, concept, where in rows(code))


@pytest.mark.parametrize("code", ["nl", "en"])
def test_the_fields_that_it_names_are_in_the_forms(code: str) -> None:
    i18n.set_language(code)
    try:
        forms = {
            kind: {bare(i18n._(words)) for _title, fields in sections for _name, words in fields}
            for kind, sections in FORMS.items()
        }
        forms["touchpoint"] |= {i18n._(words) for _name, words in SCORES}
        choices = {i18n._(words) for words in CHOICES.values()}
        for number, _concept, where in rows(code):
            for part in where.split("; "):
                head, colon, rest = part.partition(": ")
                kind = KINDS[code].get(head[:1].upper() + head[1:])
                if not colon or kind is None:
                    continue
                for name in re.findall(r"\*\*(.+?)\*\*", rest):
                    field, _is, value = name.partition(": ")
                    assert field in forms[kind], (number, kind, field)
                    assert not value or value in choices, (number, value)
    finally:
        i18n.set_language("en")


@pytest.mark.parametrize("code", ["nl", "en"])
def test_the_templates_and_menus_that_it_names_are_there(code: str) -> None:
    i18n.set_language(code)
    try:
        names = {t.name for t in template.templates(code)}
        menus = {i18n._(words) for words in MENUS.values()} | {i18n._(e.text) for e in ENTRIES.values()}
        for number, _concept, where in rows(code):
            for name in re.findall(r"(?:[Ss]jabloon|[Tt]emplate) \*\*(.+?)\*\*", where):
                assert any(known.replace("|", "-").startswith(name) for known in names), (number, name)
            for way in re.findall(r"\*\*([^*]+ › [^*]+)\*\*", where):
                for step in way.split(" › "):
                    assert step in menus, (number, step)
    finally:
        i18n.set_language("en")
