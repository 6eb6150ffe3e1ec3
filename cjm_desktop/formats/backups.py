"""Earlier versions of a saved file: the last ten, then one a day for two weeks and one a week for eight."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

_LAST: Final = 10
_DAYS: Final = 14
_WEEKS: Final = 8
#: All versions of one file together; the last three stay whatever they weigh.
_BYTES: Final = 200_000_000
_LAST_WHATEVER: Final = 3
_NAME: Final = "%Y%m%dT%H%M%S.%fZ"


def folder_of(path: str | os.PathLike[str], backup_dir: Path) -> Path:
    """Where the earlier versions of a file are; files of the same name in two folders have two places."""
    real = os.path.realpath(path)
    return backup_dir / hashlib.sha1(os.fsencode(real), usedforsecurity=False).hexdigest()


def versions(path: str | os.PathLike[str], backup_dir: Path) -> list[tuple[datetime, Path]]:
    """The earlier versions of a file with the time (UTC) at which each was replaced, newest first."""
    return _versions_in(folder_of(path, backup_dir))


def keep(target: Path, backup_dir: Path) -> Path | None:
    """Keep the file as it is now; None when that fails, for then saving is still better than not saving."""
    folder = folder_of(target, backup_dir)
    place = folder / f"{datetime.now(UTC).strftime(_NAME)}{target.suffix or '.cjm'}"
    try:
        backup_dir.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        try:
            # A link costs nothing: the target's name moves to another file, this one stays as it is.
            os.link(target, place)
        except OSError:
            import shutil  # it loads five modules of compression

            shutil.copy2(target, place)
    except OSError as error:
        logging.getLogger(__name__).warning("no backup was kept: %s", errno_name(error))
        with contextlib.suppress(OSError):
            os.unlink(place)
        return None
    return place


def prune(folder: Path) -> None:
    """Delete the versions that the schedule does not keep."""
    found = _versions_in(folder)
    kept = kept_times([time for time, _ in found], datetime.now(UTC))
    weight = 0
    for index, (time, path) in enumerate(found):
        with contextlib.suppress(OSError):
            weight += path.stat().st_size
            if time not in kept or (weight > _BYTES and index >= _LAST_WHATEVER):
                path.unlink()


def kept_times(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which of the versions stay: the last ten, of each of 14 days the last, of each of 8 weeks the last."""
    newest_first = sorted(times, reverse=True)
    kept = set(newest_first[:_LAST])
    days: set[object] = set()
    weeks: set[object] = set()
    for time in newest_first:
        age = now - time
        if age < timedelta(days=_DAYS) and time.date() not in days:
            kept.add(time)
        if age < timedelta(weeks=_WEEKS) and time.isocalendar()[:2] not in weeks:
            kept.add(time)
        days.add(time.date())
        weeks.add(time.isocalendar()[:2])
    return kept


def errno_name(error: OSError) -> str:
    """The name of an error for the log, without the path: a path tells whose customer it is."""
    import errno

    return errno.errorcode.get(error.errno or 0, type(error).__name__)


def _versions_in(folder: Path) -> list[tuple[datetime, Path]]:
    out = []
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            stem, _ = os.path.splitext(entry.name)
            with contextlib.suppress(ValueError):
                out.append((datetime.strptime(stem, _NAME).replace(tzinfo=UTC), Path(entry.path)))
    return sorted(out, reverse=True)
