"""What the values of records are made of: texts, scores, shares, dates and references, by name."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias

from cjm_desktop.model.fields import (
    COLOUR_PATTERN,
    DATE_PATTERN,
    ID_PATTERN,
    NOTE_LENGTH,
    ORDER_PATTERN,
    Pattern,
    Range,
    Ref,
    Text,
)

RecordId: TypeAlias = str
Id = Annotated[str, Pattern(ID_PATTERN, "id")]
Order = Annotated[str, Pattern(ORDER_PATTERN, "order")]
Colour = Annotated[str, Pattern(COLOUR_PATTERN, "colour")]
Date = Annotated[str, Pattern(DATE_PATTERN, "date")]
Label = Annotated[str, Text()]
Note = Annotated[str, Text(NOTE_LENGTH, lines=True)]
Score = Annotated[float, Range(-2.0, 2.0)]
Share = Annotated[float, Range(0.0, 1.0)]
Amount = Annotated[float, Range(0.0, 1e9)]
Offset = Annotated[float, Range(-1e4, 1e4)]

PersonaId = Annotated[str, Ref(("persona",))]
ScenarioId = Annotated[str, Ref(("scenario",))]
PhaseId = Annotated[str, Ref(("phase",))]
LaneId = Annotated[str, Ref(("lane",))]
ChannelId = Annotated[str, Ref(("channel",))]
OwnerId = Annotated[str, Ref(("owner",))]
TouchpointId = Annotated[str, Ref(("touchpoint",))]
CardId = Annotated[str, Ref(("card",))]
EvidenceId = Annotated[str, Ref(("evidence",))]
AssetId = Annotated[str, Ref(("asset",))]
AnchorId = Annotated[str, Ref(("touchpoint", "phase"))]

#: Fields of a newer minor version of the file: (key, JSON text), kept and written back.
Extra: TypeAlias = tuple[tuple[str, str], ...]

LaneKind: TypeAlias = Literal[
    "road",
    "experience",
    "actions",
    "thoughts",
    "channel",
    "pains",
    "opportunities",
    "insights",
    "owner",
    "evidence",
    "frontstage",
    "backstage",
    "support",
    "metrics",
    "images",
    "content",
    "text",
    "coverage",
]
#: Lanes that hold cards; the others are drawn from the touchpoints themselves.
CARD_LANES: Final[frozenset[str]] = frozenset(
    (
        "actions",
        "thoughts",
        "pains",
        "opportunities",
        "insights",
        "evidence",
        "frontstage",
        "backstage",
        "support",
        "metrics",
        "images",
        "content",
        "text",
    )
)
