"""Which way a line runs: the implicit part of Unicode's bidirectional algorithm (UAX 9) for one line."""

from __future__ import annotations

import re
from unicodedata import bidirectional

_RIGHT_TO_LEFT = (  # as text: compiled when there is something above its first character
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def needs_order(text: str) -> bool:
    """Whether any character of the text may run from right to left."""
    return not text.isascii() and max(text) >= "\u0590" and re.search(_RIGHT_TO_LEFT, text) is not None


def spans(text: str) -> list[tuple[int, int, bool]]:
    """Stretches (start, end, is right to left) of one direction, in visual order from left to right.

    Explicit embedding marks are passed over; numbers in a right-to-left line keep their own direction.
    """
    kinds = _resolved([bidirectional(char) for char in text])
    base = next((1 if kind == "R" else 0 for kind in kinds if kind in "LR"), 0)
    levels = _levels(kinds, base)
    out: list[tuple[int, int, int]] = []
    for index, level in enumerate(levels):
        if out and out[-1][2] == level:
            out[-1] = (out[-1][0], index + 1, level)
        else:
            out.append((index, index + 1, level))
    for floor in range(max(levels, default=0), 0, -1):  # rule L2: turn every stretch at or above the floor
        begin = 0
        while begin < len(out):
            end = begin
            while end < len(out) and out[end][2] >= floor:
                end += 1
            out[begin:end] = out[begin:end][::-1]
            begin = max(end, begin + 1)
    return [(start, end, level % 2 == 1) for start, end, level in out]


def _resolved(kinds: list[str]) -> list[str]:
    """Every kind made one of L, R, N (number) or "" (neutral): the rules W1 to W7."""
    out: list[str] = []
    strong = ""
    for index, kind in enumerate(kinds):
        following = kinds[index + 1] if index + 1 < len(kinds) else ""
        if kind in ("L", "R", "AL"):
            strong = "L" if kind == "L" else "R"
            out.append(strong)
        elif kind == "NSM":
            out.append(out[-1] if out else "")
        elif kind in ("EN", "AN"):
            out.append("L" if strong == "L" else "N")
        elif (kind == "CS" and out and out[-1] == "N" and following in ("EN", "AN")) or (
            kind == "ET" and ((out and out[-1] == "N") or (following == "EN" and strong == "R"))
        ):
            out.append("N")  # "1,5", "20%", "€5"
        else:
            out.append("")
    return out


def _levels(kinds: list[str], base: int) -> list[int]:
    """Neutrals take the direction on both sides, or else that of the line: the rules N1, N2, I1 and I2."""
    own = "R" if base else "L"
    out: list[int] = []
    index = 0
    while index < len(kinds):
        kind = kinds[index]
        if kind:
            out.append({"L": 2 if base else 0, "R": 1, "N": 2}[kind])
            index += 1
            continue
        end = index
        while end < len(kinds) and not kinds[end]:
            end += 1
        before = kinds[index - 1] if index else own
        after = kinds[end] if end < len(kinds) else own
        sides = {"R" if side == "N" else side for side in (before, after)}
        side = sides.pop() if len(sides) == 1 else own
        out.extend([1 if side == "R" else 2 * base] * (end - index))
        index = end
    return out
