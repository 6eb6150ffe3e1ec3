"""Files written so that the old one or the new one is there, never something in between.

A temporary file beside the target, written in full, synced, read back and compared, then put in the place of the
target in one step, and the folder synced. Never QSaveFile: on a nearly full disk it says "saved" and truncates.
Any system call may fail: the target is then what it was, and a CjmError says why.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from cjm_desktop.formats import backups
from cjm_desktop.i18n import N_
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem

SENTENCES.update(
    {
        "write-disk-full": N_("“{name}” was not saved: the disk is full. No file was changed."),
        "write-no-permission": N_("“{name}” was not saved: you may not write in the folder {folder}."),
        "write-read-only": N_("“{name}” was not saved: it is read-only."),
        "write-read-only-disk": N_("“{name}” was not saved: the disk can only be read."),
        "write-folder-gone": N_("“{name}” was not saved: the folder {folder} does not exist (any more)."),
        "write-name": N_("“{name}” was not saved: the name is too long or not possible here."),
        "write-in-use": N_(
            "“{name}” was not saved: another program holds the file. Try again, or save a copy."
        ),
        "write-is-folder": N_("“{name}” was not saved: there is a folder of that name."),
        "write-too-large": N_("“{name}” was not saved: the file would be too large for this disk."),
        "write-disk-error": N_("“{name}” was not saved: the disk reports an error. No file was changed."),
        "write-other": N_("“{name}” was not saved: {reason}. No file was changed."),
        "write-not-verified": N_(
            "“{name}” was not saved: what was read back from the disk differs from what was written. "
            "No file was changed."
        ),
        "changed-on-disk": N_("“{name}” was changed by someone else since you opened it."),
        "read-missing": N_("“{name}” does not exist."),
        "read-no-permission": N_("“{name}” can't be opened: you may not read it."),
        "read-is-folder": N_("“{name}” is a folder, not a file."),
        "read-other": N_("“{name}” can't be opened: {reason}."),
    }
)

_TEMPORARY: Final = ".cjm-tmp"
_DAY_S: Final = 86_400
#: Windows: another program (a virus scanner, a sync client) holds the file for a moment.
_IN_USE: Final = (5, 32, 33)
_WAITS_S: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
#: By name, because not every system has every error.
_CAUSES: Final = {
    getattr(errno, name): code
    for name, code in {
        "ENOSPC": "write-disk-full",
        "EDQUOT": "write-disk-full",
        "EACCES": "write-no-permission",
        "EPERM": "write-no-permission",
        "EROFS": "write-read-only-disk",
        "ENOENT": "write-folder-gone",
        "ENOTDIR": "write-folder-gone",
        "ENAMETOOLONG": "write-name",
        "EINVAL": "write-name",
        "ELOOP": "write-name",
        "EISDIR": "write-is-folder",
        "EBUSY": "write-in-use",
        "ETXTBSY": "write-in-use",
        "EFBIG": "write-too-large",
        "EIO": "write-disk-error",
    }.items()
    if hasattr(errno, name)
}


class Fingerprint:
    """How a file looked when we last read or wrote it: bytes, time of change, SHA-256 of the content.

    Of a file that is opened the SHA-256 is computed when it is first asked for, and its content kept until then:
    OpenSSL alone takes 3 ms to load.
    """

    __slots__ = ("_content", "_sha256", "mtime_ns", "size")

    def __init__(self, size: int, mtime_ns: int, sha256: str = "", *, content: bytes | None = None) -> None:
        self.size = size
        self.mtime_ns = mtime_ns
        self._sha256 = sha256
        self._content = content

    @property
    def sha256(self) -> str:
        """The SHA-256 of the content, in hexadecimal digits."""
        if self._content is not None:
            self._sha256, self._content = hashlib.sha256(self._content).hexdigest(), None
        return self._sha256

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fingerprint) and self._all == other._all

    def __hash__(self) -> int:
        return hash(self._all)

    @property
    def _all(self) -> tuple[int, int, str]:
        return self.size, self.mtime_ns, self.sha256


class ChangedOnDisk(CjmError):
    """The file is not the one that was loaded: another program or person has changed it."""


def fingerprint_of(path: str | os.PathLike[str]) -> Fingerprint | None:
    """How the file looks now; None when it is not there or can't be read."""
    try:
        _need_regular(os.stat(path))
        with open(path, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            status = os.fstat(file.fileno())
    except (OSError, ValueError):
        return None
    return Fingerprint(status.st_size, status.st_mtime_ns, digest)


def read_file(path: Path, limit: int) -> tuple[bytes, Fingerprint]:
    """The bytes of a file (of a longer one limit + 1, so that the reader refuses it) and its fingerprint."""
    try:
        _need_regular(os.stat(path))
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise CjmError(_read_problem(error, path)) from None
    return data, Fingerprint(status.st_size, status.st_mtime_ns, content=data)


def write_file(
    path: Path,
    data: bytes,
    *,
    expected: Fingerprint | None = None,
    backup_dir: Path | None = None,
    verify: Callable[[bytes], None] | None = None,
) -> Fingerprint:
    """Put bytes in a file, whole or not at all; give its fingerprint.

    A symbolic link stays one; the mode of an old file is kept. `expected` is how the file should look now, else
    ChangedOnDisk. The old version goes to `backup_dir`. `verify` gets what was read back and may raise CjmError.
    Every failure is a CjmError that names the file and the cause, and leaves the old file as it was.
    """
    with _telling(path):
        return _write(Path(os.path.realpath(path)), data, expected, backup_dir, verify)


def numbered(path: Path, count: int) -> list[Path]:
    """The files for so many pages: the file itself for one, else name-1, name-2 and so on beside it."""
    if count == 1:
        return [path]
    return [path.with_name(f"{path.stem}-{n}{path.suffix}") for n in range(1, count + 1)]


class Stream:
    """A file in the making; see `writing`."""

    def __init__(self, handle: int, path: Path) -> None:
        self._handle = handle
        self._path = path
        self._digest = hashlib.sha256()

    def write(self, data: bytes) -> None:
        """Add bytes; a CjmError names the file and the cause when they can't be written."""
        with _telling(self._path):
            _write_all(self._handle, data)
        self._digest.update(data)

    @property
    def sha256(self) -> str:
        """The SHA-256 of all that was written, in hexadecimal digits."""
        return self._digest.hexdigest()


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Stream]:
    """Let the block write a large file piece by piece; it takes the place of the old one when the block ends.

    As for `write_file` every failure is a CjmError; then, and when the block raises, the old file stays as it was and
    nothing is left beside it.
    """
    with _telling(path):
        target = Path(os.path.realpath(path))
        old = _old(target)
        handle, name = tempfile.mkstemp(_TEMPORARY, _prefix(target), target.parent)
    temporary = Path(name)
    try:
        stream = Stream(handle, path)
        try:
            yield stream
            with _telling(path):
                _finish(handle, old)
        finally:
            with _telling(path):
                os.close(handle)
        with _telling(path):
            with temporary.open("rb") as again:
                if hashlib.file_digest(again, "sha256").hexdigest() != stream.sha256:
                    raise CjmError(Problem("", "write-not-verified", {"name": target.name}))
            _replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(target.parent)
    _sweep(target)


@contextlib.contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Tell what goes wrong in the block as a CjmError about a file."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise CjmError(_write_problem(error, path)) from None


def _finish(handle: int, old: os.stat_result | None) -> os.stat_result:
    """Give a written file its mode and see it on the disk."""
    if hasattr(os, "fchmod"):
        os.fchmod(handle, _mode(old))
    os.fsync(handle)
    return os.fstat(handle)


def _write(
    target: Path,
    data: bytes,
    expected: Fingerprint | None,
    backup_dir: Path | None,
    verify: Callable[[bytes], None] | None,
) -> Fingerprint:
    old = _old(target)
    if old is not None and expected is not None:
        now = fingerprint_of(target)
        # A new time with the same content is a copy or a sync, not someone's work.
        if now is not None and now.sha256 != expected.sha256:
            raise ChangedOnDisk(Problem("", "changed-on-disk", {"name": target.name}))
    handle, name = tempfile.mkstemp(_TEMPORARY, _prefix(target), target.parent)
    temporary = Path(name)
    kept: Path | None = None
    try:
        try:
            _write_all(handle, data)
            written = _finish(handle, old)
        finally:
            os.close(handle)
        again = temporary.read_bytes()
        if again != data:
            raise CjmError(Problem("", "write-not-verified", {"name": target.name}))
        if verify is not None:
            verify(again)
        if old is not None and backup_dir is not None:
            kept = backups.keep(target, backup_dir)
        _replace(temporary, target)
    except BaseException:
        for leftover in (temporary, kept):
            if leftover is not None:
                with contextlib.suppress(OSError):
                    os.unlink(leftover)
        raise
    _sync_folder(target.parent)
    if kept is not None:
        backups.prune(kept.parent)
    _sweep(target)
    with contextlib.suppress(OSError):
        written = os.stat(target)
    return Fingerprint(len(data), written.st_mtime_ns, hashlib.sha256(data).hexdigest())


def _old(target: Path) -> os.stat_result | None:
    """The status of the target when it is there and may be written; else None or an error that says why."""
    try:
        status = os.stat(target)
    except FileNotFoundError:
        return None
    _need_regular(status)
    # os.replace would take the place of a read-only file without asking.
    if not os.access(target, os.W_OK):
        raise CjmError(Problem("", "write-read-only", {"name": target.name}))
    return status


def _need_regular(status: os.stat_result) -> None:
    """Refuse folders, and pipes and devices, which could be waited for without end."""
    if stat.S_ISDIR(status.st_mode):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))


def _prefix(target: Path) -> str:
    # A name may have 255 bytes; the temporary one must fit too.
    return f".{target.name.encode()[:60].decode(errors='ignore')}-"


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        count = os.write(handle, rest)
        if count <= 0:
            raise OSError(errno.EIO, "nothing was written")
        rest = rest[count:]


def _mode(old: os.stat_result | None) -> int:
    """The old file's mode; for a new file what any program's would be (mkstemp's 0600 shuts colleagues out)."""
    if old is not None:
        return stat.S_IMODE(old.st_mode)
    umask = os.umask(0o077)
    os.umask(umask)
    return 0o666 & ~umask


def _replace(source: Path, target: Path) -> None:
    for wait in _WAITS_S:
        try:
            return os.replace(source, target)
        except OSError as error:
            if getattr(error, "winerror", None) not in _IN_USE:
                raise
        time.sleep(wait)
    return os.replace(source, target)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can (Windows can't, some networks neither)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            if sys.platform == "darwin":
                import fcntl

                fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            else:
                os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(target: Path) -> None:
    """Remove what an earlier save of this file left when the computer died, once it is a day old."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(target.parent):
            if entry.name.startswith(_prefix(target)) and entry.name.endswith(_TEMPORARY):
                with contextlib.suppress(OSError):
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _DAY_S:
                        os.unlink(entry.path)


def _write_problem(error: OSError | ValueError, path: Path) -> Problem:
    args: dict[str, Any] = {"name": path.name or str(path), "folder": str(path.parent)}
    if not isinstance(error, OSError):  # a NUL or half a character in the name
        return Problem("", "write-name", args)
    if getattr(error, "winerror", None) in (32, 33):
        return Problem("", "write-in-use", args)
    code = _CAUSES.get(error.errno or 0, "write-other")
    if code == "write-other":
        args["reason"] = error.strerror or type(error).__name__
    return Problem("", code, args)


def _read_problem(error: OSError | ValueError, path: Path) -> Problem:
    name = path.name or str(path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem("", "read-missing", {"name": name})
    if path.is_dir():
        return Problem("", "read-is-folder", {"name": name})
    if isinstance(error, PermissionError):
        return Problem("", "read-no-permission", {"name": name})
    reason = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
    return Problem("", "read-other", {"name": name, "reason": reason})
