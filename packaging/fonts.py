"""Cut the bundled fonts from their sources; needed again only when a font is renewed.

In an empty folder, unpack the npm packages @expo-google-fonts/noto-sans, -thai, -kr, -symbols, -symbols-2, -math,
each into a folder of its name (noto-sans, noto-sans-thai and so on); install Debian's fonts-droid-fallback.
Then, in an environment with fonttools:  python packaging/fonts.py THAT_FOLDER

Every result is static TrueType (glyf): reportlab embeds nothing else. Hints are dropped, the screen draws
without them. Kerning and mark positions stay, because HarfBuzz reads them; ligatures go, because copied text
would lose letters.
"""

import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

OUT = Path(__file__).resolve().parent.parent / "resources" / "fonts"
DROID = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")

# Latin (all of it, with phonetic and Vietnamese), combining accents, Greek, Cyrillic, punctuation, super- and
# subscripts, currency, letter-like signs, numbers, arrows, mathematics, shapes: what the font has of them.
TEXT = [
    *range(0x20, 0x530),
    *range(0x1D00, 0x1DC0),
    *range(0x1E00, 0x2BFF),
    *range(0x2C60, 0x2C80),
    *range(0xA720, 0xA800),
]
TEXT += [*range(0xFB00, 0xFB07), 0xFFFD]
SYMBOLS = [*range(0x2190, 0x2400), *range(0x2460, 0x2800), *range(0x27F0, 0x2800), *range(0x2B00, 0x2BFF)]

NOTO = {
    "NotoSans-Regular": "noto-sans/400Regular/NotoSans_400Regular.ttf",
    "NotoSans-SemiBold": "noto-sans/600SemiBold/NotoSans_600SemiBold.ttf",
    "NotoSans-Bold": "noto-sans/700Bold/NotoSans_700Bold.ttf",
    "NotoSans-Italic": "noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf",
}
THAI = {
    "NotoSansThai-Regular": "noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf",
    "NotoSansThai-SemiBold": "noto-sans-thai/600SemiBold/NotoSansThai_600SemiBold.ttf",
}
# Droid Sans Fallback has Chinese and Japanese but no Korean letters.
HANGUL = [*range(0x1100, 0x1200), *range(0x3130, 0x3190), *range(0xAC00, 0xD7A4)]

# The first that has a sign gives it.
SYMBOL_SOURCES = [
    "noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf",
    "noto-sans-math/400Regular/NotoSansMath_400Regular.ttf",
    "noto-sans-symbols/400Regular/NotoSansSymbols_400Regular.ttf",
]


def cut(source: Path, target: Path, codes: list[int] | None, features: list[str]) -> None:
    """Write what source has of codes (all when None) to target, with these layout features."""
    options = subset.Options(
        hinting=False,
        layout_features=features,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17],
        notdef_outline=True,
    )
    options.drop_tables += ["DSIG", "MATH", "STAT", "meta"]
    options.recalc_timestamp = False
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes if codes is not None else font.getBestCmap())
    subsetter.subset(font)
    if "glyf" not in font or "fvar" in font:
        raise SystemExit(f"{source.name} is not static TrueType")
    subset.save_font(font, str(target), options)


def merge_symbols(sources: list[Path], target: Path) -> None:
    """Join the wanted signs of several fonts in one file named Noto Sans Symbols CJM."""
    wanted, parts = set(SYMBOLS), []
    for number, source in enumerate(sources):
        have = wanted & set(TTFont(source).getBestCmap())
        wanted -= have
        parts.append(target.with_suffix(f".{number}.ttf"))
        cut(source, parts[-1], sorted(have), [])
        with TTFont(parts[-1]) as part:
            part["OS/2"].version = 3  # the merger wants the same fields in all
            part["OS/2"].fsSelection &= 0x7F  # and version 3 knows these bits only
            for tag in {"GSUB", "GPOS", "GDEF", "vhea", "vmtx"} & set(part.keys()):
                del part[tag]
            part.save(parts[-1])
    font = Merger().merge([str(part) for part in parts])
    for record in font["name"].names:
        text = {1: "CJM Symbols", 3: "CJM Symbols", 4: "CJM Symbols Regular", 6: "CJMSymbols-Regular"}.get(
            record.nameID
        )
        if text:
            record.string = text
    with TTFont(sources[0]) as first:  # not the time of merging, so that the file stays the same
        font["head"].created = font["head"].modified = first["head"].created
    font.recalcTimestamp = False
    font.save(target)
    for part in parts:
        part.unlink()


def main(folder: Path) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for name, source in NOTO.items():
        cut(folder / source, OUT / f"{name}.ttf", TEXT, ["kern", "mark", "mkmk", "ccmp", "locl"])
    for name, source in THAI.items():
        cut(
            folder / source,
            OUT / f"{name}.ttf",
            None,
            ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "rlig", "abvm"],
        )
    korean = folder / "noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf"
    cut(korean, OUT / "NotoSansKR-Regular.ttf", HANGUL, [])
    merge_symbols([folder / source for source in SYMBOL_SOURCES], OUT / "Symbols-Regular.ttf")
    shutil.copyfile(DROID, OUT / "DroidSansFallback.ttf")
    for path in sorted(OUT.glob("*.ttf")):
        with TTFont(path) as font:
            signs, name = len(font.getBestCmap()), font["name"].getDebugName(4)
        print(f"{path.stat().st_size // 1024:5} KB {signs:6} signs  {path.name}  {name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
