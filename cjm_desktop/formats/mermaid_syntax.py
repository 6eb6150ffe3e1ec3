"""mermaid's `journey` notation, read as mermaid 11.17 reads it (its lexer's rules, in its order).

The scanner walks through the text once with patterns that can't run away. Where mermaid would stop with an
error, `parse` does too; `parse_leniently` repairs the line, says so, and goes on.
"""

from __future__ import annotations

import html
import math
import re
from bisect import bisect_right
from typing import Final, NamedTuple

from cjm_desktop.formats.foreign import line_place
from cjm_desktop.formats.mermaid_text import SPACES, TRIM, Lines, Parsed, Task, prepared
from cjm_desktop.i18n import N_
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem

SENTENCES.update(
    {
        "mermaid-line": N_("“{text}” can't be read; a task is written as “name: 5: who”."),
        "mermaid-repaired": N_("mermaid itself can't read “{text}”; it was read as “{name}”."),
        "mermaid-colon": N_(
            "“{text}” has a colon too many: mermaid reads “{person}” as a person. Write #58; for a colon in a name."
        ),
    }
)

_FLAGS: Final = re.IGNORECASE | re.ASCII
#: mermaid's rules in its order; the first that matches wins.
_RULES: Final = tuple(
    (kind, re.compile(pattern.replace("WS", SPACES), _FLAGS))
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
_INDENT: Final = re.compile(f"\n[{SPACES}]+")
_ENTITY: Final = re.compile(r"#(\w+);", re.ASCII)
#: Entities travel through the lexer as private characters, as in mermaid (which uses others).
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_HIDDEN: Final = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_TAG: Final = re.compile(r"<(\w+)([^>]*)>", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?(?:Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)", re.ASCII)
_WHOLE: Final = re.compile(r"0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)", re.ASCII)


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
    _read_document(prepared(text, out, lenient), out, lenient)
    return out


def _read_document(lines: Lines, out: Parsed, lenient: bool) -> None:
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
            value = _visible(text[token.end : position]).strip(TRIM)
            if token.kind == "accTitle":
                out.acc_title = value
            else:
                out.acc_descr = value
        elif token.kind == "accDescrLines" and (close := text.find("}", token.end)) >= 0:
            value = _visible(text[token.end : close]).strip(TRIM)
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
                if text[start : token.start].strip(TRIM).lower() == "journey":
                    start = token.start
                position = _line_end(text, max(token.start, start))
                raw = _visible(text[start:position]).strip(TRIM)
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
        [_visible(p.strip(TRIM)) for p in people],
        tuple(_visible(p.strip(TRIM)) for p in pieces),
    )


def _repair(raw: str, section: str, line: int, out: Parsed) -> str:
    """Read a line that mermaid refuses as a person would; returns the section that holds from there."""
    place = line_place(line)
    raw = html.unescape(raw)
    if re.match(r"section\b", raw, _FLAGS):
        name = raw[7:].strip(TRIM)
        if name:
            out.sections.append(name)
        out.warnings.append(
            Problem(place, "mermaid-repaired", {"text": raw[:80], "name": name[:80]}, "warning")
        )
        return name or section
    parts = [p for p in raw.split(";") if p.strip(TRIM)]
    if not (len(parts) > 1 and all(":" in p for p in parts)):
        parts = [raw]
    names = []
    for part in parts:
        name, *pieces = (p.strip(TRIM) for p in part.split(":"))
        if not name:
            continue
        score = number(pieces[0]) if pieces and pieces[0] else math.nan
        people = pieces[1].split(",") if len(pieces) > 1 else []
        out.tasks.append(Task(section, name, score, [p.strip(TRIM) for p in people]))
        out.lines.append(line)
        names.append(name)
    code = "mermaid-repaired" if names else "mermaid-line"
    args = {"text": raw[:80], "name": "; ".join(names)[:80]}
    out.warnings.append(Problem(place, code, args, "warning"))
    return section


def number(text: str) -> float:
    """JavaScript's Number(): "" is 0, "1e1" 10, "0x5" 5, anything else NaN."""
    text = text.strip(TRIM)
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
