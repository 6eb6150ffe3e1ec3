"""Chips at the foot of a card: small plates with a sign and a few words, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from cjm_desktop.layout.card_bodies import dots
from cjm_desktop.layout.drawing import Colour, Drawing, Group, Primitive, Shape
from cjm_desktop.layout.geometry import Rect, rounded
from cjm_desktop.layout.icons import icon_shape
from cjm_desktop.layout.text import Style, block
from cjm_desktop.layout.theme import Theme, contrast, tint

#: Between the parts of a card, and between chips, in points.
GAP: Final = 4.0
_ICON: Final = 9.0
_PAD_X: Final = 5.0
_PAD_Y: Final = 1.6


class Chip(NamedTuple):
    """A sign with words; `look` is "plain", "win" (a quick win), "owner" (initials) or "dots" (severity)."""

    icon: str
    words: str
    look: str = "plain"
    colour: Colour | None = None


def flow(chips: Sequence[tuple[Drawing, float, float]], width: float) -> tuple[list[Primitive], float]:
    """Chips side by side in as many rows as they need, each in the middle of its row; and their height."""
    rows: list[list[tuple[Drawing, float, float]]] = []
    used = 0.0
    for chip in chips:
        if rows and used + GAP + chip[1] <= width:
            rows[-1].append(chip)
            used += GAP + chip[1]
        else:
            rows.append([chip])
            used = chip[1]
    out: list[Primitive] = []
    y = 0.0
    for row in rows:
        high = max(chip[2] for chip in row)
        x = 0.0
        for drawing, wide, own in row:
            out.append(Group(drawing, x, y + (high - own) / 2))
            x += wide + GAP
        y += high + GAP * 0.75
    return out, y - GAP * 0.75


@lru_cache(maxsize=4096)
def draw(chip: Chip, width: float, theme: Theme) -> tuple[Drawing, float, float]:
    """A chip with its left top corner at (0, 0), and its width and height; too long words take more lines."""
    if chip.look == "dots":
        return dots(int(chip.words), 2.5, 2.5, theme).children, 4 * 8 - 3.0, 5.0
    is_owner, is_win = chip.look == "owner", chip.look == "win"
    ground = theme.positive if is_win else tint(theme.second_ink, 0.1, theme.card)
    if is_owner and chip.colour:
        ground = tint(chip.colour, 0.22, theme.paper)
    ink = theme.card if is_win and contrast(theme.card, ground) >= 4.5 else theme.ink
    face = "semibold" if is_owner or is_win else "regular"
    before = _ICON + 3.0 if chip.icon else 0.0
    words = block(chip.words, Style(face, theme.small, ink), width - 2 * _PAD_X - before)
    high = words.height + 2 * _PAD_Y
    wide = words.width + 2 * _PAD_X + before
    if is_owner:
        wide = max(wide, high)
    plate = rounded(Rect(0, 0, wide, high), min(high / 2, 8.0))
    parts: list[Primitive] = [Shape(plate, fill=ground)]
    if chip.icon:
        first = words.height / max(1, words.line_count)
        parts.append(icon_shape(chip.icon, _PAD_X - 1, _PAD_Y + (first - _ICON) / 2, _ICON, ink, 2.2))
    left = (wide - words.width) / 2 if is_owner else _PAD_X + before
    parts.append(Group(words.lines, left, _PAD_Y, role="text"))
    return tuple(parts), wide, high
