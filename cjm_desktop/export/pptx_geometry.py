"""Paths, lines and crops as a slide writes them. All its lengths are whole EMU, of which a point has 12,700."""

from __future__ import annotations

from math import isfinite
from typing import Final

from cjm_desktop.export.pptx_text import alpha_colour
from cjm_desktop.frozen import frozen
from cjm_desktop.layout.drawing import Stroke
from cjm_desktop.layout.geometry import Path, Rect, rounded
from cjm_desktop.model.problems import refusal

EMU: Final = 12_700
#: What lies farther out is on no slide; coordinates are 32-bit numbers.
_FAR: Final = 150_000.0
_NEAR: Final = 0.02


@frozen()
class Box:
    """A place on the slide in EMU."""

    x: int
    y: int
    right: int
    bottom: int

    @property
    def xfrm(self) -> str:
        return f'<a:off x="{self.x}" y="{self.y}"/><a:ext cx="{self.right - self.x}" cy="{self.bottom - self.y}"/>'


@frozen()
class Form:
    """What a path is: "rect", "roundRect", "ellipse", "line" or "" for a free form.

    `radius` is that of its corners; a line `rises` that goes up to the right.
    """

    kind: str
    bounds: Rect
    radius: float = 0.0
    rises: bool = False


def form_of(path: Path) -> Form:
    """Which of the usual shapes a path is."""
    kinds = "".join([segment[0] for segment in path.segments])
    bounds = path.bounds
    if kinds == "ML":
        (x1, y1), (x2, y2) = (segment[1:] for segment in path.segments)  # type: ignore[misc]
        return Form("line", bounds, rises=(x2 - x1) * (y2 - y1) < 0)
    if kinds == "MLLLZ":
        points = [segment[1:] for segment in path.segments[:4]]
        x, y, right, bottom = bounds.x, bounds.y, bounds.right, bounds.bottom
        if points == [(x, y), (right, y), (right, bottom), (x, bottom)]:
            return Form("rect", bounds)
    if kinds == "MLCLCLCLCZ":
        radius = path.segments[0][1] - bounds.x  # type: ignore[misc]
        if _is_like(path, rounded(bounds, radius)):
            if 2 * radius > min(bounds.width, bounds.height) - _NEAR and _is_square(bounds):
                return Form("ellipse", bounds)
            return Form("roundRect", bounds, radius)
    return Form("", bounds)


def _is_square(bounds: Rect) -> bool:
    return abs(bounds.width - bounds.height) < _NEAR


def _is_like(path: Path, other: Path) -> bool:
    for one, two in zip(path.segments, other.segments, strict=True):
        if any(abs(a - b) > _NEAR for a, b in zip(one[1:], two[1:], strict=True)):
            return False
    return True


def geometry(path: Path, form: Form, scale: float) -> str:
    """The outline of a shape: one that office programs know by name, or the points of a path."""
    bounds = form.bounds
    if form.kind == "roundRect":
        share = round(50_000 * min(1.0, 2 * form.radius / max(min(bounds.width, bounds.height), 1e-9)))
        return f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {share}"/></a:avLst></a:prstGeom>'
    if form.kind:
        return f'<a:prstGeom prst="{form.kind}"><a:avLst/></a:prstGeom>'
    width, height = max(emu(bounds.width * scale), 1), max(emu(bounds.height * scale), 1)
    parts = [
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{width}" h="{height}">'
    ]

    def point(x: float, y: float) -> str:
        return f'<a:pt x="{emu((x - bounds.x) * scale)}" y="{emu((y - bounds.y) * scale)}"/>'

    start, is_closed = (bounds.x, bounds.y), True
    for segment in path.segments:
        if segment[0] == "M":
            start = segment[1:]
            parts.append(f"<a:moveTo>{point(*start)}</a:moveTo>")
        elif segment[0] == "Z":
            parts.append("<a:close/>")
        else:
            if is_closed:  # a figure goes on where the last one closed
                parts.append(f"<a:moveTo>{point(*start)}</a:moveTo>")
            if segment[0] == "L":
                parts.append(f"<a:lnTo>{point(segment[1], segment[2])}</a:lnTo>")
            else:
                _c, a, b, c, d, x, y = segment
                parts.append(f"<a:cubicBezTo>{point(a, b)}{point(c, d)}{point(x, y)}</a:cubicBezTo>")
        is_closed = segment[0] == "Z"
    parts.append("</a:path></a:pathLst></a:custGeom>")
    return "".join(parts)


def line_of(stroke: Stroke, scale: float, opacity: float) -> str:
    """The line around a shape: its ends, dashes and corners as in the drawing."""
    width = min(max(round(stroke.width * scale * EMU), 1), 20_116_800)
    dash = ""
    if any(stroke.dash):
        lengths = stroke.dash if len(stroke.dash) % 2 == 0 else stroke.dash * 2
        shares = [max(1, round(length / stroke.width * 100_000)) for length in lengths]
        pairs = "".join(f'<a:ds d="{d}" sp="{s}"/>' for d, s in zip(shares[::2], shares[1::2], strict=True))
        dash = f"<a:custDash>{pairs}</a:custDash>"
    cap, join = ("rnd", "<a:round/>") if stroke.round else ("flat", '<a:miter lim="800000"/>')
    colour = f"<a:solidFill>{alpha_colour(stroke.colour, opacity)}</a:solidFill>"
    return f'<a:ln w="{width}" cap="{cap}">{colour}{dash}{join}</a:ln>'


def crop_of(full: Rect, shown: Rect) -> str:
    """How much of a picture is cut off at each side, in thousandths of a percent."""
    left = (shown.x - full.x) / full.width
    right = (full.right - shown.right) / full.width
    top = (shown.y - full.y) / full.height
    bottom = (full.bottom - shown.bottom) / full.height
    l, t, r, b = (max(0, round(100_000 * share)) for share in (left, top, right, bottom))  # noqa: E741
    return f'<a:srcRect l="{l}" t="{t}" r="{r}" b="{b}"/>'


def emu(points: float) -> int:
    """Points in EMU, brought within what a slide can hold; CjmError for a number that is none."""
    if not isfinite(points):
        raise refusal("slides-number")
    return round(min(_FAR, max(-_FAR, points)) * EMU)


def box_of(x: float, y: float, right: float, bottom: float) -> Box:
    """A place in points as one in EMU."""
    return Box(emu(x), emu(y), emu(right), emu(bottom))
