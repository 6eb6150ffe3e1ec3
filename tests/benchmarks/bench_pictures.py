"""How long pictures of a poster take from the command line, as a whole process: seconds, KB of file, MB of memory.

    python tests/benchmarks/bench_pictures.py [ROUNDS]

Medians of interleaved rounds on A0. Goal: PNG of 200 touchpoints with all lanes at 300 dpi (140 million pixels)
≤ 12 s and ≤ 600 MB.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
CASES = {
    "PNG 300 dpi": ("png", "--dpi", "300"),
    "PNG 150 dpi": ("png", "--dpi", "150"),
    "SVG, text": ("svg", "--no-outlines"),
    "SVG, outlines": ("svg", "--outlines"),
}


def main() -> None:
    """Print a line for each case."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    from cjm_desktop.formats import cjm
    from tests.benchmarks.bench_export import export  # not at the top: the path is set above
    from tests.benchmarks.journeys import filled

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = {}
        for count in (200, 2000):
            sources[count] = folder / f"{count}.cjm"
            sources[count].write_bytes(cjm.write(filled(count)))
        taken: dict[tuple[int, str], list[float]] = {}
        memory: dict[tuple[int, str], float] = {}
        size: dict[tuple[int, str], float] = {}
        for _ in range(rounds):
            for count, source in sources.items():
                for case, (ending, *options) in CASES.items():
                    target = folder / f"poster.{ending}"
                    seconds, _processor, megabytes = export(source, target, *options)
                    taken.setdefault((count, case), []).append(seconds)
                    memory[count, case] = max(memory.get((count, case), 0.0), megabytes)
                    size[count, case] = target.stat().st_size / 1024
        for key, times in taken.items():
            words = f"{key[0]} touchpoints, {key[1]}"
            print(
                f"{words:32s} {statistics.median(times):5.2f} s  (min {min(times):.2f})"
                f"  {size[key]:6.0f} KB  {memory[key]:4.0f} MB"
            )


if __name__ == "__main__":
    main()
