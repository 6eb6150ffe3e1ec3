"""The parts of a poster around the map: header, persona cards, insights, legend and footer, in map units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from cjm_desktop.analysis.findings import evidence_base
from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _, date, ngettext
from cjm_desktop.layout.drawing import Drawing, Group, Picture, Primitive, Shape
from cjm_desktop.layout.geometry import Rect, rounded
from cjm_desktop.layout.icons import icon_shape
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.text import Block, Style, block
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Asset, Scenario

#: A subtitle names no more people than this.
MOST_NAMED: Final = 3
#: The sign of what a map rests on.
BASIS_ICON: Final = "clipboard-check"


@frozen()
class Part:
    """A drawing with its left top corner at (0, 0), and its size in map units."""

    drawing: Drawing
    width: float
    height: float


def flow(parts: Sequence[Part], width: float, gap: float) -> Part:
    """Parts side by side, in as many rows as the width asks for."""
    placed: list[Primitive] = []
    x = y = row = widest = 0.0
    for part in parts:
        if x and x + part.width > width:
            x, y, row = 0.0, y + row + gap, 0.0
        placed.append(Group(part.drawing, x, y))
        x += part.width + gap
        row = max(row, part.height)
        widest = max(widest, x - gap)
    return Part(tuple(placed), widest, y + row)


def lines(words: Block, x: float, y: float, role: str = "") -> Group:
    return Group(words.lines, x, y, role=role)


# -- header --------------------------------------------------------------------------------------


def title_part(
    journey: Journey,
    views: Sequence[View],
    width: float,
    theme: Theme,
    *,
    part: str,
    has_basis: bool,
) -> Part:
    """Title, subtitle with state, personas and filter; chips with purpose, evidence base, makers, date, revision.

    `views` are those on the sheet, `part` says which part of the road it shows.
    """
    title = block(journey.info.title or _("Untitled journey"), Style("bold", theme.title, theme.ink), width)
    told = subtitle_of(journey, views, part)
    subtitle = block(told, Style("regular", theme.subtitle, theme.second_ink), width)
    said = _chips(journey, views, has_basis)
    chips = flow([_chip(icon, text, width, theme) for icon, text in said], width, 9)
    drawing: list[Primitive] = [
        lines(title, 0, 0, "title"),
        lines(subtitle, 0, title.height + 2, "subtitle"),
    ]
    height = title.height + 2 + subtitle.height
    if chips.height:
        drawing.append(Group(chips.drawing, 0, height + 9))
        height += 9 + chips.height
    return Part(tuple(drawing), max(title.width, subtitle.width, chips.width), height)


def state_words(scenario: Scenario) -> str:
    """Which situation a scenario shows, in words."""
    return {
        "current": _("current situation"),
        "desired": _("desired situation"),
        "ideal": _("ideal situation"),
    }[scenario.state]


def subtitle_of(journey: Journey, views: Sequence[View], part: str) -> str:
    """ "Customer journey · current situation · Sanne, from … to … · filtered by: owner Logistics"."""
    view = views[0]
    scenario = journey.of(Scenario, view.scenario)
    assert scenario is not None  # views of a sheet are of scenarios that are there
    several = len(views) > 1  # each has a heading with its state
    ids = {id for each in views for id in journey.personas_of(each.scenario)}
    names = [p.name for p in journey.personas if p.id in ids]
    who = ", ".join(names)
    if len(names) > MOST_NAMED:  # their cards name them
        who = ngettext("{count} persona", "{count} personas", len(names)).format(count=len(names))
    state = state_words(scenario)
    if several:
        state = ngettext("{count} scenario", "{count} scenarios", len(views)).format(count=len(views))
    parts = [part, _("Customer journey"), state, who]
    other = journey.of(Scenario, view.compare)
    if other is not None and other.id != scenario.id:
        parts.append(_("compared with “{name}”").format(name=" ".join(other.name.split())))
    if scenario.start and scenario.end and not several:
        start, end = (" ".join(t.split()) for t in (scenario.start, scenario.end))
        parts.append(_("from {start} to {end}").format(start=start, end=end))
    if journey.info.brand:
        parts.append(journey.info.brand)
    if view.filter:
        from cjm_desktop.analysis.filter_words import described  # most posters show everything

        asked = described(journey, view.filter)
        parts.append(_("filtered by: {filter}").format(filter=asked) if asked else "")
    return " · ".join(p for p in parts if p)


def heading_part(scenario: Scenario, width: float, theme: Theme) -> Part:
    """The name and the state of a scenario above its map, where several stand on one sheet."""
    name = block(" ".join(scenario.name.split()), Style("bold", theme.phase + 2, theme.ink), width)
    state = block(state_words(scenario), Style("regular", theme.phase, theme.second_ink), width)
    if name.width + 12 + state.width <= width:
        drawing: Drawing = (
            lines(name, 0, 0),
            lines(state, name.width + 12, (name.height - state.height) / 2),
        )
        return Part(drawing, name.width + 12 + state.width, name.height)
    drawing = (lines(name, 0, 0), lines(state, 0, name.height))
    return Part(drawing, max(name.width, state.width), name.height + state.height)


def _chips(journey: Journey, views: Sequence[View], has_basis: bool) -> list[tuple[str, str]]:
    info, stamp = journey.info, journey.stamp
    out = []
    if info.purpose:
        purpose = " ".join(info.purpose.split())
        text = _("Purpose: {purpose}").format(purpose=purpose)
        if info.audience:
            text = _("{text}, for {audience}").format(text=text, audience=" ".join(info.audience.split()))
        out.append(("target", text))
    base = basis_words(journey, views) if has_basis else ""
    if base:
        out.append((BASIS_ICON, base))
    if info.participants:
        names = ", ".join(" ".join(name.split()) for name in info.participants)
        out.append(("users", _("Made by {names}").format(names=names)))
    when = stamp.modified or stamp.created
    if when:
        words = _day(when[:10])
        if stamp.revision:
            words = _("{date} · version {n}").format(date=words, n=stamp.revision)
        out.append(("calendar", words))
    return out


def basis_words(journey: Journey, views: Sequence[View]) -> str:
    """What the map rests on, of the first scenario of which that is known; "" where it is of none."""
    found = (evidence_base(journey, view.scenario) for view in views)
    base = next((words for words in found if words), "")
    return _("Basis: {base}").format(base=base) if base else ""


def _day(iso: str) -> str:
    """A day of the file in words; a day that does not exist stays as it is written."""
    try:
        return date(dt.date.fromisoformat(iso))
    except ValueError:
        return iso


def _chip(icon: str, text: str, width: float, theme: Theme) -> Part:
    words = block(text, Style("regular", theme.body, theme.ink), width - 46)
    height = words.height + 9
    w = words.width + 46
    drawing: Drawing = (
        Shape(rounded(Rect(0, 0, w, height), 12), fill=theme.panel),
        icon_shape(icon, 12, height / 2 - 7, 14, theme.second_ink),
        lines(words, 33, 4.5),
    )
    return Part(drawing, w, height)


# -- footer --------------------------------------------------------------------------------------


#: A logo is fitted into this, in map units.
LOGO_WIDTH, LOGO_HEIGHT = 150.0, 34.0


def footer_part(journey: Journey, sheet: str, width: float, theme: Theme) -> Part:
    """Logo, brand and confidentiality at the left, the sheet's name at the right."""
    style = Style("regular", theme.small, theme.second_ink)
    left = " · ".join(t for t in (journey.info.brand, journey.info.confidentiality) if t)
    right = block(sheet, style, width)
    logo = journey.of(Asset, journey.info.logo)
    wide = high = 0.0
    if logo is not None:
        size = min(LOGO_WIDTH / logo.width, LOGO_HEIGHT / logo.height)
        wide, high = logo.width * size, logo.height * size
    start = wide + 12 if wide else 0.0
    words = block(left, style, max(40.0, width - right.width - 24 - start))
    height = max(words.height, right.height, theme.small * 1.4, high)
    middle = height / 2 if high else 0.0
    drawing: Drawing = (
        lines(words, start, middle - words.height / 2 if high else 0.0),
        lines(right, width - right.width, middle - right.height / 2 if high else 0.0),
    )
    if logo is not None:
        drawing = (Picture(Rect(0, (height - high) / 2, wide, high), logo.id), *drawing)
    return Part(drawing, width, height)
