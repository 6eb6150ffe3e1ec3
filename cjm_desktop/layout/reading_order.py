"""The order in which a sheet is read aloud: title, people, phase by phase each touchpoint with its cards, and the rest.

Drawings lie over each other in the order of `z`; whoever hears a poster wants the story. What is not named here is
for the eye alone (roads, tints, hairlines).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, Literal, TypeAlias

from cjm_desktop.analysis import emotion_scale
from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import _, in_language
from cjm_desktop.layout.columns import bands_of, slots_of
from cjm_desktop.layout.drawing import Drawing, Group, Picture, Placed, TextLine
from cjm_desktop.layout.placement import Sheet
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import (
    Card,
    Connection,
    Lane,
    Owner,
    Persona,
    Phase,
    RecordId,
    Scenario,
    Touchpoint,
)

#: A drawing by its key, and which of its parts: −1 is all of it.
Mark: TypeAlias = tuple[str, int]
#: Sections, headings, paragraphs, pictures and links, by the names that a PDF gives them.
Kind: TypeAlias = Literal["Sect", "H1", "H2", "H3", "H4", "P", "Figure", "Link"]
_HEADINGS: Final[tuple[Kind, ...]] = ("H1", "H2", "H3", "H4")
#: The parts around the map that are read after it.
_AFTER: Final = ("part:insights", "part:legend", "part:footer", "part:qr")


@frozen(eq=False)
class Read:
    """Something that is read: its own drawings, then its parts.

    `title` is what it is called, `alt` what is said in place of what is drawn. A section that is a `place` is one that
    a reader goes to.
    """

    kind: Kind
    title: str = ""
    alt: str = ""
    marks: tuple[Mark, ...] = ()
    parts: tuple[Read, ...] = ()
    is_place: bool = False


def reading_order(sheet: Sheet, journey: Journey) -> Read:
    """A sheet as a section, in the journey's language; each drawing of it is read once or not at all."""
    with in_language(journey.info.language):
        return _Order(sheet, journey).whole()


def within(placed: Placed) -> tuple[float, float, float, Drawing]:
    """Where the parts of a drawing around the map stand that are read one by one, their scale, and they themselves."""
    if len(placed.drawing) == 1 and isinstance(placed.drawing[0], Group):
        group = placed.drawing[0]
        return group.x + placed.x, group.y + placed.y, group.scale, group.children
    return placed.x, placed.y, 1.0, placed.drawing


def picture_words(journey: Journey) -> dict[RecordId, str]:
    """What each picture of a journey shows, by its id, as far as the record that has it tells."""
    with in_language(journey.info.language):
        out: dict[RecordId, str] = {}
        for card in journey.cards:
            if card.image:
                out[card.image] = _line(card.text)
        for touchpoint in journey.touchpoints:
            if touchpoint.image:
                out[touchpoint.image] = _line(touchpoint.title)
        for persona in journey.personas:
            if persona.portrait:
                out[persona.portrait] = _("Portrait of {name}").format(name=_line(persona.name))
        if journey.info.logo:
            out[journey.info.logo] = _("Logo of {name}").format(name=journey.info.brand or journey.info.title)
        return out


def _line(text: str) -> str:
    return " ".join(text.split())


def _texts(drawing: Drawing) -> Iterator[str]:
    """The texts of a drawing in the order in which they are drawn."""
    for child in drawing:
        if isinstance(child, TextLine):
            yield child.text
        elif isinstance(child, Group):
            yield from _texts(child.children)


def _has_text(drawing: Drawing) -> bool:
    return next(_texts(drawing), None) is not None


class _Order:
    """What of a sheet is not read yet, and the journey that says what belongs together."""

    def __init__(self, sheet: Sheet, journey: Journey) -> None:
        self.sheet, self.journey = sheet, journey
        self.placed = sheet.map.placed
        # Keys of later bands end in "@1" and so on; without it they say what they stand for.
        self.rest: dict[str, list[str]] = {}
        for key in self.placed:
            self.rest.setdefault(key.partition("@")[0], []).append(key)
        # Headers of phases that come again, by phase.
        self.again: dict[RecordId, list[str]] = {}
        for name in self.rest:
            if name.startswith("again:"):
                self.again.setdefault(name.split(":", 2)[2], []).append(name)
        self.pictures = picture_words(journey)
        # Headings step down one by one, from the title where it is printed.
        self.top = 1 if "part:header" in sheet.placed else 0

    def whole(self) -> Read:
        head = [*self.around("part:header"), *self.around("part:personas")]
        inside = self.map()
        tail = [Read("Sect", parts=parts) for key in _AFTER if (parts := tuple(self.around(key)))]
        return Read("Sect", self.sheet.name, parts=(*head, *inside, *tail), is_place=bool(self.sheet.name))

    # -- around the map ------------------------------------------------------------------------------

    def around(self, key: str) -> Iterator[Read]:
        """The pieces of a part around the map that say something."""
        placed = self.sheet.placed.get(key)
        if placed is None:
            return
        if key == "part:qr":
            yield self.code(key)
            return
        for index, child in enumerate(within(placed)[3]):
            mark = ((key, index),)
            if _has_text((child,)):
                is_title = isinstance(child, Group) and child.role == "title" and key == "part:header"
                yield Read("H1" if is_title else "P", marks=mark)
            elif isinstance(child, Picture):
                yield Read("Figure", alt=self.pictures.get(child.asset, _("Picture")), marks=mark)

    def code(self, key: str) -> Read:
        poster = self.journey.info.poster
        said = poster.qr if poster is not None and poster.qr else ""
        alt = _("QR code: {text}").format(text=said) if said else _("QR code")
        return Read("Figure", alt=alt, marks=((key, -1),))

    # -- the map -------------------------------------------------------------------------------------

    def map(self) -> list[Read]:
        out = [*self.named(self.journey.lanes), *self.named(self.journey.personas)]
        out += self.others(lambda key: key.startswith("cycle:"))
        for scenario in self.scenarios():
            out += self.road(scenario)
        out += self.curves()
        return [*out, *self.others(lambda key: self.journey.get(key) is None)]

    def take(self, name: str) -> str | None:
        """The first drawing of a name that is not read yet."""
        keys = self.rest.get(name)
        return keys.pop(0) if keys else None

    def named(self, records: Iterable[Lane | Persona]) -> Iterator[Read]:
        """The names of lanes, or the cards of people, each once: a second band says them to the eye only."""
        for record in records:
            key = self.take(record.id)
            if key is not None:
                yield Read("P", marks=((key, -1),))

    def others(self, is_wanted: Callable[[str], bool]) -> Iterator[Read]:
        """Texts that stand alone, in the order in which they are drawn."""
        for name, keys in self.rest.items():
            if keys and is_wanted(name):
                for key in keys:
                    if _has_text(self.placed[key].drawing):
                        yield Read("P", marks=((key, -1),))
                self.rest[name] = []

    def scenarios(self) -> list[RecordId]:
        """The scenarios of the sheet from top to bottom."""
        view = self.sheet.view
        found: dict[RecordId, None] = {} if view is None else {view.scenario: None}
        parts = set() if view is None else set(self.journey.parts(view.scenario))
        for name in self.rest:
            touchpoint = self.journey.get(name)
            if isinstance(touchpoint, Touchpoint) and touchpoint.scenario not in parts:
                found.setdefault(touchpoint.scenario)
        return list(found)

    def road(self, scenario: RecordId) -> list[Read]:
        heading = self.take(f"heading:{scenario}")
        top = self.top
        out: list[Read] = []
        if heading is not None:
            out.append(Read(_HEADINGS[top], marks=((heading, -1),)))
            top += 1
        cells = [(lane, self.journey.cells_of(lane.id, scenario)) for lane in self.journey.lanes]
        for phase, row in groupby(slots_of(self.journey, scenario), key=lambda slot: slot[1]):
            out.append(self.phase(phase, [id for id, _phase in row], cells, top))
        inside: dict[RecordId, list[RecordId]] = {band.id: [] for band in bands_of(self.journey)}
        for touchpoint in self.journey.road(scenario) if inside else ():
            if touchpoint.phase in inside:
                inside[touchpoint.phase].append(touchpoint.id)
        out += [self.phase(band, own, cells, top) for band, own in inside.items()]
        out = [part for part in out if part.marks or part.parts]
        if heading is None:
            return out
        own = self.journey.of(Scenario, scenario)
        return [Read("Sect", _line(own.name) if own is not None else "", parts=tuple(out), is_place=True)]

    def phase(
        self,
        id: RecordId,
        touchpoints: Iterable[RecordId | None],
        cells: Sequence[tuple[Lane, Mapping[RecordId, tuple[Card, ...]]]],
        top: int,
    ) -> Read:
        phase = self.journey.of(Phase, id)
        title = _line(phase.name) if phase is not None else ""
        ids = [one for one in touchpoints if one is not None]
        here = {key.partition("@")[2] for one in ids for key in self.rest.get(one, ())}
        stops = [read for one in ids for read in self.touchpoint(one, cells, top + 1)]
        key = self.header(id, here) if stops or not ids else None
        own = [] if key is None else [Read(_HEADINGS[top], title, marks=((key, -1),))]
        own += [read for lane, inside in cells for read in self.cards(lane, inside.get(id, ()))]
        return Read("Sect", title, parts=(*own, *stops), is_place=bool(stops or own))

    def header(self, id: RecordId, bands: set[str]) -> str | None:
        """The header of a phase on a band of its touchpoints; it has one on each, and one each time it comes again."""
        names = [id, f"band:{id}", *self.again.get(id, ())]
        found = [key for name in names for key in self.rest.get(name, ())]
        near = [key for key in found if key.partition("@")[2] in bands] or found
        if not near:
            return None
        self.rest[near[0].partition("@")[0]].remove(near[0])
        return near[0]

    def touchpoint(
        self,
        id: RecordId,
        cells: Sequence[tuple[Lane, Mapping[RecordId, tuple[Card, ...]]]],
        top: int,
    ) -> Iterator[Read]:
        """A touchpoint of the sheet: its title, what was felt, and its cards lane by lane."""
        progress.step()
        touchpoint = self.journey.of(Touchpoint, id)
        key = self.take(id)
        if touchpoint is None or key is None:
            return
        title = _line(touchpoint.title)
        parts = [Read(_HEADINGS[top], marks=((key, -1),))]
        parts += self.feelings(touchpoint)
        for lane, inside in cells:
            cell = self.take(f"cell:{lane.id}:{id}")
            if cell is not None:
                parts.append(self.cell(cell, lane, touchpoint))
            if id in inside:
                parts += self.cards(lane, inside[id])
        for connection in self.journey.connections_of(id):
            if connection.source == id:
                parts += self.label(connection)
        yield Read("Sect", title, parts=tuple(parts), is_place=True)

    def feelings(self, touchpoint: Touchpoint) -> Iterator[Read]:
        """The faces of a touchpoint ("Sanne: −1.2, unsure"), and the words beside them."""
        scale = self.journey.info.emotion_scale
        for felt in touchpoint.experience:
            face = self.take(f"point:{felt.persona}:{touchpoint.id}")
            if face is None:
                continue
            persona = self.journey.of(Persona, felt.persona)
            said = [_line(persona.name) if persona is not None else ""]
            if felt.emotional is not None:
                words = emotion_scale.words(felt.emotional, scale)
                said.append(f"{words}, {_line(felt.word)}" if felt.word else words)
            yield Read("Figure", alt=": ".join(part for part in said if part), marks=((face, -1),))
        for name in (f"word:{touchpoint.id}", f"mark:{touchpoint.id}"):
            key = self.take(name)
            if key is not None and _has_text(self.placed[key].drawing):
                yield Read("P", marks=((key, -1),))

    def cell(self, key: str, lane: Lane, touchpoint: Touchpoint) -> Read:
        """A channel, an owner, the evidence or the picture of a touchpoint, with the name of its lane."""
        said = " ".join(_texts(self.placed[key].drawing))
        owner = self.journey.of(Owner, touchpoint.owner)
        if lane.kind == "owner":  # initials or a question mark are drawn
            said = _line(owner.name) if owner is not None else _("not known")
        elif lane.kind == "images":
            said = _line(touchpoint.title)
        alt = f"{_line(lane.name)}: {said}" if said else _line(lane.name)
        return Read("Figure" if lane.kind == "images" else "P", alt=alt, marks=((key, -1),))

    def cards(self, lane: Lane, cards: Iterable[Card]) -> Iterator[Read]:
        for card in cards:
            key = self.take(card.id) or self.take(f"signpost:{card.id}")
            if key is not None:
                said = [_line(card.text), *_beside_text(self.placed[key].drawing)]
                yield Read(
                    "P", alt=f"{_line(lane.name)}: {' · '.join(filter(None, said))}", marks=((key, -1),)
                )

    def label(self, connection: Connection) -> Iterator[Read]:
        key = self.take(f"label:{connection.id}")
        if key is not None:
            yield Read("P", marks=((key, -1),))

    def curves(self) -> Iterator[Read]:
        """A figure for the curve of each person; areas, axes and finer lines are for the eye."""
        scale = self.journey.info.emotion_scale
        people: dict[RecordId, list[Mark]] = {}
        for name, keys in self.rest.items():
            kind, _colon, rest = name.partition(":")
            if kind in ("curve", "other") and rest:
                people.setdefault(rest.partition(":")[0], []).extend((key, -1) for key in keys)
                self.rest[name] = []
        on_sheet = {key.partition("@")[0] for key in self.placed}
        for id, marks in people.items():
            scores = [
                felt.emotional
                for touchpoint in self.journey.touchpoints
                if touchpoint.id in on_sheet and (felt := touchpoint.experience_of(id)) is not None
                if felt.emotional is not None
            ]
            persona = self.journey.of(Persona, id)
            alt = _("Curve of the emotion of {name}").format(name=_line(persona.name) if persona else "")
            if scores:
                low, high = (emotion_scale.words(score, scale) for score in (min(scores), max(scores)))
                alt = _("{curve}, from {low} to {high}").format(curve=alt, low=low, high=high)
            yield Read("Figure", alt=alt, marks=tuple(marks))


def _beside_text(drawing: Drawing) -> Iterator[str]:
    """What a card says above and below its own words: status, owner, sources."""
    for child in drawing:
        if isinstance(child, Group) and child.role in ("head", "foot"):
            yield from _texts(child.children)
