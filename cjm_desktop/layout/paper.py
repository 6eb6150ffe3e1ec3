"""Paper sizes in points."""

from __future__ import annotations

from typing import Final

#: One millimetre in points.
MM: Final = 72.0 / 25.4
#: ISO 216, portrait, in millimetres.
PAPERS: Final[dict[str, tuple[float, float]]] = {
    "A4": (210.0, 297.0),
    "A3": (297.0, 420.0),
    "A2": (420.0, 594.0),
    "A1": (594.0, 841.0),
    "A0": (841.0, 1189.0),
}


def size(paper: str, orientation: str) -> tuple[float, float]:
    """Width and height of a paper in points; KeyError for an unknown name, "landscape" or "portrait"."""
    width, height = PAPERS[paper]
    if orientation == "landscape":
        width, height = height, width
    return width * MM, height * MM
