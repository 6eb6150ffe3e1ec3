"""What the repository promises: bundled files, the lock, the start script, the translations."""

import ast
import importlib.util
import re
import shlex
import struct
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from cjm_desktop import cli_arguments, resources

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
FONTS = [
    "NotoSans-Regular",
    "NotoSans-SemiBold",
    "NotoSans-Bold",
    "NotoSans-Italic",
    "NotoSansThai-Regular",
    "NotoSansThai-SemiBold",
    "NotoSansKR-Regular",
    "Symbols-Regular",
    "DroidSansFallback",
]


@pytest.fixture(scope="module")
def translate() -> ModuleType:
    """The script packaging/translate.py; packaging is no package, so it is loaded by its place."""
    spec = importlib.util.spec_from_file_location("cjm_translate", ROOT / "packaging" / "translate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_lock_names_no_address() -> None:
    assert "://" not in LOCK
    assert "--index-url" not in LOCK
    assert "--find-links" not in LOCK


def test_the_lock_holds_every_direct_dependency_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    names = {re.split(r"[<>=; ]", line)[0].lower() for line in wanted}
    locked = set(re.findall(r"^([a-z0-9-]+)==", LOCK, re.M))
    assert names <= locked
    assert len(re.findall(r"^\S+==", LOCK, re.M)) <= LOCK.count("--hash=sha256:")


def _needed(names: set[str], seen: set[str]) -> set[str]:
    """Libraries with all that they need in turn, without what only extras or other systems ask for."""
    for name in names - seen:
        seen.add(name)
        wanted = [line for line in metadata.requires(name) or () if ";" not in line]
        _needed({re.split(r"[<>=!~\[; (]", line)[0].lower() for line in wanted}, seen)
    return seen


def test_the_notices_name_every_library_that_comes_with_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = {re.split(r"[<>=; ]", line)[0].lower() for line in project["dependencies"]}
    notices = (ROOT / "resources" / "NOTICES.md").read_text(encoding="utf-8").lower().replace("_", "-")
    needed = {name.replace("_", "-").removesuffix("-essentials") for name in _needed(direct, set())}
    assert {"lxml", "pillow", "segno"} <= needed
    assert {name for name in needed if name not in notices} == set()


README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_what_the_readme_names_is_there_and_every_picture_is_shown() -> None:
    named = set(re.findall(r"\]\(([^)]+)\)", README)) | set(
        re.findall(r"`((?:cjm_desktop|packaging)/[\w/.]+)`", README)
    )
    assert len(named) > 12
    assert {name for name in named if not (ROOT / name).exists()} == set()
    pictures = (ROOT / "resources" / "help" / "pictures").glob("*")
    assert {str(path.relative_to(ROOT)) for path in pictures} <= named


def test_the_commands_of_the_readme_are_understood() -> None:
    lines = [line for line in README.splitlines() if line.startswith("cjm-desktop ")]
    assert len(lines) > 6
    for line in lines:
        cli_arguments.parse(shlex.split(re.sub(r"\s{3,}.*", "", line))[1:])


def test_packaging_is_no_package() -> None:
    # It would hide the library "packaging" from everything that is started in the root.
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_old_pythons_can_read_the_start_script() -> None:
    source = (ROOT / "packaging" / "dev.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.NamedExpr)]


def test_resources_are_found_in_a_checkout_a_wheel_and_a_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resources._root.cache_clear()
    assert (
        resources.path("fonts", "NotoSans-Regular.ttf")
        == ROOT / "resources" / "fonts" / "NotoSans-Regular.ttf"
    )
    try:
        with monkeypatch.context() as patch:
            (tmp_path / "cjm_desktop" / "_resources").mkdir(parents=True)
            patch.setattr(resources, "__file__", str(tmp_path / "cjm_desktop" / "resources.py"))
            resources._root.cache_clear()
            assert resources.path("x") == tmp_path.resolve() / "cjm_desktop" / "_resources" / "x"
            patch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
            resources._root.cache_clear()
            assert resources.path("x") == tmp_path / "resources" / "x"
    finally:
        resources._root.cache_clear()


@pytest.mark.parametrize("name", FONTS)
def test_fonts_are_static_truetype(name: str) -> None:
    data = resources.path("fonts", f"{name}.ttf").read_bytes()
    count = struct.unpack(">H", data[4:6])[0]
    tables = {data[12 + 16 * number : 16 + 16 * number] for number in range(count)}
    assert {b"glyf", b"cmap", b"hmtx"} <= tables
    assert not tables & {b"CFF ", b"CFF2", b"fvar"}


def test_every_font_has_its_licence() -> None:
    folder = resources.path("fonts")
    assert {path.stem for path in folder.glob("*.ttf")} == set(FONTS)
    assert len(list(folder.glob("OFL-*.txt"))) == 4
    assert (folder / "Apache-2.0-DroidSansFallback.txt").exists()


@pytest.mark.parametrize("path", sorted(resources.path("icons").glob("*.svg")), ids=lambda path: path.stem)
def test_icons_are_plain_outlines(path: Path) -> None:
    """Both players read icons with our own reader: only these shapes, no style, no transform."""
    icon = ElementTree.parse(path).getroot()
    assert icon.get("viewBox") == "0 0 24 24"
    shapes = {child.tag.split("}")[1] for child in icon}
    assert shapes <= {"path", "circle", "ellipse", "line", "polyline", "polygon", "rect"}
    assert not {name for child in icon.iter() for name in child.keys()} & {"style", "transform", "class"}  # noqa: SIM118


def test_the_translations_are_complete(translate: ModuleType) -> None:
    assert translate.check() == []


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Move {name}", "Verplaats {naam}"),
        ("Move {name}", "Verplaats"),
        ("Open…", "Openen"),
        ("&File", "Bestand"),
        ("Phase", ""),
        (("{n} phase", "{n} phases"), ("{n} fase", "")),
        (("{n} phase", "{n} phases"), ("{n} fase", "{m} fasen")),
        ("Move {name}", "Verplaats {name"),
    ],
)
def test_bad_translations_are_found(translate: ModuleType, source: object, translation: object) -> None:
    from babel.messages.catalog import Message

    assert translate.problems(Message(source, translation))


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Move {name}", "{name} verplaatsen"),
        ("&Open…", "&Openen…"),
        (("One phase", "{n} phases"), ("Eén fase", "{n} fasen")),
    ],
)
def test_good_translations_pass(translate: ModuleType, source: object, translation: object) -> None:
    from babel.messages.catalog import Message

    assert translate.problems(Message(source, translation)) == []


def test_void_calls_of_qt_keep_none_alive() -> None:
    """PySide6 6.12.0 on Python 3.11 loses one reference to None at each of these and then aborts."""
    from PySide6.QtGui import QPainterPath

    path = QPainterPath()
    before = sys.getrefcount(None)
    for number in range(4000):
        path.moveTo(number, number)
    assert abs(sys.getrefcount(None) - before) < 100
