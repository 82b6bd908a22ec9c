"""Project files: what is saved comes back, whole, and nothing is lost on the way."""

import os
import stat
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from engine.arrays import same_value
from engine.data.sources import default_specification
from engine.errors import ProjectFileError
from engine.network.initializers import Initialization
from engine.network.model import Network, parameters_of
from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from engine.project.file import load_project, save_project
from engine.project.file.migrations import migrate
from engine.project.project import Project
from engine.project.settings import TrainingSettings, ViewSettings
from engine.project.validation import mended_view
from tests.strategies import projects


@pytest.fixture
def project() -> Project:
    return EXAMPLES["xor"].build()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "net.neuro"


def with_points(project: Project) -> Project:
    points = {"user_inputs": np.array([[0.0, 1.0], [2.0, 3.0]]), "user_targets": np.array([[0.0], [1.0]])}
    return replace(project, data=replace(default_specification("own"), **points))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(project=projects())
def test_what_is_saved_comes_back_bit_for_bit(project: Project, path: Path) -> None:
    save_project(project, path)
    view = mended_view(project.view, project.network)
    assert same_value(load_project(path), replace(project, view=view))


def test_an_empty_project_can_be_kept(path: Path) -> None:
    save_project(Project(network=Network()), path)
    assert same_value(load_project(path), Project())


def test_the_same_project_gives_the_same_bytes(project: Project, tmp_path: Path) -> None:
    save_project(project, tmp_path / "first.neuro")
    save_project(EXAMPLES["xor"].build(), tmp_path / "second.neuro")
    assert (tmp_path / "first.neuro").read_bytes() == (tmp_path / "second.neuro").read_bytes()


def test_points_of_ones_own_are_a_part_of_their_own(project: Project, path: Path) -> None:
    save_project(project, path)
    assert zipfile.ZipFile(path).namelist() == ["project.json", "parameters.safetensors"]
    save_project(with_points(project), path)
    assert zipfile.ZipFile(path).namelist() == ["project.json", "parameters.safetensors", "data.safetensors"]


def test_the_copy_before_is_kept(project: Project, path: Path) -> None:
    save_project(project, path)
    first = path.read_bytes()
    assert [entry.name for entry in path.parent.glob("*net*")] == ["net.neuro"]
    save_project(change_training(project, epochs=7), path)
    assert (path.parent / "net.neuro~").read_bytes() == first
    save_project(change_training(project, epochs=8), path)
    assert load_project(path.parent / "net.neuro~").training.epochs == 7
    assert load_project(path).training.epochs == 8
    assert sorted(entry.name for entry in path.parent.glob("*net*")) == ["net.neuro", "net.neuro~"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_save_that_fails_leaves_the_old_file_and_no_litter(
    project: Project, path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    save_project(project, path)
    before = path.read_bytes()

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(ProjectFileError, match=r"“net.neuro” cannot be saved: no space left on device"):
        save_project(change_training(project, epochs=7), path)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir() if "neuro" in entry.name] == ["net.neuro"]


def test_a_link_stays_a_link(project: Project, path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.neuro"
    link.symlink_to(path)
    save_project(project, link)
    save_project(project, link)
    assert link.is_symlink()
    assert same_value(load_project(path), project)


def test_who_may_read_the_file_stays_as_it_was(project: Project, path: Path) -> None:
    save_project(project, path)
    path.chmod(0o640)
    save_project(project, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_folder_or_a_missing_folder_is_no_place_for_a_file(project: Project, tmp_path: Path) -> None:
    (tmp_path / "folder.neuro").mkdir()
    with pytest.raises(ProjectFileError, match=r"“folder.neuro” cannot be saved: there is a folder of that name."):
        save_project(project, tmp_path / "folder.neuro")
    with pytest.raises(ProjectFileError, match=r"“net.neuro” cannot be saved: there is no folder .*gone."):
        save_project(project, tmp_path / "gone" / "net.neuro")


def test_what_could_not_be_read_again_is_not_written(project: Project, path: Path) -> None:
    bad = replace(project.training, learning_rate=float("nan"))
    with pytest.raises(ProjectFileError, match=r"cannot be saved: the learning rate α must be .*; nan is not."):
        save_project(replace(project, training=bad), path)
    assert not path.exists()


def test_names_may_hold_any_character(project: Project, path: Path) -> None:
    layers = (replace(project.network.layers[0], name="入力 🧠 “x” → \\/"), *project.network.layers[1:])
    project = replace(project, network=replace(project.network, layers=layers))
    save_project(project, path)
    assert load_project(path).network.layers[0].name == "入力 🧠 “x” → \\/"
    broken = replace(layers[0], name="half \ud83d")
    with pytest.raises(ProjectFileError, match="a name or a setting cannot be written"):
        save_project(replace(project, network=replace(project.network, layers=(broken, *layers[1:]))), path)


def test_a_file_of_format_2_opens_whichever_settings_there_were_when_it_was_written(tmp_path: Path) -> None:
    project = load_project(Path(__file__).parent / "files" / "format-2.neuro")
    assert project.network.connections[1].weight.tolist() == [[1.0, -2.0]]
    assert same_value(project.training.optimizer, TrainingSettings().optimizer)
    assert same_value(project.view.display, ViewSettings().display)
    path = tmp_path / "again.neuro"
    save_project(project, path)
    assert same_value(load_project(path), project)


def test_what_a_part_within_a_part_lacks_is_added_too() -> None:
    document = {"format_version": 2, "view": {"display": {"flow": False}, "minimap": True}}
    view = migrate(document)["view"]
    assert (view["display"]["flow"], view["display"]["removed_edges"], view["minimap"]) == (False, False, True)


def test_a_file_of_format_1_still_says_what_it_said() -> None:
    project = load_project(Path(__file__).parent / "files" / "format-1.neuro")
    _, hidden, out = project.network.layers
    assert [(layer.id, layer.kind, layer.name, layer.shape) for layer in project.network.layers] == [
        ("L1", "input", "Input", (2,)),
        ("L2", "dense", "Hidden", (2,)),
        ("L3", "dense", "Output", (1,)),
    ]
    assert (hidden.activation_function, hidden.position) == ("tanh", (280.0, -20.0))
    assert (hidden.bias.tolist(), hidden.bias_frozen.tolist()) == ([0.125, -1.0], [False, False])
    assert (out.bias.tolist(), out.bias_frozen.tolist()) == ([-0.5], [True])
    first, second, skip = project.network.connections
    assert (first.key, first.weight.tolist()) == (("L1", "L2"), [[0.5, -1.5], [2.0, 1 / 3]])
    assert (first.mask.tolist(), first.frozen.tolist()) == ([[True, True]] * 2, [[True, False], [False, False]])
    assert (second.key, second.weight.tolist()) == (("L2", "L3"), [[1.0, -2.0]])
    assert (skip.key, skip.weight.tolist(), skip.mask.tolist()) == (("L1", "L3"), [[0.0, 0.25]], [[False, True]])
    expected = TrainingSettings(
        loss="squared_error",
        learning_rate=0.05,
        batch_size=3,
        epochs=40,
        weight_decay=0.001,
        shuffle=False,
        initialization=Initialization("normal", 0.3, 7),
        device="cpu",
        precision="float64",
    )
    assert same_value(project.training, expected)
    assert same_value(project.view, ViewSettings(2, (1, 0), "L2", logarithmic_loss=True))
    assert (project.data.source, project.data.validation_fraction, project.data.seed) == ("own", 0.25, 5)
    assert project.data.standardize
    np.testing.assert_array_equal(project.data.user_inputs, [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]])
    np.testing.assert_array_equal(project.data.user_targets, [[0.0], [1.0], [1.0]])
    run = project.run
    assert run is not None
    assert (run.step, run.epoch, run.mini_batch) == (12, 3, 2)
    assert same_value(run.initial, parameters_of(project.network))
    nan = float("nan")
    np.testing.assert_array_equal(run.history, [[0, 0, 0.75, nan, 0.5, nan, 0], [12, 3.5, 0.5, nan, 1, nan, 0]])
