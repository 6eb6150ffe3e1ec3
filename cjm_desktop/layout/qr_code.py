"""A QR code with a text of the author's: squares in ink on the colour of the paper, and the text under them."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import Final

from cjm_desktop.i18n import N_
from cjm_desktop.layout.drawing import Drawing, Group, Shape
from cjm_desktop.layout.geometry import Path, Rect, Segment, rectangle
from cjm_desktop.layout.poster_parts import Part, lines
from cjm_desktop.layout.text import Style, block
from cjm_desktop.layout.theme import Theme, contrast
from cjm_desktop.model.problems import SENTENCES, refusal

#: The code itself is at least so wide on paper, and a square of it at least so much, in millimetres: a telephone
#: reads that from as far as a hand.
LEAST: Final = 20.0
LEAST_SQUARE: Final = 0.5
#: It is at least so wide in map units, so that it grows with the poster.
USUAL: Final = 64.0
#: Squares of light ground that a code has about it (ISO/IEC 18004).
QUIET: Final = 4
#: A longer text is not written under its code.
LONGEST_SHOWN: Final = 80
#: The text is at most so wide where its code is less, in map units.
WIDEST_WORDS: Final = 130.0

SENTENCES.update(
    {"qr-too-long": N_("The text of the QR code is too long: a code holds about 2,300 letters at most.")}
)


def side_on_paper(text: str) -> float:
    """How wide the code of a text is at least, without the light ground about it, in millimetres."""
    return max(LEAST, len(_squares(text)) * LEAST_SQUARE)


def ground_on_paper(text: str) -> float:
    """How wide it is at least with the light ground about it, in millimetres."""
    return side_on_paper(text) * (1 + 2 * QUIET / len(_squares(text)))


def qr_part(text: str, side: float, theme: Theme) -> Part:
    """The code at least `side` map units wide, with its light ground and, where it is short, the text under it.

    CjmError when no code holds the text.
    """
    rows = _squares(text)
    count = len(rows)
    square = max(side, USUAL) / count
    whole = (count + 2 * QUIET) * square
    width, words = whole, None
    if len(text) <= LONGEST_SHOWN:
        shown = text.partition("://")[2] if text.startswith(("https://", "http://")) else text
        room = max(count * square, WIDEST_WORDS)
        style = Style("regular", theme.small, theme.second_ink)
        words = block(shown, style, room, align="centre", x=-room / 2)
        width = max(whole, words.width)
    start = (width - whole) / 2
    path = _path(rows, square, start + QUIET * square, QUIET * square)
    drawing: Drawing = (Shape(path, fill=theme.ink),)
    # A code that is light on dark, or hardly darker than its ground, is one that many telephones can't read.
    if contrast("#000000", theme.paper) < 10 or contrast(theme.ink, theme.paper) < 7:
        ground = rectangle(Rect(start, 0, whole, whole))
        drawing = (Shape(ground, fill="#FFFFFF"), Shape(path, fill="#000000"))
    height = whole
    if words is not None:
        drawing = (*drawing, lines(words, width / 2, whole))
        height += words.height
    return Part((Group(drawing, role="code"),), width, height)


@lru_cache(maxsize=8)
def _squares(text: str) -> tuple[tuple[bool, ...], ...]:
    import segno  # 20 ms, and few posters have a code

    try:
        code = segno.make(text, error="m", micro=False)
    except ValueError as error:  # DataOverflowError is one
        raise refusal("qr-too-long") from error
    return tuple(tuple(bool(square) for square in row) for row in code.matrix)


def _path(rows: tuple[tuple[bool, ...], ...], square: float, left: float, top: float) -> Path:
    """All dark squares as one path, those beside each other in a row as one rectangle."""
    out: list[Segment] = []
    for k, row in enumerate(rows):
        i = 0
        for is_dark, run in groupby(row):
            count = sum(1 for _square in run)
            if is_dark:
                box = Rect(left + i * square, top + k * square, count * square, square)
                out += rectangle(box).segments
            i += count
    return Path(tuple(out))
