"""The words of feelings at the faces of the curve, where there is room for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

from cjm_desktop.layout import fonts
from cjm_desktop.layout.curve import note
from cjm_desktop.layout.drawing import Placed
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.placement import CurveScale
from cjm_desktop.layout.reuse import Reuse
from cjm_desktop.layout.road import gap_of
from cjm_desktop.layout.spline import Bezier, at
from cjm_desktop.layout.text import Block, Style, block
from cjm_desktop.layout.theme import Theme

#: So many words are placed together; an edit places one such part anew, and the ones behind it that change.
PIECE = 8
#: No word is longer, in points.
WIDEST = 150.0


def place(
    ids: Sequence[str],
    words: Sequence[str | None],
    xs: Sequence[float],
    scores: Sequence[float | None],
    expected: Sequence[float | None],
    pieces: Sequence[Bezier],
    notes: Mapping[str, Placed],
    lane: Rect,
    scale: CurveScale,
    theme: Theme,
    reuse: Reuse,
) -> dict[str, Placed]:
    """The words, under "word:<touchpoint>"; one without room clear of curve, faces, ticks and names is left out."""
    out: dict[str, Placed] = {}
    boxes = [p.bounds.moved(p.x, p.y) for p in notes.values()]
    before: tuple[Rect, ...] = ()
    for first in range(0, len(xs), PIECE):
        last = min(first + PIECE, len(xs))
        if not any(words[first:last]):
            before = ()
            continue
        a, b = max(0, first - 2), min(len(xs), last + 2)
        low, high = xs[a] - WIDEST, xs[b - 1] + WIDEST
        near = tuple(p for p in pieces if p[3][0] > low and p[0][0] < high)
        names = tuple(box for box in boxes if box.x < high and low < box.right)
        own = (tuple(words[first:last]), tuple(ids[first:last]), tuple(scores[a:b]), tuple(expected[a:b]))
        inputs = (own, tuple(xs[a:b]), near, names, before, lane, scale)
        part = reuse.of(f"words/{first}", inputs, partial(_part, first - a, *inputs, theme))
        before = tuple(p.bounds.moved(p.x, p.y) for p in part.values())
        out |= part
    return out


def _part(
    skip: int,
    own: tuple[tuple[str | None, ...], tuple[str, ...], tuple[float | None, ...], tuple[float | None, ...]],
    xs: Sequence[float],
    pieces: Sequence[Bezier],
    names: Sequence[Rect],
    before: Sequence[Rect],
    lane: Rect,
    scale: CurveScale,
    theme: Theme,
) -> dict[str, Placed]:
    words, ids, scores, expected = own
    r = theme.face_radius + 2
    taken = [*names, *before]
    for x, score, wish in zip(xs, scores, expected, strict=True):
        if score is not None:
            y = scale.y(score)
            taken.append(Rect(x - r, y - r, 2 * r, 2 * r))
        if wish is not None:
            taken.append(Rect(x - 14, scale.y(wish) - 2, 28, 4))
    for piece in pieces:
        taken += [Rect(px - 2.5, py - 2.5, 5, 5) for px, py in (at(piece, k / 12) for k in range(1, 12))]
    out: dict[str, Placed] = {}
    for k, (word, id) in enumerate(zip(words, ids, strict=True)):
        score = scores[skip + k]
        if not word or score is None:
            continue
        text = _words(word, theme)
        if text is None:
            continue
        x, y, w, h = xs[skip + k], scale.y(score), text.width, text.height
        above, below = Rect(x - w / 2, y - r - 2 - h, w, h), Rect(x - w / 2, y + r + 2, w, h)
        beside = (Rect(x + r + 3, y - h / 2, w, h), Rect(x - r - 3 - w, y - h / 2, w, h))
        for box in (above, below, *beside) if score >= 0 else (below, above, *beside):
            if lane.encloses(box) and gap_of(box, taken, 1.5):
                taken.append(box)
                out[f"word:{id}"] = note(box.x, box.y, text.lines)
                break
    return out


@lru_cache(maxsize=4096)
def _words(word: str, theme: Theme) -> Block | None:
    line = " ".join(word.split())
    wide = fonts.width(line, "italic", theme.small)
    if not line or wide > WIDEST:
        return None
    return block(line, Style("italic", theme.small, theme.second_ink), wide + 1, halo=theme.paper)
