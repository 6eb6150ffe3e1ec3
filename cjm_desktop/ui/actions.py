"""The table of all actions, and what is built from it: menus, toolbar, the list of shortcuts, the command palette."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMenu, QMenuBar

from cjm_desktop.frozen import frozen
from cjm_desktop.i18n import N_, _
from cjm_desktop.ui import appearance, text
from cjm_desktop.ui.panels.choice_words import CHOICES


@frozen()
class Entry:
    """One action: its id, words, icon, keys and menu.

    `where` says where its keys work: "window" everywhere in the window, "map" only while the map or the outline has
    the focus (single letters, Delete). `group` makes checkable actions exclude each other.
    """

    id: str
    text: str
    tip: str
    menu: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    where: str = "window"
    checkable: bool = False
    group: str = ""


def _e(
    id: str, words: str, tip: str, menu: str, icon: str = "", *keys: str, where: str = "window", group: str = "",
    checkable: bool = False,
) -> Entry:  # fmt: skip
    return Entry(id, words, tip, menu, icon, keys, where, checkable or bool(group), group)


#: Menus in the order of the menu bar; "file/recent" is a menu inside "file".
MENUS: Final[dict[str, str]] = {
    "file": N_("File"),
    "file/recent": N_("Open recent"),
    "file/export": N_("Export"),
    "edit": N_("Edit"),
    "view": N_("View"),
    "view/curves": N_("Curves"),
    "insert": N_("Insert"),
    "insert/lane": N_("Lane"),
    "map": N_("Map"),
    "map/phase": N_("Phase"),
    "map/lane": N_("Lane"),
    "map/hidden": N_("Show lane"),
    "map/compare": N_("Compare with"),
    "map/road": N_("Shape of the road"),
    "help": N_("Help"),
    "help/examples": N_("Examples"),
}
#: Menus that are filled when they open: no action of the table hangs there.
FILLED: Final = ("file/recent", "view/curves", "map/hidden", "map/compare", "help/examples")
#: None is a line between two groups of a menu; a menu's id stands where that menu hangs.
TABLE: Final[tuple[Entry | str | None, ...]] = (
    _e("new", N_("New…"), N_("Start a journey from a template or from nothing"), "file", "file-plus", "Ctrl+N"),
    _e("open", N_("Open…"), N_("Open a journey from a file"), "file", "folder-open", "Ctrl+O"),
    "file/recent",
    None,
    _e("save", N_("Save"), N_("Save the journey in its file"), "file", "save", "Ctrl+S"),
    _e("save_as", N_("Save as…"), N_("Save the journey in another file"), "file", "save-all", "Ctrl+Shift+S"),
    _e("save_template", N_("Save as template…"), N_("Keep this journey to start others from"), "file",
       "save-all"),
    None,
    _e("import", N_("Import table or Mermaid…"), N_("Make a journey of a CSV or TSV table or a Mermaid text"),
       "file", "file-up", "Ctrl+I"),
    "file/export",
    _e("poster", N_("Poster…"), N_("Choose paper and lanes, look at the poster, print it or write it as PDF"), "file",
       "printer", "Ctrl+Shift+E"),
    _e("print", N_("Print…"), N_("Print the poster as it was last set"), "file", "printer", "Ctrl+P"),
    _e("themes", N_("Themes…"), N_("Choose or make the colours, logo and fonts of the poster"), "file", "palette"),
    None,
    _e("close", N_("Close"), N_("Close this window"), "file", "x", "Ctrl+W"),
    _e("quit", N_("Quit"), N_("Close all windows"), "file", "log-out", "Ctrl+Q"),
    _e("export_pdf", N_("Poster (PDF)…"), N_("Write the poster as a PDF, for printing and archives"), "file/export",
       "file-text"),
    _e("export_png", N_("Picture (PNG)…"), N_("Write the poster as a picture in pixels"), "file/export", "image"),
    _e("export_svg", N_("Drawing (SVG)…"), N_("Write the poster as a drawing to go on with"), "file/export",
       "spline"),
    _e("export_pptx", N_("Slides (PowerPoint)…"), N_("Write the poster as slides with shapes and text"),
       "file/export", "presentation"),
    None,
    _e("export_csv", N_("Table (CSV)…"), N_("Write this scenario as a table for a spreadsheet"), "file/export",
       "table"),
    _e("export_cards", N_("Cards (CSV)…"), N_("Write the cards of this scenario as a list for a spreadsheet"),
       "file/export", "sticky-note"),
    _e("export_insights", N_("Insights (CSV)…"), N_("Write the insights and actions of this scenario as a list"),
       "file/export", "lightbulb"),
    _e("export_xlsx", N_("Workbook (Excel)…"),
       N_("Write touchpoints, cards and insights of all scenarios as sheets of a workbook"), "file/export", "layers"),
    None,
    _e("export_mermaid", N_("Mermaid…"), N_("Write this scenario as a Mermaid journey diagram"), "file/export",
       "file-down"),
    _e("undo", N_("Undo"), N_("Take the last change back"), "edit", "undo-2", "Ctrl+Z"),
    _e("redo", N_("Redo"), N_("Do again what was undone"), "edit", "redo-2", "Ctrl+Y", "Ctrl+Shift+Z"),
    None,
    _e("cut", N_("Cut"), N_("Move the selection to the clipboard"), "edit", "scissors", "Ctrl+X", where="map"),
    _e("copy", N_("Copy"), N_("Copy the selection to the clipboard"), "edit", "copy", "Ctrl+C", where="map"),
    _e("copy_picture", N_("Copy as picture"),
       N_("Copy a picture of the selection, or of the whole map, for other programs"), "edit", "image", "Ctrl+Alt+C"),
    _e("paste", N_("Paste"), N_("Paste what is on the clipboard; text becomes one touchpoint a line"), "edit",
       "clipboard-paste", "Ctrl+V", where="map"),
    _e("duplicate", N_("Duplicate"), N_("Copy the selection and put it behind itself"), "edit", "copy-plus",
       "Ctrl+D"),
    _e("delete", N_("Delete"), N_("Delete the selection"), "edit", "trash-2", "Del", "Backspace", where="map"),
    None,
    _e("select_all", N_("Select all touchpoints"), N_("Select all touchpoints of this scenario"), "edit", "",
       "Ctrl+A", where="map"),
    _e("select_none", N_("Select nothing"), N_("Show what holds for the whole journey"), "edit", "",
       "Ctrl+Shift+A"),
    None,
    _e("find", N_("Find…"), N_("Look for words in the journey"), "edit", "search", "Ctrl+F"),
    _e("find_next", N_("Find next"), N_("Go to the next place that was found"), "edit", "", "F3"),
    _e("rename", N_("Rename"), N_("Give the selection another name"), "edit", "pencil", "F2", where="map"),
    None,
    _e("settings", N_("Settings…"), N_("Language and appearance"), "edit", "settings", "Ctrl+,"),
    _e("zoom_out", N_("Zoom out"), N_("Show more of the map"), "view", "zoom-out", "Ctrl+-"),
    _e("zoom_in", N_("Zoom in"), N_("Show the map larger"), "view", "zoom-in", "Ctrl++", "Ctrl+="),
    _e("zoom_100", N_("Actual size"), N_("Show the map at 100 %"), "view", "", "Ctrl+0"),
    _e("zoom_fit", N_("Whole map"), N_("Fit the whole map in the window"), "view", "maximize", "Ctrl+1"),
    _e("zoom_selection", N_("Zoom to selection"), N_("Fit the selection in the window"), "view", "scan", "Ctrl+2"),
    None,
    "view/curves",
    _e("show_outline", N_("Outline"), N_("Show or hide the outline at the left"), "view", "panel-left",
       "Ctrl+Shift+O", checkable=True),
    _e("show_inspector", N_("Properties"), N_("Show or hide the properties at the right"), "view", "panel-right",
       "Ctrl+Shift+P", checkable=True),
    _e("show_steps", N_("Steps of the method"), N_("See what is done and what is missing in this journey"), "view",
       "list-checks", "Ctrl+Shift+M"),
    _e("show_insights", N_("Insights, owners, evidence"), N_("See what the map has taught and who does what"), "view",
       "lightbulb", "Ctrl+Shift+I"),
    _e("show_comments", N_("Comments"), N_("Read what colleagues say"), "view", "message-square"),
    None,
    _e("filter", N_("Filter…"), N_("Look at a part of the map; the rest fades"), "view", "funnel", "Ctrl+Shift+K",
       checkable=True),
    _e("clear_filter", N_("Clear filter"), N_("Show everything again"), "view", ""),
    None,
    _e("next_panel", N_("Next panel"), N_("Move the focus to the next panel"), "view", "", "F6"),
    _e("full_screen", N_("Full screen"), N_("Use the whole screen"), "view", "", "F11", checkable=True),
    _e("add_touchpoint", N_("Touchpoint"), N_("Click on the road where the new touchpoint goes"), "insert",
       "map-pin-plus", "T", where="map", group="tool"),
    _e("add_after", N_("Touchpoint after this one"), N_("Add a touchpoint after the selected one and name it"),
       "insert", "", "Ctrl+Return", where="map"),
    _e("connect", N_("Road"), N_("Drag from one touchpoint to another to lay a side road"), "insert", "spline", "R",
       where="map", group="tool"),
    _e("add_phase", N_("Phase"), N_("Add a phase after the selected one, or at the end"), "insert", "columns-3",
       "Ctrl+Shift+F"),
    "insert/lane",
    _e("add_card", N_("Card"), N_("Click in a cell where the new card goes"), "insert", "sticky-note", "C",
       where="map", group="tool"),
    _e("post_its", N_("Post-its…"), N_("Type one thing after another, and put them into place later"), "insert",
       "sticky-note", "P", where="map"),
    None,
    _e("add_insight", N_("Insight…"), N_("Write down what the map teaches, at the selected place"), "insert",
       "lightbulb"),
    _e("add_comment", N_("Comment…"), N_("Say something about what is selected"), "insert", "message-square",
       "Ctrl+Alt+M"),
    None,
    _e("add_persona", N_("Persona"), N_("Add a persona to this scenario"), "insert", "user-plus"),
    _e("persona_library", N_("Persona from library…"), N_("Add a persona that you have kept in the library"),
       "insert", "circle-user"),
    _e("add_channel", N_("Channel"), N_("Add a channel to choose from"), "insert", "radio"),
    _e("add_owner", N_("Owner"), N_("Add an owner to choose from"), "insert", "users"),
    _e("add_scenario", N_("Scenario"), N_("Add an empty scenario"), "insert", "plus"),
    _e("select_tool", N_("Select"), N_("Select and move"), "map", "mouse-pointer-2", "V", where="map", group="tool"),
    _e("hand_tool", N_("Hand"), N_("Drag the map under the window; holding the space bar does the same"), "map",
       "hand", "H", where="map", group="tool"),
    None,
    "map/road",
    "map/phase",
    "map/lane",
    "map/hidden",
    None,
    _e("derive_scenario", N_("New scenario from this one…"),
       N_("Copy this scenario as a desired or ideal one, to be changed and compared"), "map", "copy-plus"),
    _e("duplicate_scenario", N_("Duplicate scenario"), N_("Copy this scenario with all its touchpoints"), "map",
       "copy"),
    "map/compare",
    _e("show_differences", N_("Differences"), N_("List what differs from the scenario that is compared"), "map",
       "git-compare"),
    _e("stop_comparing", N_("Stop comparing"), N_("Show this scenario alone again"), "map", "x"),
    _e("join_journeys", N_("Join journeys…"),
       N_("Lay scenarios end to end as one road: the buyer's journey and the customer's"), "map", "link"),
    None,
    _e("journey_info", N_("Journey properties"), N_("Show title, purpose, personas, channels and owners"), "map",
       "info"),
    _e("scenario_info", N_("Scenario properties"), N_("Show state, tone, personas, start and end of this scenario"),
       "map", "info"),
    _e("save_persona", N_("Save persona in library"), N_("Keep a persona to use it in other journeys"), "map",
       "circle-user"),
    _e("lane_up", N_("Move lane up"), N_("Move the selected lane above the one above it"), "map/lane", "arrow-up",
       "Alt+Up", where="map"),
    _e("lane_down", N_("Move lane down"), N_("Move the selected lane below the one below it"), "map/lane",
       "arrow-down", "Alt+Down", where="map"),
    _e("hide_lane", N_("Hide lane"), N_("Leave the selected lane off the map; nothing of it is lost"), "map/lane",
       "eye-off"),
    _e("show_all_lanes", N_("Show all lanes"), N_("Put all hidden lanes on the map again"), "map/lane", "eye"),
    _e("add_lane", N_("Lane"), N_("Add a lane for cards of your own"), "insert/lane", "rows-3", "Ctrl+Shift+L"),
    *(
        _e(f"add_lane_{value}", words, N_("Add a lane of this kind, or show it again"), "insert/lane")
        for (field, value), words in CHOICES.items()
        if field == "lane.kind" and value != "text"
    ),
    _e("split_phase", N_("Split here"), N_("Begin a new phase with the selected touchpoint"), "map/phase", "scissors"),
    _e("merge_phase", N_("Merge with the next"), N_("Make one phase of the selected one and the next"), "map/phase",
       "spline"),
    _e("phase_left", N_("Move to the left"), N_("Move the selected phase one place to the left"), "map/phase",
       "arrow-left"),
    _e("phase_right", N_("Move to the right"), N_("Move the selected phase one place to the right"), "map/phase",
       "arrow-right"),
    *(
        _e(f"road_{shape}", words, tip, "map/road", "", group="road")
        for shape, words, tip in (
            ("winding", N_("Winding"), N_("The road alternates up and down")),
            ("straight", N_("Straight"), N_("The road runs straight")),
            ("hills", N_("Hills"), N_("The road follows the emotion")),
            ("loop", N_("Loop"), N_("The road comes back to its start")),
        )
    ),
    _e("guide", N_("Guide"), N_("Read how it all works"), "help", "book-open", "F1"),
    _e("shortcuts", N_("Keyboard shortcuts"), N_("List all keys"), "help", "keyboard", "Ctrl+?"),
    _e("palette", N_("Find a command…"), N_("Look for a command by its name"), "help", "search", "Ctrl+K"),
    _e("sample", N_("Open the sample journey"), N_("Look at a finished journey"), "help", "map"),
    "help/examples",
    None,
    _e("about", N_("About CJM Desktop"), N_("Version and licences"), "help", "info"),
)  # fmt: skip
ENTRIES: Final[dict[str, Entry]] = {e.id: e for e in TABLE if isinstance(e, Entry)}


def mnemonics(words: Sequence[str]) -> list[str]:
    """Mark one letter of each text with "&" so that no two of a menu are the same.

    First letters of words are taken first, then any letter; a text that finds none stays without. The texts have
    their own "&" doubled before, if any.
    """
    taken: set[str] = set()
    out: dict[int, str] = {}
    for initials in (True, False):
        for i, word in enumerate(words):
            if i in out:
                continue
            for at, letter in enumerate(word):
                first = at == 0 or not word[at - 1].isalnum()
                if letter.isalnum() and (first or not initials) and letter.casefold() not in taken:
                    taken.add(letter.casefold())
                    out[i] = f"{word[:at]}&{word[at:]}"
                    break
                if initials and at > 0:
                    break
    holders = {marked[marked.index("&") + 1].casefold(): i for i, marked in out.items()}
    for i in range(len(words)):
        if i not in out:  # a long menu: others may move to another of their letters
            _find_letter(i, words, out, holders, set())
    return [out.get(i, word) for i, word in enumerate(words)]


def _find_letter(
    i: int, words: Sequence[str], out: dict[int, str], holders: dict[str, int], tried: set[str]
) -> bool:
    """Give a text a letter, asking who holds it to take another (Kuhn's augmenting path); False when none can."""
    for at, letter in enumerate(words[i]):
        key = letter.casefold()
        if letter.isalnum() and key not in tried:
            tried.add(key)
            holder = holders.get(key)
            if holder is None or _find_letter(holder, words, out, holders, tried):
                holders[key] = i
                out[i] = f"{words[i][:at]}&{words[i][at:]}"
                return True
    return False


class Actions(QObject):
    """The QActions of one window, by id, with the menus they hang in."""

    def __init__(self, parent: QObject, first: Iterable[str] = ()) -> None:
        """`first` names the actions whose icons are in sight at once; `draw_icons` draws all."""
        super().__init__(parent)
        self.by_id: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        self._groups: dict[str, QActionGroup] = {}
        for entry in ENTRIES.values():
            action = QAction(_(entry.text), self)
            action.setObjectName(entry.id)
            action.setIconText(_(entry.text))
            action.setShortcuts([QKeySequence(key) for key in entry.keys])
            action.setCheckable(entry.checkable)
            if entry.where == "map":
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setStatusTip(_(entry.tip))
            text.tip(action, self.described(entry))
            action.setIconVisibleInMenu(False)
            if entry.group:
                if entry.group not in self._groups:
                    self._groups[entry.group] = QActionGroup(self)
                self._groups[entry.group].addAction(action)
            self.by_id[entry.id] = action
        self._draw(first, appearance.first_sizes())

    def __getitem__(self, id: str) -> QAction:
        return self.by_id[id]

    @staticmethod
    def described(entry: Entry) -> str:
        """What the action does, with its first key."""
        key = (
            QKeySequence(entry.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if entry.keys else ""
        )
        return f"{_(entry.tip)} ({key})" if key else _(entry.tip)

    def draw_icons(self) -> None:
        """Draw all icons in all sizes, in the colour that the text has now."""
        self._draw(self.by_id, appearance.ICON_SIZES)

    def _draw(self, ids: Iterable[str], sizes: tuple[int, ...]) -> None:
        for id in ids:
            name = ENTRIES[id].icon
            if name:
                white = appearance.colours().accent_text if id == "poster" else None
                self.by_id[id].setIcon(appearance.icon(name, white, sizes))

    def connect_all(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Connect every action with what it does; KeyError when one has nothing to do."""
        for id, action in self.by_id.items():
            action.triggered.connect(handlers[id])

    def fill(self, bar: QMenuBar) -> None:
        """Build the menus; access keys are unique in each menu, in whatever language."""
        tops = [key for key in MENUS if "/" not in key]
        for key, words in zip(tops, mnemonics([_(MENUS[key]) for key in tops]), strict=True):
            self.menus[key] = bar.addMenu(words)
        for key in MENUS:
            if "/" in key:
                self.menus[key] = QMenu(_(MENUS[key]), bar)
        menu = ""
        for row in TABLE:
            if row is None:
                self.menus[menu].addSeparator()
            elif isinstance(row, str):
                self.menus[row.split("/")[0]].addMenu(self.menus[row])
            else:
                menu = row.menu
                self.menus[menu].addAction(self.by_id[row.id])
        for each in self.menus.values():
            set_mnemonics(each.actions())
        self._undo_words = {id: self.by_id[id].text() for id in ("undo", "redo")}

    def show_undo(self, stack: QUndoStack) -> None:
        """Say what undo and redo would do, in their menu entries and tips."""
        for id, can, label in (
            ("undo", stack.canUndo(), stack.undoText()),
            ("redo", stack.canRedo(), stack.redoText()),
        ):
            action, words = self.by_id[id], self._undo_words[id]
            action.setEnabled(can)
            action.setText(f"{words} “{text.menu_text(label)}”" if label else words)
            tip = f"{_(ENTRIES[id].text)}: {label}" if label else _(ENTRIES[id].text)
            text.tip(action, f"{tip} ({QKeySequence(ENTRIES[id].keys[0]).toString()})")


def set_mnemonics(actions: Iterable[QAction]) -> None:
    """Give the actions of one menu access keys that differ; texts that hold "&" already are left as they are."""
    plain = [a for a in actions if not a.isSeparator() and "&" not in a.text()]
    for action, words in zip(plain, mnemonics([a.text() for a in plain]), strict=True):
        action.setText(words)
