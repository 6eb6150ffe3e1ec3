"""The name of a file that is written: as every system takes it, with its ending, over another only when asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from cjm_desktop.ui import save_names, text


@pytest.mark.parametrize(
    ("typed", "kind", "written"),
    [
        ("plan.csv", "", "plan.csv"),
        ("plan.TSV", "", "plan.TSV"),
        ("plan", "TSV table (*.tsv)", "plan.tsv"),
        ("plan 1.2", "CSV table (*.csv)", "plan 1.2.csv"),
    ],
)
def test_a_name_gets_the_ending_it_lacks(
    qtbot: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, kind: str, written: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / typed), kind))
    asked = save_names.ask(QWidget(), "Export", tmp_path, kind, ".csv", (".tsv",))
    assert asked == tmp_path / written


def test_a_file_that_the_dialog_did_not_know_of_is_asked_about(
    qtbot: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.csv").write_text("old")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "plan"), ""))
    for answer, path in (("cancel", None), ("replace", tmp_path / "plan.csv")):
        monkeypatch.setattr(text, "ask", lambda *_args, answer=answer: answer)
        assert save_names.ask(QWidget(), "Export", tmp_path, "", ".csv") == path


def test_a_sound_name_holds_nothing_that_a_system_bars() -> None:
    assert save_names.sound(' a/b: "c"? ', "none") == "ab c"
    assert save_names.sound("...", "none") == "none"
    assert len(save_names.sound("x" * 200, "none")) == 80
