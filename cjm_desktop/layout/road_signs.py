"""What the legend says of the rarer signs beside the road and on its discs."""

from __future__ import annotations

from cjm_desktop.i18n import _
from cjm_desktop.layout import cycles
from cjm_desktop.layout.cells import icon_of_kind
from cjm_desktop.layout.columns import road_of
from cjm_desktop.layout.drawing import Drawing, Shape, Stroke
from cjm_desktop.layout.geometry import circle, line, polyline
from cjm_desktop.layout.icons import icon_shape
from cjm_desktop.layout.stops import outcome_sign
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import RecordId, Scenario


def signs(journey: Journey, scenario: RecordId, theme: Theme) -> list[tuple[Drawing, str]]:
    """The signs that this road uses, in boxes about 26 points wide and y = 0, with their words."""
    whole, road = journey.road(scenario), road_of(journey, scenario)
    out: list[tuple[Drawing, str]] = []
    if any(t.entry for t in road):
        arrow = (
            Shape(line(2, 0, 16, 0), stroke=Stroke(theme.positive, 2.2, dash=(0.1, 4.0), round=True)),
            Shape(polyline(((17, -4), (23, 0), (17, 4)), closed=True), fill=theme.positive),
        )
        out.append((arrow, _("begins here")))
    for outcome, words in (("success", _("goal reached")), ("exit", _("journey ends"))):
        if any(t.outcome == outcome for t in whole):
            out.append((outcome_sign(outcome, 13, 0, theme), words))
    if any(t.kind == "internal" for t in whole):
        disc = Shape(circle(13, 0, 7), fill=theme.panel, stroke=Stroke(theme.ink, 1.2))
        out.append(
            (
                (disc, icon_shape("building-2", 8.5, -4.5, 9, theme.ink)),
                _("internal: the customer does not see it"),
            )
        )
    own = next((t for t in whole if t.kind == "customer_action" and t.channel is None), None)
    if own is not None:
        out.append(((icon_shape(icon_of_kind(own), 6, -7, 14, theme.ink),), _("customer acts alone")))
    ids, parts = {t.id for t in road}, journey.parts(scenario)
    if any(c.signpost and c.anchor in ids and c.scenario in parts and c.text.strip() for c in journey.cards):
        board = polyline(((3, -5), (17, -5), (23, -1), (17, 3), (3, 3)), closed=True)
        post = (
            Shape(line(12, 3, 12, 8), stroke=Stroke(theme.asphalt, 2)),
            Shape(board, fill=theme.card, stroke=Stroke(theme.asphalt, 1.2)),
        )
        out.append((post, _("what we offer here")))
    return out


def has_side_roads(journey: Journey, scenario: RecordId) -> bool:
    """Whether a connection is drawn as a side road: not one of a band, nor the road that comes back."""
    road = road_of(journey, scenario)
    ids = {t.id for t in road}
    found = [c for c in journey.connections if c.kind != "main" and c.source in ids and c.target in ids]
    record = journey.of(Scenario, scenario)
    if found and record is not None and record.road == "loop" and journey.info.type != "composite":
        loop = cycles.loop_of(journey, road, road, found)
        found = [c for c in found if loop is None or c is not loop.connection]
    return bool(found)
