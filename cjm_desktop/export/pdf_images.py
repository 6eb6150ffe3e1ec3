"""Pictures in a PDF: decoded and encoded afresh, so that nothing but pixels gets out."""

from __future__ import annotations

import zlib
from io import BytesIO

from PIL import Image, ImageChops, ImageOps

from cjm_desktop.export.asset_pictures import LONGEST, opened
from cjm_desktop.frozen import frozen
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey

#: So many rows are packed at a time.
_STRIP = 64
_COLOURS = {"L": ("/DeviceGray", 1), "RGB": ("/DeviceRGB", 3)}


@frozen()
class Pixels:
    """A packed stream and the entries of its dictionary."""

    data: bytes
    entries: str


@frozen()
class PdfImage:
    """An image object under the name that operators use; its size is in pixels."""

    name: str
    width: int
    height: int
    data: bytes
    entries: str
    mask: Pixels | None  # how opaque each pixel is


def pdf_image(journey: Journey, id: str, name: str) -> PdfImage:
    """The picture of an asset, upright and without what cameras write beside the pixels.

    Raises CjmError as `opened` does.
    """
    with opened(journey, id) as image:
        if max(image.size) > LONGEST and image.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
            image.thumbnail((LONGEST, LONGEST))  # of a JPEG no more is decoded than that needs
        image.load()
        return _encoded(image, name)


def _encoded(image: Image.Image, name: str) -> PdfImage:
    upright = ImageOps.exif_transpose(image)
    if image.format == "JPEG":
        buffer = BytesIO()
        if image.mode in _COLOURS and upright.size == image.size and image.getexif().get(0x0112, 1) == 1:
            # The tables of the original: saving again loses next to nothing.
            image.save(buffer, "JPEG", quality="keep")
        else:
            upright = upright if upright.mode in _COLOURS else upright.convert("RGB")
            upright.save(buffer, "JPEG", quality=92)
        colours, _ = _COLOURS[upright.mode]
        entries = _entries(upright, colours, "/DCTDecode")
        return PdfImage(name, *upright.size, buffer.getvalue(), entries, None)
    mask = None
    if upright.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        alpha = upright.getchannel("A")
        mask = _flate(alpha) if alpha.getextrema() != (255, 255) else None
    grey = upright.mode in ("1", "L", "LA", "I", "I;16", "F")
    plain = _flate(upright.convert("L" if grey else "RGB"))
    return PdfImage(name, *upright.size, plain.data, plain.entries, mask)


def _entries(image: Image.Image, colours: str, filters: str) -> str:
    return (
        f"/Type /XObject /Subtype /Image /Width {image.width} /Height {image.height}"
        f" /BitsPerComponent 8 /ColorSpace {colours} /Filter {filters}"
    )


def _flate(image: Image.Image) -> Pixels:
    """The pixels as a PNG packs them: of every row what differs from the row above (PNG 1.2, 6.4)."""
    colours, count = _COLOURS[image.mode]
    # Pillow's own writer would not let go of a large picture for a second.
    above = Image.new(image.mode, image.size)
    above.paste(image, (0, 1))
    length = image.width * count
    packer = zlib.compressobj(6, zlib.DEFLATED, 15, 9, zlib.Z_FILTERED)
    packed: list[bytes] = []
    for top in range(0, image.height, _STRIP):
        progress.step()
        box = (0, top, image.width, min(image.height, top + _STRIP))
        rows = ImageChops.subtract_modulo(image.crop(box), above.crop(box)).tobytes()
        strip = [b"\x02" + rows[at : at + length] for at in range(0, len(rows), length)]
        packed.append(packer.compress(b"".join(strip)))
    packing = f"/DecodeParms << /Predictor 15 /Colors {count} /BitsPerComponent 8 /Columns {image.width} >>"
    data = b"".join([*packed, packer.flush()])
    return Pixels(data, _entries(image, colours, f"/FlateDecode {packing}"))
