"""The strip below the plots: a scrubber over the moments of the run, playing back, marking, going on from there."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QToolBar, QWidget

from gui.actions import Actions
from gui.plots.numbers import readable
from gui.run_book import RunBook
from gui.timeline.moment_slider import MomentSlider
from gui.timeline.timeline import SPEEDS, RunTimeline
from gui.widgets import SteadyLabel, let_rest
from gui.widgets.drop_down import DropDown
from gui.widgets.styled_property import set_styled_property

WIDEST_SPEED = 4  # of the widest letters: room for “0.25×” where the style's frame takes some of it, too
WIDEST = "shown: step 888,888 of 8,888,888 · epoch 88,888 · loss 0.0008888"


class TimelineStrip(QToolBar):
    """Shows which moment of the run is seen, and leads to any other.

    Args:
        timeline: The moments.
        runs: The runs that it may have left.
        actions: The window's, of which those of the recording stand here.
        icon_side: The size of their icons in pixels.
    """

    def __init__(
        self, timeline: RunTimeline, runs: RunBook, actions: Actions, icon_side: int, parent: QWidget | None = None
    ) -> None:
        super().__init__("Timeline", parent)
        self._timeline = timeline
        self.setObjectName("timeline-strip")
        self.setMovable(False)
        self.setIconSize(QSize(icon_side, icon_side))
        self._slider = MomentSlider(timeline, runs)
        self._label = SteadyLabel(WIDEST)
        self._label.setObjectName("timeline-moment")
        self._label.label.setProperty("type", "number")
        self._speed = _speed_box(timeline)
        self._add(actions, "play-recording")
        for widget in (self._slider, self._label, self._speed):
            self.addWidget(widget)
        self._add(actions, "mark-moment", "compare-moments", "go-on-from-moment", "end-of-recording", "export-film")
        timeline.changed.connect(self.refresh)
        timeline.shown_loss.changed.connect(self._tell_moment)
        self.refresh()

    def refresh(self) -> None:
        """Show which moments there are and which is seen."""
        is_rewound = self._timeline.shown is not None
        self._slider.refresh()
        let_rest(self._speed, self._timeline.obstacle)
        self._tell_moment()
        set_styled_property(self._label.label, "tone", "accent" if is_rewound else None)
        set_styled_property(self, "rewound", is_rewound)

    def _tell_moment(self) -> None:
        self._label.label.setText(self._text())

    def _add(self, actions: Actions, *names: str) -> None:
        for name in names:
            self.addAction(actions[name])
            self.widgetForAction(actions[name]).setObjectName(f"{name}-button")

    def _text(self) -> str:
        moments = self._timeline.moments
        if not moments:
            return ""
        moment = moments[self._timeline.index]
        loss = self._timeline.shown_loss.loss
        is_end = self._timeline.shown is None
        step = f"step {moment.step:,}" if is_end else f"shown: step {moment.step:,} of {moments[-1].step:,}"
        parts = [step, f"epoch {moment.epoch:,}"]
        parts += [] if loss is None else [f"loss {readable(loss.value)} {loss.of}".rstrip()]
        return " · ".join(parts)


def _speed_box(timeline: RunTimeline) -> QComboBox:
    box = DropDown()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(WIDEST_SPEED)
    box.setIconSize(QSize(0, 0))
    box.setAccessibleName("Speed of playing back")
    box.setToolTip("How fast the run is played back; at 1× the whole of it takes 8 seconds")
    for speed in SPEEDS:
        box.addItem(f"{speed:g}×", speed)
    box.setCurrentIndex(SPEEDS.index(timeline.speed))

    def choose(index: int) -> None:
        timeline.speed = SPEEDS[index]

    box.activated.connect(choose)
    return box
