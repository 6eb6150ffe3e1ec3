"""Links of a document: addresses that are written out in a card or touchpoint, and no others.

Only http, https and mailto lead out of a poster; nothing in a client's file makes a reader run or open anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

from cjm_desktop.export.pdf_file import string
from cjm_desktop.export.pdf_tags import Element
from cjm_desktop.layout.drawing import Drawing, TextLine, text_lines
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.reading_order import Read
from cjm_desktop.model.journey import Journey

#: Where an address in a text may begin and end; the full stop behind it is the sentence's.
_OUTSIDE: Final = r"\s<>\"“”„‘’«»()\[\]{}|\\^`"
_ADDRESS: Final = re.compile(
    rf"(?<![\w:])(?:https?://|mailto:)[^{_OUTSIDE}]*[^{_OUTSIDE}.,;:!?]", re.IGNORECASE
)
_BEGIN: Final = re.compile("http|mailto:", re.IGNORECASE)
_MAIL: Final = re.compile(r"mailto:[^\s@:/?]+@[^\s@:/?]+\.[^\s@:/?]+", re.IGNORECASE)
#: What an address may hold beside letters and digits, escaped signs included (RFC 3986, 2).
_PLAIN: Final = ":/?#@!$&'*+,;=-._~%"


class Link(NamedTuple):
    """An address on a page: its box in units of the page, y up, and the element that it belongs to."""

    page: int
    box: tuple[float, float, float, float]
    address: str
    element: Element


class Addresses:
    """The addresses that the texts of a journey write out."""

    def __init__(self, journey: Journey) -> None:
        texts = chain((card.text for card in journey.cards), (t.title for t in journey.touchpoints))
        found = {
            address
            for text in texts
            if "://" in text or "mailto:" in text.lower()
            for address in _ADDRESS.findall(text)
            if is_harmless(address)
        }
        self._known = sorted(found, key=lambda address: (-len(address), address))
        self.links: list[Link] = []

    def __bool__(self) -> bool:
        return bool(self._known)

    def within(self, drawing: Drawing) -> Iterator[tuple[Rect, str]]:
        """The addresses in a drawing with their boxes in its coordinates: one for each line that a piece stands on."""
        lines = text_lines(drawing)
        for index, line in enumerate(lines):
            for begin in _BEGIN.finditer(line.text):
                pieces = next(
                    filter(None, (_pieces(one, lines[index:], begin.start()) for one in self._known)), None
                )
                if pieces is not None:
                    address, boxes = pieces
                    yield from ((box, address) for box in boxes)

    def add(self, page: int, box: tuple[float, float, float, float], address: str, parent: Element) -> None:
        """Note an address that is drawn; it becomes a part of the element whose text it is in."""
        element = Element(Read("Link"), parent)
        parent.children.append(element)
        self.links.append(Link(page, box, address, element))


def is_harmless(address: str) -> bool:
    """Whether an address leads to a page or a mailbox, and names no user or password on the way."""
    if address.lower().startswith("mailto:"):
        return _MAIL.fullmatch(address) is not None
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def annotation(link: Link, page: str, key: int) -> bytes:
    """The object of a link; `key` is its place in the parent tree."""
    box = " ".join(f"{side:.2f}" for side in link.box)
    address = quote(link.address, safe=_PLAIN)
    return (
        f"<< /Type /Annot /Subtype /Link /Rect [{box}] /Border [0 0 0] /F 4 /P {page} /StructParent {key}"
        f" /Contents {string(link.address)} /A << /S /URI /URI {string(address)} >> >>".encode("ascii")
    )


def _pieces(address: str, lines: Sequence[TextLine], at: int) -> tuple[str, list[Rect]] | None:
    """An address with its boxes, if it begins at a place of the first line and goes on as lines do that break it."""
    boxes: list[Rect] = []
    rest = address
    for line in lines:
        here = line.text[at:]
        length = len(rest) if here.startswith(rest) else len(here.rstrip())
        if not length or here[:length] != rest[:length]:
            return None
        boxes.append(_box(line, at, at + length))
        rest, at = rest[length:], 0
        if not rest:
            return address, boxes
    return None


def _box(line: TextLine, start: int, end: int) -> Rect:
    """The box of some characters of a line."""
    glyphs = line.glyphs
    left = min((x for x, at in zip(glyphs.xs, glyphs.clusters) if start <= at < end), default=0.0)
    right = min((x for x, at in zip(glyphs.xs, glyphs.clusters) if at >= end), default=glyphs.advance)
    return Rect(line.x + left, line.baseline - line.size, max(1.0, right - left), 1.25 * line.size)
