"""A consultant's first hour, in a real window: an X server, and mouse and keys that xdotool presses.

    python first_hour.py TABLE.csv FOLDER

Imports the table, drags a touchpoint into another phase and takes it back, pulls an emotion up, adds a touchpoint,
saves, reopens and exports a poster. Leaves screenshots, journey.cjm and poster.pdf in FOLDER and prints one line a
step; ends with status 1 and a sentence when something is not as it should be.
"""

from __future__ import annotations

import faulthandler
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QWidget,
)

from cjm_desktop.formats import cjm
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Touchpoint
from cjm_desktop.ui import appearance
from cjm_desktop.ui.main_window import MainWindow
from cjm_desktop.ui.windows import Windows


def xdotool(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True)


def click(place: QPoint, times: int = 1) -> None:
    xdotool("mousemove", str(place.x()), str(place.y()))
    xdotool("click", "--repeat", str(times), "--delay", "60", "1")


def write(text: str) -> None:
    xdotool("type", "--delay", "4", text)


def press(*keys: str) -> None:
    for key in keys:
        xdotool("key", key)


class Story:
    """The steps, told one after the other by a timer, so that they also run while a dialog is open."""

    def __init__(self, windows: Windows, table: Path, folder: Path) -> None:
        self.windows, self.table, self.folder = windows, table, folder
        self.steps = self.told()
        self.failed = ""
        self.pictures = 0

    def go(self) -> None:
        try:
            QTimer.singleShot(next(self.steps), self.go)
        except StopIteration:
            QApplication.exit(0)
        except Exception as error:
            self.failed = f"{type(error).__name__}: {error}"
            self.picture("failed")
            QApplication.exit(1)

    # -- what is seen --------------------------------------------------------------------------------

    @property
    def window(self) -> MainWindow:
        return self.windows.open_windows[-1]

    @property
    def journey(self) -> Journey:
        return self.window.document.journey

    def touchpoint(self, title: str) -> Touchpoint:
        return next(t for t in self.journey.touchpoints if t.title == title)

    def place(self, key: str) -> QPoint:
        """Where the middle of something on the map stands on the screen."""
        view = self.window.view
        placed = view.map.layout.placed[key]
        return view.viewport().mapToGlobal(view.mapFromScene(QPointF(placed.x, placed.y)))

    def picture(self, name: str) -> None:
        self.pictures += 1
        path = self.folder / f"{self.pictures}-{name}.png"
        QApplication.primaryScreen().grabWindow(0).save(str(path))

    def button(self, dialog: QWidget, role: QDialogButtonBox.ButtonRole) -> QPoint:
        """The middle of a dialog's button on the screen."""
        for box in dialog.findChildren(QDialogButtonBox):
            for found in box.buttons():
                if box.buttonRole(found) == role and found.isVisible():
                    return found.mapToGlobal(found.rect().center())
        buttons = [b for b in dialog.findChildren(QPushButton) if b.isDefault() and b.isVisible()]
        return buttons[0].mapToGlobal(buttons[0].rect().center())

    def choose_file(self, path: Path) -> Iterator[int]:
        """Type a path into the open file dialog."""
        dialog = self.dialog(QFileDialog)
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert field is not None
        click(field.mapToGlobal(field.rect().center()), 3)
        yield 200
        write(str(path))
        yield 400
        press("Return")
        yield 900

    def dialog(self, kind: type[QWidget] = QDialog) -> QWidget:
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind), f"{kind.__name__} is not open but {found}"
        return found

    def drag(self, start: QPoint, end: QPoint, picture: str = "") -> Iterator[int]:
        xdotool("mousemove", str(start.x()), str(start.y()))
        xdotool("mousedown", "1")
        yield 80
        for i in range(1, 9):
            x, y = start.x() + (end.x() - start.x()) * i // 8, start.y() + (end.y() - start.y()) * i // 8
            xdotool("mousemove", str(x), str(y))
            yield 30
        yield 150
        if picture:
            self.picture(picture)
        xdotool("mouseup", "1")
        yield 300

    # -- the story -----------------------------------------------------------------------------------

    def told(self) -> Iterator[int]:
        yield 600
        click(self.window.view.viewport().mapToGlobal(QPoint(300, 60)))
        yield 200
        press("ctrl+i")
        yield 900
        yield from self.choose_file(self.table)
        dialog = self.dialog()
        self.picture("import")
        click(self.button(dialog, QDialogButtonBox.ButtonRole.AcceptRole))
        yield 1200
        assert len(self.journey.touchpoints) == 13, f"{len(self.journey.touchpoints)} touchpoints came in"
        press("ctrl+1")
        yield 700
        self.picture("imported")
        print("imported 13 touchpoints", flush=True)

        before = cjm.write(self.journey)
        phases = {p.name: p.id for p in self.journey.phases}
        goal = self.place(self.touchpoint("Bestelt opnieuw").id)
        yield from self.drag(self.place(self.touchpoint("Bezorging").id), goal - QPoint(6, 0), "drag")
        assert self.touchpoint("Bezorging").phase == phases["Koester"], "Bezorging did not move into Koester"
        yield 300
        self.picture("dragged")
        press("ctrl+z")
        yield 400
        assert cjm.write(self.journey) == before, "undo did not bring the journey back"
        print("dragged Bezorging into Koester and took it back", flush=True)

        persona = self.journey.personas[0].id
        low = self.touchpoint("Retour naar postkantoor")
        face = self.place(f"point:{persona}:{low.id}")
        yield from self.drag(face, face - QPoint(0, 45), "pull")
        felt = self.touchpoint("Retour naar postkantoor").experience_of(persona)
        score = felt.emotional if felt else None
        assert (score or -2.0) > -1.5, f"felt {felt}"
        print(f"pulled the return up from -1.8 to {score}", flush=True)

        click(self.place(self.touchpoint("Geld terug").id))
        yield 300
        press("ctrl+Return")
        yield 500
        write("Belt de klantenservice")
        yield 300
        press("Return")
        yield 500
        road = [t.title for t in self.journey.road(self.window.document.scenario)]
        assert road.index("Belt de klantenservice") == road.index("Geld terug") + 1, road
        self.picture("added")
        print("added a touchpoint after Geld terug", flush=True)

        saved = self.folder / "journey.cjm"
        press("ctrl+s")
        yield 900
        yield from self.choose_file(saved)
        yield 600
        assert not self.window.document.is_changed, "the document still counts as changed"
        reopened, _fingerprint = cjm.load(saved)
        assert reopened == self.journey, "what was saved differs from what is shown"
        print("saved and reopened equal", flush=True)

        # Without a window manager nobody gives the focus back after a dialog: a click does.
        click(self.window.statusBar().mapToGlobal(QPoint(500, 8)))
        yield 200
        press("ctrl+shift+e")
        yield 2000
        dialog = self.dialog()
        self.picture("poster")
        click(self.button(dialog, QDialogButtonBox.ButtonRole.AcceptRole))
        yield 900
        yield from self.choose_file(self.folder / "poster.pdf")
        yield 2500
        assert (self.folder / "poster.pdf").read_bytes().startswith(b"%PDF"), "no poster was written"
        print("exported a poster", flush=True)
        self.picture("end")


def main() -> int:
    table, folder = Path(sys.argv[1]), Path(sys.argv[2])
    faulthandler.dump_traceback_later(60, exit=True)
    app = QApplication(sys.argv[:1])
    appearance.load_fonts(app)
    windows = Windows(app)
    window = windows.open_empty()
    window.setGeometry(0, 0, 1600, 1000)
    story = Story(windows, table, folder)
    QTimer.singleShot(0, story.go)
    QTimer.singleShot(90_000, app.quit)
    status = app.exec()
    if story.failed:
        print(story.failed, file=sys.stderr)
    return 1 if story.failed else status


if __name__ == "__main__":
    sys.stdout.flush()
    import os

    result = main()
    sys.stdout.flush()
    # Qt's own teardown is not what is told here.
    os._exit(result)
