"""The work of the commands: files in, files out, without Qt."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from cjm_desktop.formats import cjm, limits, safe_write
from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_, _, in_language, language, number
from cjm_desktop.layout.paper import PAPERS
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem, refusal
from cjm_desktop.model.records import INFO_ID, Lane, PosterSettings, Scenario

if TYPE_CHECKING:
    from cjm_desktop.analysis.filtering import Filter

TABLES: Final = (".csv", ".tsv", ".txt")
TEXTS: Final = (".mmd", ".mermaid", ".md")
#: Below this (points) letters are hard to read at arm's length.
_SMALL: Final = 5.0

SENTENCES.update(
    {
        "cli-format": N_("“{name}” has no ending that can be written; use .pdf, .csv, .tsv or .mmd."),
        "cli-import-format": N_("“{name}” can't be imported; use a .csv, .tsv or .mmd file."),
        "cli-not-cjm": N_("“{name}” should end in .cjm."),
        "cli-exists": N_("“{name}” is there already; --force replaces it."),
        "cli-same-file": N_("“{name}” is the file that is read; write to another one."),
        "cli-no-scenario": N_("There is no scenario “{name}”; the journey has: {known}."),
        "cli-no-lane": N_("There is no lane “{name}”; the journey has: {known}."),
        "cli-compare-itself": N_("Name two files, or another scenario of this one with --with."),
        "cli-no-theme": N_("There is no theme “{name}”; there are: {known}."),
        "cli-missing-characters": N_("No font on this machine has: {characters}. Their codes are printed."),
        "cli-small": N_(
            "The smallest letters are {points} points high on {paper}; larger paper or fewer lanes help."
        ),
    }
)


def _warning(code: str, **args: object) -> Problem:
    return Problem("", code, dict(args), "warning")


# -- reading -----------------------------------------------------------------------------------------


def read(path: Path, code: str, title: str | None = None) -> tuple[Journey, list[Problem]]:
    """The journey of a .cjm, table or mermaid file, with warnings; an import speaks the language of `code`."""
    kind = path.suffix.lower()
    if kind in TABLES or kind in TEXTS:
        try:
            return _imported(path, code, title)
        except CjmError as error:
            raise CjmError([replace(p, path=_place(path, p)) for p in error.problems]) from None
    data, _mark = safe_write.read_file(path, limits.FILE_BYTES)
    return cjm.read(data, name=path.name), []


def _imported(path: Path, code: str, title: str | None) -> tuple[Journey, list[Problem]]:
    data, _mark = safe_write.read_file(path, limits.FILE_BYTES)
    spoken: Literal["nl", "en"] = "nl" if code == "nl" else "en"
    today = date.today().isoformat()
    if path.suffix.lower() in TABLES:
        from cjm_desktop.formats.table import read_table

        table = read_table(data, language=spoken, name=title or "", created=today)
        journey, problems = table.journey, table.problems
    else:
        from cjm_desktop.formats.mermaid import read_mermaid

        text = read_mermaid(data, language=spoken, created=today)
        journey, problems = text.journey, text.problems
    wanted = title or journey.info.title or path.stem
    if wanted != journey.info.title:
        titled = replace(journey.info, title=wanted)
        journey.apply(Change({INFO_ID: journey.info}, {INFO_ID: titled}))
    return journey, list(problems)


def _place(path: Path, problem: Problem) -> str:
    return f"{path.name}, {problem.path}" if problem.path else path.name


# -- the commands ------------------------------------------------------------------------------------


def check(path: Path) -> list[Problem]:
    """Everything that is wrong or odd in a file, errors first; what can't be read is an error too."""
    try:
        if path.suffix.lower() in TABLES or path.suffix.lower() in TEXTS:
            return _imported(path, language(), None)[1]
        data, _mark = safe_write.read_file(path, limits.FILE_BYTES)
        return cjm.problems_of(data)
    except CjmError as error:
        return list(error.problems)


def import_(options: Namespace) -> Sequence[Problem]:
    """Make a .cjm of a table or mermaid text; gives warnings, raises CjmError and writes nothing when it can't."""
    source, out = Path(options.file), Path(options.out)
    if source.suffix.lower() not in (*TABLES, *TEXTS):
        raise refusal("cli-import-format", name=source.name)
    if out.suffix.lower() != ".cjm":
        raise refusal("cli-not-cjm", name=out.name)
    if out.exists() and not options.force:
        raise refusal("cli-exists", name=out.name)
    journey, problems = read(source, options.language, options.title)
    cjm.save(journey, out)
    return problems


def export(options: Namespace) -> Sequence[Problem]:
    """Write a journey in another format; gives warnings, raises CjmError and leaves OUT alone when it can't."""
    source, out = Path(options.file), Path(options.out)
    kind = out.suffix.lower()
    if kind not in (".pdf", ".csv", ".tsv", ".mmd"):
        raise refusal("cli-format", name=out.name)
    if out.exists() and source.exists() and out.samefile(source):
        raise refusal("cli-same-file", name=out.name)
    journey, problems = read(source, language())
    scenario = _scenario(journey, options.scenario)
    if kind == ".pdf":
        data, more = _pdf(journey, scenario, options)
    elif kind == ".mmd":
        from cjm_desktop.formats.mermaid import write_mermaid

        text, more = write_mermaid(journey, scenario.id)
        data = text.encode("utf-8")
    else:
        from cjm_desktop.formats.table import lost_in_table, write_table

        spoken = journey.info.language
        separator: Literal[";", ",", "\t"] = "\t" if kind == ".tsv" else ";" if spoken == "nl" else ","
        data = write_table(journey, scenario.id, separator=separator, language=spoken)
        more = lost_in_table(journey, scenario.id)
    safe_write.write_file(out, data)
    return [*problems, *more]


def _pdf(journey: Journey, scenario: Scenario, options: Namespace) -> tuple[bytes, list[Problem]]:
    from cjm_desktop.export.pdf import write_pdf
    from cjm_desktop.layout import pages, text, theme
    from cjm_desktop.layout.fonts import character_name
    from cjm_desktop.layout.placement import View
    from cjm_desktop.layout.sheets import compose

    info = journey.info
    poster = info.poster or PosterSettings()
    # What a file of another version asks for and we don't have is as if it were not told.
    name = options.theme or (poster.theme if poster.theme in theme.NAMES else "standard")
    if name not in theme.NAMES:
        raise refusal("cli-no-theme", name=name, known=", ".join(theme.NAMES))
    lanes = tuple(lane.id for lane in _lanes(journey, options.lanes)) if options.lanes else poster.lanes
    paper = options.paper or (poster.paper if poster.paper in PAPERS else "A1")
    view = View(scenario.id, lanes=lanes or None, filter=_filter(journey, scenario, options.filter))
    sheet = compose(journey, view, theme.load(name), paper, options.orientation or poster.orientation)
    text.forget()  # a quarter of the memory of a long journey, and the PDF has its glyphs already
    data = write_pdf(pages.wholes([sheet]), journey, title=info.title or scenario.name)
    problems = []
    if sheet.missing:
        problems.append(
            _warning("cli-missing-characters", characters=", ".join(map(character_name, sheet.missing[:20])))
        )
    if 0 < sheet.smallest_text < _SMALL:
        points = number(sheet.smallest_text, 1)
        problems.append(_warning("cli-small", points=points, paper=paper))
    return data, problems


def _filter(journey: Journey, scenario: Scenario, line: str | None) -> Filter | None:
    if not line:
        return None
    from cjm_desktop.analysis.filter_words import parse

    with in_language(journey.info.language):  # "Without an owner" is called as on the poster
        return parse(journey, scenario.id, line)


def compare(options: Namespace) -> tuple[list[str], Sequence[Problem]]:
    """The headline and a sentence for every difference, with warnings about the files.

    CjmError when a file can't be read, has no such scenario, or a scenario would be compared with itself.
    """
    from cjm_desktop.analysis.scenario_difference import difference
    from cjm_desktop.ui.panels import difference_words  # words, without Qt

    journey, problems = read(Path(options.file), language())
    other = journey
    if options.other is not None:
        other, more = read(Path(options.other), language())
        problems = [*problems, *more]
    old, new = _scenario(journey, options.scenario), _scenario(other, options.with_)
    if other is journey and old.id == new.id:
        raise refusal("cli-compare-itself")
    found = difference(journey, old.id, new.id, other)
    head = difference_words.headline(found)
    if not found:
        return [_("{scenarios}: no differences.").format(scenarios=head)], problems
    same = difference_words.same_words(found)
    lines = [_("{scenarios}: {same}.").format(scenarios=head, same=same)]
    lines += [difference_words.sentence(one) for one in difference_words.told(found, journey, other)]
    return lines, problems


def _scenario(journey: Journey, name: str | None) -> Scenario:
    if name is None:
        return journey.scenarios[0]
    wanted = name.strip().casefold()
    for scenario in journey.scenarios:
        if scenario.id == name or scenario.name.strip().casefold() == wanted:
            return scenario
    raise refusal("cli-no-scenario", name=name, known=_quoted([s.name for s in journey.scenarios]))


def _lanes(journey: Journey, names: str) -> list[Lane]:
    """The lanes of "pains,Cost": each by its name, id or kind (then all of that kind), in the map's order."""
    whole = _lanes_called(journey, names)  # a name may hold a comma
    if whole:
        return whole
    wanted: list[Lane] = []
    for name in filter(None, map(str.strip, names.split(","))):
        found = _lanes_called(journey, name)
        if not found:
            raise refusal("cli-no-lane", name=name, known=_quoted([lane.name for lane in journey.lanes]))
        wanted += found
    return [lane for lane in journey.lanes if lane in wanted]


def _lanes_called(journey: Journey, name: str) -> list[Lane]:
    key = name.strip().casefold()
    named = [lane for lane in journey.lanes if lane.name.strip().casefold() == key or lane.id == name]
    return named or [lane for lane in journey.lanes if lane.kind == key]


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
