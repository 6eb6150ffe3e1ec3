"""The right panel: the form of what is selected, or of the journey when nothing is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.i18n import _, ngettext
from cjm_desktop.model.change import Change
from cjm_desktop.model.records import Phase, Touchpoint
from cjm_desktop.ui import appearance, text
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.panels.field_words import FORMS, KIND_ICONS, KINDS
from cjm_desktop.ui.panels.form import Editing, FieldRow, Section, rows_for, title_of
from cjm_desktop.ui.panels.journey_lists import ActionLink, JourneyLists
from cjm_desktop.ui.panels.signs import phase_colour, touchpoint_icon
from cjm_desktop.ui.panels.touchpoint_rows import CellRows, ExperienceRows, RoadRows, head_of

#: Kinds of records that the map shows and that can be selected there, the most telling first.
SELECTABLE: Final = ("touchpoint", "phase", "lane", "card", "connection", "scenario")


class Form(QScrollArea):
    """The form of one kind of record."""

    def __init__(self, document: Document, kind: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.editing = Editing(document, kind)
        self.rows: list[Any] = []
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(16, 4, 16, 16)
        self._column.setSpacing(12)
        for title, fields in FORMS[kind]:
            section = Section(_(title) if title else "")
            for name, words in fields:
                for row in self._rows(name, _(words)):
                    self.rows.append(row)
                    section.column.addWidget(row)
                if kind == "touchpoint" and name == "experience":
                    self._put(section, CellRows(self.editing))
            if kind == "touchpoint" and not title:
                self._put(section, RoadRows(self.editing))
            if section.column.count():
                self._column.addWidget(section)
        if kind == "info":
            lists = JourneyLists(self.editing)
            self.rows.append(lists)
            self._column.addWidget(lists)
        if kind == "persona":
            self._column.addWidget(ActionLink(_("Save in library"), "save_persona"))
        self._column.addStretch()
        self.setWidget(body)

    def _put(self, section: Section, rows: QWidget) -> None:
        self.rows.append(rows)
        section.column.addWidget(rows)

    def _rows(self, name: str, words: str) -> Sequence[QWidget]:
        if self.editing.kind == "touchpoint" and name == "experience":
            return [ExperienceRows(self.editing)]
        rows = rows_for(self.editing, name, words)
        if name == "moment_of_truth":
            return [_Note(row) for row in rows]
        return rows

    def refresh(self) -> None:
        """Show what the records hold now."""
        records = self.editing.records
        if records:
            for row in self.rows:
                row.refresh(records)

    def row_of(self, name: str) -> QWidget | None:
        """The row of a field, or None when the form has none of that name."""
        for row in self.rows:
            inner = row.inner if isinstance(row, _Note) else row
            if isinstance(inner, FieldRow) and inner.name == name:
                return inner
            if name == "experience" and isinstance(inner, ExperienceRows):
                return inner
        return None

    def field_names(self) -> set[str]:
        """The names of the fields that this form edits."""
        rows = [row.inner if isinstance(row, _Note) else row for row in self.rows]
        names = {row.name for row in rows if isinstance(row, FieldRow)}
        return names | ({"experience"} if any(isinstance(r, ExperienceRows) for r in rows) else set())


class _Note(QFrame):
    """The field that stands in a box of its own: the moment of truth."""

    def __init__(self, row: FieldRow) -> None:
        super().__init__()
        self.inner = row
        self.setProperty("role", "note")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.addWidget(row)

    def refresh(self, records: Sequence[Any]) -> None:
        """Show the field's value."""
        self.inner.refresh(records)


class Inspector(QWidget):
    """Follows the selection; `shown` says which records the form is of, `chosen` that the user picked some."""

    chosen = Signal(object)  # ids to select on the map, from a link in a form

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.ids: tuple[str, ...] = ()
        self._selected: tuple[str, ...] = ()
        self._forms: dict[str, Form] = {}
        self._back = QToolButton()
        self._back.setProperty("role", "link")
        self._back.setText(_("‹ Back"))
        self._back.clicked.connect(self.back)
        self._icon = text.PlainLabel()
        self._icon.setFixedSize(36, 36)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = text.wrapped("", "heading")
        self._second = text.wrapped("", "second")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._second)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 4)
        head.setSpacing(12)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.setAccessibleName(_("Properties"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.refresh)
        document.changed.connect(self._changed)
        document.scenario_changed.connect(self._scenario_changed)
        self.select(())

    def select(self, ids: Sequence[str]) -> None:
        """Show the form of the selected records."""
        self._selected = tuple(ids)
        self.show_records(self._selected)

    def show_records(self, ids: Sequence[str]) -> None:
        """Show the form of these records, whether selected or not; the journey's when there are none."""
        found = [r for r in map(self.document.journey.get, ids) if r is not None and r.KIND in FORMS]
        self.ids = tuple(r.id for r in found)
        kinds = Counter(r.KIND for r in found)
        for form in self._forms.values():
            form.editing.end_turn()
        if len(kinds) > 1:
            self._show_kinds(kinds)
            return
        form = self.form(next(iter(kinds), "info"))
        changed = form.editing.ids != (self.ids or ("info",))
        form.editing.ids = self.ids or ("info",)
        self._stack.setCurrentWidget(form)
        if changed:
            for row in form.rows:
                if isinstance(row, FieldRow):
                    row.say("")
            form.verticalScrollBar().setValue(0)
        self.refresh()

    def form(self, kind: str) -> Form:
        """The form of a kind, made when it is first needed."""
        form = self._forms.get(kind)
        if form is None:
            form = self._forms[kind] = Form(self.document, kind)
            form.editing.opened.connect(self._open)
            self._stack.addWidget(form)
        return form

    def back(self) -> None:
        """From a record that a link opened to the selection."""
        self.show_records(self._selected)

    def refresh(self) -> None:
        """Show what the records hold now, and the journey's form when they are gone."""
        form = self._stack.currentWidget()
        if not isinstance(form, Form):
            return
        if any(id not in self.document.journey for id in self.ids):
            self.show_records([id for id in self.ids if id in self.document.journey])
            return
        form.refresh()
        self._show_head(form)

    def focus_name(self) -> None:
        """Put the cursor in the first field."""
        form = self._stack.currentWidget()
        if isinstance(form, Form):
            row = next((r for r in form.rows if isinstance(r, FieldRow)), None)
            if row is not None:
                row.input.setFocus()

    def focus_field(self, name: str) -> None:
        """Put the cursor in a field of the form that is shown, unfolding its section; the first when it has none."""
        form = self._stack.currentWidget()
        row = form.row_of(name) if isinstance(form, Form) else None
        if row is None or not isinstance(form, Form):
            self.focus_name()
            return
        above = row.parentWidget()
        while above is not None and above is not form:
            if isinstance(above, Section) and above.fold is not None:
                above.fold.setChecked(True)
            above = above.parentWidget()
        target = row.input if isinstance(row, FieldRow) else row
        form.ensureWidgetVisible(row)
        target.setFocus()

    def _changed(self, change: Change) -> None:
        self._timer.start()

    def _scenario_changed(self, _id: str) -> None:
        self._timer.start()

    def _open(self, id: str) -> None:
        record = self.document.journey.get(id)
        if record is not None and record.KIND in SELECTABLE and record.KIND != "scenario":
            self.chosen.emit((id,))
        else:
            self.show_records((id,))

    def _show_head(self, form: Form) -> None:
        journey, kind, records = self.document.journey, form.editing.kind, form.editing.records
        c = appearance.colours()
        icon, colour = KIND_ICONS[kind], c.accent
        second = _(KINDS[kind])
        if len(records) == 1:
            title = text.one_line(title_of(self.document, records[0]), 120)
            if isinstance(records[0], Touchpoint):
                second = head_of(form.editing, records[0])
                icon = touchpoint_icon(journey, records[0])
                colour = phase_colour(journey, records[0].phase)
            elif isinstance(records[0], Phase):
                colour = phase_colour(journey, records[0].id)
        else:
            title = ngettext("{count} selected", "{count} selected", len(records)).format(count=len(records))
        self._title.setText(title)
        self._second.setText(second)
        self._second.setVisible(second != title)
        colour = appearance.on_ground(colour)
        self._icon.setPixmap(appearance.pixmap(icon, 20, colour, max(1.0, self.devicePixelRatioF())))
        self._icon.setStyleSheet(f"border: 2px solid {colour}; border-radius: 18px;")
        self._back.setVisible(self.ids != self._selected and bool(self.ids))

    def _show_kinds(self, kinds: Counter[str]) -> None:
        """Several kinds are selected: say which, and offer each alone."""
        old = self._stack.currentWidget()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 4, 16, 16)
        column.addWidget(text.wrapped(_("Choose what to edit together:"), "second"))
        for kind, count in kinds.most_common():
            button = _KindButton(self, kind, f"{_(KINDS[kind])} ({count})")
            column.addWidget(button)
        column.addStretch()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if old is not None and not isinstance(old, Form):
            self._stack.removeWidget(old)
            old.deleteLater()
        total = kinds.total()
        self._title.setText(ngettext("{count} selected", "{count} selected", total).format(count=total))
        self._second.setText(_("Of different kinds"))
        self._second.show()
        self._back.hide()

    def choose_kind(self, kind: str) -> None:
        """Keep only the selected records of one kind selected."""
        ids = [id for id in self.ids if (r := self.document.journey.get(id)) is not None and kind == r.KIND]
        self.chosen.emit(tuple(ids))

    def sizeHint(self) -> QSize:
        return QSize(288, 600)


class _KindButton(QToolButton):
    def __init__(self, inspector: Inspector, kind: str, words: str) -> None:
        super().__init__()
        self._inspector, self._kind = inspector, kind
        self.setProperty("role", "link")
        self.setText(words)
        self.setIcon(appearance.icon(KIND_ICONS[kind]))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self._inspector.choose_kind(self._kind)
