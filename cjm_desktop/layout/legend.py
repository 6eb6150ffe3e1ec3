"""The strip of insights and the legend of a poster: what hurts, and what the signs mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from cjm_desktop.analysis.findings import FOUNDED, Finding
from cjm_desktop.i18n import _
from cjm_desktop.layout import road_signs
from cjm_desktop.layout.columns import road_of
from cjm_desktop.layout.drawing import Colour, Drawing, Group, Shape, Stroke
from cjm_desktop.layout.faces import star
from cjm_desktop.layout.geometry import Rect, circle, line, polyline, rounded
from cjm_desktop.layout.icons import icon_shape
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.poster_parts import Part, flow, lines
from cjm_desktop.layout.text import Style, block
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey

#: What a sign looks like, about 26 points wide and y = 0, and what it means.
Sign: TypeAlias = tuple[Drawing, str]
_FINDING = {"pain": "triangle-alert", "win": "lightbulb", "gap": "user-x"}


def insights_part(found: Sequence[Finding], width: float, theme: Theme) -> Part | None:
    """The strip of insights; None when there is nothing to say."""
    if not found:
        return None
    colours = {"pain": theme.negative, "win": theme.positive, "gap": theme.neutral}
    head = block(_("Insights"), Style("bold", theme.body + 2, theme.ink), 120)
    room = width - head.width - 60
    items = []
    for finding in found:
        words = block(finding.text, Style("regular", theme.body + 0.5, theme.ink), room - 48)
        drawing: Drawing = (
            icon_shape(_FINDING[finding.kind], 0, words.height / 2 - 9, 18, colours[finding.kind]),
            lines(words, 26, 0),
        )
        items.append(Part(drawing, 26 + words.width + 22, max(18.0, words.height)))
    inner = flow(items, room, 10)
    height = inner.height + 24
    box = rounded(Rect(0.5, 0.5, width - 1, height - 1), 8)
    first = items[0].height
    drawing_all: Drawing = (
        Shape(box, fill=theme.card, stroke=Stroke(theme.hairline, theme.hairline_width)),
        lines(head, 18, 12 + (first - head.height) / 2),
        Group(inner.drawing, 18 + head.width + 24, 12),
    )
    return Part(drawing_all, width, height)


def legend_part(signs: Sequence[Sign], width: float, theme: Theme) -> Part | None:
    """The signs with their words; None without any."""
    items = [_sign(drawing, text, min(640.0, width - 32), theme) for drawing, text in signs]
    return flow(items, width, 18) if items else None


def _sign(drawing: Drawing, text: str, width: float, theme: Theme) -> Part:
    words = block(text, Style("regular", theme.small, theme.second_ink), width)
    height = max(14.0, words.height)
    parts: Drawing = (Group(drawing, 0, height / 2), lines(words, 32, (height - words.height) / 2))
    return Part(parts, 32 + words.width, height)


def signs_of(journey: Journey, view: View, theme: Theme) -> list[Sign]:
    """The signs that a map uses, and no others."""
    scenario = view.scenario
    road = journey.road(scenario)
    founded = {e.id for e in journey.evidence if e.kind in FOUNDED}
    felt = [e for t in road for e in t.experience]
    shown = [lane for lane in journey.lanes if view.shows(lane)]
    kinds = {lane.kind for lane in shown}
    pains = {lane.id for lane in shown if lane.kind == "pains"}
    out: list[Sign] = []

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
        add(road_signs.has_side_roads(journey, scenario), way, _("other way"))
        out += road_signs.signs(journey, scenario, theme)
    if "road" in kinds and journey.info.type == "composite":
        from cjm_desktop.layout.people_cards import signs  # few maps have several roads

        for drawing, text in signs(journey, scenario, theme):
            add(True, drawing, text)
    if "experience" in kinds:
        add(
            any(e.emotional is not None for e in felt),
            stroke(theme.ink, theme.curve_width, (), True),
            _("emotional"),
        )
        dotted = stroke(theme.accent, 1.7, (0.1, 4.2), True)
        add(any(e.functional is not None for e in felt), dotted, _("functional"))
        add(any(e.expected is not None for e in felt), stroke(theme.second_ink, 2.2), _("expected"))
    parts = journey.parts(scenario)
    severe = any(c.severity and c.lane in pains and c.scenario in parts for c in journey.cards)
    dots = tuple(Shape(circle(3 + i * 7, 0, 2.2), fill=theme.negative) for i in range(3))
    add(severe, dots, _("severity 1–4"))
    lanes = {lane.id for lane in shown}
    often = any(c.frequency is not None and c.scenario in parts and c.lane in lanes for c in journey.cards)
    add(often, (icon_shape("repeat", 6, -7, 14, theme.second_ink),), _("how often"))
    missing = (Shape(circle(13, 0, 6), stroke=Stroke(theme.negative, 1.1, dash=(2.4, 1.8))),)
    add("owner" in kinds and any(t.owner is None for t in road_of(journey, scenario)), missing, _("no owner"))
    if view.compare is not None:
        from cjm_desktop.layout import differences  # few maps show two scenarios

        out += differences.legend_signs(journey, view, theme)
    return out
