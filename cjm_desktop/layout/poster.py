"""A whole poster: from what the author chose to the pages that are printed."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_desktop import collector
from cjm_desktop.frozen import replace
from cjm_desktop.i18n import _, in_language
from cjm_desktop.layout import pages
from cjm_desktop.layout.drawing import WHITE
from cjm_desktop.layout.placement import Page, Sheet
from cjm_desktop.layout.sheets import sheets_of as sheets_of
from cjm_desktop.layout.theme import READABLE, Theme, contrast
from cjm_desktop.model import progress
from cjm_desktop.model.records import PosterSettings


def settled(settings: PosterSettings, theme: Theme) -> PosterSettings:
    """The settings as a theme lets them be: light letters are printed with the colour of their paper."""
    if settings.ground or contrast(theme.ink, WHITE) >= READABLE:
        return settings
    return replace(settings, ground=True)


def pages_of(sheets: Sequence[Sheet], theme: Theme, settings: PosterSettings, language: str) -> list[Page]:
    """The pages that print the sheets; marks and names on them speak the journey's language.

    A sheet that is larger than its paper, or asked for on smaller paper, goes on tiles. CjmError for tiles that are
    too small or too many.
    """
    out: list[Page] = []
    tiled = 0
    progress.begin(_("Cutting pages"))
    for n, sheet in enumerate(sheets, 1):
        progress.step(n, len(sheets))
        paper = pages.paper_for(sheet, settings)
        with in_language(language), collector.paused():
            if paper is None:
                out.append(pages.with_bleed(sheet, theme, settings, str(n)))
            else:
                from cjm_desktop.layout import tile_pages, tiles  # most posters are printed whole

                grid = tiles.grid_of(sheet, paper, theme, settings)
                tiled += len(grid.printed)
                if tiled > tiles.MOST_TILES:
                    raise tiles.too_many(paper)
                out += tile_pages.tiled(grid, theme, settings, f"{n}-" if len(sheets) > 1 else "")
    return out
