"""Where a line may end: after white space, hyphens and slashes, at soft hyphens, between CJK characters."""

from __future__ import annotations

import re
from functools import cache

#: White space at which a line may end; no-break blanks are not among them.
BLANKS = " \t\x1c\x1d\x1e\x1f\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
PARAGRAPH_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
SOFT_HYPHEN = "\u00ad"

_WORDS = re.compile(f"([^{BLANKS}]*)([{BLANKS}]*)")
_CJK = (
    "\u2e80-\u2fff\u3003-\u3007\u3012\u3013\u3020-\u312f\u3190-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\uff66-\uff9f"
    + ("\U0001b000-\U0001b16f\U00020000-\U0003ffff")
)
# Kinsoku, the short table: what may not begin a line, and what may not end one.
_CLOSING = (
    ")\\]}!?.,:;%’”»›、。，．・：；？！゛゜ヽヾゝゞ々ー〉》」』】〕〗〙〛）］｝〟‥…"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶｧｨｩｪｫｬｭｮｯｰﾞﾟ｡｣､･"
)
_OPENING = "(\\[{‘“«‹〈《「『【〔〖〘〚（［｛〝｢"
# Patterns as text: most maps never ask them, and compiling them takes longer than the rest of this module.
_CJK_UNITS = (
    f"[{_OPENING}]*(?:(?![{_CLOSING}])[{_CJK}]|[^{_CJK}{_OPENING}{_CLOSING}]+)?"
    f"(?:[{_CLOSING}]|[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef])*"
)
# The first of the characters above that no Latin, Greek or Cyrillic word reaches, and the first of _CJK.
_FIRST_SPECIAL, _FIRST_CJK = "\u200b", "\u2e80"
# Two letters must stand before a hyphen, or "e-mail" would come apart; numbers, dates and "//" stay together.
_CUT = f"(?<=\\w\\w)[-/‐–—]+(?=[^\\W\\d_])|(?<=[^\\W\\d_])[/–—]+(?=\\w)|[{SOFT_HYPHEN}\u200b]+"


def pieces(paragraph: str) -> list[tuple[str, str]]:
    """The unbreakable pieces of a paragraph, each with the white space after it; joined they are it again.

    A piece that ends in a soft hyphen shows it when the line ends there. Takes time linear in the paragraph.
    """
    out: list[tuple[str, str]] = []
    for word, blank in _WORDS.findall(paragraph):
        if not word:
            if blank:
                out.append(("", blank))
        elif not _is_special(word):
            out.append((word, blank))
        else:
            parts = _parts(word)
            out.extend((part, "") for part in parts[:-1])
            out.append((parts[-1], blank))
    return out


def _is_special(word: str) -> bool:
    """Whether a word may come apart: whether it holds a hyphen, dash, slash, soft hyphen or CJK character."""
    if "-" in word or "/" in word or SOFT_HYPHEN in word:
        return True
    return max(word) >= _FIRST_SPECIAL and _pattern(f"[‐–—\u200b{_CJK}]").search(word) is not None


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _parts(word: str) -> list[str]:
    out: list[str] = []
    begin = 0
    for cut in re.finditer(_CUT, word):
        if cut.end() < len(word):
            out.append(word[begin : cut.end()])
            begin = cut.end()
    out.append(word[begin:])
    if max(word) < _FIRST_CJK or _pattern(f"[{_CJK}]").search(word) is None:
        return out
    return [unit for part in out for unit in re.findall(_CJK_UNITS, part) if unit]
