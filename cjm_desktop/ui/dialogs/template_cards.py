"""The cards of templates on the start page: bundled ones, and those of the user's own."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QIcon, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from cjm_desktop.formats import own_template, template
from cjm_desktop.i18n import _
from cjm_desktop.model.journey import Journey
from cjm_desktop.ui import library, text
from cjm_desktop.ui.actions import set_mnemonics
from cjm_desktop.ui.dialogs import template_picture

if TYPE_CHECKING:
    from cjm_desktop.ui.dialogs.start_page import StartPage

PICTURE: Final = QSize(232, 112)
CARD: Final = PICTURE.width() + 12
#: So many phases of an own template are named below its picture.
_PHASES: Final = 12


class Card(QWidget):
    """A template: its picture, its name and its phases."""

    def __init__(
        self,
        key: tuple[object, ...],
        name: str,
        description: str,
        journey: Callable[[], Journey],
        use: Callable[[], None],
    ) -> None:
        """`journey` gives the map for the picture, known by `key`; `use` is what a click does."""
        super().__init__()
        self._key, self._journey, self._use = key, journey, use
        self._button = button = QToolButton()
        found = template_picture.known(key, PICTURE)
        self.is_painted = found is not None
        button.setIcon(QIcon(found or template_picture.blank(PICTURE)))
        button.setIconSize(PICTURE)
        button.setFixedSize(CARD, PICTURE.height() + 12)
        button.setAccessibleName(name)
        button.setAccessibleDescription(description)
        text.tip(button, f"{name}: {description}")
        button.clicked.connect(lambda: self._use())
        words = text.wrapped(description, "second")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        title = text.wrapped(name, "section")
        for label in (title, words):
            # In a grid that scrolls, nothing else asks a label how high its broken lines are.
            label.setContentsMargins(6, 0, 6, 0)
            label.setFixedWidth(CARD)
            label.ensurePolished()
            label.setMinimumHeight(label.heightForWidth(CARD))
        column.addWidget(title)
        column.addWidget(words)
        column.addStretch()

    def paint_picture(self) -> None:
        """Show the map of the template."""
        if isValid(self):
            self.is_painted = True
            self._button.setIcon(QIcon(template_picture.picture(self._key, self._journey(), PICTURE)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # The words below the picture lead there too.
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._use()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # else the release goes elsewhere


class BundledCard(Card):
    """A template that comes with the program."""

    def __init__(self, page: StartPage, shown: template.Template, language: template.Language) -> None:
        super().__init__(
            (shown.id, language),
            shown.name,
            shown.description,
            lambda: template.from_template(shown.id, language),
            lambda: page.use(shown.id),
        )


class OwnCard(Card):
    """A template of the user's own; a right click offers to rename or delete it."""

    def __init__(self, page: StartPage, kept: library.KeptTemplate) -> None:
        self._page, self._kept = page, kept
        phases = " · ".join(text.one_line(p.name) for p in kept.journey.phases[:_PHASES])
        super().__init__(
            (str(kept.path), kept.mtime_ns),
            text.one_line(kept.name, 120),
            phases,
            lambda: kept.journey,
            lambda: page.start(own_template.started(kept.journey, datetime.date.today().isoformat())),
        )

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(_("Rename…")).triggered.connect(self._rename)
        menu.addAction(_("Delete…")).triggered.connect(self._delete)
        set_mnemonics(menu.actions())
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _rename(self) -> None:
        self._page.rename(self._kept)

    def _delete(self) -> None:
        self._page.delete(self._kept)
