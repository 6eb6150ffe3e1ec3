"""Who measures text: HarfBuzz on the font files, for the screen, the paper and the layout alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import category, is_normalized, name, normalize

from cjm_desktop import resources
from cjm_desktop.layout import bidi, system_fonts
from cjm_desktop.layout.clusters import clusters
from cjm_desktop.layout.drawing import Glyphs
from cjm_desktop.layout.font_file import FontFile, Units

#: The bundled faces by key; the first four are styles that text can ask for.
FILES = {
    "regular": "NotoSans-Regular.ttf",
    "semibold": "NotoSans-SemiBold.ttf",
    "bold": "NotoSans-Bold.ttf",
    "italic": "NotoSans-Italic.ttf",
    "thai": "NotoSansThai-Regular.ttf",
    "thai-semibold": "NotoSansThai-SemiBold.ttf",
    "symbols": "Symbols-Regular.ttf",
    "korean": "NotoSansKR-Regular.ttf",
    "cjk": "DroidSansFallback.ttf",
}
STYLES = ("regular", "semibold", "bold", "italic")
_SYSTEM = "system:"
_CLIENT = "client:"
#: What a client's family gives for a style, best first; with none of these the bundled face of the style stays.
_STAND_INS = {
    "regular": ("regular",),
    "semibold": ("semibold", "bold", "regular"),
    "bold": ("bold", "semibold", "regular"),
    "italic": ("italic", "regular"),
}
# Longer texts are shaped afresh: caching them would keep whole documents alive.
_CACHED_LENGTH = 400
# White space that has no width of its own in a line that is already broken.
_CONTROLS = dict.fromkeys([*range(9, 14), *range(28, 32), 0x85, 0x2028, 0x2029], " ")


class Face:
    """One font file under its key; ascent and descent are in font units, both positive.

    Of a client's font, which is in a theme's file, `path` is only a name.
    """

    def __init__(self, key: str, path: Path, data: bytes | None = None) -> None:
        self.key = key
        self.path = path
        self.is_client = data is not None
        self._given = data
        self.file = FontFile(path, data)
        self.units_per_em = self.file.units_per_em
        self.ascent = self.file.ascent
        self.descent = self.file.descent

    @cached_property
    def data(self) -> bytes:
        """The whole file, read when first asked for."""
        return self.path.read_bytes() if self._given is None else self._given


class Run(NamedTuple):
    """A stretch of one line in one face, glyphs in points. `text` is what is drawn: a character that no
    face has stands in it by its code, as in "(U+1F984)"."""

    text: str
    face: str
    glyphs: Glyphs


class _Piece(NamedTuple):
    text: str
    face: str
    units: Units


@cache
def face(key: str) -> Face:
    """The face of a key of FILES, of a client's font or "system:<path>"; raises KeyError, or OSError for a file
    that is gone."""
    if key.startswith(_SYSTEM):
        return Face(key, Path(key.removeprefix(_SYSTEM)))
    if key.startswith(_CLIENT):
        return Face(key, Path(key.split(":")[1] + ".ttf"), _client_files[key])
    return Face(key, resources.path("fonts", FILES[key]))


# -- families of clients -----------------------------------------------------------------------------

_client_files: dict[str, bytes] = {}  # by face key
_families: dict[str, dict[str, str]] = {"": {}}  # style → face key, by family
#: Of the family that is in use: the face key for each style that it has another face for. Empty: the bundled ones.
styles: Mapping[str, str] = {}


def add_family(files: Mapping[str, bytes]) -> str:
    """Make a client's faces known: sound TrueType files by style. Gives the key of `family`, one for equal files."""
    from hashlib import sha256  # OpenSSL takes 3 ms to load, and most themes have no fonts

    keys = {
        style: f"{_CLIENT}{sha256(data).hexdigest()[:24]}:{style}" for style, data in sorted(files.items())
    }
    family = " ".join(keys.values())
    if family not in _families:
        _client_files.update((keys[style], data) for style, data in files.items())
        _families[family] = {
            style: keys[found]
            for style, wanted in _STAND_INS.items()
            if (found := next((name for name in wanted if name in keys), None)) is not None
        }
    return family


@contextmanager
def family(key: str) -> Iterator[None]:
    """Measure and shape text in a family of `add_family` while this lasts; "" is the bundled one.

    What a family lacks comes from the bundled faces. Styles are turned into face keys where text comes in, so that
    what is remembered of one family is never taken for another's.
    """
    global styles
    before = styles
    styles = _families[key]
    try:
        yield
    finally:
        styles = before


@cache
def _chain(style: str) -> tuple[str, ...]:
    """The keys of the faces to try for a style, first to last; a fallback that isn't shipped is passed over."""
    if style.startswith(_CLIENT):
        return (style, *_chain(style.rsplit(":", 1)[1]))
    if style not in STYLES:
        raise KeyError(style)
    thai = "thai-semibold" if style in ("semibold", "bold") else "thai"
    keys = dict.fromkeys((style, "regular", thai, "symbols", "korean", "cjk"))
    return tuple(key for key in keys if key in STYLES or resources.path("fonts", FILES[key]).is_file())


@cache
def _own(style: str) -> Face:
    """The face of a style itself; most texts need no other, and none is opened before it is needed."""
    return face(_chain(style)[0])


@lru_cache(maxsize=16384)
def _face_for(cluster: str, style: str) -> str | None:
    """The key of the first face that has every character of a cluster, or None."""
    for key in _chain(style):
        if face(key).file.covered.issuperset(cluster):
            return key
    for char in cluster:
        if not any(char in face(key).file.covered for key in _chain(style)):
            path = system_fonts.path_for(char)
            if path is not None and all(map(face(_SYSTEM + str(path)).file.has, cluster)):
                return _SYSTEM + str(path)
            return None
    return None


def supports(char: str, style: str = "regular") -> bool:
    """Whether any face, of the client, bundled or of the system, can draw this character."""
    return _face_for(char, styles.get(style, style)) is not None


def character_name(character: str) -> str:
    """What a character is called that can't be shown: its code and its name in Unicode, "U+1F9E5 (coat)"."""
    words = name(character[:1], "").lower()
    code = " ".join(f"U+{ord(part):04X}" for part in character)
    return f"{code} ({words})" if words else code


def missing_characters(text: str, style: str = "regular") -> tuple[str, ...]:
    """The characters of a text that no face has, each once, in the order of the text."""
    style = styles.get(style, style)
    covered = _own(style).file.covered
    rest = {char: None for char in _clean(text) if char not in covered}
    return tuple(char for char in rest if not supports(char, style))


def shape(text: str, style: str, size: float) -> tuple[Run, ...]:
    """The runs of one line from left to right, each with its glyphs in points from its own start.

    `style` is one of STYLES and `size` in points; raises KeyError for another style.
    """
    style = styles.get(style, style)
    return _shape(text, style, size) if len(text) <= _CACHED_LENGTH else _shape.__wrapped__(text, style, size)


@lru_cache(maxsize=8192)
def _shape(text: str, style: str, size: float) -> tuple[Run, ...]:
    return tuple(
        Run(piece.text, piece.face, _scaled(piece.units, size / face(piece.face).units_per_em))
        for piece in _pieces_of(text, style)
    )


def _scaled(units: Units, scale: float) -> Glyphs:
    return Glyphs(
        units.ids,
        tuple([x * scale for x in units.xs]),
        _on_baseline(len(units.ids)) if units.ys is None else tuple([y * scale for y in units.ys]),
        units.clusters,
        units.advance * scale,
    )


@lru_cache(maxsize=1024)
def _on_baseline(count: int) -> tuple[float, ...]:
    return (0.0,) * count


def width(text: str, style: str, size: float) -> float:
    """The width of one line in points."""
    style = styles.get(style, style)
    return size * (
        _em_width(text, style) if len(text) <= _CACHED_LENGTH else _em_width.__wrapped__(text, style)
    )


@lru_cache(maxsize=65536)
def _em_width(text: str, style: str) -> float:
    return sum(piece.units.advance / face(piece.face).units_per_em for piece in _pieces_of(text, style))


def _pieces_of(text: str, style: str) -> tuple[_Piece, ...]:
    if len(text) <= _CACHED_LENGTH:
        return _pieces(text, style)
    return _pieces.__wrapped__(text, style)


# Few, because a text is shaped soon after it is measured, and its width and its glyphs are kept longer.
@lru_cache(maxsize=2048)
def _pieces(text: str, style: str) -> tuple[_Piece, ...]:
    """The shaped runs of a line in font units, left to right."""
    first = _own(style)
    if not text:
        return ()
    if text.isascii() and text.isprintable() and not first.is_client:
        return (_Piece(text, first.key, first.file.shape_ascii(text)),)
    text = _clean(text)
    covers = first.file.covered.issuperset(text)
    if not covers:
        text, covers = _spelt(text, style)
    if not bidi.needs_order(text):
        return tuple(_runs(text, style, covers, None))
    out: list[_Piece] = []
    for start, end, is_rtl in bidi.spans(text):
        runs = _runs(text[start:end], style, covers, "rtl" if is_rtl else "ltr")
        out.extend(runs[::-1] if is_rtl else runs)
    return tuple(out)


def _clean(text: str) -> str:
    """The text in NFC with every kind of line and tab white space as a blank."""
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    return text if text.isprintable() else text.translate(_CONTROLS)


def _spelt(text: str, style: str) -> tuple[str, bool]:
    """The text with the code in place of what no face has, and whether the style's face then has it all."""
    covered = _own(style).file.covered
    out: list[str] = []
    for cluster in clusters(text):
        if _face_for(cluster, style) is not None:
            out.append(cluster)
        else:  # a cluster of which one face has a part: its parts stand apart rather than as empty boxes
            out.extend(char if supports(char, style) else f"(U+{ord(char):04X})" for char in cluster)
    spelt = "".join(out)
    return spelt, covered.issuperset(spelt)


def _runs(text: str, style: str, covers: bool, direction: str | None) -> list[_Piece]:
    """The runs of a text of one direction, in logical order."""
    if covers and (not _own(style).is_client or _is_simple(text)):
        return [_Piece(text, style, _own(style).file.shape(text, direction))]
    parts: list[tuple[str, str, list[str]]] = []  # face, script, clusters
    for cluster in clusters(text):
        if parts and _stays(cluster, parts[-1][0]):
            parts[-1][2].append(cluster)
            continue
        key = _face_for(cluster, style) or style
        # HarfBuzz shapes a run by one script; the bundled faces need no more, others may.
        script = name(cluster[0], "").split(" ")[0] if key.startswith((_SYSTEM, _CLIENT)) else ""
        if parts and parts[-1][:2] == (key, script):
            parts[-1][2].append(cluster)
        else:
            parts.append((key, script, [cluster]))
    return [
        _Piece(joined, key, face(key).file.shape(joined, direction))
        for key, joined in ((key, "".join(part)) for key, _, part in parts)
    ]


def _is_simple(text: str) -> bool:
    """Whether a text is of Latin, Greek and Cyrillic letters and signs alone, which are shaped alike."""
    return text.isascii() or all(char < "\u0590" or "\u1e00" <= char < "\u2c00" for char in text)


def _stays(cluster: str, key: str) -> bool:
    """Whether a cluster is a blank or punctuation that the face of the run before it has too."""
    return category(cluster[0])[0] in "ZP" and all(map(face(key).file.has, cluster))


@cache
def _em_metrics(key: str) -> tuple[float, float]:
    known = face(key)
    ascent, descent = known.ascent / known.units_per_em, known.descent / known.units_per_em
    if key.startswith((_SYSTEM, _CLIENT)):
        # Some name heights of two lines and more, or none; no line should move apart or together for those.
        return min(max(ascent, 0.7), 1.3), min(max(descent, 0.15), 0.6)
    return ascent, descent


def ascent(style: str, size: float, text: str = "") -> float:
    """The height above the baseline in points: of the style's face, or of every face the text needs."""
    return size * max(_em_metrics(key)[0] for key in _keys(styles.get(style, style), text))


def descent(style: str, size: float, text: str = "") -> float:
    """The depth below the baseline in points (positive), as for `ascent`."""
    return size * max(_em_metrics(key)[1] for key in _keys(styles.get(style, style), text))


def line_height(style: str, size: float, text: str = "") -> float:
    """The distance of two baselines in points: 1.3 sizes, or more when a face the text needs is higher."""
    return max(1.3 * size, ascent(style, size, text) + descent(style, size, text))


def _keys(style: str, text: str) -> set[str]:
    if not text:
        return {style}
    # Their ink stays within that of the style's face, whatever these faces say of all their signs together.
    return {style, *(piece.face for piece in _pieces_of(text, style))} - {"symbols", "korean"}


def forget() -> None:
    """Let go of the shapes of all texts seen so far."""
    for kept in (_shape, _em_width, _pieces):
        kept.cache_clear()
