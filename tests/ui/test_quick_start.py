"""Qt imported quickly says of wrong calls what it says otherwise; each in a process of its own."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from cjm_desktop.ui import quick_start

ROOT = Path(__file__).resolve().parents[2]
CALLS = """
import sys
from cjm_desktop.ui import quick_start
if sys.argv[1] == "untested":
    quick_start._TESTED = ((9, 0), (9, 1))
if sys.argv[1] != "ordinary":
    quick_start.prepare()
from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget
loaded = "shibokensupport.signature.layout" in sys.modules
app = QApplication([])
label = QLabel("words")
def wrong_type(): label.setText(3)
def wrong_rect(): QRectF("a")
def too_many(): label.setText("a", "b")
def too_few(): label.resize(1)
def no_property(): QLabel(foo=1)
def later_module():
    from PySide6.QtPrintSupport import QPrinter
    QPrinter(1, 2, 3, 4)
def no_value(): Qt.AlignmentFlag("x")
first = sys.argv[2]
if first == "help":
    assert "text: str" in QLabel.__doc__
calls = [wrong_type, wrong_rect, too_many, too_few, no_property, later_module, no_value]
calls.sort(key=lambda call: call.__name__ != first)
for call in calls:
    try:
        call()
    except Exception as error:
        print(call.__name__, type(error).__name__, error)
    else:
        print(call.__name__, "went well")
print(QLabel.__doc__)
import PySide6.support.signature
print(PySide6.support.signature.get_signature(QWidget.resize))
print("loaded", loaded, file=sys.stderr)
"""


def run(how: str, first: str = "") -> tuple[str, str]:
    """What the calls say, and whether the explaining package was loaded before the first of them."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", CALLS, how, first],
        env={"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "PATH": "", "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout, done.stderr.split()[-1]


@pytest.mark.parametrize("first", ["wrong_type", "wrong_rect", "no_property", "later_module", "help"])
def test_wrong_calls_are_explained_as_ever_whichever_comes_first(first):
    said, loaded = run("quick", first)
    assert loaded == "False"
    ordinary, loaded = run("ordinary", first)
    assert loaded == "True"
    assert said == ordinary
    assert "called with wrong argument types" in said
    assert "went well" not in said


DEFERRED = """
import sys
from cjm_desktop.ui import quick_start
quick_start.prepare()
from PySide6.QtWidgets import QApplication
import logging, tempfile, zipfile
names = ("logging", "tempfile", "traceback", "zipfile")
print([type(sys.modules[name]).__name__ for name in names])
import logging.handlers
from tempfile import gettempdir
sys.modules["traceback"].format_stack()
print(isinstance(logging.getLogger("x"), logging.Logger), bool(gettempdir()), zipfile.ZIP_STORED)
print([type(sys.modules[name]).__name__ for name in names])
print(hasattr(logging, "no_such_name"))
"""


def test_what_only_the_import_of_qt_names_is_read_at_first_use():
    done = subprocess.run(
        [sys.executable, "-P", "-c", DEFERRED],
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    waiting, used, after, missing = done.stdout.splitlines()
    assert waiting == "['_Later', '_Later', '_Later', '_Later']"
    assert used == "True True 0"
    assert after == "['module', 'module', 'module', 'module']"
    assert missing == "False"


def test_an_untested_version_is_imported_in_the_ordinary_way():
    said, loaded = run("untested", "wrong_type")
    assert loaded == "True"
    assert said == run("ordinary", "wrong_type")[0]


def test_nothing_happens_when_qt_is_there_already():
    import PySide6  # noqa: F401 - it is what is tested

    from cjm_desktop.ui import quick_start

    before = dict(sys.modules)
    quick_start.prepare()
    assert sys.modules == before


def test_the_flags_of_code_are_those_of_this_python() -> None:
    assert {name: getattr(inspect, name) for name in quick_start._CODE_FLAGS} == quick_start._CODE_FLAGS
