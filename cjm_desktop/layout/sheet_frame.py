"""The parts around the map of a sheet: header and persona cards above it; insights, legend, footer, QR code below."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, TypeAlias

from cjm_desktop.analysis.findings import Finding
from cjm_desktop.frozen import frozen
from cjm_desktop.layout import legend, poster_parts
from cjm_desktop.layout.icons import icon_shape
from cjm_desktop.layout.persona_cards import cards_part, is_name_only
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.poster_parts import Part
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Persona

#: Ground between the parts of a poster, in map units.
GAP: Final = 18.0
#: Between the parts under the map, and between the map and the first of them.
LOWER_GAP: Final = 10.0
MAP_GAP: Final = 4.0
#: Persona cards take no more of the height of a sheet than this while there is less that they could tell.
PEOPLE_SHARE: Final = 0.2
#: The title leaves this share of the width to persona cards beside it, on a sheet of at least so many map units.
BESIDE: Final = 0.56
WIDE: Final = 900.0

#: A part of the sheet: its key, what is drawn, x from the left margin, and y from the upper margin (above the map)
#: or from the lower margin up to its top (below the map), in map units.
Standing: TypeAlias = tuple[str, Part, float, float]


@frozen()
class Words:
    """What the parts around a map tell.

    `views` are those on the sheet; `without` the parts that are left out; `part` says which part of the road this is
    ("2 of 3 · Nurture"), `footer` the number of the sheet and its paper.
    """

    views: tuple[View, ...]
    people: tuple[Persona, ...]
    findings: tuple[Finding, ...]
    signs: tuple[legend.Sign, ...]
    without: Collection[str]
    footer: str
    part: str
    qr: str


@frozen()
class Frame:
    """The parts above and below the map at one width; `above` and `below` are what they take with their gaps."""

    top: tuple[Standing, ...]
    bottom: tuple[Standing, ...]
    above: float
    below: float


def frame(journey: Journey, words: Words, room: float, theme: Theme, most: float, code_side: float) -> Frame:
    """The parts around the map within a width, in map units.

    `most` is how high persona cards may become before they tell less, `code_side` how wide a QR code is at least.
    """
    top, above = _above(journey, words, room, theme, most)
    bottom, below = _below(journey, words, room, theme, code_side)
    return Frame(tuple(top), tuple(bottom), above, below)


def _above(
    journey: Journey, words: Words, room: float, theme: Theme, most: float
) -> tuple[list[Standing], float]:
    top: list[Standing] = []
    people = () if "personas" in words.without else words.people
    has_title = "header" not in words.without
    pictures = frozenset(a.id for a in journey.assets)
    # One or two stand beside the title where there is room, more below it over the whole width.
    beside = has_title and room >= WIDE and (len(people) <= 2 or all(is_name_only(p) for p in people))
    cards = cards_part(
        people, room * BESIDE if beside else room, most, theme, pictures, journey.info.language
    )
    above = high = 0.0
    if has_title:
        width = room - cards.width - 24 if beside and cards is not None else room
        title = poster_parts.title_part(
            journey, words.views, width, theme, part=words.part, has_basis="evidence" not in words.without
        )
        top.append(("part:header", title, 0.0, 0.0))
        high = title.height
        above = high + GAP
    if cards is not None and beside:
        top.append(("part:personas", cards, room - cards.width, 0.0))
        above = max(high, cards.height) + GAP
    elif cards is not None:
        top.append(("part:personas", cards, 0.0, above))
        above += cards.height + GAP
    return top, above


def _below(
    journey: Journey, words: Words, room: float, theme: Theme, code_side: float
) -> tuple[list[Standing], float]:
    code: Part | None = None
    if words.qr:
        from cjm_desktop.layout import qr_code  # few posters have one

        code = qr_code.qr_part(words.qr, code_side, theme)
    width = room - code.width - GAP if code is not None else room
    parts: list[tuple[str, Part | None]] = []
    if "footer" not in words.without:
        parts.append(("part:footer", poster_parts.footer_part(journey, words.footer, width, theme)))
    signs = () if "legend" in words.without else words.signs
    if "header" in words.without and "evidence" not in words.without:
        base = poster_parts.basis_words(journey, words.views)
        icon = icon_shape(poster_parts.BASIS_ICON, 6, -7, 14, theme.second_ink)
        signs = (((icon,), base), *signs) if base else signs
    parts.append(("part:legend", legend.legend_part(signs, width, theme)))
    if "insights" not in words.without:
        parts.append(("part:insights", legend.insights_part(words.findings, width, theme)))
    standing = [(key, part) for key, part in parts if part is not None]
    gap = LOWER_GAP
    if code is not None and standing:
        # Beside a code that is higher than they are, the parts share its height out.
        high = sum(part.height + LOWER_GAP for _key, part in standing)
        gap += max(0.0, code.height + LOWER_GAP - high) / (len(standing) + 1)
    bottom: list[Standing] = []
    lift = 0.0
    for key, part in standing:
        lift += part.height
        bottom.append((key, part, 0.0, lift))
        lift += gap
    bottom.reverse()
    if code is not None:
        bottom.append(("part:qr", code, room - code.width, code.height))
        lift = max(lift, code.height + LOWER_GAP)
    return bottom, lift + MAP_GAP if bottom else 0.0


def people_of(journey: Journey, views: Sequence[View]) -> tuple[Persona, ...]:
    """The people of the scenarios on a sheet, each once."""
    ids = {id for view in views for id in view.personas or journey.personas_of(view.scenario)}
    return tuple(p for p in journey.personas if p.id in ids)
