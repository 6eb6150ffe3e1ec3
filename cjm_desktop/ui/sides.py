"""The panels beside the map in their tabs, the filter above it, and the way from a panel to the place it names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from cjm_desktop.frozen import replace
from cjm_desktop.i18n import _
from cjm_desktop.model.records import Card, Lane, RecordId
from cjm_desktop.ui import text
from cjm_desktop.ui.actions import ENTRIES
from cjm_desktop.ui.panels.side import Side

if TYPE_CHECKING:
    from cjm_desktop.ui.main_window import MainWindow
    from cjm_desktop.ui.panels.filter_bar import FilterBar
    from cjm_desktop.ui.panels.inspector import Inspector
    from cjm_desktop.ui.panels.outline import Outline


class Sides(QObject):
    """Bound to one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window_ = window
        self._outline: Outline | None = None
        self._inspector: Inspector | None = None
        self._left: Side | None = None
        self._right: Side | None = None
        self._filter: FilterBar | None = None
        window.document.view_changed.connect(self.follow_view)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id → what it does."""
        return {
            "filter": self._toggle_filter,
            "clear_filter": self.clear_filter,
            "show_steps": self.show_steps,
            "show_insights": self.show_insights,
            "show_comments": self.show_comments,
            "add_insight": self._add_insight,
            "add_comment": self._add_comment,
        }

    # -- the two sides -------------------------------------------------------------------------------

    def left(self) -> Side:
        """The side at the left with the outline, made when it is first asked for."""
        if self._left is None:
            from cjm_desktop.ui.panels.outline import Outline  # the first frame does without

            window = self.window_
            outline = self._outline = Outline(window.document)
            side = Side(_("Outline and steps"))
            side.add("outline", _("Outline"), lambda: outline)
            side.add("steps", _("Steps"), self._make_steps)
            self._left = self._put(0, side)
            for id, entry in ENTRIES.items():
                if entry.where == "map":
                    outline.tree.addAction(window.actions_[id])
            outline.chosen.connect(window.choose)
            outline.entered.connect(window.view.setFocus)
            outline.show_selection(window.view.selection)
        return self._left

    def right(self) -> Side:
        """The side at the right with the properties, made when it is first asked for."""
        if self._right is None:
            from cjm_desktop.ui.panels.inspector import Inspector  # the first frame does without

            window = self.window_
            inspector = self._inspector = Inspector(window.document)
            side = Side(_("Properties, insights and comments"))
            side.add("properties", _("Properties"), lambda: inspector)
            side.add("insights", _("Insights"), self._make_insights)
            side.add("comments", _("Comments"), self._make_comments)
            self._right = self._put(2, side)
            inspector.chosen.connect(window.choose)
            inspector.select(window.view.selection)
        return self._right

    @property
    def outline(self) -> Outline:
        """The phases and touchpoints at the left."""
        self.left()
        assert self._outline is not None
        return self._outline

    @property
    def inspector(self) -> Inspector:
        """The properties at the right."""
        self.right()
        assert self._inspector is not None
        return self._inspector

    def made(self) -> list[Side]:
        """The sides that have been made."""
        return [side for side in (self._left, self._right) if side is not None]

    def _put(self, index: int, side: Side) -> Side:
        """Put a side in its place, in the width that the place has."""
        split = self.window_.split
        sizes = split.sizes()
        empty = split.replaceWidget(index, side)
        if empty is not None:
            side.setMinimumWidth(empty.minimumWidth())
            empty.deleteLater()
        split.setSizes(sizes)
        return side

    def _make_steps(self) -> QWidget:
        from cjm_desktop.ui.panels.steps import StepsSide  # made when it is opened

        panel = StepsSide(self.window_.document)
        panel.jumped.connect(self.jump)
        return panel

    def _make_insights(self) -> QWidget:
        from cjm_desktop.ui.panels.insights import InsightsSide  # made when it is opened

        panel = InsightsSide(self.window_.document)
        panel.jumped.connect(self.jump)
        panel.show_selection(self.window_.view.selection)
        return panel

    def _make_comments(self) -> QWidget:
        from cjm_desktop.ui.panels.comments import CommentsPanel  # made when it is opened

        panel = CommentsPanel(self.window_.document, self.author)
        panel.jumped.connect(self.jump)
        panel.show_selection(self.window_.view.selection)
        return panel

    def show_selection(self, ids: tuple[RecordId, ...]) -> None:
        """Tell the panels that are there what is selected."""
        if self._inspector is not None:
            self._inspector.select(ids)
        if self._outline is not None:
            self._outline.show_selection(ids)
        for side in self.made():
            for id in side.ids:
                panel = side.made(id)
                if id not in ("outline", "properties") and panel is not None:
                    follow = getattr(panel, "show_selection", None)
                    if follow is not None:
                        follow(ids)

    def jump(self, ids: tuple[RecordId, ...], field: str) -> None:
        """Go to records: on the map those that stand there, else in the properties; a field gets the cursor."""
        from cjm_desktop.ui.panels.inspector import SELECTABLE

        window = self.window_
        records = [r for r in map(window.document.journey.get, ids) if r is not None]
        if not records:
            window.say(_("That item is no longer in the journey."))
            return
        scenario = getattr(records[0], "scenario", "")
        if scenario and scenario in window.document.journey and scenario != window.document.scenario:
            window.document.show_scenario(scenario)
        on_map = [r.id for r in records if r.KIND in SELECTABLE and r.KIND != "scenario"]
        # People stand on the map where everybody has a road.
        on_map += [r.id for r in records if r.KIND == "persona" and window.view.map.item(r.id) is not None]
        window.view.select(on_map, reveal=bool(on_map))
        if not on_map:
            self.open_right("properties")
            window.inspector.show_records(tuple(r.id for r in records if r.KIND != "info"))
        elif isinstance(records[0], Card) and window.view.map.item(records[0].id) is None:
            lane = window.document.journey.of(Lane, records[0].lane)
            name = text.one_line(lane.name) if lane is not None else ""
            window.say(_("The lane “{name}” is not shown on the map.").format(name=name))
        if field:
            self.open_right("properties")
            window.inspector.focus_field(field)

    # -- showing panels ------------------------------------------------------------------------------

    def open_right(self, id: str) -> QWidget:
        """Bring a panel of the right side in sight; KeyError when there is none of that id."""
        window = self.window_
        window.actions_["show_inspector"].setChecked(True)
        window.right.show()
        return window.right.open(id)

    def show_steps(self) -> None:
        """Bring the steps of the method in sight."""
        window = self.window_
        window.actions_["show_outline"].setChecked(True)
        window.left.show()
        window.left.open("steps")

    def show_insights(self) -> None:
        """Bring insights, owners and evidence in sight."""
        self.open_right("insights")

    def show_comments(self) -> None:
        """Bring the comments in sight."""
        self.open_right("comments")

    def _add_insight(self) -> None:
        from cjm_desktop.ui.panels.insights import ActionList, InsightsSide

        panel = self.open_right("insights")
        if isinstance(panel, InsightsSide):
            actions = panel.open("actions")
            if isinstance(actions, ActionList):
                actions.add_insight()

    def _add_comment(self) -> None:
        from cjm_desktop.ui.panels.comments import CommentsPanel

        panel = self.open_right("comments")
        if isinstance(panel, CommentsPanel):
            panel.write()

    def author(self) -> str:
        """The user's own name; asked for once ("" when none is given)."""
        windows = self.window_.windows
        if not windows.settings.author:
            name = text.ask_name(
                self.window_, _("Your name"), _("Under what name do your comments stand? It is asked once.")
            )
            if name:
                windows.use_settings(replace(windows.settings, author=text.one_line(name, 200)))
        return windows.settings.author

    # -- the filter ----------------------------------------------------------------------------------

    @property
    def filter_bar(self) -> FilterBar:
        """The bar above the map, made when it is first asked for."""
        if self._filter is None:
            from cjm_desktop.ui.panels.filter_bar import FilterBar

            self._filter = FilterBar(self.window_.document)
            self._filter.closed.connect(self.clear_filter)
            self.window_.put_above_map(self._filter)
        return self._filter

    def _toggle_filter(self) -> None:
        if self.window_.actions_["filter"].isChecked():
            self.filter_bar.show()
            self.filter_bar.refresh()
            self.filter_bar.field.setFocus()
            self.filter_bar.field.selectAll()
        else:
            self.clear_filter()

    def clear_filter(self) -> None:
        """Show everything again and put the bar away."""
        self.window_.document.show(filter=None)
        self.window_.actions_["filter"].setChecked(False)
        if self._filter is not None:
            self._filter.clear()
            self._filter.hide()
        self.window_.view.setFocus()

    def follow_view(self) -> None:
        """Show that there is a filter, however it came, and that it can be cleared."""
        is_filtered = bool(self.window_.document.view.filter)
        self.window_.actions_["clear_filter"].setEnabled(is_filtered)
        if is_filtered and (self._filter is None or self._filter.isHidden()):
            self.filter_bar.show()  # a filter that no one sees would be a riddle
            self.window_.actions_["filter"].setChecked(True)
