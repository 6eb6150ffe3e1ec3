"""The overview tier: the whole map as lists of rectangles, painted past the scene when letters can't be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QPainter

from cjm_desktop.ui.canvas.items import MapItem
from cjm_desktop.ui.canvas.painter import NO_PEN, Ops, brush_of, play
from cjm_desktop.ui.canvas.swatches import BAR_OPACITY

#: What is drawn as it is: there is little of it and it shows the shape of the journey.
_DRAWN: Final = ("road", "curve:", "area:", "co_", "coverage:")
#: Furniture that says nothing at this size.
_LEFT_OUT: Final = ("note:", "cell:", "axis", "functional:", "label:")

#: With fewer areas than this the road is smooth.
_SMOOTH_BELOW: Final = 1_000


class Overview:
    """What the overview paints, made from the items of a scene; a new one is made after each layout."""

    def __init__(self, items: Iterable[MapItem]) -> None:
        grounds: dict[tuple[str, float], list[QRectF]] = {}
        areas: dict[tuple[str, float], list[QRectF]] = {}
        bars: dict[tuple[str, float], list[QRectF]] = {}
        self._drawn: list[tuple[float, float, float, Ops]] = []
        for item in items:
            key, placed = item.key, item.placed
            if key.startswith(_DRAWN):
                self._drawn.append((placed.x, placed.y, placed.opacity, item.ops))
                continue
            if key.startswith(_LEFT_OUT):
                continue
            layer = grounds if key.startswith("tint:") else areas
            for paint, place in item.swatches:
                to = bars if paint[1] == BAR_OPACITY else layer
                found = to.get(paint)
                if found is None:
                    to[paint] = [place]
                else:
                    found.append(place)
        self._is_small = sum(map(len, areas.values())) < _SMOOTH_BELOW
        self._grounds = _brushed(grounds)
        self._areas = _brushed(areas)
        self._bars = _brushed(bars)

    def paint(self, painter: QPainter, *, bars: bool = True) -> None:
        """Paint the map with the painter's transform set to map units."""
        painter.setPen(NO_PEN)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        _paint_rects(painter, self._grounds)
        # Few and smooth, or many and fast.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self._is_small)
        for x, y, opacity, ops in self._drawn:
            painter.setOpacity(opacity)
            painter.translate(x, y)
            play(painter, ops, text=False)
            painter.translate(-x, -y)
        painter.setOpacity(1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(NO_PEN)
        _paint_rects(painter, self._areas)
        if bars:
            _paint_rects(painter, self._bars)


Layers = list[tuple[QBrush, list[QRectF]]]


def _brushed(rects: dict[tuple[str, float], list[QRectF]]) -> Layers:
    return [(brush_of(colour, opacity), places) for (colour, opacity), places in rects.items()]


def _paint_rects(painter: QPainter, layers: Layers) -> None:
    for brush, places in layers:
        painter.setBrush(brush)
        painter.drawRects(places)
