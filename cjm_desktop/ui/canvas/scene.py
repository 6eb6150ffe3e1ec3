"""The scene: lays the journey out after every change and updates only the items that differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsScene

from cjm_desktop.layout import journey_layout, theme
from cjm_desktop.layout.columns import slots_of
from cjm_desktop.layout.placement import JourneyLayout, View
from cjm_desktop.model.change import Change
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Persona, RecordId
from cjm_desktop.ui.canvas.items import Detail, MapItem
from cjm_desktop.ui.canvas.painter import PictureStore
from cjm_desktop.ui.canvas.pointer import CURVE_NAME
from cjm_desktop.ui.document import Document

#: Lays a journey out; it may take unchanged parts over from what it gave before.
LayOut: TypeAlias = Callable[[Journey, View], JourneyLayout]
#: Room around the map, in map units.
MARGIN: Final = 160.0
#: A map of so many times the columns in sight is opened part by part: its rows may grow when the rest is known, which
#: one that is laid out fast enough shall not show.
_MUCH: Final = 3
#: So many columns more are measured in one step when a map is completed: about 50 ms.
STEP: Final = 80
#: Furniture keys that stand for a record when they are clicked: the last part is its id.
_STAND_INS: Final = (
    "point:",
    "cell:",
    "label:",
    "band:",
    "signpost:",
    "mark:",
    "again:",
    "coverage:",
)


class Themed:
    """The usual layout in the theme of that name; unchanged parts are taken over from the layout before."""

    def __init__(self, name: str = "standard") -> None:
        self._theme = theme.load(name)
        self._earlier: JourneyLayout | None = None

    def __call__(self, journey: Journey, view: View) -> JourneyLayout:
        self._earlier = journey_layout.lay_out(journey, view, self._theme, earlier=self._earlier)
        return self._earlier

    def part(self, journey: Journey, view: View, first: int, last: int) -> JourneyLayout:
        """The columns from `first` to before `last` alone; what was measured for it is known to later layouts."""
        return journey_layout.lay_out(journey, view, self._theme, part=(first, last))


class MapScene(QGraphicsScene):
    """The items of one document's map, and which records are selected."""

    laid_out = Signal()  # positions are new
    selection_changed = Signal()

    def __init__(self, document: Document, lay_out: LayOut | None = None, columns: int | None = None) -> None:
        """With `columns` a map of many more gets only so many at first, for `complete` to add the others."""
        super().__init__()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
        self.document = document
        self.detail = Detail()
        self.pictures = PictureStore(document.journey)
        self._lay_out = lay_out or Themed()
        self._items: dict[str, MapItem] = {}
        self._selection: dict[RecordId, None] = {}
        self._is_stale = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)
        document.changed.connect(self._on_changed)
        document.scenario_changed.connect(self._on_scenario_changed)
        document.view_changed.connect(self._stale)
        self._is_part = False
        self._measured = columns or 0  # columns that are laid out, or measured for when they are
        if isinstance(self._lay_out, Themed) and columns is not None and self._columns > _MUCH * columns:
            self._is_part = True
            self.layout = self._lay_out.part(document.journey, self.shown, 0, columns)
        else:
            self.layout = self._lay_out(document.journey, self.shown)
        self._update_items()

    # -- what is shown -------------------------------------------------------------------------------

    @property
    def shown(self) -> View:
        """What of the journey the map shows."""
        return self.document.view

    def set_lay_out(self, lay_out: LayOut) -> None:
        """Lay out by another function, as after a change of theme."""
        self._lay_out = lay_out
        self._stale()

    @property
    def persona(self) -> RecordId | None:
        """The persona whose emotion keys change: the first that is shown."""
        journey = self.document.journey
        wanted = self.shown.personas or journey.personas_of(self.document.scenario)
        for id in wanted:
            if journey.of(Persona, id) is not None:
                return id
        return journey.personas[0].id if journey.personas else None

    # -- a large map, opened part by part --------------------------------------------------------------

    @property
    def is_part(self) -> bool:
        """Whether columns are still missing at the right."""
        return self._is_part

    @property
    def _columns(self) -> int:
        return len(slots_of(self.document.journey, self.document.scenario))

    def complete(self) -> Iterator[None]:
        """Add the columns that are missing, in steps; an edit in between lays everything out by itself."""
        while self._is_part and self._measured < self._columns and isinstance(self._lay_out, Themed):
            last = self._measured + STEP
            self._lay_out.part(self.document.journey, self.shown, self._measured, last)
            self._measured = last
            yield
        if self._is_part:
            self.finish()

    def finish(self) -> None:
        """Make the map whole and up to date now, for who goes to a place that may not be laid out yet."""
        self._is_stale = self._is_stale or self._is_part
        self.refresh()

    # -- following the document ----------------------------------------------------------------------

    def refresh(self) -> None:
        """Bring layout and items up to date now, when they are not."""
        if not self._is_stale:
            return
        self._is_stale = self._is_part = False
        self._later.stop()
        self.layout = self._lay_out(self.document.journey, self.shown)
        self._update_items()
        gone = [id for id in self._selection if id not in self.document.journey]
        for id in gone:
            del self._selection[id]
        self.laid_out.emit()
        if gone:
            self.selection_changed.emit()

    def _update_items(self) -> None:
        items, placed = self._items, self.layout.placed
        for key in [key for key in items if key not in placed]:
            self.removeItem(items.pop(key))
        for key, now in placed.items():
            item = items.get(key)
            if item is None:
                item = items[key] = MapItem(key, now, self.pictures, self.detail)
                self.addItem(item)
            elif item.placed is not now and item.placed != now:
                item.place(now)
        # Set from the layout: a rectangle that Qt grows by itself repaints everything.
        rect = QRectF(0, 0, self.layout.width, self.layout.height)
        rect.adjust(-MARGIN, -MARGIN, MARGIN, MARGIN)
        # While something is dragged the ground stays still under the pointer.
        if rect != self.sceneRect() and not self.document.has_preview:
            self.setSceneRect(rect)

    def _stale(self) -> None:
        self._is_stale = True
        if not self._later.isActive():
            self._later.start()

    def _on_changed(self, change: Change) -> None:
        self._stale()

    def _on_scenario_changed(self, id: RecordId) -> None:
        self.select(())
        self._stale()

    # -- asking --------------------------------------------------------------------------------------

    def item(self, key: str) -> MapItem | None:
        """The item of a placed key."""
        return self._items.get(key)

    def map_items(self) -> Iterable[MapItem]:
        """All items, in the order they were placed."""
        return self._items.values()

    def items_count(self) -> int:
        """How many items the map has."""
        return len(self._items)

    def key_at(self, point: QPointF) -> str | None:
        """The topmost key at a point of the map that stands for a record or names a curve, or None."""
        found = self.items(
            point, Qt.ItemSelectionMode.IntersectsItemShape, order=_TOP_FIRST, deviceTransform=QTransform()
        )
        for item in found:
            if isinstance(item, MapItem) and (
                self.record_of(item.key) is not None or item.key.startswith(CURVE_NAME)
            ):
                return item.key
        return None

    def keys_in(self, rect: QRectF) -> list[str]:
        """The keys of records whose outline meets a rectangle of the map."""
        found = self.items(rect, Qt.ItemSelectionMode.IntersectsItemShape, Qt.SortOrder.AscendingOrder)
        return [i.key for i in found if isinstance(i, MapItem) and i.key in self.document.journey]

    def record_of(self, key: str | None) -> RecordId | None:
        """The record that a placed key stands for: itself, that of a face, cell, exit or label."""
        if key is None:
            return None
        journey = self.document.journey
        if key in journey:
            return key
        if key.startswith(_STAND_INS):
            id = key.rsplit(":", 1)[1]
            return id if id in journey else None
        return None

    # -- selection -----------------------------------------------------------------------------------

    @property
    def selection(self) -> tuple[RecordId, ...]:
        """The selected records in the order of selecting; the last is the current one."""
        return tuple(self._selection)

    @property
    def current(self) -> RecordId | None:
        """The record selected last."""
        return next(reversed(self._selection), None)

    def select(self, ids: Iterable[RecordId]) -> None:
        """Select these records and no others; what is not in the journey is left out."""
        wanted = dict.fromkeys(id for id in ids if id in self.document.journey)
        if list(wanted) != list(self._selection):
            self._selection = wanted
            self.selection_changed.emit()

    def toggle(self, id: RecordId) -> None:
        """Add a record to the selection, or take it out."""
        rest = [other for other in self._selection if other != id]
        self.select(rest if id in self._selection else [*rest, id])

    def select_also(self, ids: Iterable[RecordId]) -> None:
        """Add records to the selection."""
        self.select([*self._selection, *ids])


_TOP_FIRST = Qt.SortOrder.DescendingOrder
