"""Every colour and size of the map, read from a theme file."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from cjm_desktop import resources
from cjm_desktop.frozen import fields_of, frozen
from cjm_desktop.layout.drawing import Colour

if TYPE_CHECKING:
    from cjm_desktop.model.records import Asset

#: The themes that are shipped.
NAMES = ("standard", "mono", "colourblind")
#: What only a client's theme has.
_OF_CLIENTS: Final = frozenset(("logo", "fonts"))
#: Text of the usual size needs this contrast with its ground (WCAG 2.1, 1.4.3).
READABLE: Final = 4.5
#: Signs, which are larger, need less (1.4.11).
VISIBLE: Final = 3.0


# eq=False: a theme is loaded once and compared by identity, because it is part of the key of many caches.
@frozen(eq=False)
class Theme:
    """Colours are "#RRGGBB", sizes and lengths points in map units.

    `name` tells it from every other theme. `logo` stands where a journey has none of its own; `fonts` is a key of
    `fonts.family`.
    """

    name: str
    ink: Colour
    second_ink: Colour
    hairline: Colour
    paper: Colour
    card: Colour  # what cards, discs and panels are filled with
    panel: Colour  # chips in the header, owners' initials
    phase_colours: tuple[Colour, ...]
    on_phase: Colour
    positive: Colour
    neutral: Colour
    negative: Colour
    accent: Colour  # measures, personas
    star: Colour
    asphalt: Colour
    kerb: Colour
    centre_line: Colour
    side_road: Colour
    side_line: Colour
    card_border: Colour
    pain: Colour
    pain_border: Colour
    opportunity: Colour
    opportunity_border: Colour
    thought: Colour
    thought_border: Colour
    phase_tint: float  # 0–1: how much of its colour runs down a phase's columns
    area_tint: float  # 0–1: how much colour is in the areas under the curve
    title: float
    subtitle: float
    phase: float
    body: float
    small: float
    card_padding: float
    card_gap: float
    card_radius: float
    column_width: float
    column_gap: float
    phase_gap: float
    lane_padding: float
    lane_names_width: float
    margin: float
    road_width: float
    kerb_width: float
    side_road_width: float
    disc_radius: float
    ring_width: float
    badge_radius: float
    face_radius: float
    curve_width: float
    hairline_width: float
    logo: Asset | None = None
    fonts: str = ""

    def phase_colour(self, index: int) -> Colour:
        """The colour of the phase with this index, repeating."""
        return self.phase_colours[index % len(self.phase_colours)]

    def chosen(self, colour: Colour | None) -> Colour | None:
        """A colour that an author gave a phase or a person; None where a theme of greys has its own for them."""
        return None if _is_grey(self.phase_colours) else colour

    def ink_on(self, colour: Colour) -> Colour:
        """What text on a phase's colour is written in: as the theme says where that can be read, else dark or light."""
        if contrast(self.on_phase, colour) >= READABLE:
            return self.on_phase
        return max((self.ink, "#FFFFFF", "#000000"), key=lambda ink: contrast(ink, colour))

    def letters_in(self, colour: Colour) -> Colour:
        """A phase's or a person's colour for letters on the paper: darker where they could hardly be read."""
        return seen_on(colour, self.paper, self.ink, READABLE)

    def sign_in(self, colour: Colour) -> Colour:
        """A phase's colour for a sign on a card: darker where the card would nearly swallow it."""
        return seen_on(colour, self.card, self.ink)


@cache
def load(name: str = "standard") -> Theme:
    """The theme of a file in resources/themes; an unknown name raises FileNotFoundError, a wrong file ValueError."""
    if name not in NAMES:
        raise FileNotFoundError(name)  # a name from a file may not wander through the disk
    values: dict[str, object] = {"name": name}
    for key, value in _read(resources.path("themes", f"{name}.toml").read_text("utf-8")):
        values[key] = tuple(value) if isinstance(value, list) else value
    expected = {field.name for field in fields_of(Theme)} - _OF_CLIENTS
    if values.keys() != expected:
        raise ValueError(f"{name}.toml: {sorted(values.keys() ^ expected)}")
    for key, value in values.items():
        if isinstance(value, int):
            values[key] = float(value)
    return Theme(**values)  # type: ignore[arg-type]


def _read(toml: str) -> list[tuple[str, object]]:
    """The keys and values of all tables of a theme file."""
    try:
        # One key a line and values that JSON spells in the same way, as ours are: tomllib takes 4 ms to import.
        rows = (line.split(" = ", 1) for line in toml.splitlines() if line and line[0] not in "#[")
        return [(key, json.loads(value)) for key, value in rows]
    except ValueError:
        import tomllib

        return [row for table in tomllib.loads(toml).values() for row in table.items()]


def _channels(colour: Colour) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(maxsize=4096)
def tint(colour: Colour, amount: float, paper: Colour) -> Colour:
    """The opaque colour that `colour` gives at opacity `amount` (0–1) on `paper`; a press needs no transparency."""
    mixed = (
        round(ground + (top - ground) * amount) for top, ground in zip(_channels(colour), _channels(paper))
    )
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


@cache
def _is_grey(colours: tuple[Colour, ...]) -> bool:
    return all(len({*_channels(colour)}) == 1 for colour in colours)


@lru_cache(maxsize=4096)
def seen_on(colour: Colour, ground: Colour, ink: Colour, needed: float = VISIBLE) -> Colour:
    """The colour with as much ink in it, in tenths, as a sign (or what needs another contrast) needs on a ground."""
    mixed = (tint(ink, tenths / 10, colour) for tenths in range(11))
    return next((each for each in mixed if contrast(each, ground) >= needed), ink)


@lru_cache(maxsize=4096)
def contrast(a: Colour, b: Colour) -> float:
    """The contrast ratio of two colours, 1–21 (WCAG 2.1, "relative luminance")."""
    low, high = sorted((_luminance(a), _luminance(b)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
