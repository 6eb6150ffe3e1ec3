"""How long reading and saving take: `python -m tests.benchmarks.bench_files [touchpoints …]`.

Each touchpoint has an experience, a card and (but three) a connection, about 690 bytes together. The goals are for
1,000 touchpoints: a safe save with its read-back within 60 ms, reading within 45 ms.
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cjm_desktop.formats import cjm
from cjm_desktop.formats.strict_json import parse
from cjm_desktop.model.ids import keys_between, new_id
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, Connection, DropOff, Experience, Touchpoint
from cjm_desktop.model.starter import new_journey

ROUNDS = 15
GOALS_MS = {"read": 45.0, "save": 60.0}


def journey_of(count: int) -> Journey:
    """A journey of that many touchpoints in one phase."""
    start = new_journey("nl", "Meting")
    persona, scenario, phase = start.personas[0].id, start.scenarios[0].id, start.phases[0].id
    lane = next(lane.id for lane in start.lanes if lane.kind == "pains")
    felt = (Experience(persona=persona, emotional=-1.8, functional=-1.0),)
    stops = [
        Touchpoint(
            id=new_id("touchpoint"),
            scenario=scenario,
            phase=phase,
            order=order,
            title=f"Retour naar café {i}",
            experience=felt,
            moment_of_truth="second",
            touch_time=3.0,
            drop_off=DropOff(share=0.09, reason="gedoe"),
            notes="Een lange notitie\nvan meer regels. " * 4,
            tags=("keuze", "mobiel"),
        )
        for i, order in enumerate(keys_between(None, None, count))
    ]
    roads = [
        Connection(id=new_id("connection"), source=a.id, target=b.id, share=0.2, label="keuze")
        for a, b in zip(stops, stops[3:], strict=False)
    ]
    cards = [
        Card(
            id=new_id("card"), lane=lane, scenario=scenario, anchor=t.id, text="Het duurt te lang", severity=3
        )
        for t in stops
    ]
    return Journey([*start.records(), *stops, *roads, *cards])


def median_ms(work: Callable[[], object]) -> tuple[float, float]:
    """Median and best of the rounds, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), min(times)


def main(counts: list[int]) -> None:
    """Print a line a measurement."""
    for count in counts:
        journey = journey_of(count)
        data = cjm.write(journey)
        print(f"{count} touchpoints, {len(data) / 1000:.0f} KB")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "reis.cjm"
            work: dict[str, Callable[[], object]] = {
                "write": lambda: cjm.write(journey),  # noqa: B023
                "parse": lambda: parse(data),  # noqa: B023
                "read": lambda: cjm.read(data),  # noqa: B023
                "save": lambda: cjm.save(journey, path, backup_dir=Path(folder) / "old"),  # noqa: B023
            }
            for name, function in work.items():
                median, best = median_ms(function)
                goal = f"  (goal {GOALS_MS[name]:.0f})" if name in GOALS_MS and count == 1000 else ""
                print(f"  {name:6} median {median:7.1f} ms, best {best:7.1f} ms{goal}")


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or [100, 1000, 10_000])
