"""The numbers on edges, above the edges of all connections: those of one would run over the numbers of another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.edges.label_sliding import View
from gui.canvas.overlays.covering import overlay_rects

if TYPE_CHECKING:
    from gui.canvas.edges.connection_graphics import ConnectionGraphics

Z_NUMBERS = 1.1
RectsIn = Callable[[QRectF], Sequence[QRectF]]


class EdgeNumbersItem(QGraphicsItem):
    """Writes at each painting the numbers of the connections that were painted right before.

    Args:
        ground: The rectangle that all connections are in.
        covers_in: Gives what is drawn above the numbers in a rectangle of the scene.
        panels_in: Gives the layers' panels there.
        in_sight: Gives the part of the scene in view.
    """

    def __init__(self, ground: QRectF, covers_in: RectsIn, panels_in: RectsIn, in_sight: Callable[[], QRectF]) -> None:
        super().__init__()
        self.setZValue(Z_NUMBERS)
        self._ground = ground
        self.covers_in = covers_in
        self.panels_in = panels_in
        self._in_sight = in_sight
        self._painted: list[ConnectionGraphics] = []
        self._overlays: list[QRect] = []

    def note_painted(self, connection: ConnectionGraphics) -> None:
        """Take note that the edges of a connection have been painted, and want their numbers."""
        self._painted.append(connection)

    def boundingRect(self) -> QRectF:
        """Give the whole ground."""
        return self._ground

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Write the numbers, each connection's as strongly as its edges are drawn."""
        painted, self._painted = self._painted, []
        self.write(painter, painted, widget)
        if widget is not None and overlay_rects(widget) != self._overlays:
            self._overlays = overlay_rects(widget)
            widget.update()  # where one moved, only what it hid or left is painted now

    def write(self, painter: QPainter, connections: Sequence[ConnectionGraphics], widget: QWidget | None) -> None:
        """Write the numbers of some connections above the ghosts of all of them."""
        to_scene, _is_possible = painter.worldTransform().inverted()
        overlays = [] if widget is None else [to_scene.mapRect(QRectF(rect)) for rect in overlay_rects(widget)]
        view = View(self._in_sight(), overlays)
        for connection in connections:
            connection.place_numbers(painter.worldTransform().m11(), view)
        for connection in connections:
            painter.setOpacity(connection.opacity())
            connection.paint_ghosts(painter)
        for connection in connections:
            painter.setOpacity(connection.opacity())
            connection.paint_numbers(painter)
