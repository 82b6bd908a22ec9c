"""The sample grid: samples as small pictures, with their class and the one predicted."""

import numpy as np
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from engine.arrays import BoolArray
from engine.data.data_set import DataSet
from engine.network.graph import output_layer
from engine.network.losses import loss
from engine.process.sample_groups import SampleGroup, SamplesInCell
from engine.process.views.sample_grid import SampleGrid, SampleGridRequest
from gui.icons import IconName
from gui.panels.notation import share_text
from gui.plots.images import dot_index, labelled_picture_obstacle, picture_shape
from gui.plots.numbers import readable, readable_probability
from gui.plots.picture_grid import PictureCell, image_of
from gui.plots.picture_plot import PicturePlot
from gui.plots.readout import Part
from gui.plots.sample_grid.filters import SampleFilters
from gui.plots.sample_tables import class_names, sample_columns
from gui.plots.samples import place_among
from gui.plots.subject import PlotSubject
from gui.plots.table import Table
from gui.selection import Item, NeuronItem, Selection
from gui.theme import ThemeManager

DIGITS = 3
NO_SAMPLES = "No samples"
NOT_YET = "Connect the network and choose data to see them."
NONE_FOUND = "No {part} sample is like that now."
EMPTY_PART = "The data has no {part} part; hold some samples back for it in the data panel."
HELP = "Click a picture, or use the arrow keys, to select its sample; Ctrl and the wheel make the pictures larger"


class SampleGridPlot(PicturePlot):
    """Shows samples as pictures, wrong ones marked.

    A click selects a sample. The neuron of the class predicted stands out on the canvas while the pointer is over a
    picture, and the pictures for which a class is predicted while the pointer is over its neuron.
    """

    draws_samples = True

    def __init__(self, theme_manager: ThemeManager, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, selection, IconName.SAMPLE_GRID, "Samples as pictures", HELP, parent)
        self._most_ink = 1.0
        self._shown: SampleGrid | None = None
        self._pointed: int | None = None
        self._drawn_focus: BoolArray | None = None
        self._filters = SampleFilters(self.add_toggle("Wrong", "Show only the samples predicted wrongly"))
        self.header.insertWidget(0, self._filters.part)
        self.header.insertWidget(1, self._filters.order)
        self.add_row(self._filters)
        self._connect()
        self.apply_theme()
        self.redraw()

    def _connect(self) -> None:
        self._filters.chosen.connect(lambda: self.choose(**self._filters.options))
        self._filters.classes_chosen.connect(self._ask_anew)
        self.grid.clicked.connect(self._on_clicked)
        self.grid.hovered.connect(self._on_hovered)
        self.selection.hover_changed.connect(self._on_item_hovered)

    # What it asks for

    def wanted(self) -> SampleGridRequest | None:
        """Ask for the samples chosen."""
        return None if labelled_picture_obstacle(self.subject.data_set) else self._filters.request

    def subject_changed(self, before: PlotSubject) -> None:
        """Offer the classes; forget the pictures of other data."""
        data_set = self.subject.data_set
        if data_set is not before.data_set:
            self._forget()
            self._filters.set_classes(self.subject.class_names)
            self._most_ink = 1.0 if data_set is None else float(data_set.measured(data_set.inputs).max())

    def _forget(self) -> None:
        self._shown = None
        self.forget_images()
        self.grid.clear()

    def settings_restored(self) -> None:
        """Take over part, order, and whether only wrong ones are shown."""
        super().settings_restored()
        self._filters.restore(self.settings.options)

    def show_samples(self, group: SampleGroup) -> bool:
        """Show the samples that a cell of a confusion matrix counts."""
        if not isinstance(group, SamplesInCell) or labelled_picture_obstacle(self.subject.data_set):
            return False
        self._filters.show_cell(group)
        self.choose(**self._filters.options)
        self._ask_anew()
        return True

    def _ask_anew(self) -> None:
        self.grid.verticalScrollBar().setValue(0)
        self.ask()
        self.redraw()

    # Drawing

    def draw(self) -> None:
        """Draw the samples as they are predicted now."""
        data_set = self.subject.data_set
        obstacle = "" if data_set is None else labelled_picture_obstacle(data_set)
        if obstacle or self.missing or data_set is None or not self.subject.is_complete:
            self.show_empty(NO_SAMPLES, obstacle or self.missing or NOT_YET)
            return
        view, shape = self._fitting_view(data_set), picture_shape(data_set)
        if view is None or shape is None:
            return  # what was asked for is on its way
        self._shown = view
        if not view.match_count:
            sentence = NONE_FOUND if view.sample_count else EMPTY_PART
            self.show_empty(NO_SAMPLES, sentence.format(part=view.request.part))
            return
        self.show_plot()
        self._drawn_focus = self.in_focus
        self.grid.show_cells(len(view.rows), shape)
        self._mark(view)
        self.set_resting_parts(_parts(view))

    def cell(self, place: int) -> PictureCell:
        """Give a sample; a wrong one says what is predicted instead."""
        view, data_set, palette = self._shown, self.subject.data_set, self.theme.palette
        assert view is not None, "there is a view of samples"
        assert data_set is not None, "there is a view of samples"
        names, predicted = data_set.class_names, int(view.predicted[place])
        row = int(view.rows[place])
        true = int(data_set.targets[row, 0])
        image = self.image_at(row, lambda: self._make_image(data_set, row))
        frame = QColor(palette.text) if predicted == self._pointed else None
        is_faint = self._drawn_focus is not None and not self._drawn_focus[row]
        if predicted == true:
            return PictureCell(image, names[true], QColor(palette.text_muted), frame, is_faint)
        error = QColor(palette.error)
        return PictureCell(image, f"{names[true]} → {names[predicted]}", error, frame or error, is_faint)

    def _make_image(self, data_set: DataSet, row: int) -> QImage:
        pixels = data_set.measured(data_set.inputs[row]).reshape(picture_shape(data_set))
        return image_of(self.theme.sequential.rgba(pixels, self._most_ink))

    def table(self) -> Table | None:
        """Give the samples shown, in their order."""
        view, data_set = self._shown, self.subject.data_set
        if view is None or data_set is None:
            return None
        return Table.of(
            {
                **sample_columns(data_set, view.rows),
                "predicted class": class_names(data_set, view.predicted),
                self._sureness_name: view.sureness,
                "loss": view.losses,
            }
        )

    def what_is_shown(self) -> tuple[str, ...]:
        """Say which part the samples are of."""
        return (f"{self._filters.request.part} samples",)

    def _fitting_view(self, data_set: DataSet) -> SampleGrid | None:
        """Give what came, where it is of these data and of the part chosen."""
        view = self.view
        if not isinstance(view, SampleGrid) or view.request.part != self._filters.request.part:
            return None
        if not len(view.rows):
            return view
        is_of_these = view.rows.max() < data_set.sample_count and view.predicted.max() < len(data_set.class_names)
        return view if is_of_these else None

    def _mark(self, view: SampleGrid) -> None:
        looked_at = self.subject.looked_at
        selected = None if looked_at.own is not None else looked_at.sample
        self.grid.mark(
            tuple(np.flatnonzero(view.rows == selected).tolist()),
            place_among(view.rows, self.selection.samples.pointed),
        )

    def mark_pointed(self) -> None:
        """Frame the picture of the sample that the pointer is over anywhere."""
        if self._shown is not None:
            self._mark(self._shown)

    @property
    def _sureness_name(self) -> str:
        return "probability" if loss(self.subject.loss).takes_logits else "lead"

    def _neuron_of(self, predicted: int) -> NeuronItem | None:
        """Give the output whose being highest means a class; None where one output tells two apart."""
        layer = output_layer(self.subject.network) if self.subject.is_complete else None
        return NeuronItem(layer.id, predicted) if layer is not None and predicted < layer.width > 1 else None

    # Reactions

    def _on_item_hovered(self, item: Item | None) -> None:
        """Let the pictures stand out for which the class is predicted whose neuron the pointer is over."""
        layer = output_layer(self.subject.network) if self.subject.is_complete else None
        is_output = isinstance(item, NeuronItem) and layer is not None and item.layer == layer.id and layer.width > 1
        self._pointed = item.index if is_output and isinstance(item, NeuronItem) else None
        self.grid.viewport().update()

    def _on_clicked(self, place: int) -> None:
        view = self._shown
        if view is not None and place < len(view.rows):
            self.sample_clicked.emit(int(view.rows[place]))

    def _on_hovered(self, place: int | None) -> None:
        view, data_set = self._shown, self.subject.data_set
        if place is None or view is None or data_set is None or place >= len(view.rows):
            self.selection.hover(None)
            self.selection.samples.point_at(None)
            self.set_pointer_parts(None)
            return
        self.selection.samples.point_at(int(view.rows[place]))
        predicted, names = int(view.predicted[place]), data_set.class_names
        self.selection.hover(self._neuron_of(predicted))
        sureness = float(view.sureness[place])
        is_probability = loss(self.subject.loss).takes_logits
        told = f"p {readable_probability(sureness)}" if is_probability else f"ahead by {readable(sureness, DIGITS)}"
        true = int(data_set.targets[view.rows[place], 0])
        dot = self.grid.dot
        self.set_pointer_parts(
            [
                Part(f"sample {int(view.rows[place]) + 1:,}"),
                Part(f"true {names[true]}"),
                Part(f"predicted {names[predicted]}"),
                Part(told, rank=1),
                Part(f"loss {readable(float(view.losses[place]), DIGITS)}", rank=2),
                *([] if dot is None else [Part(self._dot_text(data_set, int(view.rows[place]), dot), rank=3)]),
            ]
        )

    def _dot_text(self, data_set: DataSet, row: int, dot: tuple[int, int]) -> str:
        column = dot_index(data_set, dot)
        value = float(data_set.measured(data_set.inputs[row])[column])
        return f"{data_set.input_names[column]} = {readable(value, DIGITS)}"


def _parts(view: SampleGrid) -> list[Part]:
    request, shown = view.request, len(view.rows)
    share = view.wrong_count / max(view.looked_at, 1)
    parts = [Part(f"{view.wrong_count:,} of {view.looked_at:,} wrong ({share_text(share)})")]
    if shown < view.match_count:
        parts.append(Part(f"the first {shown:,} of {view.match_count:,} shown", rank=1))
    elif shown < view.looked_at:
        parts.append(Part(f"{shown:,} shown", rank=1))
    if view.looked_at < view.sample_count:
        parts.append(Part(f"{view.looked_at:,} of {view.sample_count:,} {request.part} samples looked at", rank=2))
    return parts
