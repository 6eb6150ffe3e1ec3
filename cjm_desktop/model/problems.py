"""What can be wrong with a file or a journey: a place, a code and its arguments; and the sentence for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Literal

from cjm_desktop.frozen import frozen, made_by
from cjm_desktop.i18n import N_, _, number


@frozen()
class Problem:
    """One thing that is wrong.

    `path` is the place as a person can find it: a JSON path ("touchpoints[3].phase"), "line 12", or "" for the
    whole file. `code` is a key of SENTENCES, `args` fills its placeholders. A note is good to know and nothing wrong.
    """

    path: str
    code: str
    args: dict[str, Any] = made_by(default_factory=dict)
    severity: Literal["error", "warning", "note"] = "error"

    @property
    def sentence(self) -> str:
        """The problem in the user's language, with its place in front."""
        words = {k: _shown(v) for k, v in self.args.items()}
        if self.code == "pattern" and words["name"] in PATTERNS:
            words["name"] = _(PATTERNS[words["name"]])
        text = _(SENTENCES[self.code]).format(**words)
        return f"{_shown(self.path)}: {text}" if self.path else text


def _shown(value: Any) -> Any:
    """An argument as a sentence shows it: as many decimals as it has, and no character that can't be printed."""
    if isinstance(value, float):
        if not abs(value) < 1e15:
            return str(value)
        decimals = f"{value:.4f}".rstrip("0").partition(".")[2]
        return number(value, len(decimals))
    if isinstance(value, str) and not value.isprintable():
        return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in value)
    return value


class CjmError(Exception):
    """Something the user must be told: one or more problems, and never a traceback."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems[0].code if self.problems else "")

    def __str__(self) -> str:
        return "\n".join(p.sentence for p in self.problems)


def refusal(code: str, **args: Any) -> CjmError:
    """The error of a thing that can't be done, without a place."""
    return CjmError(Problem("", code, args))


#: Name of a pattern in `records` → what a person calls it.
PATTERNS: Final = {"colour": N_("colour"), "date": N_("date"), "id": N_("id"), "order": N_("order")}

#: Every sentence the core can say. Modules add their own codes to this table with `SENTENCES.update`.
SENTENCES: Final[dict[str, str]] = {
    # values
    "text-too-long": N_("the text has {length} characters; at most {limit} fit"),
    "text-control": N_("the text holds the control character {code}, which can't be shown or printed"),
    "pattern": N_("“{value}” is not a valid {name}"),
    "choice": N_("“{value}” is not one of: {choices}"),
    "not-finite": N_("the number is not finite"),
    "range": N_("{value} lies outside {low} to {high}"),
    "bytes-too-long": N_("the picture has {length} bytes; at most {limit} fit"),
    # between records
    "dangling": N_("refers to {id}, which does not exist"),
    "wrong-kind": N_("refers to {id}, which is of another kind"),
    "duplicate-id": N_("the id {id} is used twice"),
    "two-scenarios": N_("joins two touchpoints of different scenarios"),
    "shares-over-one": N_("the shares that leave “{name}” add up to {sum}; at most 1 is possible"),
    "persona-twice": N_("gives the experience of the same persona twice"),
    "derived-circle": N_("is derived from itself in a circle"),
    # edits that can't be done
    "last-scenario": N_("A journey keeps at least one scenario."),
    "last-phase": N_("A journey keeps at least one phase."),
    "no-phase": N_("Add a phase first: a touchpoint stands in a phase."),
    "self-connection": N_("A road leads from one touchpoint to another, not back to the same one."),
    "in-use": N_("“{name}” is used by {count} items."),
    "nothing-to-paste": N_("There is nothing on the clipboard that can be pasted here."),
    "unknown-record": N_("That item is no longer in the journey."),
    "not-a-card-lane": N_("Cards can't be put in the lane “{name}”."),
}
