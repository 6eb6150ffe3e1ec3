"""A journey with a path, an undo stack and at most one open preview."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from weakref import finalize

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from shiboken6 import isValid

from cjm_desktop import settings
from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_, _
from cjm_desktop.layout.placement import View
from cjm_desktop.model.change import Change, replaced
from cjm_desktop.model.journey import ChangeMismatch, Journey
from cjm_desktop.model.problems import SENTENCES, refusal
from cjm_desktop.model.records import RecordId

if TYPE_CHECKING:
    from cjm_desktop.formats.safe_write import Fingerprint

SENTENCES.update(
    {
        "stale-edit": N_("This can't be done any more: the journey was changed in the meantime."),
        "no-file-name": N_("Choose a name for the file first."),
    }
)
#: The id of commands that may merge; which do is told by their keys.
_MERGING: Final = 1


class _Command(QUndoCommand):
    """One change on the undo stack; it is already carried out when it is pushed."""

    def __init__(self, document: Document, change: Change, label: str, key: tuple[str, int] | None) -> None:
        super().__init__(label)
        self.document = document
        self.change = change
        self.key = key
        self.is_done = True

    def id(self) -> int:
        return -1 if self.key is None else _MERGING

    def redo(self) -> None:
        if self.is_done:
            self.is_done = False
        else:
            self.document._carry_out(self, self.change)

    def undo(self) -> None:
        self.document._carry_out(self, self.change.inverted())

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Command) or other.key != self.key:
            return False
        try:
            self.change = self.change.then(other.change)
        except ValueError:
            return False
        # Letters typed and taken away again leave nothing to undo.
        self.setObsolete(not self.change)
        return True


def _empty(stack: QUndoStack) -> None:
    """Let a document's commands go before the document: a collector that takes both apart crashes the program."""
    if isValid(stack):
        stack.blockSignals(True)
        stack.clear()


class Document(QObject):
    """A journey that is being edited. Every change goes through `edit`, `preview`, `undo` or `redo`."""

    changed = Signal(object)  # the Change, after each apply: edit, preview, undo, redo, save's stamp
    saved_state_changed = Signal(bool)  # True: there is something to save
    path_changed = Signal()
    scenario_changed = Signal(str)  # the id of the scenario that is shown now
    view_changed = Signal()  # what of that scenario is shown
    refused = Signal(str)  # a sentence: an undo or redo that can't be done

    def __init__(
        self,
        journey: Journey,
        path: Path | None = None,
        fingerprint: Fingerprint | None = None,
        *,
        is_changed: bool = False,
    ) -> None:
        super().__init__()
        self.journey = journey
        self.path = path
        self.fingerprint = fingerprint
        self.undo_stack = QUndoStack(self)
        finalize(self, _empty, self.undo_stack).atexit = False
        self._preview: Change | None = None
        self._epoch = 0  # commands of different epochs never merge
        self._view = View("")
        if is_changed:
            self.undo_stack.resetClean()
        self.undo_stack.cleanChanged.connect(self._on_clean_changed)

    # -- files ---------------------------------------------------------------------------------------

    @classmethod
    def new(cls, journey: Journey) -> Document:
        """A document that has no file yet and nothing to save."""
        return cls(journey)

    @classmethod
    def open(cls, path: Path) -> Document:
        """Read a .cjm file; CjmError with sentences when it can't be read."""
        from cjm_desktop.formats import cjm  # the reader is only needed when there is a file

        journey, fingerprint = cjm.load(path)
        return cls(journey, path, fingerprint)

    def save(self, path: Path | None = None, *, overwrite: bool = False) -> None:
        """Write the file, under a new name when `path` is given.

        CjmError when that fails (ChangedOnDisk when someone else wrote it and `overwrite` is False); the document
        then stays as it was. The stamp (modified, revision) is renewed, which can't be undone.
        """
        from cjm_desktop.formats import cjm

        target = path or self.path
        if target is None:
            raise refusal("no-file-name")
        self.preview(None)
        expected = self.fingerprint if target == self.path and not overwrite else None
        stamp = self.journey.stamp
        today = datetime.date.today().isoformat()
        renewed = replace(stamp, created=stamp.created or today, modified=today, revision=stamp.revision + 1)
        change = replaced((stamp, renewed))
        self.journey.apply(change)
        try:
            fingerprint = cjm.save(
                self.journey, target, expected=expected, backup_dir=settings.state_dir() / "backups"
            )
        except BaseException:
            self.journey.apply(change.inverted())
            raise
        self.fingerprint = fingerprint
        self._epoch += 1
        is_new_path = target != self.path
        self.path = target
        self.undo_stack.setClean()
        self.changed.emit(change)
        if is_new_path:
            self.path_changed.emit()

    def settle(self) -> None:
        """Compute what opening left for later: the checksum of the file, for which its content was kept."""
        if self.fingerprint is not None:
            self.fingerprint.sha256  # noqa: B018 - asked for so that it is known

    @property
    def is_changed(self) -> bool:
        """Whether there is something that the file does not have."""
        return not self.undo_stack.isClean()

    @property
    def title(self) -> str:
        """The file's name, else the journey's title, else "Untitled"."""
        if self.path is not None:
            return self.path.name
        return self.journey.info.title or _("Untitled")

    @property
    def language(self) -> str:
        """The language of the journey's own words: "nl" or "en"."""
        return self.journey.info.language

    # -- which scenario is shown ---------------------------------------------------------------------

    @property
    def scenario(self) -> RecordId:
        """The scenario that is shown: the chosen one, or the first when that is gone ("" when there is none)."""
        if self._view.scenario in self.journey:
            return self._view.scenario
        scenarios = self.journey.scenarios
        return scenarios[0].id if scenarios else ""

    def show_scenario(self, id: RecordId, compare: RecordId | None = None) -> None:
        """Show another scenario, compared with `compare` if any; this is no edit."""
        if id != self.scenario:
            self.preview(None)
            self._view = View(id, filter=self._view.filter, compare=compare)
            self.scenario_changed.emit(id)

    @property
    def view(self) -> View:
        """What of the journey is shown, on the map and on the poster: the scenario with its curves and lanes."""
        return replace(self._view, scenario=self.scenario)

    def show(self, **fields: Any) -> None:
        """Show other curves or lanes (fields of `View` but the scenario); this is no edit."""
        wanted = replace(self.view, **fields)
        if wanted != self.view:
            self._view = wanted
            self.view_changed.emit()

    # -- changes -------------------------------------------------------------------------------------

    def edit(self, change: Change, label: str, merge_key: str | None = None) -> None:
        """Carry out a change as one undo step; an empty change does nothing.

        `label` is imperative and translated ("Move touchpoint"). Consecutive edits with one `merge_key` become one
        step. An open preview is taken back first. CjmError (and nothing done) when the change does not start from
        what the journey holds, as when it was computed from a preview.
        """
        self.preview(None)
        if not change:
            return
        try:
            self.journey.apply(change)
        except ChangeMismatch as error:
            raise refusal("stale-edit") from error
        command = _Command(self, change, label, None if merge_key is None else (merge_key, self._epoch))
        # `command` lives in this frame until push returns: mergeWith sees the Python object.
        self.undo_stack.push(command)
        self.changed.emit(change)

    def preview(self, change: Change | Callable[[Journey], Change] | None) -> None:
        """Show a change at once without making it an edit; None takes it back.

        A function gets the journey as it is without any preview and gives the change. Raises what the function
        raises, and CjmError for a change that does not fit; no preview is open then.
        """
        back = self._preview.inverted() if self._preview is not None else Change()
        if change is None and not back:
            return
        self.journey.apply(back)
        self._preview = None
        shown = Change()
        try:
            wanted = change(self.journey) if callable(change) else change
            if wanted:
                self.journey.apply(wanted)
                self._preview = shown = wanted
        except ChangeMismatch as error:
            raise refusal("stale-edit") from error
        finally:
            moved = back.then(shown)
            if moved:
                self.changed.emit(moved)

    @property
    def has_preview(self) -> bool:
        """Whether something is shown that is no edit yet."""
        return self._preview is not None

    def keep_preview(self, label: str, merge_key: str | None = None) -> None:
        """Make the open preview one undo step; nothing happens when there is none."""
        change = self._preview
        if change is not None:
            self.edit(change, label, merge_key)

    def undo(self) -> None:
        """Take the last edit back (an open preview first)."""
        self.preview(None)
        self._epoch += 1
        self.undo_stack.undo()

    def redo(self) -> None:
        """Carry out again what was undone last."""
        self.preview(None)
        self._epoch += 1
        self.undo_stack.redo()

    def _carry_out(self, command: _Command, change: Change) -> None:
        """Apply a step of the undo stack; one that does not fit is dropped and said, never half done."""
        try:
            self.journey.apply(change)
        except ChangeMismatch:
            command.setObsolete(True)
            self.refused.emit(_(SENTENCES["stale-edit"]))
        else:
            self.changed.emit(change)

    def _on_clean_changed(self, is_clean: bool) -> None:
        self.saved_state_changed.emit(not is_clean)
