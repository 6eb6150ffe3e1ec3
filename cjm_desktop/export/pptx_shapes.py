"""Drawings as the shapes of a slide: rectangles, circles and lines as such, other paths as free forms.

Written as text and not by python-pptx's objects, which look for a free number through the whole slide for every shape.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from cjm_desktop.export.pptx_geometry import Box, Form, box_of, crop_of, form_of, geometry, line_of
from cjm_desktop.export.pptx_text import Lines, alpha_colour, attribute, paragraph, plain, text_blocks
from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import _
from cjm_desktop.layout.drawing import Drawing, Group, Picture, Shape, TextLine, lines_from
from cjm_desktop.layout.geometry import Path, Rect

#: Marks what only adorns, so that a screen reader passes it over.
_DECORATIVE: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


class Place(NamedTuple):
    """Where a sheet or a drawing stands on its slide: its scale, and its origin in points of the slide."""

    scale: float
    x: float
    y: float

    def within(self, x: float, y: float, scale: float = 1.0) -> Place:
        """The place of what stands at a point of this one."""
        return Place(self.scale * scale, self.x + x * self.scale, self.y + y * self.scale)

    def box(self, rect: Rect) -> Box:
        """Where a part of it stands."""
        scale, dx, dy = self
        return box_of(
            rect.x * scale + dx, rect.y * scale + dy, rect.right * scale + dx, rect.bottom * scale + dy
        )


@frozen()
class SlidePicture:
    """A picture by the name that the slide knows it under; its size is in pixels, `words` say what it shows."""

    reference: str
    width: int
    height: int
    words: str


class SlideShapes:
    """The shapes of one slide in the making, in the order in which they lie on each other."""

    def __init__(self, picture: Callable[[str], SlidePicture], language: str) -> None:
        self.out: list[str] = []
        self.letters: set[str] = set()
        self._picture_of = picture
        self._language = language
        self._last_id = 1  # the tree itself
        self._forms: dict[int, tuple[Path, Form]] = {}
        self._geometries: dict[tuple[int, float], str] = {}
        self._opacity = 1.0

    def add(
        self,
        drawing: Drawing,
        name: str,
        alternative: str | None,
        place: Place,
        opacity: float = 1.0,
    ) -> None:
        """Add a drawing as one group under a name.

        `alternative` is what is read in its stead; None: it adorns and says nothing.
        """
        self._opacity = opacity
        found: list[tuple[str, Box]] = []
        group_id = self._next_id()
        self._walk(drawing, place, found)
        if not found:
            return
        box = Box(
            min(b.x for _xml, b in found),
            min(b.y for _xml, b in found),
            max(b.right for _xml, b in found),
            max(b.bottom for _xml, b in found),
        )
        head = _named(group_id, name, alternative)
        child = box.xfrm.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
        self.out.append(
            f"<p:grpSp><p:nvGrpSpPr>{head}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr><a:xfrm>{box.xfrm}{child}</a:xfrm></p:grpSpPr>"
        )
        self.out.extend(xml for xml, _box in found)
        self.out.append("</p:grpSp>")

    def title(self, drawing: Drawing, place: Place, right: float) -> None:
        """Add lines of text as the title of the slide; it has room up to `right`, in points."""
        for number, lines in enumerate(text_blocks(drawing, *place)):
            # LibreOffice breaks the lines of a title at its box, whatever is said of that.
            roomy = replace(lines, right=max(lines.right, right)) if lines.align == "l" else lines
            self.out.append(self._text(roomy, is_title=number == 0)[0])

    def hidden_title(self, words: str, width: float) -> None:
        """Give the slide a title that is not shown: in the outline, and for those who hear the slides.

        Its letters are clear as well as hidden: LibreOffice shows what is hidden.
        """
        id = self._next_id()
        box = box_of(0.0, 0.0, width, 12.0)
        fill = f"<a:solidFill>{alpha_colour('#FFFFFF', 0.0)}</a:solidFill>"
        look = f'<a:rPr lang="{self._language}" sz="800">{fill}</a:rPr>'
        self.out.append(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name={attribute(_("Title"))} hidden="1"/><p:cNvSpPr>'
            '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>'
            f"<p:spPr><a:xfrm>{box.xfrm}</a:xfrm></p:spPr>"
            '<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
            f"<a:p><a:r>{look}<a:t>{plain(words)}</a:t></a:r></a:p></p:txBody></p:sp>"
        )

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    # -- the four primitives -----------------------------------------------------------------------

    def _walk(self, drawing: Drawing, place: Place, out: list[tuple[str, Box]]) -> None:
        index = 0
        while index < len(drawing):
            child = drawing[index]
            if isinstance(child, TextLine):
                block = lines_from(drawing, index)
                index += len(block)
                out += [self._text(lines) for lines in text_blocks(block, *place)]
                continue
            index += 1
            if isinstance(child, Shape):
                self._shape(child, place, out)
            elif isinstance(child, Group):
                self._walk(child.children, place.within(child.x, child.y, child.scale), out)
            else:
                self._picture(child, place, out)

    def _shape(self, shape: Shape, place: Place, out: list[tuple[str, Box]]) -> None:
        stroke = shape.stroke if shape.stroke is not None and shape.stroke.width > 0 else None
        if not shape.path.segments or (shape.fill is None and stroke is None):
            return
        form = self._form(shape.path)
        opacity = shape.opacity * self._opacity
        fill = "<a:noFill/>"
        if shape.fill is not None:
            fill = f"<a:solidFill>{alpha_colour(shape.fill, opacity)}</a:solidFill>"
        line = "<a:ln><a:noFill/></a:ln>" if stroke is None else line_of(stroke, place.scale, opacity)
        box = place.box(form.bounds)
        id = self._next_id()
        if form.kind == "line":
            flip = ' flipV="1"' if form.rises else ""
            name = attribute(f"{_('Line')} {id}")
            out.append(
                (
                    f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{id}" name={name}/><p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>'
                    f"<p:spPr><a:xfrm{flip}>{box.xfrm}</a:xfrm>"
                    f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{line}</p:spPr></p:cxnSp>',
                    box,
                )
            )
            return
        name = attribute(f"{_('Shape')} {id}")
        geometry = self._geometry(shape.path, form, place.scale)
        out.append(
            (
                f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name={name}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
                f"<p:spPr><a:xfrm>{box.xfrm}</a:xfrm>{geometry}{fill}{line}</p:spPr></p:sp>",
                box,
            )
        )

    def _form(self, path: Path) -> Form:
        known = self._forms.get(id(path))
        if known is None:
            known = self._forms[id(path)] = (path, form_of(path))  # kept: an id is free when its path is gone
        return known[1]

    def _geometry(self, path: Path, form: Form, scale: float) -> str:
        key = (id(path), scale)
        found = self._geometries.get(key)
        if found is None:
            found = self._geometries[key] = geometry(path, form, scale)
        return found

    def _text(self, lines: Lines, *, is_title: bool = False) -> tuple[str, Box]:
        id = self._next_id()
        box = box_of(lines.left, lines.top, lines.right, lines.bottom)
        words = " ".join(lines.words)
        self.letters.update(words)
        name = attribute(_("Title") if is_title else _short(words))
        kind = '<p:cNvSpPr txBox="1"/><p:nvPr/>'
        if is_title:
            kind = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr>'
        body = paragraph(lines, self._opacity, self._language)
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name={name}/>{kind}</p:nvSpPr>'
            f"<p:spPr><a:xfrm>{box.xfrm}</a:xfrm>"
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
            '<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="t">'
            f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{body}</p:txBody></p:sp>",
            box,
        )

    def _picture(self, picture: Picture, place: Place, out: list[tuple[str, Box]]) -> None:
        if picture.rect.width <= 0 or picture.rect.height <= 0 or place.scale <= 0:
            return
        file = self._picture_of(picture.asset)
        shape, crop = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>', ""
        rect = picture.fitted(file.width, file.height)
        if picture.clip is not None:
            form = self._form(picture.clip)
            crop = crop_of(rect, form.bounds)
            shape, rect = self._geometry(picture.clip, form, place.scale), form.bounds
        box = place.box(rect)
        id = self._next_id()
        named = f"name={attribute(_short(file.words))} descr={attribute(file.words)}"
        faint = f'<a:alphaModFix amt="{round(self._opacity * 100_000)}"/>' if self._opacity < 1 else ""
        out.append(
            (
                f'<p:pic><p:nvPicPr><p:cNvPr id="{id}" {named}/>'
                '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
                f'<p:blipFill><a:blip r:embed="{file.reference}">{faint}</a:blip>{crop}'
                f"<a:stretch><a:fillRect/></a:stretch></p:blipFill>"
                f"<p:spPr><a:xfrm>{box.xfrm}</a:xfrm>{shape}</p:spPr></p:pic>",
                box,
            )
        )


def _named(id: int, name: str, alternative: str | None) -> str:
    """The number and name of a shape, with what is read in its stead."""
    if alternative is None:
        return f'<p:cNvPr id="{id}" name={attribute(_short(name))} descr="">{_DECORATIVE}</p:cNvPr>'
    return f'<p:cNvPr id="{id}" name={attribute(_short(name))} descr={attribute(alternative)}/>'


def _short(words: str) -> str:
    """A name as a list of shapes can show it."""
    line = " ".join(words.split())
    return line if len(line) <= 80 else line[:79].rstrip() + "…"
