"""The status bar: where training stands, how long it still takes, on what device and how fast."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from gui.theme import Spacing, active_theme, number_font
from gui.training.training_controller import TrainingState
from gui.widgets import SteadyLabel

PROGRESS_WIDTH, PROGRESS_HEIGHT = 96, 4
MINUTE_S, HOUR_S = 60, 3600


class TrainingStatusBar(QStatusBar):
    """Progress, epoch, step, device and steps a second on the right; passing hints on the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._progress = ProgressLine()
        self._progress.setObjectName("status-progress")
        self.addPermanentWidget(self._progress)
        # A figure more than there ever is, for the padding that the style sheet gives.
        self._left = self._add_field("status-left", "Time until the run’s last epoch", "under 10 s left")
        self._epoch = self._add_field("status-epoch", "Whole epochs finished", "epoch 9,999,999 / 9,999,999")
        self._step = self._add_field("status-step", "Mini-batches taken", "step 999,999,999")
        self._device = self._add_field("status-device", "Where training runs", "starting …")
        self._rate = self._add_field("status-rate", "Mini-batches a second", "9,999,999 steps/s")
        self._sentence = self._shown = ""
        self._telling = QTimer(self, singleShot=True)
        self._telling.timeout.connect(self.clearMessage)
        self.messageChanged.connect(self._on_message_changed)
        self._progress.installEventFilter(self)
        self.show_state(TrainingState())

    def show_state(self, state: TrainingState) -> None:
        """Show where training stands."""
        self._progress.show_share(state.epoch / state.last_epoch if state.last_epoch else None)
        self._left.setText("" if state.seconds_left is None else f"{time_text(state.seconds_left)} left")
        end = "" if state.last_epoch is None else f" / {state.last_epoch:,}"
        before = " (trained before)" if state.has_learnt else ""
        self._epoch.setText(f"epoch {state.epoch:,}{end}{before}")
        self._step.setText(f"step {state.step:,}")
        self._device.setText(state.device or ("starting …" if state.is_training else "–"))
        is_measured = state.is_training and state.steps_per_second > 0.0
        self._rate.setText(f"{state.steps_per_second:,.0f} steps/s" if is_measured else "– steps/s")

    def tell(self, sentence: str, duration_ms: int) -> None:
        """Show a sentence for so long: with … at its end where it has no room, and then whole as a tooltip."""
        self._sentence = sentence
        self._telling.start(duration_ms)
        self._fit_sentence()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Use the room that the fields leave, which is another in another window and with larger type."""
        if event.type() == QEvent.Type.Move and self._sentence:
            self._fit_sentence()
        return super().eventFilter(watched, event)

    def _fit_sentence(self) -> None:
        room = self._progress.x() - 2 * Spacing.SMALL
        self._shown = self.fontMetrics().elidedText(self._sentence, Qt.TextElideMode.ElideRight, room)
        self.showMessage(self._shown)
        self.setToolTip("" if self._shown == self._sentence else self._sentence)

    def _on_message_changed(self, message: str) -> None:
        """Forget a sentence that is over, or that something else took the place of."""
        if message != self._shown:
            self._telling.stop()
            self._sentence = self._shown = ""
            self.setToolTip("")

    def _add_field(self, name: str, help_text: str, widest: str) -> QLabel:
        field = SteadyLabel(widest)
        field.label.setObjectName(name)
        field.label.setToolTip(help_text)
        field.label.setFont(number_font(active_theme()))
        field.label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.addPermanentWidget(field)
        return field.label


class ProgressLine(QWidget):
    """A thin line that fills from left to right, and is not there while there is nothing to wait for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Progress of the run")
        self._share: float | None = None

    @property
    def share(self) -> float | None:
        """How much is done, in [0, 1]; None while there is nothing to wait for."""
        return self._share

    def show_share(self, share: float | None) -> None:
        """Show how much is done, in [0, 1]; None for nothing to wait for."""
        if share != self._share:
            self._share = share
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for its room even while there is nothing in it, so that nothing moves."""
        scale = active_theme().scale
        return QSize(round(PROGRESS_WIDTH * scale), round(4 * PROGRESS_HEIGHT * scale))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw what is done over what is to be done."""
        if self._share is None:
            return
        theme = active_theme()
        height = PROGRESS_HEIGHT * theme.scale
        line = QRectF(0.0, (self.height() - height) / 2, self.width(), height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for color, share in ((theme.palette.border, 1.0), (theme.palette.accent, min(self._share, 1.0))):
            painter.setBrush(QColor(color))
            width = line.width() * share
            painter.drawRoundedRect(QRectF(line.left(), line.top(), width, height), height / 2, height / 2)
        painter.end()


def time_text(seconds: float) -> str:
    """Write how long something takes, in two figures at most: 8 s, 12 min, 3 h."""
    for size, unit in ((HOUR_S, "h"), (MINUTE_S, "min")):
        if seconds >= size:
            return f"{seconds / size:,.0f} {unit}"
    return f"{seconds:.0f} s" if seconds >= 1 else "under 1 s"
