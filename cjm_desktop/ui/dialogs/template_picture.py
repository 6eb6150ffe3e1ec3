"""A small picture of a journey: its own map, laid out for the place that the picture has."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from cjm_desktop.frozen import replace
from cjm_desktop.layout import journey_layout, theme
from cjm_desktop.layout.columns import slots_of
from cjm_desktop.layout.placement import JourneyLayout, View
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Connection, Phase, Record, Touchpoint
from cjm_desktop.ui.canvas import painter as player

#: The lanes that tell one template from another; others are empty rows.
_TELLING: Final = frozenset(("road", "evidence", "actions", "frontstage", "backstage", "support"))
_BLUEPRINT: Final = frozenset(("frontstage", "backstage", "support"))
#: Columns of a picture are no narrower and no wider than this, in map units; and about as high as this in all.
_NARROWEST, _WIDEST, _HEIGHT = 62.0, 190.0, 290.0
_INSET: Final = 6.0

_made: Final[dict[tuple[object, ...], QPixmap]] = {}


def picture(key: tuple[object, ...], journey: Journey, size: QSize) -> QPixmap:
    """The picture of a journey in a size in pixels, at twice the detail; what was made for a key is kept.

    Words are left out: none could be read.
    """
    found = _made.get((*key, size.width(), size.height()))
    if found is None:
        found = _made[(*key, size.width(), size.height())] = _painted(journey, size)
    return found


def known(key: tuple[object, ...], size: QSize) -> QPixmap | None:
    """The picture of a key when it was made before."""
    return _made.get((*key, size.width(), size.height()))


def blank(size: QSize) -> QPixmap:
    """The ground and frame of a picture, until it is there."""
    look = theme.load()
    image = QPixmap(size * 2)
    image.setDevicePixelRatio(2)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(look.hairline), 1))
    painter.setBrush(QColor(look.paper))
    painter.drawRoundedRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1), 6, 6)
    painter.end()
    return image


def _painted(journey: Journey, size: QSize) -> QPixmap:
    image = blank(size)
    width, height = size.width() - 2 * _INSET, size.height() - 2 * _INSET
    try:
        layout = _laid_out(journey, width / height)
    except CjmError:
        return image  # a journey without a scenario has no map
    left = layout.side if layout.rows else 0.0
    across, down = layout.width - left, layout.height
    scale = min(width / across, height / down)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inside = QPainterPath()
    inside.addRoundedRect(QRectF(1, 1, size.width() - 2, size.height() - 2), 5, 5)
    painter.setClipPath(inside)
    painter.translate(_INSET + (width - across * scale) / 2, _INSET + (height - down * scale) / 2)
    painter.scale(scale, scale)
    painter.translate(-left, 0)
    painter.setClipRect(QRectF(left - 8, -2, across + 16, down + 4), Qt.ClipOperation.IntersectClip)
    for placed in sorted(layout.placed.values(), key=lambda each: each.z):
        painter.save()
        painter.translate(placed.x, placed.y)
        player.play(painter, player.prepare(placed.drawing), text=False)
        painter.restore()
    painter.end()
    return image


def _wordless(journey: Journey) -> Journey:
    """The journey without the words that would take room on the map, and nobody would read."""
    records: list[Record] = []
    for record in journey.records():
        if isinstance(record, Phase):
            record = replace(record, name="–", subtitle=None)
        elif isinstance(record, Touchpoint):
            record = replace(record, title="–")
        elif isinstance(record, Connection):
            record = replace(record, label=None, share=None, count=None)
        records.append(record)
    return Journey(records)


def _laid_out(full: Journey, aspect: float) -> JourneyLayout:
    """The map of the first scenario in about these proportions, width by height."""
    journey = _wordless(full)
    scenario = journey.scenarios[0].id if journey.scenarios else ""
    kinds = _TELLING if any(lane.kind in _BLUEPRINT for lane in journey.lanes) else frozenset(("road",))
    view = View(scenario, lanes=tuple(lane.id for lane in journey.lanes if lane.kind in kinds))
    look = theme.load()
    columns = max(1, len(slots_of(journey, scenario)))
    wide = min(_WIDEST, max(_NARROWEST, aspect * _HEIGHT / columns))
    for _attempt in range(2):
        layout = journey_layout.lay_out(journey, view, look, column_width=wide)
        high = (layout.width - layout.side) / aspect
        if high >= layout.height or wide >= _WIDEST:
            break
        wide = min(_WIDEST, wide * layout.height / high)
    if high <= layout.height:
        return layout
    return journey_layout.lay_out(journey, view, look, column_width=wide, height=high)
