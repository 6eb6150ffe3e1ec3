"""What the Export menu writes for office programs: a workbook, lists of cards and insights, slides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog

from cjm_desktop.formats import cjm
from cjm_desktop.formats.workbook import every
from cjm_desktop.ui import text
from cjm_desktop.ui.main_window import MainWindow
from cjm_desktop.ui.windows import Windows
from tests.test_examples import DUTCH

RETOUR = next(path for path in DUTCH if path.stem == "retour")
Saving = Callable[[str], list[str]]


@pytest.fixture
def window(windows: Windows, tmp_path: Path) -> MainWindow:
    path = tmp_path / "retour.cjm"
    path.write_bytes(RETOUR.read_bytes())
    opened = windows.open(path)
    assert opened is not None
    return opened


@pytest.fixture
def saving(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Saving:
    """Answer the dialog for files with a name; gives the names that were proposed."""

    def prepare(name: str) -> list[str]:
        proposed: list[str] = []

        def ask(_parent: Any, _title: str, start: str, kinds: str) -> tuple[str, str]:
            proposed.append(Path(start).name)
            return (str(tmp_path / name) if name else "", kinds.split(";;")[0])

        monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
        return proposed

    return prepare


def test_a_workbook_of_all_scenarios_is_written(window: MainWindow, saving: Saving, tmp_path: Path) -> None:
    proposed = saving("retour 1.2")
    window.actions_["export_xlsx"].trigger()
    assert proposed == ["retour.xlsx"]
    book = openpyxl.load_workbook(tmp_path / "retour 1.2.xlsx")
    scenarios = {row[0] for row in book["Kaartjes"].iter_rows(min_row=2, values_only=True)}
    assert scenarios == {s.name for s in window.document.journey.scenarios}


@pytest.mark.parametrize(
    ("action", "proposed", "word"),
    [
        ("export_cards", "retour - cards.csv", "Neemt het pakket aan"),
        ("export_insights", "retour - insights.csv", "Terugbelknop in de webshop"),
    ],
)
def test_lists_are_written_under_names_of_their_own(
    window: MainWindow, saving: Saving, tmp_path: Path, action: str, proposed: str, word: str
) -> None:
    asked = saving("lijst.csv")
    window.actions_[action].trigger()
    assert asked == [proposed]
    written = (tmp_path / "lijst.csv").read_text("utf-8-sig")
    assert word in written
    assert ";" in written.splitlines()[0]
    saving("lijst.tsv")
    window.actions_[action].trigger()
    assert "\t" in (tmp_path / "lijst.tsv").read_text("utf-8").splitlines()[0]


@pytest.mark.parametrize("action", ["export_xlsx", "export_cards", "export_insights"])
def test_who_cancels_gets_no_file(window: MainWindow, saving: Saving, tmp_path: Path, action: str) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    saving("")
    window.actions_[action].trigger()
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_workbook_that_is_broken_off_leaves_the_old_file(
    window: MainWindow, saving: Saving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "oud.xlsx").write_bytes(b"old")
    saving("oud.xlsx")
    monkeypatch.setattr(text.ProgressBox, "listener", lambda *_args: False)
    window.actions_["export_xlsx"].trigger()
    assert (tmp_path / "oud.xlsx").read_bytes() == b"old"


def test_a_folder_that_is_gone_is_told(
    window: MainWindow, saving: Saving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(text, "say", lambda _parent, words, more="", **_kw: told.append(f"{words} {more}"))
    saving("weg/lijst.csv")
    window.actions_["export_cards"].trigger()
    assert len(told) == 1


def test_a_scenario_that_joins_others_holds_nothing_of_its_own() -> None:
    for path in DUTCH:
        journey = cjm.load(path)[0]
        own = every(journey)
        roads = [t.id for id in own for t in journey.road(id)]
        assert len(roads) == len(set(roads)) == len(journey.touchpoints)
