"""Where a run stood at a step, in epochs."""

import numpy as np

from engine.network.model import Parameters
from engine.project.history import HISTORY_COLUMNS
from engine.project.project import Run, epochs_at


def test_epochs_are_those_of_the_history_before_and_of_the_present_batches_after() -> None:
    rows = np.full((4, len(HISTORY_COLUMNS)), 0.5)
    rows[:, :2] = [[0, 0], [1, 1], [2, 2], [6, 3]]  # full-batch for two epochs, then four mini-batches in one
    run = Run(initial=Parameters((), ()), step=8, epoch=3, mini_batch=2, history=rows)
    assert [epochs_at(run, step, 4) for step in (0, 1, 4, 6, 7, 8, 11)] == [0.0, 1.0, 2.5, 3.0, 3.25, 3.5, 4.25]


def test_a_run_that_begins_has_only_the_present_batches() -> None:
    assert epochs_at(None, 6, 4) == 1.5
