"""What the session tells the engine, and what it makes of the answers."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.network import edits, parameters
from engine.process.events import EngineFailed, RequestRefused
from engine.project.project import with_data
from engine.project.settings import with_selected_sample, with_typed_input
from tests.gui.training.test_training_controller import Stage, xor_project


@pytest.fixture
def stage(qapp: object) -> Stage:
    return Stage(xor_project())


def test_the_engine_hears_only_what_changed(stage: Stage) -> None:
    stage.document.edit_network("Set weight", lambda network: parameters.set_weight(network, "L1", "L2", 0, 0, 9.0))
    assert list(stage.engine.of_kind("project")[-1]) == ["network"]
    stage.document.apply("Data", lambda project: with_data(project, replace(project.data, seed=3)))
    assert list(stage.engine.of_kind("project")[-1]) == ["data"]


def test_the_selected_sample_flows_through_the_network(stage: Stage) -> None:
    weights = [[1.0, 1.0], [1.0, 1.0]]
    seen = []
    stage.session.sample_values_changed.connect(seen.append)
    stage.document.edit_network("Set", lambda network: parameters.set_weights(network, "L1", "L2", weights))
    stage.document.set_view(replace(stage.document.view, selected_sample=3))
    values = seen[-1]
    assert values["L1"].activation.tolist() == [[1.0, 1.0]]
    assert values["L2"].pre_activation.tolist() == [[2.0, 2.0]]
    assert np.allclose(values["L2"].activation, np.tanh(2.0))


def test_an_own_x_flows_through_the_network_until_a_sample_is_selected(stage: Stage) -> None:
    stage.document.set_view(with_typed_input(stage.document.view, [0.25, -3.0]))
    assert stage.session.sample_values["L1"].activation.tolist() == [[0.25, -3.0]]
    stage.document.set_view(with_selected_sample(stage.document.view, 3))
    assert stage.session.sample_values["L1"].activation.tolist() == [[1.0, 1.0]]


def test_what_flows_has_a_name(stage: Stage) -> None:
    view = stage.document.view
    stage.document.set_view(with_selected_sample(view, 3))
    assert stage.session.sample_name == "sample 4 (training)"
    stage.document.set_view(with_typed_input(view, [0.25, -3.0]))
    assert stage.session.sample_name == "your own x"


def test_an_own_x_of_other_data_is_left_aside(stage: Stage) -> None:
    stage.document.set_view(with_typed_input(stage.document.view, [0.25, -3.0, 1.0]))
    assert stage.session.own_input is None
    assert stage.session.sample_values["L1"].activation.tolist() == [[0.0, 0.0]]


def test_an_own_x_is_given_standardised_where_the_data_is(stage: Stage) -> None:
    stage.document.apply("Data", lambda project: with_data(project, replace(project.data, standardize=True)))
    stage.engine.make_data(stage.document.project.data)
    data_set = stage.session.data_set
    assert data_set is not None
    stage.document.set_view(with_typed_input(stage.document.view, data_set.input_mean + 2 * data_set.input_scale))
    np.testing.assert_allclose(stage.session.sample_values["L1"].activation, [[2.0, 2.0]])


def test_an_unfinished_drawing_has_no_values(stage: Stage) -> None:
    stage.document.edit_network("Disconnect", lambda network: edits.disconnect(network, "L1", "L2"))
    assert stage.session.sample_values == {}


def test_refused_data_is_told_and_leaves_no_data_set(stage: Stage) -> None:
    refusals = []
    stage.session.data_refused.connect(refusals.append)
    stage.engine.request_refused.emit(RequestRefused(revision=2, sentence="There are no points yet."))
    assert refusals == ["There are no points yet."]
    assert stage.session.data_set is None
    assert stage.session.sample_values == {}


@pytest.mark.allows_log("unforeseen error")
def test_an_unforeseen_error_is_told(stage: Stage) -> None:
    told = []
    stage.session.trouble.connect(told.append)
    stage.engine.engine_failed.emit(EngineFailed(revision=1, traceback="Traceback …"))
    assert len(told) == 1


def test_a_standardised_input_is_known_as_it_was_measured(stage: Stage) -> None:
    stage.document.set_view(with_selected_sample(stage.document.view, 3))
    assert stage.session.measured_input is None
    stage.document.apply("Data", lambda project: with_data(project, replace(project.data, standardize=True)))
    stage.engine.make_data(stage.document.project.data)
    stage.document.set_view(with_selected_sample(stage.document.view, 3))
    measured = stage.session.measured_input
    assert measured is not None
    assert measured.values.tolist() == [1.0, 1.0]
    stage.document.set_view(with_typed_input(stage.document.view, [0.25, -3.0]))
    typed = stage.session.measured_input
    assert typed is not None
    assert typed.values.tolist() == [0.25, -3.0]
    stage.document.set_view(with_selected_sample(stage.document.view, None))
    assert stage.session.measured_input is None
