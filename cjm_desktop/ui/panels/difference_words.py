"""What differs between two scenarios in words, for the list beside the map, the clipboard and the command line.

Nothing of Qt is needed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from cjm_desktop.analysis import emotion_scale
from cjm_desktop.analysis.measures import Measure
from cjm_desktop.analysis.scenario_difference import Changed, Difference, Pair
from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import N_, _, number
from cjm_desktop.model.fields import spec, specs
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.parts import DropOff, Experience
from cjm_desktop.model.records import Card, Connection, Lane, Phase, Record, Touchpoint, name_of
from cjm_desktop.ui.panels.choice_words import choice_words
from cjm_desktop.ui.panels.field_words import FORMS

#: Longer values are shortened to so many characters.
_LONGEST: Final = 80
#: Shares are shown in percent.
_SHARES: Final = frozenset(("share", "frequency", "entry"))
_MEASURES: Final = {
    "mean-emotion": N_("Mean emotion"),
    "peak-end": N_("Peak and end"),
    "channel-switches": N_("Switches of channel"),
    "effort": N_("Mean effort"),
    "touch-time": N_("Contact time (minutes)"),
    "wait-time": N_("Waiting time (minutes)"),
    "reach-end": N_("Reach the end (%)"),
}
_FELT: Final = {
    "emotional": N_("Emotion"),
    "functional": N_("Functional experience"),
    "expected": N_("Expectation"),
    "word": N_("Word for the feeling"),
}
GROUPS: Final = {
    "measures": N_("Measures"),
    "added": N_("New"),
    "removed": N_("Dropped"),
    "moved": N_("Moved"),
    "changed": N_("Changed"),
    "roads": N_("Side roads"),
    "cards": N_("Cards"),
    "scenario": N_("The scenario itself"),
}


@frozen()
class Told:
    """One difference: its group (a key of GROUPS), words, what is said of it, and the records to go to.

    `sign` is "added", "removed", "moved" or "changed" ("" for measures).
    """

    group: str
    words: str
    more: str
    ids: tuple[str, ...] = ()
    sign: str = ""


def told(found: Difference, journey: Journey, other: Journey | None = None) -> list[Told]:
    """Every difference in words, in the current language; `other` is the journey of the newer scenario."""
    return list(_Telling(journey, other or journey).all(found))


def sentence(one: Told) -> str:
    """A difference on one line: "Changed: Pay (Channel: Web → Shop)"."""
    words = {"group": _(GROUPS[one.group]), "words": one.words, "more": one.more}
    return (_("{group}: {words} ({more})") if one.more else _("{group}: {words}")).format(**words)


def headline(found: Difference) -> str:
    """Which scenario becomes which."""
    return _("{old} → {new}").format(old=_short(found.old.name), new=_short(found.new.name))


def same_words(found: Difference) -> str:
    """How much stayed the same."""
    same, total = found.same
    return _("{same} of {total} touchpoints are the same").format(same=same, total=total)


class _Telling:
    def __init__(self, old: Journey, new: Journey) -> None:
        self.old, self.new = old, new
        self.scale = new.info.emotion_scale

    def all(self, found: Difference) -> Iterator[Told]:
        for measure in found.measures:
            if measure.name in ("mean-emotion", "peak-end"):
                measure = replace(measure, old=self._shown(measure.old), new=self._shown(measure.new))
            yield Told("measures", _(_MEASURES[measure.name]), _figures(measure))
        for t in found.added:
            yield Told("added", _title(t), self._phase(self.new, t), (t.id,), "added")
        for t in found.removed:
            yield Told("removed", _title(t), self._phase(self.old, t), (t.id,), "removed")
        for pair in found.rephased:
            ends = {"old": self._phase(self.old, pair.old), "new": self._phase(self.new, pair.new)}
            yield Told("moved", _title(pair.new), _("{old} → {new}").format(**ends), _ids(pair), "moved")
        for pair in found.reordered:
            yield Told("moved", _title(pair.new), _("elsewhere in the order"), _ids(pair), "moved")
        for pair in found.changed:
            yield Told("changed", _title(pair.new), self._fields(pair), _ids(pair), "changed")
        for pair in found.roads:
            yield self._pair("roads", self._way(pair), pair)
        for pair in found.cards:
            yield self._pair("cards", _short(pair.record.text) or _("Untitled"), pair)
        for field in found.scenario:
            yield Told("scenario", _label("scenario", field.field), _values("scenario", field), (), "changed")

    def _shown(self, score: Any) -> Any:
        """A score on the scale of the journey; words for a feeling stay as they are."""
        return emotion_scale.shown(score, self.scale) if isinstance(score, float | int) else score

    def _pair(self, group: str, words: str, pair: Pair) -> Told:
        sign = "added" if pair.old is None else "removed" if pair.new is None else "changed"
        parts = [self._place(pair)] if group == "cards" else []
        parts.append(self._fields(pair) if sign == "changed" else _(GROUPS[sign]).lower())
        return Told(group, words, " · ".join(p for p in parts if p), _ids(pair), sign)

    def _journey(self, pair: Pair) -> Journey:
        return self.old if pair.new is None else self.new

    def _way(self, pair: Pair) -> str:
        way: Connection = pair.record
        ends = [self._journey(pair).of(Touchpoint, id) for id in (way.source, way.target)]
        return " → ".join(_title(end) if end else "…" for end in ends)

    def _place(self, pair: Pair) -> str:
        card: Card = pair.record
        journey = self._journey(pair)
        lane, anchor = journey.of(Lane, card.lane), journey.get(card.anchor)
        return ", ".join(_short(name_of(r)) for r in (lane, anchor) if r is not None and name_of(r))

    def _phase(self, journey: Journey, touchpoint: Touchpoint) -> str:
        phase = journey.of(Phase, touchpoint.phase)
        return _short(phase.name) if phase else ""

    def _fields(self, pair: Pair) -> str:
        kind = pair.record.KIND
        out = []
        for field in pair.fields:
            name = _label(kind, field.field)
            if field.field.startswith("experience."):
                field = replace(field, old=self._shown(field.old), new=self._shown(field.new))
            if field.persona:
                name = _("{field} of {persona}").format(field=name, persona=_first_name(field.persona))
            out.append(_("{field}: {values}").format(field=name, values=_values(kind, field)))
        return "; ".join(out)


def _ids(pair: Pair) -> tuple[str, ...]:
    return (pair.record.id,)


def _title(touchpoint: Touchpoint) -> str:
    return _short(touchpoint.title) or _("Untitled")


@cache
def _labels(kind: str) -> dict[str, str]:
    return {name: words for _title, rows in FORMS.get(kind, ()) for name, words in rows}


def _label(kind: str, field: str) -> str:
    """What the properties call a field, without what stands in brackets behind it."""
    if field.startswith("experience."):
        return _(_FELT[field.split(".")[1]])
    words = _labels(kind).get(field)
    return _(words).partition(" (")[0] if words else field


def _values(kind: str, field: Changed) -> str:
    old, new = (_value(kind, field.field, value) for value in (field.old, field.new))
    return _("{old} → {new}").format(old=old, new=new)


def _value(kind: str, field: str, value: Any) -> str:
    if value is None or value == () or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, DropOff):
        share = f"{number(round(value.share * 100, 1), 1 if value.share * 1000 % 10 else 0)}%"
        return f"{share} ({_short(value.reason)})" if value.reason else share
    if isinstance(value, int | float):
        return f"{_number(value * 100)}%" if field in _SHARES else _number(value)
    if isinstance(value, tuple):
        return _short(", ".join(_value(kind, field, item) for item in value))
    if isinstance(value, str) and _is_choice(kind, field):
        return _(choice_words(kind, field, value))
    return _short(str(value))


@cache
def _is_choice(kind: str, field: str) -> bool:
    for cls in (*Record.__subclasses__(), Experience):
        if getattr(cls, "KIND", "") == kind and any(s.name == field for s in specs(cls)):
            return spec(cls, field).shape == "choice"
    return False


def _number(value: float) -> str:
    rounded = round(value, 2)
    return number(rounded, len(f"{rounded:.2f}".rstrip("0").partition(".")[2]))


def _figures(measure: Measure) -> str:
    """ "−0,3 → 0,6 (+0,9)"."""
    times = 100 if measure.name == "reach-end" else 1
    old, new = ("–" if value is None else _number(value * times) for value in (measure.old, measure.new))
    words = _("{old} → {new}").format(old=old, new=new)
    if measure.delta is None or round(measure.delta * times, 2) == 0:
        return words
    delta = _number(measure.delta * times)
    return f"{words} ({delta if measure.delta < 0 else '+' + delta})"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def _first_name(persona: str) -> str:
    """A persona's name up to the first comma or dot between words, as the curve has it."""
    return _short(persona.split(" · ")[0].split(",")[0])
