"""The poster: header, persona cards, the map filling the sheet, insights, legend and footer on one paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cjm_desktop.i18n import _, in_language
from cjm_desktop.layout import fonts, paper, poster_parts
from cjm_desktop.layout.columns import column_count, longest_word
from cjm_desktop.layout.drawing import Drawing, Group, Placed, Primitive, bounds_of, text_lines
from cjm_desktop.layout.geometry import Path
from cjm_desktop.layout.journey_layout import lay_out
from cjm_desktop.layout.placement import JourneyLayout, Sheet, View
from cjm_desktop.layout.poster_parts import Part
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import refusal
from cjm_desktop.model.records import Record, Scenario

#: No column on paper is narrower than this, in map units.
NARROWEST = 84.0
#: Ground between the parts of a poster, in map units.
GAP = 18.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """The parts above and below the map at one width of the sheet in map units."""

    top: tuple[tuple[Part, float, float], ...]  # part, x, y
    bottom: tuple[tuple[Part, float], ...]  # part, height from the lower margin's top
    above: float  # where the map begins
    below: float  # what stands below the map, with its gaps and the margin


def compose(journey: Journey, view: View, theme: Theme, paper_name: str, orientation: str) -> Sheet:
    """The poster of one scenario on one sheet of paper, as large as it fits.

    The map fills the sheet: spare width goes to the columns, spare height to the lanes. CjmError when the
    journey has no such scenario.
    """
    scenario = journey.of(Scenario, view.scenario)
    if scenario is None:
        raise refusal("unknown-record")
    width, height = paper.size(paper_name, orientation)
    with in_language(journey.info.language):
        units = _units(journey, scenario, view, theme, width, height, paper_name)
        scale = width / units
        frame = _frame(journey, scenario, view, theme, units, paper_name)
        room = height / scale - frame.above - frame.below
        column = _column_width(journey, view, theme, units)
        own = lay_out(journey, view, theme, column_width=column, height=room)
        placed = _placed(frame, theme, scale, height / scale)
    smallest = scale * _smallest(own, placed, scale)
    origin = (theme.margin * scale, frame.above * scale)
    return Sheet(width, height, placed, own, origin, scale, smallest, missing_in(journey))


def _units(
    journey: Journey, scenario: Scenario, view: View, theme: Theme, width: float, height: float, name: str
) -> float:
    """How many map units the sheet's width is: as few as possible, for the largest type."""
    count = column_count(journey, view.scenario)
    narrowest = max(NARROWEST, min(150.0, longest_word(journey, view.scenario, theme)))
    low = _sheet_units(journey, view, theme, count * narrowest)

    def fits(units: float) -> bool:
        frame = _frame(journey, scenario, view, theme, units, name)
        own = lay_out(journey, view, theme, column_width=_column_width(journey, view, theme, units))
        return frame.above + own.height + frame.below <= units * height / width

    if fits(low):
        return low
    high = low
    while not fits(high):
        high *= 1.5
    low = max(low, high / 1.5)
    for _step in range(7):
        middle = (low + high) / 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


def _sheet_units(journey: Journey, view: View, theme: Theme, columns: float) -> float:
    return columns + _side(journey, view, theme) + 2 * theme.margin


def _side(journey: Journey, view: View, theme: Theme) -> float:
    """What of the map's width is not columns: lane names, gaps between phases, the last arrow's point."""
    empty = lay_out(journey, View(view.scenario, lanes=view.lanes), theme, column_width=100.0)
    return empty.width - 100.0 * len(empty.columns)


def _column_width(journey: Journey, view: View, theme: Theme, units: float) -> float:
    free = units - _sheet_units(journey, view, theme, 0.0)
    return free / max(1, column_count(journey, view.scenario))


def _frame(journey: Journey, scenario: Scenario, view: View, theme: Theme, units: float, name: str) -> _Frame:
    room = units - 2 * theme.margin
    top, y = [], theme.margin * 0.8
    people = [p for p in journey.personas if p.id in scenario.personas]
    pictures = [a.id for a in journey.assets]
    cards_room = min(room * 0.56, 470.0 * max(1, len(people)))
    card_width = min(470.0, max(300.0, cards_room / max(1, len(people)) - 10))
    beside = bool(people) and room >= 900
    persona_parts = [poster_parts.persona_card(p, min(card_width, room), theme, pictures) for p in people]
    if beside:
        cards = poster_parts.flow(persona_parts, cards_room, 12)
        title = poster_parts.title_part(journey, scenario, room - cards.width - 24, theme)
        top = [(title, theme.margin, y), (cards, theme.margin + room - cards.width, y)]
        above = y + max(title.height, cards.height) + GAP
    else:
        title = poster_parts.title_part(journey, scenario, room, theme)
        top = [(title, theme.margin, y)]
        above = y + title.height + GAP
        if persona_parts:
            cards = poster_parts.flow(persona_parts, room, 12)
            top.append((cards, theme.margin, above))
            above += cards.height + GAP
    footer = poster_parts.footer_part(
        journey, _("Sheet {n} of {m} · {paper}").format(n=1, m=1, paper=name), room, theme
    )
    bottom: list[tuple[Part, float]] = []
    lift = theme.margin * 0.55
    for part in (
        footer,
        poster_parts.legend_part(journey, view.scenario, room, theme),
        poster_parts.insights_part(journey, view.scenario, room, theme),
    ):
        if part is not None:
            lift += part.height
            bottom.append((part, lift))
            lift += 10.0
    return _Frame(tuple(top), tuple(bottom), above, lift + 4.0)


def _placed(frame: _Frame, theme: Theme, scale: float, height: float) -> Mapping[str, Placed]:
    out: dict[str, Placed] = {}
    parts = [(part, x, y) for part, x, y in frame.top]
    parts += [(part, theme.margin, height - lift) for part, lift in reversed(frame.bottom)]
    for i, (part, x, y) in enumerate(parts):
        children: tuple[Primitive, ...] = part.drawing
        drawing: Drawing = (Group(children, 0, 0, scale),)
        out[f"part:{i}"] = Placed(x * scale, y * scale, 0.0, drawing, Path(()), bounds_of(drawing))
    return out


def _smallest(own: JourneyLayout, placed: Mapping[str, Placed], scale: float) -> float:
    """The size of the smallest text on the sheet, in map units."""
    sizes = {line.size for p in own.placed.values() for line in text_lines(p.drawing)}
    sizes |= {line.size / scale for p in placed.values() for line in text_lines(p.drawing)}
    return min(sizes, default=0.0)


def missing_in(journey: Journey) -> tuple[str, ...]:
    """The characters of a journey's texts that no font on this machine has, each once."""
    found: dict[str, None] = {}
    for record in journey.records():
        for text in _texts(record):
            if not text.isascii():
                found.update(dict.fromkeys(fonts.missing_characters(text)))
    return tuple(found)


def _texts(record: Record) -> list[str]:
    out = []
    for name in type(record).__slots__:
        value = getattr(record, name)
        if isinstance(value, str):
            out.append(value)
        elif isinstance(value, tuple):
            out += [v for v in value if isinstance(v, str)]
            out += [v.text for v in value if hasattr(v, "text")]
    return out
