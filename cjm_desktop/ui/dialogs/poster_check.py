"""The column beside the preview that tells what to know before printing, and where on the pages that is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cjm_desktop.i18n import _
from cjm_desktop.layout.drawing import Placed
from cjm_desktop.layout.finding import Finding, record_of
from cjm_desktop.layout.placement import Sheet
from cjm_desktop.model.records import RecordId
from cjm_desktop.ui import text
from cjm_desktop.ui.dialogs.poster_findings import FindingList
from cjm_desktop.ui.dialogs.poster_pictures import on_sheet
from cjm_desktop.ui.posters import Poster

#: The width of the column, in pixels.
WIDTH = 304


class PosterCheck(QWidget):
    """The findings of a preflight; one that is about a record leads to the map too."""

    map_wanted = Signal(str)  # the id of a record

    def __init__(self) -> None:
        super().__init__()
        self.findings = FindingList()
        self.on_map = QPushButton(_("Show on the map"))
        self.on_map.setAutoDefault(False)
        self.on_map.hide()
        text.tip(self.on_map, _("Keep the settings, close the poster and select it on the map"))
        self._record: RecordId | None = None
        head = text.PlainLabel(_("Before printing"), "heading")
        head.setContentsMargins(20, 12, 20, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.findings, 1)
        inner = QVBoxLayout()
        inner.setContentsMargins(20, 0, 20, 0)
        inner.addWidget(self.on_map)
        column.addLayout(inner)
        self.setFixedWidth(WIDTH)
        self.on_map.clicked.connect(self._go)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other findings."""
        self.findings.show_findings(findings)
        self.show_record(None)

    def wait(self) -> None:
        """Show nothing until the pages have been looked over."""
        self.findings.wait()
        self.show_record(None)

    def show_record(self, record: RecordId | None) -> None:
        """Offer to go to a record on the map, or not."""
        self._record = record
        self.on_map.setVisible(record is not None)

    def _go(self) -> None:
        if self._record is not None:
            self.map_wanted.emit(self._record)


def place_on_page(poster: Poster, place: str, sheet: int) -> tuple[int, QRectF] | None:
    """The page of a finding's place, by its index, and the box there in points; None when no page shows it.

    `sheet` is the index of the sheet, or -1 when any will do. The whole poster ("") is its first page.
    """
    sheets = poster.sheets if sheet < 0 else poster.sheets[sheet : sheet + 1]
    for each in sheets:
        box = _box_on(poster, each, place)
        if box is None:
            continue
        for i, page in enumerate(poster.pages):
            if page.sheet is each and (not place or on_sheet(page).contains(box.center())):
                return i, box.intersected(on_sheet(page)).translated(*page.at)
    return None


def _box_on(poster: Poster, sheet: Sheet, place: str) -> QRectF | None:
    if not place:
        return QRectF(0, 0, sheet.width, sheet.height)
    around = sheet.placed.get(place)
    if around is not None:
        return _box(around, 0.0, 0.0, 1.0)
    on_map = sheet.map.placed
    found = on_map.get(place)
    if found is None:
        keys = (key for key in on_map if place in key and record_of(poster.journey, key) == place)
        found = next((on_map[key] for key in keys), None)
    return None if found is None else _box(found, *sheet.map_origin, sheet.scale)


def _box(placed: Placed, x: float, y: float, scale: float) -> QRectF:
    b = placed.bounds
    return QRectF(
        x + (placed.x + b.x) * scale, y + (placed.y + b.y) * scale, b.width * scale, b.height * scale
    )
