"""The guide: a window beside the map, with contents, search and the pages that come with the program."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop import resources
from cjm_desktop.i18n import _, language, ngettext
from cjm_desktop.ui import appearance, text
from cjm_desktop.ui.dialogs import size
from cjm_desktop.ui.panels.inputs import LineEdit

_POSITION: Final = Qt.ItemDataRole.UserRole
_ROW: Final = 30  # height of a line of the contents
_INDENT: Final = "\N{EM SPACE}"  # before the parts of a chapter


def guide() -> str:
    """The guide and the page of the method in the window's language, else in English; "" when there is none."""
    for code in (language(), "en"):
        try:
            pages = [
                resources.path("help", f"{name}{code}.md").read_text("utf-8") for name in ("", "method-")
            ]
        except OSError:
            continue
        return "\n".join(pages)
    return ""


def show_guide(parent: QWidget) -> Help:
    """Show the guide beside a window, or bring it to the front when it is open already."""
    known = parent.findChild(Help)
    found = known if isinstance(known, Help) else Help(parent)
    found.show()
    found.raise_()
    found.activateWindow()
    return found


class Help(QDialog):
    """Contents at the left, the page at the right, a search field above it."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(_("Guide"))
        size.open_at(self, 980, 720)
        self.page = text.GuidePage(guide())
        self.page.setAccessibleName(_("Guide"))
        self.contents = QListWidget()
        self.contents.setAccessibleName(_("Contents"))
        self.contents.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.setFixedWidth(248)
        for level, words, position in self.page.headings:
            if level <= 3:
                item = QListWidgetItem(_INDENT * (level > 2) + text.one_line(words, 80))
                item.setData(_POSITION, position)
                item.setSizeHint(QSize(0, _ROW))
                self.contents.addItem(item)
        self.contents.currentItemChanged.connect(self._chosen)
        self.search = LineEdit()
        self.search.setProperty("role", "search")
        self.search.setPlaceholderText(_("Search the guide"))
        self.search.setAccessibleName(_("Search the guide"))
        self.search.setClearButtonEnabled(True)
        glass = appearance.icon("search", appearance.colours().second)
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self.find_next)
        self.count = text.PlainLabel("", "second")
        self.count.setMinimumWidth(96)
        self.previous = self._button("chevron-up", _("Previous place"), self.find_previous)
        self.next = self._button("chevron-down", _("Next place"), self.find_next)
        for keys, slot in (
            ("Ctrl+F", self._to_search),
            ("F3", self.find_next),
            ("Shift+F3", self.find_previous),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)
        self._build()
        self.page.setFocus()

    def _button(self, icon: str, words: str, slot: object) -> QToolButton:
        button = QToolButton()
        button.setIcon(appearance.icon(icon))
        button.setAccessibleName(words)
        text.tip(button, words)
        button.clicked.connect(slot)
        button.setEnabled(False)
        return button

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 0, 16, 0)
        bar.setSpacing(8)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.count)
        bar.addWidget(self.previous)
        bar.addWidget(self.next)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(bar)
        right.addWidget(self.page, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 16, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.contents)
        row.addLayout(right, 1)

    def _chosen(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.page.go_to(int(item.data(_POSITION)))

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    # -- search ----------------------------------------------------------------------------------------

    def _find(self, *, back: bool = False, again: bool = False) -> None:
        words = self.search.text().strip()
        found = self.page.find_words(words, back=back, again=again)
        shown = ngettext("{count} place", "{count} places", found).format(count=found) if found else ""
        self.count.setText(shown or (_("Nothing found.") if words else ""))
        for button in (self.previous, self.next):
            button.setEnabled(found > 0)

    def _typed(self, _words: str) -> None:
        self._find()

    def find_next(self) -> None:
        """Go to the next place of the words, round and round."""
        self._find(again=True)

    def find_previous(self) -> None:
        """Go to the place of the words before this one, round and round."""
        self._find(back=True)
