"""The page before the tiles: which tile goes where, and in a few sentences how to cut and glue them."""

from __future__ import annotations

from typing import Final

from cjm_desktop.i18n import _, ngettext
from cjm_desktop.layout import fonts, page_marks, paper
from cjm_desktop.layout.drawing import WHITE, Colour, Drawing, Group, Primitive, Shape, Stroke
from cjm_desktop.layout.geometry import Path, Rect, Segment, line, rectangle, rounded
from cjm_desktop.layout.page_marks import GREY, INK
from cjm_desktop.layout.pages import size_of, title_of
from cjm_desktop.layout.paper import MM
from cjm_desktop.layout.placement import Page
from cjm_desktop.layout.sketch import PALE, sketch_of
from cjm_desktop.layout.text import Style, block
from cjm_desktop.layout.theme import Theme, tint
from cjm_desktop.layout.tiles import Grid, is_printed, name_of
from cjm_desktop.model.records import PosterSettings

#: The page's own border, in points; less on small paper, the printer's edge where that is wider.
_BORDER: Final = 12.0 * MM
#: Letters have their usual size on a page with so much room along its shorter side, in points.
_USUAL: Final = 186.0 * MM
_TITLE, _BODY = 17.0, 10.0
_GAP: Final = 14.0
#: The sketch is given at least this share of the page, or letters get smaller, down to this share of their size.
_SKETCH, _SMALLEST = 0.4, 0.5
#: A tile in the sketch that is smaller than this has no room for its name, in points.
_LEAST_CELL: Final = 9.0
_LEFT_OUT: Final[Colour] = "#EEF0F2"


def assembly_page(grid: Grid, theme: Theme, settings: PosterSettings, prefix: str) -> Page:
    """The page of a sheet's tiles, on the same paper as they; `prefix` tells it from another sheet's."""
    border = max(settings.edge * MM, min(_BORDER, grid.width / 8, grid.height / 8))
    room = Rect(border, border, grid.width - 2 * border, grid.height - 2 * border)
    all_of_it = Rect(0, 0, grid.width, grid.height)
    name = prefix + _("Assembly")
    ground = tint(theme.paper, PALE, WHITE) if is_printed(theme, settings) else WHITE
    marks = _drawn(grid, settings, prefix, room, ground)
    return Page(grid.width, grid.height, all_of_it, all_of_it, all_of_it, name, marks=marks)


def _drawn(grid: Grid, settings: PosterSettings, prefix: str, room: Rect, ground: Colour) -> Drawing:
    """Title and facts at the top, the sketch, and the steps below it or, on broad paper, beside it."""
    steps = _steps(grid, settings, prefix)
    letters = min(1.5, max(_SMALLEST, min(room.width, room.height) / _USUAL))
    is_broad = room.width > 1.15 * room.height
    while True:
        head, high = _head(grid, settings, room, letters)
        top = room.y + high + _GAP * letters
        wide = room.width * 0.3 if is_broad else room.width
        told, tall = _numbered(steps, wide, letters)
        if is_broad:
            place = Rect(room.x, top, room.width - wide - 2 * _GAP * letters, room.bottom - top)
            is_roomy = tall <= place.height and place.height >= _SKETCH * room.height
        else:
            place = Rect(room.x, top, room.width, room.bottom - top - tall - _GAP * letters)
            is_roomy = place.height >= _SKETCH * room.height
        if is_roomy or letters <= _SMALLEST:
            break
        letters = max(_SMALLEST, letters * 0.9)
    picture, box = _picture(grid, prefix, place, ground) if place.height > _LEAST_CELL else ((), place)
    x, y = (box.right + 2 * _GAP * letters, top) if is_broad else (room.x, box.bottom + _GAP * letters)
    return (*head, *picture, Group(told, x, y))


def _head(grid: Grid, settings: PosterSettings, room: Rect, letters: float) -> tuple[Drawing, float]:
    out: list[Primitive] = []
    y = 0.0
    for text, face, size, colour in (
        (_("How the poster goes together"), "bold", _TITLE, INK),
        (title_of(grid.sheet), "semibold", _BODY, INK),
        (_facts(grid, settings), "regular", _BODY, GREY),
    ):
        own = block(text, Style(face, size * letters, colour), room.width)
        out.append(Group(own.lines, room.x, room.y + y, role="mark"))
        y += own.height + 2 * letters
    return tuple(out), y


def _facts(grid: Grid, settings: PosterSettings) -> str:
    count, columns, rows = len(grid.printed), len(grid.columns), len(grid.rows)
    told = [
        ngettext("{n} sheet of {paper}", "{n} sheets of {paper}", count).format(
            n=count, paper=paper.shown(grid.paper.name)
        ),
        ngettext("{n} column", "{n} columns", columns).format(n=columns)
        + " × "
        + ngettext("{n} row", "{n} rows", rows).format(n=rows),
        _("poster {size}").format(size=size_of(grid.sheet)),
        _("overlap {mm} mm").format(mm=f"{settings.overlap:g}"),
    ]
    return " · ".join(told)


def _steps(grid: Grid, settings: PosterSettings, prefix: str) -> list[str]:
    """What is done one after the other; of the tiles only what these tiles need."""
    steps = [
        _("Print every page at 100 % (“actual size”), not fitted to the page."),
        _("Measure the rule below a tile: it is 100 mm long. If not, mend the print settings first."),
        _("Cut each tile along its dashed lines."),
    ]
    ways = []
    pair = _neighbours(grid, 0, 1)
    if pair is not None:
        ways.append(
            _(
                "Glue each row from left to right: lay {tile} over the glue edge of {other}, its cut edge on the line."
            ).format(tile=prefix + name_of(*pair[1]), other=prefix + name_of(*pair[0]))
        )
    pair = _neighbours(grid, 1, 0)
    if pair is not None:
        ways.append(
            _("Glue the rows from top to bottom in the same way: {tile} over {other}.").format(
                tile=prefix + name_of(*pair[1]), other=prefix + name_of(*pair[0])
            )
        )
    missing = len(grid.rows) * len(grid.columns) - len(grid.printed)
    if missing:
        ways.append(
            ngettext(
                "{n} tile has nothing on it and is left out; in the sketch it is grey.",
                "{n} tiles have nothing on them and are left out; in the sketch they are grey.",
                missing,
            ).format(n=missing)
        )
    return steps + ways


def _neighbours(grid: Grid, down: int, across: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The first two tiles beside or below each other, or None."""
    for row, column in sorted(grid.printed):
        if (row + down, column + across) in grid.printed:
            return (row, column), (row + down, column + across)
    return None


def _numbered(steps: list[str], width: float, letters: float) -> tuple[Drawing, float]:
    """Numbered sentences below each other, and how high they are."""
    size, y = _BODY * letters, 0.0
    out: list[Primitive] = []
    indent = 1.9 * size
    for n, text in enumerate(steps, 1):
        own = block(text, Style("regular", size, INK), width - indent)
        number_of = block(f"{n}.", Style("bold", size, INK), indent)
        out.append(Group(number_of.lines, 0, y, role="mark"))
        out.append(Group(own.lines, indent, y, role="mark"))
        y += own.height + 0.45 * size
    return tuple(out), y


def _picture(grid: Grid, prefix: str, place: Rect, ground: Colour) -> tuple[Drawing, Rect]:
    """The sheet drawn small within a place, with its tiles and their names; and its box."""
    sheet = grid.sheet
    scale = min(place.width / sheet.width, place.height / sheet.height)
    box = Rect(place.x, place.y, sheet.width * scale, sheet.height * scale)
    out: list[Primitive] = [Shape(rectangle(box), fill=ground)]
    out += sketch_of(sheet, box.x, box.y, scale)
    lines: list[Segment] = []
    names: list[Primitive] = []
    for r, down in enumerate(grid.rows):
        for c, across in enumerate(grid.columns):
            cell = Rect(
                box.x + across.first * scale,
                box.y + down.first * scale,
                (across.last - across.first) * scale,
                (down.last - down.first) * scale,
            )
            is_there = (r, c) in grid.printed
            if not is_there:
                out.append(Shape(rectangle(cell), fill=_LEFT_OUT))
            names += _cell_name(prefix + name_of(r, c), cell, is_there)
    for across in grid.columns[:-1]:
        x = box.x + across.last * scale
        lines += line(x, box.y, x, box.bottom).segments
    for down in grid.rows[:-1]:
        y = box.y + down.last * scale
        lines += line(box.x, y, box.right, y).segments
    lines += rectangle(box).segments
    out.append(Shape(Path(tuple(lines)), stroke=Stroke(INK, 0.8)))
    return (*out, *names), box


def _cell_name(name: str, cell: Rect, is_there: bool) -> Drawing:
    if min(cell.width, cell.height) < _LEAST_CELL:
        return ()
    size = min(16.0, 0.3 * min(cell.width, cell.height))
    wide = fonts.width(name, "bold", size)
    if wide + 4 > cell.width:
        size *= (cell.width - 4) / wide
        wide = cell.width - 4
    high = fonts.line_height("bold", size)
    x, y = cell.centre[0] - wide / 2, cell.centre[1] - high / 2
    plate = Shape(rounded(Rect(x - 0.4 * size, y, wide + 0.8 * size, high), 3), fill=WHITE)
    label, _wide = page_marks.words(name, "bold", size, INK if is_there else GREY, x, y)
    return (plate, label) if is_there else (label,)
