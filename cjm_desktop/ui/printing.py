"""Printing a poster: the system's dialog, and every page at its true size on the printer's paper.

A poster that is larger than the printer's paper is cut into tiles of that paper, or printed smaller, as the user says.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from cjm_desktop.frozen import replace
from cjm_desktop.i18n import _
from cjm_desktop.layout import paper
from cjm_desktop.layout.placement import Page
from cjm_desktop.layout.poster import pages_of
from cjm_desktop.model import progress
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import PosterSettings
from cjm_desktop.ui import errors, text
from cjm_desktop.ui.canvas.page_painter import PagePainter
from cjm_desktop.ui.canvas.painter import PictureStore
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.posters import Poster, lay_out, settings_of

#: Paper that is this much too small, in points, holds the page all the same: a millimetre and a half.
_CLOSE: Final = 4.25


def print_poster(parent: QWidget, poster: Poster) -> bool:
    """Let the user choose a printer and print on it; False when nothing was printed."""
    if sys.platform == "win32" and not QPrinterInfo.availablePrinters():
        # Elsewhere the dialog of the system can print to a file.
        words = _("There is no printer on this computer.")
        text.say(parent, words, _("Export a PDF instead: it can be printed anywhere."), warning=True)
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(text.one_line(poster.title, 100))
    printer.setCreator("CJM Desktop")
    set_paper(printer, poster.pages[0])
    printer.setFromTo(1, len(poster.pages))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print poster"))
    dialog.setMinimumWidth(600)  # Qt's own has no room for words longer than English ones
    dialog.setMinMax(1, len(poster.pages))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    for button in dialog.findChildren(QPushButton):  # Qt's own gives them room before they have our edges
        button.ensurePolished()
        button.setMinimumWidth(button.sizeHint().width())
    try:
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
    finally:
        dialog.deleteLater()
    try:
        pages = fitted(parent, printer, poster)
    except CjmError as error:
        errors.show(parent, error, _("The poster is not printed."))
        return False
    return pages is not None and play(parent, printer, *pages, PictureStore(poster.journey))


def print_document(parent: QWidget, document: Document) -> bool:
    """Print the poster of a document with the settings that are kept in it; False when nothing was printed."""
    try:
        with text.telling(parent, _("The poster is laid out…")):
            poster = lay_out(document, settings_of(document))
    except progress.Cancelled:
        return False
    except CjmError as error:
        errors.show(parent, error, _("The poster is not printed."))
        return False
    if poster.notice:
        choices = (("print", _("Print")), ("cancel", _("Cancel")))
        if text.ask(parent, poster.notice, choices) == "cancel":
            return False
    return print_poster(parent, poster)


def page_layout(page: Page) -> QPageLayout:
    """The paper of a page, with no edges: all of it is ours."""
    width, height = page.width, page.height
    size = QSizeF(min(width, height), max(width, height))
    # Found by its size, so that a printer's A4 is A4 and no paper of one's own.
    found = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    if not found.isValid() or _differ(found.size(QPageSize.Unit.Point), size):
        found = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    layout = QPageLayout(found, _lies(page), QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _lies(page: Page) -> QPageLayout.Orientation:
    is_wide = page.width > page.height
    return QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait


def _differ(a: QSizeF, b: QSizeF) -> bool:
    return abs(a.width() - b.width()) > 1.0 or abs(a.height() - b.height()) > 1.0


def set_paper(printer: QPrinter, page: Page) -> None:
    """Give a printer the paper of a page."""
    printer.setPageLayout(page_layout(page))
    printer.setFullPage(True)


def edge_mm(printer: QPrinter) -> float:
    """How much of the paper's edge the printer can't reach, in millimetres."""
    least = printer.pageLayout().minimumMargins()
    points = max(least.left(), least.top(), least.right(), least.bottom())
    unit = printer.pageLayout().units()
    per = {QPageLayout.Unit.Millimeter: 1.0, QPageLayout.Unit.Inch: 25.4}.get(unit, 1.0 / paper.MM)
    return points * per


def fitted(parent: QWidget, printer: QPrinter, poster: Poster) -> tuple[Sequence[Page], float] | None:
    """The pages for the paper that the user chose, and their scale; None when the user goes back.

    A page that is larger than the paper is asked about. CjmError where no tiles can be made.
    """
    room = printer.pageLayout().fullRect(QPageLayout.Unit.Point).size()
    edge = edge_mm(printer)
    settings = poster.settings
    if settings.tiles is not None and settings.edge < edge <= 50.0:
        settings = replace(settings, edge=round(edge, 1))
        poster = replace(poster, settings=settings, pages=_tiled(poster, settings))
    wide = max(page.width for page in poster.pages)
    high = max(page.height for page in poster.pages)
    straight = min(room.width() / wide, room.height() / high)
    scale = max(straight, min(room.height() / wide, room.width() / high))
    if scale > 1.0 or (1.0 - scale) * max(wide, high) < _CLOSE:
        return poster.pages, 1.0
    name = paper_name(room)
    question = _("The poster is larger than the paper in the printer ({paper}).").format(
        paper=paper.shown(name)
    )
    smaller = _("Print it at {percent} %").format(percent=int(scale * 100))
    choices = (("tile", _("Print it in tiles")), ("fit", smaller), ("cancel", _("Cancel")))
    more = _("Tiles are glued together to the true size; a smaller print has smaller text.")
    answer = text.ask(parent, question, choices, more)
    if answer == "tile":
        settings = replace(settings, tiles=name, edge=round(min(50.0, max(settings.edge, edge)), 1))
        return _tiled(poster, settings), 1.0
    return (poster.pages, scale) if answer == "fit" else None


def paper_name(size: QSizeF) -> str:
    """The name of the paper of a size in points, which Qt rounds: "A4", else its sides in millimetres."""
    sides = sorted((size.width() / paper.MM, size.height() / paper.MM))
    for name, (short, long) in paper.PAPERS.items():
        if abs(sides[0] - short) < 1.0 and abs(sides[1] - long) < 1.0:
            return name
    return paper.name_of(*(round(side, 1) for side in (size.width() / paper.MM, size.height() / paper.MM)))


def _tiled(poster: Poster, settings: PosterSettings) -> list[Page]:
    return pages_of(poster.sheets, poster.theme, settings, poster.journey.info.language)


def chosen_pages(printer: QPrinter, pages: Sequence[Page]) -> list[Page]:
    """The pages that the user asked for, in the order of the printer."""
    wanted = list(pages)
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        ranges: QPageRanges = printer.pageRanges()
        if not ranges.isEmpty():
            wanted = [page for n, page in enumerate(pages, 1) if ranges.contains(n)]
        elif printer.fromPage():
            wanted = list(pages[printer.fromPage() - 1 : printer.toPage()])
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        wanted.reverse()
    return wanted


def play(
    parent: QWidget | None, printer: QPrinter, pages: Sequence[Page], scale: float, pictures: PictureStore
) -> bool:
    """Print pages at a scale, each on paper of its size when the scale is 1; False when it failed."""
    wanted = chosen_pages(printer, pages)
    painter = QPainter()
    with text.telling(parent, _("Printing…")):
        try:
            for n, page in enumerate(wanted):
                progress.begin(_("Page {n} of {count}").format(n=n + 1, count=len(wanted)))
                _set(printer, page, scale)
                if n == 0:
                    if not painter.begin(printer):
                        text.say(parent, _("The printer can't be reached."), warning=True)
                        return False
                elif not printer.newPage():
                    text.say(parent, _("The printer stopped."), warning=True)
                    return False
                _paint(painter, printer, page, scale, pictures)
            return True
        except progress.Cancelled:
            printer.abort()
        finally:
            if painter.isActive():
                painter.end()
    return False


def _set(printer: QPrinter, page: Page, scale: float) -> None:
    """Turn the paper the way of the page, or give it the page's size when that is printed unscaled."""
    layout = printer.pageLayout()
    here = layout.fullRect(QPageLayout.Unit.Point).size()
    if scale == 1.0 and _differ(here, QSizeF(page.width, page.height)):
        set_paper(printer, page)
    elif scale != 1.0 and (here.width() > here.height()) != (page.width > page.height):
        printer.setPageOrientation(_lies(page))


def _paint(painter: QPainter, printer: QPrinter, page: Page, scale: float, pictures: PictureStore) -> None:
    dots = printer.resolution() / 72.0
    painter.save()
    try:
        painter.scale(dots * scale, dots * scale)
        PagePainter(page, pictures).paint(painter, None, progress.step)
    finally:
        painter.restore()
