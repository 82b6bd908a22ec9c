"""What the legend shows: its words, and how colours, widths and marks are drawn beside them, in rows."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import msgspec
import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from gui.canvas.cells import paint_cells
from gui.canvas.edges.scale import EdgeScale
from gui.canvas.numbers import short_number
from gui.canvas.overlays.legend_entries import LegendEntry, entries_of
from gui.canvas.scene import NetworkScene
from gui.canvas.style import LEVELS, CanvasStyle, weight_levels

PADDING = 10.0
PART_GAP, TEXT_GAP = 16.0, 5.0
ROW_GAP = 6.0
BAR_WIDTH, BAR_PIXELS = 84.0, 84
SAMPLE_WIDTH = 20.0
WIDTH_SHARES = (0.1, 0.5, 1.0)  # of what has full colour, so that bar and widths are of the same edges
WIDTH_DECIMALS = 12  # rounds away what products leave in binary
USUAL_NUMBER = "−0.88"  # as wide as most: what stands beside a number stays where it is while that changes
CUT = "…"


class LegendPart(msgspec.Struct, frozen=True, eq=False):
    """What is not parted between two rows.

    Attributes:
        texts: What it says.
        width: Room that it takes.
        paint: Draws it into a rectangle as high as a row.
    """

    texts: tuple[str, ...]
    width: float
    paint: Callable[[QPainter, QRectF, CanvasStyle], None]


class LegendDrawing:
    """Explains what a scene shows, in a painter's coordinates from the origin.

    Args:
        scene: What is explained.
        entries: Gives what it says beside colours and widths of edges.
    """

    def __init__(
        self, scene: NetworkScene, entries: Callable[[NetworkScene], Sequence[LegendEntry]] = entries_of
    ) -> None:
        self._scene = scene
        self._entries_of = entries
        self._said: tuple[object, ...] = ()
        self._parts: tuple[LegendPart, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says: its title, the ends of the colour bar, the widths, and a text for each mark."""
        return tuple(text for part in self._parts for text in part.texts)

    def refresh(self) -> bool:
        """Look at what the scene shows now. Gives whether that is something else than before."""
        edges, style = self._scene.edges, self._scene.canvas_style
        ends = _end_texts(edges.scale, has_stronger=edges.has_stronger_edges)
        widths = _width_texts(edges.scale, has_wider=edges.has_wider_edges)
        entries = self._entries_of(self._scene)
        said = (edges.quantity.title, ends, widths, tuple(entry.text for entry in entries), edges.scale, style)
        is_new = said != self._said
        if is_new:  # measuring texts takes long enough to be seen in every frame
            self._said = said
            self._parts = (
                _title_part(edges.quantity.title, style),
                _bar_part(ends, style),
                _widths_part(widths, edges.scale, style),
                *(_entry_part(entry, style) for entry in entries),
            )
        return is_new

    def rows_in(self, width: float) -> int:
        """Give how many rows it takes in a width."""
        return len(self._rows(width))

    def height_of(self, rows: int) -> int:
        """Give the height of so many rows."""
        return round(rows * self._row_height + ROW_GAP)

    def size_in(self, width: float) -> QSize:
        """Give the room that all of it takes in a width; its widest part may take more."""
        rows = self._rows(width)
        widest = max(sum(part.width for part in row) + PART_GAP * (len(row) - 1) for row in rows)
        return QSize(round(widest + 2 * PADDING), self.height_of(len(rows)))

    def left_out(self, width: float, most_rows: int) -> tuple[str, ...]:
        """Give what it does not say where it may take no more than so many rows."""
        shown = sum(map(len, self._shown_rows(width, most_rows)))
        return tuple(text for part in self._parts[shown:] for text in part.texts)

    def paint(self, painter: QPainter, width: float, most_rows: int | None = None) -> None:
        """Draw it, one row below the other; what may take too many rows ends with dots."""
        style = self._scene.canvas_style
        rows = self._rows(width) if most_rows is None else self._shown_rows(width, most_rows)
        x, y = PADDING, ROW_GAP / 2
        for number, row in enumerate(rows):
            x, y = PADDING, ROW_GAP / 2 + number * self._row_height
            for part in row:
                part.paint(painter, QRectF(x, y, part.width, self._row_height), style)
                x += part.width + PART_GAP
        if sum(map(len, rows)) < len(self._parts):
            _paint_text(painter, QRectF(x, y, PART_GAP, self._row_height), style, CUT)

    def paint_ground(self, painter: QPainter, size: QSize) -> None:
        """Draw the strip that it stands in, parted by a line from the drawing above."""
        style = self._scene.canvas_style
        painter.fillRect(QRectF(QPointF(), size), style.panel)
        painter.setPen(QPen(style.outline, 1.0))
        painter.drawLine(0, 0, size.width(), 0)

    def _rows(self, width: float) -> list[list[LegendPart]]:
        """Give the parts row by row, as many in each as there is room for."""
        rows: list[list[LegendPart]] = []
        left = 0.0
        for part in self._parts:
            if not rows or part.width > left:
                rows.append([])
                left = width - 2 * PADDING
            rows[-1].append(part)
            left -= part.width + PART_GAP
        return rows

    def _shown_rows(self, width: float, most_rows: int) -> list[list[LegendPart]]:
        """Give no more than so many rows, the last with room for dots where parts are left out."""
        rows = self._rows(width)
        if len(rows) <= most_rows:
            return rows
        shown = rows[:most_rows]
        room = width - 2 * PADDING - PART_GAP
        while len(shown[-1]) > 1 and sum(part.width + PART_GAP for part in shown[-1]) > room:
            shown[-1].pop()
        return shown

    @property
    def _row_height(self) -> float:
        return round(QFontMetricsF(self._scene.canvas_style.overlay_font).height()) + 3.0


def _title_part(title: str, style: CanvasStyle) -> LegendPart:
    def paint(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
        painter.setPen(style.text)
        painter.setFont(style.overlay_font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, title)

    return LegendPart((title,), QFontMetricsF(style.overlay_font).horizontalAdvance(title) + 1, paint)


def _bar_part(ends: tuple[str, str], style: CanvasStyle) -> LegendPart:
    least, most = ends
    room, bar_width = _number_width(ends, style), BAR_WIDTH * style.theme.scale

    def paint(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
        height = round(0.55 * rect.height())
        top = round(rect.center().y() - height / 2)  # sharp
        bar = QRectF(rect.left() + room + TEXT_GAP, top, bar_width, height)
        pixels = np.ascontiguousarray(style.edge_rgba(np.linspace(-1.0, 1.0, BAR_PIXELS), 1.0))
        paint_cells(
            painter, bar, QImage(pixels.tobytes(), BAR_PIXELS, 1, 4 * BAR_PIXELS, QImage.Format.Format_RGBA8888)
        )
        _paint_text(
            painter, QRectF(rect.left(), rect.top(), room, rect.height()), style, least, Qt.AlignmentFlag.AlignRight
        )
        _paint_text(painter, QRectF(bar.right() + TEXT_GAP, rect.top(), room, rect.height()), style, most)
        within = QRectF(bar.left(), rect.top(), bar.width(), rect.height())
        _paint_text(painter, within, style, "0", Qt.AlignmentFlag.AlignHCenter, style.text)

    return LegendPart(ends, 2 * (room + TEXT_GAP) + bar_width, paint)


def _widths_part(texts: tuple[str, ...], scale: EdgeScale, style: CanvasStyle) -> LegendPart:
    room = _number_width(texts, style)
    column = SAMPLE_WIDTH + TEXT_GAP + room

    def paint(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
        pens = style.edge_pens(1.0, scale, 1)
        for number, (share, text) in enumerate(zip(WIDTH_SHARES, texts, strict=True)):
            level = int(weight_levels(np.array([share * scale.full_color]), scale.full_width)[0])
            left, middle = rect.left() + number * (column + TEXT_GAP), rect.center().y()
            width = pens[LEVELS + level].widthF()
            painter.setPen(QPen(QColor(style.muted), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(left, middle), QPointF(left + SAMPLE_WIDTH, middle))
            _paint_text(painter, QRectF(left + SAMPLE_WIDTH + TEXT_GAP, rect.top(), room, rect.height()), style, text)

    return LegendPart(texts, len(texts) * (column + TEXT_GAP) - TEXT_GAP, paint)


def _entry_part(entry: LegendEntry, style: CanvasStyle) -> LegendPart:
    before = SAMPLE_WIDTH + TEXT_GAP

    def paint(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
        entry.paint(painter, QRectF(rect.left(), rect.top(), SAMPLE_WIDTH, rect.height()), style)
        _paint_text(painter, rect.adjusted(before, 0, 0, 0), style, entry.text)

    width = QFontMetricsF(style.small_overlay_font).horizontalAdvance(entry.text) + 1
    return LegendPart((entry.text,), before + width, paint)


def _number_width(texts: Sequence[str], style: CanvasStyle) -> float:
    """Give room for any of some numbers, and for others like them."""
    metrics = QFontMetricsF(style.small_overlay_font)
    return max(map(metrics.horizontalAdvance, (*texts, USUAL_NUMBER))) + 1


def _paint_text(
    painter: QPainter,
    rect: QRectF,
    style: CanvasStyle,
    text: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    color: QColor | None = None,
) -> None:
    painter.setPen(color or style.muted)
    painter.setFont(style.small_overlay_font)
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, text)


@lru_cache(maxsize=4)
def _end_texts(scale: EdgeScale, *, has_stronger: bool) -> tuple[str, str]:
    least, most = ("≤ ", "≥ ") if has_stronger else ("", "")
    return f"{least}{short_number(-scale.full_color)}", f"{most}{short_number(scale.full_color)}"


@lru_cache(maxsize=4)
def _width_texts(scale: EdgeScale, *, has_wider: bool) -> tuple[str, ...]:
    *thinner, widest = (short_number(round(share * scale.full_color, WIDTH_DECIMALS)) for share in WIDTH_SHARES)
    is_widest = has_wider and scale.full_color == scale.full_width
    return (*thinner, f"≥ {widest}" if is_widest else widest)
