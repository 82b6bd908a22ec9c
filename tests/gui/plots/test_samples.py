"""The samples in a plot look the same however they came to be where they are."""

from typing import Any

import numpy as np
import pyqtgraph as pg
import pytest
from pytestqt.qtbot import QtBot

from gui.plots.samples import SamplePoints
from gui.theme import DARK, LIGHT, Theme

COUNT = 12
TRAINING, VALIDATION = np.arange(8), np.arange(8, COUNT)
POSITIONS = np.random.default_rng(0).uniform(-1.0, 1.0, (2, COUNT, 2))
COLORS = np.tile(np.array([[200, 80, 0, 255], [0, 90, 200, 255]], np.uint8), (COUNT // 2, 1))
SOME, NONE = np.arange(COUNT) % 3 == 0, np.zeros(COUNT, np.bool_)


class Picture:
    """Samples in a plot of their own."""

    def __init__(self, qtbot: QtBot) -> None:
        self._widget = pg.GraphicsLayoutWidget()
        self._widget.resize(300, 300)
        qtbot.addWidget(self._widget)
        plot = self._widget.addPlot()
        plot.setRange(xRange=(-1, 1), yRange=(-1, 1))
        self.samples = SamplePoints(plot)
        self.samples.restyle(LIGHT)

    def show(self, place: int, wrong: Any, colors: Any = COLORS, training: Any = TRAINING) -> None:
        self.samples.set_samples(POSITIONS[place], colors, training, VALIDATION, wrong, selected=place)

    def image(self) -> Any:
        return self._widget.grab().toImage()


@pytest.mark.parametrize("wrong", [SOME, NONE])
@pytest.mark.parametrize("colors", [COLORS, COLORS[::-1].copy()])
@pytest.mark.parametrize("training", [TRAINING, TRAINING[::-1], TRAINING[1:]])
@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_samples_that_moved_look_as_those_shown_there_at_once(
    qtbot: QtBot, wrong: Any, colors: Any, training: Any, theme: Theme
) -> None:
    moved, placed = Picture(qtbot), Picture(qtbot)
    moved.show(0, SOME)
    moved.samples.restyle(theme)
    moved.show(1, wrong, colors, training)
    placed.samples.restyle(theme)
    placed.show(1, wrong, colors, training)
    assert moved.image() == placed.image()
    placed.show(0, SOME)
    assert moved.image() != placed.image()
