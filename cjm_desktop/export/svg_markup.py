"""Text, numbers and places as an SVG holds them."""

from __future__ import annotations

import re
from math import isfinite
from typing import Final

from cjm_desktop.i18n import N_
from cjm_desktop.model.problems import SENTENCES, refusal

# What lies farther out is on no page; renderers hold numbers as 32-bit floats.
FAR: Final = 1e6
# XML 1.0, production 2: no other character may be in a document, not even as a reference.
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

SENTENCES.update({"svg-number": N_("A part of the drawing has no place: its numbers are not finite.")})


def escaped(text: str) -> str:
    """A text as XML holds it, in an element or an attribute."""
    if not text.isalnum():
        text = _FORBIDDEN.sub("\ufffd", text)
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text


def number(value: float) -> str:
    """A number to a hundredth, as short as it can be written; raises CjmError for one that is none."""
    if not -FAR < value < FAR:
        if not isfinite(value):
            raise refusal("svg-number")
        value = FAR if value > 0 else -FAR
    text = f"{value:.2f}"
    if text[-1] == "0":
        text = text[:-3] if text[-2] == "0" else text[:-1]
    return "0" if text == "-0" else text


def ratio(value: float) -> str:
    """A scale or an opacity to a hundred-thousandth."""
    if not 0 <= value < FAR:
        raise refusal("svg-number")
    return f"{value:.5f}".rstrip("0").rstrip(".")


def moved(x: float, y: float, scale: float = 1.0) -> str:
    """The attribute that moves and then scales an element; "" when it does neither."""
    parts = []
    if x or y:
        parts.append(f"translate({number(x)} {number(y)})")
    if scale != 1.0:
        parts.append(f"scale({ratio(scale)})")
    return f' transform="{" ".join(parts)}"' if parts else ""
