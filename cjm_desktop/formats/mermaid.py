"""mermaid's `journey` diagrams in and out; `mermaid_syntax` reads the notation itself."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from cjm_desktop.formats.foreign import decode, label, line_place
from cjm_desktop.formats.mermaid_syntax import number, parse_leniently
from cjm_desktop.formats.mermaid_text import Parsed, Task
from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import N_, _, in_language
from cjm_desktop.model.ids import keys_between, new_id
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem
from cjm_desktop.model.records import (
    Experience,
    Persona,
    Phase,
    Record,
    RecordId,
    Scenario,
    Touchpoint,
    name_of,
)
from cjm_desktop.model.starter import starting_records

SENTENCES.update(
    {
        "mermaid-no-score": N_("“{name}” has no number between 1 and 5; it gets no emotion."),
        "mermaid-clamped": N_("“{name}” has the score {score}, outside 1 to 5; {kept} was kept."),
        "mermaid-no-tasks": N_("The journey has no tasks."),
        "mermaid-section-again": N_(
            "The section “{name}” comes back; its tasks now stand together in one phase."
        ),
        "mermaid-lost": N_("mermaid has no place for: {what} ({count})"),
        "mermaid-rounded": N_("mermaid knows whole scores only; emotions that were rounded: {count}"),
        "mermaid-unknown-emotion": N_("mermaid needs a score; touchpoints without an emotion got 3: {count}"),
        "mermaid-cut": N_("Names of touchpoints that were too long for a diagram and were cut: {count}"),
        "mermaid-one-score": N_(
            "mermaid has one score for everybody; touchpoints where personas differ: {count}"
        ),
    }
)

_BREAK: Final = re.compile(r"</?br\s*/?>|</ ?br ?/?>", re.IGNORECASE)
#: Words at the start of a name that mermaid's lexer would take for something else.
_TRAP: Final = re.compile(r"(title|section|journey|accTitle|accDescr)\b", re.IGNORECASE | re.ASCII)
_GUARD: Final = "\u200b"
_ESCAPED: Final = re.compile(r"[:#;,<>\ue0f0\ue0f1]|^%|%(?=%)|(?<=%)%|ﬂ(?=°)|¶(?=ß)")
#: A name in the file is at most this long, so that a line with its people stays readable.
_LONGEST: Final = 600
_LINE_BREAKS: Final = re.compile("[\\s\x0b\x0c\x85\u2028\u2029\ufeff]+")


@frozen()
class MermaidImport:
    """The journey of a mermaid text, and warnings about what was repaired or left out."""

    journey: Journey
    problems: tuple[Problem, ...]


def read_mermaid(
    source: str | bytes, *, language: Literal["nl", "en"] = "nl", created: str | None = None
) -> MermaidImport:
    """Read a `journey` diagram, bare or in a ```mermaid block of a Markdown text.

    Sections become phases (one of the same name is the same phase), people personas, a score s the emotion
    s − 3. CjmError with the line when the text is no journey.
    """
    text = decode(source) if isinstance(source, bytes) else source
    parsed = parse_leniently(text)
    problems = list(parsed.warnings)
    tasks = list(_named(parsed, problems))
    if not tasks and not parsed.sections:
        raise CjmError(Problem("", "mermaid-no-tasks"))
    people = list(dict.fromkeys(p for task, _line in tasks for p in task.people))
    sections = list(dict.fromkeys(filter(None, map(_name, parsed.sections))))
    with in_language(language):
        unnamed = _("Phase 1")
    if any(not task.section for task, _line in tasks):
        sections.insert(0, unnamed)
    title = _name(parsed.title)
    records = starting_records(
        language,
        title,
        persona=people[0] if people else None,
        phases=tuple(dict.fromkeys(sections)),
        created=created,
    )
    first = next(r for r in records if isinstance(r, Persona))
    first = replace(first, order="a0")
    keys = keys_between(first.order, None, len(people[1:]))
    personas = [first] + [
        Persona(id=new_id("persona"), order=key, name=name)
        for name, key in zip(people[1:], keys, strict=True)
    ]
    ids = {p.name: p.id for p in personas}
    phases = {r.name: r.id for r in records if isinstance(r, Phase)}
    scenario = next(r for r in records if isinstance(r, Scenario))
    scenario = replace(scenario, personas=tuple(p.id for p in personas))
    kept: list[Record] = [r for r in records if not isinstance(r, Persona | Scenario)]
    kept += [*personas, scenario]
    orders = keys_between(None, None, len(tasks))
    _warn_of_returning_sections(tasks, problems)
    for (task, line), order in zip(tasks, orders, strict=True):
        named = tuple(ids[p] for p in dict.fromkeys(task.people))
        score = _emotion(task, line, problems)
        felt = () if score is None else named or (first.id,)
        kept.append(
            Touchpoint(
                id=new_id("touchpoint"),
                scenario=scenario.id,
                phase=phases[task.section or unnamed],
                order=order,
                title=task.task,
                personas=named,
                experience=tuple(Experience(persona=p, emotional=score) for p in felt),
            )
        )
    return MermaidImport(Journey(kept), tuple(problems))


def _name(text: str) -> str:
    return label(_BREAK.sub(" ", text).replace(_GUARD, ""))


def _named(parsed: Parsed, problems: list[Problem]) -> Iterator[tuple[Task, int]]:
    """The tasks with clean names; a warning where mermaid takes a colon inside a name for the score's."""
    for task, line in zip(parsed.tasks, parsed.lines, strict=True):
        if math.isnan(task.score) and len(task.pieces) > 2 and not math.isnan(number(task.pieces[1])):
            # “Order status: PENDING: 3: Buyer”: mermaid finds no score and a person called “3”, and so do we.
            args = {"text": ":".join([task.task, *task.pieces])[:80], "person": task.pieces[1]}
            problems.append(Problem(line_place(line), "mermaid-colon", args, "warning"))
        clean = [p for p in map(_name, task.people) if p]
        yield Task(_name(task.section), _name(task.task), task.score, clean, task.pieces), line


def _warn_of_returning_sections(tasks: list[tuple[Task, int]], problems: list[Problem]) -> None:
    """One warning for each section that comes back after another one."""
    left: set[str] = set()
    told: set[str] = set()
    now = None
    for task, line in tasks:
        if task.section == now:
            continue
        if now is not None:
            left.add(now)
        now = task.section
        if now in left and now not in told:
            told.add(now)
            problems.append(Problem(line_place(line), "mermaid-section-again", {"name": now}, "warning"))


def _emotion(task: Task, line: int, problems: list[Problem]) -> float | None:
    if math.isnan(task.score):
        problems.append(Problem(line_place(line), "mermaid-no-score", {"name": task.task}, "warning"))
        return None
    kept = min(5.0, max(1.0, task.score))
    if kept != task.score:
        score = task.score if math.isfinite(task.score) else str(task.score)
        args = {"name": task.task, "score": score, "kept": int(kept)}
        problems.append(Problem(line_place(line), "mermaid-clamped", args, "warning"))
    return round(kept - 3.0, 6)


# -- writing -------------------------------------------------------------------------------------


def write_mermaid(journey: Journey, scenario: RecordId) -> tuple[str, list[Problem]]:
    """The scenario as a mermaid `journey`, and warnings of what that notation can't hold."""
    road = journey.road(scenario)
    everybody = journey.personas_of(scenario)
    lines = ["journey"]
    rounded = unknown = different = cut = 0
    with in_language(journey.info.language):
        untitled, remark = _("Untitled"), _("no emotion")
        if title := _escaped(journey.info.title, guard=False):
            lines.append(f"    title {title}")
        for phase in journey.phases:
            steps = [t for t in road if t.phase == phase.id]
            lines.append(f"    section {_escaped(phase.name, untitled, guard=False)}")
            for step in steps:
                felt = [e.persona for e in step.experience]
                who = [p for p in (step.personas or felt or everybody) if journey.of(Persona, p)]
                known_scores = [e.emotional for p in who if (e := step.experience_of(p))]
                scores = [s for s in known_scores if s is not None]
                score = math.floor(scores[0] + 3.5) if scores else 3
                score = min(5, max(1, score))
                rounded += bool(scores) and scores[0] != score - 3
                different += len(set(scores)) > 1
                if not scores:
                    unknown += 1
                    lines.append(f"      %% {remark}")
                names = dict.fromkeys(filter(None, (_escaped(name_of(journey[p])) for p in who)))
                people = f": {', '.join(names)}" if names else ""
                name = _escaped(step.title, untitled)
                cut += len(name) >= _LONGEST - 8
                lines.append(f"      {name}: {score}{people}")
    warnings = [
        Problem("", "mermaid-lost", {"what": w, "count": n}, "warning") for w, n in _lost(journey, road) if n
    ]
    counts = {
        "mermaid-rounded": rounded,
        "mermaid-one-score": different,
        "mermaid-unknown-emotion": unknown,
        "mermaid-cut": cut,
    }
    warnings += [Problem("", code, {"count": n}, "warning") for code, n in counts.items() if n]
    return "\n".join(lines) + "\n", warnings


def _lost(journey: Journey, road: tuple[Touchpoint, ...]) -> Iterable[tuple[str, int]]:
    ids = {t.id for t in road}
    scenarios = {t.scenario for t in road}
    felt = [e for t in road for e in t.experience]
    yield _("side roads"), sum(c.source in ids for c in journey.connections)
    yield _("cards"), sum(c.scenario in scenarios for c in journey.cards)
    yield _("channels"), sum(t.channel is not None for t in road)
    yield _("owners"), sum(t.owner is not None or bool(t.helpers) for t in road)
    yield _("evidence"), sum(bool(t.evidence) for t in road)
    yield (
        _("functional and expected scores"),
        sum(e.functional is not None or e.expected is not None for e in felt),
    )
    yield _("drop-offs"), sum(t.drop_off is not None for t in road)
    yield _("moments of truth"), sum(t.moment_of_truth is not None for t in road)
    yield (
        _("times, effort and cost"),
        sum(any(v is not None for v in (t.touch_time, t.wait_time, t.effort, t.cost)) for t in road),
    )
    yield _("notes"), sum(bool(t.notes or t.context) for t in road)
    yield _("other scenarios"), len(journey.scenarios) - 1


def _escaped(text: str, empty: str = "", guard: bool = True) -> str:
    """A name that mermaid's lexer takes as one piece, on one line of at most 600 characters."""
    name = _LINE_BREAKS.sub(" ", text.replace(_GUARD, "")).strip() or empty
    out = _ESCAPED.sub(lambda m: f"#{ord(m[0])};", name)
    if len(out) > _LONGEST:
        out = re.sub(r"#?\d*$", "", out[: _LONGEST - 1]) + "…"
    return _GUARD + out if guard and _TRAP.match(out) else out
