"""A long road on one sheet: the map is cut into bands that stand under each other, like lines of a text."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_desktop.layout.columns import Slot
from cjm_desktop.layout.drawing import Placed
from cjm_desktop.layout.journey_layout import lay_out, natural_height
from cjm_desktop.layout.placement import JourneyLayout, View
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey

#: Between two bands, in points.
BAND_GAP = 26.0


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


def band_heights(
    journey: Journey, view: View, theme: Theme, column_width: float, parts: Sequence[tuple[int, int]]
) -> list[float]:
    """The least height of each band, in points."""
    return [natural_height(journey, view, theme, column_width, part) for part in parts]


def in_bands(
    journey: Journey,
    view: View,
    theme: Theme,
    column_width: float,
    parts: Sequence[tuple[int, int]],
    heights: Sequence[float],
    height: float,
) -> JourneyLayout:
    """All bands as one layout that fills `height`; keys of later bands end in "@1", "@2" and so on.

    `heights` are the least heights of the bands; spare height goes to all in equal shares.
    """
    spare = max(0.0, height - sum(heights) - BAND_GAP * (len(parts) - 1)) / len(parts)
    placed: dict[str, Placed] = {}
    y = width = 0.0
    first: JourneyLayout | None = None
    for i, (part, own) in enumerate(zip(parts, heights, strict=True)):
        band = lay_out(journey, view, theme, column_width=column_width, height=own + spare, part=part)
        for key, there in band.placed.items():
            name = f"{key}@{i}" if i else key
            placed[name] = Placed(
                there.x, there.y + y, there.z, there.drawing, there.outline, there.bounds, there.opacity
            )
        y += band.height + BAND_GAP
        width = max(width, band.width)
        first = first or band
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
