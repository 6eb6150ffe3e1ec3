"""How long until the first frame: bare Qt window, the program's window, its map, 1,000 touchpoints; and `--version`.

    python tests/benchmarks/bench_start.py [ROUNDS]

Whole processes, interleaved, offscreen, page cache warm; medians of milliseconds from exec on, wall and CPU, and the
ratio of the CPU to the bare window of the same rounds. "first window" is the start without a file until its window
stands on the screen with all bars, "empty map" the same start until its map is painted, "1,000 touchpoints" the start
with a file until its map is painted. Goals: first window ≤ 1.6, 1,000 touchpoints ≤ 2.5, version ≤ 100 ms over a bare
interpreter. Then how long until everything is there (panels, all columns, small map), in other processes, and the
longest time in which the window answered nothing after its first frame: at most 300 ms is the goal.

The package is byte-compiled first, as an installed one is; PYTHONDONTWRITEBYTECODE would have each start do it anew.
"""

from __future__ import annotations

import compileall
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

BARE = """
import os, sys, time
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        print((time.time() - float(os.environ["T0"])) * 1e3, flush=True); os._exit(0)
app = QApplication([]); window = Window(); window.resize(1440, 900); window.show(); app.exec()
"""
PROGRAM = """
import os, sys, time
from cjm_desktop import app
from cjm_desktop.ui.canvas.view import MapView
real = MapView.paintEvent
def painted(self, event):
    real(self, event)
    print((time.time() - float(os.environ["T0"])) * 1e3, flush=True); os._exit(0)
MapView.paintEvent = painted
app.run(sys.argv[1:])
"""
WINDOW = """
import os, sys, time
from cjm_desktop import app
from cjm_desktop.ui.ground import Ground
real = Ground.wait
def wait(self):
    real(self)
    print((time.time() - float(os.environ["T0"])) * 1e3, flush=True); os._exit(0)
Ground.wait = wait
app.run([])
"""
WHOLE = """
import os, sys, time
from cjm_desktop import app
from PySide6.QtCore import QTimer
from cjm_desktop.ui.canvas.view import MapView
from cjm_desktop.ui.main_window import MainWindow
beats, real, made = [], MapView.paintEvent, MainWindow.__init__
def painted(self, event):
    real(self, event)
    if not beats:
        beats.append(time.time())
        self.heart = QTimer(self); self.heart.timeout.connect(beat); self.heart.start(2)
def beat():
    beats.append(time.time())
def completed():
    beat()
    longest = max(b - a for a, b in zip(beats, beats[1:]))
    print(longest * 1e3); print((beats[-1] - float(os.environ["T0"])) * 1e3, flush=True); os._exit(0)
def make(self, *arguments, **named):
    made(self, *arguments, **named); self.completed.connect(completed)
MapView.paintEvent, MainWindow.__init__ = painted, make
app.run(sys.argv[1:])
"""


def run(code: str, *arguments: str, home: str) -> list[float]:
    """The numbers that a process prints."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "CJM_DESKTOP_HOME": home}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env["T0"] = str(time.time())
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return [float(line) for line in done.stdout.split()]


def started(code: str, *arguments: str, home: str) -> tuple[float, float]:
    """Wall and CPU milliseconds until a process that ends with its first frame has painted it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = run(code, *arguments, home=home)[-1]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e3


def whole(*words: str) -> float:
    start = time.perf_counter()
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, "-P", *words], env=env, check=True, capture_output=True)
    return (time.perf_counter() - start) * 1e3


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    from cjm_desktop.formats import cjm
    from tests.benchmarks.journeys import filled  # not at the top: the path is set above

    compileall.compile_dir(str(ROOT / "cjm_desktop"), quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        thousand, empty = Path(folder, "thousand.cjm"), Path(folder, "empty.cjm")
        thousand.write_bytes(cjm.write(filled(1000)))
        empty.write_bytes(cjm.write(filled(0)))
        frames: dict[str, list[tuple[float, float]]] = {}
        times: dict[str, list[float]] = {}
        for _ in range(rounds):
            for name, code, files in (
                ("bare Qt window", BARE, ()),
                ("first window", WINDOW, ()),
                ("empty map", PROGRAM, ()),
                ("1,000 touchpoints", PROGRAM, (str(thousand),)),
            ):
                frames.setdefault(name, []).append(started(code, *files, home=folder))
            for name, words in (("bare", ("-c", "pass")), ("version", ("-m", "cjm_desktop", "--version"))):
                times.setdefault(name, []).append(whole(*words))
        ends = [
            (path.stem, run(WHOLE, str(path), home=folder)) for path in [empty, thousand] * min(rounds, 3)
        ]
    bare = statistics.median(cpu for _wall, cpu in frames["bare Qt window"])
    for name, found in frames.items():
        wall, cpu = (statistics.median(values) for values in zip(*found, strict=True))
        print(f"{name:20s} {wall:7.1f} ms, CPU {cpu:7.1f} ms   {cpu / bare:5.2f} x bare window")
    for name in ("empty", "thousand"):
        blocks, wholes = zip(*(numbers for which, numbers in ends if which == name), strict=True)
        print(
            f"{name}: everything {statistics.median(wholes):.1f} ms, longest block {statistics.median(blocks):.1f} ms"
        )
    over = statistics.median(times["version"]) - statistics.median(times["bare"])
    print(f"--version over a bare interpreter: {over:.1f} ms")


if __name__ == "__main__":
    main()
