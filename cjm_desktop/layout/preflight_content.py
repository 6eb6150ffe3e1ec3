"""What a poster tells before it is printed: what is empty, open or not as it was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjm_desktop.frozen import replace
from cjm_desktop.i18n import _, ngettext, number
from cjm_desktop.layout import paper
from cjm_desktop.layout.columns import slots_of
from cjm_desktop.layout.finding import Finding, Remedy, named, quoted
from cjm_desktop.layout.placement import Sheet
from cjm_desktop.layout.series import filled_lanes
from cjm_desktop.layout.theme import NAMES, Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Lane, PosterSettings, RecordId, Scenario


def scenarios_shown(
    journey: Journey, sheets: Sequence[Sheet], settings: PosterSettings
) -> dict[RecordId, int]:
    """The scenarios that the poster shows, with the first sheet of each."""
    found: dict[RecordId, int] = {}
    for i, sheet in enumerate(sheets):
        if sheet.view is not None:
            found.setdefault(sheet.view.scenario, i)
    if settings.together:
        for id in settings.scenarios:
            found.setdefault(id, 0)
    return {id: i for id, i in found.items() if journey.of(Scenario, id) is not None}


def people_shown(journey: Journey, sheet: Sheet, scenario: RecordId) -> tuple[RecordId, ...]:
    """The personas that a sheet shows of a scenario."""
    view = sheet.view
    chosen = view.personas if view is not None and view.scenario == scenario else ()
    return chosen or journey.personas_of(scenario)


# -- what is empty -------------------------------------------------------------------------------------


def emptiness(journey: Journey, sheets: Sequence[Sheet], settings: PosterSettings) -> Iterator[Finding]:
    """Scenarios and phases without touchpoints, lanes without anything, people without scores, missing titles."""
    scenarios = scenarios_shown(journey, sheets, settings)
    for scenario, i in scenarios.items():
        road = journey.road(scenario)
        if not road:
            said = _("The scenario {name} has no touchpoints yet.").format(name=named(journey, scenario))
            yield Finding("empty-scenario", "warning", said, scenario, i)
            continue
        for phase in dict.fromkeys(phase for id, phase in slots_of(journey, scenario) if id is None):
            said = _("The phase {name} is empty.").format(name=named(journey, phase))
            yield Finding("empty-phase", "warning", said, phase, i)
        for touchpoint in road:
            if not touchpoint.title.strip():
                phase_name = named(journey, touchpoint.phase)
                said = _("A touchpoint in the phase {name} has no title.").format(name=phase_name)
                yield Finding("untitled", "warning", said, touchpoint.id, i)
        if any(row.kind == "experience" for row in sheets[i].map.rows):
            yield from _unscored(journey, scenario, people_shown(journey, sheets[i], scenario), i)
    yield from _empty_lanes(journey, sheets, scenarios, settings)


def _unscored(
    journey: Journey, scenario: RecordId, people: Sequence[RecordId], index: int
) -> Iterator[Finding]:
    scored = {
        e.persona
        for t in journey.road(scenario)
        for e in t.experience
        if e.emotional is not None or e.functional is not None
    }
    for persona in people:
        if persona not in scored:
            said = _("{name} has no scores: there is no curve to show.").format(name=named(journey, persona))
            yield Finding("unscored-persona", "warning", said, persona, index)


def _empty_lanes(
    journey: Journey, sheets: Sequence[Sheet], scenarios: dict[RecordId, int], settings: PosterSettings
) -> Iterator[Finding]:
    filled = {lane for scenario in scenarios for lane in filled_lanes(journey, scenario)}
    for sheet in sheets:
        if sheet.view is not None and sheet.view.compare is not None:
            filled.update(filled_lanes(journey, sheet.view.compare))
    shown = {row.lane: i for i, sheet in reversed([*enumerate(sheets)]) for row in sheet.map.rows}
    empty = [id for id in shown if id not in filled]
    rest = tuple(id for id in settings.lanes if id not in empty)
    for id in empty:
        lane = journey.of(Lane, id)
        if lane is not None and not lane.visible and any(journey.cells_of(id, s) for s in scenarios):
            continue
        remedy = Remedy(_("Leave out empty lanes"), replace(settings, lanes=rest)) if rest else None
        said = _("The lane {name} is empty.").format(name=named(journey, id))
        yield Finding("empty-lane", "warning", said, id, shown[id], remedy)


# -- marks ---------------------------------------------------------------------------------------------


def marks(journey: Journey, sheets: Sequence[Sheet], settings: PosterSettings) -> Iterator[Finding]:
    """A mark of confidence that is not printed, comments that are open, a filter that is on."""
    info = journey.info
    if info.confidentiality and "footer" in settings.without:
        said = _("The mark {mark} stands in the footer, which is left out.").format(
            mark=quoted(info.confidentiality)
        )
        rest = tuple(part for part in settings.without if part != "footer")
        remedy = Remedy(_("Print the footer"), replace(settings, without=rest))
        yield Finding("no-mark", "warning", said, info.id, None, remedy)
    if any(sheet.view is not None and sheet.view.filter for sheet in sheets):
        said = _("A filter is on: what it leaves out is printed faintly.")
        yield Finding("filter", "warning", said)
    scenarios = scenarios_shown(journey, sheets, settings)
    shown = {None, *(part for scenario in scenarios for part in journey.parts(scenario))}
    open_ = [
        c
        for c in journey.comments
        if not c.resolved and getattr(journey.get(c.anchor), "scenario", None) in shown
    ]
    if open_:
        n = len(open_)
        said = ngettext("{n} comment is still open.", "{n} comments are still open.", n).format(n=number(n))
        yield Finding("open-comments", "note", said, open_[0].anchor)


def gone(journey: Journey, settings: PosterSettings, theme: Theme) -> Iterator[Finding]:
    """What the settings ask for and the journey or this computer does not have, with what is printed instead."""
    for name, instead in ((settings.paper, PosterSettings().paper), (settings.tiles, None)):
        if name and not paper.is_known(name):
            said = (
                _("The paper {name} is not known; {instead} is used.")
                if instead
                else _("The paper {name} of the tiles is not known; the poster is printed whole.")
            )
            yield Finding("unknown-paper", "warning", said.format(name=quoted(name), instead=instead))
    # A client's theme has a name of its own kind; a bundled one in its place means that it is not here.
    if settings.theme and settings.theme != theme.name and theme.name in NAMES:
        said = _("The theme {name} is not on this computer; the usual colours are used.")
        yield Finding("unknown-theme", "warning", said.format(name=quoted(settings.theme)))
    lost = [id for id in settings.scenarios if journey.of(Scenario, id) is None]
    if settings.compare is not None and journey.of(Scenario, settings.compare) is None:
        lost.append(settings.compare)
    if lost:
        said = _("A scenario that was chosen for the poster is no longer in the journey.")
        rest = tuple(id for id in settings.scenarios if id not in lost)
        compare = None if settings.compare in lost else settings.compare
        remedy = Remedy(_("Take it out of the choice"), replace(settings, scenarios=rest, compare=compare))
        yield Finding("lost-scenario", "warning", said, None, None, remedy)
