"""What saved pictures and files say of where they come from, in the whole program."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from gui.app import Program
from gui.plots.engine_plot import PlotSettings
from gui.plots.kinds import PLOT_KINDS
from gui.plots.panel import PlotPanel
from tests.gui.programs import train


@pytest.fixture
def project() -> Project:
    return change_training(EXAMPLES["xor-by-hand"].build(), epochs=5)


def title_of(plot: PlotPanel) -> list[str]:
    return plot._title.split(" · ")


def test_titles_tell_project_plot_layer_and_moment(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    window = program.window
    loss, distributions = window.plots.loss, window.plots.distributions
    assert title_of(loss) == ["XOR, four points", "Loss", "not trained"]
    program.document.mark_saved(tmp_path / "mine.neurocanvas")
    train(program, qtbot)
    step = program.training.state.step
    layer = program.document.network.layer("L3").name
    assert title_of(distributions) == ["mine", "Distributions", layer, f"step {step}, epoch 5"]
    assert str(distributions._file_name(".csv")) == f"mine-distributions-{layer.lower()}.csv"
    window.timeline.show(1)
    assert title_of(loss)[-1] == f"rewound to step 1 of {step}, epoch 1"


@pytest.mark.parametrize(
    ("kind", "options", "told"),
    [
        ("features", {}, "Hidden"),
        ("activity", {}, "Activations h"),
        ("confusion", {"part": "training"}, "training samples"),
        ("boundary", {"neuron": "L2:1"}, "h₂⁽¹⁾"),
        ("backpropagation", {}, "step 1 of "),
        ("morph", {}, "x"),
    ],
)
def test_each_kind_says_what_of_it_is_shown(
    program: Program, qtbot: QtBot, kind: str, options: dict[str, str], told: str
) -> None:
    window = program.window
    plot = window.open_plots[window.open_plots.open(PLOT_KINDS[kind])]
    plot.set_settings(PlotSettings(options=options))
    qtbot.waitUntil(lambda: any(words.startswith(told) for words in plot.what_is_shown()))


def test_two_moments_say_which(program: Program, qtbot: QtBot) -> None:
    train(program, qtbot)
    window = program.window
    plot = window.open_plots[window.open_plots.open(PLOT_KINDS["moments"])]
    assert title_of(plot)[-1] == f"Start: step 0 → Shown: step {program.training.state.step}"
