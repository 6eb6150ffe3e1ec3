"""What journeys start from besides nothing: templates of the user's own, and the examples of the Help menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QAction

from cjm_desktop import i18n, resources
from cjm_desktop.i18n import _
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import name_of
from cjm_desktop.ui import errors, lifetime, text
from cjm_desktop.ui.acting import Acting
from cjm_desktop.ui.actions import set_mnemonics

_ENGLISH = "-en"


def examples(language: str) -> tuple[tuple[Path, str], ...]:
    """The bundled examples in a language with their titles: NAME.cjm is Dutch, NAME-en.cjm English."""
    folder = resources.path("examples")
    paths = sorted(p for p in folder.glob("*.cjm") if p.stem.endswith(_ENGLISH) == (language == "en"))
    return tuple((path, _title(path)) for path in paths)


@lru_cache(maxsize=64)
def _title(path: Path) -> str:
    from cjm_desktop.formats import cjm  # the reader is only needed when there is a file

    try:
        journey, _mark = cjm.load(path)
    except CjmError:
        return path.stem
    return journey.info.title or path.stem


class StarterActions(Acting):
    """Bound to one window."""

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id → what it does."""
        return {"save_template": self.save_template}

    def fill(self) -> None:
        """Build the menu of examples, by their titles in the language of the window."""
        menu = self.window_.actions_.menus["help/examples"]
        menu.clear()
        for path, title in examples(i18n.language()):
            action = menu.addAction(text.menu_text(title))
            action.setData(str(path))
            action.triggered.connect(self._open_example)
        set_mnemonics(menu.actions())

    def _open_example(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.open_example(Path(str(action.data())))

    def open_example(self, path: Path) -> None:
        """Show an example as a new document, so that the bundled file stays as it is."""
        from cjm_desktop.formats import cjm

        try:
            journey, _mark = cjm.load(path)
        except CjmError as error:
            errors.show(self.window_, error)
            return
        self.window_.windows.show_new(journey, self.window_)

    def save_template(self) -> None:
        """Ask for a name and keep the journey as a template of the user's own."""
        from cjm_desktop.ui import library
        from cjm_desktop.ui.dialogs.save_template import SaveTemplate

        self.window_.view.editing.commit()
        self.document.preview(None)
        journey = self.document.journey
        dialog = SaveTemplate(self.window_, name_of(journey.info))
        if not lifetime.run(dialog) or not dialog.name:
            return
        try:
            library.save_template(journey, dialog.name, with_findings=dialog.with_findings)
        except CjmError as error:
            errors.show(self.window_, error, _("The template is not kept."))
            return
        name = text.one_line(dialog.name)
        self.window_.say(_("“{name}” is among your own templates on the start page.").format(name=name))
