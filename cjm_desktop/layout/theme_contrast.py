"""Which colours of a theme can't be told from each other: text from its ground, marks from theirs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from cjm_desktop.layout.theme import READABLE, VISIBLE, Theme, contrast

#: Fields of Theme: what is written in the first stands on each of the others.
_TEXT: Final = (
    ("ink", ("paper", "card", "panel", "pain", "opportunity", "thought")),
    ("second_ink", ("paper", "card", "panel")),
    ("positive", ("paper",)),
    ("neutral", ("paper",)),
    ("negative", ("paper", "card")),
)
_SIGNS: Final = (("accent", ("paper",)), ("asphalt", ("paper",)), ("centre_line", ("asphalt",)))


class Weak(NamedTuple):
    """Two fields of a theme whose contrast is less than is needed."""

    field: str
    ground: str
    ratio: float
    needed: float


def weak(theme: Theme) -> Iterator[Weak]:
    """Every pair of colours that is hard to tell apart, text before signs. What is written on a phase is never one:
    its letters become dark or light as its colour asks."""
    for pairs, needed in ((_TEXT, READABLE), (_SIGNS, VISIBLE)):
        for field, grounds in pairs:
            for ground in grounds:
                ratio = contrast(getattr(theme, field), getattr(theme, ground))
                if ratio < needed:
                    yield Weak(field, ground, ratio, needed)
