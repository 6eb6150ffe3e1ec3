"""Comments: what colleagues say of the journey's records, by record, until it is resolved."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout

from cjm_desktop.i18n import _, date
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.fields import spec
from cjm_desktop.model.ids import new_id
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import INFO_ID, Comment, RecordId
from cjm_desktop.ui import appearance, errors, text
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.panels.field_words import KIND_ICONS, KINDS
from cjm_desktop.ui.panels.following import FollowingPanel
from cjm_desktop.ui.panels.form import title_of
from cjm_desktop.ui.panels.inputs import GrowingEdit
from cjm_desktop.ui.panels.links import link
from cjm_desktop.ui.panels.rows import Row, RowGroup, RowList


class CommentsPanel(FollowingPanel):
    """The threads of a journey, and a field for a new comment on what is selected."""

    def __init__(self, document: Document, author: Callable[[], str]) -> None:
        """`author` gives the name that stands with new comments."""
        super().__init__(document)
        self._author = author
        self.list = RowList(_("Comments"))
        self.list.chosen.connect(self._go)
        self.list.current_row_changed.connect(self._show_current)
        self.resolved = QCheckBox(_("Show resolved comments"))
        self.resolved.toggled.connect(self._toggled)
        self._nothing = text.wrapped("", "second")
        self._nothing.setContentsMargins(8, 8, 8, 8)
        self.resolve = link(_("Resolve"), "check", self.resolve_current)
        self.change = link(_("Edit"), "pencil", self.edit_current)
        self.delete = link(_("Delete"), "trash-2", self.delete_current)
        for button in (self.change, self.delete):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            text.tip(button, button.text())
        self.copy = link(_("Copy list"), "copy", self.copy_list)
        self.copy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        text.tip(self.copy, _("Copy list"))
        self._on = text.wrapped("", "second")
        self.field = _Field()
        self.field.setPlaceholderText(_("Write a comment"))
        self.field.setAccessibleName(_("New comment"))
        self.field.entered.connect(self.add)
        self.field.textChanged.connect(self._typed)
        self.put = QPushButton(_("Add comment"))
        self.put.setAutoDefault(False)
        self.put.clicked.connect(self.add)
        self.put.setEnabled(False)
        tools = QHBoxLayout()
        tools.addWidget(self.resolve)
        tools.addStretch()
        tools.addWidget(self.change)
        tools.addWidget(self.delete)
        top = QHBoxLayout()
        top.addWidget(self.resolved, 1)
        top.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        column.addLayout(tools)
        column.addWidget(self._on)
        column.addWidget(self.field)
        column.addWidget(self.put, 0, Qt.AlignmentFlag.AlignRight)
        self._show_current(None)

    # -- showing -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the comments as they are now."""
        journey = self.document.journey
        groups = []
        for anchor, comments in threads(journey, with_resolved=self.resolved.isChecked()):
            record = journey.get(anchor)
            if record is None:
                continue
            head = Row(
                f"on:{anchor}",
                text.one_line(title_of(self.document, record), 200),
                _(KINDS[record.KIND]) if record.KIND != "info" else "",
                icon=KIND_ICONS[record.KIND],
                sign=str(len(comments)),
                target=(anchor,),
            )
            groups.append(RowGroup(head, tuple(self._row(c) for c in comments)))
        self.list.fill(groups)
        hidden = not groups and bool(journey.comments)
        self._nothing.setText(
            _("All comments are resolved.")
            if hidden
            else _("No comments yet. Select something on the map and write what you think of it below.")
        )
        self._nothing.setVisible(not groups)
        self.copy.setEnabled(bool(groups))
        self._show_current(self.list.current_row)
        self._say_on()

    def _row(self, comment: Comment) -> Row:
        c = appearance.colours()
        parts = [text.one_line(comment.author, 80), when(comment.time)]
        if comment.resolved:
            parts.append(_("resolved"))
        return Row(
            comment.id,
            comment.text,
            " · ".join(p for p in parts if p),
            icon="circle-check" if comment.resolved else "message-square",
            colour=c.good if comment.resolved else c.link,
            target=(comment.anchor,),
            is_pale=comment.resolved,
        )

    def show_selection(self, ids: tuple[RecordId, ...]) -> None:
        super().show_selection(ids)
        self._say_on()

    @property
    def anchor(self) -> RecordId:
        """What a new comment is about: the record selected last that may have one, else the journey."""
        reference = spec(Comment, "anchor").ref
        assert reference is not None
        found = ((id, self.document.journey.get(id)) for id in reversed(self.selection))
        return next((id for id, r in found if r is not None and r.KIND in reference.kinds), INFO_ID)

    def _say_on(self) -> None:
        record = self.document.journey[self.anchor]
        name = text.one_line(title_of(self.document, record), 120)
        self._on.setText(
            _("On the whole journey:") if record.KIND == "info" else _("On “{name}”:").format(name=name)
        )

    def _comment(self) -> Comment | None:
        row = self.list.current_row
        return self.document.journey.of(Comment, row.key) if row is not None else None

    def _show_current(self, _row: Row | None) -> None:
        comment = self._comment()
        for button in (self.resolve, self.change, self.delete):
            button.setEnabled(comment is not None)
        self.resolve.setText(_("Reopen") if comment is not None and comment.resolved else _("Resolve"))

    def _toggled(self, _on: bool) -> None:
        self.refresh()

    def _typed(self) -> None:
        self.put.setEnabled(bool(self.field.toPlainText().strip()))

    def _go(self, row: Row) -> None:
        self.jumped.emit(row.target, "")

    # -- doing ---------------------------------------------------------------------------------------

    def write(self) -> None:
        """Put the cursor where a comment is typed."""
        self.field.setFocus()

    def add(self) -> None:
        """Add what was typed as a comment on what is selected."""
        words = self.field.toPlainText().strip()
        if not words:
            return
        author = self._author()
        comment = Comment(id=new_id("comment"), anchor=self.anchor, author=author, text=words, time=now())
        if self._carry_out(lambda journey: edits.add(journey, comment), _("Add comment")):
            self.field.setFocus()  # the button goes out, and its focus would go to the map
            self.field.clear()
            self._is_stale = True
            self.catch_up()
            self.list.make_current(comment.id)

    def resolve_current(self) -> None:
        """Mark the current comment as resolved, or open it again."""
        comment = self._comment()
        if comment is not None:
            id, done = comment.id, not comment.resolved
            label = _("Resolve comment") if done else _("Reopen comment")
            self.list.setFocus()  # the button may go out
            self._carry_out(lambda journey: edits.update(journey, id, resolved=done), label)

    def edit_current(self) -> None:
        """Go to the current comment's own form, to its text."""
        comment = self._comment()
        if comment is not None:
            self.jumped.emit((comment.id,), "text")

    def delete_current(self) -> None:
        """Delete the current comment; undo brings it back."""
        comment = self._comment()
        if comment is not None:
            id = comment.id
            self.list.setFocus()
            self._carry_out(lambda journey: edits.delete(journey, [id]), _("Delete comment"))

    def _carry_out(self, make: Callable[[Journey], Change], label: str) -> bool:
        try:
            self.document.preview(None)
            self.document.edit(make(self.document.journey), label)
        except CjmError as error:
            errors.show(self, error)
            return False
        return True

    def copy_list(self) -> None:
        """Put the comments on the clipboard, as a table."""
        from cjm_desktop.ui.panels.list_text import tabbed  # only when asked for

        journey = self.document.journey
        rows = [[_("On"), _("Comment"), _("Author"), _("When"), _("Resolved")]]
        for anchor, comments in threads(journey, with_resolved=self.resolved.isChecked()):
            record = journey.get(anchor)
            name = title_of(self.document, record) if record is not None else ""
            rows += [[name, c.text, c.author, when(c.time), _("yes") if c.resolved else ""] for c in comments]
        QGuiApplication.clipboard().setText(tabbed(rows))


def threads(journey: Journey, *, with_resolved: bool) -> list[tuple[RecordId, Sequence[Comment]]]:
    """The comments by the record they are on: the journey first, then as the file has them; old ones first."""
    found: dict[RecordId, list[Comment]] = {}
    for comment in journey.comments:
        if with_resolved or not comment.resolved:
            found.setdefault(comment.anchor, []).append(comment)
    places = {record.id: i for i, record in enumerate(journey.records()) if record.id in found}
    for comments in found.values():
        comments.sort(key=lambda c: (c.time or "", c.id))
    return sorted(found.items(), key=lambda pair: places.get(pair[0], -1))


def now() -> str:
    """The time of a comment that is made now, as the file has it: UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def when(time: str | None) -> str:
    """When a comment was made, in the user's own time: "22 November 2026, 14:05"."""
    if not time:
        return ""
    try:
        moment = datetime.datetime.fromisoformat(time)
    except ValueError:
        return time
    if "T" not in time:
        return date(moment.date())
    if moment.tzinfo is not None:
        moment = moment.astimezone()
    return _("{date}, {time}").format(date=date(moment.date()), time=f"{moment:%H:%M}")


class _Field(GrowingEdit):
    """Where a comment is typed; Ctrl+Enter adds it."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
