"""What the form of a touchpoint has beside plain fields: feelings per persona, cards of its column, roads out of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import N_, _, number
from cjm_desktop.layout.columns import road_of
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.fields import spec
from cjm_desktop.model.records import Card, Connection, Persona, Touchpoint, name_of
from cjm_desktop.ui import appearance, text
from cjm_desktop.ui.panels.choice_words import choice_words
from cjm_desktop.ui.panels.choices import ChoiceInput
from cjm_desktop.ui.panels.form import Editing, sentence_case, title_of
from cjm_desktop.ui.panels.inputs import LineInput, NoteInput
from cjm_desktop.ui.panels.sliders import ScoreField

#: Lanes whose first card is edited in the form of a touchpoint.
CELL_LANES: Final = ("actions", "thoughts", "pains", "opportunities")
SCORES: Final = (("emotional", N_("Emotion")), ("functional", N_("Functional")), ("expected", N_("Expected")))


class LinkButton(QToolButton):
    """A line of text that opens the form of a record."""

    def __init__(self, editing: Editing, id: str, words: str, icon: str = "") -> None:
        super().__init__()
        self._editing, self._id = editing, id
        self.setProperty("role", "link")
        self.setText(text.menu_text(words))
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if icon:
            self.setIcon(appearance.icon(icon, appearance.colours().second))
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self._editing.opened.emit(self._id)


@frozen()
class _Feeling:
    """One persona's part of the form."""

    persona: str
    scores: dict[str, ScoreField]
    word: LineInput


class ExperienceRows(QWidget):
    """Emotion, function, expectation and a word, for each persona of the scenario."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.editing = editing
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._personas: tuple[tuple[str, str], ...] | None = None
        self._holder = QWidget()
        self._column.addWidget(self._holder)
        self._error = text.wrapped("", "error")
        self._error.hide()
        self._column.addWidget(self._error)
        self.feelings: list[_Feeling] = []

    def refresh(self, records: Sequence[Any]) -> None:
        """Show what the touchpoints hold now; build anew when other personas take part."""
        personas = self._wanted(records)
        if personas != self._personas:
            self._build(personas)
        scale = self.editing.document.journey.info.emotion_scale
        for feeling in self.feelings:
            felt = [r.experience_of(feeling.persona) for r in records]
            for name, field in feeling.scores.items():
                values = {getattr(f, name) if f else None for f in felt}
                field.set_scale(scale)
                field.show_score(values.pop() if len(values) == 1 else None, mixed=len(values) > 1)
            words = {f.word if f else None for f in felt}
            if len(words) == 1:
                feeling.word.show_value(words.pop())
            else:
                feeling.word.show_mixed()

    def _wanted(self, records: Sequence[Any]) -> tuple[tuple[str, str], ...]:
        journey = self.editing.document.journey
        ids = list(journey.personas_of(self.editing.scenario))
        ids += [e.persona for r in records for e in r.experience if e.persona not in ids]
        found = [journey.of(Persona, id) for id in dict.fromkeys(ids)]
        personas = tuple((p.id, p.name) for p in found if p is not None)
        return personas or tuple((p.id, p.name) for p in journey.personas[:1])

    def _build(self, personas: tuple[tuple[str, str], ...]) -> None:
        self._personas = personas
        self.feelings = []
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for id, name in personas:
            if len(personas) > 1:
                column.addWidget(text.PlainLabel(text.one_line(name), "section"))
            scores = {}
            for field, words in SCORES:
                score = _Score(self, id, field, _(words), name if len(personas) > 1 else "")
                column.addWidget(score)
                scores[field] = score
            line = _Word(self, id)
            label = text.PlainLabel(_("Feeling in a word"), "second")
            label.setBuddy(line.field)
            column.addWidget(label)
            column.addWidget(line)
            self.feelings.append(_Feeling(id, dict(scores), line))
        self._column.replaceWidget(self._holder, holder)
        self._holder.deleteLater()
        self._holder = holder

    def store(self, persona: str, name: str, value: Any) -> None:
        """Write one score or word of one persona at all selected touchpoints, as one undo step while it moves."""
        self._error.setText(
            sentence_case(self.editing.change(f"{persona}.{name}", self._change, {"persona": persona, name: value},
                                              merges=True))
        )  # fmt: skip
        self._error.setVisible(bool(self._error.text()))

    def _change(self, persona: str, **fields: Any) -> Change:
        change = Change()
        for id in self.editing.ids:
            change = change.then(edits.set_experience(self.editing.document.journey, id, persona, **fields))
        return change


class _Score(ScoreField):
    def __init__(self, rows: ExperienceRows, persona: str, name: str, words: str, who: str) -> None:
        super().__init__(words, is_emotion=name == "emotional")
        if who:
            self.slider.setAccessibleName(f"{words}: {who}")
        self._rows, self._persona, self._name = rows, persona, name
        self.edited.connect(self._store)
        self.left.connect(rows.editing.end_turn)

    def _store(self, value: object) -> None:
        self._rows.store(self._persona, self._name, value)


class _Word(LineInput):
    def __init__(self, rows: ExperienceRows, persona: str) -> None:
        super().__init__(optional=True)
        self._rows, self._persona = rows, persona
        self.name_it(_("Feeling in a word"))
        self.edited.connect(self._store)
        self.left.connect(rows.editing.end_turn)

    def _store(self, value: object) -> None:
        self._rows.store(self._persona, "word", value)


class CellRow(QWidget):
    """The first card of one lane at the touchpoint; a pain has its severity beside it."""

    def __init__(self, editing: Editing, lane: str, name: str, kind: str) -> None:
        super().__init__()
        self.editing, self.lane, self.kind = editing, lane, kind
        self._card: Card | None = None
        self._at_error: tuple[str, str] | None = None
        self._label = text.PlainLabel("", "second")
        self._name = name
        self._more = QToolButton()
        self._more.setProperty("role", "link")
        self._more.clicked.connect(self._open)
        self.note = NoteInput(optional=False)
        self.note.name_it(name)
        self._label.setBuddy(self.note.field)
        self.note.edited.connect(self._typed)
        self.note.left.connect(editing.end_turn)
        self._error = text.wrapped("", "error")
        self._error.hide()
        head = QHBoxLayout()
        head.addWidget(self._label, 1)
        self.severity: ChoiceInput | None = None
        head.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.note)
        if kind == "pains":
            steps = ((None, _("Severity not known"), ""), *((n, _(words), "") for n, words in SEVERITIES))
            self.severity = ChoiceInput(steps)
            self.severity.combo.setAccessibleName(_("Severity (0 to 4)"))
            self.severity.edited.connect(self._weighed)
            column.addWidget(self.severity)
        column.addWidget(self._error)

    def refresh(self, touchpoint: Touchpoint) -> None:
        """Show the cell as it is now."""
        journey = self.editing.document.journey
        cards = journey.cards_at(touchpoint.id, self.lane, touchpoint.scenario)
        self._card = cards[0] if cards else None
        self._label.setText(text.one_line(self._name))
        words = _("Details…") if len(cards) == 1 else _("1 of {count}…").format(count=len(cards))
        self._more.setText(words)
        self._more.setAccessibleName(f"{self._name}: {words}")
        self._more.setVisible(bool(cards))
        held = (touchpoint.id, self._card.text if self._card else "")
        if held != self._at_error:
            self._say("")
            self.note.show_value(held[1])
        if self.severity is not None:
            self.severity.setVisible(self._card is not None)
            self.severity.show_value(self._card.severity if self._card else None)

    def _typed(self, words: object) -> None:
        self._say(self.editing.change(f"cell:{self.lane}", self._cell, {"words": words}, merges=True))

    def _cell(self, words: str) -> Change:
        journey = self.editing.document.journey
        touchpoint = self.editing.ids[0]
        if not words and self._card is not None and len(journey.references_to(self._card.id)) == 0:
            cards = journey.cards_at(touchpoint, self.lane, self.editing.scenario)
            # A second card would slip into the field while the first is being retyped.
            if len(cards) > 1:
                return edits.update(journey, self._card.id, text="")
        return edits.set_cell(journey, self.lane, touchpoint, self.editing.scenario, words)

    def _weighed(self, value: object) -> None:
        if self._card is not None:
            self._say(self.editing.change("severity", self._weigh, {"value": value}))

    def _weigh(self, value: int | None) -> Change:
        assert self._card is not None
        return edits.update(self.editing.document.journey, self._card.id, severity=value)

    def _say(self, sentence: str) -> None:
        held = (self.editing.ids[0], self._card.text if self._card else "")
        self._at_error = held if sentence else None
        self._error.setText(sentence_case(sentence))
        self._error.setVisible(bool(sentence))
        self.note.mark(bool(sentence))

    def _open(self) -> None:
        if self._card is not None:
            self.editing.opened.emit(self._card.id)


#: Severity after Nielsen (1994), with the words for each step.
SEVERITIES: Final = (
    (0, N_("0: no problem")),
    (1, N_("1: cosmetic")),
    (2, N_("2: small")),
    (3, N_("3: large")),
    (4, N_("4: catastrophe")),
)


class CellRows(QWidget):
    """The cells of a touchpoint's column, in the order of the lanes."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.editing = editing
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._lanes: tuple[tuple[str, str, str], ...] = ()
        self.rows: list[CellRow] = []

    def refresh(self, records: Sequence[Any]) -> None:
        """Show the cells when one touchpoint is selected."""
        self.setVisible(len(records) == 1)
        if len(records) != 1:
            return
        lanes = tuple(
            (n.id, n.name, n.kind) for n in self.editing.document.journey.lanes if n.kind in CELL_LANES
        )
        if lanes != self._lanes:
            for row in self.rows:
                self._column.removeWidget(row)
                row.deleteLater()
            self._lanes = lanes
            self.rows = [CellRow(self.editing, *lane) for lane in lanes]
            for row in self.rows:
                self._column.addWidget(row)
        for row in self.rows:
            row.refresh(records[0])


class RoadRows(QWidget):
    """The side roads out of one touchpoint, each with its kind and share; a click opens its form."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.editing = editing
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._shown: tuple[Connection, ...] | None = None

    def refresh(self, records: Sequence[Any]) -> None:
        """Show the roads of the touchpoint when one is selected."""
        roads: tuple[Connection, ...] = ()
        if len(records) == 1:
            own = records[0].id
            roads = tuple(c for c in self.editing.document.journey.connections_of(own) if c.source == own)
        self.setVisible(bool(roads))
        if roads == self._shown:
            return
        self._shown = roads
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if roads:
            self._column.addWidget(text.PlainLabel(_("Side roads from here"), "second"))
        for road in roads:
            words = title_of(self.editing.document, road)
            kind = _(choice_words("connection", "kind", road.kind))
            share = f"{number(road.share * 100)} % " if road.share is not None else ""
            button = LinkButton(self.editing, road.id, share + words, "spline")
            text.tip(button, f"{kind}: {share}{words}")
            self._column.addWidget(button)


def known_fields() -> frozenset[str]:
    """The fields of a touchpoint that these rows edit."""
    assert spec(Touchpoint, "experience").keyed_by == "persona"
    return frozenset(("experience",))


def head_of(editing: Editing, touchpoint: Touchpoint) -> str:
    """ "Touchpoint 10 · Krijg": its number on the road and its phase."""
    journey = editing.document.journey
    road = [t.id for t in road_of(journey, touchpoint.scenario)]
    phase = journey.get(touchpoint.phase)
    named = text.one_line(name_of(phase), 30) if phase else ""
    if touchpoint.id not in road:  # in a band under the road, where nothing is numbered
        return _("Touchpoint · {phase}").format(phase=named)
    return _("Touchpoint {number} · {phase}").format(number=road.index(touchpoint.id) + 1, phase=named)
