"""The gallery as a person meets it."""

from pathlib import Path

import pytest

from engine.arrays import same_value
from engine.data.sources import make_data_set
from engine.errors import SettingError
from engine.network.graph import output_layer
from engine.project.compatibility import incompatibilities
from engine.project.examples import EXAMPLES, example
from engine.project.file import load_project, save_project


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_ready_to_train_and_the_same_at_every_call(name: str, tmp_path: Path) -> None:
    project = example(name).build()
    assert incompatibilities(project.network, make_data_set(project.data), project.training) == ()
    assert same_value(project, example(name).build())
    save_project(project, tmp_path / "example.neuro")
    assert same_value(load_project(tmp_path / "example.neuro"), project)


@pytest.mark.parametrize(
    ("name", "widths"),
    [
        ("xor-by-hand", [2, 2, 1]),
        ("xor", [2, 4, 1]),
        ("circles", [2, 4, 2, 1]),
        ("spirals", [2, 8, 8, 1]),
        ("digits", [64, 32, 10]),
        ("three-layer-sigmoid", [2, 2, 2, 1]),
        ("wide-hidden", [2, 100, 2, 1]),
        ("graph-2-3-2", [2, 3, 2]),
    ],
)
def test_an_example_has_the_layers_its_name_promises(name: str, widths: list[int]) -> None:
    network = example(name).build().network
    assert [layer.width for layer in network.layers] == widths
    assert output_layer(network) is network.layers[-1]
    assert [layer.position[0] for layer in network.layers] == sorted({layer.position[0] for layer in network.layers})


def test_an_unknown_example_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(SettingError, match=r"“xro”.*xor-by-hand, xor, circles"):
        example("xro")
