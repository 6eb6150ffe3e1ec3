"""The system's own TrueType fonts: the last resort for scripts that no bundled face has."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unicodedata import category

from cjm_desktop.layout.font_file import FontFile

#: Bounds of the one scan: directory entries read, files kept, and seconds.
MAX_ENTRIES, MAX_FILES, MAX_SCAN_S = 20_000, 400, 2.0
# Pictures of letters only, or an answer to every character that says nothing.
_NEVER = ("lastresort", "adobeblank", "emoji", "notdef")
_STYLES = ("bold", "italic", "oblique", "condensed", "light", "thin", "black", "medium", "mono", "serif")


def folders() -> tuple[Path, ...]:
    """The folders in which this system keeps fonts, whether they exist or not."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home))
        windows = Path(os.environ.get("WINDIR", "C:\\Windows"))
        return (windows / "Fonts", local / "Microsoft" / "Windows" / "Fonts")
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts")
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".fonts",
        home / ".local" / "share" / "fonts",
    )


@cache
def candidates() -> tuple[Path, ...]:
    """The `.ttf` files of the system, Noto and DejaVu first, always in the same order; at most MAX_FILES."""
    return tuple(sorted(_found(), key=_rank)[:MAX_FILES])


def _found() -> Iterator[Path]:
    deadline = time.monotonic() + MAX_SCAN_S
    entries = 0
    for folder in folders():
        for where, inner, names in os.walk(folder, onerror=None):
            inner.sort()
            entries += len(inner) + len(names)
            if entries > MAX_ENTRIES or time.monotonic() > deadline:
                return
            for name in sorted(names):
                low = name.lower()
                if low.endswith(".ttf") and "[" not in low and not any(word in low for word in _NEVER):
                    yield Path(where, name)


def _rank(path: Path) -> tuple[int, int, str, str]:
    low = path.stem.lower()
    family = 0 if low.startswith("notosans") else 1 if low.startswith(("noto", "dejavusans")) else 2
    return (family, sum(word in low.replace("sans", "") for word in _STYLES), low, str(path))


@cache
def _opened(path: Path) -> FontFile | None:
    try:
        font = FontFile(path)
        return font if font.is_embeddable else None
    except (OSError, ValueError):
        return None  # a damaged file in somebody's font folder is none of our business


@cache
def path_for(char: str) -> Path | None:
    """The system's font file that has this character, or None; private and unassigned ones have none."""
    if category(char) in ("Co", "Cn", "Cs", "Cc"):
        return None
    for path in candidates():
        font = _opened(path)
        if font is not None and font.has(char):
            return path
    return None
