"""The window of one document: menus, toolbar, outline, map with scenario tabs, properties, status bar.

It is built in stages: the first frame shows the bars and the map, the panels beside it follow one by one. Whoever asks
for a panel earlier gets it at once. The program's first window without a file shows its bars alone before that.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from cjm_desktop.i18n import _
from cjm_desktop.layout import theme
from cjm_desktop.ui import text
from cjm_desktop.ui.actions import ENTRIES, Actions
from cjm_desktop.ui.dialogs import size
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.recovery import Recovery
from cjm_desktop.ui.scenario_tabs import ScenarioTabs
from cjm_desktop.ui.status import Status
from cjm_desktop.ui.toolbar import TOOLBAR, Toolbar

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from cjm_desktop.ui.canvas.view import MapView
    from cjm_desktop.ui.edit_actions import EditActions
    from cjm_desktop.ui.file_actions import FileActions
    from cjm_desktop.ui.lane_actions import LaneActions
    from cjm_desktop.ui.office_actions import OfficeActions
    from cjm_desktop.ui.panels.inspector import Inspector
    from cjm_desktop.ui.panels.outline import Outline
    from cjm_desktop.ui.panels.side import Side
    from cjm_desktop.ui.persona_actions import PersonaActions
    from cjm_desktop.ui.phase_actions import PhaseActions
    from cjm_desktop.ui.scenario_actions import ScenarioActions
    from cjm_desktop.ui.sides import Sides
    from cjm_desktop.ui.starter_actions import StarterActions
    from cjm_desktop.ui.view_actions import ViewActions
    from cjm_desktop.ui.windows import Windows

#: Name of a tool of the map → the action that takes it.
TOOLS: Final = {
    "select": "select_tool",
    "hand": "hand_tool",
    "touchpoint": "add_touchpoint",
    "connect": "connect",
    "card": "add_card",
}
#: The least widths of the left and the right side; what stands in their places until they are built has them too.
LEFT_WIDTH: Final = 176
RIGHT_WIDTH: Final = 232
#: Actions that need a selection.
ON_SELECTION: Final = ("cut", "copy", "duplicate", "delete", "rename", "zoom_selection")


class MainWindow(QMainWindow):
    """One document in one window."""

    completed = Signal()  # all that the first frame did without is there

    view: MapView
    # What the actions do: see window_actions.
    files: FileActions
    office: OfficeActions
    edits: EditActions
    views: ViewActions
    sides: Sides
    phases: PhaseActions
    lanes: LaneActions
    personas: PersonaActions
    starters: StarterActions
    scenarios: ScenarioActions

    def __init__(
        self,
        document: Document,
        windows: Windows,
        recovery: Recovery | None = None,
        *,
        bars_first: bool = False,
    ) -> None:
        """With `bars_first` the window is shown, and seen, before the map is made."""
        super().__init__()
        self.document = document
        self.windows = windows
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.recovery = recovery or Recovery(document, document)
        self.is_leaving = False  # closed without asking: another window took the document over
        self.actions_ = Actions(self, [row[0] for row in TOOLBAR if isinstance(row, tuple)])
        self._has_map = not bars_first
        self._is_asked_to_close = False
        if self._has_map:
            self.view = self._make_view()
        self.tabs = ScenarioTabs(document)
        self.status = Status(document)
        self._build_body()
        self._build_bars()
        self.setStatusBar(self.status)
        size.open_at(self, 1440, 900)
        saved = windows.settings.window_geometry
        if saved:
            self.restoreGeometry(QByteArray(base64.b64decode(saved, validate=False)))
        self.show_title()
        self._show_undo()
        if bars_first:
            self._show_bars()
        from cjm_desktop.ui import window_actions  # what the actions do is loaded when the bars are seen

        window_actions.bind(self)
        self._connect()
        self._show_selection()
        self.lanes.show_selection()
        self._show_tool(self.view.tool.name)
        self._show_zoom(self.view.zoom)
        self.sides.follow_view()
        self._rest = self._steps()
        self.view.first_painted.connect(self._build_next)
        if self._is_asked_to_close:
            QTimer.singleShot(0, self.close)

    # -- building --------------------------------------------------------------------------------------

    def _make_view(self) -> MapView:
        from cjm_desktop.ui.canvas.view import MapView  # the bars are seen before it is loaded

        view = MapView(self.document, opening=True)
        view.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        return view

    def _show_bars(self) -> None:
        """Show the window with an empty ground, and put the map there when that is seen."""
        from cjm_desktop.ui.ground import Ground  # only the first window needs it

        self.actions_["select_tool"].setChecked(True)
        self._show_zoom(1.0)
        ground = Ground(QColor(theme.load("standard").paper))
        self._middle.insertWidget(0, ground, 1)
        self.show()
        ground.wait()
        self.view = self._make_view()
        self._middle.insertWidget(0, self.view, 1)
        self.view.setGeometry(ground.geometry())
        self.setTabOrder(ground, self.view)
        self._middle.removeWidget(ground)
        ground.hide()
        ground.deleteLater()
        self.view.show()
        self._has_map = True
        self._begin_at_top()

    def _build_body(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._middle = column
        if self._has_map:
            column.addWidget(self.view, 1)
        column.addWidget(self.tabs)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        left, right = QWidget(), QWidget()
        left.setMinimumWidth(LEFT_WIDTH)
        right.setMinimumWidth(RIGHT_WIDTH)
        for panel in (left, middle, right):
            self.split.addWidget(panel)
        self.split.setStretchFactor(0, 0)
        self.split.setStretchFactor(1, 1)
        self.split.setStretchFactor(2, 0)
        self.split.setSizes([264, 880, 296])
        self.setCentralWidget(self.split)

    def _build_next(self) -> None:
        """Take one more step; what the user does comes between two of them."""
        if not isValid(self):
            return
        try:
            next(self._rest)
        except StopIteration:
            self.completed.emit()
        else:
            QTimer.singleShot(0, self._build_next)

    def _steps(self) -> Iterator[None]:
        """Make what the first frame did without, the nearest first.

        The outline comes last of the panels, so that Tab, which goes round, leads from it to the map.
        """
        self.sides.right()
        yield
        self.sides.left()
        yield
        self.actions_.draw_icons()
        yield
        yield from self.view.complete()

    @property
    def outline(self) -> Outline:
        """The phases and touchpoints at the left."""
        return self.sides.outline

    @property
    def inspector(self) -> Inspector:
        """The properties at the right."""
        return self.sides.inspector

    @property
    def left(self) -> Side:
        """The left side with its tabs."""
        return self.sides.left()

    @property
    def right(self) -> Side:
        """The right side with its tabs."""
        return self.sides.right()

    def put_above_map(self, bar: QWidget) -> None:
        """Give a bar its place between the toolbar and the map."""
        self._middle.insertWidget(0, bar)

    def _build_bars(self) -> None:
        self.actions_.fill(self.menuBar())
        self.bar = Toolbar(self.actions_)
        self.addToolBar(self.bar)

    def _connect(self) -> None:
        document = self.document
        document.path_changed.connect(self.show_title)
        document.saved_state_changed.connect(self.setWindowModified)
        document.changed.connect(self._changed)
        document.undo_stack.undoTextChanged.connect(self._show_undo)
        document.undo_stack.redoTextChanged.connect(self._show_undo)
        document.undo_stack.indexChanged.connect(self._show_undo)
        document.scenario_changed.connect(self._scenario_changed)
        self.view.map.selection_changed.connect(self._show_selection)
        self.view.tool_changed.connect(self._show_tool)
        self.view.zoom_changed.connect(self._show_zoom)
        self.view.said.connect(self.say)
        self.view.context_menu_requested.connect(self._show_context_menu)
        self.recovery.copied.connect(self.status.copied)
        for rests_after in (
            self.completed,
            self.view.zoom_changed,
            self.view.map.selection_changed,
            self.view.horizontalScrollBar().valueChanged,
            self.view.verticalScrollBar().valueChanged,
        ):
            rests_after.connect(self.status.wait)
        self.recovery.failed.connect(self._copy_failed)

    # -- following -------------------------------------------------------------------------------------

    def show_title(self) -> None:
        """The file's name (or the journey's title) in the title bar, with the mark of unsaved changes."""
        name = text.one_line(self.document.title, 120).replace("[*]", "[*][*]")
        self.setWindowTitle(f"[*]{name} — CJM Desktop")
        self.setWindowFilePath("")
        self.setWindowModified(self.document.is_changed)

    def _changed(self, _change: object) -> None:
        if self.document.path is None:
            self.show_title()

    def _scenario_changed(self, _id: str) -> None:
        self.view.select(())
        self.edits.show_road()

    def _show_selection(self) -> None:
        ids = self.view.selection
        self.sides.show_selection(ids)
        self.status.set_selected(len(ids))
        for id in ON_SELECTION:
            self.actions_[id].setEnabled(bool(ids))

    def choose(self, ids: tuple[str, ...]) -> None:
        """Select what is chosen in a panel, and bring it in sight."""
        self.view.select(ids, reveal=True)

    def _show_tool(self, name: str) -> None:
        id = TOOLS.get(name)
        if id is not None:
            self.actions_[id].setChecked(True)
            if name != "select":
                self.say(_(ENTRIES[id].tip))
            else:
                self.status.clearMessage()

    def _show_zoom(self, zoom: float) -> None:
        self.actions_["zoom_100"].setIconText(f"{round(zoom * 100)} %")

    def _show_undo(self, *_args: object) -> None:
        stack = self.document.undo_stack
        if not isValid(stack):
            return  # it tells of its own end while the program closes
        self.actions_.show_undo(stack)

    def say(self, sentence: str) -> None:
        """Show a sentence in the status bar for some seconds."""
        self.status.showMessage(sentence, 6_000)

    def _copy_failed(self, reason: str) -> None:
        self.say(_("No recovery copy could be made: {reason}").format(reason=reason))

    def _show_context_menu(self, place: QPoint) -> None:
        from cjm_desktop.ui import context_menu  # needed at the first right click

        context_menu.show(self, place)

    def recolour(self) -> None:
        """Follow a change of the window's appearance."""
        self.windows.replace_window(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.bar.fit(self.width())
        if self._has_map:
            self._begin_at_top()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.fit(self.width())

    def _begin_at_top(self) -> None:
        """Show the map from its top edge, as it is read."""
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.value() + self.view.mapFromScene(0, 0).y() - 8)

    # -- leaving ---------------------------------------------------------------------------------------

    def is_untouched(self) -> bool:
        """Whether the window holds a new journey in which nothing was done."""
        return (
            self.document.path is None
            and not self.document.is_changed
            and not self.document.undo_stack.count()
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._has_map:
            self._is_asked_to_close = True
            event.ignore()
            return
        if not self.is_leaving and not self.files.may_close():
            event.ignore()
            return
        if not self.is_leaving:
            self.recovery.forget()
        self.windows.forget(self)
        event.accept()

    def geometry_text(self) -> str:
        """Size and place of the window, for the settings."""
        return base64.b64encode(bytes(self.saveGeometry().data())).decode("ascii")

    # -- files that are dropped --------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from cjm_desktop.ui import dropped  # seldom needed

        if dropped.is_wanted(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from cjm_desktop.ui import dropped

        dropped.take(self, event)

    def quick_actions(self) -> list[QAction]:
        """All actions that can be done now, for the command palette."""
        return [a for a in self.actions_.by_id.values() if a.isEnabled()]
