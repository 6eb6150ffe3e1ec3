"""What stands for a drawing when it is too small to be read: rectangles."""

from __future__ import annotations

import math
from typing import Final, TypeAlias

from PySide6.QtCore import QRectF

from cjm_desktop.layout.drawing import Drawing, Group, Picture, Shape, TextLine

#: Words are bars of this opacity and share of the size of the letters.
BAR_OPACITY: Final = 0.35
_BAR: Final = 0.42
#: What stands for a picture.
_PICTURE: Final = ("#8D98A4", 0.6)

#: (colour, opacity) and place.
Swatch: TypeAlias = tuple[tuple[str, float], QRectF]


def swatches(drawing: Drawing, *, is_face: bool = False) -> list[Swatch]:
    """The rectangles that stand for a drawing: its ring or largest area, and a bar for each line of text."""
    area: tuple[float, Swatch] | None = None
    bars: list[Swatch] = []
    stack = [(drawing, 0.0, 0.0, 1.0)]
    while stack:
        children, x, y, scale = stack.pop()
        for child in children:
            if isinstance(child, Group) and (is_face or child.role == "disc"):
                ring = next((c for c in child.children if isinstance(c, Shape) and c.stroke), None)
                if ring is not None and ring.stroke is not None:
                    box = ring.path.bounds.moved(child.x, child.y)
                    place = QRectF(box.x, box.y, box.width, box.height)
                    area = (math.inf, ((ring.stroke.colour, 1.0), place))
            elif isinstance(child, Group):
                stack.append((child.children, x + child.x * scale, y + child.y * scale, scale * child.scale))
            elif isinstance(child, TextLine):
                high = child.size * scale * _BAR
                left, base = x + child.x * scale, y + child.baseline * scale
                place = QRectF(left, base - high, child.glyphs.advance * scale, high)
                bars.append(((child.colour, BAR_OPACITY), place))
            elif isinstance(child, Picture):
                box = child.rect
                place = QRectF(x + box.x * scale, y + box.y * scale, box.width * scale, box.height * scale)
                bars.append((_PICTURE, place))
            elif isinstance(child, Shape) and child.fill is not None:
                box = child.path.bounds
                size = box.width * box.height
                if area is None or size >= area[0]:
                    place = QRectF(
                        x + box.x * scale, y + box.y * scale, box.width * scale, box.height * scale
                    )
                    area = (size, ((child.fill, child.opacity), place))
    return [*([area[1]] if area else []), *bars]
