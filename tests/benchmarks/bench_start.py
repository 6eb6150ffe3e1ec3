"""How long until the first frame: bare Qt window, empty journey, 1,000 touchpoints; and `--version`.

    python tests/benchmarks/bench_start.py [ROUNDS]

Whole processes, interleaved, offscreen, page cache warm; milliseconds from exec to the first painted frame of the map,
medians, and the ratio to the bare window of the same rounds. Goals: empty ≤ 1.6, 1,000 touchpoints ≤ 2.5, version
≤ 100 ms over a bare interpreter. Then how long until everything is there (panels, all columns, small map), in other
processes, and the longest time in which the window answered nothing after its first frame: at most 300 ms is the goal.

The package is byte-compiled first, as an installed one is; PYTHONDONTWRITEBYTECODE would have each start do it anew.
"""

from __future__ import annotations

import compileall
import os
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
def make(self, *arguments):
    made(self, *arguments); self.completed.connect(completed)
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
        times: dict[str, list[float]] = {}
        for _ in range(rounds):
            for name, make in (
                ("bare Qt window", lambda: run(BARE, home=folder)[-1]),
                ("empty journey", lambda: run(PROGRAM, str(empty), home=folder)[-1]),
                ("1,000 touchpoints", lambda: run(PROGRAM, str(thousand), home=folder)[-1]),
                ("bare interpreter", lambda: whole("-c", "pass")),
                ("--version", lambda: whole("-m", "cjm_desktop", "--version")),
            ):
                times.setdefault(name, []).append(make())
        ends = [
            (path.stem, run(WHOLE, str(path), home=folder)) for path in [empty, thousand] * min(rounds, 3)
        ]
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, value in medians.items():
        ratio = value / medians["bare Qt window"]
        print(f"{name:20s} {value:7.1f} ms   {ratio:5.2f} x bare window   min {min(times[name]):.1f}")
    for name in ("empty", "thousand"):
        blocks, wholes = zip(*(numbers for which, numbers in ends if which == name), strict=True)
        print(
            f"{name}: everything {statistics.median(wholes):.1f} ms, longest block {statistics.median(blocks):.1f} ms"
        )
    print(f"--version over a bare interpreter: {medians['--version'] - medians['bare interpreter']:.1f} ms")


if __name__ == "__main__":
    main()
