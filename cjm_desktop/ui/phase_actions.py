"""What Map › Phase does: split at a touchpoint, merge with the next, move along the road."""

from __future__ import annotations

from collections.abc import Callable

from cjm_desktop.i18n import _, in_language
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import refusal
from cjm_desktop.model.records import Phase, Touchpoint
from cjm_desktop.ui.acting import Acting


class PhaseActions(Acting):
    """Bound to one window."""

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id → what it does."""
        return {
            "split_phase": self.split,
            "merge_phase": self.merge,
            "phase_left": self.earlier,
            "phase_right": self.later,
        }

    def offered(self) -> tuple[str, ...]:
        """The actions that the menu of the selection offers: of phases, or of the place of one touchpoint."""
        chosen = [r for r in map(self.document.journey.get, self.window_.view.selection) if r is not None]
        if chosen and all(isinstance(r, Phase) for r in chosen):
            return ("merge_phase", "phase_left", "phase_right")
        return ("split_phase",) if len(chosen) == 1 and isinstance(chosen[0], Touchpoint) else ()

    def split(self) -> None:
        """Begin a new phase with the selected touchpoint, and let its name be typed."""
        journey = self.document.journey
        chosen = set(self.window_.view.selection)
        first = next((t for t in journey.road(self.document.scenario) if t.id in chosen), None)
        phase = journey.of(Phase, first.phase) if first is not None else None
        with in_language(self.document.language):
            name = _("{name}, continued").format(name=phase.name if phase is not None else "")

        def divided(now: Journey) -> Change:
            if first is None:
                raise refusal("split-nowhere")
            return edits.split_phase(now, first.id, name)

        change = self.window_.edits.attempt(divided, _("Split phase"))
        if change is None:
            return
        made = next(
            r.id for id, r in change.after.items() if isinstance(r, Phase) and change.before[id] is None
        )
        self.window_.view.select([made], reveal=True)
        self.window_.view.setFocus()
        self.window_.view.edit_current()

    def merge(self) -> None:
        """Make one phase of the selected one and the next."""
        phase = self._phase()
        if phase is None:
            self._say_none()
        elif self.window_.edits.attempt(lambda j: edits.merge_with_next(j, phase), _("Merge phases")):
            self.window_.view.select([phase], reveal=True)

    def earlier(self) -> None:
        """Move the selected phase one place to the left."""
        self._shift(-1)

    def later(self) -> None:
        """Move the selected phase one place to the right."""
        self._shift(1)

    def _shift(self, by: int) -> None:
        phase = self._phase()
        if phase is None:
            self._say_none()
        else:
            self.window_.edits.attempt(lambda j: edits.shift_phase(j, phase, by), _("Move phase"))

    def _phase(self) -> str | None:
        """The selected phase, or that of the selected touchpoint."""
        for record in map(self.document.journey.get, self.window_.view.selection):
            if isinstance(record, Phase):
                return record.id
            if isinstance(record, Touchpoint):
                return record.phase
        return None

    def _say_none(self) -> None:
        self.window_.say(_("Select a phase first, or a touchpoint in it."))
