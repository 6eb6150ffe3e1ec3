"""The sample journey speaks the language of the window."""

from __future__ import annotations

import pytest

from cjm_desktop import i18n
from cjm_desktop.ui.windows import Windows


@pytest.mark.parametrize("code", ["nl", "en"])
def test_the_sample_is_in_the_language_of_the_window(qapp: object, code: str) -> None:
    windows = Windows(qapp)  # type: ignore[arg-type]
    i18n.set_language(code)
    window = windows.open_sample()
    assert window is not None
    assert window.document.journey.info.language == code
    assert window.document.path is None
    assert window.is_untouched()
    window.close()
