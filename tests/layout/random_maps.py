"""Journeys as hard as authors make them, from a seed: long words, side roads that cross, moved touchpoints."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from cjm_desktop.model.ids import keys_between
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import (
    Card,
    Channel,
    Connection,
    DropOff,
    Evidence,
    Experience,
    Info,
    Lane,
    Need,
    Owner,
    Persona,
    Phase,
    Record,
    Scenario,
    Stamp,
    Touchpoint,
)

VOCABULARY = {
    "nl": "de jas retour winkel naar een bestelling klantenservice vergelijkt betaalt bezorging twijfelt op maat "
    "verzekeringsovereenkomst wacht mail in bij afspraak thuis aansprakelijkheidsvoorwaarden",
    "de": "die Kundenzufriedenheit im Lieferkettensorgfaltspflichtengesetz der Versand wartet auf Bestellbestätigung "
    "Donaudampfschifffahrtsgesellschaftskapitän zahlt mit Rechnung Terminvereinbarung",
    "ru": "покупатель сравнивает цены в интернет-магазине и ждёт подтверждения доставки "
    "достопримечательность возвращает товар на склад высококвалифицированный",
}
LANES = ("road", "experience", "actions", "thoughts", "channel", "pains", "opportunities", "owner")
SHAPES = ("winding", "straight", "hills", "loop")


def words(rng: random.Random, language: str, most: int) -> str:
    """A text of at most `most` letters."""
    vocabulary = VOCABULARY[language].split()
    text = rng.choice(vocabulary)
    for _ in range(rng.randint(0, most // 6)):
        longer = f"{text} {rng.choice(vocabulary)}"
        if len(longer) > most:
            break
        text = longer
    return text[:most]


def _background(rng: random.Random, language: str) -> dict[str, Any]:
    """What else is known of a persona, of some more than of others; from a source of its own, so that maps stay."""
    if rng.random() < 0.4:
        return {}

    def texts(most: int) -> tuple[str, ...]:
        return tuple(words(rng, language, 60) for _ in range(rng.choice((0, 1, most))))

    return {
        "quote": words(rng, language, 160) if rng.random() < 0.5 else None,
        "segment": words(rng, language, 40) if rng.random() < 0.5 else None,
        "department": words(rng, language, 30) if rng.random() < 0.3 else None,
        "goals": texts(4),
        "motivations": texts(9),
        "expectations": texts(3),
    }


def random_journey(seed: int, shape: str | None = None, count: int | None = None) -> Journey:
    """A journey of 0 to 14 touchpoints with one scenario, "sc_0"; the same for the same seed."""
    rng = random.Random(seed)
    language = rng.choice(sorted(VOCABULARY))
    if count is None:
        count = rng.choice((0, 1, 2, 3, 5, 8, 11, 14))
    people = [
        Persona(
            id=f"pe_{i}",
            order=f"a{i}",
            name=words(rng, language, 40),
            description=words(rng, language, 120),
            needs=tuple(Need(text=words(rng, language, 40)) for _ in range(rng.choice((0, 2, 12)))),
            **_background(random.Random(seed * 31 + i), language),
        )
        for i in range(rng.choice((1, 1, 2, 5)))
    ]
    phases = [
        Phase(
            id=f"ph_{i}",
            order=f"a{i}",
            name=words(rng, language, 30),
            subtitle=words(rng, language, 40) if rng.random() < 0.5 else None,
        )
        for i in range(rng.randint(1, 5))
    ]
    owners = [Owner(id=f"ow_{i}", order=f"a{i}", name=words(rng, language, 20)) for i in range(3)]
    owners[0] = replace(owners[0], initials="GROSSE ABTEILUNG")
    channels = [Channel(id=f"ch_{i}", order=f"a{i}", name=words(rng, language, 40)) for i in range(3)]
    lanes = [
        Lane(id=f"la_{kind}", order=f"a{i}", name=words(rng, language, 24), kind=kind)
        for i, kind in enumerate(LANES)
    ]
    places = sorted(rng.randrange(len(phases)) for _ in range(count))
    stops = []
    for i, (place, key) in enumerate(zip(places, keys_between(None, None, count), strict=True)):
        moved = rng.random() < 0.15
        title = words(rng, language, rng.choice((12, 30, 80)))
        if rng.random() < 0.08:
            title = "".join(rng.choice("abdegkmnoprstuw") for _ in range(40))
        felt = Experience(
            persona="pe_0", emotional=rng.randint(-20, 20) / 10, functional=rng.randint(-20, 20) / 10
        )
        stops.append(
            Touchpoint(
                id=f"tp_{i}",
                scenario="sc_0",
                phase=f"ph_{place}",
                order=key,
                title=title if rng.random() < 0.95 else "",
                experience=(felt,) if rng.random() < 0.85 else (),
                channel=rng.choice(("ch_0", "ch_1", "ch_2", None)),
                owner=rng.choice(("ow_0", "ow_1", None)),
                moment_of_truth="second" if rng.random() < 0.2 else None,
                directness="indirect" if rng.random() < 0.2 else None,
                evidence=("ev_0",) if rng.random() < 0.2 else (),
                drop_off=DropOff(share=rng.choice((0.05, 0.185, 0.4))) if rng.random() < 0.25 else None,
                dx=rng.uniform(-14, 14) if moved else 0.0,
                dy=rng.uniform(-40, 40) if moved else 0.0,
            )
        )
    roads: list[Connection] = []
    for i in range(rng.choice((0, 1, 2, 4, 6)) if count > 1 else 0):
        source, target = rng.sample(range(count), 2)
        if i and rng.random() < 0.3:
            source = int(roads[-1].source[3:])
            target = (source + rng.choice((-1, 1, 2))) % count
        if source == target:
            continue
        roads.append(
            Connection(
                id=f"co_{i}",
                source=f"tp_{source}",
                target=f"tp_{target}",
                kind="return" if target < source else "choice",
                share=0.1 if rng.random() < 0.5 else None,
                label=words(rng, language, rng.choice((12, 40, 70))) if rng.random() < 0.8 else None,
            )
        )
    cards = [
        Card(
            id=f"ca_{i}_{kind}",
            lane=f"la_{kind}",
            scenario="sc_0",
            anchor=f"tp_{i}",
            span=rng.choice((1, 1, 1, 2)),
            text=words(rng, language, rng.choice((20, 60, 160))),
            severity=rng.randint(1, 4) if kind == "pains" else None,
        )
        for i in range(count)
        for kind in ("actions", "thoughts", "pains", "opportunities")
        if rng.random() < 0.5
    ]
    if len(cards) > 1:
        cards.append(replace(cards[0], id="ca_second", order="a1"))
    road = shape or rng.choice(SHAPES)
    records: list[Record] = [
        Info(
            id="info",
            title=words(rng, language, 120),
            purpose=words(rng, language, 400) if rng.random() < 0.7 else None,
            brand="Noorderlicht",
            language="nl",
        ),
        Stamp(id="stamp", created="2026-11-21", revision=4),
        *people,
        Scenario(id="sc_0", name="nu", personas=tuple(p.id for p in people), road=road),
        *phases,
        *owners,
        *channels,
        *lanes,
        Evidence(id="ev_0", kind="assumption", source="team"),
        *stops,
        *roads,
        *cards,
    ]
    return Journey(records)
