"""The experience lane: the emotion curve with its areas and faces, and the finer lines beside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import TypeAlias

from cjm_desktop.analysis import emotion_scale
from cjm_desktop.analysis.experience import Landmarks
from cjm_desktop.i18n import _
from cjm_desktop.layout import fonts
from cjm_desktop.layout.drawing import Colour, Drawing, Group, Placed, Primitive, Shape, Stroke, bounds_of
from cjm_desktop.layout.faces import face_shapes
from cjm_desktop.layout.geometry import Path, Point, Rect, Segment, circle, line, rectangle
from cjm_desktop.layout.placement import CurveScale
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.road import PIECE, gap_of
from cjm_desktop.layout.spline import Bezier, at, cut, monotone
from cjm_desktop.layout.text import Style, block
from cjm_desktop.layout.theme import Theme

#: Ground above +2 and below −2 for faces and their names, and the usual height of the scale, in points.
EDGE, SCALE = 31.0, 118.0
#: Half the length of the line for what was expected: it is seen at both sides of a face on it.
TICK = 17.0
#: An area longer than this many pieces is drawn in parts.
AREA_PIECES = 24


def scale_of(lane: str, top: float, height: float) -> CurveScale:
    """The scale of an experience lane that stands at `top` and is `height` points high."""
    return CurveScale(lane, top + EDGE, top + height - EDGE)


def runs(
    xs: Sequence[float], scores: Sequence[float | None], scale: CurveScale
) -> list[list[tuple[int, Point]]]:
    """The known points in runs: where a score is unknown the curve has a gap."""
    out: list[list[tuple[int, Point]]] = [[]]
    for i, (x, score) in enumerate(zip(xs, scores, strict=True)):
        if score is None:
            out.append([])
        else:
            out[-1].append((i, (x, scale.y(score))))
    return [run for run in out if run]


def main_curve(
    persona: str,
    xs: Sequence[float],
    scores: Sequence[float | None],
    assumed: Sequence[bool],
    scale: CurveScale,
    theme: Theme,
    reuse: Reuse,
    colour: Colour | None = None,
) -> tuple[dict[str, Placed], list[Bezier]]:
    """Areas and line of the leading persona, and the pieces of the line (for labels to keep clear of).

    `colour` is the line's; None is that of ink.
    """
    ink = colour or theme.ink
    out: dict[str, Placed] = {}
    pieces: list[Bezier] = []
    zero = scale.y(0)
    for run in runs(xs, scores, scale):
        beziers = monotone([point for _i, point in run])
        pieces += beziers
        for key, path, fill in _areas(persona, run[0][0], beziers, zero, theme):
            out[key] = reuse.of(key, (path, fill), partial(_area, path, fill, theme))
        dashes = [assumed[run[k][0]] or assumed[run[k + 1][0]] for k in range(len(beziers))]
        start = 0
        for k in range(1, len(beziers) + 1):
            if k == len(beziers) or dashes[k] != dashes[start] or (run[k][0] % PIECE) == 0:
                path = _through(beziers[start:k])
                key = f"curve:{persona}:{run[start][0]}"
                inputs = (path, dashes[start], ink)
                out[key] = reuse.of(key, inputs, partial(_line, *inputs, theme))
                start = k
    return out, pieces


def pieces_of(
    lines: Sequence[tuple[Sequence[float], Sequence[float | None]]], scale: CurveScale
) -> list[Bezier]:
    """The pieces of several finer lines, each given by its places and scores."""
    return [
        piece
        for xs, scores in lines
        for run in runs(xs, scores, scale)
        for piece in monotone([point for _i, point in run])
    ]


def fine_line(
    key: str,
    xs: Sequence[float],
    scores: Sequence[float | None],
    scale: CurveScale,
    colour: Colour,
    dash: tuple[float, ...],
    has_dots: bool,
    reuse: Reuse,
) -> dict[str, Placed]:
    """A thinner line: the functional experience (dotted), another persona or scenario (dashed)."""
    out: dict[str, Placed] = {}
    for run in runs(xs, scores, scale):
        beziers = monotone([point for _i, point in run])
        for start in range(0, max(1, len(beziers)), PIECE):
            part = beziers[start : start + PIECE]
            own = f"{key}:{run[0][0] + start}"
            points = tuple(point for _i, point in run[start : start + PIECE]) if has_dots else ()
            inputs = (tuple(part), points, colour)
            out[own] = reuse.of(own, inputs, partial(_fine, part, points, colour, dash))
    return out


def _fine(part: Sequence[Bezier], points: Sequence[Point], colour: Colour, dash: tuple[float, ...]) -> Placed:
    drawing: Drawing = tuple(Shape(circle(x, y, 2.6), fill=colour) for x, y in points)
    if part:
        drawing = (Shape(_through(part), stroke=Stroke(colour, 1.7, dash=dash, round=True)), *drawing)
    return Placed(0, 0, 49.0, drawing, Path(()), bounds_of(drawing))


def expectations(
    xs: Sequence[float], scores: Sequence[float | None], scale: CurveScale, theme: Theme, reuse: Reuse
) -> dict[str, Placed]:
    """A short level line for what was expected."""
    out = {}
    for i, (x, score) in enumerate(zip(xs, scores, strict=True)):
        if score is not None:
            place = (x, scale.y(score))
            out[f"expected:{i}"] = reuse.of(f"expected:{i}", place, partial(_tick, *place, theme))
    return out


def _tick(x: float, y: float, theme: Theme) -> Placed:
    drawing: Drawing = (Shape(line(-TICK, 0, TICK, 0), stroke=Stroke(theme.second_ink, 2.2)),)
    return Placed(x, y, 48.5, drawing, Path(()), bounds_of(drawing))


def face(x: float, y: float, score: float, theme: Theme) -> Placed:
    """The face on a point of the curve; the mouse drags it up and down."""
    drawing: Drawing = (
        Group(
            (
                Shape(circle(0, 0, theme.face_radius + 1.5), fill=theme.paper),
                *face_shapes(score, 0, 0, theme.face_radius, theme),
            ),
            role="face",
        ),
    )
    return Placed(x, y, 60.0, drawing, circle(0, 0, theme.face_radius + 3), bounds_of(drawing))


def axis(scale: CurveScale, left: float, right: float, numbers: str, theme: Theme) -> Placed:
    """The zero line, and the faces at the left that say which way is up; on an unusual scale with its numbers."""
    shapes: list[Primitive] = [
        Shape(line(left, scale.y(0), right, scale.y(0)), stroke=Stroke(theme.hairline, 1.2, dash=(5.0, 4.0)))
    ]
    is_usual = numbers == emotion_scale.USUAL
    style = Style("regular", theme.small - 0.6, theme.second_ink)
    for score, mark in zip((2.0, 0.0, -2.0), emotion_scale.marks(numbers), strict=True):
        y = scale.y(score * 0.92)
        shapes += face_shapes(score, left - (17 if is_usual else 12), y, 8.0, theme)
        if not is_usual:
            words = block(mark, style, 60.0)
            shapes.append(Group(words.lines, left - 22 - words.width, y - words.height / 2, role="mark"))
    return Placed(0, 0, 5.0, tuple(shapes), Path(()), bounds_of(tuple(shapes)))


def _through(pieces: Sequence[Bezier]) -> Path:
    segments: list[Segment] = [("M", *pieces[0][0])]
    segments += [("C", *a, *b, *end) for _start, a, b, end in pieces]
    return Path(tuple(segments))


def _line(path: Path, is_assumed: bool, colour: Colour, theme: Theme) -> Placed:
    dash = (7.0, 5.0) if is_assumed else ()
    drawing: Drawing = (Shape(path, stroke=Stroke(colour, theme.curve_width, dash=dash, round=True)),)
    return Placed(0, 0, 50.0, drawing, Path(()), bounds_of(drawing))


def _area(path: Path, fill: Colour, theme: Theme) -> Placed:
    drawing: Drawing = (Shape(path, fill=fill, opacity=theme.area_tint),)
    return Placed(0, 0, 47.0, drawing, Path(()), bounds_of(drawing))


def _areas(
    persona: str, first: int, beziers: Sequence[Bezier], zero: float, theme: Theme
) -> list[tuple[str, Path, Colour]]:
    """The areas between a run of the curve and the zero line, one for each stretch above or below it."""
    parts = [part for piece in beziers for part in cut(piece, zero)]
    out: list[tuple[str, Path, Colour]] = []
    stretch: list[Bezier] = []

    def close() -> None:
        found = _closed(tuple(stretch), zero)
        if found is not None:
            path, is_above = found
            colour = theme.positive if is_above else theme.negative
            out.append((f"area:{persona}:{first}:{len(out)}", path, colour))
        stretch.clear()

    for piece in parts:
        if stretch:
            before = stretch[-1][0][1] + stretch[-1][3][1] - 2 * zero
            now = piece[0][1] + piece[3][1] - 2 * zero
            if before * now < 0 or len(stretch) >= AREA_PIECES:
                close()
        stretch.append(piece)
    close()
    return out


@lru_cache(maxsize=2048)
def _closed(stretch: tuple[Bezier, ...], zero: float) -> tuple[Path, bool] | None:
    """The outline of an area between a stretch and the zero line, and whether it is above; None without height."""
    if not any(abs(p[1] - zero) > 0.01 for piece in stretch for p in (piece[0], piece[3])):
        return None
    is_above = sum(piece[0][1] + piece[3][1] - 2 * zero for piece in stretch) < 0
    segments: list[Segment] = [("M", stretch[0][0][0], zero), ("L", *stretch[0][0])]
    segments += [("C", *a, *b, *end) for _s, a, b, end in stretch]
    segments += [("L", stretch[-1][3][0], zero), ("Z",)]
    return Path(tuple(segments)), is_above


#: What stands further than this from a name, along the road, can't meet it.
NEAR = 260.0
#: Whose a curve is: a key, the name, its colour, and the last point of the curve.
CurveName: TypeAlias = tuple[str, str, Colour, Point]


def notes(
    names: Sequence[CurveName],
    gap: tuple[int, str] | None,
    marks: Landmarks,
    xs: Sequence[float],
    scores: Sequence[float | None],
    expected: Sequence[float | None],
    pieces: Sequence[Bezier],
    lane: Rect,
    scale: CurveScale,
    theme: Theme,
    reuse: Reuse,
) -> dict[str, Placed]:
    """The names of peak, low, steepest fall and end, where they meet neither curve, face, expectation nor each other.

    `names` says whose the curves are, where there are several; `gap` where it falls short of what was expected the
    most, and how far.
    """
    wanted: list[tuple[str, str, Colour, Point]] = []
    for key, index, text, colour in (
        ("peak", marks.peak, _("peak"), theme.positive),
        ("low", marks.low, _("low point"), theme.negative),
        ("end", marks.end, _("end"), theme.second_ink),
    ):
        if index is not None and not (key == "end" and index in (marks.peak, marks.low)):
            wanted.append((key, text, colour, (xs[index], scale.y(scores[index] or 0.0))))
    if gap is not None:
        i, text = gap
        wanted.insert(0, ("gap", text, theme.negative, (xs[i], scale.y(scores[i] or 0.0))))
    if marks.fall is not None:
        a, b = marks.fall
        middle = ((xs[a] + xs[b]) / 2, (scale.y(scores[a] or 0.0) + scale.y(scores[b] or 0.0)) / 2)
        wanted.append(("fall", _("steepest fall"), theme.second_ink, middle))
    wanted += names
    taken = _obstacles([x for _k, _t, _c, (x, _y) in wanted], xs, scores, expected, pieces, scale, theme)
    out: dict[str, Placed] = {}
    for key, text, colour, (x, y) in wanted:
        style = Style("semibold", theme.small, colour)
        words = block(text, style, fonts.width(text, style.face, style.size) + 1, halo=theme.paper)
        box = _free(key, x, y, words.width, words.height, taken, lane, theme)
        if box is not None:
            taken.append(box)
            name = f"note:{key}"
            place = (box.x, box.y, words.lines, key.startswith("name:"))
            out[name] = reuse.of(name, place, partial(note, *place))
    return out


def _obstacles(
    near: Sequence[float],
    xs: Sequence[float],
    scores: Sequence[float | None],
    expected: Sequence[float | None],
    pieces: Sequence[Bezier],
    scale: CurveScale,
    theme: Theme,
) -> list[Rect]:
    """The boxes of faces, expectations and short stretches of the curve about the places of the names."""
    starts = [piece[0][0] for piece in pieces]
    points: set[int] = set()
    stretches: set[int] = set()
    for x in near:
        points.update(range(bisect_left(xs, x - NEAR), bisect_right(xs, x + NEAR)))
        stretches.update(range(bisect_left(starts, x - NEAR), bisect_right(starts, x + NEAR)))
    r = theme.face_radius + 2
    out = []
    for i in sorted(points):
        score, hoped = scores[i], expected[i]
        if score is not None:
            out.append(Rect(xs[i] - r, scale.y(score) - r, 2 * r, 2 * r))
        if hoped is not None and (score is None or abs(scale.y(hoped) - scale.y(score)) > r):
            out.append(Rect(xs[i] - TICK, scale.y(hoped) - 1.5, 2 * TICK, 3.0))
    for i in sorted(stretches):
        out += [Rect(px - 2.5, py - 2.5, 5, 5) for px, py in (at(pieces[i], k / 10) for k in range(1, 10))]
    return out


def note(x: float, y: float, lines: Drawing, is_name: bool = False) -> Placed:
    """A name or word in the lane, its left top corner at (x, y)."""
    box = bounds_of(lines)
    # The name of a persona can be clicked, which hides the curve.
    return Placed(x, y, 62.0, lines, rectangle(box.grown(2)) if is_name else Path(()), box)


def _free(
    key: str, x: float, y: float, width: float, height: float, taken: Sequence[Rect], lane: Rect, theme: Theme
) -> Rect | None:
    r = theme.face_radius + 4
    above = Rect(x - width / 2, y - r - height, width, height)
    below = Rect(x - width / 2, y + r, width, height)
    right = Rect(x + r + 3, y - height / 2, width, height)
    left = Rect(x - r - 3 - width, y - height / 2, width, height)
    choices = {
        "peak": (above, right, left),
        "low": (below, below.moved(0, 3), right, left, below.moved(0, 9), below.moved(15, 0)),
        "end": (right, above, below),
        "gap": (left, right, left.moved(0, 9), right.moved(0, 9), left.moved(4, 15), below, above),
        "fall": (
            Rect(x + 9, y - height - 2, width, height),
            Rect(x - 9 - width, y + 2, width, height),
            Rect(x + 12, y - height - 12, width, height),
            Rect(x - 12 - width, y + 12, width, height),
            Rect(x - width / 2, y - height - 15, width, height),
            Rect(x - width / 2, y + 15, width, height),
        ),
    }
    beside = Rect(x + 7, y - height / 2, width, height)
    last = lane.right - width - 1  # a long name ends at the map's edge
    over, under, over_it, under_it = (
        Rect(min(start, last), row, width, height)
        for start in (x - width / 2, x)
        for row in (y - 7 - height, y + 7)
    )
    names = (beside, over, under, right, over_it, under_it, above, below, left)
    for box in choices.get(key, names):
        if lane.encloses(box) and gap_of(box, taken, 1.0):
            return box
    return None
