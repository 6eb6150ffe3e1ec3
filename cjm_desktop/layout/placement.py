"""What a layout tells: where every record of the map stands, in map units (1 unit = 1 PDF point, y down)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cjm_desktop.frozen import frozen, made_by
from cjm_desktop.layout.drawing import Drawing, Placed
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.model.records import Lane, LaneKind, RecordId

if TYPE_CHECKING:
    from cjm_desktop.analysis.filtering import Filter


@frozen()
class View:
    """What of a journey is shown: one scenario, some curves, some lanes.

    `personas` = () shows the curves of the scenario's personas; `lanes` = None shows the visible ones. What `filter`
    leaves out fades. `compare` is another scenario whose curve and differences are drawn with it.
    """

    scenario: RecordId
    personas: tuple[RecordId, ...] = ()
    lanes: tuple[RecordId, ...] | None = None
    filter: Filter | None = None
    compare: RecordId | None = None

    def shows(self, lane: Lane) -> bool:
        """Whether a lane is on the map."""
        return lane.visible if self.lanes is None else lane.id in self.lanes


@frozen()
class Column:
    """The place of one touchpoint (or of an empty phase: `touchpoint` is None)."""

    touchpoint: RecordId | None
    phase: RecordId
    x: float
    width: float

    @property
    def centre(self) -> float:
        return self.x + self.width / 2


@frozen()
class PhaseSpan:
    """The columns of one phase; `again` counts how often it came before, in joined journeys."""

    phase: RecordId
    x: float
    width: float
    columns: tuple[Column, ...]
    again: int = 0

    @property
    def key(self) -> str:
        """The key of its header: its id, "again:<n>:<id>" where it comes again."""
        return f"again:{self.again}:{self.phase}" if self.again else self.phase


@frozen()
class Row:
    """The place of one lane over the whole width of the map."""

    lane: RecordId
    kind: LaneKind
    y: float
    height: float

    @property
    def bottom(self) -> float:
        return self.y + self.height


@frozen()
class BandPlace:
    """The place of a phase that spans others, with its touchpoints: the middle of each with its id."""

    phase: RecordId
    x: float
    width: float
    y: float
    height: float
    stops: tuple[tuple[float, RecordId], ...]


@frozen()
class Heights:
    """How high the parts of a map are, in points: phases with cycles, lanes, bands under the road, lines between lanes.

    `road` is what the lane of that index (`road_at`) takes above (negative) and below the middle of the road; None
    where there is no such lane. `column` is the width of a column, `reuse` what a layout at that width may take over.
    """

    top: float
    lanes: tuple[float, ...]
    ground: float
    lines: float
    road: tuple[float, float] | None
    column: float
    road_at: int = 0
    reuse: Reuse | None = None

    @property
    def total(self) -> float:
        """The height of the whole map."""
        return self.top + sum(self.lanes) + self.ground + self.lines


@frozen()
class CurveScale:
    """The vertical scale of an experience lane: +2.0 at `top`, −2.0 at `bottom`."""

    lane: RecordId
    top: float
    bottom: float

    def y(self, score: float) -> float:
        return self.bottom - (score + 2.0) / 4.0 * (self.bottom - self.top)

    def score(self, y: float) -> float:
        """The score at a height, within −2…2, to 0.1."""
        raw = (self.bottom - y) / (self.bottom - self.top) * 4.0 - 2.0
        return round(min(2.0, max(-2.0, raw)), 1)


# eq=False: layouts are compared part by part, by the scene, never as a whole.
@frozen(eq=False)
class JourneyLayout:
    """The map of one scenario. (0, 0) is its left top corner.

    `placed` holds, by key: every touchpoint, connection, card, phase (its header) and lane (its name) under its
    record id, and furniture under fixed keys: "tint:<phase>", "road", "curve:<persona>",
    "point:<persona>:<touchpoint>" (the face to drag), "cell:<lane>:<touchpoint>" (channel, owner),
    "band:<phase>" (a phase that spans others; its id is its name at the left), "cycle:<n>", "signpost:<card>",
    "loop" (the road that comes back, when it is no connection's). Where a sheet has rows of columns below each other,
    keys of the later ones end in "@1", "@2" and so on, and "heading:<scenario>" names the scenario of the rows below.
    Drawn in the order of `z`, then of the mapping. `side` is the width of the lane names at the left, `top` the
    height of the phase headers; both stay in sight in the window. `reuse` is what the next layout may take over.
    """

    width: float
    height: float
    side: float
    top: float
    placed: Mapping[str, Placed]
    columns: tuple[Column, ...]
    phases: tuple[PhaseSpan, ...]
    rows: tuple[Row, ...]
    curve: CurveScale | None = None
    bands: tuple[BandPlace, ...] = ()
    cycles: tuple[str, ...] = ()  # keys of the names above the phases
    people: tuple[str, ...] = ()  # keys of the people's cards beside their roads, with the arrows between
    reuse: Reuse = made_by(default_factory=Reuse)

    def row_at(self, y: float) -> Row | None:
        """The lane at a height, or None above, below or between them."""
        return next((row for row in self.rows if row.y <= y < row.bottom), None)

    def column_at(self, x: float) -> Column | None:
        """The column at a place, or None left or right of the map."""
        index = bisect_right([c.x for c in self.columns], x) - 1
        if index < 0 or x >= self.columns[index].x + self.columns[index].width + 8:
            return None
        return self.columns[index]

    def band_at(self, x: float, y: float) -> BandPlace | None:
        """The phase drawn as a band at a place, or None."""
        here = (b for b in self.bands if b.y <= y < b.y + b.height and b.x <= x < b.x + b.width)
        return next(here, None)

    def insertion_at(
        self, x: float, y: float | None = None
    ) -> tuple[RecordId, RecordId | None, float] | None:
        """Where a touchpoint dropped at x would go: (phase, touchpoint it goes before or None, x of the hint).

        At a height within a band it goes to the band.
        """
        band = self.band_at(x, y) if self.bands and y is not None else None
        if band is not None:
            before = next((id for at, id in band.stops if x < at), None)
            return (band.phase, before, x)
        if not self.phases:
            return None
        for span in self.phases:
            last = span is self.phases[-1]
            if x < span.x + span.width or last:
                for column in span.columns:
                    if column.touchpoint is None:
                        return (span.phase, None, column.centre)
                    if x < column.centre:
                        return (span.phase, column.touchpoint, column.x)
                return (span.phase, None, span.x + span.width)
        return None

    def bounds_of(self, key: str) -> Rect | None:
        """The box of a placed drawing's ink on the map, or None when the key is not on it."""
        placed = self.placed.get(key)
        return None if placed is None else placed.bounds.moved(placed.x, placed.y)


@frozen()
class Sheet:
    """One composed sheet of a poster, in points. The map stands at `map_origin`, scaled by `scale`.

    `placed` holds the parts around the map in sheet points, in the order of reading: "part:header", "part:personas",
    "part:insights", "part:legend", "part:footer", "part:qr".
    `name` tells it from the other sheets of the poster ("Oriëntatie", a scenario's name; "" when it is the only one),
    `title` is that of the poster, for the marks outside the sheet.
    """

    width: float
    height: float
    placed: Mapping[str, Placed]
    map: JourneyLayout
    map_origin: tuple[float, float]
    scale: float
    smallest_text: float  # points on paper
    missing: tuple[str, ...] = ()
    view: View | None = None  # what it shows
    name: str = ""
    title: str = ""


def smallest_text(sheets: Sequence[Sheet]) -> float:
    """The size of a poster's smallest text, in points; 0 for one without text."""
    return min((sheet.smallest_text for sheet in sheets if sheet.smallest_text > 0), default=0.0)


@frozen()
class Page:
    """One piece of paper that leaves the printer: a window on a sheet, and marks around it. Points, y down.

    The sheet's left top corner stands at `at` on the page, unscaled; only `window` (page points) of it is drawn, and
    `marks` over it: crop marks, glue edges, names of tiles. `under` is drawn below it (the colour of the paper).
    """

    width: float  # of the medium, with marks and bleed
    height: float
    window: Rect
    trim: Rect  # what remains when it is cut
    bleed: Rect
    name: str  # of the page: "1", "B3"
    sheet: Sheet | None = None  # None: only marks, such as the sketch of how tiles go together
    at: tuple[float, float] = (0.0, 0.0)
    under: Drawing = ()
    marks: Drawing = ()
