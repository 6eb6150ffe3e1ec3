"""A poster of the document in a window: what its settings mean there, and laying it out."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_desktop.frozen import frozen, replace
from cjm_desktop.layout.placement import Page, Sheet, View
from cjm_desktop.layout.poster import pages_of, settled, sheets_of
from cjm_desktop.layout.theme import Theme
from cjm_desktop.layout.theme_logo import with_logo
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import PosterSettings
from cjm_desktop.ui import theme_names
from cjm_desktop.ui.document import Document


# eq=False: layouts are never compared as a whole.
@frozen(eq=False)
class Poster:
    """A poster as it was laid out, with what it was made of.

    `journey` has the theme's logo where it has none of its own; `notice` tells when its theme is not here.
    """

    journey: Journey
    view: View
    theme: Theme
    settings: PosterSettings
    sheets: Sequence[Sheet]
    pages: Sequence[Page]
    title: str
    notice: str = ""


def settings_of(document: Document) -> PosterSettings:
    """How the author last printed the poster; a scenario that is compared in the window is compared on paper too."""
    saved = document.journey.info.poster or PosterSettings()
    compared = document.view.compare
    return saved if compared is None else replace(saved, compare=compared)


def view_of(document: Document, settings: PosterSettings) -> View:
    """What is printed: of the scenario in the window what is shown of it, of another one everything."""
    shown = document.view
    scenario = settings.scenarios[0] if settings.scenarios else document.scenario
    here = shown if shown.scenario == scenario else View(scenario, filter=shown.filter)
    return replace(here, lanes=settings.lanes or None, compare=settings.compare)


def lay_out(document: Document, settings: PosterSettings) -> Poster:
    """The poster with these settings; CjmError when it can't be, Cancelled when who listens wants it no more."""
    look, notice = theme_names.look(settings.theme)
    settings = settled(settings, look)
    journey = with_logo(document.journey, look)
    view = view_of(document, settings)
    sheets = sheets_of(journey, view, look, settings)
    pages = pages_of(sheets, look, settings, journey.info.language)
    return Poster(journey, view, look, settings, sheets, pages, journey.info.title or document.title, notice)
