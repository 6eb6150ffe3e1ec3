"""The pages of a poster: every sheet on its own paper, with bleed and marks, or cut into tiles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cjm_desktop.layout import page_marks
from cjm_desktop.layout.drawing import WHITE, Colour, Drawing, Shape
from cjm_desktop.layout.geometry import Rect, rectangle
from cjm_desktop.layout.paper import MM, Paper, is_known, known
from cjm_desktop.layout.placement import Page, Sheet
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.records import PosterSettings

#: How much larger than its paper a sheet may be by rounding, in points.
SLACK: Final = 0.5


def whole(sheet: Sheet, name: str = "1") -> Page:
    """A sheet on a page of its own size."""
    all_of_it = Rect(0, 0, sheet.width, sheet.height)
    return Page(sheet.width, sheet.height, all_of_it, all_of_it, all_of_it, name, sheet)


def with_bleed(sheet: Sheet, theme: Theme, settings: PosterSettings, name: str) -> Page:
    """A sheet as a print shop wants it: the colour of the paper runs over its edges, crop marks stand outside."""
    bleed = settings.bleed * MM
    # A bleed has to be filled: whoever asks for one wants the colour of the paper up to the edge.
    under_all = (settings.ground or bleed > 0) and theme.paper.upper() != WHITE
    off = max(bleed, page_marks.OFF)
    margin = off + page_marks.LENGTH if settings.marks else bleed
    trim = Rect(margin, margin, sheet.width, sheet.height)
    reach = trim.grown(bleed)
    marks: Drawing = ()
    if settings.marks:
        marks = page_marks.crop_marks(trim, off, _caption(sheet, name))
    return Page(
        sheet.width + 2 * margin,
        sheet.height + 2 * margin,
        reach,
        trim,
        reach,
        name,
        sheet,
        (margin, margin),
        ground(reach, theme) if under_all else (),
        marks,
    )


def paper_for(sheet: Sheet, settings: PosterSettings) -> Paper | None:
    """The paper of a sheet's tiles; None for a sheet that is printed whole.

    A sheet goes on tiles of the paper that was asked for, or of its own paper when it is larger than that; and
    never when it fits on one as it is.
    """
    for name in (settings.tiles, settings.paper):
        if name is not None and is_known(name):
            chosen = known(name)
            return None if _fits(sheet, chosen) else chosen
    return None


def _fits(sheet: Sheet, chosen: Paper) -> bool:
    short, long = sorted((sheet.width, sheet.height))
    return short <= chosen.short * MM + SLACK and (chosen.is_roll or long <= chosen.long * MM + SLACK)


def ground(rect: Rect, theme: Theme) -> Drawing:
    return (Shape(rectangle(rect), fill=theme.paper),)


def colour_under(pages: Iterable[Page], theme: Theme) -> Colour:
    """What pages are drawn on: the colour of the theme's paper where it is printed, else white."""
    return theme.paper if any(page.under for page in pages) else WHITE


def _caption(sheet: Sheet, name: str) -> str:
    return " · ".join(part for part in (title_of(sheet), size_of(sheet), name) if part)


def title_of(sheet: Sheet) -> str:
    """The title of the poster, with the name of the sheet where it has one."""
    return " · ".join(part for part in (sheet.title, sheet.name) if part)


def size_of(sheet: Sheet) -> str:
    """How large a sheet is, in words: "1682 × 1189 mm", without a mark between thousands as sizes of paper are."""
    return f"{sheet.width / MM:.0f} × {sheet.height / MM:.0f} mm"
