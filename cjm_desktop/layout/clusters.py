"""What a reader takes for one letter: grapheme clusters, with Thai and Lao vowels kept at their consonant."""

from __future__ import annotations

import re
from unicodedata import category

# None of these characters ever joins its neighbour, so a text of them alone is cut without looking further.
# A pattern as text: it is asked of other scripts than Latin only, and takes a millisecond to compile.
_PLAIN = (
    "[\u0000-\u000c\u000e-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u200a\u2010-\u2029\u2030-\u205f"
    "\u20a0-\u20cf\u2100-\u2cee\u2e00-\u2fff\u3001-\u3029\u3030-\u3098\u309b-\ua66e\uf900-\ufaff]*"
)
_FIRST_JOINER = "\u0300"
#: Characters that draw nothing: no face needs a glyph for them.
INVISIBLE = frozenset(
    {
        *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0),
        *(*range(0x180B, 0x1810), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)),
        *(*range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0)),
    }
)
_ZWJ = "\u200d"
# Break opportunities, not joiners, though they draw nothing.
_LOOSE = frozenset("\u00ad\u200b\ufeff\u2060")
_VOWELS_BEFORE = frozenset("เแโใไເແໂໃໄ")
_VOWELS_AFTER = frozenset("ะาำๅฯๆະາຳໆ")
# A consonant after one of these belongs to the same syllable in the Indian scripts.
_VIRAMAS = frozenset("\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d\u1039\u17d2")


def clusters(text: str) -> list[str]:
    """The text cut into clusters, in order; joined they are the text again. Takes time linear in the text."""
    if "\r" not in text and (text.isascii() or max(text) < _FIRST_JOINER):
        return list(text)
    plain = re.match(_PLAIN, text)
    start = plain.end() if plain else 0
    if start == len(text):
        return list(text)
    start = max(0, start - 1)  # what follows may join the last plain character
    out: list[str] = list(text[:start])
    begin, previous, flags = start, "", 0
    for index in range(start, len(text)):
        char = text[index]
        if previous and not _joins(previous, char, flags):
            out.append(text[begin:index])
            begin, flags = index, 0
        if _is_flag(char):
            flags += 1
        previous = char
    out.append(text[begin:])
    return out


def _joins(previous: str, char: str, flags: int) -> bool:
    """Whether `char` belongs to the cluster that ends in `previous` and holds that many flag letters."""
    if char < "\u0300":
        return previous == "\r" and char == "\n"
    if previous in "\r\n":
        return False
    if previous in _VOWELS_BEFORE and category(char) == "Lo":
        return True
    if char in _VOWELS_AFTER:
        return category(previous)[0] in "LM"
    if category(char)[0] == "M" or 0x1F3FB <= ord(char) <= 0x1F3FF:
        return True
    if ord(char) in INVISIBLE:
        return char not in _LOOSE
    if previous == _ZWJ or (previous in _VIRAMAS and category(char) == "Lo"):
        return True
    if _is_flag(char):
        return flags == 1
    return _hangul_joins(ord(previous), ord(char))


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _hangul_joins(previous: int, code: int) -> bool:
    vowel, tail = 0x1160 <= code <= 0x11A7, 0x11A8 <= code <= 0x11FF
    if 0x1100 <= previous <= 0x115F:
        return vowel or 0x1100 <= code <= 0x115F or 0xAC00 <= code <= 0xD7A3
    if 0xAC00 <= previous <= 0xD7A3:
        return tail or (vowel and (previous - 0xAC00) % 28 == 0)
    if 0x1160 <= previous <= 0x11A7:
        return vowel or tail
    return 0x11A8 <= previous <= 0x11FF and tail
