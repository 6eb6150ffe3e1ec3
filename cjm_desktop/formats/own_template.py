"""A journey as a template of the user's own: under another name, with what was found out or without."""

from __future__ import annotations

from cjm_desktop.frozen import replace
from cjm_desktop.model.copying import Copies
from cjm_desktop.model.ids import new_id
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import (
    INFO_ID,
    STAMP_ID,
    Asset,
    Card,
    Comment,
    Connection,
    Evidence,
    Phase,
    Record,
    Stamp,
    Touchpoint,
)


def as_template(journey: Journey, name: str, *, with_findings: bool) -> Journey:
    """The journey as a template of that name.

    Without findings it keeps phases, touchpoints, channels, lanes, personas and roads, and loses scores, measures,
    cards, evidence, comments and what was ticked off.
    """
    info = replace(journey.info, title=name)
    if with_findings:
        return Journey([info, Stamp(id=STAMP_ID), *_rest(journey, list(journey.records()))])
    info = replace(info, checks=(), participants=(), process_from=None, process_to=None)
    kept: list[Record] = []
    for record in journey.records():
        if isinstance(record, Card | Evidence | Comment):
            continue
        if isinstance(record, Touchpoint):
            record = _bare(record)
        elif isinstance(record, Connection):
            record = replace(record, share=None, count=None, delay=None)
        elif isinstance(record, Phase):
            record = replace(record, perception=None, trust=None, advocacy=None)
        kept.append(record)
    used = {record.image for record in kept if isinstance(record, Touchpoint)} | {info.logo}
    used |= {getattr(record, "portrait", None) for record in kept}
    kept = [r for r in kept if not isinstance(r, Asset) or r.id in used]
    return Journey([info, Stamp(id=STAMP_ID), *_rest(journey, kept)])


def _rest(journey: Journey, records: list[Record]) -> list[Record]:
    return [r for r in records if r.id not in (journey.info.id, journey.stamp.id)]


def _bare(touchpoint: Touchpoint) -> Touchpoint:
    """The touchpoint with nothing measured, found or felt."""
    return replace(
        touchpoint,
        experience=(),
        effort=None,
        touch_time=None,
        wait_time=None,
        cost=None,
        drop_off=None,
        entry=None,
        evidence=(),
        notes=None,
    )


def started(template: Journey, created: str | None) -> Journey:
    """A new journey from a template of the user's own, made on that day (None: not told); every id is fresh."""
    new = {r.id: r.id if r.id in (INFO_ID, STAMP_ID) else new_id(r.KIND) for r in template.records()}
    copies = Copies(Journey(), new, only_new=True)
    made: list[Record] = [Stamp(id=STAMP_ID, created=created)]
    for record in template.records():
        copy = copies.translated(record)
        if copy is None or isinstance(copy, Stamp):
            continue
        if isinstance(copy, Touchpoint) and copy.lineage is not None:
            copy = replace(copy, lineage=new.get(copy.lineage, copy.lineage))
        made.append(replace(copy, id=new[record.id]))
    return Journey(made)
