"""One slide: a sheet's drawings under the names of their records, its title, and notes for who speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

from cjm_desktop.export.asset_pictures import fresh
from cjm_desktop.export.pptx_shapes import Place, SlidePicture, SlideShapes
from cjm_desktop.export.pptx_text import shown
from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_, _
from cjm_desktop.layout.drawing import Colour, Drawing, Group, Placed, Primitive, text_lines
from cjm_desktop.layout.placement import Sheet
from cjm_desktop.layout.reading_order import Read, picture_words, reading_order
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, Lane, Phase, Record, Touchpoint, name_of

if TYPE_CHECKING:
    from pptx.parts.slide import SlidePart

LANGUAGES: Final = {"nl": "nl-NL", "en": "en-GB"}
_NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
#: What drawings that are no record's are called, by the beginning of their key.
_FURNITURE: Final = {
    "tint": N_("Background"),
    "road": N_("Road"),
    "loop": N_("Road"),
    "curve": N_("Curve"),
    "area": N_("Curve"),
    "functional": N_("Curve"),
    "expected": N_("Curve"),
    "axis": N_("Scale"),
    "point": N_("Experience"),
    "note": N_("Note"),
    "word": N_("Note"),
    "cell": N_("Cell"),
    "band": N_("Phase"),
    "again": N_("Phase"),
    "signpost": N_("Signpost"),
    "cycle": N_("Cycle"),
    "label": N_("Label"),
    "influence": N_("Influences"),
    "coverage": N_("Coverage"),
    "other": N_("Curve"),
    "part:header": N_("Title and purpose"),
    "part:personas": N_("Personas"),
    "part:insights": N_("Insights"),
    "part:legend": N_("Legend"),
    "part:footer": N_("Footer"),
    "part:qr": N_("QR code"),
}
_RECORDS: Final = {
    "touchpoint": N_("Touchpoint"),
    "phase": N_("Phase"),
    "lane": N_("Lane"),
    "connection": N_("Side road"),
}


class Slide(NamedTuple):
    """The XML of a slide in pieces, and the letters that it shows."""

    pieces: list[str]
    letters: set[str]


def slide_of(
    sheet: Sheet,
    journey: Journey,
    part: SlidePart,
    place: Place,
    title: str,
    paper: Colour | None,
    counted: tuple[int, int],
) -> Slide:
    """A sheet as a slide; its pictures are put in `part`.

    `title` is what the slide is called: the title that the sheet shows if it is that, or else one that is not shown.
    `paper` fills the slide. `counted` are how many drawings of all are done.
    """
    shapes = SlideShapes(_Pictures(journey, part).picture, LANGUAGES[journey.info.language])
    said = dict(_alternatives(reading_order(sheet, journey)))
    done, total = counted
    has_title = False
    around = sorted(sheet.placed.items(), key=lambda pair: pair[1].z)
    inside = sorted(sheet.map.placed.items(), key=lambda pair: pair[1].z)
    for key, placed in around:
        drawing, at = placed.drawing, place.within(placed.x, placed.y)
        for group, own in () if has_title else _titles(drawing, at):
            if " ".join(line.text for line in text_lines(group.children)) == " ".join(title.split()):
                shapes.title(group.children, own, _room(sheet, key, place))
                drawing, has_title = _without(drawing, group), True
                break
        name, words = _called(journey, key, placed, said)
        shapes.add(drawing, name, words, at)
        progress.step(done := done + 1, total)
    if not has_title:
        shapes.hidden_title(title, sheet.width * place.scale)
    ground = place.within(*sheet.map_origin, sheet.scale)
    for key, placed in inside:
        name, words = _called(journey, key, placed, said)
        shapes.add(placed.drawing, name, words, ground.within(placed.x, placed.y), placed.opacity)
        progress.step(done := done + 1, total)
    fill = ""
    if paper is not None:
        fill = f'<p:bg><p:bgPr><a:solidFill><a:srgbClr val="{paper[1:]}"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    pieces = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
        f"<p:sld {_NAMESPACES}><p:cSld>{fill}<p:spTree>",
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>',
        *shapes.out,
        "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>",
    ]
    return Slide(pieces, shapes.letters)


class _Pictures:
    """The pictures that a slide shows, each put in the package once."""

    def __init__(self, journey: Journey, part: SlidePart) -> None:
        self._journey = journey
        self._words = picture_words(journey)
        self._part = part
        self._known: dict[str, SlidePicture] = {}

    def picture(self, id: str) -> SlidePicture:
        """The picture of an asset by the name that the slide knows it under."""
        found = self._known.get(id)
        if found is None:
            data, width, height = fresh(self._journey, id)
            _file, reference = self._part.get_or_add_image_part(BytesIO(data))
            found = self._known[id] = SlidePicture(
                reference, width, height, self._words.get(id, _("Picture"))
            )
        return found


# -- titles --------------------------------------------------------------------------------------------


def _titles(drawing: Drawing, place: Place) -> Iterator[tuple[Group, Place]]:
    """The groups that are titles, each with its place on the slide."""
    for child in drawing:
        if isinstance(child, Group):
            own = place.within(child.x, child.y, child.scale)
            if child.role == "title":
                yield child, own
            else:
                yield from _titles(child.children, own)


def _room(sheet: Sheet, key: str, place: Place) -> float:
    """Up to where a title has room: the part at its right, or the slide's edge less as much as at its left."""
    own = sheet.placed[key]
    right = sheet.width - (own.x + own.bounds.x)
    for other in sheet.placed.values():
        left = other.x + other.bounds.x
        overlaps = other.y + other.bounds.y < own.y + own.bounds.bottom
        if left > own.x + own.bounds.x + 1 and overlaps:
            right = min(right, left)
    return place.x + right * place.scale


def _without(drawing: Drawing, group: Group) -> Drawing:
    """The drawing without one of its groups."""
    out: list[Primitive] = []
    for child in drawing:
        if child is group:
            continue
        if isinstance(child, Group) and child.key is None:
            child = replace(child, children=_without(child.children, group))
        out.append(child)
    return tuple(out)


# -- names ---------------------------------------------------------------------------------------------


def _alternatives(read: Read) -> Iterator[tuple[str, str]]:
    """What is said in place of drawings, by key: of what is drawn in several, in place of the first."""
    for key, index in read.marks[:1]:
        if read.alt and index < 0:
            yield key, read.alt
    for part in read.parts:
        yield from _alternatives(part)


def _called(journey: Journey, key: str, placed: Placed, said: Mapping[str, str]) -> tuple[str, str | None]:
    """What a drawing is called, and what is read in its stead; None for what only adorns."""
    id = key.partition("@")[0]  # the road in several bands has a number behind its keys
    record = journey.get(id)
    if record is not None:
        kind = _kind(journey, record)
        own = " ".join(name_of(record).split())
        return (f"{kind}: {own}" if own else kind), said.get(key) or own or kind
    name = _FURNITURE.get(id) or _FURNITURE.get(id.split(":")[0], N_("Drawing"))
    kind = _(name)
    words = " ".join(line.text for line in text_lines(placed.drawing))
    if key.startswith("part:"):
        return kind, words or kind
    if key in said:
        return said[key], said[key]
    return (f"{kind}: {words}" if words else kind), words or None


def _kind(journey: Journey, record: Record) -> str:
    if isinstance(record, Card):
        lane = journey.of(Lane, record.lane)
        return lane.name if lane is not None else _("Card")
    name = _RECORDS.get(record.KIND, N_("Card"))
    return _(name)


def notes_of(sheet: Sheet, journey: Journey) -> str:
    """The touchpoints of a sheet with their numbers under their phases, for who speaks."""
    lines: list[str] = []
    road = journey.road(sheet.view.scenario) if sheet.view is not None else ()
    numbers = {touchpoint.id: number for number, touchpoint in enumerate(road, 1)}
    phase = ""
    for column in sheet.map.columns:
        if column.phase != phase:
            phase = column.phase
            lines.append(_line(journey.of(Phase, phase)))
        touchpoint = journey.of(Touchpoint, column.touchpoint)
        if touchpoint is not None:
            number = numbers.get(touchpoint.id)
            lines.append(f"{number}. {_line(touchpoint)}" if number else _line(touchpoint))
    return "\n".join(lines)


def _line(record: Record | None) -> str:
    return " ".join(shown(name_of(record)).split()) if record is not None else ""
