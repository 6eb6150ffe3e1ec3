"""A page as an SVG picture: for web pages, drawing programs and slides.

HarfBuzz and Pillow are loaded when a picture needs them and not before.
"""

from __future__ import annotations

from functools import partial
from math import isfinite
from typing import TYPE_CHECKING

from cjm_desktop.export.asset_pictures import fresh
from cjm_desktop.export.svg_markup import escaped, number
from cjm_desktop.i18n import _, in_language
from cjm_desktop.layout.paper import MM
from cjm_desktop.layout.pieces import is_whole, pieces_on
from cjm_desktop.layout.placement import Page
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import refusal

if TYPE_CHECKING:
    from cjm_desktop.export.svg_content import Content


def write_svg(page: Page, journey: Journey, *, outlines: bool = False, title: str | None = None) -> bytes:
    """A page as SVG 1.1 in UTF-8, as large as its paper; equal pages of an equal journey give equal bytes.

    Text is text: each letter has its place, and the fonts are in the picture for programs that read them (browsers
    do). With `outlines` letters are shapes, which look right everywhere and can't be searched. `title` is the
    journey's own when none is told. Tells `model.progress` how far it is. Raises CjmError for a number, font or
    picture that can't be drawn, Cancelled when it is broken off.
    """
    sides = (page.width, page.height, *page.at, page.window.x, page.window.y)
    if not all(map(isfinite, sides)) or page.width <= 0 or page.height <= 0:
        raise refusal("svg-number")
    # Here and not above: HarfBuzz takes 20 ms to import, and who offers the format needs none of it.
    from cjm_desktop.export.svg_content import Content
    from cjm_desktop.export.svg_fonts import FALLBACKS, USUAL

    progress.begin(_("Drawing the picture…"))
    content = Content(partial(fresh, journey), outlines)
    _draw(page, content)
    language = journey.info.language
    name = title if title is not None else journey.info.title or ""
    with in_language(language):
        described = _describe(page, journey)
    width, height = number(page.width), number(page.height)
    across, down = number(page.width / MM), number(page.height / MM)
    rules = "" if outlines else "\n".join(filter(None, [face.rule() for face in content.faces.values()]))
    return "".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>\n',
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"',
            f' width="{across}mm" height="{down}mm" viewBox="0 0 {width} {height}" xml:lang="{escaped(language)}"',
            f' xml:space="preserve" font-family="{USUAL}, {FALLBACKS}" stroke-miterlimit="10"',
            ' text-rendering="geometricPrecision">\n',
            f"<title>{escaped(name)}</title>\n" if name else "",
            f"<desc>{escaped(described)}</desc>\n" if described else "",
            "<defs>\n",
            f'<style type="text/css">{rules}</style>\n' if rules else "",
            *[one + "\n" for one in content.definitions],
            "</defs>\n",
            *content.out,
            "</svg>\n",
        ]
    ).encode("utf-8", "replace")


def _draw(page: Page, content: Content) -> None:
    """Add what lies under the page, what its window shows of the sheet, and the marks over both."""
    content.placed(page.under, 0.0, 0.0, 1.0, 1.0)
    pieces = pieces_on(page)
    is_cut = bool(pieces) and not is_whole(page)
    if is_cut:
        content.out.append(f"<g{content.clip_box(page.window)}>\n")
    for done, piece in enumerate(pieces):
        progress.step(done, len(pieces))
        one = piece.placed
        content.placed(one.drawing, piece.x, piece.y, piece.scale, one.opacity)
    if is_cut:
        content.out.append("</g>\n")
    content.placed(page.marks, 0.0, 0.0, 1.0, 1.0)


def _describe(page: Page, journey: Journey) -> str:
    """What the picture is of, for those who don't see it."""
    phases = [phase.name for phase in journey.phases if phase.name]
    if page.sheet is None or not phases:
        return ""
    return _("Customer journey with the phases {phases}.").format(phases=", ".join(phases))
