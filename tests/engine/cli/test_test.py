"""`neurocanvas test` measures every part; training never looks at the test part."""

from pathlib import Path

import numpy as np
import pytest

from engine.data.sources import make_data_set
from engine.network.forward import output
from engine.project.edits import change_data, choose_source, fit_network
from engine.project.examples import EXAMPLES
from engine.project.file import load_project, save_project
from engine.training.session import train
from tests.engine.cli.told import Tell, Write


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    project = change_data(EXAMPLES["digits"].build(), validation_fraction=0.2, test_fraction=0.2)
    path = tmp_path / "digits.neuro"
    save_project(train(project, epochs=2, device="cpu").project, path)
    return path


def test_json_tells_each_part(tell: Tell, digits: Path) -> None:
    told = tell("test", digits, "--json")
    project = load_project(digits)
    data_set = make_data_set(project.data)
    assert "Fitting to the test part is not allowed" in told.err
    assert list(told.json) == ["training", "validation", "test"]
    for part, facts in told.json.items():
        rows = data_set.part(part)
        predicted = output(project.network, data_set.inputs[rows]).argmax(axis=1)
        assert facts["samples"] == len(rows)
        assert facts["accuracy"] == pytest.approx(np.mean(predicted == data_set.targets[rows, 0]))
        assert facts["top_3"] >= facts["accuracy"]
        assert np.sum(facts["confusion"]) == len(rows)
        assert facts["recall"].keys() == facts["precision"].keys() == set(data_set.class_names)


def test_tables_show_metrics_side_by_side_and_the_confusion(tell: Tell, digits: Path) -> None:
    told = tell("test", digits)
    lines = told.out.splitlines()
    assert lines[0].split() == ["training", "validation", "test"]
    assert [line.split()[0] for line in lines[1:5]] == ["samples", "loss", "Accuracy", "Top-3"]
    assert "Confusion, test part" in lines


def test_a_project_without_a_test_part_says_so(tell: Tell, saved: Write) -> None:
    told = tell("test", saved("xor"), "--json")
    assert "The data has no test part" in told.err
    assert "test" not in told.json


def test_samples_that_were_learnt_from_are_told_of(tell: Tell, tmp_path: Path) -> None:
    trained = train(choose_source(EXAMPLES["xor"].build(), "circles"), epochs=1).project
    save_project(change_data(trained, test_fraction=0.2), tmp_path / "held-back.neuro")
    assert "trained on before the split changed" in tell("test", tmp_path / "held-back.neuro").err


def test_a_regression_has_metrics_of_its_own(tell: Tell, tmp_path: Path) -> None:
    project = fit_network(choose_source(EXAMPLES["xor"].build(), "curve"), 1, 1)
    path = tmp_path / "sine.neuro"
    save_project(project, path)
    told = tell("test", path, "--json")
    assert list(told.json["training"]) == ["samples", "loss", "rmse", "r2"]


def test_what_does_not_fit_is_refused(tell: Tell, tmp_path: Path) -> None:
    path = tmp_path / "misfit.neuro"
    save_project(choose_source(EXAMPLES["xor"].build(), "iris"), path)
    assert "The data has 4 inputs" in tell("test", path).sentence
