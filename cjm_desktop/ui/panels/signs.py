"""The icon and colour by which a record is known in the panels, the same as on the map."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from cjm_desktop.layout import theme
from cjm_desktop.layout.icons import channel_icon
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Channel, Phase, Touchpoint


def phase_colour(journey: Journey, id: str) -> str:
    """The colour of a phase: its own, or that of its place."""
    phase = journey.of(Phase, id)
    if phase is not None and phase.colour:
        return phase.colour
    place = next((i for i, p in enumerate(journey.phases) if p.id == id), 0)
    return theme.load().phase_colour(place)


def touchpoint_icon(journey: Journey, touchpoint: Touchpoint) -> str:
    """The name of the icon in the touchpoint's disc: that of its channel."""
    channel = journey.of(Channel, touchpoint.channel)
    if channel is None:
        return "map-pin"
    return channel.icon or channel_icon(channel.name)


def phase_bar(colour: str) -> QIcon:
    """The upright bar of a phase's colour."""
    picture = QPixmap(40, 40)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(QRectF(16, 5, 8, 30), 3, 3)
    painter.end()
    picture.setDevicePixelRatio(2)
    return QIcon(picture)
