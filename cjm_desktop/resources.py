"""Where the bundled files are: fonts, icons, themes, translations, templates, examples. Nothing else knows."""

import sys
from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)  # PyInstaller's folder
    if frozen:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    in_wheel = package / "_resources"
    return in_wheel if in_wheel.is_dir() else package.parent / "resources"


def path(*parts: str) -> Path:
    """Give the place of a bundled file or folder: path("icons", "star.svg"); it is not looked whether it exists."""
    return _root().joinpath(*parts)
