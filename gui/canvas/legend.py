"""The legend in a corner of the canvas: what colours, widths and outlines mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGraphicsView, QWidget

from gui.canvas.edge_quantities import EDGE_QUANTITIES
from gui.canvas.legend_entries import LegendEntry, entries_of
from gui.canvas.navigation import Navigation
from gui.canvas.numbers import short_number
from gui.canvas.scene import NetworkScene
from gui.canvas.style import LEVELS, EdgeScale, weight_levels

MARGIN = 8
PADDING = 10.0
RADIUS = 8.0
LEAST_WIDTH = 168.0
LINE_GAP = 5.0
BAR_HEIGHT = 8.0
SAMPLE_WIDTH = 30.0
BAR_PIXELS = 128
WIDTH_SHARES = (0.1, 0.4, 1.0)
CHEVRON = ((-3.5, -1.8), (0.0, 1.8), (3.5, -1.8))


class Legend(QWidget):
    """Explains the drawing; a click folds it to its title, and it folds by itself rather than cover a layer.

    Args:
        view: The canvas it floats over.
        scene: What the canvas shows.
        navigation: Moves the canvas.
    """

    def __init__(self, view: QGraphicsView, scene: NetworkScene, navigation: Navigation) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._scene = scene
        self._choice: bool | None = None
        self._is_open = True
        self._width = LEAST_WIDTH
        self._entries: Sequence[LegendEntry] = ()
        self._scale: EdgeScale | None = EdgeScale()
        self._said: tuple[object, ...] = ()
        self.setObjectName("legend")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Legend")
        self.hide()
        navigation.view_moved.connect(self.refresh)
        scene.layout_changed.connect(self.refresh)
        view.viewport().installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Whether it shows more than its title."""
        return self._is_open

    @property
    def full_scale(self) -> EdgeScale | None:
        """The scale it tells; None where each connection has its own."""
        return self._scale

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says: its title, the ends of the colour bar, the widths, and a line for each mark."""
        if not self._is_open:
            return (self._title,)
        return (self._title, *self._ends, *self._widths, *(entry.text for entry in self._entries))

    def refresh(self) -> None:
        """Say what is to be said now, and take the place there is."""
        display, network = self._scene.display, self._scene.network
        self.setVisible(display.legend and bool(network.connections))
        if self.isHidden():
            return
        self._take_sights()
        self._is_open = not self._covers_layers() if self._choice is None else self._choice
        self._place(self._size(is_open=self._is_open))
        said = (*self.texts, self._scene.canvas_style)
        if said != self._said:
            self._said = said
            self.setAccessibleDescription("; ".join(self.texts))
            self.setToolTip("Click to fold the legend" if self._is_open else "Click to unfold the legend")
            self.update()

    def _take_sights(self) -> None:
        scales = set(self._scene.edge_scales())
        self._scale = scales.pop() if len(scales) == 1 else None
        self._entries = entries_of(self._scene.network, self._scene.display)

    def toggle(self) -> None:
        """Fold or unfold it, whatever it covers."""
        self._choice = not self._is_open
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner of the canvas."""
        if event.type() == QEvent.Type.Resize:
            self.refresh()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold it; the canvas below is not pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.toggle()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Be two clicks: a canvas below would take a double click as meant for it."""
        self.mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the title and, unless folded, bar, widths and marks."""
        style = self._scene.canvas_style
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(style.outline_hovered, 1.0))
        painter.setBrush(style.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        y = self._paint_title(painter)
        self._paint_chevron(painter)
        if self._is_open:
            self._paint_body(painter, y)
        painter.end()

    @property
    def whole_size(self) -> QSize:
        """How large it is unfolded."""
        return self._size(is_open=True)

    def paint_whole(self, painter: QPainter) -> None:
        """Draw it unfolded at a painter's origin, for a drawing that is exported, whatever it shows on the canvas."""
        self._take_sights()
        width, self._width = self._width, float(self.whole_size.width())
        self._paint_body(painter, self._paint_title(painter))
        self._width = width

    def _paint_body(self, painter: QPainter, y: float) -> None:
        y = self._paint_bar(painter, y)
        y = self._paint_widths(painter, y)
        for entry in self._entries:
            y = self._paint_entry(painter, y, entry)

    # What it says

    @property
    def _title(self) -> str:
        return EDGE_QUANTITIES[self._scene.display.edge_quantity].title

    @property
    def _ends(self) -> tuple[str, str]:
        if self._scale is None:
            return "−largest", "largest"
        return short_number(-self._scale.full_color), short_number(self._scale.full_color)

    @property
    def _widths(self) -> tuple[str, ...]:
        full = EdgeScale().full_width if self._scale is None else self._scale.full_width
        return tuple(short_number(share * full) for share in WIDTH_SHARES)

    # Where it is

    @property
    def _line(self) -> float:
        return QFontMetricsF(self._scene.canvas_style.small_font).height()

    @property
    def _title_height(self) -> float:
        return QFontMetricsF(self._scene.canvas_style.control_font).height() + 10.0

    def _size(self, *, is_open: bool) -> QSize:
        style = self._scene.canvas_style
        title = QFontMetricsF(style.control_font).horizontalAdvance(self._title) + 2 * PADDING + 18
        if not is_open:
            return QSize(round(title), round(self._title_height))
        small = QFontMetricsF(style.small_font)
        texts = [small.horizontalAdvance(entry.text) + SAMPLE_WIDTH + 2 * PADDING + 8 for entry in self._entries]
        height = self._title_height + BAR_HEIGHT + 2 + self._line + LINE_GAP + self._widths_height
        height += len(self._entries) * (self._line + LINE_GAP) + LINE_GAP
        return QSize(round(max(LEAST_WIDTH * style.theme.scale, title, *texts)), round(height))

    @property
    def _widths_height(self) -> float:
        return 12.0 * self._scene.canvas_style.theme.scale + self._line + LINE_GAP

    def _place(self, size: QSize) -> None:
        self._width = float(size.width())
        self.resize(size)
        self.move(self._corner(size))

    def _corner(self, size: QSize) -> QPoint:
        return QPoint(MARGIN, self._view.viewport().height() - size.height() - MARGIN)

    def _covers_layers(self) -> bool:
        size = self._size(is_open=True)
        corner = self._corner(size)
        covered = self._view.mapToScene(corner.x(), corner.y(), size.width(), size.height()).boundingRect()
        is_large = size.height() > self._view.viewport().height() / 2
        return is_large or any(rect.intersects(covered) for rect in self._scene.places.panel_rects.values())

    # Drawing

    def _paint_title(self, painter: QPainter) -> float:
        style, height = self._scene.canvas_style, self._title_height
        rect = QRectF(PADDING, 0, self._width - 2 * PADDING, height)
        painter.setPen(style.text)
        painter.setFont(style.control_font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, self._title)
        return height

    def _paint_chevron(self, painter: QPainter) -> None:
        painter.setPen(QPen(self._scene.canvas_style.muted, 1.4))
        middle, flip = QPointF(self._width - PADDING - 4, self._title_height / 2), 1 if self._is_open else -1
        painter.drawPolyline([middle + QPointF(x, flip * y) for x, y in CHEVRON])

    def _paint_bar(self, painter: QPainter, y: float) -> float:
        style = self._scene.canvas_style
        rect = QRectF(PADDING, y, self._width - 2 * PADDING, BAR_HEIGHT)
        shares = np.linspace(-1.0, 1.0, BAR_PIXELS)
        pixels = np.ascontiguousarray(style.theme.signed_rgba(shares, 1.0))
        painter.drawImage(rect, QImage(pixels.tobytes(), BAR_PIXELS, 1, 4 * BAR_PIXELS, QImage.Format.Format_RGBA8888))
        painter.setPen(style.muted)
        painter.setFont(style.small_font)
        below = QRectF(rect.left(), rect.bottom() + 2, rect.width(), self._line)
        for text, side in zip((*self._ends, "0"), _SIDES, strict=True):
            painter.drawText(below, side, text)
        return below.bottom() + LINE_GAP

    def _paint_widths(self, painter: QPainter, y: float) -> float:
        style = self._scene.canvas_style
        scale = EdgeScale() if self._scale is None else self._scale
        pens = style.edge_pens(1.0, scale, 1)
        column = (self._width - 2 * PADDING) / len(WIDTH_SHARES)
        line_height = self._widths_height - self._line - LINE_GAP
        for number, (share, text) in enumerate(zip(WIDTH_SHARES, self._widths, strict=True)):
            level = int(weight_levels(np.array([share * scale.full_width]), scale.full_width)[0])
            middle = PADDING + (number + 0.5) * column
            painter.setPen(QPen(QColor(style.muted), pens[LEVELS + level].widthF()))
            ends = (QPointF(middle + side * SAMPLE_WIDTH / 2, y + line_height / 2) for side in (-1, 1))
            painter.drawLine(*ends)
            painter.setPen(style.muted)
            painter.setFont(style.small_font)
            place = QRectF(middle - column / 2, y + line_height, column, self._line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        return y + self._widths_height

    def _paint_entry(self, painter: QPainter, y: float, entry: LegendEntry) -> float:
        style, line = self._scene.canvas_style, self._line + LINE_GAP
        entry.paint(painter, QRectF(PADDING, y, SAMPLE_WIDTH, line), style)
        painter.setPen(style.muted)
        painter.setFont(style.small_font)
        text = QRectF(PADDING + SAMPLE_WIDTH + 8, y, self._width - PADDING, line)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, entry.text)
        return y + line


_SIDES = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter)
