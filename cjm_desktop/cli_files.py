"""The work of the commands: files in, files out, without Qt."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final, Literal

from cjm_desktop import cli_choices
from cjm_desktop.formats import cjm, limits, safe_write
from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_, _, language
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem, refusal
from cjm_desktop.model.records import INFO_ID

TABLES: Final = (".csv", ".tsv", ".txt")
TEXTS: Final = (".mmd", ".mermaid", ".md")

SENTENCES.update(
    {
        "cli-import-format": N_("“{name}” can't be imported; use a .csv, .tsv or .mmd file."),
        "cli-not-cjm": N_("“{name}” should end in .cjm."),
        "cli-exists": N_("“{name}” is there already; --force replaces it."),
        "cli-compare-itself": N_("Name two files, or another scenario of this one with --with."),
    }
)


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
    old, new = cli_choices.scenario(journey, options.scenario), cli_choices.scenario(other, options.with_)
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
