"""Renew the bundled icons:  python packaging/icons.py FOLDER_OF_LUCIDE_STATIC [NEW_NAME ...]

Takes every icon that resources/icons has already, and the names given. Comments and classes are dropped, and
the two flags of an arc are set apart ("0 01-9" becomes "0 0 1 -9"), so that our path reader can stay simple.
"""

import re
import shutil
import sys
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "resources" / "icons"
NUMBER = re.compile(r"[-+]?(?:\d*\.\d+|\d+\.?)(?:[eE][-+]?\d+)?")
ARGUMENTS = {"a": 7, "c": 6, "h": 1, "l": 2, "m": 2, "q": 4, "s": 4, "t": 2, "v": 1, "z": 0}


def spaced(path: str) -> str:
    """Write SVG path data with one space between its numbers."""
    words: list[str] = []
    command, index, count = "", 0, 0
    while index < len(path):
        char = path[index]
        if char in " ,\t\n":
            index += 1
        elif char.lower() in ARGUMENTS:
            command, count = char, 0
            words.append(char)
            index += 1
        elif command in "aA" and count % 7 in (3, 4):
            words.append(char)  # a flag is one sign and needs no separator after it
            index, count = index + 1, count + 1
        else:
            match = NUMBER.match(path, index)
            if not match:
                raise ValueError(f"no number at {index} in {path!r}")
            words.append(match.group())
            index, count = match.end(), count + 1
    return " ".join(words)


def cleaned(svg: str) -> str:
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.S)
    svg = re.sub(r'\s+class="[^"]*"', "", svg)
    svg = re.sub(r'(\sd=")([^"]*)"', lambda found: f'{found[1]}{spaced(found[2])}"', svg)
    return (
        re.sub(r"<svg\s+([^>]*?)\s*>", lambda found: f"<svg {' '.join(found[1].split())}>", svg).strip()
        + "\n"
    )


def main(folder: Path, names: list[str]) -> None:
    for name in sorted({path.stem for path in OUT.glob("*.svg")} | set(names)):
        svg = (folder / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        (OUT / f"{name}.svg").write_text(cleaned(svg), encoding="utf-8")
    shutil.copyfile(folder / "LICENSE", OUT / "LICENSE")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
