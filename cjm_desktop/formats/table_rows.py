"""Rows of a table become records: what several rows name is made once, everything keeps its order."""

from __future__ import annotations

from typing import Any, Final, Literal, cast

from cjm_desktop.formats.foreign import label, note
from cjm_desktop.formats.limits import RECORDS
from cjm_desktop.formats.table_cells import Cells, Row
from cjm_desktop.formats.table_columns import CARD_FIELDS, choice_of
from cjm_desktop.formats.table_row import RowReader
from cjm_desktop.formats.table_values import initials_of, unquoted
from cjm_desktop.frozen import replace
from cjm_desktop.i18n import _, in_language
from cjm_desktop.model.ids import key_between, new_id
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError, Problem
from cjm_desktop.model.records import (
    Card,
    Channel,
    DropOff,
    Evidence,
    Experience,
    Lane,
    Owner,
    Persona,
    Phase,
    Record,
    RecordId,
    Scenario,
    Touchpoint,
)
from cjm_desktop.model.starter import starting_records

#: Fields that say nothing about a touchpoint: a row with only these is about its phase.
_NOT_OF_A_TOUCHPOINT: Final = frozenset(("phase", "subtitle", "persona", "severity", *CARD_FIELDS))

#: What a row of another persona adds to the touchpoint of the row before.
_FELT: Final = frozenset(("touchpoint", "emotion", "functional", "expected", "word"))


class Reading(RowReader):
    """The journey while it grows, row by row."""

    def __init__(
        self,
        cells: Cells,
        fields: dict[int, str | None],
        language: Literal["nl", "en"],
        name: str,
        created: str | None,
    ) -> None:
        super().__init__(cells, fields)
        records = starting_records(language, name, created=created)
        self.default = next(r for r in records if isinstance(r, Persona))
        self.scenario = next(r for r in records if isinstance(r, Scenario))
        self.lanes = {r.kind: r for r in records if isinstance(r, Lane)}
        self.own_lanes: dict[int, Lane] = {}
        self.base = [r for r in records if not isinstance(r, Persona | Scenario | Lane)]
        self.personas: dict[str, Persona] = {}
        self.phases: dict[str, Phase] = {}
        self.channels: dict[str, Channel] = {}
        self.owners: dict[str, Owner] = {}
        self.evidence: dict[tuple[str, str], Evidence] = {}
        self.touchpoints: list[Touchpoint] = []
        self.cards: list[Card] = []
        # Of each phase the last touchpoint: its place in the list, whose view of it was read, and its first row.
        self.last: dict[RecordId, tuple[int, list[RecordId], Row]] = {}
        self.phase: Phase | None = None
        self.last_orders: dict[str, str] = {}
        # Words that stand in the file must be the journey's, not the window's.
        with in_language(language):
            self.first_phase = _("Phase 1")
            self.lane_names = {
                "insights": _("Insights"),
                "frontstage": _("Frontstage"),
                "backstage": _("Backstage"),
                "support": _("Support"),
                "content": _("Content"),
            }
            self.more = _("More")

    # -- one row -------------------------------------------------------------------------------

    def add(self, row: Row) -> None:
        """Read one row: a touchpoint, another persona's view of its phase's last one, or texts of a phase."""
        self._turn_to(row)
        text = self.text
        phase = self._phase()
        title = self._label("touchpoint")
        told = [f for f in text if text[f] and f not in _NOT_OF_A_TOUCHPOINT]
        if not title and not told:
            if self._cards(phase.id):
                self._warn("table-phase-row", "touchpoint", name=phase.name)
            return
        persona = self._persona()
        last = self.last.get(phase.id)
        if (
            last is not None
            and title
            and "persona" in self.columns
            and self.touchpoints[last[0]].title == title
            and persona.id not in last[1]
        ):
            self._another_view(*last, persona)
            return
        if not title:
            self._warn("table-untitled", "touchpoint")
        touchpoint = self._touchpoint(title, phase, persona)
        self.last[phase.id] = (len(self.touchpoints), [persona.id], row)
        self.touchpoints.append(touchpoint)
        self._cards(touchpoint.id)

    def _another_view(self, place: int, seen: list[RecordId], first: Row, persona: Persona) -> None:
        """A second row of the same touchpoint tells what another persona felt there."""
        seen.append(persona.id)
        last = self.touchpoints[place]
        experience = (*last.experience, *self._experience(persona))
        self.touchpoints[place] = replace(last, experience=experience, personas=tuple(seen))
        # What the first row said already is not said again; what it said otherwise can't be kept.
        old = first.cells
        cells = ["" if i < len(old) and c == old[i] else c for i, c in enumerate(self.row.cells)]
        self._turn_to(Row(self.row.line, cells))
        other = [f for f in self.text if self.text[f] and f not in _NOT_OF_A_TOUCHPOINT | _FELT]
        if other:
            self._warn("table-other-view", other[0], name=last.title)
        self._cards(last.id)

    def _touchpoint(self, title: str, phase: Phase, persona: Persona) -> Touchpoint:
        notes = self._note("notes")
        reason = self._note("drop_off_reason")
        share = self._share()
        if reason and share is None:
            self._warn("table-no-share", "drop_off_reason")
            notes = note(f"{notes or ''}\n{reason}")
        owners = self._owners("owner") + self._owners("helpers")
        indirect = self._flag("indirect")
        felt = self._experience(persona)
        return Touchpoint(
            id=new_id("touchpoint"),
            scenario=self.scenario.id,
            phase=phase.id,
            order=self._order("touchpoint"),
            title=title,
            kind=cast(Any, self._choice("kind") or "contact"),
            channel=self._channel(),
            task=self._label("task") or None,
            directness=None if indirect is None else "indirect" if indirect else "direct",
            media=cast(Any, self._choice("media")),
            device=self._label("device") or None,
            human=self._flag("human"),
            personas=(persona.id,) if self.text.get("persona") and not felt else (),
            experience=felt,
            moment_of_truth=cast(Any, self._moment_of_truth()),
            effort=self._whole("effort", 1, 7),
            touch_time=self._number("touch_time", 0, 1e9),
            wait_time=self._number("wait_time", 0, 1e9),
            cost=self._number("cost", 0, 1e9),
            drop_off=None if share is None else DropOff(share=share, reason=reason),
            outcome=cast(Any, self._choice("outcome")),
            owner=owners[0] if owners else None,
            helpers=tuple(owners[1:]),
            evidence=self._evidence(),
            context=self._note("context"),
            notes=notes,
            tags=tuple(filter(None, map(label, self._lines("tags")))),
        )

    def _cards(self, anchor: RecordId) -> int:
        """Make the cards of the row; returns how many there are."""
        before = len(self.cards)
        pains: list[Card] = []
        for name, kind in CARD_FIELDS.items():
            texts = self._lines(name)
            severities = self._lines("severity") if name == "pain_point" else []
            if severities and not texts:
                self._warn("table-no-pain", "severity")
            for i, text in enumerate(texts):
                if not text:
                    continue
                answers: tuple[RecordId, ...] = ()
                if kind == "opportunities" and pains:
                    answers = (pains[min(i, len(pains) - 1)].id,)
                severity = self._whole_of(severities[i], "severity", 0, 4) if i < len(severities) else None
                if kind == "thoughts":
                    text = unquoted(text)
                card = self._card(self._lane(kind), anchor, text, severity=severity, answers=answers)
                if kind == "pains":
                    pains.append(card)
        for index, known in self.fields.items():
            if known is None and index < len(self.row.cells):
                for text in map(note, self.row.cells[index].split("\n")):
                    if text:
                        self._card(self._own_lane(index), anchor, text)
        return len(self.cards) - before

    def _card(self, lane: Lane, anchor: RecordId, text: str, **fields: Any) -> Card:
        card = Card(
            id=new_id("card"),
            lane=lane.id,
            anchor=anchor,
            scenario=self.scenario.id,
            order=self._order(f"{anchor} {lane.id}"),
            text=text,
            **fields,
        )
        self.cards.append(card)
        return card

    # -- things that rows share ----------------------------------------------------------------

    def _phase(self) -> Phase:
        name = self._label("phase")
        if not name:
            if self.phase is not None:
                return self.phase
            name = self.first_phase
        subtitle = self._label("subtitle") or None
        phase = self.phases.get(name)
        if phase is None:
            phase = Phase(id=new_id("phase"), order=self._order("phase"), name=name, subtitle=subtitle)
        elif subtitle and not phase.subtitle:
            phase = replace(phase, subtitle=subtitle)
        self.phases[name] = self.phase = phase
        return phase

    def _persona(self) -> Persona:
        name = self._label("persona")
        if not name:
            return next(iter(self.personas.values()), self.default)
        if name not in self.personas:
            # The first one takes the place of the persona that every new journey has.
            used = any(e.persona == self.default.id for t in self.touchpoints for e in t.experience)
            new = new_id("persona")
            self.personas[name] = (
                Persona(id=new, order=self._order("persona"), name=name)
                if self.personas or used
                else replace(self.default, name=name, order=self._order("persona"))
            )
            if used and len(self.personas) == 1:
                self.personas = {self.default.name: self.default, **self.personas}
        return self.personas[name]

    def _channel(self) -> RecordId | None:
        name = self._label("channel")
        if not name:
            return None
        key = name.casefold()
        if key not in self.channels:
            self.channels[key] = Channel(id=new_id("channel"), order=self._order("channel"), name=name)
        return self.channels[key].id

    def _owners(self, column: str) -> list[RecordId]:
        ids = []
        for name in filter(None, map(label, self._lines(column))):
            key = name.casefold()
            if key not in self.owners:
                initials = initials_of(name, {o.initials or "" for o in self.owners.values()})
                order = self._order("owner")
                self.owners[key] = Owner(id=new_id("owner"), order=order, name=name, initials=initials)
            ids.append(self.owners[key].id)
        return list(dict.fromkeys(ids))

    def _evidence(self) -> tuple[RecordId, ...]:
        ids = []
        for text in filter(None, self._lines("evidence")):
            parts = [p.strip() for p in text.replace(";", ",").replace("+", ",").split(",")]
            kinds = [choice_of("evidence", p) for p in parts]
            pairs: list[tuple[str, str]]
            if all(kinds) and ":" not in text:
                pairs = [(k, "") for k in kinds if k]
            else:
                word, colon, source = text.partition(":")
                kind = choice_of("evidence", word) if colon else None
                if kind is None:
                    kind, source = "assumption", text
                    self._warn("table-evidence", "evidence", value=text[:60])
                pairs = [(kind, label(source))]
            for pair in pairs:
                if pair not in self.evidence:
                    self.evidence[pair] = Evidence(
                        id=new_id("evidence"), kind=cast(Any, pair[0]), source=pair[1]
                    )
                ids.append(self.evidence[pair].id)
        return tuple(dict.fromkeys(ids))

    def _experience(self, persona: Persona) -> tuple[Experience, ...]:
        felt = Experience(
            persona=persona.id,
            emotional=self._number("emotion", -2, 2),
            functional=self._number("functional", -2, 2),
            expected=self._number("expected", -2, 2),
            word=self._label("word") or None,
        )
        return () if felt == Experience(persona=persona.id) else (felt,)

    def _lane(self, kind: str) -> Lane:
        lane = self.lanes.get(cast(Any, kind))
        if lane is None:
            lane = self._new_lane(kind, self.lane_names[kind])
            self.lanes[lane.kind] = lane
        return lane

    def _own_lane(self, index: int) -> Lane:
        lane = self.own_lanes.get(index)
        if lane is None:
            headers = self.cells.header.cells
            name = label(headers[index]) if index < len(headers) else ""
            if not name:
                self._warn("table-more-cells", "")
            lane = self.own_lanes[index] = self._new_lane("text", name or self.more)
        return lane

    def _new_lane(self, kind: str, name: str) -> Lane:
        last = max(lane.order for lane in (*self.lanes.values(), *self.own_lanes.values()))
        return Lane(id=new_id("lane"), order=key_between(last, None), name=name, kind=cast(Any, kind))

    def _order(self, row: str) -> str:
        self.last_orders[row] = key_between(self.last_orders.get(row), None)
        return self.last_orders[row]

    # -- the whole -----------------------------------------------------------------------------

    def journey(self) -> Journey:
        """All that was read; CjmError when it is more than a journey holds."""
        personas = list(self.personas.values()) or [self.default]
        scenario = replace(self.scenario, personas=tuple(p.id for p in personas))
        lanes = (*self.lanes.values(), *self.own_lanes.values())
        groups: tuple[Any, ...] = (
            personas,
            self.phases.values(),
            lanes,
            self.channels.values(),
            self.owners.values(),
            self.touchpoints,
            self.cards,
            self.evidence.values(),
        )
        records: list[Record] = [*self.base, scenario]
        for group in groups:
            if len(group) > RECORDS:
                kinds = {"touchpoint": _("touchpoints"), "card": _("cards")}
                kind = next(iter(group)).KIND
                args = {"count": len(group), "kind": kinds.get(kind, kind), "limit": RECORDS}
                raise CjmError(Problem("", "table-too-much", args))
            records += group
        return Journey(records)
