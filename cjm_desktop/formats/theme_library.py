"""The themes that are kept on this computer, one file each in the program's data folder, and finding one by name.

A name is never a path: which file a theme is in follows from its name by `_file_name` alone, or from looking into
each. What a stranger's journey asks for can't wander through the disk.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final
from unicodedata import normalize

from cjm_desktop import settings
from cjm_desktop.formats import kept_files, safe_write, theme_file
from cjm_desktop.formats.theme_file import SUFFIX, ClientTheme
from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import N_, _
from cjm_desktop.layout import theme
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.problems import SENTENCES, CjmError, refusal

SENTENCES.update(
    {
        "theme-unknown": N_("There is no theme “{name}” on this computer. There are: {known}."),
        "theme-taken": N_("There is a theme “{name}” already."),
        "theme-name-empty": N_("Give the theme a name first."),
        "themes-full": N_("At most {limit} themes fit on this computer."),
        "themes-folder": N_("The folder of the themes can't be used: {reason}"),
    }
)

#: Files in the folder; of more the rest is left alone.
MOST: Final = 200


@frozen()
class Kept:
    """A theme and the file it is in."""

    path: Path
    client: ClientTheme


#: What was read of a file, by path, time of change and size: a listing reads what is new alone.
_read: dict[tuple[str, int, int], ClientTheme] = {}


def kept() -> tuple[list[Kept], list[str]]:
    """The themes of the user by name, and a sentence for each file that was skipped."""
    try:
        folder = _folder()
        names = sorted(n for n in os.listdir(folder) if n.lower().endswith(SUFFIX) and not n.startswith("."))
    except CjmError as error:
        return [], [str(error)]
    except OSError as error:
        return [], [str(refusal("themes-folder", reason=error.strerror or ""))]
    found, skipped = kept_files.read_all(folder, names[:MOST], lambda path: Kept(path, load(path)))
    return sorted(found, key=lambda one: one.client.name.casefold()), skipped


def load(path: Path) -> ClientTheme:
    """The theme in a file; CjmError with the reason when there is none."""
    data, mark = safe_write.read_file(path, theme_file.MOST_BYTES)
    key = (str(path), mark.mtime_ns, mark.size)
    if key not in _read:
        if len(_read) >= 2 * MOST:
            _read.clear()
        _read[key] = theme_file.read(data, name=path.name)
    return _read[key]


def find(name: str) -> Theme:
    """The shipped theme of a name, or the kept one in letters of any case; CjmError when there is none."""
    if name in theme.NAMES:
        return theme.load(name)
    found = named(name)
    if found is None:
        known = ", ".join((*theme.NAMES, *(one.client.name for one in kept()[0])))
        raise refusal("theme-unknown", name=" ".join(name.split())[:80], known=known)
    return theme_file.theme_of(found.client)


def find_or_read(name_or_path: str) -> Theme:
    """The theme of a name, or of a .cjmtheme file: what someone may type, and no file may ask for."""
    if name_or_path.lower().endswith(SUFFIX):
        return theme_file.theme_of(load(Path(name_or_path)))
    return find(name_or_path)


def named(name: str) -> Kept | None:
    """The kept theme of a name, or None."""
    wanted = _spelt(name)
    try:
        path = _folder() / _file_name(name)
        if path.is_file():
            one = Kept(path, load(path))
            if _spelt(one.client.name) == wanted:
                return one
    except (CjmError, OSError):
        pass  # it is looked for among the others
    return next((one for one in kept()[0] if _spelt(one.client.name) == wanted), None)


def save(client: ClientTheme, earlier: Kept | None = None) -> Kept:
    """Keep a theme, in the place of its earlier self; CjmError when another has its name, or when that fails."""
    name = " ".join(client.name.split())
    if not name:
        raise refusal("theme-name-empty")
    client = replace(client, name=name)
    other = named(name)
    is_taken = other is not None and (earlier is None or other.path != earlier.path)
    if is_taken or name.casefold() in theme.NAMES:
        raise refusal("theme-taken", name=name)
    if other is None and len(kept()[0]) >= MOST:
        raise refusal("themes-full", limit=MOST)
    path = _folder() / _file_name(name)
    write(client, path)
    if earlier is not None and earlier.path != path:
        delete(earlier)
    return Kept(path, client)


def write(client: ClientTheme, path: Path) -> None:
    """Write a theme in a file, whole or not at all; CjmError when that fails, or when it would not open again."""
    data = theme_file.write(client)
    theme_file.read(data, name=path.name)
    safe_write.write_file(path, data)


def delete(one: Kept) -> None:
    """Delete a kept theme; CjmError when that fails. One that is gone already is no failure."""
    try:
        one.path.unlink(missing_ok=True)
    except OSError as error:
        raise refusal("themes-folder", reason=error.strerror or "") from None


def free_name(wanted: str) -> str:
    """The name, or with a number behind it when another theme has it."""
    taken = {_spelt(one.client.name) for one in kept()[0]} | set(theme.NAMES)
    wanted = " ".join(wanted.split()) or _("Theme")
    if _spelt(wanted) not in taken:
        return wanted
    return next(name for n in range(2, MOST + 9) if _spelt(name := f"{wanted} {n}") not in taken)


def _spelt(name: str) -> str:
    return " ".join(normalize("NFC", name).casefold().split())


def _file_name(name: str) -> str:
    """The file of a theme: letters and figures of its name, and a mark that tells two such names apart."""
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in normalize("NFKD", _spelt(name)))
    mark = hashlib.sha256(_spelt(name).encode("utf-8", "replace")).hexdigest()[:8]
    return f"{'-'.join(filter(None, plain[:60].split('-'))) or 'theme'}-{mark}{SUFFIX}"


def _folder() -> Path:
    try:
        folder = settings.data_dir() / "themes"
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise refusal("themes-folder", reason=error.strerror or "") from None
    return folder
