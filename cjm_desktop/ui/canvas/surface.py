"""Looking at the map: zoom, scrolling, the tiers of painting, and headers that stay in sight."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from cjm_desktop.layout import theme
from cjm_desktop.model.change import Change
from cjm_desktop.ui.canvas import comment_marks, decorations
from cjm_desktop.ui.canvas.decorations import ACCENT, PAPER, Overlay, Pinned
from cjm_desktop.ui.canvas.minimap import Minimap
from cjm_desktop.ui.canvas.overview import Overview
from cjm_desktop.ui.canvas.scene import LayOut, MapScene
from cjm_desktop.ui.document import Document

MIN_ZOOM: Final = 0.01
MAX_ZOOM: Final = 4.0
_STEP: Final = 1.25
#: The overview tier: letters smaller than this many pixels, with more items than this in sight.
_UNREADABLE_PX: Final = 4.0
_MANY: Final = 400
#: Size of the smallest text of the map, in map units.
_SMALL_TEXT: Final = 9.6
#: A zoom step with more items in sight than this shows the last frame scaled, and sharpens when the wheel rests.
_SCALED_FROM: Final = 150
_SHARPEN_MS: Final = 80


#: The least zoom of the first look, in which the whole height may be in sight.
_FIRST_ZOOM: Final = 0.85
#: A window is not wider than this when it is opened for the first time.
_FIRST_WIDTH: Final = 1440
#: The panels at both sides of the map take at least so many pixels of it.
_BESIDE: Final = 400


def _most_columns() -> int:
    """How many columns of the map a window can show at the first look: its first frame needs no more."""
    width = max([_FIRST_WIDTH, *(screen.availableSize().width() for screen in QGuiApplication.screens())])
    look = theme.load("standard")
    room = (width - _BESIDE) / _FIRST_ZOOM - look.lane_names_width
    return ceil(room / (look.column_width + look.column_gap)) + 1


class MapSurface(QGraphicsView):
    """The map of one document, to look at."""

    zoom_changed = Signal(float)  # 1.0 = 100 %
    first_painted = Signal()  # the first frame is on the screen

    def __init__(
        self,
        document: Document,
        lay_out: LayOut | None = None,
        parent: QWidget | None = None,
        *,
        opening: bool = False,
    ) -> None:
        """When a document is being opened only what can be in sight is made; `complete` makes the rest."""
        super().__init__(parent)
        self.document = document
        self.map = MapScene(document, lay_out, _most_columns() if opening else None)
        # A widget of ours in place of Qt's: to find out what Qt's own is, Python makes a class of every kind of widget.
        self.setViewport(QWidget())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setBackgroundBrush(PAPER)
        self.overlay = Overlay()
        self.hovered: str | None = None
        self._overview: Overview | None = None
        self.minimap = Minimap(self)
        self.minimap.set_wanted(not opening)
        self._last_frame: tuple[QPixmap, QRectF] | None = None
        self._sharpen = QTimer(self)
        self._sharpen.setSingleShot(True)
        self._sharpen.setInterval(_SHARPEN_MS)
        self._sharpen.timeout.connect(self._on_zoom_rest)
        self._was_shown = self._was_painted = False
        self._is_empty = False
        self.setScene(self.map)  # late: Qt asks our methods from here on
        self._update_range()
        self.map.laid_out.connect(self._on_new_layout)
        document.changed.connect(self._on_comments)

    def complete(self) -> Iterator[None]:
        """Make what the first frame did without, in steps."""
        yield from self.map.complete()
        self.minimap.set_wanted(True)

    def about_to_zoom(self) -> None:
        """Called before the zoom changes, for what can't be zoomed along."""

    def _on_new_layout(self) -> None:
        self._overview = None
        self._update_range()
        if self.hovered is not None and self.map.item(self.hovered) is None:
            self.hovered = None
        # Pinned headers, the overview and the hint are no items: they follow by hand.
        at = self.pinned
        was_empty, self._is_empty = self._is_empty, not self.document.journey.road(self.document.scenario)
        if self.is_overview or at.dx or at.dy or was_empty != self._is_empty:
            self.viewport().update()
        elif self.document.journey.comments:
            self.viewport().update()  # their marks follow what they are on
        self.minimap.stale()

    def _on_comments(self, change: Change) -> None:
        for records in (change.before, change.after):
            if any(record is not None and record.KIND == "comment" for record in records.values()):
                self.viewport().update()

    # -- zoom ----------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """How large the map is shown; 1.0 = 100 %."""
        return self.transform().m11()

    @property
    def pixel(self) -> float:
        """The size of a pixel in map units."""
        return 1.0 / self.zoom

    @property
    def visible(self) -> QRectF:
        """The part of the map's plane that is in sight."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def set_zoom(self, zoom: float, at: QPoint | None = None) -> None:
        """Zoom to 0.01–4.0, keeping what stands at a place of the window (None: its middle) where it is."""
        zoom = min(MAX_ZOOM, max(MIN_ZOOM, zoom))
        if abs(zoom - self.zoom) < 1e-6:
            return
        self.about_to_zoom()
        place = at if at is not None else self.viewport().rect().center()
        fixed = self.mapToScene(place)
        self._keep_frame()
        self.setTransform(QTransform.fromScale(zoom, zoom))
        self._update_range()
        moved = self.mapFromScene(fixed) - place
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + moved.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved.y())
        self._after_zoom()

    def zoom_in(self) -> None:
        """Show the map a step larger."""
        self.set_zoom(self.zoom * _STEP)

    def zoom_out(self) -> None:
        """Show the map a step smaller."""
        self.set_zoom(self.zoom / _STEP)

    def zoom_to_actual(self) -> None:
        """Show the map at 100 %."""
        self.set_zoom(1.0)

    def zoom_to_fit(self) -> None:
        """Show the whole map, from the top of the window."""
        self.map.finish()
        layout = self.map.layout
        self._show_rect(QRectF(0, 0, layout.width, layout.height), 1.5, from_top=True)

    def zoom_to_selection(self) -> None:
        """Show the selected records as large as they fit, up to 200 %; the whole map when none is selected."""
        self.map.finish()
        rect = QRectF()
        for id in self.map.selection:
            item = self.map.item(id)
            if item is not None:
                rect = rect.united(item.sceneBoundingRect())
        if rect.isEmpty():
            self.zoom_to_fit()
        else:
            self._show_rect(rect.adjusted(-60, -60, 60, 60), 2.0)

    def _show_rect(self, rect: QRectF, largest: float, *, from_top: bool = False) -> None:
        size = self.viewport().size()
        if rect.isEmpty() or size.isEmpty():
            return
        zoom = min((size.width() - 24) / rect.width(), (size.height() - 24) / rect.height(), largest)
        zoom = min(MAX_ZOOM, max(MIN_ZOOM, zoom))
        self.about_to_zoom()
        self.setTransform(QTransform.fromScale(zoom, zoom))
        self._update_range()
        half = size.height() / zoom / 2
        y = rect.top() + half - 12 / zoom if from_top else rect.center().y()
        self.centerOn(rect.center().x(), y)
        self._after_zoom()

    def _update_range(self) -> None:
        """Let every corner of the map be scrolled to the middle, so that a zoom can keep any place where it is,
        and a low map to the top."""
        if self.document.has_preview:
            return  # while something is dragged the ground stays still under the pointer
        layout, size = self.map.layout, self.viewport().size()
        rect = QRectF(0, 0, layout.width, layout.height)
        x, y = size.width() * self.pixel / 2, size.height() * self.pixel / 2
        rect.adjust(-x, -y, x, max(y, 2 * y - layout.height))
        if rect != self.sceneRect():
            self.setSceneRect(rect)

    def _after_zoom(self) -> None:
        self.viewport().update()
        self.minimap.follow()
        self.zoom_changed.emit(self.zoom)

    def _keep_frame(self) -> None:
        """Keep what is painted now, to show it scaled until the wheel rests."""
        if self._last_frame is None and self._count_in_sight() > _SCALED_FROM and self.isVisible():
            self._last_frame = (self.viewport().grab(), self.visible)
        if self._last_frame is not None:
            self._sharpen.start()

    def _on_zoom_rest(self) -> None:
        self._last_frame = None
        self.map.detail.text = True
        self.viewport().update()

    # -- painting ------------------------------------------------------------------------------------

    def _count_in_sight(self) -> int:
        """About how many items are in sight, told from the share of the map that is."""
        layout = self.map.layout
        seen = self.visible.intersected(QRectF(0, 0, layout.width, layout.height))
        area = max(1.0, layout.width * layout.height)
        return int(self.map.items_count() * seen.width() * seen.height() / area)

    @property
    def overview(self) -> Overview:
        """The map as lists of rectangles, made when first asked for after a change."""
        if self._overview is None:
            self._overview = Overview(self.map.map_items())
        return self._overview

    @property
    def is_overview(self) -> bool:
        """Whether the map is too small to be read, so that only its areas are painted."""
        return self.zoom * _SMALL_TEXT < _UNREADABLE_PX and self._count_in_sight() > _MANY

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._last_frame is not None:
            painter = QPainter(self.viewport())
            painter.fillRect(event.rect(), PAPER)
            pixmap, seen = self._last_frame
            painter.setTransform(self.viewportTransform())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawPixmap(seen, pixmap, QRectF(pixmap.rect()))
            painter.end()
        elif self.is_overview:
            painter = QPainter(self.viewport())
            painter.setClipRect(event.rect())
            painter.fillRect(event.rect(), PAPER)
            painter.setTransform(self.viewportTransform())
            self.overview.paint(painter, bars=self.zoom > 0.12)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.drawForeground(painter, self.visible)
            painter.end()
        else:
            super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self._on_first_frame)

    def _on_first_frame(self) -> None:
        self.first_painted.emit()

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        visible, pixel, at = self.visible, self.pixel, self.pinned
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        decorations.paint_pinned(painter, self.map, visible, at, text=self.map.detail.text)
        if self.hovered is not None and self.hovered not in self.map.selection:
            item = self.map.item(self.hovered)
            if item is not None:
                box, is_round = decorations.mark_of(item.placed)
                decorations.paint_hover(painter, box.translated(item.pos()), is_round, pixel)
        decorations.paint_selection(painter, self.map, self.map.selection, at, visible, pixel)
        if self.document.journey.comments and not self.is_overview:
            comment_marks.paint_comments(painter, self.map, at, visible, pixel)
        decorations.paint_overlay(painter, self.map, self.overlay, pixel)
        if not self.document.journey.road(self.document.scenario):
            decorations.paint_empty_hint(painter, QRectF(self.viewport().rect()))
        if self.hasFocus() and not self.map.selection:
            painter.resetTransform()
            painter.setPen(ACCENT)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    @property
    def pinned(self) -> Pinned:
        """Where headers and lane names stand to stay in sight."""
        return decorations.pinned(self.map, self.visible)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self.map.detail.text and not self.is_overview and self._count_in_sight() > _MANY:
            # The reduced tier: hundreds of cards move, without their words until they rest.
            self.map.detail.text = False
        if not self.map.detail.text:
            self._sharpen.start()
        # Pinned headers stay where they are: what Qt copied along must be painted again.
        self.viewport().update()
        self.minimap.follow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = steps.y() or event.pixelDelta().y()
            self.set_zoom(self.zoom * 1.0015**turned, event.position().toPoint())
        else:
            moved = event.pixelDelta() if not event.pixelDelta().isNull() else steps / 2
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not moved.x():
                moved = QPoint(moved.y(), 0)
            self.scroll_by(-moved)
        event.accept()

    def scroll_by(self, moved: QPoint) -> None:
        """Scroll by pixels."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + moved.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved.y())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_shown:
            self._was_shown = True
            self._first_look()

    def _first_look(self) -> None:
        """Begin at the left top, as high as the window when that can be read."""
        layout, size = self.map.layout, self.viewport().size()
        zoom = min(1.0, max(_FIRST_ZOOM, (size.height() - 24) / (layout.height or 1)))
        self.setTransform(QTransform.fromScale(zoom, zoom))
        self._update_range()
        fits_x = layout.width * zoom <= size.width()
        fits_y = layout.height * zoom <= size.height()
        half_x, half_y = size.width() / zoom / 2, size.height() / zoom / 2
        x = layout.width / 2 if fits_x else half_x - 12 / zoom
        y = layout.height / 2 if fits_y else half_y - 12 / zoom
        self.centerOn(x, y)
        self._after_zoom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_range()
        self.minimap.follow()
        self.viewport().update()
