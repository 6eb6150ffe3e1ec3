"""What the actions of a window do: the objects that do it, and the way from every action to one of them.

A module of its own, because it needs most of the program, and a window's bars are seen before that is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_desktop.ui.actions import ENTRIES
from cjm_desktop.ui.edit_actions import EditActions
from cjm_desktop.ui.file_actions import FileActions
from cjm_desktop.ui.lane_actions import LaneActions
from cjm_desktop.ui.office_actions import OfficeActions
from cjm_desktop.ui.persona_actions import PersonaActions
from cjm_desktop.ui.phase_actions import PhaseActions
from cjm_desktop.ui.scenario_actions import ScenarioActions
from cjm_desktop.ui.sides import Sides
from cjm_desktop.ui.starter_actions import StarterActions
from cjm_desktop.ui.view_actions import ViewActions

if TYPE_CHECKING:
    from cjm_desktop.ui.main_window import MainWindow


def bind(window: MainWindow) -> None:
    """Give a window, whose bars and map are there, the objects that act, and connect its actions with them."""
    window.files = FileActions(window)
    window.office = OfficeActions(window)
    window.edits = EditActions(window)
    window.views = ViewActions(window)
    window.sides = Sides(window)
    window.phases = PhaseActions(window)
    window.lanes = LaneActions(window)
    window.personas = PersonaActions(window)
    window.starters = StarterActions(window)
    window.scenarios = ScenarioActions(window)
    window.tabs.actions_ = window.scenarios
    _connect(window)
    for id, entry in ENTRIES.items():
        if entry.where == "map":
            window.view.addAction(window.actions_[id])
        else:
            window.addAction(window.actions_[id])


def _connect(window: MainWindow) -> None:
    acting = (
        window.files,
        window.office,
        window.edits,
        window.views,
        window.lanes,
        window.sides,
        window.scenarios,
        window.phases,
        window.personas,
        window.starters,
    )
    window.actions_.connect_all({id: handler for each in acting for id, handler in each.handlers().items()})
    menus = window.actions_.menus
    window.files.recent_menu = menus["file/recent"]
    for id, fill in (
        ("file/recent", window.files.fill_recent),
        ("view/curves", window.personas.fill),
        ("help/examples", window.starters.fill),
        ("map/hidden", window.lanes.fill_hidden),
        ("map/compare", window.scenarios.fill),
        ("map/road", window.edits.show_road),
    ):
        menus[id].aboutToShow.connect(fill)
