"""What other eyes see of a colour, and how far two colours then are from each other.

The matrices are those of Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation of
color vision deficiency", for the full deficiency, on linear RGB.
"""

from __future__ import annotations

from math import dist

SIGHT = {
    "all": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def lab(colour: str, sight: str = "all") -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour "#RRGGBB" as it is seen."""
    shares = [byte / 255 for byte in bytes.fromhex(colour[1:])]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    r, g, b = (min(1.0, max(0.0, sum(map(float.__mul__, row, linear)))) for row in SIGHT[sight])
    x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(a: str, b: str, sight: str = "all") -> float:
    """ΔE (CIE 1976) of two colours as they are seen; 2.3 is what can just be noticed side by side."""
    return dist(lab(a, sight), lab(b, sight))
