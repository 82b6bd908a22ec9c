"""What is set by hand in a run begins anew there."""

import numpy as np

from engine.network.model import Parameters
from gui.plots.recording import HandEdit
from gui.timeline.hand_edits import hand_set_start


def test_each_number_set_by_hand_is_its_own_start_and_all_others_keep_the_runs() -> None:
    initial = Parameters((np.array([[1.0, 2.0]]),), (np.empty(0), np.array([3.0, 4.0])))
    trained = Parameters((np.array([[1.5, 2.5]]),), (np.empty(0), np.array([3.5, 4.5])))
    edited = Parameters((np.array([[1.5, 9.0]]),), (np.empty(0), np.array([8.0, 4.5])))
    resized = Parameters((np.array([[1.5, 9.0, 0.0]]),), (np.empty(0), np.array([8.0, 4.5, 0.0])))

    start = hand_set_start(initial, [HandEdit(5, trained, edited), HandEdit(7, edited, resized)])

    assert [weight.tolist() for weight in start.weights] == [[[1.0, 9.0]]]
    assert [bias.tolist() for bias in start.biases] == [[], [8.0, 4.0]]
