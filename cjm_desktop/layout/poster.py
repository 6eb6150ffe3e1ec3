"""A whole poster: from what the author chose to the pages that are printed."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_desktop.layout import pages
from cjm_desktop.layout.placement import Page, Sheet, View
from cjm_desktop.layout.sheets import compose
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import PosterSettings


def sheets_of(journey: Journey, view: View, theme: Theme, settings: PosterSettings) -> list[Sheet]:
    """The sheets that the settings ask for. CjmError for a paper or scenario that is none."""
    return [compose(journey, view, theme, settings.paper, settings.orientation)]


def pages_of(sheets: Sequence[Sheet], theme: Theme, settings: PosterSettings, language: str) -> list[Page]:
    """The pages that print the sheets; marks and names on them speak the journey's language."""
    return pages.wholes(sheets)
