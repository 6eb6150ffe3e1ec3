"""The parts of a poster around the map: header, persona cards, insights, legend and footer, in map units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cjm_desktop.analysis.findings import FOUNDED, evidence_base, findings
from cjm_desktop.i18n import _, date
from cjm_desktop.layout.drawing import Colour, Drawing, Group, Picture, Primitive, Shape, Stroke
from cjm_desktop.layout.faces import star
from cjm_desktop.layout.geometry import Rect, circle, line, polyline, rounded
from cjm_desktop.layout.icons import icon_shape
from cjm_desktop.layout.text import Block, Style, block
from cjm_desktop.layout.theme import Theme, tint
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Persona, RecordId, Scenario


@dataclass(frozen=True, slots=True)
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


def _lines(words: Block, x: float, y: float, role: str = "") -> Group:
    return Group(words.lines, x, y, role=role)


# -- header --------------------------------------------------------------------------------------


def title_part(journey: Journey, scenario: Scenario, width: float, theme: Theme) -> Part:
    """Title, subtitle with state and personas, and chips with purpose, evidence base, date and revision."""
    title = block(journey.info.title or _("Untitled journey"), Style("bold", theme.title, theme.ink), width)
    subtitle = block(
        subtitle_of(journey, scenario), Style("regular", theme.subtitle, theme.second_ink), width
    )
    chips = flow([_chip(icon, text, width, theme) for icon, text in _chips(journey, scenario)], width, 9)
    drawing: list[Primitive] = [
        _lines(title, 0, 0, "title"),
        _lines(subtitle, 0, title.height + 2, "subtitle"),
    ]
    height = title.height + 2 + subtitle.height
    if chips.height:
        drawing.append(Group(chips.drawing, 0, height + 9))
        height += 9 + chips.height
    return Part(tuple(drawing), max(title.width, subtitle.width, chips.width), height)


def subtitle_of(journey: Journey, scenario: Scenario) -> str:
    """ "Customer journey · current situation · Sanne, from … to …"."""
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
        _lines(words, 33, 4.5),
    )
    return Part(drawing, w, height)


# -- personas ------------------------------------------------------------------------------------


def persona_card(persona: Persona, width: float, theme: Theme, picture_ids: Sequence[RecordId]) -> Part:
    """Portrait, name, description, quote and needs of a persona, `width` map units wide."""
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
        texts.append(_lines(words, left, y))
        y += words.height + (4 if text else 0)
    deepest = y
    if has_needs:
        x = width - 16 - needs_width
        head = block(_("Needs"), Style("semibold", theme.body, theme.second_ink), needs_width)
        texts.append(_lines(head, x, 16))
        y = 16 + head.height + 2
        for need in persona.needs:
            words = block(need.text, Style("regular", theme.small + 0.6, theme.ink), needs_width - 9)
            texts += [Shape(circle(x + 2, y + 7.4, 1.7), fill=theme.ink), _lines(words, x + 9, y)]
            y += words.height + 2
        deepest = max(deepest, y)
    height = max(deepest + 12, side + 32)
    middle = (18 + side / 2, min(height / 2, side / 2 + 18))
    accent = persona.colour or theme.accent
    disc = circle(*middle, side / 2)
    portrait: tuple[Primitive, ...]
    if persona.portrait in picture_ids and persona.portrait:
        box = Rect(middle[0] - side / 2, middle[1] - side / 2, side, side)
        portrait = (Picture(box, persona.portrait, disc),)
    else:
        portrait = (
            Shape(disc, fill=tint(accent, 0.16, theme.paper)),
            icon_shape("user", middle[0] - side * 0.29, middle[1] - side * 0.29, side * 0.58, accent),
        )
    edge = rounded(Rect(0.5, 0.5, width - 1, height - 1), 8)
    frame = Shape(edge, fill=theme.card, stroke=Stroke(theme.hairline, theme.hairline_width))
    return Part((frame, *portrait, *texts), width, height)


# -- insights and legend --------------------------------------------------------------------------

_FINDING = {"pain": "triangle-alert", "win": "lightbulb", "gap": "user-x"}


def insights_part(journey: Journey, scenario: RecordId, width: float, theme: Theme) -> Part | None:
    """The strip of insights; None when there is nothing to say."""
    found = findings(journey, scenario)
    if not found:
        return None
    colours = {"pain": theme.negative, "win": theme.positive, "gap": theme.neutral}
    items = []
    for finding in found:
        words = block(finding.text, Style("regular", theme.body + 0.5, theme.ink), width - 60)
        drawing: Drawing = (
            icon_shape(_FINDING[finding.kind], 0, words.height / 2 - 9, 18, colours[finding.kind]),
            _lines(words, 26, 0),
        )
        items.append(Part(drawing, 26 + words.width + 22, max(18.0, words.height)))
    head = block(_("Insights"), Style("bold", theme.body + 2, theme.ink), 120)
    inner = flow(items, width - head.width - 60, 10)
    height = inner.height + 24
    box = rounded(Rect(0.5, 0.5, width - 1, height - 1), 8)
    first = items[0].height
    drawing_all: Drawing = (
        Shape(box, fill=theme.card, stroke=Stroke(theme.hairline, theme.hairline_width)),
        _lines(head, 18, 12 + (first - head.height) / 2),
        Group(inner.drawing, 18 + head.width + 24, 12),
    )
    return Part(drawing_all, width, height)


def legend_part(journey: Journey, scenario: RecordId, width: float, theme: Theme) -> Part | None:
    """The signs that this map uses, and no others; None when it uses none."""
    items = [_sign(drawing, text, theme) for drawing, text in _signs(journey, scenario, theme)]
    return flow(items, width, 18) if items else None


def _sign(drawing: Drawing, text: str, theme: Theme) -> Part:
    words = block(text, Style("regular", theme.small, theme.second_ink), 400)
    height = max(14.0, words.height)
    parts: Drawing = (Group(drawing, 0, height / 2), _lines(words, 32, (height - words.height) / 2))
    return Part(parts, 32 + words.width, height)


def _signs(journey: Journey, scenario: RecordId, theme: Theme) -> list[tuple[Drawing, str]]:
    road = journey.road(scenario)
    founded = {e.id for e in journey.evidence if e.kind in FOUNDED}
    ids = {t.id for t in road}
    felt = [e for t in road for e in t.experience]
    kinds = {lane.kind for lane in journey.lanes if lane.visible}
    pains = {lane.id for lane in journey.lanes if lane.kind == "pains"}
    out: list[tuple[Drawing, str]] = []

    def add(is_used: bool, drawing: Drawing, text: str) -> None:
        if is_used:
            out.append((drawing, text))

    def stroke(colour: Colour, width: float, dash: tuple[float, ...] = (), cap: bool = False) -> Drawing:
        return (Shape(line(2, 0, 24, 0), stroke=Stroke(colour, width, dash, cap)),)

    if "road" in kinds:
        ring = circle(13, 0, 6)
        add(
            any(t.moment_of_truth for t in road),
            (Shape(star(13, 0, 7), fill=theme.star),),
            _("moment of truth"),
        )
        indirect = Shape(ring, fill=theme.card, stroke=Stroke(theme.ink, 2, dash=(2.6, 2.0)))
        add(any(t.directness == "indirect" for t in road), (indirect,), _("indirect contact"))
        assumed = any(t.evidence and not any(e in founded for e in t.evidence) for t in road)
        hollow = (
            Shape(ring, fill=theme.card, stroke=Stroke(theme.ink, 0.9)),
            Shape(circle(13, 0, 3.8), stroke=Stroke(theme.ink, 0.9)),
        )
        add(assumed, hollow, _("only assumed"))
        head = polyline(((18, -4), (24, 0), (18, 4)), closed=True)
        leaves = (
            Shape(line(2, 0, 17, 0), stroke=Stroke(theme.negative, 2.2, dash=(0.1, 4.0), round=True)),
            Shape(head, fill=theme.negative),
        )
        add(any(t.drop_off for t in road), leaves, _("leaves"))
        way = (
            Shape(line(2, 0, 24, 0), stroke=Stroke(theme.side_road, 8)),
            Shape(line(2, 0, 24, 0), stroke=Stroke(theme.side_line, 0.9, dash=(3.5, 3))),
        )
        add(any(c.source in ids for c in journey.connections), way, _("other way"))
    if "experience" in kinds:
        add(
            any(e.emotional is not None for e in felt),
            stroke(theme.ink, theme.curve_width, (), True),
            _("emotional"),
        )
        dotted = stroke(theme.accent, 1.7, (0.1, 4.2), True)
        add(any(e.functional is not None for e in felt), dotted, _("functional"))
        add(any(e.expected is not None for e in felt), stroke(theme.second_ink, 2.2), _("expected"))
    severe = any(c.severity and c.lane in pains and c.scenario == scenario for c in journey.cards)
    dots = tuple(Shape(circle(3 + i * 7, 0, 2.2), fill=theme.negative) for i in range(3))
    add(severe, dots, _("severity 1–4"))
    missing = (Shape(circle(13, 0, 6), stroke=Stroke(theme.negative, 1.1, dash=(2.4, 1.8))),)
    add("owner" in kinds and any(t.owner is None for t in road), missing, _("no owner"))
    return out


# -- footer --------------------------------------------------------------------------------------


def footer_part(journey: Journey, sheet: str, width: float, theme: Theme) -> Part:
    """Brand and confidentiality at the left, the sheet's name at the right."""
    style = Style("regular", theme.small, theme.second_ink)
    left = " · ".join(t for t in (journey.info.brand, journey.info.confidentiality) if t)
    right = block(sheet, style, width)
    words = block(left, style, width - right.width - 24)
    drawing: Drawing = (_lines(words, 0, 0), _lines(right, width - right.width, 0))
    return Part(drawing, width, max(words.height, right.height, theme.small * 1.4))
