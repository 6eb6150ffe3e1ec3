"""What the Edit and Insert menus do to the document of a window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from cjm_desktop.formats import fragment
from cjm_desktop.i18n import _, in_language
from cjm_desktop.layout.columns import road_of
from cjm_desktop.model import copying, edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError, refusal
from cjm_desktop.model.records import LISTS, Phase, Scenario, Touchpoint
from cjm_desktop.ui import errors, text
from cjm_desktop.ui.acting import Acting

#: Pasted text becomes at most this many touchpoints.
MAX_LINES: Final = 500
_DELETABLE: Final = frozenset(cls.KIND for cls in LISTS.values())


class EditActions(Acting):
    """Bound to one window."""

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id → what it does."""
        return {
            "undo": self.undo,
            "redo": self.redo,
            "cut": self.cut,
            "copy": self.copy,
            "copy_picture": self.copy_picture,
            "paste": self.paste,
            "duplicate": self.duplicate,
            "delete": self.delete,
            "select_all": self.select_all,
            "select_none": self.select_none,
            "find": self.find,
            "find_next": self.find_next,
            "rename": self.rename,
            "add_after": self.window_.view.new_touchpoint_after,
            "add_phase": self.add_phase,
            "add_lane": self.add_lane,
            "add_persona": self._add_persona,
            "add_channel": self._add_channel,
            "add_owner": self._add_owner,
            "add_scenario": self.window_.tabs.add,
            "duplicate_scenario": self.window_.tabs.duplicate,
            "journey_info": self.select_none,
            "road_winding": self._winding,
            "road_straight": self._straight,
            "road_hills": self._hills,
            "road_loop": self._loop,
        }

    # -- help ------------------------------------------------------------------------------------------

    @property
    def _selection(self) -> list[str]:
        journey = self.document.journey
        return [id for id in self.window_.view.selection if (r := journey.get(id)) and r.KIND in _DELETABLE]

    def attempt(self, make: Callable[[Journey], Change], label: str) -> Change | None:
        """Carry out an edit; the change, or None when it is refused, which is said in a dialog."""
        try:
            self.window_.view.editing.commit()
            self.document.preview(None)
            change = make(self.document.journey)
            self.document.edit(change, label)
        except CjmError as error:
            errors.show(self.window_, error)
            return None
        return change

    def _select_new(self, change: Change | None) -> None:
        """Select the touchpoints (else whatever) that a change has made."""
        if change is None:
            return
        made = [r for id, r in change.after.items() if r is not None and change.before[id] is None]
        first = [r.id for r in made if isinstance(r, Touchpoint)] or [r.id for r in made]
        self.window_.view.select(first, reveal=True)

    # -- undo and the clipboard --------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last edit back."""
        self.window_.view.editing.commit()
        self.document.undo()

    def redo(self) -> None:
        """Do again what was undone."""
        self.document.redo()

    def copy(self) -> bool:
        """Put the selection on the clipboard, for us and as an outline for other programs."""
        ids = self._selection
        if not ids:
            return False
        records = copying.carried(self.document.journey, ids)
        try:
            data = fragment.write(records)
        except CjmError as error:
            errors.show(self.window_, error)
            return False
        mime = QMimeData()
        mime.setData(fragment.MEDIA_TYPE, data)
        mime.setText(fragment.outline(copying.closure(self.document.journey, ids)))
        QGuiApplication.clipboard().setMimeData(mime)
        return True

    def copy_picture(self) -> None:
        """Put a picture of the selection, or of the whole map, on the clipboard."""
        from cjm_desktop.ui import copied_pictures  # painting on paper comes after the first frame

        copied_pictures.copy(self.window_)

    def cut(self) -> None:
        """Copy the selection and delete it."""
        ids = self._selection
        if self.copy():
            self.attempt(lambda journey: edits.delete(journey, ids), _("Cut"))

    def paste(self) -> None:
        """Paste records, or one touchpoint for each line of a text."""
        # Qt has no data at all for a clipboard that nobody has used, whatever its types promise.
        mime: QMimeData = QGuiApplication.clipboard().mimeData() or QMimeData()
        if (mime.hasImage() or mime.hasUrls()) and self._paste_picture(mime):
            return
        if mime.hasFormat(fragment.MEDIA_TYPE):
            data = bytes(mime.data(fragment.MEDIA_TYPE).data())
            self._select_new(self.attempt(lambda journey: self._pasted(journey, data), _("Paste")))
        elif mime.hasText() and mime.text().strip():
            words = mime.text()
            self._select_new(self.attempt(lambda journey: self._pasted_lines(journey, words), _("Paste")))
        else:
            self.window_.say(_("There is nothing on the clipboard that can be pasted here."))

    def _paste_picture(self, mime: QMimeData) -> bool:
        """Give the selection the picture that is on the clipboard; False when none is."""
        from cjm_desktop.ui import pasted_pictures  # the forms and their pictures come after the first frame

        if not pasted_pictures.has_picture(mime):
            return False
        chosen = self.window_.view.selection
        self.window_.view.attempt(
            lambda journey: pasted_pictures.pasted(journey, chosen, mime), _("Paste picture")
        )
        return True

    def _place(self, journey: Journey) -> tuple[str | None, str | None]:
        """Phase and touchpoint after which new things go."""
        chosen = [r for r in map(journey.get, self.window_.view.selection) if r is not None]
        touchpoints = [r for r in chosen if isinstance(r, Touchpoint)]
        if touchpoints:
            road = [t.id for t in journey.road(self.document.scenario)]
            last = max(touchpoints, key=lambda t: road.index(t.id) if t.id in road else -1)
            return last.phase, last.id
        phases = [r for r in chosen if isinstance(r, Phase)]
        if phases:
            return phases[-1].id, None
        road_ = road_of(journey, self.document.scenario) or journey.road(self.document.scenario)
        if road_:
            return road_[-1].phase, road_[-1].id
        return (journey.phases[0].id if journey.phases else None), None

    def _pasted(self, journey: Journey, data: bytes) -> Change:
        phase, after = self._place(journey)
        records = fragment.read(data)
        return edits.paste(journey, records, self.document.scenario, phase, after, after or phase)

    def _pasted_lines(self, journey: Journey, words: str) -> Change:
        phase, after = self._place(journey)
        if phase is None:
            raise refusal("no-phase")
        later = journey.copy()
        whole = Change()
        lines = [" ".join(line.split())[:2_000] for line in words.splitlines()]
        for line in [line for line in lines if line][:MAX_LINES]:
            title = "".join(c for c in line if c.isprintable())
            change = edits.add_touchpoint(later, self.document.scenario, phase, title, after)
            later.apply(change)
            whole = whole.then(change)
            (after,) = change.after
        return whole

    def duplicate(self) -> None:
        """Copy the selection behind itself."""
        ids = self._selection
        if ids:
            self._select_new(self.attempt(lambda journey: edits.duplicate(journey, ids), _("Duplicate")))

    def delete(self) -> None:
        """Delete the selection; only what is in use is asked about. Undo brings it back, and the status bar says so."""
        from cjm_desktop.ui.dialogs import in_use  # the forms come after the first frame

        ids = self._selection
        if not ids:
            return
        change = self.attempt(lambda _journey: in_use.deleting(self.window_, self.document, ids), _("Delete"))
        if change:
            count = sum(1 for r in change.after.values() if r is None)
            self.window_.say(_("Deleted: {count}. Ctrl+Z brings it back.").format(count=count))

    # -- selecting -------------------------------------------------------------------------------------

    def select_all(self) -> None:
        """Select all touchpoints of the scenario."""
        self.window_.view.select([t.id for t in self.document.journey.road(self.document.scenario)])

    def select_none(self) -> None:
        """Show the journey's own form."""
        self.window_.view.select(())
        self.window_.right.open("properties")
        self.window_.inspector.select(())

    def find(self) -> None:
        """Go to the search field."""
        self.window_.actions_["show_outline"].setChecked(True)
        self.window_.left.show()
        self.window_.left.open("outline")
        self.window_.outline.focus_search()

    def find_next(self) -> None:
        """Go to the next touchpoint that was found."""
        self.window_.outline.find_next()

    def rename(self) -> None:
        """Type the name of the selection where it stands: in the outline or on the map."""
        if self.window_.outline.tree.hasFocus():
            self.window_.outline.edit_name()
        elif not self.window_.view.edit_current():
            self.window_.right.open("properties")
            self.window_.inspector.focus_name()

    # -- adding ----------------------------------------------------------------------------------------

    def add_phase(self) -> None:
        """Add a phase after the selected one and let its name be typed."""
        journey = self.document.journey
        chosen = [r for r in map(journey.get, self.window_.view.selection) if r is not None]
        after = next((r.id for r in chosen if isinstance(r, Phase)), None)
        after = after or next((r.phase for r in chosen if isinstance(r, Touchpoint)), None)
        with in_language(self.document.language):
            name = _("Phase {number}").format(number=len(journey.phases) + 1)
        self._added_named(self.attempt(lambda j: edits.add_phase(j, name, after), _("Add phase")))

    def add_lane(self) -> None:
        """Add a lane for cards and let its name be typed."""
        with in_language(self.document.language):
            name = _("New lane")
        self._added_named(self.attempt(lambda j: edits.add_lane(j, "text", name), _("Add lane")))

    def _added_named(self, change: Change | None) -> None:
        self._select_new(change)
        if change is not None:
            self.window_.view.setFocus()
            self.window_.view.edit_current()

    def _add_named(self, kind: str) -> None:
        from cjm_desktop.ui.panels.journey_lists import KINDS, added  # the forms come after the first frame

        name = text.ask_name(self.window_, _(KINDS[kind][1]), _("Name"))
        if name is not None:
            editing = self.window_.inspector.form("info").editing
            self.attempt(lambda _journey: added(editing, kind, name), _(KINDS[kind][1]))

    def _add_persona(self) -> None:
        self._add_named("persona")

    def _add_channel(self) -> None:
        self._add_named("channel")

    def _add_owner(self) -> None:
        self._add_named("owner")

    # -- the road --------------------------------------------------------------------------------------

    def show_road(self) -> None:
        """Tick the shape that the road of the scenario has."""
        scenario = self.document.journey.of(Scenario, self.document.scenario)
        if scenario is not None:
            self.window_.actions_[f"road_{scenario.road}"].setChecked(True)

    def _shape(self, shape: str) -> None:
        id: Any = self.document.scenario
        self.attempt(lambda journey: edits.update(journey, id, road=shape), _("Change shape of the road"))

    def _winding(self) -> None:
        self._shape("winding")

    def _straight(self) -> None:
        self._shape("straight")

    def _hills(self) -> None:
        self._shape("hills")

    def _loop(self) -> None:
        self._shape("loop")
