"""Parts of records: small values without an id of their own."""

from __future__ import annotations

from typing import Literal

from cjm_desktop.frozen import frozen
from cjm_desktop.model.values import Extra, Label, LaneId, Note, PersonaId, Score, Share


@frozen(kw_only=True)
class PosterSettings:
    """How the author last printed the poster."""

    paper: Label = "A1"
    orientation: Literal["landscape", "portrait"] = "landscape"
    tiles: Label | None = None
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
