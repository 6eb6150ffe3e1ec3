"""Make the colour profile that every PDF names as its intent:  python packaging/icc.py

Little CMS, which Pillow brings, knows sRGB by its formulas; its profile is so small because the curves are formulas
too. The date is set to one that never changes and the version to ICC 4.2 (ISO 15076-1:2005), which PDF/A-2 names.
"""

from io import BytesIO
from pathlib import Path

from PIL import ImageCms

OUT = Path(__file__).resolve().parent.parent / "resources" / "icc" / "sRGB.icc"


def profile() -> bytes:
    """Give the profile's bytes."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[8:12] = bytes((4, 0x20, 0, 0))  # the version
    made[24:36] = b"".join(number.to_bytes(2, "big") for number in (2026, 1, 1, 0, 0, 0))
    made[40:44] = bytes(4)  # the system that it was made on
    made[84:100] = bytes(16)  # the fingerprint, which may be absent
    ImageCms.ImageCmsProfile(BytesIO(made))  # refuses what is none
    return bytes(made)


if __name__ == "__main__":
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(profile())
    print(OUT, len(profile()), "bytes")
