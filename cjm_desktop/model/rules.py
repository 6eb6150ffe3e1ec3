"""The rules every journey keeps: references, ranges, shares. They hold for a file and after every edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, Final, TypeAlias

from cjm_desktop.i18n import N_
from cjm_desktop.model.fields import Spec, faults, specs
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, Problem
from cjm_desktop.model.records import LISTS, Connection, Record, Scenario, Touchpoint, name_of

#: A joined scenario is made of at most so many.
MOST_JOINED: Final = 8

SENTENCES.update(
    {
        "joined-touchpoint": N_(
            "“{name}” joins other scenarios and has no touchpoints of its own; they stand in its parts"
        ),
        "joins-too-many": N_("at most {limit} scenarios can be joined"),
        "joined-twice": N_("joins the same scenario twice"),
        "joined-self": N_("joins itself"),
        "joined-joined": N_("joins “{name}”, which is joined of others itself; join its parts instead"),
    }
)


def check(journey: Journey) -> list[Problem]:
    """All problems of a journey, in file order, with JSON paths as the writer would number them."""
    out = list(record_problems(journey.info, "info"))
    for key, cls in LISTS.items():
        for i, record in enumerate(_in_order(journey, cls)):
            path = f"{key}[{i}]"
            out += record_problems(record, path)
            out += reference_problems(journey, record, path)
    out += reference_problems(journey, journey.info, "info")
    return out


def _in_order(journey: Journey, cls: type[Record]) -> tuple[Any, ...]:
    return tuple(r for r in journey.records() if type(r) is cls)


def record_problems(record: Any, path: str) -> Iterator[Problem]:
    """What is wrong with the values of one record (or part), seen alone."""
    for spec in specs(type(record)):
        value = getattr(record, spec.name)
        if value is None or (spec.many and not value):
            continue
        for i, item in enumerate(value if spec.many else (value,)):
            place = _place(path, spec, i, item)
            if spec.shape == "part":
                yield from record_problems(item, place)
            else:
                for code, args in faults(spec, item):
                    yield Problem(place, code, args)


def reference_problems(journey: Journey, record: Record, path: str) -> Iterator[Problem]:
    """What is wrong between one record and the others."""
    yield from _references(journey, record, path)
    yield from company_problems(journey, record, path)


def company_problems(journey: Journey, record: Record, path: str) -> Iterator[Problem]:
    """What is wrong between one record and the others beside references that lead nowhere or to another kind."""
    if isinstance(record, Connection):
        source, target = (journey.of(Touchpoint, end) for end in (record.source, record.target))
        if source and target and source.scenario != target.scenario:
            yield Problem(path, "two-scenarios")
    elif isinstance(record, Touchpoint):
        felt = record.experience
        if len(felt) > 1 and len({e.persona for e in felt}) < len(felt):
            yield Problem(f"{path}.experience", "persona-twice")
        total = record.drop_off.share if record.drop_off else 0.0
        if joined := journey.connections_of(record.id):
            total += sum(c.share or 0.0 for c in joined if c.source == record.id)
        if total > 1.0 + 1e-9:
            args = {"name": name_of(record), "sum": float(round(total, 4))}
            yield Problem(path, "shares-over-one", args)
        scenario = journey.get(record.scenario)
        # A scenario that joins what it can't says so itself; its touchpoints need not say it all over again.
        if (
            isinstance(scenario, Scenario)
            and scenario.joins
            and not any(_join_problems(journey, scenario, ""))
        ):
            yield Problem(f"{path}.scenario", "joined-touchpoint", {"name": scenario.name})
    elif isinstance(record, Scenario):
        if record.joins:
            yield from _join_problems(journey, record, f"{path}.joins")
        seen = {record.id}
        up = record.derived_from
        while up is not None and up in journey:
            if up in seen:
                yield Problem(f"{path}.derived_from", "derived-circle")
                break
            seen.add(up)
            up = getattr(journey[up], "derived_from", None)


def _join_problems(journey: Journey, record: Scenario, path: str) -> Iterator[Problem]:
    """What is wrong with the parts of a joined scenario.

    Parts have a road of their own, so that no scenario can be a part of itself, however many lie between.
    """
    if len(record.joins) > MOST_JOINED:
        yield Problem(path, "joins-too-many", {"limit": MOST_JOINED})
    if len(set(record.joins)) < len(record.joins):
        yield Problem(path, "joined-twice")
    for id in dict.fromkeys(record.joins):
        part = journey.get(id)
        if id == record.id:
            yield Problem(path, "joined-self")
        elif isinstance(part, Scenario) and part.joins:
            yield Problem(path, "joined-joined", {"name": part.name})


def _references(journey: Journey, record: Any, path: str) -> Iterator[Problem]:
    rows, values = _reference_rows(type(record))
    for spec, value in zip(rows, values(record), strict=True):
        if not value:
            continue
        for i, item in enumerate(value if spec.many else (value,)):
            if spec.ref is not None:
                target = journey.get(item)
                if target is None:
                    yield Problem(_place(path, spec, i, item), "dangling", {"id": item})
                elif target.KIND not in spec.ref.kinds:
                    yield Problem(_place(path, spec, i, item), "wrong-kind", {"id": item})
            else:
                yield from _references(journey, item, _place(path, spec, i, item))


def _place(path: str, spec: Spec, index: int, item: Any) -> str:
    if spec.keyed_by:
        return f"{path}.{spec.name}.{getattr(item, spec.keyed_by)}"
    return f"{path}.{spec.name}" + (f"[{index}]" if spec.many else "")


def _reference_rows(cls: type[Any]) -> _Rows:
    """The fields of a record that refer, or whose parts do, and what reads them all at once.

    They are few of many, and asked of every record of a file.
    """
    found = _REFERENCE_ROWS.get(cls)
    if found is None:
        rows = tuple(s for s in specs(cls) if s.shape == "ref" or (s.part and _reference_rows(s.part)[0]))
        names = [s.name for s in rows]
        get: Any = attrgetter(*names) if names else None
        if len(names) > 1:
            found = (rows, get)
        else:
            found = (rows, (lambda record: (get(record),)) if names else (lambda record: ()))
        _REFERENCE_ROWS[cls] = found
    return found


_Rows: TypeAlias = tuple[tuple[Spec, ...], Callable[[Any], tuple[Any, ...]]]
_REFERENCE_ROWS: Final[dict[type[Any], _Rows]] = {}
