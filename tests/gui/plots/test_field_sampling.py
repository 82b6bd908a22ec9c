import numpy as np
import pytest

from engine.process.pictures import BoundaryField, BoundaryRequest
from gui.plots.field_sampling import grid_of, outputs_at


def test_between_grid_points_values_are_interpolated() -> None:
    request = BoundaryRequest((0, 1), (0.0, 2.0), (10.0, 30.0), 3)
    x, y = np.array([0.0, 1.0, 2.0]), np.array([10.0, 20.0, 30.0])
    field = BoundaryField(request, (x + y[:, None])[..., None].astype(np.float32))
    np.testing.assert_array_equal(grid_of(field)[0], x)
    for place in ((0.0, 10.0), (2.0, 30.0), (0.7, 13.0)):
        assert outputs_at(field, *place) == pytest.approx([sum(place)])
    assert outputs_at(field, -0.1, 20.0) is None
    assert outputs_at(field, 1.0, 30.1) is None


def test_a_field_over_one_input_holds_at_every_height() -> None:
    request = BoundaryRequest((0, 0), (0.0, 2.0), (0.0, 1.0), 3)
    field = BoundaryField(request, np.array([[[0.0], [1.0], [4.0]]], dtype=np.float32))
    assert outputs_at(field, 1.5, -77.0) == pytest.approx([2.5])
