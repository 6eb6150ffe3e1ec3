"""What Insert › Lane and Map › Lane do: add a lane of a kind, hide and show lanes, move them up and down."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QMenu

from cjm_desktop.i18n import _, in_language
from cjm_desktop.model import edits
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import CARD_LANES, Card, Lane, RecordId
from cjm_desktop.ui import text
from cjm_desktop.ui.acting import Acting

if TYPE_CHECKING:
    from cjm_desktop.ui.main_window import MainWindow

#: The beginning of the ids of the actions that add a lane; the kind follows.
ADDS: Final = "add_lane_"
#: Actions that need a lane to be selected; to hide it, one of its cards will do.
ON_LANE: Final = ("lane_up", "lane_down")


class LaneActions(Acting):
    """Bound to one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        window.view.map.selection_changed.connect(self.show_selection)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id → what it does."""
        from cjm_desktop.ui.actions import ENTRIES

        adds = dict.fromkeys((id for id in ENTRIES if id.startswith(ADDS)), self._add_by_name)
        return {
            **adds,
            "lane_up": self.up,
            "lane_down": self.down,
            "hide_lane": self.hide,
            "show_all_lanes": self.show_all,
            "post_its": self.post_its,
        }

    def show_selection(self) -> None:
        """Offer what can be done to a lane only when one is selected."""
        lane = self.lane()
        is_chosen = lane is not None and lane.id == self.window_.view.map.current
        for id in ON_LANE:
            self.window_.actions_[id].setEnabled(is_chosen)
        self.window_.actions_["hide_lane"].setEnabled(lane is not None)

    def lane(self) -> Lane | None:
        """The selected lane: the lane itself, or that of a selected card."""
        journey, current = self.document.journey, self.window_.view.map.current
        card = journey.of(Card, current)
        return journey.of(Lane, card.lane if card is not None else current)

    # -- adding --------------------------------------------------------------------------------------

    def _add_by_name(self) -> None:
        action = self.sender()
        if action is not None:
            self.add(action.objectName().removeprefix(ADDS))

    def add(self, kind: str) -> None:
        """Add a lane of a kind below the selected one, or at the bottom.

        Of what is drawn from the touchpoints themselves one lane is enough: a hidden one is shown again.
        """
        from cjm_desktop.ui.panels.choice_words import choice_words  # the words of the forms come later

        there = next((n for n in self.document.journey.lanes if n.kind == kind), None)
        if there is not None and kind not in CARD_LANES:
            if there.visible:
                self.window_.view.select([there.id], reveal=True)
                self.window_.say(_("There is a lane “{name}” already.").format(name=there.name))
            else:
                self.show_lane(there.id)
            return
        with in_language(self.document.language):
            name = _(choice_words("lane", "kind", kind))
        selected = self.lane()
        made: list[RecordId] = []

        def add(journey: Journey) -> Change:
            change = edits.add_lane(journey, kind, name, selected.id if selected is not None else None)
            made.extend(change.after)
            return change

        if self._attempt(add, _("Add lane")):
            self.window_.view.select(made, reveal=True)

    # -- hiding and showing --------------------------------------------------------------------------

    def hide(self) -> None:
        """Leave the selected lane off the map; nothing of it is lost."""
        lane = self.lane()
        if lane is None:
            self.window_.say(_("Select a lane first: click its name."))
            return
        id, name = lane.id, lane.name
        if self._attempt(lambda journey: edits.update(journey, id, visible=False), _("Hide lane")):
            self.window_.view.select(())
            self.window_.say(_("“{name}” is hidden; Map › Lane shows it again.").format(name=name))

    def hidden(self) -> list[Lane]:
        """The lanes that the map leaves out, in their order."""
        return [lane for lane in self.document.journey.lanes if not lane.visible]

    def show_lane(self, id: RecordId) -> None:
        """Put a hidden lane on the map again."""
        if self._attempt(lambda journey: edits.update(journey, id, visible=True), _("Show lane")):
            self.window_.view.select([id], reveal=True)

    def show_all(self) -> None:
        """Put all hidden lanes on the map again."""
        ids = [lane.id for lane in self.hidden()]
        if not ids:
            self.window_.say(_("No lane is hidden."))
            return
        self._attempt(lambda journey: edits.update_many(journey, ids, visible=True), _("Show all lanes"))

    def fill_hidden(self) -> None:
        """Name the hidden lanes in the menu that shows them again."""
        menu: QMenu = self.window_.actions_.menus["map/hidden"]
        menu.clear()
        for lane in self.hidden():
            action = menu.addAction(text.menu_text(lane.name))
            action.setObjectName(lane.id)
            action.triggered.connect(self._show_by_name)
        if menu.isEmpty():
            menu.addAction(_("No lane is hidden")).setEnabled(False)

    def _show_by_name(self) -> None:
        action = self.sender()
        if action is not None:
            self.show_lane(action.objectName())

    # -- order ---------------------------------------------------------------------------------------

    def up(self) -> None:
        """Move the selected lane above the one that is shown above it."""
        self._shift(-1)

    def down(self) -> None:
        """Move the selected lane below the one that is shown below it."""
        self._shift(1)

    def _shift(self, step: int) -> None:
        lane = self.lane()
        if lane is None:
            self.window_.say(_("Select a lane first: click its name."))
            return
        self.window_.view.map.refresh()
        rows = [row.lane for row in self.window_.view.map.layout.rows]
        index = rows.index(lane.id) + step if lane.id in rows else -1
        if not 0 <= index < len(rows):
            return  # at the edge already
        before: RecordId | None = rows[index]
        if step > 0:
            everything = [other.id for other in self.document.journey.lanes]
            behind = everything.index(rows[index]) + 1
            before = everything[behind] if behind < len(everything) else None
        id = lane.id
        if self._attempt(lambda journey: edits.move_in_list(journey, id, before), _("Move lane")):
            self.window_.view.reveal(id)

    def _attempt(self, make: Callable[[Journey], Change], label: str) -> bool:
        self.window_.view.editing.commit()
        return self.window_.view.attempt(make, label)

    # -- post-its ------------------------------------------------------------------------------------

    def post_its(self) -> None:
        """Open the strip in which one thing after another is typed."""
        from cjm_desktop.ui.panels.post_its import open_strip  # made when first asked for

        open_strip(self.window_)
