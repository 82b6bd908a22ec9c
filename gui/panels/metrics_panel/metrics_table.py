"""Numbers of the parts of the data side by side."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from engine.data.data_set import PARTS
from engine.network.metrics import METRICS, Evaluation
from gui.panels.notation import cell_text, share_text
from gui.theme import Spacing
from gui.widgets import SteadyLabel

SAMPLES, LOSS, PENALTY = "samples", "loss", "penalty"
HELP = {
    SAMPLES: ("Samples", "How many samples the part has."),
    LOSS: ("Loss", "The mean loss over the part, without penalty."),
    PENALTY: ("Penalty", "What L1 and L2 add to the training loss: training makes the sum small."),
    **{metric.name: (metric.label, f"{metric.formula}\n{metric.help}") for metric in METRICS.values()},
}
WIDEST = "1.2e−10"
NOTHING = "–"


class MetricsTable(QWidget):
    """A row for each number, a column for each part."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Spacing.MEDIUM, Spacing.SMALL, Spacing.SMALL, Spacing.SMALL)
        self._grid.setHorizontalSpacing(Spacing.TIGHT)
        self._grid.setVerticalSpacing(Spacing.TIGHT)
        self._grid.setColumnStretch(0, 1)
        self._values: dict[tuple[str, str], QLabel] = {}
        self._rows: dict[str, list[QWidget]] = {}
        for column, part in enumerate(PARTS, start=1):
            title = _caption(part.capitalize())
            self._grid.addWidget(title, 0, column, Qt.AlignmentFlag.AlignRight)
        for name in HELP:
            self._add_row(name)

    def show_evaluations(self, evaluations: Mapping[str, Evaluation]) -> None:
        """Show what was measured, by the part; a number that no part has is left out."""
        numbers = {part: _numbers(evaluation) for part, evaluation in evaluations.items()}
        for (name, part), label in self._values.items():
            label.setText(numbers.get(part, {}).get(name, NOTHING))
        for name, widgets in self._rows.items():
            is_there = any(name in values for values in numbers.values())
            for widget in widgets:
                widget.setVisible(is_there)

    def text_of(self, name: str, part: str) -> str:
        """Give what the table says."""
        return self._values[name, part].text()

    def _add_row(self, name: str) -> None:
        label, help_text = HELP[name]
        title = QLabel(label)
        title.setWordWrap(True)
        title.setToolTip(help_text)
        row = len(self._rows) + 1
        self._grid.addWidget(title, row, 0)
        self._rows[name] = [title]
        for column, part in enumerate(PARTS, start=1):
            value = SteadyLabel(WIDEST)
            value.label.setProperty("type", "number")
            value.label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            value.label.setToolTip(help_text)
            value.label.setAccessibleName(f"{label}, {part}")
            self._values[name, part] = value.label
            self._rows[name].append(value)
            self._grid.addWidget(value, row, column)


def told(evaluation: Evaluation) -> list[str]:
    """Give what was measured in words, such as “Loss 0.21”, but for the number of samples."""
    return [f"{HELP[name][0]} {value}" for name, value in _numbers(evaluation).items() if name != SAMPLES]


def _numbers(evaluation: Evaluation) -> dict[str, str]:
    measured = {
        name: share_text(value) if METRICS[name].is_share else cell_text(value)
        for name, value in evaluation.metrics.items()
    }
    added = {PENALTY: cell_text(evaluation.penalty)} if evaluation.penalty else {}
    return {SAMPLES: f"{evaluation.samples:,}", LOSS: cell_text(evaluation.loss), **added, **measured}


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("type", "caption")
    return label
