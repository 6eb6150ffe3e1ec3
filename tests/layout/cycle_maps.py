"""Journeys of several cycles, with phases that span others and signposts, as hard as authors make them."""

from __future__ import annotations

import random
from dataclasses import replace

from cjm_desktop.model.ids import keys_between
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import (
    Card,
    Connection,
    Experience,
    Info,
    Phase,
    Record,
    Scenario,
    Touchpoint,
)
from tests.layout.random_maps import random_journey, words


def cycle_journey(seed: int, shape: str | None = None, count: int | None = None) -> Journey:
    """A journey of 1 to 3 cycles and 1 or 2 bands, on the roads of `random_journey`; the same for the same seed."""
    rng = random.Random(seed)
    plain = random_journey(seed, shape or rng.choice(("loop", "loop", "winding", "straight")), count)
    language = rng.choice(("nl", "de", "ru"))
    cycles = rng.choice((1, 2, 2, 3))
    phases = plain.phases
    records: list[Record] = []
    for record in plain.records():
        if isinstance(record, Phase):
            place = phases.index(record)
            record = replace(record, cycle=1 + place * cycles // len(phases))
        elif isinstance(record, Info):
            names = (words(rng, language, 40), words(rng, language, 90))
            record = replace(record, cycles=rng.choice(((), names)))
        records.append(record)
    for i, record in enumerate(records):
        if isinstance(record, Touchpoint):
            records[i] = replace(
                record,
                entry=0.6 if rng.random() < 0.25 else None,
                outcome=rng.choice(("success", "exit", None, None)),
                kind=rng.choice(("contact", "internal")),
            )
    road = plain.road("sc_0")
    bands = rng.choice((1, 1, 2))
    for b in range(bands):
        spanned = rng.choice(((), (phases[0].id,), tuple(p.id for p in phases[-2:])))
        records.append(
            Phase(
                id=f"ph_band{b}",
                order=f"z{b}",
                name=words(rng, language, 30),
                spans="band",
                spanned=spanned,
                cycle=rng.choice((1, cycles)),
            )
        )
        many = rng.choice((0, 1, 3, 5))
        for i, key in enumerate(keys_between(None, None, many)):
            id = f"tp_band{b}_{i}"
            felt = (Experience(persona="pe_0", emotional=rng.randint(-20, 20) / 10),)
            records.append(
                Touchpoint(
                    id=id,
                    scenario="sc_0",
                    phase=f"ph_band{b}",
                    order=key,
                    title=words(rng, language, rng.choice((10, 30, 80))),
                    experience=felt if rng.random() < 0.6 else (),
                    moment_of_truth="first" if rng.random() < 0.2 else None,
                )
            )
            if road and rng.random() < 0.7:
                records.append(
                    Connection(id=f"co_{id}", source=rng.choice(road).id, target=id, kind="parallel")
                )
            records.append(
                Card(
                    id=f"ca_{id}",
                    lane="la_pains",
                    scenario="sc_0",
                    anchor=id,
                    text=words(rng, language, 60),
                )
            )
    if road and rng.random() < 0.7:
        cycle = {p.id: 1 + i * cycles // len(phases) for i, p in enumerate(phases)}
        first = next(t for t in road if cycle[t.phase] == cycle[road[-1].phase])
        if first is not road[-1]:
            records.append(
                Connection(
                    id="co_back",
                    source=road[-1].id,
                    target=first.id,
                    kind="return",
                    share=0.64 if rng.random() < 0.6 else None,
                    label=words(rng, language, rng.choice((20, 80))) if rng.random() < 0.8 else None,
                )
            )
    for i, touchpoint in enumerate(road):
        if rng.random() < 0.3:
            records.append(
                Card(
                    id=f"ca_sign{i}",
                    lane="la_actions",
                    scenario="sc_0",
                    anchor=touchpoint.id,
                    order="b0",
                    text=words(rng, language, rng.choice((12, 40))),
                    signpost=True,
                )
            )
    scenario = next(r for r in records if isinstance(r, Scenario))
    assert scenario.id == "sc_0"
    return Journey(records)
