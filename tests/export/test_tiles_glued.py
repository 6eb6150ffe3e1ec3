"""The tiles of a poster, cut and laid beside each other, are the poster: as poppler shows them, to a pixel."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from cjm_desktop import resources
from cjm_desktop.export.pdf import write_pdf
from cjm_desktop.formats import cjm
from cjm_desktop.frozen import replace
from cjm_desktop.layout.placement import Page, View
from cjm_desktop.layout.poster import pages_of
from cjm_desktop.layout.sheets import compose
from cjm_desktop.layout.theme import load
from cjm_desktop.model.records import PosterSettings
from tests.export.rendered import lacking, on_paper

DPI = 100


def glued(pages: list[Page], pictures: list[Image.Image], size: tuple[int, int]) -> Image.Image:
    """What remains of the tiles, laid where it goes; the place of each is rounded to a pixel."""
    poster = Image.new("L", size, 255)
    for page, picture in zip(pages, pictures, strict=True):
        sides = (page.trim.x, page.trim.y, page.trim.right, page.trim.bottom)
        place = (page.trim.x - page.at[0], page.trim.y - page.at[1])
        poster.paste(
            picture.crop(tuple(round(side * DPI / 72) for side in sides)),  # type: ignore[arg-type]
            (round(place[0] * DPI / 72), round(place[1] * DPI / 72)),
        )
    return poster


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler's pdftoppm shows the PDF")
@pytest.mark.parametrize("tiles", ["A4", "A5"])
def test_tiles_glued_together_are_the_sheet(tiles: str, tmp_path: Path) -> None:
    journey, _fingerprint = cjm.load(resources.path("examples", "noorderlicht.cjm"))
    sheet = compose(journey, View(journey.scenarios[0].id), load(), "A2", "landscape")
    uncut = pages_of([sheet], load(), PosterSettings(paper="A2"), "nl")
    (whole,) = on_paper(write_pdf(uncut, journey), tmp_path, DPI)
    settings = PosterSettings(paper="A2", tiles=tiles, assembly=False)
    # Without cut lines: they stand a fifth of a millimetre beside the seams, and a pixel is wider than that.
    pages = [replace(page, marks=()) for page in pages_of([sheet], load(), settings, "nl")]
    poster = glued(pages, on_paper(write_pdf(pages, journey), tmp_path, DPI), whole.size)
    assert lacking(poster, whole, 1) == 0
    assert lacking(whole, poster, 1) == 0
    moved = ImageChops.offset(poster, 3, 0)
    assert lacking(moved, whole, 1) > 3e-4
