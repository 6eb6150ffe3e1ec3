"""Exporting without a window: a journey becomes a poster, pictures, slides, a workbook, a table or a mermaid text."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cjm_desktop import cli_choices
from cjm_desktop.cli_export_arguments import FORMATS
from cjm_desktop.cli_files import read
from cjm_desktop.formats import safe_write
from cjm_desktop.i18n import N_, language
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, Problem, refusal
from cjm_desktop.model.records import RecordId

if TYPE_CHECKING:
    from cjm_desktop.cli_poster import Poster
    from cjm_desktop.layout.placement import Page

SENTENCES.update(
    {
        "cli-format": N_("“{name}” has no ending that can be written; use {known}, or name a --format."),
        "cli-finding": "{words}",
        "cli-same-file": N_("“{name}” is the file that is read; write to another one."),
    }
)


def export(options: Namespace) -> Sequence[Problem]:
    """Write a journey in another format; gives warnings, raises CjmError and leaves OUT alone when it can't."""
    source, out = Path(options.file), Path(options.out)
    kind = options.format or out.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise refusal("cli-format", name=out.name, known=", ".join(f".{known}" for known in FORMATS))
    if out.exists() and source.exists() and out.samefile(source):
        raise refusal("cli-same-file", name=out.name)
    journey, problems = read(source, language())
    return [*problems, *_WRITERS[kind](journey, options, out)]


# -- the poster ----------------------------------------------------------------------------------------


def _pdf(journey: Journey, options: Namespace, out: Path) -> list[Problem]:
    from cjm_desktop.cli_poster import composed
    from cjm_desktop.export.pdf import write_pdf
    from cjm_desktop.layout import text

    poster = composed(journey, options)
    pages = poster.pages()
    problems = _preflight(poster, pages, options)
    text.forget()  # a quarter of the memory of a long journey, and the pages have their glyphs already
    safe_write.write_file(out, write_pdf(pages, poster.journey, title=poster.title))
    return problems


def _svg(journey: Journey, options: Namespace, out: Path) -> list[Problem]:
    from cjm_desktop.cli_poster import composed
    from cjm_desktop.export.svg import write_svg

    poster = composed(journey, options)
    pages = poster.pages()
    outlines = poster.settings.outlines
    for path, page in zip(safe_write.numbered(out, len(pages)), pages, strict=True):
        safe_write.write_file(path, write_svg(page, poster.journey, outlines=outlines, title=poster.title))
    return _preflight(poster, pages, options)


def _png(journey: Journey, options: Namespace, out: Path) -> list[Problem]:
    from cjm_desktop.cli_poster import composed
    from cjm_desktop.ui.pictures import write_png  # Qt paints pictures, also without a window

    poster = composed(journey, options)
    pages = poster.pages()
    for path, page in zip(safe_write.numbered(out, len(pages)), pages, strict=True):
        write_png(page, poster.journey, poster.settings.dpi, path)
    return _preflight(poster, pages, options)


def _preflight(poster: Poster, pages: Sequence[Page], options: Namespace) -> list[Problem]:
    """The warnings of a poster, or, when that is asked for, all that there is to say before it is printed."""
    if not options.preflight:
        from cjm_desktop.cli_poster import warnings

        return [*poster.problems, *warnings(poster)]
    from cjm_desktop.layout.preflight import preflight

    found = preflight(poster.journey, poster.sheets, pages, poster.settings, poster.theme)
    # The file is written all the same: what prints wrong is a warning too.
    return poster.problems + [
        Problem("", "cli-finding", {"words": each.words}, "note" if each.severity == "note" else "warning")
        for each in found
    ]


# -- office --------------------------------------------------------------------------------------------


def _pptx(journey: Journey, options: Namespace, out: Path) -> list[Problem]:
    from cjm_desktop.cli_poster import asked, title_of
    from cjm_desktop.export.pptx import slides_of, write_pptx
    from cjm_desktop.layout.theme_logo import with_logo

    settings, look, view, problems = asked(journey, options)
    journey = with_logo(journey, look)
    per_phase = options.per_phase or settings.split == "phases"
    slides = slides_of(journey, view, look, settings, per_phase=per_phase)
    title, ground = title_of(journey, view), settings.ground
    safe_write.write_file(out, write_pptx(slides, journey, look, title=title, ground=ground))
    return problems


# -- text ----------------------------------------------------------------------------------------------


def _workbook(journey: Journey, options: Namespace, out: Path) -> list[Problem]:
    from cjm_desktop.formats.workbook import every, write_workbook

    wanted = _scenarios(journey, options) if options.scenario else every(journey)
    data, problems = write_workbook(journey, wanted)
    safe_write.write_file(out, data)
    return problems


def _table(journey: Journey, options: Namespace, out: Path) -> list[Problem]:
    from cjm_desktop.formats.table import lost_in_table, separator_for, write_table

    spoken = journey.info.language
    separator = separator_for(spoken, (options.format or out.suffix.lower().removeprefix(".")) == "tsv")
    if options.list != "touchpoints":
        from cjm_desktop.formats import lists

        write = lists.write_cards_csv if options.list == "cards" else lists.write_insights_csv
        safe_write.write_file(out, write(journey, _scenarios(journey, options), separator))
        return []
    scenario = _scenarios(journey, options)[0]
    safe_write.write_file(out, write_table(journey, scenario, separator=separator, language=spoken))
    return lost_in_table(journey, scenario)


def _mermaid(journey: Journey, options: Namespace, out: Path) -> list[Problem]:
    from cjm_desktop.formats.mermaid import write_mermaid

    text, problems = write_mermaid(journey, _scenarios(journey, options)[0])
    safe_write.write_file(out, text.encode("utf-8"))
    return problems


def _scenarios(journey: Journey, options: Namespace) -> list[RecordId]:
    """The scenarios that are named; the first one when none is."""
    return [cli_choices.scenario(journey, name).id for name in options.scenario or [None]]


_WRITERS: Final[dict[str, Callable[[Journey, Namespace, Path], list[Problem]]]] = {
    "pdf": _pdf,
    "svg": _svg,
    "png": _png,
    "pptx": _pptx,
    "xlsx": _workbook,
    "csv": _table,
    "tsv": _table,
    "mmd": _mermaid,
}
