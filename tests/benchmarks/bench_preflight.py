"""Times of looking a poster over, and of looking for larger letters: `python -m tests.benchmarks.bench_preflight`.

Process time in milliseconds, the best of three, on A0 with all lanes, whole and on A4 tiles. How many times the
poster is laid out for a proposal is counted, because that is what the user waits for.
"""

from __future__ import annotations

import time
from typing import Any

from cjm_desktop.layout import poster, readable
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.poster import pages_of, sheets_of
from cjm_desktop.layout.preflight import preflight
from cjm_desktop.layout.theme import load
from cjm_desktop.model.records import PosterSettings
from tests.benchmarks.journeys import filled

#: Limits in milliseconds on a quiet machine, by touchpoints.
LIMITS = {200: 150.0, 2000: 1000.0}
METRES = 0.7


def main() -> None:
    """Print a line for each size and paper."""
    look = load()
    for count, limit in LIMITS.items():
        journey = filled(count)
        view = View(journey.scenarios[0].id)
        for name, settings in (
            ("whole", PosterSettings(paper="A0")),
            ("tiles", PosterSettings(paper="A0", tiles="A4")),
        ):
            sheets = sheets_of(journey, view, look, settings)
            pages = pages_of(sheets, look, settings, journey.info.language)
            took = []
            for _round in range(3):
                start = time.process_time()
                found = preflight(journey, sheets, pages, settings, look)
                took.append((time.process_time() - start) * 1000)
            best = min(took)
            mark = "ok" if best <= limit else "TOO SLOW"
            print(f"{count:5} {name}: {best:6.0f} ms of {limit:.0f}, {len(found)} findings  {mark}")
        laid_out = []

        def counted(*given: Any) -> Any:
            laid_out.append(given[-1])  # noqa: B023 - used within its round
            return sheets_of(*given)

        poster.sheets_of = counted
        start = time.process_time()
        offered = readable.proposals(journey, view, look, PosterSettings(paper="A0"), METRES, sheets)
        took_s = time.process_time() - start
        poster.sheets_of = sheets_of
        print(f"{count:5} {len(offered)} proposals: {took_s:6.2f} s, laid out {len(laid_out)} times")


if __name__ == "__main__":
    main()
