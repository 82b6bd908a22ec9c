"""`neurocanvas eval`: every layer's pre-activation and activation for points from a file."""

import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from engine.arrays import FloatArray
from engine.cli.command import Command
from engine.cli.output import counted, number, say, table, write, write_json
from engine.data.importing import read_points_csv
from engine.data.sources import make_data_set
from engine.errors import DataError, ShapeError
from engine.network.activations import activation_function
from engine.network.forward import Batch, LayerValues, forward
from engine.network.graph import input_layer, output_layer
from engine.network.model import Layer, LayerId, Network
from engine.project.file import load_project
from engine.project.project import Project

_NARROW_COLUMNS = 100  # where there is no terminal to ask
_CELL_COLUMNS = 12  # “-1.23457e-05” is the longest number


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a project file")
    parser.add_argument(
        "--input",
        type=Path,
        required=True,
        metavar="POINTS.csv",
        help="a table with a point a line and a column for each input; a first line of names is passed over",
    )
    parser.add_argument(
        "--standardize",
        action="store_true",
        help="scale the points as the project scales its data; without it they enter the network as they are",
    )
    parser.add_argument("--json", action="store_true", help="write one line of JSON instead of tables")


def _run(arguments: Namespace) -> int:
    project = load_project(arguments.file)
    points = _points(project, arguments.input)
    if arguments.standardize:
        points = _standardized(project, points)
    elif project.data.standardize:
        say("The points enter the network as they are; --standardize scales them as the project scales its data.")
    with np.errstate(over="ignore", invalid="ignore"):  # infinities are shown as they are
        values = forward(project.network, points)
    if arguments.json:
        write_json(evaluation(project.network, values))
    else:
        write("\n\n".join(_tables(project.network, values)))
    return 0


def _points(project: Project, path: Path) -> FloatArray:
    first = input_layer(project.network)
    points = read_points_csv(path)
    if points.shape[1] != first.width:
        columns, neurons = counted(points.shape[1], "column"), counted(first.width, "neuron")
        raise ShapeError(f"{path} has {columns}, but the input layer “{first.name}” has {neurons}.")
    return points


def _standardized(project: Project, points: FloatArray) -> FloatArray:
    data_set = make_data_set(project.data)
    if data_set.input_count != points.shape[1]:
        inputs, neurons = counted(data_set.input_count, "input"), counted(points.shape[1], "neuron")
        raise DataError(f"The data have {inputs}, but the input layer has {neurons}: their scale fits no point.")
    return (points - data_set.input_mean) / data_set.input_scale


def evaluation(network: Network, values: Mapping[LayerId, LayerValues]) -> dict[str, object]:
    """Give what `eval --json` prints: the layers that compute, each after its sources, and the output f(x).

    Args:
        network: A complete network.
        values: The values of all its layers for N points, as `forward` gives them.
    """
    return {
        "layers": [
            {
                "name": layer.name,
                "pre_activation": values[layer.id].pre_activation,
                "activation": values[layer.id].activation,
            }
            for layer in _computing_layers(network, values)
        ],
        "output": values[output_layer(network).id].activation,
    }


def _computing_layers(network: Network, values: Mapping[LayerId, LayerValues]) -> list[Layer]:
    first = input_layer(network)
    return [network.layer(layer_id) for layer_id in values if layer_id != first.id]


def _tables(network: Network, values: Mapping[LayerId, LayerValues]) -> Iterator[str]:
    first = input_layer(network)
    yield f"{first.name}\n{_block({'x': values[first.id].activation})}"
    for layer in _computing_layers(network, values):
        function = activation_function(layer.activation_function)
        both = {"a": values[layer.id].pre_activation, "h": values[layer.id].activation}
        yield f"{layer.name}: h = g(a), {function.label}\n{_block(both)}"


def _block(columns: Mapping[str, Batch]) -> str:
    """Give a table with a row a point and a column a neuron, below one another as many as the terminal is wide."""
    width = next(iter(columns.values())).shape[1]
    terminal = shutil.get_terminal_size((_NARROW_COLUMNS, 0)).columns
    at_once = max(1, (terminal - 10) // ((_CELL_COLUMNS + 2) * len(columns)))
    return "\n".join(
        _table({name: matrix[:, start : start + at_once] for name, matrix in columns.items()}, start)
        for start in range(0, width, at_once)
    )


def _table(columns: Mapping[str, Batch], start: int) -> str:
    header = ["point"]
    for name, matrix in columns.items():
        header += [f"{name}{start + place + 1}" for place in range(matrix.shape[1])]
    cells = np.hstack(list(columns.values())).tolist()
    rows = [[str(row), *map(number, line)] for row, line in enumerate(cells, start=1)]
    return table([header, *rows], right=range(len(header)))


EVAL = Command(
    name="eval",
    help="print every layer's values for points from a file",
    description="Print the pre-activation a and the activation h of every layer for every point of a table.",
    examples=("neurocanvas eval xor.neuro --input points.csv", "neurocanvas eval xor.neuro --input points.csv --json"),
    add_arguments=_add_arguments,
    run=_run,
)
