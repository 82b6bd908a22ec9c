"""How a layer too wide for circles is painted: the strip of its folded neurons, or the grid of all, and the pill."""

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from engine.arrays import FloatArray
from gui.canvas.cells import paint_cells
from gui.canvas.edges.heat_band import pooled
from gui.canvas.layers.fold import Fold
from gui.canvas.layers.geometry import PANEL_RADIUS, LayerGeometry
from gui.canvas.numbers import short_number
from gui.canvas.style import CanvasStyle
from gui.pixel_ratio import pixel_ratio
from gui.theme.scales import RgbaArray

STRIP_RADIUS = 3.0
GAPS_MIN_CELL_PX, NUMBERS_MIN_CELL_PX = 6.0, 34.0
NUMBER_SHARE, FONT_SCALE = 0.3, 8.0
LEAST_PILL_TEXT_PX = 9.0
PILL_TEXT_MARGIN = 8.0
GROUND_MARGIN_PX = (3.0, 1.0)  # between a text from afar and the edges around it
HALF_INK = 0.5
_CHEVRON = (QPointF(-3, -1.5), QPointF(0, 1.5), QPointF(3, -1.5))


def paint_strip(
    painter: QPainter, geometry: LayerGeometry, style: CanvasStyle, values: FloatArray | None, full: float
) -> None:
    """Draw the strip of the folded neurons, coloured by their activations (H,), full at ±`full`, if there are some."""
    strip, folded = geometry.strip_rect, geometry.fold.folded
    if strip is None:
        return
    painter.setBrush(style.neuron_fill)
    if values is not None:
        column = pooled(values[folded.start : folded.stop, np.newaxis])
        paint_cells(painter, strip, value_image(style, column, full))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(style.neuron_outline, 1.2))
    painter.drawRoundedRect(strip, STRIP_RADIUS, STRIP_RADIUS)


def paint_grid(
    painter: QPainter,
    geometry: LayerGeometry,
    style: CanvasStyle,
    values: FloatArray | None,
    full: float,
    pixels: FloatArray | None = None,
) -> None:
    """Draw the grid of all neurons, coloured by their activations (H,), full at ±`full`, or an image in greys.

    A pixel's activation is standardised: its sign says how it differs from the mean of all images, and nothing that a
    person could read.
    """
    grid, fold = geometry.grid_rect, geometry.fold
    if grid is None:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.panel)
    painter.drawRoundedRect(geometry.panel.adjusted(1.5, 1.5, -1.5, -1.5), PANEL_RADIUS, PANEL_RADIUS)  # over the edges
    cells = np.full(fold.rows * fold.columns, np.nan)
    cells[: len(fold.offsets)] = 0.0 if values is None else values
    if pixels is not None:
        cells[: len(fold.offsets)] = pixels
    matrix = cells.reshape(fold.rows, fold.columns)
    paint_cells(painter, grid, value_image(style, matrix, full) if pixels is None else ink_image(style, matrix))
    if fold.cell * painter.worldTransform().m11() >= GAPS_MIN_CELL_PX:
        _paint_gaps(painter, grid, fold.cell, style.panel)
    if values is None and pixels is None:  # a blank field, which could be anything
        _write_from_afar(painter, grid, style, f"{len(fold.offsets):,} neurons")
    if pixels is not None:  # where there is no ink it could not be told from the panel
        _paint_frame(painter, grid, style.outline)
    if values is not None and fold.cell * painter.worldTransform().m11() >= NUMBERS_MIN_CELL_PX:
        _paint_numbers(painter, geometry, style, values, np.zeros(len(values)) if pixels is None else pixels)


def paint_cell_marks(
    painter: QPainter, geometry: LayerGeometry, style: CanvasStyle, hovered: Iterable[int], selected: Iterable[int]
) -> None:
    """Frame the cells of a grid that are selected or under the pointer."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    marks = [*((index, style.accent, 3.0) for index in selected), *((index, style.text, 2.0) for index in hovered)]
    for index, color, width in marks:
        if index < len(geometry.half_widths):
            pen = QPen(color, width * pixel_ratio(painter))
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawRect(geometry.neuron_rect(index))


def paint_pill(painter: QPainter, geometry: LayerGeometry, style: CanvasStyle, *, is_hovered: bool) -> None:
    """Draw the pill that says how many neurons are folded, or of what size the grid is; a click on it changes that."""
    pill, fold = geometry.pill_rect, geometry.fold
    if pill.isEmpty():
        return
    if _is_afar(painter, style):
        _write_from_afar(painter, pill, style, pill_text(fold))
        return
    painter.setPen(QPen(style.outline, 1.0))
    painter.setBrush(style.control_hovered if is_hovered else style.panel)
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    painter.setPen(style.muted)
    painter.setFont(style.small_font)
    painter.drawText(pill.adjusted(PILL_TEXT_MARGIN, 0, -18, 0), Qt.AlignmentFlag.AlignCenter, pill_text(fold))
    painter.setPen(QPen(style.muted, 1.4))
    middle, direction = QPointF(pill.right() - 13, pill.center().y()), 1 if fold.strip else -1
    painter.drawPolyline(QPolygonF([middle + QPointF(point.x(), direction * point.y()) for point in _CHEVRON]))


def paint_fold_words(painter: QPainter, geometry: LayerGeometry, style: CanvasStyle) -> None:
    """Say in a figure how many neurons are folded; of a layer seen whole nothing needs be said."""
    pill, fold = geometry.pill_rect, geometry.fold
    if pill.isEmpty() or fold.strip is None:
        return
    if _is_afar(painter, style):
        _write_from_afar(painter, pill, style, pill_text(fold))
        return
    painter.setPen(style.muted)
    painter.setFont(style.small_font)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, pill_text(fold))


def pill_text(fold: Fold) -> str:
    """Say how many neurons are folded, or of what size the grid is: rows and columns only where they fill it."""
    count = len(fold.offsets)
    if fold.strip is not None:
        return f"… {len(fold.folded):,} more"
    is_full_grid = fold.is_grid and fold.rows * fold.columns == count
    return f"{fold.rows}×{fold.columns}" if is_full_grid else f"{count:,}"


def value_image(style: CanvasStyle, values: FloatArray, full: float) -> QImage:
    """Give a matrix of activations as an image, a pixel each, in full colour at ±`full`; NaN is transparent."""
    return _as_image(style.theme.field_rgba(values, full))


def ink_image(style: CanvasStyle, shares: FloatArray) -> QImage:
    """Give a matrix of shares of ink, 0 … 1, as an image in greys, a pixel each; NaN is transparent."""
    return _as_image(style.ink.rgba(shares, 1.0))


def _as_image(colors: RgbaArray) -> QImage:
    height, width, _channels = colors.shape
    # The copy owns its pixels; the array may go.
    return QImage(colors.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def _paint_numbers(
    painter: QPainter, geometry: LayerGeometry, style: CanvasStyle, values: FloatArray, ink: FloatArray
) -> None:
    """Write the activations of the cells in view, so near that they are few, on so much ink."""
    in_view = painter.worldTransform().inverted()[0].mapRect(QRectF(painter.viewport()))
    font = QFont(style.value_font)
    font.setPixelSize(max(1, round(geometry.fold.cell * NUMBER_SHARE * FONT_SCALE)))
    painter.setFont(font)
    for index, value in enumerate(values.tolist()):
        rect = geometry.neuron_rect(index)
        if rect.intersects(in_view):
            painter.setPen(style.text if ink[index] < HALF_INK else style.panel)
            _write_small(painter, rect, short_number(value))


def _is_afar(painter: QPainter, style: CanvasStyle) -> bool:
    return style.small_font.pixelSize() * painter.worldTransform().m11() < LEAST_PILL_TEXT_PX


def _write_from_afar(painter: QPainter, pill: QRectF, style: CanvasStyle, text: str) -> None:
    """Write the text alone, no smaller than can be read; where it is wider than the pill, as much as says how many."""
    zoom = painter.worldTransform().m11()
    font = QFont(style.small_font)
    font.setPixelSize(round(LEAST_PILL_TEXT_PX))
    metrics, briefer = QFontMetricsF(font), text.removeprefix("… ").removesuffix(" more")
    if metrics.horizontalAdvance(text) > pill.width() * zoom and briefer != text:
        text = f"+{briefer}"
    painter.save()
    painter.translate(pill.center())
    painter.scale(1 / zoom, 1 / zoom)  # type is measured in pixels here
    painter.setFont(font)
    across, down = GROUND_MARGIN_PX
    width, height = metrics.horizontalAdvance(text) + 2 * across, metrics.height() + 2 * down
    place = QRectF(-width / 2, -height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.panel)
    painter.drawRect(place)  # edges run there
    painter.setPen(style.muted)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _write_small(painter: QPainter, rect: QRectF, text: str) -> None:
    """Write text of less than a pixel a scene unit: fonts have whole numbers of pixels, so the painter is shrunk."""
    painter.save()
    painter.translate(rect.center())
    painter.scale(1 / FONT_SCALE, 1 / FONT_SCALE)
    side = rect.width() * FONT_SCALE
    painter.drawText(QRectF(-side / 2, -side / 2, side, side), Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _paint_frame(painter: QPainter, grid: QRectF, color: QColor) -> None:
    pen = QPen(color, pixel_ratio(painter))
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.drawRect(grid)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _paint_gaps(painter: QPainter, grid: QRectF, cell: float, color: QColor) -> None:
    pen = QPen(color, pixel_ratio(painter))
    pen.setCosmetic(True)
    painter.setPen(pen)
    columns, rows = round(grid.width() / cell), round(grid.height() / cell)
    lines = [QLineF(grid.left() + n * cell, grid.top(), grid.left() + n * cell, grid.bottom()) for n in range(columns)]
    lines += [QLineF(grid.left(), grid.top() + n * cell, grid.right(), grid.top() + n * cell) for n in range(rows)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.drawLines(lines)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
