#!/usr/bin/env python3
"""Make the pictures of the README and the user guide, so that they show the program as it is.

    .venv/bin/python -P packaging/pictures.py

Needs poppler's pdftoppm for the posters. Writes resources/help/pictures/window-*.png, poster-*.png, people-en.png
(a tender with four people) and cycles-en.png (two purchases).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["CJM_DESKTOP_HOME"] = tempfile.mkdtemp(prefix="cjm-pictures-")

from cjm_desktop import i18n  # noqa: E402
from cjm_desktop.cli import run as command_line  # noqa: E402

PICTURES = ROOT / "resources" / "help" / "pictures"
SAMPLES = {"nl": "noorderlicht.cjm", "en": "noorderlicht-en.cjm"}
#: The posters: name of the picture → the journey.
POSTERS = {
    "poster-nl": SAMPLES["nl"],
    "poster-en": SAMPLES["en"],
    "people-en": "crm-en.cjm",
    "cycles-en": "hardloopschoenen-en.cjm",
}
#: What is selected in the picture of the window.
SELECTED = {"nl": "Retour naar postkantoor", "en": "Return to the post office"}


def poster(name: str, folder: Path) -> None:
    """The poster of an example, as a picture of 1600 px."""
    pdf = folder / f"{name}.pdf"
    sample = ROOT / "resources" / "examples" / POSTERS[name]
    if command_line(["export", str(sample), str(pdf), "--paper", "A1"]) != 0:
        sys.exit("the poster could not be made")
    target = PICTURES / name
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-scale-to", "1600", pdf, target], check=True)


def window(language: str) -> None:
    """The editor on the sample, with a touchpoint selected."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from cjm_desktop.settings import Settings
    from cjm_desktop.ui import appearance
    from cjm_desktop.ui.windows import Windows

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    appearance.load_fonts(app)
    windows = Windows(app)
    windows.use_settings(Settings(language="nl" if language == "nl" else "en", appearance="light"))
    shown = windows.open(ROOT / "resources" / "examples" / SAMPLES[language])
    assert shown is not None
    shown.resize(1600, 1000)
    touchpoint = next(t for t in shown.document.journey.touchpoints if t.title == SELECTED[language])
    steps = [
        lambda: shown.view.select([touchpoint.id], reveal=True),
        lambda: shown.grab().save(str(PICTURES / f"window-{language}.png")),
        shown.close,
        app.quit,
    ]
    # The status bar tells the size of the poster's smallest text when the program has had a quiet moment.
    for after, step in zip((1200, 6000, 6600, 7200), steps, strict=True):
        QTimer.singleShot(after, step)
    app.exec()


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in POSTERS:
            i18n.set_language(name[-2:])
            poster(name, Path(folder))
    for language in SAMPLES:
        # A process of its own each: Qt's texts and the program's start in one language.
        if len(sys.argv) < 2:
            subprocess.run([sys.executable, "-P", __file__, language], check=True)
    return 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        window(sys.argv[1])
        os._exit(0)
    sys.exit(main())
