"""Offers the copies that sessions which ended badly left behind, told by what is in them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from cjm_desktop.i18n import _, ngettext
from cjm_desktop.ui import lifetime, recovery, text


class Recovered(QDialog):
    """One tick box a copy; what is ticked is opened as a new document, nothing is decided by its age."""

    def __init__(self, parent: QWidget | None, found: Sequence[recovery.Found]) -> None:
        super().__init__(parent)
        self._found = list(found)
        self._boxes: list[QCheckBox] = []
        self._discard = False
        self.setWindowTitle(_("Recovered work"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(text.PlainLabel(_("There is work that was not saved"), "heading"))
        note = _(
            "CJM Desktop did not close in the usual way. Each copy opens as a new journey; no file is changed."
        )
        column.addWidget(text.wrapped(note, "second"))
        column.addSpacing(8)
        for each in self._found:
            # The title is cut already; the time at the end is what tells two copies apart.
            box = QCheckBox(text.one_line(described(each), 120).replace("&", "&&"))
            box.setChecked(True)
            column.addWidget(box)
            self._boxes.append(box)
            if each.path:
                where = text.wrapped(text.one_line(each.path, 200), "second")
                where.setContentsMargins(24, 0, 0, 4)
                column.addWidget(where)
        column.addSpacing(8)
        buttons = QDialogButtonBox()
        open_them = buttons.addButton(_("Open copies"), QDialogButtonBox.ButtonRole.AcceptRole)
        open_them.setProperty("role", "primary")
        open_them.setDefault(True)
        throw = buttons.addButton(_("Discard"), QDialogButtonBox.ButtonRole.DestructiveRole)
        buttons.addButton(_("Decide later"), QDialogButtonBox.ButtonRole.RejectRole)
        text.tip(throw, _("Discarded copies are kept for {count} days.").format(count=recovery.KEPT_DAYS))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        throw.clicked.connect(self._throw)
        column.addWidget(buttons)

    def _throw(self) -> None:
        self._discard = True
        self.reject()

    def ask(self) -> list[recovery.Found]:
        """Let the user choose; the copies to open. Discarded ones are put away."""
        accepted = lifetime.run(self)
        if self._discard:
            for each in self._found:
                recovery.discard(each)
            return []
        if not accepted:
            return []
        return [each for each, box in zip(self._found, self._boxes, strict=True) if box.isChecked()]

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(480, 0))


def described(found: recovery.Found) -> str:
    """Title, number of touchpoints and time of a copy."""
    title = found.journey.info.title or _("Untitled")
    count = len(found.journey.touchpoints)
    words = ngettext("{count} touchpoint", "{count} touchpoints", count).format(count=count)
    when = found.time.replace("T", " ")[:16]
    return " · ".join(part for part in (text.one_line(title, 60), words, when) if part)
