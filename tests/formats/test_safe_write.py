"""Saving: the old file or the new one, whatever fails; and a sentence that says what failed."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cjm_desktop.formats import backups, cjm, safe_write
from cjm_desktop.formats.safe_write import ChangedOnDisk, fingerprint_of, write_file
from cjm_desktop.model.problems import CjmError, refusal
from cjm_desktop.model.starter import new_journey

OLD, NEW = b"old " * 50_000, b"new " * 60_000
CALLS = (
    "open",
    "write",
    "fsync",
    "close",
    "fchmod",
    "fstat",
    "replace",
    "link",
    "unlink",
    "stat",
    "scandir",
    "umask",
)


class Broken:
    """Counts the calls of os, and lets the Nth fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, nth: int, code: int) -> None:
        self.count = 0
        self.failed = ""
        for name in CALLS:
            if hasattr(os, name):
                monkeypatch.setattr(os, name, self._counted(name, getattr(os, name), nth, code))

    def _counted(self, name: str, real: Callable[..., Any], nth: int, code: int) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.count += 1
            if self.count == nth:
                self.failed = name
                if name == "close":
                    real(*args, **kwargs)  # the system closes it all the same
                raise OSError(code, os.strerror(code))
            return real(*args, **kwargs)

        return call


def temporaries(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir() if p.name.endswith(".cjm-tmp")]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "klant" / "reis.cjm"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def failed_one_by_one(tmp_path: Path, code: int, is_new: bool, write: Callable[[Path], None]) -> set[str]:
    """Let the first call of the system fail, then the second, until none does; gives which failed."""
    failed: set[str] = set()
    for nth in range(1, 200):
        folder = tmp_path / f"{nth}"
        folder.mkdir()
        path = folder / "reis.cjm"
        if not is_new:
            path.write_bytes(OLD)
        told = None
        with pytest.MonkeyPatch.context() as patch:
            broken = Broken(patch, nth, code)
            try:
                write(path)
            except CjmError as error:
                told = str(error)
        found = path.read_bytes() if path.exists() else None
        if told is None:
            assert found == NEW, broken.failed
        else:
            assert found == (None if is_new else OLD), broken.failed
            assert "reis.cjm" in told
            if broken.failed != "unlink":
                assert temporaries(folder) == [], broken.failed
        if not broken.failed:
            return failed
        failed.add(broken.failed)
    pytest.fail("no save went without a failure")


@pytest.mark.parametrize(
    "code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EINTR], ids=errno.errorcode.get
)
@pytest.mark.parametrize("is_new", [False, True], ids=["over-old", "new"])
def test_whatever_call_fails_the_old_file_or_the_new_one_is_there(
    tmp_path: Path, code: int, is_new: bool
) -> None:
    def write(path: Path) -> None:
        write_file(path, NEW, backup_dir=tmp_path / "backups")

    failed = failed_one_by_one(tmp_path, code, is_new, write)
    assert {"write", "fsync", "replace", "fstat", "close"} <= failed
    assert is_new or "link" in failed


def test_a_short_write_is_finished(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:1000]))
    write_file(target, NEW)
    assert target.read_bytes() == NEW


def test_a_disk_that_fills_up_after_a_short_write_leaves_the_old_file(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, room = os.write, [150_000]

    def write(handle: int, data: Any) -> int:
        if room[0] == 0:
            raise OSError(errno.ENOSPC, "full")
        count = real(handle, data[: room[0]])
        room[0] -= count
        return count

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(CjmError, match=r"“reis\.cjm” was not saved: the disk is full\. No file was changed"):
        write_file(target, NEW)
    assert target.read_bytes() == OLD
    assert temporaries(target.parent) == []


def test_a_write_of_nothing_does_not_hang(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda handle, data: 0)
    with pytest.raises(CjmError, match="the disk reports an error"):
        write_file(target, NEW)
    assert target.read_bytes() == OLD


def test_a_disk_that_lies_is_found_out(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(len(data))))
    with pytest.raises(CjmError, match="differs from what was written"):
        write_file(target, NEW)
    assert target.read_bytes() == OLD
    assert temporaries(target.parent) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a small disk is made with a limit of POSIX")
def test_a_really_short_disk(target: Path) -> None:
    import resource
    import signal

    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        with pytest.raises(CjmError, match="too large for this disk"):
            write_file(target, NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert target.read_bytes() == OLD
    assert temporaries(target.parent) == []


SENTENCES = {
    errno.ENOSPC: "the disk is full",
    errno.EACCES: "you may not write in the folder",
    errno.EROFS: "the disk can only be read",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EBUSY: "another program holds the file",
    errno.EIO: "the disk reports an error",
    errno.ENODEV: "No such device",
}


@pytest.mark.parametrize(("code", "sentence"), SENTENCES.items(), ids=map(str, SENTENCES))
def test_every_cause_has_its_sentence(
    target: Path, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str
) -> None:
    def fail(*_args: Any) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(CjmError, match=sentence):
        write_file(target, NEW, backup_dir=target.parent / "backups")
    assert target.read_bytes() == OLD
    # A backup that is a second name of the living file would change with it.
    assert backups.versions(target, target.parent / "backups") == []


class WindowsError32(OSError):
    winerror = 32


def test_a_file_that_is_held_for_a_moment_is_waited_for(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, waits = os.replace, []
    monkeypatch.setattr(time, "sleep", waits.append)

    def replace(source: Any, to: Any) -> None:
        if len(waits) < 3:
            raise WindowsError32(errno.EACCES, "held")
        real(source, to)

    monkeypatch.setattr(os, "replace", replace)
    write_file(target, NEW)
    assert target.read_bytes() == NEW
    assert waits == [0.05, 0.1, 0.2]


def test_a_file_that_stays_held_is_told(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)

    def replace(source: Any, to: Any) -> None:
        raise WindowsError32(errno.EACCES, "held")

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(CjmError, match="another program holds the file"):
        write_file(target, NEW)
    assert sum(waits) == pytest.approx(2.55)
    assert target.read_bytes() == OLD


# -- places ---------------------------------------------------------------------------------------


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(CjmError, match=r"“a\.cjm” was not saved: the folder .*weg does not exist"):
        write_file(tmp_path / "weg" / "a.cjm", NEW)


def test_a_file_in_the_place_of_the_folder(target: Path) -> None:
    with pytest.raises(CjmError, match="does not exist"):
        write_file(target / "a.cjm", NEW)


def test_a_folder_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "a.cjm").mkdir()
    with pytest.raises(CjmError, match="there is a folder of that name"):
        write_file(tmp_path / "a.cjm", NEW)


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "half \ud800"], ids=["long", "nul", "surrogate"])
def test_an_impossible_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(CjmError, match="the name is too long or not possible here"):
        write_file(tmp_path / name, NEW)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["café ☕ 🙂.cjm", "cafe\u0301.cjm", "é" * 120 + ".cjm", "x" * 255, "a&b\u202egnp.cjm"]
)
def test_a_possible_name(tmp_path: Path, name: str) -> None:
    mark = write_file(tmp_path / name, NEW)
    assert (tmp_path / name).read_bytes() == NEW
    assert mark == fingerprint_of(tmp_path / name)


def test_a_read_only_file_is_not_replaced(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target.chmod(0o444)
    # Root may write everything: ask as another would be answered.
    monkeypatch.setattr(os, "access", lambda path, mode: bool(os.stat(path).st_mode & 0o200))
    with pytest.raises(CjmError, match="it is read-only"):
        write_file(target, NEW)
    assert target.read_bytes() == OLD


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_the_mode_of_a_file_is_kept_and_a_new_one_is_readable(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm"
    umask = os.umask(0o027)
    try:
        write_file(path, OLD)
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        path.chmod(0o664)
        write_file(path, NEW)
        assert stat.S_IMODE(path.stat().st_mode) == 0o664
    finally:
        os.umask(umask)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_stays_a_link(target: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.cjm"
    link.symlink_to(target)
    write_file(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    dangling = tmp_path / "nieuw.cjm"
    dangling.symlink_to(tmp_path / "doel.cjm")
    write_file(dangling, NEW)
    assert dangling.is_symlink()
    assert (tmp_path / "doel.cjm").read_bytes() == NEW


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_circle_of_links_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.cjm").symlink_to(tmp_path / "b.cjm")
    (tmp_path / "b.cjm").symlink_to(tmp_path / "a.cjm")
    with pytest.raises(CjmError, match=r"a\.cjm"):
        write_file(tmp_path / "a.cjm", NEW)


def test_own_leftovers_are_swept_after_a_day_and_nobody_elses(target: Path) -> None:
    folder = target.parent
    names = [".reis.cjm-abcd.cjm-tmp", ".reis.cjm-new.cjm-tmp", ".other.cjm-abcd.cjm-tmp", "reis.cjm-x.tmp"]
    for name in names:
        (folder / name).write_bytes(b"x")
        if "new" not in name:
            os.utime(folder / name, (0, 0))
    write_file(target, NEW)
    assert sorted(p.name for p in folder.iterdir()) == sorted([*names[1:], "reis.cjm"])


def test_what_is_not_good_is_not_put_in_place(target: Path) -> None:
    seen: list[bytes] = []

    def refuse(data: bytes) -> None:
        seen.append(data)
        raise refusal("unknown-record")

    with pytest.raises(CjmError, match="no longer in the journey"):
        write_file(target, NEW, verify=refuse)
    assert seen == [NEW]
    assert target.read_bytes() == OLD
    assert temporaries(target.parent) == []


# -- changed by others ---------------------------------------------------------------------------


def test_what_another_wrote_is_not_overwritten(target: Path) -> None:
    mark = fingerprint_of(target)
    target.write_bytes(b"the work of a colleague")
    os.utime(target, ns=(mark.mtime_ns, mark.mtime_ns))  # type: ignore[union-attr]
    with pytest.raises(ChangedOnDisk, match=r"“reis\.cjm” was changed by someone else"):
        write_file(target, NEW, expected=mark)
    assert target.read_bytes() == b"the work of a colleague"
    write_file(target, NEW)
    assert target.read_bytes() == NEW


def test_another_time_alone_is_no_change(target: Path) -> None:
    mark = fingerprint_of(target)
    os.utime(target, (1, 1))
    write_file(target, NEW, expected=mark)
    assert target.read_bytes() == NEW


def test_a_file_that_was_deleted_is_written_again(target: Path) -> None:
    mark = fingerprint_of(target)
    target.unlink()
    assert write_file(target, NEW, expected=mark) == fingerprint_of(target)


def test_saving_twice_expects_the_own_last_save(tmp_path: Path) -> None:
    path = tmp_path / "reis.cjm"
    mark = cjm.save(new_journey("nl", "een"), path)
    mark = cjm.save(new_journey("nl", "twee"), path, expected=mark)
    path.write_bytes(b"{}")
    with pytest.raises(ChangedOnDisk):
        cjm.save(new_journey("nl", "drie"), path, expected=mark)


# -- earlier versions ----------------------------------------------------------------------------


def test_the_old_version_is_kept(target: Path, tmp_path: Path) -> None:
    write_file(target, NEW, backup_dir=tmp_path / "backups")
    ((_when, path),) = backups.versions(target, tmp_path / "backups")
    assert path.read_bytes() == OLD
    assert path.suffix == ".cjm"
    # The kept one is a file of its own: what happens to the document later does not touch it.
    target.write_bytes(b"x")
    assert path.read_bytes() == OLD


def test_a_disk_without_links_gets_copies(
    target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any, **_more: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    write_file(target, NEW, backup_dir=tmp_path / "backups")
    assert [p.read_bytes() for _, p in backups.versions(target, tmp_path / "backups")] == [OLD]


def test_a_backup_that_fails_does_not_stop_the_save(target: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").write_bytes(b"in the way")
    write_file(target, NEW, backup_dir=tmp_path / "backups")
    assert target.read_bytes() == NEW


def test_files_of_one_name_in_two_folders_have_their_own_versions(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write_file(tmp_path / folder / "reis.cjm", folder.encode())
        write_file(tmp_path / folder / "reis.cjm", NEW, backup_dir=tmp_path / "backups")
    for folder in ("a", "b"):
        found = backups.versions(tmp_path / folder / "reis.cjm", tmp_path / "backups")
        assert [p.read_bytes() for _, p in found] == [folder.encode()]


def test_ten_versions_stay(target: Path, tmp_path: Path) -> None:
    for i in range(15):
        write_file(target, b"%d" % i, backup_dir=tmp_path / "backups")
    found = backups.versions(target, tmp_path / "backups")
    assert [p.read_bytes() for _, p in found] == [b"%d" % i for i in range(13, 3, -1)]


def hourly(days: float) -> Iterator[datetime]:
    now = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
    for hours in range(int(days * 24)):
        yield now - timedelta(hours=hours)


def test_a_year_of_hourly_saves_keeps_days_and_weeks() -> None:
    times = list(hourly(365))
    now = times[0]
    kept = sorted(backups.kept_times(times, now), reverse=True)
    assert kept[:10] == times[:10]
    ages = [now - t for t in kept]
    assert max(ages) < timedelta(weeks=8)
    days = {t.date() for t in kept if now - t < timedelta(days=13)}
    assert len(days) == 14
    weeks = {t.isocalendar()[:2] for t in kept}
    assert len(weeks) in (8, 9)
    assert len(kept) <= 10 + 14 + 9


def test_pruning_never_touches_foreign_files(target: Path, tmp_path: Path) -> None:
    folder = backups.folder_of(target, tmp_path / "backups")
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("mine")
    for i in range(12):
        write_file(target, b"%d" % i, backup_dir=tmp_path / "backups")
    assert (folder / "notes.txt").read_text() == "mine"
    assert len(list(folder.iterdir())) == 11


def test_the_mark_of_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert fingerprint_of(tmp_path / "weg") is None
    assert fingerprint_of(tmp_path) is None


def test_the_reader_stops_at_the_limit(target: Path) -> None:
    data, mark = safe_write.read_file(target, 1000)
    assert len(data) == 1001
    assert mark.size == len(OLD)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.cjm")
    with pytest.raises(CjmError, match="can't be opened"):
        cjm.load(tmp_path / "a.cjm")
    with pytest.raises(CjmError, match="not possible here"):
        write_file(tmp_path / "a.cjm", NEW)
    assert fingerprint_of(tmp_path / "a.cjm") is None


def test_the_checksum_of_what_was_read_is_that_of_then(target: Path) -> None:
    _data, mark = safe_write.read_file(target, 1_000_000)
    then = fingerprint_of(target)
    target.write_bytes(NEW)
    assert mark == then != fingerprint_of(target)
    assert hash(mark) == hash(then)
    assert mark != (mark.size, mark.mtime_ns, mark.sha256)
    with pytest.raises(ChangedOnDisk):
        write_file(target, OLD, expected=mark)


# -- piece by piece ------------------------------------------------------------------------------------


def pieces(path: Path) -> None:
    with safe_write.writing(path) as file:
        for begin in range(0, len(NEW), 50_000):
            file.write(NEW[begin : begin + 50_000])


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES], ids=errno.errorcode.get)
@pytest.mark.parametrize("is_new", [False, True], ids=["over-old", "new"])
def test_whatever_call_fails_a_file_written_in_pieces_is_whole_or_not_there(
    tmp_path: Path, code: int, is_new: bool
) -> None:
    assert {"write", "fsync", "replace", "close"} <= failed_one_by_one(tmp_path, code, is_new, pieces)


def test_a_block_that_breaks_off_leaves_the_old_file_and_nothing_beside_it(target: Path) -> None:
    def break_off() -> None:
        with safe_write.writing(target) as file:
            file.write(NEW)
            assert len(temporaries(target.parent)) == 1
            raise KeyError

    with pytest.raises(KeyError):
        break_off()
    assert target.read_bytes() == OLD
    assert temporaries(target.parent) == []


def test_an_error_of_the_block_itself_is_not_blamed_on_the_file(target: Path) -> None:
    def fail() -> None:
        with safe_write.writing(target) as file:
            file.write(NEW)
            (target.parent / "no such font.ttf").read_bytes()

    with pytest.raises(FileNotFoundError):
        fail()
    assert target.read_bytes() == OLD


def test_a_disk_that_lies_is_found_out_piece_by_piece(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(len(data))))
    with pytest.raises(CjmError, match="differs from what was written"):
        pieces(target)
    assert target.read_bytes() == OLD
    assert temporaries(target.parent) == []


def test_pieces_go_where_a_link_points_and_keep_the_mode(target: Path, tmp_path: Path) -> None:
    target.chmod(0o640)
    link = tmp_path / "koppeling.png"
    link.symlink_to(target)
    pieces(link)
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_pieces_in_a_folder_that_is_gone_are_refused_before_any_work(tmp_path: Path) -> None:
    path = tmp_path / "weg" / "poster.png"
    with pytest.raises(CjmError, match=r"the folder .*weg does not exist"), safe_write.writing(path):
        pytest.fail("the block was begun")
