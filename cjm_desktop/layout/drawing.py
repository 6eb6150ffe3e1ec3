"""The display list: four frozen primitives that all players (QPainter, PDF, SVG and slides) can draw."""

from __future__ import annotations

from typing import Final, TypeAlias

from cjm_desktop.frozen import frozen
from cjm_desktop.layout.geometry import Path, Rect

#: "#RRGGBB".
Colour: TypeAlias = str
#: Paper that needs no printing.
WHITE: Final[Colour] = "#FFFFFF"
#: Half the width of a halo, as a share of the size of its letters.
HALO: Final = 0.16


@frozen()
class Stroke:
    """A line: width in points, dash lengths in points (empty = solid)."""

    colour: Colour
    width: float = 1.0
    dash: tuple[float, ...] = ()
    round: bool = False  # round caps and joins instead of butt caps and mitred joins


@frozen()
class Shape:
    """A path that is filled, stroked or both; opacity 0–1 holds for both."""

    path: Path
    fill: Colour | None = None
    stroke: Stroke | None = None
    opacity: float = 1.0


@frozen()
class Glyphs:
    """One shaped run in one face: glyph ids with their pen positions relative to the line's start.

    `ids[i]` stands at (xs[i], ys[i]) in points, y down; `clusters[i]` is the index into the text of the
    first character that the glyph belongs to; `advance` is the width of the run in points.
    """

    ids: tuple[int, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    clusters: tuple[int, ...]
    advance: float


@frozen()
class TextLine:
    """One run of text in one face on one baseline. A line that needs two faces is two of these.

    `face` is a key of `layout.fonts.face(key)`; the players draw `glyphs`, never `text` (which is what
    copying and searching find). `halo` is the colour of a paper-coloured outline behind the letters.
    """

    x: float
    baseline: float
    text: str
    glyphs: Glyphs
    face: str
    size: float
    colour: Colour
    halo: Colour | None = None


@frozen()
class Picture:
    """An asset (its record id) fitted into `rect`; `clip` is an optional path around it."""

    rect: Rect
    asset: str
    clip: Path | None = None

    def fitted(self, width: float, height: float) -> Rect:
        """The place of a file of so many pixels, in its proportions: shown whole, or filling `rect` up to a clip."""
        rect = self.rect
        zoom = (min if self.clip is None else max)(rect.width / width, rect.height / height)
        x, y = rect.centre
        return Rect(x - width * zoom / 2, y - height * zoom / 2, width * zoom, height * zoom)


@frozen()
class Group:
    """Children moved by (x, y), then scaled. A `key` says that equal keys are equal groups: draw them once
    (a Form XObject in PDF, a sprite on screen). `role` names what it is for readers of the tree."""

    children: tuple[Primitive, ...]
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    key: str | None = None
    role: str = ""


Primitive: TypeAlias = Shape | TextLine | Picture | Group
Drawing: TypeAlias = tuple[Primitive, ...]


@frozen()
class Placed:
    """A drawing with its place. `outline` is what the mouse hits, in the drawing's own coordinates.

    Items with a higher `z` are drawn later. `bounds` encloses all ink, in the drawing's own coordinates. `opacity`
    (0–1) holds for each primitive: what a filter leaves out is faint.
    """

    x: float
    y: float
    z: float
    drawing: Drawing
    outline: Path
    bounds: Rect = Rect(0, 0, 0, 0)
    opacity: float = 1.0


def bounds_of(drawing: Drawing) -> Rect:
    """The box of all ink of a drawing (an empty drawing has the empty box)."""
    box: Rect | None = None
    for primitive in drawing:
        own = _bounds(primitive)
        box = own if box is None else box.united(own)
    return box or Rect(0, 0, 0, 0)


def _bounds(primitive: Primitive) -> Rect:
    if isinstance(primitive, Shape):
        return primitive.path.bounds.grown(primitive.stroke.width / 2 if primitive.stroke else 0)
    if isinstance(primitive, TextLine):
        # Ascent and descent of every bundled face stay within 1.1 and 0.35 of the size.
        size = primitive.size
        return Rect(primitive.x, primitive.baseline - 1.1 * size, primitive.glyphs.advance, 1.45 * size)
    if isinstance(primitive, Picture):
        return primitive.rect
    return bounds_of(primitive.children).mapped(primitive.scale, primitive.x, primitive.y)


def lines_from(drawing: Drawing, start: int) -> list[TextLine]:
    """The lines of text that stand one after the other in a drawing, from an index on.

    Their halos are drawn before the letters of any of them: no line's halo covers the line above it.
    """
    out: list[TextLine] = []
    for child in drawing[start:]:
        if not isinstance(child, TextLine):
            break
        out.append(child)
    return out


def text_lines(drawing: Drawing) -> list[TextLine]:
    """Every line of text of a drawing in drawing order, moved to the drawing's own coordinates."""
    out: list[TextLine] = []

    def walk(children: Drawing, x: float, y: float, scale: float) -> None:
        for child in children:
            if isinstance(child, TextLine):
                out.append(
                    TextLine(
                        x + child.x * scale,
                        y + child.baseline * scale,
                        child.text,
                        child.glyphs,
                        child.face,
                        child.size * scale,
                        child.colour,
                        child.halo,
                    )
                )
            elif isinstance(child, Group):
                walk(child.children, x + child.x * scale, y + child.y * scale, scale * child.scale)

    walk(drawing, 0.0, 0.0, 1.0)
    return out
