"""The tabs below the map, one a scenario: choose, add, rename, copy, delete and reorder them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabBar, QToolButton, QWidget

from cjm_desktop.i18n import _, in_language
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.ids import new_id
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import Scenario
from cjm_desktop.model.scenarios import derive
from cjm_desktop.ui import appearance, errors, text
from cjm_desktop.ui.actions import set_mnemonics
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.panels.choice_words import choice_words

if TYPE_CHECKING:
    from cjm_desktop.ui.scenario_actions import ScenarioActions


class ScenarioTabs(QWidget):
    """A row of tabs and a plus."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.actions_: ScenarioActions | None = None  # of the window that the tabs stand in
        self._shown: list[tuple[Scenario, bool]] = []
        self._is_following = False
        self.bar = QTabBar()
        self.bar.setMovable(True)
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setElideMode(Qt.TextElideMode.ElideRight)
        self.bar.setAccessibleName(_("Scenarios"))
        self.bar.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.bar.currentChanged.connect(self._chosen)
        self.bar.tabBarDoubleClicked.connect(self._double_clicked)
        self.bar.tabMoved.connect(self._moved)
        self.bar.customContextMenuRequested.connect(self._menu)
        self.plus = QToolButton()
        self.plus.setIcon(appearance.icon("plus", sizes=(16, 32)))
        self.plus.setIconSize(QSize(16, 16))
        self.plus.setAccessibleName(_("Add scenario"))
        text.tip(self.plus, _("Add scenario"))
        self.plus.clicked.connect(self.add)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self.bar)
        row.addWidget(self.plus)
        row.addStretch()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.refresh)
        document.changed.connect(self._changed)
        document.scenario_changed.connect(self._scenario_changed)
        document.view_changed.connect(self._timer.start)
        self.refresh()

    def _changed(self, change: Change) -> None:
        if any(isinstance(r, Scenario) for r in (*change.before.values(), *change.after.values())):
            self._timer.start()

    def _scenario_changed(self, _id: str) -> None:
        self._timer.start()

    def refresh(self) -> None:
        """Show the scenarios as they are now."""
        compare = self.document.view.compare
        scenarios = [(s, s.id == compare) for s in self.document.journey.scenarios]
        self._is_following = True
        if scenarios != self._shown:
            self._shown = scenarios
            while self.bar.count() > len(scenarios):
                self.bar.removeTab(self.bar.count() - 1)
            for i, (scenario, is_compared) in enumerate(scenarios):
                if i >= self.bar.count():
                    self.bar.addTab("")
                self.bar.setTabText(i, text.menu_text(scenario.name) or _("Untitled"))
                self.bar.setTabData(i, scenario.id)
                icon, colour = _sign(scenario, is_compared)
                self.bar.setTabIcon(i, appearance.icon(icon, colour, (16, 32)))
                self.bar.setTabToolTip(
                    i, text.tip_text(described(self.document.journey, scenario, is_compared))
                )
        at = next((i for i, (s, _c) in enumerate(scenarios) if s.id == self.document.scenario), 0)
        self.bar.setCurrentIndex(at)
        self._is_following = False

    # -- what the user does ----------------------------------------------------------------------------

    def _id(self, index: int) -> str:
        return str(self.bar.tabData(index) or "")

    def _chosen(self, index: int) -> None:
        id = self._id(index)
        if self._is_following or not id:
            return
        # What this one is compared with is then seen from the other side.
        is_compared = id == self.document.view.compare
        self.document.show_scenario(id, compare=self.document.scenario if is_compared else None)

    def _double_clicked(self, index: int) -> None:
        if index >= 0:
            self.rename(self._id(index))
        else:
            self.add()

    def _moved(self, _from: int, _to: int) -> None:
        if self._is_following:
            return
        order = [self._id(i) for i in range(self.bar.count())]
        id = self.document.scenario
        at = order.index(id)
        before = order[at + 1] if at + 1 < len(order) else None
        self._shown = []
        self._edit(edits.move_in_list(self.document.journey, id, before), _("Move scenario"))
        self._timer.start()

    def _edit(self, change: Change, label: str) -> bool:
        try:
            self.document.edit(change, label)
        except CjmError as error:
            errors.show(self.window(), error)
            return False
        return True

    def add(self) -> None:
        """Add an empty scenario with the same personas, and show it."""
        name = text.ask_name(self.window(), _("Add scenario"), _("Name"), _("Desired journey"))
        if name is None:
            return
        shown = self.document.journey.of(Scenario, self.document.scenario)
        record = Scenario(
            id=new_id("scenario"),
            name=name,
            personas=shown.personas if shown else (),
            road=shown.road if shown else "winding",
            state="desired" if shown and shown.state == "current" else "current",
        )
        if self._edit(edits.add(self.document.journey, record), _("Add scenario")):
            self.document.show_scenario(record.id)

    def duplicate(self) -> None:
        """Copy the scenario that is shown, with its touchpoints, roads and cards, and show the copy."""
        shown = self.document.journey.of(Scenario, self.document.scenario)
        if shown is None:
            return
        with in_language(self.document.language):
            copy = _("{name} (copy)").format(name=shown.name)
        name = text.ask_name(self.window(), _("Duplicate scenario"), _("Name"), copy)
        if name is None:
            return
        try:
            change, id = derive(self.document.journey, shown.id, name)
        except CjmError as error:
            errors.show(self.window(), error)
            return
        if self._edit(change, _("Duplicate scenario")):
            self.document.show_scenario(id)

    def rename(self, id: str) -> None:
        """Ask for another name for a scenario."""
        scenario = self.document.journey.of(Scenario, id)
        if scenario is None:
            return
        name = text.ask_name(self.window(), _("Rename scenario"), _("Name"), scenario.name)
        if name is not None and name != scenario.name:
            self._edit(edits.rename(self.document.journey, id, name), _("Rename scenario"))

    def delete(self) -> None:
        """Delete the scenario that is shown with all that is in it; undo brings it back."""
        id = self.document.scenario
        try:
            change = edits.delete(self.document.journey, [id])
        except CjmError as error:
            errors.show(self.window(), error)
            return
        self._edit(change, _("Delete scenario"))

    def _rename_shown(self) -> None:
        self.rename(self.document.scenario)

    def _shift(self, by: int) -> None:
        at = self.bar.currentIndex()
        if 0 <= at + by < self.bar.count():
            self.bar.moveTab(at, at + by)

    def _earlier(self) -> None:
        self._shift(-1)

    def _later(self) -> None:
        self._shift(1)

    def _menu(self, place: QPoint) -> None:
        index = self.bar.tabAt(place)
        if index >= 0:
            self.bar.setCurrentIndex(index)
        menu = QMenu(self)
        menu.addAction(_("Rename…")).triggered.connect(self._rename_shown)
        menu.addAction(_("Duplicate…")).triggered.connect(self.duplicate)
        if self.actions_ is not None:
            menu.addAction(_("Properties")).triggered.connect(self.actions_.show_properties)
            menu.addAction(_("New scenario from this one…")).triggered.connect(self.actions_.derive)
            self.actions_.fill_menu(menu.addMenu(_("Compare with")))
        menu.addAction(_("Move to the left")).triggered.connect(self._earlier)
        menu.addAction(_("Move to the right")).triggered.connect(self._later)
        menu.addSeparator()
        delete = menu.addAction(_("Delete"))
        delete.triggered.connect(self.delete)
        delete.setEnabled(self.bar.count() > 1)
        set_mnemonics(menu.actions())
        menu.exec(self.bar.mapToGlobal(place))
        menu.deleteLater()


#: State → icon of the tab; the tone colours it.
STATE_ICONS: Final = {"current": "map-pin", "desired": "target", "ideal": "star"}


def _sign(scenario: Scenario, is_compared: bool) -> tuple[str, str | None]:
    c = appearance.colours()
    tones = {"neutral": c.second, "positive": c.good, "negative": c.bad}
    icon = "git-compare" if is_compared else "link" if scenario.joins else STATE_ICONS[scenario.state]
    return icon, tones[scenario.tone]


def described(journey: Journey, scenario: Scenario, is_compared: bool = False) -> str:
    """What the tip of a tab says: name, state, tone, and where the scenario comes from."""
    parts = [
        text.one_line(scenario.name, 200) or _("Untitled"),
        _(choice_words("scenario", "state", scenario.state)),
    ]
    if scenario.tone != "neutral":
        parts.append(_(choice_words("scenario", "tone", scenario.tone)))
    source = journey.of(Scenario, scenario.derived_from)
    if source is not None:
        parts.append(_("from “{name}”").format(name=text.one_line(source.name)))
    if scenario.joins:
        names = [text.one_line(s.name) for id in scenario.joins if (s := journey.of(Scenario, id))]
        parts.append(_("joined of {names}").format(names=", ".join(names)))
    if is_compared:
        parts.append(_("compared with the one that is shown"))
    return " · ".join(parts)
