"""Layers get ids and names that no other layer has."""

import pytest

from engine.errors import SettingError
from engine.network import edits
from engine.network.model import Network


def names_of_dense_layers(*wanted: str | None) -> list[str]:
    network = Network()
    for name in wanted:
        network = edits.add_layer(network, "dense", 1, name=name)
    return [layer.name for layer in network.layers]


def test_layers_without_a_name_of_their_own_are_numbered():
    assert names_of_dense_layers(None, None, "Dense", None) == ["Dense", "Dense 2", "Dense 3", "Dense 4"]


@pytest.mark.parametrize("blank", ["", "  ", "\t"])
def test_blank_name_counts_as_none(blank):
    assert names_of_dense_layers(blank) == ["Dense"]


def test_space_around_a_name_is_left_out():
    assert names_of_dense_layers(" Mine ", "Mine") == ["Mine", "Mine 2"]


def test_ids_follow_the_largest_there_is():
    network = Network()
    for _ in range(3):
        network = edits.add_layer(network, "dense", 1)
    network = edits.add_layer(edits.remove_layers(network, ["L2"]), "dense", 1)
    assert [layer.id for layer in network.layers] == ["L1", "L3", "L4"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (" ", "cannot be blank"),
        ("n" * 201, "at most 200 characters; 201 were given"),
        ("two\nlines", "cannot hold line breaks"),
        ("\x1b[31mred", "other control characters"),
    ],
)
def test_renaming_refuses_what_nobody_could_read(name, sentence):
    network = edits.add_layer(Network(), "dense", 1)
    with pytest.raises(SettingError, match=sentence):
        edits.rename_layer(network, "L1", name)


@pytest.mark.parametrize("name", ["n" * 200, "Größe 𝜎", "👩‍🔬 layer", "a b"])
def test_names_in_any_script_are_kept(name):
    network = edits.rename_layer(edits.add_layer(Network(), "dense", 1), "L1", name)
    assert network.layer("L1").name == name
