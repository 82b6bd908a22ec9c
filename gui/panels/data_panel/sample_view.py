"""One sample, or an x of one's own: what goes into the network, what should come out, and what does."""

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from engine.arrays import FloatArray
from engine.data.data_set import PARTS, DataSet
from engine.network.forward import LayerValues
from engine.network.graph import output_layers
from engine.network.model import LayerId
from engine.project.project import Project
from engine.project.settings import ViewSettings, with_selected_sample, with_typed_input
from gui.document import Document
from gui.icons import IconName, IconTone
from gui.panels.controls import make_caption
from gui.panels.data_panel.sample_inputs import SampleInputs
from gui.panels.data_panel.sample_stepper import SampleStepper
from gui.panels.data_panel.verdict import Verdict, output_text, target_text, verdict
from gui.plots.readings import Reading, reading_for
from gui.plots.readings.base import Outputs
from gui.theme import Spacing, Theme, active_theme
from gui.widgets import Form, IconLabel, SteadyText

VERDICT_ICON_SIDE = 14
NO_OUTPUT = "–"
OWN_X = "Own x"
_PART_TEXTS = {
    "training": "Used for training",
    "validation": "Held back for validation",
    "test": "Held back for the test",
}
_VERDICT_ICONS = {True: (IconName.CHECK, IconTone.SUCCESS), False: (IconName.CLOSE, IconTone.ERROR)}


class SampleView(Form):
    """Shows the selected sample, lets one walk through all of them, and type an x of one's own, while training too."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._data_set: DataSet | None = None
        self._values: dict[LayerId, LayerValues] = {}
        self._reading: Reading | None = None
        self._reading_key: tuple[object, ...] = ()
        self._stepper = SampleStepper(document)
        self._view_before_typing: ViewSettings | None = None
        self._part = make_caption("sample-part")
        self._back = QPushButton()
        self._back.setObjectName("sample-back")
        self._back.setProperty("kind", "flat")
        self._back.setToolTip("Let the selected sample flow through the graph again instead of your own x")
        self._inputs = SampleInputs()
        self._target = _make_text("sample-target")
        self._output = _make_text("sample-prediction")
        self._verdict_icon = IconLabel(IconName.CHECK, VERDICT_ICON_SIDE)
        self._verdict = _make_text("sample-verdict")
        self._verdict_row = QWidget()
        self._lay_out()
        self._inputs.values_edited.connect(self._on_values_edited)
        self._inputs.editing_committed.connect(self._on_editing_committed)
        self._inputs.editing_cancelled.connect(self._on_editing_cancelled)
        self._back.clicked.connect(self._on_back_clicked)
        document.view_changed.connect(self._on_view_changed)
        document.project_changed.connect(self._on_project_changed)
        self._refresh()

    def set_data_set(self, data_set: DataSet | None) -> None:
        """Show the samples of another data set, or of none."""
        self._data_set = data_set
        self._refresh()

    def set_sample_values(self, values: dict[LayerId, LayerValues]) -> None:
        """Take what every layer computes for the selected sample, a row each; {} while the network computes nothing."""
        self._values = values
        if self.isVisible():
            self._refresh_output()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up on what was not followed while hidden."""
        super().showEvent(event)
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Take the theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._refresh()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._verdict_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.TIGHT)
        row.addWidget(self._verdict_icon)
        row.addWidget(self._verdict, 1)
        self.add_wide(self._stepper)
        head = QWidget()
        heading = QHBoxLayout(head)
        heading.setContentsMargins(0, 0, 0, 0)
        heading.addWidget(self._part, 1)
        heading.addWidget(self._back)
        self.add_wide(head)
        self.add_wide(self._inputs)
        self.add_row("Target y", self._target, "What the network should say of this sample.")
        self.add_row("Prediction", self._output, "What the network says of this sample now.")
        self.add_row("", self._verdict_row)

    def _on_view_changed(self, before: ViewSettings, after: ViewSettings) -> None:
        if (before.selected_sample, before.typed_input) != (after.selected_sample, after.typed_input):
            self._refresh()

    def _on_values_edited(self, values: FloatArray) -> None:
        view = self._document.view
        self._view_before_typing = self._view_before_typing or view
        self._document.set_view(with_typed_input(view, values))

    def _on_editing_committed(self) -> None:
        self._view_before_typing = None

    def _on_editing_cancelled(self) -> None:
        before, self._view_before_typing = self._view_before_typing, None
        if before is not None:
            self._document.set_view(replace(self._document.view, typed_input=before.typed_input))

    def _on_back_clicked(self) -> None:
        view = self._document.view
        self._document.set_view(with_selected_sample(view, view.selected_sample))

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if before.view is not after.view:
            self._refresh()
        elif before.training.loss != after.training.loss:
            self._refresh_output()

    def _refresh(self) -> None:
        data_set, index, own = self._data_set, self._selected(), self._own()
        self._stepper.show_selected(index, data_set.sample_count if data_set is not None else 0)
        self.setEnabled(data_set is not None)
        is_there = own is not None or index is not None
        for widget in (self._part, self._inputs):
            widget.setVisible(is_there)
        self._back.setVisible(own is not None and index is not None)
        self._back.setText("" if index is None else f"Back to sample {index + 1:,}")
        self.set_row_visible(self._target, own is None and index is not None)
        self.set_row_visible(self._output, is_there)
        if data_set is not None and own is not None:
            self._part.setText(OWN_X)
            self._inputs.show_values(data_set, own)
        elif data_set is not None and index is not None:
            self._part.setText(_PART_TEXTS[next(part for part in PARTS if index in data_set.part(part))])
            self._inputs.show_values(data_set, data_set.measured(data_set.inputs[index]))
            self._target.set_text(target_text(data_set, data_set.targets[index], active_theme()))
        self._refresh_output()

    def _refresh_output(self) -> None:
        data_set, index, outputs = self._data_set, self._selected(), self._outputs()
        found: Verdict | None = None
        if data_set is None or outputs is None or (index is None and self._own() is None):
            self._output.set_text(NO_OUTPUT)
        else:
            reading = self._reading_of(data_set, outputs)
            self._output.set_text(output_text(data_set, outputs, reading))
            if index is not None and self._own() is None:
                found = verdict(data_set, outputs, data_set.targets[index], reading)
        self._show_verdict(found)

    def _show_verdict(self, found: Verdict | None) -> None:
        self._verdict_row.setVisible(found is not None)
        if found is None:
            return
        self._verdict.set_text(found.text)
        self._verdict_icon.setVisible(found.is_right is not None)
        if found.is_right is not None:
            self._verdict_icon.set_icon(*_VERDICT_ICONS[found.is_right])

    def _selected(self) -> int | None:
        """Give the row of the sample selected, None where there is none."""
        index, data_set = self._document.view.selected_sample, self._data_set
        if index is None or data_set is None or not 0 <= index < data_set.sample_count:
            return None
        return index

    def _own(self) -> FloatArray | None:
        """Give the own x as it is measured, None where there is none or the data has other inputs."""
        typed, data_set = self._document.view.typed_input, self._data_set
        if typed is None or data_set is None or len(typed) != data_set.input_count:
            return None
        return np.array(typed)

    def _outputs(self) -> Outputs | None:
        """Give f (K,) for what flows through the graph where it has as many values as the data asks for."""
        layers = output_layers(self._document.network)
        values = self._values.get(layers[0].id) if len(layers) == 1 else None
        if values is None or self._data_set is None or values.activation.shape[1] != self._data_set.output_count:
            return None
        outputs: Outputs = values.activation[0]
        return outputs

    def _reading_of(self, data_set: DataSet, outputs: Outputs) -> Reading:
        """Give what the outputs mean; made anew only where it would differ, as training asks thirty times a second."""
        theme: Theme = active_theme()
        key = (data_set, len(outputs), self._document.project.training.loss, theme)
        if self._reading is None or not all(_same(old, new) for old, new in zip(self._reading_key, key, strict=True)):
            self._reading = reading_for(data_set, len(outputs), self._document.project.training.loss, theme)
            self._reading_key = key
        return self._reading


def _same(old: object, new: object) -> bool:
    return old is new or (isinstance(new, int | str) and old == new)


def _make_text(name: str) -> SteadyText:
    text = SteadyText()
    text.label.setObjectName(name)
    text.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return text
