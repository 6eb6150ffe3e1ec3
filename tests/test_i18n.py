"""Languages: look-up, the two languages side by side, numbers and dates."""

import datetime
import sys
import threading
from pathlib import Path

import pytest

from cjm_desktop import i18n, resources
from cjm_desktop.i18n import N_, _, in_language, ngettext, number, set_language, system_language

CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Phase"
msgstr "Fase"

msgid "{n} touchpoint"
msgid_plural "{n} touchpoints"
msgstr[0] "{n} contactmoment"
msgstr[1] "{n} contactmomenten"
"""


@pytest.fixture
def dutch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small Dutch catalogue of our own, so that these tests don't hang on the real one."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    source = tmp_path / "x.po"
    source.write_text(CATALOGUE, encoding="utf-8")
    compiled = tmp_path / "locale" / "nl" / "LC_MESSAGES" / "cjm_desktop.mo"
    compiled.parent.mkdir(parents=True)
    with source.open("rb") as po, compiled.open("wb") as mo:
        write_mo(mo, read_po(po, locale="nl"))
    monkeypatch.setattr(resources, "path", lambda *parts: tmp_path.joinpath(*parts))
    monkeypatch.setattr(i18n, "_texts", {})


@pytest.mark.usefixtures("dutch")
def test_texts_follow_the_language() -> None:
    assert _("Phase") == "Phase"
    set_language("nl")
    assert _("Phase") == "Fase"
    assert _("Not in the catalogue") == "Not in the catalogue"
    assert _("") == ""
    assert N_("Phase") == "Phase"


@pytest.mark.usefixtures("dutch")
@pytest.mark.parametrize(
    ("code", "n", "text"),
    [
        ("nl", 0, "{n} contactmomenten"),
        ("nl", 1, "{n} contactmoment"),
        ("nl", 5, "{n} contactmomenten"),
        ("en", 0, "{n} touchpoints"),
        ("en", 1, "{n} touchpoint"),
    ],
)
def test_plurals(code: str, n: int, text: str) -> None:
    with in_language(code):
        assert ngettext("{n} touchpoint", "{n} touchpoints", n) == text


@pytest.mark.usefixtures("dutch")
def test_a_poster_speaks_its_own_language_and_leaves_the_window_alone() -> None:
    with in_language("nl"):
        assert (_("Phase"), i18n.language()) == ("Fase", "nl")
        with in_language("en-GB"):
            assert _("Phase") == "Phase"
        assert _("Phase") == "Fase"
        heard: list[str] = []
        other = threading.Thread(target=lambda: heard.append(_("Phase")))
        other.start()
        other.join()
    assert heard == ["Phase"]
    assert i18n.language() == "en"


def test_language_is_restored_after_an_error() -> None:
    with pytest.raises(RuntimeError), in_language("nl"):
        raise RuntimeError
    assert i18n.language() == "en"


def test_a_missing_catalogue_gives_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "path", lambda *parts: tmp_path.joinpath(*parts))
    monkeypatch.setattr(i18n, "_texts", {})
    set_language("nl")
    assert _("Phase") == "Phase"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl"}, "nl"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "nl_BE"}, "nl"),
        ({"LANG": "nl_NL", "LC_ALL": "en_US"}, "en"),
        ({"LANGUAGE": "de:nl:en", "LC_ALL": "en_US"}, "nl"),
    ],
)
def test_system_language(variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert system_language() == expected
    set_language("system")
    assert i18n.language() == expected


def test_system_language_when_nothing_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert system_language() == "en"


@pytest.mark.parametrize(
    ("value", "decimals", "nl", "en"),
    [
        (-1.8, 1, "\N{MINUS SIGN}1,8", "\N{MINUS SIGN}1.8"),
        (2, 0, "2", "2"),
        (0.5, 2, "0,50", "0.50"),
        (-0.04, 1, "0,0", "0.0"),
        (-0.0, 1, "0,0", "0.0"),
        (-10, 0, "\N{MINUS SIGN}10", "\N{MINUS SIGN}10"),
        (999, 0, "999", "999"),
        (42000, 0, "42.000", "42,000"),
        (-1234567.89, 1, "\N{MINUS SIGN}1.234.567,9", "\N{MINUS SIGN}1,234,567.9"),
    ],
)
def test_numbers(value: float, decimals: int, nl: str, en: str) -> None:
    assert number(value, decimals) == en
    with in_language("nl"):
        assert number(value, decimals) == nl


def test_dates() -> None:
    day = datetime.date(2026, 11, 21)
    assert i18n.date(day) == "21 November 2026"
    with in_language("nl"):
        assert i18n.date(day) == "21 november 2026"
        assert i18n.date(datetime.date(2026, 3, 1)) == "1 maart 2026"
