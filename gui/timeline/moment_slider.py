"""The scrubber over the moments of a run."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QSizePolicy, QToolTip

from engine.project.timeline import Moment
from gui.run_book import RunBook
from gui.theme import active_theme
from gui.timeline.timeline import RunTimeline
from gui.widgets import let_rest
from gui.widgets.jumping_slider import JumpingSlider

MARK_WIDTH_PX = 3
MARK_INSET_PX = 2
BRANCH_SIDE_PX = 4
PAGE = 10  # moments


class MomentSlider(JumpingSlider):
    """A slider over moments, with a line at each that is marked; it tells which one is under the pointer.

    A triangle stands where the run left another one's way.

    Args:
        timeline: The moments.
        runs: Which runs there were before.
    """

    def __init__(self, timeline: RunTimeline, runs: RunBook) -> None:
        super().__init__()
        self._timeline = timeline
        self._runs = runs
        runs.runs_changed.connect(self.update)
        self.setObjectName("timeline-slider")
        self.setAccessibleName("Moment of the run")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPageStep(PAGE)
        self.valueChanged.connect(timeline.show)

    def refresh(self) -> None:
        """Show which moments there are, which is seen, and which are marked."""
        timeline = self._timeline
        self.blockSignals(True)
        self.setRange(0, max(len(timeline.moments) - 1, 1))  # of no length it would be drawn as if it were at its end
        self.setValue(timeline.index)
        self.blockSignals(False)
        let_rest(self, timeline.obstacle)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tell which moment is under the pointer, or why there is none to go to."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().event(event)
        obstacle = self._timeline.obstacle
        text = obstacle or self._text_at(self.value_at(event.pos().x()))
        here = self.rect() if obstacle else QRect(event.pos().x(), 0, 1, self.height())
        QToolTip.showText(event.globalPos(), text, self, here)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the marks, then groove and handle over them, then the branches."""
        marked, branches = self._timeline.marked, self._runs.branches
        if marked:
            painter = QPainter(self)
            color = QColor(active_theme().palette.warning)
            for index, moment in enumerate(self._timeline.moments):
                if moment.step in marked:
                    left = self.place_of(index) - MARK_WIDTH_PX // 2
                    painter.fillRect(left, MARK_INSET_PX, MARK_WIDTH_PX, self.height() - 2 * MARK_INSET_PX, color)
            painter.end()
        super().paintEvent(event)
        if branches:
            self._draw_branches(branches)

    def _draw_branches(self, steps: Iterable[int]) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(active_theme().palette.text))
        side = round(BRANCH_SIDE_PX * active_theme().scale)
        for step in steps:
            index = self._index_of(step)
            if index is not None:
                x = self.place_of(index)
                painter.drawPolygon(QPolygon([QPoint(x - side, 0), QPoint(x + side, 0), QPoint(x, round(1.6 * side))]))
        painter.end()

    def _index_of(self, step: int) -> int | None:
        """Give which moment is of a step, or else the last before it."""
        before = [index for index, moment in enumerate(self._timeline.moments) if moment.step <= step]
        return before[-1] if before else None

    def _text_at(self, index: int) -> str:
        """Tell of a moment, and of the run that was left there."""
        left = [name for step, name in self._runs.branches.items() if self._index_of(step) == index]
        return "\n".join([moment_text(self._timeline.moments[index]), *(f"Here “{name}” was left" for name in left)])


def moment_text(moment: Moment) -> str:
    """Give step and epoch of a moment."""
    return f"step {moment.step:,} · epoch {moment.epoch:,}"
