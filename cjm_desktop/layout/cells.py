"""Lanes that are drawn from the touchpoints themselves: channel (icon and word) and owner (initials)."""

from __future__ import annotations

from functools import lru_cache

from cjm_desktop.layout.drawing import Drawing, Group, Shape, Stroke
from cjm_desktop.layout.geometry import Path, Rect, circle, rounded
from cjm_desktop.layout.icons import channel_icon, icon_shape
from cjm_desktop.layout.text import Style, block
from cjm_desktop.layout.theme import Theme, tint
from cjm_desktop.model.records import Channel, Owner, Touchpoint

ICON = 17.0
DISC = 14.0


def icon_of(channel: Channel) -> str:
    """The channel's own icon, else one that fits its name."""
    return channel.icon or channel_icon(channel.name)


def icon_of_kind(touchpoint: Touchpoint) -> str:
    """The icon of a touchpoint without a channel."""
    return {"customer_action": "footprints", "internal": "building-2"}.get(touchpoint.kind, "map-pin")


@lru_cache(maxsize=4096)
def channel_cell(name: str, icon: str, width: float, theme: Theme) -> tuple[Drawing, float]:
    """Icon over word about x = 0 with the top at 0, and its height in points."""
    style = Style("regular", theme.small, theme.second_ink)
    words = block(name, style, width - theme.card_gap, align="centre", x=-(width - theme.card_gap) / 2)
    drawing: Drawing = (
        icon_shape(icon, -ICON / 2, 0, ICON, theme.second_ink),
        Group(words.lines, 0, ICON + 3, role="channel"),
    )
    return drawing, ICON + 3 + words.height


@lru_cache(maxsize=4096)
def owner_cell(initials: str | None, colour: str | None, width: float, theme: Theme) -> tuple[Drawing, float]:
    """Round initials about x = 0 with the top at 0 (None: a dashed red question mark), and the height."""
    missing = initials is None
    room = width - 12.0
    text = "?" if initials is None else initials
    face_colour = theme.negative if missing else theme.ink
    words = block(text, Style("semibold", theme.body, face_colour), room, align="centre", x=-room / 2)
    half = max(DISC, words.width / 2 + 6)
    height = max(2 * DISC, words.height + 8)
    if missing:
        plate = Shape(circle(0, DISC, DISC - 1), stroke=Stroke(theme.negative, 1.2, dash=(3.0, 2.4)))
    else:
        ground = tint(colour, 0.22, theme.paper) if colour else theme.panel
        plate = Shape(_pill(half, height), fill=ground)
    drawing: Drawing = (plate, Group(words.lines, 0, (height - words.height) / 2, role="owner"))
    return drawing, height


def _pill(half: float, height: float) -> Path:
    return rounded(Rect(-half, 0, 2 * half, height), DISC)


def initials_of(owner: Owner) -> str:
    """What stands in an owner's disc: the initials, else the first letters of the first two words."""
    return owner.initials or first_letters(owner.name)


def first_letters(name: str) -> str:
    """The first letters of the first two words of a name; "?" when it has none."""
    letters = [word[0].upper() for word in name.split() if word[:1].isalnum()]
    return "".join(letters[:2]) or "?"
