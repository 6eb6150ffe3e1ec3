"""A change as a value: what some records were and what they become."""

from __future__ import annotations

from collections.abc import Mapping

from cjm_desktop.frozen import frozen, made_by
from cjm_desktop.model.records import Record, RecordId


@frozen()
class Change:
    """Records by id, before and after; None means absent. Both sides name the same ids."""

    before: Mapping[RecordId, Record | None] = made_by(default_factory=dict)
    after: Mapping[RecordId, Record | None] = made_by(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.after)

    def inverted(self) -> Change:
        """The change that takes this one back."""
        return Change(self.after, self.before)

    def then(self, later: Change) -> Change:
        """This change and a later one as one; ids that end as they began are left out.

        Raises ValueError when the later change starts from something else than this one ends with.
        """
        before = dict(self.before)
        after = dict(self.after)
        for id, was in later.before.items():
            if id in after:
                if after[id] != was:
                    raise ValueError(f"changes do not follow each other at {id}")
            else:
                before[id] = was
            after[id] = later.after[id]
        same = [id for id in after if after[id] == before[id]]
        for id in same:
            del before[id], after[id]
        return Change(before, after)


def created(*records: Record) -> Change:
    """The change that adds records."""
    return Change({r.id: None for r in records}, {r.id: r for r in records})


def deleted(*records: Record) -> Change:
    """The change that removes records."""
    return created(*records).inverted()


def replaced(*pairs: tuple[Record, Record]) -> Change:
    """The change from each old record to its new self; pairs that are equal are left out."""
    unequal = [(old, new) for old, new in pairs if old != new]
    return Change({old.id: old for old, _ in unequal}, {new.id: new for _, new in unequal})
