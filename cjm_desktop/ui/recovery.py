"""Copies of unsaved work beside the settings, never in the user's own file, and finding them after a crash."""

from __future__ import annotations

import contextlib
import datetime
import json
import logging
import os
import sys
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from cjm_desktop import settings
from cjm_desktop.frozen import frozen
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.ui.document import Document

PAUSE_MS: Final = 2_000  # after the last change
AT_MOST_S: Final = 10.0  # after the first change that no copy has, however busy the user
KEPT_DAYS: Final = 14  # in discarded/
MAX_ATTEMPTS: Final = 2


def _folder() -> Path:
    folder = settings.state_dir() / "recovery"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


class Recovery(QObject):
    """Writes a copy of one document after every pause, to two files by turns, so that one is always whole."""

    copied = Signal()
    failed = Signal(str)  # a sentence; never a dialog

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.session = f"{int(time.time())}-{os.getpid()}-{os.urandom(4).hex()}"
        self._turn = 0
        self._deadline: float | None = None
        self._failures = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.write)
        document.changed.connect(self._changed)
        document.saved_state_changed.connect(self._state_changed)

    @property
    def folder(self) -> Path:
        """Where this session's copies are."""
        return _folder() / self.session

    def _changed(self, change: Change) -> None:
        now = time.monotonic()
        if self._deadline is None:
            self._deadline = now + AT_MOST_S
        left_ms = max(0, int((self._deadline - now) * 1000))
        self._timer.start(min(PAUSE_MS, left_ms) + self._failures * PAUSE_MS)

    def _state_changed(self, changed: bool) -> None:
        if not changed:
            self.forget()

    def write(self) -> None:
        """Write a copy now, when there is something unsaved."""
        document = self.document
        if not document.is_changed or document.has_preview:
            return
        from cjm_desktop.formats import cjm, safe_write  # not before the first frame

        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            name = "ab"[self._turn % 2] + ".cjm"
            safe_write.write_file(self.folder / name, cjm.write(document.journey))
            meta = {
                "path": str(document.path) if document.path else "",
                "pid": os.getpid(),
                "latest": name,
                "time": datetime.datetime.now().isoformat(timespec="seconds"),
                "attempts": 0,
            }
            data = json.dumps(meta).encode("ascii")
            safe_write.write_file(self.folder / "meta.json", data)
        except (OSError, CjmError) as error:
            self._failures = min(self._failures + 1, 30)
            logging.getLogger(__name__).warning(
                "recovery copy failed: %s", getattr(error, "errno", type(error).__name__)
            )
            self.failed.emit(str(error) if isinstance(error, CjmError) else (error.strerror or ""))
            self._timer.start(PAUSE_MS * (1 + self._failures))
            return
        self._turn += 1
        self._failures = 0
        self._deadline = None
        self.copied.emit()

    def forget(self) -> None:
        """Take the copies away: the work is saved, or the user did not want it."""
        self._timer.stop()
        self._deadline = None
        if not self.folder.exists():
            return
        import shutil

        with contextlib.suppress(OSError):
            shutil.rmtree(self.folder)


@frozen()
class Found:
    """The copy that a session which has ended left behind."""

    folder: Path
    journey: Journey
    path: str  # of the file it belongs to, "" when it never had one
    time: str  # ISO


def find() -> list[Found]:
    """The copies of sessions whose process is gone, newest first; what can't be read is passed over."""
    found = []
    try:
        folders = sorted(
            (f for f in _folder().iterdir() if f.is_dir() and f.name != "discarded"), reverse=True
        )
    except OSError:
        return []
    for folder in folders:
        with contextlib.suppress(OSError):
            one = _read(folder)
            if one is not None:
                found.append(one)
    _sweep()
    return found


def _read(folder: Path) -> Found | None:
    from cjm_desktop.formats import cjm

    try:
        meta = json.loads((folder / "meta.json").read_bytes())
        pid, attempts, when = int(meta["pid"]), int(meta["attempts"]), str(meta["time"])
        latest, path = str(meta["latest"]), str(meta["path"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        meta, pid, attempts, when, latest, path = {}, _pid_of(folder.name), 0, "", "a.cjm", ""
    if _is_running(pid) or attempts >= MAX_ATTEMPTS:
        return None
    # A copy that brings the program down is not tried for ever.
    if meta:
        (folder / "meta.json").write_text(json.dumps({**meta, "attempts": attempts + 1}), "ascii")
    other = "b.cjm" if latest == "a.cjm" else "a.cjm"
    for name in (latest if latest in ("a.cjm", "b.cjm") else "a.cjm", other):
        try:
            journey, _fingerprint = cjm.load(folder / name)
        except CjmError:
            continue
        if meta:
            (folder / "meta.json").write_text(json.dumps({**meta, "attempts": attempts}), "ascii")
        return Found(folder, journey, path, when)
    return None


def _pid_of(name: str) -> int:
    parts = name.split("-")
    return int(parts[1]) if len(parts) == 3 and parts[1].isdigit() else 0


def _is_running(pid: int) -> bool:
    if pid <= 0:
        return False
    if pid == os.getpid():
        return True
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def discard(found: Found) -> None:
    """Put a copy away, where it stays for 14 days."""
    with contextlib.suppress(OSError):
        bin = _folder() / "discarded"
        bin.mkdir(mode=0o700, exist_ok=True)
        target = bin / found.folder.name
        os.replace(found.folder, target)
        os.utime(target)


def _sweep() -> None:
    """Delete what was put away longer ago than it is kept."""
    with contextlib.suppress(OSError):
        for folder in (_folder() / "discarded").iterdir():
            import shutil  # seldom needed

            if time.time() - folder.stat().st_mtime > KEPT_DAYS * 86_400:
                shutil.rmtree(folder, ignore_errors=True)
