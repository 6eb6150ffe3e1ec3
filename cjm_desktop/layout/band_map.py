"""Bands on a map: which stand in this part of it, how high they are, and what hangs on them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from cjm_desktop.analysis.experience import emotions
from cjm_desktop.layout import band_rows, curve_lane, lane_rows
from cjm_desktop.layout.band_rows import Band, BandRow
from cjm_desktop.layout.columns import Slot
from cjm_desktop.layout.drawing import Placed
from cjm_desktop.layout.placement import BandPlace, View
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import RecordId

if TYPE_CHECKING:
    from cjm_desktop.layout.lane_rows import Map


def found(journey: Journey, view: View, slots: tuple[Slot, ...], reuse: Reuse) -> tuple[Band, ...]:
    """The bands of the scenario, whichever part of it a map shows; `slots` are all its columns."""
    inputs = (slots, journey.phases, journey.road(view.scenario), journey.connections)
    return reuse.of("bands", inputs, lambda: band_rows.bands(journey, view.scenario, slots))


def under(m: Map) -> Mapping[int, tuple[RecordId, ...]]:
    """By column: what has its cards in it besides the column's own touchpoint."""
    inputs = (m.bands, m.offset, len(m.columns))
    return m.reuse.of("bands/under", inputs, lambda: band_rows.under(*inputs))


def height(m: Map) -> float:
    """The ground that the bands of this part take, in points."""
    return sum(row.height for row in _rows(m))


def place(m: Map, top: float) -> tuple[Mapping[str, Placed], tuple[BandPlace, ...]]:
    """The bands from `top` on, and where they stand."""
    stops = [t for band in m.bands for t, _i in band.stops]
    looks = dict(zip((t.id for t in stops), lane_rows.looks_of(m, stops), strict=True))
    return band_rows.place(_rows(m), top, m.width, looks, _scores(m), m.colours, m.side, m.theme, m.reuse)


def _rows(m: Map) -> tuple[BandRow, ...]:
    scores = _scores(m)
    inputs = (m.bands, scores, id(m.columns), m.offset, m.side)
    faces = frozenset(id for id, score in scores.items() if score is not None)
    make = partial(band_rows.measure, m.bands, m.columns, m.offset, m.side, faces, m.theme)
    return m.reuse.of("bands/rows", inputs, make)


def _scores(m: Map) -> dict[RecordId, float | None]:
    """What the leading persona felt at the touchpoints of bands."""
    lead = curve_lane.lead_of(m)
    stops = [t for band in m.bands for t, _i in band.stops]
    return dict(zip((t.id for t in stops), emotions(stops, lead), strict=True)) if lead else {}
