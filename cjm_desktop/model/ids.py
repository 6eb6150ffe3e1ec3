"""Random record ids and fractional order keys."""

from __future__ import annotations

import os
from typing import Final

_ID_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing looks like another
PREFIXES: Final = {
    "persona": "pe",
    "scenario": "sc",
    "phase": "ph",
    "lane": "la",
    "channel": "ch",
    "owner": "ow",
    "touchpoint": "tp",
    "connection": "co",
    "card": "ca",
    "evidence": "ev",
    "comment": "cm",
    "asset": "as",
}
_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def new_id(kind: str) -> str:
    """A fresh id such as "tp_7k2m9x4q" (40 random bits: two people's copies never make the same one)."""
    bits = int.from_bytes(os.urandom(5), "big")
    return PREFIXES[kind] + "_" + "".join(_ID_LETTERS[bits >> shift & 31] for shift in range(0, 40, 5))


def key_between(low: str | None, high: str | None) -> str:
    """A key that sorts strictly between two keys (None = open end).

    After "Implementing Fractional Indexing" (D. Greenspan, 2020): an integer part whose first letter tells its
    length ("a" = one digit, "Z" = one negative digit), then fraction digits without a trailing zero, so that
    appending a thousand times grows a key by two characters. Keys of another hand ("3") are plain fractions.
    Raises ValueError unless low < high, or when nothing fits between ("a" and "a0").
    """
    if low is not None and high is not None and low >= high:
        raise ValueError(f"order keys out of order: {low!r} >= {high!r}")
    for make in (_key, lambda low, high: _middle(low or "", high)):
        key = make(low, high)
        if (low is None or low < key) and (high is None or key < high):
            return key
    raise ValueError(f"no order key fits between {low!r} and {high!r}")


def _key(low: str | None, high: str | None) -> str:
    if low is None:
        if high is None:
            return "a0"
        whole = _whole(high)
        if whole == "A" + "0" * 26:
            return whole + _middle("", high[len(whole) :])
        if whole < high:
            return whole
        return _decrement(whole)
    whole_low = _whole(low)
    fraction = low[len(whole_low) :]
    if high is None:
        following = _increment(whole_low)
        return whole_low + _middle(fraction, None) if following is None else following
    whole_high = _whole(high)
    if whole_low == whole_high:
        return whole_low + _middle(fraction, high[len(whole_high) :])
    following = _increment(whole_low)
    if following is not None and following < high:
        return following
    return whole_low + _middle(fraction, None)


def keys_between(low: str | None, high: str | None, count: int) -> list[str]:
    """`count` ascending keys strictly between two keys; halves the gap so that keys stay short."""
    if count <= 0:
        return []
    if high is None:
        out = []
        for _ in range(count):
            low = key_between(low, None)
            out.append(low)
        return out
    middle = key_between(low, high)
    half = (count - 1) // 2
    return [
        *keys_between(low, middle, half),
        middle,
        *keys_between(middle, high, count - 1 - half),
    ]


def _whole(key: str) -> str:
    head = key[0]
    if "a" <= head <= "z":
        length = ord(head) - ord("a") + 2
    elif "A" <= head <= "Z":
        length = ord("Z") - ord(head) + 2
    else:
        # Written by hand or by another program: "3" sorts fine but has no length letter.
        return key
    return key[:length] if len(key) >= length else key


def _increment(whole: str) -> str | None:
    head, digits = whole[0], list(whole[1:])
    for i in range(len(digits) - 1, -1, -1):
        position = _DIGITS.index(digits[i]) + 1
        if position < len(_DIGITS):
            digits[i] = _DIGITS[position]
            return head + "".join(digits)
        digits[i] = _DIGITS[0]
    if head == "Z":
        return "a0"
    if head == "z" or not head.isalpha():
        return None
    following = chr(ord(head) + 1)
    return following + "".join([*digits, "0"] if following > "a" else digits[1:])


def _decrement(whole: str) -> str:
    head, digits = whole[0], list(whole[1:])
    for i in range(len(digits) - 1, -1, -1):
        position = _DIGITS.index(digits[i]) - 1
        if position >= 0:
            digits[i] = _DIGITS[position]
            return head + "".join(digits)
        digits[i] = _DIGITS[-1]
    if head == "a":
        return "Z" + _DIGITS[-1]
    if not head.isalpha():
        return _middle("", whole)
    following = chr(ord(head) - 1)
    return following + "".join([*digits, _DIGITS[-1]] if following < "Z" else digits[1:])


def _middle(low: str, high: str | None) -> str:
    """Fraction digits strictly between two fractions ("" = 0, None = 1), without a trailing zero."""
    head = ""
    while True:
        if high:
            shared = 0
            while shared < len(high) and (low[shared] if shared < len(low) else "0") == high[shared]:
                shared += 1
            head, low, high = head + high[:shared], low[shared:], high[shared:]
        first = _DIGITS.index(low[0]) if low else 0
        last = _DIGITS.index(high[0]) if high else len(_DIGITS)
        if last - first > 1:
            return head + _DIGITS[(first + last) // 2]
        if high and len(high) > 1:
            return head + high[0]
        head, low, high = head + _DIGITS[first], low[1:], None
