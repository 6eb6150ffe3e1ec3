"""What the program remembers of its user: one small JSON file, no registry and no QSettings.

QSettings is left alone on purpose: it unpickles what it finds, and it puts its file in another place per system.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path

from cjm_desktop.frozen import fields_of, frozen, replace

MAX_RECENT = 12
LANGUAGES = ("system", "nl", "en")
APPEARANCES = ("system", "light", "dark")
_APP = "cjm-desktop"


@frozen()
class Settings:
    """The user's preferences; change one with dataclasses.replace."""

    recent_files: tuple[str, ...] = ()  # newest first, at most MAX_RECENT
    language: str = "system"  # one of LANGUAGES
    appearance: str = "system"  # one of APPEARANCES
    window_geometry: str = ""  # base64, empty before the first time
    last_folder: str = ""
    author: str = ""


def config_dir() -> Path:
    """Give the folder of the preferences, made when it isn't there. Raises OSError."""
    return _folder("config")


def state_dir() -> Path:
    """Give the folder of recovery snapshots and logs, readable by the user alone. Raises OSError."""
    return _folder("state")


def data_dir() -> Path:
    """Give the folder of what the user keeps to use again: personas, templates. Raises OSError."""
    return _folder("data")


def cache_dir() -> Path:
    """Give the folder of what can be made again, such as small pictures of recent files. Raises OSError."""
    return _folder("cache")


def _folder(kind: str) -> Path:
    home = os.environ.get("CJM_DESKTOP_HOME")
    if home:
        folder = Path(home) / kind
    else:
        import platformdirs  # 25 ms, and the command line rarely needs it

        find = {
            "config": platformdirs.user_config_path,
            "state": platformdirs.user_state_path,
            "cache": platformdirs.user_cache_path,
            "data": platformdirs.user_data_path,
        }[kind]
        folder = find(_APP, appauthor=False)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if kind in ("state", "data") and os.name == "posix":
        folder.chmod(0o700)  # it holds copies of journeys; an existing folder may be more open
    return folder


def _file() -> Path:
    return config_dir() / "settings.json"


def load() -> Settings:
    """Read the preferences; what is missing or wrong gets its default, a file that is no JSON is kept as .bad."""
    try:
        path = _file()
        data = path.read_bytes()
    except OSError:
        return Settings()
    try:
        raw = json.loads(data)
        if not isinstance(raw, dict):
            raise ValueError("not an object")
    except (ValueError, RecursionError):
        with contextlib.suppress(OSError):
            os.replace(path, path.with_name(path.name + ".bad"))
        return Settings()
    return _from_raw(raw)


def _from_raw(raw: dict[str, object]) -> Settings:
    found = Settings()
    for field in fields_of(Settings):
        value = raw.get(field.name)
        if field.name == "recent_files":
            if isinstance(value, list):
                recent = dict.fromkeys(entry for entry in value if isinstance(entry, str) and entry)
                found = replace(found, recent_files=tuple(recent)[:MAX_RECENT])
        elif isinstance(value, str) and value in _CHOICES.get(field.name, (value,)):
            found = replace(found, **{field.name: value})
    return found


_CHOICES = {"language": LANGUAGES, "appearance": APPEARANCES}


def save(settings: Settings) -> None:
    """Write the preferences so that a crash leaves the old or the new file, never a half one. Raises OSError."""
    path = _file()
    # Plain ASCII: a file name may hold bytes that are no UTF-8, and these must survive too.
    values = {field.name: getattr(settings, field.name) for field in fields_of(Settings)}
    data = json.dumps(values, indent=2, ensure_ascii=True) + "\n"
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings-", suffix=".tmp")  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def remember(settings: Settings, path: Path) -> Settings:
    """Put a file first among the recent ones and make its folder the last folder."""
    full = str(path.absolute())
    recent = (full, *(entry for entry in settings.recent_files if entry != full))
    return replace(settings, recent_files=recent[:MAX_RECENT], last_folder=str(path.absolute().parent))
