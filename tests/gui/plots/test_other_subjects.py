"""Every kind of plot, drawn of one network and its data, is told of others before the engine has seen them."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from engine.data.sources import make_data_set
from engine.network.edits import remove_layers, resize_layer
from engine.project import edits
from engine.project.examples import EXAMPLES
from engine.project.project import Project, with_network
from gui.plots.engine_plot import EnginePlot
from gui.plots.kinds import PLOT_KINDS, PlotKind
from gui.plots.recording import Recording
from gui.plots.subject import PlotSubject
from gui.selection import NeuronItem, Selection
from gui.theme import ThemeManager
from tests.gui.plots.fed_plot import fed


def with_source(source: str) -> Callable[[Project], Project]:
    def choose(project: Project) -> Project:
        project = edits.choose_source(project, source)
        data_set = make_data_set(project.data)
        return edits.fit_network(project, data_set.input_count, data_set.output_count)

    return choose


def widened(width: int) -> Callable[[Project], Project]:
    return lambda project: with_network(
        project, resize_layer(project.network, "L2", width, project.training.initialization)
    )


def without_hidden_layer(project: Project) -> Project:
    return with_network(project, remove_layers(project.network, ["L2"]))


def emptied(_project: Project) -> Project:
    return Project()


OTHERS = {
    "fewer samples": with_source("xor-points"),
    "more samples": lambda project: edits.change_data(project, sample_count=1000),
    "other inputs and classes": with_source("iris"),
    "pictures": with_source("digits"),
    "a regression of two inputs": with_source("plane"),
    "a regression of one": with_source("curve"),
    "a wider layer": widened(9),
    "a narrower layer": widened(2),
    "a layer less": without_hidden_layer,
    "a new project": emptied,
}


def subject_of(project: Project) -> PlotSubject:
    data_set = make_data_set(project.data) if project.network.layers else None
    return PlotSubject(
        network=project.network, data_set=data_set, loss=project.training.loss, training=project.training
    )


def show(plot: EnginePlot, project: Project) -> None:
    """Tell a plot of a project, as the feed does, and let it answer to a pointer before it was answered."""
    plot.blockSignals(True)  # nothing is answered yet
    plot.set_subject(subject_of(project))
    plot.set_recording(Recording(network=project.network))
    plot.pointer.moved.emit(QPointF(plot.width() / 2, plot.height() / 2))
    plot.table()
    plot.blockSignals(False)
    plot.request_changed.emit(plot.request)
    plot.pointer.moved.emit(QPointF(plot.width() / 2, plot.height() / 2))
    read_table(plot)


def read_table(plot: EnginePlot) -> None:
    """Read what is saved as other programs do, which want as many columns in every row and no heading twice."""
    table = plot.table()
    if table is not None:
        text = io.StringIO(table.csv().decode())
        read = np.genfromtxt(text, delimiter=",", names=True, dtype=None, encoding="utf-8", ndmin=1)
        assert len(set(table.names)) == len(table.names) == len(read.dtype.names)
        assert len(read) == max(map(len, table.columns))


@pytest.mark.parametrize("kind", PLOT_KINDS.values(), ids=PLOT_KINDS.keys())
def test_it_goes_on_with_whatever_comes_next(kind: PlotKind, theme_manager: ThemeManager, qtbot: QtBot) -> None:
    selection = Selection()
    plot = fed(kind.make(theme_manager, selection))
    qtbot.addWidget(plot)
    plot.resize(500, 400)
    plot.show()
    first = EXAMPLES["xor"].build()
    for other in OTHERS.values():
        show(plot, first)
        selection.select(NeuronItem("L2", 1))
        show(plot, other(first))
