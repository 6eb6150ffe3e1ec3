"""Pictures of a slide: decoded and encoded afresh, so that nothing but pixels gets out."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from io import BytesIO
from typing import Final

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import N_
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem, refusal
from cjm_desktop.model.records import Asset

LARGEST_PIXELS: Final = 25_000_000
#: The longest side of a picture on a slide, in pixels: what a wide screen shows, and more than a card needs.
LONGEST: Final = 2_400

SENTENCES.update(
    {
        "slide-picture-missing": N_("A picture of the poster is no longer in the journey."),
        "slide-picture": N_("A picture of the poster is not a sound PNG or JPEG file; choose another one."),
        "slide-picture-size": N_(
            "A picture of the poster has {pixels} million pixels; at most {limit} million can be printed."
        ),
    }
)


@frozen()
class SlidePicture:
    """A picture by the name that the slide knows it under; its size is in pixels, `words` say what it shows."""

    reference: str
    width: int
    height: int
    words: str


def fresh(assets: Mapping[str, Asset], id: str) -> tuple[bytes, int, int]:
    """The picture of an asset as a PNG or JPEG file, upright, without what cameras write beside the pixels.

    Gives its bytes, width and height in pixels. Raises CjmError when the asset is not there, is no sound PNG or JPEG,
    or has more than 25 megapixels.
    """
    from PIL import Image, ImageOps  # only what has pictures pays for it

    asset = assets.get(id)
    if asset is None:
        raise CjmError(Problem(id, "slide-picture-missing"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(asset.data), formats=("PNG", "JPEG")) as image:
                if image.width * image.height > LARGEST_PIXELS:
                    raise _too_large(image.width * image.height)
                kind = image.format or "PNG"
                image.load()
                upright = ImageOps.exif_transpose(image)
                if upright.mode in ("P", "PA") or "transparency" in upright.info:
                    upright = upright.convert("RGBA")
                elif upright.mode not in ("L", "LA", "RGB", "RGBA"):
                    upright = upright.convert("RGB")
                upright.thumbnail((LONGEST, LONGEST))
                upright.info.clear()
                buffer = BytesIO()
                if kind == "JPEG":
                    upright.save(buffer, "JPEG", quality=92)
                else:
                    upright.save(buffer, "PNG", compress_level=6)
                return buffer.getvalue(), upright.width, upright.height
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(asset.width * asset.height) from error
    except (OSError, ValueError, SyntaxError, ArithmeticError, EOFError, IndexError, MemoryError) as error:
        raise CjmError(Problem(id, "slide-picture")) from error


def _too_large(pixels: int) -> CjmError:
    return refusal(
        "slide-picture-size", pixels=round(pixels / 1_000_000), limit=round(LARGEST_PIXELS / 1_000_000)
    )
