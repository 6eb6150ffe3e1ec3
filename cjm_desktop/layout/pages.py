"""The pages of a poster: every sheet on its own paper, with bleed and marks, or cut into tiles."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.placement import Page, Sheet


def whole(sheet: Sheet, name: str = "1") -> Page:
    """A sheet on a page of its own size."""
    all_of_it = Rect(0, 0, sheet.width, sheet.height)
    return Page(sheet.width, sheet.height, all_of_it, all_of_it, all_of_it, name, sheet)


def wholes(sheets: Sequence[Sheet]) -> list[Page]:
    """Each sheet on a page of its own size, numbered from 1."""
    return [whole(sheet, str(n)) for n, sheet in enumerate(sheets, 1)]
