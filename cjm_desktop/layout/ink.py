"""Where a sheet has ink: the boxes of its lines of text, discs, pictures and shapes, in points of the sheet."""

from __future__ import annotations

from typing import Final, TypeAlias

from cjm_desktop.layout.drawing import Drawing, Group, Shape, TextLine, bounds_of
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.pieces import pieces_of
from cjm_desktop.layout.placement import Sheet
from cjm_desktop.model import progress

#: left, top, right, bottom, and how bad it is to cut through: a line of text is 1.
Box: TypeAlias = tuple[float, float, float, float, float]
#: A touchpoint's disc, a picture, a line of text, and any shape.
DISC: Final = 8.0
PICTURE: Final = 4.0
TEXT: Final = 1.0
SHAPE: Final = 0.5
#: Groups that are one thing to the eye, by their role.
_WHOLE: Final = {"disc": DISC, "number": TEXT, "severity": SHAPE, "mood": TEXT}
#: The boxes of groups, by the identity of their children.
_Known: TypeAlias = dict[int, list[Box]]


def boxes_of(sheet: Sheet) -> list[Box]:
    """The boxes of all that is drawn on a sheet. What is drawn often is measured once."""
    known: _Known = {}
    out: list[Box] = []
    pieces = pieces_of(sheet)
    for n, piece in enumerate(pieces):
        progress.step(n, len(pieces))
        _add(out, piece.placed.drawing, piece.x, piece.y, piece.scale, known)
    return out


def _add(out: list[Box], drawing: Drawing, x: float, y: float, s: float, known: _Known) -> None:
    for part in drawing:
        if isinstance(part, TextLine):
            left, base, size = x + part.x * s, y + part.baseline * s, part.size * s
            # Capitals and tails: what stands above and below them is the line's air, which a cut may take.
            out.append((left, base - 0.8 * size, left + part.glyphs.advance * s, base + 0.25 * size, TEXT))
        elif isinstance(part, Group):
            inner = s * part.scale
            if part.key is None and part.role not in _WHOLE:
                _add(out, part.children, x + part.x * s, y + part.y * s, inner, known)
                continue
            own = known.get(id(part.children))
            if own is None:
                # What is drawn often keeps its children, so that their place in memory tells them.
                own = known[id(part.children)] = _parts(part, known)
            left, top = x + part.x * s, y + part.y * s
            for a, b, c, d, weight in own:
                out.append((left + a * inner, top + b * inner, left + c * inner, top + d * inner, weight))
        elif isinstance(part, Shape):
            half = part.stroke.width / 2 if part.stroke else 0.0
            out.append(_box(part.path.bounds.grown(half), x, y, s, SHAPE))
        else:
            out.append(_box(part.rect, x, y, s, PICTURE))


def _parts(group: Group, known: _Known) -> list[Box]:
    """The boxes of a group's children in its own coordinates; one box where they are one thing."""
    if group.role in _WHOLE:
        return [_box(bounds_of(group.children), 0.0, 0.0, 1.0, _WHOLE[group.role])]
    own: list[Box] = []
    _add(own, group.children, 0.0, 0.0, 1.0, known)
    return own


def _box(rect: Rect, x: float, y: float, s: float, weight: float) -> Box:
    right, bottom = rect.x + rect.width, rect.y + rect.height
    return (x + rect.x * s, y + rect.y * s, x + right * s, y + bottom * s, weight)
