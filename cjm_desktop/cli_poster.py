"""The poster of the command line: what is asked for, over what the author last set, and the file it becomes."""

from __future__ import annotations

from argparse import Namespace
from typing import Any, Final

from cjm_desktop import cli_choices
from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import N_, number
from cjm_desktop.layout import paper, poster
from cjm_desktop.layout.placement import Page, Sheet, View, smallest_text
from cjm_desktop.layout.theme import Theme
from cjm_desktop.layout.theme_logo import with_logo
from cjm_desktop.model.fields import Range, spec
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem
from cjm_desktop.model.records import PosterSettings

#: Below this (points) letters are hard to read at arm's length.
_SMALL: Final = 5.0
_LENGTHS: Final = ("margin", "bleed", "overlap", "edge")
_CHOICES: Final = ("orientation", "scale", "tiles_orientation", "qr")
_SWITCHES: Final = ("marks", "ground", "together", "exact_cuts", "blank_tiles", "assembly", "outlines")

SENTENCES.update(
    {
        "cli-missing-characters": N_("No font on this machine has: {characters}. Their codes are printed."),
        "cli-small": N_(
            "The smallest letters are {points} points high on {paper}; larger paper or fewer lanes help."
        ),
        "cli-theme-gone": N_("The theme “{name}” is not on this computer; the standard one is used."),
    }
)


def settings_of(journey: Journey, options: Namespace) -> PosterSettings:
    """What the author last set, with what the command line says in its place.

    CjmError for a paper, scenario, lane, part or length that is none.
    """
    saved = journey.info.poster or PosterSettings()
    told: dict[str, Any] = {}
    for name in _LENGTHS:
        if (length := getattr(options, name)) is not None:
            told[name] = cli_choices.millimetres(length, name, _allowed(name))
    for name in (*_CHOICES, *_SWITCHES):
        if getattr(options, name) is not None:
            told[name] = getattr(options, name)
    if options.dpi is not None:
        told["dpi"] = cli_choices.dots(options.dpi, _allowed("dpi"))
    if options.reads_at is not None:
        told["reads_at"] = cli_choices.metres(options.reads_at, _allowed("reads_at"))
    if options.paper is not None:
        told["paper"] = paper.known(options.paper).name
        way = paper.lies(options.paper)
        if options.orientation is None and way is not None:
            told["orientation"] = way
    elif not paper.is_known(saved.paper):
        # What a file of another version asks for and we don't have is as if it were not told.
        told["paper"] = PosterSettings().paper
    if options.tile is not None:
        told["tiles"] = None if options.tile.strip().lower() == "none" else paper.known(options.tile).name
    elif saved.tiles is not None and not paper.is_known(saved.tiles):
        told["tiles"] = None
    if options.split is not None:
        told |= cli_choices.split(options.split)
    if options.scenario:
        told["scenarios"] = tuple(cli_choices.scenario(journey, name).id for name in options.scenario)
    if options.compare is not None:
        told["compare"] = cli_choices.scenario(journey, options.compare).id
    if options.lanes:
        told["lanes"] = tuple(lane.id for lane in cli_choices.lanes(journey, options.lanes))
    if options.without is not None:
        known = spec(PosterSettings, "without").choices
        told["without"] = tuple(cli_choices.parts(options.without, known))
    return replace(saved, **told)


def _allowed(name: str) -> Range:
    limits = spec(PosterSettings, name).range
    assert limits is not None
    return limits


def theme_of(settings: PosterSettings, name: str | None) -> tuple[Theme, list[Problem]]:
    """The theme of a name or theme file, else the one that the author last used, if it is on this computer."""
    from cjm_desktop.formats import theme_library

    if name is not None:
        return theme_library.find_or_read(name), []
    try:
        return theme_library.find(settings.theme or "standard"), []
    except CjmError:
        gone = Problem("", "cli-theme-gone", {"name": settings.theme}, "warning")
        return theme_library.find("standard"), [gone]


@frozen()
class Poster:
    """A composed poster, with warnings of what was asked for."""

    journey: Journey
    settings: PosterSettings
    theme: Theme
    sheets: list[Sheet]
    title: str
    problems: list[Problem]

    def pages(self) -> list[Page]:
        """The pages that print it."""
        return poster.pages_of(self.sheets, self.theme, self.settings, self.journey.info.language)


def composed(journey: Journey, options: Namespace) -> Poster:
    """The poster that is asked for; CjmError for what is not there or can't be."""
    settings, look, view, problems = asked(journey, options)
    journey = with_logo(journey, look)
    sheets = poster.sheets_of(journey, view, look, settings)
    return Poster(journey, settings, look, sheets, title_of(journey, view), problems)


def asked(journey: Journey, options: Namespace) -> tuple[PosterSettings, Theme, View, list[Problem]]:
    """The settings, the look and what is shown, with warnings."""
    settings = settings_of(journey, options)
    look, problems = theme_of(settings, options.theme)
    settings = poster.settled(settings, look)
    one = cli_choices.scenario(journey, settings.scenarios[0] if settings.scenarios else None)
    shown = cli_choices.what(journey, one, options.filter)
    return settings, look, View(one.id, lanes=settings.lanes or None, filter=shown), problems


def title_of(journey: Journey, view: View) -> str:
    """What the journey is called, else what its scenario is."""
    return journey.info.title or cli_choices.scenario(journey, view.scenario).name


def warnings(whole: Poster) -> list[Problem]:
    """What of the poster no one should miss, also who doesn't ask for all there is to say."""
    problems = []
    missing = list(dict.fromkeys(char for sheet in whole.sheets for char in sheet.missing))
    if missing:
        from cjm_desktop.layout.fonts import character_name

        characters = ", ".join(map(character_name, missing[:20]))
        problems.append(Problem("", "cli-missing-characters", {"characters": characters}, "warning"))
    smallest = smallest_text(whole.sheets)
    if 0 < smallest < _SMALL:
        told = {"points": number(smallest, 1), "paper": paper.shown(whole.settings.paper)}
        problems.append(Problem("", "cli-small", told, "warning"))
    return problems
