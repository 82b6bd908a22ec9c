"""What leads from step to step: the buttons before and after, the list of all steps, and playing them in turn."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from gui.icons import IconName, icon
from gui.plots.elided_combo_box import ElidedComboBox
from gui.theme import Spacing
from gui.widgets import let_rest

STEP_INTERVAL_MS = 1500
FIRST, LAST = "This is the first step.", "This is the last step."
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class StepControls(QWidget):
    """Knows which step is shown of how many.

    Signals:
        place_changed: another step is to be shown.
        used: a person went to a step by these controls.
    """

    place_changed = Signal()
    used = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles: tuple[str, ...] = ()
        self._place = 0
        self.player = QTimer(self, interval=STEP_INTERVAL_MS)
        self.player.timeout.connect(self._on_played)
        self._jump = ElidedComboBox()
        self._jump.setAccessibleName("Step")
        self._jump.setToolTip("Go to a step")
        self._jump.setSizeAdjustPolicy(ElidedComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._jump.setMinimumContentsLength(5)
        self._jump.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._jump.activated.connect(self._on_used)
        self.previous = _button(IconName.CHEVRON_LEFT, "Previous step", "Previous step (← while this plot has focus)")
        self.next = _button(IconName.CHEVRON_RIGHT, "Next step", "Next step (→ while this plot has focus)")
        self.play = _button(IconName.PLAY, "Play the steps", "Go from step to step by itself")
        self.play.setCheckable(True)
        self.previous.clicked.connect(lambda: self._on_used(self._place - 1))
        self.next.clicked.connect(lambda: self._on_used(self._place + 1))
        self.play.toggled.connect(self._on_play_toggled)
        row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.SMALL, 0, Spacing.SMALL, Spacing.TIGHT)
        row.setSpacing(Spacing.TIGHT)
        for widget in (self.previous, self._jump, self.next, self.play):
            row.addWidget(widget)

    @property
    def place(self) -> int:
        """Which step is shown, from 0."""
        return self._place

    def set_titles(self, titles: Sequence[str]) -> None:
        """Offer steps of these titles; where there are fewer than before, the last is shown."""
        if self._titles != tuple(titles):
            self._titles = tuple(titles)
            self._jump.clear()
            self._jump.addItems([f"{place + 1}  {title}" for place, title in enumerate(titles)])
        self._place = min(self._place, self._last)
        self._jump.setCurrentIndex(self._place)

    def go_to(self, place: int) -> None:
        """Show a step; beyond the ends the first or the last."""
        place = min(max(place, 0), self._last)
        if place != self._place:
            self._place = place
            self._jump.setCurrentIndex(place)
            self.place_changed.emit()

    def set_obstacle(self, obstacle: str) -> None:
        """Offer what leads anywhere from here; or nothing, and say why."""
        let_rest(self.previous, obstacle or (FIRST if self._place == 0 else ""))
        let_rest(self.next, obstacle or (LAST if self._place == self._last else ""))
        let_rest(self.play, obstacle)
        let_rest(self._jump, obstacle)

    def stop(self) -> None:
        """Play no more."""
        self.play.setChecked(False)

    def take_key(self, event: QKeyEvent) -> bool:
        """Go where a key leads, and tell whether it leads anywhere."""
        if not is_move(event):
            return False
        key = Qt.Key(event.key())
        self.go_to(self._place + _MOVES[key] if key in _MOVES else _ENDS[key] % (self._last + 1))
        return True

    @property
    def _last(self) -> int:
        return max(len(self._titles) - 1, 0)

    def _on_used(self, place: int) -> None:
        self.go_to(place)
        self.used.emit()

    def _on_play_toggled(self, is_on: bool) -> None:
        self.play.setIcon(icon(IconName.PAUSE if is_on else IconName.PLAY))
        if is_on:
            if self._place == self._last:
                self.go_to(0)
            self.player.start()
        else:
            self.player.stop()

    def _on_played(self) -> None:
        self.go_to(self._place + 1)
        if self._place == self._last:
            self.stop()


def is_move(event: QKeyEvent) -> bool:
    """Tell whether a key leads from step to step."""
    is_plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
    return is_plain and Qt.Key(event.key()) in {*_MOVES, *_ENDS}


def _button(name: IconName, label: str, help_text: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name))
    button.setAutoRaise(True)
    button.setAccessibleName(label)
    button.setToolTip(help_text)
    return button
