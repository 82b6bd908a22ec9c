"""The strip below the plots: a scrubber over the moments of the run, playing back, marking, going on from there."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QSizePolicy, QSlider, QStyle, QStyleOptionSlider, QToolBar, QWidget

from gui.actions import Actions
from gui.plots.numbers import readable
from gui.theme import active_theme
from gui.timeline import SPEEDS, RunTimeline
from gui.widgets import SteadyLabel

MARK_WIDTH_PX = 3.0
DIGITS = 3
ICON_SIDE = 18
WIDEST = "step 8,888,888 · epoch 88,888 · loss 0.000888"


class MomentSlider(QSlider):
    """A slider over moments, with a line at each that is marked."""

    def __init__(self, timeline: RunTimeline) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._timeline = timeline
        self.setObjectName("timeline-slider")
        self.setAccessibleName("Moment of the run")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the marks over the slider's groove."""
        super().paintEvent(event)
        marked = self._timeline.marked
        if not marked or self.maximum() <= self.minimum():
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self)
        painter = QPainter(self)
        painter.setPen(QPen(QColor(active_theme().palette.warning), MARK_WIDTH_PX))
        for index, moment in enumerate(self._timeline.moments):
            if moment.step in marked:
                offset = QStyle.sliderPositionFromValue(
                    self.minimum(), self.maximum(), index, self.width() - handle, upsideDown=False
                )
                x = offset + handle / 2
                painter.drawLine(round(x), 2, round(x), self.height() - 2)
        painter.end()


class TimelineStrip(QToolBar):
    """Shows which moment of the run is seen, and leads to any other."""

    def __init__(self, timeline: RunTimeline, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__("Timeline", parent)
        self._timeline = timeline
        self.setObjectName("timeline-strip")
        self.setMovable(False)
        self.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        self._slider = MomentSlider(timeline)
        self._label = SteadyLabel(WIDEST)
        self._speed = QComboBox()
        self._speed.setAccessibleName("Speed of playing back")
        self._speed.setToolTip("How fast the run is played back; at 1× the whole of it takes 8 seconds")
        for speed in SPEEDS:
            self._speed.addItem(f"{speed:g}×", speed)
        self._speed.setCurrentIndex(SPEEDS.index(timeline.speed))
        self.addAction(actions["play-recording"])
        self.addWidget(self._slider)
        self.addWidget(self._label)
        self.addWidget(self._speed)
        for name in ("mark-moment", "go-on-from-moment", "end-of-recording"):
            self.addAction(actions[name])
        self._slider.valueChanged.connect(self._on_moved)
        self._speed.activated.connect(self._on_speed_chosen)
        timeline.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show which moments there are and which is seen."""
        timeline = self._timeline
        count = len(timeline.moments)
        self._slider.blockSignals(True)
        self._slider.setRange(0, max(count - 1, 0))
        self._slider.setValue(timeline.index)
        self._slider.blockSignals(False)
        obstacle = timeline.obstacle
        for widget in (self._slider, self._speed):
            widget.setEnabled(not obstacle)
        self._slider.setToolTip(obstacle or "Rewind canvas and plots to any moment of the run")
        self._slider.update()
        self._label.label.setText(self._text())

    def _text(self) -> str:
        moments = self._timeline.moments
        if not moments:
            return ""
        moment = moments[self._timeline.index]
        loss = self._timeline.loss_at(moment)
        parts = [f"step {moment.step:,}", f"epoch {moment.epoch:,}"]
        parts += [] if loss is None else [f"loss {readable(loss, DIGITS)}"]
        return " · ".join(parts)

    def _on_moved(self, index: int) -> None:
        self._timeline.show(index)

    def _on_speed_chosen(self, index: int) -> None:
        self._timeline.speed = SPEEDS[index]
