"""SVG path data and basic shapes as absolute paths of lines and cubics (SVG 1.1, chapters 8 and 9)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from cjm_desktop.layout.geometry import CIRCLE, Path, Point, Rect, Segment, line, polyline, rectangle, rounded

_TOKENS = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
# The two flags of an arc may be written without a blank, as in "a1 1 0 01-2 2".
_ARC = re.compile(
    r"\s*,?\s*".join([f"({_NUMBER.pattern})"] * 3 + ["([01])"] * 2 + [f"({_NUMBER.pattern})"] * 2)
)
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


def parse_path(data: str) -> Path:
    """A path from the `d` attribute; raises ValueError for data that isn't one."""
    out: list[Segment] = []
    pen: Point = (0.0, 0.0)
    start = pen
    control: Point | None = None  # the last control point, of which S and T take the mirror image
    last = ""
    for letter, text in _TOKENS.findall(data):
        command = letter.upper()
        for step, values in enumerate(_arguments(command, text)):
            # More pairs after a move are lines.
            kind = "L" if command == "M" and step else command
            dx, dy = pen if letter.islower() else (0.0, 0.0)
            if kind == "Z":
                out.append(("Z",))
                pen = start
            elif kind == "M":
                pen = start = (values[0] + dx, values[1] + dy)
                out.append(("M", *pen))
            elif kind in "LHV":
                x = pen[0] if kind == "V" else values[0] + dx
                y = pen[1] if kind == "H" else values[-1] + dy
                pen = (x, y)
                out.append(("L", x, y))
            elif kind == "A":
                end = (values[5] + dx, values[6] + dy)
                out.extend(_arc(pen, values[0], values[1], values[2], values[3] > 0, values[4] > 0, end))
                pen = end
            else:
                points = [(values[i] + dx, values[i + 1] + dy) for i in range(0, len(values), 2)]
                if kind in "ST":
                    before = control if control and last in ("CS" if kind == "S" else "QT") else pen
                    points.insert(0, (2 * pen[0] - before[0], 2 * pen[1] - before[1]))
                control = points[-2]
                out.append(_cubic(pen, points))
                pen = points[-1]
            last = kind
    if not out or out[0][0] != "M":
        raise ValueError(f"not path data: {data[:40]!r}")
    return Path(tuple(out))


def _arguments(command: str, text: str) -> list[list[float]]:
    count = _COUNTS[command]
    if command == "A":
        return [[float(value) for value in match] for match in _ARC.findall(text)]
    values = [float(value) for value in _NUMBER.findall(text)]
    if count == 0:
        return [[]]
    if not values or len(values) % count:
        raise ValueError(f"{command} takes {count} numbers: {text[:40]!r}")
    return [values[i : i + count] for i in range(0, len(values), count)]


def _cubic(pen: Point, points: list[Point]) -> Segment:
    if len(points) == 3:
        (ax, ay), (bx, by), (x, y) = points
        return ("C", ax, ay, bx, by, x, y)
    (cx, cy), (x, y) = points
    return (
        "C",
        pen[0] + (cx - pen[0]) * 2 / 3,
        pen[1] + (cy - pen[1]) * 2 / 3,
        x + (cx - x) * 2 / 3,
        y + (cy - y) * 2 / 3,
        x,
        y,
    )


def _arc(
    pen: Point, rx: float, ry: float, turned: float, is_large: bool, is_clockwise: bool, end: Point
) -> list[Segment]:
    """An elliptical arc as cubics of at most a quarter turn (SVG 1.1, appendix F.6)."""
    rx, ry = abs(rx), abs(ry)
    if pen == end:
        return []
    if rx == 0 or ry == 0:
        return [("L", *end)]
    phi = math.radians(turned)
    cos, sin = math.cos(phi), math.sin(phi)
    hx, hy = (pen[0] - end[0]) / 2, (pen[1] - end[1]) / 2
    px, py = cos * hx + sin * hy, cos * hy - sin * hx
    grow = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    rest = rx**2 * ry**2 - rx**2 * py**2 - ry**2 * px**2
    factor = math.sqrt(max(0.0, rest) / (rx**2 * py**2 + ry**2 * px**2))
    if is_large == is_clockwise:
        factor = -factor
    ox, oy = factor * rx * py / ry, -factor * ry * px / rx
    cx = cos * ox - sin * oy + (pen[0] + end[0]) / 2
    cy = sin * ox + cos * oy + (pen[1] + end[1]) / 2
    begin = math.atan2((py - oy) / ry, (px - ox) / rx)
    sweep = (math.atan2((-py - oy) / ry, (-px - ox) / rx) - begin) % math.tau
    if not is_clockwise:
        sweep -= math.tau
    count = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-9))
    step = sweep / count
    reach = 4 / 3 * math.tan(step / 4)

    def placed(x: float, y: float) -> Point:
        return (cx + cos * rx * x - sin * ry * y, cy + sin * rx * x + cos * ry * y)

    out: list[Segment] = []
    for index in range(count):
        a, b = begin + index * step, begin + (index + 1) * step
        first = placed(math.cos(a) - reach * math.sin(a), math.sin(a) + reach * math.cos(a))
        second = placed(math.cos(b) + reach * math.sin(b), math.sin(b) - reach * math.cos(b))
        last = end if index == count - 1 else placed(math.cos(b), math.sin(b))
        out.append(("C", *first, *second, *last))
    return out


def parse_element(tag: str, attributes: Mapping[str, str]) -> Path:
    """The outline of one SVG element; a tag that draws nothing has the empty path."""

    def number(key: str, default: float = 0.0) -> float:
        return float(attributes.get(key, default))

    if tag == "path":
        return parse_path(attributes["d"])
    if tag in ("circle", "ellipse"):
        rx, ry = number("rx", number("r")), number("ry", number("r"))
        return _ellipse(number("cx"), number("cy"), rx, ry)
    if tag == "rect":
        rect = Rect(number("x"), number("y"), number("width"), number("height"))
        radius = number("rx", number("ry"))
        return rounded(rect, radius) if radius else rectangle(rect)
    if tag == "line":
        return line(number("x1"), number("y1"), number("x2"), number("y2"))
    if tag in ("polyline", "polygon"):
        values = [float(value) for value in _NUMBER.findall(attributes["points"])]
        return polyline(zip(values[::2], values[1::2]), closed=tag == "polygon")
    return Path(())


def _ellipse(x: float, y: float, rx: float, ry: float) -> Path:
    kx, ky = rx * CIRCLE, ry * CIRCLE
    return Path(
        (
            ("M", x, y - ry),
            ("C", x + kx, y - ry, x + rx, y - ky, x + rx, y),
            ("C", x + rx, y + ky, x + kx, y + ry, x, y + ry),
            ("C", x - kx, y + ry, x - rx, y + ky, x - rx, y),
            ("C", x - rx, y - ky, x - kx, y - ry, x, y - ry),
            ("Z",),
        )
    )
