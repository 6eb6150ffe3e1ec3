"""The command line: what it writes, what it says, how it ends, and what it leaves unloaded."""

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from cjm_desktop import __version__, cli, i18n, settings
from cjm_desktop.formats import cjm, safe_write
from cjm_desktop.layout.paper import known
from cjm_desktop.model import edits, scenarios

ROOT = Path(__file__).resolve().parent.parent
TABLE = (
    "fase;contactmoment;emotie;pijnpunt;kans\r\n"
    "Kijken;Ziet de jas;1;;\r\n"
    "Kijken;Leest beoordelingen;0,5;Kleine letters;Grotere letters\r\n"
    "Kopen;Betaalt;-1,5;Account verplicht;Kopen als gast\r\n"
)
MERMAID = "journey\n  title Een dag\n  section Ochtend\n    Koffie zetten: 4: Ik, Kat\n    Opstaan: 2: Ik\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a table and a mermaid text, in English."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "jas.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "dag.mmd").write_text(MERMAID, encoding="utf-8")
    return tmp_path


@pytest.fixture
def journey(folder: Path) -> Path:
    assert cli.run(["import", "jas.csv", "jas.cjm", "--language", "nl", "--title", "De jas"]) == 0
    return folder / "jas.cjm"


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "cjm_desktop", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "LANGUAGE": "en", **environment},
        capture_output=True,
        check=False,
    )


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


# -- import ------------------------------------------------------------------------------------------


def test_a_table_becomes_a_journey(journey: Path) -> None:
    read, _ = cjm.load(journey)
    assert [t.title for t in read.touchpoints] == ["Ziet de jas", "Leest beoordelingen", "Betaalt"]
    assert (read.info.title, read.info.language) == ("De jas", "nl")
    assert [p.name for p in read.phases] == ["Kijken", "Kopen"]


def test_a_mermaid_text_becomes_a_journey(folder: Path) -> None:
    assert cli.run(["import", "dag.mmd", "dag.cjm"]) == 0
    read, _ = cjm.load(folder / "dag.cjm")
    assert (read.info.title, len(read.personas), read.info.language) == ("Een dag", 2, "en")


def test_a_journey_without_a_title_is_called_after_its_file(folder: Path) -> None:
    assert cli.run(["import", "jas.csv", "x.cjm"]) == 0
    assert cjm.load(folder / "x.cjm")[0].info.title == "jas"


def test_import_replaces_nothing_unless_forced(journey: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = journey.read_bytes()
    assert cli.run(["import", "dag.mmd", "jas.cjm"]) == 2
    assert "--force" in said(capsys)[0]
    assert journey.read_bytes() == before
    assert cli.run(["import", "dag.mmd", "jas.cjm", "--force"]) == 0
    assert cjm.load(journey)[0].info.title == "Een dag"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["jas.xlsx", "x.cjm"], ".csv"),
        (["jas.csv", "x.txt"], ".cjm"),
        (["weg.csv", "x.cjm"], "weg.csv"),
        (["leeg.csv", "x.cjm"], "leeg.csv"),
        (["jas.csv", "weg/x.cjm"], "x.cjm"),
    ],
)
def test_an_import_that_fails_tells_why_and_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], word: str
) -> None:
    (folder / "leeg.csv").write_bytes(b"")
    before = set(folder.rglob("*"))
    assert cli.run(["import", *arguments]) == 2
    assert word in said(capsys)[0]
    assert set(folder.rglob("*")) == before


def test_warnings_of_an_import_name_the_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "raar.csv").write_text(TABLE.replace(";1;", ";blij?;"), encoding="utf-8")
    assert cli.run(["import", "raar.csv", "x.cjm"]) == 0
    [line] = said(capsys)
    assert line.startswith("cjm-desktop: warning: ")
    assert "2" in line


# -- export ------------------------------------------------------------------------------------------


def test_a_poster_has_its_paper_and_all_texts(journey: Path) -> None:
    options = ["--paper", "a3", "--orientation", "portrait"]
    assert cli.run(["export", "jas.cjm", "jas.pdf", *options]) == 0
    found = PdfReader(BytesIO(Path("jas.pdf").read_bytes()))
    [page] = found.pages
    width, height = known("A3").size("portrait")
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
        (width, height), abs=0.01
    )
    words = " ".join(page.extract_text().split())
    for text in ("De jas", "Ziet de jas", "Betaalt", "Account verplicht", "Kopen als gast"):
        assert text in words
    assert found.metadata is not None
    assert found.metadata.title == "De jas"
    assert found.trailer["/Root"]["/Lang"] == "nl"


def test_lanes_are_chosen_by_name_or_kind(journey: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read, _ = cjm.load(journey)
    name = next(lane.name for lane in read.lanes if lane.kind == "opportunities")
    assert cli.run(["export", "jas.cjm", "x.pdf", "--lanes", f"pains, {name.upper()}"]) == 0
    assert cli.run(["export", "jas.cjm", "y.pdf", "--lanes", "pains"]) == 0
    both, one = (PdfReader(name).pages[0].extract_text() for name in ("x.pdf", "y.pdf"))
    for text in (both, one):
        assert "Kleine letters" in " ".join(text.split())
    # The insights below the map may name a chance too; the lane with its cards is what goes.
    assert both.count("Kopen als gast") + both.count("Grotere") > one.count("Kopen als gast") + one.count(
        "Grotere"
    )
    assert name not in one
    said(capsys)
    assert cli.run(["export", "jas.cjm", "z.pdf", "--lanes", "pains,weg"]) == 2
    assert "“weg”" in said(capsys)[0]
    assert not Path("z.pdf").exists()


@pytest.mark.parametrize(
    ("options", "word"),
    [(["--scenario", "Droom"], "“Droom”"), (["--theme", "../x"], "standard"), (["--paper", "B2"], "A1")],
)
def test_what_is_not_there_is_told_with_what_is(
    journey: Path, capsys: pytest.CaptureFixture[str], options: list[str], word: str
) -> None:
    assert cli.run(["export", "jas.cjm", "x.pdf", *options]) == 2
    assert word in " ".join(said(capsys))
    assert not Path("x.pdf").exists()


def test_a_scenario_is_chosen_by_name(journey: Path) -> None:
    read, _ = cjm.load(journey)
    assert cli.run(["export", "jas.cjm", "x.csv", "--scenario", read.scenarios[0].name.upper()]) == 0


@pytest.mark.parametrize("name", ["x.csv", "x.tsv", "x.mmd"])
def test_what_is_exported_can_be_imported(journey: Path, name: str) -> None:
    assert cli.run(["export", "jas.cjm", name]) == 0
    assert cli.run(["import", name, "again.cjm"]) == 0
    again, _ = cjm.load("again.cjm")
    assert [t.title for t in again.touchpoints] == ["Ziet de jas", "Leest beoordelingen", "Betaalt"]


def test_a_table_or_mermaid_text_can_be_printed_as_it_is(folder: Path) -> None:
    for source in ("jas.csv", "dag.mmd"):
        assert cli.run(["export", source, "x.pdf"]) == 0
        assert len(PdfReader("x.pdf").pages) == 1


def test_the_same_journey_gives_the_same_poster(journey: Path) -> None:
    for name in ("x.pdf", "y.pdf"):
        assert process("export", str(journey), name, PYTHONHASHSEED=str(ord(name[0]))).returncode == 0
    assert Path("x.pdf").read_bytes() == Path("y.pdf").read_bytes()


def test_an_old_poster_survives_what_goes_wrong(
    journey: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("x.pdf").write_bytes(b"old")

    def full(handle: int, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(safe_write, "_write_all", full)
        assert cli.run(["export", "jas.cjm", "x.pdf"]) == 2
    assert "x.pdf" in said(capsys)[0]
    assert Path("x.pdf").read_bytes() == b"old"
    assert cli.run(["export", "jas.cjm", "x.pdf"]) == 0
    assert Path("x.pdf").read_bytes().startswith(b"%PDF")


def test_the_source_is_never_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "link.csv").symlink_to(folder / "jas.csv")
    for out in ("jas.csv", "link.csv", "./jas.csv"):
        assert cli.run(["export", "jas.csv", out]) == 2
    assert (folder / "jas.csv").read_text(encoding="utf-8").startswith("fase")
    assert len(said(capsys)) == 3


def test_an_unknown_ending_is_told(journey: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", "jas.cjm", "jas.docx"]) == 2
    assert ".pdf" in said(capsys)[0]


def test_letters_too_small_to_read_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"Fase {i // 5};Moment nummer {i};0;;\r\n" for i in range(60))
    (folder / "lang.csv").write_text(TABLE + rows, encoding="utf-8")
    assert cli.run(["export", "lang.csv", "x.pdf", "--paper", "A4"]) == 0
    assert any("A4" in line for line in said(capsys))


# -- check -------------------------------------------------------------------------------------------


def test_check_tells_nothing_of_a_sound_file(journey: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", "jas.cjm", "dag.mmd"]) == 0
    out = capsys.readouterr()
    assert (out.out, out.err) == ("", "")


def test_check_ends_with_one_for_warnings_and_two_for_errors(
    journey: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(journey.read_bytes())
    document["touchpoints"][0]["zomaar"] = 1
    Path("odd.cjm").write_text(json.dumps(document))
    assert cli.run(["check", "odd.cjm"]) == 1
    assert "odd.cjm: warning: touchpoints[0]" in capsys.readouterr().out
    document["touchpoints"][1]["phase"] = "nergens"
    document["touchpoints"][2]["effort"] = 99
    Path("bad.cjm").write_text(json.dumps(document))
    assert cli.run(["check", "odd.cjm", "bad.cjm", "jas.cjm"]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("bad.cjm: error: touchpoints[2]") for line in lines)
    assert cli.run(["check", "weg.cjm"]) == 2


def test_a_file_cannot_steer_the_terminal(journey: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(journey.read_bytes())
    document["scenarios"][0]["state"] = "\x1b[2Jweg\n"
    Path("bad.cjm").write_text(json.dumps(document))
    assert cli.run(["check", "bad.cjm"]) == 2
    assert cli.run(["export", "bad.cjm", "x.pdf"]) == 2
    out = capsys.readouterr()
    assert "\x1b" not in out.out + out.err
    assert "weg" in out.out


@pytest.mark.parametrize("data", [b"", b"\x00" * 99, b"{}", b"[" * 100_000, b'{"format": 1}', b"\xff\xfe{}"])
def test_no_file_gives_a_traceback(folder: Path, data: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("x.cjm", "x.csv", "x.mmd"):
        (folder / name).write_bytes(data)
        assert cli.run(["check", name]) == 2
        assert cli.run(["export", name, "x.pdf"]) == 2
    out = capsys.readouterr()
    assert "Traceback" not in out.err
    assert "Unexpected" not in out.err


# -- start, help, language ---------------------------------------------------------------------------


def test_version_and_help_end_well(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out == f"CJM Desktop {__version__}\n"
    for command in ([], ["export"], ["import"], ["check"]):
        assert cli.run([*command, "--help"]) == 0
        assert "cjm-desktop" in capsys.readouterr().out


def test_help_keeps_what_a_command_does_clear_of_its_usage(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(i18n._texts_of("nl"), "FILE", "BESTANDSNAAM")
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert cli.run(["--help"]) == 0
    (line,) = (line for line in capsys.readouterr().out.splitlines() if "cjm-desktop compare" in line)
    assert line.startswith("  cjm-desktop compare BESTANDSNAAM [BESTANDSNAAM]  ")


@pytest.mark.parametrize(
    "arguments", [["--weg"], ["export"], ["export", "a", "b", "c"], ["import", "a"], ["check"]]
)
def test_wrong_arguments_end_with_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    assert cli.run(arguments) == 2
    assert "usage: " in capsys.readouterr().err


def test_help_speaks_the_language_of_the_system(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a catalogue of our own, so that the test doesn't hang on the real one."""
    words = {"usage: ": "gebruik: ", "options": "opties", "FILE": "BESTAND"}
    texts = i18n._texts_of("nl")
    for english, dutch in words.items():
        monkeypatch.setitem(texts, english, dutch)
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert cli.run(["check", "--help"]) == 0
    out = capsys.readouterr().out
    for dutch in words.values():
        assert dutch in out
    assert "usage" not in out
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert cli.run(["check", "--help"]) == 0
    assert "usage: " in capsys.readouterr().out


def test_version_loads_next_to_nothing() -> None:
    script = (
        "import sys; bare = set(sys.modules); sys.argv = ['cjm-desktop', '--version']\n"
        "from cjm_desktop.__main__ import main\n"
        "assert main() == 0\n"
        "new = {name for name in sys.modules if name not in bare}\n"
        "assert new == {'cjm_desktop', 'cjm_desktop.__main__'}, new\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().strip() == f"CJM Desktop {__version__}"


def test_work_without_a_window_loads_no_qt(journey: Path) -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from cjm_desktop import cli\n"
        "for line in (['import', 'dag.mmd', 'q.cjm'], ['check', 'q.cjm'], ['export', 'q.cjm', 'q.mmd'],\n"
        "             ['export', 'q.cjm', 'q.csv']):\n"
        "    assert cli.run(line) == 0, line\n"
        "assert not any(name in sys.modules for name in ('reportlab', 'PIL', 'uharfbuzz'))\n"
        "assert cli.run(['export', 'q.cjm', 'q.pdf']) == 0\n"
        "assert not any(name.startswith(('PySide6', 'shiboken6', 'cjm_desktop.ui')) for name in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_without_a_screen_a_sentence_is_said() -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux has no screen")
    hidden = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    done = process("x.cjm", **hidden)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1


def test_a_reader_that_leaves_early_is_no_error(journey: Path) -> None:
    document = json.loads(journey.read_bytes())
    document["touchpoints"][0] |= {f"field{i}": 1 for i in range(5000)}
    Path("odd.cjm").write_text(json.dumps(document))
    command = [sys.executable, "-P", "-m", "cjm_desktop", "check", *["odd.cjm"] * 20]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_a_fault_of_the_program_is_a_sentence_and_a_log_without_texts(
    journey: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the client's secret")

    monkeypatch.setattr(cjm, "read", broken)
    assert cli.run(["export", "jas.cjm", "x.pdf"]) == 3
    [line] = said(capsys)
    assert "RuntimeError" in line
    log = (settings.state_dir() / "cjm-desktop.log").read_text(encoding="utf-8")
    assert "broken" in log
    assert "secret" not in line + log
    assert str(ROOT) not in log


def test_ctrl_c_ends_quietly(journey: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cjm, "read", stop)
    assert cli.run(["export", "jas.cjm", "x.pdf"]) == 130


# -- compare -----------------------------------------------------------------------------------------


@pytest.fixture
def later(journey: Path) -> Path:
    """A copy of the file in which one touchpoint is gone and another one has another title."""
    now = cjm.read(journey.read_bytes())
    see, read, _pay = now.road(now.scenarios[0].id)
    now.apply(edits.rename(now, see.id, "Ziet de jas\u202e hangen"))
    now.apply(edits.delete(now, [read.id]))
    path = journey.parent / "later.cjm"
    path.write_bytes(cjm.write(now))
    return path


def test_compare_tells_what_became_of_a_scenario_a_line_each(
    journey: Path, later: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert cli.run(["compare", "jas.cjm", "later.cjm"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith(": 1 of 3 touchpoints are the same.")
    assert "Dropped: Leest beoordelingen (Kijken)" in lines
    assert "Changed: Ziet de jas\\u202e hangen (Title: Ziet de jas → Ziet de jas\\u202e hangen)" in lines


def test_compare_of_the_same_ends_well(journey: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert cli.run(["compare", "jas.cjm", "jas.cjm"]) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith(": no differences.")


def test_compare_of_two_scenarios_of_one_file(journey: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = cjm.read(journey.read_bytes())
    change, made = scenarios.derive(whole, whole.scenarios[0].id, "Straks", "desired")
    whole.apply(change)
    whole.apply(edits.delete(whole, [whole.road(made)[0].id]))
    journey.write_bytes(cjm.write(whole))
    capsys.readouterr()
    assert cli.run(["compare", "jas.cjm", "--with", "straks"]) == 1
    assert "Dropped: Ziet de jas (Kijken)" in capsys.readouterr().out.splitlines()
    assert cli.run(["compare", "jas.cjm", "--scenario", "Straks"]) == 1
    assert "New: Ziet de jas (Kijken)" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["jas.cjm"], "cjm-desktop: Name two files, or another scenario of this one with --with."),
        (["jas.cjm", "--with", "nooit"], "cjm-desktop: There is no scenario “nooit”"),
        (["jas.cjm", "nergens.cjm"], "nergens.cjm"),
        ([], "required"),
    ],
)
def test_compare_says_why_it_can_not(
    journey: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    capsys.readouterr()
    assert cli.run(["compare", *arguments]) == 2
    told = capsys.readouterr()
    assert sentence in told.err
    assert told.out == ""


def test_compare_leaves_qt_unloaded(journey: Path) -> None:
    code = (
        "import sys; from cjm_desktop import cli; cli.run(['compare', 'jas.cjm', 'jas.cjm']);"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=journey.parent,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
