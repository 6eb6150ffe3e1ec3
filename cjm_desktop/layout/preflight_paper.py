"""Paper before it is printed: text near its edges, coarse pictures, and where tiles are cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cjm_desktop.frozen import replace
from cjm_desktop.i18n import _, ngettext, number
from cjm_desktop.layout import paper
from cjm_desktop.layout.finding import Finding, Remedy, named, place_of, record_of
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.paper import MM
from cjm_desktop.layout.placement import Page, Sheet
from cjm_desktop.layout.proof import Image, Proof
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Asset, PosterSettings, Touchpoint

#: Text this near to where paper is cut (mm) may be cut with it; and the longest short side of paper that goes
#: through an office printer, which leaves an edge of its own.
SAFE: Final = 3.0
OFFICE: Final = 310.0
#: A margin that is proposed, in millimetres.
USUAL_MARGIN: Final = 10.0
#: Dots an inch: fewer look coarse, more are of no use.
COARSE, FINE = 150, 600
#: No picture of more pixels is printed (`export.asset_pictures` has the same), and none of fewer is worth a word.
MOST_PIXELS: Final = 25_000_000
_FEW_PIXELS: Final = 4_000_000
#: Without margins the road runs out of the paper by so much, in map units.
_RUN_OUT: Final = 3.0
#: What lies this far outside, in points, is a matter of rounding.
_SLACK: Final = 1.0


# -- edges ---------------------------------------------------------------------------------------------


def edges(
    journey: Journey, sheets: Sequence[Sheet], proofs: Sequence[Proof], settings: PosterSettings
) -> Iterator[Finding]:
    """What would be cut off at the edge of the paper, and text that stands too near to it."""
    for i, (sheet, proof) in enumerate(zip(sheets, proofs, strict=True)):
        whole = Rect(0, 0, sheet.width, sheet.height)
        outside = {place_of(journey, w.key): w.key for w in proof.words if not whole.encloses(w.box, _SLACK)}
        for key, box in proof.boxes:
            if not whole.encloses(box, _RUN_OUT * sheet.scale):
                outside.setdefault(place_of(journey, key), key)
        for place, key in outside.items():
            said = _("Part of what is drawn for {place} lies outside the paper and would be cut off.")
            yield Finding("off-paper", "error", said.format(place=named(journey, key)), place, i)
        safe = _safe(sheet, settings)
        inner = whole.grown(-safe * MM)
        near = [
            (min(w.box.x, w.box.y, sheet.width - w.box.right, sheet.height - w.box.bottom), w.key)
            for w in proof.words
            if not inner.encloses(w.box, _SLACK / 4)
        ]
        near = [(gap, key) for gap, key in near if gap > -_SLACK]  # the others are told of already
        if near:
            gap, key = min(near)
            n = len({key for _gap, key in near})
            said = ngettext(
                "The text of {place} is {gap} mm from the edge of the paper; keep {safe} mm.",
                "{n} texts are near the edge of the paper, that of {place} is {gap} mm from it; keep {safe} mm.",
                n,
            ).format(
                n=number(n),
                place=named(journey, key),
                gap=number(max(0.0, gap) / MM, 1),
                safe=number(safe),
            )
            remedy = None
            if settings.margin is None or settings.margin < USUAL_MARGIN:
                words = _("Make the margin {margin} mm").format(margin=number(USUAL_MARGIN))
                remedy = Remedy(words, replace(settings, margin=USUAL_MARGIN))
            yield Finding("near-edge", "warning", said, place_of(journey, key), i, remedy)


def _safe(sheet: Sheet, settings: PosterSettings) -> float:
    """How far text keeps from the edge of the paper, in millimetres."""
    goes_to_shop = settings.bleed > 0 or settings.marks or bool(settings.tiles)
    if goes_to_shop or min(sheet.width, sheet.height) > OFFICE * MM:
        return SAFE
    return max(SAFE, settings.edge)


# -- pictures ------------------------------------------------------------------------------------------


def pictures(journey: Journey, proofs: Sequence[Proof]) -> Iterator[Finding]:
    """Pictures with too few pixels for their size on paper, each at its largest, and those with far too many."""
    assets = {a.id: a for a in journey.assets}
    lowest: dict[tuple[str, str], tuple[float, int]] = {}  # by place and asset: dots an inch, sheet
    for i, proof in enumerate(proofs):
        for image in proof.images:
            asset = assets.get(image.picture.asset)
            if asset is not None and image.box.width > 0 and image.box.height > 0:
                where = (_owner_of(journey, image), asset.id)
                dpi = _dpi(asset, image)
                if where not in lowest or dpi < lowest[where][0]:
                    lowest[where] = (dpi, i)
    for (place, id), (dpi, i) in lowest.items():
        asset = assets[id]
        name = _picture_name(journey, place)
        if asset.width * asset.height > MOST_PIXELS:
            said = _("The picture {name} has {count} megapixels; at most {most} can be printed.").format(
                name=name, count=number(asset.width * asset.height / 1e6), most=number(MOST_PIXELS / 1e6)
            )
            yield Finding("picture-too-large", "error", said, place, i)
        elif dpi < COARSE:
            said = _("The picture {name} is coarse: {dpi} dpi at this size, {least} dpi is needed.").format(
                name=name, dpi=number(dpi), least=number(COARSE)
            )
            yield Finding("coarse-picture", "warning", said, place, i)
        elif dpi > FINE and asset.width * asset.height > _FEW_PIXELS:
            said = _("The picture {name} has {dpi} dpi at this size, more than a printer can show.").format(
                name=name, dpi=number(dpi)
            )
            yield Finding("fine-picture", "note", said, place, i)


def _dpi(asset: Asset, image: Image) -> float:
    """How many of its pixels come to an inch of paper: with a clip a picture fills its place, else it fits in it."""
    ratios = (image.box.width / asset.width, image.box.height / asset.height)
    return 72.0 / (min(ratios) if image.picture.clip is None else max(ratios))


def _owner_of(journey: Journey, image: Image) -> str:
    """What a picture belongs to: a record of the map, a persona by the portrait, the logo's place."""
    if record_of(journey, image.key) is None:
        for persona in journey.personas:
            if persona.portrait == image.picture.asset:
                return persona.id
        if journey.info.logo == image.picture.asset:
            return journey.info.id
    return place_of(journey, image.key)


def _picture_name(journey: Journey, place: str) -> str:
    return _("of the logo") if place == journey.info.id else _("of {name}").format(name=named(journey, place))


# -- tiles ---------------------------------------------------------------------------------------------


def tiles(
    journey: Journey,
    sheets: Sequence[Sheet],
    pages: Sequence[Page],
    proofs: Sequence[Proof],
    settings: PosterSettings,
    theme: Theme,
) -> Iterator[Finding]:
    """How many sheets of paper the tiles take, what cuts run through, and text that is on no page at all."""
    for i, (sheet, proof) in enumerate(zip(sheets, proofs, strict=True)):
        own = [page for page in pages if page.sheet is sheet]
        if not own:
            continue
        windows = [page.window.moved(-page.at[0], -page.at[1]) for page in own]
        lost = {w.key for w in proof.words if not _is_covered(w.box, windows)}
        for place in sorted({place_of(journey, key) for key in lost}):
            said = _("Part of the text of {place} is on none of the pages and would be missing.")
            yield Finding("on-no-page", "error", said.format(place=named(journey, place)), place, i)
        if len(own) > 1:
            trims = [page.trim.moved(-page.at[0], -page.at[1]) for page in own]
            yield from _cut_through(journey, sheet, proof, trims, settings, theme, i)
    if settings.tiles and paper.is_known(settings.tiles):
        count = sum(1 for page in pages if page.sheet is not None)
        said = ngettext(
            "The poster takes {n} sheet of {paper}.", "The poster takes {n} sheets of {paper}.", count
        )
        if count < len(pages):
            said = ngettext(
                "The poster takes {n} sheet of {paper}, beside the one that shows how they go together.",
                "The poster takes {n} sheets of {paper}, beside the one that shows how they go together.",
                count,
            )
        said = said.format(n=number(count), paper=paper.shown(settings.tiles))
        yield Finding("tiles", "note", said)


def _cut_through(
    journey: Journey,
    sheet: Sheet,
    proof: Proof,
    trims: Sequence[Rect],
    settings: PosterSettings,
    theme: Theme,
    index: int,
) -> Iterator[Finding]:
    reach, (x, y) = theme.disc_radius * sheet.scale, sheet.map_origin
    discs = [
        key
        for key, p in sheet.map.placed.items()
        if journey.of(Touchpoint, key.partition("@")[0]) is not None
        and not _is_whole(
            Rect(x + p.x * sheet.scale - reach, y + p.y * sheet.scale - reach, 2 * reach, 2 * reach), trims
        )
    ]
    lines = [words.key for words in proof.words if not _is_whole(words.box, trims)]
    if not discs and not lines:
        return
    through = [
        ngettext("{n} touchpoint", "{n} touchpoints", len(discs)).format(n=number(len(discs)))
        if discs
        else "",
        ngettext("{n} line of text", "{n} lines of text", len(lines)).format(n=number(len(lines)))
        if lines
        else "",
    ]
    key = (discs or lines)[0]
    said = _("Between the tiles {things} are cut through, first at {place}.").format(
        things=_(" and ").join(each for each in through if each), place=named(journey, key)
    )
    remedy = None
    if settings.exact_cuts:
        remedy = Remedy(_("Move the cuts a little"), replace(settings, exact_cuts=False))
    yield Finding("cut-through", "warning" if remedy else "note", said, place_of(journey, key), index, remedy)


def _is_whole(box: Rect, trims: Sequence[Rect]) -> bool:
    """Whether one tile shows a box alone."""
    return any(trim.encloses(box, _SLACK / 2) for trim in trims)


def _is_covered(box: Rect, windows: Sequence[Rect]) -> bool:
    """Whether every corner of a box, and so all of a line, is on some page."""
    if any(window.encloses(box, _SLACK) for window in windows):
        return True
    inner = box.grown(-min(_SLACK, box.width / 2, box.height / 2))
    corners = ((x, y) for x in (inner.x, inner.right) for y in (inner.y, inner.bottom))
    return all(any(window.grown(_SLACK).has_point(*corner) for window in windows) for corner in corners)
