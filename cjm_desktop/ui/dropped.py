"""Files that are dropped on a window: journeys and tables are opened, a picture goes on what it is dropped on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDropEvent

from cjm_desktop.i18n import _

if TYPE_CHECKING:
    from cjm_desktop.ui.main_window import MainWindow

_DOCUMENTS: Final = (".cjm", ".csv", ".tsv", ".txt", ".mmd", ".md", ".cjmtheme")
PICTURES: Final = (".png", ".jpg", ".jpeg")


def dropped_files(urls: list[QUrl], suffixes: tuple[str, ...] = _DOCUMENTS) -> list[Path]:
    """The files among dropped addresses that the program can read."""
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in suffixes]


def is_wanted(mime: QMimeData) -> bool:
    """Whether something can be done with what is dragged over a window."""
    return bool(dropped_files(mime.urls(), _DOCUMENTS + PICTURES))


def take(window: MainWindow, event: QDropEvent) -> None:
    """Do what a drop asks."""
    urls = event.mimeData().urls()
    paths = dropped_files(urls)
    if not paths and not dropped_files(urls, PICTURES):
        return
    event.acceptProposedAction()
    window.activateWindow()
    for path in paths:
        window.files.open_path(path)
    if not paths:
        _put_picture(window, event)


def _put_picture(window: MainWindow, event: QDropEvent) -> None:
    from cjm_desktop.ui import pasted_pictures  # pictures come after the first frame

    view, mime = window.view, event.mimeData()
    place = view.viewport().mapFrom(window, event.position().toPoint())
    pointer = view.pointer(place, event.modifiers()) if view.viewport().rect().contains(place) else None
    chosen = (pointer.record,) if pointer is not None and pointer.record is not None else ()
    if view.attempt(lambda journey: pasted_pictures.pasted(journey, chosen, mime), _("Put picture")):
        view.select(chosen)
