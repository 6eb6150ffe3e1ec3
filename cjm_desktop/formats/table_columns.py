"""The columns of a table of touchpoints: what they are called in Dutch and English and what they become."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import N_


@frozen()
class Column:
    """A field of the table: its headers, what the preview says it becomes, and other names it goes by."""

    field: str
    nl: str
    en: str
    becomes: str
    others: str = ""


#: In the order of an export; the first fifteen are always written, the others when there is something in them.
COLUMNS: Final = (
    Column("phase", "fase", "phase", N_("phase"), "fasen|phases|stage|stages|stadium|etappe"),
    Column(
        "touchpoint",
        "contactmoment",
        "touchpoint",
        N_("touchpoint"),
        "contactmomenten|touchpoints|touch point|stap|step|moment|naam|name|contact moment|contactpunt|titel|title|"
        "gebeurtenis|event|activiteit|activity",
    ),
    Column("channel", "kanaal", "channel", N_("channel"), "kanalen|channels"),
    Column(
        "emotion",
        "emotie",
        "emotion",
        N_("emotion, from −2 to 2"),
        "emotional|emotioneel|emotionele beleving|gevoel|sentiment|customer sentiment|score|valence",
    ),
    Column(
        "functional",
        "functioneel",
        "functional",
        N_("functional score, from −2 to 2"),
        "functionele beleving|functional experience",
    ),
    Column(
        "actions",
        "acties",
        "actions",
        N_("card in the lane of actions"),
        "actie|action|klantactie|doen|doing",
    ),
    Column(
        "thoughts",
        "gedachten",
        "thoughts",
        N_("card in the lane of thoughts"),
        "gedachte|thought|denken|thinking",
    ),
    Column(
        "pain_point",
        "pijnpunt",
        "pain_point",
        N_("card in the lane of pain points"),
        "pijnpunten|pain points|pain|pains|probleem|problem|knelpunt",
    ),
    Column("severity", "ernst", "severity", N_("severity of the pain point, 0 to 4")),
    Column(
        "opportunity",
        "kans",
        "opportunity",
        N_("card in the lane of opportunities"),
        "kansen|opportunities|verbetering|improvement|idee|idea",
    ),
    Column(
        "owner",
        "eigenaar",
        "owner",
        N_("owner"),
        "owners|eigenaren|verantwoordelijke|responsible|afdeling|department",
    ),
    Column("evidence", "bewijs", "evidence", N_("evidence"), "bron|source|onderbouwing"),
    Column(
        "moment_of_truth",
        "moment_van_de_waarheid",
        "moment_of_truth",
        N_("moment of truth"),
        "moments of truth|mot|waarheid",
    ),
    Column("indirect", "indirect", "indirect", N_("indirect contact")),
    Column(
        "drop_off",
        "afhaak",
        "drop_off",
        N_("share that drops off, 0 to 1"),
        "uitval|afhaken|afhakers|dropoff|dropout|drop out|haakt af|churn",
    ),
    Column("persona", "persona", "persona", N_("persona"), "klant|customer|doelgroep|segment"),
    Column(
        "subtitle", "ondertitel", "subtitle", N_("subtitle of the phase"), "fase ondertitel|phase subtitle"
    ),
    Column("kind", "soort", "kind", N_("kind of touchpoint"), "type"),
    Column("expected", "verwacht", "expected", N_("expected score, from −2 to 2"), "verwachting|expectation"),
    Column("word", "emotie_woord", "emotion_word", N_("emotion in a word"), "gevoelswoord|feeling"),
    Column(
        "drop_off_reason",
        "afhaakreden",
        "drop_off_reason",
        N_("reason to drop off"),
        "reden afhaken|uitvalreden|reden|reason",
    ),
    Column("effort", "inspanning", "effort", N_("effort, 1 to 7"), "moeite|ces"),
    Column(
        "touch_time",
        "duur_min",
        "touch_time",
        N_("time it takes, in minutes"),
        "duur|duration|contacttijd|bezig|touch time min|duration min",
    ),
    Column(
        "wait_time",
        "wacht_min",
        "wait_time",
        N_("waiting time, in minutes"),
        "wachttijd|wachten|wacht|wait|waiting time|wait min",
    ),
    Column("cost", "kosten", "cost", N_("cost"), "costs|prijs"),
    Column("task", "taak", "task", N_("task"), "job"),
    Column("media", "media", "media", N_("paid, owned or earned media"), "medium"),
    Column("device", "apparaat", "device", N_("device"), "toestel"),
    Column("human", "menselijk", "human", N_("human contact"), "menselijk contact|human contact"),
    Column("outcome", "uitkomst", "outcome", N_("outcome: success or exit"), "resultaat"),
    Column("helpers", "helpers", "helpers", N_("helpers of the owner"), "ondersteuners"),
    Column("tags", "labels", "tags", N_("tags"), "label|tag"),
    Column("context", "context", "context", N_("context")),
    Column(
        "notes", "notities", "notes", N_("notes"), "notitie|note|opmerking|opmerkingen|remarks|toelichting"
    ),
    Column(
        "insights",
        "inzicht",
        "insight",
        N_("card in the lane of insights"),
        "inzichten|insights|learning|learnings",
    ),
    Column(
        "frontstage",
        "frontstage",
        "frontstage",
        N_("card in the lane frontstage"),
        "voor de schermen|medewerkers",
    ),
    Column(
        "backstage",
        "backstage",
        "backstage",
        N_("card in the lane backstage"),
        "achter de schermen|intern proces",
    ),
    Column(
        "support",
        "ondersteuning",
        "support",
        N_("card in the lane of support"),
        "systemen|systems|ondersteunende processen|support processes",
    ),
    Column("content", "content", "content", N_("card in the lane of content"), "inhoud"),
)
BY_FIELD: Final = {c.field: c for c in COLUMNS}
#: How many of them every export has.
ALWAYS: Final = 15
#: Fields whose cells become cards, and the kind of lane they stand in.
CARD_FIELDS: Final = {
    "actions": "actions",
    "thoughts": "thoughts",
    "pain_point": "pains",
    "opportunity": "opportunities",
    "insights": "insights",
    "frontstage": "frontstage",
    "backstage": "backstage",
    "support": "support",
    "content": "content",
}

#: Words in a cell for the values of a choice; the first Dutch and the first English one are written.
CHOICES: Final[dict[str, dict[str, tuple[str, str, str]]]] = {
    "kind": {
        "contact": ("contact", "contact", ""),
        "customer_action": ("klantactie", "customer_action", "actie|action|customer action"),
        "internal": ("intern", "internal", ""),
    },
    "media": {
        "paid": ("betaald", "paid", ""),
        "owned": ("eigen", "owned", ""),
        "earned": ("verdiend", "earned", ""),
    },
    "outcome": {
        "success": ("succes", "success", "geslaagd"),
        "exit": ("vertrek", "exit", "afgehaakt|afscheid"),
    },
    "moment_of_truth": {
        "own": ("ja", "yes", "x|1|true|waar|j|y|eigen|own|✓|★"),
        "zero": ("nulde", "zero", "zmot|nul"),
        "first": ("eerste", "first", "fmot"),
        "second": ("tweede", "second", "smot"),
        "third": ("derde", "third", "tmot"),
    },
    "evidence": {
        "assumption": ("aanname", "assumption", "aannames|assumptions|hypothese"),
        "reasoning": ("redenering", "reasoning", "logica"),
        "frontline": ("medewerker", "frontline", "medewerkers|staff|frontlijn"),
        "persona": ("persona", "persona", "personas"),
        "data": ("data", "data", "cijfers|analytics|meting"),
        "interview": ("interview", "interview", "interviews"),
        "observation": ("observatie", "observation", "observaties"),
        "research": ("onderzoek", "research", "enquete|survey|studie"),
    },
    "flag": {
        "yes": ("ja", "yes", "x|1|true|waar|j|y|wel|✓"),
        "no": ("nee", "no", "0|false|onwaar|n|niet|-|−"),
    },
}


def plain(text: str) -> str:
    """The text for comparing: small letters, no accents, underscores and signs as single spaces."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


def field_of(header: str) -> str | None:
    """The field that a column's header names in Dutch or English, or None."""
    names = _headers()
    found = names.get(plain(header))
    if found is None and "(" in header:
        found = names.get(plain(header.split("(")[0]))
    return found


def choice_of(kind: str, cell: str) -> str | None:
    """The value that a cell names in Dutch or English, or None."""
    words = _words(kind)
    return words.get(cell.strip().casefold()) or words.get(plain(cell))


def word_for(kind: str, value: str, language: str) -> str:
    """The word of a value as it is written in a table."""
    dutch, english, _others = CHOICES[kind][value]
    return dutch if language == "nl" else english


@cache
def _headers() -> dict[str, str]:
    names: dict[str, str] = {}
    for column in COLUMNS:
        for name in (column.field, column.nl, column.en, *column.others.split("|")):
            if name:
                names.setdefault(plain(name), column.field)
    return names


@cache
def _words(kind: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for value, (dutch, english, others) in CHOICES[kind].items():
        for word in (value, dutch, english, *others.split("|")):
            if word:
                words.setdefault(word, value)
                if plain(word):
                    words.setdefault(plain(word), value)
    return words
