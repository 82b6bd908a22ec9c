import numpy as np

from engine.network.losses import loss
from gui.plots.morph.cells import FINER, carried_to, cells_of
from gui.plots.readings.binary import BinaryReading
from gui.theme import LIGHT

READING = BinaryReading(loss("log_loss"), ("no", "yes"), LIGHT)


def areas(corners: np.ndarray) -> np.ndarray:
    sides = corners[:, 2] - corners[:, 0]
    return np.asarray(sides[:, 0] * sides[:, 1])


def test_cells_cover_the_surface_and_are_finer_where_the_colour_changes() -> None:
    f = np.where(np.arange(9) < 4, -9.0, 9.0) * np.ones((6, 1))
    found = cells_of(f[..., np.newaxis], READING)
    assert areas(found.corners).sum() == 5 * 8
    fine = areas(found.corners) < 1
    assert fine.sum() == 5 * FINER**2
    assert (np.floor(found.corners[fine].mean(axis=1)[:, 0]) == 3).all()


def test_a_cell_stretched_along_f_has_the_colours_of_what_it_lies_on() -> None:
    f = np.array([[[-10.0], [10.0]], [[-10.0], [10.0]]])
    found = cells_of(f, READING)
    at = carried_to(f, found.corners.reshape(-1, 2)).reshape(-1, 4).mean(axis=1)
    is_blue = found.colors[:, 2] > found.colors[:, 0]
    np.testing.assert_array_equal(is_blue, at > 0)


def test_a_line_and_nothing_at_all_have_cells_too() -> None:
    assert len(cells_of(np.zeros((1, 5, 1)), READING).corners) == 4
    assert len(cells_of(np.zeros((0, 0, 1)), READING).corners) == 0


def test_places_lie_evenly_between_the_points() -> None:
    plane = np.stack(np.meshgrid(np.arange(4.0), np.arange(3.0)), axis=-1)
    places = np.array([[0.0, 0.0], [0.25, 1.5], [3.0, 2.0]])
    np.testing.assert_array_equal(carried_to(plane, places), places)
