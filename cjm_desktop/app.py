"""The start of the window: log, crash hook, fonts, first windows, work left behind by a crash.

What the first frame can do without comes after it: see MainWindow's steps.
"""

# ruff: noqa: E402 - the order of the imports is the point
from __future__ import annotations

import builtins
import contextlib
import gc
import sys
import threading
from pathlib import Path
from types import TracebackType

from cjm_desktop.ui import quick_start

_import = builtins.__import__
quick_start.prepare()

import logging  # from here on it is read when the first line is written

from PySide6.QtCore import QCoreApplication, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

# PySide6 puts hooks in its place; one (left out by quick_start, if it knows this version) reads the source of every
# module imported from here on, in search of "from __feature__", which nothing of ours says, and doubles their time.
builtins.__import__ = _import

from cjm_desktop import __version__, resources, settings
from cjm_desktop.i18n import _
from cjm_desktop.ui import appearance, recovery, text
from cjm_desktop.ui.windows import Windows

#: The file of the log until its first line is written.
_awaited: list[Path] = []
_is_telling = threading.Lock()
_LARGEST_LOG = 200_000
_SETTLED_MS = 10_000


def run(paths: list[str]) -> int:
    """Show the window (one for each path, or the start page) until the last one closes; the exit status.

    Nothing of a journey's text reaches the log.
    """
    gc.disable()  # as quick_start did, unless PySide6 was there before us
    log = _place_log()
    sys.excepthook = _Crash(log)
    qInstallMessageHandler(_from_qt)
    QGuiApplication.setDesktopFileName("cjm-desktop")
    QCoreApplication.setApplicationName("CJM Desktop")
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else appearance.application(sys.argv[0])
    appearance.load_fonts(app)
    windows = Windows(app)
    recovered = _offer_recovery(windows)
    first_window(windows, paths, has_windows=recovered)
    windows.open_windows[0].completed.connect(_settle)
    QTimer.singleShot(_SETTLED_MS, _settle)  # when that window was closed or replaced before
    windows.open_windows[0].view.first_painted.connect(_log_start)
    return app.exec()


def _settle() -> None:
    """The first window is complete: give the program its icon, and look for garbage only in what comes now."""
    QGuiApplication.setWindowIcon(QIcon(str(resources.path("app.svg"))))
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def first_window(windows: Windows, paths: list[str], *, has_windows: bool = False) -> None:
    """Open the files, or an empty journey with the start page over it."""
    for name in paths:
        first = windows.open_windows[0] if windows.open_windows else None
        path = Path(name)
        if path.suffix.lower() == ".cjm" or first is None:
            if path.suffix.lower() == ".cjm" and windows.open(path, first) is not None:
                continue
            if path.suffix.lower() == ".cjm":
                continue
            first = windows.open_empty()
        first.files.open_path(path)
    if not windows.open_windows:
        window = windows.open_empty()
        if not has_windows:
            window.view.first_painted.connect(windows.start_later)


def _offer_recovery(windows: Windows) -> bool:
    """Offer what sessions that ended badly left behind; True when something was opened."""
    try:
        found = recovery.find()
    except Exception as error:
        # Whatever is in that folder, the program starts.
        _log().warning("recovery could not be looked at: %s", type(error).__name__)
        return False
    if not found:
        return False
    from cjm_desktop.ui.dialogs.recovered import Recovered

    for each in Recovered(None, found).ask():
        windows.show_new(each.journey, is_changed=True).recovery.write()
        recovery.discard(each)
    return bool(windows.open_windows)


# -- when things go wrong --------------------------------------------------------------------------


def _place_log() -> Path | None:
    """Make room for a small file in the state folder, which `_log` opens; None when there can't be one."""
    with contextlib.suppress(OSError):
        path = settings.state_dir() / "log" / "cjm-desktop.log"
        path.parent.mkdir(mode=0o700, exist_ok=True)
        # Not logging.handlers, which loads sockets and more: a log this small is put aside at a start.
        if path.exists() and path.stat().st_size > _LARGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
        _awaited.append(path)
        return path
    return None


def _log() -> logging.Logger:
    """The log, with its file: opened at the first line, because the first frame need not wait for it."""
    log = logging.getLogger("cjm_desktop")
    while _awaited:
        with contextlib.suppress(OSError):
            handler = logging.FileHandler(_awaited.pop(), encoding="utf-8")
            handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
            log.addHandler(handler)
            log.setLevel(logging.INFO)
    return log


def _log_start() -> None:
    _log().info("started, version %s", __version__)


def _from_qt(kind: QtMsgType, _context: object, message: str) -> None:
    """Qt's own messages may name files or hold text of the journey: the kind and the first words do."""
    if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        _log().error("Qt: %s", message.split(":")[0][:60])


class _Crash:
    """The last resort for an exception that nobody caught: log where, tell the user, carry on."""

    def __init__(self, log: Path | None) -> None:
        self._log = log

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        import traceback

        # The message may quote the journey, so only the places are written.
        places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
        _log().error("unexpected %s at %s", kind.__name__, " < ".join(reversed(places)))
        if not _is_telling.acquire(blocking=False):
            return
        try:
            more = _("The details are in {path}").format(path=self._log) if self._log else ""
            heading = _("Something went wrong that should not. Your work is still here; please save it.")
            text.say(QApplication.activeWindow(), heading, more, warning=True)
        finally:
            _is_telling.release()
