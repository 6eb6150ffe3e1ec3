"""Composite journeys: the tender of the design papers, and ones as hard as authors make them."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from cjm_desktop.model.ids import keys_between
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.parts import Influence
from cjm_desktop.model.records import (
    Channel,
    Experience,
    Info,
    Lane,
    Persona,
    Phase,
    Record,
    Scenario,
    Stamp,
    Touchpoint,
)
from tests.layout.random_maps import random_journey, words

ROLES = ("initiator", "user", "influencer", "buyer", "decider", "gatekeeper", "approver")

_PEOPLE: tuple[dict[str, Any], ...] = (
    {
        "id": "pe_business",
        "name": "Business",
        "dmu_role": "user",
        "stance": "for",
        "criterion": "de allerbeste oplossing",
        "influence": 3,
    },
    {
        "id": "pe_inkoop",
        "name": "Inkoop",
        "dmu_role": "buyer",
        "criterion": "economisch meest voordelig",
        "influence": 2,
    },
    {
        "id": "pe_legal",
        "name": "Juridische zaken",
        "dmu_role": "gatekeeper",
        "criterion": "SLA’s en kleine lettertjes",
        "influence": 2,
    },
    {
        "id": "pe_sales",
        "name": "Sales",
        "dmu_role": "influencer",
        "stance": "against",
        "criterion": "voorkeur voor systeem XYZ",
        "influence": 1,
        "influences": (Influence(persona="pe_business", text="eigen demo’s"),),
    },
)
_COLOURS = ("#2F6FA8", "#B85C1E", "#9C4A8F", "#2E7D5B")
_PHASES = (
    ("Behoefte", "contact", "#2F6FA8"),
    ("Oriëntatie", None, "#5A5FB0"),
    ("Selectie", None, "#9C4A8F"),
    ("Besluit", "contract", "#B85C1E"),
)
#: Phase, title, who takes part (places in _PEOPLE), channel, what each of them felt.
_STOPS: tuple[tuple[int, str, tuple[int, ...], int, tuple[float, ...]], ...] = (
    (0, "Klachten over oud systeem", (0,), 0, (-1.6,)),
    (0, "Workshop wensen", (0, 3), 1, (0.9, 0.2)),
    (0, "Budget aangevraagd", (1,), 2, (-0.3,)),
    (1, "Referentiebezoek", (0,), 3, (1.4,)),
    (1, "Marktverkenning", (1,), 4, (0.4,)),
    (1, "Bestek en eisen", (0, 1, 2, 3), 5, (-0.6, 0.6, 0.3, -0.9)),
    (2, "Demo op eigen data", (0,), 6, (1.7,)),
    (2, "SLA-concept gelezen", (2,), 5, (-1.1,)),
    (2, "Prijsronde", (1,), 7, (1.2,)),
    (2, "Privacy-toets", (2,), 8, (-0.4,)),
    (2, "Proef van twee weken", (0, 3), 9, (1.2, -1.4)),
    (2, "Onderhandeling", (1, 2), 7, (0.5, 0.2)),
    (3, "Stuurgroep kiest", (0, 1, 2), 10, (1.0, 0.8, 0.6)),
    (3, "Contract en start", (0, 1, 2, 3), 11, (1.6, 1.0, 0.9, -0.5)),
)
_CHANNELS = (
    ("Klachten", "triangle-alert"),
    ("Workshop", "presentation"),
    ("Budget", "wallet"),
    ("Referentie", "building-2"),
    ("Zoeken", "search"),
    ("Document", "file-text"),
    ("Demo", "monitor"),
    ("Gesprek", "handshake"),
    ("Toets", "clipboard-check"),
    ("Proef", "laptop"),
    ("Stuurgroep", "users"),
    ("Contract", "pencil"),
)


def tender(shape: str = "winding") -> Journey:
    """ "Nieuw CRM: één aanbesteding, vier reizen": four people, fourteen touchpoints, six of them shared."""
    people = [
        Persona(order=f"a{i}", colour=colour, **fields)
        for i, (fields, colour) in enumerate(zip(_PEOPLE, _COLOURS, strict=True))
    ]
    stops = [
        Touchpoint(
            id=f"tp_{i:02d}",
            scenario="sc",
            phase=f"ph_{phase}",
            order=key,
            title=title,
            personas=tuple(people[k].id for k in who),
            channel=f"ch_{channel}",
            experience=tuple(
                Experience(persona=people[k].id, emotional=score) for k, score in zip(who, felt, strict=True)
            ),
            moment_of_truth="own" if title == "Proef van twee weken" else None,
        )
        for i, ((phase, title, who, channel, felt), key) in enumerate(
            zip(_STOPS, keys_between(None, None, len(_STOPS)), strict=True)
        )
    ]
    return Journey(
        [
            Info(
                id="info",
                title="Nieuw CRM: één aanbesteding, vier reizen",
                purpose="zien wie wanneer meedoet, en wie we te laat spreken",
                type="composite",
                scope="buyer",
                language="nl",
            ),
            Stamp(id="stamp", created="2026-11-21", revision=3),
            *people,
            Scenario(
                id="sc",
                name="nu",
                personas=tuple(p.id for p in people),
                road=shape,  # type: ignore[arg-type]
                start="contact",
                end="contract",
            ),
            *(
                Phase(id=f"ph_{i}", order=f"a{i}", name=name, subtitle=subtitle, colour=colour)
                for i, (name, subtitle, colour) in enumerate(_PHASES)
            ),
            *(
                Channel(id=f"ch_{i}", order=key, name=name, icon=icon)
                for i, ((name, icon), key) in enumerate(
                    zip(_CHANNELS, keys_between(None, None, len(_CHANNELS)), strict=True)
                )
            ),
            Lane(id="la_road", order="a0", name="Wegen", kind="road"),
            Lane(id="la_experience", order="a1", name="Beleving", kind="experience"),
            Lane(id="la_coverage", order="a2", name="Dekking: rol × fase", kind="coverage"),
            *stops,
        ]
    )


def random_composite(seed: int, count: int | None = None, shape: str | None = None) -> Journey:
    """A random journey with two to six people, a lane of coverage and influence between them."""
    rng = random.Random(seed + 9_000)
    plain = random_journey(seed, shape or rng.choice(("winding", "straight", "loop")), count)
    language = rng.choice(("nl", "de", "ru"))
    size = rng.choice((2, 3, 4, 6))
    ids = [f"pe_{i}" for i in range(size)]
    people = [
        Persona(
            id=id,
            order=f"a{i}",
            name=words(rng, language, rng.choice((12, 30, 60))),
            dmu_role=rng.choice((*ROLES, None)),  # type: ignore[arg-type]
            stance=rng.choice(("for", "neutral", "against", None)),  # type: ignore[arg-type]
            criterion=words(rng, language, 60) if rng.random() < 0.7 else None,
            influence=rng.choice((1, 2, 3, None)),
            influences=tuple(
                Influence(
                    persona=rng.choice(ids), text=words(rng, language, 30) if rng.random() < 0.6 else None
                )
                for _ in range(rng.choice((0, 0, 1, 2)))
            ),
        )
        for i, id in enumerate(ids)
    ]
    records: list[Record] = []
    for record in plain.records():
        if isinstance(record, Persona):
            continue
        if isinstance(record, Info):
            record = replace(record, type="composite")
        elif isinstance(record, Scenario):
            record = replace(record, personas=tuple(ids))
        elif isinstance(record, Touchpoint):
            most = rng.choice((1, 1, 1, 2, 2, 3, size))
            who = tuple(rng.sample(ids, min(most, size)))
            record = replace(
                record,
                personas=who if rng.random() < 0.9 else (),
                entry=rng.choice((0.1, 0.625)) if rng.random() < 0.15 else None,
                outcome=rng.choice(("success", "exit", None)) if rng.random() < 0.2 else None,
                kind="internal" if rng.random() < 0.1 else "contact",
            )
        records.append(record)
    coverage = Lane(id="la_coverage", order="b00", name=words(rng, language, 24), kind="coverage")
    return Journey([*records, *people, coverage])
