"""The screen's player: turns a drawing into Qt objects once, and paints it by a loop of calls.

Used by the map, the minimap and the preview of the poster. Units are points of the map (1 unit = 1 PDF point).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from math import ceil, cos, floor, sin, tau
from typing import Any, Final, TypeAlias

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QGlyphRun,
    QImage,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPixmap,
    QRawFont,
    QTransform,
)

from cjm_desktop.layout import fonts
from cjm_desktop.layout.drawing import (
    HALO,
    Drawing,
    Group,
    Picture,
    Placed,
    Shape,
    Stroke,
    TextLine,
    bounds_of,
)
from cjm_desktop.layout.geometry import Path, Rect
from cjm_desktop.ui.canvas.pictures import PictureStore as PictureStore
from cjm_desktop.ui.canvas.pictures import decoded as decoded
from cjm_desktop.ui.canvas.pictures import of_size

#: One call of the painter: a kind and its prepared arguments.
Op: TypeAlias = tuple[Any, ...]
Ops: TypeAlias = tuple[Op, ...]
#: Gives the picture of an asset id, or None when there is none that can be shown.
Pictures: TypeAlias = Callable[[str], QImage | None]

_PATH, _RECT, _LINE, _GLYPHS, _HALO, _IMAGE, _GROUP = range(7)
#: The tallest letters in device pixels that QPainter draws as a run; PySide6 6.11 leaves out those above 64.
_LARGEST_GLYPH = 56.0
#: A dash with its gap that is shorter than this, in pixels, is seen as a fainter line.
_FINEST_DASH: Final = 1.0
#: Eight places on the halo's edge and four half-way, so that thick and thin letters leave no gap.
_HALO_PLACES: Final = [(HALO * cos(tau * i / 8), HALO * sin(tau * i / 8)) for i in range(8)] + [
    (HALO * 0.55 * cos(tau * i / 4), HALO * 0.55 * sin(tau * i / 4)) for i in range(4)
]

NO_PEN = QPen(Qt.PenStyle.NoPen)
NO_BRUSH = QBrush(Qt.BrushStyle.NoBrush)


# -- preparing ---------------------------------------------------------------------------------------


def prepare(drawing: Drawing, pictures: Pictures | None = None) -> Ops:
    """The calls that paint a drawing, in its own coordinates."""
    out: list[Op] = []
    halos = 0  # where the halo of the next line of a block goes: before the letters of every line
    for primitive in drawing:
        if isinstance(primitive, TextLine):
            if primitive.glyphs.ids:
                run = _run(primitive)
                if primitive.halo is not None:
                    out.insert(halos, _halo(primitive, primitive.halo, run))
                    halos += 1
                place = QPointF(primitive.x, primitive.baseline)
                out.append((_GLYPHS, pen_of(Stroke(primitive.colour), 1.0), place, run, primitive.size, []))
            continue
        if isinstance(primitive, Shape):
            out.append(_shape(primitive))
        elif isinstance(primitive, Picture):
            image = pictures(primitive.asset) if pictures else None
            if image is not None:
                out.append(_picture(primitive, image))
        else:
            children, sprite = _group(primitive, pictures)
            if children:
                out.append((_GROUP, primitive.x, primitive.y, primitive.scale, children, sprite))
        halos = len(out)
    return tuple(out)


class Sprite:
    """A shared group as a picture in the size it is shown in: most discs, faces and card bodies are alike."""

    __slots__ = ("_bounds", "_ops", "_pixmaps")

    def __init__(self, ops: Ops, bounds: Rect) -> None:
        self._ops = ops
        self._bounds = bounds
        self._pixmaps: dict[float, QPixmap] = {}

    def draw(self, painter: QPainter, x: float, y: float, scale: float) -> bool:
        """Paint the picture on the nearest whole pixel; False when it would be too large to keep."""
        transform = painter.worldTransform()
        ratio = painter.device().devicePixelRatio()
        # Rounded: m11 carries noise between items, which would make a picture for each.
        size = round(transform.m11() * scale * ratio, 3)
        box = self._bounds
        if box.width * size > _LARGEST_SPRITE or box.height * size > _LARGEST_SPRITE:
            return False
        left, top = floor(box.x * size) - 1, floor(box.y * size) - 1
        pixmap = self._pixmaps.get(size)
        if pixmap is None:
            if len(self._pixmaps) >= _KEPT_SIZES:
                self._pixmaps.clear()
            pixmap = QPixmap(ceil(box.right * size) + 1 - left, ceil(box.bottom * size) + 1 - top)
            pixmap.fill(Qt.GlobalColor.transparent)
            inner = QPainter(pixmap)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            inner.translate(-left, -top)
            inner.scale(size, size)
            play(inner, self._ops)
            inner.end()
            pixmap.setDevicePixelRatio(ratio)
            self._pixmaps[size] = pixmap
        place = transform.map(QPointF(x, y))
        painter.setWorldTransform(_IDENTITY)
        across, down = round(place.x() * ratio) + left, round(place.y() * ratio) + top
        painter.drawPixmap(QPointF(across / ratio, down / ratio), pixmap)
        painter.setWorldTransform(transform)
        return True


#: Larger pictures, in pixels, are painted afresh each time; sizes kept of each, as when two windows are open.
_LARGEST_SPRITE: Final = 240
_KEPT_SIZES: Final = 3
_IDENTITY: Final = QTransform()
#: What is known of keyed groups: equal keys are equal groups, so each is prepared once for the whole program.
_shared: dict[str, tuple[Drawing, Ops, Sprite | None]] = {}
_KEPT_GROUPS: Final = 4_000


def _group(group: Group, pictures: Pictures | None) -> tuple[Ops, Sprite | None]:
    if group.key is None:
        return prepare(group.children, pictures), None
    # A key made by an older theme may come back with other children: the children are part of the question.
    found = _shared.get(group.key)
    if found is not None and (found[0] is group.children or found[0] == group.children):
        return found[1], found[2]
    if len(_shared) >= _KEPT_GROUPS:
        _shared.clear()
    ops = prepare(group.children, pictures)
    # Words are not shared enough to be worth pictures, and stay sharp as glyphs.
    sprite = Sprite(ops, bounds_of(group.children).grown(1)) if _is_plain(ops) else None
    _shared[group.key] = (group.children, ops, sprite)
    return ops, sprite


def _is_plain(ops: Ops) -> bool:
    """Whether a group is made of shapes alone."""
    return all(op[0] in (_PATH, _RECT, _LINE) or (op[0] == _GROUP and _is_plain(op[4])) for op in ops)


def _shape(shape: Shape) -> Op:
    pen = NO_PEN if shape.stroke is None else pen_of(shape.stroke, shape.opacity)
    brush = NO_BRUSH if shape.fill is None else brush_of(shape.fill, shape.opacity)
    segments = shape.path.segments
    names = "".join(s[0] for s in segments[:6])
    if names == "ML" and len(segments) == 2:
        (_, x1, y1), (_, x2, y2) = segments  # type: ignore[misc]
        return (_LINE, pen, QPointF(x1, y1), QPointF(x2, y2))
    if names == "MLLLZ" and len(segments) == 5:
        (_, x1, y1), (_, x2, y2), (_, x3, y3), (_, x4, y4), _end = segments  # type: ignore[misc]
        if x1 == x4 and x2 == x3 and y1 == y2 and y3 == y4 and x1 < x2 and y1 < y3:
            return (_RECT, pen, brush, QRectF(x1, y1, x2 - x1, y3 - y1))
    return (_PATH, pen, brush, path_of(shape.path))


def _run(line: TextLine) -> QGlyphRun:
    glyphs = line.glyphs
    run = QGlyphRun()
    run.setRawFont(raw_font(line.face, line.size))
    run.setGlyphIndexes(list(glyphs.ids))
    run.setPositions([QPointF(x, y) for x, y in zip(glyphs.xs, glyphs.ys, strict=True)])
    return run


def _halo(line: TextLine, colour: str, run: QGlyphRun) -> Op:
    # The letters around themselves: twelve cached runs paint thirty times faster than one stroked outline.
    places = [QPointF(line.x + x * line.size, line.baseline + y * line.size) for x, y in _HALO_PLACES]
    return (_HALO, pen_of(Stroke(colour), 1.0), places, run, line.size, [])


def _picture(picture: Picture, image: QImage) -> Op:
    rect = picture.fitted(image.width(), image.height())
    target = QRectF(rect.x, rect.y, rect.width, rect.height)
    return (_IMAGE, target, image, None if picture.clip is None else path_of(picture.clip), {})


def path_of(path: Path) -> QPainterPath:
    """The path as Qt's, filled by the non-zero rule as in the PDF."""
    out = QPainterPath()
    out.setFillRule(Qt.FillRule.WindingFill)
    move, line, curve = out.moveTo, out.lineTo, out.cubicTo
    for segment in path.segments:
        if segment[0] == "L":
            line(segment[1], segment[2])
        elif segment[0] == "C":
            curve(*segment[1:])
        elif segment[0] == "M":
            move(segment[1], segment[2])
        else:
            out.closeSubpath()
    return out


def colour_of(colour: str, opacity: float = 1.0) -> QColor:
    """A colour "#RRGGBB" as Qt's."""
    out = QColor(colour)
    if opacity < 1.0:
        out.setAlphaF(max(0.0, opacity))
    return out


@lru_cache(maxsize=2048)
def brush_of(colour: str, opacity: float) -> QBrush:
    """The shared brush of a colour."""
    return QBrush(colour_of(colour, opacity))


@lru_cache(maxsize=2048)
def pen_of(stroke: Stroke, opacity: float) -> QPen:
    """The shared pen of a stroke."""
    pen = QPen(colour_of(stroke.colour, opacity), stroke.width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if stroke.round else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if stroke.round else Qt.PenJoinStyle.MiterJoin)
    if stroke.dash:
        width = stroke.width or 1.0  # Qt counts dashes in widths of the line
        dash = stroke.dash if len(stroke.dash) % 2 == 0 else stroke.dash * 2
        pen.setDashPattern([length / width for length in dash])
    return pen


@lru_cache(maxsize=512)
def raw_font(face: str, size: float) -> QRawFont:
    """The shared font of a face at a size; glyphs come out as the layout measured them, unhinted."""
    own = QRawFont(_first_font(face))  # sizes share what was read of the file: half a millisecond for each
    own.setPixelSize(size)
    return own


@lru_cache(maxsize=16)
def _first_font(face: str) -> QRawFont:
    known = fonts.face(face)
    if known.is_client:
        return QRawFont(QByteArray(known.data), 16.0, QFont.HintingPreference.PreferNoHinting)
    return QRawFont(str(known.path), 16.0, QFont.HintingPreference.PreferNoHinting)


def with_steady_dashes(ops: Ops, scale: float) -> Ops:
    """The calls with dashes as shapes: Qt lets dashed lines begin elsewhere in each part of a picture.

    `scale` is how many pixels a unit is. Dashes that are finer than pixels become a faint line: of a map of many
    metres they would fill the memory.
    """
    return tuple([_steady(op, scale) for op in ops])


def _steady(op: Op, scale: float) -> Op:
    kind = op[0]
    if kind == _GROUP:
        return (*op[:4], with_steady_dashes(op[4], scale * op[3]), op[5])
    if kind not in (_PATH, _RECT, _LINE) or not op[1].dashPattern():
        return op
    pen: QPen = op[1]
    pattern = pen.dashPattern()
    if sum(pattern) * pen.widthF() * scale < _FINEST_DASH:
        faint, colour = QPen(pen), pen.color()
        colour.setAlphaF(colour.alphaF() * sum(pattern[::2]) / sum(pattern))
        faint.setStyle(Qt.PenStyle.SolidLine)
        faint.setColor(colour)
        return (kind, faint, *op[2:])
    path = QPainterPath(op[2]) if kind == _LINE else QPainterPath(op[3]) if kind == _PATH else QPainterPath()
    if kind == _LINE:
        path.lineTo(op[3])
    elif kind == _RECT:
        path.addRect(op[3])
    dashes = QPainterPathStroker(pen).createStroke(path)
    dashes.setFillRule(Qt.FillRule.WindingFill)
    drawn = (_PATH, NO_PEN, pen.brush(), dashes)
    if kind == _LINE or op[2] == NO_BRUSH:
        return drawn
    # A place that is filled too: both calls as one.
    return (_GROUP, 0.0, 0.0, 1.0, ((kind, NO_PEN, op[2], op[3]), drawn), None)


# -- painting ----------------------------------------------------------------------------------------


def play(painter: QPainter, ops: Ops, *, text: bool = True, sprites: bool = False) -> None:
    """Paint prepared calls; without text for the reduced tier, with sprites on a screen that does not turn."""
    tallest = _LARGEST_GLYPH / max(1e-6, painter.deviceTransform().m11())
    for op in ops:
        kind = op[0]
        if kind == _PATH:
            painter.setPen(op[1])
            painter.setBrush(op[2])
            painter.drawPath(op[3])
        elif kind == _GLYPHS:
            if text and op[4] > tallest:
                _fill_letters(painter, op, (op[2],))
            elif text:
                painter.setPen(op[1])
                painter.drawGlyphRun(op[2], op[3])
        elif kind == _GROUP:
            if sprites and op[5] is not None and op[5].draw(painter, op[1], op[2], op[3]):
                continue
            before = painter.transform()
            painter.translate(op[1], op[2])
            if op[3] != 1.0:
                painter.scale(op[3], op[3])
            play(painter, op[4], text=text, sprites=sprites)
            painter.setTransform(before)
        elif kind == _RECT:
            painter.setPen(op[1])
            painter.setBrush(op[2])
            painter.drawRect(op[3])
        elif kind == _LINE:
            painter.setPen(op[1])
            painter.drawLine(op[2], op[3])
        elif kind == _HALO:
            if text and op[4] > tallest:
                _fill_letters(painter, op, op[2])
            elif text:
                painter.setPen(op[1])
                for place in op[2]:
                    painter.drawGlyphRun(place, op[3])
        else:
            _play_image(painter, op)


def _fill_letters(painter: QPainter, op: Op, places: Iterable[QPointF]) -> None:
    """Fill the outlines of letters that are too large for Qt's cache of glyphs, which leaves them out."""
    kept: list[QPainterPath] = op[5]
    if not kept:
        run: QGlyphRun = op[3]
        path, font = QPainterPath(), run.rawFont()
        path.setFillRule(Qt.FillRule.WindingFill)
        for glyph, position in zip(run.glyphIndexes(), run.positions(), strict=True):
            path.addPath(font.pathForGlyph(glyph).translated(position))
        kept.append(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(op[1].color())
    for place in places:
        painter.translate(place)
        painter.drawPath(kept[0])
        painter.translate(-place)


def _play_image(painter: QPainter, op: Op) -> None:
    painter.save()
    if op[3] is not None:
        painter.setClipPath(op[3], Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    width = max(1, ceil(op[1].width() * abs(painter.deviceTransform().m11())))
    painter.drawImage(op[1], of_size(op[2], width, op[4]))
    painter.restore()


def paint_drawing(painter: QPainter, drawing: Drawing, pictures: Pictures | None = None) -> None:
    """Paint a drawing once, at the painter's origin."""
    play(painter, prepare(drawing, pictures))


def paint_placed(painter: QPainter, placed: Iterable[Placed], pictures: Pictures | None = None) -> None:
    """Paint placed drawings in the order of z: a whole map, or the parts of a sheet."""
    for one in sorted(placed, key=_z):
        painter.save()
        painter.translate(one.x, one.y)
        if one.opacity < 1.0:
            painter.setOpacity(one.opacity)
        paint_drawing(painter, one.drawing, pictures)
        painter.restore()


def _z(placed: Placed) -> float:
    return placed.z
