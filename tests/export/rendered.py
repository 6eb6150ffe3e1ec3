"""PDFs as poppler shows them, and what one picture lacks of another."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

#: How much darker a pixel must be to count as ink that the other picture lacks (of 255).
INK = 110


def on_paper(pdf: bytes, folder: Path, dpi: int) -> list[Image.Image]:
    """The pages of a PDF in shades of grey."""
    file = folder / "pages.pdf"
    file.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", file, folder / "page"], check=True)
    out = []
    for picture in sorted(folder.glob("page-*.pgm")):
        with Image.open(picture) as image:
            out.append(image.convert("L"))
        picture.unlink()
    return out


def lacking(one: Image.Image, other: Image.Image, shift: int) -> float:
    """The share of pixels that are ink in one picture and have no ink so many pixels around in the other."""
    grown = other.filter(ImageFilter.MinFilter(2 * shift + 1))
    return sum(ImageChops.subtract(grown, one).histogram()[INK:]) / (one.width * one.height)
