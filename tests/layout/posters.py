"""A small sound journey for posters, to be made worse one thing at a time, and what a preflight says of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cjm_desktop.frozen import replace
from cjm_desktop.layout.finding import Finding
from cjm_desktop.layout.placement import Sheet, View
from cjm_desktop.layout.poster import pages_of, sheets_of
from cjm_desktop.layout.preflight import preflight
from cjm_desktop.layout.theme import Theme, load
from cjm_desktop.model.ids import keys_between
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import (
    Asset,
    Card,
    Comment,
    Experience,
    Info,
    Lane,
    Persona,
    Phase,
    PosterSettings,
    Record,
    Scenario,
    Stamp,
    Touchpoint,
)

VIEW = View("sc_0")
#: A choice other than the program's own in every setting that depends on no journey.
CHOSEN = PosterSettings(
    paper="400 × 900 mm",
    orientation="portrait",
    scale="width",
    reads_at=1.5,
    margin=15.0,
    bleed=3.0,
    marks=True,
    ground=True,
    split="count",
    count=3,
    without=("legend", "footer"),
    qr="https://example.org",
    tiles="A3",
    tiles_orientation="landscape",
    overlap=12.7,
    edge=4.2,
    exact_cuts=True,
    blank_tiles=True,
    assembly=False,
    dpi=300,
    outlines=True,
)
TITLES = ("Sees the advert", "Visits the shop", "Pays", "Wears the coat")


def records() -> dict[str, Record]:
    """The records of a journey of which there is nothing to say, by id."""
    lanes = ("road", "experience", "actions", "pains")
    made: list[Record] = [
        Info(id="info", title="A coat", language="en"),
        Stamp(id="stamp"),
        Persona(id="pe_0", order="a0", name="Sanne", description="Looks for a warm coat"),
        Scenario(id="sc_0", order="a0", name="Now", personas=("pe_0",)),
        *(Phase(id=f"ph_{i}", order=f"a{i}", name=name) for i, name in enumerate(("Look", "Buy"))),
        *(
            Lane(id=f"la_{kind}", order=f"a{i}", name=kind.title(), kind=kind)  # type: ignore[arg-type]
            for i, kind in enumerate(lanes)
        ),
    ]
    for i, (title, key) in enumerate(zip(TITLES, keys_between(None, None, len(TITLES)), strict=True)):
        felt = Experience(persona="pe_0", emotional=(-1) ** i * 0.8)
        made.append(
            Touchpoint(
                id=f"tp_{i}",
                scenario="sc_0",
                phase=f"ph_{i // 2}",
                order=key,
                title=title,
                experience=(felt,),
            )
        )
        made.append(
            Card(id=f"ca_{i}", lane="la_actions", scenario="sc_0", anchor=f"tp_{i}", text=f"Does {title}")
        )
    made.append(
        Card(
            id="ca_pain", lane="la_pains", scenario="sc_0", anchor="tp_2", text="No card accepted", severity=2
        )
    )
    return {record.id: record for record in made}


def journey_with(*more: Record, without: Iterable[str] = (), **changed: dict[str, Any]) -> Journey:
    """The sound journey with other fields of some records (by id), more records, or fewer."""
    own = {id: record for id, record in records().items() if id not in set(without)}
    for id, fields in changed.items():
        own[id] = replace(own[id], **fields)
    return Journey([*own.values(), *more])


def asset(id: str, width: int, height: int) -> Asset:
    """A picture of so many pixels (without any: laying out never looks at them)."""
    return Asset(id=id, media_type="image/png", data=b"", width=width, height=height, sha256="")


def comment(**fields: Any) -> Comment:
    return Comment(id="co_0", anchor="tp_1", text="Is this so?", **fields)


def sheets_for(journey: Journey, settings: PosterSettings | None = None, view: View = VIEW) -> list[Sheet]:
    return sheets_of(journey, view, load(), settings or PosterSettings())


def findings(
    journey: Journey,
    settings: PosterSettings | None = None,
    view: View = VIEW,
    theme: Theme | None = None,
) -> tuple[Finding, ...]:
    """What the preflight says of a poster of a journey."""
    settings, look = settings or PosterSettings(), theme or load()
    sheets = sheets_of(journey, view, look, settings)
    pages = pages_of(sheets, look, settings, journey.info.language)
    return preflight(journey, sheets, pages, settings, look)


def codes(found: Iterable[Finding]) -> set[str]:
    return {finding.code for finding in found}
