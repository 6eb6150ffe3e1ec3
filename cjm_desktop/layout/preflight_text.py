"""Text before it is printed: how small it is, what no font has, how it stands out, and words that are broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import floor, inf
from typing import Final

from cjm_desktop.i18n import _, ngettext, number
from cjm_desktop.layout import fonts
from cjm_desktop.layout.finding import Finding, Severity, named, percent, place_of, quoted, record_of
from cjm_desktop.layout.legibility import FAR, NEAR, SMALL, UNREADABLE, reading_distance, size_for
from cjm_desktop.layout.line_breaks import SOFT_HYPHEN, pieces
from cjm_desktop.layout.placement import Sheet
from cjm_desktop.layout.proof import Proof, Words
from cjm_desktop.layout.theme import READABLE, contrast
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Card, Channel, Connection, Lane, Phase, Touchpoint

#: The least contrast of large letters (WCAG 2.1, 1.4.3), and what is large: points of regular and of bold letters.
LEAST_LARGE: Final = 3.0
LARGE, LARGE_BOLD = 18.0, 14.0
_CODE: Final = re.compile(r"\(U\+([0-9A-F]{4,6})\)")
_MARKS: Final = "\"“”„'‘’()[]"


def sizes(journey: Journey, proofs: Sequence[Proof]) -> Iterator[Finding]:
    """The smallest letters, and how much of the text can be read from where."""
    smallest, at = inf, None
    letters = small = near = far = 0
    needs_near, needs_far = size_for(NEAR[1]), size_for(FAR[1])
    for i, proof in enumerate(proofs):
        for words in proof.words:
            size, count = words.size, len(words.line.text)
            letters += count
            if size < smallest - 1e-6:
                smallest, at = size, (i, words)
            if size < SMALL:
                small += count
            elif size >= needs_near - 1e-6:
                near += count
                if size >= needs_far - 1e-6:
                    far += count
    if at is None:
        return
    sheet, words = at
    points, place = number(smallest, 1), named(journey, words.key)
    if smallest < UNREADABLE:
        said = _(
            "The smallest letters, at {place}, are {points} pt: too small to read. "
            "Larger paper, more sheets or fewer lanes help."
        ).format(place=place, points=points)
    else:
        metres = number(reading_distance(smallest), 1)
        said = _(
            "The smallest letters, at {place}, are {points} pt; they read from up to {metres} m."
        ).format(place=place, points=points, metres=metres)
    severity: Severity = (
        "note" if smallest >= SMALL else "warning" if reading_distance(smallest) > 0 else "error"
    )
    yield Finding("smallest-text", severity, said, place_of(journey, words.key), sheet)
    if small:
        said = _("{share}% of the text is smaller than {points} pt.")
        yield Finding(
            "small-text", "warning", said.format(share=percent(small, letters), points=number(SMALL))
        )
    said = _("{near}% of the text reads from {near_metres} m, {far}% from {far_metres} m.").format(
        near=percent(near, letters),
        far=percent(far, letters),
        near_metres=number(NEAR[1], 1),
        far_metres=number(FAR[1], 1),
    )
    yield Finding("reading", "note", said)


def missing_characters(
    journey: Journey, sheets: Sequence[Sheet], proofs: Sequence[Proof]
) -> Iterator[Finding]:
    """Every character that no font has where its code is printed instead, with its places."""
    places: dict[str, dict[str, int]] = {}  # by character: key, index of the sheet
    for i, (sheet, proof) in enumerate(zip(sheets, proofs, strict=True)):
        if not sheet.missing:
            continue
        for words in proof.words:
            for code in _CODE.findall(words.line.text):
                character = chr(min(int(code, 16), 0x10FFFF))
                if character in sheet.missing:
                    places.setdefault(character, {}).setdefault(words.key, i)
    for character, found in places.items():
        key, index = next(iter(found.items()))
        said = ngettext(
            "No font has {character}, at {place}: its code is printed instead.",
            "No font has {character}, in {n} places such as {place}: its code is printed instead.",
            len(found),
        ).format(character=fonts.character_name(character), place=named(journey, key), n=number(len(found)))
        yield Finding("missing-character", "error", said, place_of(journey, key), index)


def contrasts(journey: Journey, proofs: Sequence[Proof]) -> Iterator[Finding]:
    """Letters that stand out too little from what is under them, each pair of colours once."""
    places: dict[tuple[str, str, float], dict[str, int]] = {}
    for i, proof in enumerate(proofs):
        for words in proof.words:
            ratio = contrast(words.line.colour, words.ground)
            if ratio >= READABLE or words.opacity < 1.0:  # a filter fades on purpose
                continue
            large = LARGE_BOLD if words.line.face in ("bold", "semibold") else LARGE
            least = LEAST_LARGE if words.size >= large else READABLE
            if ratio < least:
                pair = (words.line.colour, words.ground, least)
                places.setdefault(pair, {}).setdefault(place_of(journey, words.key), i)
    for (colour, ground, least), found in places.items():
        place, index = next(iter(found.items()))
        said = ngettext(
            "Letters at {place} stand out too little from their ground: {ratio} : 1, where {least} : 1 is needed.",
            "Letters in {n} places, such as {place}, stand out too little from their ground: {ratio} : 1, "
            "where {least} : 1 is needed.",
            len(found),
        )
        said = said.format(
            place=named(journey, place),
            n=number(len(found)),
            ratio=number(floor(10 * contrast(colour, ground)) / 10, 1),
            least=number(least, 1),
        )
        yield Finding("contrast", "warning", said, place, index)


# -- broken words --------------------------------------------------------------------------------------


def broken_words(journey: Journey, proofs: Sequence[Proof]) -> Iterator[Finding]:
    """Words that are broken between letters because their column is narrower than they are."""
    seen: set[tuple[str, str]] = set()
    for i, proof in enumerate(proofs):
        for key, group in groupby(proof.words, key=lambda words: words.key):
            sources = _sources(journey, key)
            if not sources:
                continue
            tokens = _tokens([*group])
            for word in _broken(sources, tokens):
                place = place_of(journey, key)
                if (place, word) in seen:
                    continue
                seen.add((place, word))
                said = _("The word {word} is broken in the middle: its column is too narrow.")
                yield Finding("broken-word", "warning", said.format(word=quoted(word)), place, i)


def _sources(journey: Journey, key: str) -> tuple[str, ...]:
    """The texts that the author wrote and that a placed drawing shows."""
    if key == "part:personas":
        return tuple(
            text
            for p in journey.personas
            for text in (p.name, p.segment, p.description, p.quote, *p.goals, *p.motivations, *p.expectations)
            if text
        ) + tuple(need.text for p in journey.personas for need in p.needs)
    record = journey.get(record_of(journey, key))
    if isinstance(record, Touchpoint):
        if key.startswith("cell:"):
            lane, channel = journey.of(Lane, key.split(":")[1]), journey.of(Channel, record.channel)
            return (channel.name,) if channel and lane and lane.kind == "channel" else ()
        return (record.title,)
    if isinstance(record, Card):
        return (record.text,)
    if isinstance(record, Phase):
        return (record.name, record.subtitle or "")
    if isinstance(record, Lane):
        return (record.name,)
    return (record.label or "",) if isinstance(record, Connection) else ()


def _tokens(group: Sequence[Words]) -> list[str]:
    """The words as they are drawn; runs that follow each other on one baseline belong together."""
    lines: list[str] = []
    before: Words | None = None
    for words in group:
        text = words.line.text
        if (
            before is not None
            and abs(before.box.right - words.box.x) < 0.05 * words.size
            and abs(before.box.bottom - words.box.bottom) < 0.05 * words.size
        ):
            lines[-1] += text
        else:
            lines.append(text)
        before = words
    return [token.strip(_MARKS) for line in lines for token in line.split()]


def _broken(sources: Sequence[str], tokens: Sequence[str]) -> Iterator[str]:
    """The words of some texts that are drawn in parts which end where no line may end."""
    drawn = set(tokens)
    for text in sources:
        for word in text.split():
            bare = word.strip(_MARKS)
            if bare in drawn or SOFT_HYPHEN in bare or "\u200b" in bare:
                continue
            allowed, end = {0}, 0
            for piece, blank in pieces(bare):
                end += len(piece) + len(blank)
                allowed.add(end)
            for i, first in enumerate(tokens):
                if first and len(first) < len(bare) and bare.startswith(first):
                    cuts = _parted(bare, tokens[i:])
                    if cuts is not None and not allowed.issuperset(cuts):
                        yield bare
                        break


def _parted(word: str, tokens: Sequence[str]) -> list[int] | None:
    """Where the drawn parts that follow each other and make up a word end; None when they do not make it up."""
    cuts: list[int] = []
    end = 0
    for token in tokens:
        if not word.startswith(token, end):
            return None
        end += len(token)
        if end == len(word):
            return cuts
        cuts.append(end)
    return None
