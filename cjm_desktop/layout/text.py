"""Where lines end and letters stand: text is broken here once, for the screen and for paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, TypeAlias

from cjm_desktop.frozen import frozen, replace
from cjm_desktop.layout import fonts
from cjm_desktop.layout.clusters import clusters
from cjm_desktop.layout.drawing import Colour, TextLine
from cjm_desktop.layout.line_breaks import BLANKS, PARAGRAPH_END, SOFT_HYPHEN, pieces

Align: TypeAlias = Literal["left", "centre", "right"]
# Sums of widths differ in the last digits from the width of the sum; far below what can be seen.
_SLACK = 1e-6
#: An unbreakable piece of a line, the blanks behind it, the widths of both at size 1, and where in the paragraph the
#: piece ends.
_Measured: TypeAlias = tuple[str, str, float, float, int]
# Longer texts are laid out afresh: caching them would keep whole documents alive.
_CACHED_LENGTH = 2000


@frozen()
class Style:
    """How text looks: one of `fonts.STYLES`, a size in points, a colour."""

    face: str
    size: float
    colour: Colour


@frozen()
class Block:
    """Lines in their places. `width` is that of the widest line and `height` that of all lines, in points."""

    lines: tuple[TextLine, ...]
    width: float
    height: float
    line_count: int


@lru_cache(maxsize=1024)
def _with_face(style: Style, face: str) -> Style:
    return replace(style, face=face)


def _in_family(style: Style) -> Style:
    """A style with the face that the client's family in use has for it."""
    return _with_face(style, fonts.styles.get(style.face, style.face)) if fonts.styles else style


def break_lines(text: str, style: Style, width: float) -> tuple[str, ...]:
    """The lines of a text at a width in points; an empty text has none, an empty paragraph has one.

    Only white space at a line's end is left out. A word wider than the width is broken between letters, so
    that a line is wider only when it is one letter. Takes time linear in the text.
    """
    face = fonts.styles.get(style.face, style.face)
    if len(text) <= _CACHED_LENGTH:
        return _break_lines(text, face, style.size, width)
    return _break_lines.__wrapped__(text, face, style.size, width)


@lru_cache(maxsize=16384)
def _break_lines(text: str, face: str, size: float, width: float) -> tuple[str, ...]:
    if not text:
        return ()
    room = (max(width, 0.0) + _SLACK) / size
    return tuple(
        line for paragraph in PARAGRAPH_END.split(text) for line in _paragraph(paragraph, face, room)
    )


def _paragraph(paragraph: str, face: str, room: float) -> Iterator[str]:
    """The lines of one paragraph; `room` is the width at size 1."""
    paragraph = paragraph.rstrip(BLANKS)
    # Most texts are one short line. Letters are about half as wide as high, so of a text that is much too long
    # the width is not even asked.
    if len(paragraph) <= 200 and 0.4 * len(paragraph) <= room and fonts.width(paragraph, face, 1.0) <= room:
        yield paragraph
        return
    measure = _measured if len(paragraph) <= _CACHED_LENGTH else _measured.__wrapped__
    words, used = measure(paragraph, face), 0
    if SOFT_HYPHEN not in paragraph:
        lines, used = _whole_words(paragraph, words, face, room)
        yield from lines
    rest = [*reversed(words[used:])]  # a stack: the next piece is the last
    while rest:
        line = _next_line(rest, face, room)
        if line:
            yield line
        elif line is None:
            word, blank, _wide, gap, end = rest.pop()
            *parts, last = _letters(word, face, room)
            yield from parts
            if parts:
                # Words may follow it on its line.
                rest.append((last, blank, fonts.width(last, face, 1.0), gap, end))
            else:
                yield last


@lru_cache(maxsize=2048)
def _measured(paragraph: str, face: str) -> tuple[_Measured, ...]:
    """The pieces of a paragraph: they are asked for at one width after the other."""
    out, end = [], 0
    for word, blank in pieces(paragraph):
        wide, gap = fonts.width(word, face, 1.0), fonts.width(blank, face, 1.0) if blank else 0.0
        end += len(word)
        out.append((word, blank, wide, gap, end))
        end += len(blank)
    return tuple(out)


def _whole_words(paragraph: str, words: Sequence[_Measured], face: str, room: float) -> tuple[list[str], int]:
    """The lines of a paragraph without soft hyphens up to a piece that is wider than a line, and how many pieces
    they take.

    What `_next_line` gives too; but here lines are cut out as they stand, and most of thousands are such.
    """
    out: list[str] = []
    first, start, count = 0, 0, len(words)
    while first < count:
        end, used = first, 0.0
        while end < count:
            _word, _blank, wide, gap, _stop = words[end]
            used += wide
            if used > room:
                break
            used += gap
            end += 1
        if end == first:
            break
        while end - first > 1:
            excess = fonts.width(paragraph[start : words[end - 1][4]], face, 1.0) - room
            if excess <= 0:
                break
            while excess > 0 and end - first > 1:
                end -= 1
                excess -= max(fonts.width("".join(words[end][:2]), face, 1.0), 1e-3)
        _word, blank, _wide, _gap, stop = words[end - 1]
        if start < stop:
            out.append(paragraph[start:stop])
        first, start = end, stop + len(blank)
    return out, first


def _next_line(rest: list[_Measured], face: str, room: float) -> str | None:
    """Takes the pieces of a line off the stack; None when not even the first fits, "" for a leading blank."""
    line: list[_Measured] = []
    used, good = 0.0, 0
    while rest:
        word, _blank, wide, gap, _end = rest[-1]
        used += wide
        if used > room:
            break
        line.append(rest.pop())
        if not word.endswith(SOFT_HYPHEN) or not rest or used + fonts.width("-", face, 1.0) <= room:
            good = len(line)
        used += gap
    if not line:
        return None
    is_last = not rest
    # What the sum of the words left out: kerning at the seams. It is small, and seldom adds.
    while good > 1:
        excess = fonts.width(_joined(line[:good], is_last and good == len(line)), face, 1.0) - room
        if excess <= 0:
            break
        while excess > 0 and good > 1:
            good -= 1
            excess -= max(fonts.width("".join(line[good][:2]), face, 1.0), 1e-3)
    # Where a word part fits and its hyphen doesn't, the line ends without one.
    end = max(good, 1)
    text = _joined(line[:end], good == 0 or (is_last and good == len(line)))
    rest.extend(line[: end - 1 : -1])
    return text


def _joined(line: list[_Measured], is_plain: bool) -> str:
    text = "".join([word + blank for word, blank, *_more in line]).rstrip(BLANKS)
    return text.rstrip(SOFT_HYPHEN) + "-" if text.endswith(SOFT_HYPHEN) and not is_plain else text


def _letters(word: str, face: str, room: float) -> list[str]:
    """A word in parts of as many letters as fit, at least one; never an empty list."""
    widths: dict[str, float] = {}
    out: list[str] = []
    part: list[str] = []
    used = 0.0
    for letter in clusters(word):
        own = widths.get(letter)
        if own is None:
            own = widths[letter] = fonts.width(letter, face, 1.0)
        if part and used + own > room:
            part = _checked(part, out, face, room)
            used = sum(widths[kept] for kept in part)
        part.append(letter)
        used += own
    while part:
        part = _checked(part, out, face, room)
    return out or [word]


def _checked(part: list[str], out: list[str], face: str, room: float) -> list[str]:
    """Adds a part to the list without the letters that kerning pushed out, which it returns."""
    end = len(part)
    while end > 1 and fonts.width("".join(part[:end]), face, 1.0) > room:
        end -= 1
    out.append("".join(part[:end]))
    return part[end:]


def balance(text: str, style: Style, width: float) -> float:
    """The smallest width in points at which a text takes no more lines than at `width`, no word broken more.

    For titles: two lines of like length instead of one and a lonely word.
    """
    style = _in_family(style)
    lines = break_lines(text, style, width)
    count = len(lines)
    if count <= 1:
        return _widest(lines, style)
    low = style.size * max(
        (
            wide
            for paragraph in PARAGRAPH_END.split(text)
            for _word, _blank, wide, _gap, _end in _measured(paragraph, style.face)
        ),
        default=0.0,
    )
    if low > width:
        return width
    # The lines cannot all be narrower than their share of the whole, but for the blanks at their ends.
    low = max(low, min(width, sum(fonts.width(line, style.face, style.size) for line in lines) / count))
    return _widest(break_lines(text, style, _narrowest(text, style, low, width, count)), style)


def _narrowest(text: str, style: Style, low: float, high: float, count: int) -> float:
    """A width between two at which a text takes at most `count` lines, within a quarter of a point."""
    if len(break_lines(text, style, low)) <= count:
        return low
    while high - low > 0.25:
        middle = (low + high) / 2
        if len(break_lines(text, style, middle)) <= count:
            high = middle
        else:
            low = middle
    return high


def _widest(lines: tuple[str, ...], style: Style) -> float:
    return max((fonts.width(line, style.face, style.size) for line in lines), default=0.0)


def block(
    text: str,
    style: Style,
    width: float,
    *,
    align: Align = "left",
    x: float = 0.0,
    top: float = 0.0,
    halo: Colour | None = None,
    max_lines: int | None = None,
) -> Block:
    """A text in a column from x to x + width with its upper edge at `top`, all in points.

    Text is never cut: with `max_lines` the column grows about its `align` edge (or centre) until the lines
    are no more than that, or as few as the text has paragraphs.
    """
    style = _in_family(style)
    lay_out = _block if len(text) <= _CACHED_LENGTH else _block.__wrapped__
    return lay_out(text, style, width, align, x, top, halo, max_lines)


def height(text: str, style: Style, width: float) -> float:
    """How high the block of a text is at a width, in points, without placing a letter."""
    face, size = fonts.styles.get(style.face, style.face), style.size
    has_ascii = face in fonts.STYLES  # a client's font may lack a sign of it
    total = 0.0
    for line in break_lines(text, style, width):
        is_own = (has_ascii and line.isascii()) or all(
            run.face == face for run in fonts.shape(line, face, size)
        )
        total += fonts.line_height(face, size, "" if is_own else line)
    return total


@lru_cache(maxsize=8192)
def _block(
    text: str,
    style: Style,
    width: float,
    align: Align,
    x: float,
    top: float,
    halo: Colour | None,
    max_lines: int | None,
) -> Block:
    face, size = style.face, style.size
    lines = break_lines(text, style, width)
    if max_lines is not None and len(lines) > max_lines:
        natural = _widest(tuple(PARAGRAPH_END.split(text)), style)
        lines = break_lines(text, style, _narrowest(text, style, width, max(natural, width), max_lines))
    share = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
    out: list[TextLine] = []
    widest, y = 0.0, top
    usual = (fonts.ascent(face, size), fonts.descent(face, size), fonts.line_height(face, size))
    for line in lines:
        runs = fonts.shape(line, face, size)
        if len(runs) == 1 and runs[0].face == face:
            ascent, descent, height = usual
        else:
            ascent, descent = fonts.ascent(face, size, line), fonts.descent(face, size, line)
            height = fonts.line_height(face, size, line)
        advance = sum(run.glyphs.advance for run in runs)
        pen = x + (width - advance) * share
        for run in runs:
            baseline = y + (height - ascent - descent) / 2 + ascent
            out.append(TextLine(pen, baseline, run.text, run.glyphs, run.face, size, style.colour, halo))
            pen += run.glyphs.advance
        widest = max(widest, advance)
        y += height
    return Block(tuple(out), widest, y - top, len(lines))


def forget() -> None:
    """Let go of all texts laid out so far: who has composed a poster and only writes it needs them no more."""
    _break_lines.cache_clear()
    _measured.cache_clear()
    _block.cache_clear()
    fonts.forget()
