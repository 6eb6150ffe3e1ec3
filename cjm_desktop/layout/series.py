"""Which sheets a poster has: scenarios one by one or together, each on one sheet or cut over several."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby
from typing import Final, TypeAlias

from cjm_desktop.analysis.findings import Finding, findings
from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import N_, _
from cjm_desktop.i18n import number as spelled
from cjm_desktop.layout import legend
from cjm_desktop.layout.bands import cuts
from cjm_desktop.layout.columns import Slot, slots_of
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.sheet_frame import Words, people_of
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, refusal
from cjm_desktop.model.records import Card, PosterSettings, RecordId, Scenario

#: A phase with less than this share of the columns of the longest one shares the sheet of a neighbour.
TINY: Final = 1 / 3

#: Nobody hangs up more sheets than this.
MOST_SHEETS: Final = 500

SENTENCES.update(
    {
        "poster-empty": N_("The journey has no phases yet: there is nothing to print."),
        "sheets-many": N_("The poster takes {count} sheets; at most {limit} are possible."),
    }
)

#: The columns of a sheet, from the first to before the second index.
Range: TypeAlias = tuple[int, int]


@frozen()
class Run:
    """The columns of a view that stand on one sheet, of all its columns."""

    view: View
    slots: tuple[Slot, ...]
    columns: Range

    @property
    def own(self) -> tuple[Slot, ...]:
        return self.slots[slice(*self.columns)]


@frozen()
class Piece:
    """What stands on one sheet: views under each other, the words around them, and the name of the sheet."""

    runs: tuple[Run, ...]
    words: Words
    name: str = ""


def series_of(
    journey: Journey, view: View, theme: Theme, settings: PosterSettings, paper: str
) -> list[list[Piece]]:
    """The sheets in series: those of one hang side by side, with one scale and lanes of one height.

    `paper` is what the footer calls it. CjmError when a scenario is not in the journey, and when that has no phases.
    """
    if not journey.phases:
        raise refusal("poster-empty")
    views = _views(journey, view, settings)
    groups = [views] if settings.together else [[each] for each in views]
    cut = [_runs(journey, group, settings) for group in groups]
    total = sum(len(sheets) for sheets in cut)
    _check_count(total)
    out, before = [], 0
    for group, sheets in zip(groups, cut, strict=True):
        scenario = _name_of(journey, group[0].scenario) if len(groups) > 1 else ""
        footers = [
            _("Sheet {n} of {m} · {paper}").format(n=before + k, m=total, paper=paper)
            for k in range(1, len(sheets) + 1)
        ]
        out.append(_series(journey, group, sheets, theme, settings, scenario, footers))
        before += len(sheets)
    return out


def _check_count(sheets: int) -> None:
    if sheets > MOST_SHEETS:
        raise refusal("sheets-many", count=spelled(sheets), limit=spelled(MOST_SHEETS))


def _views(journey: Journey, view: View, settings: PosterSettings) -> list[View]:
    """The views that the poster shows, with their lanes: the filled ones when none are named."""
    lanes = settings.lanes or view.lanes
    known = [id for id in dict.fromkeys(settings.scenarios) if journey.of(Scenario, id) is not None]
    _check_count(len(known))  # before any is looked into
    views = [replace(view, scenario=id, personas=()) if id != view.scenario else view for id in known]
    found = []
    for each in views or [view]:
        if journey.of(Scenario, each.scenario) is None:
            raise refusal("unknown-record")
        other = settings.compare if journey.of(Scenario, settings.compare) is not None else each.compare
        found.append(replace(each, lanes=lanes, compare=other if other != each.scenario else None))
    if lanes is not None:
        return found
    own = [filled_lanes(journey, each.scenario) for each in found]
    if settings.together:  # what stands under each other has the same lanes
        filled = {id for lanes in own for id in lanes}
        own = [tuple(lane.id for lane in journey.lanes if lane.id in filled)] * len(own)
    return [replace(each, lanes=lanes) for each, lanes in zip(found, own, strict=True)]


def filled_lanes(journey: Journey, scenario: RecordId) -> tuple[RecordId, ...]:
    """The visible lanes that have something to show: what a poster prints when no lanes are named."""
    road = journey.road(scenario)
    scenario_people = journey.personas_of(scenario)
    shown = {
        "road": True,
        "experience": any(t.experience for t in road),
        "channel": any(t.channel for t in road),
        "owner": any(t.owner for t in road),
        "evidence": any(t.evidence for t in road),
        "images": any(t.image for t in road),
        "coverage": bool(road and scenario_people),
    }
    return tuple(
        lane.id
        for lane in journey.lanes
        if lane.visible and (shown.get(lane.kind, False) or journey.cells_of(lane.id, scenario))
    )


# -- cutting -------------------------------------------------------------------------------------


def _runs(journey: Journey, views: Sequence[View], settings: PosterSettings) -> list[tuple[Run, ...]]:
    """What stands on every sheet; a view of which nothing does has no run there."""
    slots = [slots_of(journey, view.scenario) for view in views]
    return [
        tuple(
            Run(view, each, part)
            for view, each, part in zip(views, slots, parts, strict=True)
            if part[0] < part[1]
        )
        for parts in _cut(slots, settings)
    ]


def _cut(slots: Sequence[tuple[Slot, ...]], settings: PosterSettings) -> list[list[Range]]:
    """The columns of each view for every sheet."""
    if settings.split == "one":
        return [[(0, len(each)) for each in slots]]
    longest = max(slots, key=len)
    if settings.split == "count":
        ranges = cuts(longest, min(settings.count, len(longest)))
    else:
        ranges = _phase_cuts(longest)
    if len(slots) == 1:
        return [[part] for part in ranges]
    by_phase = _by_phase(slots, longest, ranges)
    if by_phase is not None:
        return by_phase
    several = [_padded(cuts(each, min(len(ranges), len(each))), len(ranges)) for each in slots]
    return [list(parts) for parts in zip(*several, strict=True)]


def _phase_cuts(slots: Sequence[Slot]) -> list[Range]:
    """One sheet a phase; one that is empty or short shares the sheet of its shorter neighbour."""
    parts: list[Range] = []
    empty: set[int] = set()
    at = 0
    for _phase, run in groupby(slots, key=lambda slot: slot[1]):
        own = list(run)
        if own[0][0] is None:
            empty.add(at)
        parts.append((at, at + len(own)))
        at += len(own)
    longest = max(b - a for a, b in parts)
    while len(parts) > 1:
        sizes = [b - a for a, b in parts]
        short = [k for k, size in enumerate(sizes) if size < longest * TINY or parts[k][0] in empty]
        if not short:
            break
        k = min(short, key=lambda k: (parts[k][0] not in empty, sizes[k], k))
        near = min((j for j in (k - 1, k + 1) if 0 <= j < len(parts)), key=lambda j: sizes[j])
        first, last = min(k, near), max(k, near)
        empty.discard(parts[k][0])
        merged = (parts[first][0], parts[last][1])
        parts[first : last + 1] = [merged]
    return parts


def _by_phase(
    slots: Sequence[tuple[Slot, ...]], longest: tuple[Slot, ...], ranges: Sequence[Range]
) -> list[list[Range]] | None:
    """The same phases of every scenario on a sheet; None when cuts run through phases or phases come again."""
    sheet_of: dict[RecordId, int] = {}
    for number, (a, b) in enumerate(ranges):
        for _id, phase in longest[a:b]:
            if sheet_of.setdefault(phase, number) != number:
                return None
    out: list[list[Range]] = [[] for _ in ranges]
    for each in slots:
        numbers = [sheet_of.get(phase, -1) for _id, phase in each]
        if numbers != sorted(numbers) or -1 in numbers:
            return None
        for number, parts in enumerate(out):
            parts.append((bisect_left(numbers, number), bisect_right(numbers, number)))
    return out


def _padded(parts: list[Range], count: int) -> list[Range]:
    """As many parts as there are sheets; a scenario with fewer columns is at its end on the last ones."""
    end = parts[-1][1] if parts else 0
    return [*parts, *[(end, end)] * (count - len(parts))]


# -- words ---------------------------------------------------------------------------------------


def _series(
    journey: Journey,
    views: Sequence[View],
    sheets: Sequence[tuple[Run, ...]],
    theme: Theme,
    settings: PosterSettings,
    scenario: str,
    footers: Sequence[str],
) -> list[Piece]:
    """The sheets of one series; `scenario` is its name where there are several."""
    signs = _signs(journey, views, theme)
    people = people_of(journey, views)
    pieces = []
    told = zip(sheets, _findings(journey, views, sheets), footers, strict=True)
    for k, (runs, found, footer) in enumerate(told, 1):
        phases = part = ""
        if len(sheets) > 1:
            phases = _phase_names(journey, runs[0].own)
            part = _("{n} of {m} · {name}").format(n=k, m=len(sheets), name=phases)
        words = Words(
            views=tuple(run.view for run in runs),
            people=people,
            findings=found,
            signs=signs,
            without=frozenset(settings.without),
            footer=footer,
            part=" · ".join(words for words in (scenario, part) if words),
            qr=(settings.qr or "").strip(),
        )
        name = " · ".join(words for words in (scenario, phases) if words)
        pieces.append(Piece(runs, words, name))
    return pieces


def _name_of(journey: Journey, scenario: RecordId) -> str:
    found = journey.of(Scenario, scenario)
    return " ".join(found.name.split()) if found is not None else ""


def _phase_names(journey: Journey, slots: Sequence[Slot]) -> str:
    """ "Nurture" of one phase, "See – Nurture" of the first and the last of several; with their cycle, if it is one.

    Phases of several cycles mostly have the same names.
    """
    phases = {phase.id: phase for phase in journey.phases}
    ends = [phases[slots[0][1]], phases[slots[-1][1]]]
    names = dict.fromkeys(" ".join(phase.name.split()) for phase in ends)
    said = " – ".join(name for name in names if name)
    numbers = {phases[phase].cycle for _id, phase in slots}
    if len({phase.cycle for phase in journey.phases}) == 1 or len(numbers) > 1:
        return said
    from cjm_desktop.layout import cycles  # most journeys have one

    return " · ".join(words for words in (said, cycles.name_of(journey, *numbers)) if words)


def _signs(journey: Journey, views: Sequence[View], theme: Theme) -> tuple[legend.Sign, ...]:
    """The signs of all views, each once."""
    found: dict[str, legend.Sign] = {}
    for view in views:
        for sign in legend.signs_of(journey, view, theme):
            found.setdefault(sign[1], sign)
    return tuple(found.values())


def _findings(
    journey: Journey, views: Sequence[View], sheets: Sequence[tuple[Run, ...]]
) -> list[tuple[Finding, ...]]:
    """The findings of each sheet: those about what stands on it, and on the last one those about nothing of any."""
    sheet_of: dict[RecordId, dict[RecordId, int]] = {view.scenario: {} for view in views}
    for number, runs in enumerate(sheets):
        for run in runs:
            own = sheet_of[run.view.scenario]
            for touchpoint, phase in run.own:
                own.setdefault(touchpoint or phase, number)
                own.setdefault(phase, number)
    out: list[dict[Finding, None]] = [{} for _ in sheets]
    for scenario, own in sheet_of.items():
        for finding in findings(journey, scenario):
            card = journey.of(Card, finding.record)
            place = card.anchor if card is not None else finding.record or ""
            if len(views) > 1:
                name = _name_of(journey, scenario)
                said = _("{name}: {text}").format(name=name, text=finding.text)
                finding = replace(finding, text=said)
            out[own.get(place, len(sheets) - 1)][finding] = None
    return [tuple(each) for each in out]
