"""What the Map menu and the tabs do with scenarios: make one of another, compare two, join several."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from cjm_desktop.i18n import _, in_language
from cjm_desktop.model import scenarios
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import RecordId, Scenario
from cjm_desktop.ui import lifetime, text
from cjm_desktop.ui.acting import Acting

if TYPE_CHECKING:
    from cjm_desktop.ui.main_window import MainWindow
    from cjm_desktop.ui.panels.differences import DifferencesPanel

#: The state that is further than another one: what is made of today's journey is the desired one.
_NEXT = {"current": "desired", "desired": "ideal", "ideal": "ideal"}


class ScenarioActions(Acting):
    """Bound to one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._show_comparing()
        window.document.view_changed.connect(self._show_comparing)
        window.document.scenario_changed.connect(self._scenario_changed)
        window.document.changed.connect(self._changed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id → what it does."""
        return {
            "scenario_info": self.show_properties,
            "derive_scenario": self.derive,
            "stop_comparing": self.stop,
            "show_differences": self.show_differences,
            "join_journeys": self.join,
        }

    def _shown(self) -> Scenario | None:
        return self.document.journey.of(Scenario, self.document.scenario)

    def show_properties(self) -> None:
        """Open the form of the scenario that is shown."""
        self.window_.sides.jump((self.document.scenario,), "")

    # -- deriving ------------------------------------------------------------------------------------------

    def derive(self) -> None:
        """Ask for name, state and tone, and make a scenario of the one that is shown."""
        shown = self._shown()
        if shown is None:
            return
        from cjm_desktop.ui.dialogs.new_scenario import NewScenario

        state = _NEXT[shown.state]
        with in_language(self.document.language):
            names = {"desired": _("Desired journey"), "ideal": _("Ideal journey")}
        dialog = NewScenario(self.window_, shown, names[state], state)
        if not lifetime.run(dialog) or not dialog.name:
            return
        self.derived(shown.id, dialog.name, str(dialog.state.value), str(dialog.tone.value))

    def derived(self, source: RecordId, name: str, state: str | None, tone: str | None) -> RecordId | None:
        """Make a scenario of another one and show it; its id, or None when it is refused, which is said."""
        made: list[RecordId] = []

        def derive(journey: Journey) -> Change:
            change, id = scenarios.derive(journey, source, name, state, tone)
            made.append(id)
            return change

        if self.window_.edits.attempt(derive, _("New scenario")) is None:
            return None
        self.document.show_scenario(made[-1])
        return made[-1]

    # -- comparing -----------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Name the other scenarios in the menu of what can be compared; the one that is compared is ticked."""
        menu = self.window_.actions_.menus["map/compare"]
        menu.clear()
        self.fill_menu(menu)

    def fill_menu(self, menu: QMenu) -> None:
        """Put the other scenarios and what belongs to comparing in a menu."""
        view = self.document.view
        for scenario in self.document.journey.scenarios:
            if scenario.id == view.scenario:
                continue
            action = menu.addAction(text.menu_text(scenario.name) or _("Untitled"))
            action.setObjectName(scenario.id)
            action.setCheckable(True)
            action.setChecked(scenario.id == view.compare)
            action.triggered.connect(self._compare_by_name)
        if menu.isEmpty():
            menu.addAction(_("There is no other scenario")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(self.window_.actions_["show_differences"])
        menu.addAction(self.window_.actions_["stop_comparing"])

    def _compare_by_name(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            id = action.objectName()
            self.compare(None if id == self.document.view.compare else id)

    def compare(self, other: RecordId | None) -> None:
        """Draw another scenario on the map of this one and list what differs; None ends it."""
        self.window_.view.editing.commit()
        self.document.show(compare=other)
        if other is not None:
            self.show_differences()

    def stop(self) -> None:
        """Show the scenario alone again."""
        self.compare(None)

    def show_differences(self) -> None:
        """Bring the list of differences in sight."""
        window = self.window_
        if window.right.current != "differences" and "differences" not in window.right.ids:
            window.right.add("differences", _("Differences"), self.make_panel)
        window.sides.open_right("differences")

    def make_panel(self) -> DifferencesPanel:
        """The list of differences, which jumps to what it names."""
        from cjm_desktop.ui.panels.differences import DifferencesPanel

        panel = DifferencesPanel(self.document)
        panel.jumped.connect(self.jump)
        return panel

    def jump(self, ids: tuple[RecordId, ...], field: str) -> None:
        """Go to a difference; what only the other scenario has is shown there, compared with this one."""
        journey, view = self.document.journey, self.document.view
        records = [r for r in map(journey.get, ids) if r is not None]
        scenario = getattr(records[0], "scenario", "") if records else ""
        if not scenario and records and records[0].KIND == "connection":
            scenario = getattr(journey.get(getattr(records[0], "source", "")), "scenario", "")
        if view.compare is not None and scenario in journey.parts(view.compare):
            self.swap(view.compare)
        here = scenario in journey.parts(self.document.scenario)
        if here:
            self.window_.view.select(ids, reveal=True)
        else:
            self.window_.sides.jump(ids, field)

    def swap(self, other: RecordId) -> None:
        """Show the scenario that this one is compared with, compared with this one."""
        self.document.show_scenario(other, compare=self.document.scenario)

    def _show_comparing(self) -> None:
        is_comparing = self.document.view.compare is not None
        for id in ("stop_comparing", "show_differences"):
            self.window_.actions_[id].setEnabled(is_comparing)
        if not is_comparing:
            for side in self.window_.sides.made():
                side.remove("differences")

    def _scenario_changed(self, _id: str) -> None:
        self._show_comparing()

    def _changed(self, _change: Change) -> None:
        compare = self.document.view.compare
        if compare is not None and compare not in self.document.journey:
            self.document.show(compare=None)

    # -- joining -------------------------------------------------------------------------------------------

    def join(self) -> None:
        """Ask which scenarios are laid end to end, and show the whole."""
        from cjm_desktop.ui.dialogs.join import JoinDialog

        self.window_.view.editing.commit()
        path = self.document.path
        folder = str(path.parent) if path else self.window_.windows.settings.last_folder or str(Path.home())
        dialog = JoinDialog(self.window_, self.document.journey, self.document.scenario, folder)
        if lifetime.run(dialog):
            self.joined(dialog.chosen(), dialog.name)

    def joined(self, chosen: list[tuple[Journey, Scenario]], name: str) -> RecordId | None:
        """Join scenarios, of this journey or of others that are taken in, in one step; the id of the whole."""
        made: list[RecordId] = []

        def join(journey: Journey) -> Change:
            change, id = joining(journey, chosen, name)
            made.append(id)
            return change

        if self.window_.edits.attempt(join, _("Join journeys")) is None:
            return None
        self.document.show_scenario(made[-1])
        return made[-1]


def joining(journey: Journey, chosen: list[tuple[Journey, Scenario]], name: str) -> tuple[Change, RecordId]:
    """The change that takes in what comes from other journeys and joins all in order, and the id of the whole."""
    after, change = journey.copy(), Change()
    ids: dict[tuple[int, RecordId], RecordId] = {}
    for other in {id(j): j for j, _scenario in chosen if j is not journey}.values():
        step, new = scenarios.take_in(after, other, [s.id for j, s in chosen if j is other])
        after.apply(step)
        change = change.then(step)
        ids.update({(id(other), old): now for old, now in new.items()})
    parts = [ids.get((id(j), s.id), s.id) for j, s in chosen]
    step, made = scenarios.join(after, parts, name)
    return change.then(step), made
