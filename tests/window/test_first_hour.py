"""The main job in a real window: import, drag, undo, pull the curve, add, save, reopen, export."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from cjm_desktop.formats import cjm

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "tests" / "data" / "noorderlicht.csv"


@pytest.fixture
def display(tmp_path: Path) -> str:
    """A screen of its own (Xvfb), ended with the test."""
    if not shutil.which("Xvfb") or not shutil.which("xdotool"):
        pytest.skip("Xvfb and xdotool are needed for a real window; packaging/dev.py test installs them")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


def test_the_main_job_is_done_by_mouse_and_keyboard(display: str, tmp_path: Path) -> None:
    env = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "LANGUAGE": "nl",
        "CJM_DESKTOP_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(ROOT),
    }
    script = Path(__file__).with_name("first_hour.py")
    done = subprocess.run(
        [sys.executable, "-P", str(script), str(TABLE), str(tmp_path)],
        env=env,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    journey, _fingerprint = cjm.load(tmp_path / "journey.cjm")
    assert len(journey.touchpoints) == 14
    page = PdfReader(tmp_path / "poster.pdf").pages[0]
    assert round(float(page.mediabox.width)) == 2384  # A1 landscape: 841 mm
    assert "Belt de klantenservice" in " ".join(page.extract_text().split())
