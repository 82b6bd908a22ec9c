"""What gestures draw over the network: the marquee, alignment guides, wires that follow the pointer, rings."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.edges.routes import Route
from gui.canvas.style import CanvasStyle
from gui.pixel_ratio import pixel_ratio

Z_OVERLAY = 10.0
Z_GUIDES = 1.5
WIRE_DASHES = [4.0, 3.0]
RING_GAP = 4.0
LEAST_RING_RADIUS = 7.0
MARQUEE_FILL_ALPHA = 28


class MarqueeItem(QGraphicsItem):
    """The rectangle that is being dragged open to select."""

    def __init__(self, style: CanvasStyle) -> None:
        super().__init__()
        self.setZValue(Z_OVERLAY)
        self._style = style
        self._rect = QRectF()

    def set_rect(self, rect: QRectF) -> None:
        """Take another size."""
        self.prepareGeometryChange()
        self._rect = rect

    def boundingRect(self) -> QRectF:
        """Give the rectangle with its outline."""
        return self._rect.adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw the rectangle."""
        fill = QColor(self._style.accent)
        fill.setAlpha(MARQUEE_FILL_ALPHA)
        painter.setBrush(fill)
        painter.setPen(_cosmetic(painter, self._style.accent, 1.0))
        painter.drawRect(self._rect)


class GuidesItem(QGraphicsItem):
    """Thin lines that show what a dragged layer is aligned with."""

    def __init__(self, style: CanvasStyle) -> None:
        super().__init__()
        self.setZValue(Z_GUIDES)
        self._style = style
        self._lines: tuple[QLineF, ...] = ()

    def set_lines(self, lines: Sequence[QLineF]) -> None:
        """Show other lines."""
        self.prepareGeometryChange()
        self._lines = tuple(lines)

    def boundingRect(self) -> QRectF:
        """Give the rectangle around the lines."""
        rect = QRectF()
        for line in self._lines:
            rect = rect.united(QRectF(line.p1(), line.p2()).normalized().adjusted(-2, -2, 2, 2))
        return rect

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw the lines."""
        painter.setPen(_cosmetic(painter, self._style.accent, 1.0))
        painter.drawLines(list(self._lines))


class WireItem(QGraphicsItem):
    """Dashed wires of connections that do not exist yet."""

    def __init__(self, style: CanvasStyle) -> None:
        super().__init__()
        self.setZValue(Z_OVERLAY)
        self._style = style
        self._path = QPainterPath()
        self._is_refused = False

    def set_wire(self, start: QPointF, end: QPointF, *, is_refused: bool = False) -> None:
        """Show a wire from point to point, in the error colour where it is refused."""
        bend = QPointF(max(abs(end.x() - start.x()) / 2, 30.0), 0)
        path = QPainterPath(start)
        path.cubicTo(start + bend, end - bend, end)
        self.set_path(path, is_refused=is_refused)

    def set_ways(self, ways: Iterable[Route], *, is_refused: bool = False) -> None:
        """Show the way of an edge in the middle of each of some connections that there would be."""
        path = QPainterPath()
        for way in ways:
            path.addPath(way.middle)
        self.set_path(path, is_refused=is_refused)

    def set_path(self, path: QPainterPath, *, is_refused: bool = False) -> None:
        """Show a wire along a path, in the error colour where it is refused."""
        self.prepareGeometryChange()
        self._path = path
        self._is_refused = is_refused
        self.update()

    def boundingRect(self) -> QRectF:
        """Give the rectangle around the wires."""
        return self._path.boundingRect().adjusted(-8, -8, 8, 8)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw the wires."""
        pen = _cosmetic(painter, self._style.error if self._is_refused else self._style.accent, 2.0)
        pen.setDashPattern(WIRE_DASHES)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path)


class RingsItem(QGraphicsItem):
    """Rings around the neurons that a gesture is about to hit."""

    def __init__(self, style: CanvasStyle) -> None:
        super().__init__()
        self.setZValue(Z_OVERLAY)
        self._style = style
        self._rings: tuple[QRectF, ...] = ()
        self._is_refused = False

    def set_rings(self, neurons: Sequence[QRectF], *, is_refused: bool = False) -> None:
        """Ring neurons, given the squares around them, in the error colour where they are refused."""
        self.prepareGeometryChange()
        self._rings = tuple(_ring(neuron) for neuron in neurons)
        self._is_refused = is_refused
        self.update()

    def boundingRect(self) -> QRectF:
        """Give the rectangle around the rings."""
        rect = QRectF()
        for ring in self._rings:
            rect = rect.united(ring)
        return rect.adjusted(-3, -3, 3, 3)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw the rings."""
        painter.setPen(_cosmetic(painter, self._style.error if self._is_refused else self._style.accent, 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ring in self._rings:
            painter.drawEllipse(ring)


def pressed_below(path: QPainterPath, top: float) -> QPainterPath:
    """Give a path whose part above its ends is pressed together, so that it reaches no higher than `top`."""
    highest = path.boundingRect().top()
    base = min(path.elementAt(0).y, path.currentPosition().y())
    if highest >= top or base <= top:
        return path
    share = (base - top) / (base - highest)
    pressed = QPainterPath(path)
    for index in range(path.elementCount()):
        element = path.elementAt(index)
        if element.y < base:
            pressed.setElementPositionAt(index, element.x, base + share * (element.y - base))
    return pressed


def _ring(neuron: QRectF) -> QRectF:
    radius = max(neuron.width() / 2 + RING_GAP, LEAST_RING_RADIUS)
    return QRectF(neuron.center().x() - radius, neuron.center().y() - radius, 2 * radius, 2 * radius)


def _cosmetic(painter: QPainter, color: QColor, width: float) -> QPen:
    pen = QPen(color, width * pixel_ratio(painter))
    pen.setCosmetic(True)
    return pen
