"""A form for the records of one kind: its fields by the table of words, each change an edit of the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_, _
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.fields import Spec, spec
from cjm_desktop.model.ids import new_id
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import LISTS, Asset, DropOff, Need, Record, Touchpoint, name_of
from cjm_desktop.ui import appearance, text
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.panels.choice_words import choice_words
from cjm_desktop.ui.panels.choices import ChoiceInput, FlagInput, ManyInput
from cjm_desktop.ui.panels.field_words import EDIT_LABELS, FORMS
from cjm_desktop.ui.panels.inputs import Input, LineInput, LinesInput, NoteInput, NumberInput
from cjm_desktop.ui.panels.needs import InfluencesInput, PartsInput
from cjm_desktop.ui.panels.pictures import LONGEST, LONGEST_PORTRAIT, ColourInput, PictureInput, added

_CLASSES = {cls.KIND: cls for cls in LISTS.values()}
#: Numbers of at most this many steps are chosen, not typed.
_FEW = 10
#: Kinds that a form can make on the spot: what its entry in the list is called, and what is asked.
_NEW = {
    "channel": N_("New channel…"),
    "owner": N_("New owner…"),
    "persona": N_("New persona…"),
    "evidence": N_("New evidence…"),
}


class Editing(QObject):
    """What a form edits: some records of a document; every change goes through `change`."""

    opened = Signal(str)  # a record that the user wants to see the form of

    def __init__(self, document: Document, kind: str) -> None:
        super().__init__()
        self.document = document
        self.kind = kind
        self.ids: tuple[str, ...] = ()
        self._turn = 0

    @property
    def records(self) -> list[Any]:
        """The records that are there still."""
        return [r for r in map(self.document.journey.get, self.ids) if r is not None]

    @property
    def scenario(self) -> str:
        """The scenario of the selected records, or the one that is shown."""
        found = self.records
        own = str(getattr(found[0], "scenario", "")) if found else ""
        return own or self.document.scenario  # a side road has none of its own

    def end_turn(self) -> None:
        """What is typed from now on is another undo step."""
        self._turn += 1

    def set(self, name: str, value: Any, *, merges: bool = False, also: Change | None = None) -> str:
        """Give a field of all records a value as one undo step; a sentence when it can't be, else ""."""
        return self.change(name, self._update, {name: value}, merges=merges, also=also)

    def _update(self, **fields: Any) -> Change:
        journey = self.document.journey
        if self.kind == "touchpoint" and "phase" in fields:
            return edits.move_touchpoints(journey, self.ids, fields["phase"])
        if self.kind == "touchpoint" and "scenario" in fields:
            return edits.update_many(journey, self.ids, **fields)
        return edits.update_many(journey, self.ids, **fields)

    def change(
        self, name: str, make: Any, words: dict[str, Any], *, merges: bool = False, also: Change | None = None
    ) -> str:
        """Carry out what `make(**words)` gives (after `also`), as one undo step; a sentence when it can't be."""
        try:
            self.document.preview(None)
            change = make(**words)
            if also is not None:
                change = also.then(change)
            change = edits.without_unused_pictures(self.document.journey, change)
            key = f"{','.join(self.ids)}:{name}:{self._turn}" if merges else None
            self.document.edit(change, _(EDIT_LABELS[self.kind]), key)
        except CjmError as error:
            return str(error)
        return ""


def sentence_case(sentence: str) -> str:
    """The sentence with a capital and a full stop."""
    words = sentence.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".") if words else ""


class FieldRow(QWidget):
    """A field with its name above it and, when something is wrong, one sentence below it."""

    def __init__(self, editing: Editing, name: str, words: str, spec: Spec, input: Input) -> None:
        super().__init__()
        self.editing, self.name, self.spec, self.input = editing, name, spec, input
        self._error = text.wrapped("", "error")
        self._error.hide()
        self._at_error: list[Any] | None = None  # what the records held when something wrong was typed
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        input.name_it(words)
        if not isinstance(input, FlagInput):
            label = text.PlainLabel(words, "second")
            label.setBuddy(input.focusProxy() or input)
            column.addWidget(label)
        column.addWidget(input)
        column.addWidget(self._error)
        input.edited.connect(self._edited)
        input.wrong.connect(self.say)
        input.left.connect(editing.end_turn)
        input.wants_new.connect(self._new)
        if isinstance(input, PictureInput):
            input.chosen.connect(self._picture)

    def refresh(self, records: Sequence[Any]) -> None:
        """Show what the records hold now."""
        _offer(self.input, self.spec, self.editing)
        held = [self.value(r) for r in records]
        if self._at_error is not None:
            if held == self._at_error:
                return  # what was typed wrong stays, to be mended
            self.say("")
        values = set(held)
        if len(values) == 1:
            value = values.pop()
            self.input.show_value(value)
            if isinstance(self.input, PictureInput) and value is not None:
                self.input.show_asset(self.editing.document.journey.of(Asset, value))
        elif values:
            self.input.show_mixed()

    def value(self, record: Any) -> Any:
        """The field's value in a record."""
        return getattr(record, self.name)

    def store(self, value: Any) -> str:
        """Write the value; a sentence when a rule forbids it."""
        return self.editing.set(self.name, value, merges=self.input.merges)

    def _edited(self, value: object) -> None:
        self.say(self.store(value))

    def say(self, sentence: str) -> None:
        """Show what is wrong with what stands in the field ("" = nothing)."""
        self._at_error = [self.value(r) for r in self.editing.records] if sentence else None
        self._error.setText(sentence_case(sentence))
        self._error.setVisible(bool(sentence))
        self.input.mark(bool(sentence))

    def _picture(self, asset: Asset) -> None:
        try:
            change, id = added(self.editing.document.journey, asset)
        except CjmError as error:
            self.say(str(error))
            return
        self.say(self.editing.set(self.name, id, also=change))

    def _new(self) -> None:
        assert self.spec.ref is not None
        kind = self.spec.ref.kinds[0]
        name = text.ask_name(self, _(_NEW[kind]).rstrip("…"), _("Name"))
        if name is None:
            return
        field = "source" if kind == "evidence" else "name"
        try:
            cls: Any = _CLASSES[kind]
            record = cls(id=new_id(kind), **{field: name})
            added = edits.add(self.editing.document.journey, record)
        except CjmError as error:
            self.say(str(error))
            return
        value: Any = record.id
        if self.spec.many:
            shared = {self.value(r) for r in self.editing.records}
            value = ((*shared.pop(), record.id)) if len(shared) == 1 else (record.id,)
        self.say(self.editing.set(self.name, value, also=added))


class DropOffRow(FieldRow):
    """One field of the part `drop_off`: its share or its reason."""

    def __init__(self, editing: Editing, part: str, words: str, inner: Spec, input: Input) -> None:
        super().__init__(editing, "drop_off", words, inner, input)
        self.part = part

    def value(self, record: Touchpoint) -> Any:
        return getattr(record.drop_off, self.part) if record.drop_off else None

    def store(self, value: Any) -> str:
        def made(id: str) -> Change:
            journey = self.editing.document.journey
            old = journey[id]
            assert isinstance(old, Touchpoint)
            if self.part == "share" and value is None:
                return edits.update(journey, id, drop_off=None)
            part = old.drop_off or DropOff(share=0.0)
            return edits.update(journey, id, drop_off=replace(part, **{self.part: value}))

        def all_of_them() -> Change:
            change = Change()
            for id in self.editing.ids:
                change = change.then(made(id))
            return change

        return self.editing.change(f"drop_off.{self.part}", all_of_them, {}, merges=self.input.merges)


def rows_for(editing: Editing, name: str, words: str) -> list[FieldRow]:
    """The rows of one field of the table (a part has several; experience and poster have widgets of their own)."""
    kind = editing.kind
    cls: Any = type(editing.document.journey.info) if kind == "info" else _CLASSES[kind]
    field = spec(cls, name)
    if name == "drop_off":
        return [
            DropOffRow(
                editing,
                "share",
                words + " (%)",
                spec(DropOff, "share"),
                _number(spec(DropOff, "share"), True),
            ),
            DropOffRow(
                editing, "reason", _("Why they leave"), spec(DropOff, "reason"), NoteInput(optional=True)
            ),
        ]
    if field.shape == "part" and name not in ("needs", "influences"):
        return []
    return [FieldRow(editing, name, words, field, _input(kind, field, words))]


def _number(field: Spec, optional: bool) -> Input:
    assert field.range is not None
    is_share = field.range.high == 1.0 and field.shape == "number"
    return NumberInput(optional=optional, whole=field.shape == "integer", factor=100 if is_share else 1)


def _input(kind: str, field: Spec, words: str) -> Input:
    blank = ((None, "—", ""),) if field.optional else ()
    if field.name == "needs":
        options = [(v, _(choice_words("need", "kind", v)), "") for v in spec(Need, "kind").choices]
        return PartsInput(_need, options, _("Add a need"))
    if field.name == "influences":
        return InfluencesInput()
    if field.shape == "choice":
        return ChoiceInput((*blank, *((v, _(choice_words(kind, field.name, v)), "") for v in field.choices)))
    if field.shape == "flag":
        if field.optional:
            return ChoiceInput((*blank, (True, _("Yes"), ""), (False, _("No"), "")))
        return FlagInput(words)
    if field.shape == "ref":
        assert field.ref is not None
        if field.ref.kinds == ("asset",):
            return PictureInput(LONGEST_PORTRAIT if field.name == "portrait" else LONGEST)
        new = _(_NEW[field.ref.kinds[0]]) if field.ref.kinds[0] in _NEW and len(field.ref.kinds) == 1 else ""
        if field.many:
            is_who = kind == "touchpoint" and field.name == "personas"
            return ManyInput(new=new, empty=_("Everyone in the scenario") if is_who else "—")
        return ChoiceInput(new=new)
    if field.shape in ("number", "integer"):
        assert field.range is not None
        if field.shape == "integer" and field.range.high - field.range.low < _FEW:
            numbers = range(int(field.range.low), int(field.range.high) + 1)
            return ChoiceInput((*blank, *((n, str(n), "") for n in numbers)))
        return _number(field, field.optional)
    if field.shape == "pattern":
        assert field.pattern is not None
        if field.pattern.name == "colour":
            return ColourInput()
        return LineInput(optional=field.optional, hint=_("year-month-day"))
    if field.many:
        return LinesInput(optional=False)
    assert field.text is not None
    return NoteInput(optional=field.optional) if field.text.lines else LineInput(optional=field.optional)


def _need(words: str, kind: Any, old: Need | None) -> Need:
    return replace(old, kind=kind) if old else Need(text=words, kind=kind)


def _offer(input: Input, field: Spec, editing: Editing) -> None:
    """Offer the records that a reference may name."""
    if isinstance(input, InfluencesInput):
        people = editing.document.journey.personas
        input.set_people(
            [(p.id, title_of(editing.document, p), "") for p in people if p.id not in editing.ids]
        )
        return
    if field.ref is None or not isinstance(input, ChoiceInput | ManyInput):
        return
    options: list[tuple[Any, str, str]] = []
    for record in editing.document.journey.records():
        if record.KIND not in field.ref.kinds or record.id in editing.ids:
            continue
        if record.KIND == "touchpoint" and getattr(record, "scenario", "") != editing.scenario:
            continue
        if field.name == "answers" and not _can_be_answered(editing, record):
            continue
        options.append((record.id, title_of(editing.document, record), ""))
    if field.optional and not field.many:
        options.insert(0, (None, "—", ""))
    input.set_options(options)


def _can_be_answered(editing: Editing, card: Any) -> bool:
    lane: Any = editing.document.journey.get(card.lane)
    return lane is not None and lane.kind in ("pains", "insights") and card.scenario == editing.scenario


def title_of(document: Document, record: Record) -> str:
    """What a person calls a record; something to go by when it has no name."""
    if record.KIND == "evidence":
        kind = _(choice_words("evidence", "kind", getattr(record, "kind", "")))
        return f"{kind}: {name_of(record)}" if name_of(record) else kind
    if record.KIND == "info":
        return name_of(record) or _("Journey")
    if record.KIND == "connection":
        target = document.journey.get(getattr(record, "target", None))
        return (
            "→ " + (name_of(target) if target else "") + (f" · {name_of(record)}" if name_of(record) else "")
        )
    return name_of(record) or _("Untitled")


class Section(QWidget):
    """A part of a form that folds away under its title."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.column = QVBoxLayout()
        self.column.setContentsMargins(0, 0, 0, 8)
        self.column.setSpacing(12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        self.body = QWidget()
        self.body.setLayout(self.column)
        self.fold: QToolButton | None = None
        if title:
            self.fold = QToolButton()
            self.fold.setProperty("role", "fold")
            self.fold.setText(title.replace("&", "&&"))
            self.fold.setCheckable(True)
            self.fold.setIconSize(QSize(16, 16))
            self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self.fold.toggled.connect(self._toggled)
            head = QHBoxLayout()
            head.addWidget(self.fold)
            head.addStretch()
            outer.addLayout(head)
            self._toggled(False)
        outer.addWidget(self.body)

    def _toggled(self, open: bool) -> None:
        assert self.fold is not None
        self.fold.setIcon(appearance.icon("chevron-down" if open else "chevron-right"))
        self.body.setVisible(open)


def sections_of(kind: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The sections of a kind's form with their fields, in English."""
    return FORMS[kind]
