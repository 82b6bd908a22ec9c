"""The learning rate over a run, as a small curve."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.arrays import FloatArray
from engine.network.schedules import learning_rate_at
from engine.project.settings import TrainingSettings
from gui.panels.notation import number_text
from gui.theme import active_theme, number_font

HEIGHT, MARGIN, LINE_WIDTH = 58, 3.0, 1.6
POINTS, STEPS_PER_EPOCH = 400, 1000


class ScheduleCurve(QWidget):
    """Draws the learning rate from epoch 0 to the last, with its greatest value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("schedule-curve")
        self.setAccessibleName("Learning rate over the run")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._rates: FloatArray = np.zeros(POINTS)
        self._epochs = 1

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
        line = painter.fontMetrics().height()
        area = QRectF(self.rect()).adjusted(0.5, MARGIN, -MARGIN, -line - 1)
        painter.setPen(QPen(QColor(palette.plot_axis), 1.0))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topLeft(), area.bottomLeft())
        highest = float(self._rates.max()) or 1.0
        x = np.linspace(area.left(), area.right(), len(self._rates))
        y = area.bottom() - self._rates / highest * (area.height() - 2 * MARGIN)
        points = [QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)]
        painter.setPen(QPen(QColor(palette.accent), LINE_WIDTH * theme.scale))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(QColor(palette.text_muted))
        below = QRectF(0.0, self.height() - line, self.width() - MARGIN, line)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, f"α up to {number_text(highest)}")
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"epoch {self._epochs:,}")
        painter.end()
