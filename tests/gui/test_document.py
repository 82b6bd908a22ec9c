"""The document: edits, undo and redo by assignment, gestures that merge, and what a run shows."""

import weakref
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.arrays import same_value
from engine.errors import EngineError
from engine.network import edits, parameters
from engine.network.freezing import freeze
from engine.network.initializers import Initialization
from engine.network.model import Network, Parameters, parameters_of
from engine.network.parameter_set import connection_set, layer_set
from engine.network.wiring import connect_edges, edges_between, remove_edges, restore_edges, rewire
from engine.project.project import Project, Run, with_data
from gui.document import Document

DRAW = Initialization()


def small_network() -> Network:
    network = edits.add_layer(Network(), "input", 2)
    network = edits.add_layer(network, "dense", 2, activation="relu")
    return edits.connect(network, "L1", "L2", DRAW)


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(Project(network=small_network()))


def set_corner(value: float):
    return lambda network: parameters.set_weight(network, "L1", "L2", 0, 0, value)


def test_a_document_goes_with_its_last_reference_whatever_its_history(qapp: object) -> None:
    document = Document(Project(network=small_network()))
    document.edit_network("Set weight", set_corner(0.5))
    watcher = weakref.ref(document)
    del document
    assert watcher() is None


def test_an_edit_announces_before_and_after(document: Document) -> None:
    before = document.project
    seen = []
    document.project_changed.connect(lambda *change: seen.append(change))
    document.edit_network("Set weight", set_corner(0.5))
    assert seen == [(before, document.project)]
    assert document.network.connection("L1", "L2").weight[0, 0] == 0.5
    assert document.undo_stack.undoText() == "Set weight"
    assert document.is_modified


def test_an_edit_shares_what_it_leaves_alone(document: Document) -> None:
    before = document.project
    document.edit_network("Set weight", set_corner(0.5))
    assert document.project.data is before.data
    assert document.network.layer("L1") is before.network.layer("L1")


def test_a_refused_edit_changes_nothing(document: Document) -> None:
    before = document.project
    with pytest.raises(EngineError, match="finite"):
        document.edit_network("Set weight", set_corner(float("nan")))
    assert document.project is before
    assert document.undo_stack.count() == 0


def test_edits_of_one_gesture_are_one_undo_step(document: Document) -> None:
    before = document.project
    gesture, another = object(), object()
    for value in (0.1, 0.2, 0.3):
        document.edit_network("Set weight", set_corner(value), gesture=gesture)
    document.edit_network("Set weight", set_corner(0.4), gesture=another)
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert document.network.connection("L1", "L2").weight[0, 0] == 0.3
    document.undo_stack.undo()
    assert same_value(document.project, before)


def test_edits_without_a_gesture_never_merge(document: Document) -> None:
    for value in (0.1, 0.2):
        document.edit_network("Set weight", set_corner(value))
    assert document.undo_stack.count() == 2


def test_a_run_going_on_refuses_edits_but_not_moves(document: Document) -> None:
    document.set_training(True)
    with pytest.raises(EngineError, match="pause"):
        document.edit_network("Set weight", set_corner(0.5))
    document.edit_network("Move", lambda network: edits.move_layers(network, {"L1": (20.0, 40.0)}), while_training=True)
    assert document.network.layer("L1").position == (20.0, 40.0)


def test_a_move_during_a_run_keeps_its_live_parameters(document: Document) -> None:
    document.set_training(True)
    trained = Parameters(weights=(np.full((2, 2), 7.0),), biases=(np.zeros(0), np.ones(2)))
    document.show_parameters(trained)
    document.edit_network("Move", lambda network: edits.move_layers(network, {"L1": (5.0, 5.0)}), while_training=True)
    assert document.network.connection("L1", "L2").weight[0, 0] == 7.0
    assert document.network.layer("L1").position == (5.0, 5.0)


def test_live_parameters_show_without_becoming_an_edit(document: Document) -> None:
    shown = []
    document.parameters_shown.connect(lambda: shown.append(document.network.connection("L1", "L2").weight[0, 0]))
    document.set_training(True)
    document.show_parameters(Parameters(weights=(np.full((2, 2), 7.0),), biases=(np.zeros(0), np.ones(2))))
    assert shown == [7.0]
    assert document.undo_stack.count() == 0
    assert document.project.network.connection("L1", "L2").weight[0, 0] != 7.0


def test_view_settings_survive_undo_and_are_no_step(document: Document) -> None:
    document.edit_network("Set weight", set_corner(0.5))
    document.set_view(replace(document.view, selected_sample=3))
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.view.selected_sample == 3


def test_a_change_of_structure_ends_the_run_and_a_weight_does_not(document: Document) -> None:
    run = Run(initial=parameters_of(document.network), step=4)
    document.apply("Train", lambda project: replace(project, run=run))
    document.edit_network("Set weight", set_corner(0.5))
    assert document.project.run is run
    document.edit_network("Resize", lambda network: edits.resize_layer(network, "L2", 3, DRAW))
    assert document.project.run is None


def test_opening_forgets_the_history_and_the_modification(document: Document, tmp_path: Path) -> None:
    document.edit_network("Set weight", set_corner(0.5))
    paths = []
    document.path_changed.connect(paths.append)
    document.open(Project(), tmp_path / "a.neuro")
    assert not document.is_modified
    assert document.undo_stack.count() == 0
    assert paths == [tmp_path / "a.neuro"]


def test_undoing_to_the_saved_state_is_unmodified(document: Document, tmp_path: Path) -> None:
    document.edit_network("Set weight", set_corner(0.5))
    document.mark_saved(tmp_path / "a.neuro")
    document.edit_network("Set weight", set_corner(0.6))
    assert document.is_modified
    document.undo_stack.undo()
    assert not document.is_modified


STEPS = st.sampled_from(
    [
        lambda network: edits.add_layer(network, "dense", 3, activation="tanh"),
        lambda network: edits.connect(network, network.layers[-2].id, network.layers[-1].id, DRAW),
        lambda network: edits.resize_layer(network, network.layers[-1].id, network.layers[-1].width + 1, DRAW),
        lambda network: edits.remove_layers(network, [network.layers[-1].id]),
        lambda network: edits.set_activation_function(network, network.layers[-1].id, "sine"),
        lambda network: parameters.set_bias(network, network.layers[-1].id, 0, 0.25),
        lambda network: edits.move_layers(network, {network.layers[0].id: (1.0, 2.0)}),
        lambda network: remove_edges(network, *network.connections[0].key, network.connections[0].mask),
        lambda network: rewire(network, *network.connections[0].key, np.eye(2, dtype=np.bool_), DRAW),
        lambda network: restore_edges(network, connection_set(network, *network.connections[0].key), DRAW),
        lambda network: connect_edges(network, "L1", "L2", edges_between(network, "L1", "L2", [0], [1]), DRAW),
        lambda network: freeze(network, layer_set(network, network.layers[-1].id)),
        lambda network: freeze(network, layer_set(network, network.layers[1].id), frozen=False),
        lambda network: edits.remove_neurons(network, network.layers[1].id, [0]),
    ]
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=12))
def test_any_sequence_of_edits_undone_and_redone_gives_the_same_values(qapp: object, steps: list) -> None:
    document = Document(Project(network=small_network()))
    values = [document.project]
    for step in steps:
        try:
            document.edit_network("Edit", step)
        except (EngineError, IndexError):
            continue
        if document.project is not values[-1]:
            values.append(document.project)
    for expected in reversed(values[:-1]):
        document.undo_stack.undo()
        assert same_value(document.project, expected)
    assert not document.undo_stack.canUndo()
    for expected in values[1:]:
        document.undo_stack.redo()
        assert same_value(document.project, expected)


def test_other_data_are_looked_at_from_the_first_sample(document: Document) -> None:
    document.set_view(replace(document.view, selected_sample=3))
    document.apply("Choose data", lambda project: with_data(project, replace(project.data, source="moons")))
    assert document.view.selected_sample == 0
