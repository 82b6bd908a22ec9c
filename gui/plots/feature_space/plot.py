"""The feature space plot: where a layer puts the samples, before and after its activation function."""

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from engine.network.formulas.pieces import subscript
from engine.network.graph import output_layer, topological_order
from engine.process.pictures import BoundaryRequest
from engine.process.views.feature_space import FeaturePoints, FeatureSpace, FeatureSpaceRequest
from engine.process.views.projection import Projection
from gui.icons import IconName
from gui.plots.elided_combo_box import ElidedComboBox
from gui.plots.engine_plot import EnginePlot
from gui.plots.feature_space.pane import FeaturePane
from gui.plots.layer_picker import LayerPicker
from gui.plots.ranges import with_margin
from gui.plots.readings import reading_for
from gui.plots.readout import Part
from gui.plots.subject import PlotSubject
from gui.plots.table import Table
from gui.selection import NeuronItem, Selection
from gui.theme import Theme, ThemeManager
from gui.theme.plots import style_plot
from gui.theme.scales import RgbaArray

GRID_LINES = 11
REACH_PX = 6.0
COLUMN_GAP_PX = 24
NOT_YET = "Connect the network and choose data to see it."
COMPONENTS, GRID, LINES = "components", "grid", "lines"
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class FeatureSpacePlot(EnginePlot):
    """Shows a layer's samples in a⁽ˡ⁾ and in h⁽ˡ⁾, the input plane's grid and the lines of the neurons that read it.

    A click on a sample selects it, one on a line its neuron.
    """

    def __init__(self, theme_manager: ThemeManager, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, selection, IconName.FEATURE_SPACE, parent)
        self._layer = LayerPicker(selection)
        self._axes = ElidedComboBox()
        self._axes.setAccessibleName("Axes")
        self._axes.setToolTip("What stands along the axes")
        self._grid = self.add_toggle("Grid", "Carry the grid of the input plane along", checked=True)
        self._lines = self.add_toggle("Lines", "Show where the neurons that read this layer are 0", checked=True)
        self.header.insertWidget(0, self._layer)
        self.header.insertWidget(1, self._axes)
        self._plots = (self.add_plot(0, 0), self.add_plot(0, 1))
        self._panes = tuple(FeaturePane(plot) for plot in self._plots)
        self._connect()
        self.apply_theme()
        self.redraw()

    def _connect(self) -> None:
        self._layer.layer_changed.connect(self._on_layer_changed)
        self._layer.pinned.connect(self.pin)
        self._axes.activated.connect(lambda _index: self._on_axes_chosen())
        self._grid.toggled.connect(lambda is_on: self.choose(grid=str(is_on)))
        self._lines.toggled.connect(lambda is_on: self.choose(lines=str(is_on)))
        self.pointer.clicked.connect(self._on_clicked)
        self.pointer.moved.connect(self._on_moved)
        self.pointer.left.connect(lambda: self.selection.hover(None))
        self.selection.selection_changed.connect(lambda _items: self._show_highlight())
        self.selection.hover_changed.connect(lambda _item: self._show_highlight())

    # What it asks for

    def wanted(self) -> FeatureSpaceRequest | None:
        """Ask for the layer shown."""
        layer, data_set = self._layer.layer, self.subject.data_set
        if layer is None or data_set is None:
            return None
        return FeatureSpaceRequest(
            layer=layer.id,
            neurons=self._neurons(),
            grid=self._plane() if self._grid.isChecked() else None,
            compares_outputs=data_set.task.is_classification and output_layer(self.subject.network).width > 1,
        )

    def _plane(self) -> BoundaryRequest | None:
        """Give the part of the input plane that the samples lie in."""
        data_set = self.subject.data_set
        if data_set is None or data_set.input_count < 2:
            return None
        inputs = self.subject.boundary_inputs
        x_range, y_range = (with_margin(data_set.inputs[:, index], 0.05) for index in inputs)
        return BoundaryRequest(inputs, x_range, y_range, GRID_LINES, self.subject.looked_at.held(data_set))

    def _neurons(self) -> tuple[int, ...]:
        layer, chosen = self._layer.layer, self._axes.currentData()
        if layer is None or not isinstance(chosen, tuple) or max(chosen) >= layer.width:
            return ()
        return chosen

    def subject_changed(self, before: PlotSubject) -> None:
        """Offer the layers and their neurons."""
        if (self.subject.network, self.subject.is_complete) != (before.network, before.is_complete):
            layers = topological_order(self.subject.network) if self.subject.is_complete else ()
            self._layer.set_layers(layers, usual=layers[-2].id if len(layers) > 1 else None)  # what the output reads
            self._offer_axes()

    def settings_restored(self) -> None:
        """Take over layer, axes and switches."""
        self._layer.set_pinned(self.settings.layer)
        for name, toggle in ((GRID, self._grid), (LINES, self._lines)):
            toggle.setChecked(self.settings.options.get(name, "True") == "True")

    def _offer_axes(self) -> None:
        """Offer principal components and pairs of neighbouring neurons; nothing where there is no choice."""
        layer = self._layer.layer
        width = 0 if layer is None else layer.width
        kept = self._axes.currentData()
        self._axes.clear()
        self._axes.addItem("Components", COMPONENTS)
        for first in range(0, width - 1):
            self._axes.addItem(f"Neurons {first + 1}, {first + 2}", (first, first + 1))
        self._axes.setCurrentIndex(max(self._axes.findData(kept), 0))
        self._axes.setVisible(width > 2)

    # Drawing

    def draw(self) -> None:
        """Draw both spaces as they are now."""
        view = self.view
        if self.missing or not self.subject.is_complete:
            self.show_empty("No feature space yet", self.missing or NOT_YET)
            return
        if not isinstance(view, FeatureSpace) or view.request.layer != self._shown_id():
            return  # what was asked for is on its way
        self.show_plot()
        colors, selected = self._colors(view), self._selected(view)
        for pane, points in zip(self._panes, (view.pre_activation, view.activation), strict=True):
            pane.show(points, colors, selected)
        self._panes[1].show_hyperplanes(view.hyperplanes if self._lines.isChecked() else ())
        self._label_axes(view)
        self._show_highlight()
        self.set_resting_parts(self._parts(view))

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for pane in self._panes:
            pane.restyle(theme)

    def reset_view(self) -> None:
        """Show all samples again."""
        for pane in self._panes:
            pane.reset_view()
        self.redraw()

    def table(self) -> Table | None:
        """Give the samples' coordinates before and after the activation function."""
        view = self.view
        if not isinstance(view, FeatureSpace):
            return None
        columns = {"sample": self._sample_rows(view) + 1}
        for symbol, points in (("a", view.pre_activation), ("h", view.activation)):
            for axis in range(points.samples.shape[1]):
                columns[f"{symbol} {_axis_name(points.projection, axis)}"] = points.samples[:, axis]
        return Table.of(columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep both spaces as wide as each other, and suit the samples to them."""
        super().resizeEvent(event)
        for column, pane in enumerate(self._panes):
            width = (self.width() - COLUMN_GAP_PX) / 2
            self.graphics.ci.layout.setColumnFixedWidth(column, width)
            pane.samples.fit_to(width, self.height())

    def _shown_id(self) -> str | None:
        layer = self._layer.layer
        return None if layer is None else layer.id

    def _sample_rows(self, view: FeatureSpace) -> np.ndarray:
        """Give the rows in the data set of the samples shown."""
        data_set = self.subject.data_set
        return view.rows if data_set is None else data_set.training_indices[view.rows]

    def _colors(self, view: FeatureSpace) -> RgbaArray:
        data_set = self.subject.data_set
        assert data_set is not None, "there is a view of samples"
        reading = reading_for(data_set, output_layer(self.subject.network).width, self.subject.loss, self.theme)
        return reading.sample_colors(data_set.targets[self._sample_rows(view)])

    def _selected(self, view: FeatureSpace) -> int | None:
        found = np.flatnonzero(self._sample_rows(view) == self.subject.looked_at.sample)
        return int(found[0]) if len(found) and self.subject.looked_at.own is None else None

    def _label_axes(self, view: FeatureSpace) -> None:
        number = f"⁽{str(self._layer.number - 1).translate(_SUPERSCRIPTS)}⁾"
        spaces: tuple[tuple[str, FeaturePoints], ...] = (("a", view.pre_activation), ("h", view.activation))
        for plot, (symbol, points) in zip(self._plots, spaces, strict=True):
            projection = points.projection
            for axis, side in enumerate(("bottom", "left")):
                if axis < projection.dimensions:
                    plot.setLabel(side, _label(projection, axis, symbol, number))
                else:
                    plot.setLabel(side, "")
                    plot.getAxis(side).setTicks([[]])
            style_plot(plot, self.theme)

    def _parts(self, view: FeatureSpace) -> list[Part]:
        count, shown = view.sample_count, len(view.rows)
        parts = [Part(f"{shown:,} of {count:,} training samples" if shown < count else f"{count:,} training samples")]
        if self._lines.isChecked() and any(not planes.is_exact for planes in view.hyperplanes):
            parts.append(Part("lines cut through what is shown; all else at its mean", rank=-1))
        return parts

    def _show_highlight(self) -> None:
        view = self.view
        if not isinstance(view, FeatureSpace):
            return
        items = {item for item in (*self.selection.items, self.selection.hovered) if isinstance(item, NeuronItem)}
        found = next(
            (
                (planes, row)
                for planes in view.hyperplanes
                for row, neuron in enumerate(planes.neurons.tolist())
                if planes.against[row] < 0 and NeuronItem(planes.layer, neuron) in items
            ),
            (None, None),
        )
        self._panes[1].highlight(*found)

    # Reactions

    def _on_layer_changed(self) -> None:
        self._offer_axes()
        self.reset_view()
        self.ask()

    def _on_axes_chosen(self) -> None:
        self.reset_view()
        self.ask()

    def _on_clicked(self, scene_position: QPointF) -> None:
        pane, x, y, pixel = self._place(scene_position)
        view = self.view
        if pane is None or not isinstance(view, FeatureSpace):
            return
        sample = pane.samples.nearest(x, y, pixel)
        if sample is not None:
            self.sample_clicked.emit(int(self._sample_rows(view)[sample]))
            return
        item = self._neuron_at(pane, x, y)
        if item is not None:
            self.selection.select(item)

    def _on_moved(self, scene_position: QPointF) -> None:
        pane, x, y, pixel = self._place(scene_position)
        is_sample = pane is not None and pane.samples.under(x, y, pixel) is not None
        item = None if pane is None or is_sample else self._neuron_at(pane, x, y)
        self.selection.hover(item)
        help_text = "Click to select the sample" if is_sample else "Click to select the neuron" if item else ""
        self.set_pointer_help(help_text)

    def _neuron_at(self, pane: FeaturePane, x: float, y: float) -> NeuronItem | None:
        found = pane.line_at(x, y, REACH_PX)
        if found is None or found[0].against[found[1]] >= 0:
            return None
        return NeuronItem(found[0].layer, int(found[0].neurons[found[1]]))

    def _place(self, scene_position: QPointF) -> tuple[FeaturePane | None, float, float, tuple[float, float]]:
        for plot, pane in zip(self._plots, self._panes, strict=True):
            box = plot.getViewBox()
            if box.sceneBoundingRect().contains(scene_position):
                place = box.mapSceneToView(scene_position)
                return pane, place.x(), place.y(), box.viewPixelSize()
        return None, 0.0, 0.0, (1.0, 1.0)


def _label(projection: Projection, axis: int, symbol: str, number: str) -> str:
    if projection.neurons:
        return f"{symbol}{subscript(str(projection.neurons[axis] + 1))}{number}"
    share = projection.explained_variance[axis]
    return f"component {axis + 1} of {symbol}{number}, {share:.0%} of the variance"


def _axis_name(projection: Projection, axis: int) -> str:
    return f"neuron {projection.neurons[axis] + 1}" if projection.neurons else f"component {axis + 1}"
