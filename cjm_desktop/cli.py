"""The command line: the window, or the same work without one (export, import, check, compare).

Exit status: 0 done, 1 `check` found warnings only or `compare` a difference, 2 wrong arguments or something that
can't be done, 3 a fault of the program itself, 130 broken off with Ctrl+C. What is wrong is told on stderr, one
sentence a line; Qt is loaded for the window alone.
"""

from __future__ import annotations

import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cjm_desktop import __version__, i18n, settings
from cjm_desktop.cli_arguments import parse
from cjm_desktop.i18n import _
from cjm_desktop.model.problems import CjmError, Problem

DONE: Final = 0
WARNED: Final = 1
REFUSED: Final = 2
FAULT: Final = 3
INTERRUPTED: Final = 130
_LARGEST_LOG: Final = 500_000


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line (without the program's name); give the exit status."""
    i18n.set_language("system")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a letter gets its code
            stream.reconfigure(errors="backslashreplace")
    try:
        command, options = parse(arguments)
        status = _COMMANDS[command](options)
        sys.stdout.flush()
        return status
    except CjmError as error:
        tell(error.problems)
        return REFUSED
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough; Python must not complain of it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as done:  # argparse has told what is wrong, or the help
        return done.code if isinstance(done.code, int) else REFUSED
    except Exception as error:
        _say(_unexpected(error))
        return FAULT


def tell(problems: Iterable[Problem]) -> None:
    """Write problems to stderr, a line each."""
    for problem in problems:
        if problem.severity == "warning":
            _say(_("warning: {sentence}").format(sentence=problem.sentence))
        else:
            _say(problem.sentence)


def _say(sentence: str) -> None:
    print(f"cjm-desktop: {_printable(sentence)}", file=sys.stderr)


def _printable(line: str) -> str:
    """The line without what steers a terminal, which a stranger's file may hold."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in line)


# -- commands ----------------------------------------------------------------------------------------


def _open(options: Namespace) -> int:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(map(os.environ.get, screens)):
        # Qt would end the process with a core dump.
        _say(_("There is no screen to open a window on; “cjm-desktop --help” names what works without one."))
        return REFUSED
    try:
        from cjm_desktop import app
    except ImportError as error:
        # Qt needs libraries of the system; the message names the one that is missing.
        name = error.name or ""
        if not name.startswith(("PySide6", "shiboken6")) and ".so" not in str(error):
            raise
        _say(_("The window can't be opened: {reason}").format(reason=error))
        return REFUSED
    return int(app.run(list(options.files)))


def _export(options: Namespace) -> int:
    from cjm_desktop import cli_export, collector

    with collector.paused(is_last=True):
        tell(cli_export.export(options))
    return DONE


def _import(options: Namespace) -> int:
    from cjm_desktop import cli_files

    tell(cli_files.import_(options))
    return DONE


def _check(options: Namespace) -> int:
    from cjm_desktop import cli_files

    status = DONE
    for file in options.files:
        problems = cli_files.check(Path(file))
        for problem in problems:
            word = _("error") if problem.severity == "error" else _("warning")
            print(_printable(f"{file}: {word}: {problem.sentence}"))
            status = max(status, REFUSED if problem.severity == "error" else WARNED)
    return status


def _compare(options: Namespace) -> int:
    from cjm_desktop import cli_files

    lines, problems = cli_files.compare(options)
    tell(problems)
    for line in lines:
        print(_printable(line))
    return WARNED if len(lines) > 1 else DONE


_COMMANDS: Final[dict[str, Callable[[Namespace], int]]] = {
    "open": _open,
    "export": _export,
    "import": _import,
    "check": _check,
    "compare": _compare,
}


# -- the last resort ---------------------------------------------------------------------------------


def _unexpected(error: Exception) -> str:
    try:
        path = _logged(error)
    except OSError:
        return _("Unexpected error ({kind}). Nothing was written.").format(kind=type(error).__name__)
    return _("Unexpected error ({kind}). Where it happened stands in {path}.").format(
        kind=type(error).__name__, path=path
    )


def _logged(error: Exception) -> Path:
    """Note where an error came from, without its message: that may hold a client's words."""
    package = str(Path(__file__).resolve().parent)
    lines = [f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} CJM Desktop {__version__} {type(error).__name__}"]
    for frame in traceback.extract_tb(error.__traceback__):
        place = frame.filename
        name = os.path.relpath(place, package) if place.startswith(package) else os.path.basename(place)
        lines.append(f"  {name}:{frame.lineno} {frame.name}")
    path = settings.state_dir() / "cjm-desktop.log"
    is_large = path.exists() and path.stat().st_size > _LARGEST_LOG
    with path.open("w" if is_large else "a", encoding="utf-8") as log:
        log.write("\n".join([*lines, ""]))
    return path
