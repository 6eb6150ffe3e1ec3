"""Pages as PNG: the size that was asked for, the same picture whatever the bands, and nothing half written."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from cjm_desktop import resources
from cjm_desktop.formats import cjm
from cjm_desktop.frozen import replace
from cjm_desktop.layout import pages, theme
from cjm_desktop.layout.drawing import Group, Picture, Placed, Shape, bounds_of
from cjm_desktop.layout.geometry import Path as Outline
from cjm_desktop.layout.geometry import Rect, circle, rectangle
from cjm_desktop.layout.placement import Page, Sheet, View
from cjm_desktop.layout.sheets import compose
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Asset
from cjm_desktop.ui import pictures
from cjm_desktop.ui.canvas.page_painter import PagePainter
from tests.ui.test_page_painter import ROUNDING

PROBE = """
import os, sys
from pathlib import Path
from cjm_desktop.formats import cjm
from cjm_desktop.layout import pages, theme
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.sheets import compose
from cjm_desktop.ui.pictures import write_png
journey, _mark = cjm.load(Path(sys.argv[1]))
sheet = compose(journey, View(journey.scenarios[0].id), theme.load("standard"), "A4", "landscape")
write_png(pages.whole(sheet), journey, 72, Path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def journey() -> Journey:
    return cjm.load(resources.path("examples", "noorderlicht.cjm"))[0]


@pytest.fixture(scope="module")
def page(journey: Journey) -> Page:
    sheet = compose(journey, View(journey.scenarios[0].id), theme.load("standard"), "A4", "landscape")
    return pages.whole(sheet)


def read(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def largest_difference(one: Image.Image, other: Image.Image) -> int:
    found = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return max(i for band in found.split() for i, count in enumerate(band.histogram()) if count)


@pytest.mark.parametrize("dpi", [36, 96.5, 300])
def test_a_picture_is_as_large_as_its_paper(
    page: Page, journey: Journey, qapp: QApplication, dpi: float
) -> None:
    image = read(pictures.png_of(page, journey, dpi))
    assert image.size == (round(297 / 25.4 * dpi), round(210 / 25.4 * dpi))
    assert image.info["dpi"] == pytest.approx((dpi, dpi), abs=0.02)
    assert image.mode == "RGB"


def test_equal_pages_give_equal_bytes(page: Page, journey: Journey, qapp: QApplication) -> None:
    assert pictures.png_of(page, journey, 50) == pictures.png_of(page, journey, 50)


def test_bands_meet_without_a_seam(
    page: Page, journey: Journey, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read(pictures.png_of(page, journey, 150))
    monkeypatch.setattr(pictures, "_BAND", 200_000)
    bands = read(pictures.png_of(page, journey, 150))
    # Where a curve leaves a band, a pixel of its edge may come out otherwise.
    differs = ImageChops.difference(whole, bands).convert("L").histogram()
    assert sum(differs[ROUNDING:]) <= 4
    assert len(whole.getcolors(10**6) or ()) > 100


def test_the_picture_in_memory_is_that_of_the_file(page: Page, journey: Journey, qapp: QApplication) -> None:
    image = pictures.image_of(page, journey, 60)
    data = bytes(image.constBits())
    there = Image.frombytes("RGBA", (image.width(), image.height()), data, "raw", "BGRA")
    assert largest_difference(there, read(pictures.png_of(page, journey, 60))) <= ROUNDING
    assert image.dotsPerMeterX() == round(60 / 0.0254)


@pytest.mark.parametrize(
    ("side", "dpi", "sentence"),
    [
        (842, 35, r"36 to 1200 dots per inch; 35 is not"),
        (842, 1201, r"1201 is not"),
        (7_200, 301, r"301 dpi .* 30100 × 301 pixels; .* no more than 30000\. Choose 300 dpi"),
        (72_000, 36, r"too large for a picture"),
    ],
)
def test_a_picture_that_nothing_opens_is_refused(side: float, dpi: float, sentence: str) -> None:
    all_of_it = Rect(0, 0, side, 72)
    with pytest.raises(CjmError, match=sentence):
        pictures.size_of(Page(side, 72, all_of_it, all_of_it, all_of_it, "1"), dpi)


def test_the_dpi_that_is_told_works() -> None:
    all_of_it = Rect(0, 0, 3370.4, 2383.9)
    page = Page(3370.4, 2383.9, all_of_it, all_of_it, all_of_it, "1")
    with pytest.raises(CjmError) as told:
        pictures.size_of(page, 1200)
    works = told.value.problems[0].args["works"]
    assert max(pictures.size_of(page, works)) <= pictures.LARGEST_SIDE
    with pytest.raises(CjmError):
        pictures.size_of(page, works + 1)


def test_a_picture_file_is_written(page: Page, journey: Journey, qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "kaart.png"
    pictures.write_png(page, journey, 72, path)
    assert path.read_bytes() == pictures.png_of(page, journey, 72)


def test_cancelling_leaves_the_old_file_and_no_other(
    page: Page, journey: Journey, qapp: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / "kaart.png"
    path.write_bytes(b"old")
    told: list[tuple[str, int, int]] = []

    def listen(words: str, done: int, total: int) -> bool:
        told.append((words, done, total))
        return len(told) < 3

    with pytest.raises(progress.Cancelled), progress.listening(listen):
        pictures.write_png(page, journey, 600, path)
    assert told[0][0] == "Painting the picture…"
    assert told[-1][1] < told[-1][2]
    assert [p.name for p in tmp_path.iterdir()] == ["kaart.png"]
    assert path.read_bytes() == b"old"


def test_progress_is_told_within_a_band_too(
    page: Page, journey: Journey, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[int] = []
    monkeypatch.setattr(progress, "step", lambda done=0, total=0: steps.append(done))
    pictures.png_of(page, journey, 40)
    assert len(steps) > 100


def test_no_window_is_needed(tmp_path: Path) -> None:
    """A command line on a server: no display is named, and Qt would end the process."""
    source, target = resources.path("examples", "retour.cjm"), tmp_path / "kaart.png"
    env = {"PATH": "/usr/bin:/bin", "CJM_DESKTOP_HOME": str(tmp_path), "HOME": str(tmp_path)}
    env["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROBE, str(source), str(target)],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(read(target.read_bytes()).getcolors(10**6) or ()) > 100


# -- the pictures of a journey --------------------------------------------------------------------------


def photo(colour: str) -> tuple[bytes, str]:
    out = BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "PNG")
    return out.getvalue(), sha256(out.getvalue()).hexdigest()


@pytest.fixture
def with_photos(journey: Journey) -> tuple[Journey, Page]:
    made = [
        Asset(id=f"as_{n}", media_type="image/png", data=data, width=400, height=300, sha256=digest)
        for n, (data, digest) in enumerate(map(photo, ("#FF0000", "#00FF00")))
    ]
    album = Journey([*journey.records(), *made])
    drawing = (
        Picture(Rect(10, 10, 80, 60), "as_0", circle(50, 40, 20)),
        Group((Picture(Rect(0, 0, 40, 30), "as_1"),), 100, 10, 2.0),
    )
    placed = Placed(0, 0, 0, drawing, Outline(()), bounds_of(drawing))
    layout = compose(journey, View(journey.scenarios[0].id), theme.load("standard"), "A4", "landscape").map
    sheet = Sheet(300, 100, {"photos": placed}, replace(layout, placed={}), (0, 0), 1.0, 10.0)
    return album, pages.whole(sheet)


def test_pictures_of_the_journey_are_painted(with_photos: tuple[Journey, Page], qapp: QApplication) -> None:
    image = read(pictures.png_of(with_photos[1], with_photos[0], 144))
    assert image.getpixel((100, 80)) == (255, 0, 0)
    assert image.getpixel((24, 24)) == (255, 255, 255)  # outside the clip
    assert image.getpixel((280, 60)) == (0, 255, 0)


def test_pictures_are_decoded_as_large_as_they_are_printed(
    with_photos: tuple[Journey, Page], qapp: QApplication
) -> None:
    small = pictures.PagePictures(with_photos[1], with_photos[0], 72)("as_1")
    large = pictures.PagePictures(with_photos[1], with_photos[0], 1200)("as_1")
    assert small is not None
    assert large is not None
    assert (small.width(), large.width()) == (81, 400)  # 80 points at 72 dpi; no larger than it is


def test_only_so_many_pictures_are_kept(
    with_photos: tuple[Journey, Page], qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_KEPT", 30_000)
    decoded: list[str] = []

    def decode(asset: Asset, longest: int) -> QImage:
        decoded.append(asset.id)
        return QImage(longest, longest, QImage.Format.Format_RGB32)

    monkeypatch.setattr(pictures, "decoded", decode)
    store = pictures.PagePictures(with_photos[1], with_photos[0], 72)
    for id in ("as_0", "as_0", "as_1", "as_0"):
        store(id)
    assert decoded == ["as_0", "as_1", "as_0"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (None, "no longer in the journey"),
        ({"data": b"\x89PNG\r\n\x1a\nno"}, "not a sound PNG or JPEG"),
        ({"width": 20_000, "height": 20_000}, "has 400 million pixels; at most 25 million"),
    ],
    ids=["gone", "damaged", "huge"],
)
def test_a_picture_that_can_not_be_shown_is_told_and_no_file_is_written(
    with_photos: tuple[Journey, Page],
    qapp: QApplication,
    tmp_path: Path,
    changes: dict[str, Any] | None,
    sentence: str,
) -> None:
    album, page = with_photos
    records = [
        record if record.id != "as_1" else replace(record, **changes or {})
        for record in album.records()
        if changes is not None or record.id != "as_1"
    ]
    with pytest.raises(CjmError, match=sentence):
        pictures.write_png(page, Journey(records), 72, tmp_path / "kaart.png")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_and_the_old_file_stays(
    page: Page, journey: Journey, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kaart.png"
    path.write_bytes(b"old")
    real, room = os.write, [20_000]

    def write(handle: int, data: Any) -> int:
        if len(data) > room[0]:
            raise OSError(errno.ENOSPC, "full")
        room[0] -= len(data)
        return real(handle, data)

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(CjmError, match=r"the disk is full\. No file was changed"):
        pictures.write_png(page, journey, 150, path)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["kaart.png"]


def test_what_stands_above_is_let_go_of(journey: Journey, qapp: QApplication) -> None:
    shapes = {
        f"part:{y}": Placed(
            0, y, 0, (Shape(rectangle(Rect(0, 0, 9, 9)), fill="#000000"),), Outline(()), Rect(0, 0, 9, 9)
        )
        for y in (0, 100, 200)
    }
    layout = compose(journey, View(journey.scenarios[0].id), theme.load("standard"), "A4", "landscape").map
    sheet = Sheet(100, 300, shapes, replace(layout, placed={}), (0, 0), 1.0, 10.0)
    player = PagePainter(pages.whole(sheet))
    image = pictures._band(player, pages.whole(sheet), 72, 100, 0, 300)
    assert image.pixelColor(5, 205).name() == "#000000"
    assert len(player._ops) == 3
    player.forget(130)
    assert len(player._ops) == 1
