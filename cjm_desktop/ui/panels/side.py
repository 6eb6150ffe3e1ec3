"""A side of the window: a calm row of tabs with a panel each, made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget


class TabRow(QTabBar):
    """Tabs with a line under the current one; `role` "panel" for a side, "pills" for the parts of a panel."""

    def __init__(self, name: str, role: str = "panel") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAccessibleName(name)
        self.setAcceptDrops(False)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())  # a side may be narrower than all its tabs


class Side(QWidget):
    """Panels by their ids, one in sight."""

    def __init__(self, name: str, role: str = "panel") -> None:
        super().__init__()
        self._make: dict[str, Callable[[], QWidget]] = {}
        self._made: dict[str, QWidget] = {}
        self._ids: list[str] = []
        self.bar = TabRow(name, role)
        self.bar.currentChanged.connect(self._changed)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)

    def add(self, id: str, title: str, make: Callable[[], QWidget]) -> None:
        """Add a tab at the end; `make` is called when it is first opened. The first tab opens at once."""
        if id not in self._ids:
            self._make[id] = make
            self._ids.append(id)
            self.bar.addTab(title.replace("&", "&&"))

    def remove(self, id: str) -> None:
        """Take a tab away with its panel."""
        if id in self._ids:
            at = self._ids.index(id)
            self._ids.remove(id)
            self.bar.removeTab(at)
            self._make.pop(id, None)
            panel = self._made.pop(id, None)
            if panel is not None:
                self._stack.removeWidget(panel)
                panel.deleteLater()

    def open(self, id: str) -> QWidget:
        """Bring a panel in sight; KeyError when there is none of that id."""
        if id not in self._ids:
            raise KeyError(id)
        self.bar.setCurrentIndex(self._ids.index(id))
        return self.panel(id)

    def panel(self, id: str) -> QWidget:
        """The panel of an id, made now when it was not."""
        panel = self._made.get(id)
        if panel is None:
            panel = self._made[id] = self._make.pop(id)()
            self._stack.addWidget(panel)
            if self.current == id:
                self._stack.setCurrentWidget(panel)
        return panel

    def made(self, id: str) -> QWidget | None:
        """The panel of an id when it has been made."""
        return self._made.get(id)

    @property
    def current(self) -> str:
        """The id of the tab that is open ("" when there is none)."""
        at = self.bar.currentIndex()
        return self._ids[at] if 0 <= at < len(self._ids) else ""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the tabs, in their order."""
        return tuple(self._ids)

    def _changed(self, _index: int) -> None:
        id = self.current
        if id:
            self._stack.setCurrentWidget(self.panel(id))
