"""The elements of an SVG picture: shapes, lines of text, pictures and groups, written as text."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from math import isfinite
from typing import Final
from unicodedata import category

from cjm_desktop.export.svg_fonts import SvgFace
from cjm_desktop.export.svg_markup import FAR, escaped, moved, number, ratio
from cjm_desktop.layout import bidi
from cjm_desktop.layout.drawing import HALO, Drawing, Group, Picture, Shape, TextLine, lines_from
from cjm_desktop.layout.geometry import Path, Rect
from cjm_desktop.model.problems import refusal

#: Elements that are longer than so many characters are defined once when they come again.
_WORTH: Final = 100
_COMMANDS: Final = {"M": "M%.2f %.2f", "L": "L%.2f %.2f", "C": "C%.2f %.2f %.2f %.2f %.2f %.2f", "Z": "Z"}
_ZEROS: Final = re.compile(r"\.?0+(?=[^\d.]|$)")


class Content:
    """The elements of one picture in the making, and the definitions that they refer to."""

    def __init__(self, load_picture: Callable[[str], tuple[bytes, int, int]], outlines: bool) -> None:
        """With `outlines` letters are shapes; `load_picture` gives a picture's file and its size in pixels."""
        self._load_picture = load_picture
        self._outlines = outlines
        self.out: list[str] = []
        self.definitions: list[str] = []
        self.faces: dict[str, SvgFace] = {}  # by the key of the face
        self._paths: dict[int, str] = {}  # by id(): what is drawn lives longer than this
        self._templates: dict[str, str] = {}
        # By key: its id, and whether a part of it is half opaque.
        self._groups: dict[str, tuple[str, bool]] = {}
        self._letters: dict[tuple[str, int], str] = {}
        self._pictures: dict[str, tuple[str, int, int]] = {}
        # The name by which elements go that were drawn twice; "" before that.
        self._repeated: dict[str, str] = {}
        self._clips = 0
        self._opacity = 1.0
        self._is_transparent = False

    def placed(self, drawing: Drawing, x: float, y: float, scale: float, opacity: float) -> None:
        """Add a drawing at its place; `opacity` holds for each part of it."""
        self._opacity = opacity
        state = (
            "" if opacity == 1.0 else f' fill-opacity="{ratio(opacity)}" stroke-opacity="{ratio(opacity)}"'
        )
        self.out.append(f"<g{moved(x, y, scale)}{state}>")
        before = len(self.out)
        self.drawing(drawing)
        if len(self.out) == before:
            self.out.pop()
        else:
            self.out.append("</g>\n")
        self._opacity = 1.0

    def drawing(self, drawing: Drawing) -> None:
        """Add a drawing in its own coordinates."""
        haloed = 0  # up to here halos are drawn
        for index, child in enumerate(drawing):
            if isinstance(child, TextLine):
                if child.halo is not None and index >= haloed:
                    block = lines_from(drawing, index)
                    haloed = index + len(block)
                    for line in block:
                        self._halo(line)
                self._text(child)
            elif isinstance(child, Shape):
                self._shape(child)
            elif isinstance(child, Group):
                self._group(child)
            else:
                self._picture(child)

    def clip_box(self, box: Rect) -> str:
        """The attribute that lets only what is inside a box be seen."""
        x, y, width, height = map(number, (box.x, box.y, box.width, box.height))
        return self._clip(f'<rect x="{x}" y="{y}" width="{width}" height="{height}"/>')

    def _clip(self, shape: str) -> str:
        self._clips += 1
        self.definitions.append(f'<clipPath id="c{self._clips}">{shape}</clipPath>')
        return f' clip-path="url(#c{self._clips})"'

    def _path(self, path: Path) -> str:
        """The data of a path; "" for one without segments."""
        found = self._paths.get(id(path))
        if found is None:
            found = self._paths[id(path)] = self._data(path)
        return found

    def _data(self, path: Path) -> str:
        segments = path.segments
        values = tuple(chain.from_iterable([segment[1:] for segment in segments]))
        if not values:
            return ""
        if not (max(values) < FAR and min(values) > -FAR and isfinite(sum(values))):
            if not all(map(isfinite, values)):
                raise refusal("svg-number")
            values = tuple([min(FAR, max(-FAR, value)) for value in values])
        kinds = "".join([segment[0] for segment in segments])
        template = self._templates.get(kinds)
        if template is None:
            template = self._templates[kinds] = "".join([_COMMANDS[kind] for kind in kinds])
        return _ZEROS.sub("", template % values)

    # -- the four primitives -----------------------------------------------------------------------

    def _shape(self, shape: Shape) -> None:
        data = self._path(shape.path)
        paint = _paint(shape)
        if not data or not paint:
            return
        if shape.opacity != 1.0:
            self._is_transparent = True
            opacity = ratio(min(1.0, max(0.0, shape.opacity)) * self._opacity)
            paint += f' fill-opacity="{opacity}" stroke-opacity="{opacity}"'
        self.out.append(self._shared(f'<path d="{data}"{paint}/>'))

    def _shared(self, elements: str) -> str:
        """The elements, or from the second time on a reference to them."""
        if len(elements) < _WORTH:
            return elements
        name = self._repeated.get(elements)
        if name is None:
            self._repeated[elements] = ""
            return elements
        if not name:
            name = self._repeated[elements] = f"r{len(self.definitions)}"
            self.definitions.append(f'<g id="{name}">{elements}</g>')
        return f'<use xlink:href="#{name}"/>'

    def _text(self, line: TextLine) -> None:
        if not line.glyphs.ids:
            return
        face = self._face(line.face)
        if self._outlines:
            words = escaped(line.text)
            drawn = self._letters_of(line, face)
            if drawn:
                self.out.append(
                    f'<g{self._in_units(line, face)} fill="{line.colour}" aria-label="{words}">{drawn}</g>'
                )
            return
        face.characters.update(line.text)
        left = number(line.x)
        if _is_plain(line):
            # A place for each letter: lines keep their width and their kerning in whatever font they are shown.
            left = " ".join([number(line.x + x) for x in line.glyphs.xs])
            width = ""
        else:
            face.needs_shaping = True
            width = f' textLength="{number(line.glyphs.advance)}" lengthAdjust="spacingAndGlyphs"'
        self.out.append(
            f'<text x="{left}" y="{number(line.baseline)}"{width} font-size="{number(line.size)}"'
            f' fill="{line.colour}"{face.attributes}>{escaped(line.text)}</text>'
        )

    def _face(self, key: str) -> SvgFace:
        found = self.faces.get(key)
        if found is None:
            found = self.faces[key] = SvgFace(key, len(self.faces))
        return found

    def _in_units(self, line: TextLine, face: SvgFace) -> str:
        """The transform by which the letters of a line, in font units and y up, stand in their place."""
        unit = line.size / face.units_per_em
        return (
            f' transform="translate({number(line.x)} {number(line.baseline)}) scale({unit:.6f} {-unit:.6f})"'
        )

    def _letters_of(self, line: TextLine, face: SvgFace) -> str:
        units = face.units_per_em / line.size
        parts = []
        for glyph, x, y in zip(line.glyphs.ids, line.glyphs.xs, line.glyphs.ys, strict=True):
            name = self._letters.get((line.face, glyph))
            if name is None:
                data = face.outline(glyph)
                name = f"f{face.number}g{glyph}" if data else ""
                self._letters[line.face, glyph] = name
                if data:
                    self.definitions.append(f'<path id="{name}" d="{data}"/>')
            if name:
                at = f' x="{x * units:.0f}"' if x else ""
                at += f' y="{-y * units:.0f}"' if y else ""
                parts.append(f'<use xlink:href="#{name}"{at}/>')
        return self._shared("".join(parts))

    def _halo(self, line: TextLine) -> None:
        """The outline behind the letters, always as shapes: as text it would be found twice."""
        if line.halo is None or not line.glyphs.ids:
            return
        face = self._face(line.face)
        letters = self._letters_of(line, face)
        if letters:
            self.out.append(
                f'<g{self._in_units(line, face)} fill="none" stroke="{line.halo}" stroke-linecap="round"'
                f' stroke-linejoin="round" stroke-width="{2 * HALO * face.units_per_em:.0f}">{letters}</g>'
            )

    def _picture(self, picture: Picture) -> None:
        found = self._pictures.get(picture.asset)
        if found is None:
            data, across, down = self._load_picture(picture.asset)
            found = self._pictures[picture.asset] = (f"i{len(self._pictures)}", across, down)
            kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
            self.definitions.append(
                f'<image id="{found[0]}" width="{across}" height="{down}"'
                f' xlink:href="data:image/{kind};base64,{b64encode(data).decode("ascii")}"/>'
            )
        name, across, down = found
        rect = picture.fitted(across, down)
        if not rect.width > 0:
            return
        place = moved(rect.x, rect.y, rect.width / across)
        drawn = f'<use xlink:href="#{name}"{place}{self._faint()}/>'
        if picture.clip is not None:
            shape = f'<path d="{self._path(picture.clip)}"/>'
            drawn = f"<g{self._clip(shape)}>{drawn}</g>"
        self.out.append(drawn)

    def _faint(self) -> str:
        return "" if self._opacity == 1.0 else f' opacity="{ratio(self._opacity)}"'

    def _group(self, group: Group) -> None:
        if group.key is not None:
            name, is_transparent = self._defined(group, group.key)
            # What is half opaque in it would be as opaque as ever in a drawing that is faint.
            if not (is_transparent and self._opacity < 1.0):
                if name:
                    self.out.append(f'<use xlink:href="#{name}"{moved(group.x, group.y, group.scale)}/>')
                self._is_transparent = self._is_transparent or is_transparent
                return
        place = moved(group.x, group.y, group.scale)
        if not place:
            self.drawing(group.children)
            return
        self.out.append(f"<g{place}>")
        before = len(self.out)
        self.drawing(group.children)
        if len(self.out) == before:
            self.out.pop()
        else:
            self.out.append("</g>")

    def _defined(self, group: Group, key: str) -> tuple[str, bool]:
        """The definition of a group with a key ("" when it draws nothing), and whether a part is half opaque."""
        found = self._groups.get(key)
        if found is None:
            out, opacity, is_transparent = self.out, self._opacity, self._is_transparent
            self.out, self._opacity, self._is_transparent = [], 1.0, False
            self.drawing(group.children)
            name = f"k{len(self._groups)}" if self.out else ""
            if name:
                self.definitions.append(f'<g id="{name}">{"".join(self.out)}</g>')
            found = self._groups[key] = (name, self._is_transparent)
            self.out, self._opacity, self._is_transparent = out, opacity, is_transparent
        return found


def _paint(shape: Shape) -> str:
    """The attributes by which a shape is filled and stroked; "" when it is neither."""
    stroke = shape.stroke if shape.stroke is not None and shape.stroke.width > 0 else None
    if shape.fill is None and stroke is None:
        return ""
    out = f' fill="{shape.fill or "none"}"'
    if stroke is not None:
        out += f' stroke="{stroke.colour}" stroke-width="{number(stroke.width)}"'
        if any(stroke.dash):
            out += f' stroke-dasharray="{" ".join(map(number, stroke.dash))}"'
        if stroke.round:
            out += ' stroke-linecap="round" stroke-linejoin="round"'
    return out


def _is_plain(line: TextLine) -> bool:
    """Whether each character of a line is one glyph on the baseline, so that each can be given its place."""
    text, glyphs = line.text, line.glyphs
    if len(glyphs.ids) != len(text) or any(glyphs.ys):
        return False
    return text.isascii() or (glyphs.clusters == tuple(range(len(text))) and _stand_alone(text))


@lru_cache(maxsize=4096)
def _stand_alone(text: str) -> bool:
    # A character beyond the first plane counts as two in some programs and as one in others.
    return (
        max(text) < "\ud800" and not bidi.needs_order(text) and all(category(char)[0] != "M" for char in text)
    )
