"""What the View, Map and Help menus do: zoom, panels, tools, help."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cjm_desktop.ui import lifetime
from cjm_desktop.ui.acting import Acting

if TYPE_CHECKING:
    from cjm_desktop.ui.main_window import MainWindow


class ViewActions(Acting):
    """Bound to one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        window.actions_["show_outline"].setChecked(True)
        window.actions_["show_inspector"].setChecked(True)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id → what it does."""
        view = self.window_.view
        return {
            "zoom_in": view.zoom_in,
            "zoom_out": view.zoom_out,
            "zoom_100": view.zoom_to_actual,
            "zoom_fit": view.zoom_to_fit,
            "zoom_selection": view.zoom_to_selection,
            "show_outline": self._show_panels,
            "show_inspector": self._show_panels,
            "next_panel": self._next_panel,
            "full_screen": self._full_screen,
            "select_tool": self._select_tool,
            "hand_tool": self._hand_tool,
            "add_touchpoint": self._touchpoint_tool,
            "connect": self._connect_tool,
            "add_card": self._card_tool,
            "guide": self._guide,
            "shortcuts": self._shortcuts,
            "palette": self._palette,
            "about": self._about,
            "settings": self._settings,
        }

    def _show_panels(self) -> None:
        window = self.window_
        window.left.setVisible(window.actions_["show_outline"].isChecked())
        window.right.setVisible(window.actions_["show_inspector"].isChecked())

    def _next_panel(self) -> None:
        window = self.window_
        panels = [window.left, window.view, window.tabs, window.right]
        shown = [p for p in panels if p.isVisible()]
        focus = window.focusWidget()
        at = next(
            (i for i, p in enumerate(shown) if focus is not None and (p is focus or p.isAncestorOf(focus))),
            -1,
        )
        target = shown[(at + 1) % len(shown)] if shown else None
        if target is window.left and window.left.current == "outline":
            window.outline.tree.setFocus()
        elif target is window.tabs:
            window.tabs.bar.setFocus()
        elif target is window.right and window.right.current == "properties":
            window.inspector.focus_name()
        elif target in (window.left, window.right):
            (window.left if target is window.left else window.right).bar.setFocus()
        elif target is not None:
            target.setFocus()

    def _full_screen(self) -> None:
        if self.window_.isFullScreen():
            self.window_.showNormal()
        else:
            self.window_.showFullScreen()

    def _take(self, name: str) -> None:
        self.window_.view.set_tool(name)
        self.window_.view.setFocus()

    def _select_tool(self) -> None:
        self._take("select")

    def _hand_tool(self) -> None:
        self._take("hand")

    def _touchpoint_tool(self) -> None:
        self._take("touchpoint")

    def _connect_tool(self) -> None:
        # Without a mouse: select two touchpoints and press the key of this tool.
        view = self.window_.view
        if view.connect_selected():
            self.window_.actions_["select_tool"].setChecked(True)
            view.setFocus()
        else:
            self._take("connect")

    def _card_tool(self) -> None:
        self._take("card")

    def _guide(self) -> None:
        from cjm_desktop.ui.dialogs.help import show_guide

        show_guide(self.window_)

    def _shortcuts(self) -> None:
        from cjm_desktop.ui.dialogs.shortcuts import Shortcuts

        lifetime.run(Shortcuts(self.window_))

    def _palette(self) -> None:
        from cjm_desktop.ui.dialogs.palette import Palette

        Palette(self.window_, self.window_.quick_actions()).run()

    def _about(self) -> None:
        from cjm_desktop.ui.dialogs.about import About

        lifetime.run(About(self.window_))

    def _settings(self) -> None:
        from cjm_desktop.ui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(self.window_, self.window_.windows.settings)
        if lifetime.run(dialog):
            self.window_.windows.use_settings(dialog.chosen())
