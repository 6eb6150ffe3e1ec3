"""A sheet drawn small and pale: its shapes, and its lines of text as bars. A picture to find one's way by."""

from __future__ import annotations

from typing import Final

from cjm_desktop.layout.drawing import WHITE, Colour, Drawing, Group, Primitive, Shape, Stroke, TextLine
from cjm_desktop.layout.geometry import Path, Rect, Segment, rectangle
from cjm_desktop.layout.pieces import pieces_of
from cjm_desktop.layout.placement import Sheet
from cjm_desktop.layout.theme import tint
from cjm_desktop.model import progress

#: So much of its colour a shape keeps.
PALE: Final = 0.55
#: What is smaller than this in the sketch is left out, in points: shapes along their longer side, letters.
_SPECK: Final = 1.6
_LETTER: Final = 1.0
#: No pen is thinner than this.
_THIN: Final = 0.2
_PICTURE: Final[Colour] = "#D5DADF"


def sketch_of(sheet: Sheet, x: float, y: float, scale: float) -> Drawing:
    """A sheet with its left upper corner at a place."""
    sketch = _Sketch()
    pieces = pieces_of(sheet)
    for n, piece in enumerate(pieces):
        progress.step(n, len(pieces))
        sketch.add(piece.placed.drawing, x + piece.x * scale, y + piece.y * scale, piece.scale * scale)
    return sketch.finished()


class _Sketch:
    """Shapes in the making: those of one look that follow each other are one path, so that thousands stay cheap."""

    def __init__(self) -> None:
        self._out: list[Primitive] = []
        self._look: tuple[Colour | None, Colour | None, float] | None = None
        self._segments: list[Segment] = []
        self._bars: dict[Colour, list[Segment]] = {}

    def finished(self) -> Drawing:
        self._close()
        bars = [Shape(Path(tuple(segments)), fill=colour) for colour, segments in self._bars.items()]
        return (*self._out, *bars)

    def add(self, drawing: Drawing, x: float, y: float, scale: float) -> None:
        for part in drawing:
            if isinstance(part, Group):
                self.add(part.children, x + part.x * scale, y + part.y * scale, scale * part.scale)
            elif isinstance(part, TextLine):
                self._bar(part, x, y, scale)
            elif isinstance(part, Shape):
                self._shape(part, x, y, scale)
            else:
                self._shape(Shape(rectangle(part.rect), fill=_PICTURE), x, y, scale)

    def _bar(self, line: TextLine, x: float, y: float, scale: float) -> None:
        size = line.size * scale
        if size >= _LETTER and line.glyphs.advance:
            box = Rect(
                x + line.x * scale,
                y + line.baseline * scale - size / 2,
                line.glyphs.advance * scale,
                size / 2,
            )
            self._bars.setdefault(tint(line.colour, PALE, WHITE), []).extend(rectangle(box).segments)

    def _shape(self, shape: Shape, x: float, y: float, scale: float) -> None:
        path, stroke = shape.path, shape.stroke
        if max(path.bounds.width, path.bounds.height) * scale < _SPECK:
            return
        pale = PALE * shape.opacity
        look = (
            tint(shape.fill, pale, WHITE) if shape.fill else None,
            tint(stroke.colour, pale, WHITE) if stroke else None,
            max(_THIN, round(stroke.width * scale, 2)) if stroke else 0.0,
        )
        if look != self._look:
            self._close()
            self._look = look
        self._segments.extend(path.mapped(scale, x, y).segments)

    def _close(self) -> None:
        if self._look is not None and self._segments:
            fill, colour, width = self._look
            stroke = Stroke(colour, width) if colour else None
            self._out.append(Shape(Path(tuple(self._segments)), fill=fill, stroke=stroke))
        self._segments = []
