"""The program's own words in Dutch and English, by gettext and without Qt.

The source is English, so English needs no catalogue. The window speaks the user's language (set_language); what
is printed on a poster speaks the journey's (in_language). Text that a user typed is never translated.

Write _("Move {name}").format(name=...), never _(f"..."): only a plain text can be found in the catalogue.
"""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import GNUTranslations, NullTranslations

from cjm_desktop import resources

LANGUAGES = ("en", "nl")
MINUS = "\N{MINUS SIGN}"
_SWAPPED = str.maketrans(",.", ".,")

_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
}


class _Texts(dict[str, str]):
    """What was looked up before, so that a text costs one dictionary look-up."""

    def __init__(self, translations: NullTranslations) -> None:
        self.translations = translations
        self[""] = ""  # gettext would return the catalogue's header

    def __missing__(self, text: str) -> str:
        found = self[text] = self.translations.gettext(text)
        return found


_texts: dict[str, _Texts] = {}
_interface = "en"
# A context variable, so that a poster made in a thread or task does not change the window's language.
_override: ContextVar[str | None] = ContextVar("cjm_language", default=None)


def _texts_of(code: str) -> _Texts:
    texts = _texts.get(code)
    if texts is None:
        translations = NullTranslations()
        if code != "en":
            try:
                with resources.path("locale", code, "LC_MESSAGES", "cjm_desktop.mo").open("rb") as file:
                    translations = GNUTranslations(file)
            except FileNotFoundError:
                pass  # a checkout whose translations were not compiled yet speaks English
        texts = _texts[code] = _Texts(translations)
    return texts


def _known(code: str) -> str:
    """Reduce "nl_NL.UTF-8", "nl-BE" or "NL" to a language that we have; English is for all the others."""
    short = code.replace("-", "_").split("_")[0].split(".")[0].lower()
    return short if short in LANGUAGES else "en"


def _(text: str) -> str:
    """Translate a text of the program into the current language."""
    return _texts_of(_override.get() or _interface)[text]


def ngettext(one: str, many: str, n: int) -> str:
    """Translate the form that belongs to n things; the caller fills in the number."""
    return _texts_of(_override.get() or _interface).translations.ngettext(one, many, n)


def N_(text: str) -> str:  # noqa: N802 - gettext's usual name
    """Mark a text in a table for translation and give it back as it is; say _(text) where it is shown."""
    return text


def set_language(code: str) -> None:
    """Set the language of the interface: "nl", "en" or "system"."""
    global _interface
    _interface = system_language() if code == "system" else _known(code)


def language() -> str:
    """Give the current language, "nl" or "en": that of in_language, else the interface's."""
    return _override.get() or _interface


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Speak another language inside the block, in this thread or task only; English for one we don't have."""
    token = _override.set(_known(code))
    try:
        yield
    finally:
        _override.reset(token)


def system_language() -> str:
    """Give the language of the user's system, "nl" or "en"; English when it is another or can't be told."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            # LANGUAGE is a list by preference; the first that we have counts.
            codes = [code for code in value.split(":") if code[:2].lower() in LANGUAGES]
            return _known(codes[0]) if codes else "en"
    if sys.platform == "win32":
        import ctypes

        is_dutch = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == 0x13
        return "nl" if is_dutch else "en"
    if sys.platform == "darwin":
        return _mac_language()
    return "en"


def _mac_language() -> str:
    """Read what System Settings wrote: a program started from the Finder gets no LANG."""
    import plistlib
    from pathlib import Path

    try:
        preferences = plistlib.loads(
            Path("~/Library/Preferences/.GlobalPreferences.plist").expanduser().read_bytes()
        )
        return _known(preferences["AppleLanguages"][0])
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return "en"


def number(value: float, decimals: int = 0) -> str:
    """Write a number as the current language does: "−42.000,8" in Dutch, "−42,000.8" in English; never "−0"."""
    text = f"{abs(value):,.{decimals}f}"
    if value < 0 and text.strip("0."):
        text = MINUS + text
    return text.translate(_SWAPPED) if language() == "nl" else text


def date(day: datetime.date) -> str:
    """Write a date in full in the current language: "21 november 2026" or "21 November 2026"."""
    return f"{day.day} {_MONTHS[language()][day.month - 1]} {day.year}"
