"""What stands above the cards of a column when its touchpoint has something to show there: a picture, its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cjm_desktop.i18n import _, in_language
from cjm_desktop.layout import card_parts
from cjm_desktop.layout.cards import CellHead
from cjm_desktop.layout.cells import channel_cell
from cjm_desktop.layout.placement import Column
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, Lane, Touchpoint

#: The lanes that show something of the touchpoints above their cards.
KINDS: Final = frozenset(("images", "evidence"))


def heads_of(
    lane: Lane,
    cells: Sequence[Sequence[Card]],
    columns: Sequence[Column],
    journey: Journey,
    language: str,
    theme: Theme,
) -> tuple[CellHead | None, ...]:
    """One for each column: in a lane of pictures the touchpoint's own, in one of evidence its strongest evidence
    where there is no card; nothing at all when no column has any."""
    make = _picture if lane.kind == "images" else _evidence
    out: list[CellHead | None] = []
    with in_language(language):
        for column, cards in zip(columns, cells, strict=True):
            touchpoint = journey.of(Touchpoint, column.touchpoint)
            has_room = touchpoint is not None and (lane.kind == "images" or not cards)
            out.append(make(lane, touchpoint, column, journey, theme) if touchpoint and has_room else None)
    return tuple(out) if any(head is not None for head in out) else ()


def _picture(
    lane: Lane, touchpoint: Touchpoint, column: Column, journey: Journey, theme: Theme
) -> CellHead | None:
    found = card_parts.picture_of(touchpoint.image, journey)
    if found is None:
        return None
    asset, ratio = found
    wide, high = card_parts.picture_box(ratio, column.width - theme.card_gap, card_parts.HIGHEST_IN_LANE)
    return f"cell:{lane.id}:{touchpoint.id}", (card_parts.picture(asset, -wide / 2, 0, wide, high),), high


def _evidence(
    lane: Lane, touchpoint: Touchpoint, column: Column, journey: Journey, theme: Theme
) -> CellHead | None:
    kind = card_parts.strongest(touchpoint, journey)
    if kind is None:
        return None
    icon, words = card_parts.EVIDENCE[kind]
    drawing, high = channel_cell(_(words), icon, column.width - theme.card_gap, theme)
    return f"cell:{lane.id}:{touchpoint.id}", drawing, high
