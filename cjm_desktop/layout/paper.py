"""Paper: the sizes that are sold by name, rolls, and sizes of one's own, in millimetres and in points."""

from __future__ import annotations

import re
from typing import Final, Literal

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import N_, _, number
from cjm_desktop.model.problems import SENTENCES, CjmError, refusal

#: One millimetre in points, and one inch in millimetres.
MM: Final = 72.0 / 25.4
INCH: Final = 25.4
#: By name, portrait, in millimetres: ISO 216 and DIN 476, ANSI Y14.1, the sizes of architects, and of a screen.
PAPERS: Final[dict[str, tuple[float, float]]] = {
    "A5": (148.0, 210.0),
    "A4": (210.0, 297.0),
    "A3": (297.0, 420.0),
    "A2": (420.0, 594.0),
    "A1": (594.0, 841.0),
    "A0": (841.0, 1189.0),
    "2A0": (1189.0, 1682.0),
    "Letter": (8.5 * INCH, 11 * INCH),
    "Legal": (8.5 * INCH, 14 * INCH),
    "Tabloid": (11 * INCH, 17 * INCH),
    "ANSI C": (17 * INCH, 22 * INCH),
    "ANSI D": (22 * INCH, 34 * INCH),
    "ANSI E": (34 * INCH, 44 * INCH),
    "Arch A": (9 * INCH, 12 * INCH),
    "Arch B": (12 * INCH, 18 * INCH),
    "Arch C": (18 * INCH, 24 * INCH),
    "Arch D": (24 * INCH, 36 * INCH),
    "Arch E1": (30 * INCH, 42 * INCH),
    "Arch E": (36 * INCH, 48 * INCH),
    "16:9": (7.5 * INCH, 40 / 3 * INCH),  # a wide slide
}
#: The rolls of plotters, by name: how wide they are, in millimetres.
ROLLS: Final[dict[str, float]] = {"Roll 914": 914.0, "Roll 1067": 1067.0}
#: Every name that is offered.
NAMES: Final = (*PAPERS, *ROLLS)
#: No side is shorter or longer than this, in millimetres.
LEAST: Final = 50.0
MOST: Final = 20_000.0

SENTENCES.update(
    {
        "paper-unknown": N_(
            "“{name}” is no size of paper. Give a name such as A1, or a size such as 400 × 900 mm."
        ),
        "paper-small": N_("“{name}” is too small: each side of the paper is at least {least} mm long."),
        "paper-large": N_("“{name}” is too large: each side of the paper is at most {most} m long."),
        "paper-roll": N_("A roll has no length of its own. Choose paper that has one."),
    }
)

#: Units of length, in millimetres; a number without one is in millimetres too.
UNITS: Final = {"": 1.0, "mm": 1.0, "cm": 10.0, "m": 1000.0, "in": INCH, "inch": INCH, '"': INCH, "″": INCH}
_NUMBER: Final = r"(\d{1,9}(?:[.,]\d{1,6})?)\s*(mm|cm|m|inch|in|\"|″|)"
_OWN: Final = rf"{_NUMBER}\s*[x×*]\s*{_NUMBER}"
_ROLL: Final = rf"(?:roll|rol)\s*{_NUMBER}"


@frozen()
class Paper:
    """One size of paper: its shorter side and its longer one in millimetres.

    `long` is 0 for a roll, which is as long as what is printed on it. `name` is what files keep.
    """

    name: str
    short: float
    long: float

    @property
    def is_roll(self) -> bool:
        return not self.long

    def size(self, orientation: str) -> tuple[float, float]:
        """Width and height in points, "landscape" or "portrait"; CjmError for a roll."""
        if self.is_roll:
            raise refusal("paper-roll")
        short, long = self.short * MM, self.long * MM
        return (long, short) if orientation == "landscape" else (short, long)


def known(name: str) -> Paper:
    """The paper of a name or of a size in words: "A1", "Roll 914", "400 × 900 mm", "30 x 40 in", "59,4 x 84,1 cm".

    Small and capital letters are alike. CjmError for what is no size, too small or absurdly large.
    """
    words = " ".join(name.split())
    plain = words.casefold()
    for each, (short, long) in PAPERS.items():
        if each.casefold() == plain:
            return Paper(each, short, long)
    for pattern in (_OWN, _ROLL):
        found = re.fullmatch(pattern, plain)
        if found is not None:
            return _own(words, found.groups())
    raise refusal("paper-unknown", name=words[:60])


def _own(words: str, groups: tuple[str, ...]) -> Paper:
    """The paper of a number and a unit for each of its sides; a unit that is told once holds for both."""
    units = groups[1::2]
    lengths = [
        float(each.replace(",", ".")) * UNITS[unit or units[-1] or units[0]]
        for each, unit in zip(groups[::2], units, strict=True)
    ]
    for length in lengths:
        if round(length, 3) < LEAST:
            raise refusal("paper-small", name=words[:60], least=f"{LEAST:.0f}")
        if round(length, 3) > MOST:
            raise refusal("paper-large", name=words[:60], most=f"{MOST / 1000:.0f}")
    if len(lengths) == 1:
        return Paper(f"Roll {_plain(lengths[0])}", lengths[0], 0.0)
    return Paper(name_of(*lengths), min(lengths), max(lengths))


def name_of(width: float, height: float) -> str:
    """The name that files keep of a size of one's own, in millimetres: "400 × 900 mm"."""
    return f"{_plain(width)} × {_plain(height)} mm"


def _plain(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")


def lies(name: str) -> Literal["landscape", "portrait"] | None:
    """Which way paper lies whose sides are told, width first: "200 × 900 mm" is portrait; None for a name, a square."""
    paper = known(name)
    if paper.name in PAPERS or paper.is_roll or paper.short == paper.long:
        return None
    return "portrait" if paper.name == name_of(paper.short, paper.long) else "landscape"


def is_known(name: str) -> bool:
    """Whether a name or a size in words is one of paper."""
    try:
        known(name)
    except CjmError:
        return False
    return True


def shown(name: str) -> str:
    """A paper as it is called in the current language: "A1", "Rol 914 mm", "400 × 900,5 mm"; CjmError as `known`."""
    paper = known(name)
    if paper.name in PAPERS:
        return paper.name
    if paper.is_roll:
        return _("Roll {width} mm").format(width=_in_words(_plain(paper.short)))
    width, _times, height, _unit = paper.name.split()
    return f"{_in_words(width)} × {_in_words(height)} mm"


def _in_words(length: str) -> str:
    # Without a mark between thousands: "1.067 mm" would be a millimetre to half of the readers.
    return length.replace(".", number(0.5, 1)[1])
