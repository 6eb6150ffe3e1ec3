"""The kinds of file that a poster is written as."""

from __future__ import annotations

from typing import Final

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import N_


@frozen()
class Format:
    """One kind of file; `by_page` makes a file of each page, `has_pixels` asks for dots an inch."""

    words: str
    button: str
    ending: str
    kind: str  # in the dialog for files
    about: str
    by_page: bool = False
    has_pixels: bool = False
    has_letters: bool = False  # that may be written as shapes


FORMATS: Final[dict[str, Format]] = {
    "pdf": Format(
        N_("PDF, for printing and archives"),
        N_("Export PDF…"),
        ".pdf",
        N_("PDF file"),
        N_("All pages in one file, with text that can be found and read aloud (PDF/A)."),
    ),
    "png": Format(
        N_("PNG, a picture in pixels"),
        N_("Export PNG…"),
        ".png",
        N_("PNG picture"),
        N_("A file for each page."),
        by_page=True,
        has_pixels=True,
    ),
    "svg": Format(
        N_("SVG, a drawing"),
        N_("Export SVG…"),
        ".svg",
        N_("SVG drawing"),
        N_("A file for each page, to go on with in a drawing program."),
        by_page=True,
        has_letters=True,
    ),
    "pptx": Format(
        N_("PowerPoint slides"),
        N_("Export slides…"),
        ".pptx",
        N_("PowerPoint slides"),
        N_("A wide slide of the map, or one for each phase, with shapes and text that can be changed."),
    ),
}
