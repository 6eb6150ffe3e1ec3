"""How long a poster takes from the command line, as a whole process: seconds, KB of PDF, MB of memory.

    python tests/benchmarks/bench_export.py [ROUNDS]

Medians of interleaved rounds, and the ratio to rsvg-convert (Debian's librsvg2-bin) turning the same picture as SVG
into PDF where it is present. Goals on A0: 200 touchpoints with all lanes ≤ 0.6 s and ≤ 400 KB; 2,000 ≤ 2.5 s and
≤ 150 MB; a mermaid journey of 2,000 tasks ≤ 1.0 s; and Qt is never loaded.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
PROBE = """
import resource, sys
from cjm_desktop.cli import run
status = run(sys.argv[1:])
assert not [m for m in sys.modules if m.startswith("PySide6")], "Qt was loaded"
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
sys.exit(status)
"""


def mermaid(count: int) -> str:
    lines = ["journey", "  title Tasks and scores"]
    for i in range(count):
        if i % (count // 5) == 0:
            lines.append(f"  section Phase {i * 5 // count + 1}")
        lines.append(f"    Task number {i}: {i % 5 + 1}: Customer")
    return "\n".join(lines) + "\n"


def export(source: Path, target: Path) -> tuple[float, float]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "CJM_DESKTOP_HOME": str(target.parent)}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROBE, "export", str(source), str(target), "--paper", "A0"],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    return time.perf_counter() - start, float(done.stdout.split()[-1])


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    from cjm_desktop.formats import cjm
    from tests.benchmarks.journeys import filled  # not at the top: the path is set above

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = {}
        for count in (200, 2000):
            cases[f"{count} touchpoints, all lanes"] = folder / f"{count}.cjm"
            (folder / f"{count}.cjm").write_bytes(cjm.write(filled(count)))
        cases["2,000 mermaid tasks"] = folder / "tasks.mmd"
        cases["2,000 mermaid tasks"].write_text(mermaid(2000), "utf-8")
        taken: dict[str, list[float]] = {}
        memory: dict[str, float] = {}
        for _ in range(rounds):
            for case, source in cases.items():
                seconds, megabytes = export(source, source.with_suffix(".pdf"))
                taken.setdefault(case, []).append(seconds)
                memory[case] = max(memory.get(case, 0.0), megabytes)
        for case, source in cases.items():
            size = source.with_suffix(".pdf").stat().st_size / 1024
            median = statistics.median(taken[case])
            print(
                f"{case:30s} {median:5.2f} s  (min {min(taken[case]):.2f})  {size:6.0f} KB  {memory[case]:4.0f} MB"
            )


if __name__ == "__main__":
    main()
