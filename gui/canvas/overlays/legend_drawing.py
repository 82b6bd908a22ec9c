"""What the legend shows: its words, and how colours, widths and marks are drawn in it."""

from collections.abc import Callable, Sequence
from functools import lru_cache, reduce

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from gui.canvas.cells import paint_cells
from gui.canvas.edges.scale import EdgeScale
from gui.canvas.numbers import short_number
from gui.canvas.overlays.legend_entries import LegendEntry, entries_by_face, entries_of
from gui.canvas.scene import NetworkScene
from gui.canvas.style import LEVELS, weight_levels

PADDING = 10.0
LEAST_WIDTH = 168.0
LINE_GAP = 5.0
BAR_HEIGHT = 8.0
SAMPLE_WIDTH = 30.0
BAR_PIXELS = 128
WIDTH_SHARES = (0.1, 0.5, 1.0)  # of what has full colour, so that bar and widths are of the same edges
WIDTH_DECIMALS = 12  # rounds away what products leave in binary
WIDTH_GAP = 10.0
END_GAP = 28.0
RADIUS = 8.0
CHEVRON = ((-3.5, -1.8), (0.0, 1.8), (3.5, -1.8))


class LegendDrawing:
    """Explains what a scene shows, in a painter's coordinates from the origin.

    Args:
        scene: What is explained.
        entries: Gives its lines.
    """

    def __init__(
        self, scene: NetworkScene, entries: Callable[[NetworkScene], Sequence[LegendEntry]] = entries_of
    ) -> None:
        self._scene = scene
        self._entries_of = entries
        self._entries: Sequence[LegendEntry] = ()
        self._has_stronger = self._has_wider = False
        self._sized: tuple[object, ...] = ()
        self._size = QSize()
        self._measured_for: tuple[object, ...] = ()
        self._least_and_most = QSize(), QSize()

    @property
    def title(self) -> str:
        """What the edges show."""
        return self._scene.edges.quantity.title

    @property
    def folded_title(self) -> str:
        """Its title and what nobody should have to unfold it for: that edges lack the numbers they are to carry."""
        shortfall = self._scene.label_count.shortfall
        return f"{self.title}: {shortfall} numbers" if shortfall else self.title

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says: its title, the ends of the colour bar, the widths, and a line for each mark."""
        return (self.title, *self._ends, *self._widths, *(entry.text for entry in self._entries))

    @property
    def title_size(self) -> QSize:
        """Room for the folded one's title and what unfolds it."""
        return QSize(round(self._width_of(self.folded_title)), round(self._title_height))

    @property
    def size(self) -> QSize:
        """Room for all of it."""
        sized = (
            self.title,
            self._ends,
            self._widths,
            tuple(entry.text for entry in self._entries),
            self._scene.canvas_style,
        )
        if sized != self._sized:  # measuring texts takes long enough to be seen in every frame
            self._sized, self._size = sized, self._measured_size(self._entries)
        return self._size

    @property
    def reserved_size(self) -> QSize:
        """Room for all of it whatever neurons show: where that is missing it is folded in every mode alike."""
        return self._sizes_by_face[1]

    @property
    def least_size(self) -> QSize:
        """Room for all of it where neurons show what takes least to explain."""
        return self._sizes_by_face[0]

    @property
    def _sizes_by_face(self) -> tuple[QSize, QSize]:
        faces = entries_by_face(self._scene)
        measured = (self.size, tuple(entry.text for entries in faces for entry in entries))
        if measured != self._measured_for:
            sizes = [*map(self._measured_size, faces), self.size]
            self._measured_for = measured
            self._least_and_most = reduce(QSize.boundedTo, sizes), reduce(QSize.expandedTo, sizes)
        return self._least_and_most

    def _measured_size(self, entries: Sequence[LegendEntry]) -> QSize:
        style = self._scene.canvas_style
        small = QFontMetricsF(style.small_overlay_font)
        texts = [small.horizontalAdvance(entry.text) + SAMPLE_WIDTH + 2 * PADDING + 8 for entry in entries]
        texts.append(2 * max(small.horizontalAdvance(end) for end in self._ends) + END_GAP + 2 * PADDING)
        texts.append(len(self._widths) * (max(map(small.horizontalAdvance, self._widths)) + WIDTH_GAP) + 2 * PADDING)
        height = self._title_height + BAR_HEIGHT + 2 + self._line + LINE_GAP + self._widths_height
        height += len(entries) * (self._line + LINE_GAP) + LINE_GAP
        return QSize(round(max(LEAST_WIDTH * style.theme.scale, self._width_of(self.title), *texts)), round(height))

    def refresh(self) -> None:
        """Look at what the scene shows now."""
        self._has_stronger, self._has_wider = self._scene.edges.has_stronger_edges, self._scene.edges.has_wider_edges
        self._entries = self._entries_of(self._scene)

    def paint_ground(self, painter: QPainter, size: QSize) -> None:
        """Draw the box around a legend of a size, folded or not."""
        style = self._scene.canvas_style
        painter.setPen(QPen(style.outline_hovered, 1.0))
        painter.setBrush(style.panel)
        painter.drawRoundedRect(QRectF(QPointF(), size).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def paint(self, painter: QPainter) -> None:
        """Draw all of it within its box."""
        y = self._paint_title(painter, self.title)
        y = self._paint_bar(painter, y)
        y = self._paint_widths(painter, y)
        for entry in self._entries:
            y = self._paint_entry(painter, y, entry)

    def paint_folded(self, painter: QPainter) -> None:
        """Draw the folded one's title alone."""
        self._paint_title(painter, self.folded_title)

    def _paint_title(self, painter: QPainter, title: str) -> float:
        """Draw a title. Gives where it ends."""
        style, height = self._scene.canvas_style, self._title_height
        rect = QRectF(PADDING, 0, self._width_of(title) - 2 * PADDING, height)
        painter.setPen(style.text)
        painter.setFont(style.overlay_font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, title)
        return height

    def paint_chevron(self, painter: QPainter, width: float, *, is_open: bool) -> None:
        """Draw at the right end of a width what folds or unfolds it."""
        painter.setPen(QPen(self._scene.canvas_style.muted, 1.4))
        middle, flip = QPointF(width - PADDING - 4, self._title_height / 2), 1 if is_open else -1
        painter.drawPolyline([middle + QPointF(x, flip * y) for x, y in CHEVRON])

    def _paint_bar(self, painter: QPainter, y: float) -> float:
        style = self._scene.canvas_style
        rect = QRectF(PADDING, y, self._inner_width, BAR_HEIGHT)
        shares = np.linspace(-1.0, 1.0, BAR_PIXELS)
        pixels = np.ascontiguousarray(style.edge_rgba(shares, 1.0))
        paint_cells(
            painter, rect, QImage(pixels.tobytes(), BAR_PIXELS, 1, 4 * BAR_PIXELS, QImage.Format.Format_RGBA8888)
        )
        painter.setPen(style.muted)
        painter.setFont(style.small_overlay_font)
        below = QRectF(rect.left(), rect.bottom() + 2, rect.width(), self._line)
        for text, side in zip((*self._ends, "0"), _SIDES, strict=True):
            painter.drawText(below, side, text)
        return below.bottom() + LINE_GAP

    def _paint_widths(self, painter: QPainter, y: float) -> float:
        style = self._scene.canvas_style
        scale = self._scene.edges.scale
        pens = style.edge_pens(1.0, scale, 1)
        column = self._inner_width / len(WIDTH_SHARES)
        line_height = self._widths_height - self._line - LINE_GAP
        for number, (share, text) in enumerate(zip(WIDTH_SHARES, self._widths, strict=True)):
            level = int(weight_levels(np.array([share * scale.full_color]), scale.full_width)[0])
            middle = PADDING + (number + 0.5) * column
            painter.setPen(QPen(QColor(style.muted), pens[LEVELS + level].widthF()))
            ends = (QPointF(middle + side * SAMPLE_WIDTH / 2, y + line_height / 2) for side in (-1, 1))
            painter.drawLine(*ends)
            painter.setPen(style.muted)
            painter.setFont(style.small_overlay_font)
            place = QRectF(middle - column / 2, y + line_height, column, self._line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        return y + self._widths_height

    def _paint_entry(self, painter: QPainter, y: float, entry: LegendEntry) -> float:
        style, line = self._scene.canvas_style, self._line + LINE_GAP
        entry.paint(painter, QRectF(PADDING, y, SAMPLE_WIDTH, line), style)
        painter.setPen(style.muted)
        painter.setFont(style.small_overlay_font)
        text = QRectF(PADDING + SAMPLE_WIDTH + 8, y, self._inner_width + PADDING, line)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, entry.text)
        return y + line

    @property
    def _ends(self) -> tuple[str, str]:
        return _end_texts(self._scene.edges.scale, has_stronger=self._has_stronger)

    @property
    def _widths(self) -> tuple[str, ...]:
        return _width_texts(self._scene.edges.scale, has_wider=self._has_wider)

    def _width_of(self, title: str) -> float:
        return QFontMetricsF(self._scene.canvas_style.overlay_font).horizontalAdvance(title) + 2 * PADDING + 18

    @property
    def _inner_width(self) -> float:
        return self.size.width() - 2 * PADDING

    @property
    def _line(self) -> float:
        return QFontMetricsF(self._scene.canvas_style.small_overlay_font).height()

    @property
    def _title_height(self) -> float:
        return round(QFontMetricsF(self._scene.canvas_style.overlay_font).height()) + 10.0  # the bar below is sharp

    @property
    def _widths_height(self) -> float:
        return 12.0 * self._scene.canvas_style.theme.scale + self._line + LINE_GAP


@lru_cache(maxsize=4)
def _end_texts(scale: EdgeScale, *, has_stronger: bool) -> tuple[str, str]:
    least, most = ("≤ ", "≥ ") if has_stronger else ("", "")
    return f"{least}{short_number(-scale.full_color)}", f"{most}{short_number(scale.full_color)}"


@lru_cache(maxsize=4)
def _width_texts(scale: EdgeScale, *, has_wider: bool) -> tuple[str, ...]:
    *thinner, widest = (short_number(round(share * scale.full_color, WIDTH_DECIMALS)) for share in WIDTH_SHARES)
    is_widest = has_wider and scale.full_color == scale.full_width
    return (*thinner, f"≥ {widest}" if is_widest else widest)


_SIDES = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter)
