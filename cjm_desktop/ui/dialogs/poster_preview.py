"""The preview of a poster: a bar to turn pages and to zoom, the page, and all pages in small below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from cjm_desktop.i18n import _
from cjm_desktop.layout.placement import Page
from cjm_desktop.ui import appearance, text
from cjm_desktop.ui.dialogs.poster_pictures import SheetPictures
from cjm_desktop.ui.dialogs.poster_strip import PageStrip
from cjm_desktop.ui.dialogs.poster_view import PageView
from cjm_desktop.ui.dialogs.poster_work import Work
from cjm_desktop.ui.poster_words import page_words

#: A preview of so many pixels has room for the words on all of its buttons.
_ROOMY: Final = 720


class _Where(text.PlainLabel):
    """The place among the pages, or what is done; it gives way to the buttons, cut off with "…"."""

    def __init__(self, least: int) -> None:
        """`least` pixels are asked for; what is more is welcome."""
        super().__init__("", "second")
        self._words, self._least = "", least
        self.setMinimumWidth(1)

    def show_words(self, words: str) -> None:
        """Show a text, as much of it as there is room for."""
        self._words = words
        self.setMinimumWidth(min(self._least, self.sizeHint().width()))
        self.updateGeometry()
        self._cut()

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        wide = self.fontMetrics().horizontalAdvance(self._words) + margins.left() + margins.right() + 2
        return QSize(wide, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = max(self.contentsRect().width(), self.minimumWidth())
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
        text.tip(self, self._words if shown != self._words else "")


class Preview(QWidget):
    """Shows the pages of a poster as they leave the printer."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._pages: Sequence[Page] = ()
        self.view = PageView(work)
        self.strip = PageStrip()
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(12, 6, 12, 6)
        self._bar.setSpacing(2)
        self.before = self._button("chevron-left", _("Page before"), self._turn_back)
        self.where = _Where(72)  # room for "12 of 345"
        self._bar.addWidget(self.where)
        self.after = self._button("chevron-right", _("Page after"), self._turn_on)
        self._bar.addSpacing(12)
        self.whole = self._button("maximize", _("Whole poster with its tiles"), self._toggle_whole)
        self.whole.setText(_("Overview"))
        self.whole.setIcon(appearance.icon("rows-3"))
        self.whole.setCheckable(True)
        self._with_words(self.whole)
        self.whole.setMinimumWidth(33)  # without words when there is no room for them
        self._bar.addStretch()
        self.busy = _Where(1)
        self._bar.addWidget(self.busy)
        self._bar.addStretch()
        self._button("zoom-out", _("Zoom out"), self._farther)
        self.percent = self._button("", _("Actual size"), self._true_size)
        self.percent.setMinimumWidth(60)
        self._button("zoom-in", _("Zoom in"), self._nearer)
        self._button("maximize", _("Whole page"), self._all_of_it)
        self._bar.addSpacing(12)
        self.checked = self._button("list-checks", _("What to know before printing"), None)
        self.checked.setCheckable(True)
        self._with_words(self.checked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar)
        column.addWidget(self.view, 1)
        column.addWidget(self.strip)
        self.view.zoom_changed.connect(self._follow)
        self.view.turned.connect(self.turn)
        self.view.tile_clicked.connect(self._open_tile)
        self.strip.chosen.connect(self.go_to)
        work.busy.connect(self.busy.show_words)
        self.show_poster((), None)

    def _button(self, icon: str, words: str, does: Callable[..., object] | None) -> QToolButton:
        button = QToolButton()
        button.setIconSize(QSize(18, 18))
        if icon:
            button.setIcon(appearance.icon(icon))
        text.tip(button, words)
        button.setAccessibleName(words)
        if does is not None:
            button.clicked.connect(does)
        self._bar.addWidget(button)
        return button

    @staticmethod
    def _with_words(button: QToolButton) -> None:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def resizeEvent(self, event: QResizeEvent) -> None:
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        if self.width() < _ROOMY:
            style = Qt.ToolButtonStyle.ToolButtonIconOnly
        if style != self.whole.toolButtonStyle():
            self.whole.setToolButtonStyle(style)
        super().resizeEvent(event)

    def show_poster(self, pages: Sequence[Page], pictures: SheetPictures | None) -> None:
        """Show other pages, the place among them as it was."""
        self._pages = pages
        sheets = {id(page.sheet) for page in pages if page.sheet is not None}
        self.strip.setVisible(len(pages) > 1)
        is_cut = sum(page.sheet is not None for page in pages) > len(sheets)
        self.whole.setVisible(is_cut)
        self.view.show_poster(pages, pictures)
        self.strip.show_pages(pages, pictures)
        if not is_cut:
            self.view.show_whole(False)
        self._follow()

    def show_count(self, words: str, is_some: bool) -> None:
        """Say how many findings there are."""
        self.checked.setText(words or (_("Good to know") if is_some else _("Nothing found")))

    def go_to(self, index: int) -> None:
        """Turn to a page."""
        self.view.show_page(max(0, min(len(self._pages) - 1, index)))
        self._follow()

    def turn(self, pages: int) -> None:
        """Turn some pages further, or back."""
        self.go_to(self.view.index + pages)

    def show_place(self, index: int, place: QRectF) -> None:
        """Turn to a page and show a place on it (points) with a frame around it."""
        self.view.show_place(index, place)
        self._follow()

    def _turn_back(self) -> None:
        self.turn(-1)

    def _turn_on(self) -> None:
        self.turn(1)

    def _farther(self) -> None:
        self.view.zoom_by(-1)

    def _nearer(self) -> None:
        self.view.zoom_by(1)

    def _true_size(self) -> None:
        self.view.set_zoom(self.view.true_size)

    def _all_of_it(self) -> None:
        self.view.set_zoom(None)

    def _toggle_whole(self, wanted: bool) -> None:
        page = self.view.page
        if wanted and page is not None and page.sheet is None:
            self.go_to(next((i for i, p in enumerate(self._pages) if p.sheet is not None), 0))
        self.view.show_whole(wanted)
        self.view.set_zoom(None)
        self._follow()

    def _open_tile(self, index: int) -> None:
        self.view.show_whole(False)
        self.go_to(index)

    def _follow(self) -> None:
        page, count = self.view.page, len(self._pages)
        self.before.setVisible(count > 1)
        self.after.setVisible(count > 1)
        self.before.setEnabled(self.view.index > 0)
        self.after.setEnabled(self.view.index < count - 1)
        if page is None:
            self.where.show_words("")
        elif count == 1:
            self.where.show_words(_("1 page"))
        else:
            name = text.one_line(page_words(page), 40)
            where = _("{n} of {count}") if name == str(self.view.index + 1) else _("{n} of {count} · {name}")
            self.where.show_words(where.format(n=self.view.index + 1, count=count, name=name))
        self.percent.setText(f"{round(self.view.zoom / self.view.true_size * 100)} %")
        self.whole.setChecked(self.view.is_whole)
        self.strip.show_current(self.view.index)
