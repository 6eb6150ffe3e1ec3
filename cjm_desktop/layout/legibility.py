"""From how far letters on paper can be read, and how large they must be for that."""

from __future__ import annotations

from typing import Final

#: Text of this many points reads at this many metres; in between it is linear.
NEAR: Final = (16.0, 0.7)
FAR: Final = (32.0, 1.5)
_SLOPE: Final = (FAR[1] - NEAR[1]) / (FAR[0] - NEAR[0])
#: Letters below this (points) are small for anyone; below the second nobody reads them.
SMALL, UNREADABLE = 8.0, 4.0


def reading_distance(points: float) -> float:
    """From how many metres text of a size in points can be read; never below 0."""
    return max(0.0, NEAR[1] + (points - NEAR[0]) * _SLOPE)


def size_for(metres: float) -> float:
    """How many points text must have to be read from a distance in metres; `reading_distance` turned round."""
    return max(0.0, NEAR[0] + (metres - NEAR[1]) / _SLOPE)
