"""Parts of records: small values without an id of their own."""

from __future__ import annotations

from typing import Annotated, Literal

from cjm_desktop.frozen import frozen
from cjm_desktop.model.fields import Range
from cjm_desktop.model.values import Extra, Label, LaneId, Note, PersonaId, ScenarioId, Score, Share


@frozen(kw_only=True)
class PosterSettings:
    """How the author last printed the poster; lengths in millimetres.

    `paper` and `tiles` are names or sizes that `layout.paper` knows ("A1", "Roll 914", "400 × 900 mm"); one that it
    doesn't know is as if it were not told. `without` are the parts that are left out, `qr` what the QR code says.
    """

    paper: Label = "A1"
    orientation: Literal["landscape", "portrait"] = "landscape"
    scale: Literal["fit", "width", "actual"] = "fit"
    margin: Annotated[float, Range(0.0, 500.0)] | None = None  # None: as wide as the theme's
    bleed: Annotated[float, Range(0.0, 50.0)] = 0.0
    marks: bool = False  # crop marks for the print shop
    ground: bool = False  # print the colour of the paper
    split: Literal["one", "phases", "count"] = "one"  # on how many sheets the road goes
    count: Annotated[int, Range(2, 99)] = 2  # so many with split = "count", cut between phases near by
    scenarios: tuple[ScenarioId, ...] = ()  # (): the one that is shown
    together: bool = False  # the scenarios on one sheet instead of one each
    compare: ScenarioId | None = None
    without: tuple[Literal["header", "personas", "insights", "evidence", "legend", "footer"], ...] = ()
    qr: Label | None = None
    tiles: Label | None = None
    tiles_orientation: Literal["best", "landscape", "portrait"] = "best"
    overlap: Annotated[float, Range(0.0, 100.0)] = 10.0
    edge: Annotated[float, Range(0.0, 50.0)] = 5.0  # what the printer of the tiles can't reach
    exact_cuts: bool = False  # cut evenly, also through touchpoints and text
    blank_tiles: bool = False  # print tiles with nothing on them too
    assembly: bool = True  # begin the tiles with a sketch of how they go together
    dpi: Annotated[int, Range(36, 1200)] = 150
    outlines: bool = False  # letters of an SVG as shapes
    reads_at: Annotated[float, Range(0.0, 20.0)] | None = None  # metres that letters may grow for
    lanes: tuple[LaneId, ...] = ()
    theme: Label | None = None
    extra: Extra = ()


@frozen(kw_only=True)
class Need:
    """Something the persona wants, said aloud (explicit) or not (latent)."""

    text: Label
    kind: Literal["explicit", "latent"] = "explicit"
    extra: Extra = ()


@frozen(kw_only=True)
class Influence:
    """How one person of a buying group sways another, beside the official way."""

    persona: PersonaId
    text: Label | None = None
    extra: Extra = ()


@frozen(kw_only=True)
class Experience:
    """What one persona felt at a touchpoint; an absent score is "not known", never zero."""

    persona: PersonaId
    emotional: Score | None = None
    functional: Score | None = None
    expected: Score | None = None
    word: Label | None = None
    extra: Extra = ()


@frozen(kw_only=True)
class DropOff:
    """The share of customers that leaves at a touchpoint, and why."""

    share: Share
    reason: Note | None = None
    extra: Extra = ()
