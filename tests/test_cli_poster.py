"""The poster on the command line: paper, tiles, parts and formats."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from cjm_desktop import cli, cli_choices, resources
from cjm_desktop.cli_arguments import parse
from cjm_desktop.cli_poster import settings_of
from cjm_desktop.formats import cjm
from cjm_desktop.frozen import replace
from cjm_desktop.layout.paper import MM
from cjm_desktop.model import edits
from cjm_desktop.model.fields import Range, specs
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import INFO_ID, PosterSettings
from tests.layout.posters import CHOSEN

EXAMPLES = Path(__file__).parent.parent / "resources" / "examples"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "jas.cjm").write_bytes((EXAMPLES / "noorderlicht.cjm").read_bytes())
    return tmp_path


def asked(journey: Journey, *options: str) -> PosterSettings:
    return settings_of(journey, parse(["export", "jas.cjm", "x.pdf", *options])[1])


def size_mm(path: str, page: int = 0) -> tuple[float, float]:
    box = PdfReader(BytesIO(Path(path).read_bytes())).pages[page].mediabox
    return round(float(box.width) / MM, 1), round(float(box.height) / MM, 1)


def test_every_setting_can_be_told(folder: Path) -> None:
    journey, _mark = cjm.load(folder / "jas.cjm")
    found = asked(
        journey,
        *(
            "--paper",
            "400x900mm",
            "--orientation",
            "portrait",
            "--scale",
            "width",
            "--reads-at",
            "1,5m",
            "--margin",
            "1.5cm",
        ),
        *("--bleed", "3", "--marks", "--ground", "--split", "3", "--together", "--without", "legend, footer"),
        *("--qr", "https://example.org", "--tile", "a3", "--tile-orientation", "landscape"),
        *("--overlap", "0.5in", "--edge", "4,2mm", "--exact-cuts", "--blank-tiles", "--no-assembly"),
        *("--dpi", "300 dpi", "--outlines", "--lanes", "pains", "--scenario", journey.scenarios[0].name),
    )
    pains = tuple(lane.id for lane in journey.lanes if lane.kind == "pains")
    assert found == replace(
        CHOSEN,
        paper=found.paper,
        scenarios=(journey.scenarios[0].id,),
        together=True,
        lanes=pains,
        theme=found.theme,
    )
    # A new setting must have an option too.
    plain = PosterSettings()
    assert {s.name for s in specs(PosterSettings) if getattr(found, s.name) == getattr(plain, s.name)} == {
        "compare",
        "theme",
    }
    assert "400" in found.paper
    assert "900" in found.paper


def test_what_is_not_told_is_as_the_author_last_set_it(folder: Path) -> None:
    journey, _mark = cjm.load(folder / "jas.cjm")
    last = PosterSettings(paper="A2", tiles="A4", marks=True, overlap=12)
    journey.apply(edits.update(journey, INFO_ID, poster=last))
    assert asked(journey) == last
    assert asked(journey, "--no-marks", "--tile", "none") == PosterSettings(paper="A2", overlap=12)
    # What this version doesn't know is as if it were not told.
    journey.apply(edits.update(journey, INFO_ID, poster=PosterSettings(paper="B17", tiles="2x2")))
    assert asked(journey) == PosterSettings()


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--paper", "B17"], "B17"),
        (["--paper", "10x10mm"], "10"),
        (["--tile", "B17"], "B17"),
        (["--overlap", "tien"], "tien"),
        (["--overlap", "2m"], "overlap"),
        (["--split", "0"], "“0”"),
        (["--reads-at", "21"], "21"),
        (["--reads-at", "nan"], "nan"),
        (["--dpi", "1201"], "from 36 to 1200"),
        (["--dpi", "35"], "“35”"),
        (["--dpi", "fijn"], "fijn"),
        (["--reads-at", "ver"], "ver"),
        (["--without", "legend,moon"], "moon"),
        (["--compare", "Droom"], "Droom"),
        (["--scenario", "Droom"], "Droom"),
    ],
)
def test_what_can_not_be_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], options: list[str], word: str
) -> None:
    assert cli.run(["export", "jas.cjm", "x.pdf", *options]) == 2
    assert word in capsys.readouterr().err
    assert not Path("x.pdf").exists()


@pytest.mark.parametrize(
    ("text", "length"), [("10", 10), ("10mm", 10), ("1,5 cm", 15), ("0.4in", 10.16), ('1"', 25.4), ("0", 0)]
)
def test_lengths_have_units(text: str, length: float) -> None:
    assert cli_choices.millimetres(text, "overlap", Range(0, 100)) == length


@pytest.mark.parametrize("text", ["", "mm", "-1mm", "1e9", "nan", "inf", "1.2.3", "10 kg", "²mm"])
def test_what_is_no_length_is_told(text: str) -> None:
    with pytest.raises(CjmError, match="overlap"):
        cli_choices.millimetres(text, "overlap", Range(0, 100))


def test_a_poster_is_cut_into_tiles(folder: Path) -> None:
    options = ["--paper", "A1", "--tile", "A4", "--overlap", "10mm"]
    assert cli.run(["export", "jas.cjm", "x.pdf", *options]) == 0
    found = PdfReader(BytesIO(Path("x.pdf").read_bytes()))
    assert len(found.pages) > 9
    assert {frozenset(size_mm("x.pdf", n)) for n in range(len(found.pages))} == {frozenset((210.0, 297.0))}
    labels = found.page_labels
    assert "A1" in labels
    assert "B2" in labels


def test_bleed_and_marks_make_the_medium_larger_than_the_sheet(folder: Path) -> None:
    assert cli.run(["export", "jas.cjm", "x.pdf", "--paper", "A3", "--bleed", "3mm", "--marks"]) == 0
    [page] = PdfReader(BytesIO(Path("x.pdf").read_bytes())).pages
    assert round(float(page.trimbox.width) / MM, 1) == 420.0
    assert round(float(page.bleedbox.width) / MM, 1) == 426.0
    assert float(page.mediabox.width) > float(page.bleedbox.width)


def test_a_poster_becomes_pictures(folder: Path, qapp: QApplication) -> None:
    assert cli.run(["export", "jas.cjm", "x.png", "--paper", "A4", "--dpi", "72"]) == 0
    data = Path("x.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    assert (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")) == (842, 595)
    assert cli.run(["export", "jas.cjm", "x.svg", "--paper", "A4"]) == 0
    assert "Noorderlicht" in Path("x.svg").read_text("utf-8")
    assert cli.run(["export", "jas.cjm", "y.svg", "--paper", "A4", "--outlines"]) == 0
    assert "<text" not in Path("y.svg").read_text("utf-8")


def test_a_picture_of_several_sheets_becomes_several_files(folder: Path) -> None:
    assert cli.run(["export", "jas.cjm", "x.svg", "--paper", "A4", "--split", "2"]) == 0
    assert sorted(path.name for path in folder.glob("x*")) == ["x-1.svg", "x-2.svg"]


def _is_filled(name: str) -> bool:
    return b"<p:bg>" in ZipFile(name).read("ppt/slides/slide1.xml")


def test_slides_and_workbooks_are_written(folder: Path) -> None:
    for options in (["x.pptx"], ["y.pptx", "--per-phase"], ["x.xlsx"]):
        assert cli.run(["export", "jas.cjm", *options]) == 0

    def slides(name: str) -> int:
        return sum(part.startswith("ppt/slides/slide") for part in ZipFile(name).namelist())

    journey, _mark = cjm.load(folder / "jas.cjm")
    assert slides("x.pptx") == 1
    assert 1 < slides("y.pptx") <= len(journey.phases)
    assert cli.run(["export", "jas.cjm", "z.pptx", "--split", "phases", "--ground"]) == 0
    assert slides("z.pptx") == slides("y.pptx"), "as in the window, which has no other choice"
    assert _is_filled("z.pptx")
    assert not _is_filled("y.pptx")
    assert "xl/workbook.xml" in ZipFile("x.xlsx").namelist()


def test_a_workbook_has_all_scenarios_or_those_that_are_named(folder: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    retour = resources.path("examples", "retour.cjm")
    names = [scenario.name for scenario in cjm.load(retour)[0].scenarios]
    assert len(names) > 1
    for options, wanted in ([], set(names)), (["--scenario", names[1]], None):
        assert cli.run(["export", str(retour), "x.xlsx", *options]) == 0
        rows = list(openpyxl.load_workbook("x.xlsx").worksheets[0].values)
        if wanted is None:
            assert rows[0][0] != "Scenario"
        else:
            assert {row[0] for row in rows[1:]} == wanted


@pytest.mark.parametrize("name", ["cards", "insights"])
def test_a_table_may_list_cards_or_insights(folder: Path, name: str) -> None:
    assert cli.run(["export", "jas.cjm", "x.csv", "--list", name]) == 0
    assert cli.run(["export", "jas.cjm", "y.csv"]) == 0
    assert Path("x.csv").read_text("utf-8-sig").count("\n") > 2
    assert Path("x.csv").read_bytes() != Path("y.csv").read_bytes()


def test_the_format_may_be_named(folder: Path) -> None:
    assert cli.run(["export", "jas.cjm", "uit", "--format", "PDF", "--paper", "a4"]) == 0
    assert Path("uit").read_bytes().startswith(b"%PDF")


def test_a_theme_may_be_a_file_and_one_that_is_gone_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["export", "jas.cjm", "x.pdf", "--theme", "weg.cjmtheme"]) == 2
    assert "weg.cjmtheme" in capsys.readouterr().err
    journey, _mark = cjm.load(folder / "jas.cjm")
    journey.apply(edits.update(journey, INFO_ID, poster=PosterSettings(paper="A4", theme="Huisstijl")))
    cjm.save(journey, folder / "jas.cjm")
    for options in ([], ["--preflight"]):
        assert cli.run(["export", "jas.cjm", "x.pdf", *options]) == 0
        assert "Huisstijl" in capsys.readouterr().err


def test_preflight_tells_what_would_print_badly(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", "jas.cjm", "x.pdf", "--paper", "A5", "--preflight"]) == 0
    told = capsys.readouterr().err
    assert cli.run(["export", "jas.cjm", "x.pdf", "--paper", "A5"]) == 0
    assert len(told) > len(capsys.readouterr().err)


def test_what_is_good_to_know_is_no_warning(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", "jas.cjm", "x.pdf", "--paper", "A0", "--tile", "A3", "--preflight"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert any("A3" in line for line in lines), "how many sheets it takes"
    assert not [line for line in lines if "A3" in line and "warning" in line]
    assert cli.run(["export", "jas.cjm", "x.pdf", "--paper", "A5", "--preflight"]) == 0
    assert "warning: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("told", "size"),
    [
        (["--paper", "200x900mm"], (200, 900)),
        (["--paper", "900x200mm"], (900, 200)),
        (["--paper", "200x900mm", "--orientation", "landscape"], (900, 200)),
        (["--paper", "A4"], (297, 210)),
    ],
)
def test_paper_lies_as_its_sides_are_told(folder: Path, told: list[str], size: tuple[int, int]) -> None:
    """Width first, unless an orientation is told too."""
    assert cli.run(["export", "jas.cjm", "x.pdf", *told]) == 0
    assert size_mm("x.pdf") == pytest.approx(size, abs=0.1)
