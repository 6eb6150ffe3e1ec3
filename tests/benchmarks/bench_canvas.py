"""Times of the map on the screen: `python -m tests.benchmarks.bench_canvas [touchpoints …]`.

Process time in milliseconds, median of the frames, on the offscreen platform at 1600 × 1000 pixels. The first
line calibrates: a machine whose rounded rectangle takes twice 16.5 µs may take twice the limits.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication

from cjm_desktop.model import edits
from cjm_desktop.model.ids import keys_between
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, Experience, Phase, Touchpoint
from cjm_desktop.model.starter import starting_records
from cjm_desktop.ui.canvas.view import MapView
from cjm_desktop.ui.document import Document


def journey_of(count: int) -> Journey:
    """A journey of so many touchpoints in eight phases, each with an emotion, an action, a thought; some pains."""
    records = starting_records("nl", "Meting", phases=tuple(f"Fase {i}" for i in range(1, 9)))
    start = Journey(records)
    phases: tuple[Phase, ...] = start.phases
    scenario, persona = start.scenarios[0].id, start.personas[0].id
    lanes = {lane.kind: lane.id for lane in start.lanes}
    keys = keys_between(None, None, count)
    for i in range(count):
        id = f"tp_{i:06d}"
        felt = Experience(persona=persona, emotional=round(((i * 7) % 41) / 10 - 2, 1))
        phase = phases[i * len(phases) // count].id
        records.append(
            Touchpoint(
                id=id,
                scenario=scenario,
                phase=phase,
                order=keys[i],
                title=f"Contactmoment nummer {i}",
                experience=(felt,),
            )
        )
        texts = [
            ("actions", "Vult het formulier in en wacht op antwoord"),
            ("thoughts", "Duurt dit nog lang?"),
        ]
        if i % 3 == 0:
            texts.append(("pains", "Moet de gegevens twee keer invullen"))
        for kind, text in texts:
            records.append(
                Card(id=f"ca_{i}_{kind}", lane=lanes[kind], anchor=id, scenario=scenario, text=f"{text} {i}")
            )
    return Journey(records)


def spent(work: Callable[[int], None], times: int) -> tuple[float, float]:
    """Median and 95th percentile of the process time of a call, in milliseconds."""
    out = []
    for i in range(times):
        start = time.process_time()
        work(i)
        out.append((time.process_time() - start) * 1000)
    out.sort()
    return statistics.median(out), out[int(len(out) * 0.95)]


def calibration() -> float:
    """Microseconds of one antialiased rounded rectangle."""
    image = QImage(400, 300, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    best = min(
        spent(lambda _i: [painter.drawRoundedRect(QRectF(20, 20, 160, 64), 8, 8) for _ in range(1000)], 1)[0]
        for _ in range(7)
    )
    painter.end()
    return best


def measure(app: QApplication, count: int) -> None:
    """Print the times of a journey of so many touchpoints."""
    document = Document.new(journey_of(count))
    start = time.process_time()
    view = MapView(document)
    built = (time.process_time() - start) * 1000
    view.resize(1600, 1000)
    view.show()
    app.processEvents()
    viewport = view.viewport()

    def mouse(kind: QEvent.Type, place: QPoint) -> None:
        button = Qt.MouseButton.LeftButton
        global_place = QPointF(viewport.mapToGlobal(place))
        held = Qt.KeyboardModifier.NoModifier
        app.sendEvent(viewport, QMouseEvent(kind, QPointF(place), global_place, button, button, held))

    def line(name: str, figures: tuple[float, float], limit: str = "") -> None:
        print(f"{count:6} {name:42} median {figures[0]:7.2f}  p95 {figures[1]:7.2f}  {limit}")

    line(f"build ({view.map.items_count()} items)", (built, built))
    view.set_zoom(1.0)
    time.sleep(0.1)
    app.processEvents()
    line("full repaint at 100 %", spent(lambda _i: viewport.repaint(), 30), "goal 6")

    def pan(_i: int) -> None:
        view.scroll_by(QPoint(37, 11))
        app.processEvents()

    line("pan at 100 %", spent(pan, 40), "goal p95 10")
    view.centerOn(0, 200)
    app.processEvents()

    ids = [t.id for t in document.journey.touchpoints]
    start_at = view.mapFromScene(view.map.item(ids[3]).pos())
    mouse(QEvent.Type.MouseButtonPress, start_at)

    def drag(i: int) -> None:
        mouse(QEvent.Type.MouseMove, start_at + QPoint(8 + 3 * i, i % 7))
        app.processEvents()

    line("drag step of a disc at 100 %", spent(drag, 40), "goal 8")
    view.tool.cancel()
    app.processEvents()

    persona = view.map.persona
    face = view.map.item(f"point:{persona}:{ids[4]}")
    face_at = view.mapFromScene(face.mapToScene(face.shape().boundingRect().center()))
    mouse(QEvent.Type.MouseButtonPress, face_at)

    def face_drag(i: int) -> None:
        mouse(QEvent.Type.MouseMove, face_at + QPoint(0, 6 + (i * 5) % 60))
        app.processEvents()

    line("drag step of a face at 100 %", spent(face_drag, 30), "goal 8 (500)")
    view.tool.cancel()
    app.processEvents()

    def edit(i: int) -> None:
        document.edit(edits.rename(document.journey, ids[5], f"Naam {i}"), "x")
        view.map.refresh()

    line("edit: model, layout and scene", spent(edit, 30))

    def edit_and_paint(i: int) -> None:
        document.edit(edits.rename(document.journey, ids[5], f"Naam {i}"), "x")
        app.processEvents()

    line("edit to painted frame at 100 %", spent(edit_and_paint, 30))
    view.zoom_to_fit()
    time.sleep(0.25)
    app.processEvents()
    name = f"full repaint at fit ({view.zoom * 100:.0f} %, {'overview' if view.is_overview else 'items'})"
    line(name, spent(lambda _i: viewport.repaint(), 30), "goal 16 (1000)")
    line("edit to painted frame at fit", spent(edit_and_paint, 20))

    def zoom(i: int) -> None:
        turn = 120 if i < 15 else -120
        place = QPointF(700, 400)
        event = QWheelEvent(
            place,
            place,
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        app.sendEvent(viewport, event)
        app.processEvents()

    line("zoom step", spent(zoom, 30), "goal p95 16.6")
    view.close()
    view.deleteLater()
    app.processEvents()


def main(counts: list[int]) -> None:
    """Print the times of journeys of several sizes."""
    app = QApplication([])
    print(f"calibration {calibration():.1f} us (16.5 = a quiet machine)")
    for count in counts:
        measure(app, count)


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or [100, 500, 1000])
