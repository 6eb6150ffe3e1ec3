"""Widgets that show text as it is: the only module that makes labels, tool tips and message boxes.

Qt reads "<img src=…>" in a label, a tool tip or a message box as rich text and opens the file it names. What is shown
here may come from a stranger's journey: every text is plain. A test keeps the classes that do so out of other modules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QTextBrowser, QVBoxLayout, QWidget

from cjm_desktop.i18n import _, in_language, language
from cjm_desktop.model import progress
from cjm_desktop.ui import lifetime

# Qt makes a class of its own for Python when it is first imported. What only questions, dialogs and the guide are made
# of is imported by them: it takes 5 ms, and the first frame has none of it.
if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QAction, QTextBlock, QTextTable
    from PySide6.QtWidgets import QDialogButtonBox, QMessageBox, QPushButton

MENU_LENGTH = 60


class PlainLabel(QLabel):
    """A label that never interprets its text; `role` is what the stylesheet knows it by ("second", "heading"…)."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        if role:
            self.setProperty("role", role)


def wrapped(text: str = "", role: str = "") -> PlainLabel:
    """A label that breaks its text over lines."""
    label = PlainLabel(text, role)
    label.setWordWrap(True)
    return label


def one_line(text: str, length: int = MENU_LENGTH) -> str:
    """The text without line breaks and controls, at most `length` characters long."""
    line = text if text.isprintable() else _controls().sub(" ", text)
    line = line.strip()
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


@cache
def _controls() -> re.Pattern[str]:
    return re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+")


def menu_text(text: str) -> str:
    """A user's text as it can stand in a menu: one line, elided, each "&" doubled."""
    return one_line(text).replace("&", "&&")


def tip(target: QWidget | QAction, text: str) -> None:
    """Give a widget or action a tool tip that shows the text as it is."""
    target.setToolTip(tip_text(text) if text else "")


def tip_text(text: str) -> str:
    """The text in the form in which tool tips of items are safe."""
    # As html.escape does, whose package brings a table of all characters that have a name.
    for character, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot"), ("'", "#x27")):
        text = text.replace(character, f"&{name};")
    return f"<qt>{text}</qt>"


def say(parent: QWidget | None, text: str, more: str = "", *, warning: bool = False) -> None:
    """Show a sentence, with more below it, until the user closes it."""
    from PySide6.QtWidgets import QMessageBox

    box = _box(parent, text, more, QMessageBox.Icon.Warning if warning else QMessageBox.Icon.Information)
    box.addButton(_("OK"), QMessageBox.ButtonRole.AcceptRole)
    lifetime.run(box)


def ask(
    parent: QWidget | None,
    text: str,
    choices: Sequence[tuple[str, str]],
    more: str = "",
    *,
    cancel: str = "cancel",
    is_told: bool = False,
) -> str:
    """Ask a question; choices are (answer, words on its button), the first is the default. Gives an answer.

    Esc and the window's close button give `cancel`. `is_told` is for what is rather told than asked.
    """
    from PySide6.QtWidgets import QMessageBox

    icon = QMessageBox.Icon.Information if is_told else QMessageBox.Icon.Question
    box = _box(parent, text, more, icon)
    buttons: dict[QPushButton, str] = {}
    for i, (answer, words) in enumerate(choices):
        role = QMessageBox.ButtonRole.RejectRole if answer == cancel else QMessageBox.ButtonRole.ActionRole
        button = box.addButton(words, role)
        button.setAutoDefault(i == 0)
        # A message box measures its buttons before the stylesheet gives them their padding.
        button.setMinimumWidth(button.fontMetrics().horizontalAdvance(words) + 44)
        buttons[button] = answer
        if i == 0:
            box.setDefaultButton(button)
        if answer == cancel:
            box.setEscapeButton(button)
    lifetime.run(box)
    clicked = box.clickedButton()
    return next((answer for button, answer in buttons.items() if button is clicked), cancel)


def _box(parent: QWidget | None, text: str, more: str, icon: QMessageBox.Icon) -> QMessageBox:
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setIcon(icon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("CJM Desktop")
    box.setText(text)
    if more:
        box.setInformativeText(more)
    return box


def ask_name(parent: QWidget | None, title: str, label: str, value: str = "") -> str | None:
    """Ask for one line of text; None when the user cancels or leaves it empty."""
    from PySide6.QtWidgets import QLineEdit

    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    field = QLineEdit(value)
    field.setMaxLength(2_000)
    field.setAccessibleName(label)
    field.selectAll()
    words = PlainLabel(label)
    words.setBuddy(field)
    buttons = button_box(dialog, ok=_("OK"))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(8)
    column.addWidget(words)
    column.addWidget(field)
    column.addSpacing(8)
    column.addWidget(buttons)
    dialog.setMinimumWidth(360)
    if not lifetime.run(dialog):
        return None
    return field.text().strip() or None


def button_box(dialog: QDialog, *, ok: str, cancel: bool = True) -> QDialogButtonBox:
    """The buttons at the foot of a dialog: the one that does it, in the accent colour, and Cancel."""
    from PySide6.QtWidgets import QDialogButtonBox

    box = QDialogButtonBox()
    accept = box.addButton(ok, QDialogButtonBox.ButtonRole.AcceptRole)
    accept.setProperty("role", "primary")
    accept.setDefault(True)
    box.accepted.connect(dialog.accept)
    if cancel:
        box.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(dialog.reject)
    return box


class ProgressBox(QDialog):
    """Shows how far long work is and lets the user cancel; it comes up when the work takes a while.

    `listener` is what the work tells (model.progress).
    """

    #: Work that is done sooner, in seconds, is not told of.
    SOON: Final = 0.3

    def __init__(self, parent: QWidget | None, text: str) -> None:
        from PySide6.QtWidgets import QProgressBar, QPushButton

        super().__init__(parent)
        self.setWindowTitle("CJM Desktop")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._language = language()
        self._cancelled = False
        self._shows_at = monotonic() + self.SOON
        self._words = PlainLabel(text)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(text)
        self._bar.setRange(0, 0)
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        column.addWidget(cancel, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(400)

    def reject(self) -> None:
        """Remember that the user cancelled; the work sees it at its next step."""
        self._cancelled = True

    def listener(self, words: str, done: int, total: int) -> bool:
        """Show what is done (a sentence, or "") and how far it is, of 0 if that is not known; False once cancelled."""
        from PySide6.QtCore import QEventLoop
        from PySide6.QtWidgets import QApplication

        from cjm_desktop.layout import fonts

        # The work itself may speak the journey's language, and measure in the fonts of its theme.
        with in_language(self._language), fonts.family(""):
            if not self.isVisible() and monotonic() < self._shows_at:
                # Until the box keeps the window from being used, clicks and keys wait.
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
                return True
            if words:
                self._words.setText(words)
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            self.setVisible(True)
            QApplication.processEvents()
        return not self._cancelled


@contextmanager
def telling(parent: QWidget | None, text: str) -> Iterator[None]:
    """Show how far the work of the block is; progress.Cancelled, with the box taken away, when the user cancels."""
    box = ProgressBox(parent, text)
    try:
        with progress.listening(box.listener):
            yield
    finally:
        box.hide()
        box.deleteLater()


class GuidePage(QTextBrowser):
    """The program's own guide: bundled Markdown without HTML. It loads nothing and opens no address."""

    _SIZES: Final = {1: 1.7, 2: 1.3, 3: 1.1}

    def __init__(self, markdown: str) -> None:
        from PySide6.QtGui import QColor, QPalette, QTextCursor, QTextDocument
        from PySide6.QtWidgets import QFrame

        super().__init__()
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._line = QColor(self.palette().color(QPalette.ColorRole.Mid))
        features = QTextDocument.MarkdownFeature.MarkdownDialectGitHub
        self.document().setDocumentMargin(24)
        self.document().setMarkdown(markdown, features | QTextDocument.MarkdownFeature.MarkdownNoHTML)
        self._set_type()
        self.headings: list[tuple[int, str, int]] = [
            (block.blockFormat().headingLevel(), block.text(), block.position())
            for block in self._blocks()
            if block.blockFormat().headingLevel()
        ]
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def loadResource(self, type: int, name: QUrl | str) -> None:
        """Load nothing, whatever a page names."""

    def _blocks(self) -> list[QTextBlock]:
        blocks, block = [], self.document().begin()
        while block.isValid():
            blocks.append(block)
            block = block.next()
        return blocks

    def _set_type(self) -> None:
        """Give headings, paragraphs and tables room; Qt sets Markdown rather tight."""
        from PySide6.QtGui import QFont, QPalette, QTextCharFormat, QTextCursor, QTextFormat, QTextTable

        size = self.font().pointSizeF()
        for block in self._blocks():
            cursor = QTextCursor(block)
            shape = block.blockFormat()
            level = shape.headingLevel()
            is_code = shape.hasProperty(QTextFormat.Property.BlockCodeFence)
            is_tight = is_code or cursor.currentTable() is not None
            shape.setTopMargin(size * 1.8 if level > 1 else 0)
            shape.setBottomMargin(0 if is_tight else size * (0.5 if level or block.textList() else 0.8))
            shape.setLineHeight(100 if is_code else 125, 1)  # 1 = proportional, in percent
            if is_code:
                shape.setNonBreakableLines(False)
                shape.setBackground(self.palette().color(QPalette.ColorRole.AlternateBase))
                if not block.next().blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence):
                    shape.setBottomMargin(size)
            cursor.setBlockFormat(shape)
            if level:
                look = QTextCharFormat()
                look.setFontPointSize(size * self._SIZES.get(level, 1.0))
                look.setFontWeight(QFont.Weight.Bold)
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                cursor.mergeCharFormat(look)
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._set_table(frame)

    def _set_table(self, table: QTextTable) -> None:
        from PySide6.QtGui import QBrush, QTextFrameFormat, QTextLength

        shape = table.format()
        shape.setBorder(1)
        shape.setBorderBrush(QBrush(self._line))
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderCollapse(True)
        shape.setCellPadding(5)
        shape.setTopMargin(6)
        shape.setBottomMargin(16)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(shape)

    def go_to(self, position: int) -> None:
        """Bring a heading to the top of the page."""
        from PySide6.QtGui import QFontMetricsF, QTextCursor

        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - round(QFontMetricsF(self.font()).height()))

    def find_words(self, words: str, *, back: bool = False, again: bool = False) -> int:
        """Mark every place of some words and go to the next one, round and round; gives their number."""
        from PySide6.QtGui import QColor, QTextCursor
        from PySide6.QtWidgets import QTextEdit

        found, marks = [], []
        place = QTextCursor(self.document())
        while words and not (place := self.document().find(words, place)).isNull():
            found.append(place)
            mark = QTextEdit.ExtraSelection()
            mark.cursor = place
            mark.format.setBackground(QColor("#F2D36B"))
            mark.format.setForeground(QColor("#1F2933"))
            marks.append(mark)
        self.setExtraSelections(marks)
        if found:
            here = self.textCursor()
            at = here.selectionEnd() if again else here.selectionStart()
            if back:
                before = [c for c in found if c.selectionEnd() <= here.selectionStart()]
                chosen = (before or found)[-1]
            else:
                chosen = next((c for c in found if c.selectionStart() >= at), found[0])
            self.setTextCursor(chosen)
            self.ensureCursorVisible()
        return len(found)
