"""The learning rate over a run, as a small curve."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.arrays import FloatArray
from engine.network.schedules import learning_rate_at
from engine.project.settings import TrainingSettings
from gui.panels.notation import number_text
from gui.theme import active_theme, number_font

HEIGHT, MARGIN, LINE_WIDTH, MARK_RADIUS = 58, 4.0, 1.6, 3.5
POINTS, STEPS_PER_EPOCH = 400, 1000


class ScheduleCurve(QWidget):
    """Draws the learning rate from epoch 0 to the last, with its greatest value, and marks where the run stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("schedule-curve")
        self.setAccessibleName("Learning rate over the run")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._rates: FloatArray = np.zeros(POINTS)
        self._epochs = 1
        self._epoch = 0

    @property
    def rates(self) -> FloatArray:
        """The learning rates drawn, from left to right."""
        return self._rates

    def show_schedule(self, training: TrainingSettings) -> None:
        """Draw what the settings make of the learning rate."""
        self._epochs = training.epochs
        steps = np.linspace(0.0, training.epochs * STEPS_PER_EPOCH - 1, POINTS)
        self._rates = learning_rate_at(
            training.learning_rate, training.schedule, steps, STEPS_PER_EPOCH, training.epochs
        )
        first, last = number_text(float(self._rates[0])), number_text(float(self._rates[-1]))
        self.setToolTip(f"From {first} to {last} over {training.epochs:,} epochs")
        self.update()

    @property
    def mark(self) -> QPointF | None:
        """Where the run stands on the curve, in this widget; None before it begins."""
        if not self._epoch:
            return None
        return self._points(self._area)[self._place]

    def show_epoch(self, epoch: int) -> None:
        """Mark where the run stands; 0 for no run."""
        before = bool(self._epoch), self._place
        self._epoch = epoch
        if (bool(self._epoch), self._place) != before:
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for a strip."""
        return QSize(200, round(HEIGHT * active_theme().scale))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw axes, curve and the values at their ends."""
        theme = active_theme()
        palette = theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(number_font(theme))
        line, area = painter.fontMetrics().height(), self._area
        painter.setPen(QPen(QColor(palette.plot_axis), 1.0))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topLeft(), area.bottomLeft())
        painter.setPen(QPen(QColor(palette.accent), LINE_WIDTH * theme.scale))
        painter.drawPolyline(QPolygonF(self._points(area)))
        if self.mark is not None:
            painter.setBrush(QColor(palette.accent))
            painter.drawEllipse(self.mark, MARK_RADIUS * theme.scale, MARK_RADIUS * theme.scale)
        painter.setPen(QColor(palette.text_muted))
        below = QRectF(0.0, self.height() - line, self.width() - MARGIN, line)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, f"α up to {number_text(float(self._rates.max()))}")
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"epoch {self._epochs:,}")
        painter.end()

    @property
    def _place(self) -> int:
        """Which of the points drawn stands for the epoch of the run."""
        return round(min(self._epoch / self._epochs, 1.0) * (POINTS - 1))

    @property
    def _area(self) -> QRectF:
        """Between the axes, above the line of text."""
        line = QFontMetrics(number_font(active_theme())).height()
        return QRectF(self.rect()).adjusted(0.5, MARGIN, -MARGIN, -line - 1)

    def _points(self, area: QRectF) -> list[QPointF]:
        highest = float(self._rates.max()) or 1.0
        x = np.linspace(area.left(), area.right(), POINTS)
        y = area.bottom() - self._rates / highest * (area.height() - 2 * MARGIN)
        return [QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)]
