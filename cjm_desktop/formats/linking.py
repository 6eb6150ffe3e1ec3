"""Whether records that were read fit together: references, scenarios, shares.

References are looked up kind by kind in sets, for in a sound file, which most are, they are nearly all the work.
Only when one of them leads nowhere is every record asked for its own, to say where.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any

from cjm_desktop.model.fields import Spec, specs
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import Problem
from cjm_desktop.model.records import Card, Connection, Record, RecordId
from cjm_desktop.model.rules import company_problems, reference_problems


def linked(found: dict[RecordId, Record], paths: dict[RecordId, str]) -> list[Problem]:
    """What is wrong between records, at the paths where they stand."""
    shelf = _Shelf(found)
    if not _referring_well(found):
        return [p for id, path in paths.items() for p in reference_problems(shelf, found[id], path)]
    asked = ((path, found[id]) for id, path in paths.items())
    # Cards are most of a journey, and nothing but their references can be wrong with them.
    return [p for path, it in asked if type(it) is not Card for p in company_problems(shelf, it, path)]


class _Shelf(Journey):
    """Records by id that are not known to fit together yet; answers only what the rules ask."""

    def __init__(self, found: dict[RecordId, Record]) -> None:
        self._found = found
        self._leaving: dict[RecordId, list[Connection]] = {}
        for item in found.values():
            if isinstance(item, Connection):
                self._leaving.setdefault(item.source, []).append(item)

    def get(self, id: RecordId | None) -> Record | None:
        return None if id is None else self._found.get(id)

    def __contains__(self, id: object) -> bool:
        return id in self._found

    def connections_of(self, touchpoint: RecordId) -> tuple[Connection, ...]:
        return tuple(self._leaving.get(touchpoint, ()))


def _referring_well(found: dict[RecordId, Record]) -> bool:
    """Whether every reference leads to a record of a kind that it may lead to."""
    of_class: dict[Any, list[Record]] = {}
    ids: dict[str, set[RecordId]] = {}
    for id, record in found.items():
        of_class.setdefault(type(record), []).append(record)
        ids.setdefault(record.KIND, set()).add(id)
    return all(_leading(cls, rows, ids) for cls, rows in of_class.items())


def _leading(cls: Any, rows: Collection[Any], ids: dict[str, set[RecordId]]) -> bool:
    """Whether the references of records (or parts) of one class lead to one of the ids of their kinds."""
    for spec in _referring(cls):
        held: Iterable[Any] = map(attrgetter(spec.name), rows)
        if spec.many:
            held = chain.from_iterable(held)
        if spec.ref is not None:
            targets = set(held)
            targets.discard(None)
            if not targets <= set().union(*(ids.get(kind, ()) for kind in spec.ref.kinds)):
                return False
        elif not _leading(spec.part, [part for part in held if part is not None], ids):
            return False
    return True


@cache
def _referring(cls: Any) -> tuple[Spec, ...]:
    """The fields of a record (or part) that refer, or whose parts do."""
    parts: dict[str, Any] = {s.name: s.part for s in specs(cls) if s.part is not None}
    return tuple(
        s for s in specs(cls) if s.ref is not None or (s.name in parts and _referring(parts[s.name]))
    )
