"""Writing a poster as a file, or as one for each page: names, questions, progress."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from cjm_desktop.formats import safe_write
from cjm_desktop.i18n import N_, _
from cjm_desktop.layout.placement import Page
from cjm_desktop.model import progress
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem
from cjm_desktop.ui import errors, save_names, text
from cjm_desktop.ui.dialogs.poster_formats import FORMATS
from cjm_desktop.ui.posters import Poster

SENTENCES.update({"poster-folder": N_("The folder “{name}” can't be written to: {reason}.")})


def ask_path(parent: QWidget, format: str, folder: Path, stem: str) -> Path | None:
    """Ask for the name of the file; None when the user cancels."""
    kind = FORMATS[format]
    start = folder / (save_names.sound(stem, _("Poster")) + kind.ending)
    kinds = f"{_(kind.kind)} (*{kind.ending})"
    return save_names.ask(parent, _(kind.button).rstrip("…"), start, kinds, kind.ending)


def paths_of(path: Path, format: str, pages: int) -> list[Path]:
    """The files that are written: one, or for a picture of each of several pages name-1, name-2 …"""
    return safe_write.numbered(path, pages if FORMATS[format].by_page else 1)


def write(parent: QWidget, poster: Poster, format: str, path: Path) -> list[Path]:
    """Write a poster; gives the files, none when it failed or the user broke it off."""
    paths = paths_of(path, format, len(poster.pages))
    if len(paths) > 1:
        there = [each for each in paths if each.exists()]
        if there and not save_names.may_replace(parent, there):
            return []
    try:
        with text.telling(parent, _("Writing the poster…")):
            _WRITERS[format](poster, paths)
    except progress.Cancelled:
        return []
    except CjmError as error:
        errors.show(parent, error, _("The poster is not written."))
        return []
    except MemoryError:
        text.say(parent, _("The poster is not written."), _("The computer has no memory left."), warning=True)
        return []
    return paths


def tell(parent: QWidget, written: Sequence[Path]) -> None:
    """Say that the poster is written, and offer to look at it."""
    more = str(written[0]) if len(written) == 1 else f"{written[0]} … {written[-1].name}"
    choices = (("ok", _("OK")), ("file", _("Open file")), ("folder", _("Open folder")))
    answer = text.ask(parent, _("The poster is written."), choices, more, cancel="ok", is_told=True)
    if answer in ("file", "folder"):
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        target = written[0] if answer == "file" else written[0].parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(target))):
            text.say(parent, _("This computer has no program to open it with."), str(target))


def _pdf(poster: Poster, paths: Sequence[Path]) -> None:
    from cjm_desktop.export import pdf  # reportlab is loaded when a PDF is made

    safe_write.write_file(paths[0], pdf.write_pdf(poster.pages, poster.journey, title=poster.title))


def _png(poster: Poster, paths: Sequence[Path]) -> None:
    from cjm_desktop.ui import pictures  # only who wants a picture needs it

    def make(page: Page, path: Path) -> None:
        pictures.write_png(page, poster.journey, poster.settings.dpi, path)

    _each(poster, paths, make)


def _svg(poster: Poster, paths: Sequence[Path]) -> None:
    from cjm_desktop.export.svg import write_svg  # only who wants a drawing needs it

    def make(page: Page, path: Path) -> None:
        outlines = poster.settings.outlines
        safe_write.write_file(path, write_svg(page, poster.journey, outlines=outlines, title=poster.title))

    _each(poster, paths, make)


def _each(poster: Poster, paths: Sequence[Path], make: Callable[[Page, Path], None]) -> None:
    """Write a file for each page; all of them come in the place of the old ones, or none."""
    if len(paths) == 1:
        make(poster.pages[0], paths[0])
        return
    folder = paths[0].parent
    try:
        with tempfile.TemporaryDirectory(prefix=".poster-", dir=folder) as made:
            for page, path in zip(poster.pages, paths, strict=True):
                progress.step()
                make(page, Path(made) / path.name)
            for path in paths:
                (Path(made) / path.name).replace(path)
    except OSError as error:
        raise CjmError(
            Problem("", "poster-folder", {"name": folder.name, "reason": str(error.strerror)})
        ) from None


def _pptx(poster: Poster, paths: Sequence[Path]) -> None:
    from cjm_desktop.export import pptx  # python-pptx is loaded when slides are made

    settings = poster.settings
    slides = pptx.slides_of(
        poster.journey, poster.view, poster.theme, settings, per_phase=settings.split == "phases"
    )
    data = pptx.write_pptx(slides, poster.journey, poster.theme, title=poster.title, ground=settings.ground)
    safe_write.write_file(paths[0], data)


_WRITERS: Final[dict[str, Callable[[Poster, Sequence[Path]], None]]] = {
    "pdf": _pdf,
    "png": _png,
    "svg": _svg,
    "pptx": _pptx,
}
