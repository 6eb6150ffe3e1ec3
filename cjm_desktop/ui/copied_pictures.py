"""The picture of the map, or of what is selected on it, for other programs: PNG and SVG on the clipboard."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from cjm_desktop.export.svg import write_svg
from cjm_desktop.i18n import N_, _
from cjm_desktop.layout import theme
from cjm_desktop.layout.map_part import part_page
from cjm_desktop.layout.placement import Page
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, CjmError, refusal
from cjm_desktop.ui import errors, pictures

if TYPE_CHECKING:
    from cjm_desktop.ui.main_window import MainWindow

PNG: Final = "image/png"
SVG: Final = "image/svg+xml"
#: Twice as fine as a screen, for slides that are shown large.
_DPI: Final = 192.0
#: The clipboard holds no picture with more pixels than this, or a longer side; it has fewer dots an inch then.
_PIXELS: Final = 16_000_000
_SIDE: Final = 16_000

SENTENCES.update(
    {
        "picture-map-long": N_(
            "The map is too long for one picture; select a part of it, or choose Poster in the File menu."
        )
    }
)


def mime_of(page: Page, journey: Journey) -> QMimeData:
    """A page for the clipboard. Letters of the SVG are shapes, because office programs rarely have our fonts.

    No text goes with it: many programs would paste that instead of the picture.
    """
    dpi = _dpi(page)
    image = pictures.image_of(page, journey, dpi)
    mime = QMimeData()
    mime.setData(PNG, pictures.packed(image, dpi))
    mime.setData(SVG, write_svg(page, journey, outlines=True))
    mime.setImageData(image)  # Windows and macOS know pictures by other names than these
    return mime


def _dpi(page: Page) -> float:
    """Dots an inch at which a page is no larger than the clipboard may hold; CjmError when that shows nothing."""
    inches = (page.width / 72, page.height / 72)
    dpi = min(_DPI, _SIDE / max(inches), sqrt(_PIXELS / (inches[0] * inches[1])))
    if dpi < pictures.LEAST_DPI:
        raise refusal("picture-map-long")
    return dpi


def copy(window: MainWindow) -> bool:
    """Put the picture of the selection, or of the whole map, on the clipboard; False when there is none."""
    window.view.editing.commit()
    window.view.map.finish()
    journey, chosen = window.document.journey, window.view.selection
    page = part_page(window.view.map.layout, theme.load("standard"), chosen)
    if page is None:
        window.say(_("There is nothing on the map yet that could be copied as a picture."))
        return False
    window.setCursor(Qt.CursorShape.WaitCursor)
    try:
        mime: QMimeData | CjmError = mime_of(page, journey)
    except CjmError as error:
        mime = error
    window.unsetCursor()
    if isinstance(mime, CjmError):
        errors.show(window, mime, _("The picture is not copied."))
        return False
    QGuiApplication.clipboard().setMimeData(mime)
    window.say(
        _("The picture of the selection is on the clipboard.")
        if chosen
        else _("The picture of the map is on the clipboard.")
    )
    return True
