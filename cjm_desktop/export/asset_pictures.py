"""Pictures of a journey as exporters open them: sound PNG or JPEG files of a sane size, nothing but their pixels."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Final

from cjm_desktop.i18n import N_
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem, refusal
from cjm_desktop.model.records import Asset

if TYPE_CHECKING:
    from PIL import Image

LARGEST_PIXELS: Final = 25_000_000
#: The longest side of a picture, in pixels: 20 cm of paper at 300 dots an inch, and more than a wide screen shows.
LONGEST: Final = 2_400

SENTENCES.update(
    {
        "picture-gone": N_("A picture of the poster is no longer in the journey."),
        "picture-unsound": N_("A picture of the poster is not a sound PNG or JPEG file; choose another one."),
        "picture-pixels": N_(
            "A picture of the poster has {pixels} million pixels; at most {limit} million can be printed."
        ),
    }
)


@contextmanager
def opened(journey: Journey, id: str) -> Iterator[Image.Image]:
    """The picture of an asset, not yet decoded; what goes wrong with it in the block is told as CjmError.

    Raises CjmError when the asset is not there, is no sound PNG or JPEG, or has more than 25 megapixels.
    """
    from PIL import Image  # only what has pictures pays for it

    asset = journey.of(Asset, id)
    if asset is None:
        raise CjmError(Problem(id, "picture-gone"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(asset.data), formats=("PNG", "JPEG")) as image:
                if image.width * image.height > LARGEST_PIXELS:
                    raise too_large(image.width * image.height)
                yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large(asset.width * asset.height) from error
    except (OSError, ValueError, SyntaxError, ArithmeticError, EOFError, IndexError, MemoryError) as error:
        raise CjmError(Problem(id, "picture-unsound")) from error


def too_large(pixels: int) -> CjmError:
    """The refusal of a picture of so many pixels."""
    return refusal(
        "picture-pixels", pixels=round(pixels / 1_000_000), limit=round(LARGEST_PIXELS / 1_000_000)
    )


def fresh(journey: Journey, id: str) -> tuple[bytes, int, int]:
    """The picture of an asset as a PNG or JPEG file, upright, without what cameras write beside the pixels.

    Gives its bytes, width and height in pixels; raises CjmError as `opened` does.
    """
    from PIL import ImageOps

    with opened(journey, id) as image:
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
