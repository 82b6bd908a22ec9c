"""The colours of single outputs are those of the whole plane, wherever that shows them."""

import numpy as np
import pytest

from engine.data.data_set import Task
from gui.plots.readings import reading_for
from gui.theme import DARK, LIGHT, Theme
from tests.gui.plots.conftest import data_set

OUTPUTS = np.random.default_rng(1).normal(0.0, 3.0, (9, 11, 3)).astype(np.float32)
INPUTS = np.zeros((6, 2))
CLASSES = np.array([[0.0], [1.0], [2.0], [0.0], [1.0], [2.0]])


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("loss", ["cross_entropy", "squared_error"])
def test_where_a_class_is_the_likeliest_it_has_the_planes_colour(theme: Theme, loss: str) -> None:
    reading = reading_for(data_set(INPUTS, CLASSES, Task.MULTICLASS, ("a", "b", "c")), 3, loss, theme)
    plane, single = reading.colors(OUTPUTS, discrete=False), reading.colors_by_output(OUTPUTS)
    assert single.shape == (3, 9, 11, 4)
    winner = OUTPUTS.argmax(axis=-1)
    assert (np.take_along_axis(single, winner[np.newaxis, ..., np.newaxis], axis=0)[0] == plane).all()
    never = reading.colors_by_output(np.array([[[9.0, 0.0, -9.0]]]))
    assert (never[1] != never[2]).any()  # each class is faint in its own colour


@pytest.mark.parametrize(("task", "loss"), [(Task.BINARY, "log_loss"), (Task.REGRESSION, "squared_error")])
def test_a_single_output_has_the_planes_colours(task: Task, loss: str) -> None:
    reading = reading_for(data_set(INPUTS, CLASSES % 2 - 0.5 * (task is Task.REGRESSION), task), 1, loss, LIGHT)
    f = OUTPUTS[..., :1]
    assert (reading.colors_by_output(f)[0] == reading.colors(f, discrete=False)).all()
