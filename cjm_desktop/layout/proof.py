"""The proof of a sheet: every text with its size on paper and the colour under it, and every picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from cjm_desktop.layout.drawing import Colour, Drawing, Group, Picture, Placed, Shape, TextLine
from cjm_desktop.layout.geometry import Path, Rect
from cjm_desktop.layout.placement import Sheet
from cjm_desktop.layout.spline import at
from cjm_desktop.layout.theme import READABLE, contrast, tint
from cjm_desktop.model import progress

#: Ink of letters above and below their baseline, as shares of their size.
ABOVE, BELOW = 0.76, 0.2
#: Smaller fills are the ground of no text, in the units of their drawing.
_LEAST_FILL: Final = 5.0
#: The map is searched for grounds in squares of this many map units.
_SQUARE: Final = 320.0
#: No fill is in more squares than this either way.
_MOST: Final = 400
#: Where a fill is a box it holds the text that it is under; a curved one is looked at more closely when the contrast
#: with it would be less than this.
_DOUBTFUL: Final = READABLE

_Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom


class Words(NamedTuple):
    """One run of text: the key of what it belongs to, its box on the sheet and its size, in points.

    `ground` is the colour under it, `opacity` (0–1) how strongly it is drawn. Runs on one baseline of one text
    follow each other.
    """

    key: str
    line: TextLine
    box: Rect
    size: float
    ground: Colour
    opacity: float


class Image(NamedTuple):
    """A picture on the sheet: the key of what it belongs to, and its place in points."""

    key: str
    picture: Picture
    box: Rect


class Proof(NamedTuple):
    """What is looked at before a sheet is printed; `boxes` are those of whole drawings, in points of the sheet."""

    words: tuple[Words, ...]
    images: tuple[Image, ...]
    boxes: tuple[tuple[str, Rect], ...]


class _Fill(NamedTuple):
    """A filled shape of a drawing, in the drawing's units; `scale` and `at` take its path there."""

    box: _Box
    shape: Shape
    scale: float
    at: tuple[float, float]


class _Text(NamedTuple):
    """A run of text of a drawing: where it begins, how much it is scaled, and its ground, None where it brings none."""

    line: TextLine
    x: float
    baseline: float
    scale: float
    ground: Colour | None


class _Parts(NamedTuple):
    """What of a drawing is looked at; a picture with its place and scale."""

    texts: list[_Text]
    fills: list[_Fill]
    pictures: list[tuple[Picture, float, float, float]]


def proof_of(sheet: Sheet, paper: Colour) -> Proof:
    """The proof of a sheet; `paper` is the colour that is left where nothing is printed."""
    known: dict[int, _Parts] = {}
    words: list[Words] = []
    images: list[Image] = []
    boxes: list[tuple[str, Rect]] = []
    paper_box = Rect(0, 0, sheet.width, sheet.height)
    for placed, origin, scale in (
        (sheet.map.placed, sheet.map_origin, sheet.scale),
        (sheet.placed, (0.0, 0.0), 1.0),
    ):
        drawn = [(key, p, _parts_of(p.drawing, known)) for key, p in placed.items()]
        drawn.sort(key=lambda each: each[1].z)
        grounds = _Grounds(drawn, paper)
        for i, (key, p, parts) in enumerate(drawn):
            if not i % 64:
                progress.step(i, len(drawn))
            dx, dy = origin[0] + p.x * scale, origin[1] + p.y * scale
            box = p.bounds.mapped(scale, dx, dy)
            if not paper_box.encloses(box):
                # The usual box has room for the ends of strokes, whether they need it.
                box = _tight(p.drawing).mapped(scale, dx, dy)
            boxes.append((key, box))
            for text in parts.texts:
                line, own = text.line, text.scale * scale
                size = line.size * own
                wide = line.glyphs.advance * own
                if text.ground is not None:
                    ground = text.ground
                else:
                    x = p.x + text.x + line.glyphs.advance * text.scale / 2
                    y = p.y + text.baseline - 0.28 * line.size * text.scale
                    ground = grounds.under(i, x, y, line.colour)
                left, top = dx + text.x * scale, dy + text.baseline * scale - ABOVE * size
                words.append(
                    Words(key, line, Rect(left, top, wide, (ABOVE + BELOW) * size), size, ground, p.opacity)
                )
            for picture, x, y, own in parts.pictures:
                place = picture.rect.mapped(own, x, y).mapped(scale, dx, dy)
                images.append(Image(key, picture, place))
    return Proof(tuple(words), tuple(images), tuple(boxes))


def _tight(drawing: Drawing) -> Rect:
    """The box of a drawing's paths, pictures and letters, without the width of strokes."""
    found: Rect | None = None
    for child in drawing:
        if isinstance(child, Group):
            box = _tight(child.children).mapped(child.scale, child.x, child.y)
        elif isinstance(child, TextLine):
            top = child.baseline - ABOVE * child.size
            box = Rect(child.x, top, child.glyphs.advance, (ABOVE + BELOW) * child.size)
        else:
            box = child.path.bounds if isinstance(child, Shape) else child.rect
        found = box if found is None else found.united(box)
    return found or Rect(0, 0, 0, 0)


def _parts_of(drawing: Drawing, known: dict[int, _Parts]) -> _Parts:
    """The texts, fills and pictures of a drawing; many records share one drawing."""
    found = known.get(id(drawing))
    if found is None:
        found = known[id(drawing)] = _Parts([], [], [])
        _walk(drawing, 0.0, 0.0, 1.0, found)
    return found


def _walk(drawing: Drawing, x: float, y: float, scale: float, parts: _Parts) -> None:
    for child in drawing:
        if isinstance(child, Group):
            _walk(child.children, x + child.x * scale, y + child.y * scale, scale * child.scale, parts)
        elif isinstance(child, TextLine):
            if not child.text.strip():
                continue
            left, baseline = x + child.x * scale, y + child.baseline * scale
            ground = child.halo
            if ground is None and parts.fills:
                middle = left + child.glyphs.advance * scale / 2
                ground = _ground(
                    parts.fills, middle, baseline - 0.28 * child.size * scale, child.colour, None
                )
            parts.texts.append(_Text(child, left, baseline, scale, ground))
        elif isinstance(child, Shape):
            if child.fill is not None:
                b = child.path.bounds
                if b.width * scale >= _LEAST_FILL and b.height * scale >= _LEAST_FILL:
                    left, top = x + b.x * scale, y + b.y * scale
                    box = (left, top, left + b.width * scale, top + b.height * scale)
                    parts.fills.append(_Fill(box, child, scale, (x, y)))
        else:
            parts.pictures.append((child, x, y, scale))


def _ground(fills: Sequence[_Fill], x: float, y: float, ink: Colour, below: Colour | None) -> Colour | None:
    """The colour of the topmost fill under a place; `below` under a faint one (None: it can't be told alone)."""
    for fill in reversed(fills):
        left, top, right, bottom = fill.box
        if left <= x <= right and top <= y <= bottom:
            colour = fill.shape.fill
            assert colour is not None
            if contrast(ink, colour) < _DOUBTFUL and not _holds(
                fill.shape.path, (x - fill.at[0]) / fill.scale, (y - fill.at[1]) / fill.scale
            ):
                continue
            if fill.shape.opacity >= 1.0:
                return colour
            if below is None:
                return None
            return tint(colour, fill.shape.opacity, below)
    return below


class _Grounds:
    """The fills of all drawings of a map in squares, to find what is under a text that brings no ground."""

    def __init__(self, drawn: Sequence[tuple[str, Placed, _Parts]], paper: Colour) -> None:
        self._drawn, self._paper = drawn, paper
        self._wide = self._high = _SQUARE
        self._squares: dict[tuple[int, int], list[int]] | None = None

    def _fill(self) -> dict[tuple[int, int], list[int]]:
        squares: dict[tuple[int, int], list[int]] = {}
        boxes: list[tuple[int, float, float, float, float]] = []
        for i, (_key, p, parts) in enumerate(self._drawn):
            if not parts.fills:
                continue
            left = min(f.box[0] for f in parts.fills) + p.x
            top = min(f.box[1] for f in parts.fills) + p.y
            right = max(f.box[2] for f in parts.fills) + p.x
            bottom = max(f.box[3] for f in parts.fills) + p.y
            boxes.append((i, left, top, right, bottom))
        # On a strip of metres, drawn for centimetres, one fill would be in millions of squares.
        self._wide = max(
            _SQUARE, max((right - left for _i, left, _t, right, _b in boxes), default=0.0) / _MOST
        )
        self._high = max(
            _SQUARE, max((bottom - top for _i, _l, top, _r, bottom in boxes), default=0.0) / _MOST
        )
        for i, left, top, right, bottom in boxes:
            for column in range(int(left // self._wide), int(right // self._wide) + 1):
                for row in range(int(top // self._high), int(bottom // self._high) + 1):
                    squares.setdefault((column, row), []).append(i)
        return squares

    def under(self, index: int, x: float, y: float, ink: Colour) -> Colour:
        """The colour under a place of the drawing with an index, of what is drawn before it."""
        if self._squares is None:
            self._squares = self._fill()
        for i in reversed(self._squares.get((int(x // self._wide), int(y // self._high)), ())):
            if i < index:
                _key, p, parts = self._drawn[i]
                # What lies under a faint fill is taken for paper: two of them one over the other are rare.
                found = _ground(parts.fills, x - p.x, y - p.y, ink, self._paper)
                if found is not None and found != self._paper:
                    return found
        return self._paper


def _holds(path: Path, x: float, y: float) -> bool:
    """Whether a place is inside a path (even-odd, curves in eight pieces)."""
    inside = False
    for (ax, ay), (bx, by) in _edges(path):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


def _edges(path: Path) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    start = pen = (0.0, 0.0)
    for segment in path.segments:
        if segment[0] == "Z":
            yield pen, start
            pen = start
        elif segment[0] == "M":
            if pen != start:
                yield pen, start
            start = pen = (segment[1], segment[2])
        elif segment[0] == "L":
            yield pen, (segment[1], segment[2])
            pen = (segment[1], segment[2])
        else:
            curve = (pen, (segment[1], segment[2]), (segment[3], segment[4]), (segment[5], segment[6]))
            for k in range(1, 9):
                place = at(curve, k / 8)
                yield pen, place
                pen = place
    if pen != start:
        yield pen, start
