"""The records of a journey: frozen dataclasses, in the field order of the file.

What each field means for the method stands in `method.md` of the design papers; what it may hold is in its
annotation. Scores run from −2.0 (very negative) to +2.0 (very positive), shares from 0 to 1, severity 0–4
(Nielsen 1994), effort 1–7 (Customer Effort Score 2.0), times in minutes.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from cjm_desktop.frozen import frozen
from cjm_desktop.model.fields import Base64, KeyedBy, Range, Ref, Text
from cjm_desktop.model.parts import DropOff as DropOff
from cjm_desktop.model.parts import Experience as Experience
from cjm_desktop.model.parts import Influence as Influence
from cjm_desktop.model.parts import Need as Need
from cjm_desktop.model.parts import PosterSettings as PosterSettings
from cjm_desktop.model.values import CARD_LANES as CARD_LANES
from cjm_desktop.model.values import (
    Amount,
    AnchorId,
    AssetId,
    CardId,
    ChannelId,
    Colour,
    Date,
    EvidenceId,
    Id,
    Label,
    LaneId,
    Note,
    Offset,
    Order,
    OwnerId,
    PersonaId,
    PhaseId,
    ScenarioId,
    Score,
    Share,
    TouchpointId,
)
from cjm_desktop.model.values import Extra as Extra
from cjm_desktop.model.values import LaneKind as LaneKind
from cjm_desktop.model.values import RecordId as RecordId

INFO_ID: Final = "info"
STAMP_ID: Final = "stamp"


@frozen(kw_only=True)
class Record:
    """What every record has: an id that never changes, and what a newer version added."""

    KIND: ClassVar[str] = ""
    __slots__: ClassVar[tuple[str, ...]]  # the fields that the class adds

    id: Id
    extra: Extra = ()


@frozen(kw_only=True)
class Info(Record):
    """What the journey is about; exactly one, its id is always "info"."""

    KIND: ClassVar[str] = "info"

    title: Label = ""
    purpose: Note | None = None
    audience: Note | None = None
    brand: Label | None = None
    sector: Label | None = None
    scope: Literal["buyer", "customer", "experience"] = "experience"
    type: Literal["single", "composite"] = "single"
    process: Literal["standing", "temporary"] = "standing"
    process_from: Date | None = None
    process_to: Date | None = None
    language: Literal["nl", "en"] = "nl"
    participants: tuple[Label, ...] = ()
    confidentiality: Label | None = None
    logo: AssetId | None = None
    emotion_scale: Literal["-2..2", "-5..5", "1..5", "1..10"] = "-2..2"
    offering: Label | None = None
    benefits: Note | None = None
    cycles: tuple[Label, ...] = ()
    phases_locked: bool = False
    checks: tuple[Label, ...] = ()
    poster: PosterSettings | None = None


@frozen(kw_only=True)
class Stamp(Record):
    """When the file was made and saved; exactly one, its id is always "stamp". No edit ever touches it."""

    KIND: ClassVar[str] = "stamp"

    created: Date | None = None
    modified: Date | None = None
    revision: Annotated[int, Range(0, 1e9)] = 0


@frozen(kw_only=True)
class Persona(Record):
    KIND: ClassVar[str] = "persona"

    order: Order = "a0"
    name: Label
    description: Note | None = None
    quote: Note | None = None
    portrait: AssetId | None = None
    goals: tuple[Label, ...] = ()
    needs: tuple[Need, ...] = ()
    motivations: tuple[Label, ...] = ()
    expectations: tuple[Label, ...] = ()
    segment: Label | None = None
    colour: Colour | None = None
    dmu_role: (
        Literal["initiator", "user", "influencer", "buyer", "decider", "gatekeeper", "approver"] | None
    ) = None
    department: Label | None = None
    interest: Note | None = None
    criterion: Note | None = None
    influence: Annotated[int, Range(1, 3)] | None = None
    stance: Literal["for", "neutral", "against"] | None = None
    influences: tuple[Influence, ...] = ()


@frozen(kw_only=True)
class Scenario(Record):
    KIND: ClassVar[str] = "scenario"

    order: Order = "a0"
    name: Label
    state: Literal["current", "desired", "ideal"] = "current"
    tone: Literal["neutral", "positive", "negative"] = "neutral"
    personas: tuple[PersonaId, ...] = ()
    derived_from: ScenarioId | None = None
    start: Note | None = None
    end: Note | None = None
    road: Literal["winding", "straight", "hills", "loop"] = "winding"
    joins: tuple[ScenarioId, ...] = ()


@frozen(kw_only=True)
class Phase(Record):
    KIND: ClassVar[str] = "phase"

    order: Order = "a0"
    name: Label
    subtitle: Label | None = None
    colour: Colour | None = None
    cycle: Annotated[int, Range(1, 99)] = 1
    spans: Literal["self", "band"] = "self"
    spanned: tuple[PhaseId, ...] = ()
    customer_goal: Note | None = None
    business_goal: Note | None = None
    need: Note | None = None
    questions: tuple[Label, ...] = ()
    dos: tuple[Label, ...] = ()
    donts: tuple[Label, ...] = ()
    kpis: tuple[Label, ...] = ()
    perception: Score | None = None
    trust: Score | None = None
    advocacy: Score | None = None
    status: Literal["prospect", "customer", "repeat", "loyal"] | None = None
    information: Note | None = None
    differentiator: Note | None = None


@frozen(kw_only=True)
class Lane(Record):
    KIND: ClassVar[str] = "lane"

    order: Order = "a0"
    name: Label
    kind: LaneKind = "text"
    visible: bool = True
    height: Amount | None = None


@frozen(kw_only=True)
class Touchpoint(Record):
    KIND: ClassVar[str] = "touchpoint"

    scenario: ScenarioId
    phase: PhaseId
    order: Order = "a0"
    title: Label = ""
    kind: Literal["contact", "customer_action", "internal"] = "contact"
    personas: tuple[PersonaId, ...] = ()
    channel: ChannelId | None = None
    task: Label | None = None
    directness: Literal["direct", "indirect"] | None = None
    media: Literal["paid", "owned", "earned"] | None = None
    device: Label | None = None
    human: bool | None = None
    experience: Annotated[tuple[Experience, ...], KeyedBy("persona")] = ()
    moment_of_truth: Literal["zero", "first", "second", "third", "own"] | None = None
    effort: Annotated[int, Range(1, 7)] | None = None
    touch_time: Amount | None = None
    wait_time: Amount | None = None
    cost: Amount | None = None
    drop_off: DropOff | None = None
    outcome: Literal["success", "exit"] | None = None
    owner: OwnerId | None = None
    helpers: tuple[OwnerId, ...] = ()
    evidence: tuple[EvidenceId, ...] = ()
    context: Note | None = None
    information: Note | None = None
    consequence: Note | None = None
    status: Literal["prospect", "customer", "both"] | None = None
    entry: Share | None = None
    notes: Note | None = None
    tags: tuple[Label, ...] = ()
    image: AssetId | None = None
    lineage: Label | None = None
    dx: Offset = 0.0
    dy: Offset = 0.0

    def experience_of(self, persona: RecordId | None) -> Experience | None:
        """What that persona felt here, or None when nothing is known of it."""
        for experience in self.experience:
            if experience.persona == persona:
                return experience
        return None


@frozen(kw_only=True)
class Connection(Record):
    """A side road from one touchpoint to another of the same scenario (the main road follows the order)."""

    KIND: ClassVar[str] = "connection"

    source: TouchpointId
    target: TouchpointId
    kind: Literal["main", "choice", "parallel", "return"] = "choice"
    share: Share | None = None
    count: Annotated[int, Range(0, 1e12)] | None = None
    label: Label | None = None
    condition: Note | None = None
    delay: Amount | None = None
    forced: bool = False


@frozen(kw_only=True)
class Card(Record):
    KIND: ClassVar[str] = "card"

    lane: LaneId
    scenario: ScenarioId
    anchor: AnchorId
    span: Annotated[int, Range(1, 1000)] = 1
    order: Order = "a0"
    text: Note = ""
    colour: Colour | None = None
    severity: Annotated[int, Range(0, 4)] | None = None
    frequency: Share | None = None
    impact: Annotated[int, Range(1, 5)] | None = None
    effort: Annotated[int, Range(1, 5)] | None = None
    quick_win: bool = False
    status: Literal["open", "doing", "done", "dropped"] | None = None
    due: Date | None = None
    owner: OwnerId | None = None
    metric: Label | None = None
    value: Annotated[float, Range(-1e12, 1e12)] | None = None
    unit: Label | None = None
    evidence: tuple[EvidenceId, ...] = ()
    answers: tuple[CardId, ...] = ()
    tags: tuple[Label, ...] = ()
    image: AssetId | None = None
    author: Label | None = None
    signpost: bool = False


@frozen(kw_only=True)
class Channel(Record):
    KIND: ClassVar[str] = "channel"

    order: Order = "a0"
    name: Label
    icon: Label | None = None
    nature: Literal["physical", "digital"] | None = None
    third_party: bool = False


@frozen(kw_only=True)
class Owner(Record):
    KIND: ClassVar[str] = "owner"

    order: Order = "a0"
    name: Label
    initials: Label | None = None
    department: Label | None = None
    colour: Colour | None = None


@frozen(kw_only=True)
class Evidence(Record):
    KIND: ClassVar[str] = "evidence"

    kind: Literal[
        "assumption", "reasoning", "frontline", "persona", "data", "interview", "observation", "research"
    ] = "assumption"
    source: Label = ""
    date: Date | None = None
    n: Annotated[int, Range(0, 1e9)] | None = None
    quote: Note | None = None


@frozen(kw_only=True)
class Comment(Record):
    KIND: ClassVar[str] = "comment"

    anchor: Annotated[
        str,
        Ref(("info", "persona", "scenario", "phase", "lane", "touchpoint", "connection", "card", "owner")),
    ]
    author: Label = ""
    text: Note = ""
    time: Date | None = None
    resolved: bool = False


@frozen(kw_only=True)
class Asset(Record):
    KIND: ClassVar[str] = "asset"

    media_type: Literal["image/png", "image/jpeg"]
    data: Annotated[bytes, Base64(8_000_000)]
    width: Annotated[int, Range(1, 20_000)]
    height: Annotated[int, Range(1, 20_000)]
    sha256: Annotated[str, Text(64)]


#: List key in the file → record class, in file order. `info` and `stamp` share the object "info".
LISTS: Final[dict[str, type[Record]]] = {
    "personas": Persona,
    "scenarios": Scenario,
    "phases": Phase,
    "lanes": Lane,
    "channels": Channel,
    "owners": Owner,
    "touchpoints": Touchpoint,
    "connections": Connection,
    "cards": Card,
    "evidence": Evidence,
    "comments": Comment,
    "assets": Asset,
}
LIST_KEYS: Final[dict[str, str]] = {cls.KIND: key for key, cls in LISTS.items()}
#: The field that holds what a person calls the record.
NAME_FIELDS: Final[dict[str, str]] = {
    "info": "title",
    "persona": "name",
    "scenario": "name",
    "phase": "name",
    "lane": "name",
    "channel": "name",
    "owner": "name",
    "touchpoint": "title",
    "connection": "label",
    "card": "text",
    "evidence": "source",
    "comment": "text",
}


def name_of(record: Record) -> str:
    """What a person calls the record ("" when it has no name)."""
    field = NAME_FIELDS.get(record.KIND)
    return (getattr(record, field) or "") if field else ""
