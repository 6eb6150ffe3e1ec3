"""How maps go on sheets of paper: how large the type is, how broad the columns, in how many bands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import N_
from cjm_desktop.layout.bands import BAND_GAP, Band, cuts
from cjm_desktop.layout.columns import Slot
from cjm_desktop.layout.headers import NOTCH
from cjm_desktop.layout.journey_layout import natural_heights, side_width, word_width
from cjm_desktop.layout.legibility import size_for
from cjm_desktop.layout.paper import MM, Paper
from cjm_desktop.layout.placement import Heights, View
from cjm_desktop.layout.poster_parts import heading_part
from cjm_desktop.layout.series import Piece, Range, Run
from cjm_desktop.layout.sheet_frame import PEOPLE_SHARE, Frame, frame
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, refusal
from cjm_desktop.model.records import PosterSettings, Scenario

#: No column on paper is narrower than this, in map units, and none is broader for the sake of a long word.
NARROWEST: Final = 84.0
BROADEST: Final = 150.0
#: Body text on paper never grows beyond this, in points, unless it is to be read from farther; a short road on large
#: paper gets ground instead.
LARGEST_BODY: Final = 30.0
#: So many columns tell how high a band of a long road will be.
SAMPLE: Final = 120
#: A sheet whose length follows its road has at least so much room for what stands around it, in map units.
SHORTEST: Final = 560.0
#: Margins leave at least so much of the paper, in millimetres.
LEAST_ROOM: Final = 30.0
#: Margins that the author did not choose are at least so wide, in millimetres: office printers can't print there.
UNPRINTED: Final = 5.0

#: A QR code takes no more of the shorter side of the paper than this.
CODE_SHARE: Final = 0.5
#: What stands around the map mostly takes so much of the height of a sheet, in map units.
AROUND: Final = 260.0
#: A scale that is not found in so many attempts is none.
PATIENCE: Final = 80

SENTENCES.update(
    {
        "margin-too-wide": N_("Margins of {margin} mm leave no room on this paper; the most is {most} mm."),
        "paper-no-room": N_("The paper is too small for what should stand on it."),
        "qr-no-room": N_("The paper is too small for a QR code, which is {side} mm wide with its ground."),
    }
)


@frozen()
class Margins:
    """The ground at the edges of a sheet, in map units."""

    side: float
    top: float
    bottom: float


@frozen()
class Plan:
    """How the pieces of a series go on their sheets, all of one scale (points for a map unit).

    `sizes` are those of the sheets in points; `above` and `below` what stands over and under every map.
    """

    scale: float
    sizes: tuple[tuple[float, float], ...]
    margins: Margins
    bands: tuple[tuple[Band, ...], ...]
    frames: tuple[Frame, ...]
    above: float
    below: float

    @property
    def needed(self) -> float:
        """The height that the fullest sheet needs, in map units."""
        maps = max(sum(b.height for b in bands) + BAND_GAP * (len(bands) - 1) for bands in self.bands)
        return self.margins.top + self.above + maps + self.below + self.margins.bottom


def plan_of(
    journey: Journey, pieces: Sequence[Piece], theme: Theme, paper: Paper, settings: PosterSettings
) -> Plan:
    """The plan for a series of sheets. CjmError for margins that leave no room."""
    margin = None if settings.margin is None else settings.margin * MM
    if settings.margin is not None and paper.short - 2 * settings.margin < LEAST_ROOM:
        most = max(0.0, (paper.short - LEAST_ROOM) / 2)
        raise refusal("margin-too-wide", margin=settings.margin, most=round(most, 1))
    planner = _Planner(journey, pieces, theme, margin, paper.short, largest_body(theme, settings))
    across = settings.orientation == "landscape"
    short, long = paper.short * MM, paper.long * MM
    width, height = (long, short) if across else (short, long)
    if settings.scale == "actual":
        return planner.actual(width, height)
    if paper.is_roll and across:
        return planner.by_height(height)
    if paper.is_roll or settings.scale == "width":
        return planner.by_width(width, height or width * 2**0.5)
    return planner.fitted(width, height)


def largest_body(theme: Theme, settings: PosterSettings) -> float:
    """What body text on paper may grow to, in points: LARGEST_BODY, or what it must have to be read from afar."""
    if settings.reads_at is None:
        return LARGEST_BODY
    # The curve's smallest words stay a little below the theme's small ones.
    return max(LARGEST_BODY, size_for(settings.reads_at) * theme.body / (theme.small - 1.0))


def bulge(journey: Journey, view: View, theme: Theme) -> float:
    """How far a road that comes back swings out of the right of its map, in map units; 0 where none does."""
    scenario = journey.of(Scenario, view.scenario)
    if scenario is None or scenario.road != "loop" or journey.info.type == "composite":
        return 0.0
    shows = any(lane.kind == "road" and view.shows(lane) for lane in journey.lanes)
    return theme.road_width / 2 + theme.kerb_width if shows else 0.0


class _Planner:
    """Plans for the same pieces: what these have in common is measured once."""

    def __init__(
        self,
        journey: Journey,
        pieces: Sequence[Piece],
        theme: Theme,
        margin: float | None,
        short: float,
        largest: float,
    ) -> None:
        self._journey, self._pieces, self._theme = journey, pieces, theme
        self._margin = margin  # points; None: as wide as the theme's
        self._largest = largest  # of body text, in points
        self._views = [*dict.fromkeys(run.view for piece in pieces for run in piece.runs)]
        words = max(word_width(journey, view, theme) for view in self._views)
        self._narrowest = max(NARROWEST, min(BROADEST, words))
        self._usual = max(theme.column_width, words)
        self._longest = max(len(run.own) for piece in pieces for run in piece.runs)
        self._sides = {view: side_width(journey, view, theme) for view in self._views}
        self._bulge = max(bulge(journey, view, theme) for view in self._views)
        self._cuts: dict[int, list[list[_Row]]] = {}
        self._code = 0.0  # the least width of a QR code, in points
        if pieces[0].words.qr:
            from cjm_desktop.layout import qr_code  # few posters have one

            self._code = qr_code.side_on_paper(pieces[0].words.qr) * MM
            ground = qr_code.ground_on_paper(pieces[0].words.qr)
            if ground > CODE_SHARE * (short - 2 * (margin or 0.0) / MM):
                raise refusal("qr-no-room", side=round(ground, 1))

    # -- ways to choose the scale ------------------------------------------------------------------

    def fitted(self, width: float, height: float) -> Plan:
        """The largest type with which all stands on paper of a size in points, in as many bands as help."""
        sizes = ((width, height),) * len(self._pieces)
        ratio = height / width
        usual = self._usual_height()

        def attempt(count: int, units: float) -> Plan:
            return self._attempt(count, width / units, sizes, units * ratio)

        def guess(count: int) -> float:
            columns = -(-self._longest // count)
            rows = max(sum(-(-len(run.own) // columns) for run in piece.runs) for piece in self._pieces)
            runs = [run for piece in self._pieces for run in piece.runs]
            wide = max(self._rest(run.view, run.own[:columns]) for run in runs) + columns * self._narrowest
            return max(self._full(wide, width), (rows * (usual + BAND_GAP) + AROUND) / ratio)

        count = 1
        while count < self._longest and guess(count + 1) < 0.87 * guess(count):
            count += 1
        least = max(row.least(self._narrowest) for rows in self._rows(count) for row in rows)
        low = max(self._full(least, width), width * self._theme.body / self._largest)
        plan = attempt(count, low)
        over = plan.needed / (low * ratio)
        if over <= 1.0:
            return plan
        # Too high: a wider sheet in map units has smaller type and broader columns. The height that is needed falls
        # as the units grow, nearly in a straight line, so a secant finds the units in two or three attempts.
        under, share = 1.0, 0.5
        best, high = None, low * over
        for _step in range(6):
            middle = low + (high - low) * share
            plan = attempt(count, middle)
            fill = plan.needed / (middle * ratio)
            if fill <= 1.0:
                best, high, under = plan, middle, fill
                if fill > 0.965:
                    break
            else:
                low, over = middle, fill
                if best is None:  # what the first attempt promised does not hold to the hair: look beyond it
                    high = max(high, low * (1.0 + 3.0 * (over - 1.0)))
            if best is not None:
                share = min(0.9, max(0.1, (over - 0.985) / max(over - under, 1e-9)))
        for step in range(PATIENCE):
            if best is not None:
                return best
            high *= min(1.1, 1.02 + 0.02 * step)
            plan = attempt(count, high)
            best = plan if plan.needed <= high * ratio else None
        raise refusal("paper-no-room")

    def by_width(self, width: float, usual: float) -> Plan:
        """The largest type with which one band a scenario is as wide as the paper, in points; `usual` is how high
        paper of that width is, for the size of the persona cards."""
        least = max(row.least(self._narrowest) for rows in self._rows(1) for row in rows)
        units = max(self._full(least, width), width * self._theme.body / self._largest)
        scale = width / units
        plan = self._attempt(1, scale, ((width, usual),) * len(self._pieces), usual / scale)
        return replace(plan, sizes=((width, plan.needed * scale),) * len(self._pieces))

    def by_height(self, height: float) -> Plan:
        """The largest type with which one band a scenario is as high as the paper, in points, at usual columns."""
        most = self._largest / self._theme.body
        inner = [max(SHORTEST, *(row.least(self._usual) for row in rows)) for rows in self._rows(1)]
        scale = min(most, height / (self._usual_height() + AROUND))
        for step in range(PATIENCE):
            side = self._margins(scale).side
            sizes = tuple(((wide + 2 * side + self._beyond(scale)) * scale, height) for wide in inner)
            plan = self._attempt(1, scale, sizes, height / scale)
            fill = plan.needed * scale / height
            # What has a size on paper, margins and codes, takes more map units as the scale falls, so that the scale
            # that follows from an attempt may be too large by a little. Cards that tell less may make it jump.
            if fill <= 1.0 and (scale == most or fill > 0.97 or step > 6):
                return plan
            scale = min(most, scale * (0.99 / fill if step < 6 else 0.96))
        raise refusal("paper-no-room")

    def actual(self, width: float, height: float) -> Plan:
        """A point for every map unit, on sheets as large as they must be and at least of a size in points."""
        around = 2 * self._margins(1.0).side + self._beyond(1.0)
        wide = [
            max(width, around + max(row.least(self._usual) for row in rows), around + SHORTEST)
            for rows in self._rows(1)
        ]
        usual = max(height, self._usual_height() + AROUND)
        plan = self._attempt(1, 1.0, tuple((each, usual) for each in wide), usual)
        return replace(plan, sizes=tuple((each, max(height, plan.needed)) for each in wide))

    # -- one attempt -------------------------------------------------------------------------------

    def _attempt(
        self, count: int, scale: float, sizes: tuple[tuple[float, float], ...], height: float
    ) -> Plan:
        """What stands where when the longest run goes in so many bands; `height` is that of a sheet in map units."""
        margins = self._margins(scale)
        most = PEOPLE_SHARE * height
        bands, frames = [], []
        for piece, rows, (width, _height) in zip(self._pieces, self._rows(count), sizes, strict=True):
            inner = width / scale - 2 * margins.side
            column = min(row.column(inner - self._beyond(scale)) for row in rows)
            bands.append([self._band(row, column, inner) for row in rows])
            frames.append(frame(self._journey, piece.words, inner, self._theme, most, self._code / scale))
        if len(bands) > 1:
            bands = _alike(bands)
        above, below = max(f.above for f in frames), max(f.below for f in frames)
        return Plan(scale, sizes, margins, tuple(map(tuple, bands)), tuple(frames), above, below)

    def _band(self, row: _Row, column: float, inner: float) -> Band:
        progress.step()
        heading = None
        scenario = self._journey.of(Scenario, row.view.scenario) if row.has_heading else None
        if scenario is not None:
            heading = heading_part(scenario, inner, self._theme)
        least = natural_heights(self._journey, row.view, self._theme, column, row.part)
        return Band(row.view, row.part, column, least, False, heading)

    def _rows(self, count: int) -> list[list[_Row]]:
        """The rows of each piece when the longest run is cut in so many."""
        found = self._cuts.get(count)
        if found is None:
            found = self._cuts[count] = [
                [row for run in piece.runs for row in self._cut(run, count, len(piece.runs) > 1)]
                for piece in self._pieces
            ]
        return found

    def _cut(self, run: Run, count: int, is_named: bool) -> list[_Row]:
        own, start = run.own, run.columns[0]
        rows = []
        number = max(1, -(-count * len(own) // self._longest))
        for k, (a, b) in enumerate(cuts(own, number)):
            part = None if b - a == len(run.slots) else (start + a, start + b)
            rest = self._rest(run.view, own[a:b])
            rows.append(_Row(run.view, part, b - a, rest, is_named and k == 0))
        return rows

    # -- what is measured once ---------------------------------------------------------------------

    def _usual_height(self) -> float:
        """How high a band is: with it the number of bands can be chosen without laying each out.

        Of a long road a part is enough: only the number of bands hangs on it.
        """
        found = 0.0
        for run in {run.view: run for piece in self._pieces for run in piece.runs}.values():
            start, end = run.columns
            part = (start, min(end, start + SAMPLE))
            whole = None if part == (0, len(run.slots)) else part
            own = natural_heights(self._journey, run.view, self._theme, self._narrowest, whole)
            found = max(found, own.total)
        return found

    def _rest(self, view: View, slots: Sequence[Slot]) -> float:
        """What of a band's width is not columns: lane names, gaps between phases, the last arrow's point."""
        turns = sum(1 for (_a, before), (_b, phase) in pairwise(slots) if phase != before)
        return self._sides[view] + self._theme.phase_gap * turns + NOTCH

    def _margins(self, scale: float) -> Margins:
        if self._margin is None:
            own, least = self._theme.margin, UNPRINTED * MM / scale
            return Margins(max(own, least), max(own * 0.8, least), max(own * 0.55, least))
        own = self._margin / scale
        return Margins(own, own, own)

    def _beyond(self, scale: float) -> float:
        """The ground at the right that a road takes which swings out of its map farther than the margin lets it."""
        if not self._bulge:
            return 0.0
        side = self._margins(scale).side
        return max(0.0, self._bulge - side + min(side, UNPRINTED * MM / scale))

    def _full(self, inner: float, width: float) -> float:
        """The map units of a whole sheet `width` points wide that has so many between its margins.

        Margins and what may not be printed have sizes on paper, so that they are shares of what is asked for.
        """
        own, edge = self._theme.margin, UNPRINTED * MM / width
        if self._margin is None:
            whole = max(inner + 2 * own, inner / (1 - 2 * edge))
            out = max((inner + own + self._bulge) / (1 - edge), (inner + self._bulge) / (1 - 2 * edge))
        else:
            side = self._margin / width
            whole, out = inner / (1 - 2 * side), (inner + self._bulge) / (1 - side - min(side, edge))
        return max(whole, out) if self._bulge else whole


@frozen()
class _Row:
    """The columns of a band before their width is known; `rest` of its width is not columns."""

    view: View
    part: Range | None
    count: int
    rest: float
    has_heading: bool

    def least(self, column: float) -> float:
        return self.count * column + self.rest

    def column(self, inner: float) -> float:
        return (inner - self.rest) / self.count


def _alike(sheets: list[list[Band]]) -> list[list[Band]]:
    """The bands of sheets that hang side by side, with lanes of one height where there is one on each."""
    out = [[*bands] for bands in sheets]
    for k in range(max(len(bands) for bands in sheets)):
        row = [bands[k] for bands in sheets if k < len(bands)]
        views = {band.view for band in row}
        if len(row) > 1 and len(views) == 1:
            least = common([band.least for band in row])
            for bands in out:
                if k < len(bands):
                    own = replace(least, reuse=bands[k].least.reuse)
                    bands[k] = replace(bands[k], least=own, is_steady=True)
    return out


def common(heights: Sequence[Heights]) -> Heights:
    """The least heights that hold for several maps with the same lanes, the road in the middle of all."""
    lanes = [max(each) for each in zip(*(h.lanes for h in heights), strict=True)]
    roads = [h.road for h in heights if h.road is not None]
    road = None
    at = heights[0].road_at
    if len(roads) == len(heights):
        road = (min(top for top, _b in roads), max(bottom for _t, bottom in roads))
        lanes[at] += road[1] - road[0] - max(bottom - top for top, bottom in roads)
    return Heights(
        top=max(h.top for h in heights),
        lanes=tuple(lanes),
        ground=max(h.ground for h in heights),
        lines=max(h.lines for h in heights),
        road=road,
        column=min(h.column for h in heights),
        road_at=at,
    )
