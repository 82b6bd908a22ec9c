from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from engine.data.sources import make_data_set
from engine.network.model import Network
from engine.project.examples import EXAMPLES
from engine.project.file import save_project
from engine.project.project import Project, with_network
from tests.engine.cli.told import Tell, Write

CORNERS = "0,0\n0,1\n1,0\n1,1\n"


def test_the_numbers_of_xor_by_hand(tell: Tell, saved: Write, points: Write) -> None:
    told = tell("eval", saved("xor-by-hand"), "--input", points(CORNERS), "--json")

    assert (told.status, told.err) == (0, "")
    assert told.json == {
        "layers": [
            {
                "name": "Hidden",
                "pre_activation": [[0, -1], [1, 0], [1, 0], [2, 1]],
                "activation": [[0, 0], [1, 0], [1, 0], [2, 1]],
            },
            {
                "name": "Output",
                "pre_activation": [[-0.5], [0.5], [0.5], [-0.5]],
                "activation": [[-0.5], [0.5], [0.5], [-0.5]],
            },
        ],
        "output": [[-0.5], [0.5], [0.5], [-0.5]],
    }


def test_the_tables_hold_every_layer_and_every_point(tell: Tell, saved: Write, points: Write) -> None:
    told = tell("eval", saved("xor-by-hand"), "--input", points("x1,x2\n0,1\n0.25,-1e-7\n"))

    blocks = [[line.split() for line in block.splitlines()] for block in told.out.split("\n\n")]
    assert [block[0][0].rstrip(":") for block in blocks] == ["Input", "Hidden", "Output"]
    assert blocks[0][1:] == [["point", "x1", "x2"], ["1", "0", "1"], ["2", "0.25", "-1e-07"]]
    assert blocks[1][1:] == [
        ["point", "a1", "a2", "h1", "h2"],
        ["1", "1", "0", "1", "0"],
        ["2", "0.25", "-0.75", "0.25", "0"],
    ]


def test_a_wide_layer_is_printed_whole_within_the_terminal(
    tell: Tell, saved: Write, points: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = tell("eval", saved("wide-hidden"), "--input", points("0.5,-0.5\n"))

    assert max(map(len, told.out.splitlines())) <= 80
    for neuron in range(1, 101):
        assert re.search(rf"\bh{neuron}\b", told.out)


def _scaled_digits(folder: Path) -> tuple[Project, Path]:
    project = EXAMPLES["digits"].build()
    project = replace(project, data=replace(project.data, standardize=True))
    path = folder / "digits.neuro"
    save_project(project, path)
    return project, path


def test_points_are_scaled_as_the_data_only_when_asked(tell: Tell, tmp_path: Path, points: Write) -> None:
    project, path = _scaled_digits(tmp_path)
    data_set = make_data_set(project.data)
    raw = data_set.inputs[:3] * data_set.input_scale + data_set.input_mean
    table = points("\n".join(",".join(map(repr, row)) for row in raw.tolist()))
    hidden = project.network.layers[1]
    weight = project.network.connections[0].weight

    scaled = tell("eval", path, "--input", table, "--standardize", "--json")
    as_they_are = tell("eval", path, "--input", table, "--json")

    assert scaled.err == ""
    np.testing.assert_allclose(
        scaled.json["layers"][0]["pre_activation"], data_set.inputs[:3] @ weight.T + hidden.bias, atol=1e-9
    )
    assert "--standardize" in as_they_are.err
    np.testing.assert_allclose(as_they_are.json["layers"][0]["pre_activation"], raw @ weight.T + hidden.bias, atol=1e-9)


def test_what_is_no_number_any_more_is_null(tell: Tell, tmp_path: Path, points: Write) -> None:
    project = EXAMPLES["xor-by-hand"].build()
    hidden, output = project.network.connections
    network = Network(project.network.layers, (replace(hidden, weight=np.full((2, 2), 1e300)), output))
    path = tmp_path / "huge.neuro"
    save_project(with_network(project, network), path)

    assert tell("eval", path, "--input", points("1e300,1e300\n"), "--json").json["output"] == [[None]]


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("1,2,3\n", "points.csv has 3 columns, but the input layer “Input” has 2 neurons."),
        ("1,2\n3,oops\n", "line 2, column 2"),
        ("", "no points"),
    ],
)
def test_points_that_do_not_fit_get_one_sentence(
    tell: Tell, saved: Write, points: Write, table: str, sentence: str
) -> None:
    for words in ((), ("--json",), ("--standardize",)):
        assert sentence in tell("eval", saved("xor-by-hand"), "--input", points(table), *words).sentence


def test_an_unfinished_network_says_what_it_lacks(tell: Tell, tmp_path: Path, points: Write) -> None:
    path = tmp_path / "empty.neuro"
    save_project(Project(), path)

    assert "The canvas is empty" in tell("eval", path, "--input", points(CORNERS)).sentence


@pytest.mark.parametrize("command", ["show", "eval"])
def test_looking_at_a_file_loads_neither_torch_nor_sklearn_nor_qt(saved: Write, points: Write, command: str) -> None:
    words = [command, str(saved("digits"))]
    if command == "eval":
        words += ["--input", str(points(",".join(["0"] * 64)))]
    code = (
        "import sys; from engine import cli; status = cli.main(sys.argv[1:]);"
        "assert not {'torch', 'sklearn', 'scipy', 'PySide6'} & set(sys.modules); sys.exit(status)"
    )
    ended = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
