"""The inputs of one sample: a table of names and values, or an image."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from engine.data.data_set import DataSet
from gui.panels.controls import make_caption
from gui.panels.data_panel.sample_image import SampleImage
from gui.panels.notation import counted, number_text, shape_text
from gui.theme import Spacing

MOST_INPUTS = 8
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SampleInputs(QWidget):
    """Shows what goes into the network, and where that was standardised, what it was before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = SampleImage()
        self._table = QWidget()
        self._rows = [(QLabel(), QLabel(), QLabel()) for _ in range(MOST_INPUTS)]
        self._heading = (make_caption(), make_caption())
        self._more = make_caption("sample-more-inputs")
        self._lay_out()

    def show_sample(self, data_set: DataSet, index: int) -> None:
        """Show the inputs of row `index`."""
        scaled = data_set.inputs[index]
        raw = scaled * data_set.input_scale + data_set.input_mean
        self._image.setVisible(data_set.image_shape is not None)
        self._table.setVisible(data_set.image_shape is None)
        if data_set.image_shape is not None:
            self._show_image(data_set, raw)
        else:
            self._show_table(data_set, raw, scaled)

    def _show_image(self, data_set: DataSet, raw: np.ndarray) -> None:
        shape = data_set.image_shape or ()
        # The brightest pixel of the whole set, so that images can be compared.
        maximum = float((data_set.inputs * data_set.input_scale + data_set.input_mean).max())
        self._image.set_image(raw.reshape(shape), maximum)
        self._more.setText(f"{counted(data_set.input_count, 'input')}, the pixels of a {shape_text(shape)} image")
        self._more.show()

    def _show_table(self, data_set: DataSet, raw: np.ndarray, scaled: np.ndarray) -> None:
        is_standardized = bool((data_set.input_mean != 0).any() or (data_set.input_scale != 1).any())
        for label in self._heading:
            label.setVisible(is_standardized)
        for place, (name, measured, given) in enumerate(self._rows):
            is_used = place < data_set.input_count
            for label in (name, given):
                label.setVisible(is_used)
            measured.setVisible(is_used and is_standardized)
            if is_used:
                name.setText(data_set.input_names[place])
                measured.setText(number_text(float(raw[place])))
                given.setText(number_text(float(scaled[place])))
        left_out = data_set.input_count - MOST_INPUTS
        self._more.setText(f"… {left_out:,} more")
        self._more.setVisible(left_out > 0)

    def _lay_out(self) -> None:
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Spacing.MEDIUM)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for column, (label, text) in enumerate(zip(self._heading, ("measured", "standardised"), strict=True), 1):
            label.setText(text)
            label.setWordWrap(False)
            grid.addWidget(label, 0, column, _RIGHT)
        for place, (name, measured, given) in enumerate(self._rows):
            name.setObjectName(f"sample-input-name-{place + 1}")
            measured.setObjectName(f"sample-measured-{place + 1}")
            given.setObjectName(f"sample-input-{place + 1}")
            name.setWordWrap(True)
            name.setTextFormat(Qt.TextFormat.PlainText)
            for muted in (name, measured):
                muted.setProperty("tone", "muted")
            grid.addWidget(name, place + 1, 0)
            grid.addWidget(measured, place + 1, 1, _RIGHT)
            grid.addWidget(given, place + 1, 2, _RIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Spacing.TIGHT)
        layout.addWidget(self._image)
        layout.addWidget(self._table)
        layout.addWidget(self._more)
