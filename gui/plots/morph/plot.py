"""The morph: the input plane and the data carried through the layers, as far as the slider says."""

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from engine.arrays import IntArray
from engine.data.data_set import DataSet
from engine.network.graph import computed_part, output_layer, topological_order
from engine.network.kinds import layer_kind
from engine.network.model import LayerId
from engine.process.pictures import BoundaryRequest
from engine.process.views.morph import Morph, MorphRequest
from gui.icons import IconName
from gui.plots.elided_combo_box import ElidedComboBox
from gui.plots.engine_plot import EnginePlot
from gui.plots.morph import stage_names, texts
from gui.plots.morph.controls import MorphControls
from gui.plots.morph.picture import MorphPicture
from gui.plots.ranges import with_margin
from gui.plots.readings import Reading, reading_for
from gui.plots.readout import joined
from gui.plots.sample_tables import sample_columns
from gui.plots.samples import place_among
from gui.plots.subject import PlotSubject
from gui.plots.table import Table
from gui.selection import LayerItem, NeuronItem, Selection
from gui.theme import Theme, ThemeManager

GRID_LINES = 11
POINTS, POINTS_WHILE_TRAINING = 48, 24  # of the surface, along each axis
PLANE_MARGIN = 0.15
NOT_YET = "Connect the network and choose data to see it."
GRID, REGIONS, SPEED = "grid", "regions", "speed"
LEFT_AXIS_PX, BOTTOM_AXIS_PX = 58, 42

StageKey = tuple[LayerId, str]


class MorphPlot(EnginePlot):
    """Shows what each layer does to the input plane, its grid, the regions of the outputs and the samples.

    A click on a sample selects it; the layers selected on the canvas stand out on the slider.
    """

    draws_samples = True

    def __init__(self, theme_manager: ThemeManager, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, selection, IconName.MORPH, parent)
        self._target = ElidedComboBox()
        self._target.setAccessibleName("Where the way ends")
        self._target.setToolTip("The layer where the way ends")
        self._target.setSizeAdjustPolicy(ElidedComboBox.SizeAdjustPolicy.AdjustToContents)
        self.header.insertWidget(0, self._target)
        self._grid = self.add_toggle("Grid", "Carry the grid of the input plane along", checked=True)
        self._regions = self.add_toggle("Regions", "Carry the plane along in the colours of the outputs", checked=True)
        self._controls = MorphControls()
        self.add_row_below(self._controls)
        self._plot = self.add_plot(0, 0)
        self._picture = MorphPicture(self._plot)
        self._reading: Reading | None = None
        self._reading_count = 0
        self._keys: tuple[StageKey, ...] = ()
        self._drawn: Morph | None = None
        self._labels: tuple[texts.AxisLabel, ...] = ()
        self._connect()
        self.apply_theme()
        self.redraw()

    def _connect(self) -> None:
        self._target.activated.connect(lambda _index: self._on_target_chosen())
        self._grid.toggled.connect(lambda is_on: self.choose(grid=str(is_on)))
        self._regions.toggled.connect(lambda is_on: self.choose(regions=str(is_on)))
        self._controls.moment_changed.connect(lambda _moment: self._show_moment())
        self._controls.stage_hovered.connect(self._on_stage_hovered)
        self._controls.speed_chosen.connect(lambda speed: self.choose(speed=speed))
        self._plot.getViewBox().sigResized.connect(lambda _box: self._show_moment())
        self.pointer.clicked.connect(self._on_clicked)
        self.pointer.moved.connect(lambda _place: self._show_pointed())
        self.selection.selection_changed.connect(self._mark_stages)
        self.selection.hover_changed.connect(self._mark_stages)

    @property
    def controls(self) -> MorphControls:
        """What moves it."""
        return self._controls

    # What it asks for

    def wanted(self) -> MorphRequest | None:
        """Ask for the way to the layer chosen."""
        data_set = self.subject.data_set
        if data_set is None:
            return None
        points = POINTS_WHILE_TRAINING if self.subject.is_training else POINTS
        return MorphRequest(
            grid=self._plane(data_set, GRID_LINES) if self._grid.isChecked() else None,
            regions=self._plane(data_set, points) if self._regions.isChecked() else None,
            target=self._target.currentData(),
        )

    def _plane(self, data_set: DataSet, resolution: int) -> BoundaryRequest:
        """Give the part of the input plane that the samples lie in."""
        inputs = self.subject.boundary_inputs
        columns = inputs if data_set.input_count > 1 else (0, 0)
        x_range, y_range = (with_margin(data_set.inputs[:, index], PLANE_MARGIN) for index in columns)
        return BoundaryRequest(inputs, x_range, y_range, resolution, self.subject.looked_at.held(data_set))

    def subject_changed(self, before: PlotSubject) -> None:
        """Offer the layers where the way may end."""
        self._reading = None
        if (self.subject.network, self.subject.is_complete) != (before.network, before.is_complete):
            self._offer_targets()

    def settings_restored(self) -> None:
        """Take over the target, the switches and the speed."""
        for name, toggle in ((GRID, self._grid), (REGIONS, self._regions)):
            toggle.setChecked(self.settings.options.get(name, "True") == "True")
        self._controls.set_speed(self.settings.options.get(SPEED, ""))
        self._offer_targets()

    def _offer_targets(self) -> None:
        """Offer all layers that compute something, the output first."""
        network = self.subject.network
        self._target.clear()
        self._target.setVisible(self.subject.is_complete)
        if not self.subject.is_complete:
            return
        last = output_layer(network)
        self._target.addItem(f"To {last.name}", None)
        for layer in topological_order(computed_part(network)):
            if layer_kind(layer.kind).takes_sources and layer.id != last.id:
                self._target.addItem(f"To {layer.name}", layer.id)
        self._target.setCurrentIndex(max(self._target.findData(self.settings.layer), 0))

    # Drawing

    def draw(self) -> None:
        """Draw the present values at the present moment."""
        view = self._current()
        if self.missing or not self.subject.is_complete:
            self._controls.setVisible(False)
            self._controls.stop()
            self.show_empty("No morph yet", self.missing or NOT_YET)
            return
        if view is None:
            return  # what was asked for is on its way
        self.show_plot()
        self._controls.setVisible(True)
        reading = self._reading_of(view)
        self._offer_stages(view)
        self._picture.take(view, reading, reading.sample_colors(self._targets(view)))
        in_focus = self.in_focus
        self._picture.samples.let_stand_out(None if in_focus is None else in_focus[self._sample_rows(view)])
        self._drawn = view
        self._show_moment()

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._reading = None
        self._labels = ()
        self._picture.restyle(theme)
        # Whatever names and numbers the axes have on the way, the picture between them stays where it is.
        self._plot.getAxis("left").setWidth(LEFT_AXIS_PX * theme.scale)
        self._plot.getAxis("bottom").setHeight(BOTTOM_AXIS_PX * theme.scale)

    def reset_view(self) -> None:
        """Show everything again."""
        self._picture.reset_view()
        self.redraw()

    def table(self) -> Table | None:
        """Give the samples' coordinates at every stage."""
        view, data_set = self._current(), self.subject.data_set
        if view is None or data_set is None:
            return None
        columns = sample_columns(data_set, self._sample_rows(view))
        for stage in view.stages:
            symbol = stage_names.symbol(self.subject.network, stage)
            for axis in range(stage.projection.dimensions):
                name = stage_names.coordinate_name(stage.projection, axis)
                columns[f"{symbol} {name}"] = stage.samples[:, axis]
        return Table.of(columns)

    def what_is_shown(self) -> tuple[str, ...]:
        """Say how far the way has come."""
        view = self._drawn
        if view is None or not self._fits(view):
            return ()
        return (texts.place_at(self.subject.network, view, min(self._controls.moment, len(view.stages) - 1.0)),)

    def _show_moment(self) -> None:
        """Draw where everything is now: the slider, or what is known of the network, has moved."""
        view = self._drawn  # another one may be waiting for its turn
        if view is None or not self._fits(view) or not self.isVisible():
            return
        moment = min(self._controls.moment, float(len(view.stages) - 1))
        self._picture.place(view, moment, self._selected(view))
        self._label_axes(view, moment)
        self.set_resting_parts(texts.parts_at(self.subject.network, view, moment, self._absence(view)))
        self._show_pointed()

    def _current(self) -> Morph | None:
        """Give the view if it is one to be drawn."""
        return self.view if isinstance(self.view, Morph) and self._fits(self.view) else None

    def _fits(self, view: Morph) -> bool:
        """Tell whether a view is of layers and samples that there still are."""
        network, data_set = self.subject.network, self.subject.data_set
        return (
            self.subject.is_complete
            and data_set is not None
            and all(network.has_layer(stage.layer) for stage in view.stages)
            and view.request.target == self._target.currentData()
            and view.sample_count == len(data_set.training_indices)
        )

    def _reading_of(self, view: Morph) -> Reading:
        data_set = self.subject.data_set
        assert data_set is not None, "there is a view of samples"
        count = view.outputs.shape[-1]
        if self._reading is None or self._reading_count != count:
            self._reading = reading_for(data_set, count, self.subject.loss, self.theme)
            self._reading_count = count
        return self._reading

    def _sample_rows(self, view: Morph) -> IntArray:
        """Give the rows in the data set of the samples shown."""
        data_set = self.subject.data_set
        return view.rows if data_set is None else data_set.training_indices[view.rows]

    def _targets(self, view: Morph) -> np.ndarray:
        data_set = self.subject.data_set
        assert data_set is not None, "there is a view of samples"
        return data_set.targets[self._sample_rows(view)]

    def _selected(self, view: Morph) -> int | None:
        looked_at = self.subject.looked_at
        return None if looked_at.own is not None else place_among(self._sample_rows(view), looked_at.sample)

    def _absence(self, view: Morph) -> str:
        """Say why no sample is marked though something is looked at, or ""."""
        data_set = self.subject.data_set
        return "" if data_set is None else self.subject.looked_at.absence(data_set, self._sample_rows(view))

    def _offer_stages(self, view: Morph) -> None:
        """Offer the stages; where others come, the handle stays at the one it is nearest to."""
        network = self.subject.network
        keys = tuple((stage.layer, stage.quantity) for stage in view.stages)
        here = self._keys[min(round(self._controls.moment), len(self._keys) - 1)] if self._keys else None
        self._controls.set_stages([stage_names.symbol(network, stage) for stage in view.stages])
        if keys != self._keys and here in keys:
            self._controls.set_moment(keys.index(here))
        if keys != self._keys:
            self._keys = keys
            self._picture.reset_view()
            self._mark_stages()
            ways = [texts.parts_at(network, view, stage + 0.5) for stage in range(len(keys) - 1)]
            self.expect_pointer_parts(max(ways, key=lambda parts: len(joined(parts)), default=[]))

    def _label_axes(self, view: Morph, moment: float) -> None:
        """Say what stands along the axes."""
        labels = texts.axis_labels(self.subject.network, view, moment)
        if labels == self._labels:
            return
        self._labels = labels
        colors, size = self.theme.palette, self.theme.type_scale.caption
        for side, (name, short_name) in zip(("bottom", "left"), labels, strict=True):
            axis_item = self._plot.getAxis(side)
            axis_item.set_short_names(short_name)
            axis_item.setLabel(name or " ", color=colors.plot_text, **{"font-size": f"{size}px"})
            axis_item.setTicks(None if name else [[]])
            axis_item.resizeEvent()  # pyqtgraph centres a name only then

    def _show_pointed(self) -> None:
        """Tell of the sample under the pointer, which may rest while all else moves."""
        if self.pointer.place is None:
            return
        view, sample = self._current(), self._sample_under_pointer()
        if view is None or sample is None or self._reading is None:
            self.selection.samples.point_at(None)
            self.set_pointer_help("")
            self.set_pointer_parts(None)
            return
        place = view.at(self._controls.moment).samples[sample]
        target = self._reading.describe_target(self._targets(view)[sample])
        row = int(self._sample_rows(view)[sample])
        self.selection.samples.point_at(row)
        self.set_pointer_help("Click to select the sample")
        self.set_pointer_parts(texts.sample_parts(row, place, target))

    def mark_pointed(self) -> None:
        """Ring the sample that the pointer is over anywhere."""
        view, pointed = self._current(), self.selection.samples.pointed
        self._picture.samples.set_pointed(None if view is None else place_among(self._sample_rows(view), pointed))

    # Reactions

    def _sample_under_pointer(self) -> int | None:
        scene_position, box = self.pointer.place, self._plot.getViewBox()
        if scene_position is None or not box.sceneBoundingRect().contains(scene_position):
            return None
        place = box.mapSceneToView(scene_position)
        return self._picture.samples.under(place.x(), place.y(), self._picture.pixel_size)

    def _on_clicked(self, scene_position: QPointF) -> None:
        view, box = self._current(), self._plot.getViewBox()
        if view is None or not box.sceneBoundingRect().contains(scene_position):
            return
        place = box.mapSceneToView(scene_position)
        sample = self._picture.samples.nearest(place.x(), place.y(), self._picture.pixel_size)
        if sample is not None:
            self.sample_clicked.emit(int(self._sample_rows(view)[sample]))

    def _on_target_chosen(self) -> None:
        self.pin(self._target.currentData())

    def _on_stage_hovered(self, stage: int | None) -> None:
        self.selection.hover(None if stage is None or stage >= len(self._keys) else LayerItem(self._keys[stage][0]))

    def _mark_stages(self) -> None:
        """Let the stages of layers that are selected or under the pointer stand out."""
        items = (*self.selection.items, self.selection.hovered)
        layers = {item.layer for item in items if isinstance(item, LayerItem | NeuronItem)}
        self._controls.slider.set_marked(
            frozenset(number for number, (layer, _quantity) in enumerate(self._keys) if layer in layers)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Suit the samples to the size."""
        super().resizeEvent(event)
        self._picture.samples.fit_to(self.width(), self.height())

    def hideEvent(self, event: QHideEvent) -> None:
        """Play no more."""
        super().hideEvent(event)
        self._controls.stop()
