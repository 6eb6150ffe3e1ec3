"""The paper's player: pages of drawings become one PDF, with text that can be found and copied.

reportlab, HarfBuzz and Pillow are loaded when the first PDF is made and not before.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from cjm_desktop.i18n import N_, _
from cjm_desktop.layout.paper import MM
from cjm_desktop.layout.placement import Page
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, refusal

#: A page has no more units than this to a side (ISO 19005-2, 6.1.13); longer ones have larger units.
MOST_UNITS = 14_400.0
#: No side of a page is shorter or longer, in points: 3 units, and 50 metres.
SHORTEST, LONGEST = 3.0, 10 * MOST_UNITS

SENTENCES.update(
    {
        "pdf-no-sheet": N_("There is no sheet to print."),
        "pdf-page-size": N_(
            "A sheet of {width} × {height} mm can't be a PDF page; each side is {least} to {limit} mm long."
        ),
        "pdf-number": N_("A part of the drawing has no place: its numbers are not finite."),
        "pdf-font": N_("The font “{name}” can't be read, so the text can't be printed."),
        "pdf-font-kind": N_(
            "The font “{name}” can't be put in a PDF: it has no TrueType outlines or forbids it."
        ),
    }
)


def write_pdf(pages: Sequence[Page], journey: Journey, *, title: str | None = None) -> bytes:
    """A PDF of the pages; equal pages of an equal journey give equal bytes.

    Of each sheet the parts around the map are drawn first and the map over them, both in the order of `z`, and of
    them only what the page's window shows. `title` is the journey's own when none is told. Tells `model.progress` how
    far it is. Raises CjmError for a page, number, font or picture that can't be printed, Cancelled when it is broken
    off.
    """
    if not pages:
        raise refusal("pdf-no-sheet")
    for page in pages:
        _check_size(page)
    progress.begin(_("Writing the PDF"))
    from cjm_desktop.export import pdf_document

    progress.step()
    return pdf_document.assemble(pages, journey, title if title is not None else journey.info.title or "")


def _check_size(page: Page) -> None:
    sides = (page.width, page.height)
    numbers = [*sides, *page.at]
    for box in (page.window, page.trim, page.bleed):
        numbers += (box.x, box.y, box.width, box.height)
    if page.sheet is not None:
        numbers += (*page.sheet.map_origin, page.sheet.scale)
    if not all(isfinite(number) for number in numbers):
        raise refusal("pdf-number")
    if not all(SHORTEST <= side <= LONGEST for side in sides):
        width, height = (f"{side / MM:.0f}" for side in sides)
        least, limit = 2, int(LONGEST / MM)
        raise refusal("pdf-page-size", width=width, height=height, least=least, limit=limit)
