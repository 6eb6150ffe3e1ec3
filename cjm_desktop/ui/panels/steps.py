"""The steps of the method: what is done and what is missing in this journey, the questions, the closing review."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cjm_desktop.analysis import method_steps, review
from cjm_desktop.analysis.method_steps import Step
from cjm_desktop.analysis.preparation import Item
from cjm_desktop.analysis.review import Check
from cjm_desktop.i18n import _
from cjm_desktop.model import edits
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import INFO_ID
from cjm_desktop.ui import appearance, errors, text
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.panels.following import FollowingPanel
from cjm_desktop.ui.panels.links import link
from cjm_desktop.ui.panels.rows import Row, RowGroup, RowList
from cjm_desktop.ui.panels.side import Side


class StepsSide(Side):
    """Steps, questions, review."""

    jumped = Signal(object, str)

    def __init__(self, document: Document) -> None:
        super().__init__(_("Steps of the method"), "pills")
        self.document = document
        self.add("steps", _("Progress"), self._make_steps)
        self.add("questions", _("Questions"), self._make_questions)
        self.add("review", _("Review"), self._make_review)

    def _make_steps(self) -> QWidget:
        panel = StepList(self.document)
        panel.jumped.connect(self.jumped)
        return panel

    def _make_questions(self) -> QWidget:
        return QuestionList(self.document)

    def _make_review(self) -> QWidget:
        return Review(self.document)


class StepList(FollowingPanel):
    """The five steps with how far each is; what is missing leads to its places, one after the other."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._visited: dict[str, int] = {}  # item → which of its places comes next
        self.list = RowList(_("Steps of the method"))
        self.list.chosen.connect(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 4, 8)
        column.setSpacing(4)
        column.addWidget(self.list, 1)

    def refresh(self) -> None:
        """Show what is done and missing now."""
        self._items: dict[str, Item] = {}
        self.list.fill(
            [self._group(step) for step in method_steps.steps(self.document.journey, self.document.scenario)]
        )

    def _group(self, step: Step) -> RowGroup:
        c = appearance.colours()
        total = len(step.items)
        is_whole = step.done == total
        head = Row(
            f"step:{step.number}",
            _("{number} {title}").format(number=step.number, title=step.title),
            icon="circle-check" if is_whole else "circle-dashed",
            colour=c.good if is_whole else c.second,
            sign=_("{done} of {total}").format(done=step.done, total=total),
            share=step.done / total if total else 0.0,
        )
        rows = []
        for item in step.items:
            key = f"{step.number}:{item.id}"
            self._items[key] = item
            rows.append(
                Row(
                    key,
                    item.missing or item.text,
                    icon="check" if item.is_done else "circle",
                    colour=c.good if item.is_done else "#C98A12",
                    target=item.places,
                    field=item.field,
                    is_pale=item.is_done,
                )
            )
        return RowGroup(head, tuple(rows))

    def _go(self, row: Row) -> None:
        """Go to the next place where something is missing."""
        item = self._items.get(row.key)
        if item is None or item.is_done or not item.places:
            return
        at = self._visited.get(row.key, 0) % len(item.places)
        self._visited[row.key] = at + 1
        self.jumped.emit((item.places[at],), item.field)


class QuestionList(FollowingPanel):
    """What to ask customers and each other; the questions of the phases stand beside those of the method."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.list = RowList(_("Questions"))
        self.copy = link(_("Copy questions"), "copy", self.copy_questions)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 4, 8)
        column.setSpacing(4)
        column.addWidget(self.list, 1)
        column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self) -> None:
        """Show the questions as they are now."""
        groups = []
        for i, (head, asked) in enumerate(review.questions(self.document.journey)):
            rows = tuple(Row(f"{i}:{k}", words) for k, words in enumerate(asked))
            groups.append(RowGroup(Row(f"head:{i}", head, icon="message-circle"), rows))
        self.list.fill(groups)

    def copy_questions(self) -> None:
        """Put all questions on the clipboard, a line each under their headings."""
        parts = [
            "\n".join([head, *(f"- {' '.join(words.split())}" for words in asked)])
            for head, asked in review.questions(self.document.journey)
        ]
        QGuiApplication.clipboard().setText("\n\n".join(parts) + "\n")


class Review(FollowingPanel):
    """The closing review: five questions to tick, with what the journey says of each."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.rows: dict[str, CheckRow] = {}
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(12, 4, 12, 12)
        self._column.setSpacing(14)
        self._column.addWidget(
            text.wrapped(_("Look at the map together before you show it, and tick what holds."), "second")
        )
        self._column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(area)

    def refresh(self) -> None:
        """Show what is ticked and what the journey says now."""
        ticked = self.document.journey.info.checks
        for check in review.review(self.document.journey, self.document.scenario):
            row = self.rows.get(check.id)
            if row is None:
                row = self.rows[check.id] = CheckRow(check.id)
                row.ticked.connect(self.tick)
                self._column.insertWidget(self._column.count() - 1, row)
            row.show_check(check, check.id in ticked)

    def tick(self, id: str, is_on: bool) -> None:
        """Tick a question of the review, or take the tick away; one undo step."""
        held = [known for known in self.document.journey.info.checks if known != id]
        checks = (*held, id) if is_on else tuple(held)
        try:
            self.document.preview(None)
            label = _("Tick in the review") if is_on else _("Take tick away in the review")
            self.document.edit(edits.update(self.document.journey, INFO_ID, checks=checks), label)
        except CjmError as error:
            errors.show(self, error)


class CheckRow(QWidget):
    """A box to tick with a question that breaks over lines, and what the journey says of it."""

    ticked = Signal(str, bool)

    def __init__(self, id: str) -> None:
        super().__init__()
        self._id = id
        self.box = QCheckBox()
        self.box.clicked.connect(self._clicked)
        self._question = text.wrapped("", "section")
        self._says = text.wrapped("", "second")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._question)
        words.addWidget(self._says)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_check(self, check: Check, is_on: bool) -> None:
        """Show a question with its answer and tick."""
        self._question.setText(check.question)
        self._says.setText(text.one_line(check.says, 400))
        self.box.setAccessibleName(check.question)
        self.box.setChecked(is_on)

    def _clicked(self, is_on: bool) -> None:
        self.ticked.emit(self._id, is_on)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()  # the words belong to the box
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
