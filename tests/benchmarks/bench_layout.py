"""Times of the layout: `python -m tests.benchmarks.bench_layout [touchpoints …]`.

Process time in milliseconds: the median of repeated edits, and composing a sheet once from cold. The ratio is to a
reference of plain Python in the same run, so that figures of different machines can be compared.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from cjm_desktop import collector
from cjm_desktop.layout import cards, ink, stops, text
from cjm_desktop.layout.cuts import sparing
from cjm_desktop.layout.journey_layout import lay_out
from cjm_desktop.layout.paper import MM
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.poster import pages_of
from cjm_desktop.layout.sheets import compose
from cjm_desktop.layout.theme import load
from cjm_desktop.model import edits, progress
from cjm_desktop.model.change import Change
from cjm_desktop.model.ids import keys_between
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, Connection, DropOff, Experience, PosterSettings, Touchpoint
from cjm_desktop.model.starter import starting_records

#: Limits in milliseconds on a quiet machine: an edit at 500 touchpoints, a cold sheet of 200 and of 2,000.
EDIT_MS, SHEET_200_MS, SHEET_2000_MS = 5.0, 250.0, 1200.0
#: Work that takes long can be broken off within so many milliseconds, at any length of the journey.
PAUSE_MS = 200.0
#: Of the same sheets: all pages of A4 tiles, and only finding where they are cut.
TILES_MS, CUTS_MS = {200: 60.0, 2000: 300.0}, {200: 20.0, 2000: 100.0}
WORDS = {
    "actions": "Vergelijkt drie winkels op prijs en levertijd",
    "thoughts": "Valt groot uit, dus een maat kleiner",
    "pains": "Ziet dezelfde advertentie negen keer",
    "opportunities": "Reviews filteren op pasvorm",
}


def journey_of(count: int) -> Journey:
    """A journey of so many touchpoints in five phases, a card in every cell, some exits and returns."""
    records = starting_records(
        "nl", "Meting", persona="Sanne", phases=tuple(f"Fase {i}" for i in range(1, 6))
    )
    start = Journey(records)
    scenario, persona = start.scenarios[0].id, start.personas[0].id
    lanes = {lane.kind: lane.id for lane in start.lanes}
    for i, key in enumerate(keys_between(None, None, count)):
        id = f"tp_{i:06d}"
        felt = Experience(
            persona=persona, emotional=((i * 7) % 41) / 10 - 2, functional=((i * 5) % 41) / 10 - 2
        )
        records.append(
            Touchpoint(
                id=id,
                scenario=scenario,
                phase=start.phases[i * 5 // count].id,
                order=key,
                title=f"Betaling en bevestiging {i}",
                experience=(felt,),
                drop_off=DropOff(share=0.09) if i % 9 == 4 else None,
            )
        )
        for kind, words in WORDS.items():
            if kind in lanes:
                card = Card(
                    id=f"ca_{i}_{kind}", lane=lanes[kind], scenario=scenario, anchor=id, text=f"{words} {i}"
                )
                records.append(card)
    for i in range(0, count - 20, 40):
        records.append(Connection(id=f"co_{i}", source=f"tp_{i + 12:06d}", target=f"tp_{i:06d}", share=0.1))
    return Journey(records)


def reference() -> float:
    """Milliseconds of a fixed piece of plain Python."""

    def once() -> float:
        start = time.process_time()
        table: dict[tuple[int, str], float] = {}
        for i in range(20_000):
            table[i, "x"] = table.get((i - 1, "x"), 0.0) * 0.5 + i
        return (time.process_time() - start) * 1e3

    return statistics.median(once() for _ in range(9))


def forget() -> None:
    """Empty the caches of texts and drawings, as in a new process."""
    text.forget()
    for cached in (cards._card_text, cards._card_height, stops.stop, stops.title_block):
        cached.cache_clear()


def edit_times(count: int, rounds: int = 31) -> dict[str, float]:
    """The median of an edit with its layout, by what is edited."""
    journey, theme = journey_of(count), load()
    view = View(journey.scenarios[0].id)
    ids, persona = [t.id for t in journey.road(view.scenario)], journey.personas[0].id
    card_ids = [c.id for c in journey.cards]
    kinds: dict[str, Callable[[int], Change]] = {
        "title": lambda k: edits.update(journey, ids[k * 7 % count], title=f"Anders {k}"),
        "emotion": lambda k: edits.set_experience(
            journey, ids[k * 7 % count], persona, emotional=k % 20 / 20
        ),
        "card": lambda k: edits.update(journey, card_ids[k * 17 % len(card_ids)], text=f"Kort {k % 3}"),
    }
    layout = lay_out(journey, view, theme)
    out = {}
    for name, make in kinds.items():
        times = []
        for k in range(rounds):
            start = time.process_time()
            journey.apply(make(k))
            layout = lay_out(journey, view, theme, earlier=layout)
            times.append((time.process_time() - start) * 1e3)
        out[name] = statistics.median(times)
    return out


def sheet_time(count: int) -> float:
    """Milliseconds to compose a sheet of A0 from cold."""
    journey, theme = journey_of(count), load()
    view = View(journey.scenarios[0].id)
    forget()
    start = time.process_time()
    compose(journey, view, theme, "A0", "landscape")
    return (time.process_time() - start) * 1e3


def tile_times(count: int) -> dict[str, float]:
    """Milliseconds to cut a sheet of A0 into A4 tiles: all pages with the sketch, and the cuts alone."""
    journey, theme = journey_of(count), load()
    sheet = compose(journey, View(journey.scenarios[0].id), theme, "A0", "landscape")
    settings = PosterSettings(paper="A0", tiles="A4")
    start = time.process_time()
    pages_of([sheet], theme, settings, "nl")
    pages = time.process_time() - start
    boxes = ink.boxes_of(sheet)
    start = time.process_time()
    with collector.paused():
        for axis, (length, room) in enumerate(((sheet.width, 200 * MM), (sheet.height, 270 * MM))):
            sparing(length, room, 10 * MM, [(box[axis], box[axis + 2], box[4]) for box in boxes])
    return {"pages": pages * 1e3, "cuts": (time.process_time() - start) * 1e3}


def longest_pause(count: int) -> float:
    """The milliseconds between two moments at which composing a sheet of A0 can be broken off, at most."""
    journey, theme = journey_of(count), load()
    pauses, last = [0.0], time.process_time()

    def listener(_words: str, _done: int, _total: int) -> bool:
        nonlocal last
        pauses.append(time.process_time() - last)
        last = time.process_time()
        return True

    forget()
    with progress.listening(listener):
        compose(journey, View(journey.scenarios[0].id), theme, "A0", "landscape")
        listener("", 0, 0)
    return max(pauses) * 1e3


def main(arguments: list[str]) -> None:
    """Print a line for every measure: milliseconds, ratio to the reference, limit."""
    unit = reference()
    print(f"reference {unit:.2f} ms")
    for name, ms in edit_times(500).items():
        print(f"edit {name:8} at 500: {ms:8.2f} ms  × {ms / unit:6.2f}  (≤ {EDIT_MS} ms)")
    limits = {200: SHEET_200_MS, 2000: SHEET_2000_MS}
    for count in [int(a) for a in arguments] or [200, 2000]:
        ms = statistics.median(sheet_time(count) for _ in range(3))
        limit = f"(≤ {limits[count]:.0f} ms)" if count in limits else ""
        print(f"compose {count:5} on A0: {ms:8.1f} ms  × {ms / unit:6.1f}  {limit}")
        print(f"  can be broken off after {longest_pause(count):5.1f} ms at most  (≤ {PAUSE_MS:.0f} ms)")
        limits_of = {"pages": TILES_MS, "cuts": CUTS_MS}
        for name, ms in tile_times(count).items():
            limit = f"(≤ {limits_of[name][count]:.0f} ms)" if count in limits else ""
            print(f"tiles, {name:5} {count:5}: {ms:8.1f} ms  × {ms / unit:6.1f}  {limit}")


if __name__ == "__main__":
    main(sys.argv[1:])
