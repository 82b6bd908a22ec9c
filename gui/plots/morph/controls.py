"""What moves the morph: a play button, the slider with the stages, and how fast it plays."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from gui.icons import IconName, icon
from gui.plots.elided_combo_box import ElidedComboBox
from gui.plots.morph.playing import Player
from gui.plots.morph.stage_slider import StageSlider
from gui.theme import Spacing

SPEEDS = {"½×": 0.5, "1×": 1.0, "2×": 2.0, "4×": 4.0}
USUAL_SPEED = "1×"
PLAY_HELP = "Play it forth and back"
PAUSE_HELP = "Stay here"
SLIDER_HELP = "Drag through the layers; ← and → go from stage to stage"


class MorphControls(QWidget):
    """Knows the moment t and changes it.

    Signals:
        moment_changed: the moment t.
        stage_hovered: the stage on the slider that the pointer is over, or None.
        speed_chosen: a name out of `SPEEDS`.
    """

    moment_changed = Signal(float)
    stage_hovered = Signal(object)
    speed_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = Player(self)
        self.slider = StageSlider()
        self.slider.setToolTip(SLIDER_HELP)
        self.play_button = QToolButton()
        self.play_button.setAutoRaise(True)
        self._speed = ElidedComboBox()
        self._speed.setAccessibleName("Speed")
        self._speed.setToolTip("How fast it plays")
        self._speed.addItems(list(SPEEDS))
        self.set_speed(USUAL_SPEED)
        row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.TIGHT, Spacing.TIGHT, Spacing.SMALL, 0)
        row.setSpacing(Spacing.SMALL)
        row.addWidget(self.play_button)
        row.addWidget(self.slider, 1)
        row.addWidget(self._speed)
        self._connect()
        self._show_playing(False)

    def _connect(self) -> None:
        self.slider.moment_changed.connect(self.moment_changed)
        self.slider.stage_hovered.connect(self.stage_hovered)
        self.slider.taken.connect(self.stop)
        self.play_button.clicked.connect(self.toggle)
        self._speed.activated.connect(lambda _index: self._on_speed_chosen())
        self._player.moment_changed.connect(self.slider.set_moment)
        self._player.playing_changed.connect(self._show_playing)

    @property
    def moment(self) -> float:
        """The moment t, from the first stage, 0, to the last."""
        return self.slider.moment

    @property
    def is_playing(self) -> bool:
        """Whether it plays."""
        return self._player.is_playing

    def set_stages(self, names: Sequence[str]) -> None:
        """Offer stages of these names; what plays begins anew if there are others than before."""
        last = self.slider.last
        self.slider.set_stages(names)
        if self._player.is_playing and self.slider.last != last:
            self._play()

    def set_moment(self, moment: float) -> None:
        """Go to a moment t."""
        self.slider.set_moment(moment)

    def set_speed(self, name: str) -> None:
        """Play at a speed out of `SPEEDS`; another name is left aside."""
        if name in SPEEDS:
            self._speed.setCurrentText(name)
            self._player.speed = SPEEDS[name]

    def toggle(self) -> None:
        """Play, or stay."""
        if self._player.is_playing:
            self.stop()
        else:
            self._play()

    def stop(self) -> None:
        """Stay where it is."""
        self._player.stop()

    def _play(self) -> None:
        self._player.play(self.moment, self.slider.last)

    def _on_speed_chosen(self) -> None:
        self.set_speed(self._speed.currentText())
        self.speed_chosen.emit(self._speed.currentText())

    def _show_playing(self, is_playing: bool) -> None:
        self.play_button.setIcon(icon(IconName.PAUSE if is_playing else IconName.PLAY))
        self.play_button.setAccessibleName("Pause the morph" if is_playing else "Play the morph")
        self.play_button.setToolTip(PAUSE_HELP if is_playing else PLAY_HELP)
