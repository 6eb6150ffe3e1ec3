"""About the program: version and the notices of what it is made of."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from cjm_desktop import __version__, resources
from cjm_desktop.i18n import _
from cjm_desktop.ui import text
from cjm_desktop.ui.dialogs import size


class About(QDialog):
    """Version, and the licence notices as plain text."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About CJM Desktop"))
        size.open_at(self, 640, 520)
        notices = QPlainTextEdit()
        notices.setReadOnly(True)
        notices.setAccessibleName(_("Licence notices"))
        notices.setPlainText(self._notices())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(text.PlainLabel("CJM Desktop", "title"))
        column.addWidget(text.PlainLabel(_("Version {version}").format(version=__version__), "second"))
        column.addWidget(
            text.wrapped(
                _("Free software under the MIT licence. It works without a network and sends nothing.")
            )
        )
        column.addSpacing(8)
        column.addWidget(text.PlainLabel(_("Licence notices"), "section"))
        column.addWidget(notices, 1)
        column.addWidget(text.button_box(self, ok=_("Close"), cancel=False))

    def _notices(self) -> str:
        try:
            return resources.path("NOTICES.md").read_text("utf-8")
        except OSError:
            return ""
