"""What found no room on a poster: it is left out whole rather than cut, and that is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cjm_desktop.analysis.findings import lead_persona
from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_, _, in_language, number
from cjm_desktop.layout.finding import Finding, Remedy, named, quoted
from cjm_desktop.layout.placement import Sheet
from cjm_desktop.layout.preflight_content import people_shown, scenarios_shown
from cjm_desktop.layout.proof import Proof
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Persona, PosterSettings, RecordId

#: What a persona's card may leave out, by field.
_TOLD: Final = {
    "description": N_("description"),
    "quote": N_("quote"),
    "goals": N_("goals"),
    "needs": N_("needs"),
    "motivations": N_("motivations"),
    "expectations": N_("expectations"),
}


def left_out(
    journey: Journey, sheets: Sequence[Sheet], proofs: Sequence[Proof], settings: PosterSettings
) -> Iterator[Finding]:
    """What the author wrote and the poster has no room for: it is left out whole rather than cut."""
    keys = {key.partition("@")[0] for sheet in sheets for key in sheet.map.placed}
    shown = {image.picture.asset for proof in proofs for image in proof.images}
    rows = [row for sheet in sheets for row in sheet.map.rows]
    kinds, lanes = {row.kind for row in rows}, {row.lane for row in rows}
    said_entries = _said_entries(journey, proofs)
    for scenario, i in scenarios_shown(journey, sheets, settings).items():
        people = people_shown(journey, sheets[i], scenario)
        lead = people[0] if people else lead_persona(journey, scenario)
        for touchpoint in journey.road(scenario):
            name = named(journey, touchpoint.id)
            if touchpoint.id not in keys:
                said = _("{name} is on none of the sheets.").format(name=name)
                yield Finding("not-drawn", "error", said, touchpoint.id, i)
                continue
            if touchpoint.entry and "road" in kinds and touchpoint.id not in said_entries:
                said = _("There is no room for how many begin at {name}; its arrow stands alone.")
                yield Finding("left-out-entry", "warning", said.format(name=name), touchpoint.id, i)
            if "road" in kinds and touchpoint.image is not None and touchpoint.image not in shown:
                said = _("There is no room for the picture of {name}.").format(name=name)
                remedy = _images_lane(journey, settings)
                yield Finding("left-out-picture", "warning", said, touchpoint.id, i, remedy)
            felt = touchpoint.experience_of(lead) if lead is not None and "experience" in kinds else None
            if felt is None or not felt.word or felt.emotional is None:
                continue
            if f"word:{touchpoint.id}" not in keys:
                word = quoted(felt.word)
                said = _("There is no room for the feeling {word} of {name}.").format(word=word, name=name)
                yield Finding("left-out-word", "warning", said, touchpoint.id, i)
        parts = journey.parts(scenario)
        for card in journey.cards:
            if card.lane in lanes and card.scenario in parts and card.id not in keys:
                said = _("{name} is on none of the sheets.").format(name=named(journey, card.id))
                yield Finding("not-drawn", "error", said, card.id, i)
    yield from _untold(journey, sheets, proofs, settings)


def _said_entries(journey: Journey, proofs: Sequence[Proof]) -> set[RecordId]:
    """The touchpoints beside which the share of those who begin there is told."""
    with in_language(journey.info.language):
        shares = {t.id: f"{number(round(t.entry * 100, 1))}%" for t in journey.touchpoints if t.entry}
    if not shares:
        return set()
    found = set()
    for proof in proofs:
        for words in proof.words:
            id = words.key.partition("@")[0]
            if id in shares and shares[id] in words.line.text:
                found.add(id)
    return found


def _images_lane(journey: Journey, settings: PosterSettings) -> Remedy | None:
    """Showing the lane of pictures, where lanes were chosen and it is not among them."""
    lane = next((lane.id for lane in journey.lanes if lane.kind == "images"), None)
    if lane is None or not settings.lanes or lane in settings.lanes:
        return None
    return Remedy(_("Show the lane of pictures"), replace(settings, lanes=(*settings.lanes, lane)))


def _untold(
    journey: Journey, sheets: Sequence[Sheet], proofs: Sequence[Proof], settings: PosterSettings
) -> Iterator[Finding]:
    """Personas whose cards tell less than is known of them."""
    drawn = "".join(
        _bare(words.line.text) for proof in proofs for words in proof.words if words.key == "part:personas"
    )
    if "personas" in settings.without or not drawn:
        return
    people: dict[RecordId, int] = {}
    for scenario, i in scenarios_shown(journey, sheets, settings).items():
        for id in people_shown(journey, sheets[i], scenario):
            people.setdefault(id, i)
    for id, i in people.items():
        persona = journey.of(Persona, id)
        if persona is None or _bare(persona.name) not in drawn:
            continue
        missing = [
            _(words) for field, words in _TOLD.items() if not all(t in drawn for t in _said(persona, field))
        ]
        if missing:
            said = _("There is no room for all of {name}: {fields} left out.").format(
                name=named(journey, id), fields=", ".join(missing)
            )
            yield Finding("left-out-persona", "warning", said, id, i)


def _said(persona: Persona, field: str) -> list[str]:
    """The texts of a field without white space, as far as they can be looked for in what is drawn."""
    value = getattr(persona, field)
    texts = [value] if isinstance(value, str) else [getattr(v, "text", v) for v in value or ()]
    return [_bare(text) for text in texts if text.isascii() or not _is_reordered(text)]


def _bare(text: str) -> str:
    """A text without white space: where its lines end makes no difference."""
    return "".join(text.split())


def _is_reordered(text: str) -> bool:
    """Whether what is drawn may differ from what was written: other order, or codes of missing characters."""
    from cjm_desktop.layout import bidi, fonts  # few texts ask for it

    return bidi.needs_order(text) or bool(fonts.missing_characters(text)) or "\u00ad" in text
