"""The choice of a scale of colours: found automatically, or a magnitude that a person sets."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox

from engine.project.display import LARGEST_FULL_SCALE, SMALLEST_FULL_SCALE
from gui.widgets import Form, SliderField, let_rest

SLIDER_SCALES = (0.05, 20.0)


class ScaleChoice(QObject):
    """A box to tick and a slider, in two rows of a form.

    Args:
        form: Where they stand.
        text: What the box is called.
        name: The object name of the box; the slider's is “full-” before it.
        help_text: What the box says when ticked.
        row_help: What the slider's row says.

    Signals:
        scale_chosen: the magnitude, or None for the automatic one.
    """

    scale_chosen = Signal(object)

    def __init__(self, form: Form, text: str, name: str, help_text: str, row_help: str) -> None:
        super().__init__(form)
        self._is_automatic = QCheckBox(text)
        self._is_automatic.setObjectName(name)
        self._is_automatic.setToolTip(help_text)
        self._scale = SliderField(
            1.0, *SLIDER_SCALES, logarithmic=True, minimum=SMALLEST_FULL_SCALE, maximum=LARGEST_FULL_SCALE
        )
        self._scale.setObjectName(f"full-{name}")
        form.add_wide(self._is_automatic)
        self._label = form.add_row("", self._scale, row_help)
        self._is_automatic.clicked.connect(lambda on: self.scale_chosen.emit(None if on else self._scale.value))
        self._scale.value_edited.connect(self.scale_chosen.emit)

    def show_scale(self, label: str, chosen: float | None, automatic: float, obstacle: str = "") -> None:
        """Show what was chosen, None for the automatic scale, which is then shown; rest where there is an obstacle."""
        self._label.setText(label)
        self._scale.setAccessibleName(label)
        self._is_automatic.setChecked(chosen is None)
        let_rest(self._is_automatic, obstacle)
        untick = f"Untick “{self._is_automatic.text()}” to choose it." if chosen is None else ""
        let_rest(self._scale, obstacle or untick)
        self._scale.set_value(automatic if chosen is None else chosen)
