"""The inputs of one sample: fields to type them into, and for many inputs an image or the first few and a line."""

from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from engine.quoting import shape_text
from gui.panels.controls import make_caption
from gui.panels.data_panel.sample_image import SampleImage
from gui.panels.data_panel.sample_line import SampleLine
from gui.panels.notation import counted, number_text
from gui.theme import Spacing, active_theme
from gui.widgets import NumberField

MOST_INPUTS = 8
LEAST_FIELD_WIDTH, MOST_FIELD_WIDTH = 72, 132
NUDGE = 0.1  # of an input's scale
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SampleInputs(QWidget):
    """Shows what goes into the network as it was measured, to be typed over, and beside it what it is standardised to.

    Signals:
        values_edited: the x (D,) as measured, as it has been typed so far.
        editing_committed: what was typed has been accepted.
        editing_cancelled: Esc was pressed.
    """

    values_edited = Signal(object)
    editing_committed = Signal()
    editing_cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: FloatArray = np.empty(0)
        self._image = SampleImage()
        self._table = QWidget()
        self._rows = [(QLabel(), NumberField(), QLabel()) for _ in range(MOST_INPUTS)]
        self._heading = (make_caption(), make_caption())
        self._more = make_caption("sample-more-inputs")
        self._line = SampleLine()
        self._lay_out()
        self._fit_fields()
        for place, (_name, field, _given) in enumerate(self._rows):
            field.value_edited.connect(partial(self._on_value_edited, place))
            field.editing_committed.connect(lambda _value: self.editing_committed.emit())
            field.editing_cancelled.connect(self.editing_cancelled)
        self._line.editing_committed.connect(self.editing_committed)
        self._line.editing_cancelled.connect(self.editing_cancelled)
        self._line.values_edited.connect(self._on_values_edited)

    def changeEvent(self, event: QEvent) -> None:
        """Make room where the theme has larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_fields()

    def show_values(self, data_set: DataSet, values: FloatArray) -> None:
        """Show an x (D,) as it is measured."""
        self._values = values
        has_line = data_set.input_count > MOST_INPUTS
        self._image.setVisible(data_set.image_shape is not None)
        self._table.setVisible(data_set.image_shape is None)
        self._line.setVisible(has_line)
        self._more.setVisible(has_line)
        if has_line:
            self._line.show_values(values)
        if data_set.image_shape is not None:
            self._show_image(data_set, data_set.image_shape)
        else:
            self._show_table(data_set)

    def _fit_fields(self) -> None:
        for _name, field, _given in self._rows:
            field.setMinimumWidth(round(LEAST_FIELD_WIDTH * active_theme().scale))
            field.setMaximumWidth(round(MOST_FIELD_WIDTH * active_theme().scale))

    def _show_image(self, data_set: DataSet, shape: tuple[int, ...]) -> None:
        # The brightest pixel of the whole set, so that images can be compared.
        maximum = float(data_set.measured(data_set.inputs).max())
        self._image.set_image(self._values.reshape(shape), maximum)
        self._more.setText(f"{counted(data_set.input_count, 'input')}, the pixels of a {shape_text(shape)} image:")
        self._more.show()

    def _show_table(self, data_set: DataSet) -> None:
        is_standardized = data_set.is_standardized
        given_values = data_set.standardized(self._values)
        for label in self._heading:
            label.setVisible(is_standardized)
        for place, (name, field, given) in enumerate(self._rows):
            is_used = place < data_set.input_count
            name.setVisible(is_used)
            field.setVisible(is_used)
            given.setVisible(is_used and is_standardized)
            if is_used:
                name.setText(data_set.input_names[place])
                field.setAccessibleName(data_set.input_names[place])
                field.set_step(NUDGE * _round_scale(float(data_set.input_scale[place])))
                field.set_value(float(self._values[place]))
                given.setText(number_text(float(given_values[place])))
        self._more.setText(f"… {data_set.input_count - MOST_INPUTS:,} more; all of them:")

    def _on_value_edited(self, place: int, value: float) -> None:
        values = self._values.copy()
        values[place] = value
        self._on_values_edited(values)

    def _on_values_edited(self, values: FloatArray) -> None:
        self._values = values
        self.values_edited.emit(values)

    def _lay_out(self) -> None:
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Spacing.SMALL)
        grid.setVerticalSpacing(Spacing.TIGHT)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 3)
        for column, (label, text) in enumerate(zip(self._heading, ("measured", "standardised"), strict=True), 1):
            label.setText(text)
            label.setWordWrap(False)
            grid.addWidget(label, 0, column, _RIGHT)
        for place, (name, field, given) in enumerate(self._rows):
            name.setObjectName(f"sample-input-name-{place + 1}")
            field.setObjectName(f"sample-input-{place + 1}")
            given.setObjectName(f"sample-given-{place + 1}")
            name.setWordWrap(True)
            name.setTextFormat(Qt.TextFormat.PlainText)
            name.setBuddy(field)
            field.setAlignment(_RIGHT)
            field.setToolTip("Type another number to see what the network says of an x of your own")
            for muted in (name, given):
                muted.setProperty("tone", "muted")
            grid.addWidget(name, place + 1, 0)
            grid.addWidget(field, place + 1, 1)
            grid.addWidget(given, place + 1, 2, _RIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Spacing.TIGHT)
        for widget in (self._image, self._table, self._more, self._line):
            layout.addWidget(widget)


def _round_scale(scale: float) -> float:
    """Give the power of ten nearest to a scale, so that nudged numbers stay short."""
    return float(10.0 ** np.round(np.log10(scale)))
