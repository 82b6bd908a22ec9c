from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from engine.data.specification import DataSpecification
from engine.network import edits
from engine.network.model import parameters_of
from engine.project.edits import draw_weights
from engine.project.examples import EXAMPLES
from engine.project.file import save_project
from engine.project.project import Project, Run, with_data, with_network, with_run
from tests.engine.cli.told import Tell, Write


def columns(line: str) -> list[str]:
    return re.split(r"\s{2,}", line.strip())


def test_the_tables_are_aligned_and_complete(tell: Tell, saved: Write) -> None:
    told = tell("show", saved("xor-by-hand"))

    assert (told.status, told.err) == (0, "")
    lines = told.out.splitlines()
    table = lines[lines.index("Layers") + 1 : lines.index("Connections") - 1]
    assert [columns(line) for line in table] == [
        ["name", "kind", "shape", "activation", "parameters", "from"],
        ["Input", "Input layer", "2", "–", "–", "–"],
        ["Hidden", "Dense layer", "2", "ReLU", "6", "Input"],
        ["Output", "Dense layer", "1", "Identity", "3", "Hidden"],
        ["9 parameters in all"],
    ]
    assert (
        len(
            {line.index(last) for line, last in zip(table[:4], ("from", "–", "Input", "Hidden"), strict=True)}
            - {table[1].index("–")}
        )
        == 1
    )
    assert ["Loss", "Binary log loss"] in [columns(line) for line in lines]
    assert lines[-1] == "  Not trained yet."


def test_json_says_the_same(tell: Tell, saved: Write) -> None:
    facts = tell("show", saved("xor-by-hand"), "--json").json

    assert facts["parameters"] == 9
    assert facts["problems"] == []
    assert [layer["name"] for layer in facts["layers"]] == ["Input", "Hidden", "Output"]
    assert [layer["shape"] for layer in facts["layers"]] == [[2], [2], [1]]
    assert [layer["activation_function"] for layer in facts["layers"]] == [None, "relu", "identity"]
    assert [layer["sources"] for layer in facts["layers"]] == [[], ["Input"], ["Hidden"]]
    assert facts["connections"][0] == {
        "source": "Input", "target": "Hidden", "shape": [2, 2], "edges": 4, "removed": 0, "frozen": 0,
    }  # fmt: skip
    assert facts["data"]["source"] == "xor-points"
    assert facts["training"]["loss"] == "log_loss"
    assert facts["run"] is None


def _save(project: Project, folder: Path) -> Path:
    path = folder / "project.neuro"
    save_project(project, path)
    return path


def test_removed_and_frozen_edges_are_counted(tell: Tell, tmp_path: Path) -> None:
    project = EXAMPLES["xor-by-hand"].build()
    hidden, output = project.network.connections
    hidden = replace(hidden, mask=np.array([[True, False], [True, True]]))
    output = replace(output, frozen=np.array([[True, False]]))
    path = _save(replace(project, network=replace(project.network, connections=(hidden, output))), tmp_path)

    connections = tell("show", path, "--json").json["connections"]

    assert [(item["edges"], item["removed"], item["frozen"]) for item in connections] == [(3, 1, 0), (2, 0, 1)]
    assert "8 parameters in all, 1 of them frozen" in tell("show", path).out


def test_a_run_shows_how_far_it_came_and_what_was_measured_last(tell: Tell, tmp_path: Path) -> None:
    project = EXAMPLES["xor-by-hand"].build()
    parameters = parameters_of(project.network)
    run = Run(initial=parameters, step=40, epoch=10, history=np.array([[40, 10, 0.25, np.nan, 1.0, np.nan, 0]]))
    path = _save(with_run(project, parameters, run), tmp_path)

    assert tell("show", path, "--json").json["run"] == {
        "step": 40, "epoch": 10, "training_loss": 0.25, "validation_loss": None,
        "training_accuracy": 1.0, "validation_accuracy": None,
    }  # fmt: skip
    text = tell("show", path).out
    assert columns(next(line for line in text.splitlines() if "Training loss" in line)) == ["Training loss", "0.25"]
    assert "Validation loss" not in text


def test_a_run_that_an_edit_ended_is_not_told_as_none_at_all(tell: Tell, tmp_path: Path) -> None:
    project = EXAMPLES["xor-by-hand"].build()
    parameters = parameters_of(project.network)
    trained = with_run(project, parameters, Run(initial=parameters, step=40, epoch=10))
    hidden = project.network.layers[1]
    ended = with_network(trained, edits.resize_layer(project.network, hidden.id, 3, project.training.initialization))

    path = _save(ended, tmp_path)

    facts = tell("show", path, "--json").json
    assert (facts["run"], facts["earlier_runs"]) == (None, True)
    assert tell("show", path).out.splitlines()[-1].startswith("  Trained before; an edit ended the run")

    path = _save(draw_weights(ended), tmp_path)

    assert not tell("show", path, "--json").json["earlier_runs"]
    assert tell("show", path).out.splitlines()[-1] == "  Not trained yet."


def test_an_unfinished_network_is_shown_with_what_it_lacks(tell: Tell, tmp_path: Path) -> None:
    network = edits.add_layer(Project().network, "dense", 3)
    path = _save(with_network(Project(), network), tmp_path)

    assert "There is no input layer" in tell("show", path).out
    assert len(tell("show", path, "--json").json["problems"]) == 2


def test_an_empty_project_is_shown(tell: Tell, tmp_path: Path) -> None:
    told = tell("show", _save(Project(), tmp_path))

    assert told.status == 0
    assert told.out.splitlines()[:2] == ["Layers", "  The canvas is empty: drag an input layer onto it."]


def test_own_points_are_counted(tell: Tell, tmp_path: Path) -> None:
    own = DataSpecification(source="own", user_inputs=np.zeros((3, 2)), user_targets=np.array([[0.0], [1.0], [1.0]]))
    path = _save(with_data(Project(), own), tmp_path)

    assert tell("show", path, "--json").json["data"]["user_points"] == [3, 2]
    assert "3 with 2 inputs" in tell("show", path).out
