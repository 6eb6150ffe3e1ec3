"""The poster: header, persona cards, the map filling the sheet, insights, legend and footer on one paper."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal

from cjm_desktop import collector
from cjm_desktop.i18n import _, in_language
from cjm_desktop.layout import fonts, paper
from cjm_desktop.layout.bands import stacked
from cjm_desktop.layout.drawing import Drawing, Group, Placed, TextLine, bounds_of
from cjm_desktop.layout.geometry import Path
from cjm_desktop.layout.placement import JourneyLayout, Sheet, View
from cjm_desktop.layout.series import Piece, series_of
from cjm_desktop.layout.sheet_frame import Frame
from cjm_desktop.layout.sheet_plan import Plan, plan_of
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model import progress
from cjm_desktop.model.fields import specs
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import PosterSettings


def compose(journey: Journey, view: View, theme: Theme, paper_name: str, orientation: str) -> Sheet:
    """The poster of one scenario on one sheet of paper, as large as it fits.

    The map fills the sheet: spare width goes to the columns, spare height to the lanes. CjmError when the
    journey has no such scenario, or there is no such paper.
    """
    way: Literal["landscape", "portrait"] = "landscape" if orientation == "landscape" else "portrait"
    (sheet,) = sheets_of(journey, view, theme, PosterSettings(paper=paper_name, orientation=way))
    return sheet


def sheets_of(journey: Journey, view: View, theme: Theme, settings: PosterSettings) -> list[Sheet]:
    """The sheets that the settings ask for.

    CjmError for a paper or scenario that is none, or for what can't stand on the paper.
    """
    own = paper.known(settings.paper)
    progress.begin(_("The sheets are laid out"))
    with in_language(journey.info.language), collector.paused(), fonts.family(theme.fonts):
        missing = missing_in(journey)
        series = series_of(journey, view, theme, settings, paper.shown(own.name))
        sheets: list[Sheet] = []
        for pieces in series:
            plan = plan_of(journey, pieces, theme, own, settings)
            for k, piece in enumerate(pieces):
                sheets.append(_sheet(journey, theme, plan, k, piece, missing))
        return sheets


def _sheet(
    journey: Journey, theme: Theme, plan: Plan, number: int, piece: Piece, missing: tuple[str, ...]
) -> Sheet:
    """The sheet of one piece, by its index in the plan."""
    width, height = plan.sizes[number]
    scale, margins, bands = plan.scale, plan.margins, plan.bands[number]
    room = height / scale - margins.top - plan.above - plan.below - margins.bottom
    own = stacked(journey, theme, bands, room)
    placed = _placed(plan.frames[number], plan, height / scale)
    return Sheet(
        width=width,
        height=height,
        placed=placed,
        map=own,
        map_origin=(margins.side * scale, (margins.top + plan.above) * scale),
        scale=scale,
        smallest_text=scale * _smallest(own, placed, scale),
        missing=missing,
        view=piece.runs[0].view,
        name=piece.name,
        title=journey.info.title,
    )


def _placed(frame: Frame, plan: Plan, height: float) -> Mapping[str, Placed]:
    """The parts around the map on a sheet `height` map units high."""
    out: dict[str, Placed] = {}
    margins, scale = plan.margins, plan.scale
    parts = [(key, part, x, margins.top + y) for key, part, x, y in frame.top]
    parts += [(key, part, x, height - margins.bottom - lift) for key, part, x, lift in frame.bottom]
    for key, part, x, y in parts:
        drawing: Drawing = (Group(part.drawing, 0, 0, scale),)
        at = ((x + margins.side) * scale, y * scale)
        out[key] = Placed(*at, 0.0, drawing, Path(()), bounds_of(drawing))
    return out


def _smallest(own: JourneyLayout, placed: Mapping[str, Placed], scale: float) -> float:
    """The size of the smallest text on the sheet, in map units."""
    known: dict[int, float] = {}
    sizes = []
    for p in own.placed.values():
        progress.step()
        sizes.append(_least(p.drawing, known))
    sizes += [_least(p.drawing, known) / scale for p in placed.values()]
    return min((size for size in sizes if size < math.inf), default=0.0)


def _least(drawing: Drawing, known: dict[int, float]) -> float:
    """The size of a drawing's smallest text (infinite without any); `known` keeps it for shared drawings."""
    found = known.get(id(drawing))
    if found is None:
        found = math.inf
        for child in drawing:
            if isinstance(child, TextLine):
                found = min(found, child.size)
            elif isinstance(child, Group):
                found = min(found, _least(child.children, known) * child.scale)
        known[id(drawing)] = found
    return found


def missing_in(journey: Journey) -> tuple[str, ...]:
    """The characters of a journey's texts that no font on this machine has, each once."""
    found: dict[str, None] = {}
    for record in journey.records():
        progress.step()
        for text in _texts(record):
            if not text.isascii():
                found.update(dict.fromkeys(fonts.missing_characters(text)))
    return tuple(found)


def _texts(record: Any) -> Iterator[str]:
    """Every text of a record or part that a person wrote."""
    record_class: Any = type(record)
    for name, is_part, many in _written(record_class):
        value = getattr(record, name)
        if not value:
            continue
        if is_part:
            for part in value if many else (value,):
                yield from _texts(part)
        elif many:
            yield from value
        else:
            yield value


@cache
def _written(record_class: Any) -> tuple[tuple[str, bool, bool], ...]:
    return tuple(
        (s.name, s.shape == "part", s.many) for s in specs(record_class) if s.shape in ("text", "part")
    )
