"""Printing: true sizes on a printer that writes PDF, tiles for small paper, the pages that were asked for."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from cjm_desktop.layout.drawing import Shape, Stroke
from cjm_desktop.layout.geometry import Rect, line
from cjm_desktop.layout.paper import MM
from cjm_desktop.layout.placement import Page
from cjm_desktop.model import progress
from cjm_desktop.model.records import PosterSettings
from cjm_desktop.ui import appearance, printing, text
from cjm_desktop.ui.canvas.painter import PictureStore
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.posters import Poster, lay_out
from tests.ui.conftest import small_journey


def printer_to(path: Path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    made.setFullPage(True)
    return made


def poster(**settings: Any) -> Poster:
    return lay_out(Document.new(small_journey()), PosterSettings(**settings))


def sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page in millimetres, as it is seen."""
    found = []
    for page in PdfReader(path).pages:
        box = page.mediabox
        size = float(box.width) / MM, float(box.height) / MM
        found.append(size[::-1] if page.rotation % 180 else size)
    return found


def played(pages: Sequence[Page], path: Path, scale: float = 1.0) -> bool:
    printer = printer_to(path)
    printing.set_paper(printer, pages[0])
    return printing.play(None, printer, pages, scale, PictureStore(small_journey()))


@pytest.mark.parametrize(
    ("paper", "orientation", "wide", "high"),
    [("A4", "portrait", 210, 297), ("A0", "landscape", 1189, 841), ("300 × 900 mm", "landscape", 900, 300)],
)
def test_pages_are_printed_on_paper_of_their_size(
    qapp: QApplication, tmp_path: Path, paper: str, orientation: Any, wide: float, high: float
) -> None:
    made = poster(paper=paper, orientation=orientation)
    assert played(made.pages, tmp_path / "out.pdf")
    (size,) = sizes(tmp_path / "out.pdf")
    assert size == pytest.approx((wide, high), abs=0.5)
    assert len(PdfReader(tmp_path / "out.pdf").pages[0].get_contents().get_data()) > 20_000, "it is drawn"


def test_every_tile_is_a_page_of_its_paper(qapp: QApplication, tmp_path: Path) -> None:
    made = poster(paper="A2", tiles="A4")
    assert played(made.pages, tmp_path / "out.pdf")
    found = sizes(tmp_path / "out.pdf")
    assert len(found) == len(made.pages) > 4
    for size in found:
        assert sorted(size) == pytest.approx([210, 297], abs=0.5)


def test_a_hundred_millimetres_are_a_hundred(qapp: QApplication, tmp_path: Path) -> None:
    if not shutil.which("pdftoppm"):
        pytest.skip("pdftoppm is needed to see the page; packaging/dev.py test installs it")
    width, height = 420 * MM, 297 * MM
    rule = Shape(line(50 * MM, 100 * MM, 150 * MM, 100 * MM), stroke=Stroke("#000000", 0.5 * MM))
    all_of_it = Rect(0, 0, width, height)
    page = Page(width, height, all_of_it, all_of_it, all_of_it, "1", marks=(rule,))
    assert played([page], tmp_path / "out.pdf")
    subprocess.run(
        ["pdftoppm", "-r", "254", "-png", "-singlefile", tmp_path / "out.pdf", tmp_path / "out"],
        check=True,
        timeout=60,
    )
    image = QImage(str(tmp_path / "out.png"))
    assert (image.width(), image.height()) == pytest.approx((4200, 2970), abs=5)
    dark = [x for x in range(image.width()) if image.pixelColor(x, 1000).lightness() < 128]
    assert dark[0] == pytest.approx(500, abs=5)
    assert dark[-1] - dark[0] == pytest.approx(1000, abs=5), "half a millimetre"


def fitted(
    made: Poster, monkeypatch: pytest.MonkeyPatch, answer: str, edge: float = 0.0, paper: str = "A4"
) -> tuple[Any, list[str]]:
    asked: list[str] = []

    def ask(_parent: Any, words: str, choices: Any, *_more: Any, **_kw: Any) -> str:
        asked.extend([words, *(words for _answer, words in choices)])
        return answer

    monkeypatch.setattr(text, "ask", ask)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    sizes = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}
    printer.setPageLayout(
        QPageLayout(QPageSize(sizes[paper]), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    monkeypatch.setattr(printing, "edge_mm", lambda _printer: edge)
    return printing.fitted(None, printer, made), asked  # type: ignore[arg-type]


def test_a_poster_that_fits_is_printed_without_a_question(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = poster(paper="A4", orientation="landscape")
    assert fitted(made, monkeypatch, "cancel") == ((made.pages, 1.0), [])


def test_a_larger_poster_becomes_tiles_of_the_printers_paper(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pages, scale), asked = fitted(poster(paper="A2", edge=5.0), monkeypatch, "tile", edge=12.5)
    assert scale == 1.0
    assert len(pages) > 4
    assert asked[0] == "The poster is larger than the paper in the printer (A4)."
    for page in pages:
        assert sorted((page.width, page.height)) == pytest.approx([210 * MM, 297 * MM], abs=1)
        if page.sheet is not None:  # nothing is where the printer can't reach
            assert page.window.x >= 12.4 * MM
            assert page.window.right <= page.width - 12.4 * MM


def test_a_larger_poster_may_be_printed_smaller(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    made = poster(paper="A2", orientation="landscape")
    (pages, scale), asked = fitted(made, monkeypatch, "fit")
    assert pages is made.pages
    assert scale == pytest.approx(0.5, abs=0.001)
    assert "Print it at 50 %" in asked or "Print it at 49 %" in asked
    assert fitted(made, monkeypatch, "cancel")[0] is None


def test_a_smaller_print_is_turned_like_the_page_and_stays_on_it(qapp: QApplication, tmp_path: Path) -> None:
    made = poster(paper="A2", orientation="landscape")
    printer = printer_to(tmp_path / "out.pdf")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    assert printing.play(None, printer, made.pages, 0.5, PictureStore(made.journey))
    (size,) = sizes(tmp_path / "out.pdf")
    assert size == pytest.approx((297, 210), abs=0.5)


def test_only_the_pages_that_were_asked_for_are_printed(qapp: QApplication, tmp_path: Path) -> None:
    made = poster(paper="A2", tiles="A4")
    printer = printer_to(tmp_path / "out.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("2-3"))
    assert [page.name for page in printing.chosen_pages(printer, made.pages)] == [
        page.name for page in made.pages[1:3]
    ]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert printing.chosen_pages(printer, made.pages)[0] is made.pages[2]


def test_cancel_ends_printing(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = poster(paper="A2", tiles="A4")
    monkeypatch.setattr(text.ProgressBox, "SOON", 0.0)
    listened: list[str] = []

    def listener(self: text.ProgressBox, words: str, _done: int, _total: int) -> bool:
        listened.append(words)
        return len(listened) < 3

    monkeypatch.setattr(text.ProgressBox, "listener", listener)
    monkeypatch.setattr(progress, "_PAUSE", 0.0)
    assert not played(made.pages, tmp_path / "out.pdf")
    assert len(listened) == 3


def test_the_dialog_of_the_system_is_asked_and_escape_prints_nothing(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[int, int]] = []

    def exec_(self: QPrintDialog) -> int:
        shown.append((self.minPage(), self.maxPage()))
        return int(QDialog.DialogCode.Rejected)

    monkeypatch.setattr(QPrintDialog, "exec", exec_)
    document = Document.new(small_journey())
    assert not printing.print_document(None, document)  # type: ignore[arg-type]
    assert shown == [(1, 1)]


def test_the_words_on_the_buttons_of_the_print_dialog_have_room(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    appearance.apply(qapp, "light")
    narrow: list[str] = []

    def exec_(self: QPrintDialog) -> int:
        self.show()
        QApplication.processEvents()
        narrow.extend(
            b.text() for b in self.findChildren(QPushButton) if b.minimumWidth() < b.sizeHint().width()
        )
        self.close()
        return int(QDialog.DialogCode.Rejected)

    monkeypatch.setattr(QPrintDialog, "exec", exec_)
    assert not printing.print_document(None, Document.new(small_journey()))  # type: ignore[arg-type]
    assert narrow == []


def test_without_a_printer_a_pdf_is_advised(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(text, "say", lambda _parent, words, *_more, **_kw: told.append(words))
    monkeypatch.setattr(printing.sys, "platform", "win32")
    monkeypatch.setattr(printing.QPrinterInfo, "availablePrinters", list)
    assert not printing.print_poster(None, poster(paper="A4"))  # type: ignore[arg-type]
    assert told == ["There is no printer on this computer."]


def test_the_paper_of_a_printer_is_called_by_its_name() -> None:
    """Qt tells A4 in whole points; the assembly sketch must not call it 209.9 × 297.04 mm."""
    assert printing.paper_name(QSizeF(595, 842)) == "A4"
    assert printing.paper_name(QSizeF(842, 595)) == "A4"
    assert printing.paper_name(QSizeF(612, 792)) == "Letter"
    assert printing.paper_name(QSizeF(300 * MM, 400 * MM)) == "300 × 400 mm"
