import numpy as np
import pytest
from msgspec.structs import replace

from engine.analysis.boundary import boundary_field
from engine.analysis.finite import LARGEST_SHOWN
from engine.errors import GraphError, SettingError, ShapeError
from engine.network.forward import output
from engine.network.model import Network
from engine.process.pictures import BoundaryRequest
from tests.engine.training.networks import chain

REQUEST = BoundaryRequest(inputs=(0, 1), x_range=(-1.0, 2.0), y_range=(0.0, 5.0), resolution=7)


def test_rows_are_y_and_columns_are_x() -> None:
    network = chain(2, 4, 3)

    field = boundary_field(network, REQUEST)

    assert field.request is REQUEST
    assert field.outputs.shape == (7, 7, 3)
    assert field.outputs.dtype == np.float32
    xs, ys = np.linspace(-1, 2, 7), np.linspace(0, 5, 7)
    for row, column in ((0, 0), (2, 5), (6, 1)):
        expected = output(network, np.array([[xs[column], ys[row]]]))[0]
        np.testing.assert_allclose(field.outputs[row, column], expected, rtol=1e-5, atol=1e-6)


def test_other_inputs_are_held_at_the_values_given_or_at_0() -> None:
    network = chain(4, 3, 1)
    held = np.array([9.0, 0.5, 9.0, -2.0])

    field = boundary_field(network, replace(REQUEST, inputs=(2, 0), held=held))
    unheld = boundary_field(network, replace(REQUEST, inputs=(2, 0)))

    # The first of the two inputs runs along x.
    np.testing.assert_allclose(field.outputs[6, 0], output(network, np.array([[5.0, 0.5, -1.0, -2.0]]))[0], rtol=1e-5)
    np.testing.assert_allclose(unheld.outputs[6, 0], output(network, np.array([[5.0, 0.0, -1.0, 0.0]]))[0], rtol=1e-5)


def test_one_input_gives_one_row() -> None:
    network = chain(1, 3, 1)

    field = boundary_field(network, REQUEST)

    assert field.outputs.shape == (1, 7, 1)
    expected = output(network, np.linspace(-1, 2, 7)[:, np.newaxis])
    np.testing.assert_allclose(field.outputs[0], expected, rtol=1e-5, atol=1e-6)


def test_a_wide_network_is_evaluated_in_pieces_with_the_same_result() -> None:
    network = chain(2, 3000, 1, activation="relu")

    field = boundary_field(network, replace(REQUEST, resolution=40))

    xs, ys = np.meshgrid(np.linspace(-1, 2, 40), np.linspace(0, 5, 40))
    expected = output(network, np.stack([xs.ravel(), ys.ravel()], axis=1)).reshape(40, 40, 1)
    np.testing.assert_allclose(field.outputs, expected, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("size", [1e38, 1e39, 1e300])
def test_beyond_float32_the_sign_is_right_and_no_warning_given(size: float) -> None:
    network = chain(2, 2, 1, activation="identity")
    first, last = network.connections
    huge = replace(first, weight=np.array([[size, 0.0], [0.0, size]]))
    minus = replace(last, weight=np.array([[1.0, -1.0]]))

    outputs = boundary_field(replace(network, connections=(huge, minus)), replace(REQUEST, y_range=(-1, 2))).outputs

    resolution = REQUEST.resolution
    apart = ~np.eye(resolution, dtype=bool)  # x ≠ y
    expected = np.sign(np.arange(resolution)[np.newaxis] - np.arange(resolution)[:, np.newaxis])
    np.testing.assert_array_equal(np.sign(outputs[..., 0])[apart], expected[apart])
    assert np.isfinite(outputs).all()


def test_overflow_is_at_the_end_of_the_range_and_gives_no_warning() -> None:
    network = chain(2, 1)
    huge = replace(network.connections[0], weight=np.full((1, 2), 1e38))

    outputs = boundary_field(replace(network, connections=(huge,)), replace(REQUEST, x_range=(100, 200))).outputs

    assert (outputs == np.float32(LARGEST_SHOWN)).all()


@pytest.mark.parametrize(
    ("network", "request_", "error", "sentence"),
    [
        (Network(), REQUEST, GraphError, "canvas is empty"),
        (chain(2, 1), replace(REQUEST, inputs=(0, 2)), SettingError, "two of the 2 inputs; 1 and 3"),
        (chain(2, 1), replace(REQUEST, inputs=(1, 1)), SettingError, "2 and 2"),
        (chain(2, 1), replace(REQUEST, resolution=1), SettingError, "1 is not"),
        (chain(2, 1), replace(REQUEST, held=np.zeros(3)), ShapeError, "has 2 inputs, but 3"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(
    network: Network, request_: BoundaryRequest, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        boundary_field(network, request_)
