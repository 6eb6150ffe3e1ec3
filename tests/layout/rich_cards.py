"""Random journeys whose cards hold all that a card can hold, in lanes of every kind, with the lanes of a blueprint."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any, cast

from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import CARD_LANES, Asset, Card, Evidence, Lane, LaneKind, Record, Touchpoint
from tests.layout.random_maps import VOCABULARY, random_journey, words

MORE_LANES = (
    "frontstage",
    "backstage",
    "support",
    "images",
    "metrics",
    "content",
    "insights",
    "evidence",
    "text",
)
KINDS = ("assumption", "reasoning", "frontline", "persona", "data", "interview", "observation", "research")


def rich_journey(seed: int, count: int | None = None) -> Journey:
    """A random journey of scenario "sc_0" with rich cards; the same for the same seed."""
    rng = random.Random(f"rich {seed}")
    base = random_journey(seed, count=count)
    language = rng.choice(sorted(VOCABULARY))
    lanes = [
        Lane(
            id=f"la_{kind}",
            order=f"b{i}",
            name=words(rng, language, 24),
            kind=cast(LaneKind, kind),
            height=rng.choice((None, None, 20.0, 140.0)),
        )
        for i, kind in enumerate(MORE_LANES)
    ]
    shapes = ((400, 260), (90, 800), (1600, 60), (1, 1))
    assets = [
        Asset(id=f"as_{i}", media_type="image/png", data=b"", width=w, height=h, sha256="0" * 64)
        for i, (w, h) in enumerate(shapes)
    ]
    sources = [
        Evidence(id=f"ev_{kind}", kind=cast(Any, kind), source=words(rng, language, rng.choice((8, 50))))
        for kind in KINDS
    ]
    stops = [
        replace(
            t,
            image=rng.choice((None, None, "as_0", "as_1", "as_2")),
            evidence=tuple(rng.sample([e.id for e in sources], rng.randint(0, 2))),
        )
        for t in base.touchpoints
    ]
    cards = [_richer(c, rng, language) for c in base.cards]
    anchors = [t.id for t in stops] + [p.id for p in base.phases]
    for i in range(3 * len(anchors)):
        card = Card(
            id=f"ca_rich_{i}",
            lane=rng.choice([n.id for n in (*base.lanes, *lanes) if n.kind in CARD_LANES]),
            scenario="sc_0",
            anchor=rng.choice(anchors),
            order=f"a{i:03d}",
            span=rng.choice((1, 1, 1, 2, 9)),
            text=words(rng, language, rng.choice((20, 80))) if rng.random() < 0.7 else "",
        )
        cards.append(_richer(card, rng, language))
    changed = {r.id: r for r in (*stops, *cards)}
    kept: list[Record] = [
        changed.pop(r.id, r) for r in base.records() if not isinstance(r, Touchpoint | Card)
    ]
    return Journey([*kept, *stops, *cards, *lanes, *assets, *sources])


def _richer(card: Card, rng: random.Random, language: str) -> Card:
    def maybe(value: Any) -> Any:
        return value if rng.random() < 0.35 else None

    return replace(
        card,
        image=maybe(rng.choice(("as_0", "as_1", "as_2", "as_3", "as_gone"))),
        frequency=maybe(rng.choice((0.4, 0.085, 1.0))),
        severity=maybe(rng.randint(0, 4)),
        quick_win=rng.random() < 0.3,
        status=maybe(rng.choice(("open", "doing", "done", "dropped"))),
        due=maybe("2027-03-14"),
        owner=maybe(rng.choice(("ow_0", "ow_1"))),
        metric=maybe(words(rng, language, 40)),
        value=maybe(rng.choice((34.0, -2.456, 1e12, 0.0))),
        unit=maybe(words(rng, language, 12)),
        evidence=tuple(rng.sample([f"ev_{k}" for k in KINDS], rng.randint(0, 2))),
        author=maybe(words(rng, language, 30)),
    )
