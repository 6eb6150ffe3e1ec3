"""Journeys of any size for benchmarks: every lane filled, titles and cards as long as real ones."""

from __future__ import annotations

from cjm_desktop.model.ids import keys_between
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import (
    Card,
    Channel,
    Connection,
    DropOff,
    Evidence,
    Experience,
    Owner,
    Persona,
    Phase,
    Record,
    Scenario,
    Touchpoint,
)
from cjm_desktop.model.starter import starting_records

TITLES = (
    "Ziet jas bij vriendin",
    "Advertentie op Instagram",
    "Zoekt en vergelijkt",
    "Leest reviews",
    "Betaling en bevestiging",
    "Retour naar postkantoor",
)
TEXTS = (
    "Vergelijkt drie winkels op prijs en levertijd",
    "Pakt de jas in, fietst door de regen, staat in de rij, fietst door de regen terug",
    "Moet ik nu een account maken?",
    "Tijdvak van zes uur",
    "Retour thuis laten ophalen",
)
CHANNELS = ("Webshop", "E-mail", "Bezorger", "Postkantoor", "Chat", "Reviewsite")
PHASES = ("Kijk", "Kies", "Koop", "Krijg", "Koester")
#: A side road every so many touchpoints.
RETURNS = 40


def filled(count: int, *, lanes: bool = True) -> Journey:
    """A journey of `count` touchpoints; with `lanes` four cards, a channel and an owner each."""
    records: list[Record] = starting_records("nl", f"{count} contactmomenten", phases=PHASES)
    persona = next(r for r in records if isinstance(r, Persona))
    scenario = next(r for r in records if isinstance(r, Scenario))
    phases = [r for r in records if isinstance(r, Phase)]
    cards = {r.kind: r.id for r in records if r.KIND == "lane"}  # type: ignore[attr-defined]
    records += [Channel(id=f"ch_{i}", name=name) for i, name in enumerate(CHANNELS)]
    records += [Owner(id=f"ow_{i}", name=f"Team {i}", initials=f"T{i}") for i in range(5)]
    records.append(Evidence(id="ev_0", kind="interview", source="8 interviews"))
    orders = keys_between(None, None, count)
    for i in range(count):
        felt = Experience(
            persona=persona.id, emotional=((i * 7) % 41 - 20) / 10, functional=((i * 5) % 41 - 20) / 10
        )
        records.append(
            Touchpoint(
                id=f"tp_{i:06d}",
                scenario=scenario.id,
                phase=phases[i * len(phases) // count].id,
                order=orders[i],
                title=f"{TITLES[i % len(TITLES)]} {i + 1}",
                channel=f"ch_{i % len(CHANNELS)}" if lanes else None,
                owner=f"ow_{i % 5}" if lanes and i % 9 else None,
                experience=(felt,),
                evidence=("ev_0",) if lanes else (),
                moment_of_truth="second" if i % 17 == 9 else None,
                drop_off=DropOff(share=0.09) if i % 13 == 6 else None,
            )
        )
        if lanes:
            for k, kind in enumerate(("actions", "thoughts", "pains", "opportunities")):
                text = f"{TEXTS[(i + k) % len(TEXTS)]} {i}"
                severity = 1 + i % 4 if kind == "pains" else None
                records.append(
                    Card(
                        id=f"ca_{i:06d}{k}",
                        lane=cards[kind],
                        scenario=scenario.id,
                        anchor=f"tp_{i:06d}",
                        text=text,
                        severity=severity,
                    )
                )
    for i in range(0, count - RETURNS, RETURNS):
        records.append(
            Connection(
                id=f"co_{i}", source=f"tp_{i + 9:06d}", target=f"tp_{i + 2:06d}", kind="return", share=0.1
            )
        )
    return Journey(records)
