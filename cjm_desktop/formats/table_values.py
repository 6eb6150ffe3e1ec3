"""What a cell of a table means: numbers as people write them, yes and no, initials of an owner."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

_NUMBER: Final = re.compile(
    r"(?:[€$£]\s*)?([+-]?\s?\d[\d.,' ]*)\s*(%|€|eur|euro|m|min\.?|minuten|minutes|minute|minuut|u|uur|h|hours?)?",
    re.IGNORECASE | re.ASCII,
)
_HOURS: Final = {"u", "uur", "h", "hour", "hours"}
#: Second halves of Dutch names of departments: the initials of “klantenservice” are KS.
_TAILS: Final = re.compile(
    r".{3,}?(service|dienst|zaken|beheer|bureau|team|afdeling|kantoor|relaties|contact)"
)


def number_of(cell: str) -> float | None:
    """The number in a cell, with a decimal comma or point, a sign, a unit; None when there is none.

    A percentage is given as its share (18% = 0.18), hours as minutes.
    """
    text = cell.strip().replace("\N{MINUS SIGN}", "-").replace("\u00a0", " ").replace("\u202f", " ")
    match = _NUMBER.fullmatch(text) if len(text) <= 40 else None
    if match is None:
        return None
    digits = match[1].replace(" ", "").replace("'", "")
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:  # 1.234,5 or 1,234.5: the last sign is the decimal one
        thousands, decimal = (",", ".") if point > comma else (".", ",")
        digits = digits.replace(thousands, "").replace(decimal, ".")
    elif digits.count(",") > 1 or digits.count(".") > 1:
        digits = digits.replace(",", "").replace(".", "")
    else:
        digits = digits.replace(",", ".")
    try:
        value = float(digits)
    except ValueError:
        return None
    unit = (match[2] or "").lower()
    if unit == "%":
        return round(value / 100, 10)
    return value * 60 if unit in _HOURS else value


def unquoted(text: str) -> str:
    """A thought without the quotation marks around it (a drawing adds its own)."""
    for left, right in ("“”", "„”", "„“", '""', "‘’", "''", "«»"):
        if len(text) > 1 and text[0] == left and text[-1] == right and not {left, right} & set(text[1:-1]):
            return text[1:-1].strip()
    return text


def initials_of(name: str, taken: Collection[str] = ()) -> str:
    """Two or three capitals for an owner, other than those taken: Social media SM, UX UX, Webshop WB."""
    words: list[str] = re.findall(r"\w+", name)
    if not words:
        return _numbered("?", taken)
    tries: list[str] = []
    if len(words) == 1:
        word = words[0]
        if word.isupper() and len(word) <= 3:
            tries.append(word)
        compound = _TAILS.fullmatch(word.casefold())
        if compound:
            tries.append(word[0] + compound[1][0])
        # The consonant that closes the first syllable, or opens the next: weBshop, fiNanciën, loGistiek.
        tail = [c for c in word[1:] if _base(c) not in "aeiouy"]
        tries += [word[0] + c for c in (*tail, *word[1:])]
        tries.append(word[0])
    else:
        tries.append(words[0][0] + words[1][0])
        tries.append("".join(w[0] for w in words[:3]))
        tries += [words[0][0] + c for w in words[1:] for c in w[1:]]
        tries += [words[0][0] + c for c in words[0][1:]]
    for attempt in tries:
        if attempt.upper() not in taken:
            return attempt.upper()
    return _numbered(tries[0].upper()[:1], taken)


def _numbered(letter: str, taken: Collection[str]) -> str:
    number = 2
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


def _base(character: str) -> str:
    return unicodedata.normalize("NFKD", character.casefold())[:1]
