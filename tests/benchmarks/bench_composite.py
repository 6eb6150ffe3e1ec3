"""Times of maps with a road for each person: `python -m tests.benchmarks.bench_composite`.

Process time in milliseconds: laying out from cold, and the median of repeated edits, by what is edited.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from cjm_desktop.layout.journey_layout import lay_out
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.theme import load
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Info, Lane, Persona, Record, Scenario, Touchpoint
from tests.benchmarks.bench_layout import journey_of

#: The limit of an edit at 500 touchpoints of four people, in milliseconds on a quiet machine.
EDIT_MS = 12.0


def composite_of(count: int, size: int) -> Journey:
    """The journey of the other benchmarks with so many people, who share two touchpoints of five."""
    plain, rng = journey_of(count), random.Random(1)
    people = [plain.personas[0].id, *(f"pe_x{i}" for i in range(1, size))]
    records: list[Record] = [
        Persona(id=id, order=f"a{i}", name=f"Persoon {i}", dmu_role="buyer", criterion="goedkoop en snel")
        for i, id in enumerate(people)
    ]
    for record in plain.records():
        if isinstance(record, Persona):
            continue
        if isinstance(record, Info):
            record = replace(record, type="composite")
        elif isinstance(record, Scenario):
            record = replace(record, personas=tuple(people))
        elif isinstance(record, Touchpoint):
            record = replace(record, personas=tuple(rng.sample(people, rng.choice((1, 1, 1, 2, size)))))
        records.append(record)
    return Journey([*records, Lane(id="la_coverage", order="z0", name="Dekking", kind="coverage")])


def edit_times(count: int, size: int, rounds: int = 25) -> dict[str, float]:
    """Laying out from cold ("cold"), then the median of an edit with its layout, by what is edited."""
    journey, theme = composite_of(count, size), load()
    view = View(journey.scenarios[0].id)
    ids, people = [t.id for t in journey.road(view.scenario)], [p.id for p in journey.personas]
    kinds: dict[str, Callable[[int], Change]] = {
        "title": lambda k: edits.update(journey, ids[k * 7 % count], title=f"Anders {k}"),
        "emotion": lambda k: edits.set_experience(
            journey, ids[k * 7 % count], people[0], emotional=k % 20 / 20
        ),
        "who": lambda k: edits.update(journey, ids[k * 7 % count], personas=(people[k % size],)),
    }
    start = time.process_time()
    layout = lay_out(journey, view, theme)
    out = {"cold": (time.process_time() - start) * 1e3}
    for name, make in kinds.items():
        times = []
        for k in range(rounds):
            change = make(k)
            start = time.process_time()
            journey.apply(change)
            layout = lay_out(journey, view, theme, earlier=layout)
            times.append((time.process_time() - start) * 1e3)
        out[name] = statistics.median(times)
    return out


def main() -> None:
    """Print a line for every measure."""
    for count, size in ((500, 4), (1000, 6)):
        for name, ms in edit_times(count, size).items():
            limit = f"  (≤ {EDIT_MS} ms)" if count == 500 and name != "cold" else ""
            print(f"{name:8} at {count:5} of {size} people: {ms:8.2f} ms{limit}")


if __name__ == "__main__":
    main()
