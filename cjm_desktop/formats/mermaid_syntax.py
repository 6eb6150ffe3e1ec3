"""mermaid's `journey` notation, read as mermaid 11.17 reads it (its lexer's rules, in its order).

The scanner walks through the text once with patterns that can't run away. Where mermaid would stop with an
error, `parse` does too; `parse_leniently` repairs the line, says so, and goes on.
"""

from __future__ import annotations

import html
import math
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final, NamedTuple

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
        "mermaid-line": N_("“{text}” can't be read; a task is written as “name: 5: who”."),
        "mermaid-repaired": N_("mermaid itself can't read “{text}”; it was read as “{name}”."),
        "mermaid-capitals": N_(
            "“{text}” should be “journey” in small letters; mermaid itself can't read it."
        ),
        "mermaid-more-blocks": N_("There are {count} journeys in the text; the first was read."),
        "mermaid-score-moved": N_(
            "“{text}” has a colon too many; it was read as “{name}” with score {score}."
        ),
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
_SPACES: Final = "\t\n\x0b\x0c\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_TRIM: Final = "\t\n\x0b\x0c\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_FLAGS: Final = re.IGNORECASE | re.ASCII
#: mermaid's rules in its order; the first that matches wins.
_RULES: Final = tuple(
    (kind, re.compile(pattern.replace("WS", _SPACES), _FLAGS))
    for kind, pattern in (
        ("comment", r"%(?!\{)[^\n]*"),
        ("comment", r"[^}\U00010000-\U0010ffff]%%[^\n]*"),
        ("newline", r"\n+"),
        ("space", r"[WS]+"),
        ("comment", r"#[^\n]*"),
        ("journey", r"journey\b"),
        ("title", r"title[WS][^#\n;]+"),
        ("accTitle", r"accTitle[WS]*:[WS]*"),
        ("accDescr", r"accDescr[WS]*:[WS]*"),
        ("accDescrLines", r"accDescr[WS]*\{[WS]*"),
        ("section", r"section[WS][^#:\n;]+"),
        ("taskName", r"[^#:\n;]+"),
        ("taskData", r":[^#\n;]+"),
    )
)
_INDENT: Final = re.compile(f"\n[{_SPACES}]+")
_ENTITY: Final = re.compile(r"#(\w+);", re.ASCII)
#: Entities travel through the lexer as private characters, as in mermaid (which uses others).
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_HIDDEN: Final = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_TAG: Final = re.compile(r"<(\w+)([^>]*)>", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?(?:Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)", re.ASCII)
_WHOLE: Final = re.compile(r"0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)", re.ASCII)


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


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def parse(text: str) -> Parsed:
    """What mermaid itself makes of the text; CjmError with the line where mermaid stops."""
    return _parse(text, lenient=False)


def parse_leniently(text: str) -> Parsed:
    """As `parse`, but lines that mermaid refuses are repaired with a warning each."""
    return _parse(text, lenient=True)


def _parse(text: str, lenient: bool) -> Parsed:
    out = Parsed()
    lines = _numbered(text)
    lines = _journey_block(lines, out)
    lines = _without_front_matter(lines, out)
    lines = _without_directives_and_comments(lines)
    _check_type(lines, out, lenient)
    _read_document(lines, out, lenient)
    return out


# -- before the lexer ----------------------------------------------------------------------------

_Lines = list[tuple[int, str]]


def _numbered(text: str) -> _Lines:
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    lines = list(enumerate(text.split("\n"), 1))
    if len(lines) > MAX_LINES + 1:
        raise CjmError(Problem("", "mermaid-too-long", {"count": len(lines), "limit": MAX_LINES}))
    for number, line in lines:
        if len(line) > MAX_LINE:
            args = {"count": len(line), "limit": MAX_LINE}
            raise CjmError(Problem(line_place(number), "mermaid-line-too-long", args))
    if not text.strip(_TRIM):
        raise CjmError(Problem("", "mermaid-empty"))
    return lines


def _journey_block(lines: _Lines, out: Parsed) -> _Lines:
    """The text itself, or the first journey in a ```mermaid block of a Markdown text."""
    blocks: list[_Lines] = []
    block: _Lines | None = None
    fence = ""
    for number, line in lines:
        bare = line.strip(_TRIM)
        if block is None:
            mark = bare[:3]
            if mark in ("```", "~~~"):
                fence = mark
                block = []
                if bare.lstrip("`~").strip(_TRIM + "{}").lower().startswith("mermaid"):
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


def _bare(lines: _Lines) -> _Lines:
    try:
        return _without_directives_and_comments(_without_front_matter(lines, Parsed()))
    except CjmError:
        return []


def _without_front_matter(lines: _Lines, out: Parsed) -> _Lines:
    first = next((i for i, (_n, line) in enumerate(lines) if line.strip(_TRIM)), len(lines))
    if first == len(lines) or lines[first][1].strip(_TRIM) != "---":
        return lines
    indent = lines[first][1][: lines[first][1].index("-")]
    for end in range(first + 1, len(lines)):
        line = lines[end][1]
        if line.startswith(indent) and line[len(indent) :].rstrip(_TRIM) == "---":
            for _n, inner in lines[first + 1 : end]:
                inner = inner.removeprefix(indent)
                if inner.startswith("title:"):
                    out.title = _yaml_text(inner[6:].strip(_TRIM))
            return lines[end + 1 :]
    raise CjmError(Problem(line_place(lines[first][0]), "mermaid-front-matter"))


def _yaml_text(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return value.split(" #")[0].rstrip(_TRIM)


def _without_directives_and_comments(lines: _Lines) -> _Lines:
    kept: _Lines = []
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
        bare = rest.lstrip(_TRIM)
        if not (bare.startswith("%%") and len(bare) > 2):
            kept.append((number, rest))
    return kept


def _first_word(lines: _Lines) -> str:
    for _n, line in lines:
        words = re.match(r"\w*", line.strip(_TRIM), re.ASCII)
        if line.strip(_TRIM):
            return words.group() if words else ""
    return ""


def _check_type(lines: _Lines, out: Parsed, lenient: bool) -> None:
    number = next((n for n, line in lines if line.strip(_TRIM)), 0)
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


# -- the lexer and the grammar -------------------------------------------------------------------


def _read_document(lines: _Lines, out: Parsed, lenient: bool) -> None:
    body = "\n".join(line for _n, line in lines)
    # mermaid turns the quotes of HTML attributes; text after the last ">" holds no whole tag.
    last = body.rfind(">") + 1
    body = _TAG.sub(lambda m: f"<{m[1]}{_single_quoted(m[2])}>", body[:last]) + body[last:]
    text = _ENTITY.sub(lambda m: _OPEN + m[1] + _CLOSE, body) + "\n"
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)

    def line_of(position: int) -> int:
        return lines[min(bisect_right(starts, position) - 1, len(lines) - 1)][0]

    position = 0
    begun = False
    section = ""
    while position < len(text):
        token = _token(text, position)
        if token.kind in ("comment", "newline", "space"):
            position = token.end
        elif not begun:
            if token.kind != "journey":
                raise CjmError(Problem(line_place(line_of(position)), "mermaid-unknown"))
            begun, position = True, token.end
        elif token.kind == "title":
            out.title = _visible(token.text[6:])
            position = token.end
        elif token.kind in ("accTitle", "accDescr"):
            position = _line_end(text, token.end)
            value = _visible(text[token.end : position]).strip(_TRIM)
            if token.kind == "accTitle":
                out.acc_title = value
            else:
                out.acc_descr = value
        elif token.kind == "accDescrLines" and (close := text.find("}", token.end)) >= 0:
            value = _visible(text[token.end : close]).strip(_TRIM)
            out.acc_descr = _INDENT.sub("\n", value)
            position = close + 1
        else:
            whole, position = _statement(text, token)
            if whole is not None and token.kind == "section":
                section = _visible(token.text[8:])
                out.sections.append(section)
            elif whole is not None:
                out.tasks.append(_task(section, token.text, whole.text))
                out.lines.append(line_of(token.start))
            else:
                number = line_of(token.start)
                start = text.rfind("\n", 0, token.start) + 1
                if text[start : token.start].strip(_TRIM).lower() == "journey":
                    start = token.start
                position = _line_end(text, max(token.start, start))
                raw = _visible(text[start:position]).strip(_TRIM)
                if not lenient:
                    raise CjmError(Problem(line_place(number), "mermaid-line", {"text": raw[:80]}))
                # Half of the line may have been taken for a task already (A: 5: Me; B: 3: Me).
                while out.lines and out.lines[-1] == number and start != token.start:
                    out.lines.pop()
                    out.tasks.pop()
                section = _repair(raw, section, number, out)
    if not begun:
        raise CjmError(Problem(line_place(lines[0][0]), "mermaid-unknown"))


def _token(text: str, position: int) -> _Token:
    for kind, pattern in _RULES:
        match = pattern.match(text, position)
        if match:
            return _Token(kind, match.group(), position, match.end())
    return _Token("invalid", text[position], position, position + 1)


def _statement(text: str, token: _Token) -> tuple[_Token | None, int]:
    """The data that follows a task's name (or the section itself) and where it ends; None = not readable."""
    position = token.end
    while position < len(text):
        following = _token(text, position)
        if following.kind not in ("comment", "space"):
            break
        position = following.end
    else:
        following = _Token("newline", "", position, position)
    if token.kind == "section":
        # A colon, # or ; in the name of a section is what mermaid stumbles over.
        return (None if following.kind in ("taskData", "invalid") else token), token.end
    if token.kind == "taskName" and following.kind == "taskData":
        return following, following.end
    return None, position


def _task(section: str, name: str, data: str) -> Task:
    pieces = data[1:].split(":")
    people = pieces[1].split(",") if len(pieces) > 1 else []
    return Task(
        section,
        _visible(name),
        number(_visible(pieces[0])),
        [_visible(p.strip(_TRIM)) for p in people],
        tuple(_visible(p.strip(_TRIM)) for p in pieces),
    )


def _repair(raw: str, section: str, line: int, out: Parsed) -> str:
    """Read a line that mermaid refuses as a person would; returns the section that holds from there."""
    place = line_place(line)
    raw = html.unescape(raw)
    if re.match(r"section\b", raw, _FLAGS):
        name = raw[7:].strip(_TRIM)
        if name:
            out.sections.append(name)
        out.warnings.append(
            Problem(place, "mermaid-repaired", {"text": raw[:80], "name": name[:80]}, "warning")
        )
        return name or section
    parts = [p for p in raw.split(";") if p.strip(_TRIM)]
    if not (len(parts) > 1 and all(":" in p for p in parts)):
        parts = [raw]
    names = []
    for part in parts:
        name, *pieces = (p.strip(_TRIM) for p in part.split(":"))
        if not name:
            continue
        score = number(pieces[0]) if pieces and pieces[0] else math.nan
        people = pieces[1].split(",") if len(pieces) > 1 else []
        out.tasks.append(Task(section, name, score, [p.strip(_TRIM) for p in people]))
        out.lines.append(line)
        names.append(name)
    code = "mermaid-repaired" if names else "mermaid-line"
    args = {"text": raw[:80], "name": "; ".join(names)[:80]}
    out.warnings.append(Problem(place, code, args, "warning"))
    return section


def number(text: str) -> float:
    """JavaScript's Number(): "" is 0, "1e1" 10, "0x5" 5, anything else NaN."""
    text = text.strip(_TRIM)
    if not text:
        return 0.0
    if _WHOLE.fullmatch(text):
        return float(min(int(text, 0), 10**300))
    if not _NUMBER.fullmatch(text):
        return math.nan
    return float(text)


def _single_quoted(attributes: str) -> str:
    return re.sub(r'="([^"]*)"', r"='\1'", attributes)


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _visible(text: str) -> str:
    """The text with mermaid's entities (#58; #quot;) as the characters they stand for."""
    return _HIDDEN.sub(_entity, text)


def _entity(match: re.Match[str]) -> str:
    name = match[1]
    digits = name.removeprefix("+")
    if digits.isdigit() and len(digits) < 8:
        return html.unescape(f"&#{digits};")
    found = html.unescape(f"&{name};")
    return f"#{name};" if found.startswith("&") and found.endswith(";") and len(found) > 1 else found
