"""What a card shows beside its words: a picture, a measure, and small chips at its foot.

Only cards that have any of it ask for this module: most journeys are words alone.
"""

from __future__ import annotations

import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_, _, date, in_language, number
from cjm_desktop.layout.card_chips import GAP, Chip, draw, flow
from cjm_desktop.layout.cells import first_letters
from cjm_desktop.layout.drawing import Colour, Drawing, Group, Picture, Primitive
from cjm_desktop.layout.geometry import Rect, rounded
from cjm_desktop.layout.text import Style, block
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Asset, Card, Evidence, Owner, RecordId, Touchpoint

#: A picture on a card is at most so high; in a lane of pictures it may be higher.
HIGHEST, HIGHEST_IN_LANE = 64.0, 118.0
#: The value of a measure is so much larger than body text, in a lane of measures and in others.
LARGE, MODEST = 1.9, 1.25
#: Months whose first three letters are not how they are cut short.
_SHORT: Final = {"maart": "mrt"}
#: What rests on what, from the weakest to the strongest: icon and words.
EVIDENCE: Final[dict[str, tuple[str, str]]] = {
    "assumption": ("circle-help", N_("Assumption")),
    "reasoning": ("brain", N_("Reasoning")),
    "frontline": ("users", N_("Staff who meet customers")),
    "persona": ("user", N_("Persona")),
    "data": ("chart-column", N_("Data")),
    "interview": ("message-square-text", N_("Interview")),
    "observation": ("eye", N_("Observation")),
    "research": ("clipboard-check", N_("Research")),
}
#: The sign of a status, and what it is called.
STATUS: Final[dict[str, tuple[str, str]]] = {
    "open": ("circle", N_("Open")),
    "doing": ("clock", N_("Being done")),
    "done": ("check", N_("Done")),
    "dropped": ("x", N_("Dropped")),
}


class Parts(NamedTuple):
    """What a card shows beside its words."""

    picture: tuple[RecordId, float] | None = None  # asset, width over height
    measure: tuple[str, str, str] | None = None  # name, value, unit
    chips: tuple[Chip, ...] = ()
    author: str = ""


class Built(NamedTuple):
    """What stands above a card's words and below them: drawings with their top at 0, and heights in points."""

    head: Drawing
    head_height: float
    foot: Drawing
    foot_height: float


class Shown(NamedTuple):
    """The fields of a card that show beside its words, in the order of `_FIELDS`."""

    severity: int | None
    frequency: float | None
    quick_win: bool
    status: str | None
    due: str | None
    metric: str | None
    value: float | None
    unit: str | None
    author: str | None


_FIELDS = attrgetter(*Shown._fields)


def built(card: Card, kind: str, width: float, language: str, theme: Theme, journey: Journey | None) -> Built:
    """What a card of a lane of that kind shows above and below its words, which are `width` points wide."""
    picture, owner = None, None
    evidence: tuple[tuple[str, str], ...] = ()
    if journey is not None:
        picture = picture_of(card.image, journey) if card.image else None
        found = journey.of(Owner, card.owner) if card.owner else None
        owner = (found.initials, found.name, theme.chosen(found.colour)) if found is not None else None
        if kind == "evidence":
            sources = [e for id in card.evidence if (e := journey.of(Evidence, id)) is not None]
            evidence = tuple([(e.kind, e.source) for e in sources])
    return _built(_FIELDS(card), picture, owner, evidence, kind, width, language, theme)


@lru_cache(maxsize=8192)
def _built(
    fields: tuple[Any, ...],
    picture: tuple[RecordId, float] | None,
    owner: tuple[str | None, str, Colour | None] | None,
    evidence: tuple[tuple[str, str], ...],
    kind: str,
    width: float,
    language: str,
    theme: Theme,
) -> Built:
    shown = Shown(*fields)
    with in_language(language):
        chips = tuple(_chips(shown, owner, evidence))
        author = " ".join((shown.author or "").split())
        return build(Parts(picture, _measure(shown), chips, author), kind, width, theme)


def picture_of(id: RecordId | None, journey: Journey | None) -> tuple[RecordId, float] | None:
    """An asset with the ratio of its width to its height, kept within 1 : 8; None when there is none."""
    asset = journey.of(Asset, id) if journey is not None else None
    if asset is None:
        return None
    return asset.id, min(8.0, max(0.125, asset.width / asset.height))


def _measure(card: Shown) -> tuple[str, str, str] | None:
    if card.value is None and not card.metric:
        return None
    name = " ".join((card.metric or "").split())
    if card.value is None:
        return name, "", ""
    return name, plain_number(card.value), " ".join((card.unit or "").split())


def plain_number(value: float) -> str:
    """A number with as many decimals as it needs, two at most."""
    decimals = 0 if value == round(value) else 1 if round(value, 2) == round(value, 1) else 2
    return number(value, decimals)


def _chips(
    card: Shown, owner: tuple[str | None, str, Colour | None] | None, evidence: tuple[tuple[str, str], ...]
) -> list[Chip]:
    out = []
    if card.severity:
        out.append(Chip("", str(card.severity), "dots"))
    if card.frequency is not None:
        out.append(Chip("repeat", f"{plain_number(round(card.frequency * 100, 1))}%"))
    if card.quick_win:
        out.append(Chip("sparkles", _("Quick win"), "win"))
    if card.status is not None:
        icon, words = STATUS[card.status]
        out.append(Chip(icon, _(words)))
    if card.due:
        out.append(Chip("calendar", day_words(card.due)))
    if owner is not None:
        initials, name, colour = owner
        out.append(Chip("", initials or first_letters(name), "owner", colour))
    for kind, source in evidence:
        icon, words = EVIDENCE[kind]
        said = " ".join(source.split())
        out.append(Chip(icon, f"{_(words)} · {said}" if said else _(words)))
    return out


def day_words(day: str) -> str:
    """A date of the file ("2026-11-22") with a short month ("22 nov 2026"); as it stands when it is no whole day."""
    try:
        number_of_day, month, year = date(datetime.date.fromisoformat(day)).split()
    except ValueError:
        return day
    return f"{number_of_day} {_SHORT.get(month, month[:3])} {year}"


def strongest(touchpoint: Touchpoint, journey: Journey) -> str | None:
    """The kind of the strongest evidence of a touchpoint; None when it has none."""
    kinds = {e.kind for id in touchpoint.evidence if (e := journey.of(Evidence, id)) is not None}
    return next((kind for kind in reversed(EVIDENCE) if kind in kinds), None)


# -- drawing -------------------------------------------------------------------------------------------


def build(parts: Parts, kind: str, width: float, theme: Theme) -> Built:
    """Draw what stands above and below the words of a card whose inner width is `width` points."""
    head, head_height = _head(parts, kind, width, theme)
    foot, foot_height = _foot(parts, width, theme)
    return Built(head, head_height, foot, foot_height)


def picture_box(ratio: float, width: float, highest: float) -> tuple[float, float]:
    """Width and height in points of a picture that is fitted in a width and a height."""
    height = min(width / ratio, highest)
    return height * ratio, height


def picture(asset: RecordId, x: float, y: float, width: float, height: float) -> Picture:
    """A picture with slightly rounded corners in a box of its own shape."""
    box = Rect(x, y, width, height)
    return Picture(box, asset, rounded(box, 3))


def _head(parts: Parts, kind: str, width: float, theme: Theme) -> tuple[Drawing, float]:
    out: list[Primitive] = []
    y = 0.0
    if parts.picture is not None:
        id, ratio = parts.picture
        highest = HIGHEST_IN_LANE if kind == "images" else HIGHEST
        wide, high = picture_box(ratio, width, highest)
        out.append(picture(id, (width - wide) / 2, y, wide, high))
        y += high + GAP
    if parts.measure is not None:
        drawn, high = _drawn_measure(*parts.measure, kind, width, theme)
        out += [Group(part.children, part.x, y + part.y, role=part.role) for part in drawn]
        y += high + GAP / 2
    return tuple(out), y


def _drawn_measure(
    name: str, value: str, unit: str, kind: str, width: float, theme: Theme
) -> tuple[list[Group], float]:
    """A name over a large number, with its unit beside it, or below where there is no room; and their height."""
    out: list[Group] = []
    y = 0.0
    small = Style("semibold", theme.small, theme.second_ink)
    above = block(name, small, width)
    if above.lines:
        out.append(Group(above.lines, 0, y, role="text"))
        y += above.height
    size = theme.body * (LARGE if kind == "metrics" else MODEST)
    large = block(value, Style("bold", size, theme.accent), width)
    if large.lines:
        lines, beside = large.lines, block(unit, small, width)
        fits = large.width + GAP + beside.width <= width
        if beside.line_count == 1 and large.line_count == 1 and fits:
            # One text on one baseline, as it is read and copied.
            base, right = large.lines[0].baseline, large.width + GAP
            lines += tuple(replace(one, x=right + one.x, baseline=base) for one in beside.lines)
            beside = block("", small, width)
        out.append(Group(lines, 0, y, role="text"))
        y += large.height
        if beside.lines:
            out.append(Group(beside.lines, 0, y, role="text"))
            y += beside.height
    return out, y


def _foot(parts: Parts, width: float, theme: Theme) -> tuple[Drawing, float]:
    out: list[Primitive] = []
    y = 0.0
    if parts.chips:
        drawn, y = flow([draw(chip, width, theme) for chip in parts.chips], width)
        out += drawn
    if parts.author:
        style = Style("italic", theme.small, theme.second_ink)
        words = block(f"— {parts.author}", style, width)
        top = y + GAP / 2 if y else 0.0
        out.append(Group(words.lines, 0, top, role="text"))
        y = top + words.height
    return tuple(out), y
