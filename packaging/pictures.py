#!/usr/bin/env python3
"""Make the pictures of the README, so that they show the program as it is.

    .venv/bin/python -P packaging/pictures.py

Needs poppler's pdftoppm for the posters. Writes resources/help/pictures/: window-en.png (the editor), tiles-en.png
(the window of the poster, cut in tiles), poster-en.png, people-en.png (a tender with four people) and cycles-en.png
(two purchases).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from math import dist
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["CJM_DESKTOP_HOME"] = tempfile.mkdtemp(prefix="cjm-pictures-")

from PIL import Image  # noqa: E402

from cjm_desktop import i18n  # noqa: E402
from cjm_desktop.cli import run as command_line  # noqa: E402

if TYPE_CHECKING:
    from cjm_desktop.ui.main_window import MainWindow

PICTURES = ROOT / "resources" / "help" / "pictures"
EXAMPLES = ROOT / "resources" / "examples"
SAMPLE = "noorderlicht-en.cjm"
#: The posters: name of the picture → the journey.
POSTERS = {"poster-en": SAMPLE, "people-en": "crm-en.cjm", "cycles-en": "hardloopschoenen-en.cjm"}
#: What is selected in the picture of the editor.
SELECTED = "Return to the post office"


def poster(name: str, folder: Path) -> None:
    """The poster of an example, as a picture of 1600 px."""
    pdf = folder / f"{name}.pdf"
    if command_line(["export", str(EXAMPLES / POSTERS[name]), str(pdf), "--paper", "A1"]) != 0:
        sys.exit("the poster could not be made")
    target = PICTURES / name
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-scale-to", "1600", pdf, target], check=True)


def windows() -> None:
    """The editor on the sample with a touchpoint selected, then the window of its poster in tiles."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from cjm_desktop.settings import Settings
    from cjm_desktop.ui import appearance
    from cjm_desktop.ui.windows import Windows

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    appearance.load_fonts(app)
    opened = Windows(app)
    opened.use_settings(Settings(language="en", appearance="light"))
    shown = opened.open(EXAMPLES / SAMPLE)
    assert shown is not None
    shown.resize(1600, 1000)
    touchpoint = next(t for t in shown.document.journey.touchpoints if t.title == SELECTED)
    steps: list[tuple[int, Callable[[], object]]] = [
        (1200, lambda: shown.view.select([touchpoint.id], reveal=True)),
        # The status bar tells how the poster comes out when the program has had a quiet moment.
        (6000, lambda: shown.grab().save(str(PICTURES / "window-en.png"))),
        (6600, lambda: tiles(shown)),
    ]
    for after, step in steps:
        QTimer.singleShot(after, step)
    app.exec()


def tiles(shown: MainWindow) -> None:
    """The poster's window: A0 on tiles of A3, the overview, and the list of what to know before printing."""
    from PySide6.QtCore import QTimer

    from cjm_desktop.model import edits
    from cjm_desktop.model.records import INFO_ID, PosterSettings
    from cjm_desktop.ui.dialogs.poster import PosterDialog
    from cjm_desktop.ui.dialogs.poster_form import TABS

    document = shown.document
    wanted = PosterSettings(paper="A0", tiles="A3")
    document.edit(edits.update(document.journey, INFO_ID, poster=wanted), "")
    dialog = PosterDialog(shown, document, Path.home())
    dialog.resize(1400, 860)
    dialog.form.bar.setCurrentIndex([id for id, _words in TABS].index("tiles"))
    steps: list[tuple[int, Callable[[], object]]] = [
        (3000, dialog.preview.whole.click),
        (4000, lambda: dialog.preview.checked.setChecked(True)),
        (8000, lambda: dialog.grab().save(str(PICTURES / "tiles-en.png"))),
        (8600, lambda: os._exit(0)),  # leaving as a user would asks whether to save
    ]
    for after, step in steps:
        QTimer.singleShot(after, step)
    dialog.show()


def pack(path: Path) -> None:
    """Write a picture with 256 colours, a third as large: the commonest as they are, of soft edges the nearest."""
    with Image.open(path) as image:
        full = image.convert("RGB")
    counted = sorted(full.getcolors(full.width * full.height) or (), reverse=True)
    kept = [colour for _count, colour in counted[:160]]
    edges = full.quantize(96, Image.Quantize.MAXCOVERAGE).getpalette() or []
    kept += list(zip(edges[::3], edges[1::3], edges[2::3], strict=True))[:96]
    # Pillow finds the nearest in coarse steps: white would become nearly white.
    nearest = {c: min(range(len(kept)), key=lambda n, c=c: dist(c, kept[n])) for _count, c in counted}
    bands = full.tobytes()
    pixels = zip(bands[::3], bands[1::3], bands[2::3], strict=True)
    small = Image.frombytes("P", full.size, bytes(nearest[pixel] for pixel in pixels))
    small.putpalette([part for colour in kept for part in colour])
    small.save(path, optimize=True)


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    i18n.set_language("en")
    with tempfile.TemporaryDirectory() as folder:
        for name in POSTERS:
            poster(name, Path(folder))
    # A process of its own: Qt's texts and the program's start in one language.
    environment = os.environ | {"LANGUAGE": "en"}
    subprocess.run([sys.executable, "-P", __file__, "windows"], check=True, env=environment)
    for path in PICTURES.glob("*.png"):
        pack(path)
    return 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        windows()
    sys.exit(main())
