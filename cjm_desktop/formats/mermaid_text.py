"""A text with a mermaid journey in it: the block, front matter, directives, remarks and kind of diagram.

What mermaid does before its lexer starts (preprocess.ts), on numbered lines, so that messages can name them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from cjm_desktop.formats.foreign import line_place
from cjm_desktop.i18n import N_, _
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem

MAX_LINES: Final = 5_000
MAX_LINE: Final = 2_000

SENTENCES.update(
    {
        "mermaid-too-long": N_("The text has {count} lines; at most {limit} can be read."),
        "mermaid-line-too-long": N_("The line has {count} characters; at most {limit} can be read."),
        "mermaid-empty": N_("There is no mermaid text here."),
        "mermaid-other": N_("This is a {type}, not a journey; only mermaid's “journey” can be read."),
        "mermaid-unknown": N_("This is no mermaid journey: its first line should say “journey”."),
        "mermaid-front-matter": N_("The block that starts with --- has no end."),
        "mermaid-capitals": N_(
            "“{text}” should be “journey” in small letters; mermaid itself can't read it."
        ),
        "mermaid-more-blocks": N_("There are {count} journeys in the text; the first was read."),
    }
)

#: First words of mermaid's other diagrams, and what a person calls them.
_OTHER_TYPES: Final = {
    "graph": N_("flowchart"),
    "flowchart": N_("flowchart"),
    "statediagram": N_("state diagram"),
    "sequencediagram": N_("sequence diagram"),
    "classdiagram": N_("class diagram"),
    "erdiagram": N_("entity relationship diagram"),
    "gantt": N_("gantt chart"),
    "pie": N_("pie chart"),
    "mindmap": N_("mindmap"),
    "timeline": N_("timeline"),
    "gitgraph": N_("gitgraph"),
    "quadrantchart": N_("quadrant chart"),
    "requirementdiagram": N_("requirement diagram"),
    "sankey": N_("sankey diagram"),
    "xychart": N_("xy chart"),
    "block": N_("block diagram"),
    "kanban": N_("kanban board"),
}

# JavaScript's white space is not Python's: it knows U+FEFF and leaves out U+001C to U+001F.
SPACES: Final = "\t\n\x0b\x0c\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
TRIM: Final = "\t\n\x0b\x0c\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)


class Task(NamedTuple):
    """One line of a journey; `score` is NaN where mermaid finds no number, `pieces` is the data as written."""

    section: str
    task: str
    score: float
    people: list[str]
    pieces: tuple[str, ...] = ()


@dataclass
class Parsed:
    """A journey as mermaid holds it; `lines` has the line of each task, `warnings` what was repaired."""

    title: str = ""
    acc_title: str = ""
    acc_descr: str = ""
    sections: list[str] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


Lines: TypeAlias = list[tuple[int, str]]


def prepared(text: str, out: Parsed, lenient: bool) -> Lines:
    """The numbered lines that mermaid's lexer sees; title and warnings go to `out`.

    CjmError when the text is too long, empty or another kind of diagram.
    """
    lines = _journey_block(_numbered(text), out)
    lines = _without_directives_and_comments(_without_front_matter(lines, out))
    _check_type(lines, out, lenient)
    return lines


def _numbered(text: str) -> Lines:
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    lines = list(enumerate(text.split("\n"), 1))
    if len(lines) > MAX_LINES + 1:
        raise CjmError(Problem("", "mermaid-too-long", {"count": len(lines), "limit": MAX_LINES}))
    for number, line in lines:
        if len(line) > MAX_LINE:
            args = {"count": len(line), "limit": MAX_LINE}
            raise CjmError(Problem(line_place(number), "mermaid-line-too-long", args))
    if not text.strip(TRIM):
        raise CjmError(Problem("", "mermaid-empty"))
    return lines


def _journey_block(lines: Lines, out: Parsed) -> Lines:
    """The text itself, or the first journey in a ```mermaid block of a Markdown text."""
    blocks: list[Lines] = []
    block: Lines | None = None
    fence = ""
    for number, line in lines:
        bare = line.strip(TRIM)
        if block is None:
            mark = bare[:3]
            if mark in ("```", "~~~"):
                fence = mark
                block = []
                if bare.lstrip("`~").strip(TRIM + "{}").lower().startswith("mermaid"):
                    blocks.append(block)
        elif bare.startswith(fence):
            block = None
        else:
            block.append((number, line))
    if not blocks:
        return lines
    journeys = [b for b in blocks if _first_word(_bare(b)).lower() == "journey"]
    if len(journeys) > 1:
        out.warnings.append(Problem("", "mermaid-more-blocks", {"count": len(journeys)}, "warning"))
    return (journeys or blocks)[0]


def _bare(lines: Lines) -> Lines:
    try:
        return _without_directives_and_comments(_without_front_matter(lines, Parsed()))
    except CjmError:
        return []


def _without_front_matter(lines: Lines, out: Parsed) -> Lines:
    first = next((i for i, (_n, line) in enumerate(lines) if line.strip(TRIM)), len(lines))
    if first == len(lines) or lines[first][1].strip(TRIM) != "---":
        return lines
    indent = lines[first][1][: lines[first][1].index("-")]
    for end in range(first + 1, len(lines)):
        line = lines[end][1]
        if line.startswith(indent) and line[len(indent) :].rstrip(TRIM) == "---":
            for _n, inner in lines[first + 1 : end]:
                inner = inner.removeprefix(indent)
                if inner.startswith("title:"):
                    out.title = _yaml_text(inner[6:].strip(TRIM))
            return lines[end + 1 :]
    raise CjmError(Problem(line_place(lines[first][0]), "mermaid-front-matter"))


def _yaml_text(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return value.split(" #")[0].rstrip(TRIM)


def _without_directives_and_comments(lines: Lines) -> Lines:
    kept: Lines = []
    inside = False
    for number, line in lines:
        rest = ""
        while line:
            if inside:
                end = line.find("}%%")
                inside = end < 0
                line = "" if inside else line[end + 3 :]
            else:
                start = line.find("%%{")
                rest += line if start < 0 else line[:start]
                inside = start >= 0
                line = line[start:] if inside else ""
        bare = rest.lstrip(TRIM)
        if not (bare.startswith("%%") and len(bare) > 2):
            kept.append((number, rest))
    return kept


def _first_word(lines: Lines) -> str:
    for _n, line in lines:
        words = re.match(r"\w*", line.strip(TRIM), re.ASCII)
        if line.strip(TRIM):
            return words.group() if words else ""
    return ""


def _check_type(lines: Lines, out: Parsed, lenient: bool) -> None:
    number = next((n for n, line in lines if line.strip(TRIM)), 0)
    if not number:
        raise CjmError(Problem("", "mermaid-empty"))
    word = _first_word(lines)
    if word == "journey":
        return
    if word.lower() == "journey" and lenient:
        out.warnings.append(Problem(line_place(number), "mermaid-capitals", {"text": word}, "warning"))
        return
    other = _OTHER_TYPES.get(word.lower())
    if other:
        raise CjmError(Problem(line_place(number), "mermaid-other", {"type": _(other)}))
    raise CjmError(Problem(line_place(number), "mermaid-unknown"))
