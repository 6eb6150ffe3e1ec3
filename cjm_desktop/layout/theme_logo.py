"""A client's logo on the posters of journeys that have none of their own."""

from __future__ import annotations

from cjm_desktop.frozen import replace
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import INFO_ID, Asset


def with_logo(journey: Journey, theme: Theme) -> Journey:
    """The journey as a poster shows it: itself, or with the theme's logo where it has none.

    What lays out, paints and writes then finds the logo as it finds any; nothing of it is ever stored.
    """
    if theme.logo is None or journey.of(Asset, journey.info.logo) is not None:
        return journey
    rest = (record for record in journey.records() if record.id != INFO_ID)
    return Journey((replace(journey.info, logo=theme.logo.id), *rest, theme.logo))
