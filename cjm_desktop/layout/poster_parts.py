"""The parts of a poster around the map: header, persona cards, insights, legend and footer, in map units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cjm_desktop.analysis.findings import evidence_base
from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _, date
from cjm_desktop.layout.drawing import Drawing, Group, Picture, Primitive, Shape, Stroke
from cjm_desktop.layout.geometry import Rect, circle, rounded
from cjm_desktop.layout.icons import icon_shape
from cjm_desktop.layout.text import Block, Style, block
from cjm_desktop.layout.theme import Theme, tint
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Persona, RecordId, Scenario

if TYPE_CHECKING:
    from cjm_desktop.analysis.filtering import Filter


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
    journey: Journey, scenario: Scenario, width: float, theme: Theme, filter: Filter | None = None
) -> Part:
    """Title, subtitle with state, personas and filter, and chips with purpose, evidence base, date and revision."""
    title = block(journey.info.title or _("Untitled journey"), Style("bold", theme.title, theme.ink), width)
    subtitle = block(
        subtitle_of(journey, scenario, filter), Style("regular", theme.subtitle, theme.second_ink), width
    )
    chips = flow([_chip(icon, text, width, theme) for icon, text in _chips(journey, scenario)], width, 9)
    drawing: list[Primitive] = [
        lines(title, 0, 0, "title"),
        lines(subtitle, 0, title.height + 2, "subtitle"),
    ]
    height = title.height + 2 + subtitle.height
    if chips.height:
        drawing.append(Group(chips.drawing, 0, height + 9))
        height += 9 + chips.height
    return Part(tuple(drawing), max(title.width, subtitle.width, chips.width), height)


def subtitle_of(journey: Journey, scenario: Scenario, filter: Filter | None = None) -> str:
    """ "Customer journey · current situation · Sanne, from … to … · filtered by: owner Logistics"."""
    state = {
        "current": _("current situation"),
        "desired": _("desired situation"),
        "ideal": _("ideal situation"),
    }[scenario.state]
    names = [p.name for p in journey.personas if p.id in scenario.personas]
    parts = [_("Customer journey"), state, ", ".join(names)]
    if scenario.start and scenario.end:
        start, end = (" ".join(t.split()) for t in (scenario.start, scenario.end))
        parts.append(_("from {start} to {end}").format(start=start, end=end))
    if journey.info.brand:
        parts.append(journey.info.brand)
    if filter:
        from cjm_desktop.analysis.filter_words import described  # most posters show everything

        asked = described(journey, filter)
        parts.append(_("filtered by: {filter}").format(filter=asked) if asked else "")
    return " · ".join(p for p in parts if p)


def _chips(journey: Journey, scenario: Scenario) -> list[tuple[str, str]]:
    info, stamp = journey.info, journey.stamp
    out = []
    if info.purpose:
        purpose = " ".join(info.purpose.split())
        text = _("Purpose: {purpose}").format(purpose=purpose)
        if info.audience:
            text = _("{text}, for {audience}").format(text=text, audience=" ".join(info.audience.split()))
        out.append(("target", text))
    base = evidence_base(journey, scenario.id)
    if base:
        out.append(("clipboard-check", _("Basis: {base}").format(base=base)))
    when = stamp.modified or stamp.created
    if when:
        words = _day(when[:10])
        if stamp.revision:
            words = _("{date} · version {n}").format(date=words, n=stamp.revision)
        out.append(("calendar", words))
    return out


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


# -- personas ------------------------------------------------------------------------------------


def persona_card(persona: Persona, width: float, theme: Theme, picture_ids: Sequence[RecordId]) -> Part:
    """Portrait, name, description, quote and needs of a persona, at most `width` map units wide.

    A persona of whom only the name is known takes a small card.
    """
    if not (persona.description or persona.quote or persona.needs):
        return _name_card(persona, width, theme, picture_ids)
    return _full_card(persona, width, theme, picture_ids)


def _name_card(persona: Persona, width: float, theme: Theme, picture_ids: Sequence[RecordId]) -> Part:
    side = 30.0
    words = block(persona.name, Style("semibold", theme.body + 1, theme.ink), width - side - 36)
    height = max(side, words.height) + 16
    own = words.width + side + 36
    drawing: Drawing = (
        _card_frame(own, height, theme),
        *_portrait(persona, 10 + side / 2, height / 2, side, theme, picture_ids),
        lines(words, side + 20, (height - words.height) / 2),
    )
    return Part(drawing, own, height)


def _card_frame(width: float, height: float, theme: Theme) -> Shape:
    edge = rounded(Rect(0.5, 0.5, width - 1, height - 1), 8)
    return Shape(edge, fill=theme.card, stroke=Stroke(theme.hairline, theme.hairline_width))


def _portrait(
    persona: Persona, x: float, y: float, side: float, theme: Theme, picture_ids: Sequence[RecordId]
) -> Drawing:
    disc = circle(x, y, side / 2)
    if persona.portrait and persona.portrait in picture_ids:
        return (Picture(Rect(x - side / 2, y - side / 2, side, side), persona.portrait, disc),)
    accent = persona.colour or theme.accent
    return (
        Shape(disc, fill=tint(accent, 0.16, theme.paper)),
        icon_shape("user", x - side * 0.29, y - side * 0.29, side * 0.58, accent),
    )


def _full_card(persona: Persona, width: float, theme: Theme, picture_ids: Sequence[RecordId]) -> Part:
    side = 66.0
    left = 18 + side + 18
    has_needs = bool(persona.needs)
    needs_width = (width - left - 16) * 0.38 if has_needs else 0.0
    room = width - left - 16 - (needs_width + 16 if has_needs else 0)
    y = 14.0
    texts: list[Primitive] = []
    for text, style in (
        (persona.name, Style("bold", theme.body + 3, theme.ink)),
        (persona.description or "", Style("regular", theme.body, theme.second_ink)),
        (f"“{persona.quote}”" if persona.quote else "", Style("italic", theme.body, theme.ink)),
    ):
        words = block(text, style, room)
        texts.append(lines(words, left, y))
        y += words.height + (4 if text else 0)
    deepest = y
    if has_needs:
        x = width - 16 - needs_width
        head = block(_("Needs"), Style("semibold", theme.body, theme.second_ink), needs_width)
        texts.append(lines(head, x, 16))
        y = 16 + head.height + 2
        for need in persona.needs:
            words = block(need.text, Style("regular", theme.small + 0.6, theme.ink), needs_width - 9)
            texts += [Shape(circle(x + 2, y + 7.4, 1.7), fill=theme.ink), lines(words, x + 9, y)]
            y += words.height + 2
        deepest = max(deepest, y)
    height = max(deepest + 12, side + 32)
    portrait = _portrait(persona, 18 + side / 2, min(height / 2, side / 2 + 18), side, theme, picture_ids)
    return Part((_card_frame(width, height, theme), *portrait, *texts), width, height)


# -- footer --------------------------------------------------------------------------------------


def footer_part(journey: Journey, sheet: str, width: float, theme: Theme) -> Part:
    """Brand and confidentiality at the left, the sheet's name at the right."""
    style = Style("regular", theme.small, theme.second_ink)
    left = " · ".join(t for t in (journey.info.brand, journey.info.confidentiality) if t)
    right = block(sheet, style, width)
    words = block(left, style, width - right.width - 24)
    drawing: Drawing = (lines(words, 0, 0), lines(right, width - right.width, 0))
    return Part(drawing, width, max(words.height, right.height, theme.small * 1.4))
