"""Hypothesis strategies for journeys, records and edits: small, sound, and with every field of every record."""

from __future__ import annotations

import hashlib
import json
import struct
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import Any

from hypothesis import strategies as st

from cjm_desktop.model import copying, edits, scenarios
from cjm_desktop.model.change import Change
from cjm_desktop.model.fields import ID_PATTERN, Spec, specs
from cjm_desktop.model.ids import PREFIXES, keys_between, new_id
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import (
    CARD_LANES,
    INFO_ID,
    LISTS,
    STAMP_ID,
    Asset,
    Card,
    Channel,
    Comment,
    Connection,
    Evidence,
    Info,
    Lane,
    Owner,
    Persona,
    Phase,
    Scenario,
    Stamp,
    Touchpoint,
)

Pools = dict[str, list[str]]

# -- values --------------------------------------------------------------------------------------

_letters = st.characters(exclude_categories=("Cs", "Cc"))


def texts(limit: int = 12, lines: bool = False) -> st.SearchStrategy[str]:
    """Texts as a record may hold them, in NFC."""
    alphabet = st.one_of(_letters, st.sampled_from("\n\t")) if lines else _letters
    plain = st.one_of(
        st.sampled_from(["", "Bestelling", "Café ☕", "«x»", "a/b", "–"]), st.text(alphabet, max_size=limit)
    )
    return plain.map(lambda t: unicodedata.normalize("NFC", t))


_json = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**15), 10**15),
        st.floats(allow_nan=False, allow_infinity=False),
        texts(),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(texts(4), inner, max_size=2)),
    max_leaves=4,
)


def extras(prefix: str = "zz_") -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    """Fields of a newer version, as they are kept."""
    pairs = st.dictionaries(texts(6).map(lambda t: prefix + t), _json, max_size=2)
    return pairs.map(lambda d: tuple((k, json.dumps(v, ensure_ascii=False)) for k, v in d.items()))


def png(width: int, height: int) -> bytes:
    """A real PNG picture, grey."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def picture(id: str, width: int = 3, height: int = 2) -> Asset:
    """An asset that holds a real picture."""
    data = png(width, height)
    digest = hashlib.sha256(data).hexdigest()
    return Asset(id=id, media_type="image/png", data=data, width=width, height=height, sha256=digest)


def _one(spec: Spec, ids: tuple[str, ...]) -> st.SearchStrategy[Any] | None:
    if spec.shape == "text":
        assert spec.text is not None
        return texts(lines=spec.text.lines)
    if spec.shape == "choice":
        return st.sampled_from(spec.choices)
    if spec.shape == "flag":
        return st.booleans()
    if spec.shape in ("number", "integer"):
        assert spec.range is not None
        low, high = spec.range.low, spec.range.high
        if spec.shape == "integer":
            return st.integers(int(low), int(high))
        return st.one_of(st.floats(low, high), st.sampled_from([low, high, (low + high) / 2]))
    if spec.shape == "pattern":
        assert spec.pattern is not None
        return {
            "date": st.sampled_from(["2026-11-22", "2026-11-22T09:30", "2026-11-22T09:30:15Z"]),
            "colour": st.sampled_from(["#1F6FEB", "#000000", "#ffffff"]),
            "order": st.sampled_from(["a0", "a1", "a2", "a0V", "Zz", "b00"]),
            "id": st.from_regex(ID_PATTERN, fullmatch=True),
        }[spec.pattern.name]
    if spec.shape == "ref":
        return st.sampled_from(ids) if ids else None
    if spec.shape == "part":
        assert spec.part is not None
        if any(i.ref and i.required for i in specs(spec.part)) and not ids:
            return None
        kinds = {kind for i in specs(spec.part) if i.ref for kind in i.ref.kinds}
        return parts(spec.part, {k: [i for i in ids if i.startswith(f"{PREFIXES[k]}_")] for k in kinds})
    return None


@cache
def _field(cls: type[Any], name: str, ids: tuple[str, ...]) -> st.SearchStrategy[Any] | None:
    """The values of one field; `ids` are what it may refer to. Made once: making strategies takes the time."""
    if name == "extra":
        return extras()
    spec = next(s for s in specs(cls) if s.name == name)
    one = _one(spec, ids)
    if one is None:
        return None
    if spec.keyed_by is not None:
        return st.lists(one, max_size=2, unique_by=attrgetter(spec.keyed_by)).map(tuple)
    return st.lists(one, max_size=2).map(tuple) if spec.many else one


def _ids_for(spec: Spec, pools: Pools) -> tuple[str, ...]:
    if spec.part is not None:
        return tuple(id for inner in specs(spec.part) for id in _ids_for(inner, pools))
    return tuple(id for kind in spec.ref.kinds for id in pools.get(kind, [])) if spec.ref else ()


@st.composite
def parts(draw: st.DrawFn, cls: type[Any], pools: Pools, **given: Any) -> Any:
    """A record or part of a class: what it must have, and up to five of its other fields.

    References lead into the pools (kind → ids).
    """
    ready = {s.name: f for s in specs(cls) if (f := _field(cls, s.name, _ids_for(s, pools))) is not None}
    fields = dict(given)
    for spec in specs(cls):
        if spec.required and spec.name not in given:
            fields[spec.name] = draw(ready[spec.name])
    free = [n for n in (*ready, "extra") if n not in fields]
    for name in draw(st.lists(st.sampled_from(free), max_size=5, unique=True)) if free else ():
        fields[name] = draw(_field(cls, "extra", ()) if name == "extra" else ready[name])
    return cls(**fields)


def touchpoints(pools: Pools, **given: Any) -> st.SearchStrategy[Touchpoint]:
    """Touchpoints with references into the pools."""
    return parts(Touchpoint, pools, **given)


# -- journeys ------------------------------------------------------------------------------------


@st.composite
def journeys(draw: st.DrawFn, extra: bool = True, largest: int = 5) -> Journey:
    """Sound journeys with up to `largest` records of a kind; with `extra`, also fields of a newer version."""
    given: dict[str, Any] = {} if extra else {"extra": ()}
    pools: Pools = {}
    made: list[Any] = []

    def several(cls: type[Any], least: int, most: int, **fields: Any) -> list[Any]:
        needs = [s for s in specs(cls) if s.required and s.shape == "ref"]
        if not all(_ids_for(s, pools) for s in needs):
            return []
        count = draw(st.integers(least, min(most, largest)))
        ids = [f"{PREFIXES[cls.KIND]}_{i}" for i in range(count)]
        out = []
        for id in ids:
            out.append(draw(parts(cls, pools, id=id, **given, **fields)))
            pools.setdefault(cls.KIND, []).append(id)  # after: nothing is derived from itself
        made.extend(out)
        return out

    for i in range(draw(st.integers(0, 2))):
        made.append(picture(f"as_{i}", 2 + i, 3))
        pools.setdefault("asset", []).append(f"as_{i}")
    several(Persona, 0, 3)
    joined = _joins_kept(several(Scenario, 1, 3), made)
    several(Phase, 1, 3)
    several(Lane, 0, 3)
    for cls in (Channel, Owner, Evidence):
        several(cls, 0, 2)
    scenarios = pools["scenario"]
    pools["scenario"] = [id for id in scenarios if id not in joined]
    stops = several(Touchpoint, 0, 6)
    pools["scenario"] = scenarios
    by_id = {t.id: t for t in stops}
    for connection in several(Connection, 0, 4):
        source, target = by_id[connection.source], by_id[connection.target]
        if source.scenario != target.scenario:
            made.remove(connection)
            pools["connection"].remove(connection.id)
    _shares_kept(made)
    several(Card, 0, 4)
    several(Comment, 0, 2)
    info_extra = draw(extras()) + draw(extras("/zz")) if extra else ()
    made.append(draw(parts(Info, pools, id=INFO_ID, extra=info_extra)))
    made.append(draw(parts(Stamp, pools, id=STAMP_ID, extra=())))
    return Journey(made)


def _joins_kept(scenarios: list[Scenario], made: list[Any]) -> set[str]:
    """Let scenarios join only such as join none themselves, each once; the ids of those that join others."""
    joined: set[str] = set()
    for scenario in scenarios:
        parts = tuple(id for id in dict.fromkeys(scenario.joins) if id not in joined)
        made[made.index(scenario)] = replace(scenario, joins=parts)
        if parts:
            joined.add(scenario.id)
    return joined


def _shares_kept(made: list[Any]) -> None:
    """Take shares away where more than everybody would leave a touchpoint."""
    left = {r.id: 1.0 - (r.drop_off.share if r.drop_off else 0.0) for r in made if isinstance(r, Touchpoint)}
    for i, record in enumerate(made):
        if isinstance(record, Connection) and record.share is not None:
            left[record.source] -= record.share
            if left[record.source] < 0.0:
                left[record.source] += record.share
                made[i] = replace(record, share=None)


@st.composite
def tidy_journeys(draw: st.DrawFn, largest: int = 5) -> Journey:
    """Journeys as the program itself makes them: distinct order keys, cards in lanes for cards."""
    journey = draw(journeys(extra=False, largest=largest))
    records: list[Any] = [journey.info, journey.stamp]
    for cls in LISTS.values():
        row = [r for r in journey.records() if type(r) is cls]
        keys = keys_between(None, None, len(row))
        has_order = "order" in cls.__slots__
        records += [replace(r, order=k) if has_order else r for r, k in zip(row, keys, strict=True)]
    for i, record in enumerate(records):
        if isinstance(record, Lane) and record.kind not in CARD_LANES:
            records[i] = replace(record, kind="text")
    return Journey(records)


# -- edits ---------------------------------------------------------------------------------------

Edit = Callable[[Journey], Change]


def _ids(draw: st.DrawFn, journey: Journey, *classes: type[Any]) -> str:
    ids = [r.id for r in journey.records() if not classes or isinstance(r, classes)]
    return draw(st.sampled_from(ids)) if ids else "nobody"


@st.composite
def edit_changes(draw: st.DrawFn, journey: Journey) -> Change:
    """The change of one edit of the journey; an edit that is refused gives the empty change."""
    edit = draw(st.sampled_from(sorted(_EDITS)))
    try:
        return _EDITS[edit](draw, journey)
    except CjmError:
        return Change()


@st.composite
def edit_sequences(draw: st.DrawFn, journey: Journey, most: int = 6) -> list[Change]:
    """Changes that follow each other, from the journey on; the journey itself stays as it is."""
    now = journey.copy()
    out = []
    for _ in range(draw(st.integers(0, most))):
        change = draw(edit_changes(now))
        now.apply(change)
        out.append(change)
    return out


def _score(draw: st.DrawFn) -> float:
    return draw(st.sampled_from([-2.0, -0.3, 0.0, 1.0, 2.0]))


def _some(draw: st.DrawFn, journey: Journey, *classes: type[Any]) -> list[str]:
    return [_ids(draw, journey, *classes) for _ in range(draw(st.integers(1, 3)))]


def _many(draw: st.DrawFn, journey: Journey) -> list[str]:
    """Ids of any records; info and stamp too, which no edit may remove."""
    return _some(draw, journey)


def _pasted(draw: st.DrawFn, journey: Journey) -> Change:
    other = draw(tidy_journeys(largest=3))
    records = copying.carried(other, _many(draw, other))
    scenario, phase = _ids(draw, journey, Scenario), _ids(draw, journey, Phase)
    after = _ids(draw, journey, Touchpoint)
    return edits.paste(journey, records, scenario, phase, after, _ids(draw, journey, Touchpoint, Phase))


def _taken_in(draw: st.DrawFn, journey: Journey) -> Change:
    other = draw(tidy_journeys(largest=3))
    return scenarios.take_in(journey, other, _some(draw, other, Scenario))[0]


def _stop(d: st.DrawFn, j: Journey) -> str:
    return _ids(d, j, Touchpoint)


_EDITS: dict[str, Callable[[st.DrawFn, Journey], Change]] = {
    "rename": lambda d, j: edits.rename(
        j, _ids(d, j, Persona, Phase, Lane, Touchpoint, Card, Info), d(texts(5))
    ),
    "update": lambda d, j: edits.update(j, _stop(d, j), effort=d(st.integers(0, 8)), drop_off=None),
    "update_share": lambda d, j: edits.update(
        j, _ids(d, j, Connection), share=d(st.sampled_from([0.0, 0.4, 1.0]))
    ),
    "update_scenario": lambda d, j: edits.update(j, _stop(d, j), scenario=_ids(d, j, Scenario)),
    "update_many": lambda d, j: edits.update_many(j, _some(d, j, Touchpoint), tags=("x",)),
    "set_experience": lambda d, j: edits.set_experience(
        j, _stop(d, j), _ids(d, j, Persona), emotional=_score(d)
    ),
    "clear_experience": lambda d, j: edits.set_experience(
        j, _stop(d, j), _ids(d, j, Persona), emotional=None
    ),
    "shift_emotion": lambda d, j: edits.shift_emotion(
        j, _some(d, j, Touchpoint), _ids(d, j, Persona), _score(d)
    ),
    "add": lambda d, j: edits.add(j, Owner(id=new_id("owner"), name="Nieuw")),
    "add_phase": lambda d, j: edits.add_phase(j, "Fase", _ids(d, j, Phase)),
    "add_lane": lambda d, j: edits.add_lane(j, "pains", "Pijn", _ids(d, j, Lane)),
    "add_touchpoint": lambda d, j: edits.add_touchpoint(
        j, _ids(d, j, Scenario), _ids(d, j, Phase), "Nieuw", _stop(d, j)
    ),
    "add_card": lambda d, j: edits.add_card(j, _ids(d, j, Lane), _stop(d, j), _ids(d, j, Scenario), "Kaart"),
    "set_cell": lambda d, j: edits.set_cell(
        j, _ids(d, j, Lane), _ids(d, j, Phase), _ids(d, j, Scenario), d(texts(2))
    ),
    "connect": lambda d, j: edits.connect(
        j, _stop(d, j), _stop(d, j), share=d(st.sampled_from([None, 0.3, 0.9]))
    ),
    "move": lambda d, j: edits.move_touchpoints(j, _some(d, j, Touchpoint), _ids(d, j, Phase), _stop(d, j)),
    "move_in_list": lambda d, j: edits.move_in_list(j, _ids(d, j, Phase), _ids(d, j, Phase)),
    "move_lane": lambda d, j: edits.move_in_list(j, _ids(d, j, Lane), None),
    "split_phase": lambda d, j: edits.split_phase(j, _stop(d, j), "Deel twee"),
    "merge_phases": lambda d, j: edits.merge_with_next(j, _ids(d, j, Phase)),
    "shift_phase": lambda d, j: edits.shift_phase(j, _ids(d, j, Phase), d(st.integers(-3, 3))),
    "replace": lambda d, j: edits.replace_references(
        j, _ids(d, j, Persona, Phase, Lane), _ids(d, j, Persona, Phase, Lane)
    ),
    "derive": lambda d, j: scenarios.derive(j, _ids(d, j, Scenario), "Straks", "desired")[0],
    "join": lambda d, j: scenarios.join(j, _some(d, j, Scenario), "Samen")[0],
    "update_joins": lambda d, j: edits.update(j, _ids(d, j, Scenario), joins=tuple(_some(d, j, Scenario))),
    "take_in": lambda d, j: _taken_in(d, j),
    "move_and_delete": lambda d, j: edits.move_and_delete(j, [_ids(d, j, Phase)], _ids(d, j, Phase)),
    "move_card": lambda d, j: edits.move_card(j, _ids(d, j, Card), _ids(d, j, Lane), _ids(d, j, Phase)),
    "nudge": lambda d, j: edits.nudge(j, _some(d, j, Touchpoint), _score(d), 3.0),
    "delete": lambda d, j: edits.delete(j, _many(d, j)),
    "duplicate": lambda d, j: edits.duplicate(j, _many(d, j)),
    "paste": _pasted,
}
