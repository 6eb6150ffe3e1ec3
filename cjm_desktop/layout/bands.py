"""Rows of columns under each other on one sheet: a long road is cut like lines of a text, scenarios stand together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cjm_desktop.frozen import frozen
from cjm_desktop.layout.columns import Slot
from cjm_desktop.layout.drawing import Drawing, Group, Placed, bounds_of
from cjm_desktop.layout.geometry import Path
from cjm_desktop.layout.journey_layout import lay_out
from cjm_desktop.layout.placement import Heights, JourneyLayout, View
from cjm_desktop.layout.poster_parts import Part
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey

#: Between two bands, in points.
BAND_GAP: Final = 26.0
#: Between the heading of a scenario and its map, in points.
HEADING_GAP: Final = 8.0


@frozen()
class Band:
    """A row of columns of a view, from the first to before the second index (None: all of them).

    `least` is how high its parts are, `column` how wide its columns; `heading` stands above it.
    """

    view: View
    part: tuple[int, int] | None
    column: float
    least: Heights
    is_steady: bool = False  # its lanes are as high as those of a sheet beside this one
    heading: Part | None = None

    @property
    def height(self) -> float:
        """The least height in points, with the heading."""
        return self.least.total + (self.heading.height + HEADING_GAP if self.heading else 0.0)


def cuts(slots: Sequence[Slot], count: int) -> list[tuple[int, int]]:
    """The columns of each band, from the first to before the second index: equal, or cut between phases nearby."""
    total = len(slots)
    edges = [0]
    for i in range(1, count):
        ideal = round(total * i / count)
        reach = max(1, round(total / count * 0.12))
        near = [
            k
            for k in range(max(edges[-1] + 1, ideal - reach), min(total - 1, ideal + reach) + 1)
            if slots[k][1] != slots[k - 1][1]
        ]
        edges.append(min(near, key=lambda k: abs(k - ideal)) if near else max(ideal, edges[-1] + 1))
    return [(a, b) for a, b in zip(edges, [*edges[1:], total], strict=True) if b > a]


def stacked(journey: Journey, theme: Theme, bands: Sequence[Band], height: float) -> JourneyLayout:
    """Bands under each other as one layout that fills `height`; keys of later ones end in "@1", "@2" and so on.

    Spare height goes to all in equal shares.
    """
    spare = max(0.0, height - sum(band.height for band in bands) - BAND_GAP * (len(bands) - 1)) / len(bands)
    if len(bands) == 1 and bands[0].heading is None:
        return _laid_out(journey, theme, bands[0], spare)
    placed: dict[str, Placed] = {}
    y = width = 0.0
    first: JourneyLayout | None = None
    for i, band in enumerate(bands):
        row = f"@{i}" if i else ""
        if band.heading is not None:
            drawing: Drawing = (Group(band.heading.drawing, role="heading"),)
            key = f"heading:{band.view.scenario}{row}"
            placed[key] = Placed(0.0, y, 70.0, drawing, Path(()), bounds_of(drawing))
            y += band.heading.height + HEADING_GAP
        own = _laid_out(journey, theme, band, spare)
        for key, there in own.placed.items():
            progress.step()
            placed[key + row] = Placed(
                there.x, there.y + y, there.z, there.drawing, there.outline, there.bounds, there.opacity
            )
        y += own.height + BAND_GAP
        width = max(width, own.width)
        first = first or own
    assert first is not None
    return JourneyLayout(
        width=width,
        height=y - BAND_GAP,
        side=first.side,
        top=first.top,
        placed=placed,
        columns=first.columns,
        phases=first.phases,
        rows=first.rows,
        curve=first.curve,
        bands=first.bands,
        cycles=first.cycles,
    )


def _laid_out(journey: Journey, theme: Theme, band: Band, spare: float) -> JourneyLayout:
    return lay_out(
        journey,
        band.view,
        theme,
        column_width=band.column,
        height=band.least.total + spare,
        part=band.part,
        earlier=band.least,
        least=band.least if band.is_steady else None,
    )
