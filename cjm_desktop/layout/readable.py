"""Larger letters for a poster: what paper, sheets, lanes or parts it takes to be read from farther."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any, Final, Literal, TypeAlias

from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import _, ngettext, number
from cjm_desktop.layout import paper, poster
from cjm_desktop.layout.columns import slots_of
from cjm_desktop.layout.finding import PART_NAMES, quoted
from cjm_desktop.layout.legibility import reading_distance, size_for
from cjm_desktop.layout.paper import MM
from cjm_desktop.layout.placement import Sheet, View, smallest_text
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Lane, PosterSettings, RecordId

#: What a proposal changes, in the order of what it costs.
Way: TypeAlias = Literal["paper", "roll", "sheets", "lanes", "parts", "several"]
#: Papers of one family, from small to large; a printer that has one seldom has those of another.
_FAMILIES: Final = (
    ("A5", "A4", "A3", "A2", "A1", "A0", "2A0"),
    ("Letter", "Tabloid", "ANSI C", "ANSI D", "ANSI E"),
    ("Arch A", "Arch B", "Arch C", "Arch D", "Arch E1", "Arch E"),
)
#: Nobody hangs more sheets than this beside each other.
_MOST_SHEETS: Final = 16
#: A sheet longer than this, in millimetres, is no poster any more.
_LONGEST: Final = 8_000.0
#: Estimates may be so far off; what they promise is laid out before it is proposed.
_HOPE: Final = 0.85
#: More of the same that brings no more than this is not tried any further.
_GAIN: Final = 1.04
#: Lanes that are the map itself, and parts that a poster can do without.
_KEPT: Final = ("road", "experience")
_SPARED: Final = ("personas", "insights", "legend")
#: So many proposals that take several steps at once are enough to choose from.
_ENOUGH: Final = 3


@frozen()
class Proposal:
    """A way to larger letters: in words, as settings, and what comes of it: the smallest text in points.

    `metres` is the distance it reads at; `reaches` whether that is what was asked for.
    """

    way: Way
    change: str
    outcome: str
    settings: PosterSettings
    points: float
    metres: float
    reaches: bool

    @property
    def words(self) -> str:
        """The change and what comes of it: "A0 instead of A1: 24.1 pt, reads from 1.1 m"."""
        return f"{self.change}: {self.outcome}"


def proposals(
    journey: Journey,
    view: View,
    theme: Theme,
    settings: PosterSettings,
    metres: float,
    sheets: Sequence[Sheet] | None = None,
) -> tuple[Proposal, ...]:
    """How the poster can be read from so many metres, what costs least first; () when it can be already.

    `sheets` are those that the settings gave, when they are at hand. Where hardly any single step is enough, several
    at once are proposed; when these aren't either, the best that can be had, which does not reach. Every proposal was
    laid out. Sentences are in the language of the window. Raises progress.Cancelled, and CjmError for settings that
    give no poster.
    """
    progress.begin(_("Looking for larger letters"))
    search = _Search(journey, view, theme, settings, metres, sheets)
    if search.points >= search.needed:
        return ()
    search.try_paper()
    search.try_rolls()
    search.try_sheets()
    search.try_lanes()
    search.try_parts()
    if len(search.reaching) < 2:
        search.try_several()
    if not search.reaching:
        best = max(search.tried, key=lambda each: each.points, default=None)
        return (best,) if best is not None and best.points > search.points * 1.02 else ()
    return search.reaching


@frozen()
class _Step:
    """A change on the paper that was chosen, and how large the smallest letters are with it, in points."""

    way: Way
    words: str
    settings: PosterSettings
    points: float


class _Search:
    """What is tried for one poster; `tried` is all that was laid out."""

    def __init__(
        self,
        journey: Journey,
        view: View,
        theme: Theme,
        settings: PosterSettings,
        metres: float,
        sheets: Sequence[Sheet] | None,
    ) -> None:
        self._journey, self._view, self._theme = journey, view, theme
        self.needed = size_for(metres) - 1e-6
        scale: Literal["fit", "width"] = "width" if settings.scale == "width" else "fit"
        self._given = settings
        self._base = replace(settings, scale=scale, reads_at=max(metres, settings.reads_at or 0.0))
        self._sheets = sheets or poster.sheets_of(journey, view, theme, settings)
        self.points = self._fitted = smallest_text(self._sheets)
        self._paper = paper.known(settings.paper)
        self.tried: list[Proposal] = []
        self._steps: list[_Step] = []

    @property
    def reaching(self) -> tuple[Proposal, ...]:
        """What was tried and is enough."""
        return tuple(each for each in self.tried if each.reaches)

    def _try(self, way: Way, changes: Iterable[str], settings: PosterSettings) -> Proposal | None:
        """A proposal as it comes out; None when it can't be laid out or is longer than a wall."""
        progress.step()
        try:
            sheets = poster.sheets_of(self._journey, self._view, self._theme, settings)
        except progress.Cancelled:
            raise
        except CjmError:
            return None
        if max(max(sheet.width, sheet.height) for sheet in sheets) > _LONGEST * MM:
            return None
        points = smallest_text(sheets)
        metres = reading_distance(points)
        change = ", ".join(changes)
        if way == "roll":
            length = sum(max(sheet.width, sheet.height) for sheet in sheets) / MM / 1000
            change = _("{change}, {length} m long").format(change=change, length=number(length, 1))
        outcome = _("{points} pt, reads from {metres} m").format(
            points=number(points, 1), metres=number(metres, 1)
        )
        change = change[:1].upper() + change[1:]
        out = Proposal(way, change, outcome, settings, points, metres, points >= self.needed)
        self.tried.append(out)
        return out

    def _step(self, way: Way, words: str, settings: PosterSettings) -> _Step | None:
        """Try a change on the paper that was chosen, and remember what it brings."""
        found = self._try(way, [words], settings)
        if found is None:
            return None
        step = _Step(way, words, settings, found.points)
        self._steps.append(step)
        return step

    # -- paper -----------------------------------------------------------------------------------------

    def _larger(self) -> list[str]:
        """The larger papers of the same family; of ISO for sizes of one's own."""
        if self._paper.is_roll:
            return []
        family = next((each for each in _FAMILIES if self._paper.name in each), _FAMILIES[0])
        return [name for name in family if self._growth(name) > 1.1]

    def _growth(self, name: str) -> float:
        """How many times as large letters are on another paper: they grow with it."""
        own, other = self._paper, paper.known(name)
        return float((other.short * other.long / (own.short * own.long)) ** 0.5)

    def _on(self, name: str) -> str:
        new, old = paper.shown(name), paper.shown(self._given.paper)
        return _("{paper} instead of {old}").format(paper=new, old=old)

    def try_paper(self) -> None:
        """The smallest larger paper on which it reads."""
        if self._given.scale == "actual" and not self._paper.is_roll:  # as large as it must be, on any paper
            words = _("fitted to {paper}").format(paper=paper.shown(self._paper.name))
            found = self._try("paper", [words], self._base)
            self._fitted = found.points if found is not None else self.points
        for name in self._larger():
            if self._fitted * self._growth(name) < self.needed * _HOPE:
                continue
            found = self._try("paper", [self._on(name)], replace(self._base, paper=name))
            if found is not None and found.reaches:
                return

    def try_rolls(self) -> None:
        """A strip of a roll, the narrower one first."""
        for name, wide in paper.ROLLS.items():
            if self._paper.is_roll and wide <= self._paper.short:
                continue
            strip = replace(self._base, paper=name, orientation="landscape", split="one", scale="fit")
            found = self._try("roll", [self._on(name)], strip)
            if found is not None and found.reaches:
                return

    # -- less on a sheet -------------------------------------------------------------------------------

    def try_sheets(self) -> None:
        """More sheets of the same paper, upright: a part of a road is less broad than the whole."""
        if self._paper.is_roll:
            return
        several = max(1, len(self._given.scenarios)) if not self._given.together else 1
        shown = self._given.scenarios or (self._view.scenario,)
        columns = max((len(slots_of(self._journey, id)) for id in shown if id in self._journey), default=1)
        now = max(1, len(self._sheets) // several)
        most = min(_MOST_SHEETS, columns)
        wanted = ceil(now * (self.needed / max(self._fitted, 0.01)) ** 2 * _HOPE)
        before = self._fitted
        for count in dict.fromkeys(min(most, c) for c in (now + 1, 2 * now + 1, wanted, ceil(wanted * 1.5))):
            if count <= now:
                continue
            n = count * several
            words = ngettext("{n} sheet in {orientation}", "{n} sheets in {orientation}", n)
            split = replace(self._base, split="count", count=max(2, count), orientation="portrait")
            step = self._step("sheets", words.format(n=number(n), orientation=_("portrait")), split)
            if step is None or step.points >= self.needed or step.points < before * _GAIN:
                return
            before = step.points

    def try_lanes(self) -> None:
        """Without as few lanes as it takes, the highest of them first; half of them at most."""
        sheet = self._sheets[0]
        whole = sheet.height / sheet.scale
        rows = sorted((r for r in sheet.map.rows if r.kind not in _KEPT), key=lambda row: -row.height)
        gone: list[RecordId] = []
        saved = 0.0
        for row in rows[: (len(rows) + 1) // 2]:
            gone.append(row.lane)
            saved += row.height
            if self._fitted * (whole / max(whole - saved, 0.2 * whole)) ** 0.5 >= self.needed:
                break
        lanes = tuple(row.lane for row in sheet.map.rows if row.lane not in gone)
        if not gone or not lanes:
            return
        names = [quoted(lane.name) for id in gone if (lane := self._journey.of(Lane, id)) is not None]
        words = ngettext("without the lane {names}", "without the lanes {names}", len(names))
        self._step("lanes", words.format(names=", ".join(names)), replace(self._base, lanes=lanes))

    def try_parts(self) -> None:
        """Without the parts around the map that it can do without, when they take enough ground."""
        sheet = self._sheets[0]
        gone = [part for part in _SPARED if f"part:{part}" in sheet.placed]
        saved = sum(sheet.placed[f"part:{part}"].bounds.height for part in gone)
        if saved < 0.04 * sheet.height:
            return
        words = _("without {parts}").format(parts=", ".join(_(PART_NAMES[part]) for part in gone))
        without: Any = tuple(dict.fromkeys((*self._base.without, *gone)))
        self._step("parts", words, replace(self._base, without=without))

    # -- several at once -------------------------------------------------------------------------------

    def try_several(self) -> None:
        """Each step that helped on larger paper; if that is not enough, all of them at once."""
        steps = [step for step in self._steps if step.points > self._fitted * _GAIN]
        names = self._larger()
        for each in self.reaching:  # on smaller paper than will do as it is
            if each.way == "paper" and each.settings.paper in names:
                names = names[: names.index(each.settings.paper)]
        split_on = len(names)
        for step in steps:
            is_split = step.way == "sheets"  # more sheets are only worth it on smaller paper
            for i, name in enumerate(names[:split_on] if is_split else names):
                if step.points * self._growth(name) >= self.needed:
                    changed = replace(step.settings, paper=name)
                    found = self._try("several", [self._on(name), step.words], changed)
                    if found is not None and found.reaches:
                        split_on = i if is_split else split_on
                        break
            if len(self.reaching) >= _ENOUGH:
                return
        if not self.reaching:
            self._try_all(names, names[-1:])
        elif split_on:
            self._try_all(names[:split_on], ())

    def _try_all(self, names: Sequence[str], at_last: Sequence[str]) -> None:
        """The best number of sheets, with fewer lanes and parts, on as large paper as it takes; on papers that are
        tried at last when none promises enough."""
        splits = [step for step in self._steps if step.way == "sheets"]
        most = max((step.points for step in splits), default=0.0)
        enough = most if at_last else most / _GAIN  # more sheets that bring next to nothing only if need be
        split = next((step for step in splits if step.points >= enough), None)
        others = [step for step in self._steps if step not in splits]
        whole = split.settings if split is not None else self._base
        for step in others:
            if step.way == "lanes":
                whole = replace(whole, lanes=step.settings.lanes)
            else:
                whole = replace(whole, without=step.settings.without)
        words = [step.words for step in ([split] if split is not None else []) + others]
        if len(words) > 1:
            found = self._try("several", words, whole)
            if found is not None and found.reaches:
                return
            points = found.points if found is not None else self._fitted
            names = [name for name in names if points * self._growth(name) >= self.needed]
        else:
            names = ()
        for name in names or at_last:
            found = self._try("several", [self._on(name), *words], replace(whole, paper=name))
            if found is not None and found.reaches:
                return
