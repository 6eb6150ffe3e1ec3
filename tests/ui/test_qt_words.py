"""Words of Qt's own dialogs are Dutch in the Dutch program, also those that Qt's translation lacks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from cjm_desktop import i18n
from cjm_desktop.ui.qt_words import WORDS, QtWords


@pytest.fixture
def dutch(qapp: QApplication) -> Iterator[None]:
    was = i18n.language()
    i18n.set_language("nl")
    words = QtWords(qapp)
    qapp.installTranslator(words)
    yield
    qapp.removeTranslator(words)
    i18n.set_language(was)


def test_every_word_is_given_in_dutch(dutch: None) -> None:
    told = {source: QCoreApplication.translate(context, source) for context, source in WORDS}
    assert told["Pages &per sheet:"] == "Pagina's &per vel:"
    assert [source for source, words in told.items() if words == source] == []


def test_other_words_are_left_to_qt(qapp: QApplication, dutch: None) -> None:
    theirs = QTranslator()
    assert theirs.load("qtbase_nl", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    qapp.installTranslator(theirs)
    try:
        assert QCoreApplication.translate("QPageSetupWidget", "Landscape") == "Landschap"
    finally:
        qapp.removeTranslator(theirs)
    assert QCoreApplication.translate("QPageSetupWidget", "Nonsense") == "Nonsense"
