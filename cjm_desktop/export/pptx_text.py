"""Lines of text as text boxes of a slide: the lines of one block in one box, each where it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, Literal
from xml.sax.saxutils import escape, quoteattr

from cjm_desktop.frozen import frozen
from cjm_desktop.layout import bidi, fonts
from cjm_desktop.layout.drawing import HALO, Colour, Primitive, TextLine

#: The family of the bundled faces.
FAMILY: Final = "Noto Sans"
# By these PowerPoint finds a family like it where it is not installed.
_PANOSE: Final = ' panose="020B0502040504020204" pitchFamily="34" charset="0"'
#: Faces of which a sign or two stands among other letters; every office program has such signs somewhere.
_SIGNS: Final = ("symbols",)
_NEAR: Final = 0.6
# What XML can't hold, and marks that no program shows.
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@frozen()
class Lines:
    """The lines of one block in slide points; each is its runs from left to right."""

    lines: tuple[tuple[TextLine, ...], ...]
    align: Literal["l", "ctr", "r"]
    left: float
    top: float
    right: float
    bottom: float
    scale: float

    @property
    def words(self) -> list[str]:
        return ["".join(run.text for run in line) for line in self.lines]


def text_blocks(drawing: Sequence[Primitive], scale: float, dx: float, dy: float) -> Iterator[Lines]:
    """The blocks of a row of text lines, each point (x, y) of which stands at (x * scale + dx, y * scale + dy)."""
    rows: list[list[TextLine]] = []
    for line in drawing:
        if not isinstance(line, TextLine) or not line.text or not line.glyphs.ids:
            continue
        if rows and _goes_on(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    first = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or not _is_below(rows[index - 1], rows[index]):
            yield _lines(rows[first:index], scale, dx, dy)
            first = index


def _goes_on(last: TextLine, line: TextLine) -> bool:
    """Whether a run stands right behind another on its baseline."""
    return (
        abs(line.baseline - last.baseline) < 0.01
        and abs(last.x + last.glyphs.advance - line.x) < 0.05
        and line.size == last.size
    )


def _is_below(above: list[TextLine], below: list[TextLine]) -> bool:
    """Whether a row is the next line of a block."""
    one, two = _main(above), _main(below)
    distance = two.baseline - one.baseline
    usual = fonts.line_height(one.face, one.size)
    return (
        two.size == one.size
        and two.colour == one.colour
        and abs(distance - usual) < 0.05 * one.size
        and any(abs(a - b) < _NEAR for a, b in zip(_edges(above), _edges(below), strict=True))
    )


def _edges(row: Sequence[TextLine]) -> tuple[float, float, float]:
    """The left end, the middle and the right end of a row."""
    left, right = row[0].x, row[-1].x + row[-1].glyphs.advance
    return left, (left + right) / 2, right


def _lines(rows: list[list[TextLine]], scale: float, dx: float, dy: float) -> Lines:
    edges = [_edges(row) for row in rows]
    first, last = _main(rows[0]), _main(rows[-1])
    left, right = min(e[0] for e in edges), max(e[2] for e in edges)
    top = first.baseline - fonts.ascent(first.face, first.size)
    bottom = last.baseline + fonts.descent(last.face, last.size)
    return Lines(
        tuple(tuple(row) for row in rows),
        _align(edges),
        left * scale + dx,
        top * scale + dy,
        right * scale + dx,
        bottom * scale + dy,
        scale,
    )


def _main(row: Sequence[TextLine]) -> TextLine:
    """The run that tells how high a row is: the first that is not of signs that its face lacks."""
    return next((run for run in row if run.face not in _SIGNS), row[0])


def _align(edges: Sequence[tuple[float, float, float]]) -> Literal["l", "ctr", "r"]:
    """Which of the three the lines have in common; a line alone is told by which stands at the origin."""
    spreads = [max(e[i] for e in edges) - min(e[i] for e in edges) for i in range(3)]
    common = [spread < _NEAR for spread in spreads]
    at_origin = [abs(edges[0][i]) < _NEAR for i in range(3)]
    for i, align in ((0, "l"), (1, "ctr"), (2, "r")):
        if common[i] and at_origin[i]:
            return align  # type: ignore[return-value]
    if not common[0] and common[1]:
        return "ctr"
    return "r" if not common[0] and common[2] else "l"


def paragraph(block: Lines, opacity: float, language: str) -> str:
    """The lines of a block as one paragraph with a break after each line but the last."""
    is_rtl = all(bidi.needs_order(run.text) for line in block.lines for run in line)
    direction = ' rtl="1"' if is_rtl else ""
    out = [
        f'<a:p><a:pPr marL="0" indent="0" algn="{block.align}"{direction}><a:lnSpc>{_spacing(block)}</a:lnSpc>'
        '<a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="0"/></a:spcAft><a:buNone/></a:pPr>'
    ]
    look = ""
    for number, line in enumerate(block.lines):
        if number:
            out.append(f"<a:br>{look}</a:br>")
        for run in reversed(line) if is_rtl else line:
            look = _look(run, block.scale, opacity, language)
            out.append(f"<a:r>{look}<a:t>{plain(run.text)}</a:t></a:r>")
    out.append("</a:p>")
    return "".join(out)


def _spacing(block: Lines) -> str:
    """The distance of the lines as a share of what their face asks for by itself."""
    run = _main(block.lines[0])
    face, size = run.face, run.size
    own = fonts.ascent(face, size) + fonts.descent(face, size)
    return f'<a:spcPct val="{round(100_000 * fonts.line_height(face, size) / own)}"/>'


def _look(run: TextLine, scale: float, opacity: float, language: str) -> str:
    """Size, weight, colour, halo and family of a run."""
    size = min(400_000, max(100, round(run.size * scale * 100)))
    style = run.face.rsplit(":", 1)[-1]
    bold = "1" if style in ("bold", "semibold", "thai-semibold") else "0"
    italic = "1" if style == "italic" else "0"
    halo = ""
    if run.halo is not None:
        radius = round(HALO * run.size * scale * 12_700)
        halo = f'<a:effectLst><a:glow rad="{radius}">{alpha_colour(run.halo, 1.0)}</a:glow></a:effectLst>'
    return (
        f'<a:rPr lang="{language}" sz="{size}" b="{bold}" i="{italic}" u="none" strike="noStrike" cap="none"'
        f' spc="0" dirty="0"><a:solidFill>{alpha_colour(run.colour, opacity)}</a:solidFill>{halo}'
        f"{_family(run.face)}</a:rPr>"
    )


@cache
def _family(face: str) -> str:
    """The family of a face as a run names it."""
    own = family_name(face)
    name = quoteattr(own)
    known = _PANOSE if own == FAMILY else ""
    return f"<a:latin typeface={name}{known}/><a:ea typeface={name}/><a:cs typeface={name}/>"


def family_name(face: str) -> str:
    """What the family of a face is called on the machine where it is installed."""
    if face in fonts.STYLES or face in _SIGNS:
        return FAMILY
    return fonts.face(face).file.family or FAMILY


def plain(text: str) -> str:
    """Text as it can stand in XML."""
    return escape(shown(text))


def attribute(text: str) -> str:
    """Text as an attribute in XML can have it, in its quotation marks."""
    return quoteattr(shown(text))


def shown(text: str) -> str:
    """Text on one line without what XML can't hold, for who escapes the rest."""
    return _CONTROLS.sub(" ", text)


def alpha_colour(colour: Colour, opacity: float) -> str:
    """The colour of a fill, line or letter."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"{colour!r} is not a colour")
    if opacity >= 1.0:
        return f'<a:srgbClr val="{colour[1:]}"/>'
    return f'<a:srgbClr val="{colour[1:]}"><a:alpha val="{round(max(0.0, opacity) * 100_000)}"/></a:srgbClr>'
