"""What the user keeps to use again: personas and templates, one file each in the program's data folder.

Files are named by ids, never by what is in them. One that can't be read, or is none of ours, is skipped with a
sentence; nothing in these folders is ever changed but by the user's own wish.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from cjm_desktop import settings
from cjm_desktop.formats import cjm, fragment, kept_files, limits, own_template, safe_write
from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import N_
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, CjmError, refusal
from cjm_desktop.model.records import Asset, Persona, Record

SENTENCES.update(
    {
        "not-a-persona": N_("this is no persona that CJM Desktop has kept"),
        "not-a-template": N_("this is no template that CJM Desktop has kept"),
        "library-folder": N_("The folder {folder} can't be used: {reason}"),
        "library-full": N_("The library is full: it holds at most {limit} files."),
    }
)

PERSONA_SUFFIX: Final = ".cjm-persona"
#: Files in one folder; of more the rest is left alone.
MOST: Final = 500

T = TypeVar("T")


@frozen()
class KeptPersona:
    """A persona of the library with its portrait, and the file it is in."""

    path: Path
    persona: Persona
    records: tuple[Record, ...]

    @property
    def portrait(self) -> Asset | None:
        """The picture of the persona, if it has one."""
        return next((r for r in self.records if isinstance(r, Asset)), None)


@frozen(eq=False)
class KeptTemplate:
    """A template of the user's own, and the file it is in; `mtime_ns` tells two states of the file apart."""

    path: Path
    journey: Journey
    mtime_ns: int

    @property
    def name(self) -> str:
        """What the user called it."""
        return self.journey.info.title


# -- personas --------------------------------------------------------------------------------------


def personas() -> tuple[list[KeptPersona], list[str]]:
    """The personas of the library by name, and a sentence for each file that was skipped."""
    found, skipped = _all("personas", _persona)
    return sorted(found, key=lambda kept: kept.persona.name.casefold()), skipped


def save_persona(journey: Journey, id: str) -> Path:
    """Put a persona with its portrait in the library, in the place of its earlier self; CjmError when that fails.

    Whom it influences stays behind: those people are of this journey.
    """
    persona = journey.of(Persona, id)
    if persona is None:
        raise refusal("unknown-record")
    records: list[Record] = [replace(persona, influences=())]
    portrait = journey.of(Asset, persona.portrait)
    if portrait is not None:
        records.append(portrait)
    path = _room("personas") / f"persona-{id}{PERSONA_SUFFIX}"
    safe_write.write_file(path, fragment.write(records))
    return path


def _persona(path: Path) -> KeptPersona:
    if path.suffix != PERSONA_SUFFIX:
        raise refusal("not-a-persona")
    data, _mark = safe_write.read_file(path, limits.FRAGMENT_BYTES)
    records = fragment.read(data)
    people = [r for r in records if isinstance(r, Persona)]
    if len(people) != 1:
        raise refusal("not-a-persona")
    pictures = [r for r in records if isinstance(r, Asset) and r.id == people[0].portrait]
    return KeptPersona(path, people[0], (people[0], *pictures))


# -- templates -------------------------------------------------------------------------------------


def templates() -> tuple[list[KeptTemplate], list[str]]:
    """The user's own templates by name, and a sentence for each file that was skipped."""
    found, skipped = _all("templates", _template)
    return sorted(found, key=lambda kept: kept.name.casefold()), skipped


def save_template(journey: Journey, name: str, *, with_findings: bool) -> Path:
    """Keep a journey as a template; CjmError when that fails."""
    path = _room("templates") / f"template-{os.urandom(5).hex()}{cjm.SUFFIX}"
    cjm.save(own_template.as_template(journey, name, with_findings=with_findings), path)
    return path


def rename_template(kept: KeptTemplate, name: str) -> None:
    """Give a template another name; CjmError when that fails."""
    info = replace(kept.journey.info, title=name)
    rest = [r for r in kept.journey.records() if r.id != info.id]
    cjm.save(Journey([info, *rest]), kept.path)


def _template(path: Path) -> KeptTemplate:
    if path.suffix != cjm.SUFFIX:
        raise refusal("not-a-template")
    journey, mark = cjm.load(path)
    return KeptTemplate(path, journey, mark.mtime_ns)


# -- files -----------------------------------------------------------------------------------------


def delete(path: Path) -> None:
    """Delete a file of the library; CjmError when that fails. One that is gone already is no failure."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise refusal("library-folder", folder=str(path.parent), reason=error.strerror or "") from None


def _folder(name: str) -> Path:
    try:
        folder = settings.data_dir() / name
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise refusal("library-folder", folder=name, reason=error.strerror or "") from None
    return folder


def _room(name: str) -> Path:
    folder = _folder(name)
    if len(_names(folder)) >= MOST:
        raise refusal("library-full", limit=MOST)
    return folder


def _names(folder: Path) -> list[str]:
    try:
        return sorted(n for n in os.listdir(folder) if not n.startswith(".") and n not in _SYSTEM)
    except OSError as error:
        raise refusal("library-folder", folder=str(folder), reason=error.strerror or "") from None


#: What systems leave in any folder.
_SYSTEM: Final = frozenset(("Thumbs.db", "desktop.ini"))


def _all(name: str, read: Callable[[Path], T]) -> tuple[list[T], list[str]]:
    """Everything in a folder that can be read, and a sentence for each file that can't."""
    try:
        folder = _folder(name)
        names = _names(folder)
    except CjmError as error:
        return [], [str(error)]
    return kept_files.read_all(folder, names[:MOST], read)
