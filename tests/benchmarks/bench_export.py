"""How long a poster takes from the command line, as a whole process: seconds, KB of file, MB of memory.

    python tests/benchmarks/bench_export.py [ROUNDS]

Medians of interleaved rounds. Goals on A0: 200 touchpoints with all lanes ≤ 0.6 s and ≤ 400 KB, as A4 tiles ≤ 1.5 s;
2,000 ≤ 2.5 s and ≤ 150 MB; 10,000 ≤ 12 s; and Qt is never loaded. Journeys of 50, 500 and 2,000 titles and scores only
are held against rsvg-convert (Debian's librsvg2-bin) that turns the same picture as SVG into a PDF, mermaid-cli (mmdc,
from npm with PUPPETEER_SKIP_DOWNLOAD=1, with Debian's chromium) and draw.io where they are in PATH: faster, ≤ 0.15 and
≤ 0.1 of their time. At the end the longest time between two steps of the work of 2,000 touchpoints, after which Cancel
is heard: ≤ 0.2 s.
"""

from __future__ import annotations

import json
import math
import os
import shutil
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
is_painted = sys.argv[3].endswith(".png")
assert is_painted or not [m for m in sys.modules if m.startswith("PySide6")], "Qt was loaded"
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
sys.exit(status)
"""
GAPS = """
import sys, time
from pathlib import Path
from cjm_desktop.model import progress
steps = []
def step(done=0, total=0):
    steps.append((time.perf_counter(), sys._getframe(1).f_code.co_filename))
progress.step, progress.begin = step, lambda words: step()
from cjm_desktop.cli import run
before = time.perf_counter()
run(["export", sys.argv[1], sys.argv[2], "--paper", "A0"])
steps = [(before, "start"), *steps, (time.perf_counter(), "end")]
gaps = sorted(((b[0] - a[0], a[1], b[1]) for a, b in zip(steps, steps[1:])), reverse=True)
for seconds, above, below in gaps[:4]:
    print(f"  {seconds:.3f} s between {Path(above).name} and {Path(below).name}")
"""


#: So many titles and scores are held against other programs.
BARE = (50, 500, 2000)


def mermaid(count: int) -> str:
    lines = ["journey", "  title Tasks and scores"]
    for i in range(count):
        if i % max(1, count // 5) == 0:
            lines.append(f"  section Phase {i * 5 // count + 1}")
        lines.append(f"    Task number {i}: {i % 5 + 1}: Customer")
    return "\n".join(lines) + "\n"


def drawio(count: int) -> str:
    cells = "".join(
        f'<mxCell id="t{i}" value="Task number {i}" style="rounded=1;" vertex="1" parent="1">'
        f'<mxGeometry x="{i % 50 * 140}" y="{i // 50 * 120}" width="120" height="60" as="geometry"/></mxCell>'
        for i in range(count)
    )
    return f'<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>{cells}</root></mxGraphModel>'


def timed(*command: str | Path, env: dict[str, str] | None = None) -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    return time.perf_counter() - start, done.stdout


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "CJM_DESKTOP_HOME": str(folder)}


def export(source: Path, target: Path, *options: str) -> tuple[float, float, float]:
    """Seconds, seconds of the processor and megabytes of a whole export."""
    seconds, said = timed(
        *(sys.executable, "-P", "-c", PROBE, "export", source, target, "--paper", "A0", *options),
        env=environment(target.parent),
    )
    processor, megabytes = said.split()[-2:]
    return seconds, float(processor), float(megabytes)


def sources(folder: Path) -> None:
    """The journeys that are exported."""
    from cjm_desktop.formats import cjm, limits
    from cjm_desktop.model.journey import Journey
    from cjm_desktop.model.records import Card
    from tests.benchmarks.journeys import filled  # not at the top: the path is set above

    for count in (200, 2000, 10_000):
        records = list(filled(count).records())
        cards = [record for record in records if isinstance(record, Card)]
        left = set(cards[limits.RECORDS :])  # a journey holds no more
        journey = Journey([record for record in records if record not in left])
        (folder / f"{count}.cjm").write_bytes(cjm.write(journey))
    for count in BARE:
        (folder / f"bare{count}.mmd").write_text(mermaid(count), "utf-8")
        (folder / f"bare{count}.drawio").write_text(drawio(count), "utf-8")
    chrome = {"executablePath": shutil.which("chromium"), "args": ["--no-sandbox"]}
    (folder / "mermaid.json").write_text(json.dumps({"maxTextSize": 10_000_000}), "utf-8")
    (folder / "chrome.json").write_text(json.dumps(chrome if chrome["executablePath"] else {}), "utf-8")


def peers(folder: Path, count: int) -> dict[str, list[str | Path]]:
    """The commands of other programs that draw the same as we from so many titles, of those that are present."""
    bare, target = f"bare{count}", folder / "peer.pdf"
    all_of_them: dict[str, list[str | Path]] = {
        "rsvg-convert": ["-f", "pdf", "-o", target, folder / f"{bare}.svg"],
        "mmdc": [
            "-p",
            folder / "chrome.json",
            "-c",
            folder / "mermaid.json",
            "-i",
            folder / f"{bare}.mmd",
            "-o",
            target,
        ],
        "drawio": ["-x", "-f", "pdf", "-o", target, folder / f"{bare}.drawio"],
    }
    found = {name: shutil.which(name) for name in all_of_them}
    return {name: [path, *all_of_them[name]] for name, path in found.items() if path is not None}


def bare(count: int) -> str:
    return f"{count:,} titles and scores"


def peer_time(command: list[str | Path]) -> float:
    """Seconds that another program takes; infinite when it refuses, as mermaid does long texts."""
    try:
        return timed(*command)[0]
    except subprocess.CalledProcessError:
        return math.inf


def main() -> None:
    if sys.argv[1:2] == ["--sources"]:
        sources(Path(sys.argv[2]))
        return
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # In a process of its own: what this one has held counts as held by those that it starts.
        timed(sys.executable, "-P", __file__, "--sources", folder)
        cases = {
            "200 touchpoints, all lanes": ("200.cjm", "200.pdf"),
            "200 touchpoints, A4 tiles": ("200.cjm", "tiles.pdf", "--tile", "A4"),
            "2,000 touchpoints, all lanes": ("2000.cjm", "2000.pdf"),
            **{bare(count): (f"bare{count}.mmd", f"bare{count}.pdf") for count in BARE},
            "10,000 touchpoints": ("10000.cjm", "10000.pdf"),
        }
        for count in BARE:
            export(folder / f"bare{count}.mmd", folder / f"bare{count}.svg")
        taken: dict[str, list[float]] = {}
        busy: dict[str, list[float]] = {}  # of the processor: what a busy machine does not change much
        memory: dict[str, float] = {}
        for turn in range(rounds):
            for case, (source, target, *options) in cases.items():
                if case.startswith("10,000") and turn:
                    continue
                seconds, processor, megabytes = export(folder / source, folder / target, *options)
                busy.setdefault(case, []).append(processor)
                taken.setdefault(case, []).append(seconds)
                memory[case] = max(memory.get(case, 0.0), megabytes)
            for count in BARE:
                for peer, command in peers(folder, count).items():
                    taken.setdefault(f"{peer}, {bare(count)}", []).append(peer_time(command))
        for case, (_source, target, *_options) in cases.items():
            size = (folder / target).stat().st_size / 1024
            median, least = statistics.median(taken[case]), min(taken[case])
            processor = statistics.median(busy[case])
            print(
                f"{case:30s} {median:5.2f} s  (min {least:.2f}, processor {processor:.2f})"
                f"  {size:6.0f} KB  {memory[case]:4.0f} MB"
            )
        for count in BARE:
            ours = statistics.median(taken[bare(count)])
            for peer in peers(folder, count):
                theirs = statistics.median(taken[f"{peer}, {bare(count)}"])
                told = f"{theirs:5.2f} s; ours takes {ours / theirs:.2f} of it"
                print(f"{peer + ', ' + bare(count):40s} {told if theirs < math.inf else 'refuses it'}")
        print("longest times between two steps, 2,000 touchpoints:")
        command = (sys.executable, "-P", "-c", GAPS, folder / "2000.cjm", folder / "gaps.pdf")
        print(timed(*command, env=environment(folder))[1], end="")


if __name__ == "__main__":
    main()
