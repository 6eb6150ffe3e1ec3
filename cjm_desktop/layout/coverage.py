"""The lane of coverage: a row for each person, a cell for each phase with the number of their contacts in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _
from cjm_desktop.layout import fonts
from cjm_desktop.layout.drawing import Colour, Drawing, Group, Placed, Shape, Stroke, bounds_of
from cjm_desktop.layout.geometry import Rect, line, rectangle, rounded
from cjm_desktop.layout.placement import PhaseSpan
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.text import Block, Style, block
from cjm_desktop.layout.theme import READABLE, Theme, contrast, tint
from cjm_desktop.model.records import Persona, RecordId

#: The least height of a row, and the ground between rows, in points.
ROW, GAP = 21.0, 4.0
#: Between the lane's name, the people's names and the cells.
SPACE = 9.0
#: So much colour has a cell of one contact, each further one adds, and no cell has more.
TINT, STEP, MOST = 0.26, 0.14, 0.74


@frozen()
class Matrix:
    """The lane measured: its name, the people's names, the words of all cells, and how high each row is."""

    title: Block
    subtitle: Block
    names: tuple[Block, ...]
    cells: tuple[tuple[Block, ...], ...]  # of each person, by phase
    counts: tuple[tuple[int, ...], ...]
    rows: tuple[float, ...]
    height: float


@lru_cache(maxsize=256)
def side_width(name: str, people: tuple[str, ...], language: str, theme: Theme) -> float:
    """How wide the lane names' column is so that no usual word of the lane's name is broken beside the people's.

    `language` is the current one, in which a word of the program's own stands there.
    """
    style, small = _title_style(theme), theme.small
    word = max((fonts.width(w, style.face, style.size) for w in name.split()), default=0.0)
    word = max(word, *(fonts.width(w, "regular", small) for w in _("contacts per role").split())) + 1.0
    return min(word, 110.0) + SPACE + _names_width(people, theme) + SPACE + 5.0


def _title_style(theme: Theme) -> Style:
    return Style("semibold", theme.body + 1, theme.ink)


@lru_cache(maxsize=256)
def _names_width(people: tuple[str, ...], theme: Theme) -> float:
    return min(96.0, max((fonts.width(n, "regular", theme.small) for n in people), default=0.0) + 1.0)


@lru_cache(maxsize=256)
def matrix(
    name: str,
    people: tuple[str, ...],
    counts: tuple[tuple[int, ...], ...],
    shares: tuple[int, int],
    widths: tuple[float, ...],
    side: float,
    theme: Theme,
    language: str,
) -> Matrix:
    """Measure the lane; `counts` are the contacts of each person by phase, `widths` the phases'.

    `shares` is how much is covered, plain and weighted by influence, in percent.
    """
    beside = _names_width(people, theme)
    room = max(40.0, side - beside - 2 * SPACE - 4.0)
    title = block(name, _title_style(theme), room)
    told = [_("contacts per role")]
    if counts and counts[0]:
        told.append(_("{share}% covered").format(share=shares[0]))
        if shares[1] != shares[0]:
            told.append(_("{share}% by influence").format(share=shares[1]))
    subtitle = block("\n".join(told), Style("regular", theme.small, theme.second_ink), room)
    small = Style("regular", theme.small, theme.ink)
    names = tuple(block(n, small, beside, align="right", x=side - SPACE - beside) for n in people)
    cells = tuple(
        tuple(_words(count, width, theme) for count, width in zip(row, widths, strict=True)) for row in counts
    )
    rows = tuple(
        max([ROW, own.height + 5.0, *(w.height + 6.0 for w in row)])
        for own, row in zip(names, cells, strict=True)
    )
    whole = sum(rows) + GAP * max(0, len(rows) - 1)
    return Matrix(
        title,
        subtitle,
        names,
        cells,
        counts,
        rows,
        max(whole, title.height + subtitle.height + 2.0) + 2 * theme.lane_padding + 4.0,
    )


def _words(count: int, width: float, theme: Theme) -> Block:
    colour = theme.ink if count else theme.negative
    text = str(count) if count else _("no contact")
    return block(text, Style("semibold", theme.small, colour), width - 8.0, align="centre", x=4.0)


def place(
    lane: RecordId,
    own: Matrix,
    people: Sequence[Persona],
    spans: Sequence[PhaseSpan],
    colours: Mapping[RecordId, Colour],
    top: float,
    height: float,
    theme: Theme,
    reuse: Reuse,
) -> dict[str, Placed]:
    """The rows of the matrix, which take an equal share of spare height; each stands for its person."""
    out: dict[str, Placed] = {}
    shades = tuple(colours[s.phase] for s in spans)
    places = tuple((s.x, s.width) for s in spans)
    for i, (person, (y, high)) in enumerate(zip(people, _rows(own, height, theme), strict=True)):
        key = f"coverage:{lane}:{person.id}"
        inputs = (own.cells[i], own.counts[i], places, shades, top + y, high)
        out[key] = reuse.of(key, inputs, partial(_placed_row, *inputs, theme))
    return out


def _rows(own: Matrix, height: float, theme: Theme) -> list[tuple[float, float]]:
    """The upper edge of each row from the lane's, and its height."""
    spare = max(0.0, height - own.height) / max(1, len(own.rows))
    y, out = theme.lane_padding + 2.0, []
    for row in own.rows:
        out.append((y, row + spare))
        y += row + spare + GAP
    return out


def _placed_row(
    cells: Sequence[Block],
    counts: Sequence[int],
    places: Sequence[tuple[float, float]],
    colours: Sequence[Colour],
    top: float,
    height: float,
    theme: Theme,
) -> Placed:
    parts: list[Shape | Group] = []
    for words, count, (x, width), colour in zip(cells, counts, places, colours, strict=True):
        if count:
            parts.append(Shape(rounded(Rect(x, 0, width, height), 4), fill=_shade(colour, count, theme)))
        else:
            edge = rounded(Rect(x + 0.7, 0.7, width - 1.4, height - 1.4), 4)
            parts.append(Shape(edge, fill=theme.card, stroke=Stroke(theme.negative, 1.4)))
        parts.append(Group(words.lines, x, (height - words.height) / 2, role="coverage"))
    drawing: Drawing = tuple(parts)
    bounds = bounds_of(drawing)
    return Placed(0.0, top, 10.0, drawing, rectangle(bounds), bounds)


def _shade(colour: Colour, count: int, theme: Theme) -> Colour:
    """The ground of a number: the more there are, the more of the phase's colour, as long as it can be read."""
    most = MOST
    while most > TINT and contrast(theme.ink, tint(colour, most, theme.paper)) < READABLE:
        most -= STEP / 4
    return tint(colour, min(most, TINT + STEP * (count - 1)), theme.paper)


def label(own: Matrix, top: float, height: float, side: float, width: float, theme: Theme) -> Placed:
    """The name of the lane at its left with what the numbers are, the people's names, the hairline under the lane."""
    y = theme.lane_padding + 2.0
    rows = _rows(own, height, theme)
    names = tuple(
        Group(name.lines, 0, at + (high - name.height) / 2, role="lane")
        for name, (at, high) in zip(own.names, rows, strict=True)
    )
    drawing: Drawing = (
        Shape(line(0, height, width, height), stroke=Stroke(theme.hairline, theme.hairline_width)),
        Group(own.title.lines, 4.0, y, role="lane"),
        Group(own.subtitle.lines, 4.0, y + own.title.height + 2.0, role="lane"),
        *names,
    )
    box = Rect(0, 0, side, height)
    return Placed(0.0, top, 4.0, drawing, rectangle(box), bounds_of(drawing).united(box))
