"""The minimap: the whole network small in a corner of the canvas, with a frame around what the view shows of it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QTransform, QWheelEvent
from PySide6.QtWidgets import QGraphicsView, QWidget

from engine.arrays import FloatArray
from gui.canvas.detail import Detail
from gui.canvas.in_view import seen_rect
from gui.canvas.navigation import Navigation
from gui.canvas.scene import NetworkScene
from gui.theme import mixed

LONG_SIDE, LEAST_SIDE = 200, 56
MOST_SHARE = 0.28  # of the canvas, across and down
PADDING = 10
MARGIN = 12
RADIUS = 8.0
BLOCK_RADIUS = 1.5
LEAST_BLOCK = 1.2
SAME_BLOCK = 0.25
HIDDEN_SPINE = 2 * LEAST_BLOCK
READABLE_ZOOM = 0.5
MANY_NEURONS = 50  # more than people keep in mind where they are among
FAR_BEYOND = 1.5  # times the view, that as many neurons take where one loses one's way
LEAST_ROOM = QSize(420, 260)  # of the canvas; in less it would cover what it is to find
LEAST_VIEW_SIDES = 2.0
LINE_FADING, OUTSIDE_ALPHA = 0.35, 60


class Minimap(QWidget):
    """Shows all layers as blocks; a click goes there, dragging moves the view, the wheel zooms.

    Args:
        view: The canvas it floats over.
        scene: What the canvas shows.
        navigation: Moves the canvas.
    """

    def __init__(self, view: QGraphicsView, scene: NetworkScene, navigation: Navigation) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._scene = scene
        self._navigation = navigation
        self._picture: QPixmap | None = None
        self._content = QRectF()
        self._grip: QPointF | None = None
        self._choice: bool | None = None
        self.setObjectName("minimap")
        self.setAccessibleName("Minimap")
        self.setAccessibleDescription("The whole network; click or drag to move the view, turn the wheel to zoom")
        self.setToolTip("Click or drag to move the view, turn the wheel to zoom, hide it with M")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        navigation.view_moved.connect(self._refresh)
        scene.layout_changed.connect(self._on_layout_changed)
        view.viewport().installEventFilter(self)

    @property
    def is_wanted(self) -> bool:
        """Whether a person has opened it."""
        return self._choice is True and not self.isHidden()

    def set_choice(self, choice: bool | None) -> None:
        """Show or hide it; None shows it where a network too large for the view is in part out of sight or a sketch."""
        self._choice = choice
        self._refresh()

    def set_style(self) -> None:
        """Paint in the theme of the scene."""
        self._picture = None
        self.update()

    @property
    def view_frame(self) -> QRectF:
        """Where in it the frame around what the view shows is."""
        seen = seen_rect(self._view)
        return self._to_map().mapRect(seen)

    def point_of(self, place: QPointF) -> QPointF:
        """Give where in it a point of the scene is."""
        return self._to_map().map(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner of the canvas."""
        if event.type() == QEvent.Type.Resize:
            self._refresh()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the frame, or go where there is none."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        frame = self.view_frame
        self._grip = event.position() - frame.center() if frame.contains(event.position()) else QPointF(0, 0)
        self._go_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the view with the frame."""
        if self._grip is not None:
            self._go_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        """Let go of the frame."""
        self._grip = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Be two clicks: a canvas below would take a double click as meant for it."""
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the middle of the view."""
        self._navigation.wheel(event.angleDelta().y(), self._view.viewport().rect().center())
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the network, drawn once for each layout, and the frame."""
        if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatioF():
            self._picture = self._drawn()
        style, inside = self._scene.canvas_style, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._picture)
        frame = self.view_frame
        if not frame.contains(inside):
            shade = QColor(style.accent)
            shade.setAlpha(OUTSIDE_ALPHA)
            painter.setClipRect(inside)
            painter.setBrush(shade)
            painter.setPen(QPen(style.accent, 1.5))
            painter.drawRoundedRect(_at_least(frame, LEAST_VIEW_SIDES), 3, 3)
        painter.end()

    def _on_layout_changed(self) -> None:
        self._picture = None
        self._refresh()

    def _refresh(self) -> None:
        """Take the size of the network, and show or hide."""
        self._content = self._scene.places.content_rect()
        room = self._view.viewport().size()
        is_wanted = self._is_of_use(room) if self._choice is None else self._choice
        self.setVisible(is_wanted and not self._content.isEmpty())
        if self.isHidden():
            return
        size = self._size()
        if size != self.size():
            self._picture = None
            self.resize(size)
        self.move(self._corner(room))
        self.update()

    def _is_of_use(self, room: QSize) -> bool:
        """Tell whether it shows what the view does not, and has a place to do so."""
        if room.boundedTo(LEAST_ROOM) != LEAST_ROOM:
            return False
        is_large = self._takes(READABLE_ZOOM, room)
        seen = seen_rect(self._view)
        if seen.contains(self._content):
            covered = self._view.mapToScene(QRect(self._corner(room), self._size())).boundingRect()
            is_sketch = self._scene.detail is Detail.OVERVIEW
            has_layer = self._scene.places.has_layer_in(covered, self._navigation.zoom)
            return is_large and is_sketch and not has_layer
        has_many = sum(layer.width for layer in self._scene.network.layers) >= MANY_NEURONS
        return is_large or (has_many and self._takes(self._navigation.zoom / FAR_BEYOND, room))

    def _takes(self, zoom: float, room: QSize) -> bool:
        """Tell whether the network is wider or higher than the view at a zoom."""
        return self._content.width() * zoom > room.width() or self._content.height() * zoom > room.height()

    def _corner(self, room: QSize) -> QPoint:
        size = self._size()
        return QPoint(room.width() - size.width() - MARGIN, room.height() - size.height() - MARGIN)

    def _size(self) -> QSize:
        """Give its size: the network's form, within a share of the canvas."""
        width, height = max(self._content.width(), 1.0), max(self._content.height(), 1.0)
        room = self._view.viewport().size()
        across, down = (min(LONG_SIDE, MOST_SHARE * side) for side in (room.width(), room.height()))
        scale = min(across / width, down / height)
        return QSize(max(LEAST_SIDE, round(scale * width)), max(LEAST_SIDE, round(scale * height)))

    def _to_map(self) -> QTransform:
        """Give the transformation from scene to widget."""
        room = QRectF(self.rect()).adjusted(PADDING, PADDING, -PADDING, -PADDING)
        scale = min(room.width() / max(self._content.width(), 1), room.height() / max(self._content.height(), 1))
        middle = self._content.center()
        return QTransform.fromTranslate(room.center().x(), room.center().y()).scale(scale, scale).translate(
            -middle.x(), -middle.y()
        )  # fmt: skip

    def _go_to(self, point: QPointF) -> None:
        place = self._to_map().inverted()[0].map(point - (self._grip or QPointF(0, 0)))
        self._navigation.centre_on(place)

    def _drawn(self) -> QPixmap:
        style, to_map = self._scene.canvas_style, self._to_map()
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(style.outline_hovered, 1.0))
        painter.setBrush(style.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(mixed(style.muted.name(), style.panel.name(), LINE_FADING)), 1.0))
        for spine in self._scene.places.spines(HIDDEN_SPINE / to_map.m11()):  # blocks cover the shorter ones
            painter.drawPath(to_map.map(spine))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.muted)
        for panel in _told_apart(self._scene.places.panel_edges, SAME_BLOCK / to_map.m11()):
            painter.drawRoundedRect(_at_least(to_map.mapRect(panel), LEAST_BLOCK), BLOCK_RADIUS, BLOCK_RADIUS)
        painter.end()
        return picture


def _told_apart(edges: FloatArray, least: float) -> list[QRectF]:
    """Give those of some rectangles (N, 4) that can be told apart, each edge to so many scene units."""
    _, chosen = np.unique(np.rint(edges / least), axis=0, return_index=True)
    return [
        QRectF(QPointF(left, top), QPointF(right, bottom))
        for left, top, right, bottom in edges[np.sort(chosen)].tolist()
    ]


def _at_least(rect: QRectF, side: float) -> QRectF:
    """Give a rectangle around the same centre that can be seen."""
    width, height = max(rect.width(), side), max(rect.height(), side)
    return QRectF(rect.center().x() - width / 2, rect.center().y() - height / 2, width, height)
