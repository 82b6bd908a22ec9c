"""What can be filmed, and a picture of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from gui.export.drawing import Drawing, Extras
from gui.export.image_export import Caption
from gui.theme import Spacing, active_theme, number_font

if TYPE_CHECKING:
    from gui.plots.boundary import BoundaryPlot
    from gui.window.main_window import MainWindow

CAPTION_OPACITY = 215
CAPTION_MARGIN = 6.0


class FilmSubject(msgspec.Struct, frozen=True, eq=False):
    """Something that can be filmed.

    Attributes:
        name: What code calls it.
        label: What people call it.
        help: What is seen of it.
        size: Gives how large it is, in device-independent pixels.
        paint: Paints it in that size.
        ground: Gives the colour beside it, should its shape change.
        dock: The dock that has to be in front for it to be drawn, or "".
        tells_moment: Whether it tells by itself which moment is seen.
    """

    name: str
    label: str
    help: str
    size: Callable[[MainWindow], QSize]
    paint: Callable[[MainWindow, QPainter], None]
    ground: Callable[[], str]
    dock: str = ""
    tells_moment: bool = False


def picture_of(subject: FilmSubject, window: MainWindow, size: QSize, caption: str) -> QImage:
    """Give a picture of this size, with a caption in a corner, "" for none."""
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor(subject.ground()))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    natural = QSizeF(subject.size(window))
    shown = natural.scaled(QSizeF(size), Qt.AspectRatioMode.KeepAspectRatio)
    painter.save()
    painter.translate((size.width() - shown.width()) / 2, (size.height() - shown.height()) / 2)
    painter.scale(shown.width() / natural.width(), shown.height() / natural.height())
    subject.paint(window, painter)
    painter.restore()
    if caption:
        _paint_caption(painter, caption, size)
    painter.end()
    return image


def _paint_caption(painter: QPainter, caption: str, size: QSize) -> None:
    theme = active_theme()
    font = number_font(theme)
    metrics = QFontMetricsF(font)
    room = QSizeF(metrics.horizontalAdvance(caption), metrics.height()) + QSizeF(2, 1) * float(Spacing.SMALL)
    corner = QPointF(CAPTION_MARGIN, size.height() - CAPTION_MARGIN - room.height())
    ground = QColor(theme.palette.raised)
    ground.setAlpha(CAPTION_OPACITY)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(corner, room), theme.metrics.radius_small, theme.metrics.radius_small)
    painter.setPen(QColor(theme.palette.text))
    painter.setFont(font)
    painter.drawText(QRectF(corner, room), Qt.AlignmentFlag.AlignCenter, caption)


def _drawing(window: MainWindow) -> Drawing:
    return Drawing(window.canvas, Extras(has_legend=False, has_controls=False))


def _boundary_size(window: MainWindow) -> QSize:
    plot: BoundaryPlot = window.plots.boundary
    size: QSize = plot.graphics.viewport().size()
    return size


def _paint_boundary(window: MainWindow, painter: QPainter) -> None:
    plot: BoundaryPlot = window.plots.boundary
    ground = QColor(active_theme().palette.plot_background)
    image = plot.figure_of(ground, Caption("", plot.font(), ground)).image()
    painter.drawImage(QRectF(QPointF(0, 0), QSizeF(plot.graphics.viewport().size())), image)


def _paint_window(window: MainWindow, painter: QPainter) -> None:
    painter.drawPixmap(QRectF(QPointF(0, 0), QSizeF(window.size())), window.grab(), QRectF())


FILM_SUBJECTS = {
    subject.name: subject
    for subject in (
        FilmSubject(
            "canvas",
            "Canvas",
            "The whole network, as it is drawn now",
            lambda window: _drawing(window).size,
            lambda window, painter: _drawing(window).paint(painter),
            lambda: active_theme().palette.canvas,
        ),
        FilmSubject(
            "boundary",
            "Decision boundary",
            "The decision boundary with the samples, as it is seen now",
            _boundary_size,
            _paint_boundary,
            lambda: active_theme().palette.plot_background,
            dock="boundary",
        ),
        FilmSubject(
            "window",
            "Whole window",
            "The window with all that it shows, as it is arranged now",
            lambda window: window.size(),
            _paint_window,
            lambda: active_theme().palette.window,
            tells_moment=True,
        ),
    )
}
