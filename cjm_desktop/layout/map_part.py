"""A part of a map as a page of its own: the whole, or what belongs to a selection, for a picture of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import reduce
from typing import Final

from cjm_desktop.frozen import replace
from cjm_desktop.layout.drawing import Shape
from cjm_desktop.layout.geometry import Rect, rectangle
from cjm_desktop.layout.placement import JourneyLayout, Page, Sheet
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.records import RecordId

#: Ground around the part, in map units.
EDGE: Final = 12.0
#: What runs on under the things of a map: it is cut where the part ends. Anything else is shown whole or not at all.
_RUNNING: Final = (
    *("tint:", "road", "curve:", "area:", "functional:", "other:", "axis", "coverage:", "band:", "loop"),
    "co_",
)
_SLACK: Final = 1.0


def part_page(layout: JourneyLayout, theme: Theme, chosen: Collection[RecordId] = ()) -> Page | None:
    """A page, in map units, with what belongs to the chosen records, on the colour of the paper; None for an empty map.

    A touchpoint or phase brings its columns with all lanes, a lane its row, anything else its own place; several the
    box around them all. Where nothing is chosen that has a place, the whole map is shown.
    """
    boxes = {key: placed.bounds.moved(placed.x, placed.y) for key, placed in layout.placed.items()}
    if not any(column.touchpoint for column in layout.columns):
        return None
    places = [*_places(layout, boxes, frozenset(chosen))]
    if not places:
        shown = list(boxes)
        box = reduce(Rect.united, boxes.values())
    else:
        core = reduce(Rect.united, places)
        runs = _running(layout, boxes)
        whole = [key for key in boxes if key not in runs and _belongs(key, boxes[key], core, layout, chosen)]
        # A title may stand out over its column.
        box = reduce(Rect.united, (boxes[key] for key in whole), core)
        kept = {*whole, *(key for key in runs if boxes[key].meets(box))}
        shown = [key for key in boxes if key in kept]
    width, height = box.width + 2 * EDGE, box.height + 2 * EDGE
    part = replace(layout, placed={key: layout.placed[key] for key in shown})
    origin = (EDGE - box.x, EDGE - box.y)
    paper = Rect(0, 0, width, height)
    ground = Shape(rectangle(paper), fill=theme.paper)
    sheet = Sheet(width, height, {}, part, origin, 1.0, theme.small)
    return Page(
        width, height, Rect(EDGE, EDGE, box.width, box.height), paper, paper, "", sheet, under=(ground,)
    )


def _places(layout: JourneyLayout, boxes: dict[str, Rect], chosen: frozenset[RecordId]) -> Iterable[Rect]:
    """Where the chosen records stand on the map."""
    for span in layout.phases:
        if span.phase in chosen:
            yield Rect(span.x, 0, span.width, layout.height)
    for column in layout.columns:
        if column.touchpoint in chosen:
            yield Rect(column.x, layout.top, column.width, layout.height - layout.top)
    for row in layout.rows:
        if row.lane in chosen:
            yield Rect(0, row.y, layout.width, row.height)
    spans, columns, rows = layout.phases, layout.columns, layout.rows
    known = {*(s.phase for s in spans), *(c.touchpoint for c in columns), *(row.lane for row in rows)}
    for key in chosen - known:
        if key in boxes:
            yield boxes[key]


def _running(layout: JourneyLayout, boxes: dict[str, Rect]) -> set[str]:
    """The keys of what runs on beyond the part: it is cut there."""
    lanes = {row.lane for row in layout.rows}
    return {key for key in boxes if key in lanes or key.startswith(_RUNNING)}


def _belongs(key: str, box: Rect, core: Rect, layout: JourneyLayout, chosen: Collection[RecordId]) -> bool:
    """Whether a drawing that is shown whole belongs to the part."""
    if key in chosen:
        return True
    for span in layout.phases:
        if key == span.key:  # a header over all of its columns, or none
            return core.encloses(Rect(span.x, core.y, span.width, 0), _SLACK) and core.y <= box.y + _SLACK
    if key in layout.cycles:
        return core.encloses(box, _SLACK)
    return core.has_point(*box.centre)
