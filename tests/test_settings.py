"""Preferences: written whole, read with care."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from cjm_desktop import settings
from cjm_desktop.settings import MAX_RECENT, Settings, load, remember, save


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CJM_DESKTOP_HOME", str(tmp_path))
    return tmp_path


def test_what_is_saved_is_loaded() -> None:
    assert load() == Settings()
    wanted = Settings(("/a/één.cjm", "/b.cjm"), "nl", "dark", "AdnQ", "/a", "Sanne")
    save(wanted)
    assert load() == wanted
    save(replace(wanted, author=""))
    assert load().author == ""
    assert [path.name for path in settings.config_dir().iterdir()] == ["settings.json"]


def test_a_name_that_is_no_utf8_survives() -> None:
    name = os.fsdecode(b"/caf\xe9.cjm")
    save(Settings(recent_files=(name,)))
    assert load().recent_files == (name,)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_is_set_aside(damage: bytes) -> None:
    file = settings.config_dir() / "settings.json"
    file.write_bytes(damage)
    assert load() == Settings()
    assert not file.exists()
    assert file.with_name("settings.json.bad").read_bytes() == damage


def test_wrong_values_get_their_default_and_the_others_stay() -> None:
    file = settings.config_dir() / "settings.json"
    file.write_text(
        '{"language": "fr", "appearance": 3, "recent_files": ["/a", 1, "/a", ""], "author": "S", "new": 1}'
    )
    assert load() == Settings(recent_files=("/a",), author="S")


def test_a_failed_save_leaves_the_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    save(Settings(author="before"))

    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="disk full"):
        save(Settings(author="after"))
    assert load().author == "before"
    assert [path.name for path in settings.config_dir().iterdir()] == ["settings.json"]


def test_a_home_that_cannot_be_made_gives_defaults(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").touch()
    monkeypatch.setenv("CJM_DESKTOP_HOME", str(home / "file"))
    assert load() == Settings()


def test_recent_files_are_newest_first_and_few(tmp_path: Path) -> None:
    found = Settings()
    for number in range(MAX_RECENT + 3):
        found = remember(found, tmp_path / f"{number}.cjm")
    found = remember(found, tmp_path / "5.cjm")
    assert len(found.recent_files) == MAX_RECENT
    assert found.recent_files[:2] == (str(tmp_path / "5.cjm"), str(tmp_path / f"{MAX_RECENT + 2}.cjm"))
    assert len(set(found.recent_files)) == MAX_RECENT
    assert found.last_folder == str(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has these permissions")
def test_recovery_copies_are_for_the_user_alone(home: Path) -> None:
    (home / "state").mkdir(mode=0o755)
    assert stat.S_IMODE(settings.state_dir().stat().st_mode) == 0o700


def test_folders_without_the_override(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CJM_DESKTOP_HOME")
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    folders = {settings.config_dir(), settings.state_dir(), settings.cache_dir()}
    assert all(
        folder.is_dir() and tmp_path in folder.parents and "cjm-desktop" in folder.parts for folder in folders
    )
