"""Times of a large journey with ten filled lanes: `python -m tests.benchmarks.bench_whole [touchpoints]`.

Process time in milliseconds on the offscreen platform: edits with their layout, the same with the scene and a painted
frame, a full repaint at fit, and the poster on A0.
"""

from __future__ import annotations

import itertools
import os
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from cjm_desktop.export.pdf import write_pdf
from cjm_desktop.layout import text
from cjm_desktop.layout.journey_layout import lay_out
from cjm_desktop.layout.pages import whole
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.sheets import compose
from cjm_desktop.layout.theme import load
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, Lane, Record
from cjm_desktop.ui.canvas.view import MapView
from cjm_desktop.ui.document import Document
from tests.benchmarks.bench_canvas import spent
from tests.benchmarks.journeys import TEXTS, filled

#: Lanes beside those that a new journey has, until there are ten.
MORE = ("frontstage", "backstage", "support", "insights", "metrics", "text")


def ten_lanes(count: int) -> Journey:
    """A journey of so many touchpoints with ten lanes, none with an empty cell; insights have owners and states."""
    plain = filled(count)
    records: list[Record] = [*plain.records()]
    scenario, kinds = plain.scenarios[0].id, {lane.kind for lane in plain.lanes}
    added = [kind for kind in MORE if kind not in kinds][: 10 - len(plain.lanes)]
    for k, kind in enumerate(added):
        records.append(Lane(id=f"la_{k}", order=f"z{k}", name=kind.capitalize(), kind=kind))  # type: ignore[arg-type]
    has_cards = {card.lane for card in plain.cards}
    for lane in (record for record in records if isinstance(record, Lane)):
        if lane.id in has_cards or lane.kind in ("road", "experience", "channel", "owner"):
            continue
        is_insight = lane.kind == "insights"
        records += [
            Card(
                id=f"cx_{lane.id}_{i}",
                lane=lane.id,
                scenario=scenario,
                anchor=touchpoint.id,
                text=f"{TEXTS[i % len(TEXTS)]} {i}",
                owner=f"ow_{i % 5}" if is_insight else None,
                status="doing" if is_insight and i % 3 == 0 else None,
                quick_win=is_insight and i % 4 == 0,
            )
            for i, touchpoint in enumerate(plain.road(scenario))
        ]
    return Journey(records)


def main(count: int) -> None:
    """Print a line for every measure."""
    app = QApplication([])
    journey, theme = ten_lanes(count), load()
    view = View(journey.scenarios[0].id)
    ids, cards = [t.id for t in journey.road(view.scenario)], [card.id for card in journey.cards]
    persona = journey.personas[0].id
    print(f"{count} touchpoints, {len(journey.lanes)} lanes, {len(cards)} cards")

    def line(name: str, figures: tuple[float, float]) -> None:
        print(f"{name:34} median {figures[0]:8.2f}  p95 {figures[1]:8.2f} ms")

    turn = itertools.count()  # no edit writes what stands there
    layout, fresh = lay_out(journey, view, theme), journey.copy()
    ways: dict[str, Callable[[Journey, int], Change]] = {
        "title": lambda own, k: edits.update(own, ids[k * 7 % count], title=f"Anders {next(turn)}"),
        "emotion": lambda own, k: edits.set_experience(
            own, ids[k * 7 % count], persona, emotional=next(turn) % 37 / 20
        ),
        "card": lambda own, k: edits.update(own, cards[k * 17 % len(cards)], text=f"Kort {next(turn)}"),
    }
    for name, make in ways.items():

        def edit(k: int, make: Callable[[Journey, int], Change] = make) -> None:
            nonlocal layout
            journey.apply(make(journey, k))
            layout = lay_out(journey, view, theme, earlier=layout)

        line(f"edit of a {name}: model and layout", spent(edit, 31))
    document = Document.new(fresh)
    start = time.process_time()
    window = MapView(document)
    window.resize(1600, 1000)
    window.show()
    app.processEvents()
    print(f"{'build and first frame':34}        {(time.process_time() - start) * 1e3:8.0f} ms")
    for zoom in (window.zoom_to_fit, lambda: window.set_zoom(1.0)):
        zoom()
        time.sleep(0.25)
        app.processEvents()
        place = f"at {window.zoom * 100:.0f} %"
        line(f"full repaint {place}", spent(lambda _i: window.viewport().repaint(), 30))
        for name, make in ways.items():

            def paint(k: int, make: Callable[[Journey, int], Change] = make) -> None:
                document.edit(make(document.journey, k), "x")
                app.processEvents()

            line(f"edit of a {name} to a frame {place}", spent(paint, 20))
    window.close()
    text.forget()
    start = time.process_time()
    sheet = compose(journey, view, theme, "A0", "landscape")
    composed = time.process_time()
    size = len(write_pdf([whole(sheet)], journey))
    done = time.process_time()
    times = f"compose {(composed - start) * 1e3:.0f} ms, write {(done - composed) * 1e3:.0f} ms"
    print(f"poster on A0: {times}, {size // 1024} KB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
