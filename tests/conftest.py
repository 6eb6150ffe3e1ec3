"""What every test shares: no screen, no settings of the user, one language, repeatable random tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cjm_desktop import i18n

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything loads Qt

ROOT = Path(__file__).resolve().parent.parent

# A shared machine may be slow at any moment, so time never fails a test.
settings.register_profile("work", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("work"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "work")


@pytest.fixture(autouse=True, scope="session")
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep settings, recovery copies and caches of the tests out of the user's folders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CJM_DESKTOP_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(autouse=True)
def _english() -> None:
    """Start every test in English, whatever the machine or the test before spoke."""
    i18n.set_language("en")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of shared samples, which lies beside the repository on the makers' machines only."""
    folder = ROOT.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the shared samples do not lie beside this checkout")
    return folder
