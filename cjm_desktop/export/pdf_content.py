"""The operators of a form or a page: shapes, lines of text, pictures and groups, y down until the page flips it.

Operators are written as text and not by reportlab's canvas, whose calls cost five times as much.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from math import isfinite

from cjm_desktop.export.pdf_file import string
from cjm_desktop.export.pdf_fonts import PdfFace
from cjm_desktop.export.pdf_images import PdfImage
from cjm_desktop.layout.drawing import (
    HALO,
    Drawing,
    Group,
    Picture,
    Shape,
    Stroke,
    TextLine,
    bounds_of,
    lines_from,
)
from cjm_desktop.layout.geometry import Path
from cjm_desktop.model.problems import refusal

# What lies farther out is on no page; readers hold numbers as 32-bit floats.
_FAR = 1e6
# A shape becomes a form when it is drawn the third time and is longer than the call of a form.
_REPEATS, _WORTH, _MOST_FORMS = 3, 80, 2000
_OPERATORS = {"M": "%.2f %.2f m ", "L": "%.2f %.2f l ", "C": "%.2f %.2f %.2f %.2f %.2f %.2f c ", "Z": "h "}


class Shelf:
    """What the pages of a document share: faces, pictures and forms, by the names that operators use."""

    def __init__(self, load_image: Callable[[str, str], PdfImage], words: Mapping[str, str]) -> None:
        self._load_image = load_image
        self.words = words  # what pictures show, by the id of the asset
        self.faces: dict[str, PdfFace] = {}  # by the key of the face
        self.images: dict[str, PdfImage] = {}  # by the id of the asset
        self.forms: dict[str, Content] = {}  # by name; a form stands after those that it uses
        self._colours: dict[str, str] = {}
        self._templates: dict[str, str] = {}
        # By id(): see `keep`.
        self._paths: dict[tuple[int, str], str] = {}
        self.shown: dict[tuple[int, str, float, float], str] = {}
        self._seen: dict[tuple[str, float], int | str] = {}
        self._groups: dict[str, str | None] = {}
        self._letters: dict[tuple[str, int], str] = {}
        self._shape_forms = 0
        self._kept: list[object] = []

    def keep(self, drawn: object) -> None:
        """Let what is drawn live as long as the shelf, which knows its parts by id()."""
        self._kept.append(drawn)

    def face(self, key: str) -> PdfFace:
        found = self.faces.get(key)
        if found is None:
            found = self.faces[key] = PdfFace(key, f"F{len(self.faces)}")
        return found

    def image(self, id: str) -> PdfImage:
        found = self.images.get(id)
        if found is None:
            found = self.images[id] = self._load_image(id, f"I{len(self.images)}")
        return found

    def colour(self, colour: str) -> str:
        """The three numbers of "#RRGGBB"."""
        found = self._colours.get(colour)
        if found is None:
            if len(colour) != 7 or colour[0] != "#":
                raise ValueError(f"{colour!r} is not a colour")
            parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
            found = self._colours[colour] = " ".join(f"{part:.3f}".rstrip("0").rstrip(".") for part in parts)
        return found

    def path(self, path: Path, paint: str) -> str:
        """The operators of a path with the one that paints it; "" for a path without segments."""
        found = self._paths.get((id(path), paint))
        if found is None:
            found = self._operators(path)
            found = self._paths[(id(path), paint)] = found + paint if found else ""
        return found

    def _operators(self, path: Path) -> str:
        segments = path.segments
        values = tuple(chain.from_iterable([segment[1:] for segment in segments]))
        if not values:
            return ""
        if not (max(values) < _FAR and min(values) > -_FAR and isfinite(sum(values))):
            values = tuple([_near(value) for value in values])
        kinds = "".join([segment[0] for segment in segments])
        template = self._templates.get(kinds)
        if template is None:
            template = "".join([_OPERATORS[kind] for kind in kinds])
            if len(kinds) < 64:
                self._templates[kinds] = template
        return template % values

    def repeated(self, operators: str, path: Path, stroke: Stroke | None) -> str | None:
        """The name of the form that stands for the operators of a shape, or None to write them out."""
        # The kerb, the asphalt and the line in the middle of a road are one path: each has a box of its own.
        key = (operators, stroke.width if stroke is not None else 0.0)
        seen = self._seen.get(key, 0)
        if isinstance(seen, str):
            return seen
        if seen + 1 < _REPEATS or self._shape_forms >= _MOST_FORMS:
            self._seen[key] = seen + 1
            return None
        self._shape_forms += 1
        # A mitre reaches up to ten half widths out (PDF's own limit).
        box = path.bounds.grown(1 if stroke is None else 5 * stroke.width + 1)
        name = self._seen[key] = self._form([operators], (box.x, box.y, box.right, box.bottom))
        return name

    def group(self, group: Group) -> str | None:
        """The name of the form of a keyed group, or None the first time, when it is written out."""
        assert group.key is not None
        if group.key not in self._groups:
            self._groups[group.key] = None
            return None
        found = self._groups[group.key]
        if found is None:
            content = Content(self)
            content.drawing(group.children, 1.0, 0.0, 0.0)
            content.close_text()
            box = bounds_of(group.children)
            # Halos, mitres and accents reach beyond what bounds_of counts, and a form cuts at its box.
            box = box.grown(10 + 0.2 * max(box.width, box.height))
            content.box = (box.x, box.y, box.right, box.bottom)
            found = self._groups[group.key] = self._add(content)
        return found

    def letter(self, face: PdfFace, glyph: int) -> str | None:
        """The form with the outline of a glyph in font units, y up; None for a blank."""
        found = self._letters.get((face.key, glyph))
        if found is None:
            outline = face.outline(glyph)
            # Half an em covers the halo on every side.
            found = ""
            if outline.path:
                left, bottom, right, top = outline.box
                edge = face.units_per_em / 2
                found = self._form(
                    [outline.path + "S"], (left - edge, bottom - edge, right + edge, top + edge)
                )
            self._letters[(face.key, glyph)] = found
        return found or None

    def _form(self, operators: list[str], box: tuple[float, float, float, float]) -> str:
        content = Content(self)
        content.out, content.box = operators, box
        return self._add(content)

    def _add(self, content: Content) -> str:
        name = f"X{len(self.forms)}"
        self.forms[name] = content
        return name


def _near(value: float) -> float:
    """The value brought within what a page can hold; raises CjmError for a number that is none."""
    if not isfinite(value):
        raise refusal("pdf-number")
    return min(_FAR, max(-_FAR, value))


class Content:
    """Operators in the making, and the state they leave behind, so that none is written twice."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.out: list[str] = []
        self._mark = ""  # what marked content is open; none in a form
        self.used: dict[tuple[str, str], None] = {}  # (kind of resource, name), in order
        self.box = (0.0, 0.0, 0.0, 0.0)
        self.is_transparent = False
        self._in_text = False
        # None: not known, because a form starts with what its caller left. Its opacity is always 1, or that
        # of the one shape it stands for.
        self._fill: str | None = None
        self._pen: tuple[str, float] | None = None
        self._line: tuple[tuple[float, ...], bool] | None = None
        self._font: tuple[str, float] | None = None
        self._alpha = self._full = "A100"  # the state now, and that of what is as opaque as its drawing
        self._opacity = 1.0

    def data(self) -> bytes:
        """The operators as bytes."""
        text = "\n".join([*self.out, ""])
        return text.replace(".00 ", " ").encode("ascii")

    def close_text(self) -> None:
        if self._in_text:
            self.out.append("ET")
            self._in_text = False

    def drawing(self, drawing: Drawing, scale: float, dx: float, dy: float) -> None:
        """Plays a drawing, each point (x, y) of which stands at (x * scale + dx, y * scale + dy)."""
        haloed = 0  # up to here halos are drawn
        for index, child in enumerate(drawing):
            if isinstance(child, TextLine):
                if child.halo is not None and index >= haloed:
                    block = lines_from(drawing, index)
                    haloed = index + len(block)
                    for line in block:
                        self._halo(line, scale, dx, dy)
                self._text(child, scale, dx, dy)
            elif isinstance(child, Shape):
                self._shape(child, scale, dx, dy)
            elif isinstance(child, Group):
                self._group(child, scale, dx, dy)
            else:
                self._picture(child, scale, dx, dy)

    def fade(self, opacity: float) -> None:
        """Draw what follows so faintly; 1.0 draws it as it is."""
        if opacity != self._opacity:
            self._opacity = opacity
            self._full = _state(opacity)

    # -- state -------------------------------------------------------------------------------------

    def _set_fill(self, colour: str) -> None:
        if colour != self._fill:
            self._fill = colour
            self.out.append(self._shelf.colour(colour) + " rg")

    def _set_stroke(self, stroke: Stroke) -> None:
        pen = (stroke.colour, stroke.width)
        if pen != self._pen:
            self._pen = pen
            self.out.append(f"{self._shelf.colour(stroke.colour)} RG {stroke.width:.2f} w")
        line = (stroke.dash, stroke.round)
        if line != self._line:
            self._line = line
            dash = " ".join([f"{length:.2f}" for length in stroke.dash]) if any(stroke.dash) else ""
            self.out.append(f"[{dash}] 0 d 1 J 1 j" if stroke.round else f"[{dash}] 0 d 0 J 0 j")

    def _set_alpha(self, opacity: float) -> None:
        name = _state(opacity * self._opacity)
        if name != self._alpha:
            self._alpha = name
            self.is_transparent = True
            self.used["ExtGState", name] = None
            self.out.append(f"/{name} gs")

    # -- the four primitives -----------------------------------------------------------------------

    def _shape(self, shape: Shape, scale: float, dx: float, dy: float) -> None:
        stroke = shape.stroke if shape.stroke is not None and shape.stroke.width > 0 else None
        if shape.fill is None and stroke is None:
            return
        operators = self._shelf.path(
            shape.path, "f" if stroke is None else "S" if shape.fill is None else "B"
        )
        if not operators:
            return
        self.close_text()
        if shape.opacity != 1.0 or self._alpha != self._full:
            self._set_alpha(shape.opacity)
        if shape.fill is not None:
            self._set_fill(shape.fill)
        if stroke is not None:
            self._set_stroke(stroke)
        if len(operators) > _WORTH:
            name = self._shelf.repeated(operators, shape.path, stroke)
            if name is not None:
                self.used["XObject", name] = None
                operators = f"/{name} Do"
        if scale == 1.0 and dx == 0.0 and dy == 0.0:
            self.out.append(operators)
        else:
            self.out.append(f"q {_matrix(scale, dx, dy)} {operators} Q")

    def _text(self, line: TextLine, scale: float, dx: float, dy: float) -> None:
        glyphs = line.glyphs
        if not glyphs.ids:
            return
        face = self._shelf.faces.get(line.face) or self._shelf.face(line.face)
        x, y, size = line.x * scale + dx, line.baseline * scale + dy, line.size * scale
        if not (-_FAR < x < _FAR and -_FAR < y < _FAR and 0 < size < _FAR):
            x, y, size = _near(x), _near(y), max(_near(size), 0.01)
        key = (id(glyphs), line.text, line.size, scale)
        shown = self._shelf.shown.get(key)
        if shown is None:
            shown = self._shelf.shown[key] = face.shown(line, scale)
        out = self.out
        if self._alpha != self._full:
            self.close_text()
            self._set_alpha(1.0)
        if not self._in_text:
            out.append("BT")
            self._in_text = True
        if line.colour != self._fill:
            self._set_fill(line.colour)
        font = (face.name, size)
        if font != self._font:
            self._font = font
            self.used["Font", face.name] = None
            out.append(f"/{face.name} {size:.3f} Tf")
        out.append(f"1 0 0 -1 {x:.2f} {y:.2f} Tm {shown}")

    def _halo(self, line: TextLine, scale: float, dx: float, dy: float) -> None:
        """The outline behind the letters, drawn as shapes: as text it would be found twice."""
        if line.halo is None or not line.glyphs.ids:
            return
        face = self._shelf.face(line.face)
        unit = line.size * scale / face.units_per_em
        if not (isfinite(unit) and unit > 0):
            raise refusal("pdf-number")
        self.close_text()
        if self._alpha != self._full:
            self._set_alpha(1.0)
        width = 2 * HALO * face.units_per_em
        parts = [f"q {self._shelf.colour(line.halo)} RG [] 0 d 1 J 1 j {width:.1f} w"]
        left, base = line.x * scale + dx, line.baseline * scale + dy
        # One matrix for the line, then steps in font units.
        parts.append(f"{unit:.6f} 0 0 {-unit:.6f} {_near(left):.2f} {_near(base):.2f} cm")
        at_x, at_y = 0.0, 0.0
        glyphs, step = line.glyphs, scale / unit
        is_near = max(map(abs, (*glyphs.xs, *glyphs.ys))) * step < _FAR
        letter, used = self._shelf.letter, self.used
        for glyph, x, y in zip(glyphs.ids, glyphs.xs, glyphs.ys):
            name = letter(face, glyph)
            if name is None:
                continue
            x, y = x * step, -y * step
            if not is_near:
                x, y = _near(x), _near(y)
            x, y = round(x, 2), round(y, 2)
            if x != at_x or y != at_y:
                parts.append(f"1 0 0 1 {x - at_x:.2f} {y - at_y:.2f} cm")
                at_x, at_y = x, y
            parts.append(f"/{name} Do")
            used["XObject", name] = None
        parts.append("Q")
        self.out.append(" ".join(parts))

    def _picture(self, picture: Picture, scale: float, dx: float, dy: float) -> None:
        image = self._shelf.image(picture.asset)
        rect = picture.rect
        if not all(isfinite(side) for side in (rect.x, rect.y, rect.width, rect.height, scale, dx, dy)):
            raise refusal("pdf-number")
        rect = picture.fitted(image.width, image.height)
        if rect.width <= 0 or rect.height <= 0:
            return
        self.close_text()
        if self._alpha != self._full:
            self._set_alpha(1.0)
        clip = "" if picture.clip is None else self._shelf.path(picture.clip, "W n ")
        self.used["XObject", image.name] = None
        self.is_transparent = self.is_transparent or image.mask is not None
        said = self._shelf.words.get(picture.asset) if self._mark != "Figure" else None
        begin, end = (f"/Span <</Alt {string(said)}>> BDC ", " EMC") if said else ("", "")
        self.out.append(
            f"{begin}q {_matrix(scale, dx, dy)} {clip}{rect.width:.3f} 0 0 {-rect.height:.3f}"
            f" {rect.x:.2f} {rect.bottom:.2f} cm /{image.name} Do Q{end}"
        )

    def _group(self, group: Group, scale: float, dx: float, dy: float) -> None:
        own, x, y = scale * group.scale, group.x * scale + dx, group.y * scale + dy
        name = None if group.key is None else self._shelf.group(group)
        if name is not None and self._opacity < 1.0 and self._shelf.forms[name].is_transparent:
            name = None  # what is half opaque in it would be as opaque as ever
        if name is None:
            self.drawing(group.children, own, x, y)
            return
        self.close_text()
        if self._alpha != self._full:
            self._set_alpha(1.0)
        self.used["XObject", name] = None
        self.is_transparent = self.is_transparent or self._shelf.forms[name].is_transparent
        self.out.append(f"q {_matrix(own, x, y)} /{name} Do Q")


def _state(opacity: float) -> str:
    """The name of the state that draws so opaquely: "A050" is half."""
    return f"A{round(100 * min(1.0, max(0.0, opacity))):03d}"


def _matrix(scale: float, dx: float, dy: float) -> str:
    if not (-_FAR < dx < _FAR and -_FAR < dy < _FAR and 0 <= scale < _FAR):
        scale, dx, dy = _near(scale), _near(dx), _near(dy)
    if scale == 1.0:
        return f"1 0 0 1 {dx:.2f} {dy:.2f} cm"
    return f"{scale:.5f} 0 0 {scale:.5f} {dx:.2f} {dy:.2f} cm"
