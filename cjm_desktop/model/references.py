"""What a record refers to: the ids in its fields and in those of its parts."""

from __future__ import annotations

from collections.abc import Iterator

from cjm_desktop.model.fields import specs
from cjm_desktop.model.records import Record, RecordId


def references(record: Record) -> Iterator[tuple[str, RecordId]]:
    """Every (field, id) that a record refers to; of a part, the field is "experience.persona" and so on."""
    for spec in specs(type(record)):
        value = getattr(record, spec.name)
        if value is None or value == ():
            continue
        if spec.shape == "ref":
            for id in value if spec.many else (value,):
                yield spec.name, id
        elif spec.shape == "part":
            assert spec.part is not None
            for part in value if spec.many else (value,):
                for inner in specs(spec.part):
                    if inner.shape == "ref":
                        held = getattr(part, inner.name)
                        for id in held if inner.many else (held,):
                            if id:
                                yield f"{spec.name}.{inner.name}", id
