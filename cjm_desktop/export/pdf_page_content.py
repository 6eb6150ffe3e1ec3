"""The operators of a page: packed while it is drawn, in marked contents, with a window and the map in it."""

from __future__ import annotations

import zlib
from typing import TypeAlias

from cjm_desktop.export.pdf_content import Content, Shelf
from cjm_desktop.layout.geometry import Rect

#: Fill, pen, dashes, font and opacity.
_State: TypeAlias = tuple[
    str | None,
    tuple[str, float] | None,
    tuple[tuple[float, ...], bool] | None,
    tuple[str, float] | None,
    str,
]


class PageContent(Content):
    """What one page draws."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(shelf)
        # A step more packs a hundredth smaller and takes a third longer.
        self._packer = zlib.compressobj(5)
        self._packed: list[bytes] = []
        self._states: list[_State] = []

    @property
    def is_long(self) -> bool:
        """Whether so much is written that it is time to pack it: a page can be ten megabytes before."""
        return len(self.out) > 4096

    def pack(self) -> None:
        """Pack what is written so far, of a page."""
        self._packed.append(self._packer.compress(self.data()))
        self.out.clear()

    def packed(self) -> bytes:
        """All of a page, packed; nothing is written after it."""
        return b"".join([*self._packed, self._packer.flush()])

    def mark(self, kind: str, number: int) -> None:
        """What follows is the marked content of a number, until another mark begins."""
        self.end_mark()
        self._mark = kind
        self.out.append(f"/{kind} <</MCID {number}>> BDC")

    def mark_artifact(self) -> None:
        """What follows is for the eye only, until a mark begins."""
        if self._mark != "Artifact":
            self.end_mark()
            self._mark = "Artifact"
            self.out.append("/Artifact BMC")

    def end_mark(self) -> None:
        """Ends the marked content; it may not reach out of a text or a map that begins or ends within it."""
        self.close_text()
        if self._mark:
            self._mark = ""
            self.out.append("EMC")

    def begin_page(self, height: float, unit: int) -> None:
        """Turns y down, in units of so many points: the only place that does."""
        scale = f"{1 / unit:.6f}" if unit > 1 else "1"
        self.out.append(f"{scale} 0 0 -{scale} 0 {height / unit:.3f} cm")

    def begin_window(self, window: Rect) -> None:
        """Draw what follows within a part of the page only."""
        self.end_mark()
        self.out.append(f"q {window.x:.3f} {window.y:.3f} {window.width:.3f} {window.height:.3f} re W n")
        self._push()

    def begin_map(self, origin: tuple[float, float], scale: float) -> None:
        self.end_mark()
        self.out.append(f"q {scale:.5f} 0 0 {scale:.5f} {origin[0]:.3f} {origin[1]:.3f} cm")
        self._push()

    def end(self) -> None:
        """Ends what was begun last, a map or a window."""
        self.end_mark()
        self.out.append("Q")
        self._fill, self._pen, self._line, self._font, self._alpha = self._states.pop()

    def _push(self) -> None:
        self._states.append((self._fill, self._pen, self._line, self._font, self._alpha))
