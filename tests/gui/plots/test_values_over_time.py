"""The plot of a layer's values over a run, fed by the engine's own functions."""

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from engine.data.sources import make_data_set
from engine.network.model import parameters_of
from engine.process.views.distribution_course import DistributionCourse, DistributionCourseRequest
from engine.project.edits import draw_anew
from engine.project.examples import EXAMPLES
from engine.project.timeline import Moment
from gui.plots.kinds import PLOT_KINDS
from gui.plots.looked_at import LookedAt
from gui.plots.recording import Recording
from gui.plots.subject import PlotSubject
from gui.plots.values_over_time.plot import ValuesOverTimePlot
from gui.selection import NeuronItem, Selection
from gui.theme import ThemeManager
from tests.gui.plots.fed_plot import fed, look_at

PROJECT = EXAMPLES["xor"].build()
MOMENTS = tuple(
    Moment(parameters_of(draw_anew(PROJECT, seed).network), step, 0, 0) for seed, step in enumerate((0, 5, 50, 500))
)


def shown(themes: ThemeManager, selection: Selection, qtbot: QtBot) -> ValuesOverTimePlot:
    plot = fed(PLOT_KINDS["values-over-time"].make(themes, selection))
    assert isinstance(plot, ValuesOverTimePlot)
    qtbot.addWidget(plot)
    plot.resize(600, 300)
    plot.show()
    plot.set_subject(
        PlotSubject(
            network=PROJECT.network,
            data_set=make_data_set(PROJECT.data),
            loss=PROJECT.training.loss,
            looked_at=LookedAt(sample=3),
        )
    )
    return plot


def test_it_waits_for_a_run_and_shows_it_when_it_rests(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    plot = shown(theme_manager, Selection(), qtbot)
    assert plot.table() is None
    look_at(plot, is_training=True)
    plot.set_recording(Recording(network=PROJECT.network, moments=MOMENTS))
    assert plot.request is None  # a run has better things to do
    asked: list[object] = []
    plot.request_changed.connect(asked.append)
    plot.set_subject(PlotSubject(PROJECT.network, plot.subject.data_set, looked_at=LookedAt(sample=3)))
    assert any(isinstance(request, DistributionCourseRequest) for request in asked)
    assert plot.request is None  # it is known now
    table = plot.table()
    assert table is not None
    assert sorted(set(table.columns[table.names.index("step")])) == [0, 5, 50, 500]
    assert "all 4 neurons" in plot.readout


def test_a_selected_neuron_is_shown_alone_with_the_way_of_the_sample(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    selection = Selection()
    plot = shown(theme_manager, selection, qtbot)
    plot.set_recording(Recording(network=PROJECT.network, moments=MOMENTS))
    selection.select(NeuronItem("L2", 2))
    table = plot.table()
    assert table is not None
    columns = dict(zip(table.names, map(np.array, table.columns), strict=True))
    for quantity in ("pre-activation", "activation"):
        is_of = columns["quantity"] == quantity
        followed = {*zip(columns["step"][is_of], columns["value of sample 4"][is_of], strict=True)}
        assert len(followed) == len(MOMENTS)  # one value for each step
    assert "neuron 3" in plot.readout
    assert "sample 4" in plot.readout
    box = plot._panels["activations"]._box
    plot.pointer.moved.emit(box.mapViewToScene(QPointF(1.0, 0.0)))
    assert "of the activations" in plot.readout


def test_a_run_that_was_reset_leaves_nothing(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    plot = shown(theme_manager, Selection(), qtbot)
    plot.set_recording(Recording(network=PROJECT.network, moments=MOMENTS))
    assert plot.table() is not None
    plot.set_recording(Recording(network=PROJECT.network))
    assert plot.table() is None


def test_a_saved_picture_tells_no_hints(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    plot = shown(theme_manager, Selection(), qtbot)
    plot.set_recording(Recording(network=PROJECT.network, moments=MOMENTS))
    assert "select a neuron" in plot.readout
    caption = plot._figure()._caption.text  # type: ignore[attr-defined]
    assert "all 4 neurons" in caption
    assert "select a neuron" not in caption


def test_it_says_how_many_of_very_many_samples_it_counts(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    plot = shown(theme_manager, Selection(), qtbot)
    many = make_data_set(replace(PROJECT.data, sample_count=30_000))
    plot.set_recording(Recording(network=PROJECT.network, moments=MOMENTS))
    look_at(plot, data_set=many)
    assert isinstance(plot.view, DistributionCourse)
    counted, count = plot.view.samples, len(many.training_indices)
    assert counted < count
    assert f"{counted:,} of {count:,} training samples" in plot.readout
