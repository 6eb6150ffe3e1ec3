"""How long until the first frame: bare Qt window, empty journey, 1,000 touchpoints; and `--version`.

    python tests/benchmarks/bench_start.py [ROUNDS]

Whole processes, interleaved, offscreen, page cache warm; milliseconds from exec to the first painted frame, medians,
and the ratio to the bare window of the same rounds. Goals: empty ≤ 1.6, 1,000 touchpoints ≤ 2.5, version ≤ 100 ms
over a bare interpreter.
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


def first_frame(code: str, *arguments: str, home: str) -> float:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "CJM_DESKTOP_HOME": home}
    env["T0"] = str(time.time())
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return float(done.stdout.strip().splitlines()[-1])


def whole(*words: str) -> float:
    start = time.perf_counter()
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-P", *words], env=env, check=True, capture_output=True)
    return (time.perf_counter() - start) * 1e3


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    from cjm_desktop.formats import cjm
    from tests.benchmarks.journeys import filled  # not at the top: the path is set above

    with tempfile.TemporaryDirectory() as folder:
        thousand, empty = Path(folder, "thousand.cjm"), Path(folder, "empty.cjm")
        thousand.write_bytes(cjm.write(filled(1000)))
        empty.write_bytes(cjm.write(filled(0)))
        times: dict[str, list[float]] = {}
        for _ in range(rounds):
            for name, make in (
                ("bare Qt window", lambda: first_frame(BARE, home=folder)),
                ("empty journey", lambda: first_frame(PROGRAM, str(empty), home=folder)),
                ("1,000 touchpoints", lambda: first_frame(PROGRAM, str(thousand), home=folder)),
                ("bare interpreter", lambda: whole("-c", "pass")),
                ("--version", lambda: whole("-m", "cjm_desktop", "--version")),
            ):
                times.setdefault(name, []).append(make())
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, value in medians.items():
        ratio = value / medians["bare Qt window"]
        print(f"{name:20s} {value:7.1f} ms   {ratio:5.2f} x bare window   min {min(times[name]):.1f}")
    print(f"--version over a bare interpreter: {medians['--version'] - medians['bare interpreter']:.1f} ms")


if __name__ == "__main__":
    main()
